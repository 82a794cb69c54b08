package senderbench

import (
	"testing"
	"time"
)

// BenchmarkSender reports the sender's time beside the bare time of the same
// run; x/bare is what must stay within 2.
func BenchmarkSender(b *testing.B) {
	for _, bench := range []struct {
		name string
		Options
	}{
		{"transfers/memory", Options{N: 512, Window: 16}},
		{"transfers/disk", Options{N: 512, Window: 16, Disk: true}},
		{"pushes/disk", Options{N: 32, Window: 16, Lines: 100, Disk: true}},
	} {
		b.Run(bench.name, func(b *testing.B) { measure(b, bench.Options) })
	}
}

func measure(b *testing.B, o Options) {
	var sender, bare time.Duration
	for b.Loop() {
		r, err := Run(b.Context(), o)
		if err != nil {
			b.Fatal(err)
		}
		sender, bare = sender+r.Sender, bare+r.Bare
	}
	sent := float64(b.N * o.N)
	b.ReportMetric(sent/sender.Seconds(), "sent/s")
	b.ReportMetric(sent/bare.Seconds(), "bare/s")
	b.ReportMetric(sender.Seconds()/bare.Seconds(), "x/bare")
	b.ReportMetric(0, "ns/op")
}

// TestBothSidesPayEverybody runs the harness small, in every shape: a benchmark
// that does not do the work measures nothing. Run looks up every receiver.
func TestBothSidesPayEverybody(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"transfers": {N: 40, Window: 16},
		"disk":      {N: 8, Window: 4, Disk: true},
		"pushes":    {N: 3, Window: 16, Lines: 8},
		"part of a subtree, more than a window, on disk": {N: 5, Window: 2, Lines: 5, Disk: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			if r.Sender <= 0 || r.Bare <= 0 || r.Options != o {
				t.Errorf("result %+v", r)
			}
			t.Logf("sender %s, bare %s", r.Sender, r.Bare)
		})
	}
}

// TestUnpaidIsNoticed asks for the money before anything is sent, and after one
// side was paid in part only.
func TestUnpaidIsNoticed(t *testing.T) {
	t.Parallel()
	w, err := start(t.Context(), Options{N: 2, Window: 1, Lines: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	loads, err := w.loads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.paid(t.Context(), loads[0]); err == nil {
		t.Error("paid before anything was sent")
	}
	w.N = 1
	if _, err := w.bare(t.Context(), loads[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.paid(t.Context(), loads[0]); err == nil {
		t.Error("paid by half of the pushes")
	}
	loads[0].due = loads[0].due[:4]
	if err := w.paid(t.Context(), loads[0]); err != nil {
		t.Errorf("the first push: %v", err)
	}
}
