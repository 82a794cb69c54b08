package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
	"makewhole/valuation"
)

// undecidedStates are the states of a claim that waits for a reviewer.
var undecidedStates = []string{models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimAppealed}

// nextSilence is what a claim's reason becomes when whoever has it is silent for
// ReviewSLA: the reviewer's silence gives it to a senior, the senior's to another.
// What is not here goes to the first.
var nextSilence = map[string]string{ReasonEscalated: ReasonSenior, ReasonSenior: ReasonUndecided}

// silent tells that whoever has a claim has been silent for ReviewSLA, and what
// follows. Each of the three is waited for from when the claim came to them.
func (s *Service) silent(c *models.Claim, now time.Time) (next string, due bool) {
	if next = nextSilence[c.ReasonCode]; next == "" {
		next = ReasonEscalated
	}
	return next, !now.Before(reviewSince(c).Add(s.ReviewSLA))
}

// reviewSince is from when a claim waits for who has it now.
func reviewSince(c *models.Claim) time.Time {
	switch {
	case c.ReviewSince != nil:
		return *c.ReviewSince
	case c.State == models.ClaimAppealed && c.DecidedAt != nil:
		return *c.DecidedAt
	}
	return c.SubmittedAt
}

// escalate gives a claim that waits too long to a senior who may decide it, twice.
// The money stays held meanwhile.
func (s *Service) escalate(tx *models.Tx, c *models.Claim) error {
	next, due := s.silent(c, tx.Now)
	if !due || next == ReasonUndecided {
		return service.ErrUnchanged
	}
	f, err := openFile(tx, c.PublicID)
	if errors.Is(err, valuation.ErrNotReady) {
		return service.ErrUnchanged // without a final snapshot set nobody could decide it
	}
	if err != nil {
		return err
	}
	to, err := f.anotherSenior(tx)
	if err != nil {
		return err
	}
	c.ReasonCode, c.ReviewSince = next, &tx.Now
	cols := []string{"reason_code", "review_since"}
	if to != 0 {
		c.AssignedTo, cols = &to, append(cols, "assigned_to")
	}
	if err := models.Update(tx, c, cols...); err != nil {
		return err
	}
	return tx.Audit(windowJob, "claim.escalate", c.PublicID, map[string]any{"assigned_to": c.AssignedTo, "reason": next})
}

// anotherSenior is the login of a senior who does not have the claim yet and may
// decide it, 0 where there is none.
func (f *file) anotherSenior(tx *models.Tx) (int64, error) {
	had := int64(0)
	if f.claim.AssignedTo != nil {
		had = *f.claim.AssignedTo
	}
	return seniorBut(tx, had, func(by models.Actor) error { return f.mayDecide(tx, by, "claim.review") })
}

// seniorBut is the first login of a senior, other than one, who may decide
// something, 0 where there is none.
func seniorBut(tx *models.Tx, had int64, may func(models.Actor) error) (int64, error) {
	seniors, err := tx.StaffWithRole(states.RoleSenior)
	if err != nil {
		return 0, err
	}
	return service.FirstWhoMay(tx, seniors, had, may)
}

// decideUndecided decides the claims whose second senior was silent too, each in a
// transaction of its own, so that one that cannot be decided stops no other.
func (s *Service) decideUndecided(ctx context.Context, n *int) error {
	var errs []error
	for after := int64(0); ; {
		rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Claim, error) {
			return tx.ClaimsIn(after, claimBatch, undecidedStates...)
		})
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
		for i := range rows {
			after = rows[i].ID
			if next, due := s.silent(&rows[i], s.Now()); !due || next != ReasonUndecided {
				continue
			}
			switch err := s.decideByDefault(ctx, &rows[i]); {
			case err == nil:
				*n++
			case !errors.Is(err, service.ErrUnchanged):
				errs = append(errs, fmt.Errorf("claim %s: %w", rows[i].PublicID, err))
			}
		}
		if len(rows) < claimBatch {
			return errors.Join(errs...)
		}
	}
}

// decideByDefault is what three silences decide: what is not disputed is owed, and
// of an appeal the first decision stands.
func (s *Service) decideByDefault(ctx context.Context, c *models.Claim) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		f, err := openFile(tx, c.PublicID)
		if errors.Is(err, valuation.ErrNotReady) {
			return *c, service.ErrUnchanged
		}
		if err != nil {
			return *c, err
		}
		if f.claim.Version != c.Version {
			return *c, service.ErrUnchanged // somebody acted meanwhile
		}
		amount, err := f.undisputed(tx)
		if err != nil {
			return f.claim, err
		}
		switch {
		case f.claim.State == models.ClaimAppealed:
			err = f.letStand(tx)
		case amount.IsZero():
			err = f.denyByDefault(tx)
		default:
			err = f.grantByDefault(tx, amount)
		}
		if err != nil {
			return f.claim, err
		}
		details := map[string]any{"approved": f.claim.Approved, "state": f.claim.State, "round": f.round}
		return f.claim, tx.Audit(windowJob, "claim.default", f.claim.PublicID, details)
	})
	return err
}

// undisputed is the part of a claim that nobody calls into question: what was
// requested, up to what the cover owes by the final snapshot set and what is left of
// its own limit, and no more than a reviewer said who is still waiting for a second.
// Filed again after a denial, nothing is undisputed.
func (f *file) undisputed(tx *models.Tx) (money.Amount, error) {
	if f.round != 1 {
		return money.Zero, nil
	}
	used, limit, err := f.ownLimit(tx)
	if err != nil {
		return money.Zero, err
	}
	amount := money.Min(money.Min(f.claim.Requested.Amount, f.eligible()), limit.SubFloor(used))
	for i := range f.reviews {
		r := &f.reviews[i]
		if in := (ReviewInput{Decision: r.Decision}); !r.Effective && in.approves() {
			amount = money.Min(amount, r.Amount.Amount)
		}
	}
	return amount, nil
}

// grantByDefault approves the amount; a receiver that a reviewer has to accept
// still waits for one.
func (f *file) grantByDefault(tx *models.Tx, amount money.Amount) error {
	if err := f.consume(tx, windowJob, amount); err != nil {
		return err
	}
	f.granted(tx, amount, ReasonUndecided)
	return models.Move(tx, ClaimMachine, &f.claim, "default_approve", windowJob, ReasonUndecided, grantedColumns...)
}

// denyByDefault ends a claim that owes nothing without anybody's dispute: its
// account has no loss, or its first instance denied it.
func (f *file) denyByDefault(tx *models.Tx) error {
	c := &f.claim
	c.VerifiedLoss, c.ReasonCode, c.DecidedAt = models.Amt(f.verified), ReasonUndecided, &tx.Now
	f.openAppeal(tx)
	return models.Move(tx, ClaimMachine, c, "default_deny", windowJob, ReasonUndecided, "verified_loss", "reason_code", "decided_at", "appeal_until")
}

// letStand ends an appeal that nobody answered: what the first instance approved is
// paid, and what it denied stays denied.
func (f *file) letStand(tx *models.Tx) error {
	c := &f.claim
	c.VerifiedLoss, c.ReasonCode, c.DecidedAt = models.Amt(f.verified), ReasonUndecided, &tx.Now
	if !c.Approved.IsZero() {
		if err := f.coolAgain(tx); err != nil {
			return err
		}
		return models.Move(tx, ClaimMachine, c, "default_confirm", windowJob, ReasonUndecided, confirmedColumns...)
	}
	if err := entitlements.Close(tx, windowJob, c.ID); err != nil {
		return err
	}
	return models.Move(tx, ClaimMachine, c, "default_uphold", windowJob, ReasonUndecided, "verified_loss", "reason_code", "decided_at")
}
