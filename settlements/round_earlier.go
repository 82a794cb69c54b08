package settlements

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"makewhole/money"
	"makewhole/rounds"
	"makewhole/service"
)

// legacyKey is a pool and a token by their positions.
type legacyKey struct{ pool, asset int }

// returnEarlier books what settlements by recovery/1, before rounds, gave to the
// shareholders of pools: it had returned on accounts that the store does not
// name. It is divided over what each pool paid on each account, in the order of
// the accounts, so that nothing returns a second time.
func (b *booking) returnEarlier() error {
	keys := slices.SortedFunc(maps.Keys(b.earlier), func(x, y legacyKey) int {
		return cmp.Or(cmp.Compare(x.asset, y.asset), cmp.Compare(x.pool, y.pool))
	})
	for _, k := range keys {
		amount := b.earlier[k]
		if err := addTo(&subrogated(b.recovered(k.asset), k.pool).Holders, amount); err != nil {
			return err
		}
		if err := b.returnOn(k, amount); err != nil {
			return err
		}
	}
	return nil
}

// returnOn divides an amount over the accounts on which a pool paid, up to what it
// paid there.
func (b *booking) returnOn(k legacyKey, left money.Amount) error {
	for i := range b.in.Accounts {
		a := &b.in.Accounts[i]
		paid, err := b.paidOn(a, k.pool)
		if err != nil {
			return err
		}
		part := money.Min(left, b.values.Units(k.asset, paid))
		if part.IsZero() {
			continue
		}
		left = left.SubFloor(part)
		a.Entries = append(a.Entries, rounds.Entry{Kind: rounds.GivenBack, Pool: k.pool, Asset: k.asset, Amount: part, Final: true})
	}
	if !left.IsZero() {
		return fmt.Errorf("%w: more came back to pool %s than it paid", service.ErrInvariant, b.in.Pools[k.pool].ID)
	}
	return nil
}

// paidOn is the value that a pool has on an account: its lines less what returned.
func (b *booking) paidOn(a *rounds.Account, pool int) (money.Amount, error) {
	var lines, back money.Amount
	for _, e := range a.Entries {
		if e.Pool != pool || e.Kind != rounds.CoverLine && e.Kind != rounds.GivenBack {
			continue
		}
		worth, err := b.values.Of(e.Asset, e.Amount)
		if err != nil {
			return lines, err
		}
		sum := &lines
		if e.Kind == rounds.GivenBack {
			sum = &back
		}
		if err := addTo(sum, worth); err != nil {
			return lines, err
		}
	}
	return lines.SubFloor(back), nil
}
