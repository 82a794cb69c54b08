package senderbench

import (
	"testing"
	"time"
)

// BenchmarkSender reports the sender's time beside the bare time of the same
// run; x/bare is what must stay within 2.
func BenchmarkSender(b *testing.B) {
	const n, window = 512, 16
	var sender, bare time.Duration
	for b.Loop() {
		r, err := Run(b.Context(), n, window)
		if err != nil {
			b.Fatal(err)
		}
		sender, bare = sender+r.Sender, bare+r.Bare
	}
	runs := float64(b.N * n)
	b.ReportMetric(runs/sender.Seconds(), "sent/s")
	b.ReportMetric(runs/bare.Seconds(), "bare/s")
	b.ReportMetric(sender.Seconds()/bare.Seconds(), "x/bare")
	b.ReportMetric(0, "ns/op")
}

// TestBothSidesPayEverybody runs the harness once, small: a benchmark that does
// not do the work measures nothing.
func TestBothSidesPayEverybody(t *testing.T) {
	t.Parallel()
	r, err := Run(t.Context(), 40, 16)
	if err != nil {
		t.Fatal(err)
	}
	if r.Sender <= 0 || r.Bare <= 0 || r.N != 40 {
		t.Errorf("result %+v", r)
	}
	t.Logf("sender %s, bare %s, %d %%", r.Sender, r.Bare, r.Ratio())
}
