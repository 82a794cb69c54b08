// Package senderbench measures the outbox sender beside the least that sending
// can cost: equal transactions, signed before the clock starts, sent to the same
// embedded chain with the same window and nothing stored. The transactions are
// plain transfers, or pushes: the calls by which a settlement pays its lines.
//
// It knows the rooms chain and outbox, the store, and of the contracts what it takes to
// publish a settlement and to push it. It must not know the rest of the business,
// and it must not be kinder to one side: both send to one node in one process,
// with the same gas limit and out of a settlement of their own, both keep at most
// the window unmined, both are done when the last transaction is final, and of
// each every receiver is looked up afterwards: whoever is to be paid has exactly
// the amount, whoever is not has nothing.
//
// Start reading at Run.
package senderbench
