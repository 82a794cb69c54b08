package entitlements

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/valuation"
)

// revisable are the states of a claim whose eligible amount somebody may still decide
// by.
var revisable = []string{
	models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimEvidenceRequested, models.ClaimDenied, models.ClaimAppealed, models.ClaimCoolingOff,
}

// coverStates are the states of an incident in which a revision gives an account a line
// of a cover that owed it nothing: claims have been taken, and money that comes back is
// not shared yet.
var coverStates = []string{models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled}

// Revise makes what the covers of an account owe follow from its loss, which was
// revised. A decision stays what it is: no line owes more than was approved or asked
// for, and none more than the cover owes now, whatever it was paid. Lines of other
// accounts under the same covers stay as they were decided, and a line that has ended
// has ended. A new line of a blanket cover waits for a receiver if contract says that
// the account is one.
func Revise(tx *models.Tx, by models.Actor, inc *models.Incident, account common.Address, contract bool) error {
	return ReviseAll(tx, by, inc, []common.Address{account}, map[common.Address]bool{account: contract})
}

// ReviseAll is Revise of several accounts.
func ReviseAll(tx *models.Tx, by models.Actor, inc *models.Incident, accounts []common.Address, contract map[common.Address]bool) error {
	x, err := Load(tx, inc)
	if errors.Is(err, valuation.ErrNotReady) {
		return nil // no cover can owe anything here
	}
	for _, a := range accounts {
		if err != nil {
			return err
		}
		err = x.revise(tx, by, a, contract[a])
	}
	return err
}

func (x *Exposure) revise(tx *models.Tx, by models.Actor, account common.Address, contract bool) error {
	ps, err := x.potentialsOf(tx, account)
	if err != nil {
		return err
	}
	if err := x.reviseShares(tx, account, ps); err != nil {
		return err
	}
	for i := range ps {
		if err := x.addLine(tx, &ps[i], contract); err != nil {
			return err
		}
	}
	lines, err := x.revisedLines(tx, account, ps)
	if err != nil || len(lines) == 0 {
		return err
	}
	amounts, err := shareOut(lines)
	if err != nil {
		return err
	}
	return setAmounts(tx, by, "entitlement.revise", lines, amounts)
}

// potentialsOf is what every cover of one account could owe it now, within what is
// left of the cover's own limit.
func (x *Exposure) potentialsOf(tx *models.Tx, account common.Address) (out []Potential, err error) {
	for i := range x.covers {
		if !slices.Contains(x.covers[i].accounts, account) {
			continue
		}
		all, err := x.ofCover(nil, i)
		if err != nil {
			return nil, fmt.Errorf("cover %s: %w", x.covers[i].cover.PublicID, err)
		}
		at := slices.IndexFunc(all, func(p Potential) bool { return p.account == account })
		if at < 0 {
			continue
		}
		p := all[at]
		left, err := x.leftFor(tx, i, account)
		if err != nil {
			return nil, err
		}
		p.alone = money.Min(p.alone, left)
		p.amount = p.alone
		out = append(out, p)
	}
	return out, shareLoss(out)
}

// MostOf is the most that a cover could owe an account now, by its loss as it is known
// and by what is left of the cover's own limit, if the account had no other cover.
func MostOf(tx *models.Tx, inc *models.Incident, coverID int64, account common.Address) (money.Amount, error) {
	x, err := Load(tx, inc)
	if err != nil {
		return money.Zero, err
	}
	ps, err := x.potentialsOf(tx, account)
	for i := range ps {
		if x.covers[ps[i].cover].cover.ID == coverID {
			return ps[i].alone, err
		}
	}
	return money.Zero, err
}

// leftFor is what the other accounts of a cover, and other incidents, leave of its own
// limit.
func (x *Exposure) leftFor(tx *models.Tx, i int, account common.Address) (money.Amount, error) {
	c := &x.covers[i]
	e, err := tx.CoverEntitlement(x.incident.ID, c.cover.ID, account)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return money.Zero, err
	}
	used, err := TakenOf(tx, c.cover.ID, e.ID)
	return c.limit.SubFloor(used), err
}

// reviseShares writes what the account's covers could each owe it alone now.
func (x *Exposure) reviseShares(tx *models.Tx, account common.Address, ps []Potential) error {
	had, err := tx.SharesOf(x.incident.ID, account)
	if err != nil {
		return err
	}
	want := x.keepShares(ps)
	for i := range had {
		at := slices.IndexFunc(want, func(s models.CoverShare) bool { return s.CoverID == had[i].CoverID })
		had[i].Owed, had[i].Alone = models.Amount{}, models.Amount{}
		if at >= 0 {
			had[i].Owed, had[i].Alone = want[at].Owed, want[at].Alone
			want = slices.Delete(want, at, at+1)
		}
		if err := models.Update(tx, &had[i], "owed", "alone"); err != nil {
			return err
		}
	}
	return models.InsertBatch(tx, want)
}

// addLine writes the entitlement of a cover that owed the account nothing before.
func (x *Exposure) addLine(tx *models.Tx, p *Potential, contract bool) error {
	if !slices.Contains(coverStates, x.incident.State) {
		return nil
	}
	c := &x.covers[p.cover]
	_, err := tx.LastCoverEntitlement(x.incident.ID, c.cover.ID, p.account)
	if !errors.Is(err, models.ErrNotFound) || p.amount.IsZero() {
		return models.OrNone(err)
	}
	e := x.entitlement(p, map[common.Address]bool{p.account: contract})
	if c.cover.Kind == covers.Blanket {
		if err := models.Insert(tx, &e); err != nil {
			return err
		}
		return models.Insert(tx, &models.LossConsumption{
			IncidentID: e.IncidentID, Affected: e.Affected, AssetID: e.AssetID, EntitlementID: e.ID, Amount: e.Amount,
		})
	}
	claim, err := tx.ClaimFor(x.incident.ID, c.cover.ID, p.account)
	switch {
	case errors.Is(err, models.ErrNotFound):
		if FilingOpen(x.incident, tx.Now) != nil {
			return nil // nobody filed in time
		}
	case err != nil:
		return err
	case !slices.Contains(revisable, claim.State):
		return nil // its last word was spoken
	default:
		e.ClaimID, e.Receiver, e.HeldReason = &claim.ID, claim.Receiver, HeldUndecided
		if claim.State == models.ClaimAppealed {
			e.HeldReason = HeldAppealed
		}
	}
	return models.Insert(tx, &e)
}

// revisedLines are the open lines of the account with the most that each may owe; a
// cover that owes it nothing any more has a line of nothing.
func (x *Exposure) revisedLines(tx *models.Tx, account common.Address, ps []Potential) ([]standing, error) {
	rows, err := tx.CoverEntitlements(x.incident.ID, account)
	if err != nil {
		return nil, err
	}
	out := make([]standing, len(rows))
	for i := range rows {
		l := standing{e: &rows[i]}
		at := slices.IndexFunc(ps, func(p Potential) bool { return x.covers[p.cover].cover.ID == *rows[i].CoverID })
		if at >= 0 {
			l.owed, l.most = ps[at].owed, ps[at].alone
		}
		if rows[i].ClaimID != nil {
			if l.most, err = reviseEligible(tx, *rows[i].ClaimID, l.most); err != nil {
				return nil, err
			}
		}
		out[i] = l
	}
	return out, nil
}

// reviseEligible writes what a claim can get at the most, and returns what of it was
// asked for or approved.
func reviseEligible(tx *models.Tx, claimID int64, alone money.Amount) (money.Amount, error) {
	c, err := models.ByID[models.Claim](tx, claimID)
	if err != nil {
		return money.Zero, err
	}
	if slices.Contains(revisable, c.State) && c.Eligible.Amount != alone {
		c.Eligible = models.Amt(alone)
		if err := models.Update(tx, &c, "eligible"); err != nil {
			return money.Zero, err
		}
	}
	return mostOf(&c, alone), nil
}

// mostOf is what a line may owe of what its cover could owe it alone: no more than was
// asked for, and than was approved.
func mostOf(c *models.Claim, alone money.Amount) money.Amount {
	most := money.Min(alone, c.Requested.Amount)
	if !c.Approved.IsZero() {
		most = money.Min(most, c.Approved.Amount)
	}
	return most
}
