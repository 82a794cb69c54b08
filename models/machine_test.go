package models_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm/schema"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

var door = models.Machine{Name: "cover", Edges: []models.Edge{
	{Event: "sell", To: "active", Role: "wallet|staff"},
	{From: "active", Event: "cancel", To: "cancelled", Role: "underwriter"},
}}

var (
	holder      = models.WalletActor(common.Address{1}, "req-1")
	underwriter = models.Actor{Kind: models.ActorStaff, ID: "stf_a", Person: "ann", Roles: []string{"underwriter"}, RequestID: "req-2"}
)

// newCover records everything a cover hangs on.
func newCover(t *testing.T, tx *models.Tx) models.Cover {
	t.Helper()
	asset, err := tx.EnsureAsset(newAsset(1))
	if err != nil {
		t.Fatal(err)
	}
	p := newProtocol(strings.ToLower(models.NewID("s")))
	product := models.Product{PublicID: models.NewID("prd"), Name: "P", LimitAssetID: asset.ID}
	wording := models.Wording{PublicID: models.NewID("wrd"), Number: 1, Terms: "{}"}
	for _, step := range []func() error{
		func() error { return models.Insert(tx, &p) },
		func() error { product.ProtocolID = p.ID; return models.Insert(tx, &product) },
		func() error { wording.ProductID = product.ID; return models.Insert(tx, &wording) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return models.Cover{
		PublicID: models.NewID("cov"), ProductID: product.ID, WordingID: wording.ID, Kind: "individual",
		Holder: models.Addr(common.Address{1}), Limit: models.Amt(money.FromUint64(100)),
		ActiveFrom: dbtest.Start, ActiveTo: dbtest.Start.AddDate(1, 0, 0),
	}
}

// entries returns the audit log decoded.
func entries(t *testing.T, tx *models.Tx) []models.AuditRecord {
	t.Helper()
	var out []models.AuditRecord
	err := models.EachRow(tx, func(e *models.AuditEntry) error {
		r, err := models.DecodeAudit(e.Body)
		if err != nil {
			return err
		}
		if tlog.RecordHash(e.Body) != tlog.Hash(e.LeafHash.Hash) || !bytes.Equal(r.Encode(), e.Body) {
			t.Errorf("entry %d is not canonical", e.ID)
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMoveWritesOneHistoryRowAndOneAuditEntry(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var c models.Cover
		must(t, db, func(tx *models.Tx) error {
			c = newCover(t, tx)
			return models.Start(tx, door, &c, "sell", holder, "sold")
		})
		must(t, db, func(tx *models.Tx) error {
			c.Limit = models.Amt(money.Max)
			return models.Move(tx, door, &c, "cancel", underwriter, "asked for", "limit")
		})
		must(t, db, func(tx *models.Tx) error {
			got, err := models.ByID[models.Cover](tx, c.ID)
			if err != nil {
				return err
			}
			if got != c || got.State != "cancelled" || got.Version != 1 || got.Limit.Amount != money.Max {
				t.Errorf("row %+v, moved %+v", got, c)
			}
			history, err := tx.History("cover", c.ID)
			if err != nil {
				return err
			}
			if len(history) != 2 || history[0].From != "" || history[0].To != "active" {
				t.Fatalf("history %+v", history)
			}
			want := models.Transition{
				ID: history[1].ID, Machine: "cover", SubjectID: c.ID, From: "active", Event: "cancel", To: "cancelled",
				Actor: "staff:stf_a", Reason: "asked for", RequestID: "req-2", At: dbtest.Start,
			}
			if history[1] != want {
				t.Errorf("history %+v, want %+v", history[1], want)
			}
			log := entries(t, tx)
			if len(log) != 2 {
				t.Fatalf("%d audit entries, want 2", len(log))
			}
			checkMoveEntry(t, log[0], log[1], c.PublicID)
			return nil
		})
	})
}

func checkMoveEntry(t *testing.T, first, second models.AuditRecord, publicID string) {
	t.Helper()
	type details struct{ Before, After, From, To, Reason string }
	var a, b details
	if err := errors.Join(json.Unmarshal([]byte(first.Details), &a), json.Unmarshal([]byte(second.Details), &b)); err != nil {
		t.Fatal(err)
	}
	if second.Action != "cover.cancel" || second.Subject != publicID || second.ActorID != "stf_a" || second.Person != "ann" || second.RequestID != "req-2" {
		t.Errorf("entry %+v", second)
	}
	if a.Before != "" || len(a.After) != 64 || b.Before != a.After || b.After == b.Before || b.To != "cancelled" {
		t.Errorf("hashes do not chain: %+v then %+v", a, b)
	}
}

func TestMoveRefuses(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var c models.Cover
		must(t, db, func(tx *models.Tx) error {
			c = newCover(t, tx)
			return models.Start(tx, door, &c, "sell", holder, "")
		})
		move := func(row models.Cover, event string, by models.Actor) func(tx *models.Tx) error {
			return func(tx *models.Tx) error { return models.Move(tx, door, &row, event, by, "") }
		}
		stale, lied := c, c
		stale.Version, lied.State = 7, "cancelled"
		refused(t, db, models.ErrForbidden, move(c, "cancel", holder))
		refused(t, db, models.ErrState, move(c, "explode", underwriter))
		refused(t, db, models.ErrState, move(lied, "cancel", underwriter))
		refused(t, db, models.ErrVersion, move(stale, "cancel", underwriter))
		var te *models.TransitionError
		if err := db.Tx(ctx, move(c, "explode", underwriter)); !errors.As(err, &te) || te.From != "active" || te.Machine != "cover" {
			t.Errorf("transition error: %v", err)
		}
		must(t, db, func(tx *models.Tx) error {
			if n := len(entries(t, tx)); n != 1 {
				t.Errorf("%d audit entries after refusals, want 1", n)
			}
			return nil
		})
	})
}

// The state in the database decides, not the one a caller read: a row whose
// state moved without its version is not moved again.
func TestMoveComparesTheStoredState(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	loop := models.Machine{Name: "cover", Edges: []models.Edge{
		{Event: "sell", To: "active"}, {From: "cancelled", Event: "revive", To: "active"},
	}}
	var c models.Cover
	must(t, db, func(tx *models.Tx) error {
		c = newCover(t, tx)
		return models.Start(tx, loop, &c, "sell", holder, "")
	})
	c.State = "cancelled"
	refused(t, db, models.ErrVersion, func(tx *models.Tx) error {
		return models.Move(tx, loop, &c, "revive", holder, "")
	})
	if c.State != "cancelled" {
		t.Errorf("a refused move left state %q", c.State)
	}
}

func TestMachineStates(t *testing.T) {
	t.Parallel()
	if got := strings.Join(door.States(), " "); got != "active cancelled" {
		t.Errorf("states %q", got)
	}
}

func TestActorRoles(t *testing.T) {
	t.Parallel()
	staff := models.StaffActor(models.Staff{ID: 3, PublicID: "stf_x", Person: "p", Roles: "senior,treasurer"}, "r")
	for role, want := range map[string]bool{
		"senior": true, "treasurer": true, "staff": true, "admin|senior": true, "admin": false, "": false, "job": false, "seni": false,
	} {
		if staff.Has(role) != want {
			t.Errorf("Has(%q) = %v", role, !want)
		}
	}
	if s := models.JobActor("settle").String(); s != "job:settle" {
		t.Error(s)
	}
	none := models.StaffActor(models.Staff{PublicID: "stf_y"}, "")
	if none.Has("") || len(none.Roles) != 0 {
		t.Errorf("staff without roles has %v", none.Roles)
	}
}

func TestAuditBodyIsCanonical(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	must(t, db, func(tx *models.Tx) error {
		return tx.Audit(holder, "file.read", "clm_1", map[string]any{"b": 1, "a": "<é>", "n": json.Number("12345678901234567890")})
	})
	must(t, db, func(tx *models.Tx) error {
		log := entries(t, tx)
		want := models.AuditRecord{
			At: "2026-01-02T03:04:05.678901Z", ActorKind: "wallet", ActorID: "0x0100000000000000000000000000000000000000",
			Person: "0x0100000000000000000000000000000000000000", RequestID: "req-1", Action: "file.read", Subject: "clm_1",
			Details: `{"a":"<é>","b":1,"n":12345678901234567890}`,
		}
		if len(log) != 1 || log[0] != want {
			t.Errorf("log %+v", log)
		}
		return nil
	})
	body := models.AuditRecord{Action: "a"}.Encode()
	for name, bad := range map[string][]byte{
		"empty": {}, "cut": body[:len(body)-1], "trailing": append(bytes.Clone(body), 0),
		"magic": append([]byte("x"), body...), "length": bytes.Replace(body, []byte{0, 0, 0, 1}, []byte{255, 255, 255, 255}, 1),
	} {
		if _, err := models.DecodeAudit(bad); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
	refused(t, db, models.ErrReadOnly, func(*models.Tx) error {
		return db.Read(ctx, func(tx *models.Tx) error { return tx.Audit(holder, "x", "", nil) })
	})
	if err := db.Tx(ctx, func(tx *models.Tx) error { return tx.Audit(models.Actor{}, "x", "", nil) }); err == nil {
		t.Error("nobody acted and it was audited")
	}
}

// TestAuditDetailsHaveOneForm: one value is one text, in whatever shape it comes,
// and what was handed over stays as it is.
func TestAuditDetailsHaveOneForm(t *testing.T) {
	t.Parallel()
	type details struct {
		Z string `json:"z"`
		A int64  `json:"a"`
	}
	db := dbtest.New(t)
	for text, shapes := range map[string][]any{
		`{"a":7,"z":"<é>"}`: {map[string]any{"z": "<é>", "a": 7}, map[string]any{"a": int64(7), "z": json.RawMessage(`"<é>"`)}, details{"<é>", 7}, &details{"<é>", 7}},
		`{"a":0,"z":"�"}`:   {map[string]any{"z": "\xff", "a": 0}, details{Z: "\xff"}, &details{Z: "\xff"}},
	} {
		for _, shape := range shapes {
			before := fmt.Sprintf("%+v", shape)
			must(t, db, func(tx *models.Tx) error { return tx.Audit(holder, "x", "", shape) })
			must(t, db, func(tx *models.Tx) error {
				log := entries(t, tx)
				if have := log[len(log)-1].Details; have != text || fmt.Sprintf("%+v", shape) != before {
					t.Errorf("%T: %s, want %s; left %+v", shape, have, text, shape)
				}
				return nil
			})
		}
	}
}

// Fields of different lengths with equal concatenations differ when encoded.
func TestAuditFieldsCannotRunIntoEachOther(t *testing.T) {
	t.Parallel()
	a := models.AuditRecord{ActorKind: "ab", ActorID: "c"}.Encode()
	b := models.AuditRecord{ActorKind: "a", ActorID: "bc"}.Encode()
	if bytes.Equal(a, b) {
		t.Error("two records have one encoding")
	}
}

// Every row with a state names its own column, which exists.
func TestSubjectsPointAtTheirState(t *testing.T) {
	t.Parallel()
	stateful := 0
	for _, row := range models.All() {
		s, ok := row.(interface{ Subject() models.Subject })
		if !ok {
			continue
		}
		stateful++
		rv := reflect.ValueOf(row).Elem()
		rv.FieldByName("ID").SetInt(7)
		rv.FieldByName("PublicID").SetString("pub_x")
		subject := s.Subject()
		*subject.State = "moved"
		sch, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		f := sch.LookUpField(subject.Column)
		if f == nil || rv.FieldByName(f.Name).String() != "moved" || subject.ID != 7 || subject.PublicID != "pub_x" {
			t.Errorf("%s: %+v", sch.Name, subject)
		}
	}
	if stateful < 11 {
		t.Errorf("%d rows have a state", stateful)
	}
}
