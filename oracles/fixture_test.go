package oracles_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/test/dbtest"
)

const devChain = 31337

var (
	oracleAt = common.HexToAddress("0x00000000000000000000000000000000000a11ce")
	usd      = common.HexToAddress("0x0000000000000000000000000000000000000d01")
	vault    = common.HexToAddress("0x0000000000000000000000000000000000000a01")
	thief    = common.HexToAddress("0x000000000000000000000000000000000000bad1")
	operator = common.HexToAddress("0x0000000000000000000000000000000000000b0b")
)

// member is a committee key.
type member struct {
	key  *ecdsa.PrivateKey
	addr common.Address
}

func (m member) sign(t testing.TB, digest common.Hash) []byte {
	t.Helper()
	sig, err := crypto.Sign(digest[:], m.key)
	if err != nil {
		t.Fatal(err)
	}
	sig[64] += 27
	return sig
}

// committeeOf makes n keys, ascending by address.
func committeeOf(seed string, n int) []member {
	out := make([]member, n)
	for i := range out {
		key, err := crypto.ToECDSA(crypto.Keccak256(fmt.Appendf(nil, "%s %d", seed, i)))
		if err != nil {
			panic(err)
		}
		out[i] = member{key, crypto.PubkeyToAddress(key.PublicKey)}
	}
	slices.SortFunc(out, func(a, b member) int { return bytes.Compare(a.addr[:], b.addr[:]) })
	return out
}

func configOf(ms []member, count uint64) contracts.OracleConfig {
	c := contracts.OracleConfig{
		ChainID: devChain, Oracle: oracleAt, Count: count, F: 1, Threshold: 3,
		ChallengeWindow: 60, MaxAge: 3600, MaxClockSkew: 30, MaxDeviationBps: 1000,
	}
	for _, m := range ms {
		c.Signers = append(c.Signers, m.addr)
	}
	return c
}

// node is a provider with a chain of its own.
type node struct {
	mu     sync.Mutex
	chain  []*types.Header
	final  uint64
	held   money.Amount
	struck map[common.Hash]bool // digests that isFinal denies
	down   bool
}

// newNode makes n blocks, 12 seconds apart, the last two not final.
func newNode(n int, start time.Time) *node {
	nd := &node{held: money.FromUint64(1_000_000), struck: map[common.Hash]bool{}}
	for i := range n {
		h := &types.Header{Number: big.NewInt(int64(i)), Time: uint64(start.Unix()) + 12*uint64(i), Difficulty: new(big.Int)}
		if i > 0 {
			h.ParentHash = nd.chain[i-1].Hash()
		}
		nd.chain = append(nd.chain, h)
	}
	nd.final = uint64(n - 3)
	return nd
}

var errDown = errors.New("node is down")

func (n *node) Finalized(context.Context) (*types.Header, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.down {
		return nil, errDown
	}
	return n.chain[n.final], nil
}

func (n *node) HeaderByNumber(_ context.Context, number *big.Int) (*types.Header, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.down {
		return nil, errDown
	}
	if !number.IsUint64() || number.Uint64() >= uint64(len(n.chain)) {
		return nil, ethereum.NotFound
	}
	return n.chain[number.Uint64()], nil
}

func (n *node) CallContractAtHash(_ context.Context, msg ethereum.CallMsg, _ common.Hash) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.down {
		return nil, errDown
	}
	if *msg.To == oracleAt {
		word := money.FromUint64(1)
		if n.struck[common.BytesToHash(msg.Data[4:])] {
			word = money.Zero
		}
		b := word.Bytes32()
		return b[:], nil
	}
	b := n.held.Bytes32()
	return b[:], nil
}

// setFinal moves finality to a block.
func (n *node) setFinal(number uint64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.final = number
}

// reorg replaces the chain from a block on.
func (n *node) reorg(from int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := from; i < len(n.chain); i++ {
		h := types.CopyHeader(n.chain[i])
		h.Extra, h.ParentHash = []byte("fork"), n.chain[i-1].Hash()
		n.chain[i] = h
	}
}

// desk is a service with one confirmed incident under a 3-of-4 committee.
type desk struct {
	t       testing.TB
	db      *models.DB
	clock   *dbtest.Clock
	svc     *oracles.Service
	nodes   []*node
	members []member
	config  contracts.OracleConfig
	inc     models.Incident
	spec    models.IncidentSpec
	staff   []models.Staff
}

func newDesk(t testing.TB, db *models.DB, clock *dbtest.Clock, nodes, agree int) *desk {
	t.Helper()
	d := &desk{t: t, db: db, clock: clock, members: committeeOf("committee", 4)}
	d.config = configOf(d.members, 1)
	start := clock.Now().Add(-40 * 12 * time.Second)
	src := oracles.Source{Agree: agree}
	for range nodes {
		n := newNode(40, start)
		d.nodes = append(d.nodes, n)
		src.Providers = append(src.Providers, n)
	}
	svc, err := oracles.New(oracles.Config{
		DB: db, Now: clock.Now, ChainID: devChain, Operator: operator, MaxClockDrift: 15 * time.Minute,
		Sources: map[uint64]oracles.Source{devChain: src},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.svc = svc
	d.seed()
	return d
}

func sqliteDesk(t testing.TB) *desk {
	t.Helper()
	clock := dbtest.NewClock()
	return newDesk(t, dbtest.Open(t, clock.Now), clock, 1, 1)
}

var ctx = context.Background()

func (d *desk) seed() {
	d.t.Helper()
	if _, err := d.svc.RegisterConfig(ctx, models.SystemActor("test"), d.config); err != nil {
		d.t.Fatal(err)
	}
	first := d.nodes[0].chain
	d.spec = models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: devChain, Address: usd},
		Modules: []models.SpecModule{{
			ChainID: devChain, Address: vault, Asset: usd, DeployedBlock: 1, FromBlock: 10, FromHash: first[10].Hash(),
			ToBlock: 20, ToHash: first[20].Hash(), View: "assetsOf(address)", Flows: models.VaultFlows(),
		}},
		Exclusions:   []models.SpecExclusion{{Account: thief, Kind: "attacker"}},
		OccurredFrom: first[10].Time, OccurredTo: first[20].Time,
	}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(usd), Symbol: "USD", Decimals: 6})
		if err != nil {
			return err
		}
		p := models.Protocol{PublicID: models.NewID("pro"), Slug: "p" + models.NewID("x")[2:12], Name: "P"}
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		for i, roles := range []string{"senior", "treasurer", "intake"} {
			s := models.Staff{
				PublicID: models.NewID("stf"), Person: fmt.Sprintf("person-%d", i), Name: "N", Roles: roles,
				TokenHash: models.H(crypto.Keccak256Hash([]byte{byte(i)})),
			}
			if err := models.Insert(tx, &s); err != nil {
				return err
			}
			d.staff = append(d.staff, s)
		}
		return d.insertIncident(tx, p.ID, asset.ID)
	}))
}

func (d *desk) insertIncident(tx *models.Tx, protocolID, numeraire int64) error {
	raw, err := d.spec.Canonical()
	if err != nil {
		return err
	}
	hash, err := d.spec.Hash()
	if err != nil {
		return err
	}
	now := tx.Now
	d.inc = models.Incident{
		PublicID: models.NewID("inc"), ProtocolID: protocolID, Title: "T", State: models.IncidentConfirmed,
		Spec: string(raw), SpecHash: models.H(hash), ObservedAt: &now, ReportedAt: &now, ConfirmedAt: &now,
		ConfigDigest: models.H(d.config.Digest()), NumeraireID: numeraire,
	}
	d.inc.ChainRef = models.H(merkle.IncidentID(d.inc.PublicID))
	return models.Insert(tx, &d.inc)
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) actor(i int) models.Actor { return models.StaffActor(d.staff[i], "req") }

func account(i int) common.Address {
	return common.BigToAddress(big.NewInt(int64(0x10000 + i)))
}

// leavesOf are accounts 1, 2, … with these losses.
func leavesOf(losses ...uint64) []reports.Leaf {
	out := make([]reports.Leaf, len(losses))
	for i, l := range losses {
		out[i] = reports.Leaf{Account: account(i + 1), Loss: money.FromUint64(l)}
	}
	return out
}

// snapshot is a good revision 1 over these leaves.
func (d *desk) snapshot(leaves []reports.Leaf) contracts.LossSnapshot {
	m := d.spec.Modules[0]
	s := contracts.LossSnapshot{
		ConfigDigest: d.config.Digest(), IncidentID: d.inc.ChainRef.Hash, SpecHash: d.inc.SpecHash.Hash, Revision: 1, Attempt: 1,
		MethodHash: d.spec.MethodHash(), SourceChainID: devChain, FromBlock: m.FromBlock, FromBlockHash: m.FromHash,
		ToBlock: m.ToBlock, ToBlockHash: m.ToHash, OccurredFrom: d.spec.OccurredFrom, OccurredTo: d.spec.OccurredTo, Asset: usd,
		ValidUntil: d.spec.OccurredTo + 30*86400,
	}
	return cover(s, leaves)
}

// cover makes a message commit to the leaves; a sum that overflows stays zero.
func cover(s contracts.LossSnapshot, leaves []reports.Leaf) contracts.LossSnapshot {
	s.LeafCount, s.TotalLoss = uint32(len(leaves)), money.Zero
	sum := money.Zero
	for _, l := range leaves {
		var err error
		if sum, err = sum.Add(l.Loss); err != nil {
			sum = money.Zero
			break
		}
	}
	s.TotalLoss = sum
	s.LossRoot = reports.LossRoot(s.IncidentID, leaves)
	return s
}

// report makes a report signed by the members with these numbers; one signature
// is single, more are a bundle.
func (d *desk) report(m contracts.LossSnapshot, leaves []reports.Leaf, by ...int) reports.Report {
	d.t.Helper()
	r := reports.Report{Kind: reports.KindSnapshot, Snapshot: &m, Leaves: leaves, HasLeaves: true, Complete: len(by) != 1}
	for _, i := range by {
		r.Signatures = append(r.Signatures, d.members[i].sign(d.t, m.Digest(d.config.Domain())))
	}
	return r
}

func encode(t testing.TB, r reports.Report) []byte {
	t.Helper()
	raw, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (d *desk) submit(r reports.Report) (oracles.Receipt, error) {
	d.t.Helper()
	return d.svc.Submit(ctx, "api", encode(d.t, r))
}

// accept submits a full bundle and expects a quorum.
func (d *desk) accept(m contracts.LossSnapshot, leaves []reports.Leaf) oracles.Receipt {
	d.t.Helper()
	rc, err := d.submit(d.report(m, leaves, 0, 1, 2))
	if err != nil || rc.State != models.SnapshotQuorum {
		d.t.Fatalf("bundle: %+v, %v", rc, err)
	}
	return rc
}

// refused checks the first rule that failed.
func refused(t testing.TB, err error, code string, status int) {
	t.Helper()
	var rej *reports.Rejection
	if !errors.As(err, &rej) || rej.Code != code || rej.Status != status {
		t.Errorf("got %v, want %d %s", err, status, code)
	}
}

// rows counts what is stored.
func (d *desk) rows() (snapshots, signatures, intents, suspended int, frozen bool) {
	d.t.Helper()
	d.must(d.db.Read(ctx, func(tx *models.Tx) error {
		snaps, err := tx.IncidentSnapshots(d.inc.ID)
		if err != nil {
			return err
		}
		snapshots = len(snaps)
		for _, s := range snaps {
			rs, err := tx.ReportsFor(reports.KindSnapshot, s.Digest)
			if err != nil {
				return err
			}
			signatures += len(rs)
			is, err := tx.IntentsOf("snapshot", s.ID)
			if err != nil {
				return err
			}
			intents += len(is)
		}
		sus, err := tx.Suspensions()
		if err != nil {
			return err
		}
		suspended = len(sus)
		frozen, _, err = tx.Frozen()
		return err
	}))
	return snapshots, signatures, intents, suspended, frozen
}

func openStore(t *testing.T, path string) *signing.SignStore {
	t.Helper()
	s, err := signing.OpenSignStore(path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
