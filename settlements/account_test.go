package settlements_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements/accounts"
)

// account reads a loss account as staff and checks what always holds of it.
func (w *world) account(inc *models.Incident, name string) accounts.LossAccount {
	w.T.Helper()
	a := must[accounts.LossAccount](w.T)(w.Rooms.Account(ctx, inc.PublicID, addr(name), true))
	sum, err := money.Sum(a.FromCovers, a.Recovered, a.Outside, a.Swept)
	if err != nil || sum != a.Received {
		w.T.Fatalf("received %s is not the sum of its entries %s (%v)", a.Received, sum, err)
	}
	left, _ := a.Loss.Add(a.Receivable)
	right, _ := a.Received.Add(a.Residual)
	if left != right || !a.Receivable.IsZero() && !a.Residual.IsZero() {
		w.T.Fatalf("loss %s + receivable %s ≠ received %s + residual %s", a.Loss, a.Receivable, a.Received, a.Residual)
	}
	return a
}

// holds compares the sums, in whole base units of the numéraire.
func (w *world) holds(inc *models.Incident, name, want string) accounts.LossAccount {
	w.T.Helper()
	a := w.account(inc, name)
	base := func(v money.Amount) string {
		q, _ := v.MulDiv(n(1), n(1_000_000_000_000_000_000), money.Down)
		return q.String()
	}
	got := fmt.Sprintf("loss %s covers %s recovered %s outside %s swept %s receivable %s residual %s", base(a.Loss), base(a.FromCovers),
		base(a.Recovered), base(a.Outside), base(a.Swept), base(a.Receivable), base(a.Residual))
	if got != want {
		w.T.Fatalf("account of %s\nhave %s\nwant %s", name, got, want)
	}
	return a
}

func (w *world) recovered(inc *models.Incident, amount uint64) models.Settlement {
	w.T.Helper()
	w.comesBack(inc, "thief", amount, true)
	return must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
}

// TestLossAccount follows one account through a cover, an outside receipt, its
// reversal, a recovery and an overpayment.
func TestLossAccount(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob") // each gets 50 of 100
		w.holds(&inc, "alice", "loss 100 covers 0 recovered 0 outside 0 swept 0 receivable 0 residual 100")
		st := w.Draft(&inc)
		if a, err := w.Rooms.Account(ctx, inc.PublicID, addr("alice"), false); err != nil || len(a.Lines) != 0 {
			t.Fatalf("a draft is public: %d lines, %v", len(a.Lines), err)
		}
		w.Paid(st)
		a := w.holds(&inc, "alice", "loss 100 covers 50 recovered 0 outside 0 swept 0 receivable 0 residual 50")
		l := a.Lines[0]
		if l.Rule != "water-fill/1" || l.Ratio.Num() != n(100) || l.Ratio.Den() != n(200) || l.Line.TxHash == nil || !l.Counts() {
			t.Fatalf("%+v", l)
		}
		r := w.received(&inc, "alice", 30)
		w.proposed(&inc, "alice", 70) // one person's approval
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 0 outside 30 swept 0 receivable 0 residual 20")
		w.reversed(r, 10)
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 0 outside 20 swept 0 receivable 0 residual 30")
		w.Paid(w.recovered(&inc, 60))
		a = w.holds(&inc, "alice", "loss 100 covers 50 recovered 30 outside 20 swept 0 receivable 0 residual 0")
		last := a.Lines[len(a.Lines)-1]
		if last.Rule != "targets/1" || last.Ratio != nil || *last.Attributed != n(30) {
			t.Fatalf("%+v", last)
		}
		w.received(&inc, "alice", 7)
		a = w.holds(&inc, "alice", "loss 100 covers 50 recovered 30 outside 27 swept 0 receivable 7 residual 0")
		says(t, a.Sentences(), "0.0001 TST", "water-fill/1", "served to 100/200", "0.00003 TST is attributed", "0.000007 TST more than the loss")
		_, err := w.Rooms.Account(ctx, inc.PublicID, addr("stranger"), true)
		wantErr(t, err, models.ErrNotFound)
	})
}

func says(t *testing.T, sentences []string, want ...string) {
	t.Helper()
	all := strings.Join(sentences, "\n")
	for _, s := range want {
		if !strings.Contains(all, s) {
			t.Errorf("nobody says %q in\n%s", s, all)
		}
	}
}

// TestSweptIsOwed: what was not collected is neither received by the cover nor
// lost to the account.
func TestSweptIsOwed(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		w.swept(&inc, st, 100)
		a := w.holds(&inc, "alice", "loss 100 covers 0 recovered 0 outside 0 swept 50 receivable 0 residual 50")
		says(t, a.Sentences(), "was not collected in time")
	})
}

// TestCancelledLineCountsNothing, although it was drafted.
func TestCancelledLineCountsNothing(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 0 outside 0 swept 0 receivable 0 residual 50")
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Sara, st.PublicID, st.Version, "wrong"))
		w.holds(&inc, "alice", "loss 100 covers 0 recovered 0 outside 0 swept 0 receivable 0 residual 100")
	})
}

// TestExplainedTerms: deductible, coinsurance, the cover's limit and the
// product's limit per incident, each with its numbers.
func TestExplainedTerms(t *testing.T) {
	ts := terms()
	ts.Deductible, ts.CoinsuranceBps, ts.PerIncidentLimit = n(20), 5000, n(45)
	each(t, ts, func(w *world) {
		a, b := w.Cover("alice", 30, "alice"), w.Cover("bob", 1000, "bob")
		w.Fund(nil, "lp1", 100)
		w.Clock.Advance(2 * 3600e9)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 80), lost("carol", 5))
		w.Earmark(&inc, 100)
		w.Events()
		w.Windows(0)
		filed := w.File(&inc, a, "alice", 100)
		w.Approve(w.Anna, filed, 30)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 80), 30)
		w.Windows(2 * 3600e9)
		alice := w.account(&inc, "alice")
		c := alice.Covers[0]
		want := entitlements.CoverStep{Cover: c.Cover, Terms: c.Terms, Accounts: 1, CoverLoss: n(100), Owed: n(40), LimitLeft: n(30), Limited: n(30),
			Loss: n(100), AloneShare: n(30), Share: n(30)}
		if len(alice.Covers) != 1 || c != want || c.Cover.PublicID != a.PublicID {
			t.Fatalf("%+v", alice.Covers)
		}
		if l := alice.Limits; len(l) != 1 || l[0].Limit != n(45) || l[0].Owed != n(30) || l[0].Share != n(22) {
			t.Fatalf("%+v", l)
		}
		if bob := w.account(&inc, "bob"); bob.Limits[0].Share != n(22) || bob.Covers[0].Owed != n(30) {
			t.Fatalf("%+v %+v", bob.Limits, bob.Covers)
		}
		w.Paid(w.Draft(&inc))
		e := must[accounts.Explanation](t)(w.Rooms.ExplainClaim(ctx, wallet("alice"), filed.PublicID))
		says(t, e.Sentences(), filed.PublicID, "deductible of 0.00002 TST", "50.00 %", "limit leaves 0.00003 TST", "share of 0.00003 TST is 0.000022 TST", "partially_approve")
		if q := e.Account.Lines[0]; q.Line.Entitled.Amount != n(22) || q.Line.Amount.Amount != n(22) {
			t.Fatalf("%+v", q.Line)
		}
		for _, by := range []models.Actor{wallet("bob"), models.WalletActor(common.Address{}, ""), {}} {
			_, err := w.Rooms.ExplainClaim(ctx, by, filed.PublicID)
			wantErr(t, err, models.ErrNotFound)
		}
		must[accounts.Explanation](t)(w.Rooms.ExplainClaim(ctx, w.Anna, filed.PublicID))
		if carol := w.holds(&inc, "carol", "loss 5 covers 0 recovered 0 outside 0 swept 0 receivable 0 residual 5"); len(carol.Covers) != 0 {
			t.Fatalf("%+v", carol.Covers)
		}
	})
}
