package oracles_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
)

// A member that signs two messages while the committee still collects is
// suspended; its signature counts for neither, the others go on.
func TestEquivocationWhileCollecting(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	a, b := leavesOf(100), leavesOf(101)
	if _, err := d.submit(d.report(d.snapshot(a), a, 0)); err != nil {
		t.Fatal(err)
	}
	_, err := d.submit(d.report(d.snapshot(b), b, 0))
	refused(t, err, "equivocation", 409)
	_, err = d.submit(d.report(d.snapshot(b), b, 0))
	refused(t, err, "equivocation", 409)
	if _, _, _, suspended, frozen := d.rows(); suspended != 1 || frozen {
		t.Fatalf("%d suspended, frozen %v", suspended, frozen)
	}
	for i, by := range []int{1, 2, 3} { // b is the truth and the equivocator's evidence does not block it
		rc, err := d.submit(d.report(d.snapshot(b), b, by))
		if err != nil || rc.Have != i+1 {
			t.Fatalf("member %d: %+v %v", by, rc, err)
		}
		if (rc.State == models.SnapshotQuorum) != (i == 2) {
			t.Fatalf("member %d: %+v", by, rc)
		}
	}
	third := leavesOf(102)
	m := d.snapshot(third)
	m.Attempt = 2
	_, err = d.submit(d.report(m, third, 0))
	refused(t, err, "revision_taken", 409)
}

func TestSuspendedMemberIsNotHeard(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	a, b := leavesOf(100), leavesOf(101)
	for _, leaves := range [][]reports.Leaf{a, b} {
		_, _ = d.submit(d.report(d.snapshot(leaves), leaves, 0))
	}
	c := leavesOf(102)
	m := d.snapshot(c)
	m.Attempt = 2
	_, err := d.submit(d.report(m, c, 0))
	refused(t, err, "suspended_signer", 422)
	_, err = d.submit(d.report(m, c, 0, 1, 2))
	refused(t, err, "quorum_not_reached", 422)
	if rc, err := d.submit(d.report(m, c, 1, 2, 3)); err != nil || rc.State != models.SnapshotQuorum {
		t.Fatalf("%+v %v", rc, err)
	}
}

func TestRotation(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	if _, err := d.submit(d.report(m, leaves, 0)); err != nil {
		t.Fatal(err)
	}
	old, oldMembers := d.config, d.members
	next := configOf(committeeOf("next", 4), 2)
	_, err := d.svc.RegisterConfig(ctx, models.SystemActor("test"), next)
	d.must(err)
	// In progress under the pinned configuration: a day of grace.
	if rc, err := d.submit(d.report(m, leaves, 1)); err != nil || rc.Have != 2 {
		t.Fatalf("%+v %v", rc, err)
	}
	// Signatures of the new committee make another digest: never a mix.
	d.config, d.members = next, committeeOf("next", 4)
	other := d.snapshot(leaves)
	if rc, err := d.submit(d.report(other, leaves, 0)); err != nil || rc.Have != 1 {
		t.Fatalf("%+v %v", rc, err)
	}
	d.config, d.members = old, oldMembers
	d.must(d.svc.RetireConfig(ctx, models.SystemActor("test"), old.Digest(), true))
	_, err = d.submit(d.report(m, leaves, 2))
	refused(t, err, "config_compromised", 422)
	m.ConfigDigest = common.Hash{1}
	_, err = d.submit(d.report(m, leaves, 2))
	refused(t, err, "unknown_config", 422)
	if n, err := d.svc.Recheck(ctx); n != 1 || err != nil { // what was collected can never be accepted
		t.Fatalf("recheck %d %v", n, err)
	}
}

func TestRetiredWithoutAPin(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	_, err := d.svc.RegisterConfig(ctx, models.SystemActor("test"), configOf(committeeOf("next", 4), 2))
	d.must(err)
	s := reports.CommitteeState{Config: d.config, Status: "retired", RetiredAt: d.clock.Now(), Pinned: true}
	r := d.report(m, leaves, 0)
	for _, c := range []struct {
		pinned bool
		after  time.Duration
		code   string
	}{
		{true, 24*time.Hour - time.Second, "unknown_incident"}, // passes R4
		{true, 24 * time.Hour, "config_retired"},               // closed on the left, open on the right
		{false, time.Second, "config_retired"},
	} {
		s.Pinned = c.pinned
		_, err := reports.Evaluate(s, r, d.clock.Now().Add(c.after))
		refused(t, err, c.code, 422)
	}
}

func TestWrongIncidentStates(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	m.IncidentID = common.Hash{3}
	_, err := d.submit(d.report(cover(m, leaves), leaves, 0))
	refused(t, err, "unknown_incident", 422)
	m = d.snapshot(leaves)
	for name, spoil := range map[string]func(*contracts.LossSnapshot){
		"spec":   func(m *contracts.LossSnapshot) { m.SpecHash[0]++ },
		"method": func(m *contracts.LossSnapshot) { m.MethodHash[0]++ },
		"time":   func(m *contracts.LossSnapshot) { m.OccurredFrom++ },
		"asset":  func(m *contracts.LossSnapshot) { m.Asset = vault },
		"chain":  func(m *contracts.LossSnapshot) { m.SourceChainID = 0 },
		"block":  func(m *contracts.LossSnapshot) { m.ToBlockHash[0]++ },
	} {
		_, err := d.submit(d.report(with(m, spoil), leaves, 0))
		t.Run(name, func(t *testing.T) { refused(t, err, "spec_mismatch", 422) })
	}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		inc, err := models.ByID[models.Incident](tx, d.inc.ID)
		if err != nil {
			return err
		}
		inc.State = models.IncidentRejected
		return models.Update(tx, &inc, "state")
	}))
	_, err = d.submit(d.report(m, leaves, 0))
	refused(t, err, "incident_state", 409)
}

func TestPricesByTwoPeople(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	eur := models.SpecAsset{ChainID: devChain, Address: common.HexToAddress("0xe0")}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(eur.Address), Symbol: "EUR", Decimals: 6})
		if err != nil {
			return err
		}
		d.spec.Numeraire = eur
		return d.insertIncident(tx, d.inc.ProtocolID, asset.ID)
	}))
	leaves := leavesOf(100)
	d.accept(d.snapshot(leaves), leaves)
	if _, err := d.svc.PrepareSet(ctx, d.inc.PublicID); !errors.Is(err, oracles.ErrNotReady) {
		t.Fatalf("a set without a price: %v", err)
	}
	in := oracles.PriceInput{Asset: models.SpecAsset{ChainID: devChain, Address: usd}, Num: money.FromUint64(9), Den: money.FromUint64(10), Reason: "24 h average"}
	if _, err := d.svc.EnterPrice(ctx, d.actor(2), d.inc.PublicID, in); !errors.Is(err, oracles.ErrForbidden) {
		t.Errorf("intake entered a price: %v", err)
	}
	for name, bad := range map[string]oracles.PriceInput{
		"zero": {Asset: in.Asset, Num: in.Num, Reason: "x"}, "no reason": {Asset: in.Asset, Num: in.Num, Den: in.Den},
		"numeraire": {Asset: eur, Num: in.Num, Den: in.Den, Reason: "x"}, "other asset": {Asset: models.SpecAsset{ChainID: 1, Address: usd}, Num: in.Num, Den: in.Den, Reason: "x"},
	} {
		if _, err := d.svc.EnterPrice(ctx, d.actor(0), d.inc.PublicID, bad); !errors.Is(err, oracles.ErrPrice) {
			t.Errorf("%s: %v", name, err)
		}
	}
	price, err := d.svc.EnterPrice(ctx, d.actor(0), d.inc.PublicID, in)
	d.must(err)
	if _, err := d.svc.ConfirmPrice(ctx, d.actor(0), price.PublicID); !errors.Is(err, oracles.ErrForbidden) {
		t.Errorf("one person confirmed an own price: %v", err)
	}
	_, err = d.svc.ConfirmPrice(ctx, d.actor(1), price.PublicID)
	d.must(err)
	second, err := d.svc.EnterPrice(ctx, d.actor(0), d.inc.PublicID, in)
	d.must(err)
	if _, err := d.svc.ConfirmPrice(ctx, d.actor(1), second.PublicID); !errors.Is(err, models.ErrState) {
		t.Errorf("two confirmed prices of one asset: %v", err)
	}
	set, err := d.svc.PrepareSet(ctx, d.inc.PublicID)
	d.must(err)
	d.checkSet(set)
}

// setReport signs a set.
func (d *desk) setReport(set reports.PreparedSet, by ...int) reports.Report {
	r := reports.Report{Kind: reports.KindSet, Set: &set.Message, Snapshots: set.Snapshots, Prices: set.Prices, Complete: len(by) != 1}
	for _, i := range by {
		r.Signatures = append(r.Signatures, d.members[i].sign(d.t, set.Message.Digest(d.config.Domain())))
	}
	return r
}

func (d *desk) checkSet(good reports.PreparedSet) {
	d.t.Helper()
	for code, spoil := range map[string]func(*reports.PreparedSet){
		"spec_mismatch":   func(s *reports.PreparedSet) { s.Message.SpecHash[0]++ },
		"numeraire":       func(s *reports.PreparedSet) { s.Message.Numeraire = vault },
		"snapshots_hash":  func(s *reports.PreparedSet) { s.Message.SnapshotsHash[0]++ },
		"prices_hash":     func(s *reports.PreparedSet) { s.Message.PricesHash[0]++ },
		"prices_mismatch": func(s *reports.PreparedSet) { s.Prices = nil; s.Message.PricesHash = reports.PricesHash(nil) },
	} {
		bad := good
		spoil(&bad)
		_, err := d.submit(d.setReport(bad, 0))
		refused(d.t, err, code, 422)
	}
	gap := good
	gap.Message.Revision = 2
	_, err := d.submit(d.setReport(gap, 0))
	refused(d.t, err, "revision_gap", 409)
	rc, err := d.submit(d.setReport(good, 0, 1, 2))
	if err != nil || rc.State != models.SnapshotQuorum {
		d.t.Fatalf("%+v %v", rc, err)
	}
	rc, err = d.submit(d.setReport(good, 3))
	if err != nil || !rc.Known {
		d.t.Fatalf("replay: %+v %v", rc, err)
	}
	raw := reports.EncodePrices(good.Prices)
	back, err := reports.DecodePrices(raw)
	if err != nil || len(back) != len(good.Prices) || back[0] != good.Prices[0] {
		d.t.Errorf("price list %s: %v", raw, err)
	}
}

func TestOrders(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	d.accept(d.snapshot(leaves), leaves)
	set, err := d.svc.PrepareSet(ctx, d.inc.PublicID)
	d.must(err)
	_, err = d.submit(d.setReport(set, 0, 1, 2))
	d.must(err)
	order := contracts.PayoutOrder{
		SnapshotSetDigest: set.Digest,
		ConfigDigest:      d.config.Digest(), SettlementID: common.Hash{7}, IncidentID: d.inc.ChainRef.Hash, PayoutToken: usd, Sequence: 1,
		Total: money.FromUint64(5), CumulativeTotal: money.FromUint64(5), LeafCount: 1, ValidUntil: d.spec.OccurredTo + 30*86400,
	}
	report := func(o contracts.PayoutOrder, by ...int) reports.Report {
		r := reports.Report{Kind: reports.KindOrder, Order: &o, Complete: len(by) != 1}
		for _, i := range by {
			r.Signatures = append(r.Signatures, d.members[i].sign(t, o.Digest(d.config.Domain())))
		}
		return r
	}
	_, err = d.submit(report(order, 0))
	refused(t, err, "unknown_settlement", 422)
	st := d.settlement(order)
	other := order
	other.Total = money.FromUint64(6)
	_, err = d.submit(report(other, 0))
	refused(t, err, "order_mismatch", 409)
	for i, by := range []int{2, 0, 3} {
		rc, err := d.submit(report(order, by))
		if err != nil || rc.ID != st.PublicID || rc.Have != i+1 {
			t.Fatalf("%+v %v", rc, err)
		}
		sigs, quorum, err := d.svc.OrderSignatures(ctx, st.PublicID)
		if err != nil || len(sigs) != i+1 || quorum != (i == 2) {
			t.Fatalf("after %d: %d signatures, quorum %v, %v", i, len(sigs), quorum, err)
		}
	}
	_, err = d.submit(report(other, 0)) // signed another order for this settlement
	refused(t, err, "equivocation", 409)
	if sigs, quorum, err := d.svc.OrderSignatures(ctx, st.PublicID); err != nil || len(sigs) != 2 || quorum {
		t.Fatalf("an equivocator still counts: %d signatures, quorum %v, %v", len(sigs), quorum, err)
	}
	if rc, err := d.submit(report(order, 1)); err != nil || rc.Have != 3 {
		t.Fatalf("%+v %v", rc, err)
	}
	sigs, _, err := d.svc.OrderSignatures(ctx, st.PublicID)
	d.must(err)
	joined, err := contracts.JoinSignatures(order.Digest(d.config.Domain()), sigs)
	d.must(err)
	if _, err := d.config.VerifyQuorum(order.Digest(d.config.Domain()), joined); err != nil {
		t.Error(err)
	}
	d.must(d.svc.RetireConfig(ctx, models.SystemActor("test"), d.config.Digest(), true))
	if _, quorum, err := d.svc.OrderSignatures(ctx, st.PublicID); err != nil || quorum {
		t.Errorf("stolen keys still are a quorum: %v %v", quorum, err)
	}
}

// settlement stores an approved settlement with this order.
func (d *desk) settlement(o contracts.PayoutOrder) models.Settlement {
	d.t.Helper()
	st := models.Settlement{
		PublicID: models.NewID("stl"), IncidentID: d.inc.ID, Sequence: int64(o.Sequence), Kind: "cover", State: models.SettlementApproved,
		Available: models.Amt(o.Total), Paid: models.Amt(o.Total), CumulativeTotal: models.Amt(o.CumulativeTotal), LeafCount: 1,
		ChainRef: models.H(o.SettlementID), OrderDigest: models.H(o.Digest(d.config.Domain())), ContentHash: models.H(common.Hash{1}), SnapshotSetDigest: models.H(o.SnapshotSetDigest),
	}
	d.must(d.db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.AssetFor(devChain, usd)
		if err != nil {
			return err
		}
		pool := models.Pool{PublicID: models.NewID("pol"), Kind: "capital", Name: "P", AssetID: asset.ID, Oracle: models.Addr(oracleAt)}
		if err := models.Insert(tx, &pool); err != nil {
			return err
		}
		st.PoolID, st.AssetID = pool.ID, asset.ID
		return models.Insert(tx, &st)
	}))
	return st
}
