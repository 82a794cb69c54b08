package oracles_test

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
)

var (
	tokenABI      = contracts.NewTestToken()
	vaultABI      = contracts.NewSavingsVault()
	attackABI     = contracts.NewAttacker()
	oracleABI     = contracts.NewLossOracle()
	challengesABI = contracts.NewChallenges()
)

// devchain is the demo protocol on an embedded chain, attacked for real.
type devchain struct {
	t      testing.TB
	node   *devnet.Node
	client *chain.Client
	token  common.Address
	vault  common.Address
	thief  common.Address // the attacking contract
	users  []int          // dev accounts
	from   *types.Header  // first block of the loss
	to     *types.Header
}

func startChain(t testing.TB) *devchain {
	t.Helper()
	node, err := devnet.Start(ctx, devnet.Config{Manual: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	client, err := chain.NewClient(ctx, chain.Config{ChainID: devChain, Now: node.Now}, node.RPC())
	if err != nil {
		t.Fatal(err)
	}
	return &devchain{t: t, node: node, client: client, users: []int{1, 2, 3, 4, 5}}
}

// send puts one transaction on chain and makes it final.
func (d *devchain) send(from int, to *common.Address, data []byte) *types.Receipt {
	d.t.Helper()
	return d.pay(from, to, data, new(big.Int))
}

func (d *devchain) pay(from int, to *common.Address, data []byte, wei *big.Int) *types.Receipt {
	d.t.Helper()
	c := d.node.Client()
	sender := devnet.Address(from)
	nonce, err := c.PendingNonceAt(ctx, sender)
	if err != nil {
		d.t.Fatal(err)
	}
	gas, err := c.EstimateGas(ctx, ethereum.CallMsg{From: sender, To: to, Data: data, Value: wei})
	if err != nil {
		d.t.Fatalf("estimate: %v", err)
	}
	tx, err := types.SignNewTx(devnet.Key(from), types.LatestSignerForChainID(big.NewInt(devChain)), &types.DynamicFeeTx{
		ChainID: big.NewInt(devChain), Nonce: nonce, To: to, Data: data, Value: wei, Gas: gas + gas/5,
		GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9),
	})
	if err != nil {
		d.t.Fatal(err)
	}
	if err := c.SendTransaction(ctx, tx); err != nil {
		d.t.Fatal(err)
	}
	if err := d.node.Flush(ctx); err != nil {
		d.t.Fatal(err)
	}
	receipt, err := c.TransactionReceipt(ctx, tx.Hash())
	if err != nil || receipt.Status != 1 {
		d.t.Fatalf("transaction: %+v %v", receipt, err)
	}
	return receipt
}

func (d *devchain) deploy(from int, code []byte) common.Address {
	d.t.Helper()
	return d.send(from, nil, code).ContractAddress
}

func (d *devchain) header(r *types.Receipt) *types.Header {
	d.t.Helper()
	h, err := d.client.HeaderByHash(ctx, r.BlockHash)
	if err != nil {
		d.t.Fatal(err)
	}
	return h
}

// attackVault: five depositors, a transfer, the attack, then a withdrawal, a
// late deposit and one more transfer.
func (d *devchain) attackVault() {
	d.t.Helper()
	d.token = d.deploy(0, contracts.InitCode(&contracts.TestTokenMetaData, tokenABI.PackConstructor("Test USD", "TUSD", 6)))
	d.vault = d.deploy(0, contracts.InitCode(&contracts.SavingsVaultMetaData, vaultABI.PackConstructor(d.token)))
	d.thief = d.deploy(6, contracts.InitCode(&contracts.AttackerMetaData, attackABI.PackConstructor(d.vault)))
	for i, u := range d.users {
		d.deposit(u, uint64(1_000_003*(i+1)))
	}
	d.send(0, &d.token, tokenABI.PackMint(devnet.Address(6), big.NewInt(20_000_000)))
	d.send(6, &d.token, tokenABI.PackApprove(d.thief, big.NewInt(20_000_000)))
	d.send(1, &d.vault, vaultABI.PackTransfer(devnet.Address(2), big.NewInt(300_000)))
	d.from = d.header(d.send(3, &d.vault, vaultABI.PackWithdraw(big.NewInt(100_000)))) // still at full value
	d.send(6, &d.thief, attackABI.PackAttack(big.NewInt(20_000_000), big.NewInt(5)))
	d.send(4, &d.vault, vaultABI.PackTransfer(devnet.Address(5), big.NewInt(500_000))) // at the drained value
	d.to = d.header(d.send(5, &d.vault, vaultABI.PackWithdraw(big.NewInt(200_000))))
}

func (d *devchain) deposit(user int, amount uint64) *types.Receipt {
	d.t.Helper()
	n := new(big.Int).SetUint64(amount)
	d.send(0, &d.token, tokenABI.PackMint(devnet.Address(user), n))
	d.send(user, &d.token, tokenABI.PackApprove(d.vault, n))
	return d.send(user, &d.vault, vaultABI.PackDeposit(n))
}

func (d *devchain) spec() models.IncidentSpec {
	return models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: devChain, Address: d.token},
		Modules: []models.SpecModule{{
			ChainID: devChain, Address: d.vault, Asset: d.token, DeployedBlock: 1,
			FromBlock: d.from.Number.Uint64(), FromHash: d.from.Hash(), ToBlock: d.to.Number.Uint64(), ToHash: d.to.Hash(),
			View: "assetsOf(address)", Holdings: "totalAssets()", Flows: models.VaultFlows(),
		}},
		Exclusions:   []models.SpecExclusion{{Account: d.thief, Kind: "attacker"}},
		OccurredFrom: d.from.Time, OccurredTo: d.to.Time,
	}
}

// assetsAt reads the contract's own answer at a block.
func (d *devchain) assetsAt(a common.Address, block common.Hash) uint64 {
	d.t.Helper()
	out, err := d.client.CallContractAtHash(ctx, ethereum.CallMsg{To: &d.vault, Data: vaultABI.PackAssetsOf(a)}, block)
	if err != nil {
		d.t.Fatal(err)
	}
	return new(big.Int).SetBytes(out).Uint64()
}

// shuffledNode answers a query's logs in any order, in small ranges only.
type shuffledNode struct {
	measure.Node
	rnd *rand.Rand
}

func (n shuffledNode) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	if span := new(big.Int).Sub(q.ToBlock, q.FromBlock); span.Int64() > int64(3+n.rnd.IntN(40)) {
		return nil, errDown // "range too large"
	}
	logs, err := n.Node.FilterLogs(ctx, q)
	n.rnd.Shuffle(len(logs), func(i, j int) { logs[i], logs[j] = logs[j], logs[i] })
	return logs, err
}

func place() reports.Place {
	return reports.Place{ConfigDigest: common.Hash{1}, IncidentID: crypto.Keccak256Hash([]byte("incident")), Revision: 1, Attempt: 1}
}

func (d *devchain) build(spec models.IncidentSpec, node measure.Node) measure.Built {
	d.t.Helper()
	b, err := measure.Build(ctx, measure.BuildInput{Spec: spec, Line: spec.Lines()[0], Place: place(), Node: node})
	if err != nil {
		d.t.Fatal(err)
	}
	return b
}

// The measured losses are the storage truth: what each account could withdraw
// before, plus what went in, minus what went out and what is left.
func TestBuilderMeasuresTheAttack(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.attackVault()
	b := d.build(d.spec(), d.client)
	parent := d.from.ParentHash
	// Flows in the interval, read from the contract's behaviour, not its logs:
	// account 3 withdrew 100,000 shares worth 1 each, account 4 gave account 5
	// shares at the drained price, account 5 withdrew 200,000 shares at that price.
	afterAttack := d.blockBefore(d.to, 1)
	var moved uint64
	for _, a := range b.Accounts {
		if a.Account == devnet.Address(4) {
			moved = lo(a.Out)
		}
	}
	if want := d.assetsAt(devnet.Address(4), d.blockBefore(d.to, 2)) - d.assetsAt(devnet.Address(4), afterAttack); diff(moved, want) > 1 {
		t.Errorf("transfer valued %d, contract says %d", moved, want)
	}
	taken := d.tokenAt(devnet.Address(5), d.to.Hash()) - d.tokenAt(devnet.Address(5), afterAttack)
	truth := map[common.Address]uint64{}
	for _, u := range d.users {
		truth[devnet.Address(u)] = d.assetsAt(devnet.Address(u), parent) - d.assetsAt(devnet.Address(u), d.to.Hash())
	}
	truth[devnet.Address(3)] -= 100_000
	truth[devnet.Address(4)] -= moved
	truth[devnet.Address(5)] += moved
	truth[devnet.Address(5)] -= taken
	sum := uint64(0)
	for _, l := range b.Leaves {
		if lo(l.Loss) != truth[l.Account] {
			t.Errorf("%s lost %s, storage says %d", l.Account, l.Loss, truth[l.Account])
		}
		sum += lo(l.Loss)
	}
	if len(b.Leaves) != 5 {
		t.Fatalf("%d leaves", len(b.Leaves))
	}
	loot := d.tokenAt(d.thief, d.to.Hash()) - 20_000_000
	if total := lo(b.Message.TotalLoss); total < loot || total > loot+5 {
		t.Errorf("total loss %d, the attacker holds %d", total, loot)
	}
	if got := lo(b.Message.UnattributedLoss) + sum; got != lo(b.Message.TotalLoss) {
		t.Errorf("parts add up to %d of %s", got, b.Message.TotalLoss)
	}
}

func lo(a money.Amount) uint64 { return a.Big().Uint64() }

func diff(a, b uint64) uint64 { return max(a, b) - min(a, b) }

// blockBefore is the last block in which a user did something, n steps before h.
// Every send of the test seals empty blocks behind it until it is final.
func (d *devchain) blockBefore(h *types.Header, n int) common.Hash {
	d.t.Helper()
	for n > 0 {
		p, err := d.client.HeaderByHash(ctx, h.ParentHash)
		if err != nil {
			d.t.Fatal(err)
		}
		if h = p; h.GasUsed > 0 {
			n--
		}
	}
	return h.Hash()
}

func (d *devchain) tokenAt(a common.Address, block common.Hash) uint64 {
	d.t.Helper()
	out, err := d.client.CallContractAtHash(ctx, ethereum.CallMsg{To: &d.token, Data: tokenABI.PackBalanceOf(a)}, block)
	if err != nil {
		d.t.Fatal(err)
	}
	return new(big.Int).SetBytes(out).Uint64()
}

// Members working apart reach the same bytes whatever order their nodes answer in.
func TestMembersReachTheSameDigest(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.attackVault()
	spec := d.spec()
	want := d.build(spec, d.client)
	for seed := range uint64(10) {
		s := spec
		s.Modules = slices.Clone(spec.Modules)
		s.Modules[0].Flows = slices.Clone(spec.Modules[0].Flows) // the order of flows is part of the spec
		got := d.build(s, shuffledNode{d.client, rand.New(rand.NewPCG(seed, 1))})
		if got.Message != want.Message {
			t.Fatalf("seed %d: %+v\nwant %+v", seed, got.Message, want.Message)
		}
		if m1, m2 := reports.Manifest(got.Files), reports.Manifest(want.Files); string(m1) != string(m2) {
			t.Fatalf("seed %d: evidence differs:\n%s\n%s", seed, m1, m2)
		}
	}
	if _, err := reports.CheckManifest(reports.Manifest(want.Files)); err != nil {
		t.Error(err)
	}
}

// What is put in after public knowledge is nobody's loss and hides none.
func TestLateFlows(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.attackVault()
	before := d.build(d.spec(), d.client)
	late := d.header(d.deposit(2, 5_000_000))
	d.deposit(7, 1_000_000)
	d.to = d.header(d.send(2, &d.vault, vaultABI.PackWithdraw(big.NewInt(1000))))
	spec := d.spec()
	spec.Modules[0].PublicBlock = late.Number.Uint64()
	after := d.build(spec, d.client)
	for i, l := range after.Leaves {
		if got, want := lo(l.Loss), lo(before.Leaves[i].Loss); l.Account != before.Leaves[i].Account || diff(got, want) > 3 {
			t.Errorf("%s: loss %d, before the late deposit %d", l.Account, got, want)
		}
	}
	if len(after.Leaves) != 5 {
		t.Errorf("%d leaves: late depositors have no loss", len(after.Leaves))
	}
}

// A spec whose blocks left the chain cannot be measured.
func TestBuilderRefusesAForkedSpec(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.attackVault()
	spec := d.spec()
	spec.Modules[0].ToHash = common.Hash{9}
	if _, err := measure.Build(ctx, measure.BuildInput{Spec: spec, Line: spec.Lines()[0], Place: place(), Node: d.client}); err == nil {
		t.Error("measured at a block that does not exist")
	}
	spec = d.spec()
	spec.OccurredFrom--
	if _, err := measure.Build(ctx, measure.BuildInput{Spec: spec, Line: spec.Lines()[0], Place: place(), Node: d.client}); err == nil {
		t.Error("accepted times that are not those of the blocks")
	}
}
