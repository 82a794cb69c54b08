package rounds_test

import (
	"testing"

	"pgregory.net/rapid"

	"makewhole/rounds"
)

// TestEveryHistoryHasARound: whatever happened, the next round can be computed
// and breaks no law, and every settlement of it can be written as a file that
// Check accepts.
func TestEveryHistoryHasARound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawState(rt)
		result, err := rounds.Compute(s)
		if err != nil {
			rt.Fatalf("%v\n%s", err, text(rt, s))
		}
		for i := range result.Settlements {
			f := fileOf(t, s, &result.Settlements[i])
			if err := rounds.Check(s, f); err != nil {
				rt.Fatalf("%s: %v\n%s", f.Source, err, text(rt, s))
			}
		}
	})
}
