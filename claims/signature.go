package claims

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/service"
)

// signedBy asks who signed a digest. The signature of its own key in
// the form with v 0 or 1 is ErrProof with the reason: signatures have one form.
func (s *Service) signedBy(ctx context.Context, account common.Address, digest common.Hash, sig []byte, at *uint64) (contracts.Verdict, error) {
	if by, ok := contracts.LegacySigner(digest, sig); ok && by == account {
		return contracts.Verdict{}, fmt.Errorf("%w: its last byte, v, must be 27 or 28", ErrProof)
	}
	verdict, err := s.Chain.VerifySignature(ctx, account, digest, sig, at)
	if err != nil {
		return verdict, fmt.Errorf("%w: %w", service.ErrNode, err)
	}
	return verdict, nil
}
