package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// clauseMax is the most bytes of the name of a clause.
const clauseMax = 200

// ReviewInput is one reviewer's decision on one version of a claim.
type ReviewInput struct {
	Version        int64
	Decision       string
	Amount         money.Amount // of an approval, in the limit asset
	ReasonCode     string
	Clause         string // of the wording
	Text           string
	AcceptReceiver bool // the reviewer accepts a receiver that needs review
}

func (in *ReviewInput) validate() error {
	var bad service.FieldErrors
	bad.Check(reasonFits(in.ReasonCode, in.Decision), "/reason_code", "is no reason for this decision")
	bad.Check(in.Clause != "" && len(in.Clause) <= clauseMax, "/clause", "must name a clause of the wording")
	bad.Check(in.Text != "" && len(in.Text) <= service.StatementMax, "/text", "must have 1 to 10000 bytes")
	if in.approves() {
		bad.Check(!in.Amount.IsZero(), "/amount", "must be above 0")
	} else {
		bad.Check(in.Amount.IsZero(), "/amount", "must be 0 unless something is approved")
	}
	return bad.Err()
}

func (in *ReviewInput) approves() bool {
	return in.Decision == DecisionApprove || in.Decision == DecisionPartiallyApprove
}

// file is a claim on a reviewer's desk with all that a decision needs.
type file struct {
	claim       models.Claim
	incident    models.Incident
	cover       models.Cover
	terms       covers.Terms
	reviews     []models.Review
	entitlement *models.Entitlement // nil: the snapshot shows no covered loss
	verified    money.Amount        // insured loss in the limit asset
	round       int64               // 1 first decision, 2 on appeal, which is the last; odd ones above are corrections, the even one after it its appeal
	earlier     []models.Claim      // appealed and withdrawn claims of the same account under the same cover
	together    money.Amount        // approved of the incident's other claims of the same people
	proposed    int64               // login that gave the first word, of an act that is a second
}

// Review takes one decision. Above the threshold of the terms an approval
// needs a second person who says the same of the same version; another opinion
// brings the claim back to review. The decision, the entitlement and the
// consumed loss units are one transaction.
func (s *Service) Review(ctx context.Context, by models.Actor, claimID string, in ReviewInput) (models.Claim, error) {
	if err := errors.Join(service.StaffOnly(by, service.ByReviewer), in.validate()); err != nil {
		return models.Claim{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		f, err := openFile(tx, claimID)
		if err != nil {
			return models.Claim{}, err
		}
		if err := atVersion(&f.claim, in.Version); err != nil {
			return f.claim, err
		}
		if err := f.mayDecide(tx, by, "claim.review"); err != nil {
			return f.claim, err
		}
		if err := f.take(tx, by); err != nil {
			return f.claim, err
		}
		return f.claim, f.decide(tx, by, in)
	})
}

func openFile(tx *models.Tx, claimID string) (*file, error) {
	f := &file{round: 1}
	var err error
	if f.claim, err = models.ByPublicID[models.Claim](tx, claimID); err != nil {
		return nil, err
	}
	if f.incident, err = models.ByID[models.Incident](tx, f.claim.IncidentID); err != nil {
		return nil, err
	}
	if f.cover, err = models.ByID[models.Cover](tx, f.claim.CoverID); err != nil {
		return nil, err
	}
	if _, f.terms, err = covers.WordingOf(tx, f.cover.WordingID); err != nil {
		return nil, err
	}
	if f.reviews, err = tx.ReviewsOf(f.claim.ID); err != nil {
		return nil, err
	}
	if f.earlier, err = tx.AppealedBefore(&f.claim); err != nil {
		return nil, err
	}
	switch corrected := lastCorrection(f.reviews); {
	case f.claim.State == models.ClaimAppealed && corrected > 0:
		f.round = corrected + 1
	case f.claim.State == models.ClaimAppealed || len(f.earlier) > 0:
		f.round = 2
	}
	if f.together, err = tx.ApprovedTogether(&f.claim, f.cover.Holder.Address); err != nil {
		return nil, err
	}
	e, err := tx.EntitlementOfClaim(f.claim.ID)
	if err == nil {
		f.entitlement = &e
	} else if !errors.Is(err, models.ErrNotFound) {
		return nil, err
	}
	v, err := valuation.Load(tx, &f.incident)
	if err != nil {
		return nil, err
	}
	f.verified, err = v.LossOf(tx, f.claim.Affected.Address)
	return f, err
}

// mayDecide: nobody with an interest in the claim, by wallet or person; an
// appeal goes to persons who took no part in the decision.
func (f *file) mayDecide(tx *models.Tx, by models.Actor, act string) error {
	c := &f.claim
	facts := models.Facts{
		First: f.proposed, Incident: &f.incident, Named: []common.Address{c.Claimant.Address, c.Affected.Address, c.Receiver.Address, f.cover.Holder.Address},
		Judged: func(models.Kin) (bool, error) { return false, nil },
	}
	if f.round > 1 {
		facts.Judged = func(k models.Kin) (bool, error) {
			before, err := f.judgedBefore(tx, f.round)
			return k.AnyOf(before), err
		}
	}
	return tx.MayDecide(by, act, facts)
}

// judgedBefore is the logins that took part in what a round looks at again: the rounds
// before it of this claim, and the first instance of those of the same loss that were
// appealed, withdrawn and filed again: filing again starts no new instance.
func (f *file) judgedBefore(tx *models.Tx, round int64) ([]int64, error) {
	out := reviewers(f.reviews, func(r *models.Review) bool { return r.Round < round })
	for i := range f.earlier {
		more, err := tx.ReviewsOf(f.earlier[i].ID)
		if err != nil {
			return nil, err
		}
		out = append(out, reviewers(more, func(r *models.Review) bool { return r.Round == 1 || round > 2 })...)
	}
	return out, nil
}

// reviewers are the logins behind the reviews that match.
func reviewers(reviews []models.Review, match func(*models.Review) bool) (out []int64) {
	for i := range reviews {
		if match(&reviews[i]) {
			out = append(out, reviews[i].ReviewerID)
		}
	}
	return out
}

// take starts the review of a claim nobody has taken yet.
func (f *file) take(tx *models.Tx, by models.Actor) error {
	if f.claim.State != models.ClaimSubmitted {
		return nil
	}
	f.claim.AssignedTo = &by.StaffID
	return models.Move(tx, ClaimMachine, &f.claim, "start_review", by, "", "assigned_to")
}

func (f *file) decide(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if f.claim.State != models.ClaimUnderReview && f.claim.State != models.ClaimAppealed {
		return fmt.Errorf("claim %s is %s: %w", f.claim.PublicID, f.claim.State, models.ErrState)
	}
	switch in.Decision {
	case DecisionRequestEvidence:
		return f.requestEvidence(tx, by, in)
	case DecisionDeny:
		return f.deny(tx, by, in)
	}
	if err := f.checkApproval(in); err != nil {
		return err
	}
	return f.approve(tx, by, in)
}

// record writes the decision; version is the claim's as the reviewer saw it.
func (f *file) record(tx *models.Tx, by models.Actor, in ReviewInput, seat int64, effective bool) error {
	r := models.Review{
		PublicID: models.NewID("rev"), ClaimID: f.claim.ID, ClaimVersion: f.claim.Version, Round: f.round, Seat: seat,
		ReviewerID: by.StaffID, Decision: in.Decision, Amount: models.Amt(in.Amount), ReasonCode: in.ReasonCode,
		Clause: in.Clause, Text: in.Text, Effective: effective,
	}
	if err := models.Insert(tx, &r); err != nil {
		return err
	}
	f.reviews = append(f.reviews, r)
	return tx.Audit(by, "claim.review", r.PublicID, map[string]any{
		"claim": f.claim.PublicID, "claim_version": r.ClaimVersion, "round": r.Round, "seat": seat,
		"decision": in.Decision, "amount": in.Amount, "reason": in.ReasonCode, "effective": effective,
	})
}

func (f *file) requestEvidence(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if f.claim.State != models.ClaimUnderReview {
		return fmt.Errorf("an appeal asks for no evidence: %w", models.ErrState)
	}
	if err := f.record(tx, by, in, 1, true); err != nil {
		return err
	}
	due := tx.Now.Add(service.Seconds(f.terms.EvidenceWindowS))
	f.claim.EvidenceDueAt, f.claim.ReasonCode = &due, in.ReasonCode
	return models.Move(tx, ClaimMachine, &f.claim, "request_evidence", by, in.ReasonCode, "evidence_due_at", "reason_code")
}

// deny leaves the held line in place until the appeal window is over; the
// second denial is the last word.
func (f *file) deny(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if err := f.record(tx, by, in, 1, true); err != nil {
		return err
	}
	c := &f.claim
	c.VerifiedLoss, c.ReasonCode, c.DecidedAt = models.Amt(f.verified), in.ReasonCode, &tx.Now
	if c.State == models.ClaimAppealed && !c.Approved.IsZero() {
		return f.confirm(tx, by, in)
	}
	if c.State == models.ClaimAppealed {
		if err := entitlements.Close(tx, by, c.ID); err != nil {
			return err
		}
		return models.Move(tx, ClaimMachine, c, "uphold", by, in.ReasonCode, "verified_loss", "reason_code", "decided_at")
	}
	f.openAppeal(tx)
	return models.Move(tx, ClaimMachine, c, "deny", by, in.ReasonCode, "verified_loss", "reason_code", "decided_at", "appeal_until")
}

// openAppeal says until when a denial can be appealed: one of the second instance
// cannot.
func (f *file) openAppeal(tx *models.Tx) {
	until := tx.Now
	if f.round == 1 {
		until = tx.Now.Add(service.Seconds(f.terms.AppealWindowS))
	}
	f.claim.AppealUntil = &until
}

// confirm is the second instance's decision that a partial approval stands as it is.
func (f *file) confirm(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if err := f.coolAgain(tx); err != nil {
		return err
	}
	c := &f.claim
	if err := models.Move(tx, ClaimMachine, c, "confirm", by, in.ReasonCode, confirmedColumns...); err != nil {
		return err
	}
	return models.Move(tx, ClaimMachine, c, "cool_off", by, in.ReasonCode)
}

// confirmedColumns are what a confirmation writes.
var confirmedColumns = []string{"verified_loss", "reason_code", "decided_at", "cooling_off_until", "appeal_until"}

// coolAgain gives a partial approval that stands its last cooling-off.
func (f *file) coolAgain(tx *models.Tx) error {
	until := tx.Now.Add(service.Seconds(f.terms.CoolingOffS))
	f.claim.CoolingOffUntil, f.claim.AppealUntil = &until, nil
	return entitlements.Hold(tx, f.claim.ID, entitlements.HeldUndecided)
}

// eligible is the most this claim can get: what its cover owes this account.
// Several covers of one loss share when money is drafted, see reshare.
func (f *file) eligible() money.Amount {
	if f.entitlement == nil {
		return money.Zero
	}
	return f.claim.Eligible.Amount
}

func (f *file) checkApproval(in ReviewInput) error {
	var bad service.FieldErrors
	requested := f.claim.Requested.Amount
	bad.Check(in.Amount.Cmp(requested) <= 0, "/amount", "must not be above what was requested")
	bad.Check(in.Amount.Cmp(f.eligible()) <= 0, "/amount", "must not be above the eligible loss")
	if in.Decision == DecisionApprove {
		bad.Check(in.Amount == requested, "/amount", "must be what was requested; less is a partial approval")
	} else {
		bad.Check(in.Amount != requested, "/amount", "must be below what was requested")
	}
	bad.Check(f.claim.Approved.Cmp(in.Amount) <= 0, "/amount", "must not be below what the first instance approved")
	bad.Check(!f.claim.ReceiverReview || in.AcceptReceiver, "/accept_receiver", "the receiver of this claim has to be accepted")
	return bad.Err()
}

// alone reports whether one reviewer may approve the amount: the threshold is
// in the numéraire (which limits are in) and looks at all approvals of the
// incident for the same people, so that it cannot be passed in pieces.
func (f *file) alone(amount money.Amount) bool {
	sum, err := f.together.Add(amount)
	return err == nil && !f.terms.SecondReviewAbove.Less(sum)
}

// approve seats the reviewer and, when the last needed seat agrees, decides.
func (f *file) approve(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if f.alone(in.Amount) {
		if err := f.record(tx, by, in, 1, true); err != nil {
			return err
		}
		return f.grant(tx, by, in)
	}
	first, err := f.pending(tx)
	if err != nil {
		return err
	}
	seat := int64(1)
	if first != nil {
		seat = 2
	}
	kin, err := tx.KinOf(by)
	if err != nil {
		return err
	}
	if kin.AnyOf(reviewers(f.reviews, func(r *models.Review) bool { return r.Round == f.round && r.Seat != seat })) {
		return fmt.Errorf("%w: the second reviewer must be another person", service.ErrForbidden)
	}
	if first == nil || first.Decision != in.Decision || first.Amount.Amount != in.Amount {
		return f.wait(tx, by, in, seat)
	}
	if err := f.record(tx, by, in, 2, true); err != nil {
		return err
	}
	first.Effective = true
	if err := models.Update(tx, first, "effective"); err != nil {
		return err
	}
	return f.grant(tx, by, in)
}

// pending is the first seat's approval that waits for a second: the newest
// review, written over the version before this one, of somebody who is still
// active as a reviewer.
func (f *file) pending(tx *models.Tx) (*models.Review, error) {
	if len(f.reviews) == 0 {
		return nil, nil
	}
	last := &f.reviews[len(f.reviews)-1]
	if last.Round != f.round || last.Seat != 1 || last.Effective || last.ClaimVersion != f.claim.Version-1 {
		return nil, nil
	}
	if ok, err := tx.Standing(last.ReviewerID, service.ByReviewer); err != nil || !ok {
		return nil, err
	}
	return last, nil
}

// wait records a seat that does not decide yet, or two seats that disagree:
// the version grows, so what was said before counts for this round only.
func (f *file) wait(tx *models.Tx, by models.Actor, in ReviewInput, seat int64) error {
	if err := f.record(tx, by, in, seat, false); err != nil {
		return err
	}
	return models.Update(tx, &f.claim)
}

// grant turns the decision into an entitlement and starts the cooling-off.
func (f *file) grant(tx *models.Tx, by models.Actor, in ReviewInput) error {
	if err := f.consume(tx, by, in.Amount); err != nil {
		return err
	}
	c := &f.claim
	c.ReceiverReview = false
	f.granted(tx, in.Amount, in.ReasonCode)
	if c.State == models.ClaimAppealed {
		if err := models.Move(tx, ClaimMachine, c, "overturn", by, in.ReasonCode); err != nil {
			return err
		}
	}
	if err := models.Move(tx, ClaimMachine, c, in.Decision, by, in.ReasonCode, grantedColumns...); err != nil {
		return err
	}
	return models.Move(tx, ClaimMachine, c, "cool_off", by, in.ReasonCode)
}

// grantedColumns are what an approval writes.
var grantedColumns = []string{"approved", "verified_loss", "reason_code", "decided_at", "cooling_off_until", "appeal_until", "receiver_review"}

// granted is what an approval says on the claim, and how long it may be appealed:
// not at all where it is everything that was requested.
func (f *file) granted(tx *models.Tx, amount money.Amount, reason string) {
	c := &f.claim
	until := tx.Now.Add(service.Seconds(f.terms.CoolingOffS))
	c.Approved, c.VerifiedLoss, c.ReasonCode = models.Amt(amount), models.Amt(f.verified), reason
	c.DecidedAt, c.CoolingOffUntil, c.AppealUntil = &tx.Now, &until, nil
	if amount == c.Requested.Amount || f.round != 1 {
		return
	}
	f.appealable(tx.Now.Add(service.Seconds(f.terms.AppealWindowS)))
}

// appealable lets an approval be appealed until a moment; it cools off as long, since a
// paid part could not be decided again.
func (f *file) appealable(until time.Time) {
	c := &f.claim
	c.AppealUntil = &until
	if c.CoolingOffUntil.Before(until) {
		c.CoolingOffUntil = &until
	}
}

// ownLimit is the cover's own limit when the loss happened, and what approvals of
// all incidents have taken of it.
func (f *file) ownLimit(tx *models.Tx) (used, limit money.Amount, err error) {
	if used, err = entitlements.TakenOf(tx, f.cover.ID, 0); err != nil {
		return used, limit, err
	}
	limit, err = covers.LimitAt(tx, &f.cover, *f.incident.OccurredFrom)
	return used, limit, err
}

// consume takes the loss units and the cover's own limit. Shared limits and the
// pool are not looked at: they are applied once, pro rata, in settlement, so
// the order of approvals never changes an amount.
func (f *file) consume(tx *models.Tx, by models.Actor, amount money.Amount) error {
	e := f.entitlement
	if err := tx.ReleaseConsumption(e.ID); err != nil { // of a partial approval that is overturned
		return err
	}
	f.claim.Approved = models.Amt(amount)
	e.Amount, e.Receiver, e.Held, e.HeldReason = models.Amt(amount), f.claim.Receiver, true, entitlements.HeldUndecided
	if err := models.Update(tx, e, "amount", "receiver", "held", "held_reason"); err != nil {
		return err
	}
	if err := entitlements.ReshareWith(tx, by, e.IncidentID, e.Affected.Address, &f.claim); err != nil {
		return err
	}
	now, err := models.ByID[models.Entitlement](tx, e.ID) // its share, where others cover the same loss
	if err != nil {
		return err
	}
	*e = now
	units, err := tx.ConsumedUnits(f.incident.ID, e.Affected.Address, e.AssetID)
	if err != nil {
		return err
	}
	if sum, err := units.Add(e.Amount.Amount); err != nil || f.verified.Less(sum) {
		return fmt.Errorf("%w: loss units of this account are consumed by another claim", service.ErrConflict)
	}
	used, limit, err := f.ownLimit(tx)
	if err != nil {
		return err
	}
	if sum, err := used.Add(e.Amount.Amount); err != nil || limit.Less(sum) {
		return fmt.Errorf("%w: the cover's own limit is used up", service.ErrConflict)
	}
	row := models.LossConsumption{
		IncidentID: f.incident.ID, Affected: e.Affected, AssetID: e.AssetID, EntitlementID: e.ID, Amount: e.Amount,
	}
	if err := models.Insert(tx, &row); err != nil {
		return err
	}
	return tx.Audit(by, "entitlement.approve", e.PublicID, map[string]any{"claim": f.claim.PublicID, "amount": e.Amount})
}
