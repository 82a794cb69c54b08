package server

import (
	"testing"
	"time"
)

// TestCoverLifeOverHTTP: a cover is changed while nothing happens to its protocol.
func TestCoverLifeOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	var p, product, c, next Cover
	usd := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	b.ask("staff:senior", "POST", "/v1/admin/protocols", map[string]any{"slug": "calm", "name": "Calm"}).want(201).into(&p)
	b.ask("staff:senior", "POST", "/v1/admin/products", map[string]any{"protocol_id": p.ID, "name": "Calm cover", "limit_asset": usd}).want(201).into(&product)
	b.ask("staff:senior", "POST", "/v1/admin/products/"+product.ID+"/wordings", map[string]any{"text": "What is covered.", "terms": map[string]any{
		"appeal_window_s": 3600, "coinsurance_bps": 10000, "cooling_off_s": 60, "deductible": "0", "deductible_bps": 500, "evidence_window_s": 3600,
		"filing_window_s": 3600, "franchise": "0", "min_pay": "0", "objection_window_s": 60, "per_incident_limit": "0", "per_account": true,
		"review_share_max_bps": 2500, "second_review_above": "1000000000", "settlement_rule": "water-fill/1", "waiting_period_s": 3600,
	}}).want(201).has(`"deductible_bps":500`)
	end := b.clock.Now().Truncate(time.Second).AddDate(1, 0, 0)
	at := func(t time.Time) string { return t.Format(time.RFC3339) }
	b.ask("staff:intake", "POST", "/v1/admin/covers", map[string]any{"product_id": product.ID, "kind": "individual", "holder": addr("bob").Hex(),
		"accounts": []string{addr("bob").Hex()}, "limit": "100", "active_to": at(end)}).want(201).has(`"phase":"waiting"`, `"limits":[]`).into(&c)
	path := "/v1/admin/covers/" + c.ID
	b.ask("staff:auditor", "POST", path+"/extend", map[string]any{"version": c.Version, "active_to": at(end)}).problem(403, "forbidden")
	b.ask("staff:intake", "POST", path+"/extend", map[string]any{"version": c.Version, "active_to": at(end)}).problem(400, "invalid-request").has("/active_to")
	b.ask("staff:intake", "POST", path+"/extend", map[string]any{"version": c.Version, "active_to": at(end.AddDate(0, 1, 0))}).want(200).into(&c)
	b.ask("staff:intake", "POST", path+"/limit", map[string]any{"version": c.Version, "limit": "0"}).problem(400, "invalid-request").has("/limit")
	b.ask("staff:intake", "POST", path+"/limit", map[string]any{"version": c.Version, "limit": "40"}).want(200).has(`"counts_from"`).into(&c)
	if len(c.Limits) != 2 || c.Limits[1].Limit.Amount != "40" || c.Limit.Amount != "100" {
		t.Errorf("%+v", c)
	}
	b.ask("bob", "POST", "/v1/covers/"+c.ID+"/transfer", map[string]any{"version": c.Version, "holder": addr("carol").Hex()}).problem(400, "invalid-request").has("/accounts/0")
	b.ask("bob", "POST", "/v1/covers/"+c.ID+"/transfer", map[string]any{"version": c.Version, "holder": addr("carol").Hex(),
		"consents": []any{b.consent(product.ID, "carol", "bob")}}).want(200).has(addr("carol").Hex()).into(&c)
	b.ask("staff:intake", "POST", path+"/renew", map[string]any{"version": c.Version, "active_to": at(end.AddDate(1, 0, 0))}).
		want(201).has(`"phase":"upcoming"`, `"renews":"`+c.ID).into(&next)
	if next.Holder != addr("carol").Hex() || next.Limit.Amount != "40" || !next.ActiveFrom.Equal(c.ActiveTo) {
		t.Errorf("%+v", next)
	}
	b.ask("staff:intake", "POST", path+"/transfer", map[string]any{"version": c.Version, "holder": addr("alice").Hex(),
		"consents": []any{b.consent(product.ID, "alice", "bob")}}).want(200).has(addr("alice").Hex())
	b.ask("staff:intake", "POST", "/v1/admin/covers/"+w.cover+"/limit", map[string]any{"version": 0, "limit": "1"}).problem(409, "conflict") // an incident is open
	claim := b.file(w, "alice", "alice")
	filing := b.filing(w, "carol", "alice")
	b.ask("alice", "POST", "/v1/claims/"+claim.ID+"/assign", map[string]any{"version": claim.Version, "claimant": addr("carol").Hex(),
		"receiver": filing["receiver"], "proof": filing["proof"]}).want(200).has(addr("carol").Hex())
	b.ask("alice", "GET", "/v1/claims/"+claim.ID, nil).problem(404, "not-found")
	b.ask("carol", "GET", "/v1/claims/"+claim.ID, nil).want(200)
}
