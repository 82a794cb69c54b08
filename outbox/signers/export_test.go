package signers

import (
	"crypto/ecdsa"

	"github.com/ethereum/go-ethereum/common"
)

// ParsePublicKey and FromDER are what outside bytes reach first.
func ParsePublicKey(der []byte) (*ecdsa.PublicKey, error) { return parsePublicKey(der) }

// FromDER is fromDER.
func FromDER(der []byte, digest common.Hash, key *ecdsa.PublicKey) ([]byte, error) {
	return fromDER(der, digest, key)
}
