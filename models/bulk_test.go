package models_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

// randomAmount draws amounts of every length, with runs of zeros and the ends
// of the range.
func randomAmount(rng *rand.Rand) money.Amount {
	switch rng.IntN(8) {
	case 0:
		return money.Max
	case 1:
		return money.Zero
	case 2:
		power := money.FromUint64(1)
		for range rng.IntN(77) {
			power, _ = power.MulDiv(money.FromUint64(10), money.FromUint64(1), money.Down)
		}
		return power
	}
	var word [32]byte
	for i := rng.IntN(32); i < 32; i++ {
		word[i] = byte(rng.Uint32())
	}
	return money.FromBytes32(word)
}

// bulkWorld is what receipts hang on.
func bulkWorld(t *testing.T, db *models.DB) (incident, asset, staff int64) {
	t.Helper()
	must(t, db, func(tx *models.Tx) error {
		a, err := tx.EnsureAsset(newAsset(1))
		if err != nil {
			return err
		}
		p := newProtocol("bulk")
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		i := models.Incident{PublicID: "inc_bulk", ProtocolID: p.ID, State: models.IncidentReported}
		if err := models.Insert(tx, &i); err != nil {
			return err
		}
		s := models.Staff{PublicID: "stf_bulk", Person: "Ann", Roles: "senior"}
		err = models.Insert(tx, &s)
		incident, asset, staff = i.ID, a.ID, s.ID
		return err
	})
	return incident, asset, staff
}

// Rows written in bulk come back the same through the ordinary reader.
func TestBulkRowsComeBackAsWritten(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		const n = 3000
		want := make([]models.OutsideReceipt, n)
		inc, asset, staff := bulkWorld(t, db)
		err := db.Tx(ctx, func(tx *models.Tx) error {
			rng := rand.New(rand.NewPCG(7, 9))
			return models.InsertEach(tx, n, func(i int, r *models.OutsideReceipt) error {
				*r = models.OutsideReceipt{PublicID: models.NewID("orc"), IncidentID: inc, AssetID: asset, Amount: models.Amt(randomAmount(rng)),
					Reason: fmt.Sprintf("é %d", i), EnteredBy: staff}
				for b := range r.Affected.Address {
					r.Affected.Address[b] = byte(rng.Uint32())
				}
				want[i] = *r
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		err = db.Read(ctx, func(tx *models.Tx) error {
			return models.EachRow(tx, func(r *models.OutsideReceipt) error {
				w := want[at]
				w.ID, w.CreatedAt = r.ID, r.CreatedAt
				if *r != w || r.CreatedAt.IsZero() {
					t.Fatalf("row %d: %+v, want %+v", at, *r, w)
				}
				at++
				return nil
			})
		})
		if err != nil || at != n {
			t.Fatalf("%d rows, %v", at, err)
		}
		streamBack(t, db, want)
	})
}

// streamBack reads the same rows by the bulk reader.
func streamBack(t *testing.T, db *models.DB, want []models.OutsideReceipt) {
	t.Helper()
	at := 0
	var have models.OutsideReceipt
	var small bool
	into := []any{&have.PublicID, &have.IncidentID, &have.Affected, &have.Amount, &have.Reason, &small}
	const q = "SELECT public_id, incident_id, affected, amount, reason, id < ? FROM outside_receipts WHERE asset_id = ? ORDER BY id"
	err := db.Read(ctx, func(tx *models.Tx) error {
		return tx.Stream(q, []any{int64(1), want[0].AssetID}, into, func() error {
			w := want[at]
			have.AssetID, have.EnteredBy = w.AssetID, w.EnteredBy
			if have != w || small {
				t.Fatalf("row %d: %+v, want %+v", at, have, w)
			}
			at++
			return nil
		})
	})
	if err != nil || at != len(want) {
		t.Fatalf("%d rows streamed, %v", at, err)
	}
}

// What is no amount, no address or nothing at all is refused, not rounded.
func TestBulkReaderRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var amount models.Amount
		var address models.Address
		var text string
		var number int64
		for query, into := range map[string]any{
			"SELECT CAST(-1 AS numeric)": &amount, "SELECT CAST(1.5 AS numeric)": &amount, "SELECT CAST(NULL AS numeric)": &amount,
			"SELECT CAST('0x12' AS text)": &address, "SELECT CAST(NULL AS text)": &text, "SELECT CAST('x' AS text)": &number,
			"SELECT CAST('1' AS text), CAST('2' AS text)": &text,
		} {
			err := db.Read(ctx, func(tx *models.Tx) error {
				return tx.Stream(query, nil, []any{into}, func() error { return nil })
			})
			if err == nil {
				t.Errorf("%s was read into %T", query, into)
			}
		}
		err := db.Read(ctx, func(tx *models.Tx) error {
			return tx.Stream("SELECT CAST('1' AS text)", nil, []any{&text}, func() error { return errStop })
		})
		if !errors.Is(err, errStop) {
			t.Errorf("the caller's error became %v", err)
		}
	})
}

var errStop = errors.New("stop here")

// An error of the caller stops the insert, comes back as it is, and leaves
// nothing behind.
func TestBulkInsertStopsWithTheCallersError(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		inc, asset, staff := bulkWorld(t, db)
		row := models.OutsideReceipt{PublicID: "orc_same", IncidentID: inc, AssetID: asset, Reason: "x", EnteredBy: staff}
		err := db.Tx(ctx, func(tx *models.Tx) error {
			return models.InsertEach(tx, 10_000, func(i int, r *models.OutsideReceipt) error {
				*r = row
				if r.PublicID = models.NewID("orc"); i == 5000 {
					return errStop
				}
				return nil
			})
		})
		if !errors.Is(err, errStop) {
			t.Fatalf("error %v", err)
		}
		err = db.Tx(ctx, func(tx *models.Tx) error {
			return models.InsertEach(tx, 2, func(_ int, r *models.OutsideReceipt) error {
				*r = row
				return nil
			})
		})
		if !errors.Is(err, models.ErrDuplicate) {
			t.Fatalf("a duplicate: %v", err)
		}
		err = db.Read(ctx, func(tx *models.Tx) error {
			return tx.ReceiptsOf(inc, func(*models.OutsideReceipt) error { return errors.New("a row is left") })
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
