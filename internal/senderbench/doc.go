// Package senderbench measures the outbox sender beside the least that sending
// can cost: the same transfers, signed before the clock starts, sent to the same
// embedded chain with the same window and nothing stored.
//
// It knows the chain room and the store. It must not know the business, and it
// must not be kinder to one side: both send to one node in one process, both
// keep at most the window unmined, both are done when the last transfer is
// final, and each checks that every receiver got its coin.
//
// Start reading at Run.
package senderbench
