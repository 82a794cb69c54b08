package settlebench

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/models"
)

// BenchmarkVerify drafts a settlement of VERIFY_CLAIMS claims (default 20,000)
// and times each rule that needs no chain over it, in things looked at a second.
//
//	VERIFY_CLAIMS=200000 go test ./test/settlebench -run '^$' -bench Verify -benchtime 1x
func BenchmarkVerify(b *testing.B) {
	n := 20_000
	if v, err := strconv.Atoi(os.Getenv("VERIFY_CLAIMS")); err == nil {
		n = v
	}
	ctx, dir := b.Context(), b.TempDir()
	eng := &sqliteEngine{dir: dir}
	var w *world
	err := eng.seeded(ctx, func(db *models.DB) (err error) {
		w, err = seed(ctx, db, n)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	err = eng.copied(ctx, func(db *models.DB) error {
		var r Result
		if _, err := r.draft(ctx, db, w); err != nil {
			return err
		}
		v, err := rules.New(audit.Config{DB: db, ChainID: 31337})
		if err != nil {
			return err
		}
		for b.Loop() {
			timeRules(b, v)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// timeRules runs everything once and reports each rule that looked at much.
func timeRules(b *testing.B, v *audit.Verifier) {
	b.Helper()
	var most uint64
	start, begin, all := time.Now(), time.Now(), int64(0)
	_, err := v.Check(b.Context(), audit.Scope{}, audit.Progress{Rule: func(res audit.Result) {
		took := time.Since(start).Seconds()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
		all += res.Checked
		if took > 0.05 {
			b.ReportMetric(float64(res.Checked)/took, res.Rule+"/s")
			b.Logf("%-4s %9d things in %6.2f s, %s", res.Rule, res.Checked, took, res.Status)
		}
		start = time.Now()
	}})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("all  %9d things in %6.2f s, heap at most %d MiB after a rule", all, time.Since(begin).Seconds(), most>>20)
}
