package chain_test

import (
	"testing"

	"makewhole/chain"
	"makewhole/models"
)

// TestUnverifiedPublicationWaits: an intent that brings a settlement on chain is
// never signed while nobody verified what the settlement says now.
func TestUnverifiedPublicationWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	err := w.db.Tx(t.Context(), func(tx *models.Tx) error {
		in := w.payout(1)
		in.Kind, in.RefMachine, in.RefID = "publish", "settlement", 1
		_, err := tx.Enqueue(in)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.enqueue(1)
	if r := w.tick(); !hasAlarm(r, chain.AlarmBlocked) || r.Signed != 1 || r.Waiting != 1 {
		t.Errorf("report %+v, want the payout signed and the publication waiting", r)
	}
}
