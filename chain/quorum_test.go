package chain_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/chain/indexing"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/test/embedded"
)

func TestQuorumIsMoreThanHalf(t *testing.T) {
	t.Parallel()
	urls := []string{serveStub(t, goodStub(5)), serveStub(t, goodStub(5)), serveStub(t, goodStub(5)), serveStub(t, goodStub(5))}
	for _, c := range []struct {
		urls, quorum int
		ok           bool
	}{{1, 0, true}, {1, 1, true}, {1, 2, false}, {2, 0, true}, {2, 1, false}, {2, 2, true}, {3, 1, false}, {3, 2, true}, {3, 3, true}, {3, 4, false}, {4, 2, false}, {4, 3, true}} {
		_, err := dial(t, chain.Config{URLs: urls[:c.urls], ChainID: 5, Quorum: c.quorum})
		if (err == nil) != c.ok {
			t.Errorf("%d of %d: %v", c.quorum, c.urls, err)
		}
	}
}

// TestOneSilentOfThree: P4, P6. The others pay, and nobody waits for the silent
// one more than once.
func TestOneSilentOfThree(t *testing.T) {
	t.Parallel()
	w := impatient(t)
	w.fronts[0].silent.Store(true)
	w.pay(3)
	w.finish()
	w.paid(3)
}

// TestTwoSilentOfThree: one endpoint decides nothing; when they are back, all
// goes on.
func TestTwoSilentOfThree(t *testing.T) {
	t.Parallel()
	w := impatient(t)
	w.pay(2)
	w.mustRound()
	w.fronts[0].silent.Store(true)
	w.fronts[1].silent.Store(true)
	if err := w.node.Mine(4); err != nil {
		t.Fatal(err)
	}
	if _, err := w.round(); !errors.Is(err, chain.ErrNoNode) && !errors.Is(err, chain.ErrNoQuorum) {
		t.Errorf("one of three answered alone: %v", err)
	}
	if st := w.intent(0).State; st != models.TxBroadcast {
		t.Errorf("payout is %s on the word of one endpoint", st)
	}
	w.fronts[0].heal()
	w.fronts[1].heal()
	w.finish()
	w.paid(2)
}

// invent makes a front answer every receipt with a success in the final block.
func invent(w *trio, f *front) {
	final, err := w.node.Client().HeaderByNumber(w.t.Context(), big.NewInt(4))
	if err != nil {
		w.t.Fatal(err)
	}
	f.tell(func(c call, _ json.RawMessage) (string, bool) {
		if c.Method != "eth_getTransactionReceipt" {
			return "", false
		}
		return fmt.Sprintf(`{"transactionHash":%q,"transactionIndex":"0x0","blockHash":%q,"blockNumber":%s,"cumulativeGasUsed":"0x5208",`+
			`"gasUsed":"0x5208","effectiveGasPrice":"0x1","status":"0x1","type":"0x2","logs":[],"logsBloom":"0x%s","from":"0x%040x","to":"0x%040x"}`,
			c.param(0), final.Hash().Hex(), quoted(4), strings.Repeat("00", 256), 1, 2), true
	})
}

// TestOneOfThreeInventsReceipts: P8. Nothing moves, the alarm names it.
func TestOneOfThreeInventsReceipts(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		w := newTrio(t)
		w.pay(1)
		invent(w, w.fronts[i])
		var alarms []outbox.Alarm
		for range 4 {
			alarms = append(alarms, w.mustRound().Alarms...)
		}
		if st := w.intent(0).State; st != models.TxBroadcast {
			t.Errorf("endpoint %d alone made the payout %s", i, st)
		}
		if !said(alarms, w.fronts[i].host()) || w.fronts[i].lies.Load() == 0 {
			t.Errorf("no alarm names endpoint %d: %v", i, alarms)
		}
		w.finish() // it lies on
		w.paid(1)
	}
}

// TestTwoOfThreeInventTogether is beyond what k-of-m promises with 2 of 3; with
// a quorum of 3 even two liars move nothing.
func TestTwoOfThreeInventTogether(t *testing.T) {
	t.Parallel()
	w := newTrio(t)
	strict, err := chain.Dial(t.Context(), chain.Config{
		URLs: []string{w.fronts[0].url, w.fronts[1].url, w.fronts[2].url}, ChainID: 31337, Now: w.clock.Now, Quorum: 3,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(strict.Close)
	invent(w, w.fronts[0])
	invent(w, w.fronts[1])
	hash := common.Hash{7}
	if rs, err := w.client.Receipts(t.Context(), []common.Hash{hash}); err != nil || rs[0] == nil {
		t.Errorf("2 of 3 agree: %v, %v", rs, err)
	}
	if _, err := strict.Finalized(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rs, err := strict.Receipts(t.Context(), []common.Hash{hash}); err != nil || rs[0] != nil {
		t.Errorf("2 of 3 convinced a quorum of 3: %v, %v", rs, err)
	}
	if f := strict.Findings(); len(f) == 0 {
		t.Error("no finding about two liars")
	}
}

// TestOneOfThreeLagsBehind: P6. A node that stands at an old block answers null
// receipts, lower nonces and a lower final block. It delays nobody and is no
// liar.
func TestOneOfThreeLagsBehind(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		w := newTrio(t)
		w.fronts[i].tell(lagging(t, w, 3))
		w.pay(3)
		alarms := w.finish()
		w.paid(3)
		if w.fronts[i].lies.Load() == 0 {
			t.Error("the endpoint did not lag")
		}
		for _, a := range alarms {
			t.Errorf("endpoint %d is behind, which is no alarm: %+v", i, a)
		}
	}
}

// lagging answers like a node whose head is block at.
func lagging(t *testing.T, w *trio, at uint64) func(call, json.RawMessage) (string, bool) {
	t.Helper()
	var old, older json.RawMessage
	for n, into := range map[uint64]*json.RawMessage{at: &old, at - 2: &older} {
		if err := w.node.RPC().CallContext(t.Context(), into, "eth_getBlockByNumber", hexutil.Uint64(n), false); err != nil {
			t.Fatal(err)
		}
	}
	return func(c call, _ json.RawMessage) (string, bool) {
		switch c.Method {
		case "eth_getTransactionReceipt":
			return "null", true
		case "eth_getTransactionCount":
			return `"0x0"`, c.param(1) == "latest" || c.param(1) == "pending"
		case "eth_getBlockByNumber":
			switch p := c.param(0); p {
			case "latest":
				return string(old), true
			case "finalized":
				return string(older), true
			default:
				n, err := hexutil.DecodeUint64(p)
				return "null", err == nil && n > at
			}
		}
		return "", false
	}
}

// TestOneOfThreeHasAnotherFinalBlock: the final header is the highest one that
// two confirm by hash, and the finding says who said what.
func TestOneOfThreeHasAnotherFinalBlock(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		w := newTrio(t)
		honest, err := w.client.Finalized(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		w.fronts[i].tell(func(c call, honest json.RawMessage) (string, bool) {
			if c.Method != "eth_getBlockByNumber" || c.param(0) == "0x0" {
				return "", false
			}
			return field(honest, map[string]string{"stateRoot": hexWord(0xbd)}), string(honest) != "null"
		})
		got, err := w.client.Finalized(t.Context())
		if err != nil || got.Hash() != honest.Hash() {
			t.Errorf("final block %v, %v, want %s", got, err, honest.Hash())
		}
		if f := w.client.Findings(); len(f) != 1 || !strings.Contains(f[0].String(), w.fronts[i].host()+" said ") {
			t.Errorf("findings %v do not name %s", f, w.fronts[i].host())
		}
		if h, err := w.client.HeaderByNumber(t.Context(), big.NewInt(2)); err != nil || h.Root == (common.HexToHash(hexWord(0xbd))) {
			t.Errorf("block 2: %v, %v", h, err)
		}
	}
}

// TestFinalBlockIsTheHighestThatTwoConfirm: one is ahead, one behind.
func TestFinalBlockIsTheHighestThatTwoConfirm(t *testing.T) {
	t.Parallel()
	w := newTrio(t) // head 6, final 4
	var six json.RawMessage
	if err := w.node.RPC().CallContext(t.Context(), &six, "eth_getBlockByNumber", "0x6", false); err != nil {
		t.Fatal(err)
	}
	w.fronts[1].tell(lagging(t, w, 4))
	w.fronts[2].tell(func(c call, _ json.RawMessage) (string, bool) {
		return string(six), c.Method == "eth_getBlockByNumber" && c.param(0) == "finalized"
	})
	if h, err := w.client.Finalized(t.Context()); err != nil || h.Number.Uint64() != 4 {
		t.Errorf("final %v, %v: want 4, which two have reached", h, err)
	}
	if f := w.client.Findings(); len(f) != 0 {
		t.Errorf("being ahead or behind is no finding: %v", f)
	}
}

// TestOneOfThreeInventsALog: P8 for the indexer.
func TestOneOfThreeInventsALog(t *testing.T) {
	t.Parallel()
	for i := range 3 {
		w := newTrioOn(t, devnet.Config{HTTPAddr: "127.0.0.1:0"}, patience)
		d, err := deployment.Deploy(t.Context(), w.node.Client(), embedded.TwoPools(t))
		if err != nil {
			t.Fatal(err)
		}
		w.fronts[i].tell(func(c call, honest json.RawMessage) (string, bool) {
			return `[]`, c.Method == "eth_getBlockReceipts" && string(honest) != `[]` // hides what happened
		})
		ix := &indexing.Indexer{DB: w.db, Node: w.client, ChainID: 31337, Static: []indexing.Watch{{Address: d.LossOracle, Kind: indexing.KindOracle}}}
		if n, err := ix.RunOnce(t.Context()); err != nil || n == 0 {
			t.Errorf("%d events, %v", n, err)
		}
		if f := w.client.Findings(); len(f) == 0 || !strings.Contains(f[0].String(), w.fronts[i].host()+" said receipts that do not hash") {
			t.Errorf("findings %v", f)
		}
	}
}

// TestOneOfThreeLiesAboutCalls: what a pool holds, and whether a contract
// signed, is what two say.
func TestOneOfThreeLiesAboutCalls(t *testing.T) {
	t.Parallel()
	w := newTrioOn(t, devnet.Config{HTTPAddr: "127.0.0.1:0"}, patience)
	d, err := deployment.Deploy(t.Context(), w.node.Client(), embedded.TwoPools(t))
	if err != nil {
		t.Fatal(err)
	}
	final, err := w.client.Finalized(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	coin, _ := d.Pool("pol_coin")
	yes := `"0x1626ba7e` + strings.Repeat("00", 28) + `"`
	for _, f := range w.fronts {
		f.tell(func(c call, _ json.RawMessage) (string, bool) { return yes, c.Method == "eth_call" })
		msg := ethereum.CallMsg{To: &coin.Address, Data: common.FromHex("0xe2fdcc17")} // no such function: reverts
		if out, err := w.client.BatchCallAtHash(t.Context(), []ethereum.CallMsg{msg}, final.Hash()); err != nil || out[0].Err == nil {
			t.Errorf("call: %x, %v", out, err)
		}
		ok, err := w.client.VerifySignature(t.Context(), coin.Address, common.Hash{1}, []byte{1}, nil)
		if ok.Signed() || err != nil {
			t.Errorf("one liar made a contract sign: %v, %v", ok, err)
		}
		if got := w.client.Findings(); len(got) < 2 {
			t.Errorf("findings %v", got)
		}
		f.heal()
	}
}

// TestOneOfThreeLiesAboutTheNonce: neither a higher final nonce nor a lower one
// of one endpoint moves anything.
func TestOneOfThreeLiesAboutTheNonce(t *testing.T) {
	t.Parallel()
	for _, nonce := range []uint64{0, 1000} {
		w := newTrio(t)
		w.fronts[1].tell(func(c call, _ json.RawMessage) (string, bool) {
			return quoted(nonce), c.Method == "eth_getTransactionCount"
		})
		w.pay(3)
		w.finish()
		w.paid(3)
	}
}

// TestEndpointThatSwitchesTheChain: P7. It is left out with an alarm.
func TestEndpointThatSwitchesTheChain(t *testing.T) {
	t.Parallel()
	w := newTrio(t)
	w.pay(1)
	w.mustRound()
	f := w.fronts[2]
	f.silent.Store(true) // the connection breaks …
	if err := w.node.Mine(1); err != nil {
		t.Fatal(err)
	}
	w.mustRound()
	f.silent.Store(false) // … and comes back on another chain
	f.tell(func(c call, _ json.RawMessage) (string, bool) { return `"0x1"`, c.Method == "eth_chainId" })
	alarms := w.finish()
	w.paid(1)
	if !said(alarms, f.host()) {
		t.Errorf("no alarm about the other chain: %v", alarms)
	}
}
