// Package distributions brings an active settlement to its receivers and proves
// what arrived.
//
// The story in its order: a plan decides for every line whether pushing it is
// worth what it costs (plan.go, observe.go, body.go), a treasurer who did not
// make it approves its bill, and its transactions become outbox rows
// (approve.go, push.go), by configuration without waiting for a person
// (auto.go). Who is left fetches the money with a proof (proof.go). Afterwards
// payments are compared with transfers, balances and bitmaps (check.go,
// check_chain.go, compare.go), and what was collected and what it cost is
// reported (report.go, table.go).
//
// It must not know how a settlement was computed or approved, nor HTTP. What it
// reads of the chain is the interface Node.
//
// The invariants it protects: nobody pays from their own plan alone; a plan
// becomes each of its transactions once; a mismatch of money and events freezes
// settlement.
//
// Start reading at plan.go.
package distributions
