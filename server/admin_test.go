package server

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"makewhole/models"
)

// specBody is a specification of the module of the world.
func (b *bench) specBody(exclude ...string) map[string]any {
	at := b.clock.Now().Unix()
	list := []any{}
	for _, a := range exclude {
		list = append(list, map[string]any{"account": a, "kind": "attacker", "reason": "sent the transaction"})
	}
	hash := func(c string) string { return "0x" + strings.Repeat(c, 64) }
	return map[string]any{
		"format": models.SpecFormat, "method": models.MethodViewFlows, "numeraire": map[string]any{"chain_id": "31337", "address": usdAt.Hex()},
		"occurred_from": strconv.FormatInt(at-600, 10), "occurred_to": strconv.FormatInt(at-300, 10), "exclusions": list,
		"modules": []any{map[string]any{
			"chain_id": "31337", "address": moduleAt.Hex(), "asset": usdAt.Hex(), "from_block": "10", "from_hash": hash("1"), "to_block": "20",
			"to_hash": hash("2"), "view": "assetsOf(address)",
		}},
	}
}

func TestRecordAnIncident(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.committee()
	thief := "0x000000000000000000000000000000000000bad1"
	body := map[string]any{
		"protocol_id": w.protocol, "title": "Drained", "observed_at": b.clock.Now().Add(-time.Minute).Format(time.RFC3339Nano), "reason": "users told us", "spec": b.specBody(thief),
	}
	var inc Incident
	b.ask("staff:intake", "POST", "/v1/admin/incidents", body).want(201).has(`"state":"reported"`, `"reported_at"`, `"spec_hash":"0x`).hasNot("confirmed_at").into(&inc)
	steps := func(who, event string) answer {
		return b.ask(who, "POST", "/v1/admin/incidents/"+inc.ID+"/steps", map[string]any{"version": inc.Version, "event": event, "reason": "because"})
	}
	b.ask("staff:intake", "POST", "/v1/admin/incidents", body).problem(409, "conflict") // the blocks are taken
	steps("staff:underwriter", "confirm").problem(409, "wrong-state").has("reported")
	steps("staff:underwriter", "review").want(200).into(&inc)
	b.ask("staff:underwriter", "POST", "/v1/admin/incidents/"+inc.ID+"/exclusions", map[string]any{
		"version": inc.Version, "account": addr("insider").Hex(), "kind": "insider", "reason": "deployer",
	}).want(201).into(&inc)
	steps("staff:underwriter", "confirm").problem(403, "forbidden")
	stale := inc
	steps("staff:senior", "confirm").want(200).has(`"state":"confirmed"`, "confirmed_at").into(&inc)
	b.ask("staff:senior", "POST", "/v1/admin/incidents/"+inc.ID+"/steps", map[string]any{"version": stale.Version, "event": "dispute", "reason": "late"}).problem(409, "changed")
	b.ask("staff:intake", "PUT", "/v1/admin/incidents/"+inc.ID+"/spec", map[string]any{"version": inc.Version, "spec": b.specBody()}).problem(409, "wrong-state")
	b.ask("", "GET", "/v1/incidents/"+inc.ID, nil).want(200).has(`"occurred_from"`, `"observed_at"`, `"containment":"none"`, `"from_block":10`, w.module)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/exclusions", nil).want(200).has(addr("insider").Hex(), "sent the transaction", "deployer")
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/history", nil).want(200).has(`"event":"report"`, `"event":"review"`, `"event":"confirm"`, `"reason":"because"`).hasNot(`"name"`)
	b.ask("", "GET", "/v1/incidents?state=confirmed", nil).want(200).has(inc.ID).hasNot(w.incident)
	b.ask("", "GET", "/v1/incidents?state=confirmed%27", nil).problem(400, "invalid-request")
}

func TestSpecificationIsReadStrictly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.committee()
	var inc Incident
	b.ask("staff:intake", "POST", "/v1/admin/incidents", map[string]any{
		"protocol_id": w.protocol, "title": "T", "observed_at": b.clock.Now().Format(time.RFC3339Nano), "reason": "r", "suspected": true,
	}).want(201).has(`"state":"suspected"`).hasNot("reported_at").into(&inc)
	put := func(spec map[string]any) answer {
		return b.ask("staff:intake", "PUT", "/v1/admin/incidents/"+inc.ID+"/spec", map[string]any{"version": inc.Version, "spec": spec})
	}
	put(with(b.specBody(), "occurred_from", "9", "occurred_to", "5")).problem(400, "invalid-request").has(`"/spec"`, "no interval")
	for name, spec := range map[string]map[string]any{
		"number": with(b.specBody(), "occurred_from", 5), "leading zero": with(b.specBody(), "occurred_from", "05"), "unknown field": with(b.specBody(), "note", "x"),
		"numeraire": with(b.specBody(), "numeraire", map[string]any{"chain_id": "31337", "address": strings.ToUpper(usdAt.Hex())}),
		"exclusion": with(b.specBody(), "exclusions", []any{map[string]any{"account": usdAt.Hex(), "kind": "attacker"}}),
	} {
		if a := put(spec); a.status != 400 {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	put(with(b.specBody(), "numeraire", map[string]any{"chain_id": "31337", "address": addr("x").Hex()})).problem(400, "invalid-request").has("/spec/numeraire")
	put(b.specBody()).want(200).has(`"format":"incident-spec/1"`).into(&inc)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/oracle-task", nil).want(200).has(`"format":"incident-spec/1"`)

	offchain := func(reading any) map[string]any {
		src := map[string]any{
			"asset": map[string]any{"chain_id": "31337", "address": usdAt.Hex()}, "sha256": "0x" + strings.Repeat("ab", 32),
			"account": "account", "columns": []string{"lost"}, "total": "100",
		}
		if reading != nil {
			src["reading"] = reading
		}
		body := with(with(b.specBody(), "method", "offchain/1"), "sources", []any{src})
		delete(body, "modules")
		return body
	}
	for name, reading := range map[string]any{
		"nothing said": map[string]any{}, "a number": map[string]any{"decimals": 18}, "default": map[string]any{"delimiter": "comma"},
		"too many": map[string]any{"decimals": "78"}, "wraps a byte": map[string]any{"decimals": "274"},
		"two meanings": map[string]any{"decimals": "2", "thousands": "point"}, "null": map[string]any{"thousands": nil, "x": 1},
	} {
		if a := put(offchain(reading)); a.status != 400 && a.status != 422 {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	put(offchain(nil)).want(200).into(&inc)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/oracle-task", nil).want(200).has(`"sha256":"0xab`).hasNot("reading")
	put(offchain(map[string]any{"delimiter": "semicolon", "decimals": "18", "sum_repeated": true})).want(200).into(&inc)
	b.ask("", "GET", "/v1/incidents/"+inc.ID+"/oracle-task", nil).want(200).has(`"reading":{"decimals":"18","delimiter":"semicolon","sum_repeated":true}`)
}

func TestContainmentOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	act := func(version int, event string, at any) answer {
		body := map[string]any{"version": version, "event": event, "reason": "drain"}
		if at != nil {
			body["read_back"] = at
		}
		return b.ask("staff:intake", "POST", "/v1/admin/modules/"+w.module+"/containment", body)
	}
	act(0, "request_containment", nil).want(200).has(`"containment":"requested"`)
	act(1, "contain", nil).problem(400, "invalid-request").has("/read_back")
	act(1, "contain", map[string]any{"block": "33", "hash": "0x" + strings.Repeat("3", 64)}).want(200).has(`"containment":"contained"`, "contained_at")
	b.ask("", "GET", "/v1/modules/"+w.module+"/history", nil).want(200).has("read at block 33")
}

func TestReviewOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	c := b.file(w, "alice", "alice")
	b.losses(w, "alice", "amy")
	var reviewer Person
	b.ask("staff:underwriter", "GET", "/v1/admin/me", nil).want(200).into(&reviewer)
	b.ask("staff:intake", "POST", "/v1/admin/claims/"+c.ID+"/assign", map[string]any{"version": c.Version, "staff_id": reviewer.ID}).want(200).
		has(`"state":"under_review"`, `"assigned_to":"`+reviewer.ID).into(&c)
	b.ask("staff:underwriter", "GET", "/v1/admin/claims?mine=true", nil).want(200).has(c.ID)
	b.ask("staff:senior", "GET", "/v1/admin/claims?mine=true", nil).want(200).hasNot(c.ID)
	review := map[string]any{"version": c.Version, "decision": "request_evidence", "reason_code": "evidence_missing", "clause": "3", "text": "Show the deposit."}
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", with(review, "reason_code", "no_such_code")).problem(400, "invalid-request").has("/reason_code").hasNot("no_such_code")
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", with(review, "decision", "give_all")).problem(400, "invalid-request")
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", review).want(201).has(`"state":"evidence_requested"`, "evidence_due_at")
	b.ask("alice", "GET", "/v1/claims/"+c.ID, nil).want(200).has("Show the deposit.", `"decision":"request_evidence"`).hasNot(`"reviewer"`)
	b.ask("staff:auditor", "GET", "/v1/admin/claims/"+c.ID, nil).want(200).has(`"reviewer":"` + reviewer.ID)
}

// failingJobs has one job whose last run failed.
type failingJobs struct{ fakeJobs }

func (failingJobs) List(context.Context) ([]models.Work, error) {
	return []models.Work{{Job: "settle"}, {Job: "send", LastError: "store signed transactions: database or disk is full"}}, nil
}

// TestReadyIsRedWhenAJobFails: liveness stays, readiness goes and names the job;
// the reason is for staff.
func TestReadyIsRedWhenAJobFails(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ask("", "GET", "/readyz", nil).want(200).has("ok")
	b.s = b.server(func(c *Config) { c.Jobs = failingJobs{} })
	b.ask("", "GET", "/readyz", nil).want(503).has("1 jobs fail: send").hasNot("disk")
	b.ask("", "GET", "/healthz", nil).want(200)
}

func TestOutboxOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var row models.TxIntent
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) (err error) {
		row, err = tx.Enqueue(models.TxIntent{
			IdemKey: "trial:x", Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: devChain, Sender: models.Addr(operator), To: models.Addr(oracleAt), Data: []byte{1, 2},
		})
		return err
	}))
	b.ask("staff:auditor", "GET", "/v1/admin/outbox?state=proposed", nil).want(200).has(row.PublicID, `"kind":"trial"`)
	b.ask("staff:auditor", "GET", "/v1/admin/outbox?kind=publsh", nil).problem(400, "invalid-request").has("publish", "submit_set")
	b.ask("staff:auditor", "GET", "/v1/admin/outbox?kind=sweep", nil).want(200).hasNot(row.PublicID)
	b.ask("staff:auditor", "GET", "/v1/admin/outbox?kind=trial", nil).want(200).has(row.PublicID)
	b.ask("staff:auditor", "GET", "/v1/admin/outbox/"+row.PublicID, nil).want(200).has(`"data":"0x0102"`, `"attempts":[]`, `"history":[{`)
	path := "/v1/admin/outbox/" + row.PublicID + "/approve"
	b.ask("staff:senior", "POST", path, map[string]any{"reason": "fine"}).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", path, map[string]any{}).problem(400, "invalid-request")
	b.ask("staff:treasurer", "POST", path, map[string]any{"reason": "fine"}).want(200).has(`"state":"approved"`)
	b.ask("staff:treasurer", "POST", path, map[string]any{"reason": "again"}).problem(409, "wrong-state")
	b.ask("staff:auditor", "GET", "/v1/admin/keys", nil).want(200).has(`"items":[]`)
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error {
		_, err := tx.EnsureKey(devChain, operator, 4)
		return err
	}))
	adopt := "/v1/admin/keys/" + operator.Hex() + "/adopt-nonce"
	b.ask("staff:senior", "POST", adopt, map[string]any{"chain_id": devChain, "reason": "known"}).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", adopt, map[string]any{"chain_id": devChain}).problem(400, "invalid-request")
	budget := "/v1/admin/budgets/" + operator.Hex()
	b.ask("staff:auditor", "GET", budget+"?chain_id=31337", nil).want(200).has(`"spent":"0"`).hasNot(`"limit"`)
	b.ask("staff:senior", "POST", budget, map[string]any{"chain_id": devChain, "limit": "7", "reason": "storm"}).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", budget, map[string]any{"chain_id": devChain, "limit": "7", "reason": "storm"}).want(200).has(`"limit":"7"`, `"reason":"storm"`, `"day":"2026-`)
	b.ask("staff:auditor", "GET", "/v1/admin/budgets/stl_unknown?chain_id=31337", nil).problem(404, "not-found")
	b.s = b.server(func(c *Config) { c.Outbox = nil })
	b.ask("staff:treasurer", "POST", path, map[string]any{"reason": "fine"}).problem(503, "unavailable")
}

func TestMoneyThatComesBackOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	usd := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	announce := map[string]any{"incident_id": w.incident, "asset": usd, "source": "attacker", "amount": "5000000"}
	b.ask("staff:treasurer", "POST", "/v1/admin/recoveries", announce).problem(400, "invalid-request").has("from")
	announce["from"] = "0x0000000000000000000000000000000000000000"
	b.ask("staff:treasurer", "POST", "/v1/admin/recoveries", announce).problem(400, "invalid-request").has("/from", "who will deposit")
	announce["from"] = usdAt.Hex()
	var r Recovery
	b.ask("staff:treasurer", "POST", "/v1/admin/recoveries", announce).want(201).has(`"state":"expected"`, `"display":"5"`).into(&r)
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/recoveries", nil).want(200).has(r.ID)
	b.ask("staff:treasurer", "POST", "/v1/admin/recoveries/"+r.ID+"/withdraw", map[string]any{"version": r.Version + 1, "reason": "no"}).problem(409, "changed")
	b.ask("staff:underwriter", "POST", "/v1/admin/recoveries/"+r.ID+"/withdraw", map[string]any{"version": r.Version, "reason": "no"}).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", "/v1/admin/recoveries/"+r.ID+"/withdraw", map[string]any{"version": r.Version, "reason": "the talks ended"}).
		want(200).has(`"state":"withdrawn"`)
	b.ask("", "GET", "/v1/recoveries/"+r.ID+"/history", nil).want(200).has(`"event":"expect"`, `"event":"withdraw"`, "the talks ended")
}

func TestCoversOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.ask("alice", "GET", "/v1/covers", nil).want(200).has(w.cover)
	b.ask("amy", "GET", "/v1/covers", nil).want(200).has(`"items":[]`)
	b.ask("amy", "GET", "/v1/covers?as=insured", nil).want(200).has(w.cover)
	b.ask("amy", "GET", "/v1/covers/"+w.cover, nil).want(200)
	b.ask("staff:auditor", "GET", "/v1/admin/covers?product="+w.product, nil).want(200).has(w.cover)
	b.ask("amy", "POST", "/v1/covers/"+w.cover+"/accounts", map[string]any{"version": 0, "add": []string{addr("bob").Hex()}}).problem(404, "not-found")
	b.ask("alice", "POST", "/v1/covers/"+w.cover+"/accounts", map[string]any{"version": 0, "add": []string{addr("bob").Hex()}}).problem(400, "invalid-request").has("/add/0")
	b.ask("alice", "POST", "/v1/covers/"+w.cover+"/accounts", map[string]any{"version": 0, "add": []string{addr("bob").Hex()},
		"consents": []any{b.consent(w.product, "alice", "bob")}}).problem(409, "conflict") // an incident is open
	for _, path := range []string{"/v1/products", "/v1/products/" + w.product, "/v1/products/" + w.product + "/wordings", "/v1/wordings/" + w.wording, "/v1/pools/" + w.pool, "/v1/assets", "/v1/protocols/" + w.protocol + "/modules"} {
		b.ask("", "GET", path, nil).want(200)
	}
	b.ask("", "GET", "/v1/wordings/"+w.wording, nil).has(`"filing_window_s":3600`, `"terms_hash":"0x`, "What is covered.")
}

// TestNoActStoresItsAnswerLate: every service method that the acts above call
// reports its result inside its transaction.
func TestNoActStoresItsAnswerLate(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	c := b.file(w, "alice", "alice")
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/evidence?name=a.txt", "text", "Content-Type", "text/plain").want(201)
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/withdraw", map[string]any{"version": c.Version}).want(200)
	b.ask("staff:admin", "POST", "/v1/admin/staff", map[string]any{"person": "p", "name": "n", "roles": []string{"intake"}}).want(201)
	b.ask("staff:auditor", "POST", "/v1/admin/freeze", map[string]any{"reason": "odd"}).want(200)
	b.ask("staff:treasurer", "POST", "/v1/admin/freeze/clear", map[string]any{"reason": "looked at"}).want(200)
	if strings.Contains(b.logs.String(), "answer stored after its act") {
		t.Error("an act stored its answer in a second transaction")
	}
}
