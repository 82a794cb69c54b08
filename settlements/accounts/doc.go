// Package accounts reads back what all covers, recoveries, outside receipts and sweeps
// of one incident mean for one account, and says it in words.
//
// The story in its order: what the account lost and which covers were in force
// (account.go), what a product's limit leaves of them (limits.go), every line of a
// settlement with the numbers of the rule that computed it (lines.go), and at last the
// sums, held against the loss. explain.go leads from a claim to each coin, in plain
// sentences.
//
// It reads what packages claims and settlements wrote and computes entitlement files
// again, since nothing of a rule is stored but its lines. It must not decide or write
// anything, nor know HTTP.
package accounts
