package settlements_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
)

// TestRandomTranches plays random portfolios, decisions and fundings through
// several tranches and checks after each that money is conserved and nobody
// gets more than was approved, and at the end that everybody has the same ratio
// to the unit. The seed is in the name of the subtest.
func TestRandomTranches(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			each(t, terms(), func(w *world) { w.play(rand.New(rand.NewPCG(seed, 1))) })
		})
	}
}

func (w *world) play(r *rand.Rand) {
	names := cast[:3+r.IntN(4)]
	covers := map[string]models.Cover{}
	var ls []loss
	for _, name := range names {
		l := lost(name, 1+r.Uint64N(1000))
		ls = append(ls, l)
		covers[name] = w.Cover(name, 1+r.Uint64N(1000), name)
	}
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(r.Uint64N(100), ls...)
	funded := r.Uint64N(1000)
	w.Fund(&inc, "lp1", 1+funded)
	w.Events()
	w.Windows(0)
	for _, name := range names {
		w.fate(r, &inc, covers[name], name)
	}
	w.Windows(2 * time.Hour)
	for range 3 {
		w.tranche(&inc)
		more := r.Uint64N(400)
		w.Earmark(&inc, 1+more)
		w.Events()
		w.Windows(time.Duration(r.IntN(90)) * time.Minute)
	}
	w.Windows(2 * time.Hour) // past the bar date and every window
	w.tranche(&inc)
	w.sameRatio(&inc)
}

// fate is what happens to one victim.
func (w *world) fate(r *rand.Rand, inc *models.Incident, c models.Cover, name string) {
	switch r.IntN(6) {
	case 0:
		return // never files
	case 1:
		w.Deny(w.Anna, w.File(inc, c, name, 50))
	case 2:
		claim := w.File(inc, c, name, 50)
		must[models.Claim](w.T)(w.Rooms.Withdraw(ctx, wallet(name), claim.PublicID, claim.Version, ""))
	default:
		claim := w.File(inc, c, name, 1+r.Uint64N(1500))
		most := min(claim.Eligible.Big().Uint64(), claim.Requested.Big().Uint64())
		w.Approve(w.Anna, claim, 1+r.Uint64N(most))
	}
}

// tranche drafts and pays once, if there is anything to pay.
func (w *world) tranche(inc *models.Incident) {
	sts, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
	if err == nil {
		w.Paid(sts[0])
	} else {
		wantErr(w.T, err, settlements.ErrNothingToSettle)
	}
	w.conserved(inc)
}

// conserved checks the ledger, every settlement and every entitlement.
func (w *world) conserved(inc *models.Incident) {
	w.T.Helper()
	sum := new(big.Int)
	w.Tx(func(tx *models.Tx) error {
		got := map[int64]*big.Int{}
		err := tx.PaidLines(inc.ID, models.EntitlementCover, func(_, entitlement int64, amount money.Amount) error {
			if got[entitlement] == nil {
				got[entitlement] = new(big.Int)
			}
			got[entitlement].Add(got[entitlement], amount.Big())
			sum.Add(sum, amount.Big())
			return nil
		})
		if err != nil {
			return err
		}
		for id, paid := range got {
			e, err := models.ByID[models.Entitlement](tx, id)
			if err != nil {
				return err
			}
			if paid.Cmp(e.Amount.Big()) > 0 {
				w.T.Errorf("entitlement of %s got %s", e.Amount, paid)
			}
		}
		return nil
	})
	w.Balance("paid:"+inc.PublicID, sum.Uint64())
	w.balancedLedger()
}

func (w *world) balancedLedger() {
	w.T.Helper()
	debits, credits := new(big.Int), new(big.Int)
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(p *models.LedgerPosting) error {
			side := debits
			if p.Side == models.Credit {
				side = credits
			}
			side.Add(side, p.Amount.Big())
			return nil
		})
	})
	if debits.Cmp(credits) != 0 {
		w.T.Errorf("ledger debits %s, credits %s", debits, credits)
	}
}

// sameRatio checks that one λ explains every open entitlement's money:
// paid = floor(λ·e).
func (w *world) sameRatio(inc *models.Incident) {
	w.T.Helper()
	low, high := new(big.Rat), big.NewRat(1<<62, 1)
	w.Tx(func(tx *models.Tx) error {
		return tx.EachEntitlement(inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
			if e.State != entitlements.Open {
				return nil
			}
			lines, err := tx.LinesOfEntitlement(e.ID)
			if err != nil {
				return err
			}
			paid := new(big.Int)
			for _, l := range lines {
				if l.LeafIndex != nil && l.State != models.AllocationVoid {
					paid.Add(paid, l.Amount.Big())
				}
			}
			if at := new(big.Rat).SetFrac(paid, e.Amount.Big()); at.Cmp(low) > 0 {
				low = at
			}
			next := new(big.Int).Add(paid, big.NewInt(1))
			if below := new(big.Rat).SetFrac(next, e.Amount.Big()); below.Cmp(high) < 0 {
				high = below
			}
			return nil
		})
	})
	if low.Cmp(high) >= 0 {
		w.T.Errorf("no single ratio explains the payments: %s ≥ %s", low.FloatString(6), high.FloatString(6))
	}
}
