package senderbench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
)

// Options say what is sent, and where the chain is.
type Options struct {
	N      int // transactions of each side
	Window int // transactions in flight at most
	// Lines is how many receivers of a token each transaction pays by a push, up
	// to contracts.MaxPushItems; 0 sends plain transfers of 1 wei.
	Lines int
	Disk  bool // the chain is in a temporary directory, not in memory
}

func (o Options) check() error {
	if o.N < 1 || o.Window < 1 || o.Lines < 0 || o.Lines > contracts.MaxPushItems {
		return fmt.Errorf("%d transactions, window %d, %d lines: out of range", o.N, o.Window, o.Lines)
	}
	return nil
}

// Result is one run of both sides, each from the first transaction until the
// last is final.
type Result struct {
	Options
	Sender, Bare time.Duration
}

// world is one embedded chain.
type world struct {
	Options
	node   *devnet.Node
	client *chain.Client
	dir    string // of the chain; empty in memory
}

const chainID = devnet.DefaultChainID

// Accounts of the two sides; nothing else uses them.
const (
	bareAccount   = deployment.DevFree + 2
	senderAccount = deployment.DevFree + 3
)

// Run sends N transactions signed before and without a store, then N through the
// sender with a SQLite store on the disk, on one chain.
func Run(ctx context.Context, o Options) (r Result, err error) {
	if err := o.check(); err != nil {
		return r, err
	}
	w, err := start(ctx, o)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	loads, err := w.loads(ctx)
	if err != nil {
		return r, fmt.Errorf("set up: %w", err)
	}
	r.Options = o
	if r.Bare, err = w.bare(ctx, loads[0]); err != nil {
		return r, fmt.Errorf("bare: %w", err)
	}
	if r.Sender, err = w.sender(ctx, loads[1]); err != nil {
		return r, fmt.Errorf("sender: %w", err)
	}
	for i, l := range loads {
		if err := w.paid(ctx, l); err != nil {
			return r, fmt.Errorf("%s: %w", [...]string{"bare", "sender"}[i], err)
		}
	}
	return r, nil
}

// start opens the chain.
func start(ctx context.Context, o Options) (w *world, err error) {
	w = &world{Options: o}
	if o.Disk {
		if w.dir, err = os.MkdirTemp("", "makewhole-bench-chain-"); err != nil {
			return nil, err
		}
	}
	if w.node, err = devnet.Start(ctx, devnet.Config{Dir: w.dir}); err != nil {
		return nil, errors.Join(err, w.close())
	}
	w.client, err = chain.NewClient(ctx, chain.Config{ChainID: chainID, Now: time.Now}, w.node.RPC())
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) close() (err error) {
	if w.node != nil {
		err = w.node.Close()
	}
	if w.dir != "" {
		err = errors.Join(err, os.RemoveAll(w.dir))
	}
	return err
}
