package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/money"
)

// killer drives one settlement through the real program, from decided claims to
// coins in wallets, and kills the process where it is told to. Every scenario
// starts from a copy of the same template: a store, a chain, a committee.
type killer struct {
	*program
	template  string
	token     address
	reference map[address]money.Amount // balances after a run without a crash
	stats     *stats
}

// processLease is how long a dead process keeps its leases.
const processLease = 200 * time.Millisecond

func newKiller(ctx context.Context) (*killer, error) {
	p, err := newProgram()
	if err != nil {
		return nil, err
	}
	k := &killer{program: p, template: filepath.Join(p.dir, "template"), stats: newStats()}
	if err := p.driven(ctx, nil, "template", "--data", k.template); err != nil {
		return nil, errors.Join(fmt.Errorf("template: %w", err), p.close())
	}
	d, found, err := deployment.Load(filepath.Join(k.template, "deployment.json"))
	if err != nil || !found {
		return nil, errors.Join(errors.New("template: no deployment"), err, p.close())
	}
	token, _ := d.Token("tUSD")
	k.token = token.Address
	return k, nil
}

// scenario is one settlement and where its process dies.
type scenario struct {
	kills  []string // a point for each start of the process, as long as there are
	record string   // file for the points passed
}

// play runs a scenario and returns the token balances of everybody.
func (k *killer) play(ctx context.Context, s scenario) (got map[address]money.Amount, err error) {
	dir, err := os.MkdirTemp(k.dir, "run-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.CopyFS(dir, os.DirFS(k.template)); err != nil {
		return nil, err
	}
	if err := closeFiles(dir); err != nil {
		return nil, err
	}
	node, err := devnet.Start(ctx, devnet.Config{Dir: filepath.Join(dir, "chain"), HTTPAddr: "127.0.0.1:0"})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, node.Close()) }()
	flags := []string{"--data", dir, "--rpc", node.URL()}
	if err := k.settle(ctx, s, flags); err != nil {
		return nil, err
	}
	if err := node.Flush(ctx); err != nil {
		return nil, err
	}
	if err := k.run(ctx, nil, append([]string{"verify", "store"}, flags...)...); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	return k.holders(ctx, node)
}

// closeFiles gives copied files the modes of the program: it refuses keys and
// memories that others can read.
func closeFiles(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := os.FileMode(0o600)
		if d.IsDir() {
			mode = 0o700
		}
		return os.Chmod(path, mode) //nolint:gosec // a directory of our own
	})
}

// settle starts the process until it ends by itself.
func (k *killer) settle(ctx context.Context, s scenario, flags []string) error {
	args := append([]string{"settle", "--operator-key", k.key, "--password-file", k.password}, flags...)
	for start := 0; ; start++ {
		env := []string{"MAKEWHOLE_LEASE=" + processLease.String(), "MAKEWHOLE_CRASH_RECORD=" + s.record}
		if start < len(s.kills) {
			env = append(env, "MAKEWHOLE_CRASH="+s.kills[start])
		}
		limited, cancel := context.WithTimeout(ctx, 2*time.Minute)
		err := k.driven(limited, env, args...)
		stuck := limited.Err() != nil
		cancel()
		k.stats.one("process starts")
		switch {
		case stuck:
			return errors.New("the process does not get done")
		case errors.Is(err, errKilled) && start < len(s.kills):
			k.stats.one("SIGKILL at a crash point")
			continue
		case err == nil && start < len(s.kills):
			k.stats.one("finished before the point")
		}
		return err
	}
}

// holders reads the balance of everybody who ever received the token.
func (k *killer) holders(ctx context.Context, node *devnet.Node) (map[address]money.Amount, error) {
	transfer := crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)"))
	logs, err := node.Client().FilterLogs(ctx, ethereum.FilterQuery{FromBlock: new(big.Int), Addresses: []address{k.token}, Topics: [][]hash{{transfer}}})
	if err != nil {
		return nil, err
	}
	client, err := chain.NewClient(ctx, chain.Config{ChainID: chainID, Now: time.Now}, node.RPC())
	if err != nil {
		return nil, err
	}
	out := map[address]money.Amount{}
	for _, log := range logs {
		to := receiverOf(log)
		if _, known := out[to]; known {
			continue
		}
		if out[to], err = client.TokenBalance(ctx, k.token, to, nil); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func receiverOf(log types.Log) address { return common.BytesToAddress(log.Topics[2][:]) }

// points runs once without a crash and lists every point passed, in order, as
// name#k. Whatever point the program gains is in the list by itself.
func (k *killer) points(ctx context.Context) (all []string, err error) {
	record := filepath.Join(k.dir, "points")
	if k.reference, err = k.play(ctx, scenario{record: record}); err != nil {
		return nil, fmt.Errorf("run without a crash: %w", err)
	}
	raw, err := os.ReadFile(record)
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	for name := range strings.Lines(string(raw)) {
		name = strings.TrimSpace(name)
		if strings.Contains(name, "(*Scheduler).keep") {
			continue // the heartbeat of a lease comes when the clock says so
		}
		seen[name]++
		all = append(all, fmt.Sprintf("%s#%d", name, seen[name]))
	}
	return all, nil
}

// first keeps the first passage of every point.
func first(points []string) (out []string) {
	for _, p := range points {
		if strings.HasSuffix(p, "#1") {
			out = append(out, p)
		}
	}
	return out
}

// scenarios are all single points and ordered pairs: every pair when max is
// zero, otherwise so many at random.
func scenarios(rnd *rand.Rand, singles, pairPoints []string, pairs int, every bool) (out []scenario) {
	for _, p := range singles {
		out = append(out, scenario{kills: []string{p}})
	}
	var all []scenario
	for _, a := range pairPoints {
		for _, b := range pairPoints {
			all = append(all, scenario{kills: []string{a, b}})
		}
	}
	if every {
		return append(out, all...)
	}
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return append(out, all[:min(pairs, len(all))]...)
}

// killLeg kills the real program at every point and at pairs of points.
func killLeg(ctx context.Context, seed uint64, pairs int, everyPassage, everyPair bool) (row, error) {
	k, err := newKiller(ctx)
	if err != nil {
		return row{}, err
	}
	defer k.close()
	points, err := k.points(ctx)
	if err != nil {
		return row{}, err
	}
	names := first(points)
	if !everyPassage {
		points = names
	}
	all := scenarios(seeded(seed, 3), points, names, pairs, everyPair)
	r := row{seed: seed, counts: k.stats}
	k.stats.add("crash points", len(names))
	k.stats.add("single points", len(points))
	k.stats.add("pairs", len(all)-len(points))
	var mu sync.Mutex
	parallel(len(all), func(i int) {
		if ctx.Err() != nil {
			return
		}
		got, err := k.play(ctx, all[i])
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() == nil {
			k.judge(&r, all[i], got, err)
		}
	})
	for _, kind := range k.stats.never("SIGKILL at a crash point") {
		r.violation("%s never happened", kind)
	}
	r.note = fmt.Sprintf("%d receivers; %d distinct crash points", len(k.reference), len(names))
	return r, ctx.Err()
}

// judge compares the balances with those of the run without a crash.
func (k *killer) judge(r *row, s scenario, got map[address]money.Amount, err error) {
	r.operations++
	if err != nil {
		r.losses++
		r.violation("killed at %s: %v", strings.Join(s.kills, ", then "), err)
		return
	}
	if maps.Equal(got, k.reference) {
		r.paid++
		return
	}
	for who, have := range got {
		switch want := k.reference[who]; {
		case want.Less(have):
			r.doubles++
		case have.Less(want):
			r.losses++
		}
	}
	r.violation("killed at %s: the balances differ from the run without a crash", strings.Join(s.kills, ", then "))
}

// parallel calls do for 0 … n−1, as many at once as there are processors.
func parallel(n int, do func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

func runKill(ctx context.Context, o options) ([]row, error) {
	began := time.Now()
	r, err := killLeg(ctx, o.seed, o.pick(30, 200, 0), o.long, o.long)
	r.seconds = time.Since(began).Seconds()
	return []row{r}, err
}
