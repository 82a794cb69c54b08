// Package service is what claims, settlements and distributions have in common:
// what they refuse, who may act, and how an act becomes one transaction.
//
// It knows the errors that callers decide on (errors.go), the roles that the
// state tables name (roles.go), the transaction of an exported method (tx.go),
// and how a step of a job goes over the incidents that are due (incident.go).
//
// It must not know what any act is about: no claim, no money, no chain. What
// only one room refuses is declared in that room.
//
// Start reading at tx.go and errors.go.
package service
