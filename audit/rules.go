package audit

import (
	"fmt"
	"math/big"

	"makewhole/models"
)

// rules are the verification rules of `makewhole verify`, in order.
var rules = []struct {
	id, title string
	check     func(*run) error
}{
	{"V1", "schema and settings of the store", (*run).schema},
	{"V2", "every sum, added again", (*run).sums},
	{"V3", "every allocation, computed again", (*run).allocations},
	{"V4", "every snapshot: digest, signatures, root, sums", (*run).snapshots},
	{"V5", "settlement ids, leaves, roots, orders", (*run).settlements},
	{"V6", "chain to books: every payout on chain has its line", (*run).chainToBooks},
	{"V7", "books to chain: every paid line has its event", (*run).booksToChain},
	{"V10", "states replayed from history", (*run).replay},
	{"V11", "four eyes", (*run).fourEyes},
	{"V12", "audit tree and checkpoints", (*run).auditTree},
}

func (r *run) schema() error {
	r.checked()
	if err := r.DB.CheckSchema(r.ctx); err != nil {
		r.violation("store", "%v", err)
	}
	return nil
}

// sums re-adds the ledger and the settlements in arbitrary precision (I1, I2,
// I3, I6, I7).
func (r *run) sums() error {
	if err := r.ledger(); err != nil {
		return err
	}
	return models.EachRow(r.tx, func(s *models.Settlement) error {
		r.checked()
		r.settlementSums(s)
		return r.lineSums(s)
	})
}

func (r *run) ledger() error {
	balance := map[int64]*big.Int{} // asset → debits − credits of one transaction
	var current int64
	flush := func() {
		for asset, b := range balance {
			if b.Sign() != 0 {
				r.violation(fmt.Sprintf("ledger transaction %d", current), "asset %d is out of balance by %s", asset, b)
			}
		}
		clear(balance)
	}
	err := r.tx.PostingsByTransaction(func(p *models.LedgerPosting) error {
		r.checked()
		if p.TransactionID != current {
			flush()
			current = p.TransactionID
		}
		b := balance[p.AssetID]
		if b == nil {
			b = new(big.Int)
			balance[p.AssetID] = b
		}
		if p.Side == models.Debit {
			b.Add(b, p.Amount.Big())
		} else {
			b.Sub(b, p.Amount.Big())
		}
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
		r.violation(s.PublicID, "paid, held, dust and unattributed are %s, available is %s", parts, s.Available)
	}
}

func (r *run) lineSums(s *models.Settlement) error {
	paid, held := new(big.Int), new(big.Int)
	leaves := int64(0)
	err := r.tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		r.checked()
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
			r.violation(a.PublicID, "already %s and line %s exceed the entitlement %s", a.Already, a.Amount, a.Entitled)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if paid.Cmp(s.Paid.Big()) != 0 {
		r.violation(s.PublicID, "lines with a leaf add up to %s, stored is %s", paid, s.Paid)
	}
	// Of money that came back, parts may be held that have no line: V3 knows them.
	if c := held.Cmp(s.Held.Big()); c > 0 || c < 0 && s.Kind == models.EntitlementCover {
		r.violation(s.PublicID, "lines without a leaf add up to %s, held is %s", held, s.Held)
	}
	if leaves != s.LeafCount {
		r.violation(s.PublicID, "%d lines have a leaf, stored is %d", leaves, s.LeafCount)
	}
	return nil
}
