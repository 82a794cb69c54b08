package outbox_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/test/dbtest"
)

// worst is the most a payout of the fake chain can cost at its first bid:
// 26,250 gas (21,000 and the head room) at 21 gwei.
const worst = 26_250 * 21_000_000_000

// TestBudgetOfADayIsAnUpperBound: P10. What is signed counts with its worst
// case; the rest waits with a reason and an alarm until a person decides, or
// the next day comes.
func TestBudgetOfADayIsAnUpperBound(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		w := newWorldOn(t, db, clock)
		w.budget.KeyDay = money.FromUint64(2*worst + worst/2)
		w.restart()
		w.enqueue(4)
		r := w.round()
		if r.Signed != 2 || !hasAlarm(r, outbox.AlarmBudget) {
			t.Fatalf("report %+v, want two signed and an alarm", r)
		}
		for range 8 {
			w.tick()
		}
		if row := w.intent(3); row.State != models.TxApproved || row.Blocked == "" {
			t.Fatalf("the fourth is %s, blocked %q", row.State, row.Blocked)
		}
		ops := &outbox.Operator{DB: w.db, Policy: w.budget}
		key := w.key.Address().Hex()
		b, err := ops.Budget(t.Context(), chaintest.ID, key)
		if err != nil || !b.Limited || b.Limit != w.budget.KeyDay || b.Spent != money.FromUint64(2*worst) {
			t.Errorf("budget %+v, %v", b, err)
		}
		if _, err := ops.SetBudget(t.Context(), clerk(), chaintest.ID, key, money.FromUint64(9*worst), "more"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("a clerk raises a budget: %v", err)
		}
		if _, err := ops.SetBudget(t.Context(), treasurer(), chaintest.ID, key, money.FromUint64(9*worst), ""); !errors.Is(err, outbox.ErrReason) {
			t.Errorf("raised without a reason: %v", err)
		}
		b, err = ops.SetBudget(t.Context(), treasurer(), chaintest.ID, key, money.FromUint64(3*worst), "three are enough")
		if err != nil || b.Limit != money.FromUint64(3*worst) || b.Reason != "three are enough" || b.SetBy != "staff:stf_treasurer" {
			t.Errorf("budget %+v, %v", b, err)
		}
		w.clock.Advance(2 * time.Minute)
		for range 8 {
			w.tick()
		}
		if n := w.count(models.TxFinal); n != 3 {
			t.Errorf("%d paid after raising to three", n)
		}
		w.clock.Advance(24 * time.Hour) // the next day has the configured budget again
		w.finish()
		w.judge(4)
	})
}

func clerk() models.Actor {
	return models.Actor{Kind: models.ActorStaff, ID: "stf_clerk", Person: "cleo", Roles: []string{"intake", "admin"}}
}

// TestBudgetOfASettlementBoundsReplacements: a fee spike must not take more
// than was allowed, however long it lasts.
func TestBudgetOfASettlementBoundsReplacements(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.budget.Settlement = money.FromUint64(2 * worst)
	w.restart()
	w.enqueue(1)
	w.round()
	w.chain.SetPrice(500, 2)
	alarmed := false
	for range 30 {
		w.clock.Advance(2 * time.Minute)
		alarmed = hasAlarm(w.tick(), outbox.AlarmBudget) || alarmed
	}
	spent := money.Zero
	for _, a := range w.detail(0).Attempts {
		fee, err := a.FeeCap.MulDiv(money.FromUint64(26_250), money.FromUint64(1), money.Up)
		if err != nil {
			t.Fatal(err)
		}
		spent = money.MaxOf(spent, fee)
	}
	if w.budget.Settlement.Less(spent) || !alarmed {
		t.Errorf("%s wei promised of %s, alarmed %v", spent, w.budget.Settlement, alarmed)
	}
	w.chain.SetPrice(10, 1)
	w.finish()
	w.judge(1)
}

// TestBudgetCountsRealCost: what a final transaction is known to have cost
// replaces its worst case.
func TestBudgetCountsRealCost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.budget.Settlement = money.FromUint64(worst + worst/2)
	w.restart()
	w.enqueue(2)
	for range 8 {
		w.tick()
	}
	if n := w.count(models.TxFinal); n != 1 {
		t.Fatalf("%d paid within the budget of one and a half", n)
	}
	row := w.intent(0)
	err := w.db.Tx(t.Context(), func(tx *models.Tx) error {
		return models.Insert(tx, &models.TxCost{
			IntentID: row.ID, TxHash: *row.TxHash, BlockNumber: *row.BlockNumber, GasUsed: *row.GasUsed,
			GasPrice: models.Amt(money.FromUint64(11e9)), Fee: models.Amt(money.FromUint64(21_000 * 11e9)),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	w.clock.Advance(2 * time.Minute)
	w.finish()
	w.judge(2)
}

// TestBudgetIsSharedByTheTransactionsOfOneSettlementOnly: another settlement,
// and what belongs to none, goes on.
func TestBudgetIsSharedByTheTransactionsOfOneSettlementOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.budget.Settlement = money.FromUint64(worst + worst/2)
	w.restart()
	err := w.db.Tx(t.Context(), func(tx *models.Tx) error {
		for i, ref := range []string{"settlement", "settlement", "settlement", "incident"} {
			in := w.payout(i)
			in.RefMachine, in.RefID = ref, int64(1+i/2)
			if _, err := tx.Enqueue(in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		w.tick()
	}
	for i, want := range []string{models.TxFinal, models.TxApproved, models.TxFinal, models.TxFinal} {
		if got := w.intent(i).State; got != want {
			t.Errorf("payout %d is %s, want %s", i, got, want)
		}
	}
	if got := w.chain.Balance(common.Address{}); !got.IsZero() {
		t.Errorf("somebody paid nobody %s", got)
	}
}
