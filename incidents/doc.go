// Package incidents is the record of a loss event: what happened, when, to
// which modules, who says so, and where the event stands.
//
// It knows when an incident may take a step, the specification that the oracle
// committee measures by, the five times (occurred from, occurred to, observed,
// reported, confirmed), the exclusions with their reasons and the containment
// of each module. It must not know covers, claims, amounts of money or how a
// loss is measured, and it never talks to a node.
//
// The invariants it protects:
//   - the five times are different facts and are never copied into each other;
//   - from "reported" on an incident names one oracle configuration;
//   - two live incidents never cover the same blocks of one module, so one loss
//     cannot be counted twice (the store refuses it, ErrConflict);
//   - the specification is frozen by its hash when the incident is confirmed,
//     and who confirms is not who reported;
//   - every step is one history row with its reason.
//
// Each exported method of Service is one transaction.
//
// Start reading at states.Incident (what may happen), then record.go and spec.go.
package incidents
