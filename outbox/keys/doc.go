// Package keys signs with keys that this process holds: a keystore file, or the
// well-known accounts of development chains, which it refuses everywhere else.
//
// It knows transactions and chain ids. It must not know why something is signed, nor
// anything that is stored; keys of key services are in outbox/signers.
package keys
