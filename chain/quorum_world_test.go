package chain_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/test/dbtest"
	"makewhole/test/embedded"
)

// call is one JSON-RPC request.
type call struct {
	ID     json.RawMessage   `json:"id"`
	Method string            `json:"method"`
	Params []json.RawMessage `json:"params"`
}

// param is parameter i without quotes.
func (c call) param(i int) string {
	if i >= len(c.Params) {
		return ""
	}
	return strings.Trim(string(c.Params[i]), `"`)
}

// front stands before an honest node. lie returns another result, or false for
// the honest one; a silent front does not answer at all.
type front struct {
	t      *testing.T
	target string
	lie    atomic.Pointer[func(c call, honest json.RawMessage) (string, bool)]
	silent atomic.Bool
	lies   atomic.Int64
	url    string
	stop   chan struct{}
}

func newFront(t *testing.T, target string) *front {
	t.Helper()
	f := &front{t: t, target: target, stop: make(chan struct{})}
	srv := httptest.NewServer(f)
	f.url = srv.URL
	t.Cleanup(func() {
		close(f.stop)
		srv.Close()
	})
	return f
}

// host is the endpoint's name in findings.
func (f *front) host() string {
	u, err := url.Parse(f.url)
	if err != nil {
		f.t.Fatal(err)
	}
	return u.Host
}

func (f *front) tell(lie func(c call, honest json.RawMessage) (string, bool)) { f.lie.Store(&lie) }
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
	var calls []call
	single := len(body) > 0 && body[0] == '{'
	if single {
		calls = make([]call, 1)
		_ = json.Unmarshal(body, &calls[0])
	} else {
		_ = json.Unmarshal(body, &calls)
	}
	out := make([]string, len(calls))
	for i, c := range calls {
		out[i] = f.answer(r, c)
	}
	w.Header().Set("Content-Type", "application/json")
	if single {
		fmt.Fprint(w, out[0])
		return
	}
	fmt.Fprint(w, "["+strings.Join(out, ",")+"]")
}

// answer asks the honest node one call and lets the lie change the result.
func (f *front) answer(r *http.Request, c call) string {
	raw, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": c.ID, "method": c.Method, "params": c.Params})
	if err != nil {
		f.t.Error(err)
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodPost, f.target, bytes.NewReader(raw))
	if err != nil {
		f.t.Error(err)
		return "{}"
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return `{"jsonrpc":"2.0","id":` + string(c.ID) + `,"error":{"code":-32603,"message":"gone"}}`
	}
	defer res.Body.Close()
	honest, _ := io.ReadAll(res.Body)
	lie := f.lie.Load()
	if lie == nil {
		return string(honest)
	}
	var reply struct {
		Result json.RawMessage `json:"result"`
	}
	_ = json.Unmarshal(honest, &reply)
	said, lied := (*lie)(c, reply.Result)
	if !lied {
		return string(honest)
	}
	f.lies.Add(1)
	return `{"jsonrpc":"2.0","id":` + string(c.ID) + `,"result":` + said + `}`
}

// trio is an embedded chain seen through three endpoints, and a sender on them.
type trio struct {
	t      *testing.T
	node   *devnet.Node
	fronts [3]*front
	client *chain.Client
	db     *models.DB
	clock  *dbtest.Clock
	key    outbox.Signer
	sender *outbox.Sender
}

// patience is how long an endpoint may take on a busy machine.
const patience = 8 * time.Second

// newTrio seals by hand.
func newTrio(t *testing.T) *trio {
	t.Helper()
	return newTrioOn(t, devnet.Config{HTTPAddr: "127.0.0.1:0", Manual: true}, patience)
}

// impatient is a trio in which silence is noticed soon.
func impatient(t *testing.T) *trio {
	t.Helper()
	return newTrioOn(t, devnet.Config{HTTPAddr: "127.0.0.1:0", Manual: true}, 2*time.Second)
}

func newTrioOn(t *testing.T, cfg devnet.Config, timeout time.Duration) *trio {
	t.Helper()
	w := &trio{t: t, node: embedded.Node(t, cfg), clock: dbtest.NewClock()}
	if err := w.node.Mine(6); err != nil {
		t.Fatal(err)
	}
	var urls []string
	for i := range w.fronts {
		w.fronts[i] = newFront(t, w.node.URL())
		urls = append(urls, w.fronts[i].url)
	}
	var err error
	// The clock of the test does not move by itself, so a rested endpoint stays
	// rested until the test lets time pass.
	w.client, err = chain.Dial(t.Context(), chain.Config{URLs: urls, ChainID: 31337, Now: w.clock.Now, Timeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.client.Close)
	w.db = dbtest.Open(t, w.clock.Now)
	if w.key, err = keys.NewDevSigner(deployment.DevFree, 31337); err != nil {
		t.Fatal(err)
	}
	w.sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: w.db, Node: w.client, ChainID: 31337, Signers: []outbox.Signer{w.key}, Owner: "test", Now: w.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Payee i is owed (i+1) gwei.
func payee(i int) common.Address { return common.BigToAddress(big.NewInt(2_000_000 + int64(i))) }
func owed(i int) money.Amount    { return money.FromUint64(uint64(i+1) * 1e9) }
func payKey(i int) string        { return fmt.Sprintf("pay:%d", i) }

func (w *trio) pay(n int) {
	w.t.Helper()
	err := w.db.Tx(w.t.Context(), func(tx *models.Tx) error {
		for i := range n {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: payKey(i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: 31337,
				Sender: models.Addr(w.key.Address()), To: models.Addr(payee(i)), Value: models.Amt(owed(i)), State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// round runs the sender; an absent quorum is no accident here.
func (w *trio) round() (outbox.Report, error) {
	w.t.Helper()
	w.clock.Advance(40 * time.Second) // rested endpoints are asked again
	return w.sender.RunOnce(w.t.Context())
}

func (w *trio) mustRound() outbox.Report {
	w.t.Helper()
	r, err := w.round()
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// finish seals and runs until everything is final.
func (w *trio) finish() []outbox.Alarm {
	w.t.Helper()
	var alarms []outbox.Alarm
	for range 20 {
		r := w.mustRound()
		alarms = append(alarms, r.Alarms...)
		if r.Idle() {
			return alarms
		}
		if err := w.node.Mine(1); err != nil {
			w.t.Fatal(err)
		}
	}
	w.t.Fatal("outbox is not idle")
	return nil
}

func (w *trio) intent(i int) (row models.TxIntent) {
	w.t.Helper()
	err := w.db.Read(w.t.Context(), func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey(payKey(i))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return row
}

// paid holds the receivers' coins on the honest chain against what n are owed.
func (w *trio) paid(n int) {
	w.t.Helper()
	for i := range n {
		b, err := w.node.Client().BalanceAt(w.t.Context(), payee(i), nil)
		if err != nil {
			w.t.Fatal(err)
		}
		if got, err := money.FromBig(b); err != nil || got != owed(i) {
			w.t.Errorf("receiver %d got %s, want %s", i, b, owed(i))
		}
		if st := w.intent(i).State; st != models.TxFinal {
			w.t.Errorf("payout %d is %s", i, st)
		}
	}
}

// hexWord is a quoted 32-byte word.
func hexWord(b byte) string {
	return `"` + common.BytesToHash(bytes.Repeat([]byte{b}, 32)).Hex() + `"`
}

// field replaces members of a JSON object.
func field(raw json.RawMessage, values map[string]string) string {
	m := map[string]json.RawMessage{}
	if json.Unmarshal(raw, &m) != nil {
		return string(raw)
	}
	for k, v := range values {
		m[k] = json.RawMessage(v)
	}
	out, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return string(out)
}

func quoted(n uint64) string { return `"` + hexutil.EncodeUint64(n) + `"` }

// said reports an alarm about disagreement that names the endpoint.
func said(alarms []outbox.Alarm, host string) bool {
	for _, a := range alarms {
		if a.Code == outbox.AlarmDisagree && strings.Contains(a.Text, host) {
			return true
		}
	}
	return false
}
