// Package histories plays random histories through the services: acts of wallets,
// staff, chain and clock in any order, over two pools, two tokens and two vaults,
// until the incident is closed. After every act it holds the books against the
// laws of docs/model.md, and at the end what everybody has against package
// reference.
//
// It knows the rooms by their exported methods (through package roomtest) and
// reads rows only to judge. It must not know how anything is computed, and no
// program imports it; all of it is in its tests.
//
// A history that fails is shrunk to the shortest that does and printed act by act
// with its seed. The numbers of histories are those of the flag -rapid.checks;
// without it a few are played.
//
// Start reading at histories_test.go, then story_test.go (the world of one
// history), acts_test.go, settling_test.go and money_test.go (what
// happens in it) and laws_test.go (what must hold).
package histories
