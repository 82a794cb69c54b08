// Package operate is the commands of people who run a deployment: staff, jobs,
// the outbox and its keys and budgets, plans of distribution, reports, the freeze.
//
// It knows the admin socket of a running server and, where a command may run
// without one, the store of a stopped server. It must not decide anything: the
// rooms and the routes do.
//
// The invariant it protects: an act by command is the same act, by a person with
// a role, as through the API.
//
// Start reading at OutboxCmd in outbox.go.
package operate
