package outbox_test

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/lifecycle"
)

func treasurer() models.Actor {
	return colleague("stf_treasurer")
}

// foreign is somebody else's transfer with our key.
func foreign(t *testing.T, w *world, nonce uint64) *types.Transaction {
	t.Helper()
	to := w.key.Address()
	tx := types.NewTx(&types.LegacyTx{Nonce: nonce, GasPrice: big.NewInt(100e9), Gas: 21_000, To: &to, Value: new(big.Int)})
	signed, err := w.key.SignTx(context.Background(), tx, chaintest.ID)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestBumpRaisesBothPricesByTenPercent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.round()
	ops := &outbox.Operator{DB: w.db}
	if _, err := ops.Bump(context.Background(), treasurer(), w.intent(0).PublicID, "urgent"); err != nil {
		t.Fatal(err)
	}
	if r := w.round(); r.Replaced != 1 || r.Sent != 1 {
		t.Errorf("report %+v, want one replacement sent", r)
	}
	d := w.detail(0)
	if len(d.Attempts) != 2 || d.Intent.Request != "" {
		t.Fatalf("%d attempts, request %q", len(d.Attempts), d.Intent.Request)
	}
	for _, p := range [][2]models.Amount{{d.Attempts[0].TipCap, d.Attempts[1].TipCap}, {d.Attempts[0].FeeCap, d.Attempts[1].FeeCap}} {
		up := new(big.Int).Mul(p[1].Big(), big.NewInt(10))
		if up.Cmp(new(big.Int).Mul(p[0].Big(), big.NewInt(11))) < 0 {
			t.Errorf("price went from %s to %s, less than +10 %%", p[0], p[1])
		}
	}
	if d.Attempts[1].LastError != "" {
		t.Errorf("the pool refused the replacement: %s", d.Attempts[1].LastError)
	}
	w.finish()
	w.judge(1)
}

func TestCancelSpendsTheNonce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(2)
	w.round()
	ops := &outbox.Operator{DB: w.db}
	id := w.intent(0).PublicID
	if _, err := ops.Cancel(context.Background(), treasurer(), id, "wrong settlement"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	if row := w.intent(0); row.State != models.TxAbandoned || *row.Nonce != 0 {
		t.Errorf("cancelled intent is %s", row.State)
	}
	if got := w.chain.Balance(receiver(0)); !got.IsZero() {
		t.Errorf("cancelled payout paid %s", got)
	}
	if w.intent(1).State != models.TxFinal || w.chain.Balance(receiver(1)) != amountOf(1) {
		t.Error("the payout behind it did not arrive")
	}
}

// TestRequeueAfterCancel: the final cancellation of the old nonce says nothing
// about the new one.
func TestRequeueAfterCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.round()
	ops, ctx, id := &outbox.Operator{DB: w.db}, context.Background(), w.intent(0).PublicID
	if _, err := ops.Cancel(ctx, treasurer(), id, "wait for the lawyers"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	if _, err := ops.Requeue(ctx, treasurer(), id, "they agree"); err != nil {
		t.Fatal(err)
	}
	w.round()
	w.round() // sees the old cancellation before the new transaction is mined
	w.finish()
	w.judge(1)
	if row := w.intent(0); *row.Nonce != 1 || len(w.detail(0).Attempts) != 3 {
		t.Errorf("nonce %d, %d attempts", *row.Nonce, len(w.detail(0).Attempts))
	}
}

// TestCancelTooLate: the original is mined before the cancellation; it counts.
func TestCancelTooLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.round()
	ops := &outbox.Operator{DB: w.db}
	if _, err := ops.Cancel(context.Background(), treasurer(), w.intent(0).PublicID, "too late"); err != nil {
		t.Fatal(err)
	}
	w.chain.Mine(1)
	w.finish()
	w.judge(1)
	if _, err := ops.Cancel(context.Background(), treasurer(), w.intent(0).PublicID, "again"); !errors.Is(err, models.ErrState) {
		t.Errorf("cancel of a final transaction: %v", err)
	}
}

func TestCancelBeforeANonceDrops(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	ops := &outbox.Operator{DB: w.db}
	if _, err := ops.Cancel(context.Background(), treasurer(), w.intent(0).PublicID, "not needed"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	if row := w.intent(0); row.State != models.TxDropped || row.Nonce != nil {
		t.Errorf("intent is %s", row.State)
	}
}

func TestPausedKeySignsNothingNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.finish()
	ops, ctx := &outbox.Operator{DB: w.db}, context.Background()
	if _, err := ops.Pause(ctx, treasurer(), chaintest.ID, w.key.Address(), "key ceremony"); err != nil {
		t.Fatal(err)
	}
	err := w.db.Tx(ctx, func(tx *models.Tx) error {
		_, err := tx.Enqueue(w.payout(1))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := w.tick(); !hasAlarm(r, outbox.AlarmPaused) || r.Signed != 0 {
		t.Errorf("report %+v, want nothing signed", r)
	}
	if _, err := ops.Resume(ctx, treasurer(), chaintest.ID, w.key.Address(), "done"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	w.judge(2)
}

func TestOperatorNeedsRoleAndReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	ops, ctx, id := &outbox.Operator{DB: w.db}, context.Background(), w.intent(0).PublicID
	clerk := models.Actor{Kind: models.ActorStaff, ID: "stf_clerk", Person: "cleo", Roles: []string{"intake", "underwriter"}}
	if _, err := ops.Cancel(ctx, clerk, id, "reason"); !errors.Is(err, models.ErrForbidden) {
		t.Errorf("an underwriter cancels: %v", err)
	}
	if _, err := ops.Cancel(ctx, treasurer(), id, ""); !errors.Is(err, outbox.ErrReason) {
		t.Errorf("cancel without reason: %v", err)
	}
}

// TestSecondProcessIsHeldOffAndTakesOver: the lease lets one process act; after
// it is released the other goes on, and the first is fenced.
func TestSecondProcessIsHeldOffAndTakesOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(2)
	w.round()
	other, err := outbox.NewSender(outbox.SenderConfig{
		DB: w.db, Node: w.chain, ChainID: chaintest.ID, Signers: []outbox.Signer{w.key}, Owner: "other",
		Now: w.clock.Now, Fees: lifecycle.FeePolicy{MaxCap: w.maxFee}, LeaseTTL: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if r, err := other.RunOnce(ctx); err != nil || !hasAlarm(r, outbox.AlarmLeaseHeld) || r.Sent != 0 {
		t.Errorf("second process acted: %+v, %v", r, err)
	}
	stolen := false
	w.hook = func(p string) error {
		if p != "judged" || stolen {
			return nil
		}
		stolen = true
		if err := w.sender.ReleaseForTest(ctx); err != nil {
			return err
		}
		_, err := other.RunOnce(ctx)
		return err
	}
	w.chain.Mine(1)
	if _, err := w.sender.RunOnce(ctx); !errors.Is(err, models.ErrFenced) {
		t.Errorf("fenced sender wrote on: %v", err)
	}
	w.hook = nil
	for range 20 {
		w.chain.Mine(1)
		w.clock.Advance(12 * time.Second)
		if r, err := other.RunOnce(ctx); err != nil {
			t.Fatal(err)
		} else if r.Idle() {
			break
		}
	}
	w.judge(2)
}
