package signing_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
)

func TestMemberSignsOneActOfASlotAtATime(t *testing.T) {
	t.Parallel()
	key, err := keys.NewDevSigner(6, 31337)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_800_000_000, 0)
	m := &signing.Member{Signer: key, Store: openStore(t, filepath.Join(t.TempDir(), "signed")), Now: func() time.Time { return now }}
	act := func(slot string, digest byte, ahead time.Duration) signing.Act {
		return signing.Act{Digest: common.Hash{digest}, Slot: slot, Once: true, ValidUntil: uint64(1_800_000_000 + ahead/time.Second)}
	}
	refused := func(a signing.Act, want error) {
		t.Helper()
		if _, err := m.SignAct(a); !errors.Is(err, signing.ErrRefused) || !errors.Is(err, want) {
			t.Errorf("signed %+v: %v", a, err)
		}
	}
	first := act("earmark:1:0", 1, time.Hour)
	for range 2 { // the signature may have been lost
		sig, err := m.SignAct(first)
		if err != nil {
			t.Fatal(err)
		}
		if by, err := contracts.RecoverSigner(first.Digest, sig); err != nil || by != key.Address() {
			t.Errorf("signed by %s: %v", by, err)
		}
	}
	refused(act("earmark:1:0", 2, time.Hour), signing.ErrSignedOther)
	refused(act("earmark:1:0", 2, 2*time.Hour), signing.ErrSignedOther)
	refused(act("earmark:1:1", 2, -time.Second), contracts.ErrTerm)
	refused(act("earmark:1:1", 2, contracts.MaxTerm+time.Second), contracts.ErrTerm)
	if _, err := m.SignAct(act("earmark:1:1", 2, time.Hour)); err != nil {
		t.Errorf("another slot: %v", err)
	}
	now = now.Add(time.Hour + time.Second)
	if _, err := m.SignAct(act("earmark:1:0", 2, 2*time.Hour)); err != nil {
		t.Errorf("after the end of the first: %v", err)
	}
	// Cancellations say the same thing, so that there may be several.
	for i, ahead := range []time.Duration{2 * time.Hour, 3 * time.Hour} {
		a := act(signing.CancelSlot(common.Hash{7}), byte(i), ahead)
		a.Once = false
		if _, err := m.SignAct(a); err != nil {
			t.Error(err)
		}
	}
	m.Now = nil
	refused(act("earmark:2:0", 1, time.Hour), signing.ErrRefused)
}
