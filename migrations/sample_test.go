package migrations_test

import (
	"testing"

	"makewhole/test/dbtest"
)

const nasty = dbtest.Nasty

var sampleTime = dbtest.SampleTime

// enums are the CHECK lists: "claims_state" → its values.
func enums(t *testing.T) map[string][]string { t.Helper(); return dbtest.Enums(t) }

// samples is at least one valid row of every table, filled with extremes.
func samples(t *testing.T) []any { t.Helper(); return dbtest.Samples(t) }

// pairs are columns that are NULL together or not at all.
var pairs = map[string][]string{
	"objections.answered_by": {"answered_at"}, "objections.answered_at": {"answered_by"},
	"entitlements.cover_id": {"claim_id"},
	"recoveries.tx_hash":    {"log_index"}, "recoveries.log_index": {"tx_hash"},
}

// never are columns whose sample row needs them.
var never = map[string]bool{"idempotency_keys.done_at": true}
