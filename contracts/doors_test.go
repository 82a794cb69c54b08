package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"pgregory.net/rapid"

	"makewhole/contracts"
	"makewhole/merkle"
)

// Moods of the mocks Receiver and OddToken.
const (
	receiverReverts = 1 + iota
	receiverBurnsGas
	receiverBombs
	receiverIsHeavy
	receiverCallsBack
	receiverSendsBack
	receiverForcesBack
)

const (
	tokenReverts = 1 + iota
	tokenReturnsFalse
	tokenBurnsGas
	tokenPaysNothing
)

// One bad receiver never stops a chunk: it is skipped, reported, and may redeem.
func testPushSkipsFailingCoinReceivers(t *testing.T) {
	t.Parallel()
	w, set := coinWorld(t, 1e9)
	m := loadMock(t, "Receiver")
	items := receivers(8)
	moods := map[int]uint8{1: receiverReverts, 2: receiverBurnsGas, 4: receiverBombs, 5: receiverIsHeavy, 7: 0}
	for i, mood := range moods {
		items[i].Receiver = m.deploy(w.evm, w.admin.addr, w.admin.addr)
		w.ok(w.admin.addr, items[i].Receiver, m.pack(t, "setMood", mood))
	}
	p := w.plan(set, coinPool, common.Address{}, 1, items)
	w.active(p)
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 3, 0, contracts.FirstItems(8))).logs)
	id := p.order.SettlementID
	want := []any{
		contracts.PushFailed{id, 1}, contracts.PushFailed{id, 2}, contracts.PushFailed{id, 4},
		contracts.PushFailed{id, 5}, contracts.Pushed{id, 0, contracts.Mask{0b1100_1001}},
	}
	for i := range want {
		if len(events) != len(want) || events[i] != want[i] {
			t.Fatalf("events %+v, want %+v", events, want)
		}
	}
	if got := w.remaining(id); got != 1001+1002+1004+1005 {
		t.Errorf("%d remain", got)
	}
	// More than 40,000 gas is fine when the receiver redeems by itself; a later push finds a changed mind.
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(5)))
	w.refused("TransferFailed", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(1)))
	w.ok(w.admin.addr, items[1].Receiver, m.pack(t, "setMood", uint8(0)))
	again := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 3, 0, contracts.Mask{0b0010_0010})).logs)
	if len(again) != 1 || again[0] != (contracts.Pushed{id, 0, contracts.Mask{0b10}}) {
		t.Fatalf("second push %+v", again)
	}
	for i, paid := range []bool{true, true, false, true, false, true, true, true} {
		if got := w.balance(common.Address{}, items[i].Receiver); (got == uint64(1000+i)) != paid {
			t.Errorf("receiver %d has %d, paid %v", i, got, paid)
		}
	}
}

// A receiver that forces coin back on the distributor cannot spoil the chunk.
func testPushSurvivesCoinThatComesBack(t *testing.T) {
	t.Parallel()
	w, set := coinWorld(t, 1e9)
	m := loadMock(t, "Receiver")
	items := receivers(4)
	for i, mood := range map[int]uint8{0: receiverSendsBack, 2: receiverForcesBack} {
		items[i].Receiver = m.deploy(w.evm, w.admin.addr, w.admin.addr)
		w.ok(w.admin.addr, items[i].Receiver, m.pack(t, "setMood", mood))
	}
	p := w.plan(set, coinPool, common.Address{}, 1, items)
	w.active(p)
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(4))).logs)
	if len(events) != 2 || events[1].(contracts.Pushed).Paid != (contracts.Mask{0b1110}) {
		t.Fatalf("events %+v", events)
	}
	if got := w.balance(common.Address{}, w.dist); got != 1000+1002 {
		t.Errorf("distributor holds %d: the refused 1000 and the 1002 it was given back", got)
	}
}

func oddWorld(t *testing.T) (w *world, odd common.Address, m mock, pool common.Hash, set common.Hash) {
	t.Helper()
	w = newWorld(t)
	m = loadMock(t, "OddToken")
	odd = m.deploy(w.evm, w.admin.addr)
	pool = common.Hash(merkle.PoolID("pool_odd"))
	at := w.newPool(odd, pool)
	w.ok(w.treasurer.addr, w.dist, distABI.PackRegisterSource(pool, at))
	w.allow(odd)
	w.ok(w.admin.addr, odd, m.pack(t, "mint", w.lp.addr, num(100_000)))
	w.ok(w.lp.addr, odd, m.pack(t, "approve", at, num(100_000)))
	w.ok(w.lp.addr, at, poolABI.PackDeposit(num(50_000), num(1)))
	w.ok(w.operator.addr, at, poolABI.PackEarmark(incident, num(50_000), num(50_000)))
	return w, odd, m, pool, w.finalSet()
}

func testPushSkipsReceiversOnABlockList(t *testing.T) {
	t.Parallel()
	w, odd, m, pool, set := oddWorld(t)
	p := w.plan(set, pool, odd, 1, receivers(4))
	w.active(p)
	w.ok(w.admin.addr, odd, m.pack(t, "setMood", p.items[1].Receiver, uint8(tokenReverts)))
	w.ok(w.admin.addr, odd, m.pack(t, "setMood", p.items[2].Receiver, uint8(tokenReturnsFalse)))
	events := w.distributorEvents(w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(4))).logs)
	if len(events) != 3 || events[2].(contracts.Pushed).Paid != (contracts.Mask{0b1001}) {
		t.Fatalf("events %+v", events)
	}
	if w.remaining(p.order.SettlementID) != 1001+1002 || w.balance(odd, w.dist) != 1001+1002 {
		t.Errorf("%d remain, distributor holds %d", w.remaining(p.order.SettlementID), w.balance(odd, w.dist))
	}
	w.refused("TransferFailed", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(2)))
}

// A token that lies or takes a fee makes the whole call fail: nothing is booked as paid that was not.
func testTokensThatLieAreCaughtByTheBalance(t *testing.T) {
	t.Parallel()
	w, odd, m, pool, set := oddWorld(t)
	p := w.plan(set, pool, odd, 1, receivers(4))
	w.ok(w.admin.addr, odd, m.pack(t, "setFee", num(1)))
	w.active(p) // the pool pays the fee here; its accounts do not move with it
	all := p.push(t, 2, 0, contracts.FirstItems(4))
	w.refused("WrongMoneyOut", w.anyone.addr, w.dist, all)
	w.refused("WrongMoneyOut", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.ok(w.admin.addr, odd, m.pack(t, "setFee", num(0)))
	w.ok(w.admin.addr, odd, m.pack(t, "setMood", p.items[3].Receiver, uint8(tokenPaysNothing)))
	w.refused("WrongMoneyOut", w.anyone.addr, w.dist, all)
	w.refused("WrongMoneyOut", w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(3)))
	w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3)))
}

// Nobody can make an item fail by sending too little gas: the call reverts instead.
func testGasIsCheckedBeforeEachItem(t *testing.T) {
	t.Parallel()
	w, odd, m, pool, set := oddWorld(t)
	p := w.plan(set, pool, odd, 1, receivers(4))
	w.active(p)
	w.ok(w.admin.addr, odd, m.pack(t, "setMood", p.items[2].Receiver, uint8(tokenBurnsGas)))
	data := p.push(t, 2, 0, contracts.FirstItems(4))
	o := w.run(w.anyone.addr, &w.dist, nil, data, 1_000_000)
	if got := reason(o.ret); got != "GasTooLow" {
		t.Fatalf("got %s, %v", got, o.err)
	}
	for gas := uint64(100_000); gas < 400_000; gas += 10_000 {
		before := w.db.Copy()
		o := w.run(w.anyone.addr, &w.dist, nil, p.push(t, 2, 0, contracts.Mask{0b1011}), gas)
		if o.err == nil {
			for _, e := range w.distributorEvents(o.logs) {
				if f, failed := e.(contracts.PushFailed); failed {
					t.Fatalf("gas limit %d made item %d fail", gas, f.Index)
				}
			}
		}
		w.db = before
	}
}

// A receiver that calls back cannot get in through any door, nor into the
// pools; each call works when the same contract makes it at another time.
func testReentrancy(t *testing.T) {
	t.Parallel()
	w, set := coinWorld(t, 1e9)
	m := loadMock(t, "Receiver")
	evil := m.deploy(w.evm, w.admin.addr, w.admin.addr)
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(evil, num(1000)))
	// provoke makes the contract call something outside of any door.
	provoke := func(to common.Address, data []byte) {
		w.ok(w.admin.addr, evil, m.pack(t, "setCall", to, data))
		w.okValue(w.anyone.addr, evil, uint256.NewInt(1), nil)
	}
	for _, spender := range []common.Address{w.pool, w.vault} {
		provoke(w.token, tokenABI.PackApprove(spender, num(1000)))
	}
	provoke(w.pool, poolABI.PackDeposit(num(100), num(1)))
	items := append(receivers(3), contracts.Item{Receiver: evil, Amount: amt(777)})
	p := w.plan(set, coinPool, common.Address{}, 1, items)
	w.active(p)
	calls := map[string]struct {
		to   common.Address
		data []byte
	}{
		"redeem":   {w.dist, contracts.PackRedeem(p.redemption(0))},
		"push":     {w.dist, p.push(t, 2, 0, contracts.FirstItems(3))},
		"many":     {w.dist, contracts.PackRedeemMany([]contracts.Redemption{p.redemption(0)})},
		"exit":     {w.pool, poolABI.PackRequestExit(num(1 * perUnit))},
		"deposit":  {w.pool, poolABI.PackDeposit(num(10), num(1))},
		"recovery": {w.vault, contracts.PackDepositRecovery(incident, w.token, amt(1))},
	}
	count := func(what string) uint64 {
		return new(big.Int).SetBytes(w.view(evil, m.pack(t, what))).Uint64()
	}
	for name, c := range calls {
		t.Run(name, func(t *testing.T) {
			before := w.db.Copy()
			defer func() { w.db = before }()
			w.ok(w.admin.addr, evil, m.pack(t, "setCall", c.to, c.data))
			attempts, successes := count("attempts"), count("successes")
			w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(3)))
			if count("attempts") != attempts+1 || count("successes") != successes {
				t.Error("the call back was not refused")
			}
			if got := w.balance(common.Address{}, evil); got != 777+3 {
				t.Errorf("receiver has %d", got)
			}
			w.okValue(w.anyone.addr, evil, uint256.NewInt(1), nil)
			if count("successes") != successes+1 {
				t.Error("the call does not work outside either: the test shows nothing")
			}
		})
	}
}

func testDoorsRefuse(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1_000_000))
	p := w.plan(set, poolID, w.token, 1, receivers(11))
	w.active(p)
	id := p.order.SettlementID
	good := p.redemption(4)
	for name, change := range map[string]func(r *contracts.Redemption){
		"amount":         func(r *contracts.Redemption) { r.Amount = amt(1005) },
		"receiver":       func(r *contracts.Redemption) { r.Receiver = w.anyone.addr },
		"index":          func(r *contracts.Redemption) { r.Index = 5 },
		"aliased index":  func(r *contracts.Redemption) { r.Index += 256 },
		"settlement":     func(r *contracts.Redemption) { r.SettlementID[31]++ },
		"empty proof":    func(r *contracts.Redemption) { r.Proof = nil },
		"longer proof":   func(r *contracts.Redemption) { r.Proof = append(r.Proof, [32]byte{}) },
		"inner as leaf":  func(r *contracts.Redemption) { r.Proof = p.tree.NodeProof(1, 2) },
		"nothing at all": func(r *contracts.Redemption) { *r = contracts.Redemption{} },
	} {
		t.Run(name, func(t *testing.T) {
			r := good
			r.Proof = append([][32]byte{}, good.Proof...)
			change(&r)
			want := "BadProof"
			w.refused(want, w.anyone.addr, w.dist, contracts.PackRedeem(r))
		})
	}
	refuse := func(want string, data []byte) {
		t.Helper()
		w.refused(want, w.anyone.addr, w.dist, data)
	}
	push := func(level int, node uint64, packed []byte, mask contracts.Mask, proof [][32]byte) []byte {
		return contracts.PackPush(id, level, node, packed, mask, proof)
	}
	packed, proof, one := p.packed(t, 2, 1), p.tree.NodeProof(2, 1), contracts.Mask{1}
	refuse("BadProof", push(2, 0, packed, one, proof))
	refuse("BadProof", push(2, 2, packed, one, proof))
	refuse("BadProof", push(3, 1, packed, one, proof))
	refuse("BadProof", push(2, 1, packed[:96], one, proof))
	refuse("BadLevel", push(1, 1, packed, one, proof))
	refuse("BadLevel", push(9, 1, packed, one, proof))
	refuse("BadLevel", push(2, 1<<32, packed, one, proof))
	refuse("BadItems", push(2, 1, packed[:127], one, proof))
	refuse("BadItems", push(2, 1, nil, contracts.Mask{}, proof))
	refuse("BadMask", push(2, 1, packed, contracts.Mask{1 << 4}, proof))
	changed := append([]byte{}, packed...)
	changed[31]++ // a wei more for the first item
	refuse("BadProof", push(2, 1, changed, one, proof))
	w.ok(w.anyone.addr, w.dist, push(2, 1, packed, one, proof))
}

// Any mask over any aligned subtree pays exactly the chosen, unpaid leaves.
func testPushPaysWhatIsChosenOnce(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(1_000_000))
	const n = 37
	p := w.plan(set, poolID, w.token, 1, receivers(n))
	w.active(p)
	fresh := w.db
	rapid.Check(t, func(rt *rapid.T) {
		w.db = fresh.Copy()
		paid := map[int]bool{}
		for range rapid.IntRange(1, 6).Draw(rt, "pushes") {
			level := rapid.IntRange(0, p.tree.Depth()).Draw(rt, "level")
			node := rapid.IntRange(0, (n-1)>>level).Draw(rt, "node")
			lo, hi := node<<level, min((node+1)<<level, n)
			mask := contracts.Mask{rapid.Uint64Range(0, 1<<(hi-lo)-1).Draw(rt, "mask")}
			w.ok(w.anyone.addr, w.dist, p.push(t, level, node, mask))
			for i := range mask.Items() {
				paid[lo+i] = true
			}
		}
		left := p.order.Total.Uint256()
		for i, it := range p.items {
			want := uint64(0)
			if paid[i] {
				want = uint64(1000 + i)
				left.Sub(&left, uint256.NewInt(want))
			}
			if got := w.balance(w.token, it.Receiver); got != want {
				rt.Fatalf("receiver %d has %d, want %d", i, got, want)
			}
		}
		if w.remaining(p.order.SettlementID) != left.Uint64() || w.balance(w.token, w.dist) != left.Uint64() {
			rt.Fatalf("%d remain, want %d", w.remaining(p.order.SettlementID), left.Uint64())
		}
	})
}

func testCoinComesInOnlyFromSources(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.refusedValue("WrongMoneyIn", w.anyone.addr, w.dist, uint256.NewInt(1), nil)
}
