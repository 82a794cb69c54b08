package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/keys"
)

// anvil is Foundry's node: a second implementation of a chain, over HTTP, that
// reorganises at any depth with any transactions.
type anvil struct {
	cmd *exec.Cmd
	url string
	rpc *rpc.Client
}

// anvilPath is where the binary is: MAKEWHOLE_ANVIL, the npm package beside
// this file, or the search path.
func anvilPath() (string, error) {
	if path := os.Getenv("MAKEWHOLE_ANVIL"); path != "" {
		return path, nil
	}
	for _, root := range []string{"test/torture/anvil", "anvil"} {
		arch := map[string]string{"amd64": "amd64", "arm64": "arm64"}[runtime.GOARCH]
		path, err := filepath.Abs(filepath.Join(root, "node_modules/@foundry-rs", "anvil-"+runtime.GOOS+"-"+arch, "bin/anvil"))
		if _, statErr := os.Stat(path); err == nil && statErr == nil {
			return path, nil
		}
	}
	path, err := exec.LookPath("anvil")
	if err != nil {
		return "", fmt.Errorf("anvil (npm ci in test/torture/anvil, or MAKEWHOLE_ANVIL): %w", errAbsent)
	}
	return path, nil
}

// startAnvil starts a node on a free port and waits until it answers. It seals
// nothing by itself; its finalized block is two below the head.
func startAnvil(ctx context.Context) (*anvil, error) {
	path, err := anvilPath()
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := ln.Addr().(*net.TCPAddr).Port
	if err := ln.Close(); err != nil {
		return nil, err
	}
	a := &anvil{url: fmt.Sprint("http://127.0.0.1:", port)}
	a.cmd = exec.CommandContext(ctx, path, "--port", fmt.Sprint(port), "--silent", "--no-mining", "--slots-in-an-epoch", "1") //nolint:gosec // the operator names it
	if err := a.cmd.Start(); err != nil {
		return nil, err
	}
	if a.rpc, err = rpc.DialContext(ctx, a.url); err != nil {
		return nil, errors.Join(err, a.close())
	}
	err = await(ctx, "anvil", func() (bool, error) {
		return a.rpc.CallContext(ctx, new(string), "eth_chainId") == nil, nil
	})
	if err != nil {
		return nil, errors.Join(err, a.close())
	}
	return a, nil
}

func (a *anvil) close() error {
	if a.rpc != nil {
		a.rpc.Close()
	}
	err := a.cmd.Process.Kill()
	_ = a.cmd.Wait()
	return err
}

func (a *anvil) mine(ctx context.Context, n int) error {
	return a.rpc.CallContext(ctx, nil, "anvil_mine", fmt.Sprintf("0x%x", n))
}

// reorg replaces the newest blocks; the transactions given stand in the first
// of the new blocks, and all others are forgotten.
func (a *anvil) reorg(ctx context.Context, depth int, raws ...[]byte) error {
	with := [][2]any{}
	for _, raw := range raws {
		with = append(with, [2]any{"0x" + hex.EncodeToString(raw), 0})
	}
	return a.rpc.CallContext(ctx, nil, "anvil_reorg", depth, with)
}

// tap remembers what was broadcast, the newest last.
type tap struct {
	outbox.Node
	raws [][]byte
}

// SendRaw passes the bytes on.
func (t *tap) SendRaw(ctx context.Context, raw []byte) error {
	t.raws = append(t.raws, raw)
	return t.Node.SendRaw(ctx, raw)
}

// anvilStory is one case: a store of its own, a sender over HTTP, receivers of
// its own on a chain that goes on.
type anvilStory struct {
	*anvil
	clock  *clock
	stats  *stats
	store  *store
	db     *models.DB
	client *chain.Client
	tap    *tap
	key    outbox.Signer
	sender *outbox.Sender
	from   int // first receiver
	n      int
}

func (a *anvil) story(ctx context.Context, s *stats, depth uint64, from, n int) (*anvilStory, error) {
	st, err := sqliteStore()
	if err != nil {
		return nil, err
	}
	t := &anvilStory{anvil: a, clock: newClock(), stats: s, store: st, from: from, n: n}
	if t.client, err = chain.Dial(ctx, chain.Config{URLs: []string{a.url}, ChainID: chainID, FinalityDepth: depth, Now: t.clock.Now}); err != nil {
		return nil, err
	}
	t.tap = &tap{Node: t.client}
	if t.key, err = keys.NewDevSigner(senderAccount, chainID); err != nil {
		return nil, err
	}
	if err := st.migrate(ctx, t.clock.Now); err != nil {
		return nil, err
	}
	if t.db, err = st.open(ctx, t.clock.Now); err != nil {
		return nil, err
	}
	if t.sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: t.db, Node: t.tap, ChainID: chainID, Signers: []outbox.Signer{t.key}, Owner: "anvil", Now: t.clock.Now,
	}); err != nil {
		return nil, err
	}
	return t, t.db.Tx(ctx, func(tx *models.Tx) error {
		for i := from; i < from+n; i++ {
			if _, err := tx.Enqueue(payment(i, t.key.Address())); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *anvilStory) end() error {
	t.client.Close()
	return errors.Join(t.db.Close(), t.store.close())
}

// round runs the sender once.
func (t *anvilStory) round(ctx context.Context) (outbox.Report, error) {
	r, err := t.sender.RunOnce(ctx)
	t.stats.one("rounds")
	t.stats.add("receipts lost to reorg", r.Reorged)
	return r, err
}

// included brings all payments into a block and lets the sender see it.
func (t *anvilStory) included(ctx context.Context) error {
	if _, err := t.round(ctx); err != nil {
		return err
	}
	if err := t.mine(ctx, 1); err != nil {
		return err
	}
	r, err := t.round(ctx)
	if err == nil && r.Mined != t.n {
		err = fmt.Errorf("%d of %d mined", r.Mined, t.n)
	}
	return err
}

// finish mines until everything is final.
func (t *anvilStory) finish(ctx context.Context) error {
	for range 60 {
		r, err := t.round(ctx)
		if err != nil {
			return err
		}
		if r.Idle() {
			return nil
		}
		if err := t.mine(ctx, 1); err != nil {
			return err
		}
		t.clock.advance(blockTime)
	}
	return fmt.Errorf("the outbox is not idle: %s", t.stuck(ctx))
}

// stuck says what the store and the node know about payments that do not get
// done.
func (t *anvilStory) stuck(ctx context.Context) string {
	var out []string
	_ = t.db.Read(ctx, func(tx *models.Tx) error {
		rows, err := tx.OpenIntents(chainID, t.key.Address())
		for _, row := range rows {
			attempts, _ := tx.Attempts(row.ID)
			for _, a := range attempts[row.ID] {
				out = append(out, fmt.Sprintf("nonce %d attempt %d sent %d times, %q", *row.Nonce, a.N, a.SentCount, a.LastError))
			}
		}
		return err
	})
	latest, err1 := t.client.NonceAt(ctx, t.key.Address(), nil)
	pending, err2 := t.client.PendingNonceAt(ctx, t.key.Address())
	return fmt.Sprintf("%s; chain nonce %d, pending %d, %v", strings.Join(out, "; "), latest, pending, errors.Join(err1, err2))
}

// judge adds the verdict of the balances, and that each payment was finalised
// in the books exactly once.
func (t *anvilStory) judge(ctx context.Context, r *row) error {
	accounts := make([]address, t.n)
	for i := range accounts {
		accounts[i] = receiver(t.from + i)
	}
	got, err := balances(ctx, t.rpc, accounts)
	if err != nil {
		return err
	}
	v := balanceVerdict(got, func(i int) amount { return due(t.from + i) })
	r.paid, r.doubles, r.losses, r.operations = r.paid+v.paid, r.doubles+v.doubles, r.losses+v.losses, r.operations+t.n
	return t.db.Read(ctx, func(tx *models.Tx) error {
		for i := t.from; i < t.from+t.n; i++ {
			row, err := tx.IntentByKey(idemKey(i))
			if err != nil {
				return err
			}
			history, err := tx.History("transaction", row.ID)
			if err != nil {
				return err
			}
			finals := 0
			for _, h := range history {
				if h.To == models.TxFinal {
					finals++
				}
			}
			if row.State != models.TxFinal || finals != 1 {
				r.violation("payment %d is %s and was finalised %d times", i, row.State, finals)
			}
		}
		return nil
	})
}

// foreign is a transaction of somebody else who has our key.
func (t *anvilStory) foreign(ctx context.Context, nonce uint64) ([]byte, error) {
	self := t.key.Address()
	tx, err := t.key.SignTx(ctx, types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: nonce, GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9), Gas: 21_000, To: &self,
	}), chainID)
	if err != nil {
		return nil, err
	}
	return tx.MarshalBinary()
}

// forget takes every transaction out of the pool, one by one.
func (t *anvilStory) forget(ctx context.Context) error {
	for _, raw := range t.tap.raws {
		var tx types.Transaction
		if err := tx.UnmarshalBinary(raw); err != nil {
			return err
		}
		if err := t.rpc.CallContext(ctx, new(*common.Hash), "anvil_dropTransaction", tx.Hash()); err != nil {
			return err
		}
		t.stats.one("anvil_dropTransaction")
	}
	return nil
}

// anvilLeg tells every story of a reorganisation on a node of Foundry's.
func anvilLeg(ctx context.Context, seed uint64, random int) (r row, err error) {
	a, err := startAnvil(ctx)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, ignoreExit(a.close())) }()
	r = row{seed: seed, counts: newStats()}
	rnd, next := seeded(seed, 7), 0
	tell := func(name string, depth uint64, story func(context.Context, *anvilStory) error) error {
		if err := a.mine(ctx, 8); err != nil { // what earlier stories paid stays
			return err
		}
		t, err := a.story(ctx, r.counts, depth, next, 3)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		next += 3
		if err := errors.Join(story(ctx, t), t.finish(ctx), t.judge(ctx, &r), t.end()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.counts.one("story " + name)
		return nil
	}
	err = errors.Join(
		tell("G1 reorg loses", 0, reorgLoses),
		tell("G2 foreign takes the nonce", 0, foreignTakes),
		tell("G3 original returns", 0, originalReturns),
		tell("P12 pool forgets", 0, poolForgets),
	)
	for i := 0; i < random && err == nil; i++ {
		confirmations := 1 + rnd.Uint64N(6)
		err = tell("G10 random", confirmations, func(ctx context.Context, t *anvilStory) error {
			return randomReorgs(ctx, t, rnd, int(confirmations))
		})
	}
	if err == nil {
		err = a.brokenFinality(ctx, &r, next)
	}
	return r, err
}

func ignoreExit(err error) error {
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}

// reorgLoses (G1): included, then gone from chain and pool; the same bytes go
// out again.
func reorgLoses(ctx context.Context, t *anvilStory) error {
	if err := t.included(ctx); err != nil {
		return err
	}
	if err := t.reorg(ctx, 1); err != nil {
		return err
	}
	r, err := t.round(ctx)
	if err == nil && (r.Reorged != t.n || r.Signed != 0 || r.Sent != t.n) {
		err = fmt.Errorf("after the reorganisation: %s, %d reorged", r, r.Reorged)
	}
	return err
}

// foreignTakes (G2): after the reorganisation a stranger's transaction has our
// first nonce. A new nonce only when that is final and a person says so.
func foreignTakes(ctx context.Context, t *anvilStory) error {
	if err := t.included(ctx); err != nil {
		return err
	}
	var first types.Transaction
	if err := first.UnmarshalBinary(t.tap.raws[0]); err != nil {
		return err
	}
	raw, err := t.foreign(ctx, first.Nonce())
	if err != nil {
		return err
	}
	if err := t.reorg(ctx, 1, raw); err != nil {
		return err
	}
	if err := t.finish(ctx); err != nil {
		return err
	}
	var row models.TxIntent
	err = t.db.Read(ctx, func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey(idemKey(t.from))
		return err
	})
	if err != nil || row.State != models.TxReplaced {
		return fmt.Errorf("the payment whose nonce was taken is %s: %w", row.State, err)
	}
	t.stats.one("foreign nonce found")
	by, err := treasurer(ctx, t.db)
	if err != nil {
		return err
	}
	_, err = (&outbox.Operator{DB: t.db}).Requeue(ctx, by, row.PublicID, "the key was used by hand")
	return err
}

// originalReturns (G3): the same transactions stand in other blocks.
func originalReturns(ctx context.Context, t *anvilStory) error {
	if err := t.included(ctx); err != nil {
		return err
	}
	return t.reorg(ctx, 1, t.tap.raws[:t.n]...)
}

// poolForgets (P12): the pool drops what waits; it is sent again.
func poolForgets(ctx context.Context, t *anvilStory) error {
	if _, err := t.round(ctx); err != nil {
		return err
	}
	if err := t.forget(ctx); err != nil {
		return err
	}
	if err := t.mine(ctx, 1); err != nil {
		return err
	}
	r, err := t.round(ctx)
	if err == nil && r.Mined != 0 {
		err = fmt.Errorf("%d mined after they were dropped", r.Mined)
	}
	return err
}

// randomReorgs (G10): up to three reorganisations of any depth above the final
// block; the same transactions return, or replacements of them, or none.
func randomReorgs(ctx context.Context, t *anvilStory, rnd *rand.Rand, confirmations int) error {
	if _, err := t.round(ctx); err != nil {
		return err
	}
	if rnd.IntN(2) == 0 { // a second version of the first transaction exists
		t.clock.advance(2 * time.Minute)
		if _, err := t.round(ctx); err != nil {
			return err
		}
	}
	for range rnd.IntN(4) {
		if err := t.mine(ctx, 1+rnd.IntN(2)); err != nil {
			return err
		}
		if _, err := t.round(ctx); err != nil {
			return err
		}
		var with [][]byte
		what := []string{"same", "other", "no"}[rnd.IntN(3)]
		switch what {
		case "same":
			with = t.versions(false)
		case "other":
			with = t.versions(true)
		}
		if err := t.reorg(ctx, 1+rnd.IntN(confirmations), with...); err != nil {
			t.stats.one("reorg refused by anvil") // the versions do not fit on that block
			continue
		}
		t.stats.one("reorg " + what + " tx returns")
		if _, err := t.round(ctx); err != nil {
			return err
		}
	}
	return nil
}

// versions is the newest or the oldest version of every nonce, in order.
func (t *anvilStory) versions(oldest bool) (out [][]byte) {
	at := map[uint64]int{}
	for _, raw := range t.tap.raws {
		var tx types.Transaction
		if tx.UnmarshalBinary(raw) != nil {
			continue
		}
		i, known := at[tx.Nonce()]
		switch {
		case !known:
			at[tx.Nonce()] = len(out)
			out = append(out, raw)
		case !oldest:
			out[i] = raw
		}
	}
	return out
}

// brokenFinality (G5): final blocks are replaced. Nothing may be concluded any
// more: the round fails and settlement freezes.
func (a *anvil) brokenFinality(ctx context.Context, r *row, from int) error {
	t, err := a.story(ctx, r.counts, 0, from, 3)
	if err != nil {
		return err
	}
	if err := errors.Join(t.finish(ctx), a.mine(ctx, 4)); err != nil {
		return err
	}
	if _, err := t.round(ctx); err != nil {
		return err
	}
	// Deep enough to take the payments: empty blocks are replaced by equal ones.
	if err := a.reorg(ctx, 9); err != nil {
		return err
	}
	_, err = t.round(ctx)
	if !errors.Is(err, chain.ErrFinalityBroken) {
		r.violation("a reorganisation below the finalized block: the round ended with %v", err)
	}
	err = t.db.Read(ctx, func(tx *models.Tx) error {
		if on, _, err := tx.Frozen(); err != nil || !on {
			r.violation("a reorganisation below the finalized block did not freeze: %v", err)
		}
		return nil
	})
	r.counts.one("story G5 finality broken")
	return errors.Join(err, t.end())
}

func runAnvil(ctx context.Context, o options) ([]row, error) {
	began := time.Now()
	r, err := anvilLeg(ctx, o.seed, o.pick(20, 100, 10_000))
	r.seconds = time.Since(began).Seconds()
	if errors.Is(err, errAbsent) {
		return nil, err
	}
	return []row{r}, err
}
