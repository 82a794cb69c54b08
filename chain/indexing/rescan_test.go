package indexing_test

import (
	"context"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/indexing"
	"makewhole/test/embedded"
)

// forgetful reads blocks and finds nothing in them, as an index that was empty
// did.
type forgetful struct{ indexing.LogNode }

func (forgetful) ProvenLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, nil
}

// TestRescanFindsLostEvents: events that were passed over once are found when
// their blocks are read again, each once, and no cursor goes back for it. The
// nightly run goes on where it ended and begins anew at the end.
func TestRescanFindsLostEvents(t *testing.T) {
	t.Parallel()
	e := embedded.New(t)
	ix := &indexing.Indexer{DB: e.DB, Node: e.Client, ChainID: 31337, Static: []indexing.Watch{
		{Address: e.Contracts.LossOracle, Kind: indexing.KindOracle}, {Address: e.Contracts.Distributor, Kind: indexing.KindDistributor},
	}}
	if got, err := ix.RescanNext(t.Context(), 10); err != nil || got != (indexing.Again{}) {
		t.Fatalf("nothing was read yet: %v, %v", got, err)
	}
	honest := ix.Node
	ix.Node = forgetful{honest}
	if n, err := ix.RunOnce(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d events, %v", n, err)
	}
	ix.Node = honest
	if n, err := ix.RunOnce(t.Context()); err != nil || n != 0 {
		t.Fatalf("an honest node alone brings back %d, %v", n, err)
	}
	found, runs := 0, 0
	for next := uint64(0); ; runs++ {
		got, err := ix.RescanNext(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		if got.From != next {
			if got.From != 0 || runs < 2 {
				t.Fatalf("run %d read from %d, want %d", runs, got.From, next)
			}
			break
		}
		if got.To-got.From >= 10 {
			t.Fatalf("read %d to %d at once", got.From, got.To)
		}
		found, next = found+got.Found, got.To+1
	}
	if found == 0 {
		t.Error("nothing was found again")
	}
	if got, err := ix.Rescan(t.Context(), 0, 1<<60); err != nil || got.Found != 0 || got.To == 1<<60 {
		t.Errorf("again: %v, %v", got, err)
	}
	if got, err := ix.Rescan(t.Context(), 1<<60, 1<<61); err == nil {
		t.Errorf("blocks that were never read: %v", got)
	}
	if n, err := ix.RunOnce(t.Context()); err != nil || n != 0 {
		t.Errorf("a cursor went back: %d events, %v", n, err)
	}
}
