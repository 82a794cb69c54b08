// Package archtest holds the import rules of the repository as tests.
//
// It knows which package may import which (docs/architecture.md shows the same
// as a picture) and which outside modules are confined to one room. It must not
// know what the packages do. It parses the files itself rather than asking the
// go command, because a test that shells out is cached and would call a broken
// tree good. Start reading at arch_test.go.
package archtest
