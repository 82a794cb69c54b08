// Package respond decides what is done about a finding, and has the outbox do it.
//
// The story in the order it happens: a plan of a module says which pauses answer
// which monitors (plan.go, adapters.go, reading.go); one person writes it, another
// one accepts it (service.go). A finding that saw damage calls the plan: an incident
// is suspected where there is none, and each step becomes one response (call.go). Who
// must agree is a table over the class of the step, how final the finding is, how
// often the monitor was right, and who saw it (authority.go). What may go is simulated
// on the head, becomes an intent, and is contained when the chain shows it (carry.go).
//
// It knows plans, findings, responses and the calls by which modules are paused. It
// must not know how a condition is judged (incidents/monitor), how a transaction is
// sent (outbox), or HTTP.
//
// The invariants it protects:
//   - a step pauses: no plan moves money, lifts a pause or changes a parameter;
//   - a machine acts on what was measured or cannot be false, never on a score;
//   - one effect for each step and incident: an intent begins only when the one
//     before can have no effect any more;
//   - contained is what a block showed that is on record, never a sent transaction.
//
// Start reading at plan.go, then responder.go.
package respond
