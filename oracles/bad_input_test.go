package oracles_test

import (
	"bytes"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/test/dbtest"
)

// The rows of the bad-input table B1–B20, by their numbers.

func TestB1TooFewSignatures(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100, 200)
	m := d.snapshot(leaves)
	_, err := d.submit(d.report(m, leaves, 0, 1))
	refused(t, err, "quorum_not_reached", 422)
	for have, by := range []int{3, 1} {
		rc, err := d.submit(d.report(m, leaves, by))
		if err != nil || rc.State != models.SnapshotCollecting || rc.Status() != 202 || rc.Have != have+1 || rc.Need != 3 {
			t.Fatalf("signature %d: %+v %v", have, rc, err)
		}
	}
	if _, _, intents, _, _ := d.rows(); intents != 0 {
		t.Fatal("two signatures reached the outbox")
	}
	rc, err := d.submit(d.report(m, leaves, 0))
	if err != nil || rc.State != models.SnapshotQuorum {
		t.Fatalf("third: %+v %v", rc, err)
	}
	if snaps, reports, intents, _, _ := d.rows(); snaps != 1 || reports != 3 || intents != 1 {
		t.Fatalf("rows %d %d %d", snaps, reports, intents)
	}
}

func TestB2OneSignerTwice(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	r := d.report(d.snapshot(leaves), leaves, 0, 1, 1)
	_, err := d.submit(r)
	refused(t, err, "duplicate_signer", 422)
	r.Signatures[2] = highTwin(r.Signatures[1])
	_, err = d.submit(r)
	refused(t, err, "duplicate_signer", 422)
	single := d.report(d.snapshot(leaves), leaves, 0)
	single.Signatures[0] = highTwin(single.Signatures[0])
	_, err = d.submit(single)
	refused(t, err, "malleable_signature", 422)
	bundle := d.report(d.snapshot(leaves), leaves, 1, 0, 2)
	_, err = d.submit(bundle)
	refused(t, err, "not_ascending", 422)
	if snaps, _, _, _, _ := d.rows(); snaps != 0 {
		t.Fatal("something was stored")
	}
}

// highTwin is the other valid form of a signature: n − s with v flipped.
func highTwin(sig []byte) []byte {
	out := bytes.Clone(sig)
	s := new(big.Int).Sub(crypto.S256().Params().N, new(big.Int).SetBytes(sig[32:64]))
	s.FillBytes(out[32:64])
	out[64] = 55 - out[64]
	return out
}

func TestB3RetiredSigner(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	old, leaves := d.members[3], leavesOf(100)
	next := committeeOf("second committee", 4)
	d.members, d.config = next, configOf(next, 2)
	_, err := d.svc.RegisterConfig(ctx, models.SystemActor("test"), d.config)
	d.must(err)
	m := d.snapshot(leaves)
	r := d.report(m, leaves, 0)
	r.Signatures[0] = old.sign(t, m.Digest(d.config.Domain()))
	_, err = d.submit(r)
	refused(t, err, "unknown_signer", 422)
}

func TestB4B5WrongDomain(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	mainnet := contracts.Domain{ChainID: 1, Oracle: oracleAt}
	elsewhere := contracts.Domain{ChainID: devChain, Oracle: vault}
	for _, domain := range []contracts.Domain{mainnet, elsewhere} {
		r := d.report(m, leaves, 0)
		r.Signatures[0] = d.members[0].sign(t, m.Digest(domain))
		r.Domain = &domain
		_, err := d.submit(r)
		refused(t, err, "wrong_domain", 422)
		r.Domain = nil
		_, err = d.submit(r)
		if domain == mainnet {
			refused(t, err, "wrong_domain", 422)
		} else {
			refused(t, err, "unknown_signer", 422) // a contract nobody here has heard of
		}
	}
	other := configOf(d.members, 1)
	other.Oracle = vault
	_, err := d.svc.RegisterConfig(ctx, models.SystemActor("test"), other)
	d.must(err)
	r := d.report(m, leaves, 0)
	r.Signatures[0] = d.members[0].sign(t, m.Digest(elsewhere))
	_, err = d.submit(r)
	refused(t, err, "wrong_domain", 422)
}

func TestB6RevisionGap(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	d.accept(m, leaves)
	for _, revision := range []uint64{0, 3} {
		m.Revision, m.PrevSnapshot = revision, m.Digest(d.config.Domain())
		_, err := d.submit(d.report(m, leaves, 0, 1, 2))
		refused(t, err, "revision_gap", 409)
	}
}

func TestB7Fork(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	first := d.snapshot(leaves)
	d.accept(first, leaves)
	fork := first
	fork.Revision, fork.PrevSnapshot = 2, common.Hash{7}
	_, err := d.submit(d.report(fork, leaves, 0))
	refused(t, err, "fork", 409)
	if _, _, _, _, frozen := d.rows(); frozen {
		t.Fatal("one member froze settlement")
	}
	_, err = d.submit(d.report(fork, leaves, 1, 2, 3))
	refused(t, err, "fork", 409)
	snaps, reports, _, _, frozen := d.rows()
	if !frozen || snaps != 2 || reports != 3+4 {
		t.Fatalf("evidence: %d snapshots, %d reports, frozen %v", snaps, reports, frozen)
	}
}

func TestB8TwoQuorums(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	a, b := leavesOf(100), leavesOf(101)
	d.accept(d.snapshot(a), a)
	_, err := d.submit(d.report(d.snapshot(b), b, 3))
	refused(t, err, "revision_taken", 409)
	if _, _, _, suspended, frozen := d.rows(); suspended != 0 || frozen {
		t.Fatal("a member that signed once is no equivocator")
	}
	_, err = d.submit(d.report(d.snapshot(b), b, 1))
	refused(t, err, "equivocation", 409)
	if _, _, _, suspended, frozen := d.rows(); suspended != 1 || frozen {
		t.Fatal("one equivocator is suspended, nothing is frozen")
	}
	_, err = d.submit(d.report(d.snapshot(b), b, 1, 2, 3))
	refused(t, err, "equivocation", 409)
	snaps, reports, intents, suspended, frozen := d.rows()
	if !frozen || suspended != 2 || snaps != 2 || reports != 6 || intents != 1 {
		t.Fatalf("%d snapshots, %d reports, %d intents, %d suspended, frozen %v", snaps, reports, intents, suspended, frozen)
	}
}

func TestB9Replay(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		d := newDesk(t, db, clock, 1, 1)
		leaves := leavesOf(100, 200)
		raw := encode(t, d.report(d.snapshot(leaves), leaves, 0, 1, 2))
		var wg sync.WaitGroup
		receipts, errs := make([]oracles.Receipt, 8), make([]error, 8)
		for i := range receipts { // as if from several instances at one moment
			wg.Go(func() { receipts[i], errs[i] = d.svc.Submit(ctx, "api", raw) })
		}
		wg.Wait()
		fresh := 0
		for i, rc := range receipts {
			if errs[i] != nil {
				t.Fatalf("instance %d: %v", i, errs[i])
			}
			if !rc.Known {
				fresh++
			} else if rc.Status() != 200 {
				t.Errorf("replay answered %d", rc.Status())
			}
		}
		snaps, reports, intents, _, frozen := d.rows()
		if fresh != 1 || snaps != 1 || reports != 3 || intents != 1 || frozen {
			t.Fatalf("%d fresh, %d snapshots, %d reports, %d intents", fresh, snaps, reports, intents)
		}
	})
}

func TestB10B11Times(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	m.OccurredTo += 3600
	_, err := d.submit(d.report(m, leaves, 0))
	refused(t, err, "future", 422)
	m = d.snapshot(leaves)
	m.OccurredFrom, m.OccurredTo = m.OccurredFrom-7200, m.OccurredTo-7200
	_, err = d.submit(d.report(m, leaves, 0))
	refused(t, err, "expired", 422)
	m = d.snapshot(leaves)
	m.OccurredFrom = m.OccurredTo + 1
	_, err = d.submit(d.report(m, leaves, 0))
	refused(t, err, "interval", 422)
}

func TestB12ReorgedBlock(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	d.nodes[0].reorg(15) // below finality: our block 20 is an uncle now
	_, err := d.submit(d.report(d.snapshot(leaves), leaves, 0))
	refused(t, err, "not_canonical", 422)
}

func TestB13NotFinalYet(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	d.nodes[0].setFinal(19)
	leaves := leavesOf(100)
	rc, err := d.submit(d.report(d.snapshot(leaves), leaves, 0, 1, 2))
	if err != nil || rc.State != "pending" || rc.Reason != reports.SourceNotFinal || rc.Status() != 202 {
		t.Fatalf("%+v %v", rc, err)
	}
	if n, err := d.svc.Recheck(ctx); n != 0 || err != nil {
		t.Fatalf("nothing changed, yet %d %v", n, err)
	}
	d.nodes[0].setFinal(37)
	if n, err := d.svc.Recheck(ctx); n != 1 || err != nil {
		t.Fatalf("recheck %d %v", n, err)
	}
	if _, _, intents, _, _ := d.rows(); intents != 1 {
		t.Fatal("quorum was not submitted")
	}
}

func TestB14ProvidersDisagree(t *testing.T) {
	t.Parallel()
	clock := dbtest.NewClock()
	d := newDesk(t, dbtest.Open(t, clock.Now), clock, 3, 2)
	d.nodes[1].reorg(15)
	d.nodes[2].reorg(16)
	leaves := leavesOf(100)
	rc, err := d.submit(d.report(d.snapshot(leaves), leaves, 0, 1, 2))
	if err != nil || rc.State != "pending" || rc.Reason != reports.SourceDisagree {
		t.Fatalf("1:1:1: %+v %v", rc, err)
	}
	d.nodes[1].chain = d.nodes[0].chain
	if n, err := d.svc.Recheck(ctx); n != 1 || err != nil {
		t.Fatalf("2:1 is enough: %d %v", n, err)
	}
}

func TestB15ToB18AndB20Content(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100, 200, 300)
	good := d.snapshot(leaves)
	huge := []reports.Leaf{{Account: account(1), Loss: money.Max}, {Account: account(2), Loss: money.Max}}
	twice := []reports.Leaf{leaves[0], leaves[1], leaves[1]}
	apart := []reports.Leaf{leaves[1], leaves[0], leaves[1]}
	for _, c := range []struct {
		name, code string
		message    contracts.LossSnapshot
		leaves     []reports.Leaf
	}{
		{"B15", "root_mismatch", good, []reports.Leaf{leaves[0], {Account: leaves[1].Account, Loss: money.FromUint64(199)}, {Account: leaves[2].Account, Loss: money.FromUint64(301)}}},
		{"B16", "sum_mismatch", with(good, func(m *contracts.LossSnapshot) { m.TotalLoss = money.FromUint64(599) }), leaves},
		{"B17", "leaf_count", good, leavesOf(100, 200, 300, 400)},
		{"B18", "overflow", with(cover(good, huge), func(m *contracts.LossSnapshot) { m.TotalLoss = money.Max }), huge},
		{"B20", "duplicate_account", cover(good, twice), twice},
		{"B20 apart", "duplicate_account", cover(good, apart), apart},
		{"unsorted", "not_ascending", cover(good, []reports.Leaf{leaves[1], leaves[0]}), []reports.Leaf{leaves[1], leaves[0]}},
		{"no loss", "zero_loss", cover(good, leavesOf(1, 0)), leavesOf(1, 0)},
		{"B21 thief", "excluded_account", cover(good, one(thief)), one(thief)},
		{"B21 module", "excluded_account", cover(good, one(vault)), one(vault)},
		{"B33 token", "excluded_account", cover(good, one(usd)), one(usd)},
		{"B33 zero", "excluded_account", cover(good, one(common.Address{})), one(common.Address{})},
	} {
		_, err := d.submit(d.report(c.message, c.leaves, 0))
		t.Run(c.name, func(t *testing.T) { refused(t, err, c.code, 422) })
	}
	r := d.report(good, nil, 0)
	r.HasLeaves = false
	_, err := d.submit(r)
	refused(t, err, "leaves_missing", 422)
}

func with(m contracts.LossSnapshot, change func(*contracts.LossSnapshot)) contracts.LossSnapshot {
	change(&m)
	return m
}

func one(a common.Address) []reports.Leaf {
	return []reports.Leaf{{Account: a, Loss: money.FromUint64(5)}}
}

func TestB19Amounts(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	good := string(encode(t, d.report(d.snapshot(leaves), leaves, 0)))
	for _, bad := range []string{
		`"0x10"`, `"01"`, `"+1"`, `"1e18"`, `" 1"`, `"1_000"`, `"-1"`, `"1.0"`, `""`, `1`, `null`, `true`, `"１"`,
		`"` + strings.Repeat("9", 79) + `"`, `"` + strings.Repeat("9", 78) + `"`, `"` + strings.Repeat("9", 1_000_000) + `"`,
	} {
		raw := []byte(strings.Replace(good, `"loss":"100"`, `"loss":`+bad, 1))
		best := time.Hour
		for range 3 {
			start := time.Now()
			_, err := d.svc.Submit(ctx, "api", raw)
			best = min(best, time.Since(start))
			refused(t, err, "malformed", 400)
		}
		if best > time.Millisecond && !raceEnabled {
			t.Errorf("%.20s took %v", bad, best)
		}
	}
}

func TestB22NeedsRelease(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(1_000_001)
	rc, err := d.submit(d.report(d.snapshot(leaves), leaves, 0, 1, 2))
	if err != nil || rc.Reason != "needs_release" {
		t.Fatalf("%+v %v", rc, err)
	}
	if _, err := d.svc.Release(ctx, d.actor(2), rc.ID, "checked"); err == nil {
		t.Fatal("intake released")
	}
	for i, want := range []bool{false, true} {
		if i == 1 {
			if _, err := d.svc.Release(ctx, d.actor(0), rc.ID, "again"); err == nil {
				t.Fatal("one person released twice")
			}
		}
		done, err := d.svc.Release(ctx, d.actor(i), rc.ID, "checked")
		if err != nil || done != want {
			t.Fatalf("release %d: %v %v", i, done, err)
		}
	}
	if n, err := d.svc.Recheck(ctx); n != 1 || err != nil {
		t.Fatalf("recheck %d %v", n, err)
	}
}

func TestB23Deviation(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	first := leavesOf(1000)
	m := d.snapshot(first)
	d.accept(m, first)
	second := leavesOf(1600)
	next := d.snapshot(second)
	next.Revision, next.PrevSnapshot = 2, m.Digest(d.config.Domain())
	rc, err := d.submit(d.report(next, second, 0, 1, 2))
	if err != nil || rc.Reason != "needs_all_signers" || rc.Need != 4 {
		t.Fatalf("%+v %v", rc, err)
	}
	rc, err = d.submit(d.report(next, second, 3))
	if err != nil || rc.State != models.SnapshotQuorum {
		t.Fatalf("%+v %v", rc, err)
	}
}

func TestB34NoLoss(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	d.accept(d.snapshot(nil), nil)
}

func TestB35OtherSpelling(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	raw := string(encode(t, d.report(m, leaves, 0)))
	upper := strings.ReplaceAll(raw, m.LossRoot.Hex(), "0x"+strings.ToUpper(m.LossRoot.Hex()[2:]))
	spaced := strings.ReplaceAll(upper, ",", " ,\n ")
	a, err := reports.ParseReport([]byte(raw), reports.Limits{})
	d.must(err)
	b, err := reports.ParseReport([]byte(spaced), reports.Limits{})
	d.must(err)
	if upper == raw || a.Digest(d.config.Domain()) != b.Digest(d.config.Domain()) {
		t.Fatal("spelling changes the digest")
	}
}

func TestClockDriftIsRefused(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	d.clock.Advance(20 * time.Minute)
	if _, err := d.submit(d.report(d.snapshot(leaves), leaves, 0)); err == nil {
		t.Fatal("accepted with a clock that disagrees with the chain")
	}
}
