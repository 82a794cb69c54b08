// Package chain reads an Ethereum chain through nodes that may lie.
//
// It knows JSON-RPC, endpoints, finality, logs, receipts and signatures of
// contracts. It must not know what is made of them: logs become rows in
// chain/indexing, and signed bytes are handed to every endpoint unread.
//
// The story in the order it happens: Dial connects to endpoints and binds them to
// one chain id and genesis (client.go, endpoint.go, transport.go). A read that
// money moves on is asked of all of them, and believed when a quorum says the
// same (quorum.go, quorum_reads.go, receipts.go); reads of the head are hints
// (reads.go, market.go). What is final is held against what was final before
// (finality.go), and a log is there or not because its block says so (proven.go).
// On that stand the questions of others: who sent what (history.go), what accounts
// hold (accounts.go), who signed (signature.go), what a call would do (simulate.go).
//
// The invariant it protects: nothing is written down that one endpoint alone
// said, and nothing final is ever taken back in silence: a finalized block that
// changes is ErrFinalityBroken, and everything stops.
//
// Start reading at client.go, then quorum.go.
package chain
