package claims

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
)

// payable are the states of an incident in which accounts have lines that somebody
// can receive.
var payable = []string{
	models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// MayReplaceReceiver refuses another receiver of an account's lines that nobody can
// hold, that is excluded or part of the system, or one that the account has
// already, an account without a line, and a person with an interest in it.
// First is the login that proposed it, 0 for the proposal itself.
func (s *Service) MayReplaceReceiver(tx *models.Tx, by models.Actor, inc *models.Incident, account, receiver common.Address, first int64) error {
	if waits, err := receivable(tx, inc, account); err != nil || !waits {
		return service.Or(err, fmt.Errorf("the incident is %s: %w", inc.State, models.ErrState))
	}
	var bad service.FieldErrors
	covers.CheckHoldable(&bad, receiver, "/receiver")
	bad.Check(receiver != account, "/receiver", "is the account itself")
	if err := bad.Err(); err != nil {
		return err
	}
	if _, err := s.receiverNeedsReview(tx, inc, account, receiver, false); err != nil {
		return err
	}
	facts := models.Facts{First: first, Incident: inc, Named: []common.Address{account, receiver}}
	if err := tx.MayDecide(by, "receiver.replace", facts); err != nil {
		return err
	}
	rows, err := filedLines(tx, inc.ID, account)
	if err == nil && len(rows) == 0 {
		err = service.Invalid("/account", "has no line that somebody receives")
	}
	return err
}

// receivable reports whether somebody can still receive lines of an account: the
// incident goes on, or it is closed and escheat has a parked line for the account.
func receivable(tx *models.Tx, inc *models.Incident, account common.Address) (bool, error) {
	if inc.State != models.IncidentClosed {
		return slices.Contains(payable, inc.State), nil
	}
	rows, err := tx.OpenEntitlements(inc.ID, account)
	if err != nil {
		return false, err
	}
	for i := range rows {
		if parked, err := isParked(tx, &rows[i]); err != nil || parked {
			return parked, err
		}
	}
	return false, nil
}

// filedLines are the open lines of an account but those that nobody filed for: they
// get their receiver with the claim.
func filedLines(tx *models.Tx, incidentID int64, account common.Address) ([]models.Entitlement, error) {
	rows, err := tx.OpenEntitlements(incidentID, account)
	return slices.DeleteFunc(rows, func(e models.Entitlement) bool { return e.HeldReason == entitlements.HeldNotFiled }), err
}

// ReplaceReceiver names the receiver of the open lines of an account whose key is
// lost, and of its claims; a line that waited for a receiver has one. Leaves that
// are signed keep theirs.
func ReplaceReceiver(tx *models.Tx, by models.Actor, incidentID int64, account, receiver common.Address) error {
	rows, err := filedLines(tx, incidentID, account)
	if err != nil {
		return err
	}
	for i := range rows {
		e := &rows[i]
		was := e.Receiver
		e.Receiver = models.Addr(receiver)
		if err := models.Update(tx, e, "receiver"); err != nil {
			return err
		}
		if err := receiverAccepted(tx, by, e); err != nil {
			return err
		}
		if err := tx.Audit(by, "entitlement.replace_receiver", e.PublicID, map[string]any{"from": was.Address, "to": receiver}); err != nil {
			return err
		}
		if e.ClaimID == nil {
			continue
		}
		if err := replaceClaimReceiver(tx, by, *e.ClaimID, receiver); err != nil {
			return err
		}
	}
	return nil
}

func replaceClaimReceiver(tx *models.Tx, by models.Actor, claimID int64, receiver common.Address) error {
	c, err := models.ByID[models.Claim](tx, claimID)
	if err != nil {
		return err
	}
	was := c.Receiver
	c.Receiver, c.ReceiverReview = models.Addr(receiver), false
	if err := models.Update(tx, &c, "receiver", "receiver_review"); err != nil {
		return err
	}
	return tx.Audit(by, "claim.replace_receiver", c.PublicID, map[string]any{"from": was.Address, "to": receiver})
}
