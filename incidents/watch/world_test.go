package watch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// till pays calldata[0:32] wei to whoever calls, logs Paid(uint256) and counts in
// slot 0; a call of four bytes returns what it holds.
var till = func() []byte {
	run := common.FromHex("0x" +
		"3660041460" + "00" + "57" + // four bytes: to the view
		"600035600052" + // amount to memory
		"7f" + crypto.Keccak256Hash([]byte("Paid(uint256)")).Hex()[2:] + "60206000a1" +
		"600054600101600055" + // slot 0 counts
		"60006000600060006000" + "35335af15000") // pay
	run = append(run, common.FromHex("0x5b4760005260206000f3")...) // selfbalance
	run[5] = byte(len(run) - 10)
	return append([]byte{0x60, byte(len(run)), 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3}, run...)
}()

// front stands before an honest node: it may be silent, or answer otherwise.
type front struct {
	target string
	silent atomic.Bool
	lie    atomic.Pointer[func(method string, honest json.RawMessage) string]
	lies   atomic.Int64
	srv    *httptest.Server
	stop   chan struct{}
}

type request struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
}

func newFront(t *testing.T, target string) *front {
	t.Helper()
	f := &front{target: target, stop: make(chan struct{})}
	f.srv = httptest.NewServer(f)
	t.Cleanup(func() {
		close(f.stop)
		f.srv.Close()
	})
	return f
}

// tell makes it lie: an empty answer is the honest one.
func (f *front) tell(lie func(method string, honest json.RawMessage) string) { f.lie.Store(&lie) }
func (f *front) heal() {
	f.lie.Store(nil)
	f.silent.Store(false)
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if f.silent.Load() {
		select {
		case <-f.stop:
		case <-r.Context().Done():
		}
		return
	}
	res, err := http.Post(f.target, "application/json", bytes.NewReader(body))
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	honest, _ := io.ReadAll(res.Body)
	w.Header().Set("Content-Type", "application/json")
	lie := f.lie.Load()
	if lie == nil {
		_, _ = w.Write(honest)
		return
	}
	if bytes.HasPrefix(body, []byte("{")) {
		var q request
		_ = json.Unmarshal(body, &q)
		fmt.Fprint(w, f.twist(*lie, q, honest))
		return
	}
	var qs []request
	var answers []json.RawMessage
	_, _ = json.Unmarshal(body, &qs), json.Unmarshal(honest, &answers)
	out := make([]string, len(answers))
	for i := range answers {
		out[i] = f.twist(*lie, qs[i], answers[i])
	}
	fmt.Fprint(w, "["+strings.Join(out, ",")+"]")
}

func (f *front) twist(lie func(string, json.RawMessage) string, q request, honest json.RawMessage) string {
	var reply struct {
		Result json.RawMessage `json:"result"`
	}
	_ = json.Unmarshal(honest, &reply)
	said := lie(q.Method, reply.Result)
	if said == "" {
		return string(honest)
	}
	f.lies.Add(1)
	member := `"result":` + said
	if strings.HasPrefix(said, "error ") {
		member = `"error":` + strings.TrimPrefix(said, "error ")
	}
	return `{"jsonrpc":"2.0","id":` + string(q.ID) + `,` + member + `}`
}

// world is an embedded chain with a till, seen through three endpoints, and a
// watcher over a store.
type world struct {
	*testing.T
	node   *devnet.Node
	fronts [3]*front
	client *chain.Client
	db     *models.DB
	clock  *dbtest.Clock
	till   common.Address
	nonce  map[int]uint64
	*watch.Watcher
}

// monitors of the till: a payment above 1,000 wei, with loss; more than 3,000 wei
// in six blocks; a call that pays out, seen in traces.
func watchFile(t *testing.T, till common.Address, backfill int) *watch.File {
	t.Helper()
	head := func(id string) string {
		return `"format": "makewhole.monitor/1", "id": "` + id + `", "version": 1, "title": "` + id + `", "about": "a test", "state": "draft",
 "severity": "P1", "class": "` + id + `", "owner": "desk", "chain": 31337, "module": "till", "targets": {"till": "` + till.Hex() + `"},`
	}
	const paid = `"sources": {"paid": {"event": "Paid(uint256 amount)", "of": ["till"]}},`
	const examples = `"examples": [
 {"name": "much", "fires": true, "blocks": [{"reads": {"held": "9000", "total": "9000"}, "transactions": [{"from": "till", "events": [{"event": "paid", "of": "till", "values": {"amount": "4000"}}]}]}]},
 {"name": "little", "fires": false, "blocks": [{"reads": {"held": "9000", "total": "9000"}, "transactions": [{"from": "till", "events": [{"event": "paid", "of": "till", "values": {"amount": "5"}}]}]}]}]`
	text := `{"format": "makewhole.watch/1", "chain": 31337, "backfill": ` + fmt.Sprint(backfill) + `, "modules": [{"name": "till", "targets": {}, "monitors": [
{"file": {` + head("large-payment") + paid + `
 "reads": {"held": {"balance": "till"}, "total": {"view": "total() returns (uint256)", "of": "till"}},
 "for": "paid", "when": "paid.amount > 1000 && held.block == total.block", "damage": "held.block < held.parent", ` + examples + `}},
{"file": {` + head("many-payments") + paid + `
 "reads": {"held": {"balance": "till"}, "total": {"slot": "0x0000000000000000000000000000000000000000000000000000000000000000", "of": "till"}},
 "windows": [{"name": "out", "op": "sum", "of": "paid", "value": "paid.amount", "over": "6 blocks", "partial": true}],
 "for": "block", "when": "out > 3000", ` + strings.ReplaceAll(examples, `"total": "9000"`, `"total": "0x0000000000000000000000000000000000000000000000000000000000000001"`) + `}},
{"file": {` + head("paying-call") + `
 "sources": {"made": {"call": "*"}},
 "for": "made", "when": "made.caller == till && made.wei > 1000",
 "examples": [
 {"name": "much", "fires": true, "blocks": [{"transactions": [{"from": "0x00000000000000000000000000000000000000e1", "call": {"to": "till", "calls": [{"to": "0x00000000000000000000000000000000000000e1", "value": "2000"}]}}]}]},
 {"name": "little", "fires": false, "blocks": [{"transactions": [{"from": "0x00000000000000000000000000000000000000e1", "call": {"to": "till", "calls": [{"to": "0x00000000000000000000000000000000000000e1", "value": "2"}]}}]}]}]}}]}]}`
	f, err := watch.ReadFile([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// newWorld has a till with a million wei, at block 6, and no watcher yet.
func newWorld(t *testing.T, db *models.DB, clock *dbtest.Clock, backfill int) *world {
	t.Helper()
	node, err := devnet.Start(t.Context(), devnet.Config{HTTPAddr: "127.0.0.1:0", Manual: true, FinalityDepth: 12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := node.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, node: node, db: db, clock: clock, nonce: map[int]uint64{}}
	clock.Set(node.Now().Add(time.Minute))
	w.till = crypto.CreateAddress(devnet.Address(0), 0)
	w.send(0, nil, 0, till)
	w.mine(1)
	w.send(0, &w.till, 1_000_000, nil)
	w.mine(5)
	var urls []string
	for i := range w.fronts {
		w.fronts[i] = newFront(t, node.URL())
		urls = append(urls, w.fronts[i].srv.URL)
	}
	w.client, err = chain.Dial(t.Context(), chain.Config{URLs: urls, ChainID: 31337, Now: clock.Now, Timeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.client.Close)
	if n, err := watch.Register(t.Context(), db, watchFile(t, w.till, backfill)); err != nil || n != 3 {
		t.Fatal(n, err)
	}
	w.Watcher = w.watcher(backfill)
	return w
}

// watcher is one that knows nothing but what is stored.
func (w *world) watcher(backfill int) *watch.Watcher {
	w.Helper()
	out, err := watch.New(watch.Config{DB: w.db, Node: w.client, Now: w.clock.Now, Log: slog.New(slog.DiscardHandler), Backfill: uint64(backfill)})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

func (w *world) send(from int, to *common.Address, wei int64, data []byte) common.Hash {
	w.Helper()
	tx := types.MustSignNewTx(devnet.Key(from), types.LatestSignerForChainID(w.node.ChainID()), &types.DynamicFeeTx{
		ChainID: w.node.ChainID(), Nonce: w.nonce[from], To: to, Value: big.NewInt(wei), Gas: 300_000, GasFeeCap: big.NewInt(20e9), GasTipCap: big.NewInt(1e9), Data: data,
	})
	if err := w.node.Client().SendTransaction(w.Context(), tx); err != nil {
		w.Fatal(err)
	}
	w.nonce[from]++
	return tx.Hash()
}

// pay lets somebody take wei out of the till.
func (w *world) pay(from int, wei int64) common.Hash {
	w.Helper()
	return w.send(from, &w.till, 0, common.BigToHash(big.NewInt(wei)).Bytes())
}

func (w *world) mine(n int) {
	w.Helper()
	if err := w.node.Mine(n); err != nil {
		w.Fatal(err)
	}
}

func (w *world) head() int64 {
	w.Helper()
	n, err := w.node.Client().BlockNumber(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return int64(n)
}

// round is one that must succeed.
func (w *world) round() string {
	w.Helper()
	text, err := w.RunOnce(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return text
}

func (w *world) read(fn func(tx *models.Tx) error) {
	w.Helper()
	if err := w.db.Read(context.WithoutCancel(w.Context()), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) at() (out models.WatchedChain) {
	w.Helper()
	w.read(func(tx *models.Tx) (err error) {
		out, err = tx.WatchedChainOf(31337)
		return err
	})
	return out
}

func (w *world) gaps() (out []models.WatchGap) {
	w.Helper()
	w.read(func(tx *models.Tx) (err error) {
		out, err = tx.OpenGaps(31337)
		return err
	})
	return out
}

// findings are those of one monitor, oldest first.
func (w *world) findings(name string) (out []models.Finding) {
	w.Helper()
	w.read(func(tx *models.Tx) error {
		m, err := tx.NewestMonitor(31337, name)
		if err != nil {
			return err
		}
		out, err = tx.Findings(models.FindingFilter{MonitorID: m.ID}, models.Page{Limit: 100})
		return err
	})
	return out
}

func (w *world) sightings(f models.Finding) (out []models.FindingSighting) {
	w.Helper()
	w.read(func(tx *models.Tx) (err error) {
		return models.EachRow(tx, func(s *models.FindingSighting) error {
			if s.FindingID == f.ID {
				out = append(out, *s)
			}
			return nil
		})
	})
	return out
}

// only is the one finding of a monitor.
func (w *world) only(name, state string) models.Finding {
	w.Helper()
	fs := w.findings(name)
	if len(fs) != 1 || fs[0].State != state {
		w.Fatalf("%s: %d findings, want one that is %s: %+v", name, len(fs), state, fs)
	}
	return fs[0]
}
