package dbtest

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"gorm.io/gorm/schema"

	"makewhole/models"
	"makewhole/models/sqlite"
	"makewhole/money"
)

// Nasty is text that breaks careless quoting and encoding.
const Nasty = "ä€😀 'single' \"double\" \\back\n%_?$1"

// SampleTime is near every time of a sample row.
var SampleTime = time.Date(2026, 3, 4, 5, 6, 7, 123456000, time.UTC)

var enumCheck = regexp.MustCompile(`CONSTRAINT (\w+)_enum CHECK \("?(\w+)"? IN \(([^)]*)\)\)`)

// Enums reads the CHECK lists of the schema: "claims_state" → its values.
func Enums(t testing.TB) map[string][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "schema.db")
	if err := os.WriteFile(path, template(t), 0o600); err != nil {
		t.Fatal(err)
	}
	db := sqlite.Open(path, true, nil)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT sql FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		for _, m := range enumCheck.FindAllStringSubmatch(text, -1) {
			for v := range strings.SplitSeq(m[3], ", ") {
				out[m[1]] = append(out[m[1]], strings.Trim(v, "'"))
			}
		}
	}
	if err := rows.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%d lists, %v", len(out), err)
	}
	return out
}

// SchemaOf is how GORM sees a row.
func SchemaOf(t testing.TB, row any) *schema.Schema {
	t.Helper()
	sch, err := schema.Parse(row, &schemas, schema.NamingStrategy{})
	if err != nil {
		t.Fatal(err)
	}
	return sch
}

var schemas sync.Map

// Samples is at least one valid row of every table, filled with extremes, in an
// order in which foreign keys point backwards. Every pointer is set.
func Samples(t testing.TB) []any {
	t.Helper()
	lists := Enums(t)
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
func fill(t testing.TB, row any, lists map[string][]string) {
	t.Helper()
	sch := SchemaOf(t, row)
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

func setExtreme(t testing.TB, fv reflect.Value, i int) {
	t.Helper()
	switch fv.Interface().(type) {
	case string:
		fv.SetString(Nasty)
	case bool:
		fv.SetBool(true)
	case int64:
		fv.SetInt(math.MaxInt64 - 1)
	case int:
		fv.SetInt(255)
	case []byte:
		fv.SetBytes([]byte{0, 1, 0xff, '\'', '\n'})
	case time.Time:
		fv.Set(reflect.ValueOf(SampleTime.Add(time.Duration(i) * time.Microsecond)))
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
	case *models.Cover:
		r.ActiveTo = r.ActiveTo.AddDate(0, 1, 0)
	case *models.CoverAccount:
		*r.InsuredTo = r.InsuredTo.AddDate(0, 1, 0)
	case *models.Staff:
		r.Roles, *r.NextRoles = "admin,treasurer", "admin"
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
	case *models.ReceiptReversal:
		r.Amount = models.Amt(money.FromUint64(1))
	case *models.ReversalConfirmation:
		r.ConfirmedBy = 2
	case *models.ExclusionLift:
		r.Seat = 1
	case *models.OracleReport:
		r.Signature = "0x" + strings.Repeat("f", 130)
	case *models.Review:
		r.Seat = 2
	case *models.Entitlement:
		r.Kind = "cover"
	case *models.Settlement:
		r.State = "draft"
		r.Paid, r.Held, r.Dust, r.Unattributed = less(1_000_000_000_000_000), models.Amt(money.FromUint64(999_999_999_999_998)), models.Amt(money.FromUint64(1)), models.Amt(money.FromUint64(1))
	case *models.Correction:
		r.Kind, r.State, r.Exclusion = models.CorrectionReinstatement, "proposed", "attacker"
		*r.ConfirmedBy = 2
	case *models.RecoveryPayee:
		r.Kind, r.State = models.PayeeProtocol, "proposed"
		*r.ShareBps, *r.ConfirmedBy = 10_000, 2
	case *models.ReceiverWait:
		r.State = "parked"
	case *models.Objection:
		r.State = "unanswered"
	default:
		overrideDesk(row)
	}
}

// overrideDesk is override for monitors, responses, lists and plans.
func overrideDesk(row any) {
	switch r := row.(type) {
	case *models.Monitor:
		r.State = "shadow"
		*r.ArmedBy = 2
	case *models.ResponsePlan:
		*r.AcceptedBy = 2
	case *models.Response:
		*r.AgreedBy, *r.LiftBy = 2, 2
	case *models.WatchGap:
		r.Ended = ""
	case *models.Finding:
		r.State = "open"
	case *models.CoverImport:
		r.State = "proposed"
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
