package outbox_test

import (
	"context"
	"testing"

	"makewhole/models"
	"makewhole/outbox"
)

// TestUnverifiedPublicationWaits: an intent that brings a settlement on chain is
// never signed while nobody verified what the settlement says now.
func TestUnverifiedPublicationWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	w.put(w.call("publish", 1))
	w.enqueue(1)
	if r := w.tick(); !hasAlarm(r, outbox.AlarmBlocked) || r.Signed != 1 || r.Waiting != 1 {
		t.Errorf("report %+v, want the payout signed and the publication waiting", r)
	}
}

func (w *world) freeze(reason string) {
	w.t.Helper()
	err := w.db.Tx(context.Background(), func(tx *models.Tx) error { return tx.Freeze(reason, models.SystemActor("test")) })
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestFrozenSettlementsDoNotStandInTheWay: what must wait for two people is not
// in front of what must not.
func TestFrozenSettlementsDoNotStandInTheWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.window = 2
	w.restart()
	w.enqueue(20)
	w.registered()
	w.put(w.call("earmark", 20))
	w.freeze("books do not agree")
	if r := w.tick(); !hasAlarm(r, outbox.AlarmFrozen) || r.Signed != 1 || w.intent(20).State != models.TxBroadcast {
		t.Errorf("report %+v, the earmark is %s", r, w.intent(20).State)
	}
}

// TestFreezeWhileSigning: what was signed for a settlement before somebody
// stopped it is not stored, so it is never sent.
func TestFreezeWhileSigning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hook = func(p string) error {
		if p == "signed" {
			w.freeze("books do not agree")
		}
		return nil
	}
	w.enqueue(2)
	if r, err := w.sender.RunOnce(t.Context()); err == nil || r.Sent != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if n := w.count(models.TxApproved); n != 2 {
		t.Errorf("%d intents wait, want 2: %v", n, w.states())
	}
}

// TestClearedSettlementsGoOn: two people end a freeze, whose reason stays on
// record; a freeze without a reason holds as well.
func TestClearedSettlementsGoOn(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"books do not agree", ""} {
		w := newWorld(t)
		w.enqueue(1)
		w.freeze(reason)
		if r := w.tick(); !hasAlarm(r, outbox.AlarmFrozen) || r.Signed != 0 || r.Waiting != 1 {
			t.Errorf("frozen because %q: %+v", reason, r)
		}
		for _, person := range []string{"ann", "bob"} {
			err := w.db.Tx(t.Context(), func(tx *models.Tx) error {
				_, err := tx.ClearFreeze(colleague("stf_"+person), "looked at")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if r := w.tick(); hasAlarm(r, outbox.AlarmFrozen) || r.Signed != 1 {
			t.Errorf("cleared: %+v", r)
		}
	}
}
