// Command gastable prints what paying costs: ours beside the distributors that
// people use, and each safety feature of ours priced by leaving it out.
//
// It knows the contracts and their bindings, committed bytecode of the others
// (artifacts/, made by contracts/peers/build.mjs) and one EVM with the prices of
// mainnet (Osaka). It must not know the database, the sender or any network, and
// it needs no Node. Every number is the gas of executed transactions as receipts
// show it: intrinsic and calldata gas, execution, refunds.
//
// It promises that the same sources print the same table: docs/gas.md holds a
// copy, a test compares it exactly, and `go run ./test/gastable -update`
// renews it. The ceilings of the contracts are asserted by the same test.
//
// Start reading at sections.go, which says what is measured.
package main
