package oracles_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/test/dbtest"
)

const waiting = 30 * 24 * 3600

// withPositions is the same spec by view-flows/2.
func withPositions(s models.IncidentSpec) models.IncidentSpec {
	s.Method, s.WaitingPeriod = models.MethodViewPositions, waiting
	return s
}

// patientVault: account 1 is a year old, account 2 put as much on top ten days
// before, account 3 left and came back, account 4 came one block before the
// attack; account 5 got account 1's shares fifteen days before.
func (d *devchain) patientVault() {
	d.t.Helper()
	d.token = d.deploy(0, contracts.InitCode(&contracts.TestTokenMetaData, tokenABI.PackConstructor("Test USD", "TUSD", 6)))
	d.vault = d.deploy(0, contracts.InitCode(&contracts.SavingsVaultMetaData, vaultABI.PackConstructor(d.token)))
	d.thief = d.deploy(6, contracts.InitCode(&contracts.AttackerMetaData, attackABI.PackConstructor(d.vault)))
	for _, u := range []int{1, 2, 3} {
		d.deposit(u, 1_000_000)
	}
	d.send(0, &d.token, tokenABI.PackMint(devnet.Address(6), wei(20_000_000)))
	d.send(6, &d.token, tokenABI.PackApprove(d.thief, wei(20_000_000)))
	d.pass(335 * 24 * time.Hour)
	d.send(3, &d.vault, vaultABI.PackWithdraw(wei(1_000_000)))
	d.pass(15 * 24 * time.Hour)
	d.send(1, &d.vault, vaultABI.PackTransfer(devnet.Address(5), wei(400_000)))
	d.pass(5 * 24 * time.Hour)
	d.deposit(2, 1_000_000)
	d.pass(10 * 24 * time.Hour)
	d.deposit(3, 1_000_000)
	d.deposit(4, 1_000_000)
	d.from = d.header(d.send(6, &d.thief, attackABI.PackAttack(wei(20_000_000), wei(5))))
	d.to = d.from
}

func (d *devchain) pass(by time.Duration) {
	d.t.Helper()
	if err := d.node.AdvanceTime(by); err != nil {
		d.t.Fatal(err)
	}
}

// heldOf finds a leaf.
func heldOf(t *testing.T, b measure.Built, user int) reports.Leaf {
	t.Helper()
	i := slices.IndexFunc(b.Leaves, func(l reports.Leaf) bool { return l.Account == devnet.Address(user) })
	if i < 0 {
		t.Fatalf("account %d has no leaf", user)
	}
	return b.Leaves[i]
}

// Positions are measured from a real attack: what a member's node says of the
// contract at blocks, and the logs before.
func TestPositionsOfAnAttack(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.patientVault()
	spec := withPositions(d.spec())
	b := d.build(spec, d.client)
	plain := d.build(d.spec(), d.client)
	if b.Message.LossRoot != plain.Message.LossRoot || b.Message.TotalLoss != plain.Message.TotalLoss {
		t.Error("the method changes what was lost")
	}
	if b.Message.MethodHash == plain.Message.MethodHash || b.Message.EvidenceHash == plain.Message.EvidenceHash {
		t.Error("nothing that members sign tells the methods apart")
	}
	const full = waiting
	for _, c := range []struct {
		user           int
		before, around uint64 // average in millionths of a second-weighted million, within a minute of blocks
	}{
		{1, 600_000, 800_000},                              // half the period with 1,000,000, half with 600,000
		{5, 400_000, 200_000},                              // half the period with nothing
		{2, 2_000_000, (20*1_000_000 + 10*2_000_000) / 30}, // ten days with the second million
		{3, 1_000_000, 0},                                  // back for a moment
		{4, 1_000_000, 0},                                  // one block before: nearly nothing insured
	} {
		leaf := heldOf(t, b, c.user)
		h := leaf.Held
		if !h.Known || diff(lo(h.Before), c.before) > 1 || diff(lo(h.Average), c.around) > 2_000_000*600/full+1 {
			t.Errorf("account %d held %s, on average %s; want %d and about %d", c.user, h.Before, h.Average, c.before, c.around)
		}
		if least := min(lo(leaf.Loss), lo(h.Before), lo(h.Average)); lo(h.Insured) != least {
			t.Errorf("account %d is insured for %s of %s", c.user, h.Insured, leaf.Loss)
		}
		if heldOf(t, plain, c.user).Held.Known {
			t.Error("view-flows/1 states positions")
		}
	}
	if four := heldOf(t, b, 4); lo(four.Loss) == 0 || lo(four.Held.Insured)*1000 > lo(four.Loss) {
		t.Errorf("a deposit one block before the attack is insured for %s of %s", four.Held.Insured, four.Loss)
	}
	for seed := range uint64(5) {
		got := d.build(spec, shuffledNode{d.client, rand.New(rand.NewPCG(seed, 2))})
		if got.Message != b.Message {
			t.Fatalf("seed %d: members disagree", seed)
		}
	}
	if text := string(plain.Files["leaves.ndjson"]) + string(plain.Files["accounts.ndjson"]); strings.Contains(text, "average") || strings.Contains(text, "insured") {
		t.Error("the evidence of view-flows/1 changed")
	}
}

// Two vaults of one asset: what was long held in one insures nothing in another.
func TestPositionsAreInsuredModuleByModule(t *testing.T) {
	t.Parallel()
	d := startChain(t)
	d.patientVault()
	first := d.vault
	one := d.build(withPositions(d.spec()), d.client)
	second := d.deploy(0, contracts.InitCode(&contracts.SavingsVaultMetaData, vaultABI.PackConstructor(d.token)))
	d.vault = second
	d.deposit(4, 50_000_000)
	d.pass(40 * 24 * time.Hour)
	late := d.header(d.deposit(7, 1))
	spec := withPositions(d.spec())
	spec.Modules[0].ToBlock, spec.Modules[0].ToHash, spec.OccurredTo = late.Number.Uint64(), late.Hash(), late.Time
	other := spec.Modules[0]
	other.Address = first
	spec.Modules = append(spec.Modules, other)
	_, err := measure.Build(ctx, measure.BuildInput{Spec: spec, Line: spec.Lines()[0], Place: place(), Node: d.client})
	if err == nil {
		t.Fatal("the second vault was deployed after the loss began")
	}
	// The loss of account 4 in the first vault begins after forty quiet days in
	// the second.
	d.vault = first
	d.deposit(1, 5_000_000)
	d.send(0, &d.token, tokenABI.PackMint(devnet.Address(6), wei(20_000_000)))
	d.send(6, &d.token, tokenABI.PackApprove(d.thief, wei(20_000_000)))
	d.deposit(4, 3_000_000)
	d.from = d.header(d.send(6, &d.thief, attackABI.PackAttack(wei(20_000_000), wei(5))))
	d.to = d.from
	spec = withPositions(d.spec())
	other = spec.Modules[0]
	other.Address = second
	spec.Modules = append(spec.Modules, other)
	two := d.build(spec, d.client)
	leaf := heldOf(t, two, 4)
	if lo(leaf.Held.Average) < 50_000_000 || lo(leaf.Loss) < 1_000_000 || lo(leaf.Loss) > 10_000_000 {
		t.Fatalf("the second vault is not as wanted: %+v", leaf)
	}
	var fresh measure.Account
	for _, a := range two.Accounts {
		if a.Module == first && a.Account == devnet.Address(4) {
			fresh = a
		}
	}
	if leaf.Held.Insured != fresh.Insured || !fresh.Insured.Less(leaf.Loss) || leaf.Held.Insured == leaf.Loss {
		t.Errorf("insured %s of %s, in the first vault alone %s", leaf.Held.Insured, leaf.Loss, fresh.Insured)
	}
	if len(one.Leaves) == 0 {
		t.Error("nothing was measured before")
	}
}

// positioned gives leaves a holding each.
func positioned(leaves []reports.Leaf, held ...[3]uint64) []reports.Leaf {
	for i, h := range held {
		leaves[i].Held = reports.Holding{Known: true, Before: money.FromUint64(h[0]), Average: money.FromUint64(h[1]), Insured: money.FromUint64(h[2])}
	}
	return leaves
}

// positionDesk is a desk whose incident is measured by view-flows/2.
func positionDesk(t *testing.T, db *models.DB, clock *dbtest.Clock) *desk {
	t.Helper()
	d := newDesk(t, db, clock, 1, 1)
	d.spec = withPositions(d.spec)
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error { return d.insertIncident(tx, d.inc.ProtocolID, d.inc.NumeraireID) }))
	return d
}

// positionReport signs leaves with the manifest of an evidence that lists them.
func (d *desk) positionReport(leaves []reports.Leaf, by ...int) reports.Report {
	d.t.Helper()
	files := map[string][]byte{"spec.json": []byte(d.inc.Spec), "leaves.ndjson": leavesFile(d.t, leaves)}
	m := d.snapshot(leaves)
	m.EvidenceHash = reports.EvidenceHash(files)
	r := d.report(m, leaves, by...)
	r.Manifest = reports.Manifest(files)
	return r
}

// leavesFile writes the evidence file of leaves by hand, as docs/loss-snapshots.md
// describes it.
func leavesFile(t testing.TB, leaves []reports.Leaf) []byte {
	t.Helper()
	var out []byte
	for i, l := range leaves {
		line := `{"index":"` + money.FromUint64(uint64(i)).String() + `","account":"` + strings.ToLower(l.Account.Hex()) + `","loss":"` + l.Loss.String() + `"`
		if h := l.Held; h.Known {
			line += `,"value_before":"` + h.Before.String() + `","value_average":"` + h.Average.String() + `","insured":"` + h.Insured.String() + `"`
		}
		out = append(out, line+"}\n"...)
	}
	return out
}

func TestPositionsAreStored(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		d := positionDesk(t, db, clock)
		leaves := positioned(leavesOf(100, 200, 300), [3]uint64{100, 0, 0}, [3]uint64{500, 150, 150}, [3]uint64{300, 900, 300})
		r := d.positionReport(leaves, 0, 1, 2)
		rc, err := d.submit(r)
		if err != nil || rc.State != models.SnapshotQuorum {
			t.Fatalf("%+v %v", rc, err)
		}
		d.must(db.Read(ctx, func(tx *models.Tx) error {
			snap, err := models.ByPublicID[models.Snapshot](tx, rc.ID)
			if err != nil {
				return err
			}
			if snap.EvidenceManifest == nil || *snap.EvidenceManifest != string(r.Manifest) {
				t.Errorf("manifest %v", snap.EvidenceManifest)
			}
			var got []reports.Leaf
			err = tx.EachLeafOf(snap.ID, func(l *models.SnapshotLeaf) error {
				got = append(got, oracles.LeafOf(l))
				return nil
			})
			if !slices.Equal(got, leaves) {
				t.Errorf("stored %+v", got)
			}
			return err
		}))
		rc, err = d.submit(d.positionReport(leaves, 3)) // the fourth member changes nothing
		if err != nil || !rc.Known {
			t.Errorf("again: %+v %v", rc, err)
		}
	})
}

// Whatever differs from what members signed, or cannot follow from it, is
// refused, and a method that measures no positions has none.
func TestPositionsAreRefused(t *testing.T) {
	t.Parallel()
	clock := dbtest.NewClock()
	d := positionDesk(t, dbtest.Open(t, clock.Now), clock)
	good := func() []reports.Leaf {
		return positioned(leavesOf(100, 200), [3]uint64{100, 40, 40}, [3]uint64{500, 150, 150})
	}
	change := func(do func([]reports.Leaf)) reports.Report {
		r := d.positionReport(good(), 0)
		r.Leaves = good()
		do(r.Leaves)
		return r
	}
	other := d.positionReport(good(), 0)
	other.Manifest = slices.Replace(slices.Clone(other.Manifest), 0, 1, 'f')
	unlisted := d.positionReport(good(), 0)
	m := *unlisted.Snapshot
	m.EvidenceHash = reports.EvidenceHash(nil)
	unlisted = d.report(m, good(), 0)
	unlisted.Manifest = []byte("\n")
	bare := d.positionReport(good(), 0)
	bare.Manifest = nil
	for _, c := range []struct {
		name, code string
		report     reports.Report
	}{
		{"no positions", "positions_missing", d.positionReport(leavesOf(100, 200), 0)},
		{"one without", "positions_missing", change(func(l []reports.Leaf) { l[1].Held = reports.Holding{} })},
		{"insured above the average", "insured_mismatch", d.positionReport(positioned(leavesOf(100), [3]uint64{100, 40, 41}), 0)},
		{"insured above the position", "insured_mismatch", d.positionReport(positioned(leavesOf(100), [3]uint64{40, 100, 41}), 0)},
		{"insured above the loss", "insured_mismatch", d.positionReport(positioned(leavesOf(100), [3]uint64{400, 400, 101}), 0)},
		{"insured below the least of them", "insured_mismatch", d.positionReport(positioned(leavesOf(100), [3]uint64{400, 400, 99}), 0)},
		{"another position", "leaves_mismatch", change(func(l []reports.Leaf) { l[1].Held.Before = money.FromUint64(501) })},
		{"another average", "leaves_mismatch", change(func(l []reports.Leaf) {
			l[0].Held.Average, l[0].Held.Insured = money.FromUint64(41), money.FromUint64(41)
		})},
		{"another manifest", "evidence_mismatch", other},
		{"no manifest", "evidence_mismatch", bare},
		{"a manifest of nothing", "evidence_mismatch", unlisted},
	} {
		_, err := d.submit(c.report)
		t.Run(c.name, func(t *testing.T) { refused(t, err, c.code, 422) })
	}
	plain := sqliteDesk(t)
	_, err := plain.submit(plain.positionReport(good(), 0))
	refused(t, err, "positions_unexpected", 422)
	_, err = plain.submit(plain.positionReport(leavesOf(100), 0))
	refused(t, err, "manifest_unexpected", 422)
	raw := string(encode(t, d.positionReport(good(), 0)))
	for from, to := range map[string]string{
		`,"insured":"40"`:       ``,
		`"manifest":["`:         `"manifest":["\n`,
		`"leaves":[`:            `"Leaves":[`,
		`"value_average":"40"`:  `"value_average":40`,
		`"value_average":"150"`: `"value_average":"0150"`,
	} {
		_, err := d.svc.Submit(ctx, "api", []byte(strings.Replace(raw, from, to, 1)))
		refused(t, err, "malformed", 400)
	}
	if rc, err := d.submit(d.positionReport(good(), 0)); err != nil || rc.State != models.SnapshotCollecting {
		t.Errorf("the good one: %+v %v", rc, err)
	}
	if reports.LossRoot(common.Hash{}, good()) != reports.LossRoot(common.Hash{}, leavesOf(100, 200)) {
		t.Error("positions change the root that the contract knows")
	}
}

func wei(v int64) *big.Int { return big.NewInt(v) }
