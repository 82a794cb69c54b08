package migrations_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"gorm.io/driver/postgres"

	"makewhole/migrations"
	"makewhole/models"
	"makewhole/models/sqlite"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// inFlight is the version whose stores had settlements, receipts and recoveries, and
// nothing that came after.
const inFlight = 16

// A store of an earlier version with a settlement on its way goes on where it was, to
// the same end as if it had always been of this version.
func TestSettlementInFlightMigrates(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]struct {
		begin func(w *roomtest.World) (models.Incident, models.Settlement)
		end   func(w *roomtest.World, inc models.Incident, st models.Settlement)
	}{
		"previewed":                    {previewed, fromPreview},
		"published, a receivable open": {publishedOverpaid, fromPublished},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := dbtest.NewClock()
			var w *roomtest.World
			var inc models.Incident
			var st models.Settlement
			content, err := dbtest.Content(clock.Now, func(db *models.DB) error {
				w = roomtest.NewWorld(t, db, clock, roomtest.Terms())
				inc, st = s.begin(w)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			at := clock.Now()
			eachAgain(t, content, func(t *testing.T, open func(now func() time.Time) *models.DB) {
				own := dbtest.NewClock()
				own.Set(at)
				over := w.Over(t, open(own.Now), own)
				s.end(over, inc, over.Settlement(st))
				conserved(over)
			})
		})
	}
}

// eachAgain runs fn on a store of each engine that had these contents in version
// inFlight, and on one that always was of this version.
func eachAgain(t *testing.T, content []byte, fn func(t *testing.T, open func(now func() time.Time) *models.DB)) {
	t.Run("not migrated", func(t *testing.T) {
		fn(t, func(now func() time.Time) *models.DB { return dbtest.Copy(t, content, now) })
	})
	t.Run("sqlite", func(t *testing.T) {
		dir := t.TempDir()
		pool := sqlite.Open(filepath.Join(dir, "makewhole.db"), false, []string{"foreign_keys(1)", "synchronous(0)"})
		refill(t, connect(t, "sqlite", lookingDialect{sqlite.Dialect{Conn: pool}}), content)
		fn(t, func(now func() time.Time) *models.DB {
			return migrated(t, models.Config{Driver: "sqlite", Dir: dir, Now: now})
		})
	})
	if !dbtest.HasPostgres(t) {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		dsn := dbtest.EmptyDSN(t)
		refill(t, connect(t, "postgres", postgres.Open(dsn)), content)
		fn(t, func(now func() time.Time) *models.DB {
			return migrated(t, models.Config{Driver: "postgres", DSN: dsn, Now: now, MaxConns: 4})
		})
	})
}

// migrated opens a store as the program does.
func migrated(t *testing.T, c models.Config) *models.DB {
	t.Helper()
	db, err := models.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// refill makes a schema of version inFlight and copies what it knows of the contents.
func refill(t *testing.T, to scratch, content []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "from.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	from := connect(t, "sqlite", lookingDialect{sqlite.Dialect{Conn: sqlite.Open(path, false, nil)}})
	to.sql.SetMaxOpenConns(1)
	if err := migrations.UpTo(context.Background(), to.driver, to.sql, inFlight); err != nil {
		t.Fatal(err)
	}
	known := map[string]map[string]bool{}
	for _, row := range models.All() {
		table := schemaOf(t, row).Table
		known[table] = to.columns(t, table)
	}
	tx, err := to.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range models.All() {
		sch := schemaOf(t, row)
		list := reflect.New(reflect.SliceOf(reflect.TypeOf(row).Elem()))
		if len(known[sch.Table]) == 0 {
			continue // a table of later versions
		}
		if err := from.gorm.Table(sch.Table).Order("rowid").Find(list.Interface()).Error; err != nil {
			t.Fatal(err)
		}
		for i := range list.Elem().Len() {
			vs := rowValues(t, list.Elem().Index(i).Addr().Interface(), sch)
			for col := range vs {
				if !known[sch.Table][col] {
					delete(vs, col)
				}
			}
			if err := (loaded{scratch: to}).insert(sch.Table, vs)(tx); err != nil {
				t.Fatalf("%s: %v", sch.Table, err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if to.driver == "postgres" { // explicit ids do not move the generators
		to.exec(t, `SELECT setval(pg_get_serial_sequence(table_name, 'id'), 1000) FROM information_schema.columns
			WHERE table_schema = current_schema() AND is_identity = 'YES'`)
	}
}

// columns are those of a table, none where there is no such table.
func (s scratch) columns(t *testing.T, table string) map[string]bool {
	t.Helper()
	query := "SELECT name FROM pragma_table_info(?)"
	if s.driver == "postgres" {
		query = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?"
	}
	out := map[string]bool{}
	for _, name := range s.strings1(t, query, table) {
		out[name] = true
	}
	return out
}

// conserved fails unless debits are credits over the whole ledger.
func conserved(w *roomtest.World) {
	w.T.Helper()
	debits, credits := money.Zero, money.Zero
	w.Tx(func(tx *models.Tx) error {
		debits, credits = money.Zero, money.Zero
		return models.EachRow(tx, func(a *models.LedgerAccount) error {
			debit, credit, err := tx.Balance(a.Code, w.AssetID())
			if err != nil {
				return err
			}
			if debits, err = debits.Add(debit); err != nil {
				return err
			}
			credits, err = credits.Add(credit)
			return err
		})
	})
	if debits != credits || debits.IsZero() {
		w.T.Errorf("debits are %s, credits %s", debits, credits)
	}
}

// previewed is a settlement whose objection window runs.
func previewed(w *roomtest.World) (models.Incident, models.Settlement) {
	inc := w.Settling(100, "alice", "bob")
	st := w.Draft(&inc)
	return inc, roomtest.Must[models.Settlement](w.T)(w.Rooms.PublishDraft(roomtest.Ctx, w.Theo, st.PublicID, st.Version))
}

func fromPreview(w *roomtest.World, inc models.Incident, st models.Settlement) {
	w.Clock.Advance(20 * time.Minute)
	if st.ValidUntil == nil { // of an earlier version
		st = againWithEnd(w, inc, st)
	}
	for _, by := range []models.Actor{w.Theo, w.Sara} {
		st = roomtest.Must[models.Settlement](w.T)(w.Rooms.Approve(roomtest.Ctx, by, st.PublicID, st.ContentHash.Hash))
	}
	w.VerifiedFor(st, st.ContentHash)
	st = roomtest.Must[models.Settlement](w.T)(w.Rooms.AcceptOrder(roomtest.Ctx, st.PublicID, w.Signatures(st, 3)))
	w.Publish(st)
	paysOut(w, inc, st)
	w.Balance("paid:"+inc.PublicID, 100)
	over(w, inc, models.IncidentSettled)
}

// againWithEnd: an order that names no end and no state is not approved, but
// cancelled and drafted again.
func againWithEnd(w *roomtest.World, inc models.Incident, st models.Settlement) models.Settlement {
	if _, err := w.Rooms.Approve(roomtest.Ctx, w.Theo, st.PublicID, st.ContentHash.Hash); !errors.Is(err, service.ErrConflict) {
		w.T.Fatalf("an order without an end: %v", err)
	}
	roomtest.Must[models.Settlement](w.T)(w.Rooms.Cancel(roomtest.Ctx, w.Theo, st.PublicID, st.Version, "made by an earlier version"))
	st = w.Draft(&inc)
	st = roomtest.Must[models.Settlement](w.T)(w.Rooms.PublishDraft(roomtest.Ctx, w.Theo, st.PublicID, st.Version))
	w.Clock.Advance(20 * time.Minute)
	return st
}

// paysOut opens the doors of a published settlement and pushes every line.
func paysOut(w *roomtest.World, inc models.Incident, st models.Settlement) {
	w.Windows(time.Minute)
	w.Lines(st, "alice=50 bob=50")
	w.Event(roomtest.Distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": "3"})
	w.Events()
	if now := w.Settlement(st); now.State != models.SettlementClosed {
		w.T.Fatalf("settlement is %s", now.State)
	}
	w.Balance("pool:"+w.Pool.PublicID+":earmark:"+inc.PublicID, 0)
	w.Balance("commitments:"+w.Pool.PublicID+":"+inc.PublicID, 0)
}

// over lets the bar date pass, and a senior closes the incident.
func over(w *roomtest.World, inc models.Incident, want string) {
	for range 3 {
		w.Windows(3 * time.Hour)
	}
	w.Tx(func(tx *models.Tx) (err error) {
		inc, err = models.ByID[models.Incident](tx, inc.ID)
		return err
	})
	if inc.State != want {
		w.T.Fatalf("incident is %s", inc.State)
	}
	roomtest.Must[models.Incident](w.T)(w.Rooms.CloseIncident(roomtest.Ctx, w.Sara, inc.PublicID, inc.Version, "done"))
}

// publishedOverpaid is a settlement on chain that pays alice 50 of 100, who has since
// got 80 elsewhere.
func publishedOverpaid(w *roomtest.World) (models.Incident, models.Settlement) {
	inc := w.Settling(100, "alice", "bob")
	st := w.Approved(w.Draft(&inc))
	st = roomtest.Must[models.Settlement](w.T)(w.Rooms.AcceptOrder(roomtest.Ctx, st.PublicID, w.Signatures(st, 3)))
	w.Publish(st)
	r := roomtest.Must[models.OutsideReceipt](w.T)(w.Rooms.ProposeReceipt(roomtest.Ctx, w.Theo, settlements.OutsideInput{
		IncidentID: inc.PublicID, Affected: roomtest.Addr("alice"), Asset: w.Token, Amount: roomtest.N(80), Evidence: settlements.ReceiptEvidence{Reference: "court file 12 O 345/26"}, Reason: "exchange refund"}))
	roomtest.Must[models.OutsideReceipt](w.T)(w.Rooms.ConfirmReceipt(roomtest.Ctx, w.Sara, r.PublicID))
	return inc, w.Settlement(st)
}

// fromPublished: of 40 that come back alice gets nothing, whose 30 above her loss are
// a receivable: 20 are bob's own, 20 the pool's for what it gave on her, which go to
// him on his cover.
func fromPublished(w *roomtest.World, inc models.Incident, st models.Settlement) {
	paysOut(w, inc, st)
	w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
		"incident_id": inc.ChainRef.Hash, "asset": roomtest.TokenAddr, "from": roomtest.Addr("thief"), "amount": roomtest.N(40), "registered": true})
	w.Events()
	back := roomtest.Must[models.Settlement](w.T)(w.Rooms.DraftRecovery(roomtest.Ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
	w.Lines(back, "alice=0x bob=20+20")
	w.Paid(back)
	over(w, inc, models.IncidentSettled)
}
