package histories

import (
	"fmt"
	"math/big"
	"strings"

	"makewhole/models"
	"makewhole/test/roomtest"
)

// lines is what each account has in lines that count, in value: a line that was
// swept still does, what escheat pays on it again does not.
func (s *story) lines() map[string]*big.Rat {
	out := map[string]*big.Rat{}
	for _, n := range s.plot.cast {
		out[n] = new(big.Rat)
	}
	s.eachLeaf(func(st *models.Settlement, escheat bool, l *models.Allocation, e *models.Entitlement) {
		n := s.nameOf(e)
		if n == "" || escheat && l.Part != models.PartShared {
			return
		}
		out[n].Add(out[n], s.worth(st.AssetID, l.Amount.Big()))
	})
	return out
}

// recovered is the part of lines that did not come from a pool.
func (s *story) recovered() map[string]*big.Rat {
	out := s.lines()
	s.eachLeaf(func(st *models.Settlement, _ bool, l *models.Allocation, e *models.Entitlement) {
		if n := s.nameOf(e); n != "" && l.Part == models.PartCover {
			out[n].Sub(out[n], s.worth(st.AssetID, l.Amount.Big()))
		}
	})
	return out
}

// nameOf is the account that an entitlement makes whole, "" for a shareholder's or
// the protocol's.
func (s *story) nameOf(e *models.Entitlement) string {
	for _, n := range s.plot.cast {
		if e.Class == 0 && e.Affected.Address == roomtest.Addr(n) {
			return n
		}
	}
	return ""
}

// eachLeaf visits the lines with a leaf in settlements that were not cancelled.
func (s *story) eachLeaf(fn func(st *models.Settlement, escheat bool, l *models.Allocation, e *models.Entitlement)) {
	s.T.Helper()
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		sts, escheat, es := map[int64]*models.Settlement{}, map[int64]bool{}, map[int64]*models.Entitlement{}
		rows, err := tx.SettlementsOf(s.inc.ID)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			sts[rows[i].ID] = &rows[i]
		}
		if escheat, err = tx.EscheatSettlementsOf(s.inc.ID); err != nil {
			return err
		}
		if err := models.EachRow(tx, func(e *models.Entitlement) error {
			row := *e
			es[e.ID] = &row
			return nil
		}); err != nil {
			return err
		}
		return models.EachRow(tx, func(l *models.Allocation) error {
			st := sts[l.SettlementID]
			if l.LeafIndex != nil && st.State != models.SettlementCancelled && l.State != models.AllocationVoid {
				fn(st, escheat[st.ID], l, es[l.EntitlementID])
			}
			return nil
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// worth is an amount of a token in value.
func (s *story) worth(asset int64, units *big.Int) *big.Rat {
	for _, k := range s.tokens {
		if k.id == asset {
			return new(big.Rat).Mul(new(big.Rat).SetInt(units), k.price)
		}
	}
	s.t.Fatalf("a settlement pays an unknown token %d", asset)
	return nil
}

// outsideOf is what counts as received from others.
func (s *story) outsideOf() map[string]*big.Rat {
	out := map[string]*big.Rat{}
	for _, n := range s.plot.cast {
		out[n] = new(big.Rat)
	}
	s.Tx(func(tx *models.Tx) error {
		return tx.ReceiptsOf(s.inc.ID, func(o *models.OutsideReceipt) error {
			for _, n := range s.plot.cast {
				if o.Affected.Address == roomtest.Addr(n) {
					out[n].Add(out[n], s.worth(o.AssetID, o.Amount.Big()))
				}
			}
			return nil
		})
	})
	return out
}

// judge holds the books after an act against the laws; before is what every account
// had before it.
func (s *story) judge(what string, before map[string]*big.Rat) {
	for n, now := range s.lines() {
		if now.Cmp(before[n]) != 0 {
			s.t.Logf("%s: %s has %s", what, n, now.FloatString(2))
		}
	}
	s.indemnity(what, before)
	s.sources(what)
	s.receivers(what)
	s.nothingToExcluded(what)
	if reason := s.frozen(); reason != "" {
		s.t.Fatalf("%s froze settlement: %s", what, reason)
	}
}

func (s *story) frozen() (reason string) {
	s.Tx(func(tx *models.Tx) error {
		frozen, why, err := tx.Frozen()
		if frozen {
			reason = why
		}
		return err
	})
	return reason
}

// indemnity is law L1: no act gives an account a line with which it has more than
// it lost.
func (s *story) indemnity(what string, before map[string]*big.Rat) {
	after := s.lines()
	var outside map[string]*big.Rat
	for _, n := range s.plot.cast {
		if after[n].Cmp(before[n]) <= 0 {
			continue
		}
		if outside == nil {
			outside = s.outsideOf()
		}
		if got := new(big.Rat).Add(after[n], outside[n]); got.Cmp(s.loss(n)) > 0 {
			s.t.Fatalf("L1: %s gives %s, who lost %s and had %s outside, %s in all lines", what, n,
				s.loss(n).FloatString(2), outside[n].FloatString(2), after[n].FloatString(2))
		}
	}
}

// balances is every account of the ledger, debits less credits.
func (s *story) balances() map[string]*big.Int {
	out := map[string]*big.Int{}
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		codes := map[int64]string{}
		if err := models.EachRow(tx, func(a *models.LedgerAccount) error {
			codes[a.ID] = a.Code
			return nil
		}); err != nil {
			return err
		}
		return models.EachRow(tx, func(p *models.LedgerPosting) error {
			k := fmt.Sprint(codes[p.AccountID], "@", p.AssetID)
			if out[k] == nil {
				out[k] = new(big.Int)
			}
			if p.Side == models.Debit {
				out[k].Add(out[k], p.Amount.Big())
			} else {
				out[k].Sub(out[k], p.Amount.Big())
			}
			return nil
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// sources is law L3: what came into every source is what left it and what is in it,
// commitments are those of the settlements that are there, and nothing is spoken
// for twice.
func (s *story) sources(what string) {
	b := s.balances()
	sum := new(big.Int)
	for code, v := range b {
		sum.Add(sum, v)
		creditor := strings.HasPrefix(code, "commitments:") || strings.HasPrefix(code, "providers:") || strings.HasPrefix(code, "returned:")
		if side := v.Sign(); side > 0 && creditor || side < 0 && !creditor {
			s.t.Fatalf("L3 after %s: account %s has %s", what, code, v)
		}
	}
	if sum.Sign() != 0 {
		s.t.Fatalf("L3 after %s: debits less credits are %s", what, sum)
	}
	s.sums(what, b)
}

// place is a source with the two ledger accounts that say what lies in it and what
// is spoken for.
type place struct {
	lies, commitments string
	asset             int64
	in                uint64 // what the chain put into it
	out, open         *big.Int
}

func (s *story) sums(what string, b map[string]*big.Int) {
	places := s.places()
	escheat := s.fromEscheat()
	for _, st := range s.settlements() {
		p := places[st.PoolID]
		if escheat[st.ID] {
			p = places[-st.AssetID]
		}
		if p == nil {
			s.t.Fatalf("L3 after %s: settlement %s is paid from nowhere", what, st.PublicID)
		}
		if st.State != models.SettlementCancelled && st.PublishedAt != nil {
			p.out.Add(p.out, st.Paid.Big())
		}
		for _, code := range []string{"lines:", "held:"} {
			if v := b[fmt.Sprint(code, st.PublicID, "@", st.AssetID)]; v != nil {
				p.open.Add(p.open, v)
			}
		}
	}
	for _, p := range places {
		lies, spoken := value(b[fmt.Sprint(p.lies, "@", p.asset)]), new(big.Int).Neg(value(b[fmt.Sprint(p.commitments, "@", p.asset)]))
		in := new(big.Int).SetUint64(p.in)
		if in.Sub(in, p.out).Cmp(lies) != 0 {
			s.t.Fatalf("L3 after %s: %s got %d, gave %s and has %s", what, p.lies, p.in, p.out, lies)
		}
		if p.open.Cmp(spoken) != 0 {
			s.t.Fatalf("L3 after %s: %s is %s, its settlements have %s", what, p.commitments, spoken, p.open)
		}
		if spoken.Cmp(lies) > 0 {
			s.t.Fatalf("L3 after %s: %s has %s and %s are spoken for", what, p.lies, lies, spoken)
		}
	}
}

func value(v *big.Int) *big.Int {
	if v == nil {
		return new(big.Int)
	}
	return v
}

// places are the sources: pools and vaults by row, escheat by the negative of its
// token.
func (s *story) places() map[int64]*place {
	out := map[int64]*place{}
	add := func(key int64, lies, commitments string, asset int64, in uint64) {
		out[key] = &place{lies, commitments, asset, in, new(big.Int), new(big.Int)}
	}
	inc := s.inc.PublicID
	for i, p := range s.pools {
		add(p.ID, "pool:"+p.PublicID+":earmark:"+inc, "commitments:"+p.PublicID+":"+inc, p.AssetID, s.plot.pledges[i])
	}
	for _, v := range s.vaultRows() {
		token := 0
		if v.AssetID == s.tokens[1].id {
			token = 1
		}
		add(v.ID, "vault:"+v.PublicID+":"+inc, "commitments:"+v.PublicID+":"+inc, v.AssetID, s.back[sourceKey{v.Contract.Address, token}])
	}
	for _, k := range s.tokens {
		add(-k.id, "escheat:"+inc, "commitments:escheat:"+inc, k.id, s.sweptOf(k.id))
	}
	return out
}

// sweptOf is what was swept of a token, whatever became of it.
func (s *story) sweptOf(asset int64) (sum uint64) {
	s.eachLeaf(func(st *models.Settlement, _ bool, l *models.Allocation, _ *models.Entitlement) {
		if st.AssetID == asset && l.State == models.AllocationSwept {
			sum += l.Amount.Big().Uint64()
		}
	})
	return sum
}
