// Package chaintest is a chain for tests that behaves: blocks, a mempool with
// the replacement rules of go-ethereum, base fees, reorgs that give
// transactions back or lose them, finality, and a line to the node that loses
// requests or replies or answers from yesterday.
//
// It knows what a node is asked (it satisfies outbox.Node) and nothing of who
// asks. It must not be imported outside tests.
//
// The invariant it protects: the fake is not kinder than a real node. The suite
// of outbox/outboxtest runs against it and against an in-process go-ethereum; a
// test that passes on one of them only is a bug of the fake.
//
// Balances are computed from the canonical blocks alone, so a test can judge
// from the chain what was paid, whatever the database says.
//
// Start reading at chain.go (blocks), pool.go (mempool), node.go (the answers),
// fault.go (the line).
package chaintest
