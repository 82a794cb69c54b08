package corrections

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

// ProposeReceiver enters that nobody has the key of an account any more and who
// receives its lines of an incident instead, for example its heirs.
func (s *Service) ProposeReceiver(ctx context.Context, by models.Actor, incidentID string, account, receiver common.Address, f Fact) (models.Correction, error) {
	if err := f.may(by, models.CorrectionReceiver); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return models.Correction{}, err
		}
		if err := s.Claims.MayReplaceReceiver(tx, by, &inc, account, receiver, 0); err != nil {
			return models.Correction{}, err
		}
		to := models.Addr(receiver)
		return propose(tx, by, models.Correction{
			IncidentID: inc.ID, Kind: models.CorrectionReceiver, Account: models.Addr(account), Receiver: &to,
		}, f)
	})
}

// replaceReceiver is the second person's word: the account's open lines, and those
// that recoveries bring, have the receiver from now on.
func (s *Service) replaceReceiver(tx *models.Tx, by models.Actor, row *models.Correction) error {
	inc, err := models.ByID[models.Incident](tx, row.IncidentID)
	if err != nil {
		return err
	}
	account, receiver := row.Account.Address, row.Receiver.Address
	if err := s.Claims.MayReplaceReceiver(tx, by, &inc, account, receiver, row.EnteredBy); err != nil {
		return err
	}
	return claims.ReplaceReceiver(tx, by, inc.ID, account, receiver)
}
