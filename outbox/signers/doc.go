// Package signers holds the keys that this process does not hold itself: a
// signer program that speaks clef's or Web3Signer's JSON-RPC, AWS KMS and
// Google Cloud KMS. Each of them signs transactions behind the interface that
// package outbox declares; the two key services sign 32-byte digests too, as a
// committee member needs it.
//
// It knows how a service spells a request, and how its DER answer becomes a
// signature that Ethereum accepts. It must not know what is being paid, nor
// touch the database.
//
// It keeps one promise: what it returns recovers to the address it names, over
// exactly the bytes it was given, with s in the lower half (EIP-2). A service
// that answers anything else is an error here, not a transaction.
//
// Start at Open, which reads a key's URI.
package signers
