package settlements_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// inTurn are the settlements of two pools of one token, both with their objection
// window over.
func inTurn(w *world) (models.Incident, []models.Settlement) {
	inc := w.twoPools(100, 150, false)
	sts := must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
	for i := range sts {
		sts[i] = must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, sts[i].PublicID, sts[i].Version))
	}
	w.Clock.Advance(20 * time.Minute)
	return inc, sts
}

// approves is both persons' approval, by a service that asks a node.
func (w *world) approves(s *settlements.Service, st models.Settlement) error {
	for _, by := range []models.Actor{w.Theo, w.Sara} {
		if _, err := s.Approve(ctx, by, st.PublicID, st.ContentHash.Hash); err != nil {
			return err
		}
	}
	return nil
}

// signedOrder takes an approved settlement to its publish intent.
func (w *world) signedOrder(st models.Settlement) models.Settlement {
	w.T.Helper()
	st = w.Settlement(st)
	w.VerifiedFor(st, st.ContentHash)
	return must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
}

// TestOrdersAreSignedInTheirTurn: totals are cumulative over the pools of a token,
// so an order is approved only when nobody can take an older one away any more, by a
// person or on chain: it could never be published without it, nor be given up once it
// is signed.
func TestOrdersAreSignedInTheirTurn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		_, sts := inTurn(w)
		node := takes()
		s := w.voiding(node)
		wait := func() {
			t.Helper()
			wantErr(t, w.approves(s, sts[1]), service.ErrConflict)
		}
		wait() // the first is a preview
		if err := w.approves(s, sts[0]); err != nil {
			t.Fatal(err)
		}
		wait() // approved: may be cancelled by a person
		first := w.signedOrder(sts[0])
		wait() // signed
		w.Publish(first)
		wait() // the guardian may cancel it
		w.Windows(time.Minute)
		if got := w.Settlement(first); got.State != models.SettlementActive {
			t.Fatalf("the first is %s", got.State)
		}
		for _, state := range []uint8{contracts.SettlementStateNone, contracts.SettlementStatePublished, contracts.SettlementStateCancelled} {
			node.settlement = state
			wait() // by the clock its doors are open, the final block does not show it
		}
		node.failing = errors.New("no answer")
		wantErr(t, w.approves(s, sts[1]), service.ErrNotReady)
		node.failing, node.settlement = nil, contracts.SettlementStateActive
		if err := w.approves(s, sts[1]); err != nil {
			t.Fatal(err)
		}
		w.signedOrder(sts[1])
	})
}

// TestHeldInTheLastMoment: the guardian's hold is heard of when the books have the
// first active already: the doors open later, and the second waits for that.
func TestHeldInTheLastMoment(t *testing.T) {
	each(t, terms(), func(w *world) {
		_, sts := inTurn(w)
		if err := w.approves(w.Rooms.Settlements(), sts[0]); err != nil {
			w.T.Fatal(err)
		}
		w.Publish(w.signedOrder(sts[0]))
		w.Windows(time.Minute)
		later := w.Clock.Now().Add(time.Hour).Truncate(time.Second)
		w.Event(roomtest.Distributor, "Held", map[string]any{"settlement_id": sts[0].ChainRef.Hash, "active_at": fmt.Sprint(later.Unix())})
		w.Events()
		wantErr(w.T, w.approves(w.Rooms.Settlements(), sts[1]), service.ErrConflict)
		w.Clock.Set(later)
		if err := w.approves(w.Rooms.Settlements(), sts[1]); err != nil {
			w.T.Fatal(err)
		}
	})
}

// TestGuardianCancelsTheOlder of two previews: the younger keeps its lines and has
// the total that the chain wants; one person's approval of the old total counts for
// nothing. The older is drafted again behind it, and everybody is paid.
func TestGuardianCancelsTheOlder(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, sts := inTurn(w)
		s := w.Rooms.Settlements()
		if err := w.approves(s, sts[0]); err != nil {
			t.Fatal(err)
		}
		w.Publish(w.signedOrder(sts[0]))
		w.cancelledOnChain(sts[0], 100)
		w.Events()
		wantErr(t, w.approves(s, sts[1]), service.ErrConflict) // its content has another hash
		second := w.Settlement(sts[1])
		if second.State != models.SettlementObjections || second.CumulativeTotal != second.Paid || second.InputHash != sts[1].InputHash {
			t.Fatalf("the second is %s with a total of %s", second.State, second.CumulativeTotal)
		}
		if err := w.approves(s, second); err != nil {
			t.Fatal(err)
		}
		w.Publish(w.signedOrder(second))
		w.Windows(time.Minute)
		again := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		sum, _ := second.Paid.Add(again[0].Paid.Amount)
		if len(again) != 1 || again[0].PoolID != sts[0].PoolID || again[0].Paid.Less(n(99)) || again[0].CumulativeTotal.Amount != sum { // 100, but for a unit of rounding
			t.Fatalf("%d settlements again, the first pays %s, %s in all", len(again), again[0].Paid, again[0].CumulativeTotal)
		}
		w.Paid(again[0])
	})
}

// TestReplacedTogether: both previews are drafted again, each time with totals that
// follow each other, and a third time nothing changes.
func TestReplacedTogether(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, before := inTurn(w)
		w.Earmark(&inc, 20) // the first pool has more now, the second owes less
		w.Events()
		var last []models.Settlement
		for range 3 {
			sts := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
			slices.SortFunc(sts, func(a, b models.Settlement) int { return cmp.Compare(a.ID, b.ID) })
			committed := n(0)
			for i, st := range sts {
				committed, _ = committed.Add(st.Paid.Amount)
				if st.CumulativeTotal.Amount != committed || settlements.ContentHash(&st) != st.ContentHash.Hash {
					t.Fatalf("%s: total %s, the sum is %s", st.PublicID, st.CumulativeTotal, committed)
				}
				if last != nil && st.ID != last[i].ID {
					t.Fatalf("%s was replaced by %s without a reason", last[i].PublicID, st.PublicID)
				}
			}
			last = sts
		}
		if len(last) != 2 || last[0].ID == before[0].ID {
			t.Fatalf("%d settlements, the first was kept", len(last))
		}
	})
}

// TestApprovedByAnEarlierVersion: members do not get an order that rests on one
// which can still be cancelled; when it is, the order is taken from nobody, and a
// person cancels it.
func TestApprovedByAnEarlierVersion(t *testing.T) {
	each(t, terms(), func(w *world) {
		_, sts := inTurn(w)
		if err := w.approves(w.Rooms.Settlements(), sts[0]); err != nil {
			w.T.Fatal(err)
		}
		first := w.signedOrder(sts[0])
		second := w.Settlement(sts[1])
		w.Tx(func(tx *models.Tx) error {
			for _, by := range []models.Actor{w.Theo, w.Sara} {
				role := by.Roles[0]
				if err := models.Insert(tx, &models.SettlementApproval{SettlementID: second.ID, StaffID: by.StaffID, Role: role, ContentHash: second.ContentHash}); err != nil {
					return err
				}
			}
			return models.Move(tx, settlements.SettlementMachine, &second, "approve", w.Sara, "")
		})
		_, _, err := w.Rooms.Order(ctx, second.PublicID)
		wantErr(w.T, err, service.ErrConflict)
		w.Publish(first)
		w.cancelledOnChain(first, 100)
		w.Events()
		w.VerifiedFor(second, second.ContentHash)
		_, err = w.Rooms.AcceptOrder(ctx, second.PublicID, w.Signatures(second, 3))
		wantErr(w.T, err, service.ErrConflict)
		if !strings.Contains(err.Error(), "an earlier settlement was cancelled") {
			w.T.Errorf("the total is not held against what came before: %v", err)
		}
		must[models.Settlement](w.T)(w.Rooms.Cancel(ctx, w.Theo, second.PublicID, second.Version, "its total counts the first"))
	})
}
