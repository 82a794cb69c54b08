// Command bench measures the hot paths of the program beside their floors: what
// the bare arithmetic, the database or the chain needs at least for the same
// work, in one process and one run, so that the ratio means something anywhere.
//
// It knows the command line, the two quick measurements (payout trees and
// allocations) and how to print rows; the slow ones are packages of their own,
// test/settlebench and test/senderbench. It must not know how any path works
// inside, and it is no part of the shipped binary.
//
//	go run ./test/bench                  # trees and allocations
//	go run ./test/bench settle --help    # drafting up to ten million claims
//	go run ./test/bench sender           # sending beside pre-signed transactions
//
// docs/benchmarks.md says what is measured and shows numbers. Start reading at
// CLI in main.go.
package main
