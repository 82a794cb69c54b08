package rollout_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/deployment/rollout"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
)

const devChain = 31337

// Development accounts beside those of package deployment.
const oracleAdmin = deployment.DevFree + 1

// world is an embedded chain with a plan for it.
type world struct {
	t       *testing.T
	node    *devnet.Node
	client  *chain.Client
	plan    rollout.Plan
	dir     string
	options rollout.Options
}

func newWorld(t *testing.T, cfg devnet.Config) *world {
	t.Helper()
	cfg.ChainID = devChain
	node, err := devnet.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	client, err := chain.NewClient(t.Context(), chain.Config{ChainID: devChain, Now: node.Now}, node.RPC())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, node: node, client: client, plan: devPlan(), dir: t.TempDir()}
	w.options = rollout.Options{
		Plan: w.plan, Node: client, Keys: []outbox.Signer{key(t, deployment.DevDeployer), key(t, oracleAdmin), key(t, deployment.DevTreasurer)},
		Path: filepath.Join(w.dir, "deployment.json"), Journal: filepath.Join(w.dir, "journal"),
		Policy: lifecycle.FeePolicy{MaxCap: gwei(200), MaxTip: gwei(5)}, Log: slog.New(slog.DiscardHandler),
	}
	return w
}

func gwei(n uint64) money.Amount { return money.FromUint64(n * 1_000_000_000) }

func key(t *testing.T, i int) outbox.Signer {
	t.Helper()
	s, err := keys.NewDevSigner(i, devChain)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// devPlan is a small one.
func devPlan() rollout.Plan {
	const day, hour = 24 * 60 * 60, 60 * 60
	at := devnet.Address
	return rollout.Plan{
		Version: 1, ChainID: devChain, Deployer: at(deployment.DevDeployer),
		Roles: deployment.Roles{
			Operator: at(deployment.DevOperator), Guardian: at(deployment.DevGuardian), Arbiter: at(deployment.DevArbiter),
			VictimsFund: at(deployment.DevVictimsFund), OracleAdmin: at(oracleAdmin), Treasurer: at(deployment.DevTreasurer),
		},
		Committee: deployment.Committee{
			Signers: []common.Address{at(6), at(7), at(8), at(9)}, F: 1, Threshold: 3,
			ChallengeWindowSeconds: hour, MaxAgeSeconds: 365 * day, MaxClockSkewSeconds: 60, MaxDeviationBps: 1000,
		},
		Limits: deployment.Limits{
			MinBond: money.MustParse("100000000000000000"), GuardianSeconds: day, ArbiterSeconds: day, ConfigDelaySeconds: day,
			ActivationDelaySeconds: hour, LivenessDelaySeconds: 7 * day, ClaimPeriodSeconds: 365 * day, CapDelaySeconds: 0,
			ExitLagSeconds: 3 * day, MaxObservationLagSeconds: 2 * day, TimeToFreezeSeconds: day,
		},
		Tokens: []rollout.PlanToken{
			{Kind: rollout.TestToken, Symbol: "tUSD", Name: "Test dollar", Decimals: 6, PerDay: rollout.Cap{Amount: money.FromUint64(5_000_000)}},
			{Kind: rollout.NativeToken, Symbol: "ETH", Name: "Ether", Decimals: 18},
		},
		Pools: []rollout.PlanPool{{PublicID: "pol_dollar", Token: "tUSD"}},
	}
}

// wider adds a test token with the decimals of the other one, which has the same
// code, and a pool of the native coin.
func wider(p rollout.Plan) rollout.Plan {
	p.Tokens = append(slices.Clone(p.Tokens), rollout.PlanToken{Kind: rollout.TestToken, Symbol: "tEUR", Name: "Test euro", Decimals: 6})
	p.Pools = append(slices.Clone(p.Pools), rollout.PlanPool{PublicID: "pol_coin", Token: "ETH"})
	return p
}

// sent counts the transactions of the three keys.
func (w *world) sent() uint64 {
	w.t.Helper()
	total := uint64(0)
	for _, i := range []int{deployment.DevDeployer, oracleAdmin, deployment.DevTreasurer} {
		n, err := w.client.NonceAt(w.t.Context(), devnet.Address(i), nil)
		if err != nil {
			w.t.Fatal(err)
		}
		total += n
	}
	return total
}

func (w *world) run() rollout.Report {
	w.t.Helper()
	r, err := rollout.Run(w.t.Context(), w.options)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// whole fails unless the deployment stands, is written down, and took exactly the
// transactions of the plan.
func (w *world) whole(steps int) {
	w.t.Helper()
	d, found, err := deployment.Load(w.options.Path)
	if err != nil || !found {
		w.t.Fatalf("deployment file: %v, %v", found, err)
	}
	if err := d.Verify(w.t.Context(), w.client); err != nil {
		w.t.Error(err)
	}
	if got := w.sent(); got != uint64(steps) {
		w.t.Errorf("%d transactions for %d steps", got, steps)
	}
	r, err := rollout.Check(w.t.Context(), w.options)
	if err != nil || r.Left() != 0 {
		w.t.Errorf("check: %d left, %v", r.Left(), err)
	}
}

var errKilled = errors.New("killed")

// mortal is a node whose caller dies: before the transaction number after is sent,
// or right after the node has it.
type mortal struct {
	*chain.Client
	after int
	late  bool
	dead  bool
}

func (m *mortal) SendRaw(ctx context.Context, raw []byte) error {
	if m.dead {
		return errKilled
	}
	m.dead = m.after == 0
	m.after--
	if m.dead && !m.late {
		return errKilled
	}
	return m.Client.SendRaw(ctx, raw)
}

func (m *mortal) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	if m.dead {
		return nil, errKilled
	}
	return m.Client.HeaderByNumber(ctx, n)
}

// settle waits until the chain has taken what was sent.
func (w *world) settle() {
	w.t.Helper()
	if err := w.node.Flush(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// edit changes the lines of a journal.
func edit(t *testing.T, path string, change func(lines []map[string]any) []map[string]any) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []map[string]any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	for {
		var line map[string]any
		if dec.Decode(&line) != nil {
			break
		}
		lines = append(lines, line)
	}
	var out []byte
	for _, line := range change(lines) {
		one, err := json.Marshal(line)
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, one...), '\n')
	}
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
}

// realPlan is devPlan for a chain that is none for development.
func realPlan() rollout.Plan {
	p := devPlan()
	account := func(i int64) common.Address { return common.BigToAddress(big.NewInt(i)) }
	p.ChainID, p.Deployer, p.Limits.CapDelaySeconds = 5, account(1), 86400
	p.Roles = deployment.Roles{Operator: account(2), Guardian: account(3), Arbiter: account(4), VictimsFund: account(5), OracleAdmin: account(6), Treasurer: account(7)}
	p.Committee.Signers = []common.Address{account(16), account(17), account(18), account(19)}
	return p
}
