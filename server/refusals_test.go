package server

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/chain/chaintest"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/reports"
	"makewhole/outbox"
)

// sample is the smallest value that a schema admits.
func sample(r huma.Registry, s *huma.Schema) any {
	for s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == huma.TypeObject:
		out := map[string]any{}
		for _, name := range s.Required {
			out[name] = sample(r, s.Properties[name])
		}
		return out
	case s.Type == huma.TypeArray:
		out := []any{}
		for s.MinItems != nil && len(out) < *s.MinItems {
			out = append(out, sample(r, s.Items))
		}
		return out
	case s.Type == huma.TypeString:
		return sampleText(s)
	case s.Type == huma.TypeBoolean:
		return false
	case s.Minimum != nil:
		return *s.Minimum
	}
	return 1
}

// sampleTexts are texts for the patterns of the document.
var sampleTexts = map[string]string{
	"^(0|[1-9][0-9]{0,18})$": "1", "^(0|[1-9][0-9]{0,77})$": "1", "^0x([0-9a-fA-F]{2})+$": "0x" + strings.Repeat("11", 65),
	"^0x[0-9a-fA-F]{40}$": "0x" + strings.Repeat("1", 40), "^0x[0-9a-fA-F]{64}$": "0x" + strings.Repeat("1", 64),
	"^[0-9A-Za-z]{22}$": strings.Repeat("a", 22), "^[0-9a-zA-Z_]+$": "nobody", "^[a-z0-9][a-z0-9-]+$": "slug",
}

func sampleText(s *huma.Schema) string {
	if s.Format == "date-time" {
		return "2030-01-02T03:04:05Z"
	}
	if text, ok := sampleTexts[s.Pattern]; ok {
		return text
	}
	if s.MinLength != nil {
		return strings.Repeat("a", *s.MinLength)
	}
	return "a"
}

// sampleRequest is a request that the form of an operation admits, about things that
// do not exist, by somebody who may call it.
func (b *bench) sampleRequest(r route) (who, path string, body any) {
	b.Helper()
	api := b.s.openapi.api
	op := operationOf(api.Paths[r.path], r.method)
	path = samplePath(r.path)
	glue := "?"
	for _, p := range op.Parameters {
		if p.In == "query" && p.Required {
			path += fmt.Sprint(glue, p.Name, "=", sample(api.Components.Schemas, p.Schema))
			glue = "&"
		}
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			if body = map[string]any{}; media.Schema != nil && r.raw == "" {
				body = sample(api.Components.Schemas, media.Schema)
			}
		}
	}
	if strings.HasSuffix(r.path, "/oracles/reports") {
		body = map[string]any{"kind": reports.KindOrder, "message": json.RawMessage(reports.EncodeMessage(contracts.PayoutOrder{})), "signature": "0x" + strings.Repeat("11", 65)}
	}
	switch r.who.kind {
	case "wallet":
		who = "alice"
	case "staff":
		who = "staff:" + r.who.roles[0]
	}
	return who, path, body
}

func samplePath(template string) string {
	return strings.NewReplacer("{id}", "none", "{allocation}", "none", "{digest}", "0x"+strings.Repeat("ab", 32), "{index}", "100000",
		"{name}", "none", "{address}", addr("nobody").Hex(), "{subject}", "nobody").Replace(template)
}

// TestEveryOperationRefuses: what the policies refuse, each operation refuses as its
// document says, before anything is looked at or written.
func TestEveryOperationRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	slow := b.server(func(c *Config) { c.LimitScale = 1e-9 })
	full := b.server(func(*Config) {})
	full.bodies = newBodyBudget(0, 0)
	b.signIn("alice")
	before := b.rows()
	for _, r := range b.s.routes {
		who, path, body := b.sampleRequest(r)
		b.ask(who, r.method, samplePath(r.path)+"?twice=1&twice=2", body).problem(400, "invalid-request")
		b.ask(who, r.method, samplePath(r.path)+"?unheard_of=1", body).want(400)
		b.askOn(slow, who, r.method, path, nil)
		b.askOn(slow, who, r.method, path, nil).problem(429, "too-many-requests")
		if r.method == http.MethodGet {
			continue
		}
		b.ask(who, r.method, path, "{}", "Content-Encoding", "gzip").problem(415, "unsupported-media-type")
		b.ask(who, r.method, path, &long{length: r.limit() + 1}).problem(413, "too-large")
		b.askOn(full, who, r.method, path, "{}").problem(503, "crowded")
		if body != nil {
			b.ask(who, r.method, path, &long{length: 10, err: os.ErrDeadlineExceeded}, "Content-Type", media(r)).problem(408, "timeout")
		}
	}
	b.changed(before, nil)
}

func media(r route) string {
	if r.raw == "" || r.raw == "*" {
		return "application/json"
	}
	return r.raw
}

// long is a body of some announced length that ends in an error.
type long struct {
	length int64
	err    error
}

func (l *long) Read([]byte) (int, error) {
	if l.err == nil {
		return 0, io.ErrUnexpectedEOF
	}
	return 0, l.err
}

// TestListsOfWhatDoesNotExist: every filter that is a word, with one that names nothing.
func TestListsOfWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.signIn("alice")
	for _, r := range b.s.routes {
		if r.method != http.MethodGet {
			continue
		}
		who, path, _ := b.sampleRequest(r)
		glue := "?"
		if strings.Contains(path, "?") {
			glue = "&"
		}
		for _, p := range operationOf(b.s.openapi.api.Paths[r.path], r.method).Parameters {
			if p.In == "query" && !p.Required && p.Name != "cursor" {
				if a := b.ask(who, r.method, path+fmt.Sprint(glue, p.Name, "=", sample(b.s.openapi.api.Components.Schemas, p.Schema)), nil); a.status != 200 && a.status != 404 {
					t.Errorf("%s %s by %s: %d %s", r.method, r.path, p.Name, a.status, a.body)
				}
			}
		}
	}
}

// TestEveryOperationWithoutItsStore: 503 with the time to come again.
func TestEveryOperationWithoutItsStore(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.signIn("alice")
	routes := b.s.routes
	b.must(b.db.Close())
	for _, r := range routes {
		who, path, body := b.sampleRequest(r)
		if a := b.ask(who, r.method, path, body).problem(503, "store-unavailable"); a.header.Get("Retry-After") == "" {
			t.Errorf("%s %s: when to come again is not said", r.method, r.path)
		}
	}
}

// TestAnAccidentInAnyOperation is 500, says nothing, and has the documented form.
func TestAnAccidentInAnyOperation(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.signIn("alice")
	broken := b.server(func(*Config) {})
	broken.db, broken.cfg.DB, broken.cfg.Oracles, broken.cfg.Settlements, broken.cfg.Distributions = nil, nil, nil, nil, nil
	for _, r := range b.s.routes {
		who, path, body := b.sampleRequest(r)
		b.askOn(broken, who, r.method, path, body).problem(500, "internal")
	}
}

// TestEveryKeyIsUsedOnce: an operation that wants a key is 409 while the first request
// runs, and 422 when the key was another request's.
func TestEveryKeyIsUsedOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.s = b.server(func(c *Config) { c.Outbox = &outbox.Operator{DB: b.db, Node: chaintest.NewChain()} })
	b.s.cfg.Distributions.Node = &fakeNode{price: 1}
	b.signIn("alice")
	for _, r := range b.s.routes {
		if r.key != keyRequired {
			continue
		}
		who, path, body := b.sampleRequest(r)
		key := newKey()
		b.ask(who, r.method, path, body, "Idempotency-Key", key)
		b.keyRow(r, key, func(row *models.IdempotencyKey) {
			row.Status, row.Code, row.Body, row.DoneAt = keyStarted, 0, []byte{}, nil
		})
		b.ask(who, r.method, path, body, "Idempotency-Key", key).problem(409, "idempotency-key-in-progress")
		b.keyRow(r, key, func(row *models.IdempotencyKey) { row.Fingerprint.Hash[0]++ })
		b.ask(who, r.method, path, body, "Idempotency-Key", key).problem(422, "idempotency-key-reused")
	}
}

// keyRow alters the row of a key, as another request would have left it.
func (b *bench) keyRow(r route, key string, alter func(*models.IdempotencyKey)) {
	b.Helper()
	found := false
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		return models.EachRow(tx, func(row *models.IdempotencyKey) error {
			if row.Key != key {
				return nil
			}
			found = true
			alter(row)
			return models.Update(tx, row, "status", "code", "body", "done_at", "fingerprint")
		})
	}))
	if !found {
		b.Errorf("%s %s: the sample is no request", r.method, r.path)
	}
}

// askOn is ask of another server over the same store.
func (b *bench) askOn(s *Server, who, method, path string, body any) answer {
	b.Helper()
	if who != "" {
		b.token(who)
	}
	own := b.s
	b.s = s
	defer func() { b.s = own }()
	return b.ask(who, method, path, body)
}

// TestActsOnWhatDoesNotExist: the form is right, and what it names is not there.
func TestActsOnWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	none := w
	none.incident, none.cover, none.product = "inc_none", "cov_none", "prd_none"
	evidence := map[string]any{"reference": "file 1"}
	asset := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	later := b.clock.Now().AddDate(1, 0, 0).Format(time.RFC3339)
	filing := b.filing(w, "alice", "alice")
	moved := map[string]any{"version": 0, "holder": addr("alice").Hex(), "consents": []any{}}
	named := map[string]any{"version": 0, "receiver": filing["receiver"], "proof": filing["proof"]}
	corrected := map[string]any{"account": addr("alice").Hex(), "reason": "why", "evidence": evidence}
	for _, c := range []struct {
		who, path string
		body      map[string]any
	}{
		{"alice", "/v1/claims/proof", map[string]any{"incident_id": none.incident, "affected": addr("amy").Hex(), "receiver": addr("amy").Hex()}},
		{"alice", "/v1/covers/consent", map[string]any{"product_id": none.product, "holder": addr("alice").Hex(), "account": addr("amy").Hex()}},
		{"alice", "/v1/covers/cov_none/transfer", moved},
		{"alice", "/v1/claims", with(filing, "incident_id", none.incident)},
		{"alice", "/v1/claims/clm_none/assign", with(named, "claimant", addr("carol").Hex())},
		{"alice", "/v1/claims/clm_none/receiver", named},
		{"alice", "/v1/incidents/inc_none/receiver", map[string]any{"affected": addr("alice").Hex(), "receiver": filing["receiver"], "proof": filing["proof"]}},
		{"staff:intake", "/v1/admin/covers/cov_none/transfer", moved},
		{"staff:intake", "/v1/admin/covers/cov_none/accounts", map[string]any{"version": 0, "remove": []string{addr("amy").Hex()}}},
		{"staff:intake", "/v1/admin/covers", map[string]any{"product_id": none.product, "kind": "individual", "holder": addr("bob").Hex(),
			"accounts": []string{addr("bob").Hex()}, "limit": "1", "active_to": later}},
		{"staff:senior", "/v1/admin/products/prd_none/wordings", map[string]any{"text": "What is covered.", "terms": b.terms()}},
		{"staff:underwriter", "/v1/admin/claims/clm_none/reinstatements", with(corrected, "reason_code", "request_not_received", "account", nil)},
		{"staff:underwriter", "/v1/admin/claims/clm_none/corrections", with(corrected, "reason_code", "wrong_amount", "account", nil, "amount", "1", "clause", "2.1")},
		{"staff:underwriter", "/v1/admin/claims/clm_none/reviews", map[string]any{"version": 0, "decision": "deny", "reason_code": "excluded_peril", "clause": "1", "text": "No."}},
		{"staff:underwriter", "/v1/admin/incidents/inc_none/lost-keys", with(corrected, "reason_code", "estate", "receiver", addr("heirs").Hex())},
		{"staff:underwriter", "/v1/admin/incidents/inc_none/later-exclusions", with(corrected, "reason_code", "took_part", "kind", "attacker")},
		{"staff:underwriter", "/v1/admin/incidents/inc_none/revisions", with(corrected, "reason_code", "not_a_loss", "direction", "lower", "amount", "1",
			"asset", map[string]any{"chain_id": "31337", "address": usdAt.Hex()})},
		{"staff:senior", "/v1/admin/outside-receipts", map[string]any{"incident_id": none.incident, "affected": addr("amy").Hex(), "amount": "1", "reason": "paid",
			"evidence": evidence, "asset": asset}},
		{"staff:senior", "/v1/admin/outside-receipts/rcp_none/reversals", map[string]any{"amount": "1", "reason": "it bounced", "evidence": evidence}},
	} {
		for name, v := range c.body {
			if v == nil {
				delete(c.body, name)
			}
		}
		b.ask(c.who, "POST", c.path, c.body).problem(404, "not-found")
	}
	b.ask("staff:intake", "PUT", "/v1/admin/incidents/inc_none/spec", map[string]any{"version": 0, "spec": b.specBody()}).problem(404, "not-found")
}

// TestNotYet: what cannot be shown before something else is there.
func TestNotYet(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	for who, path := range map[string]string{"": "/v1/incidents/", "staff:auditor": "/v1/admin/incidents/"} {
		b.ask(who, "GET", path+w.incident+"/accounts/"+addr("alice").Hex(), nil).problem(409, "not-ready")
	}
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/oracle-task", nil).problem(409, "wrong-state")
}
