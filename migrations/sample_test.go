package migrations_test

import (
	"math"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

// nasty is text that breaks careless quoting and encoding.
const nasty = "ä€😀 'single' \"double\" \\back\n%_?$1"

var sampleTime = time.Date(2026, 3, 4, 5, 6, 7, 123456000, time.UTC)

var enumCheck = regexp.MustCompile(`CONSTRAINT (\w+)_enum CHECK \("?(\w+)"? IN \(([^)]*)\)\)`)

// enums reads the CHECK lists of the SQLite golden schema: "claims_state" →
// its values.
func enums(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/schema.sqlite.golden.sql")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, m := range enumCheck.FindAllStringSubmatch(string(text), -1) {
		for v := range strings.SplitSeq(m[3], ", ") {
			out[m[1]] = append(out[m[1]], strings.Trim(v, "'"))
		}
	}
	return out
}

// samples is at least one valid row of every table, filled with extremes, in an
// order in which foreign keys point backwards. Every pointer is set.
func samples(t *testing.T) []any {
	t.Helper()
	lists := enums(t)
	var out []any
	add := func(row any) {
		fill(t, row, lists)
		override(row)
		out = append(out, row)
	}
	for _, row := range models.All() {
		add(row)
		if _, ok := row.(*models.Asset); ok {
			second := &models.Asset{}
			add(second)
			second.ID, second.Address = 2, models.Addr(common.Address{2})
		}
		if r, ok := row.(*models.OutsideReceipt); ok {
			second := &models.OutsideReceipt{}
			add(second)
			second.ID, second.PublicID = 2, r.PublicID+"2"
		}
		if r, ok := row.(*models.ReceiptReversal); ok {
			second := &models.ReceiptReversal{}
			add(second)
			second.ID, second.PublicID = 2, r.PublicID+"2"
		}
		if s, ok := row.(*models.Staff); ok {
			second := &models.Staff{}
			add(second)
			second.ID, second.PublicID, second.Person = 2, s.PublicID+"2", "second person"
			second.TokenHash, second.Wallet = models.H(common.Hash{2}), nil
		}
	}
	return out
}

// fill sets every field of a row.
func fill(t *testing.T, row any, lists map[string][]string) {
	t.Helper()
	sch := schemaOf(t, row)
	rv := reflect.ValueOf(row).Elem()
	for i, f := range sch.Fields {
		fv := rv.FieldByName(f.Name)
		if fv.Kind() == reflect.Pointer {
			fv.Set(reflect.New(fv.Type().Elem()))
			fv = fv.Elem()
		}
		switch {
		case f.Name == "PublicID":
			fv.SetString(strings.ToLower(sch.Name[:3]) + "_abcdefghijklmnopqrstuvwxyz")
		case lists[sch.Table+"_"+f.DBName] != nil:
			list := lists[sch.Table+"_"+f.DBName]
			fv.SetString(list[len(list)-1])
		case strings.HasSuffix(f.Name, "ID") && !strings.HasSuffix(f.Name, "ChainID") && fv.Kind() == reflect.Int64,
			strings.HasSuffix(f.Name, "By") && fv.Kind() == reflect.Int64, f.Name == "AssignedTo":
			fv.SetInt(1)
		default:
			setExtreme(t, fv, i)
		}
	}
}

func setExtreme(t *testing.T, fv reflect.Value, i int) {
	t.Helper()
	switch fv.Interface().(type) {
	case string:
		fv.SetString(nasty)
	case bool:
		fv.SetBool(true)
	case int64:
		fv.SetInt(math.MaxInt64 - 1)
	case int:
		fv.SetInt(255)
	case []byte:
		fv.SetBytes([]byte{0, 1, 0xff, '\'', '\n'})
	case time.Time:
		fv.Set(reflect.ValueOf(sampleTime.Add(time.Duration(i) * time.Microsecond)))
	case models.Amount:
		fv.Set(reflect.ValueOf(models.Amt(money.Max)))
	case models.Address:
		fv.Set(reflect.ValueOf(models.Addr(common.MaxAddress)))
	case models.Hash:
		fv.Set(reflect.ValueOf(models.H(common.MaxHash)))
	default:
		t.Fatalf("no extreme for %s", fv.Type())
	}
}

// override bends the extremes to the laws of the schema.
func override(row any) {
	less := func(n uint64) models.Amount {
		a, _ := money.Max.Sub(money.FromUint64(n))
		return models.Amt(a)
	}
	switch r := row.(type) {
	case *models.Protocol:
		r.Slug = "slug-1"
	case *models.Staff:
		r.Roles = "admin,treasurer"
		other := models.Addr(common.Address{1})
		r.Wallet = &other
	case *models.IdempotencyKey:
		r.Key = strings.Repeat("k", 255)
	case *models.OracleConfig:
		r.F, r.Threshold, r.Count = 1, 3, 4
	case *models.SignerSuspension:
		r.DigestB = models.Hash{}
	case *models.PriceEntry:
		*r.ConfirmedBy = 2
	case *models.ReceiptConfirmation:
		*r.ConfirmedBy = 2
	case *models.ReversalConfirmation:
		r.ConfirmedBy = 2
	case *models.OracleReport:
		r.Signature = "0x" + strings.Repeat("f", 130)
	case *models.Review:
		r.Seat = 2
	case *models.Entitlement:
		r.Kind = "cover"
	case *models.Settlement:
		r.State = "draft"
		r.Paid, r.Held, r.Dust, r.Unattributed = less(1_000_000_000_000_000), models.Amt(money.FromUint64(999_999_999_999_998)), models.Amt(money.FromUint64(1)), models.Amt(money.FromUint64(1))
	case *models.Allocation:
		r.Held = false
	case *models.DistributionPlan:
		r.State, r.Approver = models.PlanProposed, "another person"
	case *models.DistributionChunk:
		r.Level = 8
	case *models.PayoutCheck:
		r.FromBlock = 1
	}
}

// pairs are columns that are NULL together or not at all.
var pairs = map[string][]string{
	"objections.answered_by": {"answered_at"}, "objections.answered_at": {"answered_by"},
	"entitlements.cover_id": {"claim_id"},
	"recoveries.tx_hash":    {"log_index"}, "recoveries.log_index": {"tx_hash"},
}

// never are columns whose sample row needs them.
var never = map[string]bool{"idempotency_keys.done_at": true}
