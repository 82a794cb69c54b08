package corrections

import (
	"context"
	"errors"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// ProposeDecision enters that a claim should have been decided otherwise: that amount
// should have been approved, nothing for a denial, under a clause of the wording. ErrState:
// the claim is not decided, or it or its incident is over. ErrConflict: a correction of
// the claim is proposed, or its money went to others.
func (s *Service) ProposeDecision(ctx context.Context, by models.Actor, claimID string, amount money.Amount, clause string, f Fact) (models.Correction, error) {
	in := claims.Correction{Amount: amount, Clause: clause, Text: f.Reason}
	var bad service.FieldErrors
	f.check(&bad, models.CorrectionDecision)
	in.Check(&bad)
	if err := errors.Join(reviewerOnly(by), bad.Err()); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		claim, err := claims.MayCorrect(tx, by, claimID, in, nil)
		if err != nil {
			return models.Correction{}, err
		}
		asset, err := claim.LimitAsset(tx)
		if err != nil {
			return models.Correction{}, err
		}
		c, should := claim.Claim(), models.Amt(amount)
		return propose(tx, by, models.Correction{
			IncidentID: c.IncidentID, Kind: models.CorrectionDecision, Account: c.Affected, ClaimID: &c.ID, AssetID: &asset, Amount: &should, Clause: clause,
		}, f)
	})
}

// decideAgain is the second person's word: the claim is decided as the correction says.
func (s *Service) decideAgain(tx *models.Tx, by models.Actor, row *models.Correction, columns ...string) error {
	if err := claims.Correct(tx, by, claims.Correction{Amount: row.Amount.Amount, Clause: row.Clause, Text: row.Reason}, row); err != nil {
		return err
	}
	return models.Move(tx, states.Correction, row, "confirm", by, row.ReasonCode, columns...)
}
