// Package outbox carries out, once, what was decided for the chain.
//
// It knows nonces, bids, signatures and what contracts show of the purpose of a
// call. It must not know claims, losses or settlements: an intent is a
// destination, a value and some bytes; whose and why is a reference it hands
// back. The node is behind the interface Node; package chain is one.
//
// The story of one intent, in the order it happens:
//
//	proposed, approved  somebody wrote the row with his decision; where people must
//	                    agree, one of them did (operator.go)
//	begin               a process takes the lease of the sending key and reads what the
//	                    key has to do (sender_lease.go, sender_work.go)
//	confirm             what the chain says about open nonces is believed and recorded
//	                    (sender_observe.go, sender_confirm.go); what it knows and the store
//	                    does not is explained first (sender_reconcile.go)
//	replace             bids that wait too long are raised, requests of people carried
//	                    out, each as a new version of the same nonce (sender_replace.go)
//	prepare             simulate, choose, sign, and store nonce and bytes in one
//	                    transaction (sender_scout.go, sender_prepare.go)
//	broadcast           send what is stored, record that a node may have it
//	                    (sender_send.go), and judge its answer (package lifecycle)
//	final               the receipt is canonical at the finalized height, and the contracts
//	                    show what it was for (package witness)
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
//     only when the contracts show what it was for.
//
// Start reading at package lifecycle (the pure judgement), then sender.go (one round) and
// the files above in their order. budget.go says what may be paid for it,
// states.Transaction is the life of an intent, operator.go what people may do.
package outbox
