//go:build !nodevnet

package devnet

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

func call(t *testing.T, n *Node, result any, method string, args ...any) {
	t.Helper()
	if err := n.RPC().CallContext(t.Context(), result, method, args...); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
}

func headTime(t *testing.T, n *Node) uint64 { return header(t, n, rpc.LatestBlockNumber).Time }

func TestTimeMovesAsTestToolsExpect(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	call(t, n, nil, "evm_mine")
	before := headTime(t, n)
	var offset int64
	call(t, n, &offset, "evm_increaseTime", "0xe10")
	if offset < 3600 || headTime(t, n) != before {
		t.Errorf("offset %d, head moved %d", offset, headTime(t, n)-before)
	}
	call(t, n, nil, "evm_mine")
	if got := headTime(t, n) - before; got < 3600 || got > 3660 {
		t.Errorf("the next block came %d s later", got)
	}
	want := headTime(t, n) + 86_400
	call(t, n, nil, "evm_setNextBlockTimestamp", want)
	call(t, n, nil, "evm_mine")
	if got := headTime(t, n); got != want {
		t.Errorf("block time %d, want %d", got, want)
	}
	call(t, n, nil, "evm_mine", map[string]any{"timestamp": want + 100, "blocks": 2})
	if got := headTime(t, n); got != want+101 {
		t.Errorf("block time %d, want %d", got, want+101)
	}
	call(t, n, nil, "evm_mine", want+500)
	if got := headTime(t, n); got != want+500 {
		t.Errorf("block time %d, want %d", got, want+500)
	}
	if n.Now().Unix() < int64(want+500) {
		t.Errorf("Now %s is before the head", n.Now())
	}
}

func TestTimeRefusals(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	call(t, n, nil, "evm_mine")
	for method, args := range map[string][]any{
		"evm_setNextBlockTimestamp": {headTime(t, n)},
		"evm_increaseTime":          {-1},
		"evm_mine":                  {map[string]any{"blocks": 1_000_000}},
	} {
		if err := n.RPC().CallContext(t.Context(), nil, method, args...); err == nil {
			t.Errorf("%s %v was accepted", method, args)
		}
	}
	if err := n.RPC().CallContext(t.Context(), nil, "evm_increaseTime", uint64(1)<<63); err == nil {
		t.Error("an overflow was accepted")
	}
}

func TestAdvanceTimeSealsABlockThere(t *testing.T) {
	t.Parallel()
	n := start(t, Config{})
	now := n.Now()
	if err := n.AdvanceTime(30 * 24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	if got := time.Unix(int64(headTime(t, n)), 0).Sub(now); got < 30*24*time.Hour-time.Second {
		t.Errorf("head is %s later", got)
	}
}

func TestBurstOfBlocksCarriesTheClock(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	if err := n.Mine(20); err != nil {
		t.Fatal(err)
	}
	if head := time.Unix(int64(headTime(t, n)), 0); n.Now().Before(head) {
		t.Errorf("Now %s, head %s", n.Now(), head)
	}
}

// logger is a contract that emits LOG1 with its calldata's first word as topic.
var loggerInit = append(common.FromHex("60078060095f395ff3"), common.FromHex("5f355f5fa10000")...)

func TestLogsOverWebSocketAndHTTP(t *testing.T) {
	t.Parallel()
	n := start(t, Config{HTTPAddr: "127.0.0.1:0"})
	socket, err := ethclient.DialContext(t.Context(), strings.Replace(n.URL(), "http", "ws", 1))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	contract := crypto.CreateAddress(Address(0), 0)
	query := ethereum.FilterQuery{Addresses: []common.Address{contract}}
	live := make(chan types.Log, 1)
	sub, err := socket.SubscribeFilterLogs(t.Context(), query, live)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	topic := common.HexToHash("0x1234")
	send(t, n, 0, 0, nil, loggerInit)
	send(t, n, 0, 1, &contract, topic.Bytes())
	if got := <-live; got.Topics[0] != topic {
		t.Errorf("subscribed topic %s", got.Topics[0])
	}
	plain, err := ethclient.DialContext(t.Context(), n.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	logs, err := plain.FilterLogs(t.Context(), query)
	if err != nil || len(logs) != 1 || logs[0].Topics[0] != topic {
		t.Errorf("logs %v: %v", logs, err)
	}
	var trace json.RawMessage
	if err := plain.Client().CallContext(t.Context(), &trace, "debug_traceTransaction", logs[0].TxHash); err != nil {
		t.Errorf("trace: %v", err)
	}
}

func TestPortRefusesOtherPagesAndDangerousMethods(t *testing.T) {
	t.Parallel()
	n := start(t, Config{HTTPAddr: "127.0.0.1:0"})
	for origin, allowed := range map[string]bool{
		"http://localhost:5173": true, "http://127.0.0.1:8080": true,
		"https://evil.example": false, "http://localhost.evil.example": false,
	} {
		answer := post(t, n, "", origin, "eth_chainId")
		if got := answer.Header.Get("Access-Control-Allow-Origin") == origin; got != allowed {
			t.Errorf("origin %s allowed: %v", origin, got)
		}
		client, err := rpc.DialWebsocket(t.Context(), strings.Replace(n.URL(), "http", "ws", 1), origin)
		if err == nil {
			client.Close()
		}
		if (err == nil) != allowed {
			t.Errorf("socket from %s: %v", origin, err)
		}
	}
	if got := post(t, n, "evil.example", "", "eth_chainId").StatusCode; got != http.StatusForbidden {
		t.Errorf("foreign host name: %d", got)
	}
	for _, method := range []string{"debug_setHead", "debug_cpuProfile", "admin_addPeer", "miner_setExtra"} {
		if err := n.RPC().CallContext(t.Context(), nil, method, "0x0"); err == nil || !strings.Contains(err.Error(), "not available") {
			t.Errorf("%s: %v", method, err)
		}
	}
	var networkID string
	call(t, n, &networkID, "net_version")
	if networkID != "31337" {
		t.Errorf("network %s", networkID)
	}
}

func post(t *testing.T, n *Node, host, origin, method string) *http.Response {
	t.Helper()
	body := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"` + method + `","params":[]}`)
	r, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodPost, n.URL(), body)
	if err != nil {
		t.Fatal(err)
	}
	r.Host, r.Header = host, http.Header{"Content-Type": {"application/json"}, "Origin": {origin}}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer
}

// A block is traced by its hash; a tracer that nobody knows is refused, and the
// node goes on.
func TestTracersByName(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	tx := types.MustSignNewTx(Key(0), types.LatestSignerForChainID(n.ChainID()), &types.DynamicFeeTx{
		ChainID: n.ChainID(), To: &common.Address{9}, Value: common.Big1, Gas: 21_000, GasFeeCap: Balance().Rsh(Balance(), 30), GasTipCap: common.Big1,
	})
	if err := n.Client().SendTransaction(t.Context(), tx); err != nil {
		t.Fatal(err)
	}
	call(t, n, nil, "evm_mine")
	head, err := n.Client().HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var traces []struct {
		TxHash common.Hash
		Result struct{ From, To common.Address }
		Error  string
	}
	call(t, n, &traces, "debug_traceBlockByHash", head.Hash(), map[string]any{"tracer": "callTracer"})
	if len(traces) != 1 || traces[0].TxHash != tx.Hash() || traces[0].Result.From != Address(0) {
		t.Errorf("%+v", traces)
	}
	err = n.RPC().CallContext(t.Context(), &traces, "debug_traceBlockByHash", head.Hash(), map[string]any{"tracer": "{step: 1}"})
	if err != nil || len(traces) != 1 || !strings.Contains(traces[0].Error, "no tracer") {
		t.Errorf("an unknown tracer: %v, %+v", err, traces)
	}
	call(t, n, nil, "evm_mine")
}
