// Package simulate plays the history of one incident from a file, with the
// arithmetic that the product itself uses (rounds, payouts) and without a chain,
// a clock or a store: what each would get if …, and how anyone can test that
// arithmetic with histories of their own.
//
// A file is read exactly or refused with its place (file.go), checked against
// itself (check.go), then played day by day (world.go, acts.go): filings,
// decisions, rounds that may stop half-way, cancellations, sweeps, recoveries,
// revisions. Each round builds the state of all loss accounts from what is known
// on that day (state.go) and asks rounds.Compute. The report (report.go) shows
// every round, where each account and each source ended, and the laws.
//
// It must not know rows, HTTP or the node. Nothing it does is written anywhere.
package simulate
