package chain_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/chain"
	"makewhole/models"
)

// stale makes endpoints of the trio call block n final.
func (w *trio) stale(n uint64, fronts ...int) {
	w.t.Helper()
	var old json.RawMessage
	if err := w.node.RPC().CallContext(w.t.Context(), &old, "eth_getBlockByNumber", hexutil.Uint64(n), false); err != nil {
		w.t.Fatal(err)
	}
	for _, i := range fronts {
		w.fronts[i].tell(func(c call, _ json.RawMessage) (string, bool) {
			return string(old), c.Method == "eth_getBlockByNumber" && c.param(0) == "finalized"
		})
	}
}

// TestLaggingEndpointsAreNamed: an endpoint whose finalized block is below one
// that was believed is behind, not evidence. One of three delays nobody; two are
// an error that names both, and no third.
func TestLaggingEndpointsAreNamed(t *testing.T) {
	t.Parallel()
	w := newTrio(t) // head 6, final 4
	if h, err := w.client.Finalized(t.Context()); err != nil || h.Number.Uint64() != 4 {
		t.Fatalf("final %v, %v", h, err)
	}
	w.stale(2, 1)
	if h, err := w.client.Finalized(t.Context()); err != nil || h.Number.Uint64() != 4 {
		t.Errorf("one lags: final %v, %v", h, err)
	}
	w.stale(2, 0, 1)
	h, err := w.client.Finalized(t.Context())
	var behind *chain.BehindError
	if h != nil || !errors.Is(err, chain.ErrFinalityBehind) || !errors.As(err, &behind) {
		t.Fatalf("two lag: final %v, %v", h, err)
	}
	if behind.Seen != 4 || behind.Header.Number.Uint64() != 2 || len(behind.Endpoints) != 2 {
		t.Errorf("%+v", behind)
	}
	for i, f := range w.fronts {
		if named := strings.Contains(err.Error(), f.host()); named != (i < 2) {
			t.Errorf("endpoint %d named %v in %q", i, named, err)
		}
	}
	w.fronts[0].heal()
	if h, err := w.client.Finalized(t.Context()); err != nil || h.Number.Uint64() != 4 {
		t.Errorf("one caught up: final %v, %v", h, err)
	}
}

// TestFinalBlocksOnRecordAreRecalled: a process that starts beside lagging
// endpoints knows from the store what was final, so that it takes nothing of
// theirs for the state of the chain.
func TestFinalBlocksOnRecordAreRecalled(t *testing.T) {
	t.Parallel()
	w := newTrio(t)
	if err := w.client.Recall(t.Context(), w.db); err != nil {
		t.Fatalf("an empty store: %v", err)
	}
	if _, err := w.sender.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.stale(2, 0, 1, 2)
	fresh := func() *chain.Client {
		var urls []string
		for _, f := range w.fronts {
			urls = append(urls, f.url)
		}
		c, err := chain.Dial(t.Context(), chain.Config{URLs: urls, ChainID: 31337, Now: w.clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		return c
	}
	if h, err := fresh().Finalized(t.Context()); err != nil || h.Number.Uint64() != 2 {
		t.Fatalf("who was never told believes the endpoints: %v, %v", h, err)
	}
	told := fresh()
	if err := told.Recall(t.Context(), w.db); err != nil {
		t.Fatal(err)
	}
	if _, err := told.Finalized(t.Context()); !errors.Is(err, chain.ErrFinalityBehind) {
		t.Errorf("recalled: %v", err)
	}
	// A round learns it from the store by itself, goes on, and says who lags.
	h, mark, err := chain.CheckFinality(t.Context(), w.db, fresh(), 31337)
	if !errors.Is(err, chain.ErrFinalityBehind) || h == nil || h.Number.Uint64() != 2 || mark != nil || !strings.Contains(err.Error(), w.fronts[2].host()) {
		t.Errorf("round: final %v, mark %v, %v", h, mark, err)
	}
}

// TestAnotherBlockAtAFinalHeight is never final again.
func TestAnotherBlockAtAFinalHeight(t *testing.T) {
	t.Parallel()
	w := newTrio(t)
	w.client.Believe(4, common.Hash{1})
	if _, err := w.client.Finalized(t.Context()); !errors.Is(err, chain.ErrFinalityBroken) {
		t.Errorf("final again: %v", err)
	}
	err := w.db.Tx(t.Context(), func(tx *models.Tx) error {
		return tx.AdvanceCursor(models.ChainCursor{ChainID: 31337, Name: "finalized", Number: 4, Hash: models.H(common.Hash{1}), Final: 4})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.sender.RunOnce(t.Context()); !errors.Is(err, chain.ErrFinalityBroken) {
		t.Errorf("a round: %v", err)
	}
}
