// Command mutants is the mutation gate of the money path: it breaks the program
// on purpose, one protection at a time, and demands that a named test notices.
//
// A mutant is a file of patches/: a header and a unified diff against the tree.
// The header names the mutant, the package, the test, and the text of the
// assertion that must fail; a Solidity mutant also names the contract to compile.
//
// The gate fails when a patch does not apply exactly, when the named test does
// not pass without the patch, when a mutant does not compile, when its test
// passes, or when it fails with another text than the one named. The tree is
// never modified: mutated files reach the compiler by go test -overlay.
//
// It knows the go command, the tree's layout and contracts/build.mjs; it must
// not know what the program does. Go mutants need no Node; Solidity mutants are
// skipped without it, unless CI is set. Start reading at main.go, then patch.go.
//
//	go run ./test/mutants            # all
//	go run ./test/mutants -run fence # those whose name matches
//	go run ./test/mutants -contracts 16 # sixteen of those in Solidity, as continuous integration does
package main
