package bundle

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
	"makewhole/payouts"
)

// committee4 is a 3-of-4 committee with its keys in the order of its signers.
func committee4(t *testing.T) (contracts.OracleConfig, []*ecdsa.PrivateKey) {
	t.Helper()
	var keys []*ecdsa.PrivateKey
	for i := range 4 {
		key, err := crypto.ToECDSA(bytes.Repeat([]byte{byte(i + 1)}, 32))
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b *ecdsa.PrivateKey) int {
		return crypto.PubkeyToAddress(a.PublicKey).Cmp(crypto.PubkeyToAddress(b.PublicKey))
	})
	config := contracts.OracleConfig{ChainID: 31337, Oracle: common.HexToAddress("0x0a"), Count: 1, F: 1, Threshold: 3, ChallengeWindow: 60, MaxAge: 1 << 30}
	for _, key := range keys {
		config.Signers = append(config.Signers, crypto.PubkeyToAddress(key.PublicKey))
	}
	return config, keys
}

func sign(t *testing.T, digest common.Hash, keys []*ecdsa.PrivateKey) (out [][]byte) {
	t.Helper()
	for _, key := range keys {
		sig, err := crypto.Sign(digest[:], key)
		if err != nil {
			t.Fatal(err)
		}
		sig[64] += 27
		out = append(out, sig)
	}
	return out
}

// sampleBundle is a signed settlement of three rows over one snapshot.
func sampleBundle(t *testing.T, signers int) Bundle {
	t.Helper()
	return bundleOver(t, signers, func(*contracts.LossSnapshot, *reports.Report) {})
}

// positionBundle rests on a snapshot whose positions were measured; of the third
// account nothing is insured.
func positionBundle(t *testing.T) Bundle {
	t.Helper()
	return bundleOver(t, 3, func(m *contracts.LossSnapshot, r *reports.Report) {
		m.MethodHash = crypto.Keccak256Hash([]byte(models.MethodViewPositions))
		var file []byte
		for i, average := range []uint64{100, 100, 0} {
			r.Leaves[i].Held = reports.Holding{Known: true, Before: money.FromUint64(100), Average: money.FromUint64(average), Insured: money.FromUint64(average)}
			file = fmt.Appendf(file, `{"index":"%d","account":"0x%x","loss":"100","value_before":"100","value_average":"%d","insured":"%d"}`+"\n",
				i, r.Leaves[i].Account[:], average, average)
		}
		files := map[string][]byte{"spec.json": []byte("{}"), "leaves.ndjson": file}
		r.Manifest, m.EvidenceHash = reports.Manifest(files), reports.EvidenceHash(files)
	})
}

// bundleOver lets a snapshot be changed before members sign it.
func bundleOver(t *testing.T, signers int, change func(*contracts.LossSnapshot, *reports.Report)) Bundle {
	t.Helper()
	file := payouts.File{Incident: "inc_sample", Settlement: "stl_sample", Pool: "pol_sample", ChainID: 31337, Distributor: [20]byte{9}, Token: [20]byte{8},
		Sequence: 1, Rule: payouts.RuleWaterFill, Available: money.FromUint64(200)}
	p := bundleParts{signers: signers, snapshot: contracts.LossSnapshot{UnattributedLoss: money.FromUint64(10)}}
	for i, a := range []common.Address{{1}, {2}, {3}} {
		p.measured.Leaves = append(p.measured.Leaves, reports.Leaf{Account: a, Loss: money.FromUint64(100)})
		file.Rows = append(file.Rows, payouts.Row{ID: fmt.Sprintf("ent_%d", i), Part: payouts.PartCover, Amount: money.FromUint64(100), Receiver: a, Held: i == 2})
	}
	var raw bytes.Buffer
	if err := payouts.WriteFile(&raw, file); err != nil {
		t.Fatal(err)
	}
	p.entitlements = raw.Bytes()
	change(&p.snapshot, &p.measured)
	return p.build(t)
}

// bundleParts is what a quorum signs: the rest of a bundle follows.
type bundleParts struct {
	signers      int
	snapshot     contracts.LossSnapshot // ids, root, count and total are filled in
	measured     reports.Report
	set          contracts.SnapshotSet
	prices       []reports.Price
	entitlements []byte
	accounts     []byte
}

func (p *bundleParts) build(t *testing.T) Bundle {
	t.Helper()
	config, keys := committee4(t)
	keys = keys[:p.signers]
	file, err := payouts.ReadFile(bytes.NewReader(p.entitlements))
	if err != nil {
		t.Fatal(err)
	}
	incident := common.Hash(merkle.IncidentID(file.Incident))
	m := &p.snapshot
	m.ConfigDigest, m.IncidentID, m.Revision, m.Attempt, m.ValidUntil = config.Digest(), incident, 1, 1, 1<<31
	m.LeafCount, m.LossRoot, m.TotalLoss = uint32(len(p.measured.Leaves)), reports.LossRoot(incident, p.measured.Leaves), m.UnattributedLoss
	for _, l := range p.measured.Leaves {
		if m.TotalLoss, err = m.TotalLoss.Add(l.Loss); err != nil {
			t.Fatal(err)
		}
	}
	digest := m.Digest(config.Domain())
	p.measured.Kind, p.measured.Snapshot, p.measured.HasLeaves, p.measured.Signatures = reports.KindSnapshot, m, true, sign(t, digest, keys)
	set := p.set
	set.ConfigDigest, set.IncidentID, set.Revision, set.ValidUntil = config.Digest(), incident, 1, 1<<31
	set.SnapshotsHash, set.PricesHash = reports.SnapshotsHash([]common.Hash{digest}), reports.PricesHash(p.prices)
	computed, err := file.Compute()
	if err != nil {
		t.Fatal(err)
	}
	id := file.SettlementID()
	order := contracts.PayoutOrder{ConfigDigest: config.Digest(), SettlementID: id, IncidentID: incident, PoolID: merkle.PoolID(file.Pool),
		PayoutToken: file.Token, Sequence: file.Sequence, SnapshotSetDigest: set.Digest(config.Domain()), InputHash: merkle.Keccak(p.entitlements),
		PayoutRoot: computed.Root(id), LeafCount: uint32(computed.LeafCount), Total: computed.Total(), CumulativeTotal: computed.Total(),
		ValidUntil: 1 << 31}

	b := Bundle{fileEntitlements: p.entitlements, fileAllocations: allocationsCSV(computed), fileLeaves: leavesCSV(computed, id)}
	if len(p.accounts) > 0 {
		b[fileAccounts] = p.accounts
	}
	for name, report := range map[string]reports.Report{
		snapshotFile(digest): p.measured,
		fileSet:              {Kind: reports.KindSet, Set: &set, Snapshots: []common.Hash{digest}, Prices: p.prices, Signatures: sign(t, set.Digest(config.Domain()), keys)},
		fileOrder:            {Kind: reports.KindOrder, Order: &order, Signatures: sign(t, order.Digest(config.Domain()), keys)},
	} {
		if err := b.report(name, report); err != nil {
			t.Fatal(err)
		}
	}
	if b[fileConfig], err = json.Marshal(configFile{ChainID: "31337", Oracle: config.Oracle, Count: "1", Signers: config.Signers, F: "1", Threshold: "3",
		ChallengeWindow: "60", MaxAge: "1073741824", MaxClockSkew: "0", MaxDeviationBps: "0", Digest: config.Digest()}); err != nil {
		t.Fatal(err)
	}
	b[fileManifest] = b.manifest()
	return b
}

func TestBundleVerifiesByItself(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "bundle")
	if err := sampleBundle(t, 3).Write(dir); err != nil {
		t.Fatal(err)
	}
	b, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.Verify()
	if err != nil {
		t.Fatal(err)
	}
	// λ = 200/300: 66 each, the third is held and has no leaf.
	if v.Total != "132" || v.Leaves != 2 || v.Lines != 3 || v.Signers != 3 {
		t.Errorf("verdict %+v", v)
	}
}

func TestBundleNeedsAQuorum(t *testing.T) {
	t.Parallel()
	if _, err := sampleBundle(t, 2).Verify(); !errors.Is(err, contracts.ErrNoQuorum) {
		t.Errorf("two signatures of three: %v", err)
	}
}

func TestBundleNoticesEveryFlippedBit(t *testing.T) {
	t.Parallel()
	good := positionBundle(t)
	for _, name := range good.names() {
		for at := range good[name] {
			bad := maps.Clone(good)
			bad[name] = bytes.Clone(good[name])
			bad[name][at] ^= 1 << (at % 8)
			if _, err := bad.Verify(); !errors.Is(err, ErrInvalid) {
				t.Fatalf("%s: bit flipped in byte %d: %v", name, at, err)
			}
		}
	}
}

// Damage with a repaired manifest must still be noticed: the manifest only
// finds transport errors, the signatures find lies.
func TestBundleNoticesLiesBehindAGoodManifest(t *testing.T) {
	t.Parallel()
	for _, name := range []string{fileEntitlements, fileAllocations, fileLeaves, fileOrder, fileSet, fileConfig} {
		bad := maps.Clone(sampleBundle(t, 3))
		raw := bytes.Clone(bad[name])
		at := bytes.LastIndexAny(raw, "0123456789")
		raw[at] = '0' + (raw[at]-'0'+1)%10
		bad[name] = raw
		bad[fileManifest] = bad.manifest()
		if _, err := bad.Verify(); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: a changed digit behind a good manifest: %v", name, err)
		}
	}
}

// Positions are bound to the signatures by the manifest of the evidence: nothing
// of them can be changed, left out or added behind a good manifest of the bundle.
func TestBundleNoticesLiesAboutPositions(t *testing.T) {
	t.Parallel()
	if v, err := positionBundle(t).Verify(); err != nil || v.Leaves != 2 {
		t.Fatalf("%+v %v", v, err)
	}
	tell := func(b Bundle, old, lie string) error {
		t.Helper()
		b = maps.Clone(b)
		name := b.names()[slices.IndexFunc(b.names(), func(n string) bool { return strings.HasPrefix(n, "snapshot-") })]
		if !bytes.Contains(b[name], []byte(old)) {
			t.Fatalf("no %s in %s", old, b[name])
		}
		b[name] = bytes.Replace(b[name], []byte(old), []byte(lie), 1)
		b[fileManifest] = b.manifest()
		_, err := b.Verify()
		return err
	}
	for old, lie := range map[string]string{
		`"value_average":"0","insured":"0"`:                       `"value_average":"100","insured":"100"`,
		`"value_before":"100"`:                                    `"value_before":"101"`,
		`"value_average":"100","insured":"1`:                      `"value_average":"101","insured":"1`,
		`,"value_before":"100","value_average":"0","insured":"0"`: ``,
		`"insured":"0"`:                                           `"insured":"1"`,
		`leaves.ndjson"`:                                          `leaves.ndjson0"`,
		`  spec.json"`:                                            `  spec.json","x"`,
	} {
		if err := tell(positionBundle(t), old, lie); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s became %s: %v", old, lie, err)
		}
	}
	if err := tell(sampleBundle(t, 3), `"loss":"100"`, `"loss":"100","value_before":"100","value_average":"100","insured":"100"`); !errors.Is(err, ErrInvalid) {
		t.Errorf("positions that no method measured: %v", err)
	}
}
