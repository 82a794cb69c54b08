package distributions_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/distributions"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

func (s *sending) collections(id string) (r distributions.CollectionReport) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) (err error) {
		r, err = distributions.Collections(tx, id)
		return err
	})
	return r
}

func (s *sending) table(make func(*models.Tx, string) ([][]string, error), id string) (out [][]string) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) (err error) {
		out, err = make(tx, id)
		return err
	})
	return out
}

// One line pushed, one redeemed, the rest open, then swept: each is counted in one
// place, and they add up to the settlement.
func TestCollectionCountsEachLineOnce(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		s.pushed(0)
		w.Event(roomtest.Distributor, "Redeemed", map[string]any{
			"settlement_id": s.st.ChainRef.Hash, "index": "1", "amount": n(100), "paid_to": addr("elsewhere"), "receiver": s.lines[1].Receiver.Hex(),
		})
		w.Events()
		w.Clock.Advance(8 * 24 * time.Hour)
		r := s.collections("")
		if len(r.Settlements) != 1 || len(r.Aging) != 1 {
			t.Fatalf("%+v", r)
		}
		c := r.Settlements[0]
		for name, got := range map[string][2]distributions.Tally{
			"total": {c.Total, {Lines: 5, Amount: n(500)}}, "pushed": {c.Pushed, {Lines: 1, Amount: n(100)}},
			"redeemed": {c.Redeemed, {Lines: 1, Amount: n(100)}}, "open": {c.Open, {Lines: 3, Amount: n(300)}}, "swept": {c.Swept, {}},
			"aging": {r.Aging[0].Open, {Lines: 3, Amount: n(300)}},
		} {
			if got[0] != got[1] {
				t.Errorf("%s is %+v, want %+v", name, got[0], got[1])
			}
		}
		if c.Days != 8 || c.Left < 350 {
			t.Errorf("open for %d days, %d left", c.Days, c.Left)
		}
		for _, b := range r.Aging[0].Since {
			if want := b.From <= 8 && 8 <= b.To; (b.Lines == 3) != want {
				t.Errorf("days %d to %d hold %d lines", b.From, b.To, b.Lines)
			}
		}
		last := r.Aging[0].Deadline[len(r.Aging[0].Deadline)-1]
		if last.Lines != 3 || last.From != 91 || last.To != -1 {
			t.Errorf("lines far from the deadline: %+v", r.Aging[0].Deadline)
		}
		uncollected := s.table(distributions.UncollectedTable, s.st.PublicID)
		if len(uncollected) != 4 || uncollected[1][2] != "2" || uncollected[1][3] != s.lines[2].Receiver.Hex() || uncollected[1][4] != "100" {
			t.Errorf("%v", uncollected)
		}
		s.sweep()
		c = s.collections(s.st.PublicID).Settlements[0]
		if c.Swept != (distributions.Tally{Lines: 3, Amount: n(300)}) || c.Open.Lines != 0 || c.Pushed.Lines != 1 {
			t.Errorf("%+v", c)
		}
		if rows := s.table(distributions.UncollectedTable, ""); len(rows) != 1 {
			t.Errorf("swept lines are listed: %v", rows)
		}
	})
}

// sweep is the final event of the sweep of what is left.
func (s *sending) sweep() {
	s.Clock.Advance(366 * 24 * time.Hour)
	s.Event(roomtest.Distributor, "Swept", map[string]any{"settlement_id": s.st.ChainRef.Hash, "incident_id": s.st.ChainRef.Hash, "amount": n(300)})
	s.Events()
}

// A push on its way and one that was tried are told apart from what nobody tried.
func TestCollectionKnowsWhatWasTried(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		s.approvePlan(s.plan(priced(1e18)))
		c := s.collections("").Settlements[0]
		if c.UnderWay != 5 || c.Tried != 0 || c.Open.Lines != 5 {
			t.Fatalf("%+v", c)
		}
		in := s.pushes()[0]
		w.Tx(func(tx *models.Tx) error {
			row, err := models.ByID[models.TxIntent](tx, in.ID)
			if err != nil {
				return err
			}
			return models.Move(tx, states.Transaction, &row, "drop", w.Theo, "too dear")
		})
		c = s.collections("").Settlements[0]
		if c.UnderWay != 0 || c.Open.Lines != 5 {
			t.Errorf("%+v", c)
		}
	})
}

// Fees are added up by kind and divided by the lines that a push paid, rounded up;
// the tables say the same as the reports.
func TestCostsAreAddedUpByKind(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		s.approvePlan(s.plan(priced(1e18)))
		push := s.pushes()[0]
		var publish models.TxIntent
		w.Tx(func(tx *models.Tx) (err error) {
			publish, err = tx.IntentByKey("publish:" + s.st.PublicID)
			return err
		})
		for i, c := range []struct {
			intent   int64
			gas, fee uint64
		}{{push.ID, 90_000, 700}, {push.ID, 30_000, 301}, {publish.ID, 200_000, 5000}} {
			w.Tx(func(tx *models.Tx) error {
				return models.Insert(tx, &models.TxCost{IntentID: c.intent, TxHash: models.H(common.Hash{byte(i + 1)}), BlockNumber: 9, GasUsed: int64(c.gas),
					GasPrice: models.Amt(n(1)), DataFee: models.Amt(n(0)), Fee: models.Amt(n(c.fee))})
			})
		}
		s.pushed(0, 1, 2)
		w.Events()
		var r distributions.CostReport
		w.Tx(func(tx *models.Tx) (err error) {
			r, err = distributions.RealCosts(tx, "")
			return err
		})
		c := r.Settlements[0]
		if r.Fee != n(6001) || c.Fee != n(6001) || c.PerPush != n(334) || c.Pushed.Lines != 3 { // 1001 / 3, up
			t.Errorf("%+v", c)
		}
		for _, l := range c.Lines {
			switch want := map[string]distributions.CostLine{
				"push":    {Kind: "push", Transactions: 2, Gas: 120_000, Fee: n(1001)},
				"publish": {Kind: "publish", Transactions: 1, Gas: 200_000, Fee: n(5000)},
			}[l.Kind]; l {
			case want:
			default:
				t.Errorf("%+v, want %+v", l, want)
			}
		}
		if c.RealGas != 120_000 || c.PlannedGas == 0 {
			t.Errorf("planned %d, real %d", c.PlannedGas, c.RealGas)
		}
		rows := s.table(distributions.CostTable, s.st.PublicID)
		i := slices.IndexFunc(rows, func(r []string) bool { return r[1] == "push" })
		if i < 0 || !slices.Equal(rows[i], []string{s.st.PublicID, "push", "2", "120000", "1001", "3", "334"}) {
			t.Errorf("%v", rows)
		}
		table := s.table(distributions.CollectionTable, s.st.PublicID)
		if len(table) != 2 || len(table[0]) != len(table[1]) || table[1][0] != s.st.PublicID || table[1][8] != "3" {
			t.Errorf("%v", table)
		}
	})
}

// A report about a settlement that is not there is an error, not an empty table.
func TestReportsOfNothing(t *testing.T) {
	each(t, terms(), func(w *world) {
		for name, report := range map[string]func(*models.Tx, string) ([][]string, error){
			"collection": distributions.CollectionTable, "uncollected": distributions.UncollectedTable, "costs": distributions.CostTable,
		} {
			err := w.DB.Read(ctx, func(tx *models.Tx) error {
				_, err := report(tx, "stl_nothing")
				return err
			})
			if err == nil {
				w.T.Errorf("%s of nothing", name)
			}
			wantErr(w.T, err, models.ErrNotFound)
		}
	})
}

// A plan is withdrawn by who may approve money, with a reason, at the version they
// saw, and only while nobody has approved it.
func TestPlanIsWithdrawn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		p := s.plan(priced(1e18))
		_, err := w.Rooms.WithdrawPlan(ctx, w.Anna, p.PublicID, p.Version, "too dear")
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.WithdrawPlan(ctx, w.Theo, p.PublicID, p.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.WithdrawPlan(ctx, w.Theo, p.PublicID, p.Version+1, "too dear")
		wantErr(t, err, models.ErrVersion)
		_, err = w.Rooms.WithdrawPlan(ctx, w.Theo, "dpl_nothing", p.Version, "too dear")
		wantErr(t, err, models.ErrNotFound)
		gone := must[models.DistributionPlan](t)(w.Rooms.WithdrawPlan(ctx, w.Theo, p.PublicID, p.Version, "too dear"))
		if gone.State != models.PlanWithdrawn || gone.Reason != "too dear" {
			t.Fatalf("%+v", gone)
		}
		_, err = w.Rooms.ApprovePlan(ctx, w.Theo, p.PublicID, p.ContentHash.Hash)
		wantErr(t, err, models.ErrState)
		done := s.approvePlan(s.plan(priced(1e18)))
		_, err = w.Rooms.WithdrawPlan(ctx, w.Theo, done.PublicID, done.Version, "too late")
		wantErr(t, err, models.ErrState)
		if len(s.pushes()) != 1 {
			t.Errorf("%d pushes", len(s.pushes()))
		}
	})
}
