package jobs_test

import (
	"strings"
	"sync"
	"testing"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/jobs"
	"makewhole/models"
	"makewhole/test/dbtest"
)

func verifyJobs(t *testing.T, db *models.DB) map[string]jobs.Job {
	t.Helper()
	v, err := rules.New(audit.Config{DB: db, ChainID: 31337})
	if err != nil {
		t.Fatal(err)
	}
	table, err := jobs.Table(jobs.Services{DB: db, Verifier: v}, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]jobs.Job{}
	for _, j := range table {
		out[j.Name] = j
	}
	return out
}

// What the others found freezes settlement, though a rule broke.
func TestABrokenRuleDoesNotHinderTheFreeze(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		_, err := verifyJobs(t, db)["verify-full"].Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), "rule V9 broke") || !strings.Contains(err.Error(), "V13") {
			t.Errorf("%v", err)
		}
		err = db.Read(t.Context(), func(tx *models.Tx) error {
			frozen, reason, err := tx.Frozen()
			if !frozen || !strings.Contains(reason, "V13") {
				t.Errorf("frozen %v: %s", frozen, reason)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}, "ALTER TABLE tx_attempts RENAME TO gone", "DELETE FROM flags")
}

// Both verifications at once, again and again, beside a writer: each range is
// marked once, and nothing that is whole is told as changed.
func TestVerificationsAtOnceMarkARangeOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		table := verifyJobs(t, db)
		for round := range 8 {
			err := db.Tx(t.Context(), func(tx *models.Tx) error {
				return tx.Audit(models.SystemActor("test"), "test.round", "x", map[string]any{"n": round})
			})
			if err != nil {
				t.Fatal(err)
			}
			var wg sync.WaitGroup
			for _, name := range []string{"verify", "verify-full", "verify-full"} {
				wg.Go(func() {
					// without a chain some rules are not checked: that is the run's error
					_, err := table[name].Run(t.Context())
					if err == nil || strings.Contains(err.Error(), "frozen") || strings.Contains(err.Error(), "broke") {
						t.Errorf("%s: %v", name, err)
					}
				})
			}
			wg.Wait()
		}
		seen := map[[2]any]int{}
		err := db.Read(t.Context(), func(tx *models.Tx) error {
			return models.EachRow(tx, func(m *models.VerifyMark) error {
				if m.RowCount > 0 {
					seen[[2]any{m.Stream, m.LastID}]++
				}
				return nil
			})
		})
		if err != nil || len(seen) < 2 {
			t.Errorf("marks %v, %v", seen, err)
		}
		for at, n := range seen {
			if n != 1 {
				t.Errorf("%v is marked %d times", at, n)
			}
		}
	})
}
