package books

import (
	"slices"

	"makewhole/models"
)

// decidedAgain holds the correction of a decision against what is written on its claim: the
// round of its two persons says the same, none of them took part in a round before, and
// until somebody decides again the claim has what the correction says and its line no more.
func (r *run) decidedAgain(c *models.Correction, staff map[int64]models.Staff) error {
	reviews, err := r.Tx.ReviewsOf(*c.ClaimID)
	if err != nil {
		return err
	}
	seat := func(n, login int64) (round int64) {
		for i := range reviews {
			v := &reviews[i]
			if v.Round > 2 && v.Seat == n && v.ReviewerID == login && v.Effective && v.Amount == *c.Amount && v.CreatedAt.Equal(*c.ConfirmedAt) {
				round = v.Round
			}
		}
		return round
	}
	round := seat(1, c.EnteredBy)
	if round == 0 || round != seat(2, *c.ConfirmedBy) {
		r.Violation(c.PublicID, "the claim has no round in which these two persons decided %s", c.Amount)
		return nil
	}
	if slices.ContainsFunc(reviews, func(v models.Review) bool {
		return v.Round < round && (samePerson(staff[v.ReviewerID], staff[c.EnteredBy]) || samePerson(staff[v.ReviewerID], staff[*c.ConfirmedBy]))
	}) {
		r.Violation(c.PublicID, "somebody corrected what they had decided")
	}
	return r.hasCorrected(c)
}

// hasCorrected compares a claim that was not decided since with its correction.
func (r *run) hasCorrected(c *models.Correction) error {
	claim, err := models.ByID[models.Claim](r.Tx, *c.ClaimID)
	if err != nil || claim.DecidedAt == nil || !claim.DecidedAt.Equal(*c.ConfirmedAt) {
		return err
	}
	if claim.Approved != *c.Amount {
		r.Violation(c.PublicID, "claim %s has %s approved, and the correction says %s", claim.PublicID, claim.Approved, c.Amount)
	}
	e, err := r.Tx.EntitlementOfClaim(claim.ID)
	if err != nil {
		return models.OrNone(err)
	}
	if !c.Amount.IsZero() && c.Amount.Less(e.Amount.Amount) {
		r.Violation(c.PublicID, "line %s owes %s, and the correction says %s", e.PublicID, e.Amount, c.Amount)
	}
	return nil
}
