package claims

import (
	"errors"
	"fmt"
	"slices"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// A decision that turns out to be wrong is made again by two persons who had no part in
// it, in a round of its own: the next odd number above 2. What was decided before stays
// written; what was paid stays paid and is set off against what covers owe later.

// correctableIn are the states of an incident whose decisions may be corrected: claims
// were taken, and the incident is not over.
var correctableIn = []string{
	models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// Correction is what a decision on a claim should have been.
type Correction struct {
	Amount money.Amount // that should have been approved, in the limit asset; 0 for a denial
	Clause string       // of the wording
	Text   string       // why, for the claimant
}

// Check says what is wrong with a correction whatever the claim is.
func (in *Correction) Check(bad *service.FieldErrors) {
	bad.Check(in.Clause != "" && len(in.Clause) <= clauseMax, "/clause", "must name a clause of the wording")
}

// decision is what a correction is called among decisions on the claim.
func (in *Correction) decision(c *models.Claim) string {
	switch {
	case in.Amount.IsZero():
		return DecisionDeny
	case in.Amount == c.Requested.Amount:
		return DecisionApprove
	}
	return DecisionPartiallyApprove
}

// Correctable is a claim whose decision may be corrected, with its limit asset.
type Correctable struct {
	*file
	most  money.Amount // that its cover could owe now
	ended *models.Entitlement
}

// Claim is the row, LimitAsset the asset in which its amounts are.
func (f *Correctable) Claim() *models.Claim { return &f.claim }

// LimitAsset is the id of the asset in which the amounts of the claim are.
func (f *Correctable) LimitAsset(tx *models.Tx) (int64, error) {
	p, err := models.ByID[models.Product](tx, f.cover.ProductID)
	return p.LimitAssetID, err
}

// MayCorrect refuses to correct what is not decided or is over (ErrState), a decision that
// is what the correction says, more than the cover owes (fields), an account that takes no
// part and a claim whose money settlements gave to others (ErrConflict), and a person who
// decided it before or has an interest in it. First is the correction that another
// person proposed, nil for the proposal itself.
func MayCorrect(tx *models.Tx, by models.Actor, claimID string, in Correction, first *models.Correction) (*Correctable, error) {
	base, err := openFile(tx, claimID)
	if err != nil {
		return nil, err
	}
	f := &Correctable{file: base}
	c := &f.claim
	if !slices.Contains(correctableIn, f.incident.State) {
		return f, fmt.Errorf("the incident is %s: %w", f.incident.State, models.ErrState)
	}
	if _, err := ClaimMachine.Next(c.State, in.event()); err != nil {
		return f, err
	}
	if c.DecidedAt == nil || first != nil && c.DecidedAt.After(first.CreatedAt) {
		return f, fmt.Errorf("claim %s was not decided, or was again since: %w", c.PublicID, models.ErrState)
	}
	if err := f.mayCorrect(tx, by, first); err != nil {
		return f, err
	}
	if kind, err := tx.ExcludedAs(c.IncidentID, c.Affected.Address); err != nil || kind != "" {
		return f, service.Or(err, fmt.Errorf("%w: the account is excluded as %s", service.ErrConflict, kind))
	}
	if err := f.findLine(tx); err != nil {
		return f, err
	}
	return f, f.fits(tx, in)
}

// event is what a correction does to its claim.
func (in *Correction) event() string {
	if in.Amount.IsZero() {
		return "correct_deny"
	}
	return "correct_approve"
}

// mayCorrect refuses who decided this loss in any round, or has an interest in it.
func (f *Correctable) mayCorrect(tx *models.Tx, by models.Actor, first *models.Correction) error {
	if first != nil {
		f.proposed = first.EnteredBy
	}
	f.round = max(lastCorrection(f.reviews), 1) + 2
	return f.mayDecide(tx, by, "claim.correct")
}

// lastCorrection is the round of the last correction, 0 for none.
func lastCorrection(reviews []models.Review) (round int64) {
	for i := range reviews {
		if r := reviews[i].Round; r > 2 && r%2 == 1 {
			round = max(round, r)
		}
	}
	return round
}

// findLine finds the line of a claim, also one that ended with a denial; none where the
// snapshot shows no loss. Of a line that ended, others may have the money already.
func (f *Correctable) findLine(tx *models.Tx) error {
	c := &f.claim
	if f.entitlement != nil || c.State != models.ClaimUpheld && c.State != models.ClaimClosed {
		return nil
	}
	denied, err := f.deniedAt(tx)
	if err != nil {
		return err
	}
	e, err := tx.LastCoverEntitlement(c.IncidentID, c.CoverID, c.Affected.Address)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if e.ClaimID == nil || *e.ClaimID != c.ID {
		return fmt.Errorf("%w: the line of claim %s went to another claim", service.ErrConflict, c.PublicID)
	}
	given, err := tx.AnySettlementSince(c.IncidentID, denied.At, agreedStates...)
	if err == nil && given {
		err = fmt.Errorf("%w: the denial gave the money of this claim to others, and their settlement is agreed", service.ErrConflict)
	}
	f.ended = &e
	return err
}

// deniedAt is the move that ended a claim with a denial. ErrState: it ended otherwise,
// with its incident for example.
func (f *Correctable) deniedAt(tx *models.Tx) (models.Transition, error) {
	moves, err := tx.History(ClaimMachine.Name, f.claim.ID)
	if err != nil {
		return models.Transition{}, err
	}
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		if m.To == models.ClaimUpheld || m.To == models.ClaimClosed && m.From == models.ClaimDenied {
			return m, nil
		}
		if m.From != models.ClaimUpheld {
			break
		}
	}
	return models.Transition{}, fmt.Errorf("claim %s is %s and no denial: %w", f.claim.PublicID, f.claim.State, models.ErrState)
}

// fits holds an amount against the claim and what its cover could owe now.
func (f *Correctable) fits(tx *models.Tx, in Correction) (err error) {
	c := &f.claim
	if f.entitlement != nil || f.ended != nil {
		if f.most, err = entitlements.MostOf(tx, &f.incident, c.CoverID, c.Affected.Address); err != nil {
			return err
		}
	}
	var bad service.FieldErrors
	bad.Check(in.Amount.Cmp(c.Requested.Amount) <= 0, "/amount", "must not be above what was requested")
	bad.Check(in.Amount.Cmp(f.most) <= 0, "/amount", "must not be above the eligible loss")
	bad.Check(in.Amount != c.Approved.Amount, "/amount", "is what was decided")
	return bad.Err()
}

// Correct decides a claim again, as the second person who says so: first is what the other
// proposed, and both are written down as who decided. An approved amount is in force after
// another cooling-off; who gets less by it may appeal, to people who had no part in any of
// it, and the window counts from now. The receiver still needs whoever had to accept it.
func Correct(tx *models.Tx, by models.Actor, in Correction, first *models.Correction) error {
	row, err := models.ByID[models.Claim](tx, *first.ClaimID)
	if err != nil {
		return err
	}
	f, err := MayCorrect(tx, by, row.PublicID, in, first)
	if err != nil {
		return err
	}
	was := f.claim.Approved
	if err := f.seats(tx, by, in, first); err != nil {
		return err
	}
	if in.Amount.IsZero() {
		err = f.denyAgain(tx, by, first.ReasonCode)
	} else {
		err = f.approveAgain(tx, by, in, first.ReasonCode)
	}
	if err != nil {
		return err
	}
	return tx.Audit(by, "claim.correct", f.claim.PublicID, map[string]any{
		"correction": first.PublicID, "from": was, "to": in.Amount, "round": f.round, "reason": first.ReasonCode,
	})
}

// seats writes down the two persons of a correction as those who decided.
func (f *Correctable) seats(tx *models.Tx, by models.Actor, in Correction, first *models.Correction) error {
	for n, login := range []int64{first.EnteredBy, by.StaffID} {
		r := models.Review{
			PublicID: models.NewID("rev"), ClaimID: f.claim.ID, ClaimVersion: f.claim.Version, Round: f.round, Seat: int64(n + 1), ReviewerID: login,
			Decision: in.decision(&f.claim), Amount: models.Amt(in.Amount), ReasonCode: ReasonCorrected, Clause: in.Clause, Text: in.Text, Effective: true,
		}
		if err := models.Insert(tx, &r); err != nil {
			return err
		}
	}
	return nil
}

// denyAgain gives back what an approval took of loss and limit. Its line stays as it was,
// held, until nobody can appeal any more; what it was paid above nothing is set off.
func (f *Correctable) denyAgain(tx *models.Tx, by models.Actor, reason string) error {
	c := &f.claim
	if e := f.entitlement; e != nil {
		if err := tx.ReleaseConsumption(e.ID); err != nil {
			return err
		}
		if err := entitlements.Hold(tx, c.ID, entitlements.HeldUndecided); err != nil {
			return err
		}
	}
	until := tx.Now.Add(service.Seconds(f.terms.AppealWindowS))
	c.Approved, c.VerifiedLoss, c.ReasonCode = models.Amount{}, models.Amt(f.verified), ReasonCorrected
	c.DecidedAt, c.CoolingOffUntil, c.AppealUntil = &tx.Now, nil, &until
	return models.Move(tx, ClaimMachine, c, "correct_deny", by, reason, correctedColumns...)
}

// correctedColumns are what a correction writes.
var correctedColumns = []string{"approved", "eligible", "verified_loss", "reason_code", "decided_at", "cooling_off_until", "appeal_until"}

// approveAgain approves another amount: of a claim that was denied, on the line that it had.
func (f *Correctable) approveAgain(tx *models.Tx, by models.Actor, in Correction, reason string) error {
	c := &f.claim
	less, open := in.Amount.Less(c.Approved.Amount), c.AppealUntil
	if f.ended != nil {
		if err := f.reopen(tx, by); err != nil {
			return err
		}
	}
	c.Eligible = models.Amt(f.most)
	if err := f.consume(tx, by, in.Amount); err != nil {
		return err
	}
	f.granted(tx, in.Amount, ReasonCorrected)
	switch {
	case less:
		f.appealable(tx.Now.Add(service.Seconds(f.terms.AppealWindowS)))
	case open != nil && in.Amount.Less(c.Requested.Amount) && open.After(tx.Now): // what could still be appealed can be
		f.appealable(*open)
	}
	return models.Move(tx, ClaimMachine, c, "correct_approve", by, reason, correctedColumns...)
}

// reopen lets the line of a denied claim count again.
func (f *Correctable) reopen(tx *models.Tx, by models.Actor) error {
	f.entitlement, f.ended = f.ended, nil
	f.entitlement.State = entitlements.Open
	if err := models.Update(tx, f.entitlement, "state"); err != nil {
		return err
	}
	return tx.Audit(by, "entitlement.reopen", f.entitlement.PublicID, map[string]any{"claim": f.claim.PublicID})
}
