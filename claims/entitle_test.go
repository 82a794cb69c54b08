package claims_test

import (
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/test/roomtest"
)

// TestExcludedAccountsHaveNoEntitlement: attackers and insiders are left out of
// the covers, whatever the snapshot says.
func TestExcludedAccountsHaveNoEntitlement(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.CoverOf(covers.Blanket, "bob", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("dave", 100))
		w.Tx(func(tx *models.Tx) error {
			return models.Insert(tx, &models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("dave")), Kind: "insider", Reason: "declared"})
		})
		w.Fund(&inc, "lp1", 500)
		w.Events()
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=100")
	})
}

// TestCancelledCoverStillCoversThePast: cancelling ends a cover now, not then.
func TestCancelledCoverStillCoversThePast(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Clock.Advance(time.Second)
		_, err := w.Rooms.CancelCover(ctx, wallet("bob"), c.PublicID, c.Version, "")
		wantErr(t, err, models.ErrNotFound)
		_, err = w.Rooms.CancelCover(ctx, w.Intake, c.PublicID, c.Version+1, "moved")
		wantErr(t, err, models.ErrVersion)
		must[models.Cover](t)(w.Rooms.CancelCover(ctx, w.Intake, c.PublicID, c.Version, "moved"))
		w.Windows(0)
		w.File(&inc, c, "alice", 100)

		w.Clock.Advance(time.Hour)
		later := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		_, err = w.TryFile(&later, c, "alice", 100)
		wantErr(t, err, service.ErrWindow) // nothing is covered: no window
	})
}

// TestFranchise: below it nothing, from it on everything, without deductible.
func TestFranchise(t *testing.T) {
	ts := terms()
	ts.Franchise = n(100)
	each(t, ts, func(w *world) {
		a, b := w.Cover("alice", 500, "alice"), w.Cover("bob", 500, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 99), lost("bob", 100))
		w.Windows(0)
		if got := w.File(&inc, a, "alice", 99).Eligible; !got.IsZero() {
			w.T.Errorf("eligible %s below the franchise", got)
		}
		if got := w.File(&inc, b, "bob", 100).Eligible; got.String() != "100" {
			w.T.Errorf("eligible %s from the franchise on", got)
		}
	})
}

// TestDeductibleOncePerCover: several insured accounts of one cover bear the
// deductible together, by their losses.
func TestDeductibleOncePerCover(t *testing.T) {
	ts := terms()
	ts.Deductible, ts.CoinsuranceBps = n(40), 5000
	each(t, ts, func(w *world) {
		c := w.Cover("alice", 500, "alice", "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 60), lost("bob", 180))
		w.Windows(0)
		if got := w.File(&inc, c, "alice", 60).Eligible; got.String() != "25" { // (240 − 40) / 2 · 60 / 240
			w.T.Errorf("eligible %s, want 25", got)
		}
		if got := w.File(&inc, c, "bob", 180).Eligible; got.String() != "75" {
			w.T.Errorf("eligible %s, want 75", got)
		}
	})
}

// TestWrongKindsAreRefused by the catalog.
func TestWrongKindsAreRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		_, err := w.Rooms.AddLayer(ctx, w.Sara, covers.LayerInput{ProductID: w.Product.PublicID, PoolID: w.Vault.PublicID, Position: 2})
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.CreateProtocol(ctx, w.Sara, covers.ProtocolInput{Slug: "No Good", Name: ""})
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.CreateProtocol(ctx, w.Sara, covers.ProtocolInput{Slug: "vaults", Name: "again"})
		wantErr(t, err, service.ErrConflict)
		_, err = w.Rooms.CreateProtocol(ctx, w.Anna, covers.ProtocolInput{Slug: "other", Name: "other"})
		wantErr(t, err, service.ErrForbidden)
		past := covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: addr("bob"), Accounts: []roomtest.Address{addr("bob")},
			Limit: n(1), ActiveFrom: w.Clock.Now().AddDate(-1, 0, 0), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)}
		_, err = w.Rooms.WriteCover(ctx, w.Intake, past)
		wantErr(t, err, service.ErrInvalid) // A23: nobody backdates a cover
		_, err = w.Rooms.WriteCover(ctx, w.Person("root", "root", "admin"), past)
		wantErr(t, err, service.ErrInvalid)
		twice := past
		twice.ActiveFrom, twice.Accounts = time.Time{}, []roomtest.Address{addr("bob"), addr("bob")}
		_, err = w.Rooms.WriteCover(ctx, w.Intake, twice)
		wantErr(t, err, service.ErrInvalid)
	})
}

// TestWordingIsFrozen: a newer wording changes nothing of an older cover.
func TestWordingIsFrozen(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.Cover("alice", 100, "alice")
		worse := terms()
		worse.Deductible = n(99)
		if next := w.Wording(worse); next.Number != 2 {
			w.T.Fatalf("wording %d", next.Number)
		}
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Windows(0)
		if got := w.File(&inc, c, "alice", 100).Eligible; got.String() != "100" {
			w.T.Fatalf("eligible %s", got)
		}
	})
}
