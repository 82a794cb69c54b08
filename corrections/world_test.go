package corrections_test

import (
	"errors"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/corrections"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

var (
	n       = roomtest.N
	addr    = roomtest.Addr
	ctx     = roomtest.Ctx
	terms   = roomtest.Terms
	lost    = roomtest.Lost
	wantErr = roomtest.WantErr
)

// world adds corrections to the shared world.
type world struct {
	*roomtest.World
	*corrections.Service
}

func each(t *testing.T, ts covers.Terms, fn func(w *world)) {
	t.Helper()
	roomtest.Each(t, ts, func(w *roomtest.World) {
		s, err := corrections.New(corrections.Config{DB: w.DB, Claims: w.Rooms.Claims()})
		if err != nil {
			t.Fatal(err)
		}
		fn(&world{w, s})
	})
}

func must[T any](t testing.TB) func(T, error) T { return roomtest.Must[T](t) }

// wantField fails unless err names the field.
func wantField(t testing.TB, err error, pointer string) {
	t.Helper()
	var bad *service.FieldErrors
	if !errors.As(err, &bad) || bad.Fields[0].Pointer != pointer {
		t.Fatalf("got %v, want %s", err, pointer)
	}
}

// fact is a reason with evidence in words.
func fact(code string) corrections.Fact {
	return corrections.Fact{ReasonCode: code, Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"}}
}

// expired is a claim of alice whose evidence nobody sent.
func (w *world) expired(inc *models.Incident, c models.Cover, requested uint64) models.Claim {
	w.T.Helper()
	claim := w.File(inc, c, "alice", requested)
	claim = must[models.Claim](w.T)(w.Rooms.Review(ctx, w.Anna, claim.PublicID, claims.ReviewInput{
		Version: claim.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it",
	}))
	w.Windows(15 * time.Minute)
	if claim = w.Claim(claim); claim.State != models.ClaimExpired {
		w.T.Fatalf("the claim is %s", claim.State)
	}
	return claim
}

// lineOf is the newest line of alice under a cover.
func (w *world) lineOf(inc *models.Incident, c models.Cover) (e models.Entitlement) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		e, err = tx.LastCoverEntitlement(inc.ID, c.ID, addr("alice"))
		return err
	})
	return e
}
