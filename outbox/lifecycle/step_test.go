package lifecycle

import (
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/states"
)

// TestJudgeTable walks every open state against every kind of observation.
func TestJudgeTable(t *testing.T) {
	t.Parallel()
	in := func(block uint64, ok, cancels bool) *Inclusion {
		return &Inclusion{Block: block, Success: ok, Cancels: cancels}
	}
	observations := []struct {
		name        string
		observation Observation
		want        map[string][]string // state → events
	}{
		{"nothing seen", Observation{Final: 10}, map[string][]string{models.TxMined: {states.EventReorg}}},
		{"above final", Observation{Included: in(11, true, false), Final: 10}, map[string][]string{
			models.TxSigned: {states.EventMine}, models.TxBroadcast: {states.EventMine}}},
		{"at final", Observation{Included: in(10, true, false), Final: 10}, map[string][]string{
			models.TxSigned: {states.EventMine, states.EventFinalize}, models.TxBroadcast: {states.EventMine, states.EventFinalize}, models.TxMined: {states.EventFinalize}}},
		{"failed at final", Observation{Included: in(10, false, false), Final: 10}, map[string][]string{
			models.TxSigned: {states.EventMine, states.EventRevert}, models.TxBroadcast: {states.EventMine, states.EventRevert}, models.TxMined: {states.EventRevert}}},
		{"cancelled at final", Observation{Included: in(9, true, true), Final: 10}, map[string][]string{
			models.TxSigned: {states.EventMine, states.EventCancel}, models.TxBroadcast: {states.EventMine, states.EventCancel}, models.TxMined: {states.EventCancel}}},
		{"stranger, first observation", Observation{FinalNonce: 8, Final: 10}, map[string][]string{models.TxMined: {states.EventReorg}}},
		{"stranger, believed", Observation{FinalNonce: 8, Final: 10, Suspicion: suspicionMax - 1}, map[string][]string{
			models.TxSigned: {states.EventForeign}, models.TxBroadcast: {states.EventForeign}, models.TxMined: {states.EventReorg}}},
		{"nonce equal is unused", Observation{FinalNonce: 7, Final: 10, Suspicion: 9}, map[string][]string{models.TxMined: {states.EventReorg}}},
		{"ours beats the nonce count", Observation{Included: in(12, true, false), FinalNonce: 8, Final: 10, Suspicion: 9}, map[string][]string{
			models.TxSigned: {states.EventMine}, models.TxBroadcast: {states.EventMine}}},
	}
	for _, c := range observations {
		for _, state := range []string{models.TxSigned, models.TxBroadcast, models.TxMined} {
			v := Judge(state, 7, c.observation)
			if !slices.Equal(v.Events, c.want[state]) {
				t.Errorf("%s, %s: events %v, want %v", c.name, state, v.Events, c.want[state])
			}
			at := state
			for _, e := range v.Events {
				edge, err := states.Transaction.Next(at, e)
				if err != nil {
					t.Errorf("%s, %s: %v", c.name, state, err)
				}
				at = edge.To
			}
			if v.Record != (c.observation.Included != nil) {
				t.Errorf("%s, %s: record %v", c.name, state, v.Record)
			}
			if open := at == models.TxSigned || at == models.TxBroadcast; v.Resend != open {
				t.Errorf("%s, %s → %s: resend %v", c.name, state, at, v.Resend)
			}
		}
	}
}

// TestSuspicionIsSlowAndForgets: a stranger must be seen in consecutive rounds.
func TestSuspicionIsSlowAndForgets(t *testing.T) {
	t.Parallel()
	s := Observation{FinalNonce: 8, Final: 10}
	for round := 1; round < suspicionMax; round++ {
		v := Judge(models.TxBroadcast, 7, s)
		if len(v.Events) != 0 || v.Suspicion != round {
			t.Fatalf("round %d: %+v", round, v)
		}
		s.Suspicion = v.Suspicion
	}
	if v := Judge(models.TxBroadcast, 7, Observation{Final: 10, Suspicion: s.Suspicion}); v.Suspicion != 0 {
		t.Errorf("suspicion %d survives a round without a stranger", v.Suspicion)
	}
	if v := Judge(models.TxBroadcast, 7, s); !slices.Equal(v.Events, []string{states.EventForeign}) || v.Reason == "" {
		t.Errorf("round %d: %+v", suspicionMax, v)
	}
}

// TestStepTable: each phase acts in its states only, and does one thing.
func TestStepTable(t *testing.T) {
	t.Parallel()
	every := []string{
		models.TxProposed, models.TxApproved, models.TxSigned, models.TxBroadcast, models.TxMined,
		models.TxFinal, models.TxReplaced, models.TxDropped, models.TxReverted, models.TxAbandoned,
	}
	acts := map[Phase][]string{
		Confirm: {models.TxSigned, models.TxBroadcast, models.TxMined}, Replace: {models.TxSigned, models.TxBroadcast},
		Prepare: {models.TxApproved}, Broadcast: {models.TxSigned, models.TxBroadcast},
	}
	busy := View{
		Nonce: 7, Slots: 1, Due: true, Pressure: Pressure{Lowest: true, Overdue: true},
		Observation: Observation{Included: &Inclusion{Block: 3, Success: true}, Final: 4},
	}
	for _, p := range Round() {
		for _, state := range every {
			v := busy
			v.State = state
			e := Step(p, v)
			did := map[Phase]bool{
				Confirm: len(e.Verdict.Events) > 0, Replace: e.Bid != KeepBid, Prepare: e.Sign, Broadcast: e.Send,
			}
			for q, yes := range did {
				if want := q == p && slices.Contains(acts[p], state); yes != want {
					t.Errorf("phase %d, %s: act %d is %v, want %v", p, state, q, yes, want)
				}
			}
		}
	}
	if Step(Prepare, View{State: models.TxApproved}).Sign || Step(Broadcast, View{State: models.TxSigned}).Send {
		t.Error("a full window signs, or bytes go out that are not due")
	}
	if !slices.IsSorted(Round()) || len(Round()) != 4 || Round()[3] != Broadcast {
		t.Errorf("round %v, sending must come last", Round())
	}
	if AfterSend(models.TxSigned, ReplyOut) != states.EventSend || AfterSend(models.TxSigned, ReplyRefused) != "" || AfterSend(models.TxSigned, ReplyUnheard) != "" || AfterSend(models.TxSigned, ReplyUnknown) != "" || AfterSend(models.TxMined, ReplyOut) != "" {
		t.Error("transitions after a broadcast")
	}
}

// TestBelieveTable: only the receipt of the attempt itself, in the block that is
// canonical at its height.
func TestBelieveTable(t *testing.T) {
	t.Parallel()
	ours, block, other := common.Hash{1}, common.Hash{2}, common.Hash{3}
	receipt := func(tx, in common.Hash, status uint64) *types.Receipt {
		return &types.Receipt{TxHash: tx, BlockHash: in, BlockNumber: big.NewInt(9), Status: status, GasUsed: 21_000}
	}
	in := Believe(receipt(ours, block, types.ReceiptStatusSuccessful), ours, block, false)
	if in == nil || *in != (Inclusion{Hash: ours, Block: 9, BlockHash: block, GasUsed: 21_000, Success: true}) {
		t.Errorf("a true receipt: %+v", in)
	}
	if in := Believe(receipt(ours, block, types.ReceiptStatusFailed), ours, block, true); in == nil || in.Success || !in.Cancels {
		t.Errorf("a failed cancellation: %+v", in)
	}
	for name, r := range map[string]*types.Receipt{
		"none": nil, "of another transaction": receipt(other, block, 1), "of a block that a reorg took": receipt(ours, other, 1),
		"without a height": {TxHash: ours, BlockHash: block},
	} {
		if Believe(r, ours, block, false) != nil {
			t.Errorf("believed a receipt %s", name)
		}
	}
}

func TestJudgeBidTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		p    Pressure
		want Push
	}{
		{"fresh", Pressure{Lowest: true}, KeepBid},
		{"overdue and lowest", Pressure{Lowest: true, Overdue: true}, RaiseBid},
		{"overdue behind another", Pressure{Overdue: true}, KeepBid},
		{"overdue and underpaid behind another", Pressure{Overdue: true, Underpaid: true}, RaiseBid},
		{"underpaid, just sent", Pressure{Lowest: true, Underpaid: true}, KeepBid},
		{"refused for what no bid cures", Pressure{Lowest: true, Overdue: true, Underpaid: true, Incurable: true}, KeepBid},
		{"bump asked although no bid cures it", Pressure{Request: RequestBump, Incurable: true}, RaiseBid},
		{"never sent", Pressure{Lowest: true, Overdue: true, Unsent: true}, KeepBid},
		{"bump asked", Pressure{Request: RequestBump}, RaiseBid},
		{"bump asked before it was sent", Pressure{Request: RequestBump, Unsent: true}, KeepBid},
		{"cancel asked", Pressure{Request: RequestCancel}, CancelBid},
		{"cancel asked before it was sent", Pressure{Request: RequestCancel, Unsent: true}, CancelBid},
		{"cancelling already", Pressure{Request: RequestCancel, Cancelling: true}, KeepBid},
		{"cancelling and overdue", Pressure{Request: RequestCancel, Cancelling: true, Overdue: true, Lowest: true}, RaiseBid},
	} {
		if got := JudgeBid(c.p); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSlots(t *testing.T) {
	t.Parallel()
	every := []string{models.TxSigned, models.TxBroadcast, models.TxMined, models.TxMined}
	for _, c := range []struct{ window, want int }{{16, 14}, {2, 0}, {1, 0}} {
		if got := Slots(c.window, every); got != c.want {
			t.Errorf("window %d: %d slots, want %d", c.window, got, c.want)
		}
	}
}
