package server

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/tlog"

	"makewhole/models"
)

func TestSnapshotsAndLeaves(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.losses(w, "alice", "amy", "bob")
	var snaps List[Snapshot]
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/snapshots", nil).want(200).into(&snaps)
	if len(snaps.Items) != 1 || snaps.Items[0].TotalLoss.Amount != "300000000" || snaps.Items[0].TotalLoss.Display != "300" || snaps.Items[0].IncidentID != w.incident {
		t.Fatalf("%+v", snaps)
	}
	id := snaps.Items[0].ID
	b.ask("", "GET", "/v1/snapshots/"+id, nil).want(200).has(`"state":"final"`)
	b.ask("", "GET", "/v1/snapshots/"+id+"/reports", nil).want(200).has(`"items":[]`)
	b.ask("", "GET", "/v1/snapshots/"+id+"/history", nil).want(200)
	var first, rest Page[Leaf]
	b.ask("", "GET", "/v1/snapshots/"+id+"/leaves?limit=2", nil).want(200).into(&first)
	b.ask("", "GET", "/v1/snapshots/"+id+"/leaves?limit=2&cursor="+first.NextCursor, nil).want(200).into(&rest)
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.NextCursor != "" || first.Items[0].Index != 0 || rest.Items[0].Index != 2 || rest.Items[0].Loss != "100000000" {
		t.Errorf("%+v then %+v", first, rest)
	}
	b.ask("", "GET", "/v1/protocols?cursor="+first.NextCursor, nil).problem(400, "invalid-request")
	var bands List[LossBand]
	b.ask("", "GET", "/v1/snapshots/"+id+"/bands", nil).want(200).into(&bands)
	if len(bands.Items) != 1 || bands.Items[0].Accounts != 3 || bands.Items[0].From.Display != "100" || bands.Items[0].Through.Amount != "999999999" {
		t.Errorf("%+v", bands)
	}
	b.ask("", "GET", "/v1/snapshots/snp_none/bands", nil).problem(404, "not-found")
	for account, n := range map[string]int{first.Items[0].Account: 1, strings.ToLower(rest.Items[0].Account): 1, common.MaxAddress.Hex(): 0} {
		var hit Page[Incident]
		b.ask("", "GET", "/v1/incidents?account="+account, nil).want(200).into(&hit)
		if len(hit.Items) != n || n > 0 && hit.Items[0].ID != w.incident {
			t.Errorf("%s is in %+v", account, hit)
		}
	}
	for _, account := range []string{"0x1", strings.ToUpper(first.Items[0].Account), first.Items[0].Account + "0"} {
		b.ask("", "GET", "/v1/incidents?account="+account, nil).problem(400, "invalid-request").has("account")
	}
	var sets List[SnapshotSet]
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/snapshot-sets", nil).want(200).into(&sets)
	if len(sets.Items) != 1 || string(sets.Items[0].Members) != `["`+snaps.Items[0].Digest+`"]` {
		t.Errorf("%+v", sets)
	}
	b.ask("", "GET", "/v1/snapshot-sets/"+sets.Items[0].ID, nil).want(200)
	b.ask("", "GET", "/v1/snapshot-sets/"+sets.Items[0].ID+"/reports", nil).want(200)
	b.ask("", "GET", "/v1/snapshot-sets/"+sets.Items[0].ID+"/history", nil).want(200)
	var configs List[OracleConfig]
	b.ask("", "GET", "/v1/oracles/configs", nil).want(200).into(&configs)
	if len(configs.Items) != 1 || configs.Items[0].Threshold != 3 {
		t.Fatalf("%+v", configs)
	}
	b.ask("", "GET", "/v1/oracles/configs/"+configs.Items[0].Digest, nil).want(200).has(`"state":"active"`)
}

// checkpoint signs a head over all entries of the audit log and returns its size.
func (b *bench) checkpoint() (size int64) {
	b.Helper()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		n, root, err := tx.IntegrateAudit(1000)
		if err != nil {
			return err
		}
		size = n
		_, err = tx.AppendCheckpoint(n, root, "a signed note")
		return err
	}))
	return size
}

// TestAuditProofsVerify checks the served proofs with the library's verifier.
func TestAuditProofsVerify(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	b.ask("", "GET", "/v1/audit/checkpoints/latest", nil).problem(404, "not-found")
	size := b.checkpoint()
	var head Checkpoint
	b.ask("", "GET", "/v1/audit/checkpoints/latest", nil).want(200).into(&head)
	b.ask("", "GET", "/v1/audit/checkpoints", nil).want(200).has("a signed note")
	if head.TreeSize != size || size < 10 {
		t.Fatalf("tree of %d, head says %d", size, head.TreeSize)
	}
	for _, path := range []string{"/v1/audit/entries/3/proof", "/v1/audit/entries/3/proof?size=7"} {
		var p AuditProof
		b.ask("", "GET", path, nil).want(200).into(&p)
		proof := make(tlog.RecordProof, len(p.Path))
		for i, h := range p.Path {
			proof[i] = tlog.Hash(common.HexToHash(h))
		}
		if err := tlog.CheckRecord(proof, p.TreeSize, tlog.Hash(common.HexToHash(p.RootHash)), p.Index, tlog.Hash(common.HexToHash(p.LeafHash))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, path := range []string{"/v1/audit/entries/100000/proof", "/v1/audit/entries/3/proof?size=100000", "/v1/audit/entries/3/proof?size=2"} {
		b.ask("", "GET", path, nil).problem(404, "not-found")
	}
	b.ask("", "GET", "/v1/audit/entries/-1/proof", nil).problem(400, "invalid-request")
}

// TestAuditConsistencyVerifies: heads of other sizes are beginnings of the newest one,
// by the library's verifier; one hash more or less is refused by it.
func TestAuditConsistencyVerifies(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	b.ask("", "GET", "/v1/audit/consistency?from=3", nil).problem(404, "not-found")
	size := b.checkpoint()
	tree := func(hex string) tlog.Hash { return tlog.Hash(common.HexToHash(hex)) }
	for _, path := range []string{"?from=3", "?from=7", "?from=3&to=8", fmt.Sprintf("?from=%d", size)} {
		var c Consistency
		b.ask("", "GET", "/v1/audit/consistency"+path, nil).want(200).into(&c)
		proof := make(tlog.TreeProof, len(c.Path))
		for i, h := range c.Path {
			proof[i] = tree(h)
		}
		if err := tlog.CheckTree(proof, c.To, tree(c.ToHash), c.From, tree(c.FromHash)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if err := tlog.CheckTree(append(proof, tlog.Hash{1}), c.To, tree(c.ToHash), c.From, tree(c.FromHash)); err == nil {
			t.Errorf("%s: a longer proof is taken", path)
		}
	}
	for _, path := range []string{"?from=100000", "?from=3&to=100000", "?from=3&to=2"} {
		b.ask("", "GET", "/v1/audit/consistency"+path, nil).problem(404, "not-found")
	}
	b.ask("", "GET", "/v1/audit/consistency", nil).problem(400, "invalid-request")
}

func TestPricesNeedTwoPeople(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	other := "0x0000000000000000000000000000000000000d02"
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error {
		_, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(common.HexToAddress(other)), Symbol: "EUR", Decimals: 6})
		return err
	}))
	spec := b.specBody()
	spec["modules"].([]any)[0].(map[string]any)["asset"] = other
	var inc Incident
	b.ask("staff:intake", "POST", "/v1/admin/incidents", map[string]any{
		"protocol_id": w.protocol, "title": "T", "observed_at": b.clock.Now().Format(time.RFC3339Nano), "reason": "r", "spec": spec,
	}).want(201).into(&inc)
	enter := func(asset string) answer {
		return b.ask("staff:treasurer", "POST", "/v1/admin/incidents/"+inc.ID+"/prices", map[string]any{
			"asset": map[string]any{"chain_id": "31337", "address": asset}, "num": "11", "den": "10", "reason": "24 h average before the loss",
		})
	}
	enter(usdAt.Hex()).problem(422, "price").has("worth itself")
	var p Price
	enter(other).want(201).has(`"num":"11"`).hasNot("confirmed_by").into(&p)
	b.ask("staff:treasurer", "POST", "/v1/admin/prices/"+p.ID+"/confirm", nil).problem(403, "forbidden").has("a second person")
	b.ask("staff:senior", "POST", "/v1/admin/prices/"+p.ID+"/confirm", nil).want(200).has("confirmed_by")
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/prices", nil).want(200).has(p.ID, "24 h average", `"symbol":"EUR"`)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/snapshot-sets/next", nil).problem(409, "not-ready")
}

func TestTakeBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	var inc Incident
	b.ask("staff:intake", "POST", "/v1/admin/incidents", map[string]any{
		"protocol_id": w.protocol, "title": "T", "observed_at": b.clock.Now().Format(time.RFC3339Nano), "reason": "r", "spec": b.specBody(addr("thief").Hex()),
	}).want(201).into(&inc)
	b.ask("staff:senior", "POST", "/v1/admin/incidents/"+inc.ID+"/inclusions", map[string]any{"version": inc.Version, "account": addr("nobody").Hex()}).problem(404, "not-found")
	b.ask("staff:senior", "POST", "/v1/admin/incidents/"+inc.ID+"/inclusions", map[string]any{"version": inc.Version, "account": addr("thief").Hex()}).want(200)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/exclusions", nil).want(200).has(`"items":[]`)
	b.ask("staff:intake", "POST", "/v1/admin/covers/"+w.cover+"/cancel", map[string]any{"version": 0, "reason": "asked to"}).want(200).has(`"state":"cancelled"`)
	b.ask("", "GET", "/v1/products", nil).want(200).has(w.product, `"position":1`)
	b.ask("", "GET", "/v1/pools", nil).want(200).has(w.pool, `"observed_free":{"amount":"0"`)
}

func TestCancelADraft(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	w.incident = b.incident(w, models.IncidentSnapshotting)
	b.losses(w, "alice", "amy")
	b.capital(w, 150_000_000)
	b.windows()
	b.decided(w)
	b.clock.Advance(65 * time.Minute)
	b.windows()
	var drafts List[Settlement]
	b.ask("staff:treasurer", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident, "pool_ids": []string{w.pool}}).want(201).into(&drafts)
	path := "/v1/admin/settlements/" + drafts.Items[0].ID
	b.ask("staff:treasurer", "POST", path+"/distribution-plans", map[string]any{}).problem(409, "not-ready")
	b.ask("staff:treasurer", "POST", path+"/sweep", nil).problem(409, "wrong-state")
	b.ask("", "GET", "/v1/settlements/"+drafts.Items[0].ID+"/bundle", nil).problem(404, "not-found")
	b.ask("staff:senior", "POST", path+"/cancel", map[string]any{"version": drafts.Items[0].Version, "reason": "wrong pool"}).want(200).has(`"state":"cancelled"`, "wrong pool")
	b.ask("", "GET", "/v1/settlements/"+drafts.Items[0].ID, nil).problem(404, "not-found") // it was never public
}

// TestKeysAreSteered pauses a sending key and lets it go on.
func TestKeysAreSteered(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error {
		_, err := tx.EnsureKey(devChain, operator, 5)
		return err
	}))
	act := func(who, name string) answer {
		return b.ask(who, "POST", "/v1/admin/keys/"+operator.Hex()+"/"+name, map[string]any{"chain_id": devChain, "reason": "odd traffic"})
	}
	act("staff:senior", "pause").want(200).has(`"paused":"odd traffic"`, `"next_nonce":5`)
	act("staff:senior", "resume").problem(403, "forbidden")
	act("staff:treasurer", "resume").want(200).hasNot("paused")
	b.ask("staff:auditor", "GET", "/v1/admin/keys", nil).want(200).has(strings.ToLower(operator.Hex()[2:6]))
}

// TestLimiterForgetsFullBuckets keeps memory bounded without changing a
// decision.
func TestLimiterForgetsFullBuckets(t *testing.T) {
	t.Parallel()
	l := newLimiter(1)
	now := time.Unix(1000, 0)
	for took(l, "greedy", now) {
	}
	for i := range limiterMax - 1 {
		l.buckets[bucketKey{rateRead, string(rune(i))}] = newLimiter(1).bucket(rateRead)
	}
	if !took(l, "another", now) {
		t.Error("a new caller is refused")
	}
	if n := len(l.buckets); n != 2 {
		t.Errorf("%d buckets left", n)
	}
	if left, ok := l.take(rateLogin, "greedy", now); ok || left.wait != 1 {
		t.Errorf("the greedy caller waits %d s", left.wait)
	}
	if !took(l, "greedy", now.Add(time.Second)) {
		t.Error("a second brought nothing")
	}
}

func took(l *limiter, who string, now time.Time) bool {
	_, ok := l.take(rateLogin, who, now)
	return ok
}
