package rollout_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/deployment/rollout"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/lifecycle"
)

// What is shown first is what happens: addresses, code and number of transactions.
// Doing it again does nothing.
func TestPlanIsShownSentAndChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	w.options.Plan = wider(w.options.Plan)
	shown, err := rollout.Show(t.Context(), w.options)
	if err != nil {
		t.Fatal(err)
	}
	if w.sent() != 0 || shown.Left() != len(shown.Steps) {
		t.Fatalf("showing sent %d transactions, %d of %d steps left", w.sent(), shown.Left(), len(shown.Steps))
	}
	if _, err := os.Stat(w.options.Journal); !errors.Is(err, os.ErrNotExist) {
		t.Error("showing wrote a journal")
	}
	done := w.run()
	for i, s := range done.Steps {
		was := shown.Steps[i]
		if !s.Done || s.Name != was.Name || (s.Creates == nil) != (was.Creates == nil) || s.Creates != nil && (*s.Creates != *was.Creates || *s.CodeHash != *was.CodeHash) {
			t.Errorf("shown %+v, done %+v", was, s)
		}
		if was.Gas < 21_000 || len(was.Arguments) == 0 || was.Creates != nil && was.CodeBytes == 0 {
			t.Errorf("shown %+v", was)
		}
	}
	w.whole(len(done.Steps))
	w.run()
	w.whole(len(done.Steps))
	d := done.Deployment
	if token, ok := d.Token("tEUR"); !ok || token.Address == (common.Address{}) {
		t.Errorf("tokens %+v", d.Tokens)
	}
	if oracle, err := w.client.CodeAt(t.Context(), d.LossOracle, new(big.Int).SetUint64(d.Block-1)); err != nil || len(oracle) > 0 {
		t.Errorf("block %d is not the first: %v", d.Block, err)
	}
	if oracle, err := w.client.CodeAt(t.Context(), d.LossOracle, new(big.Int).SetUint64(d.Block)); err != nil || len(oracle) == 0 {
		t.Errorf("block %d has no oracle: %v", d.Block, err)
	}
}

// The whole is killed around every single transaction: before it is sent and right
// after, with the journal and without.
func TestKilledAroundEveryTransaction(t *testing.T) {
	t.Parallel()
	for _, journal := range []bool{true, false} {
		t.Run(fmt.Sprintf("journal=%v", journal), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, devnet.Config{})
			kills := 0
			for late := false; ; late = !late {
				o := w.options
				o.Node = &mortal{Client: w.client, late: late}
				r, err := rollout.Run(t.Context(), o)
				if err == nil {
					w.whole(len(r.Steps))
					// More where the chain was slower than the next run, which sends again what is under way.
					if kills < 2*len(r.Steps) {
						t.Errorf("%d kills around %d transactions", kills, len(r.Steps))
					}
					return
				}
				if kills++; !errors.Is(err, errKilled) || kills > 200 {
					t.Fatalf("kill %d: %v", kills, err)
				}
				if journal {
					continue
				}
				w.settle() // without a journal what is under way is a stranger's
				if err := os.Remove(w.options.Journal); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Without the journal a transaction that waits in the pool is waited for, not doubled.
func TestUnknownTransactionUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{Manual: true})
	o := w.options
	o.Node = &mortal{Client: w.client, late: true}
	if _, err := rollout.Run(t.Context(), o); !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	if err := os.Remove(o.Journal); err != nil {
		t.Fatal(err)
	}
	if _, err := rollout.Run(t.Context(), w.options); !errors.Is(err, rollout.ErrUnderWay) {
		t.Errorf("a pooled transaction: %v", err)
	}
	w.settle()
	o.Node = &mortal{Client: w.client}
	r, err := rollout.Run(t.Context(), o)
	if !errors.Is(err, errKilled) || !r.Steps[0].Done {
		t.Errorf("after its block: %v, %+v", err, r.Steps)
	}
}

// A transaction that no block takes is replaced with its own nonce and a higher bid.
func TestLostTransactionIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{BlockTime: 20 * time.Millisecond})
	node := &forgetful{Client: w.client}
	w.options.Node = node
	r := w.run()
	w.whole(len(r.Steps))
	if len(node.sent) != len(r.Steps)+1 {
		t.Fatalf("%d transactions for %d steps", len(node.sent), len(r.Steps))
	}
	first, second := node.sent[0], node.sent[1]
	least := new(big.Int).Div(new(big.Int).Mul(first.GasFeeCap(), big.NewInt(110)), big.NewInt(100))
	if first.Nonce() != second.Nonce() || second.GasFeeCap().Cmp(least) < 0 {
		t.Errorf("lost %d at %s, replaced by %d at %s", first.Nonce(), first.GasFeeCap(), second.Nonce(), second.GasFeeCap())
	}
}

// forgetful takes the first transaction and forgets it.
type forgetful struct {
	*chain.Client
	sent []*types.Transaction
}

func (f *forgetful) SendRaw(ctx context.Context, raw []byte) error {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return err
	}
	f.sent = append(f.sent, tx)
	if len(f.sent) == 1 {
		return nil
	}
	return f.Client.SendRaw(ctx, raw)
}

// half runs until n transactions are in blocks.
func (w *world) half(n int) {
	w.t.Helper()
	o := w.options
	o.Node = &mortal{Client: w.client, after: n}
	if _, err := rollout.Run(w.t.Context(), o); !errors.Is(err, errKilled) {
		w.t.Fatal(err)
	}
	if w.sent() != uint64(n) {
		w.t.Fatalf("%d transactions, want %d", w.sent(), n)
	}
}

func TestTamperedJournal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	w.half(4)
	raw, err := os.ReadFile(w.options.Journal)
	if err != nil {
		t.Fatal(err)
	}
	other := common.HexToAddress("0x00000000000000000000000000000000000000aa").Hex()
	for name, c := range map[string]struct {
		want   error
		change func(lines []map[string]any) []map[string]any
	}{
		"chain":            {rollout.ErrJournal, at(0, "chain_id", 1)},
		"genesis":          {rollout.ErrJournal, at(0, "genesis_hash", common.Hash{1}.Hex())},
		"deployer":         {rollout.ErrJournal, at(0, "deployer", other)},
		"first nonce":      {rollout.ErrJournal, at(0, "first_nonce", 1)},
		"unknown field":    {rollout.ErrJournal, at(1, "address", other)},
		"nonce":            {rollout.ErrJournal, at(2, "nonce", 7)},
		"hash":             {rollout.ErrJournal, at(2, "tx", common.Hash{1}.Hex())},
		"from":             {rollout.ErrJournal, at(2, "from", other)},
		"raw":              {rollout.ErrJournal, at(2, "raw", "0x01")},
		"unknown step":     {rollout.ErrJournal, at(2, "step", "create Castle")},
		"another contract": {deployment.ErrDiffers, at(2, "step", "create RecoveryVault")},
		"swapped": {deployment.ErrDiffers, func(l []map[string]any) []map[string]any {
			l[1]["step"], l[2]["step"] = l[2]["step"], l[1]["step"]
			return l
		}},
		"no beginning": {rollout.ErrJournal, func(l []map[string]any) []map[string]any { return l[1:] }},
		"two journals": {rollout.ErrJournal, func(l []map[string]any) []map[string]any { return append(l, l...) }},
	} {
		if err := os.WriteFile(w.options.Journal, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		edit(t, w.options.Journal, c.change)
		if _, err := rollout.Run(t.Context(), w.options); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if got := w.sent(); got != 4 {
			t.Fatalf("%s: %d transactions", name, got)
		}
	}
	// Lines that are gone change nothing: the chain says what exists.
	if err := os.WriteFile(w.options.Journal, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	edit(t, w.options.Journal, func(l []map[string]any) []map[string]any { return slices.Delete(l, 1, 3) })
	torn(t, w.options.Journal)
	r := w.run()
	w.whole(len(r.Steps))
}

func at(line int, field string, value any) func([]map[string]any) []map[string]any {
	return func(lines []map[string]any) []map[string]any {
		lines[line][field] = value
		return lines
	}
}

// torn leaves what a process leaves that dies while it writes.
func torn(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(`{"step":"create Pa`); err != nil {
		t.Fatal(err)
	}
}

// What exists and differs from a plan that was changed meanwhile is told, whether it
// is in the code or a holder of a role.
func TestChangedPlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	w.half(6)
	for name, change := range map[string]func(p *rollout.Plan){
		"limit":   func(p *rollout.Plan) { p.Limits.LivenessDelaySeconds++ },
		"role":    func(p *rollout.Plan) { p.Roles.Guardian = devnet.Address(15) },
		"fund":    func(p *rollout.Plan) { p.Roles.VictimsFund = devnet.Address(15) },
		"pool id": func(p *rollout.Plan) { p.Pools[0].PublicID = "pol_other" },
	} {
		o := w.options
		o.Plan = devPlan()
		change(&o.Plan)
		if _, err := rollout.Run(t.Context(), o); !errors.Is(err, deployment.ErrDiffers) && !errors.Is(err, rollout.ErrJournal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.sent() != 6 {
		t.Errorf("%d transactions", w.sent())
	}
	r := w.run()
	w.whole(len(r.Steps))
	w.options.Plan = wider(w.options.Plan)
	r = w.run()
	w.whole(len(r.Steps))
}

// Whose key is not here does its steps itself; the rest waits and goes on.
func TestOtherPeoplesKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	all := w.options.Keys
	w.options.Keys = all[:1]
	r, err := rollout.Run(t.Context(), w.options)
	if !errors.Is(err, rollout.ErrWaiting) || !strings.Contains(err.Error(), devnet.Address(oracleAdmin).Hex()) {
		t.Fatalf("without the admin: %v", err)
	}
	if _, err := os.Stat(w.options.Path); !errors.Is(err, os.ErrNotExist) {
		t.Error("half a deployment is written down")
	}
	if _, err := rollout.Check(t.Context(), w.options); !errors.Is(err, rollout.ErrWaiting) {
		t.Errorf("half a deployment is checked: %v", err)
	}
	for _, s := range r.Steps {
		if s.Done != (s.Creates != nil) || !s.Done && !strings.HasPrefix(s.Data, "0x") {
			t.Errorf("%s: done %v, data %q", s.Name, s.Done, s.Data)
		}
	}
	w.options.Keys = all[1:2]
	if _, err := rollout.Run(t.Context(), w.options); !errors.Is(err, rollout.ErrWaiting) {
		t.Errorf("without the treasurer: %v", err)
	}
	w.options.Keys = all[2:]
	if _, err := rollout.Run(t.Context(), w.options); !errors.Is(err, rollout.ErrWaiting) { // applying caps is the deployer's
		t.Errorf("without the deployer: %v", err)
	}
	w.options.Keys = all
	r = w.run()
	w.whole(len(r.Steps))
}

// Caps wait for their delay: a server can begin, and they are applied later.
func TestCapsWaitForTheirDelay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	const day = 24 * time.Hour
	w.options.Plan.Limits.CapDelaySeconds = uint64(day / time.Second)
	r := w.run()
	if r.Left() != 2 || !strings.Contains(r.Steps[len(r.Steps)-1].Waits, "until 20") {
		t.Fatalf("%d left, the last waits %q", r.Left(), r.Steps[len(r.Steps)-1].Waits)
	}
	if _, found, err := deployment.Load(w.options.Path); err != nil || !found {
		t.Errorf("no deployment: %v", err)
	}
	if _, err := rollout.Check(t.Context(), w.options); err != nil {
		t.Errorf("check while caps wait: %v", err)
	}
	if err := w.node.AdvanceTime(day); err != nil {
		t.Fatal(err)
	}
	r = w.run()
	w.whole(len(r.Steps))
}

// A foreign transaction of the deployer in between takes an address, no more.
func TestForeignTransactionInBetween(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	w.half(2)
	tx := types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(devChain), Nonce: 2, GasTipCap: gwei(1).Big(), GasFeeCap: gwei(100).Big(), Gas: 21_000, To: &w.plan.Roles.Operator,
	})
	signed, err := w.options.Keys[0].SignTx(t.Context(), tx, devChain)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := signed.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.client.SendRaw(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	w.settle()
	r := w.run()
	w.whole(len(r.Steps) + 1)
}

// Two deployments by one key are told apart by the first nonce, never mixed. The second
// pays in a token that exists: its decimals decide what amounts mean.
func TestSecondDeploymentOfOneKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	first := w.run()
	from, err := w.client.NonceAt(t.Context(), w.plan.Deployer, nil)
	if err != nil {
		t.Fatal(err)
	}
	second := w.options
	second.FromNonce = &from
	if _, err := rollout.Run(t.Context(), second); !errors.Is(err, rollout.ErrJournal) {
		t.Errorf("the journal of the first: %v", err)
	}
	second.Journal += ".second"
	second.Path += ".second"
	token := rollout.PlanToken{Kind: rollout.ExistingToken, Symbol: "USD", Name: "Dollar", Decimals: 18, Address: &first.Deployment.Tokens[0].Address}
	second.Plan.Tokens = []rollout.PlanToken{token}
	second.Plan.Pools = []rollout.PlanPool{{PublicID: "pol_usd", Token: "USD"}}
	if _, err := rollout.Run(t.Context(), second); !errors.Is(err, deployment.ErrDiffers) || !strings.Contains(err.Error(), "decimals") {
		t.Errorf("18 decimals of a token with 6: %v", err)
	}
	second.Plan.Tokens[0].Decimals = 6
	r, err := rollout.Run(t.Context(), second)
	if err != nil || r.Deployment.Pools[0].Asset != *token.Address || r.Deployment.LossOracle == first.Deployment.LossOracle || r.Deployment.Distributor == first.Deployment.Distributor {
		t.Fatalf("second %+v: %v", r.Deployment, err)
	}
	third := w.options
	third.Journal = ""
	if _, err := rollout.Show(t.Context(), third); !errors.Is(err, rollout.ErrTwice) {
		t.Errorf("both at once: %v", err)
	}
}

// liar answers with other code for what was created.
type liar struct {
	*chain.Client
	at common.Address
}

func (l liar) CodeAt(ctx context.Context, at common.Address, block *big.Int) ([]byte, error) {
	code, err := l.Client.CodeAt(ctx, at, block)
	if at == l.at && len(code) > 0 {
		code = append(slices.Clone(code[:len(code)-1]), code[len(code)-1]^1)
	}
	return code, err
}

// Neither code that is not this release's nor a committee or caps of another plan are
// taken for the plan's.
func TestOtherCodeThanTheReleases(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	d := w.run().Deployment
	sent := w.sent()
	challenges, err := d.ChallengesAt(t.Context(), w.client)
	if err != nil {
		t.Fatal(err)
	}
	limits, err := d.LimitsAt(t.Context(), w.client)
	if err != nil {
		t.Fatal(err)
	}
	resort, err := d.ResortAt(t.Context(), w.client)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []common.Address{d.LossOracle, d.Distributor, d.RecoveryVault, d.Pools[0].Address, d.Tokens[0].Address, challenges, limits, resort} {
		o := w.options
		o.Node = liar{w.client, at}
		if _, err := rollout.Run(t.Context(), o); !errors.Is(err, deployment.ErrDiffers) {
			t.Errorf("other code at %s: %v", at, err)
		}
	}
	for name, change := range map[string]func(p *rollout.Plan){
		"committee": func(p *rollout.Plan) { p.Committee.MaxDeviationBps++ },
		"caps":      func(p *rollout.Plan) { p.Tokens[0].PerDay.Amount = money.FromUint64(1) },
	} {
		o := w.options
		o.Plan = devPlan()
		change(&o.Plan)
		if _, err := rollout.Run(t.Context(), o); !errors.Is(err, deployment.ErrDiffers) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if w.sent() != sent {
		t.Error("something was sent")
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, devnet.Config{})
	for name, c := range map[string]struct {
		want   error
		change func(o *rollout.Options)
	}{
		"another chain": {chain.ErrWrongChain, func(o *rollout.Options) { o.Plan.ChainID = 1337 }},
		"a key that nobody named": {rollout.ErrKey, func(o *rollout.Options) {
			o.Keys = append(slices.Clone(o.Keys), key(t, deployment.DevGuardian))
		}},
		"a poor deployer": {rollout.ErrFunds, func(o *rollout.Options) {
			o.Plan.Deployer = poor(t).Address()
			o.Keys = append(slices.Clone(o.Keys[1:]), poor(t))
		}},
		"a dear market": {lifecycle.ErrFeeCap, func(o *rollout.Options) { o.Policy.MaxCap = money.FromUint64(1) }},
		"no such token": {deployment.ErrDiffers, func(o *rollout.Options) {
			nobody := common.HexToAddress("0x00000000000000000000000000000000000000aa")
			o.Plan.Tokens[1] = rollout.PlanToken{Kind: rollout.ExistingToken, Symbol: "xUSD", Name: "X", Decimals: 6, Address: &nobody}
		}},
		"a bad plan": {rollout.ErrPlan, func(o *rollout.Options) { o.Plan.Limits.ClaimPeriodSeconds = 1 }},
	} {
		o := w.options
		o.Plan = devPlan()
		c.change(&o)
		if _, err := rollout.Run(t.Context(), o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.sent() != 0 {
		t.Errorf("%d transactions", w.sent())
	}
}

func poor(t *testing.T) outbox.Signer {
	t.Helper()
	return key(t, 60) // beyond the accounts that the chain funds
}
