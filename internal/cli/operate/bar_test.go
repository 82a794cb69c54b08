package operate

import (
	"testing"

	"makewhole/distributions"
	"makewhole/money"
)

func TestBarsAndBuckets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, whole uint64
		want        string
	}{
		{0, 3, "░░░░░░░░░░░░░░░░░░░░   0%"}, {1, 2, "██████████░░░░░░░░░░  50%"}, {999, 1000, "███████████████████░  99%"},
		{7, 7, "████████████████████ 100%"}, {0, 0, "░░░░░░░░░░░░░░░░░░░░   –"},
	} {
		if got := bar(money.FromUint64(c.part), money.FromUint64(c.whole)); got != c.want {
			t.Errorf("%d of %d: %q", c.part, c.whole, got)
		}
	}
	for i, want := range []string{"over", "0 to 7 days", "over 90 days"} {
		b := []distributions.Bucket{{From: -100_000, To: -1}, {From: 0, To: 7}, {From: 91, To: -1}}[i]
		if got := bucketName(b, i, 3); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
