package main

import (
	"bytes"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

const (
	activationDelay = 600
	day             = 86400
)

var (
	oracleABI = contracts.NewLossOracle()
	distABI   = contracts.NewPayoutDistributor()
	limitsABI = contracts.NewPayoutLimits()
	poolABI   = contracts.NewCapitalPool()
	tokenABI  = contracts.NewTestToken()

	incident  = common.Hash(merkle.IncidentID("inc_gas"))
	tokenPool = common.Hash(merkle.PoolID("pool_token"))
	coinPool  = common.Hash(merkle.PoolID("pool_coin"))
	coin      = common.Address{}
)

func account(name string) common.Address {
	return common.BytesToAddress(crypto.Keccak256([]byte("makewhole gas " + name))[12:])
}

// token is the first contract that the admin deploys, in every session.
var token = crypto.CreateAddress(admin, 0)

// people of every measurement; who holds which role.
var (
	admin, operator, guardian  = account("admin"), account("operator"), account("guardian")
	arbiter, treasurer, sender = account("arbiter"), account("treasurer"), account("sender")
)

// variant replaces contracts of ours by others; the zero value replaces nothing.
type variant struct {
	code map[string][]byte
	// unsigned is how many of the three signatures are left away.
	unsigned int
}

// ours is a complete deployment with a funded pool and a final snapshot set.
type ours struct {
	*session
	members              []*ecdsa.PrivateKey
	config               contracts.OracleConfig
	oracle, dist, limits common.Address
	pools                map[common.Address]common.Address
	set                  common.Hash
	committed            map[common.Address]money.Amount
	last                 map[common.Address]common.Hash // digest of the last order by token
	sequence             uint64
	signatures           int
}

func newOurs(v variant) *ours {
	o := &ours{
		session: newSession(), pools: map[common.Address]common.Address{},
		committed: map[common.Address]money.Amount{}, signatures: 3 - v.unsigned,
	}
	if o.err != nil {
		return o
	}
	for _, a := range []common.Address{admin, operator, guardian, arbiter, treasurer, sender} {
		o.rich(a)
	}
	pick := func(name, usual string) []byte {
		if c, ok := v.code[name]; ok {
			return c
		}
		return common.FromHex(usual)
	}
	num := func(n int64) *big.Int { return big.NewInt(n) }
	o.deploy(admin, &contracts.TestTokenMetaData, tokenABI.PackConstructor("Test dollar", "tUSD", 6))
	o.oracle, _ = o.create(admin, pick("LossOracle", contracts.LossOracleMetaData.Bin), oracleABI.PackConstructor(
		contracts.LossOracleDeployment{
			OracleAdmin: admin, Guardian: guardian, Arbiter: arbiter, VictimsFund: admin, MinBond: num(1),
			GuardianTime: num(day), ArbiterTime: num(day), ConfigDelay: num(day),
		}))
	o.dist, _ = o.create(admin, pick("PayoutDistributor", contracts.PayoutDistributorMetaData.Bin),
		distABI.PackConstructor(contracts.PayoutDistributorDeployment{
			Oracle: o.oracle, Operator: operator, Guardian: guardian, Treasurer: treasurer,
			ActivationDelay: num(activationDelay), LivenessDelay: num(7 * day), ClaimPeriod: num(365 * day),
			CapDelay: num(0),
		}))
	o.limits = crypto.CreateAddress(o.dist, 1) // the first contract that it makes
	o.call(admin, o.oracle, oracleABI.PackSetDistributor(o.dist))
	o.committee()
	o.fund(token, tokenPool)
	o.fund(coin, coinPool)
	o.snapshots()
	return o
}

func (o *ours) committee() {
	for i := range 4 {
		key, err := crypto.ToECDSA(crypto.Keccak256([]byte(fmt.Sprint("makewhole gas member ", i))))
		if err != nil {
			o.fail(err)
			return
		}
		o.members = append(o.members, key)
	}
	address := func(k *ecdsa.PrivateKey) common.Address { return crypto.PubkeyToAddress(k.PublicKey) }
	slices.SortFunc(o.members, func(a, b *ecdsa.PrivateKey) int {
		x, y := address(a), address(b)
		return bytes.Compare(x[:], y[:])
	})
	o.config = contracts.OracleConfig{
		ChainID: chainID, Oracle: o.oracle, Count: 1, F: 1, Threshold: 3, ChallengeWindow: 60,
		MaxAge: 30 * day, MaxClockSkew: 60, MaxDeviationBps: 1000,
	}
	for _, m := range o.members {
		o.config.Signers = append(o.config.Signers, address(m))
	}
	o.call(admin, o.oracle, contracts.PackActivateConfig(o.config))
}

// fund opens a pool in the asset, with plenty in it and all of it earmarked.
func (o *ours) fund(asset common.Address, id common.Hash) {
	most := new(big.Int).Lsh(big.NewInt(1), 100)
	at, _ := o.create(admin, common.FromHex(contracts.CapitalPoolMetaData.Bin), poolABI.PackConstructor(
		contracts.CapitalPoolDeployment{
			Asset: asset, PoolId: id, Distributor: o.dist, Operator: operator, Guardian: guardian,
			ExitLag: big.NewInt(3 * day), MaxObservationLag: big.NewInt(2 * day), TimeToFreeze: big.NewInt(day),
		}))
	o.pools[asset] = at
	o.call(treasurer, o.dist, distABI.PackRegisterSource(id, at))
	o.call(treasurer, o.limits, limitsABI.PackAllowToken(asset))
	o.call(treasurer, o.limits, limitsABI.PackProposeCaps(asset, contracts.TokenCapsCaps{PerSettlement: most, PerDay: most}))
	o.call(sender, o.limits, limitsABI.PackApplyCaps(asset))
	value := new(uint256.Int)
	if asset == coin {
		value.SetFromBig(most)
	} else {
		o.call(admin, asset, tokenABI.PackMint(sender, most))
		o.call(sender, asset, tokenABI.PackApprove(at, most))
	}
	o.send(sender, at, value, poolABI.PackDeposit(most, big.NewInt(1)))
	o.call(operator, at, poolABI.PackEarmark(incident, most, most))
}

func (o *ours) sign(digest common.Hash, n int) []byte {
	var sigs [][]byte
	for _, m := range o.members[:n] {
		sig, err := crypto.Sign(digest[:], m)
		if err != nil {
			o.fail(err)
			return nil
		}
		sig[64] += 27
		sigs = append(sigs, sig)
	}
	joined, err := contracts.JoinSignatures(digest, sigs)
	if err != nil {
		o.fail(err)
	}
	return joined
}

// end is the last second of what is signed here.
func (o *ours) end() uint64 { return o.now + 60*day }

func (o *ours) snapshots() {
	if o.err != nil {
		return
	}
	s := contracts.LossSnapshot{
		ConfigDigest: o.config.Digest(), IncidentID: incident, SpecHash: common.Hash{1}, Revision: 1, Attempt: 1,
		MethodHash: common.Hash{2}, SourceChainID: chainID, FromBlock: 10, FromBlockHash: common.Hash{3}, ToBlock: 12,
		ToBlockHash: common.Hash{4}, OccurredFrom: o.now - 100, OccurredTo: o.now - 10, Asset: token,
		TotalLoss: money.FromUint64(1000), LeafCount: 3, LossRoot: common.Hash{5}, EvidenceHash: common.Hash{6},
		ValidUntil: o.end(),
	}
	d := s.Digest(o.config.Domain())
	o.call(sender, o.oracle, contracts.PackSubmit(s, o.sign(d, 3)))
	set := contracts.SnapshotSet{
		ConfigDigest: s.ConfigDigest, IncidentID: incident, SpecHash: s.SpecHash, Revision: 1,
		SnapshotsHash: contracts.SnapshotsHash([]common.Hash{d}), Numeraire: token, PricesHash: common.Hash{7}, ValidUntil: o.end(),
	}
	o.set = set.Digest(o.config.Domain())
	o.call(sender, o.oracle, contracts.PackSubmitSet(set, []common.Hash{d}, o.sign(o.set, 3)))
	o.now += 60
}

// settlement is a signed order with its tree; above are further siblings that
// make a small tree the corner of a large one.
type settlement struct {
	order contracts.PayoutOrder
	items []contracts.Item
	tree  *merkle.Tree
	first uint64
	above [][32]byte
}

// plan makes a settlement whose tree has the depth, or that of its items.
func (o *ours) plan(asset common.Address, items []contracts.Item, depth int) settlement {
	o.sequence++
	id := tokenPool
	if asset == coin {
		id = coinPool
	}
	s := settlement{items: items}
	if depth != 0 {
		s.first = 3000 * 256 // somewhere inside, as a usual leaf is
	}
	total := money.Zero
	name := common.Hash(merkle.SettlementID(chainID, o.dist, incident, id, asset, o.sequence))
	leaves := make([]merkle.Hash, len(items))
	for i, it := range items {
		leaves[i] = merkle.PayoutLeaf(name, s.first+uint64(i), it.Receiver, it.Amount)
		total = o.sum(total, it.Amount)
	}
	s.tree = merkle.Build(leaves)
	root := s.tree.Root()
	s.above, root = climb(root, depth-s.tree.Depth())
	o.committed[asset] = o.sum(o.committed[asset], total)
	if o.last == nil {
		o.last = map[common.Address]common.Hash{}
	}
	s.order = contracts.PayoutOrder{
		ConfigDigest: o.config.Digest(), SettlementID: name, IncidentID: incident, PoolID: id, PayoutToken: asset,
		Sequence: o.sequence, SnapshotSetDigest: o.set, InputHash: common.Hash{8}, PayoutRoot: root,
		LeafCount: max(uint32(len(items)), 1<<depth), Total: total, CumulativeTotal: o.committed[asset],
		Follows: contracts.FollowsState(o.last[asset], 0), ValidUntil: o.end(),
	}
	o.last[asset] = s.order.Digest(o.config.Domain())
	return s
}

func (o *ours) sum(a, b money.Amount) money.Amount {
	c, err := a.Add(b)
	if err != nil {
		o.fail(err)
	}
	return c
}

// climb puts a root under n further levels.
func climb(root merkle.Hash, n int) (siblings [][32]byte, top merkle.Hash) {
	for i := range max(n, 0) {
		sibling := crypto.Keccak256Hash([]byte(fmt.Sprint("sibling ", i)))
		siblings = append(siblings, sibling)
		root = merkle.Build([]merkle.Hash{root, sibling}).Root()
	}
	return siblings, root
}

func (o *ours) publish(s settlement) tx {
	sigs := []byte{1} // the contract asks for something where nothing is checked
	if o.signatures > 0 {
		sigs = o.sign(s.order.Digest(o.config.Domain()), o.signatures)
	}
	return o.call(operator, o.dist, contracts.PackPublish(s.order, sigs))
}

// active publishes and waits until the doors are open.
func (o *ours) active(s settlement) settlement {
	o.publish(s)
	o.now += activationDelay
	return s
}

func (s settlement) redemption(i int) contracts.Redemption {
	return contracts.Redemption{
		SettlementID: s.order.SettlementID, Index: s.first + uint64(i), Receiver: s.items[i].Receiver,
		Amount: s.items[i].Amount, Proof: append(s.tree.Proof(i), s.above...),
	}
}

// pushes are the calls that pay everybody, 256 at most in each.
func (o *ours) pushes(s settlement) (all [][]byte) {
	level := min(s.tree.Depth(), contracts.MaxPushLevel)
	for node := 0; node<<level < len(s.items); node++ {
		lo, hi := node<<level, min((node+1)<<level, len(s.items))
		packed, err := contracts.PackItems(s.items[lo:hi])
		if err != nil {
			o.fail(err)
		}
		proof := append(s.tree.NodeProof(level, node), s.above...)
		all = append(all, contracts.PackPush(s.order.SettlementID, level, s.first>>level+uint64(node), packed,
			contracts.FirstItems(hi-lo), proof))
	}
	return all
}
