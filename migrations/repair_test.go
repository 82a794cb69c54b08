package migrations_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/migrations"
)

// Marks that two verifications stored twice are there once afterwards: the first
// of a chain, the last of a fact.
func TestMarksStoredTwiceAreRepaired(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s scratch) {
		ctx := context.Background()
		if err := migrations.UpTo(ctx, s.driver, s.sql, 13); err != nil {
			t.Fatal(err)
		}
		for i, m := range []struct {
			stream string
			last   int
		}{{"transitions", 52}, {"transitions", 52}, {"transitions", 60}, {"blocks", 9}, {"blocks", 9}, {"settlement", 1}} {
			s.exec(t, "INSERT INTO verify_marks (stream, last_id, seen_id, row_count, hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
				m.stream, m.last, m.last, i, "0x"+strings.Repeat("a", 64), sampleTime)
		}
		if err := migrations.Up(ctx, s.driver, s.sql); err != nil {
			t.Fatal(err)
		}
		have := s.strings1(t, "SELECT stream || ' ' || CAST(last_id AS text) || ' ' || CAST(row_count AS text) FROM verify_marks ORDER BY id")
		if want := []string{"transitions 52 0", "transitions 60 2", "blocks 9 4", "settlement 1 5"}; !slices.Equal(have, want) {
			t.Errorf("%q, want %q", have, want)
		}
	})
}

// Tokens that were kept for replay are gone, other answers stay.
func TestKeptTokensAreRemoved(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s scratch) {
		ctx := context.Background()
		if err := migrations.UpTo(ctx, s.driver, s.sql, 13); err != nil {
			t.Fatal(err)
		}
		for i, route := range []string{"POST /v1/admin/staff", "POST /v1/admin/staff/{id}/token", "POST /v1/claims"} {
			body := []byte(fmt.Sprintf(`{"id":"x","token":"mws_%d"}`, i))
			s.exec(t, `INSERT INTO idempotency_keys (actor, route, "key", fingerprint, status, code, body, created_at, done_at) VALUES ('a', ?, 'k', ?, 'done', 201, ?, ?, ?)`,
				route, "0x"+strings.Repeat("a", 64), body, sampleTime, sampleTime.Add(time.Second))
		}
		if err := migrations.Up(ctx, s.driver, s.sql); err != nil {
			t.Fatal(err)
		}
		text := "CAST(body AS text)"
		if s.driver == "postgres" {
			text = "convert_from(body, 'UTF8')"
		}
		have := s.strings1(t, "SELECT "+text+" FROM idempotency_keys ORDER BY id")
		if want := []string{"", "", `{"id":"x","token":"mws_2"}`}; !slices.Equal(have, want) {
			t.Errorf("%q, want %q", have, want)
		}
	})
}
