// Package sim plays the money path from a seed: several instances of the
// program, one store, one chain, one virtual clock, one goroutine, and as much
// bad luck as there can be.
//
// It knows how a process works step by step (each store transaction and each
// call to a node is a step, before and after which the process may die, stand
// still or be overtaken), what a store forgets in a crash, and how a chain with
// a pool, prices, reorgs, finality and a stranger behaves. Each run pays
// transfers that no contract guards, and one settlement through a distributor
// whose lines are pushed by us or redeemed by their receivers.
//
// It decides nothing that production decides: outbox.Step, outbox.Believe,
// outbox.Record, outbox.AfterSend, outbox.JudgeReply, outbox.FeePolicy, the tables
// of outbox and claims, and the lease rules of models.KeyState do.
//
// It promises that the same seed gives the same run, that the invariants of
// check.go hold after every step, and that after the faults stop everything is
// paid within a bound. It must not know SQL, signatures or the real sender's
// shell; those are tested with the real store and chain in package outbox.
//
// Start reading at run.go, then world.go, sender.go and clerk.go.
package sim
