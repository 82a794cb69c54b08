// Package chain is the only room that talks to an Ethereum node.
//
// It knows JSON-RPC, finality, nonces, fees, signatures and reorgs. It turns
// what a node says into rows (chain_events, observed pool capital, receipts) and
// turns rows into transactions (the outbox). It must not know claims, losses or
// settlements: an intent is a destination, a value and some bytes, an event is a
// decoded log.
//
// The invariant it protects: an intent reaches the chain at most once and is
// never lost, through crashes at any point, reorgs, dropped transactions and a
// node that lies by delay. It rests on three rules:
//
//  1. Persist first, act second. Nonce, signed bytes and hash are committed in
//     one transaction before the first broadcast.
//  2. An intent keeps its nonce for life. Replacements carry the same nonce and
//     payload; giving up is a self-transfer with the same nonce.
//  3. Every answer of a node is a hint. Only a canonical receipt at or below the
//     finalized height, said by a quorum of endpoints, settles an intent, and
//     only when the contracts show what it was for (witness.go).
//
// Start reading at step.go (the pure judgement), then sender.go (one round),
// sender_confirm.go, sender_replace.go, sender_prepare.go and sender_send.go in
// the order a round runs them; sender_reconcile.go is what happens when the chain
// knows more than the store. client.go and quorum.go are the node, indexer.go and observer.go
// read it, operator.go is what people may do to the outbox.
package chain
