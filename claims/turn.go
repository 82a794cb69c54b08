package claims

import (
	"errors"
	"fmt"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
)

// Whose turn a claim is.
const (
	TurnClaimant   = "claimant"   // evidence was asked for
	TurnReviewer   = "reviewer"   // it waits for a decision, or its receiver to be accepted
	TurnTime       = "time"       // a window runs out, then it goes on or ends by itself
	TurnSettlement = "settlement" // it takes part in settlements until it is paid
	TurnNobody     = "nobody"     // it is over
)

var turns = map[string]string{
	models.ClaimDraft: TurnClaimant, models.ClaimEvidenceRequested: TurnClaimant,
	models.ClaimSubmitted: TurnReviewer, models.ClaimUnderReview: TurnReviewer, models.ClaimAppealed: TurnReviewer, models.ClaimOverturned: TurnReviewer,
	models.ClaimApproved: TurnTime, models.ClaimPartiallyApproved: TurnTime, models.ClaimCoolingOff: TurnTime, models.ClaimDenied: TurnTime, models.ClaimUpheld: TurnTime,
	models.ClaimSettling: TurnSettlement, models.ClaimPartiallyPaid: TurnSettlement,
	models.ClaimPaid: TurnNobody, models.ClaimClosed: TurnNobody, models.ClaimWithdrawn: TurnNobody, models.ClaimExpired: TurnNobody,
}

// Turn tells whose turn a claim is, and until when: nil where no date is set. The
// date of a reviewer is when the claim goes to somebody else.
func (s *Service) Turn(c *models.Claim) (who string, by *time.Time) {
	who = turns[c.State]
	switch {
	case who == TurnSettlement && c.ReceiverReview:
		return TurnReviewer, nil
	case who == TurnReviewer:
		due := reviewSince(c).Add(s.ReviewSLA)
		return who, &due
	case who == TurnClaimant:
		return who, c.EvidenceDueAt
	case c.State == models.ClaimCoolingOff:
		return who, c.CoolingOffUntil
	case c.State == models.ClaimDenied:
		return who, c.AppealUntil
	}
	return who, nil
}

// What a claimant may do with a claim.
const (
	ActEvidence = "evidence"
	ActAppeal   = "appeal"
	ActWithdraw = "withdraw"
	ActReceiver = "receiver"
)

// Acts are what the claimant may do with a claim at present.
func Acts(tx *models.Tx, c *models.Claim) (out []string, err error) {
	if waitingStates[c.State] {
		out = append(out, ActEvidence)
	}
	if mayAppeal(c, tx.Now) == nil {
		out = append(out, ActAppeal)
	}
	if _, err := ClaimMachine.Next(c.State, withdrawal(c)); err == nil {
		switch err := mayWithdraw(tx, c); {
		case err == nil:
			out = append(out, ActWithdraw)
		case !errors.Is(err, models.ErrState):
			return nil, err
		}
	}
	open, err := receiverMayChange(tx, c)
	if open {
		out = append(out, ActReceiver)
	}
	return out, err
}

// mayAppeal refuses an appeal of what was approved in full or by the second instance
// (ErrState), outside of [decided_at, appeal_until) (ErrWindow), and of what is not
// decided (ErrState).
func mayAppeal(c *models.Claim, now time.Time) error {
	if c.State == models.ClaimCoolingOff && c.AppealUntil == nil {
		return fmt.Errorf("claim %s was approved in full or by the second instance: %w", c.PublicID, models.ErrState)
	}
	_, err := ClaimMachine.Next(c.State, "appeal")
	if err == nil && (c.DecidedAt == nil || c.AppealUntil == nil || !covers.InWindow(now, *c.DecidedAt, *c.AppealUntil)) {
		err = fmt.Errorf("%w: the appeal window is over", service.ErrWindow)
	}
	return err
}

// mayWithdraw refuses to withdraw the appeal of a denial to which two persons corrected an
// approval: what was paid on the claim stays with it, so its line is nobody else's.
func mayWithdraw(tx *models.Tx, c *models.Claim) error {
	if c.State != models.ClaimAppealed || !c.Approved.IsZero() {
		return nil
	}
	rows, err := tx.CorrectedDecisionsOf(c.ID)
	if err == nil && len(rows) > 0 {
		err = fmt.Errorf("the decision on claim %s was corrected, its appeal is answered: %w", c.PublicID, models.ErrState)
	}
	return err
}

// withdrawal is the event of a claimant who withdraws: an appeal of a partial
// approval is withdrawn alone.
func withdrawal(c *models.Claim) string {
	if c.State == models.ClaimAppealed && !c.Approved.IsZero() {
		return "withdraw_appeal"
	}
	return "withdraw"
}
