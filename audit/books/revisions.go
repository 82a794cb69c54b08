package books

import (
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/valuation"
)

// drafted is what one settlement gave an account.
type drafted struct {
	at    time.Time
	worth *big.Rat
}

// revisedAccounts holds the accounts whose losses were revised against law L1 at the
// moment of each draft: what they had with it is worth at most what they had lost by
// what was known then. A revision after a payment may leave them with more.
func (r *run) revisedAccounts(v *valuation.Valuation, inc *models.Incident, settlements []models.Settlement, affected map[int64]common.Address) error {
	if !v.AnyRevised() {
		return nil
	}
	given, err := r.givenTo(v, inc, settlements, affected)
	if err != nil {
		return err
	}
	measured := map[common.Address]*big.Rat{}
	for i := range v.Members {
		price, err := v.PriceIn(i)
		if err != nil {
			return err
		}
		err = v.EachLossIn(r.Tx, i, func(l valuation.Loss) error {
			if v.Revised(l.Account) {
				addRat(measured, l.Account, worth(l.Measured, price))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	revisions, err := r.changesOf(inc)
	if err != nil {
		return err
	}
	for account, lines := range given {
		r.Checked()
		if err := r.neverAbove(v, inc, account, lines, measured[account], revisions); err != nil {
			return err
		}
	}
	return nil
}

// changesOf are the revisions of an incident and what records that were merged into it
// added, as revisions of the moment of the merge.
func (r *run) changesOf(inc *models.Incident) ([]models.Correction, error) {
	out, err := r.Tx.RevisionsOf(inc.ID)
	if err != nil {
		return nil, err
	}
	merged, err := r.Tx.MergedLosses(inc.ID)
	for i := range merged {
		m := &merged[i]
		out = append(out, models.Correction{
			Account: m.Account, AssetID: &m.AssetID, Amount: &m.Loss, Direction: models.RevisionRaise, ConfirmedAt: &m.CreatedAt,
		})
	}
	return out, err
}

func addRat(sums map[common.Address]*big.Rat, account common.Address, by *big.Rat) {
	if sums[account] == nil {
		sums[account] = new(big.Rat)
	}
	sums[account].Add(sums[account], by)
}

// givenTo are the lines of the accounts whose losses were revised. A line that was
// swept counts in its own settlement and not in that by which escheat pays it again.
func (r *run) givenTo(v *valuation.Valuation, inc *models.Incident, settlements []models.Settlement, affected map[int64]common.Address) (map[common.Address][]drafted, error) {
	out := map[common.Address][]drafted{}
	escheat, err := r.Tx.EscheatSettlementsOf(inc.ID)
	if err != nil {
		return nil, err
	}
	for i := range settlements {
		s := &settlements[i]
		asset, err := models.ByID[models.Asset](r.Tx, s.AssetID)
		if err != nil {
			return nil, err
		}
		price, err := v.PriceOf(asset)
		if err != nil {
			return nil, err
		}
		err = r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			account, ours := affected[a.EntitlementID]
			if !ours || !v.Revised(account) || a.LeafIndex == nil || a.State == models.AllocationVoid || escheat[s.ID] && a.Part != models.PartShared {
				return nil
			}
			out[account] = append(out[account], drafted{s.CreatedAt, worth(a.Amount.Amount, price)})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// neverAbove reports the first draft that gave an account more than it had lost.
// Revisions of the moment of the draft count where they allow more.
func (r *run) neverAbove(v *valuation.Valuation, inc *models.Incident, account common.Address, lines []drafted, measured *big.Rat, revisions []models.Correction) error {
	slices.SortStableFunc(lines, func(a, b drafted) int { return a.at.Compare(b.at) })
	got := new(big.Rat)
	for n, l := range lines {
		got.Add(got, l.worth)
		if n+1 < len(lines) && lines[n+1].at.Equal(l.at) {
			continue
		}
		lost := new(big.Rat).Set(measured)
		for i := range revisions {
			c := &revisions[i]
			if c.Account.Address != account {
				continue
			}
			by, err := r.revisionWorth(v, c)
			if err != nil {
				return err
			}
			switch raise := c.Direction == models.RevisionRaise; {
			case raise && !c.ConfirmedAt.After(l.at):
				lost.Add(lost, by)
			case !raise && c.ConfirmedAt.Before(l.at):
				lost.Sub(lost, by)
			}
		}
		if got.Cmp(lost) > 0 {
			r.Violation(inc.PublicID, "account %s had lost %s by what was known then, and its lines were worth %s of the numéraire",
				account, lost.FloatString(6), got.FloatString(6))
			return nil
		}
	}
	return nil
}

func (r *run) revisionWorth(v *valuation.Valuation, c *models.Correction) (*big.Rat, error) {
	asset, err := models.ByID[models.Asset](r.Tx, *c.AssetID)
	if err != nil {
		return nil, err
	}
	price, err := v.PriceOf(asset)
	if err != nil {
		return nil, err
	}
	return worth(c.Amount.Amount, price), nil
}
