package oracles

import (
	"errors"
	"testing"

	"makewhole/models"
)

// TestUnknownEventIsAnError: an event without an entry changes nothing.
func TestUnknownEventIsAnError(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "SnapshotMinted"} {
		if err := apply(nil, &models.ChainEvent{Name: name, Payload: "{}"}); !errors.Is(err, errEvent) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
