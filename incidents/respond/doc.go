// Package respond decides what is done about a finding, and who must agree.
//
// The story in the order it happens: a plan of a module says which pauses answer
// which monitors (plan.go, adapters.go, reading.go); one person writes it, another
// one accepts it. Who must agree to a step is a table over its class, how final the
// finding is, how often the monitor was right, and who saw it (authority.go).
//
// It knows plans, findings and the calls by which modules are paused. It must not
// know how a condition is judged (incidents/monitor), how a transaction is sent
// (outbox), or HTTP.
//
// The invariants it protects:
//   - a step pauses: no plan moves money, lifts a pause or changes a parameter;
//   - a machine acts on what was measured or cannot be false, never on a score.
//
// Start reading at plan.go, then authority.go.
package respond
