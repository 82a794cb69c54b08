package settlements

import (
	"fmt"

	"makewhole/models"
	"makewhole/service"
)

// MayMerge refuses to merge a record into another one that paid, pays or holds money
// under its own name on chain: the contracts pay that money for this record alone.
// Drafts that nobody has agreed to stand in the way of nothing.
func MayMerge(tx *models.Tx, inc *models.Incident) error {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		if st := &rows[i]; st.State != models.SettlementCancelled && !unagreed(st) {
			return fmt.Errorf("%w: settlement %s of this record is %s; merge the other record into this one, or cancel it", service.ErrConflict, st.PublicID, st.State)
		}
	}
	back, err := tx.RecoveriesOf(inc.ID, RecoveryExpected, RecoveryReceived, RecoveryFinal, RecoveryContested, RecoveryReleased)
	if err == nil && len(back) > 0 {
		err = fmt.Errorf("%w: recovery %s names this record; merge the other record into this one", service.ErrConflict, back[0].PublicID)
	}
	if err != nil {
		return err
	}
	payees, err := tx.RegisteredPayees(inc.ID)
	if err == nil && len(payees) > 0 {
		err = fmt.Errorf("%w: %s is registered to get recovered money of this record; merge the other record into this one", service.ErrConflict, payees[0].PublicID)
	}
	return err
}

// refuseMerged refuses to write about money under the name of a record for which another
// one goes on.
func refuseMerged(tx *models.Tx, inc *models.Incident) error {
	if inc.MergedIntoID == nil {
		return nil
	}
	next, err := tx.Surviving(*inc)
	return service.Or(err, service.Invalid("/incident_id", "was merged: incident "+next.PublicID+" goes on for it"))
}

// unagreed reports whether nobody has agreed to a settlement yet.
func unagreed(st *models.Settlement) bool {
	return st.State == models.SettlementDraft || st.State == models.SettlementObjections
}

// CancelDrafts ends the drafts of a record that is merged into another: everything they
// were computed from is read by that one now.
func CancelDrafts(tx *models.Tx, inc *models.Incident, reason string) error {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		if !unagreed(&rows[i]) {
			continue
		}
		pool, err := models.LockByID[models.Pool](tx, rows[i].PoolID)
		if err != nil {
			return err
		}
		st, err := models.ByID[models.Settlement](tx, rows[i].ID) // its total may have changed with one before it
		if err != nil {
			return err
		}
		if err := cancel(tx, draftJob, inc, &pool, &st, reason); err != nil {
			return err
		}
	}
	return nil
}
