// Package server is the HTTP face of the services: routes, policies, strict
// decoding, sign-in, idempotency, rate limits, problem documents and the shapes
// that leave and enter.
//
// It knows who may call what and how an error becomes a status. It must not
// contain SQL, arithmetic on money, a rule of the business or a node: a handler
// decodes, calls one method of a service and renders the row that came back.
//
// The invariants it protects:
//   - a route without a policy cannot be registered, and the policy is data
//     that a test walks for every kind of caller;
//   - an act with an Idempotency-Key and its stored answer commit together, so
//     a repeated request finds either both or neither;
//   - what a client sent never comes back in an error, and no secret reaches
//     the log;
//   - another wallet's claim does not exist: 404, never 403.
//
// Start reading at routes.go (the whole API on one screen), then policy.go and
// guard.go (before a handler), register.go (around it), problem.go (after it).
package server
