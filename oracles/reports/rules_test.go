package reports_test

import (
	"bytes"
	"crypto/ecdsa"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
)

var now = time.Unix(1_900_000_000, 0)

// end is the last second of the messages.
const end = 1_900_000_000 + 30*86400

var (
	chain    = uint64(10)
	asset    = common.Address{0xa5}
	module   = common.Address{0x30}
	incident = common.Hash{0x17}
	specHash = common.Hash{0x5e}
)

// desk is one report with the state that accepts it, and the members' keys.
type desk struct {
	keys   []*ecdsa.PrivateKey // ascending by address
	state  reports.CommitteeState
	report reports.Report
	now    time.Time
	// signedBy are the members who sign when everything else is said.
	signedBy []int
}

// committee is four members, of whom three are enough.
func committee() (keys []*ecdsa.PrivateKey, c contracts.OracleConfig) {
	for i := range 4 {
		k, err := crypto.ToECDSA(crypto.Keccak256([]byte{byte(i)}))
		if err != nil {
			panic(err)
		}
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b *ecdsa.PrivateKey) int { return address(a).Cmp(address(b)) })
	c = contracts.OracleConfig{ChainID: 1, Oracle: common.Address{0x0c}, Count: 1, F: 1, Threshold: 3, MaxAge: 1000, MaxClockSkew: 60, MaxDeviationBps: 500}
	for _, k := range keys {
		c.Signers = append(c.Signers, address(k))
	}
	return keys, c
}

func address(k *ecdsa.PrivateKey) common.Address { return crypto.PubkeyToAddress(k.PublicKey) }

func spec() models.IncidentSpec {
	return models.IncidentSpec{
		Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: chain, Address: asset},
		OccurredFrom: uint64(now.Unix()) - 100, OccurredTo: uint64(now.Unix()) - 50,
		Modules: []models.SpecModule{{ChainID: chain, Address: module, Asset: asset, FromBlock: 5, FromHash: common.Hash{5}, ToBlock: 9, ToHash: common.Hash{9}}},
	}
}

// newDesk is a first snapshot of two losses, 60 and 40, signed by three members at once.
func newDesk() *desk {
	keys, config := committee()
	s := spec()
	d := &desk{keys: keys, now: now, signedBy: []int{0, 1, 2}, state: reports.CommitteeState{
		Config: config, Status: "active", Incident: models.IncidentSnapshotting, Spec: s, SpecHash: specHash,
		Source: reports.SourceFact{State: reports.SourceOK},
	}}
	d.report = reports.Report{Kind: reports.KindSnapshot, Complete: true, Snapshot: &contracts.LossSnapshot{
		ConfigDigest: config.Digest(), IncidentID: incident, SpecHash: specHash, Revision: 1, MethodHash: s.MethodHash(), SourceChainID: chain,
		FromBlock: 5, FromBlockHash: common.Hash{5}, ToBlock: 9, ToBlockHash: common.Hash{9}, OccurredFrom: s.OccurredFrom, OccurredTo: s.OccurredTo, Asset: asset, ValidUntil: end,
	}}
	d.leaves(reports.Leaf{Account: common.Address{1}, Loss: n(60)}, reports.Leaf{Account: common.Address{2}, Loss: n(40)})
	return d
}

func n(v uint64) money.Amount { return money.FromUint64(v) }

// leaves are the losses of the report, with everything in the message that follows.
func (d *desk) leaves(leaves ...reports.Leaf) {
	m := d.report.Snapshot
	d.report.Leaves, d.report.HasLeaves = leaves, true
	m.LeafCount, m.LossRoot, m.TotalLoss = uint32(len(leaves)), reports.LossRoot(incident, leaves), m.UnattributedLoss
	for _, l := range leaves {
		m.TotalLoss, _ = m.TotalLoss.Add(l.Loss)
	}
}

// set makes the report one of a snapshot set that has one head and no prices.
func (d *desk) set() {
	head := common.Hash{0x4e}
	d.report = reports.Report{Kind: reports.KindSet, Complete: true, Snapshots: []common.Hash{head}, Set: &contracts.SnapshotSet{
		ConfigDigest: d.state.Config.Digest(), IncidentID: incident, SpecHash: specHash, Revision: 1, Numeraire: asset,
		SnapshotsHash: reports.SnapshotsHash([]common.Hash{head}), PricesHash: reports.PricesHash(nil), ValidUntil: end,
	}}
	d.state.Set = reports.SetState{Heads: []common.Hash{head}, Complete: true, Priced: true}
}

// order makes the report one of a payout order that two persons approved.
func (d *desk) order() {
	d.report = reports.Report{Kind: reports.KindOrder, Complete: true, Order: &contracts.PayoutOrder{
		ConfigDigest: d.state.Config.Digest(), IncidentID: incident, SettlementID: common.Hash{0x57}, Total: n(9), CumulativeTotal: n(9), ValidUntil: end}}
	d.state.Order = reports.OrderState{State: models.SettlementApproved, Digest: d.digest()}
}

func (d *desk) digest() common.Hash { return d.report.Digest(d.state.Config.Domain()) }

func sign(k *ecdsa.PrivateKey, digest common.Hash) []byte {
	sig, err := crypto.Sign(digest[:], k)
	if err != nil {
		panic(err)
	}
	sig[64] += 27
	return sig
}

// evaluate signs the report as it stands, unless it is signed, and judges it.
func (d *desk) evaluate() (reports.Outcome, error) {
	if d.report.Signatures == nil {
		for _, i := range d.signedBy {
			d.report.Signatures = append(d.report.Signatures, sign(d.keys[i], d.digest()))
		}
	}
	return reports.Evaluate(d.state, d.report, d.now)
}

// inSlot says that a member has signed something else in the report's slot.
func (d *desk) inSlot(member int) {
	d.state.InSlot = map[common.Address][]common.Hash{address(d.keys[member]): {{0xba}}}
}

// twin is the signature with s in the upper half of the curve's order.
func twin(sig []byte) []byte {
	out := bytes.Clone(sig)
	new(big.Int).Sub(crypto.S256().Params().N, new(big.Int).SetBytes(sig[32:64])).FillBytes(out[32:64])
	out[64] = 27 + 28 - out[64]
	return out
}

// refusal is one change of a report that would be accepted, and what is answered. Kept and
// frozen say what outlives it.
type refusal struct {
	change       func(d *desk)
	rule, code   string
	status       int
	kept, frozen bool
}

var refusals = map[string]refusal{
	"retired": {func(d *desk) { d.state.Status, d.state.RetiredAt = "retired", now }, "R4", "config_retired", 422, false, false},
	"retired, grace over": {func(d *desk) {
		d.state.Status, d.state.Pinned, d.state.RetiredAt = "retired", true, now.Add(-24*time.Hour)
	}, "R4", "config_retired", 422, false, false},
	"stolen keys":      {func(d *desk) { d.state.Status = "compromised" }, "R4", "config_compromised", 422, false, false},
	"no configuration": {func(d *desk) { d.state.Status = "" }, "R4", "unknown_config", 422, false, false},

	"no signature": {func(d *desk) { d.report.Signatures = [][]byte{make([]byte, 65)} }, "R5", "bad_signature", 422, false, false},
	"twice":        {func(d *desk) { d.signedBy = []int{0, 0, 1} }, "R5", "duplicate_signer", 422, false, false},
	"descending":   {func(d *desk) { d.signedBy = []int{2, 1, 0} }, "R5", "not_ascending", 422, false, false},
	"two of three": {func(d *desk) { d.signedBy = []int{0, 1} }, "R5", "quorum_not_reached", 422, false, false},
	"a stranger": {func(d *desk) {
		k, _ := crypto.ToECDSA(crypto.Keccak256([]byte("stranger")))
		d.report.Signatures = [][]byte{sign(k, d.digest())}
	}, "R5", "unknown_signer", 422, false, false},
	"high s": {func(d *desk) { d.report.Signatures = [][]byte{twin(sign(d.keys[0], d.digest()))} }, "R5", "malleable_signature", 422, false, false},

	"another domain said": {func(d *desk) { d.report.Domain = &contracts.Domain{ChainID: 2} }, "R6", "wrong_domain", 422, false, false},
	"another chain signed": {func(d *desk) {
		d.report.Signatures = [][]byte{sign(d.keys[0], d.report.Digest(contracts.Domain{ChainID: 8453, Oracle: d.state.Config.Oracle}))}
	}, "R6", "wrong_domain", 422, false, false},

	"two messages in a slot":      {func(d *desk) { d.inSlot(1); d.signedBy = []int{1}; d.report.Complete = false }, "R7", "equivocation", 409, true, false},
	"two messages for a revision": {func(d *desk) { d.state.Line.Revision = 1; d.inSlot(0); d.signedBy = []int{0} }, "R7", "equivocation", 409, true, false},
	"two quorums for a revision":  {func(d *desk) { d.state.Line.Revision = 1; d.inSlot(0) }, "R7", "equivocation", 409, true, true},
	"an order signed twice":       {func(d *desk) { d.order(); d.inSlot(0); d.state.Order.Digest = common.Hash{1} }, "R7", "equivocation", 409, true, false},
	"a member who lied before, alone": {func(d *desk) {
		d.state.Suspended = map[common.Address]bool{address(d.keys[0]): true}
		d.signedBy = []int{0}
		d.report.Complete = false
	}, "R7", "suspended_signer", 422, false, false},
	"a bundle that counts on the liar": {func(d *desk) { d.state.Suspended = map[common.Address]bool{address(d.keys[0]): true} }, "R5", "quorum_not_reached", 422, false, false},

	"no incident":         {func(d *desk) { d.state.Incident = "" }, "R8", "unknown_incident", 422, false, false},
	"incident closed":     {func(d *desk) { d.state.Incident = models.IncidentClosed }, "R8", "incident_state", 409, false, false},
	"revision zero":       {func(d *desk) { d.report.Snapshot.Revision = 0 }, "R8", "revision_gap", 409, false, false},
	"a revision left out": {func(d *desk) { d.report.Snapshot.Revision = 2 }, "R8", "revision_gap", 409, false, false},
	"a revision taken":    {func(d *desk) { d.state.Line.Revision = 1; d.signedBy = []int{0} }, "R8", "revision_taken", 409, true, false},
	"taken, by a quorum":  {func(d *desk) { d.state.Line.Revision = 1 }, "R8", "revision_taken", 409, true, true},
	"another predecessor": {func(d *desk) {
		d.state.Line = reports.Line{Revision: 1, Head: common.Hash{1}}
		d.report.Snapshot.Revision = 2
		d.signedBy = []int{0}
	}, "R8", "fork", 409, true, false},
	"after a settlement":   {func(d *desk) { d.state.Line = reports.Line{Revision: 1, Sealed: true}; d.report.Snapshot.Revision = 2 }, "R8", "sealed", 409, false, false},
	"no settlement":        {func(d *desk) { d.order(); d.state.Order = reports.OrderState{} }, "R8", "unknown_settlement", 422, false, false},
	"settlement cancelled": {func(d *desk) { d.order(); d.state.Order.State = models.SettlementCancelled }, "R8", "settlement_state", 409, false, false},

	"interval upside down": {func(d *desk) { d.report.Snapshot.OccurredFrom = d.report.Snapshot.OccurredTo + 1 }, "R10", "interval", 422, false, false},
	"in the future":        {func(d *desk) { d.now = now.Add(-111 * time.Second) }, "R10", "future", 422, false, false},
	"too old":              {func(d *desk) { d.now = now.Add(951 * time.Second) }, "R10", "expired", 422, false, false},

	"block not canonical": {func(d *desk) { d.state.Source.State = reports.SourceNotCanonical }, "R12", "not_canonical", 422, false, false},
	"block of other time": {func(d *desk) { d.state.Source.State = reports.SourceWrongTime }, "R12", "time_mismatch", 422, false, false},

	"other spec":        {func(d *desk) { d.report.Snapshot.SpecHash = common.Hash{1} }, "R13", "spec_mismatch", 422, false, false},
	"other method":      {func(d *desk) { d.report.Snapshot.MethodHash = common.Hash{1} }, "R13", "spec_mismatch", 422, false, false},
	"other interval":    {func(d *desk) { d.report.Snapshot.OccurredTo-- }, "R13", "spec_mismatch", 422, false, false},
	"other asset":       {func(d *desk) { d.report.Snapshot.Asset = common.Address{9} }, "R13", "spec_mismatch", 422, false, false},
	"other chain":       {func(d *desk) { d.report.Snapshot.SourceChainID++ }, "R13", "spec_mismatch", 422, false, false},
	"other first block": {func(d *desk) { d.report.Snapshot.FromBlock-- }, "R13", "spec_mismatch", 422, false, false},
	"other last hash":   {func(d *desk) { d.report.Snapshot.ToBlockHash = common.Hash{1} }, "R13", "spec_mismatch", 422, false, false},
	"leaf count":        {func(d *desk) { d.report.Snapshot.LeafCount++ }, "R13", "leaf_count", 422, false, false},
	"total":             {func(d *desk) { d.report.Snapshot.TotalLoss = n(101) }, "R13", "sum_mismatch", 422, false, false},
	"sum above 2^256": {func(d *desk) {
		d.leaves(reports.Leaf{Account: common.Address{1}, Loss: money.Max}, reports.Leaf{Account: common.Address{2}, Loss: n(1)})
	}, "R13", "overflow", 422, false, false},
	"root":                {func(d *desk) { d.report.Snapshot.LossRoot = common.Hash{1} }, "R13", "root_mismatch", 422, false, false},
	"positions unasked":   {func(d *desk) { d.report.Leaves[0].Held.Known = true }, "R13", "positions_unexpected", 422, false, false},
	"positions missing":   {func(d *desk) { d.state.Measured = true }, "R13", "positions_missing", 422, false, false},
	"manifest unasked":    {func(d *desk) { d.report.Manifest = []byte("x\n") }, "R13", "manifest_unexpected", 422, false, false},
	"set of another spec": {func(d *desk) { d.set(); d.report.Set.SpecHash = common.Hash{1} }, "R13", "spec_mismatch", 422, false, false},
	"numeraire":           {func(d *desk) { d.set(); d.report.Set.Numeraire = common.Address{1} }, "R13", "numeraire", 422, false, false},
	"hash of digests":     {func(d *desk) { d.set(); d.report.Set.SnapshotsHash = common.Hash{1} }, "R13", "snapshots_hash", 422, false, false},
	"hash of prices":      {func(d *desk) { d.set(); d.report.Set.PricesHash = common.Hash{1} }, "R13", "prices_hash", 422, false, false},
	"a line without head": {func(d *desk) { d.set(); d.state.Set.Complete = false }, "R13", "snapshots_incomplete", 409, false, false},
	"stale snapshots":     {func(d *desk) { d.set(); d.state.Set.Heads = []common.Hash{{1}} }, "R13", "snapshots_stale", 409, false, false},
	"unpriced":            {func(d *desk) { d.set(); d.state.Set.Priced = false }, "R13", "prices_missing", 409, false, false},
	"other prices":        {func(d *desk) { d.set(); d.state.Set.Prices = []reports.Price{{ChainID: 1, Num: n(1), Den: n(1)}} }, "R13", "prices_mismatch", 422, false, false},
	"order of other text": {func(d *desk) { d.order(); d.state.Order.Digest = common.Hash{1} }, "R13", "order_mismatch", 409, false, false},

	"a module's leaf": {func(d *desk) { d.leaves(reports.Leaf{Account: module, Loss: n(1)}) }, "R14", "excluded_account", 422, false, false},
	"the zero leaf":   {func(d *desk) { d.leaves(reports.Leaf{Loss: n(1)}) }, "R14", "excluded_account", 422, false, false},
	"a leaf of zero":  {func(d *desk) { d.leaves(reports.Leaf{Account: common.Address{1}}) }, "R14", "zero_loss", 422, false, false},
	"a leaf twice": {func(d *desk) {
		d.leaves(reports.Leaf{Account: common.Address{1}, Loss: n(1)}, reports.Leaf{Account: common.Address{1}, Loss: n(1)})
	}, "R14", "duplicate_account", 422, false, false},
	"leaves unsorted": {func(d *desk) {
		d.leaves(reports.Leaf{Account: common.Address{2}, Loss: n(1)}, reports.Leaf{Account: common.Address{1}, Loss: n(1)})
	}, "R14", "not_ascending", 422, false, false},

	"a hash alone": {func(d *desk) { d.report.Leaves, d.report.HasLeaves = nil, false }, "R18", "leaves_missing", 422, false, false},
	"no evidence": {func(d *desk) {
		d.state.Measured = true
		for i := range d.report.Leaves {
			l := &d.report.Leaves[i]
			l.Held = reports.Holding{Known: true, Before: l.Loss, Average: l.Loss, Insured: l.Loss}
		}
		d.report.Manifest = []byte("x\n")
	}, "R18", "evidence_mismatch", 422, false, false},
}

// TestEachRuleRefuses: one report that would be accepted, and for each rule the one thing
// that is changed.
func TestEachRuleRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range refusals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk()
			c.change(d)
			out, err := d.evaluate()
			var rej *reports.Rejection
			if !errors.As(err, &rej) || !errors.Is(err, reports.ErrRejected) {
				t.Fatalf("%+v, %v", out, err)
			}
			if rej.Rule != c.rule || rej.Code != c.code || rej.Status != c.status || out.Keep != c.kept || (out.Freeze != "") != c.frozen || out.Known {
				t.Errorf("%s %s %d, kept %t, freezes %q; want %s %s %d, kept %t, frozen %t", rej.Rule, rej.Code, rej.Status, out.Keep, out.Freeze,
					c.rule, c.code, c.status, c.kept, c.frozen)
			}
		})
	}
}

// acceptance is what is accepted at once, or what waits and why, and for whom.
type acceptance struct {
	change     func(d *desk)
	have, need int
	reason     string
	quorum     bool
}

var acceptances = map[string]acceptance{
	"a quorum at once":   {func(*desk) {}, 3, 3, "", true},
	"the first of three": {func(d *desk) { d.signedBy, d.report.Complete = []int{1}, false }, 1, 3, "", false},
	"the third":          {func(d *desk) { d.signedBy, d.report.Complete = []int{1}, false; d.stored(0, 2) }, 3, 3, "", true},
	"retired, within the grace": {func(d *desk) {
		d.state.Status, d.state.Pinned, d.state.RetiredAt = "retired", true, now.Add(-24*time.Hour+time.Second)
	}, 3, 3, "", true},
	"a set":                    {(*desk).set, 3, 3, "", true},
	"an order":                 {(*desk).order, 3, 3, "", true},
	"as old as allowed":        {func(d *desk) { d.now = now.Add(950 * time.Second) }, 3, 3, "", true},
	"as early as allowed":      {func(d *desk) { d.now = now.Add(-110 * time.Second) }, 3, 3, "", true},
	"not final":                {func(d *desk) { d.state.Source.State = reports.SourceNotFinal }, 3, 3, "not_final", false},
	"nodes of two minds":       {func(d *desk) { d.state.Source.State = reports.SourceDisagree }, 3, 3, "providers_disagree", false},
	"nobody reads the chain":   {func(d *desk) { d.state.Source.State = reports.SourceUnknown }, 3, 3, "no_provider", false},
	"total 5 % above the last": {func(d *desk) { d.second(reports.Line{Total: n(100)}, 105) }, 3, 3, "", true},
	"total more above":         {func(d *desk) { d.second(reports.Line{Total: n(100)}, 106) }, 3, 4, "needs_all_signers", false},
	"total below the last":     {func(d *desk) { d.second(reports.Line{Total: n(100)}, 94) }, 3, 4, "needs_all_signers", false},
	"all four, far from it":    {func(d *desk) { d.second(reports.Line{Total: n(100)}, 900); d.signedBy = []int{0, 1, 2, 3} }, 4, 4, "", true},
	"more than was held":       {func(d *desk) { d.held(99) }, 3, 3, "needs_release", false},
	"all that was held":        {func(d *desk) { d.held(100) }, 3, 3, "", true},
	"released by two people":   {func(d *desk) { d.held(99); d.state.Released = true }, 3, 3, "", true},
	"a liar beside a quorum": {func(d *desk) {
		d.signedBy = []int{0, 1, 2, 3}
		d.state.Suspended = map[common.Address]bool{address(d.keys[3]): true}
	}, 3, 3, "", true},
}

func TestReportsThatAreAccepted(t *testing.T) {
	t.Parallel()
	for name, c := range acceptances {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk()
			c.change(d)
			out, err := d.evaluate()
			if err != nil {
				t.Fatal(err)
			}
			if out.Have != c.have || out.Need != c.need || out.Reason != c.reason || out.Quorum != c.quorum || out.Keep || out.Freeze != "" || out.Digest != d.digest() {
				t.Errorf("%+v, want %d of %d, %q, quorum %t", out, c.have, c.need, c.reason, c.quorum)
			}
		})
	}
}

// stored says that members have signed this report before.
func (d *desk) stored(members ...int) {
	d.state.Stored = map[common.Address]bool{}
	for _, i := range members {
		d.state.Stored[address(d.keys[i])] = true
	}
}

// second makes the report the second revision of a line, with one loss.
func (d *desk) second(line reports.Line, loss uint64) {
	line.Revision, line.Head = 1, common.Hash{0x4e}
	d.state.Line = line
	d.report.Snapshot.Revision, d.report.Snapshot.PrevSnapshot = 2, line.Head
	d.leaves(reports.Leaf{Account: common.Address{1}, Loss: n(loss)})
}

func (d *desk) held(amount uint64) {
	x := n(amount)
	d.state.Held = &x
}

// TestKnownReportChangesNothing is R9: what was accepted is answered again as it was,
// whatever the time and the incident are by now.
func TestKnownReportChangesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.state.Known, d.state.Incident, d.state.Status, d.now = true, models.IncidentClosed, "retired", now.AddDate(1, 0, 0)
	d.stored(0, 1, 3)
	out, err := d.evaluate()
	if err != nil || !out.Known || out.Have != 3 || out.Keep || out.Quorum {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestLeavesThatAreStoredAreNotAskedAgain: a later signature over a digest whose leaves
// were checked comes without them.
func TestLeavesThatAreStoredAreNotAskedAgain(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.state.StoredLeaves, d.report.Leaves, d.report.HasLeaves = true, nil, false
	if out, err := d.evaluate(); err != nil || !out.Quorum {
		t.Errorf("%+v, %v", out, err)
	}
}
