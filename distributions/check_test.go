package distributions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/distributions"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

var transferTopic = crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)"))

// transfer writes one Transfer of the token into the block of the newest event,
// and moves the balances with it.
func (s *sending) transfer(from, to common.Address, amount uint64) {
	s.transferAt(s.Block, from, to, amount)
}

func (s *sending) transferAt(block int64, from, to common.Address, amount uint64) {
	s.log(block, from, to, amount)
	have := s.node.balance(from, block)
	s.node.setBalance(block, from, have.SubFloor(n(amount)))
	sum, _ := s.node.balance(to, block).Add(n(amount))
	s.node.setBalance(block, to, sum)
}

func (s *sending) log(block int64, from, to common.Address, amount uint64) {
	word := n(amount).Bytes32()
	s.node.logs = append(s.node.logs, types.Log{
		Address: roomtest.TokenAddr, Topics: []common.Hash{transferTopic, common.BytesToHash(from[:]), common.BytesToHash(to[:])}, Data: word[:],
		BlockNumber: uint64(block), TxHash: crypto.Keccak256Hash([]byte(fmt.Sprint("tx", block))), Index: uint(len(s.node.logs)),
	})
}

// funded is the chain at the settlement's publication: the pool paid it in.
func (s *sending) funded() *sending {
	s.T.Helper()
	var block int64
	s.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(ev *models.ChainEvent) error {
			if ev.Name == "Published" {
				block = ev.BlockNumber
			}
			return nil
		})
	})
	s.node.setBalance(0, roomtest.PoolAddr, s.st.Paid.Amount)
	s.transferAt(block, roomtest.PoolAddr, roomtest.Distributor, 500)
	return s
}

// paysOut is a push that really pays the named leaves.
func (s *sending) paysOut(leaves ...int) *sending {
	s.pushed(leaves...)
	for _, l := range leaves {
		s.transfer(roomtest.Distributor, s.lines[l].Receiver.Address, 100)
		m := s.node.taken[0]
		m.Set(l)
		s.node.taken[0] = m
	}
	return s
}

// indexed says how far the events are known.
func (s *sending) indexed() {
	s.T.Helper()
	s.node.head = s.Block
	s.Tx(func(tx *models.Tx) error {
		return tx.AdvanceCursor(models.ChainCursor{
			ChainID: roomtest.ChainID, Name: "logs:" + strings.ToLower(roomtest.Distributor.Hex()), Number: s.node.head, Hash: models.H(common.Hash{1}), Final: s.node.head,
		})
	})
}

// checked applies events and compares.
func (s *sending) checked() distributions.CheckReport {
	s.T.Helper()
	s.indexed()
	s.Events()
	return must[distributions.CheckReport](s.T)(s.Rooms.CheckPayouts(ctx))
}

func (s *sending) lastCheck() (c models.PayoutCheck) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) (err error) {
		c, _, err = tx.LastPayoutCheck(roomtest.ChainID, roomtest.Distributor, s.st.AssetID)
		return err
	})
	return c
}

func (s *sending) frozen() (frozen bool) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) (err error) {
		frozen, _, err = tx.Frozen()
		return err
	})
	return frozen
}

// Payments that events, transfers, balances and bits agree on.
func TestPaymentsAgreeWithBalances(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...).funded()
		s.node.most = 1 // a provider that answers small questions only
		if r := s.checked(); r.Checks != 1 || r.Mismatches != 0 {
			t.Fatalf("publication: %+v %s", r, s.lastCheck().Findings)
		}
		s.paysOut(0, 1, 3)
		s.transfer(s.lines[1].Receiver.Address, addr("shop"), 40) // spent at once, in the same block
		if r := s.checked(); r.Checks != 1 || r.Mismatches != 0 {
			t.Fatalf("push: %+v %s", r, s.lastCheck().Findings)
		}
		c := s.lastCheck()
		if c.Payments != 3 || c.Receivers != 3 || c.Skipped != 0 || c.BookedOut.Amount != n(300) || c.MovedOut.Amount != n(300) || c.BalanceAfter.Amount != n(200) {
			t.Errorf("%+v", c)
		}
		s.Block++
		if r := s.checked(); r != (distributions.CheckReport{}) {
			t.Errorf("nothing moved: %+v", r)
		}
		s.Block += 5
		s.transfer(addr("fool"), roomtest.Distributor, 5) // a gift is not ours, and no mismatch
		if r := s.checked(); r.Checks != 1 || r.Mismatches != 0 {
			t.Errorf("gift: %+v %s", r, s.lastCheck().Findings)
		}
		if s.frozen() {
			t.Error("settlement is frozen")
		}
	})
}

// Each way in which money and events can differ freezes settlement and stays
// in the report, whatever the receipts say.
func TestPaymentsThatDiffer(t *testing.T) {
	last := func(s *sending) int { return len(s.node.logs) - 1 }
	for name, c := range map[string]struct {
		lie  func(s *sending)
		want string
	}{
		"transfer missing": {func(s *sending) { s.node.logs = s.node.logs[:last(s)] }, "got nothing in"},
		"another receiver": {func(s *sending) { s.node.logs[last(s)].Topics[2] = common.BytesToHash(addr("thief").Bytes()) }, "got nothing in"},
		"too little": {func(s *sending) {
			word := n(99).Bytes32()
			s.node.logs[last(s)].Data = word[:]
		}, "got 99 in"},
		"more than booked":     {func(s *sending) { s.transfer(roomtest.Distributor, addr("thief"), 7) }, "7 left in"},
		"balance short":        {func(s *sending) { s.node.setBalance(s.Block, roomtest.Distributor, n(190)) }, "is 10 short"},
		"balance grew":         {func(s *sending) { s.node.setBalance(s.Block, roomtest.Distributor, n(210)) }, "10 more than its transfers explain"},
		"bit not set":          {func(s *sending) { s.node.taken[0] = contracts.Mask{0b0011} }, "its bit is not set"},
		"bit without an event": {func(s *sending) { s.node.taken[0] = contracts.Mask{0b11011} }, "is taken and no event paid it"},
		"receiver got nothing": {func(s *sending) { s.node.setBalance(s.Block, s.lines[0].Receiver.Address, n(0)) }, "went from 0 to 0"},
		"receiver got half":    {func(s *sending) { s.node.setBalance(s.Block, s.lines[3].Receiver.Address, n(50)) }, "went from 0 to 50"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				s := w.sending(five...).funded()
				s.checked()
				s.paysOut(0, 1, 3)
				c.lie(s)
				r := s.checked()
				row := s.lastCheck()
				if r.Mismatches != 1 || row.Verdict != models.CheckMismatch || !strings.Contains(row.Findings, c.want) || !s.frozen() {
					w.T.Errorf("%+v, frozen %v: %s", r, s.frozen(), row.Findings)
				}
			})
		})
	}
}

// Money that leaves without any event is found by its balance alone.
func TestTheftWithoutAnEvent(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...).funded()
		s.checked()
		s.Block++
		s.node.setBalance(s.Block, roomtest.Distributor, n(499))
		if r := s.checked(); r.Mismatches != 1 || !s.frozen() {
			w.T.Errorf("%+v %s", r, s.lastCheck().Findings)
		}
	})
}

// A node that forgot old states leaves receivers unchecked, and says so; the
// distributor's own balance is compared all the same.
func TestForgottenStateIsCounted(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...).funded()
		s.checked()
		s.paysOut(0, 1, 3)
		s.Block += 3
		s.indexed()
		s.node.pruned = s.node.head
		if r := s.checked(); r.Checks != 1 || r.Mismatches != 0 {
			w.T.Fatalf("%+v %s", r, s.lastCheck().Findings)
		}
		if c := s.lastCheck(); c.Receivers != 0 || c.Skipped != 3 {
			w.T.Errorf("%+v", c)
		}
	})
}

// Real costs are written down once per transaction, of reverted ones too.
func TestCostsAreWrittenOnce(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := w.sending(five...)
		p := s.approvePlan(s.plan(priced(1e18)))
		in := s.pushes()[0]
		s.settle(in, models.TxReverted)
		hash := models.H(crypto.Keccak256Hash([]byte(in.PublicID)))
		s.node.costs = []models.TxCost{{TxHash: hash, BlockNumber: 9, GasUsed: 100_000, GasPrice: models.Amt(n(2e9)), DataFee: models.Amt(n(5)), Fee: models.Amt(n(200_000_000_000_005))}}
		for i, want := range []int{1, 0} {
			if r := must[distributions.CheckReport](w.T)(w.Rooms.CheckPayouts(ctx)); r.Costs != want {
				w.T.Errorf("run %d: %+v", i, r)
			}
		}
		v := s.view(p)
		if c := v.Chunks[0]; c.Fee == nil || *c.Fee != n(200_000_000_000_005) || c.Intent.State != models.TxReverted {
			w.T.Errorf("%+v", c)
		}
		// A push that failed is no reason to push again by itself.
		_, err := w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, priced(1e18))
		wantErr(w.T, err, settlements.ErrNothingToSettle)
		again := s.plan(distributions.PlanInput{PushAll: true})
		if v := s.view(again); v.Bill.Pushed != 5 || money.Zero == v.Bill.CostNow {
			w.T.Errorf("%+v", v.Bill)
		}
	})
}
