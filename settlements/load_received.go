package settlements

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// received is what accounts got on their loss by other ways than covers: outside
// receipts that count, and recovered money in every token and vault. Values in
// the numéraire, rounded up, so that what is left of a loss is never too much.
type received map[common.Address]money.Amount

// loadReceived reads outside receipts and the recovery lines of settlements that
// were not cancelled. Lines of the source named are left out: that source counts
// its own.
func loadReceived(tx *models.Tx, in *state, except int64) (received, error) {
	out := received{}
	add := func(account common.Address, amount money.Amount, asset models.Asset) error {
		p, err := in.valuation.PriceOf(asset)
		if err != nil {
			return err
		}
		worth, err := amount.MulDiv(p.Num, p.Den, money.Up)
		if err == nil {
			out[account], err = out[account].Add(worth)
		}
		if err != nil {
			return fmt.Errorf("received by %s: %w", account, err)
		}
		return nil
	}
	assets := map[int64]models.Asset{}
	err := tx.ReceiptsOf(in.incident.ID, func(o *models.OutsideReceipt) (err error) {
		asset, ok := assets[o.AssetID]
		if !ok {
			if asset, err = models.ByID[models.Asset](tx, o.AssetID); err != nil {
				return err
			}
			assets[o.AssetID] = asset
		}
		return add(o.Affected.Address, o.Amount.Amount, asset)
	})
	if err != nil {
		return nil, err
	}
	return out, in.eachRecoveryLine(tx, except, add)
}

// eachRecoveryLine calls fn for every line of recovered money that went to an
// affected account.
func (in *state) eachRecoveryLine(tx *models.Tx, except int64, fn func(common.Address, money.Amount, models.Asset) error) error {
	settlements := map[int64]models.Settlement{}
	for _, st := range in.settlements {
		if st.Kind == models.EntitlementRecovery && st.State != models.SettlementCancelled && st.PoolID != except {
			settlements[st.ID] = st
		}
	}
	if len(settlements) == 0 {
		return nil
	}
	affected := map[int64]common.Address{}
	err := tx.EachEntitlement(in.incident.ID, models.EntitlementRecovery, func(e *models.Entitlement) error {
		if e.Class == 0 { // other classes are the holders of record of a pool
			affected[e.ID] = e.Affected.Address
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.PaidLines(in.incident.ID, models.EntitlementRecovery, func(settlement, entitlement int64, amount money.Amount) error {
		st, ok := settlements[settlement]
		account, own := affected[entitlement]
		if !ok || !own {
			return nil
		}
		return fn(account, amount, in.assets[st.PoolID])
	})
}

// capped makes water-fill/2 of a file where something was received on a loss
// that its covers would pay too: the caps of an account's rows are what its loss
// leaves, decided rows first. A file in which no cap binds stays as it is.
func (in *coverState) capped(f *payouts.File, rights []uint32, p valuation.Price) error {
	if len(in.received) == 0 {
		return nil
	}
	rows := map[common.Address][]int{}
	for n, at := range rights {
		account := in.rights[at].affected
		if _, ok := in.received[account]; ok {
			rows[account] = append(rows[account], n)
		}
	}
	caps := make([]money.Amount, len(f.Rows))
	for n := range f.Rows {
		caps[n] = f.Rows[n].Amount
	}
	binding := false
	for account, mine := range rows {
		left, err := toToken(in.affected.ByAccount[account].SubFloor(in.received[account]), p, money.Down)
		if err != nil {
			return err
		}
		for _, held := range []bool{false, true} {
			if left, err = capRows(f.Rows, mine, held, left, caps); err != nil {
				return err
			}
		}
		for _, n := range mine {
			binding = binding || caps[n].Less(f.Rows[n].Amount)
		}
	}
	if !binding {
		return nil
	}
	rule, err := payouts.RuleNamed(f.Rule)
	if err != nil {
		return err
	}
	f.Rule = rule.WithCaps
	for n := range f.Rows {
		f.Rows[n].Cap = &caps[n]
	}
	return nil
}

// capRows shares what a loss leaves among the decided, or the held, rows of one
// account, pro rata to what they are owed, and returns what is left over.
func capRows(rows []payouts.Row, mine []int, held bool, left money.Amount, caps []money.Amount) (money.Amount, error) {
	var at []int
	var owed []money.Amount
	for _, n := range mine {
		if rows[n].Held == held {
			at, owed = append(at, n), append(owed, rows[n].Amount)
		}
	}
	shared, err := payouts.ShareLimit(left, owed)
	if err != nil {
		return left, err
	}
	for k, n := range at {
		caps[n] = shared[k]
		left = left.SubFloor(shared[k])
	}
	return left, nil
}

// oneRound refuses to draft one kind of money while the other is under way: a
// round starts when every settlement of the last can no longer be cancelled, so
// that no two drafts rest on each other. The job just finds nothing to do.
func (in *state) oneRound(by models.Actor, kind string) error {
	for i := range in.settlements {
		st := &in.settlements[i]
		if st.Kind == kind || irrevocable(st.State) {
			continue
		}
		if by.Kind == models.ActorJob {
			return ErrNothingToSettle
		}
		return fmt.Errorf("%w: settlement %s is %s; the next round starts when it is active or cancelled", service.ErrConflict, st.PublicID, st.State)
	}
	return nil
}

// irrevocable reports whether a settlement can no longer be cancelled, or was.
func irrevocable(state string) bool {
	return state == models.SettlementActive || state == models.SettlementClosed || state == models.SettlementCancelled
}
