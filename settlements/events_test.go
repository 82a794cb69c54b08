package settlements

import (
	"errors"
	"testing"

	"makewhole/models"
	"makewhole/service"
)

// TestUnknownEventIsAnError: an event without an entry books nothing, least of
// all as another one.
func TestUnknownEventIsAnError(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "published", "Minted"} {
		a := &applier{ev: &models.ChainEvent{Name: name, Payload: "{}"}}
		if err := a.apply(); !errors.Is(err, service.ErrInvariant) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
