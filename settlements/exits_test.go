package settlements_test

import (
	"bytes"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/test/roomtest"
)

// queued makes it final that a holder queued shares for exit, ripe at a moment.
func (w *world) queued(id, holder string, shares uint64, ripe time.Time) {
	w.Event(roomtest.PoolAddr, "ExitRequested", map[string]any{
		"exit_id": id, "account": addr(holder), "shares": n(shares), "ready_at": fmt.Sprint(ripe.Unix())})
	w.Events()
}

// intentsOf lists the outbox rows of a kind.
func (w *world) intentsOf(kind string) (out []models.TxIntent) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(in *models.TxIntent) error {
			if in.Kind == kind {
				out = append(out, *in)
			}
			return nil
		})
	})
	return out
}

// TestRipeExitsAreSettled: an exit is settled by the pool's operator when it is ripe, once
// however often its event is read.
func TestRipeExitsAreSettled(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.Fund(nil, "lp1", 5000)
		ripe := w.Clock.Now().Add(10 * 24 * time.Hour).Truncate(time.Second)
		for range 2 {
			w.queued("7", "lp1", 500, ripe)
		}
		got := w.intentsOf("settle_exit")
		if len(got) != 1 {
			w.T.Fatalf("%d intents", len(got))
		}
		if in := got[0]; in.State != models.TxApproved || in.NotBefore == nil || !in.NotBefore.Equal(ripe) || in.To.Address != roomtest.PoolAddr ||
			!bytes.Equal(in.Data, contracts.NewCapitalPool().PackSettleExit(big.NewInt(7))) {
			w.T.Errorf("the intent is %+v", in)
		}
	})
}

// TestDustIsNotSettledForItsHolder: from a thousandth of the shares on, rounded up, of the
// shares that there are then.
func TestDustIsNotSettledForItsHolder(t *testing.T) {
	each(t, terms(), func(w *world) {
		ripe := w.Clock.Now().Add(10 * 24 * time.Hour)
		w.Fund(nil, "lp1", 5001)
		w.queued("1", "lp1", 5, ripe)
		w.queued("2", "lp1", 6, ripe)
		w.Event(roomtest.PoolAddr, "Withdrawn", map[string]any{
			"account": addr("lp1"), "assets": n(4001), "shares": n(4001), "total_shares": n(1000), "exit_id": "9"})
		w.queued("3", "lp1", 1, ripe)
		var keys []string
		for _, in := range w.intentsOf("settle_exit") {
			keys = append(keys, in.IdemKey)
		}
		pool := roomtest.PoolAddr.Hex()
		if want := fmt.Sprintf("[settle_exit:%s:2 settle_exit:%s:3]", pool, pool); fmt.Sprint(keys) != want {
			w.T.Errorf("keys %v, want %s", keys, want)
		}
	})
}

// TestMoneyThatDidNotComeBackIsAskedFor: what a cancelled settlement owes its pool is asked
// for, unless the token let it through at once.
func TestMoneyThatDidNotComeBackIsAskedFor(t *testing.T) {
	returned := func(source, token common.Address) map[string]any {
		return map[string]any{"source": source, "token": token, "amount": n(100)}
	}
	other := common.Address{9}
	for name, c := range map[string]struct {
		came func(w *world)
		want int
	}{
		"the token refuses": {func(*world) {}, 1},
		"it came along": {func(w *world) {
			w.SameTx(roomtest.Distributor, "Returned", returned(roomtest.PoolAddr, roomtest.TokenAddr))
		}, 0},
		"another token came": {func(w *world) { w.SameTx(roomtest.Distributor, "Returned", returned(roomtest.PoolAddr, other)) }, 1},
		"to another source":  {func(w *world) { w.SameTx(roomtest.Distributor, "Returned", returned(other, roomtest.TokenAddr)) }, 1},
		"somebody else's":    {func(w *world) { w.SameTx(other, "Returned", returned(roomtest.PoolAddr, roomtest.TokenAddr)) }, 1},
		"it came later": {func(w *world) {
			w.Event(roomtest.Distributor, "Returned", returned(roomtest.PoolAddr, roomtest.TokenAddr))
		}, 1}, // and the outbox finds nothing owed
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc := w.Settling(100, "alice")
				st := w.Approved(w.Draft(&inc))
				st = must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
				w.Publish(st)
				w.cancelledOnChain(st, 100)
				c.came(w)
				w.Events()
				got := w.intentsOf("return_money")
				if len(got) != c.want {
					w.T.Fatalf("%d intents", len(got))
				}
				for _, in := range got {
					if in.To.Address != roomtest.Distributor || in.NotBefore != nil || in.State != models.TxApproved ||
						!bytes.Equal(in.Data, contracts.NewPayoutDistributor().PackReturnMoney(roomtest.PoolAddr, roomtest.TokenAddr)) {
						w.T.Errorf("the intent is %+v", in)
					}
				}
			})
		})
	}
}
