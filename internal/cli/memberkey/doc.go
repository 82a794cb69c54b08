// Package memberkey is the key of a committee member on its own machine: the
// flags that name it, and the file that remembers what it signed.
//
// It knows keystores, key services and the published development keys. It must
// not know what is signed.
//
// The invariant it protects: a development key signs on development chains only,
// and one key has one record of what it signed.
//
// Start reading at Flags in memberkey.go.
package memberkey
