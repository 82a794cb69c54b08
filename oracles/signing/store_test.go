package signing_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/oracles/signing"
)

func openStore(t *testing.T, path string) *signing.SignStore {
	t.Helper()
	s, err := signing.OpenSignStore(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSignStoreSurvives(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "signed")
	s := openStore(t, path)
	a, b := common.Hash{1}, common.Hash{2}
	for _, err := range []error{s.Reserve("slot-1", a, "line", 1), s.Reserve("slot-1", a, "line", 1), s.Reserve("slot-3", b, "line", 3)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := signing.OpenSignStore(path); !errors.Is(err, signing.ErrStore) {
		t.Errorf("a second process opened it: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"slot":"slot-4","dig`); err != nil { // the power went
		t.Fatal(err)
	}
	f.Close()
	s = openStore(t, path)
	if err := s.Reserve("slot-1", b, "line", 1); !errors.Is(err, signing.ErrSignedOther) {
		t.Errorf("second digest in a slot: %v", err)
	}
	if err := s.Reserve("slot-2", a, "line", 2); !errors.Is(err, signing.ErrBehind) {
		t.Errorf("below the high-water mark: %v", err)
	}
	if err := s.Reserve("slot-4", a, "line", 4); err != nil {
		t.Errorf("after the cut line: %v", err)
	}
	if !s.Signed(b) || s.Signed(common.Hash{9}) {
		t.Error("does not know what it signed")
	}
	s.Close()
	s = openStore(t, path)
	defer s.Close()
	if err := s.Reserve("slot-4", b, "line", 4); !errors.Is(err, signing.ErrSignedOther) {
		t.Errorf("forgot what was written after the cut line: %v", err)
	}
}

func TestSignStoreRefuses(t *testing.T) {
	t.Parallel()
	open := filepath.Join(t.TempDir(), "open")
	if err := os.WriteFile(open, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := signing.OpenSignStore(open); !errors.Is(err, signing.ErrKey) {
		t.Errorf("world-readable: %v", err)
	}
	broken := filepath.Join(t.TempDir(), "broken")
	if err := os.WriteFile(broken, []byte("what\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := signing.OpenSignStore(broken); !errors.Is(err, signing.ErrStore) {
		t.Errorf("damaged: %v", err)
	}
}
