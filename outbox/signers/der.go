package signers

import (
	"crypto/ecdsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Object identifiers of an elliptic-curve key (RFC 5480) and of its curve
// (SEC 2, section A.2.1).
var (
	oidECPublicKey = asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidSecp256k1   = asn1.ObjectIdentifier{1, 3, 132, 0, 10}
)

// halfN is the largest s that Ethereum accepts (EIP-2).
var halfN = new(big.Int).Rsh(crypto.S256().Params().N, 1)

// parsePublicKey reads a SubjectPublicKeyInfo (RFC 5280) in DER. The standard
// library does not know the curve.
func parsePublicKey(der []byte) (*ecdsa.PublicKey, error) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if rest, err := asn1.Unmarshal(der, &info); err != nil || len(rest) > 0 {
		return nil, fmt.Errorf("read public key: %w", ErrNotSecp256k1)
	}
	var curve asn1.ObjectIdentifier
	if _, err := asn1.Unmarshal(info.Algorithm.Parameters.FullBytes, &curve); err != nil ||
		!info.Algorithm.Algorithm.Equal(oidECPublicKey) || !curve.Equal(oidSecp256k1) {
		return nil, fmt.Errorf("read public key: %w", ErrNotSecp256k1)
	}
	key, err := crypto.UnmarshalPubkey(info.Key.RightAlign())
	if err != nil {
		return nil, fmt.Errorf("read public key: %w", ErrNotSecp256k1)
	}
	return key, nil
}

// fromDER turns an ECDSA signature in DER into r, s, v: s in the lower half,
// v 0 or 1, whichever recovers to the key. Services return either s, and none
// returns v.
func fromDER(der []byte, digest common.Hash, key *ecdsa.PublicKey) ([]byte, error) {
	var sig struct{ R, S *big.Int }
	if rest, err := asn1.Unmarshal(der, &sig); err != nil || len(rest) > 0 {
		return nil, fmt.Errorf("%w: not a pair of integers in DER", ErrSignature)
	}
	n := crypto.S256().Params().N
	if sig.R.Sign() <= 0 || sig.S.Sign() <= 0 || sig.R.Cmp(n) >= 0 || sig.S.Cmp(n) >= 0 {
		return nil, fmt.Errorf("%w: r or s outside of the group", ErrSignature)
	}
	if sig.S.Cmp(halfN) > 0 {
		sig.S.Sub(n, sig.S)
	}
	out := make([]byte, crypto.SignatureLength)
	sig.R.FillBytes(out[:32])
	sig.S.FillBytes(out[32:64])
	for v := range byte(2) {
		out[crypto.RecoveryIDOffset] = v
		got, err := crypto.SigToPub(digest[:], out)
		if err == nil && got.Equal(key) {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%w: it does not recover to %s", ErrSignature, crypto.PubkeyToAddress(*key))
}
