package covers

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/service"
)

// ErrProof means a signature that is not valid, or not of the account that has to
// give it: of the affected account over its claim, first of all.
var ErrProof = errors.New("claims: proof of loss refused")

// ProofDomain is the EIP-712 domain in which proofs of loss, consents and certificates of
// covers are signed.
func (s *Service) ProofDomain() contracts.Domain {
	return contracts.Domain{ChainID: uint64(s.ChainID), Oracle: s.Oracle}
}

// SignedBy asks who signed a digest. The signature of its own key in
// the form with v 0 or 1 is ErrProof with the reason: signatures have one form.
func (s *Service) SignedBy(ctx context.Context, account common.Address, digest common.Hash, sig []byte, at *uint64) (contracts.Verdict, error) {
	if by, ok := contracts.LegacySigner(digest, sig); ok && by == account {
		return contracts.Verdict{}, fmt.Errorf("%w: its last byte, v, must be 27 or 28", ErrProof)
	}
	verdict, err := s.Chain.VerifySignature(ctx, account, digest, sig, at)
	if err != nil {
		return verdict, fmt.Errorf("%w: %w", service.ErrNode, err)
	}
	return verdict, nil
}
