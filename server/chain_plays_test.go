package server

import (
	"context"
	"encoding/json"
	"math/big"
	"net/url"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/audit/bundle"
	"makewhole/chain/chaintest"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// blockNode is a provider with a chain of its own, twelve seconds a block.
type blockNode struct{ chain []*types.Header }

func newBlockNode(n int, start time.Time) *blockNode {
	out := &blockNode{}
	for i := range n {
		h := &types.Header{Number: big.NewInt(int64(i)), Time: uint64(start.Unix()) + 12*uint64(i), Difficulty: new(big.Int)}
		if i > 0 {
			h.ParentHash = out.chain[i-1].Hash()
		}
		out.chain = append(out.chain, h)
	}
	return out
}

func (n *blockNode) Finalized(context.Context) (*types.Header, error) {
	return n.chain[len(n.chain)-1], nil
}

func (n *blockNode) HeaderByNumber(_ context.Context, number *big.Int) (*types.Header, error) {
	if !number.IsUint64() || number.Uint64() >= uint64(len(n.chain)) {
		return nil, ethereum.NotFound
	}
	return n.chain[number.Uint64()], nil
}

// CallContractAtHash: modules hold more than was lost, and the oracle knows all digests.
func (n *blockNode) CallContractAtHash(_ context.Context, msg ethereum.CallMsg, _ common.Hash) ([]byte, error) {
	held := money.FromUint64(1_000_000_000)
	if *msg.To == oracleAt {
		held = money.FromUint64(1)
	}
	word := held.Bytes32()
	return word[:], nil
}

// measured is an incident whose module was drained between two blocks of a node,
// specified and confirmed.
func (b *bench) measured(w world, node *blockNode) (models.Incident, models.IncidentSpec) {
	b.Helper()
	from, to := node.chain[10], node.chain[20]
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: devChain, Address: usdAt},
		Modules: []models.SpecModule{{
			ChainID: devChain, Address: moduleAt, Asset: usdAt, DeployedBlock: 1, FromBlock: 10, FromHash: from.Hash(), ToBlock: 20, ToHash: to.Hash(),
			View: "assetsOf(address)", Flows: models.VaultFlows(),
		}},
		OccurredFrom: from.Time, OccurredTo: to.Time,
	}
	raw, err := spec.Canonical()
	b.must(err)
	hash, err := spec.Hash()
	b.must(err)
	var out models.Incident
	change(b, b.incident(w, models.IncidentConfirmed), func(tx *models.Tx, inc *models.Incident) error {
		inc.Spec, inc.SpecHash = string(raw), models.H(hash)
		out = *inc
		return models.Update(tx, inc, "spec", "spec_hash")
	})
	return out, spec
}

// sent signs a message by three members and sends it over HTTP.
func (b *bench) sent(r reports.Report, config contracts.OracleConfig) answer {
	b.Helper()
	for _, k := range members()[:3] {
		r.Signatures = append(r.Signatures, roomtest.Sign(b.T, k, r.Digest(config.Domain())))
	}
	r.Complete = true
	raw, err := r.Encode()
	b.must(err)
	return b.ask("", "POST", "/v1/oracles/reports", raw, "Idempotency-Key", "").want(202).has(`"have":3`, `"state":"quorum"`)
}

// sentAgain sends what a quorum has signed once more, which changes nothing, what
// comes too early, and what no rule admits.
func (b *bench) sentAgain(r reports.Report, config contracts.OracleConfig) {
	b.Helper()
	send := func(change func(m *contracts.LossSnapshot)) answer {
		msg := *r.Snapshot
		change(&msg)
		one := r
		one.Snapshot = &msg
		one.Signatures = [][]byte{roomtest.Sign(b.T, members()[3], one.Digest(config.Domain()))}
		raw, err := one.Encode()
		b.must(err)
		return b.ask("", "POST", "/v1/oracles/reports", raw, "Idempotency-Key", "")
	}
	send(func(*contracts.LossSnapshot) {}).want(200).has(`"have":`)
	send(func(m *contracts.LossSnapshot) { m.Revision = 9 }).problem(409, "report-refused").has("revision_gap")
	send(func(m *contracts.LossSnapshot) { m.ConfigDigest[0]++ }).problem(422, "report-refused")
}

// TestFromMeasurementToBundleOverHTTP: members measure and sign over the public
// routes, staff settles, members sign the order, and what anybody downloads then
// verifies without the server. The contracts strike a snapshot after all, and two
// persons give the order up.
func TestFromMeasurementToBundleOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		node := newBlockNode(40, b.clock.Now().Add(50*time.Minute))
		b.s = b.server(func(c *Config) {
			var err error
			c.Oracles, err = oracles.New(oracles.Config{
				DB: b.db, Now: b.clock.Now, ChainID: devChain, Operator: operator, MaxClockDrift: 2 * time.Hour,
				Sources: map[uint64]oracles.Source{devChain: {Providers: []oracles.Provider{node}, Agree: 1}},
			})
			b.must(err)
		})
		w := b.world()
		inc, spec := b.measured(w, node)
		w.incident = inc.PublicID
		b.signSnapshots(w, inc, spec)
		change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
			inc.State = models.IncidentSnapshotting
			return models.Update(tx, inc, "state")
		})
		b.capital(w, 150_000_000)
		b.windows()
		b.decided(w)
		b.clock.Advance(65 * time.Minute)
		clear(b.sess)
		b.windows()
		var drafts List[Settlement]
		b.ask("staff:treasurer", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident}).want(201).into(&drafts)
		st := drafts.Items[0]
		b.objectAndApprove(&st)
		b.ask("", "GET", "/v1/settlements/"+st.ID+"/bundle", nil).problem(409, "not-signed")
		b.ask("", "GET", "/v1/settlements/"+st.ID+"/bundle/file?name=order.json", nil).problem(409, "not-signed")
		b.signOrder(st)
		b.downloaded(st)
		b.voided(st)
	})
}

// signSnapshots lets members sign what alice and amy lost, and the set of it; the
// chain makes both final.
func (b *bench) signSnapshots(w world, inc models.Incident, spec models.IncidentSpec) {
	b.Helper()
	row := b.committee()
	config, err := oracles.ConfigOf(row)
	b.must(err)
	leaves := []reports.Leaf{{Account: addr("alice"), Loss: money.FromUint64(100_000_000)}, {Account: addr("amy"), Loss: money.FromUint64(100_000_000)}}
	if leaves[0].Account.Cmp(leaves[1].Account) > 0 {
		leaves[0], leaves[1] = leaves[1], leaves[0]
	}
	m := spec.Modules[0]
	msg := contracts.LossSnapshot{
		ConfigDigest: config.Digest(), IncidentID: inc.ChainRef.Hash, SpecHash: inc.SpecHash.Hash, Revision: 1, Attempt: 1,
		MethodHash: spec.MethodHash(), SourceChainID: devChain, FromBlock: m.FromBlock, FromBlockHash: m.FromHash, ToBlock: m.ToBlock,
		ToBlockHash: m.ToHash, OccurredFrom: spec.OccurredFrom, OccurredTo: spec.OccurredTo, Asset: usdAt,
		TotalLoss: money.FromUint64(200_000_000), LeafCount: 2, LossRoot: reports.LossRoot(inc.ChainRef.Hash, leaves), ValidUntil: spec.OccurredTo + 30*86400,
	}
	next := "/v1/incidents/" + w.incident + "/snapshot-sets/next"
	b.ask("", "GET", next, nil).problem(409, "not-ready")
	var got reportAnswer
	b.sent(reports.Report{Kind: reports.KindSnapshot, Snapshot: &msg, Leaves: leaves, HasLeaves: true}, config).into(&got)
	change(b, got.ID, func(tx *models.Tx, row *models.Snapshot) error {
		row.State, row.RegisteredAt = models.SnapshotFinal, &tx.Now
		return models.Update(tx, row, "state", "registered_at")
	})
	again := reports.Report{Kind: reports.KindSnapshot, Snapshot: &msg, Leaves: leaves, HasLeaves: true}
	b.sentAgain(again, config)
	var set NextSet
	b.ask("", "GET", next, nil).want(200).has(got.Digest.Hex()).into(&set)
	var end struct {
		ValidUntil reports.WireUint `json:"valid_until"`
	}
	b.must(json.Unmarshal(set.Message, &end))
	report := reports.Report{Kind: reports.KindSet, Set: &contracts.SnapshotSet{
		ConfigDigest: config.Digest(), IncidentID: inc.ChainRef.Hash, SpecHash: inc.SpecHash.Hash, Revision: 1,
		SnapshotsHash: reports.SnapshotsHash([]common.Hash{got.Digest}), Numeraire: usdAt, PricesHash: reports.PricesHash(nil),
		ValidUntil: uint64(end.ValidUntil),
	}, Snapshots: []common.Hash{got.Digest}}
	if digest := report.Digest(config.Domain()); digest.Hex() != set.Digest {
		b.Errorf("the next set is %s, members sign %s", set.Digest, digest)
	}
	b.sent(report, config).into(&got)
	change(b, got.ID, func(tx *models.Tx, row *models.SnapshotSet) error {
		row.State, row.RegisteredAt = models.SnapshotFinal, &tx.Now
		return models.Update(tx, row, "state", "registered_at")
	})
}

// reportAnswer is what the answer to a report names.
type reportAnswer struct {
	ID     string      `json:"id"`
	Digest common.Hash `json:"digest"`
}

// downloaded fetches every file of a bundle and verifies it as anybody can.
func (b *bench) downloaded(st Settlement) {
	b.Helper()
	var list Bundle
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/bundle", nil).want(200).into(&list)
	got := bundle.Bundle{}
	for _, f := range list.Files {
		a := b.ask("", "GET", f.Path, nil).want(200)
		if len(a.body) != f.Size {
			b.Errorf("%s has %d bytes, the list says %d", f.Name, len(a.body), f.Size)
		}
		got[f.Name] = []byte(a.body)
	}
	verdict, err := got.Verify()
	b.must(err)
	b.Logf("%d files: %+v", len(got), verdict)
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/bundle/file?name="+url.QueryEscape("../order.json"), nil).problem(404, "not-found")
}

// struckNode are contracts that struck the snapshots of an order.
type struckNode struct{ fakeChain }

func (*struckNode) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([][]byte, error) {
	out := make([][]byte, len(msgs))
	for i := range msgs {
		out[i] = make([]byte, 32*12) // nothing, of any length
		if i > 3 {                   // the set and its members
			out[i] = out[i][:32]
			out[i][31] = contracts.SnapshotStateStruck
		}
	}
	return out, nil
}

// voided gives a signed order up, by two persons, once the contracts refuse it.
func (b *bench) voided(st Settlement) {
	b.Helper()
	path := "/v1/admin/settlements/" + st.ID + "/void"
	b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID, nil).want(200).has(`"state":"approved"`).into(&st)
	body := map[string]any{"version": st.Version, "reason": "the snapshot was struck"}
	b.ask("staff:treasurer", "POST", path, body).problem(409, "not-ready").has("no node")
	b.s.cfg.Settlements.Caller = &struckNode{}
	b.ask("staff:treasurer", "POST", path, body).want(200).has(`"state":"approved"`).into(&st)
	b.ask("staff:senior", "POST", path, map[string]any{"version": st.Version, "reason": "I looked, too"}).want(200).has(`"state":"cancelled"`, "a snapshot was struck")
}

// TestSweptMoneyIsOwedToItsOwners: nobody collects, the rest is swept, and what was
// swept is drafted for those it is owed to.
func TestSweptMoneyIsOwedToItsOwners(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		b := benchOn(t, db, clock)
		w := roomtest.NewWorld(t, db, clock, roomtest.Terms())
		inc := w.Settling(100, "alice", "bob")
		st := w.Active(w.Draft(&inc))
		sweep := "/v1/admin/settlements/" + st.PublicID + "/sweep"
		b.ask("staff:treasurer", "POST", sweep, nil).problem(409, "outside-window")
		clock.Set(*st.Deadline)
		b.ask("staff:treasurer", "POST", sweep, nil).want(200).has(`"kind":"sweep"`)
		escheat := "/v1/admin/incidents/" + inc.PublicID + "/escheat-settlements"
		b.ask("staff:treasurer", "POST", escheat, nil).problem(409, "nothing-to-settle")
		w.Event(roomtest.Distributor, "Swept", map[string]any{
			"settlement_id": st.ChainRef.Hash, "incident_id": inc.ChainRef.Hash, "token": roomtest.TokenAddr, "amount": money.FromUint64(100)})
		w.Events()
		var owed List[Settlement]
		b.ask("staff:treasurer", "POST", escheat, nil).want(201).into(&owed)
		if len(owed.Items) != 1 || owed.Items[0].Paid.Amount != "100" {
			b.Errorf("%+v", owed.Items)
		}
	})
}

// TestANonceIsAdopted: somebody used the key elsewhere; with a reason a treasurer
// takes what the chain counts, as soon as it is final.
func TestANonceIsAdopted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	node := chaintest.NewChain()
	signer := keys.DevKey(0)
	from := crypto.PubkeyToAddress(signer.PublicKey)
	node.Fund(from, money.FromUint64(1e18))
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error { _, err := tx.EnsureKey(devChain, from, 0); return err }))
	b.s = b.server(func(c *Config) { c.Outbox = &outbox.Operator{DB: b.db, Node: node} })
	path := "/v1/admin/keys/" + from.Hex() + "/adopt-nonce"
	body := map[string]any{"chain_id": devChain, "reason": "a colleague paid a bill"}
	to := addr("bob")
	tx, err := types.SignNewTx(signer, types.LatestSignerForChainID(big.NewInt(devChain)), &types.DynamicFeeTx{
		ChainID: big.NewInt(devChain), To: &to, Value: big.NewInt(1), Gas: 21_000, GasFeeCap: big.NewInt(1e11), GasTipCap: big.NewInt(1e9),
	})
	b.must(err)
	raw, err := tx.MarshalBinary()
	b.must(err)
	b.must(node.SendRaw(t.Context(), raw))
	b.ask("staff:treasurer", "POST", path, body).problem(409, "wrong-state")
	node.Mine(8)
	b.ask("staff:treasurer", "POST", path, body).want(200).has(`"next_nonce":1`)
	node.Line = func(string) chaintest.Fault { return chaintest.LoseRequest }
	b.ask("staff:treasurer", "POST", path, body).problem(503, "no-node")
}
