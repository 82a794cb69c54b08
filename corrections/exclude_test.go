package corrections_test

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// settling is an incident of alice and bob, who lost 100 each and have approved
// claims; the pool has 100.
func (w *world) settling() models.Incident {
	w.T.Helper()
	return w.Settling(100, "alice", "bob")
}

// suspect proposes that alice's account is the attacker's.
func (w *world) suspect(inc *models.Incident) models.Correction {
	w.T.Helper()
	return must[models.Correction](w.T)(w.ProposeExclusion(ctx, w.Ben, inc.PublicID, addr("alice"), "attacker", fact("took_part")))
}

func (w *world) excluded(inc *models.Incident) models.Correction {
	w.T.Helper()
	row := w.suspect(inc)
	return must[models.Correction](w.T)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
}

// advance runs the job at a later moment.
func (w *world) advance(after time.Duration) int {
	w.T.Helper()
	w.Clock.Advance(after)
	return must[int](w.T)(w.Advance(ctx))
}

// TestUncontestedExclusionStands: alice's money waits as soon as two persons said so
// and not before; after fourteen days without a word of hers bob has all of it.
func TestUncontestedExclusionStands(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		row := w.suspect(&inc)
		w.Lines(w.Draft(&inc), "alice=50 bob=50")
		row = must[models.Correction](t)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
		if row.State != states.CorrectionContestable || !row.ContestUntil.Equal(w.Clock.Now().Add(14*24*time.Hour)) {
			t.Fatalf("%+v", row)
		}
		first := w.Draft(&inc)
		w.Lines(first, "alice=50h bob=50")
		w.Paid(first)
		if n := w.advance(13 * 24 * time.Hour); n != 0 {
			t.Fatalf("%d exclusions became final early", n)
		}
		if n := w.advance(24 * time.Hour); n != 1 {
			t.Fatalf("%d exclusions became final", n)
		}
		if got := w.correction(row); got.State != states.CorrectionStanding {
			t.Fatalf("%+v", got)
		}
		w.Lines(w.Draft(&inc), "bob=50")
		if n := w.advance(time.Hour); n != 0 {
			t.Fatalf("%d exclusions again", n)
		}
	})
}

func (w *world) correction(row models.Correction) (out models.Correction) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Correction](tx, row.ID)
		return err
	})
	return out
}

// TestObjectionIsAnswered: nobody but the owner sees the exclusion. Contested it does
// not become final by time; a senior who took no part lifts it, and alice gets what
// waited, or lets it stand.
func TestObjectionIsAnswered(t *testing.T) {
	for name, stands := range map[string]bool{"lifted": false, "upheld": true} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				inc := w.settling()
				row := w.excluded(&inc)
				w.Paid(w.Draft(&inc))
				_, err := w.Object(ctx, roomtest.Wallet("bob"), row.PublicID, row.Version, "not mine")
				wantErr(t, err, models.ErrNotFound)
				_, err = w.Answer(ctx, w.Sara, row.PublicID, row.Version, stands, "nobody objected")
				wantErr(t, err, models.ErrState)
				row = must[models.Correction](t)(w.Object(ctx, roomtest.Wallet("alice"), row.PublicID, row.Version, "it was my exchange"))
				if n := w.advance(30 * 24 * time.Hour); n != 0 || row.State != states.CorrectionContested {
					t.Fatalf("%d exclusions became final, %+v", n, row)
				}
				_, err = w.Answer(ctx, w.Ben, row.PublicID, row.Version, stands, "looked at")
				wantErr(t, err, service.ErrForbidden)
				_, err = w.Answer(ctx, w.Person("carl2", "carl", "senior"), row.PublicID, row.Version, stands, "looked at")
				wantErr(t, err, service.ErrForbidden)
				row = must[models.Correction](t)(w.Answer(ctx, w.Sara, row.PublicID, row.Version, stands, "looked at"))
				want := map[bool][2]string{false: {states.CorrectionLifted, "alice=50 bob=0x"}, true: {states.CorrectionStanding, "bob=50"}}[stands]
				if row.State != want[0] || row.AnsweredBy == nil {
					t.Fatalf("%+v", row)
				}
				w.Lines(w.Draft(&inc), want[1])
			})
		})
	}
}

// TestLateObjectionIsRefused: once the fourteen days are over the owner is heard no
// more, also where the job has not run yet.
func TestLateObjectionIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling()
		row := w.excluded(&inc)
		w.Clock.Advance(14 * 24 * time.Hour)
		_, err := w.Object(ctx, roomtest.Wallet("alice"), row.PublicID, row.Version, "too late")
		wantErr(w.T, err, service.ErrWindow)
	})
}

// TestAgreedDraftsAreStopped: a published draft that pays alice is not approved once
// her account is excluded; one that was computed since is.
func TestAgreedDraftsAreStopped(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		st := must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, w.Draft(&inc).PublicID, 0))
		w.Clock.Advance(20 * time.Minute)
		w.excluded(&inc)
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "alice is excluded"))
		w.Clock.Advance(time.Minute)
		st = w.Draft(&inc)
		w.Lines(st, "alice=50h bob=50")
		w.Approved(st)
	})
}

// TestWhatIsPaidStays: alice got her 50 before anybody knew. They are not taken back;
// she gets nothing of what comes back, and the incident closes.
func TestWhatIsPaidStays(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.excluded(&inc)
		w.advance(14 * 24 * time.Hour)
		w.comesBack(&inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("alice") && !l.Line.Amount.IsZero() {
				t.Errorf("alice has a line of %s", l.Line.Amount)
			}
			if l.Entitlement.Affected.Address == addr("bob") && l.Line.Amount.IsZero() {
				t.Error("bob has nothing")
			}
		}
	})
}

// TestUndecidedClaimOfAnExcludedAccount: its line is closed, so no reviewer can
// approve it, and silence owes it nothing; a claim in its cooling-off ends with the
// incident.
func TestUndecidedClaimOfAnExcludedAccount(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		hers, his := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Fund(&inc, "lp1", 200)
		w.Events()
		w.Windows(0)
		c := w.File(&inc, hers, "alice", 100)
		cooling := w.Approve(w.Anna, w.File(&inc, his, "bob", 100), 100)
		his2 := must[models.Correction](t)(w.ProposeExclusion(ctx, w.Ben, inc.PublicID, addr("bob"), "insider", fact("insider_found")))
		must[models.Correction](t)(w.Confirm(ctx, w.Carl, his2.PublicID, his2.Version))
		w.excluded(&inc)
		if n := w.advance(14 * 24 * time.Hour); n != 2 {
			t.Fatalf("%d exclusions became final", n)
		}
		_, err := w.TryApprove(w.Anna, c, 100)
		wantField(t, err, "/amount")
		w.Windows(0)
		if got := w.Claim(cooling); got.State != models.ClaimSettling {
			t.Fatalf("bob's claim is %s", got.State)
		}
		for range 3 {
			w.Windows(7 * 24 * time.Hour)
		}
		if got := w.Claim(c); got.State != models.ClaimClosed || !got.Approved.IsZero() || got.ReasonCode != claims.ReasonUndecided {
			t.Fatalf("alice's claim is %s", got.State)
		}
		w.Tx(func(tx *models.Tx) error {
			units, err := tx.ConsumedUnits(inc.ID, addr("bob"), w.AssetID())
			if err == nil && !units.IsZero() {
				t.Errorf("bob's closed line still consumes %s", units)
			}
			return err
		})
	})
}

// TestExclusionIsRefused: of the wrong kind, twice, by somebody with an interest, or
// while the specification itself can be edited. The reserve's own way out does not
// lift it.
func TestExclusionIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		propose := func(by models.Actor, account common.Address, kind, code string) error {
			_, err := w.ProposeExclusion(ctx, by, inc.PublicID, account, kind, fact(code))
			return err
		}
		wantField(t, propose(w.Ben, addr("alice"), "module", "took_part"), "/kind")
		wantField(t, propose(w.Ben, common.Address{}, "attacker", "took_part"), "/account")
		wantField(t, propose(w.Ben, addr("alice"), "attacker", "estate"), "/reason_code")
		wantErr(t, propose(w.Theo, addr("alice"), "attacker", "took_part"), service.ErrForbidden)
		wantErr(t, propose(w.Person("bob", "bob", "senior"), addr("alice"), "attacker", "took_part"), service.ErrForbidden) // has a line
		row := w.suspect(&inc)
		wantErr(t, propose(w.Carl, addr("alice"), "attacker", "took_part"), service.ErrConflict)
		_, err := w.Confirm(ctx, w.Person("ben2", "ben", "senior"), row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		row = must[models.Correction](t)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
		_, err = w.Rooms.LiftExclusion(ctx, w.Sara, claims.LiftInput{IncidentID: inc.PublicID, Account: addr("alice"), Reason: "r", Evidence: "e"})
		wantErr(t, err, service.ErrConflict)
		w.advance(14 * 24 * time.Hour)
		wantErr(t, propose(w.Ben, addr("alice"), "insider", "insider_found"), service.ErrConflict)
		w.Tx(func(tx *models.Tx) error {
			i, err := models.ByID[models.Incident](tx, inc.ID)
			if err != nil {
				return err
			}
			i.State = models.IncidentDisputed
			return models.Update(tx, &i, "state")
		})
		wantErr(t, propose(w.Ben, addr("bob"), "attacker", "took_part"), models.ErrState)
	})
}
