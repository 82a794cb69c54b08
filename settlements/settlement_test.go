package settlements_test

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
	"makewhole/settlements/ledger"
	"makewhole/test/roomtest"
)

func TestDraftIsIdempotent(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		first := w.Draft(&inc)
		again := w.Draft(&inc)
		if again.PublicID != first.PublicID || again.Version != first.Version {
			w.T.Fatalf("an unchanged draft was replaced: %s, %s", first.PublicID, again.PublicID)
		}
		w.Balance("lines:"+first.PublicID, 100)
	})
}

// TestChangedInputsReplaceTheDraft: more money cancels the draft and writes the
// next sequence; objections to the new version are for changed lines only.
func TestChangedInputsReplaceTheDraft(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		first := w.Draft(&inc)
		first = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, first.PublicID, first.Version))
		w.Earmark(&inc, 60)
		w.Events()
		second := w.Draft(&inc)
		if second.Sequence != 2 || w.Settlement(first).State != models.SettlementCancelled {
			t.Fatalf("sequence %d, first is %s", second.Sequence, w.Settlement(first).State)
		}
		w.Lines(second, "alice=80 bob=80")
		w.Lines(first, "alice=50 bob=50") // void, shown for ever
		second = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, second.PublicID, second.Version))
		must[models.Objection](t)(w.Rooms.Object(ctx, wallet("alice"), second.PublicID, "why 80"))

		w.Earmark(&inc, 1) // one unit more changes nobody's line
		w.Events()
		third := w.Draft(&inc)
		third = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, third.PublicID, third.Version))
		_, err := w.Rooms.Object(ctx, wallet("alice"), third.PublicID, "again")
		wantErr(t, err, service.ErrConflict)
	})
}

func TestObjectionsAreAnswered(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		_, err := w.Rooms.Object(ctx, wallet("alice"), st.PublicID, "early")
		wantErr(t, err, service.ErrWindow)
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		_, err = w.Rooms.Object(ctx, wallet("stranger"), st.PublicID, "I object")
		wantErr(t, err, service.ErrForbidden)
		o := must[models.Objection](t)(w.Rooms.Object(ctx, wallet("alice"), st.PublicID, "too little"))
		_, err = w.Rooms.Object(ctx, wallet("alice"), st.PublicID, "and again")
		wantErr(t, err, service.ErrConflict)

		_, err = w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrWindow)
		w.Clock.Set(*st.ObjectionsUntil)
		_, err = w.Rooms.Object(ctx, wallet("bob"), st.PublicID, "late")
		wantErr(t, err, service.ErrWindow)
		_, err = w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict) // not answered
		_, err = w.Rooms.AnswerObjection(ctx, w.Intake, o.PublicID, o.Version, "no")
		wantErr(t, err, service.ErrForbidden)
		must[models.Objection](t)(w.Rooms.AnswerObjection(ctx, w.Anna, o.PublicID, o.Version, "the pool is short"))
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
	})
}

func TestTwoPersonsApproveOneHash(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		w.Clock.Advance(20 * time.Minute)
		approve := func(by models.Actor, hash common.Hash) error {
			_, err := w.Rooms.Approve(ctx, by, st.PublicID, hash)
			return err
		}
		wantErr(t, approve(w.Theo, common.Hash{1}), service.ErrConflict)
		wantErr(t, approve(w.Person("root", "root", "admin"), st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.Anna, st.ContentHash.Hash), service.ErrForbidden)
		if err := approve(w.Theo, st.ContentHash.Hash); err != nil {
			t.Fatal(err)
		}
		wantErr(t, approve(w.Theo, st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.Person("theo2", "theo", "senior,treasurer"), st.ContentHash.Hash), service.ErrForbidden)
		wantErr(t, approve(w.Person("tina", "tina", "treasurer"), st.ContentHash.Hash), service.ErrForbidden)
		if got := w.Settlement(st).State; got != models.SettlementObjections {
			t.Fatalf("one person approved: %s", got)
		}
		if _, _, err := w.Rooms.Order(ctx, st.PublicID); err == nil {
			t.Fatal("the order is public before the second approval")
		}
		if err := approve(w.Sara, st.ContentHash.Hash); err != nil {
			t.Fatal(err)
		}
		if got := w.Settlement(st).State; got != models.SettlementApproved {
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
			covers, ls = append(covers, w.Cover(name, 100, name)), append(ls, lost(name, 100))
		}
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, ls...)
		w.Fund(&inc, "lp1", 400)
		w.Events()
		w.Windows(0)
		half := w.Person("hal", "hal", "senior,underwriter")
		quarter := w.Person("quinn", "quinn", "senior,underwriter")
		for i, by := range []models.Actor{half, half, quarter, w.Anna} {
			w.Approve(by, w.File(&inc, covers[i], names[i], 100), 100)
		}
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		st = must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		w.Clock.Advance(20 * time.Minute)
		_, err := w.Rooms.Approve(ctx, half, st.PublicID, st.ContentHash.Hash)
		wantErr(w.T, err, service.ErrForbidden)
		must[models.Settlement](w.T)(w.Rooms.Approve(ctx, quarter, st.PublicID, st.ContentHash.Hash))
	})
}

func TestOrderNeedsQuorum(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Approved(w.Draft(&inc))
		sigs := w.Signatures(st, 4)
		stranger := roomtest.Sign(t, key("stranger"), st.OrderDigest.Hash)
		for name, bad := range map[string][][]byte{
			"two": sigs[:2], "one twice": {sigs[0], sigs[1], sigs[1]}, "a stranger": {sigs[0], sigs[1], stranger}, "none": nil,
		} {
			if _, err := w.Rooms.AcceptOrder(ctx, st.PublicID, bad); err == nil {
				t.Errorf("%s signatures were accepted", name)
			}
		}
		st = must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, sigs[1:]))
		if st.State != models.SettlementSigned {
			t.Fatalf("settlement is %s", st.State)
		}
		must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, sigs[:3])) // twice is a no-op
		var intent models.TxIntent
		w.Tx(func(tx *models.Tx) (err error) {
			intent, err = tx.IntentByKey("publish:" + st.PublicID)
			return err
		})
		if intent.State != models.TxApproved || intent.To.Address != roomtest.Distributor || intent.Sender.Address != roomtest.Operator {
			t.Fatalf("intent %+v", intent)
		}
	})
}

// TestOrderIsWhatTheFileSays: a stranger computes the order's root, total and
// input hash from the published entitlement file alone.
func TestOrderIsWhatTheFileSays(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(101, "alice", "bob", "carol")
		st := w.Approved(w.Draft(&inc))
		order, domain, err := w.Rooms.Order(ctx, st.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		var raw []byte
		w.Tx(func(tx *models.Tx) (err error) {
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
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Approved(w.Draft(&inc))
		_, err := w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version-1, "wrong")
		wantErr(t, err, models.ErrVersion)
		_, err = w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.Cancel(ctx, wallet("alice"), st.PublicID, st.Version, "mine")
		wantErr(t, err, service.ErrForbidden)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "receiver list was wrong"))
		w.Balance("lines:"+st.PublicID, 0)
		w.Balance("held:"+st.PublicID, 0)
		next := w.Draft(&inc)
		if next.Sequence != 2 || next.Paid != st.Paid || next.CumulativeTotal != st.CumulativeTotal {
			t.Fatalf("next is %d: %s of %s", next.Sequence, next.Paid, next.CumulativeTotal)
		}
	})
}

// oneFiles is an incident in which alice and bob lost 100 each under covers for it
// and a pool of 100: alice's claim is decided, bob has not filed.
func (w *world) oneFiles() models.Incident {
	w.T.Helper()
	a, _ := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
	w.Fund(&inc, "lp1", 100)
	w.Events()
	w.Windows(0)
	w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
	w.Windows(2 * time.Hour)
	return inc
}

// TestCancelledTrancheReturnsHeldMoney: a second tranche that took over held
// money gives it back when it is cancelled.
func TestCancelledTrancheReturnsHeldMoney(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.oneFiles()
		first := w.Paid(w.Draft(&inc))
		w.Lines(first, "alice=50 bob=50h")
		w.Balance("held:"+first.PublicID, 50)
		w.Windows(time.Hour)
		second := w.Draft(&inc)
		w.Lines(second, "alice=50")
		w.Balance("held:"+first.PublicID, 0)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, second.PublicID, second.Version, "changed our mind"))
		w.Balance("held:"+first.PublicID, 50)
		w.Lines(w.Draft(&inc), "alice=50")
	})
}

// TestCancelOnChain: the guardian's cancellation is a final event; money and
// commitment go back and the tranche is drafted again.
func TestCancelOnChain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Approved(w.Draft(&inc))
		st = must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		w.Publish(st)
		w.Balance("distributor:"+st.PublicID, 100)
		w.cancelledOnChain(st, 100)
		w.Events()
		if got := w.Settlement(st); got.State != models.SettlementCancelled || !strings.Contains(got.CancelReason, "on chain") {
			t.Fatalf("settlement is %s: %s", got.State, got.CancelReason)
		}
		w.Balance("distributor:"+st.PublicID, 0)
		w.Balance("pool:"+w.Pool.PublicID+":earmark:"+inc.PublicID, 100)
		w.Lines(w.Draft(&inc), "alice=50 bob=50")
	})
}

// TestCancelledAfterTheNextTookOver: the first tranche is active with 50 held for
// bob, the second is drafted and takes them over, then the guardian cancels the
// first: there are 100 again, never 150.
func TestCancelledAfterTheNextTookOver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.oneFiles()
		first := w.Active(w.Draft(&inc))
		w.Lines(first, "alice=50 bob=50h")
		w.Windows(time.Hour) // bob let the bar date pass
		w.Lines(w.Draft(&inc), "alice=50")
		w.cancelledOnChain(first, 50)
		if r := w.Events(); r.Alarms != 0 {
			t.Fatalf("%+v", r)
		}
		w.Balance("held:"+first.PublicID, 0)
		w.Balance("pool:"+w.Pool.PublicID+":earmark:"+inc.PublicID, 100)
		again := w.Draft(&inc)
		w.Lines(again, "alice=100")
		if again.Available.String() != "100" {
			t.Fatalf("%s of 100 are available", again.Available)
		}
		w.rules("V19")
		w.Tx(func(tx *models.Tx) error { // and once more
			return tx.Post("release", "once more", ledger.Move(first.AssetID, "held:"+first.PublicID, ledger.Commitments(&w.Pool, &inc), n(50))...)
		})
		w.says("V19", first.PublicID, "is released whole, and once")
	})
}

// TestForeignSettlementFreezes: an event that the books do not explain stops
// all settlement until people look.
func TestForeignSettlementFreezes(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		w.Event(roomtest.Distributor, "Published", map[string]any{"settlement_id": common.Hash{9}, "total": n(5)})
		if r := w.Events(); r.Alarms != 1 {
			w.T.Fatalf("%+v", r)
		}
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(w.T, err, service.ErrFrozen)
	})
}

// TestPaidTwiceFreezes: a leaf that the chain pays a second time is impossible,
// so it is an alarm and changes no book.
func TestPaidTwiceFreezes(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		redeem := map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "receiver": addr("alice"), "amount": n(50), "paid_to": addr("dave")}
		w.Event(roomtest.Distributor, "Redeemed", redeem)
		if r := w.Events(); r.Alarms != 0 {
			w.T.Fatalf("%+v", r)
		}
		w.Balance("paid:"+inc.PublicID, 50)
		w.Event(roomtest.Distributor, "Redeemed", redeem)
		if r := w.Events(); r.Alarms != 1 {
			w.T.Fatalf("%+v", r)
		}
		w.Balance("paid:"+inc.PublicID, 50)
	})
}

func TestProofs(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		names := []string{"alice", "bob", "carol", "dave", "erin"}
		inc := w.Settling(500, names...)
		st := w.Active(w.Draft(&inc))
		lines := w.Stored(st)
		for _, l := range lines {
			p := must[distributions.ProofView](t)(w.Rooms.Proof(ctx, st.PublicID, l.Line.PublicID))
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
		inc := w.Settling(100, "alice", "bob")
		st := w.Paid(w.Draft(&inc))
		w.Lines(st, "alice=50 bob=50")
		states := func() string {
			var out []string
			for _, c := range must[[]models.Claim](w.T)(w.Rooms.List(ctx, w.Sara, claims.ListInput{IncidentID: inc.PublicID})) {
				out = append(out, c.State)
			}
			return strings.Join(out, " ")
		}
		if got := states(); got != "partially_paid partially_paid" {
			w.T.Fatal(got)
		}
		w.Earmark(&inc, 100)
		w.Events()
		w.Paid(w.Draft(&inc))
		if got := states(); got != "paid paid" {
			w.T.Fatal(got)
		}
		if r := w.Windows(2 * time.Hour); r.SettledIncidents != 1 {
			w.T.Fatalf("%+v", r)
		}
	})
}

// TestCancelInTheLastMoment: the clock opened the doors before the guardian's
// final cancellation was read; nothing was paid, so everything goes back.
func TestCancelInTheLastMoment(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "Cancelled", map[string]any{"settlement_id": st.ChainRef.Hash, "by": addr("guardian"), "total": n(100)})
		w.Event(roomtest.Distributor, "Extended", map[string]any{"settlement_id": st.ChainRef.Hash, "deadline": "9999999999"})
		if r := w.Events(); r.Alarms != 0 {
			w.T.Fatalf("%+v", r)
		}
		if got := w.Settlement(st).State; got != models.SettlementCancelled {
			w.T.Fatalf("settlement is %s", got)
		}
		w.Balance("pool:"+w.Pool.PublicID+":earmark:"+inc.PublicID, 100)
	})
}

// TestHeldAtTheMostItCouldGet: a claim that asks for less holds less.
func TestHeldAtTheMostItCouldGet(t *testing.T) {
	each(t, terms(), func(w *world) {
		a, b := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Fund(&inc, "lp1", 70)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
		claim := w.File(&inc, b, "bob", 40)
		w.Windows(2 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=50 bob=20h")
		must[models.Claim](w.T)(w.Rooms.Withdraw(ctx, wallet("bob"), claim.PublicID, claim.Version, ""))
		w.Lines(w.Draft(&inc), "alice=35 bob=35h") // a covered non-filer again
	})
}

// TestClosedIncidentClosesClaims once nothing is on its way.
func TestClosedIncidentClosesClaims(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		w.Windows(2 * time.Hour)
		reload := func() models.Incident {
			w.Tx(func(tx *models.Tx) (err error) {
				inc, err = models.ByID[models.Incident](tx, inc.ID)
				return err
			})
			return inc
		}
		_, err := w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, reload().Version, "done")
		wantErr(t, err, service.ErrConflict)
		w.Paid(st)
		w.Windows(0)
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, reload().Version, "done"))
		if r := w.Windows(0); r.ClaimsClosed != 2 {
			t.Fatalf("%+v", r)
		}
	})
}
