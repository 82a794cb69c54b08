package distributions_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/distributions"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

var five = []string{"alice", "bob", "carol", "dave", "erin"}

// The bill comes first, a second person approves it, and only then the outbox
// has transactions: each once, however often the approval is repeated.
func TestPlanIsApprovedBeforeAnythingIsSent(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		p := s.plan(priced(1e18))
		if p.State != models.PlanProposed || p.Pushed != 5 || len(s.pushes()) != 0 {
			t.Fatalf("%+v", p)
		}
		for name, by := range map[string]models.Actor{"senior": w.Sara, "underwriter": w.Anna, "job": models.JobActor("settle"), "wallet": wallet("alice")} {
			if _, err := w.Rooms.ApprovePlan(ctx, by, p.PublicID, p.ContentHash.Hash); err == nil {
				t.Errorf("%s approved", name)
			}
		}
		_, err := w.Rooms.ApprovePlan(ctx, w.Theo, p.PublicID, common.Hash{1})
		wantErr(t, err, service.ErrConflict)
		done := s.approvePlan(p)
		again := s.approvePlan(p)
		in := s.pushes()
		if done.State != models.PlanApproved || again.Version != done.Version || len(in) != 1 {
			t.Fatalf("%+v, %d intents", again, len(in))
		}
		if in[0].State != models.TxApproved || in[0].To.Address != roomtest.Distributor || in[0].Sender.Address != roomtest.Operator {
			t.Errorf("%+v", in[0])
		}
		checkCall(s, in[0], 5)
	})
}

// checkCall decodes what the outbox would send.
func checkCall(s *sending, in models.TxIntent, leaves int) {
	s.T.Helper()
	dist := contracts.NewPayoutDistributor()
	if !bytes.HasPrefix(in.Data, dist.PackPush([32]byte{}, 0, common.Big0, nil, common.Big0, nil)[:4]) {
		s.T.Fatal("not a push")
	}
	args := in.Data[4:]
	if common.BytesToHash(args[:32]) != s.st.ChainRef.Hash {
		s.T.Error("another settlement")
	}
	word := money.FromBytes32([32]byte(args[128:160]))
	if got := contracts.MaskFromBig(word.Big()).Len(); got != leaves {
		s.T.Errorf("%d leaves, want %d", got, leaves)
	}
}

// Whoever made a plan does not approve it, under any login.
func TestPlanNeedsASecondPerson(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...)
		p := must[models.DistributionPlan](w.T)(w.Rooms.PlanDistribution(ctx, w.Theo, s.st.PublicID, priced(1e18)))
		_, err := w.Rooms.ApprovePlan(ctx, w.Theo, p.PublicID, p.ContentHash.Hash)
		wantErr(w.T, err, service.ErrForbidden)
		_, err = w.Rooms.ApprovePlan(ctx, w.Person("theo2", "theo", "treasurer"), p.PublicID, p.ContentHash.Hash)
		wantErr(w.T, err, service.ErrForbidden)
		must[models.DistributionPlan](w.T)(w.Rooms.ApprovePlan(ctx, w.Person("tina", "tina", "treasurer"), p.PublicID, p.ContentHash.Hash))
	})
}

// What the plan rests on has changed: it is refused, and a new one is right.
func TestStalePlansAreRefused(t *testing.T) {
	for name, change := range map[string]func(s *sending){
		"gas above the cap": func(s *sending) { s.node.price = n(3_000_000_000) },
		"all paid on chain": func(s *sending) { s.node.taken[0] = contracts.Mask{0b11111} },
		"too old":           func(s *sending) { s.Clock.Advance(25 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				s := w.sending(five...)
				p := s.plan(priced(1e18))
				change(s)
				_, err := w.Rooms.ApprovePlan(ctx, w.Theo, p.PublicID, p.ContentHash.Hash)
				wantErr(w.T, err, distributions.ErrStale)
				for _, in := range s.pushes() {
					if in.IdemKey[:len("push:")+len(p.PublicID)] == "push:"+p.PublicID {
						w.T.Error("a stale plan sends")
					}
				}
			})
		})
	}
}

// A line that was collected while the plan waited is left out; its neighbours are
// paid all the same.
func TestPlansDropCollectedLines(t *testing.T) {
	for name, collect := range map[string]func(s *sending){
		"on chain":     func(s *sending) { s.node.taken[0] = contracts.Mask{0b100} },
		"in the books": func(s *sending) { s.pushed(2); s.Events() },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				s := w.sending(five...)
				p := s.plan(priced(1e18))
				before := len(s.pushes())
				collect(s)
				if done := s.approvePlan(p); done.State != models.PlanApproved {
					w.T.Fatalf("%+v", done)
				}
				in := s.pushes()
				if len(in) != before+1 {
					w.T.Fatalf("%d transactions", len(in)-before)
				}
				checkCall(s, in[len(in)-1], 4)
				s.Tx(func(tx *models.Tx) error {
					return models.EachRow(tx, func(c *models.DistributionChunk) error {
						if c.PlanID == p.ID && (c.Lines != 4 || c.Amount.String() != "400") {
							w.T.Errorf("chunk of %d lines with %s", c.Lines, c.Amount)
						}
						return nil
					})
				})
			})
		})
	}
}

// Two plans of the same lines, made by two servers at the same moment: the
// second that is approved would pay nothing, and is refused.
func TestTwoPlansOfOneLine(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...)
		first := s.plan(priced(1e18))
		twin := first
		twin.ID, twin.PublicID, twin.Version = 0, models.NewID("dpl"), 0
		s.Tx(func(tx *models.Tx) error {
			twin.ID = 0
			return models.Insert(tx, &twin)
		})
		s.approvePlan(first)
		_, err := w.Rooms.ApprovePlan(ctx, w.Theo, twin.PublicID, twin.ContentHash.Hash)
		wantErr(w.T, err, distributions.ErrStale)
		if in := s.pushes(); len(in) != 1 {
			w.T.Errorf("%d intents", len(in))
		}
	})
}

// A new plan takes the place of one that waits.
func TestNewPlanWithdrawsTheOld(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...)
		old := s.plan(priced(1e18))
		next := s.plan(priced(1e18))
		_, err := w.Rooms.ApprovePlan(ctx, w.Theo, old.PublicID, old.ContentHash.Hash)
		wantErr(w.T, err, models.ErrState)
		if v := s.view(old); v.Plan.State != models.PlanWithdrawn || v.Plan.Reason != "replaced by "+next.PublicID {
			w.T.Errorf("%+v", v.Plan)
		}
		s.approvePlan(next)
		// Everything is under way now: nothing is left to plan.
		_, err = w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, priced(1e18))
		wantErr(w.T, err, settlements.ErrNothingToSettle)
		_, err = w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, distributions.PlanInput{Push: []string{s.lines[0].PublicID}})
		wantErr(w.T, err, service.ErrInvalid)
	})
}

// Push or redeem follows from price, share, holders and what a person says.
func TestPlanDecidesByCost(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		// 100 units of a token worth 10^12 wei: at 2 % nobody pays 25,200 gas · 1 gwei.
		_, err := w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, priced(1e12))
		wantErr(t, err, settlements.ErrNothingToSettle)
		// Without a price only what is named.
		_, err = w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, distributions.PlanInput{})
		wantErr(t, err, settlements.ErrNothingToSettle)
		p := s.plan(distributions.PlanInput{Push: []string{s.lines[1].PublicID, s.lines[3].PublicID}})
		if v := s.view(p); v.Bill.Pushed != 2 || v.Bill.Asked != 2 || v.Bill.Redeemed != 3 || v.Bill.ShareBps != nil {
			t.Errorf("%+v", v.Bill)
		}
		// Existing holders cost less than fresh ones.
		fresh := s.view(s.plan(distributions.PlanInput{PushAll: true}))
		for _, name := range five {
			s.node.setBalance(0, addr(name), n(1))
		}
		known := s.view(s.plan(distributions.PlanInput{PushAll: true}))
		if fresh.Bill.Fresh != 5 || known.Bill.Fresh != 0 || fresh.Bill.GasUnits-known.Bill.GasUnits != 5*17_100 {
			t.Errorf("fresh %d gas, existing %d gas", fresh.Bill.GasUnits, known.Bill.GasUnits)
		}
		left := s.view(s.plan(distributions.PlanInput{PushAll: true, Leave: []string{s.lines[0].PublicID}}))
		if left.Bill.Pushed != 4 || left.Bill.Redeemed != 1 {
			t.Errorf("%+v", left.Bill)
		}
	})
}

func TestPlanRefusesBadInput(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...)
		id := s.lines[0].PublicID
		tooMuch := uint64(10_001)
		for name, in := range map[string]distributions.PlanInput{
			"share":         {ShareBps: &tooMuch},
			"unknown":       {Push: []string{"alc_unknown"}},
			"unknown left":  {Leave: []string{"alc_unknown"}},
			"both":          {Push: []string{id}, Leave: []string{id}},
			"half a price":  {Num: n(1)},
			"no reason":     {Num: n(1), Den: n(1)},
			"only nothing":  {OnlyPush: true},
			"only and all":  {OnlyPush: true, PushAll: true, Push: []string{id}},
			"absurd tokens": {ItemGas: 1 << 40},
		} {
			_, err := w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, in)
			if err == nil {
				w.T.Errorf("%s passed", name)
				continue
			}
			wantErr(w.T, err, service.ErrInvalid)
		}
		_, err := w.Rooms.PlanDistribution(ctx, w.Anna, s.st.PublicID, priced(1e18))
		wantErr(w.T, err, service.ErrForbidden)
		w.Tx(func(tx *models.Tx) error { return tx.Freeze("test", models.SystemActor("test")) })
		_, err = w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, priced(1e18))
		wantErr(w.T, err, service.ErrFrozen)
	})
}

// The bill says what it says: totals, prices, and a cost for every line that
// adds up to the whole.
func TestBillAddsUp(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		in := priced(1e18)
		in.GasPriceCap, in.DataPrice = n(5_000_000_000), n(7)
		v := s.view(s.plan(in))
		b := v.Bill
		now, _ := money.Sum(mul(b.GasUnits, s.node.price), mul(b.DataBytes, n(7)))
		limit, _ := money.Sum(mul(b.GasUnits, n(5_000_000_000)), mul(b.DataBytes, n(7)))
		if b.CostNow != now || b.CostCap != limit || b.Amount != n(500) || b.Transactions != len(v.Chunks) || b.Claimable != 5 {
			t.Errorf("%+v", b)
		}
		lines := must[[]distributions.PlanLine](t)(w.Rooms.PlanLines(ctx, v.Plan.PublicID))
		sum := money.Zero
		for _, l := range lines {
			sum, _ = sum.Add(l.Cost)
			if l.Bps == nil || !l.Bps.Less(n(200)) {
				t.Errorf("line %d costs %v of its value", *l.Line.LeafIndex, l.Bps)
			}
		}
		if sum != b.CostNow || len(lines) != 5 {
			t.Errorf("%d lines cost %s, the plan %s", len(lines), sum, b.CostNow)
		}
		if v.Plan.ContentHash.Hash != crypto.Keccak256Hash(v.Plan.Body) {
			t.Error("the content hash is not the body's")
		}
	})
}

func mul(units uint64, price money.Amount) money.Amount {
	out, err := price.MulDiv(n(units), n(1), money.Down)
	if err != nil {
		panic(err)
	}
	return out
}

// Chunks are independent rows, in turn for every configured key.
func TestChunksAreSpreadOverKeys(t *testing.T) {
	each(t, terms(), func(w *world) {
		keys := []common.Address{{1}, {2}, {3}}
		w.Rooms.Distribution.Pushers = keys
		var names []string
		for i := range 130 {
			names = append(names, fmt.Sprint("victim ", i))
		}
		s := w.sending(names...)
		ids := []string{s.lines[0].PublicID, s.lines[129].PublicID}
		p := s.approvePlan(s.plan(distributions.PlanInput{Push: ids, OnlyPush: true}))
		in := s.pushes()
		if len(in) != int(p.Transactions) || len(in) != 2 {
			w.T.Fatalf("%d intents of %d", len(in), p.Transactions)
		}
		for i := range in {
			if in[i].Sender.Address != keys[i%len(keys)] {
				w.T.Errorf("chunk %d is sent by %s", i, in[i].Sender)
			}
		}
	})
}

// The policy makes plans and approves them up to its limit; it does not try a
// receiver again by itself.
func TestAutomaticPushes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		run := func() distributions.PlanReport { return must[distributions.PlanReport](t)(w.Rooms.DistributeDue(ctx)) }
		if r := run(); r != (distributions.PlanReport{}) {
			t.Fatalf("without a policy: %+v", r)
		}
		s.price(1e18)
		w.Rooms.Distribution.Auto = distributions.AutoPlan
		if r := run(); r != (distributions.PlanReport{Planned: 1}) || len(s.pushes()) != 0 {
			t.Fatalf("plan: %+v", r)
		}
		if r := run(); r != (distributions.PlanReport{}) {
			t.Fatalf("a plan waits: %+v", r)
		}
		w.Clock.Advance(25 * time.Hour)
		w.Rooms.Distribution.Auto, w.Rooms.Distribution.MaxBill = distributions.AutoPush, n(1)
		if r := run(); r != (distributions.PlanReport{Planned: 1}) {
			t.Fatalf("too dear: %+v", r)
		}
		w.Clock.Advance(25 * time.Hour)
		w.Rooms.Distribution.MaxBill = money.Max
		if r := run(); r != (distributions.PlanReport{Planned: 1, Approved: 1}) || len(s.pushes()) != 1 {
			t.Fatalf("push: %+v", r)
		}
		s.settle(s.pushes()[0], models.TxFinal)
		s.pushed(0, 1, 2, 4) // leaf 3 failed
		s.Events()
		if r := run(); r != (distributions.PlanReport{}) {
			t.Fatalf("tried again: %+v", r)
		}
		p := s.plan(distributions.PlanInput{Push: []string{s.lines[3].PublicID}})
		if v := s.view(s.approvePlan(p)); v.Bill.Pushed != 1 {
			t.Errorf("%+v", v.Bill)
		}
	})
}

// price makes the token worth that many wei by the incident's own snapshot set.
func (s *sending) price(wei uint64) {
	s.T.Helper()
	prices := jsonOf([]map[string]string{{"chain_id": "31337", "address": common.Address{}.Hex(), "num": "1", "den": n(wei).String()}})
	s.Tx(func(tx *models.Tx) error {
		inc, err := models.ByID[models.Incident](tx, s.st.IncidentID)
		if err != nil {
			return err
		}
		set, err := tx.LatestSet(inc.ID, models.SnapshotFinal)
		if err != nil {
			return err
		}
		next := set
		next.ID, next.PublicID, next.Version, next.Prices, next.Revision = 0, models.NewID("set"), 0, prices, set.Revision+1
		next.Digest = models.H(crypto.Keccak256Hash([]byte(next.PublicID)))
		return models.Insert(tx, &next)
	})
}

// settle writes what the sender would learn of an intent.
func (s *sending) settle(in models.TxIntent, state string) {
	s.T.Helper()
	hash, block, number, gas := models.H(crypto.Keccak256Hash([]byte(in.PublicID))), models.H(common.Hash{9}), int64(9), int64(100_000)
	s.Tx(func(tx *models.Tx) error {
		row, err := models.ByID[models.TxIntent](tx, in.ID)
		if err != nil {
			return err
		}
		row.State, row.TxHash, row.BlockHash, row.BlockNumber, row.GasUsed = state, &hash, &block, &number, &gas
		return models.Update(tx, &row, "state", "tx_hash", "block_hash", "block_number", "gas_used")
	})
}
