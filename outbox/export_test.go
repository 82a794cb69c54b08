package outbox

import "context"

// ReleaseForTest gives the leases back without waiting for the round in which
// it is called, as if their time had run out.
func (s *Sender) ReleaseForTest(ctx context.Context) error {
	twin := &Sender{SenderConfig: s.SenderConfig, epochs: s.epochs}
	return twin.Release(ctx)
}
