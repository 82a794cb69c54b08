// Package reports is what the committee says and the rules by which it is
// believed: tasks, signed reports with their strict reader, snapshots, sets,
// prices and positions, and the acceptance rules R1–R18 as pure functions.
//
// It knows the wire format, the hashes that members sign and what must hold
// between a report, the spec of the incident and what was accepted before. It
// must not know a database, a node, a clock, or how a loss is measured: whoever
// calls Evaluate has gathered the facts.
//
// The invariant it protects: one report and one state of the committee have one
// outcome, the same on the server, at a member and for a verifier.
//
// Start reading at Report in report.go, then Evaluate in rules.go.
package reports
