// Package model explores every order of events in the life of one transaction
// intent: two senders that share a key, a store, and a chain.
//
// It knows the acts of a sender's round one by one (read, sign, store, send,
// record), what a crash forgets, how a lease changes hands, what a reorg takes
// back and how a stranger can use the key. It decides nothing itself: which
// receipt is believed, which transition follows, whether to sign, replace or
// send, who holds the lease and which nonce is free are answered by outbox.Step,
// outbox.Believe, outbox.AfterSend, the transaction machine of package outbox and
// the lease rules of models.KeyState, the same code that runs in production.
//
// It promises, for the bounds in Limits: no reachable state pays twice (without
// any help from the contract), none is recorded as final without its effect, no
// nonce is given up while ours may still be mined, and from every reachable
// state the paid state stays reachable without further faults. With a
// protection switched off it must find a counterexample, which it prints.
//
// A second, small search (life.go) does the same for the life of a settlement
// and its lines, by the tables of package settlements.
//
// It must not know rows, SQL, bytes or amounts. Start reading at state.go, then
// worker.go and world.go, then explore.go.
package model
