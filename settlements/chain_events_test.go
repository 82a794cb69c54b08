package settlements_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/test/roomtest"
)

// frozenBy is why settlement is frozen, "" where it is not.
func (w *world) frozenBy() (reason string) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		frozen, why, err := tx.Frozen()
		if frozen {
			reason = why
		}
		return err
	})
	return reason
}

func unix(at time.Time) string { return fmt.Sprint(at.Unix()) }

// The guardian's hold moves the opening of the doors, the treasurer's extension
// the deadline; neither means anything once the settlement is over.
func TestHoldAndExtensionMoveTheTimes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Approved(w.Draft(&inc))
		st = must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		w.Publish(st)
		open, late := w.Clock.Now().Add(2*time.Hour).Truncate(time.Second).UTC(), w.Clock.Now().AddDate(2, 0, 0).Truncate(time.Second).UTC()
		w.Event(roomtest.Distributor, "Held", map[string]any{"settlement_id": st.ChainRef.Hash, "active_at": unix(open), "reason_hash": common.Hash{7}})
		w.Event(roomtest.Distributor, "Extended", map[string]any{"settlement_id": st.ChainRef.Hash, "deadline": unix(late)})
		w.Events()
		w.Windows(time.Hour) // the old delay is over, the hold is not
		now := w.Settlement(st)
		if now.State != models.SettlementPublished || !now.ActiveAt.Equal(open) || !now.Deadline.Equal(late) {
			t.Fatalf("%s, doors open %v, deadline %v", now.State, now.ActiveAt, now.Deadline)
		}
		w.Windows(time.Hour)
		if now = w.Settlement(st); now.State != models.SettlementActive {
			t.Fatalf("settlement is %s after the hold", now.State)
		}
		w.Event(roomtest.Distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": "3"})
		w.Events()
		w.Event(roomtest.Distributor, "Extended", map[string]any{"settlement_id": st.ChainRef.Hash, "deadline": unix(late.AddDate(1, 0, 0))})
		w.Events()
		if over := w.Settlement(st); over.State != models.SettlementClosed || !over.Deadline.Equal(late) || w.frozenBy() != "" {
			t.Fatalf("%s, deadline %v, frozen by %q", over.State, over.Deadline, w.frozenBy())
		}
	})
}

// A push that paid nobody is written down and changes no line.
func TestFailedPushIsWrittenDown(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "PushFailed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "1"})
		w.Events()
		noted := 0
		w.Tx(func(tx *models.Tx) error {
			return models.EachRow(tx, func(e *models.AuditEntry) error {
				if body := string(e.Body); strings.Contains(body, "settlement.push_failed") && strings.Contains(body, st.PublicID) {
					noted++
				}
				return nil
			})
		})
		if noted != 1 {
			t.Errorf("noted %d times", noted)
		}
		for _, l := range w.Stored(st) {
			if l.Line.State != models.AllocationClaimable {
				t.Errorf("line %s is %s", l.Line.PublicID, l.Line.State)
			}
		}
	})
}

// What the chain says against the books freezes settlement and moves nothing.
func TestContradictionsFreeze(t *testing.T) {
	for name, tell := range map[string]func(w *world, st models.Settlement){
		"an unknown settlement": func(w *world, _ models.Settlement) {
			w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": common.Hash{9}, "index": "0", "amount": n(1)})
		},
		"another distributor": func(w *world, st models.Settlement) {
			w.Event(common.Address{9}, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(50)})
		},
		"another amount": func(w *world, st models.Settlement) {
			w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(51)})
		},
		"a leaf that is not there": func(w *world, st models.Settlement) {
			w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "2", "amount": n(50)})
		},
		"published again": func(w *world, st models.Settlement) {
			w.Event(roomtest.Distributor, "Published", map[string]any{
				"settlement_id": st.ChainRef.Hash, "order_digest": st.OrderDigest.Hash, "total": st.Paid.Amount, "root": st.PayoutRoot.Hash,
				"active_at": unix(w.Clock.Now()), "deadline": unix(w.Clock.Now()),
			})
		},
		"another content": func(w *world, st models.Settlement) {
			w.Event(roomtest.Distributor, "Published", map[string]any{
				"settlement_id": st.ChainRef.Hash, "order_digest": common.Hash{1}, "total": st.Paid.Amount, "root": st.PayoutRoot.Hash,
				"active_at": unix(w.Clock.Now()), "deadline": unix(w.Clock.Now()),
			})
		},
		"money for an unknown incident": func(w *world, _ models.Settlement) {
			w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
				"incident_id": common.Hash{9}, "asset": roomtest.TokenAddr, "from": addr("thief"), "amount": n(1), "registered": false})
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				inc := w.Settling(100, "alice", "bob")
				st := w.Active(w.Draft(&inc))
				before := w.Settlement(st)
				tell(w, st)
				if r := w.Events(); r.Alarms != 1 || w.frozenBy() == "" {
					t.Fatalf("%+v, frozen by %q", r, w.frozenBy())
				}
				if now := w.Settlement(st); now.Version != before.Version {
					t.Errorf("the settlement moved to %s", now.State)
				}
				for _, l := range w.Stored(st) {
					if l.Line.State != models.AllocationClaimable {
						t.Errorf("line %s is %s", l.Line.PublicID, l.Line.State)
					}
				}
				w.Balance("paid:"+inc.PublicID, 0)
			})
		})
	}
}

// A cancellation on chain gives everything back; after a payment it is a
// contradiction.
func TestCancellationAfterAPaymentFreezes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.Event(roomtest.Distributor, "Redeemed", map[string]any{"settlement_id": st.ChainRef.Hash, "index": "0", "amount": n(50), "paid_to": addr("alice")})
		w.Events()
		w.cancelledOnChain(st, 100)
		if r := w.Events(); r.Alarms != 1 || w.frozenBy() == "" || w.Settlement(st).State != models.SettlementActive {
			t.Fatalf("%+v, frozen by %q, %s", r, w.frozenBy(), w.Settlement(st).State)
		}
	})
}
