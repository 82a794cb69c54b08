//go:build !nodevnet

package app

import (
	"io"
	"testing"
)

// With a block time the embedded chain goes on by itself: its clock is seen by calls
// against the head although nobody sends anything.
func TestBlockTimeOfTheEmbeddedChain(t *testing.T) {
	t.Parallel()
	f, err := ParseFlags("--dev", "--block-time", "20ms", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), io.Discard, f)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	first, err := a.Chain.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for {
		head, err := a.Chain.HeaderByNumber(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if head.Number.Uint64() >= first.Number.Uint64()+14 { // idle blocks come 1, 2, 4, 8 … s apart: the last after four hours
			if head.Time <= first.Time {
				t.Errorf("the clock stands at %d", head.Time)
			}
			return
		}
	}
}
