package corrections_test

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/claims/covers"
	"makewhole/corrections"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements/accounts"
	"makewhole/states"
	"makewhole/test/roomtest"
)

func (w *world) revision(direction string, amount uint64) corrections.Revision {
	return corrections.Revision{ChainID: w.Token.ChainID, Asset: w.Token.Address, Direction: direction, Amount: n(amount)}
}

var codeOf = map[string]string{"raise": "measured_wrongly", "lower": "not_a_loss"}

// revise is a revision by two persons, a minute before anything else happens.
func (w *world) revise(inc *models.Incident, account, direction string, amount uint64) models.Correction {
	w.T.Helper()
	row := must[models.Correction](w.T)(w.ProposeRevision(ctx, w.Ben, inc.PublicID, addr(account), w.revision(direction, amount), fact(codeOf[direction])))
	row = must[models.Correction](w.T)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
	if row.State != states.CorrectionStanding {
		w.T.Fatalf("%+v", row)
	}
	w.Clock.Advance(time.Minute)
	return row
}

// account is the loss account as staff sees it, in base units of the numéraire.
func (w *world) account(inc *models.Incident, name, want string) {
	w.T.Helper()
	o, err := w.Rooms.Account(ctx, inc.PublicID, addr(name), true)
	if err != nil {
		w.T.Fatal(err)
	}
	var got []string
	for _, v := range []accounts.Value{o.Loss, o.Received, o.Receivable, o.Residual} {
		got = append(got, must[money.Amount](w.T)(v.MulDiv(n(1), money.MustParse("1000000000000000000"), money.Down)).String())
	}
	if g := strings.Join(got, " "); g != want {
		w.T.Fatalf("%s: loss, received, receivable, residual are %q, want %q", name, g, want)
	}
}

// verified is what the rules of verification find.
func (w *world) verified(ids ...string) (out []string) {
	w.T.Helper()
	v, err := rules.New(audit.Config{DB: w.DB, ChainID: roomtest.ChainID, FeeCap: money.FromUint64(1000)})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := v.Check(ctx, audit.Scope{Rules: ids}, audit.Progress{})
	if err != nil || len(report.Rules) != len(ids) {
		w.T.Fatalf("%v, %+v", err, report)
	}
	for _, r := range report.Rules {
		if r.Checked == 0 {
			w.T.Fatalf("%s looked at nothing", r.Rule)
		}
		for _, f := range r.Findings {
			out = append(out, r.Rule+": "+f.Detail)
		}
	}
	return out
}

// TestLoweredAfterPayment: alice and bob lost 100 each and have 50 of the pool's 100.
// It turns out that alice lost 20: she keeps what she has and owes 30, and of the 60
// that come back bob has his 50; the other 10 are the pool's.
func TestLoweredAfterPayment(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.Seal(&inc)
		w.revise(&inc, "alice", "lower", 80)
		w.account(&inc, "alice", "20 50 30 0")
		w.comesBack(&inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("alice") && !l.Line.Amount.IsZero() {
				t.Errorf("alice has a line of %s", l.Line.Amount)
			}
		}
		w.account(&inc, "bob", "100 100 0 0")
		if got := w.verified("V16"); got != nil {
			t.Error(got)
		}
	})
}

// TestRaisedAfterPayment: everybody was paid. Alice lost 50 more than was measured, and
// carol, of whom the snapshot says nothing, 40: the blanket cover owes both in the next
// round, and in whichever order the revisions come. What comes back is shared by the
// revised losses.
func TestRaisedAfterPayment(t *testing.T) {
	for name, more := range map[string][]struct {
		account, direction string
		amount             uint64
	}{
		"in one order":     {{"alice", "raise", 80}, {"alice", "lower", 30}, {"carol", "raise", 40}},
		"in another order": {{"carol", "raise", 40}, {"alice", "lower", 30}, {"alice", "raise", 80}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				w.CoverOf(covers.Blanket, "dave", 1000)
				w.Fund(nil, "lp1", 400)
				w.Clock.Advance(2 * time.Hour)
				inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
				w.Earmark(&inc, 400)
				w.Events()
				w.Windows(0)
				w.Windows(4 * time.Hour)
				st := w.Draft(&inc)
				w.Lines(st, "alice=100 bob=100")
				w.Paid(st)
				w.Seal(&inc)
				for _, r := range more {
					w.revise(&inc, r.account, r.direction, r.amount)
				}
				w.account(&inc, "alice", "150 100 0 50")
				w.account(&inc, "carol", "40 0 0 40")
				st = w.Draft(&inc)
				w.Lines(st, "alice=50 bob=0x carol=40")
				w.Paid(st)
				w.account(&inc, "alice", "150 150 0 0")
				if got := w.verified("V16", "V3", "V2"); got != nil {
					t.Error(got)
				}
			})
		})
	}
}

// TestRevisedBeforeItIsDecided: what a claim may get follows the loss; what was decided
// stays and owes no more than the cover does now.
func TestRevisedBeforeItIsDecided(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		hers, his := w.Cover("alice", 200, "alice"), w.Cover("bob", 200, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Fund(&inc, "lp1", 400)
		w.Events()
		w.Windows(0)
		c, d := w.File(&inc, hers, "alice", 150), w.Approve(w.Anna, w.File(&inc, his, "bob", 100), 100)
		w.Seal(&inc)
		_, err := w.TryApprove(w.Anna, c, 150)
		wantField(t, err, "/amount")
		w.revise(&inc, "alice", "raise", 50)
		w.revise(&inc, "bob", "lower", 40)
		w.Approve(w.Anna, w.Claim(c), 150)
		w.Windows(4 * time.Hour)
		if got := w.Claim(d); got.Approved.Amount != n(100) || got.Eligible.Amount != n(60) {
			t.Fatalf("%+v", got)
		}
		w.Lines(w.Draft(&inc), "alice=150 bob=60")
		w.revise(&inc, "bob", "raise", 15)
		w.Lines(w.Draft(&inc), "alice=150 bob=75")
		w.revise(&inc, "bob", "raise", 100) // nobody approved more than 100
		w.Lines(w.Draft(&inc), "alice=150 bob=100")
		w.revise(&inc, "alice", "lower", 150)
		w.Lines(w.Draft(&inc), "alice=0x bob=100")
		w.Tx(func(tx *models.Tx) error {
			units, err := tx.ConsumedUnits(inc.ID, addr("bob"), w.AssetID())
			if err == nil && units != n(100) {
				t.Errorf("bob's line consumes %s", units)
			}
			return err
		})
	})
}

// TestRevisedWithSeveralCovers: two covers of one loss share what it is now.
func TestRevisedWithSeveralCovers(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		one, two := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 80))
		w.Fund(&inc, "lp1", 400)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, one, "alice", 80), 80)
		w.Approve(w.Anna, w.File(&inc, two, "alice", 80), 80)
		w.Windows(4 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=40+40")
		w.Seal(&inc)
		w.revise(&inc, "alice", "lower", 60)
		w.Lines(w.Draft(&inc), "alice=10+10")
		w.revise(&inc, "alice", "raise", 40)
		w.Lines(w.Draft(&inc), "alice=30+30")
		w.Tx(func(tx *models.Tx) error {
			shares, err := tx.SharesOf(inc.ID, addr("alice"))
			for _, s := range shares {
				if s.Owed.Amount != n(60) || s.Alone.Amount != n(60) {
					t.Errorf("%+v", s)
				}
			}
			return err
		})
	})
}

// TestRevisionStopsAgreedDrafts: a preview that was computed before is not approved:
// with one loss everybody's part is another.
func TestRevisionStopsAgreedDrafts(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Seal(&inc)
		st := must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, w.Draft(&inc).PublicID, 0))
		w.Clock.Advance(20 * time.Minute)
		w.revise(&inc, "alice", "lower", 50)
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "alice lost less"))
		st = w.Draft(&inc)
		w.Lines(st, "alice=33 bob=66")
		w.Approved(st)
	})
}

// TestVerifySeesWhatRevisionsMean: lines above a loss that was known to be lower when
// they were drafted, and lines of an account that was excluded before.
func TestVerifySeesWhatRevisionsMean(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		before := w.Clock.Now()
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.Seal(&inc)
		w.revise(&inc, "alice", "lower", 80)
		if got := w.verified("V16"); got != nil {
			t.Fatal(got)
		}
		standing := models.Correction{
			PublicID: models.NewID("cor"), IncidentID: inc.ID, Kind: models.CorrectionRevision, Account: models.Addr(addr("bob")), ReasonCode: "not_a_loss", Reason: "r",
			Evidence: "e", EnteredBy: w.Ben.StaffID, ConfirmedBy: &w.Carl.StaffID, ConfirmedAt: &before, State: states.CorrectionStanding, Direction: models.RevisionLower,
		}
		id, amount := w.AssetID(), models.Amt(n(60))
		standing.AssetID, standing.Amount = &id, &amount
		w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &standing) })
		if got := w.verified("V16"); len(got) != 1 || !strings.Contains(got[0], "had lost 40.000000") {
			t.Fatalf("%q", got)
		}
		excluded := models.Correction{
			PublicID: models.NewID("cor"), IncidentID: inc.ID, Kind: models.CorrectionExclusion, Exclusion: "attacker", Account: models.Addr(addr("alice")), ReasonCode: "took_part",
			Reason: "r", Evidence: "e", EnteredBy: w.Ben.StaffID, ConfirmedBy: &w.Carl.StaffID, ConfirmedAt: &before, State: states.CorrectionStanding,
		}
		w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &excluded) })
		if got := w.verified("V17"); len(got) != 1 || !strings.Contains(got[0], "it pays 50 units") {
			t.Fatalf("%q", got)
		}
	})
}

// TestExclusionAfterPaymentIsNoFinding: what was paid before stays paid.
func TestExclusionAfterPaymentIsNoFinding(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.Clock.Advance(time.Minute)
		w.excluded(&inc)
		if got := w.verified("V17"); got != nil {
			w.T.Error(got)
		}
	})
}

// TestRevisionIsRefused: while members can revise the snapshots themselves, below zero,
// of a token that was not measured, by one person, or of an account that takes no part.
func TestRevisionIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		propose := func(by models.Actor, account common.Address, r corrections.Revision, code string) error {
			_, err := w.ProposeRevision(ctx, by, inc.PublicID, account, r, fact(code))
			return err
		}
		ok := w.revision("lower", 100)
		wantErr(t, propose(w.Ben, addr("alice"), ok, "not_a_loss"), models.ErrState)
		w.Seal(&inc)
		wantField(t, propose(w.Ben, addr("alice"), w.revision("lower", 101), "not_a_loss"), "/amount")
		wantField(t, propose(w.Ben, addr("carol"), w.revision("lower", 1), "not_a_loss"), "/amount")
		wantField(t, propose(w.Ben, addr("alice"), w.revision("lower", 0), "not_a_loss"), "/amount")
		wantField(t, propose(w.Ben, addr("alice"), w.revision("double", 1), "not_a_loss"), "/direction")
		wantField(t, propose(w.Ben, common.Address{}, ok, "not_a_loss"), "/account")
		wantField(t, propose(w.Ben, addr("alice"), ok, "estate"), "/reason_code")
		huge := w.revision("raise", 1)
		huge.Amount = money.Max
		wantField(t, propose(w.Ben, addr("alice"), huge, "measured_wrongly"), "/amount")
		other := ok
		other.Asset = addr("token")
		wantField(t, propose(w.Ben, addr("alice"), other, "not_a_loss"), "/asset")
		wantErr(t, propose(w.Theo, addr("alice"), ok, "not_a_loss"), service.ErrForbidden)
		wantErr(t, propose(w.Person("bob", "bob", "senior"), addr("alice"), ok, "not_a_loss"), service.ErrForbidden) // has a line
		row := must[models.Correction](t)(w.ProposeRevision(ctx, w.Ben, inc.PublicID, addr("alice"), ok, fact("not_a_loss")))
		wantErr(t, propose(w.Carl, addr("alice"), ok, "not_a_loss"), service.ErrConflict)
		_, err := w.Confirm(ctx, w.Person("ben2", "ben", "senior"), row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		w.account(&inc, "alice", "100 0 0 100")
		row = must[models.Correction](t)(w.Refuse(ctx, w.Carl, row.PublicID, row.Version, "it was hers"))
		_, err = w.Confirm(ctx, w.Carl, row.PublicID, row.Version)
		wantErr(t, err, models.ErrState)
		w.excluded(&inc)
		w.advance(14 * 24 * time.Hour)
		wantErr(t, propose(w.Ben, addr("alice"), ok, "not_a_loss"), service.ErrConflict)
	})
}
