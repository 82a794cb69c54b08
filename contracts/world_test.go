package contracts_test

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

// The parameters of the test deployment.
const (
	window          = 3600
	activationDelay = 600
	livenessDelay   = 7 * 86400
	claimPeriod     = 365 * 86400
	capDelay        = 86400
	exitLag         = 3 * 86400
	guardianTime    = 86400
	arbiterTime     = 86400
)

var (
	incident  = common.Hash(merkle.IncidentID("inc_test"))
	poolID    = common.Hash(merkle.PoolID("pool_test"))
	coinPool  = common.Hash(merkle.PoolID("pool_coin"))
	recovery  = common.Hash(merkle.PoolID("recovery"))
	escheat   = common.Hash(merkle.PoolID("escheat"))
	specHash  = crypto.Keccak256Hash([]byte("spec"))
	reasonOne = crypto.Keccak256Hash([]byte("a reason"))

	oracleABI = contracts.NewLossOracle()
	distABI   = contracts.NewPayoutDistributor()
	limitsABI = contracts.NewPayoutLimits()
	poolABI   = contracts.NewCapitalPool()
	vaultABI  = contracts.NewRecoveryVault()
	reportABI = contracts.NewReports()

	challengesABI = contracts.NewChallenges()
	resortABI     = contracts.NewLastResort()
	tokenABI      = contracts.NewTestToken()
)

// world is a complete deployment with people and money.
type world struct {
	*evm
	admin, guardian, arbiter, operator, treasurer, lp, anyone, fund person
	committee                                                       []person
	config                                                          contracts.OracleConfig
	oracle, challenges, dist, limits, pool, coins, vault, token     common.Address
}

func amt(n uint64) money.Amount { return money.FromUint64(n) }

func num(n uint64) *big.Int { return new(big.Int).SetUint64(n) }

func newWorld(t testing.TB, replace ...map[string][]byte) *world {
	t.Helper()
	w := &world{evm: newEVM(t)}
	if len(replace) > 0 {
		w.replace = replace[0]
	}
	people := map[string]*person{
		"admin": &w.admin, "guardian": &w.guardian, "arbiter": &w.arbiter, "operator": &w.operator,
		"treasurer": &w.treasurer, "lp": &w.lp, "anyone": &w.anyone, "fund": &w.fund,
	}
	for name, p := range people {
		*p = newPerson(name)
		w.give(p.addr, 1_000_000)
	}
	for i := range 4 {
		w.committee = append(w.committee, newPerson(fmt.Sprint("member ", i)))
	}
	slices.SortFunc(w.committee, func(a, b person) int { return bytes.Compare(a.addr[:], b.addr[:]) })
	w.token = w.deploy(w.admin.addr, &contracts.TestTokenMetaData, tokenABI.PackConstructor("Test dollar", "tUSD", 6))
	w.deployAll()
	w.configure()
	return w
}

func (w *world) deployAll() {
	w.oracle = w.deploy(w.admin.addr, &contracts.LossOracleMetaData, oracleABI.PackConstructor(
		contracts.LossOracleDeployment{
			OracleAdmin: w.admin.addr, Guardian: w.guardian.addr, Arbiter: w.arbiter.addr, VictimsFund: w.fund.addr,
			MinBond: num(1e17), GuardianTime: num(guardianTime), ArbiterTime: num(arbiterTime), ConfigDelay: num(86400),
		}))
	w.challenges = w.challengesOf(w.oracle)
	w.dist = w.deploy(w.admin.addr, &contracts.PayoutDistributorMetaData, distABI.PackConstructor(
		contracts.PayoutDistributorDeployment{
			Oracle: w.oracle, Operator: w.operator.addr, Guardian: w.guardian.addr, Treasurer: w.treasurer.addr,
			ActivationDelay: num(activationDelay), LivenessDelay: num(livenessDelay), ClaimPeriod: num(claimPeriod),
			CapDelay: num(capDelay),
		}))
	w.limits = w.limitsOf(w.dist)
	w.pool = w.newPool(w.token, poolID)
	w.coins = w.newPool(common.Address{}, coinPool)
	w.vault = w.deploy(w.admin.addr, &contracts.RecoveryVaultMetaData,
		vaultABI.PackConstructor(w.dist, w.treasurer.addr))
}

func (w *world) newPool(asset common.Address, id common.Hash) common.Address {
	return w.deploy(w.admin.addr, &contracts.CapitalPoolMetaData, poolABI.PackConstructor(
		contracts.CapitalPoolDeployment{
			Asset: asset, PoolId: id, Distributor: w.dist, Operator: w.operator.addr, Guardian: w.guardian.addr,
			ExitLag: num(exitLag), MaxObservationLag: num(2 * 86400), TimeToFreeze: num(86400),
		}))
}

func (w *world) configure() {
	w.ok(w.admin.addr, w.oracle, oracleABI.PackSetDistributor(w.dist))
	w.config = contracts.OracleConfig{
		ChainID: chainID, Oracle: w.oracle, Count: 1, F: 1, Threshold: 3, ChallengeWindow: window,
		MaxAge: 30 * 86400, MaxClockSkew: 60, MaxDeviationBps: 1000,
	}
	for _, m := range w.committee {
		w.config.Signers = append(w.config.Signers, m.addr)
	}
	w.ok(w.admin.addr, w.oracle, contracts.PackActivateConfig(w.config))
	for id, source := range map[common.Hash]common.Address{
		poolID: w.pool, coinPool: w.coins, recovery: w.vault, escheat: w.vault,
	} {
		w.ok(w.treasurer.addr, w.dist, distABI.PackRegisterSource(id, source))
	}
	for _, token := range []common.Address{w.token, {}} {
		w.allow(token)
	}
}

func (w *world) allow(token common.Address) {
	w.ok(w.treasurer.addr, w.limits, limitsABI.PackAllowToken(token))
	huge := new(big.Int).Lsh(big.NewInt(1), 100)
	caps := contracts.TokenCapsCaps{PerSettlement: huge, PerDay: huge}
	w.ok(w.treasurer.addr, w.limits, limitsABI.PackProposeCaps(token, caps))
	w.wait(capDelay)
	w.ok(w.anyone.addr, w.limits, limitsABI.PackApplyCaps(token))
}

// deposit lets the underwriter pay in.
func (w *world) deposit(amount *big.Int) {
	w.t.Helper()
	w.ok(w.admin.addr, w.token, tokenABI.PackMint(w.lp.addr, amount))
	w.ok(w.lp.addr, w.token, tokenABI.PackApprove(w.pool, amount))
	w.ok(w.lp.addr, w.pool, poolABI.PackDeposit(amount, num(1)))
}

// limitsOf is where the treasurer of a distributor lists tokens and caps.
func (w *world) limitsOf(dist common.Address) common.Address {
	w.t.Helper()
	at, err := distABI.UnpackLIMITS(w.view(dist, distABI.PackLIMITS()))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// challengesOf is where objections against what an oracle has registered are made.
func (w *world) challengesOf(oracle common.Address) common.Address {
	w.t.Helper()
	at, err := oracleABI.UnpackCHALLENGES(w.view(oracle, oracleABI.PackCHALLENGES()))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// perUnit is how many shares one unit of an asset has at first.
const perUnit = 1000

// desk is where losses of a pool are reported.
func (w *world) desk(pool common.Address) common.Address {
	w.t.Helper()
	at, err := poolABI.UnpackREPORTS(w.view(pool, poolABI.PackREPORTS()))
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// release ends the earmark of the incident by a quorum, at once.
func (w *world) release(pool common.Address, incident common.Hash) {
	w.t.Helper()
	w.ok(w.anyone.addr, pool, w.poolOrder(pool, incident, 0, 3))
}

// poolOrder is a call with an order to the pool, signed by n members.
func (w *world) poolOrder(pool common.Address, incident common.Hash, earmark uint64, n int) []byte {
	w.t.Helper()
	count, err := poolABI.UnpackOrderCount(w.view(pool, poolABI.PackOrderCount()))
	if err != nil {
		w.t.Fatal(err)
	}
	o := contracts.PoolOrder{ConfigDigest: w.config.Digest(), Pool: pool, IncidentID: incident, Earmark: amt(earmark), Count: count, ValidUntil: w.end()}
	return contracts.PackOrderEarmark(o, w.signed(o.Digest(w.config.Domain()), n))
}

// earmark sets money of the pool aside for the incident.
func (w *world) earmark(amount *big.Int) {
	w.t.Helper()
	w.ok(w.operator.addr, w.pool, poolABI.PackEarmark(incident, amount, amount))
}

// funded is a world whose pool has the amount, all of it earmarked, and whose
// snapshot set is final.
func funded(t testing.TB, amount *big.Int) (*world, common.Hash) {
	t.Helper()
	w := newWorld(t)
	w.deposit(amount)
	w.earmark(amount)
	return w, w.finalSet()
}

// signed joins the signatures of the first n members.
func (w *world) signed(digest common.Hash, n int) []byte {
	w.t.Helper()
	var sigs [][]byte
	for _, m := range w.committee[:n] {
		sigs = append(sigs, m.sign(w.t, digest))
	}
	joined, err := contracts.JoinSignatures(digest, sigs)
	if err != nil {
		w.t.Fatal(err)
	}
	return joined
}

func (w *world) snapshot() contracts.LossSnapshot {
	return contracts.LossSnapshot{
		ConfigDigest: w.config.Digest(), IncidentID: incident, SpecHash: specHash, Revision: 1, Attempt: 1,
		MethodHash: crypto.Keccak256Hash([]byte("committee/1")), SourceChainID: chainID, FromBlock: 10,
		FromBlockHash: common.Hash{1}, ToBlock: 12, ToBlockHash: common.Hash{2}, OccurredFrom: w.now - 100,
		OccurredTo: w.now - 10, Asset: w.token, TotalLoss: amt(1000), UnattributedLoss: amt(10), LeafCount: 3,
		LossRoot: common.Hash{3}, EvidenceHash: common.Hash{4}, ValidUntil: w.end(),
	}
}

func (w *world) submit(s contracts.LossSnapshot) common.Hash {
	w.t.Helper()
	d := s.Digest(w.config.Domain())
	w.ok(w.anyone.addr, w.oracle, contracts.PackSubmit(s, w.signed(d, 3)))
	return d
}

func (w *world) submitSet(revision uint64, members ...common.Hash) common.Hash {
	w.t.Helper()
	s := w.set(revision, members...)
	d := s.Digest(w.config.Domain())
	w.ok(w.anyone.addr, w.oracle, contracts.PackSubmitSet(s, members, w.signed(d, 3)))
	return d
}

func (w *world) set(revision uint64, members ...common.Hash) contracts.SnapshotSet {
	return contracts.SnapshotSet{
		ConfigDigest: w.config.Digest(), IncidentID: incident, SpecHash: specHash, Revision: revision,
		SnapshotsHash: contracts.SnapshotsHash(members), Numeraire: w.token, PricesHash: common.Hash{5}, ValidUntil: w.end(),
	}
}

// end is the last second of what the committee signs here: as late as can be.
func (w *world) end() uint64 { return w.now + 90*86400 }

// follows is the state that the next order of the incident in the token names.
func (w *world) follows(incident common.Hash, token common.Address) common.Hash {
	w.t.Helper()
	state, err := distABI.UnpackFollowsOf(w.view(w.dist, distABI.PackFollowsOf(incident, token)))
	if err != nil {
		w.t.Fatal(err)
	}
	return state
}

// finalSet registers one snapshot and its set and waits until both are final.
func (w *world) finalSet() common.Hash {
	w.t.Helper()
	d := w.submit(w.snapshot())
	set := w.submitSet(1, d)
	w.wait(window)
	return set
}

// plan is a settlement with its tree.
type plan struct {
	order contracts.PayoutOrder
	items []contracts.Item
	tree  *merkle.Tree
}

// plan makes a settlement of the given items, the first of its source.
func (w *world) plan(set common.Hash, source common.Hash, token common.Address, seq uint64, items []contracts.Item) plan {
	w.t.Helper()
	id := merkle.SettlementID(chainID, w.dist, incident, source, token, seq)
	total := money.Zero
	leaves := make([]merkle.Hash, len(items))
	for i, it := range items {
		leaves[i] = merkle.PayoutLeaf(id, uint64(i), it.Receiver, it.Amount)
		sum, err := total.Add(it.Amount)
		if err != nil {
			w.t.Fatal(err)
		}
		total = sum
	}
	tree := merkle.Build(leaves)
	committed, err := distABI.UnpackCommitted(w.view(w.dist, distABI.PackCommitted(incident, token)))
	if err != nil {
		w.t.Fatal(err)
	}
	before, _ := money.FromBig(committed)
	cumulative, _ := before.Add(total)
	return plan{
		order: contracts.PayoutOrder{
			ConfigDigest: w.config.Digest(), SettlementID: id, IncidentID: incident, PoolID: source,
			PayoutToken: token, Sequence: seq, SnapshotSetDigest: set, InputHash: common.Hash{7},
			PayoutRoot: tree.Root(), LeafCount: uint32(len(items)), Total: total, CumulativeTotal: cumulative,
			Follows: w.follows(incident, token), ValidUntil: w.end(),
		},
		items: items, tree: tree,
	}
}

func (w *world) publishData(o contracts.PayoutOrder) []byte {
	w.t.Helper()
	return contracts.PackPublish(o, w.signed(o.Digest(w.config.Domain()), 3))
}

func (w *world) publish(p plan) outcome {
	w.t.Helper()
	return w.ok(w.operator.addr, w.dist, w.publishData(p.order))
}

// active publishes a plan and waits until its doors are open.
func (w *world) active(p plan) {
	w.t.Helper()
	w.publish(p)
	w.wait(activationDelay)
}

func (p plan) redemption(i int) contracts.Redemption {
	return contracts.Redemption{
		SettlementID: p.order.SettlementID, Index: uint64(i), Receiver: p.items[i].Receiver,
		Amount: p.items[i].Amount, Proof: p.tree.Proof(i),
	}
}

func (p plan) push(t testing.TB, level, node int, mask contracts.Mask) []byte {
	t.Helper()
	packed := p.packed(t, level, node)
	return contracts.PackPush(p.order.SettlementID, level, uint64(node), packed, mask, p.tree.NodeProof(level, node))
}

func (p plan) packed(t testing.TB, level, node int) []byte {
	t.Helper()
	lo, hi := node<<level, min((node+1)<<level, len(p.items))
	packed, err := contracts.PackItems(p.items[lo:hi])
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

func (w *world) balance(token, a common.Address) uint64 {
	w.t.Helper()
	if token == (common.Address{}) {
		return w.db.GetBalance(a).Uint64()
	}
	b, err := tokenABI.UnpackBalanceOf(w.view(token, tokenABI.PackBalanceOf(a)))
	if err != nil {
		w.t.Fatal(err)
	}
	return b.Uint64()
}

func (w *world) state(id common.Hash) uint8 {
	w.t.Helper()
	s, err := distABI.UnpackStateOf(w.view(w.dist, distABI.PackStateOf(id)))
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) remaining(id common.Hash) uint64 {
	w.t.Helper()
	s, err := distABI.UnpackSettlementOf(w.view(w.dist, distABI.PackSettlementOf(id)))
	if err != nil {
		w.t.Fatal(err)
	}
	return s.Remaining.Uint64()
}

// receivers makes n items to fresh addresses with distinct amounts.
func receivers(n int) []contracts.Item {
	items := make([]contracts.Item, n)
	for i := range items {
		h := crypto.Keccak256([]byte(fmt.Sprint("receiver ", i)))
		items[i] = contracts.Item{Receiver: common.BytesToAddress(h[:20]), Amount: amt(uint64(1000 + i))}
	}
	return items
}

// distributorEvents parses all logs of the distributor.
func (w *world) distributorEvents(logs []*types.Log) []any {
	w.t.Helper()
	var out []any
	for _, l := range logs {
		if l.Address != w.dist {
			continue
		}
		e, err := contracts.ParseDistributorLog(*l)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}
