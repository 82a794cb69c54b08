package jobs_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/jobs"
	"makewhole/models"
	"makewhole/test/dbtest"
)

func TestTidyForgetsOnlyWhatIsOver(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		now := clock.Now()
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			for i, age := range []time.Duration{0, 40 * 24 * time.Hour} {
				at := now.Add(-age)
				hash := models.H(common.BytesToHash([]byte{byte(i + 1)}))
				rows := []error{
					models.Insert(tx, &models.LoginNonce{Nonce: string(rune('a' + i)), Text: "t", ExpiresAt: at.Add(time.Minute), CreatedAt: at}),
					models.Insert(tx, &models.Session{TokenHash: hash, LastSeenAt: at, ExpiresAt: at.Add(time.Hour), CreatedAt: at}),
					models.Insert(tx, &models.IdempotencyKey{Actor: "a", Route: "r", Key: string(rune('a' + i)), Fingerprint: hash, Status: "done", DoneAt: &at, CreatedAt: at}),
					models.Insert(tx, &models.IdempotencyKey{Actor: "a", Route: "r", Key: string(rune('x' + i)), Fingerprint: hash, Status: "started", CreatedAt: at}),
				}
				for _, err := range rows {
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		table, err := jobs.Table(jobs.Services{DB: db}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"2 sign-ins forgotten, 1 keys forgotten", ""} {
			got, err := table[len(table)-1].Run(t.Context())
			if err != nil || got != want {
				t.Errorf("%q, %v; want %q", got, err, want)
			}
		}
		left := 0
		err = db.Read(t.Context(), func(tx *models.Tx) error {
			return models.EachRow(tx, func(*models.IdempotencyKey) error { left++; return nil })
		})
		if err != nil || left != 3 {
			t.Errorf("%d keys left, %v", left, err)
		}
	})
}
