package books

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"

	"makewhole/audit"
	"makewhole/models"
	"makewhole/money"
)

func (r *run) schema() error {
	r.Checked()
	if err := r.DB.CheckSchema(r.Ctx); err != nil {
		r.Violation("store", "%v", err)
	}
	return nil
}

// sums re-adds the ledger and the settlements in arbitrary precision (I1, I2,
// I3, I6, I7).
func (r *run) sums() error {
	if r.One == nil {
		if err := r.ledger(); err != nil {
			return err
		}
		if err := r.caps(); err != nil {
			return err
		}
	}
	return r.EachSettlement(func(s *models.Settlement) error {
		r.Checked()
		r.settlementSums(s)
		return r.lineSums(s)
	})
}

// ledger adds the postings of every transaction. Writers beside each other may
// mix their rows, so what is out of balance is remembered until it is not.
func (r *run) ledger() error {
	after, err := audit.Prefix[models.LedgerPosting](r.Run, "ledger_postings")
	if err != nil || !r.Incremental {
		after = 0
	}
	if err != nil {
		return err
	}
	open := map[int64]map[int64]*big.Int{} // transaction → asset → debits − credits
	err = models.EachRowIn(r.Tx, after, math.MaxInt64, func(p *models.LedgerPosting) error {
		r.Checked()
		addPosting(open, p)
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(open)) {
		if err := r.outOfBalance(id); err != nil {
			return err
		}
	}
	return nil
}

// addPosting adds one posting and forgets a transaction that is in balance.
func addPosting(open map[int64]map[int64]*big.Int, p *models.LedgerPosting) {
	at := open[p.TransactionID]
	if at == nil {
		at = map[int64]*big.Int{}
		open[p.TransactionID] = at
	}
	if at[p.AssetID] == nil {
		at[p.AssetID] = new(big.Int)
	}
	if b := at[p.AssetID]; p.Side == models.Debit {
		b.Add(b, p.Amount.Big())
	} else {
		b.Sub(b, p.Amount.Big())
	}
	if at[p.AssetID].Sign() == 0 {
		delete(at, p.AssetID)
	}
	if len(at) == 0 {
		delete(open, p.TransactionID)
	}
}

// outOfBalance reads all postings of a transaction: an incremental run may have
// seen only some.
func (r *run) outOfBalance(id int64) error {
	rows, err := r.Tx.PostingsOf(id)
	if err != nil {
		return err
	}
	open := map[int64]map[int64]*big.Int{}
	for i := range rows {
		addPosting(open, &rows[i])
	}
	for asset, b := range open[id] {
		r.Violation(fmt.Sprintf("ledger transaction %d", id), "asset %d is out of balance by %s", asset, b)
	}
	return nil
}

// caps checks that approvals took no more from a cover than its own limit (I6).
func (r *run) caps() error {
	var cover string
	var limit money.Amount
	used := new(big.Int)
	flush := func() {
		if cover != "" && used.Cmp(limit.Big()) > 0 {
			r.Violation(cover, "approvals took %s of its limit of %s", used, limit)
		}
	}
	err := r.Tx.CoverUses(func(name string, most, amount money.Amount) error {
		r.Checked()
		if name != cover {
			flush()
			cover, limit, used = name, most, new(big.Int)
		}
		used.Add(used, amount.Big())
		return nil
	})
	flush()
	return err
}

func (r *run) settlementSums(s *models.Settlement) {
	parts := new(big.Int)
	for _, a := range []models.Amount{s.Paid, s.Held, s.Dust, s.Unattributed} {
		parts.Add(parts, a.Big())
	}
	if parts.Cmp(s.Available.Big()) != 0 {
		r.Violation(s.PublicID, "paid, held, dust and unattributed are %s, available is %s", parts, s.Available)
	}
}

func (r *run) lineSums(s *models.Settlement) error {
	paid, held := new(big.Int), new(big.Int)
	leaves := int64(0)
	err := r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		r.Checked()
		switch {
		case a.LeafIndex != nil:
			paid.Add(paid, a.Amount.Big())
			leaves++
		default: // held, or carried to a later tranche
			held.Add(held, a.Amount.Big())
		}
		sum := new(big.Int).Add(a.Already.Big(), a.Amount.Big())
		// What a pool's shareholders get back has no ceiling of its own: V3 computes it.
		if a.LeafIndex != nil && a.Part != "pool" && sum.Cmp(a.Entitled.Big()) > 0 {
			r.Violation(a.PublicID, "already %s and line %s exceed the entitlement %s", a.Already, a.Amount, a.Entitled)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if paid.Cmp(s.Paid.Big()) != 0 {
		r.Violation(s.PublicID, "lines with a leaf add up to %s, stored is %s", paid, s.Paid)
	}
	// Of money that came back, parts may be held that have no line: V3 knows them.
	if c := held.Cmp(s.Held.Big()); c > 0 || c < 0 && s.Kind == models.EntitlementCover {
		r.Violation(s.PublicID, "lines without a leaf add up to %s, held is %s", held, s.Held)
	}
	if leaves != s.LeafCount {
		r.Violation(s.PublicID, "%d lines have a leaf, stored is %d", leaves, s.LeafCount)
	}
	return nil
}
