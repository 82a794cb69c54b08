package settlebench

import (
	"context"
	"os"
	"testing"

	"makewhole/models"
)

// measured is one size on every engine there is.
func measured(t testing.TB, n int, use func(t testing.TB, r Result)) {
	t.Helper()
	for engine, dsn := range map[string]string{"sqlite": "", "postgres": os.Getenv("TEST_DATABASE_URL")} {
		if engine == "postgres" && dsn == "" {
			t.Log("PostgreSQL is left out: TEST_DATABASE_URL is not set")
			continue
		}
		r, err := Measure(context.Background(), Options{DSN: dsn, Dir: t.TempDir(), Runs: 1, Log: t.Logf}, n)
		if err != nil {
			t.Fatalf("%s: %v", engine, err)
		}
		if r.Engine != engine {
			t.Fatalf("engine %s, want %s", r.Engine, engine)
		}
		use(t, r)
	}
}

func TestMeasureDraftsAndChecksEveryRow(t *testing.T) {
	t.Parallel()
	const n = 3000
	measured(t, n, func(t testing.TB, r Result) {
		if r.Claims != n || r.RowsRead != n || r.RowsWritten != n || r.Leaves >= n || r.Leaves < n*9/10 {
			t.Errorf("%s counts: %+v", r.Engine, r)
		}
		steps := r.Read + r.Allocate + r.Hash + r.Tree + r.Store
		if r.Read <= 0 || r.Allocate <= 0 || r.Hash <= 0 || r.Tree <= 0 || r.Store <= 0 || steps > r.Total*1.001 || steps < r.Total/2 {
			t.Errorf("%s: the steps take %f of %f s", r.Engine, steps, r.Total)
		}
		if r.FloorOut <= 0 || r.FloorIn <= 0 || r.Ratio <= 0 || r.TreeRatio <= 0 {
			t.Errorf("%s: %+v", r.Engine, r)
		}
	})
}

// A changed line, a changed sum, a missing line and a changed file are seen.
func TestCheckSeesWhatIsWrong(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	eng := &sqliteEngine{dir: t.TempDir()}
	var w *world
	err := eng.seeded(ctx, func(db *models.DB) (err error) {
		w, err = seed(ctx, db, 500)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, lie := range map[string]string{
		"":                   "",
		"an amount":          "UPDATE allocations SET amount = (SELECT min(amount) FROM allocations WHERE leaf_index IS NOT NULL) WHERE leaf_index = 7",
		"a receiver":         "UPDATE allocations SET receiver = '0x00000000000000000000000000000000000000aa' WHERE leaf_index = 7",
		"a line is missing":  "DELETE FROM allocations WHERE leaf_index IS NULL AND amount = (SELECT min(amount) FROM allocations)",
		"a byte of the file": "UPDATE entitlement_parts SET data = CAST(replace(CAST(data AS text), 'water', 'later') AS blob)",
	} {
		err := eng.copied(ctx, func(db *models.DB) error {
			var r Result
			st, err := r.draft(ctx, db, w)
			if err != nil {
				t.Fatal(err)
			}
			if lie != "" {
				tell(t, eng, lie)
			}
			_, err = check(ctx, db, &st, w.n)
			return err
		})
		if (err == nil) != (lie == "") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// tell changes the open copy behind the store's back.
func tell(t *testing.T, eng *sqliteEngine, lie string) {
	t.Helper()
	raw, err := rawSQLite(eng.dir + "/draft")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, trigger := range []string{"allocations_content_fixed", "allocations_version_step", "allocations_no_delete", "entitlement_parts_no_update"} {
		if _, err := raw.Exec("DROP TRIGGER " + trigger); err != nil {
			t.Fatal(err)
		}
	}
	res, err := raw.Exec(lie)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := res.RowsAffected(); n < 1 {
		t.Fatalf("nothing was changed: %s", lie)
	}
}

// BenchmarkSettle is small enough for every day:
//
//	go test -run xxx -bench Settle ./test/settlebench/
func BenchmarkSettle(b *testing.B) {
	const n = 10_000
	for b.Loop() {
		measured(b, n, func(t testing.TB, r Result) {
			b.ReportMetric(r.Ratio, r.Engine+"-x-floor")
			b.ReportMetric(r.Total/n*1e9, r.Engine+"-ns/claim")
		})
	}
}
