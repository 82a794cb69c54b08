// Package signers holds the keys that this process does not hold itself: a
// signer program that speaks clef's or Web3Signer's JSON-RPC, AWS KMS and
// Google Cloud KMS. Each of them signs transactions and 32-byte digests behind
// the interface that package chain declares.
//
// It knows how a service spells a request, and how its DER answer becomes a
// signature that Ethereum accepts. It must not know what is being paid, nor
// touch the database.
//
// It keeps one promise: what it returns recovers to the address it names, over
// exactly the bytes it was given, with s in the lower half (EIP-2).
package signers

import (
	_ "cloud.google.com/go/kms/apiv1"
	_ "github.com/aws/aws-sdk-go-v2/config"
	_ "github.com/aws/aws-sdk-go-v2/credentials"
	_ "github.com/aws/aws-sdk-go-v2/service/kms"
)
