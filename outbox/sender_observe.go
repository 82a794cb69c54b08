package outbox

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/outbox/lifecycle"
)

// receipts are answers of the node by transaction.
type receipts map[common.Hash]*types.Receipt

// of are those of the attempts of an intent.
func (rs receipts) of(o *open) []*types.Receipt {
	var out []*types.Receipt
	for _, a := range o.attempts {
		if r := rs[a.row.Hash.Hash]; r != nil && r.BlockNumber != nil {
			out = append(out, r)
		}
	}
	return out
}

// observations reads nonces and receipts. What was believed of a transaction before is
// believed while its block is the canonical one: a block's receipts do not
// change.
func (s *Sender) observations(ctx context.Context, k *keyRound) ([]lifecycle.Observation, error) {
	canonical := map[uint64]common.Hash{k.final.Number.Uint64(): k.final.Hash()}
	if err := s.canonical(ctx, canonical, k.open, s.believed); err != nil {
		return nil, err
	}
	out := make([]lifecycle.Observation, len(k.open))
	var unseen []*open
	for i, o := range k.open {
		if out[i].Included = o.included(s.believed, canonical); out[i].Included == nil {
			unseen = append(unseen, o)
		}
	}
	finalNonce, answers, err := s.askReceipts(ctx, k, unseen)
	if err != nil {
		return nil, err
	}
	if err := s.canonical(ctx, canonical, unseen, answers); err != nil {
		return nil, err
	}
	for i, o := range k.open {
		if out[i].Included == nil {
			out[i].Included = o.included(answers, canonical)
			s.believe(out[i].Included, answers)
		}
		out[i].Final, out[i].FinalNonce, out[i].Suspicion = k.final.Number.Uint64(), finalNonce, s.suspects[suspect{o.row.ID, o.nonce()}]
	}
	return out, nil
}

func (s *Sender) askReceipts(ctx context.Context, k *keyRound, unseen []*open) (finalNonce uint64, answers receipts, err error) {
	var hashes []common.Hash
	for _, o := range unseen {
		for _, a := range o.attempts {
			hashes = append(hashes, a.row.Hash.Hash)
		}
	}
	answers = make(receipts, len(hashes))
	err = s.together(ctx, func(ctx context.Context) (err error) {
		finalNonce, err = s.finalNonce(ctx, k)
		return err
	}, func(ctx context.Context) error {
		got, err := s.Node.Receipts(ctx, hashes)
		if err != nil {
			return fmt.Errorf("read receipts: %w", err)
		}
		for i, h := range hashes {
			answers[h] = got[i]
		}
		return nil
	})
	return finalNonce, answers, err
}

// canonical adds the hashes of the blocks that the receipts of some intents
// name, as the chain has them now; the zero hash where it has none.
func (s *Sender) canonical(ctx context.Context, blocks map[uint64]common.Hash, opens []*open, rs receipts) error {
	var heights []uint64
	for _, o := range opens {
		for _, r := range rs.of(o) {
			n := r.BlockNumber.Uint64()
			if _, known := blocks[n]; !known {
				blocks[n], heights = common.Hash{}, append(heights, n)
			}
		}
	}
	hashes := make([]common.Hash, len(heights))
	calls := make([]func(context.Context) error, len(heights))
	for i, n := range heights {
		calls[i] = func(ctx context.Context) error {
			h, err := s.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(n))
			switch {
			case err == nil:
				hashes[i] = h.Hash()
			case !chain.IsNotFound(err):
				return fmt.Errorf("read block %d: %w", n, err)
			}
			return nil
		}
	}
	err := s.together(ctx, calls...)
	for i, n := range heights {
		blocks[n] = hashes[i]
	}
	return err
}

// included is the inclusion of one attempt by a receipt of its own whose block is
// the canonical one at its height.
func (o *open) included(rs receipts, canonical map[uint64]common.Hash) *lifecycle.Inclusion {
	for _, a := range o.attempts {
		r := rs[a.row.Hash.Hash]
		if r == nil || r.BlockNumber == nil {
			continue
		}
		if in := lifecycle.Believe(r, a.row.Hash.Hash, canonical[r.BlockNumber.Uint64()], !a.same); in != nil {
			o.logs = r.Logs
			return in
		}
	}
	return nil
}

// believedMost bounds the memory of receipts.
const believedMost = 1024

// believe remembers the receipt of an inclusion.
func (s *Sender) believe(in *lifecycle.Inclusion, rs receipts) {
	if in == nil {
		return
	}
	if len(s.believed) >= believedMost {
		clear(s.believed) // only makes more questions
	}
	s.believed[in.Hash] = rs[in.Hash]
}
