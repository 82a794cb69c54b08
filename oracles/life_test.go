package oracles_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain/devnet"
	"makewhole/chain/indexing"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
	"makewhole/test/dbtest"
)

// life is the whole path on an embedded chain with the real contract.
type life struct {
	*devchain
	oracle common.Address
	// challenges is where objections are made.
	challenges common.Address
	db         *models.DB
	svc        *oracles.Service
	members    []*signing.Member
	inc        models.Incident
	next       *big.Int // first block whose logs were not fed yet
}

func newLife(t *testing.T) *life {
	t.Helper()
	l := &life{devchain: startChain(t), next: new(big.Int)}
	l.attackVault()
	l.oracle = l.deploy(0, contracts.InitCode(&contracts.LossOracleMetaData, oracleABI.PackConstructor(contracts.LossOracleDeployment{
		OracleAdmin: devnet.Address(0), Guardian: devnet.Address(8), VictimsFund: devnet.Address(7), MinBond: big.NewInt(1e15),
		GuardianTime: big.NewInt(100), ArbiterTime: big.NewInt(100), ConfigDelay: big.NewInt(0),
	})))
	l.challenges = crypto.CreateAddress(l.oracle, 2) // the oracle makes it after its last resort
	l.send(0, &l.oracle, oracleABI.PackSetDistributor(devnet.Address(9)))
	config := contracts.OracleConfig{
		ChainID: devChain, Oracle: l.oracle, Count: 1, F: 1, Threshold: 3,
		ChallengeWindow: 60, MaxAge: 86400, MaxClockSkew: 60, MaxDeviationBps: 1000,
	}
	for i := range 4 {
		key := devnet.Key(10 + i)
		s, err := keys.NewKeySigner(key, devChain)
		l.must(err)
		store, err := signing.OpenSignStore(filepath.Join(t.TempDir(), "signed"))
		l.must(err)
		t.Cleanup(func() { _ = store.Close() })
		l.members = append(l.members, &signing.Member{Signer: s, Store: store, Now: l.node.Now})
		config.Signers = append(config.Signers, s.Address())
	}
	sortAddresses(config.Signers)
	l.send(0, &l.oracle, contracts.PackActivateConfig(config))
	l.openService(t)
	l.record(config)
	return l
}

func sortAddresses(as []common.Address) {
	for i := range as {
		for j := i; j > 0 && as[j].Cmp(as[j-1]) < 0; j-- {
			as[j], as[j-1] = as[j-1], as[j]
		}
	}
}

func (l *life) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *life) openService(t *testing.T) {
	l.db = dbtest.Open(t, l.node.Now)
	var err error
	l.svc, err = oracles.New(oracles.Config{
		DB: l.db, Now: l.node.Now, ChainID: devChain, Operator: devnet.Address(0),
		Sources: map[uint64]oracles.Source{devChain: {Providers: []oracles.Provider{l.client}, Agree: 1}},
	})
	l.must(err)
}

// record feeds the configuration's event and stores a confirmed incident.
func (l *life) record(config contracts.OracleConfig) {
	l.t.Helper()
	l.feed()
	d := &desk{t: l.t, db: l.db, svc: l.svc, config: config, spec: l.spec()}
	l.must(l.db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(l.token), Symbol: "TUSD", Decimals: 6})
		if err != nil {
			return err
		}
		p := models.Protocol{PublicID: models.NewID("pro"), Slug: "demo", Name: "Demo"}
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		return d.insertIncident(tx, p.ID, asset.ID)
	}))
	l.inc = d.inc
}

// feed stores the oracle's final logs as the indexer does and applies them.
func (l *life) feed() {
	l.t.Helper()
	head, err := l.client.Finalized(ctx)
	l.must(err)
	logs, err := l.client.FilterLogs(ctx, ethereum.FilterQuery{FromBlock: l.next, ToBlock: head.Number, Addresses: []common.Address{l.oracle}})
	l.must(err)
	l.next = new(big.Int).Add(head.Number, big.NewInt(1))
	l.must(l.db.Tx(ctx, func(tx *models.Tx) error {
		for _, log := range logs {
			ev, ok, err := indexing.Decode(indexing.KindOracle, log)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			_, err = tx.AddEvent(models.ChainEvent{
				ChainID: devChain, BlockNumber: int64(log.BlockNumber), BlockHash: models.H(log.BlockHash), BlockTime: time.Unix(int64(log.BlockTimestamp), 0),
				TxHash: models.H(log.TxHash), LogIndex: int64(log.Index), Contract: models.Addr(log.Address), Name: ev.Name, Payload: ev.Payload,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	_, err = l.svc.ApplyEvents(ctx)
	l.must(err)
}

// sendIntents does the outbox sender's work for what is new.
func (l *life) sendIntents(machine string, id int64) int {
	l.t.Helper()
	var intents []models.TxIntent
	l.must(l.db.Read(ctx, func(tx *models.Tx) error {
		var err error
		intents, err = tx.IntentsOf(machine, id)
		return err
	}))
	for _, in := range intents {
		l.send(0, &in.To.Address, in.Data)
	}
	return len(intents)
}

// task goes through JSON, as members get it.
func (l *life) task() reports.Task {
	l.t.Helper()
	t, err := l.svc.Task(ctx, l.inc.PublicID)
	l.must(err)
	raw, err := json.Marshal(t)
	l.must(err)
	again, err := reports.ParseTask(raw)
	l.must(err)
	return again
}

func (l *life) snapshot() models.Snapshot {
	l.t.Helper()
	var out models.Snapshot
	l.must(l.db.Read(ctx, func(tx *models.Tx) error {
		rows, err := tx.IncidentSnapshots(l.inc.ID)
		if len(rows) > 0 {
			out = rows[len(rows)-1]
		}
		return err
	}))
	return out
}

func (l *life) set() models.SnapshotSet {
	l.t.Helper()
	var out models.SnapshotSet
	l.must(l.db.Read(ctx, func(tx *models.Tx) error {
		rows, err := tx.IncidentSets(l.inc.ID)
		if len(rows) > 0 {
			out = rows[len(rows)-1]
		}
		return err
	}))
	return out
}

func (l *life) post(r reports.Report) oracles.Receipt {
	l.t.Helper()
	rc, err := l.svc.Submit(ctx, "api", encode(l.t, r))
	l.must(err)
	return rc
}

// agree lets three members measure and sign on their own.
func (l *life) agree() models.Snapshot {
	l.t.Helper()
	for i, m := range l.members[:3] {
		task := l.task()
		built, err := measure.Line(ctx, task, task.Lines[0], l.client, nil, nil)
		l.must(err)
		r, err := m.SignSnapshot(task, built)
		l.must(err)
		if rc := l.post(r); (rc.State == models.SnapshotQuorum) != (i == 2) {
			l.t.Fatalf("after member %d: %+v", i, rc)
		}
	}
	return l.snapshot()
}

func TestFromMeasurementToSeal(t *testing.T) {
	t.Parallel()
	l := newLife(t)
	snap := l.agree()
	if n := l.sendIntents("snapshot", snap.ID); n != 1 {
		t.Fatalf("%d intents", n)
	}
	l.feed()
	if s := l.snapshot(); s.State != models.SnapshotChallengeable || s.FinalAt.Sub(*s.RegisteredAt) != time.Minute {
		t.Fatalf("after registration: %s %v %v", s.State, s.RegisteredAt, s.FinalAt)
	}
	for _, m := range l.members[1:] {
		task := l.task()
		var measured []common.Hash
		if m == l.members[3] { // signed no snapshot: it must measure before it signs the set
			if _, err := m.SignSet(task); !errors.Is(err, signing.ErrRefused) {
				t.Fatalf("signed a set it knows nothing about: %v", err)
			}
			built, err := measure.Line(ctx, task, task.Lines[0], l.client, nil, nil)
			l.must(err)
			measured = append(measured, built.Message.Digest(task.Config.Domain()))
		}
		r, err := m.SignSet(task, measured...)
		l.must(err)
		l.post(r)
	}
	if n := l.sendIntents("snapshot_set", l.set().ID); n != 1 {
		t.Fatalf("%d set intents", n)
	}
	l.feed()
	l.must(l.node.AdvanceTime(59 * time.Second))
	l.must(l.node.Mine(4))
	l.feed()
	l.must(l.node.AdvanceTime(60 * time.Second))
	l.must(l.node.Mine(4))
	l.feed()
	if s, set := l.snapshot(), l.set(); s.State != models.SnapshotFinal || set.State != models.SnapshotFinal {
		t.Fatalf("after the window: snapshot %s, set %s", s.State, set.State)
	}
	l.send(9, &l.oracle, oracleABI.PackSealSet(l.set().Digest.Hash, l.inc.ChainRef.Hash))
	l.feed()
	if s, set := l.snapshot(), l.set(); s.State != models.SnapshotSealed || set.State != models.SnapshotSealed {
		t.Fatalf("after sealing: snapshot %s, set %s", s.State, set.State)
	}
}

func TestStruckSnapshotNeedsANewRevision(t *testing.T) {
	t.Parallel()
	l := newLife(t)
	first := l.agree()
	l.sendIntents("snapshot", first.ID)
	l.feed()
	l.signSet()
	waiting := l.set()
	l.send(8, &l.oracle, oracleABI.PackStrike(first.Digest.Hash, common.Hash{1}))
	l.feed()
	if s := l.snapshot(); s.State != models.SnapshotStruck {
		t.Fatalf("state %s", s.State)
	}
	if s := l.set(); s.ID != waiting.ID || s.State != models.SnapshotSuperseded {
		t.Fatalf("a set over a struck snapshot is %s", s.State)
	}
	task := l.task()
	if p := task.Lines[0].Place; p.Revision != 2 || p.PrevSnapshot != first.Digest.Hash || task.Lines[0].Accepted != (common.Hash{}) {
		t.Fatalf("next place %+v", p)
	}
	second := l.agree()
	if second.Revision != 2 {
		t.Fatalf("revision %d", second.Revision)
	}
	l.sendIntents("snapshot", second.ID)
	l.feed()
	if s := l.snapshot(); s.State != models.SnapshotChallengeable {
		t.Fatalf("state %s", s.State)
	}
	l.signSet() // revision 1 again, for the contract has seen no set yet
	if n := l.sendIntents("snapshot_set", l.set().ID); n != 1 {
		t.Fatalf("%d set intents", n)
	}
	l.feed()
	if s := l.set(); s.Revision != 1 || s.State != models.SnapshotChallengeable {
		t.Fatalf("set revision %d is %s", s.Revision, s.State)
	}
}

// An open challenge outlasts the window; the guardian's silence ends it without
// an event, its word with one.
func TestChallenges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		judge func(l *life, digest common.Hash)
		after string
	}{
		"silence": {func(*life, common.Hash) {}, models.SnapshotFinal},
		"upheld": {func(l *life, h common.Hash) {
			l.send(8, &l.challenges, challengesABI.PackDecide(h, true, common.Hash{2}))
		}, models.SnapshotRejected},
		"dismissed": {func(l *life, h common.Hash) {
			l.send(8, &l.challenges, challengesABI.PackDecide(h, false, common.Hash{2}))
		}, models.SnapshotFinal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLife(t)
			snap := l.agree()
			l.sendIntents("snapshot", snap.ID)
			l.feed()
			l.pay(7, &l.challenges, challengesABI.PackChallenge(snap.Digest.Hash, common.Hash{1}), big.NewInt(1e18))
			l.feed()
			if s := l.snapshot(); s.Reason != "challenged" {
				t.Fatalf("reason %q", s.Reason)
			}
			l.must(l.node.AdvanceTime(61 * time.Second))
			l.must(l.node.Mine(3))
			l.feed()
			if s := l.snapshot(); s.State != models.SnapshotChallengeable {
				t.Fatalf("a challenged snapshot became %s", s.State)
			}
			c.judge(l, snap.Digest.Hash)
			l.must(l.node.AdvanceTime(200 * time.Second))
			l.must(l.node.Mine(3))
			l.feed()
			if s := l.snapshot(); s.State != c.after {
				t.Errorf("after %s: %s", name, s.State)
			}
		})
	}
}

// signSet lets the three members that measured sign the set.
func (l *life) signSet() {
	l.t.Helper()
	for _, m := range l.members[:3] {
		r, err := m.SignSet(l.task())
		l.must(err)
		l.post(r)
	}
}

func TestMemberNeverSignsTwice(t *testing.T) {
	t.Parallel()
	l := newLife(t)
	task := l.task()
	built, err := measure.Line(ctx, task, task.Lines[0], l.client, nil, nil)
	l.must(err)
	m := l.members[0]
	first, err := m.SignSnapshot(task, built)
	l.must(err)
	again, err := m.SignSnapshot(task, built) // the signature was lost: the same is fine
	l.must(err)
	if string(first.Signatures[0]) != string(again.Signatures[0]) {
		t.Error("two signatures over one digest")
	}
	other := built
	other.Message.UnattributedLoss, _ = other.Message.UnattributedLoss.Add(money.FromUint64(1))
	other.Message.TotalLoss, _ = other.Message.TotalLoss.Add(money.FromUint64(1))
	if _, err := m.SignSnapshot(task, other); !errors.Is(err, signing.ErrSignedOther) {
		t.Errorf("signed a second message: %v", err)
	}
	wrong := built
	wrong.Leaves = wrong.Leaves[1:]
	if _, err := l.members[1].SignSnapshot(task, wrong); !errors.Is(err, signing.ErrRefused) {
		t.Errorf("signed leaves that are not in the root: %v", err)
	}
	task.Config.Signers = task.Config.Signers[1:]
	if _, err := l.members[2].SignSnapshot(task, built); !errors.Is(err, reports.ErrTask) {
		t.Errorf("signed under a configuration that does not hash: %v", err)
	}
}
