package signers_test

import (
	"bytes"
	"testing"

	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/outboxtest"
	"makewhole/outbox/signers"
	"makewhole/test/dbtest"
)

// TestSenderWithAKeyService runs the sender's whole story with a key whose two
// signatures over one transaction differ (S4): what
// was stored is what counts, never a hash computed again.
func TestSenderWithAKeyService(t *testing.T) {
	withAWS(t)
	v := &vault{key: keys.DevKey(1)}
	endpoint := fakeAWS(t, v, "ECC_SECG_P256K1")
	if a, b := v.sign(make([]byte, 32)), v.sign(make([]byte, 32)); bytes.Equal(a, b) {
		t.Fatal("the fake signs deterministically")
	}
	key := func(t *testing.T, chainID uint64) outbox.Signer {
		t.Helper()
		s, err := signers.Open(t.Context(), awsSpec(awsKeyID, endpoint), chainID)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	store := func(t *testing.T) outboxtest.Store {
		t.Helper()
		clock := dbtest.NewClock()
		return outboxtest.Store{DB: dbtest.Open(t, clock.Now), Now: clock.Now, Advance: clock.Advance}
	}
	t.Run("conforms", func(t *testing.T) {
		outboxtest.ConformKey(t, key, func(*testing.T) outboxtest.Backend { return outboxtest.NewFake() }, store)
	})
	if v.signs.Load() < 10 {
		t.Errorf("the service signed %d times only", v.signs.Load())
	}
}
