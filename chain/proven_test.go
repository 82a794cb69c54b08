package chain_test

import (
	"encoding/json"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/chain/indexing"
	"makewhole/deployment"
	"makewhole/test/dbtest"
	"makewhole/test/embedded"
)

// lone is an indexer behind one endpoint that may lie.
type lone struct {
	*front
	ix     *indexing.Indexer
	client *chain.Client
	node   *devnet.Node
	d      deployment.Deployment
}

func newLone(t *testing.T) *lone {
	t.Helper()
	node := embedded.Node(t, devnet.Config{HTTPAddr: "127.0.0.1:0"})
	d, err := deployment.Deploy(t.Context(), node.Client(), embedded.TwoPools(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	clock := dbtest.NewClock()
	l := &lone{front: newFront(t, node.URL()), node: node, d: d}
	if l.client, err = chain.Dial(t.Context(), chain.Config{URLs: []string{l.url}, ChainID: 31337, Now: clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.client.Close)
	l.ix = &indexing.Indexer{DB: dbtest.Open(t, clock.Now), Node: l.client, ChainID: 31337, Static: []indexing.Watch{
		{Address: d.LossOracle, Kind: indexing.KindOracle}, {Address: d.Distributor, Kind: indexing.KindDistributor},
	}}
	return l
}

// edit changes the logs of honest receipts.
func edit(raw json.RawMessage, change func(logs []any) []any) (string, bool) {
	var receipts []map[string]any
	if json.Unmarshal(raw, &receipts) != nil {
		return "", false
	}
	touched := false
	for _, r := range receipts {
		if logs, ok := r["logs"].([]any); ok && len(logs) > 0 {
			r["logs"], touched = change(logs), true
		}
	}
	out, err := json.Marshal(receipts)
	return string(out), err == nil && touched
}

// TestOneEndpointCannotHideOrInventLogs: whatever a lone endpoint says, events
// come from the blocks or there is an error; nothing is skipped, so that the
// next honest answer has everything. Its index of logs is not asked at all.
func TestOneEndpointCannotHideOrInventLogs(t *testing.T) {
	t.Parallel()
	lies := map[string]func(c call, honest json.RawMessage) (string, bool){
		"no receipts": func(c call, _ json.RawMessage) (string, bool) { return `[]`, c.Method == "eth_getBlockReceipts" },
		"one log less": func(c call, honest json.RawMessage) (string, bool) {
			if c.Method != "eth_getBlockReceipts" {
				return "", false
			}
			return edit(honest, func(logs []any) []any { return logs[1:] })
		},
		"another amount": func(c call, honest json.RawMessage) (string, bool) {
			if c.Method != "eth_getBlockReceipts" {
				return "", false
			}
			return edit(honest, func(logs []any) []any {
				logs[0].(map[string]any)["data"] = "0x" + strings.Repeat("00", 31) + "07"
				return logs
			})
		},
		"one log twice": func(c call, honest json.RawMessage) (string, bool) {
			if c.Method != "eth_getBlockReceipts" {
				return "", false
			}
			return edit(honest, func(logs []any) []any { return append(logs, logs[0]) })
		},
		"an empty bloom": func(c call, honest json.RawMessage) (string, bool) {
			n, err := hexutil.DecodeUint64(c.param(0))
			if c.Method != "eth_getBlockByNumber" || err != nil || n == 0 || n > 20 { // of blocks that nobody believes by themselves
				return "", false
			}
			return field(honest, map[string]string{"logsBloom": `"0x` + strings.Repeat("00", 256) + `"`}), true
		},
	}
	honest := newLone(t)
	want, err := honest.ix.RunOnce(t.Context())
	if err != nil || want == 0 {
		t.Fatalf("honest: %d events, %v", want, err)
	}
	for name, lie := range lies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLone(t)
			l.tell(lie)
			if n, err := l.ix.RunOnce(t.Context()); err == nil || n != 0 {
				t.Errorf("%d events, %v", n, err)
			}
			if l.lies.Load() == 0 {
				t.Error("the endpoint did not lie")
			}
			l.heal()
			if n, err := l.ix.RunOnce(t.Context()); err != nil || n != want {
				t.Errorf("honest again: %d events, want %d, %v", n, want, err)
			}
		})
	}
	t.Run("an empty index", func(t *testing.T) {
		t.Parallel()
		l := newLone(t)
		l.tell(func(c call, _ json.RawMessage) (string, bool) { return `[]`, c.Method == "eth_getLogs" })
		if n, err := l.ix.RunOnce(t.Context()); err != nil || n != want {
			t.Errorf("%d events, want %d, %v", n, want, err)
		}
	})
}

// TestProvenLogsAreTheLogs: over a chain with several logs a block, what the
// blocks prove is what an honest index says, field by field, also by topic.
func TestProvenLogsAreTheLogs(t *testing.T) {
	t.Parallel()
	l := newLone(t)
	head, err := l.client.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	q := ethereum.FilterQuery{FromBlock: new(big.Int), ToBlock: head.Number, Addresses: []common.Address{l.d.Distributor, l.d.LossOracle}}
	all, err := l.node.Client().FilterLogs(t.Context(), q)
	if err != nil || len(all) < 5 {
		t.Fatalf("%d logs, %v", len(all), err)
	}
	same := func(what string, q ethereum.FilterQuery, want []types.Log) {
		t.Helper()
		got, err := l.client.ProvenLogs(t.Context(), q)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%s: %d logs, want %d, %v", what, len(got), len(want), err)
		}
		for i := range got {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s: log %d is %+v, want %+v", what, i, got[i], want[i])
			}
		}
	}
	same("all", q, all)
	topic := all[len(all)-1].Topics[0]
	q.Topics = [][]common.Hash{{topic, {1}}}
	some, err := l.node.Client().FilterLogs(t.Context(), q)
	if err != nil || len(some) == 0 || len(some) == len(all) {
		t.Fatalf("%d of %d logs, %v", len(some), len(all), err)
	}
	same("by topic", q, some)
	at := all[0].BlockNumber
	q.Topics, q.FromBlock, q.ToBlock = nil, new(big.Int).SetUint64(at), new(big.Int).SetUint64(at)
	one, err := l.node.Client().FilterLogs(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	same("one block", q, one)
	for what, bad := range map[string]ethereum.FilterQuery{
		"no addresses": {FromBlock: q.FromBlock, ToBlock: q.ToBlock},
		"no end":       {FromBlock: q.FromBlock, Addresses: q.Addresses},
		"the head":     {FromBlock: q.FromBlock, ToBlock: big.NewInt(-2), Addresses: q.Addresses},
	} {
		if _, err := l.client.ProvenLogs(t.Context(), bad); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

// TestReceiptsThatNobodyCanHash: a rollup's deposits have receipts of a type of
// its own. Then receipts and index must agree.
func TestReceiptsThatNobodyCanHash(t *testing.T) {
	t.Parallel()
	l := newLone(t)
	deposits := func(c call, honest json.RawMessage) (string, bool) {
		if c.Method != "eth_getBlockReceipts" {
			return "", false
		}
		return strings.ReplaceAll(string(honest), `"type":"0x2"`, `"type":"0x7e"`), true
	}
	l.tell(func(c call, honest json.RawMessage) (string, bool) {
		if c.Method == "eth_getLogs" {
			return `[]`, true
		}
		return deposits(c, honest)
	})
	if n, err := l.ix.RunOnce(t.Context()); err == nil || n != 0 {
		t.Errorf("the index is empty: %d events, %v", n, err)
	}
	l.heal()
	l.tell(deposits)
	if n, err := l.ix.RunOnce(t.Context()); err != nil || n == 0 {
		t.Errorf("both agree: %d events, %v", n, err)
	}
}
