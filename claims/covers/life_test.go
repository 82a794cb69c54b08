package covers_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/test/roomtest"
)

// TestRenewalDoesNotWaitAgain: the cover that goes on insures from its first
// second; one that is new, or whose account is new, waits.
func TestRenewalDoesNotWaitAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		old := w.Cover("alice", 100, "alice", "bob")
		w.Clock.Advance(2 * time.Hour)
		old = must[models.Cover](t)(w.Rooms.ChangeInsured(ctx, w.Intake, old.PublicID, old.Version, nil, []common.Address{addr("bob")}))
		_, err := w.Rooms.RenewCover(ctx, wallet("alice"), old.PublicID, old.Version, old.ActiveTo.AddDate(1, 0, 0))
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.RenewCover(ctx, w.Intake, old.PublicID, old.Version, old.ActiveTo)
		wantField(t, err, "/active_to")
		next := must[models.Cover](t)(w.Rooms.RenewCover(ctx, w.Intake, old.PublicID, old.Version, old.ActiveTo.AddDate(1, 0, 0)))
		_, err = w.Rooms.RenewCover(ctx, w.Intake, old.PublicID, old.Version, old.ActiveTo.AddDate(2, 0, 0))
		wantErr(t, err, service.ErrConflict)
		if p := covers.PhaseOf(&next, time.Hour, w.Clock.Now()); p != covers.PhaseUpcoming {
			t.Errorf("phase %s", p)
		}
		w.Clock.Advance(old.ActiveTo.Sub(w.Clock.Now()))
		if a, b := covers.PhaseOf(&old, time.Hour, w.Clock.Now()), covers.PhaseOf(&next, time.Hour, w.Clock.Now()); a != covers.PhaseExpired || b != covers.PhaseInForce {
			t.Errorf("phases %s, %s", a, b)
		}
		inc := w.Incident(0, lost("alice", 50), lost("bob", 50))
		w.Windows(0)
		w.File(&inc, next, "alice", 50)
		_, err = w.TryFile(&inc, next, "bob", 50)
		wantErr(t, err, claims.ErrNotCovered)
		_, err = w.TryFile(&inc, old, "alice", 50)
		wantErr(t, err, claims.ErrNotCovered)
		_, err = w.Rooms.ExtendCover(ctx, w.Intake, next.PublicID, next.Version, next.ActiveTo.AddDate(1, 0, 0))
		wantErr(t, err, service.ErrConflict) // an incident is open
	})
}

func TestExtendedCoverInsuresOn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		end := c.ActiveTo
		_, err := w.Rooms.ExtendCover(ctx, w.Intake, c.PublicID, c.Version, end)
		wantField(t, err, "/active_to")
		c = must[models.Cover](t)(w.Rooms.ExtendCover(ctx, w.Intake, c.PublicID, c.Version, end.AddDate(0, 1, 0)))
		w.Clock.Advance(end.Sub(w.Clock.Now()) + time.Hour)
		inc := w.Incident(0, lost("alice", 50))
		w.Windows(0)
		w.File(&inc, c, "alice", 50)
		w.Clock.Advance(c.ActiveTo.Sub(w.Clock.Now()))
		_, err = w.Rooms.ExtendCover(ctx, w.Intake, c.PublicID, c.Version, c.ActiveTo.AddDate(1, 0, 0))
		wantErr(t, err, models.ErrState)
	})
}

// TestLimitCountsFromItsMoment: a raise waits like a new cover, a lower limit does
// not, and a lower one that came later holds although the raise is over its wait.
func TestLimitCountsFromItsMoment(t *testing.T) {
	for name, at := range map[string]struct {
		set  []uint64
		wait time.Duration
		want uint64
	}{
		"raise waits":        {[]uint64{300}, 59 * time.Minute, 100},
		"raise counts":       {[]uint64{300}, time.Hour, 300},
		"lower counts":       {[]uint64{40}, time.Second, 40},
		"lower after raise":  {[]uint64{300, 40}, 2 * time.Hour, 40},
		"raise after lower":  {[]uint64{40, 90}, 59 * time.Minute, 40},
		"raise, wait passed": {[]uint64{40, 90}, time.Hour, 90},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				c := w.Cover("alice", 100, "alice")
				w.Clock.Advance(2 * time.Hour)
				for _, limit := range at.set {
					c = must[models.Cover](w.T)(w.Rooms.ChangeLimit(ctx, w.Intake, c.PublicID, c.Version, n(limit)))
					_, err := w.Rooms.ChangeLimit(ctx, w.Intake, c.PublicID, c.Version, n(limit))
					wantField(w.T, err, "/limit")
				}
				w.Clock.Advance(at.wait)
				inc := w.Incident(0, lost("alice", 1000))
				w.Windows(0)
				claim := w.File(&inc, c, "alice", 1000)
				if claim.Eligible.Amount != n(at.want) {
					w.T.Fatalf("eligible %v, want %d", claim.Eligible, at.want)
				}
				w.Approve(w.Anna, claim, at.want)
			})
		})
	}
}

// TestTransferAndAssignment: before the loss the cover changes hands, with the
// consent of who stays insured; after it only the receivable does.
func TestTransferAndAssignment(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		_, err := w.Rooms.TransferCover(ctx, wallet("carol"), c.PublicID, c.Version, addr("carol"), nil)
		wantErr(t, err, models.ErrNotFound)
		_, err = w.Rooms.TransferCover(ctx, wallet("alice"), c.PublicID, c.Version, addr("carol"), nil)
		wantField(t, err, "/accounts/0")
		_, err = w.Rooms.TransferCover(ctx, wallet("alice"), c.PublicID, c.Version, roomtest.PoolAddr, nil)
		wantErr(t, err, service.ErrInvalid)
		c = must[models.Cover](t)(w.Rooms.TransferCover(ctx, wallet("alice"), c.PublicID, c.Version, addr("carol"), []covers.Consent{w.Consent("carol", "alice")}))
		if c.Holder.Address != addr("carol") {
			t.Fatalf("held by %s", c.Holder)
		}
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		_, err = w.Rooms.TransferCover(ctx, wallet("carol"), c.PublicID, c.Version, addr("dave"), []covers.Consent{w.Consent("dave", "alice")})
		wantErr(t, err, service.ErrConflict)
		w.Windows(0)
		claim := w.File(&inc, c, "alice", 100)
		_, err = w.Rooms.AssignReceivable(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), addr("dave"), w.Proof(&inc, "alice", "eve", "dave"))
		wantErr(t, err, covers.ErrProof)
		_, err = w.Rooms.AssignReceivable(ctx, wallet("dave"), claim.PublicID, claim.Version, addr("dave"), addr("dave"), w.Proof(&inc, "alice", "dave", "dave"))
		wantErr(t, err, models.ErrNotFound)
		claim = must[models.Claim](t)(w.Rooms.AssignReceivable(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), addr("dave"), w.Proof(&inc, "alice", "dave", "dave")))
		if claim.Claimant.Address != addr("dave") || claim.Receiver.Address != addr("dave") || !claim.ReceiverReview {
			t.Fatalf("%+v", claim)
		}
		_, err = w.Rooms.Withdraw(ctx, wallet("alice"), claim.PublicID, claim.Version, "mine")
		wantErr(t, err, models.ErrNotFound)
		w.Approve(w.Anna, claim, 100)
	})
}

// TestSharesOfTheCover: franchise and deductible as a share of the limit, and per
// account under a blanket cover.
func TestSharesOfTheCover(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*covers.Terms)
		want   string // alice lost 100, bob 300; the limit is 1000
	}{
		"once":                   {func(ts *covers.Terms) { ts.Deductible = n(40) }, "alice=90 bob=270"},
		"share":                  {func(ts *covers.Terms) { ts.DeductibleBps = 400 }, "alice=90 bob=270"},
		"each":                   {func(ts *covers.Terms) { ts.Deductible, ts.PerAccount = n(40), true }, "alice=60 bob=260"},
		"share of each":          {func(ts *covers.Terms) { ts.DeductibleBps, ts.PerAccount = 1000, true }, "bob=200"},
		"franchise":              {func(ts *covers.Terms) { ts.Franchise = n(200) }, "alice=100 bob=300"},
		"franchise of each":      {func(ts *covers.Terms) { ts.FranchiseBps, ts.PerAccount = 2000, true }, "bob=300"},
		"franchise of the limit": {func(ts *covers.Terms) { ts.FranchiseBps = 4001 }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			ts := terms()
			c.change(&ts)
			each(t, ts, func(w *world) {
				w.CoverOf(covers.Blanket, "carol", 1000)
				w.Clock.Advance(2 * time.Hour)
				inc := w.Incident(0, lost("alice", 100), lost("bob", 300))
				w.Windows(0)
				got := ""
				w.Tx(func(tx *models.Tx) error {
					for _, name := range []string{"alice", "bob"} {
						rows, err := tx.CoverEntitlements(inc.ID, addr(name))
						if err != nil {
							return err
						}
						for _, e := range rows {
							got += " " + name + "=" + e.Amount.String()
						}
					}
					return nil
				})
				if len(got) > 0 {
					got = got[1:]
				}
				if got != c.want {
					w.T.Fatalf("got %q, want %q", got, c.want)
				}
			})
		})
	}
}

// TestTermsSayOneThing: an amount and a share of one thing are refused together.
func TestTermsSayOneThing(t *testing.T) {
	t.Parallel()
	for pointer, change := range map[string]func(*covers.Terms){
		"/terms/deductible_bps": func(ts *covers.Terms) { ts.Deductible, ts.DeductibleBps = n(1), 1 },
		"/terms/franchise_bps":  func(ts *covers.Terms) { ts.Franchise, ts.FranchiseBps = n(1), 1 },
		"/terms/deductible":     func(ts *covers.Terms) { ts.DeductibleBps, ts.FranchiseBps = 1, 1 },
	} {
		ts := terms()
		change(&ts)
		wantField(t, ts.Validate(), pointer)
	}
	ts := terms()
	ts.DeductibleBps = 10001
	wantField(t, ts.Validate(), "/terms/deductible_bps")
	if text := terms().Canonical(); strings.Contains(text, "deductible_bps") || strings.Contains(text, "per_account") {
		t.Errorf("old terms would have another hash: %s", text)
	}
}
