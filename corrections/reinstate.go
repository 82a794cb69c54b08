package corrections

import (
	"context"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

// ProposeReinstatement enters that an expired claim should go on. ErrState: it has
// not expired. ErrConflict: another claim took its place, or its money is final.
func (s *Service) ProposeReinstatement(ctx context.Context, by models.Actor, claimID string, f Fact) (models.Correction, error) {
	if err := f.may(by, models.CorrectionReinstatement); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		c, err := claims.MayReinstate(tx, by, claimID, 0)
		if err != nil {
			return models.Correction{}, err
		}
		return propose(tx, by, models.Correction{
			IncidentID: c.IncidentID, Kind: models.CorrectionReinstatement, Account: c.Affected, ClaimID: &c.ID,
		}, f)
	})
}

// reinstate is the second person's word: the claim is under review again.
func (s *Service) reinstate(tx *models.Tx, by models.Actor, row *models.Correction) error {
	c, err := models.ByID[models.Claim](tx, *row.ClaimID)
	if err != nil {
		return err
	}
	if c, err = claims.MayReinstate(tx, by, c.PublicID, row.EnteredBy); err != nil {
		return err
	}
	return claims.Reinstate(tx, by, &c, row.ReasonCode)
}
