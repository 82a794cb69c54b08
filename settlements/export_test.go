package settlements

import (
	"context"
	"errors"

	"makewhole/models"
	"makewhole/money"
	"makewhole/rounds"
)

// AccountPaid is what one account gets of one pool, by public id and address.
type AccountPaid struct{ Pool, Account string }

var errUndone = errors.New("only asked")

// RoundOf computes what a round gives from pools, whatever a plain draft would
// do, and writes nothing: lines that are paid and lines that are held.
func (s *Service) RoundOf(ctx context.Context, by models.Actor, incidentID string) (paid, held map[AccountPaid]money.Amount, err error) {
	paid, held = map[AccountPaid]money.Amount{}, map[AccountPaid]money.Amount{}
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		cover, err := loadCover(tx, incidentID)
		if err != nil {
			return err
		}
		in, err := loadRound(tx, by, cover)
		if err != nil {
			return err
		}
		res, err := rounds.Compute(&in.in)
		if err != nil {
			return err
		}
		for _, st := range res.Settlements {
			for _, l := range st.Lines {
				to := paid
				if l.State != rounds.Payable {
					to = held
				}
				k := AccountPaid{sourceName(&st), in.in.Accounts[l.Account].ID}
				if st.Source == rounds.FromPool {
					k.Pool = in.in.Pools[st.Index].ID
				}
				if to[k], err = to[k].Add(l.Amount); err != nil {
					return err
				}
			}
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		err = nil
	}
	return paid, held, err
}
