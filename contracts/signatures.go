package contracts

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Errors of signatures; the contract refuses the same things.
var (
	ErrSignature       = errors.New("contracts: bad signature")
	ErrUnknownSigner   = errors.New("contracts: signer is not in the committee")
	ErrDuplicateSigner = errors.New("contracts: signer appears twice or out of order")
	ErrNoQuorum        = errors.New("contracts: fewer signatures than the threshold")
)

// SignatureLength is r (32), s (32), v (1).
const SignatureLength = 65

// RecoverSigner returns who signed the digest. It accepts 65 bytes with v 27 or
// 28 and s in the lower half of the curve order, and never returns the zero
// address.
func RecoverSigner(digest common.Hash, sig []byte) (common.Address, error) {
	if len(sig) != SignatureLength {
		return common.Address{}, fmt.Errorf("%w: %d bytes", ErrSignature, len(sig))
	}
	if sig[64] != 27 && sig[64] != 28 {
		return common.Address{}, fmt.Errorf("%w: v is %d", ErrSignature, sig[64])
	}
	r, s := new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:64])
	if !crypto.ValidateSignatureValues(sig[64]-27, r, s, true) {
		return common.Address{}, fmt.Errorf("%w: r or s out of range", ErrSignature)
	}
	canonical := slices.Clone(sig)
	canonical[64] -= 27
	key, err := crypto.SigToPub(digest[:], canonical)
	if err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	return crypto.PubkeyToAddress(*key), nil
}

// LegacySigner returns whose signature it would be if v, which is 0 or 1, were 27
// or 28. Nobody accepts that form; it only tells a caller what is wrong.
func LegacySigner(digest common.Hash, sig []byte) (common.Address, bool) {
	if len(sig) != SignatureLength || sig[64] > 1 {
		return common.Address{}, false
	}
	usual := slices.Clone(sig)
	usual[64] += 27
	by, err := RecoverSigner(digest, usual)
	return by, err == nil
}

// JoinSignatures concatenates single signatures over one digest in strictly
// ascending order of their signers, as the contract wants them. It returns
// ErrDuplicateSigner when two are by the same key.
func JoinSignatures(digest common.Hash, sigs [][]byte) ([]byte, error) {
	type signed struct {
		by  common.Address
		sig []byte
	}
	all := make([]signed, 0, len(sigs))
	for _, sig := range sigs {
		by, err := RecoverSigner(digest, sig)
		if err != nil {
			return nil, err
		}
		all = append(all, signed{by, sig})
	}
	slices.SortFunc(all, func(a, b signed) int { return bytes.Compare(a.by[:], b.by[:]) })
	var out []byte
	for i, s := range all {
		if i > 0 && all[i-1].by == s.by {
			return nil, fmt.Errorf("%w: %s", ErrDuplicateSigner, s.by)
		}
		out = append(out, s.sig...)
	}
	return out, nil
}

// SplitSignatures cuts a concatenation into single signatures.
func SplitSignatures(joined []byte) ([][]byte, error) {
	if len(joined)%SignatureLength != 0 {
		return nil, fmt.Errorf("%w: %d bytes are no multiple of %d", ErrSignature, len(joined), SignatureLength)
	}
	return slices.Collect(slices.Chunk(joined, SignatureLength)), nil
}

// VerifyQuorum checks a concatenation as the contract does and returns its
// signers: at least the threshold, members only, strictly ascending.
func (c OracleConfig) VerifyQuorum(digest common.Hash, joined []byte) ([]common.Address, error) {
	sigs, err := SplitSignatures(joined)
	if err != nil {
		return nil, err
	}
	var signers []common.Address
	last := common.Address{}
	for _, sig := range sigs {
		by, err := RecoverSigner(digest, sig)
		if err != nil {
			return nil, err
		}
		if bytes.Compare(by[:], last[:]) <= 0 {
			return nil, fmt.Errorf("%w: %s", ErrDuplicateSigner, by)
		}
		if !c.IsSigner(by) {
			return nil, fmt.Errorf("%w: %s", ErrUnknownSigner, by)
		}
		signers, last = append(signers, by), by
	}
	if len(signers) < int(c.Threshold) {
		return nil, fmt.Errorf("%w: %d of %d", ErrNoQuorum, len(signers), c.Threshold)
	}
	return signers, nil
}
