package corrections_test

import (
	"strings"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/corrections"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// twice is the merge of one record into another, by positions.
func (w *world) proposeMerge(from, into *models.Incident, positions string, overlaps ...corrections.Overlap) (models.Correction, error) {
	return w.ProposeMerge(ctx, w.Ben, from.PublicID, corrections.Merge{IntoID: into.PublicID, Positions: positions, Overlaps: overlaps}, fact("recorded_twice"))
}

// merge is a merge by two persons, a minute before anything else happens.
func (w *world) merge(from, into *models.Incident, positions string, overlaps ...corrections.Overlap) {
	w.T.Helper()
	row := must[models.Correction](w.T)(w.proposeMerge(from, into, positions, overlaps...))
	if got := w.incident(from); got.State == states.IncidentMerged {
		w.T.Fatal("one person has merged it")
	}
	_, err := w.Confirm(ctx, w.Ben, row.PublicID, row.Version)
	wantErr(w.T, err, service.ErrForbidden)
	row = must[models.Correction](w.T)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
	got := w.incident(from)
	if row.State != states.CorrectionStanding || got.State != states.IncidentMerged || *got.MergedIntoID != into.ID {
		w.T.Fatalf("%+v, %+v", row, got)
	}
	w.Clock.Advance(time.Minute)
}

func (w *world) incident(inc *models.Incident) (out models.Incident) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Incident](tx, inc.ID)
		return err
	})
	return out
}

// once and both are what is said of an account in the token of the world.
func (w *world) said(account, counts string) corrections.Overlap {
	return corrections.Overlap{Account: addr(account), ChainID: w.Token.ChainID, Asset: w.Token.Address, Counts: counts}
}

// record is one more incident of the protocol with losses, whose claims are open.
func (w *world) record(losses ...roomtest.Loss) models.Incident {
	w.T.Helper()
	inc := w.Incident(0, losses...)
	w.Windows(0)
	return w.incident(&inc)
}

// TestSamePositionsCountOnce: two people recorded one drain, and both records measured
// alice's 100. The first has paid her 60 of her cover of 60; what comes back then fills
// the 40 that are left, and not 140.
func TestSamePositionsCountOnce(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		cover := w.Cover("alice", 60, "alice")
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first := w.record(lost("alice", 100))
		w.Earmark(&first, 400)
		w.Events()
		w.Approve(w.Anna, w.File(&first, cover, "alice", 60), 60)
		w.Windows(0)
		w.Windows(4 * time.Hour)
		w.Paid(w.Draft(&first))
		second := w.record(lost("alice", 100))
		_, err := w.proposeMerge(&second, &first, models.PositionsSame)
		wantErr(t, err, service.ErrConflict) // somebody may still file for it
		w.Windows(4 * time.Hour)
		w.merge(&second, &first, models.PositionsSame)
		w.account(&first, "alice", "100 60 0 40")
		w.account(&second, "alice", "100 60 0 40") // the old id leads to the record that goes on
		_, err = w.Rooms.DraftSettlement(ctx, w.Theo, second.PublicID)
		wantErr(t, err, models.ErrState)
		_, err = w.TryFile(&second, cover, "alice", 60)
		wantErr(t, err, service.ErrWindow)
		_, err = w.Rooms.ProposeReceipt(ctx, w.Theo, settlements.OutsideInput{
			IncidentID: second.PublicID, Affected: addr("alice"), Asset: w.Token, Amount: n(5), Reason: "refund", Evidence: settlements.ReceiptEvidence{Reference: "file 9"},
		})
		wantField(t, err, "/incident_id")
		_, err = w.Rooms.ExpectRecovery(ctx, w.Theo, settlements.RecoveryInput{IncidentID: second.PublicID, Asset: w.Token, Amount: n(5), Source: "issuer", From: addr("issuer")})
		wantField(t, err, "/incident_id")
		w.comesBack(&first, 100)
		_ = must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, first.PublicID, w.Vault.PublicID))
		w.account(&first, "alice", "100 100 0 0")
		if got := w.verified("V16"); got != nil {
			t.Error(got)
		}
	})
}

// TestDifferentPositionsAddUp: one exploit hit two modules, and each has a record. A
// blanket cover has paid alice 100 and bob 50 in the first. The second measured 40 of
// alice and 30 of carol: the next round of the first pays them, the pool's whole
// pledge, and the second takes nothing of the cover's limit.
func TestDifferentPositionsAddUp(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first := w.record(lost("alice", 100), lost("bob", 50))
		w.Earmark(&first, 400)
		w.Events()
		w.Windows(4 * time.Hour)
		w.Paid(w.Draft(&first))
		second := w.record(lost("alice", 40), lost("carol", 30))
		w.Windows(4 * time.Hour)
		w.merge(&second, &first, models.PositionsDifferent)
		w.account(&first, "alice", "140 100 0 40")
		w.account(&first, "carol", "30 0 0 30")
		st := w.Draft(&first)
		w.Lines(st, "alice=40 bob=0x carol=30")
		w.Paid(st)
		w.account(&second, "alice", "140 140 0 0")
		w.Tx(func(tx *models.Tx) error {
			return models.EachRow(tx, func(e *models.Entitlement) error {
				if e.IncidentID == second.ID && e.Affected.Address == addr("alice") && e.State != entitlements.Closed {
					t.Errorf("line %+v of the merged record is open", e)
				}
				return nil
			})
		})
		if got := w.verified("V16", "V3", "V2"); got != nil {
			t.Error(got)
		}
	})
}

// TestOverlapIsAsked: both records name one module and measured alice there: whether
// her 40 are more than the 100 must be said. Where the same positions were measured
// differently, or by one record alone, that must be said too.
func TestOverlapIsAsked(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("alice", 100), lost("bob", 50)), w.record(lost("alice", 40), lost("carol", 30))
		w.Module(&first, 10)
		w.Tx(func(tx *models.Tx) error {
			rows, err := tx.IncidentModules(first.ID)
			if err != nil {
				return err
			}
			rows[0].ID, rows[0].IncidentID, rows[0].FromBlock, rows[0].ToBlock = 0, second.ID, rows[0].ToBlock+1, rows[0].ToBlock+5
			return models.Insert(tx, &rows[0])
		})
		_, err := w.proposeMerge(&second, &first, models.PositionsDifferent)
		wantField(t, err, "/overlaps")
		if text := err.Error(); !strings.Contains(text, addr("alice").Hex()) || strings.Contains(text, addr("carol").Hex()) {
			t.Error(text)
		}
		_, err = w.proposeMerge(&second, &first, models.PositionsSame, w.said("alice", corrections.CountsOnce))
		wantField(t, err, "/overlaps")
		if text := err.Error(); !strings.Contains(text, addr("carol").Hex()) || strings.Contains(text, addr("alice").Hex()) {
			t.Error(text)
		}
		_, err = w.proposeMerge(&second, &first, models.PositionsDifferent, w.said("alice", corrections.CountsOnce), w.said("bob", corrections.CountsBoth))
		wantField(t, err, "/overlaps/1")
		w.merge(&second, &first, models.PositionsDifferent, w.said("alice", corrections.CountsOnce))
		w.account(&first, "alice", "100 0 0 100")
		w.account(&first, "carol", "30 0 0 30")
	})
}

// TestClaimsGoOn: bob's claim in the second record joins the one he has in the first,
// which asks for both now; carol's goes on there and is decided anew, and alice's, who
// lost in the second only, too. Everybody is paid once, within the covers' limits.
func TestClaimsGoOn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		covers := map[string]models.Cover{}
		for _, name := range []string{"alice", "bob", "carol"} {
			covers[name] = w.Cover(name, 100, name)
		}
		w.Fund(nil, "lp1", 1000)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("bob", 50), lost("carol", 20)), w.record(lost("alice", 70), lost("bob", 80), lost("carol", 30))
		w.Earmark(&first, 400)
		w.Events()
		mine := w.File(&first, covers["bob"], "bob", 50)
		joins := w.File(&second, covers["bob"], "bob", 80)
		goes, new := w.File(&second, covers["carol"], "carol", 50), w.File(&second, covers["alice"], "alice", 70)
		goes = w.Approve(w.Anna, goes, 30)
		w.merge(&second, &first, models.PositionsDifferent)
		if c := w.Claim(joins); c.State != models.ClaimClosed || c.ReasonCode != claims.ReasonMerged || c.IncidentID != second.ID {
			t.Errorf("%+v", c)
		}
		if c := w.Claim(mine); c.State != models.ClaimSubmitted || c.Requested.String() != "130" || c.Eligible.String() != "100" {
			t.Errorf("%+v", c)
		}
		for claim, eligible := range map[*models.Claim]string{&goes: "50", &new: "70"} {
			c := w.Claim(*claim)
			if c.State != models.ClaimUnderReview || c.IncidentID != first.ID || c.Eligible.String() != eligible || !c.Approved.IsZero() || c.DecidedAt != nil {
				t.Errorf("%+v", c)
			}
			*claim = c
		}
		w.Approve(w.Anna, w.Claim(mine), 100)
		w.Approve(w.Anna, goes, 50)
		w.Approve(w.Anna, new, 70)
		w.Windows(0)
		w.Windows(4 * time.Hour)
		st := w.Draft(&first)
		w.Lines(st, "alice=70 bob=100 carol=50")
		w.Paid(st)
		w.account(&first, "bob", "130 100 0 30")
		if got := w.verified("V16", "V3", "V2", "V14"); got != nil {
			t.Error(got)
		}
	})
}

// TestMergeIsRefused: each refusal changes nothing and says what must happen first.
func TestMergeIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		cover := w.Cover("alice", 100, "alice")
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("alice", 100)), w.record(lost("alice", 100))
		refused := func(from, into *models.Incident, kind error, words string) {
			t.Helper()
			_, err := w.proposeMerge(from, into, models.PositionsSame)
			wantErr(t, err, kind)
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%q does not say %q", err, words)
			}
		}
		refused(&first, &first, service.ErrInvalid, "itself")
		_, err := w.ProposeMerge(ctx, w.Ben, first.PublicID, corrections.Merge{IntoID: "inc_none", Positions: "same"}, fact("recorded_twice"))
		wantField(t, err, "/into")
		_, err = w.ProposeMerge(ctx, w.Ben, first.PublicID, corrections.Merge{IntoID: second.PublicID, Positions: "similar"}, fact("recorded_twice"))
		wantField(t, err, "/positions")
		_, err = w.proposeMerge(&second, &first, models.PositionsSame, w.said("alice", "once"), w.said("alice", "both"))
		wantField(t, err, "/overlaps/1")
		_, err = w.ProposeMerge(ctx, w.Ben, second.PublicID, corrections.Merge{IntoID: first.PublicID, Positions: "same"}, fact("estate"))
		wantField(t, err, "/reason_code")

		denied := w.Deny(w.Anna, w.File(&second, cover, "alice", 100))
		refused(&second, &first, service.ErrConflict, denied.PublicID)
		reported := w.Confirmed()
		refused(&second, &reported, service.ErrConflict, "further along")

		w.comesBack(&first, 10)
		refused(&first, &second, service.ErrConflict, "recovery")
		var receipts []models.OutsideReceipt
		for _, inc := range []models.Incident{first, second} {
			r := must[models.OutsideReceipt](t)(w.Rooms.ProposeReceipt(ctx, w.Theo, settlements.OutsideInput{
				IncidentID: inc.PublicID, Affected: addr("alice"), Asset: w.Token, Amount: n(5), Reason: "refund", Evidence: settlements.ReceiptEvidence{Reference: "file 9"},
			}))
			_, err := w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID)
			if err != nil {
				t.Fatal(err)
			}
			receipts = append(receipts, r)
		}
		refused(&second, &first, service.ErrConflict, receipts[1].PublicID)
	})
}

// TestMergeOfARecordWithAPayee: somebody is registered to get recovered money of the
// second record, under its name. It ends in no other one and says who; the other way round
// both become one.
func TestMergeOfARecordWithAPayee(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("alice", 100)), w.record(lost("alice", 40))
		payee := must[models.RecoveryPayee](t)(w.Rooms.ProposePayee(ctx, w.Theo, settlements.PayeeInput{
			IncidentID: second.PublicID, Receiver: addr("whitehat"), Evidence: settlements.ReceiptEvidence{Reference: "resolution 12"}, Reason: "as agreed",
			Bounty: &settlements.BountyTerms{Asset: w.Token, Payer: addr("whitehat"), ShareBps: 1000, Cap: n(9)},
		}))
		row := must[models.Correction](t)(w.proposeMerge(&second, &first, models.PositionsDifferent)) // one person's word registers nobody
		payee = must[models.RecoveryPayee](t)(w.Rooms.ConfirmPayee(ctx, w.Sara, payee.PublicID, payee.Version))
		_, err := w.Confirm(ctx, w.Carl, row.PublicID, row.Version)
		wantErr(t, err, service.ErrConflict)
		if !strings.Contains(err.Error(), payee.PublicID) || !strings.Contains(err.Error(), "merge the other record into this one") {
			t.Error(err)
		}
		if got := w.incident(&second); got.State == states.IncidentMerged {
			t.Fatalf("%+v", got)
		}
		_, err = w.proposeMerge(&second, &first, models.PositionsDifferent)
		wantErr(t, err, service.ErrConflict)
		must[models.Correction](t)(w.Refuse(ctx, w.Carl, row.PublicID, row.Version, "the other way round"))
		w.merge(&first, &second, models.PositionsDifferent)
		w.account(&first, "alice", "140 0 0 140")
	})
}
