package settlements

import (
	"fmt"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// recoveryFile writes the recovery/1 entitlement list: all affected accounts,
// covered or not, and the shareholders of record of the pools that paid.
func recoveryFile(in *recoveryState, src *source) (payouts.File, lineOf, error) {
	f := header(&in.state, src, payouts.RuleRecovery)
	if in.collected.IsZero() {
		return f, nil, ErrNothingToSettle
	}
	f.Collected, f.TotalUnits = in.collected, in.allUnits
	var err error
	if f.TotalAffected, err = toToken(in.affected.Total, in.price, money.Up); err != nil {
		return f, nil, err
	}
	for i := range in.pools {
		f.Pools = append(f.Pools, in.pools[i].PublicID)
	}
	lines := make(map[string]line, len(in.rows))
	for i := range in.rows {
		e := &in.rows[i]
		already := in.paid[paidKey{e.ID, src.pool.ID}]
		if e.Class != 0 {
			row := in.shares[shareKey{e.Class, e.Affected.Address}]
			row.ID, row.Already, row.Held, row.Receiver = e.PublicID, already, e.Held, e.Receiver.Address
			f.Shares, lines[e.PublicID] = append(f.Shares, row), line{entitlement: e.ID, part: "pool", already: already}
			continue
		}
		row, err := in.account(e, already)
		if err != nil {
			return f, nil, err
		}
		f.Rows, lines[e.PublicID] = append(f.Rows, row), line{entitlement: e.ID, part: "residual", entitled: row.Amount, already: already}
	}
	f.Sort()
	return f, func(i int) (line, error) { return lines[f.IDOf(i)], nil }, nil
}

// account is the row of one affected account.
func (in *recoveryState) account(e *models.Entitlement, already money.Amount) (payouts.Row, error) {
	a := e.Affected.Address
	loss, err := toToken(in.affected.ByAccount[a], in.price, money.Down)
	row := payouts.Row{
		ID: e.PublicID, Part: payouts.PartRecovery, Held: e.Held, Receiver: e.Receiver.Address, Amount: loss, Already: already,
		Recovery: &payouts.RecoveryRow{Units: in.units[a], Elsewhere: in.elsewhere[a], PoolPaid: make([]money.Amount, len(in.pools))},
	}
	for i := range in.pools {
		row.Recovery.PoolPaid[i] = in.poolPaid[a][in.pools[i].ID]
	}
	return row, err
}

// covers checks that a vault really has what a tranche spends: the recoveries and
// the ledger are two accounts of the same money.
func (src *source) covers(spent money.Amount) error {
	m, err := src.available()
	if err != nil {
		return err
	}
	if m.Less(spent) {
		return fmt.Errorf("%w: the vault holds less than its recoveries say", service.ErrInvariant)
	}
	return nil
}
