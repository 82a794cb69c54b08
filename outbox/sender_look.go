package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"golang.org/x/sync/errgroup"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
)

// look reads what all keys share.
func (s *Sender) look(ctx context.Context, r *round) error {
	var finality error
	err := s.together(ctx, func(ctx context.Context) error {
		r.final, r.mark, finality = chain.CheckFinality(ctx, s.DB, s.Node, s.ChainID)
		return nil
	}, func(ctx context.Context) error {
		head, err := s.Node.HeaderByNumber(ctx, nil)
		if err != nil {
			return fmt.Errorf("read head: %w", err)
		}
		r.head = head.Number.Uint64()
		if r.market, err = s.price(ctx, head); err != nil {
			return fmt.Errorf("read fees: %w", err)
		}
		return nil
	})
	switch {
	case errors.Is(finality, chain.ErrFinalityBroken):
		r.alarm(AlarmFinality, "", "%v", finality)
		return errors.Join(finality, s.freeze(ctx, finality.Error()))
	case err != nil:
		return err
	case errors.Is(finality, chain.ErrFinalityBehind):
		r.behind = true
		r.alarm(AlarmFinality, "", "%v", finality)
	case finality != nil:
		return finality
	}
	return s.at("looked")
}

// marketFor is how long the node's idea of a tip is good: to find it, a node
// looks at many blocks. The base fee is always that of the head.
const marketFor = 2 * time.Second

// price is the market at the head.
func (s *Sender) price(ctx context.Context, head *types.Header) (chain.Fees, error) {
	if s.market.at.IsZero() || s.market.Legacy != (head.BaseFee == nil) || s.Now().Sub(s.market.at) >= marketFor {
		fees, err := s.Node.SuggestFees(ctx)
		if err != nil {
			return fees, err
		}
		s.market = marketAt{fees, s.Now()}
		return fees, nil
	}
	if s.market.Legacy {
		return s.market.Fees, nil
	}
	base, err := money.FromBig(head.BaseFee)
	if err != nil {
		return chain.Fees{}, err
	}
	return chain.MarketFees(base, s.market.Tip)
}

// together asks several things of the node at once, at most Parallel, and waits
// for all of them. The first error is returned and ends the others.
func (s *Sender) together(ctx context.Context, calls ...func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(s.Parallel)
	for _, call := range calls {
		g.Go(func() error { return call(ctx) })
	}
	return g.Wait()
}

// freeze stops settlement everywhere: what was final is not.
func (s *Sender) freeze(ctx context.Context, reason string) error {
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		if on, _, err := tx.Frozen(); err != nil || on {
			return err
		}
		return tx.Freeze(reason, s.actor())
	})
}
