package settlements

import (
	"context"
	"errors"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
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
				k := AccountPaid{st.SourceName(), in.in.Accounts[l.Account].ID}
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

// DraftEarlier drafts recovered money by recovery/1, as programs before rounds did.
func (s *Service) DraftEarlier(ctx context.Context, by models.Actor, incidentID string) (st models.Settlement, err error) {
	can, err := s.payees(ctx, incidentID)
	if err != nil {
		return st, err
	}
	return st, s.DB.Tx(ctx, func(tx *models.Tx) error {
		cover, err := loadCover(tx, incidentID)
		if err != nil {
			return err
		}
		in, err := loadRound(tx, by, cover)
		if err != nil {
			return err
		}
		if err := in.entitle(tx, by, &can); err != nil {
			return err
		}
		f, lines, err := in.earlierFile()
		if err != nil {
			return err
		}
		p, err := compute(f, func(i int) (line, error) { return lines[f.IDOf(i)], nil })
		if err != nil {
			return err
		}
		st, err = s.settle(tx, by, &in.state, &in.vaults[0], &p)
		return err
	})
}

// earlierFile is recovery/1 of one token and one pool.
func (in *roundState) earlierFile() (payouts.File, map[string]line, error) {
	f := header(&in.state, &in.vaults[0], payouts.RuleRecovery)
	pool := &in.pools[0].pool
	f.Collected, f.Pools = in.in.Recovered[0].Collected, []string{pool.PublicID}
	lines := map[string]line{}
	for i, p := range in.people {
		loss, err := in.lossOf(i)
		if err != nil {
			return f, nil, err
		}
		row := payouts.Row{ID: p.recovery.publicID, Part: payouts.PartRecovery, Receiver: p.recovery.receiver, Amount: in.values.Units(0, loss)}
		row.Recovery = &payouts.RecoveryRow{Units: row.Amount, PoolPaid: make([]money.Amount, 1)}
		for _, e := range in.in.Accounts[i].Entries {
			if err := addTo(&row.Recovery.PoolPaid[0], e.Amount); err != nil {
				return f, nil, err
			}
		}
		for _, sum := range []*money.Amount{&f.TotalAffected, &f.TotalUnits} {
			if err := addTo(sum, row.Amount); err != nil {
				return f, nil, err
			}
		}
		f.Rows, lines[row.ID] = append(f.Rows, row), line{entitlement: p.recovery.id, part: models.PartResidual, entitled: row.Amount}
	}
	for _, h := range in.holders[pool.ID] {
		f.Shares = append(f.Shares, payouts.ShareRow{ID: h.publicID, Pool: pool.PublicID, Shares: h.shares, Receiver: h.receiver})
		lines[h.publicID] = line{entitlement: h.id, part: models.PartHolder}
	}
	f.Sort()
	return f, lines, nil
}
