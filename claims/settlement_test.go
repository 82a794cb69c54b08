package claims_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/distributions"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
)

// settling is a world whose victims have approved claims, ready to draft:
// losses of 100 each, a pool of the given size.
func (w *world) settling(pool uint64, names ...string) models.Incident {
	var covers []models.Cover
	var ls []loss
	for _, name := range names {
		covers = append(covers, w.cover(name, 100, name))
		ls = append(ls, loss{name, 100})
	}
	w.fund(nil, "lp1", pool)
	w.clock.Advance(2 * time.Hour)
	inc := w.incident(0, ls...)
	w.earmark(&inc, pool)
	w.events()
	w.windows(0)
	for i, name := range names {
		w.approve(w.anna, w.file(&inc, covers[i], name, 100), 100)
	}
	w.windows(2 * time.Hour)
	return inc
}

func TestDraftIsIdempotent(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		first := w.draft(&inc)
		again := w.draft(&inc)
		if again.PublicID != first.PublicID || again.Version != first.Version {
			w.t.Fatalf("an unchanged draft was replaced: %s, %s", first.PublicID, again.PublicID)
		}
		w.balance("lines:"+first.PublicID, 100)
	})
}

// TestChangedInputsReplaceTheDraft: more money cancels the draft and writes the
// next sequence; objections to the new version are for changed lines only.
func TestChangedInputsReplaceTheDraft(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		first := w.draft(&inc)
		first = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, first.PublicID, first.Version))
		w.earmark(&inc, 60)
		w.events()
		second := w.draft(&inc)
		if second.Sequence != 2 || w.settlement(first).State != models.SettlementCancelled {
			t.Fatalf("sequence %d, first is %s", second.Sequence, w.settlement(first).State)
		}
		w.lines(second, "alice=80 bob=80")
		w.lines(first, "alice=50 bob=50") // void, shown for ever
		second = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, second.PublicID, second.Version))
		must[models.Objection](t)(w.s.Object(ctx, wallet("alice"), second.PublicID, "why 80"))

		w.earmark(&inc, 1) // one unit more changes nobody's line
		w.events()
		third := w.draft(&inc)
		third = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, third.PublicID, third.Version))
		_, err := w.s.Object(ctx, wallet("alice"), third.PublicID, "again")
		wantErr(t, err, service.ErrConflict)
	})
}

func TestObjectionsAreAnswered(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.draft(&inc)
		_, err := w.s.Object(ctx, wallet("alice"), st.PublicID, "early")
		wantErr(t, err, service.ErrWindow)
		st = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, st.PublicID, st.Version))
		_, err = w.s.Object(ctx, wallet("stranger"), st.PublicID, "I object")
		wantErr(t, err, service.ErrForbidden)
		o := must[models.Objection](t)(w.s.Object(ctx, wallet("alice"), st.PublicID, "too little"))
		_, err = w.s.Object(ctx, wallet("alice"), st.PublicID, "and again")
		wantErr(t, err, service.ErrConflict)

		_, err = w.s.Approve(ctx, w.theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrWindow)
		w.clock.Set(*st.ObjectionsUntil)
		_, err = w.s.Object(ctx, wallet("bob"), st.PublicID, "late")
		wantErr(t, err, service.ErrWindow)
		_, err = w.s.Approve(ctx, w.theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict) // not answered
		_, err = w.s.AnswerObjection(ctx, w.intake, o.PublicID, o.Version, "no")
		wantErr(t, err, service.ErrForbidden)
		must[models.Objection](t)(w.s.AnswerObjection(ctx, w.anna, o.PublicID, o.Version, "the pool is short"))
		must[models.Settlement](t)(w.s.Approve(ctx, w.theo, st.PublicID, st.ContentHash.Hash))
	})
}

func TestTwoPersonsApproveOneHash(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.draft(&inc)
		st = must[models.Settlement](t)(w.s.PublishDraft(ctx, w.theo, st.PublicID, st.Version))
		w.clock.Advance(20 * time.Minute)
		approve := func(by models.Actor, hash common.Hash) error {
			_, err := w.s.Approve(ctx, by, st.PublicID, hash)
			return err
		}
		wantErr(t, approve(w.theo, common.Hash{1}), service.ErrConflict)
		wantErr(t, approve(w.person("root", "root", "admin"), st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.anna, st.ContentHash.Hash), service.ErrForbidden)
		if err := approve(w.theo, st.ContentHash.Hash); err != nil {
			t.Fatal(err)
		}
		wantErr(t, approve(w.theo, st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.person("theo2", "theo", "senior,treasurer"), st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.person("tina", "tina", "treasurer"), st.ContentHash.Hash), service.ErrForbidden)
		if got := w.settlement(st).State; got != models.SettlementObjections {
			t.Fatalf("one person approved: %s", got)
		}
		if _, _, err := w.s.Order(ctx, st.PublicID); err == nil {
			t.Fatal("the order is public before the second approval")
		}
		if err := approve(w.sara, st.ContentHash.Hash); err != nil {
			t.Fatal(err)
		}
		if got := w.settlement(st).State; got != models.SettlementApproved {
			t.Fatalf("two persons approved: %s", got)
		}
	})
}

// TestReviewShare: who decided too many of a settlement's claims does not
// approve it.
func TestReviewShare(t *testing.T) {
	ts := terms()
	ts.ReviewShareMaxBps = 2500
	each(t, ts, func(w *world) {
		names := []string{"alice", "bob", "carol", "dave"}
		var covers []models.Cover
		var ls []loss
		for _, name := range names {
			covers, ls = append(covers, w.cover(name, 100, name)), append(ls, loss{name, 100})
		}
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, ls...)
		w.fund(&inc, "lp1", 400)
		w.events()
		w.windows(0)
		half := w.person("hal", "hal", "senior,underwriter")
		quarter := w.person("quinn", "quinn", "senior,underwriter")
		for i, by := range []models.Actor{half, half, quarter, w.anna} {
			w.approve(by, w.file(&inc, covers[i], names[i], 100), 100)
		}
		w.windows(2 * time.Hour)
		st := w.draft(&inc)
		st = must[models.Settlement](w.t)(w.s.PublishDraft(ctx, w.theo, st.PublicID, st.Version))
		w.clock.Advance(20 * time.Minute)
		_, err := w.s.Approve(ctx, half, st.PublicID, st.ContentHash.Hash)
		wantErr(w.t, err, service.ErrForbidden)
		must[models.Settlement](w.t)(w.s.Approve(ctx, quarter, st.PublicID, st.ContentHash.Hash))
	})
}

func TestOrderNeedsQuorum(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.approved(w.draft(&inc))
		sigs := w.signatures(st, 4)
		stranger := sign(t, key("stranger"), st.OrderDigest.Hash)
		for name, bad := range map[string][][]byte{
			"two": sigs[:2], "one twice": {sigs[0], sigs[1], sigs[1]}, "a stranger": {sigs[0], sigs[1], stranger}, "none": nil,
		} {
			if _, err := w.s.AcceptOrder(ctx, st.PublicID, bad); err == nil {
				t.Errorf("%s signatures were accepted", name)
			}
		}
		st = must[models.Settlement](t)(w.s.AcceptOrder(ctx, st.PublicID, sigs[1:]))
		if st.State != models.SettlementSigned {
			t.Fatalf("settlement is %s", st.State)
		}
		must[models.Settlement](t)(w.s.AcceptOrder(ctx, st.PublicID, sigs[:3])) // twice is a no-op
		var intent models.TxIntent
		w.tx(func(tx *models.Tx) (err error) {
			intent, err = tx.IntentByKey("publish:" + st.PublicID)
			return err
		})
		if intent.State != models.TxApproved || intent.To.Address != distributor || intent.Sender.Address != operator {
			t.Fatalf("intent %+v", intent)
		}
	})
}

// TestOrderIsWhatTheFileSays: a stranger computes the order's root, total and
// input hash from the published entitlement file alone.
func TestOrderIsWhatTheFileSays(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(101, "alice", "bob", "carol")
		st := w.approved(w.draft(&inc))
		order, domain, err := w.s.Order(ctx, st.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		var raw []byte
		w.tx(func(tx *models.Tx) (err error) {
			raw, err = tx.EntitlementFile(st.ID)
			return err
		})
		file := must[payouts.File](t)(payouts.ReadFile(bytes.NewReader(raw)))
		computed := must[payouts.Computed](t)(file.Compute())
		if common.Hash(file.SettlementID()) != order.SettlementID || common.Hash(computed.Root(file.SettlementID())) != order.PayoutRoot {
			t.Fatal("settlement id or root differ")
		}
		if computed.Total() != order.Total || common.Hash(must[merkle.Hash](t)(file.Hash())) != order.InputHash {
			t.Fatal("total or input hash differ")
		}
		if order.Digest(domain) != st.OrderDigest.Hash || settlements.ContentHash(&st) != st.ContentHash.Hash {
			t.Fatal("order digest or content hash differ")
		}
		if st.Dust.String() != "2" { // 101 over three: 33 each
			t.Fatalf("dust %s", st.Dust)
		}
	})
}

// TestCancelReturnsEverything before the chain: commitments end, lines are void,
// and the next draft is the same under a new sequence.
func TestCancelReturnsEverything(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.approved(w.draft(&inc))
		_, err := w.s.Cancel(ctx, w.theo, st.PublicID, st.Version-1, "wrong")
		wantErr(t, err, models.ErrVersion)
		_, err = w.s.Cancel(ctx, w.theo, st.PublicID, st.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.s.Cancel(ctx, wallet("alice"), st.PublicID, st.Version, "mine")
		wantErr(t, err, service.ErrForbidden)
		must[models.Settlement](t)(w.s.Cancel(ctx, w.theo, st.PublicID, st.Version, "receiver list was wrong"))
		w.balance("lines:"+st.PublicID, 0)
		w.balance("held:"+st.PublicID, 0)
		next := w.draft(&inc)
		if next.Sequence != 2 || next.Paid != st.Paid || next.CumulativeTotal != st.CumulativeTotal {
			t.Fatalf("next is %d: %s of %s", next.Sequence, next.Paid, next.CumulativeTotal)
		}
	})
}

// TestCancelledTrancheReturnsHeldMoney: a second tranche that took over held
// money gives it back when it is cancelled.
func TestCancelledTrancheReturnsHeldMoney(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		a, _ := w.cover("alice", 100, "alice"), w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 100})
		w.fund(&inc, "lp1", 100)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 100), 100)
		w.windows(2 * time.Hour)
		first := w.paid(w.draft(&inc))
		w.lines(first, "alice=50 bob=50h")
		w.balance("held:"+first.PublicID, 50)
		w.windows(time.Hour)
		second := w.draft(&inc)
		w.lines(second, "alice=50")
		w.balance("held:"+first.PublicID, 0)
		must[models.Settlement](t)(w.s.Cancel(ctx, w.theo, second.PublicID, second.Version, "changed our mind"))
		w.balance("held:"+first.PublicID, 50)
		w.lines(w.draft(&inc), "alice=50")
	})
}

// TestCancelOnChain: the guardian's cancellation is a final event; money and
// commitment go back and the tranche is drafted again.
func TestCancelOnChain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.approved(w.draft(&inc))
		st = must[models.Settlement](t)(w.s.AcceptOrder(ctx, st.PublicID, w.signatures(st, 3)))
		w.publish(st)
		w.balance("distributor:"+st.PublicID, 100)
		w.event(distributor, "Cancelled", map[string]any{"settlement_id": st.ChainRef.Hash, "by": addr("guardian"), "total": n(100), "reason_hash": common.Hash{7}})
		w.events()
		if got := w.settlement(st); got.State != models.SettlementCancelled || !strings.Contains(got.CancelReason, "on chain") {
			t.Fatalf("settlement is %s: %s", got.State, got.CancelReason)
		}
		w.balance("distributor:"+st.PublicID, 0)
		w.balance("pool:"+w.pool.PublicID+":earmark:"+inc.PublicID, 100)
		w.lines(w.draft(&inc), "alice=50 bob=50")
	})
}

// TestForeignSettlementFreezes: an event that the books do not explain stops
// all settlement until people look.
func TestForeignSettlementFreezes(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		w.event(distributor, "Published", map[string]any{"settlement_id": common.Hash{9}, "total": n(5)})
		if r := w.events(); r.Alarms != 1 {
			w.t.Fatalf("%+v", r)
		}
		_, err := w.s.DraftSettlement(ctx, w.theo, inc.PublicID)
		wantErr(w.t, err, service.ErrFrozen)
	})
}

// TestPaidTwiceFreezes: a leaf that the chain pays a second time is impossible,
// so it is an alarm and changes no book.
func TestPaidTwiceFreezes(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		st := w.active(w.draft(&inc))
		redeem := map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "receiver": addr("alice"), "amount": n(50), "paid_to": addr("dave")}
		w.event(distributor, "Redeemed", redeem)
		if r := w.events(); r.Alarms != 0 {
			w.t.Fatalf("%+v", r)
		}
		w.balance("paid:"+inc.PublicID, 50)
		w.event(distributor, "Redeemed", redeem)
		if r := w.events(); r.Alarms != 1 {
			w.t.Fatalf("%+v", r)
		}
		w.balance("paid:"+inc.PublicID, 50)
	})
}

func TestProofs(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		names := []string{"alice", "bob", "carol", "dave", "erin"}
		inc := w.settling(500, names...)
		st := w.active(w.draft(&inc))
		lines := w.stored(st)
		for _, l := range lines {
			p := must[distributions.ProofView](t)(w.s.Proof(ctx, st.PublicID, l.Line.PublicID))
			proof := make([]merkle.Hash, len(p.Proof))
			for i, h := range p.Proof {
				proof[i] = h
			}
			leaf := merkle.PayoutLeaf(p.SettlementRef, p.Index, p.Line.Receiver.Address, p.Line.Amount.Amount)
			if !merkle.Verify(st.PayoutRoot.Hash, leaf, proof) {
				t.Errorf("proof of line %d does not verify", p.Index)
			}
		}
	})
}

// TestClaimStatesFollowPayments: settling → partially_paid → paid over tranches.
func TestClaimStatesFollowPayments(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		st := w.paid(w.draft(&inc))
		w.lines(st, "alice=50 bob=50")
		states := func() string {
			var out []string
			for _, c := range must[[]models.Claim](w.t)(w.s.List(ctx, w.sara, claims.ListInput{IncidentID: inc.PublicID})) {
				out = append(out, c.State)
			}
			return strings.Join(out, " ")
		}
		if got := states(); got != "partially_paid partially_paid" {
			w.t.Fatal(got)
		}
		w.earmark(&inc, 100)
		w.events()
		w.paid(w.draft(&inc))
		if got := states(); got != "paid paid" {
			w.t.Fatal(got)
		}
		if r := w.windows(2 * time.Hour); r.SettledIncidents != 1 {
			w.t.Fatalf("%+v", r)
		}
	})
}

// TestCancelInTheLastMoment: the clock opened the doors before the guardian's
// final cancellation was read; nothing was paid, so everything goes back.
func TestCancelInTheLastMoment(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		st := w.active(w.draft(&inc))
		w.event(distributor, "Cancelled", map[string]any{"settlement_id": st.ChainRef.Hash, "by": addr("guardian"), "total": n(100)})
		w.event(distributor, "Extended", map[string]any{"settlement_id": st.ChainRef.Hash, "deadline": "9999999999"})
		if r := w.events(); r.Alarms != 0 {
			w.t.Fatalf("%+v", r)
		}
		if got := w.settlement(st).State; got != models.SettlementCancelled {
			w.t.Fatalf("settlement is %s", got)
		}
		w.balance("pool:"+w.pool.PublicID+":earmark:"+inc.PublicID, 100)
	})
}

// TestHeldAtTheMostItCouldGet: a claim that asks for less holds less.
func TestHeldAtTheMostItCouldGet(t *testing.T) {
	each(t, terms(), func(w *world) {
		a, b := w.cover("alice", 100, "alice"), w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 100})
		w.fund(&inc, "lp1", 70)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 100), 100)
		claim := w.file(&inc, b, "bob", 40)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&inc), "alice=50 bob=20h")
		must[models.Claim](w.t)(w.s.Withdraw(ctx, wallet("bob"), claim.PublicID, claim.Version, ""))
		w.lines(w.draft(&inc), "alice=35 bob=35h") // a covered non-filer again
	})
}

// TestClosedIncidentClosesClaims once nothing is on its way.
func TestClosedIncidentClosesClaims(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		st := w.draft(&inc)
		w.windows(2 * time.Hour)
		reload := func() models.Incident {
			w.tx(func(tx *models.Tx) (err error) {
				inc, err = models.ByID[models.Incident](tx, inc.ID)
				return err
			})
			return inc
		}
		_, err := w.s.CloseIncident(ctx, w.sara, inc.PublicID, reload().Version, "done")
		wantErr(t, err, service.ErrConflict)
		w.paid(st)
		w.windows(0)
		must[models.Incident](t)(w.s.CloseIncident(ctx, w.sara, inc.PublicID, reload().Version, "done"))
		if r := w.windows(0); r.ClaimsClosed != 2 {
			t.Fatalf("%+v", r)
		}
	})
}
