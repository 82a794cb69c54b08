package chain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/outbox/lifecycle"
	"makewhole/test/dbtest"
)

// stub is a JSON-RPC server with answers by method. An answer is the raw JSON
// of result, or of error when it starts with "!".
type stub struct {
	mu      sync.Mutex
	answers map[string]string
	calls   atomic.Int64
}

func header(number int64, extra string) *types.Header {
	return &types.Header{Number: big.NewInt(number), Difficulty: new(big.Int), BaseFee: big.NewInt(7), Extra: []byte(extra)}
}

func newStub(chainID uint64, genesis *types.Header) *stub {
	return &stub{answers: map[string]string{"eth_chainId": fmt.Sprintf(`"0x%x"`, chainID), "0x0": blockJSON(genesis)}}
}

// blockJSON is a header as eth_getBlockByNumber answers it.
func blockJSON(h *types.Header) string {
	raw, err := json.Marshal(h)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func (s *stub) set(key, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[key] = answer
}

// answer finds a reply by the method, or for blocks by their number.
func (s *stub) answer(method string, params []json.RawMessage) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := method
	if method == "eth_getBlockByNumber" {
		key = strings.Trim(string(params[0]), `"`)
	}
	if a, ok := s.answers[key]; ok {
		return a
	}
	return "null"
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.calls.Add(1)
	raw, _ := io.ReadAll(r.Body)
	type request struct {
		ID     json.RawMessage   `json:"id"`
		Method string            `json:"method"`
		Params []json.RawMessage `json:"params"`
	}
	var reqs []request
	batch := len(raw) > 0 && raw[0] == '['
	if batch {
		_ = json.Unmarshal(raw, &reqs)
	} else {
		reqs = make([]request, 1)
		_ = json.Unmarshal(raw, &reqs[0])
	}
	out := make([]string, len(reqs))
	for i, q := range reqs {
		a := s.answer(q.Method, q.Params)
		kind := "result"
		if rest, ok := strings.CutPrefix(a, "!"); ok {
			kind, a = "error", rest
		}
		out[i] = fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,%q:%s}`, q.ID, kind, a)
	}
	w.Header().Set("Content-Type", "application/json")
	if batch {
		fmt.Fprint(w, "["+strings.Join(out, ",")+"]")
		return
	}
	fmt.Fprint(w, out[0])
}

func serveStub(t *testing.T, h http.Handler) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func dial(t *testing.T, c chain.Config) (*chain.Client, error) {
	t.Helper()
	c.Now = dbtest.NewClock().Now
	cl, err := chain.Dial(t.Context(), c)
	if err == nil {
		t.Cleanup(cl.Close)
	}
	return cl, err
}

func goodStub(chainID uint64) *stub {
	s := newStub(chainID, header(0, "genesis"))
	s.set("latest", blockJSON(header(9, "")))
	s.set("0x9", blockJSON(header(9, "")))
	return s
}

func TestDialRefusesAnotherChain(t *testing.T) {
	t.Parallel()
	url := serveStub(t, goodStub(5))
	if _, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 6}); !errors.Is(err, chain.ErrWrongChain) {
		t.Errorf("other chain id: %v", err)
	}
	if _, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5, GenesisHash: common.Hash{1}}); !errors.Is(err, chain.ErrWrongChain) {
		t.Errorf("other genesis: %v", err)
	}
	c, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if c.Genesis() != header(0, "genesis").Hash() {
		t.Errorf("genesis %s", c.Genesis())
	}
}

func TestSecondEndpointMustBeTheSameChain(t *testing.T) {
	t.Parallel()
	first, second := goodStub(5), newStub(5, header(0, "another"))
	second.set("latest", blockJSON(header(9, "")))
	down := httptest.NewServer(first)
	c, err := dial(t, chain.Config{URLs: []string{down.URL, serveStub(t, second)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	down.Close()
	if _, err := c.HeaderByNumber(t.Context(), nil); !errors.Is(err, chain.ErrWrongChain) {
		t.Errorf("answer of another chain: %v", err)
	}
}

func TestFailover(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(goodStub(5))
	spare := goodStub(5)
	c, err := dial(t, chain.Config{URLs: []string{down.URL, serveStub(t, spare)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	down.Close()
	for range 3 {
		if h, err := c.HeaderByNumber(t.Context(), nil); err != nil || h.Number.Int64() != 9 {
			t.Fatalf("head %v, %v", h, err)
		}
	}
}

// TestANodeThatAsksForRest: P5. A node that answers 429 or 503 is left alone for
// a while, and the others are asked meanwhile.
func TestANodeThatAsksForRest(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		var tired atomic.Bool
		var asked atomic.Int64
		good := goodStub(5)
		first := serveStub(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !tired.Load() {
				good.ServeHTTP(w, r)
				return
			}
			asked.Add(1)
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(status)
		}))
		clock := dbtest.NewClock()
		c, err := chain.Dial(t.Context(), chain.Config{URLs: []string{first, serveStub(t, goodStub(5))}, ChainID: 5, Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		tired.Store(true)
		read := func(times int, want int64) {
			t.Helper()
			for range times {
				if h, err := c.HeaderByNumber(t.Context(), nil); err != nil || h.Number.Int64() != 9 {
					t.Fatalf("%d: head %v, %v", status, h, err)
				}
			}
			if got := asked.Load(); got != want {
				t.Errorf("%d: asked %d times, want %d", status, got, want)
			}
		}
		read(20, 1)
		clock.Advance(time.Hour)
		read(20, 2)
	}
}

func TestErrorsHideCredentials(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	_, err := dial(t, chain.Config{URLs: []string{srv.URL + "/v3/s3cret"}, ChainID: 5})
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("error %v", err)
	}
}

func TestNoFinality(t *testing.T) {
	t.Parallel()
	s := goodStub(5)
	s.set("latest", blockJSON(header(5000, "")))
	s.set("finalized", `!{"code":-32602,"message":"invalid block tag"}`)
	url := serveStub(t, s)
	if _, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5}); !errors.Is(err, chain.ErrNoFinality) {
		t.Errorf("no finalized tag: %v", err)
	}
	s.set("finalized", `!{"code":-32000,"message":"finalized block not found"}`)
	if _, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5}); !errors.Is(err, chain.ErrNoFinality) {
		t.Errorf("never anything final: %v", err)
	}
	s.set("0x137e", blockJSON(header(4990, "")))
	c, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5, FinalityDepth: 10})
	if err != nil {
		t.Fatal(err)
	}
	if f, err := c.Finalized(t.Context()); err != nil || f.Number.Int64() != 4990 {
		t.Errorf("finalized %v, %v", f, err)
	}
}

func TestHugeAnswerIsCutOff(t *testing.T) {
	t.Parallel()
	s := goodStub(5)
	var sent atomic.Int64
	url := serveStub(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Huge") == "" && s.calls.Load() < 3 {
			s.ServeHTTP(w, r)
			return
		}
		fmt.Fprint(w, `{"jsonrpc":"2.0","id":1,"result":"`)
		chunk := strings.Repeat("a", 1<<20)
		for range 200 {
			n, err := io.WriteString(w, chunk)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}))
	c, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CodeAt(t.Context(), common.Address{1}, nil); err == nil {
		t.Error("200 MB were accepted")
	}
	if sent.Load() >= 200<<20 {
		t.Errorf("all %d bytes were read", sent.Load())
	}
}

func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	other := goodStub(5)
	target := serveStub(t, other)
	url := serveStub(t, http.RedirectHandler(target, http.StatusTemporaryRedirect))
	if _, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5}); err == nil {
		t.Error("dialled through a redirect")
	}
	if other.calls.Load() != 0 {
		t.Error("the redirect was followed")
	}
}

func TestCallHasATimeLimit(t *testing.T) {
	t.Parallel()
	s, stop := goodStub(5), make(chan struct{})
	url := serveStub(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.calls.Load() >= 3 {
			select {
			case <-stop:
			case <-r.Context().Done():
			}
			return
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { close(stop) })
	c, err := dial(t, chain.Config{URLs: []string{url}, ChainID: 5, Timeout: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CodeAt(context.Background(), common.Address{1}, nil); !errors.Is(err, chain.ErrNoNode) {
		t.Errorf("silent node: %v", err)
	}
}

func TestWrongHeaderIsRefused(t *testing.T) {
	t.Parallel()
	s := goodStub(5)
	s.set("0x8", blockJSON(header(9, ""))) // asked for 8, answers 9
	s.set("eth_getBlockByHash", blockJSON(header(9, "x")))
	c, err := dial(t, chain.Config{URLs: []string{serveStub(t, s)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.HeaderByNumber(t.Context(), big.NewInt(8)); err == nil {
		t.Error("took another block for block 8")
	}
	if _, err := c.HeaderByHash(t.Context(), common.Hash{9}); err == nil {
		t.Error("took a header that hashes to something else")
	}
	if _, err := c.HeaderByNumber(t.Context(), big.NewInt(7)); !errors.Is(err, ethereum.NotFound) {
		t.Errorf("absent block: %v", err)
	}
}

func TestReceiptsOfAnotherTransactionAreRefused(t *testing.T) {
	t.Parallel()
	s := goodStub(5)
	c, err := dial(t, chain.Config{URLs: []string{serveStub(t, s)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	rs, err := c.Receipts(t.Context(), []common.Hash{{1}, {2}})
	if err != nil || len(rs) != 2 || rs[0] != nil || rs[1] != nil {
		t.Fatalf("unknown transactions: %v, %v", rs, err)
	}
	r := types.Receipt{TxHash: common.Hash{3}, BlockNumber: big.NewInt(1), Logs: []*types.Log{}}
	raw, err := json.Marshal(&r)
	if err != nil {
		t.Fatal(err)
	}
	s.set("eth_getTransactionReceipt", string(raw))
	if _, err := c.Receipts(t.Context(), []common.Hash{{1}}); err == nil {
		t.Error("took a receipt of another transaction")
	}
	s.set("eth_getTransactionReceipt", `!{"code":-32000,"message":"transaction indexing is in progress"}`)
	if _, err := c.Receipts(t.Context(), []common.Hash{{1}}); !errors.Is(err, chain.ErrIndexing) {
		t.Errorf("a node that cannot tell: %v", err)
	}
}

func TestSendRawTellsRefusalFromSilence(t *testing.T) {
	t.Parallel()
	refuses, takes := goodStub(5), goodStub(5)
	refuses.set("eth_sendRawTransaction", `!{"code":-32000,"message":"transaction underpriced"}`)
	takes.set("eth_sendRawTransaction", `"`+crypto.Keccak256Hash([]byte{1}).Hex()+`"`)
	down := httptest.NewServer(goodStub(5))
	both, err := dial(t, chain.Config{URLs: []string{serveStub(t, refuses), serveStub(t, takes)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := both.SendRaw(t.Context(), []byte{1}); err != nil {
		t.Errorf("one of two took it: %v", err)
	}
	half, err := dial(t, chain.Config{URLs: []string{serveStub(t, refuses), down.URL}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	down.Close()
	if err := half.SendRaw(t.Context(), []byte{1}); lifecycle.JudgeReply(err) != lifecycle.ReplyUnheard {
		t.Errorf("one refused, one silent: %v is a refusal or a success", err)
	}
	alone, err := dial(t, chain.Config{URLs: []string{serveStub(t, refuses)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := alone.SendRaw(t.Context(), []byte{1}); lifecycle.JudgeReply(err) != lifecycle.ReplyRefused {
		t.Errorf("refused: %v", err)
	}
	takes.set("eth_sendRawTransaction", `"0x0000000000000000000000000000000000000000000000000000000000000001"`)
	if err := both.SendRaw(t.Context(), []byte{1}); lifecycle.JudgeReply(err) != lifecycle.ReplyUnknown {
		t.Errorf("a node that took something else: %v", err)
	}
	takes.set("eth_sendRawTransaction", `!{"code":-32000,"message":"already known"}`)
	if err := both.SendRaw(t.Context(), []byte{1}); lifecycle.JudgeReply(err) != lifecycle.ReplyOut {
		t.Errorf("one refused, one has it: %v", err)
	}
}
