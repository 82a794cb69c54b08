package settlements_test

import (
	"fmt"
	"testing"
	"time"

	"makewhole/test/roomtest"
)

// TestHoldMovesTheDeadline: who collects has as long as without the hold.
func TestHoldMovesTheDeadline(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice")
		before := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "Held", map[string]any{
			"settlement_id": before.ChainRef.Hash, "active_at": fmt.Sprint(before.ActiveAt.Add(time.Hour).Unix())})
		w.Events()
		after := w.Settlement(before)
		if !after.ActiveAt.Equal(before.ActiveAt.Add(time.Hour)) || !after.Deadline.Equal(before.Deadline.Add(time.Hour)) {
			w.T.Errorf("active at %s, deadline %s; before the hold %s and %s", after.ActiveAt, after.Deadline, before.ActiveAt, before.Deadline)
		}
	})
}
