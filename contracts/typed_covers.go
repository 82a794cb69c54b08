package contracts

import "github.com/ethereum/go-ethereum/common"

// CoverConsent is an account's word that a holder may insure it under a product.
// No contract reads it: the claims desk does, when it names the account.
type CoverConsent struct {
	ProductID common.Hash // keccak256 of the product's public id
	Holder    common.Address
	Account   common.Address
	ExpiresAt uint64
}

// CoverCertificate is an issuer's word that it wrote a cover elsewhere. Content is
// the hash of everything the cover says.
type CoverCertificate struct {
	Issuer    common.Address
	Content   common.Hash
	WrittenAt uint64
}

func (c CoverConsent) typed() (string, []member) {
	return "CoverConsent", []member{
		hashOf("productId", c.ProductID),
		addressOf("holder", c.Holder),
		addressOf("account", c.Account),
		uintOf("expiresAt", "uint64", c.ExpiresAt),
	}
}

func (c CoverCertificate) typed() (string, []member) {
	return "CoverCertificate", []member{
		addressOf("issuer", c.Issuer),
		hashOf("content", c.Content),
		uintOf("writtenAt", "uint64", c.WrittenAt),
	}
}

// Digest is what the account signs.
func (c CoverConsent) Digest(d Domain) common.Hash { return digest(d.eip712(), c) }

// Digest is what the issuer signs.
func (c CoverCertificate) Digest(d Domain) common.Hash { return digest(d.eip712(), c) }

// TypedData is the request for a wallet.
func (c CoverConsent) TypedData(d Domain) TypedData { return typedData(d.eip712(), c) }

// TypedData is the request for a wallet.
func (c CoverCertificate) TypedData(d Domain) TypedData { return typedData(d.eip712(), c) }
