package audit

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"

	"makewhole/models"
	"makewhole/money"
)

// rule is one verification rule of `makewhole verify`.
type rule struct {
	id, title string
	check     func(*run) error
	narrow    bool // can look at one settlement alone
}

// fits reports whether a rule belongs to a scope.
func (r rule) fits(s Scope) bool {
	return (len(s.Rules) == 0 || slices.Contains(s.Rules, r.id)) && (s.Settlement == "" || r.narrow)
}

// rules are all rules, in order.
var rules = []rule{
	{"V1", "schema and settings of the store", (*run).schema, false},
	{"V2", "every sum, added again", (*run).sums, true},
	{"V3", "every allocation, computed again", (*run).allocations, true},
	{"V4", "every snapshot: digest, signatures, root, sums", (*run).snapshots, true},
	{"V5", "settlement ids, leaves, roots, orders", (*run).settlements, true},
	{"V6", "chain to books: every payout on chain has its line", (*run).chainToBooks, true},
	{"V7", "books to chain: every paid line has its event", (*run).booksToChain, true},
	{"V8", "contracts: code, roles, caps, what they hold and paid", (*run).vaults, true},
	{"V9", "transactions: every nonce of our keys explained", (*run).attempts, false},
	{"V10", "states replayed from history", (*run).replay, false},
	{"V11", "four eyes", (*run).fourEyes, true},
	{"V12", "audit tree and checkpoints", (*run).auditTree, false},
	{"V13", "one effect per idempotency key", (*run).idempotency, false},
	{"V14", "nothing open is older than its limit", (*run).overdue, false},
	{"V15", "a second implementation agrees on a sample", (*run).independent, true},
	{"V16", "nobody got more than the loss, over all pools, vaults and tokens", (*run).indemnity, false},
	{"V17", "nobody was given anything after being excluded", (*run).exclusions, false},
	{"V18", "bounties and the protocol got what two persons agreed, and no more", (*run).payees, false},
}

// Titles lists id and title of every rule.
func Titles() (out [][2]string) {
	for _, r := range rules {
		out = append(out, [2]string{r.id, r.title})
	}
	return out
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
	if r.one == nil {
		if err := r.ledger(); err != nil {
			return err
		}
		if err := r.caps(); err != nil {
			return err
		}
	}
	return r.eachSettlement(func(s *models.Settlement) error {
		r.checked()
		r.settlementSums(s)
		return r.lineSums(s)
	})
}

// ledger adds the postings of every transaction. Writers beside each other may
// mix their rows, so what is out of balance is remembered until it is not.
func (r *run) ledger() error {
	after, err := prefix[models.LedgerPosting](r, "ledger_postings")
	if err != nil || !r.Incremental {
		after = 0
	}
	if err != nil {
		return err
	}
	open := map[int64]map[int64]*big.Int{} // transaction → asset → debits − credits
	err = models.EachRowIn(r.tx, after, math.MaxInt64, func(p *models.LedgerPosting) error {
		r.checked()
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
	rows, err := r.tx.PostingsOf(id)
	if err != nil {
		return err
	}
	open := map[int64]map[int64]*big.Int{}
	for i := range rows {
		addPosting(open, &rows[i])
	}
	for asset, b := range open[id] {
		r.violation(fmt.Sprintf("ledger transaction %d", id), "asset %d is out of balance by %s", asset, b)
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
			r.violation(cover, "approvals took %s of its limit of %s", used, limit)
		}
	}
	err := r.tx.CoverUses(func(name string, most, amount money.Amount) error {
		r.checked()
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
