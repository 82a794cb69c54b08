package server

import (
	"strings"
	"testing"
)

// TestReceiptsOverHTTP walks a receipt through its four states.
func TestReceiptsOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	court := map[string]any{"reference": "court file 12"}
	body := map[string]any{
		"incident_id": w.incident, "affected": addr("amy").Hex(), "amount": "1000000", "reason": "paid by the issuer", "evidence": court,
		"asset": map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6},
	}
	const admin = "/v1/admin/outside-receipts"
	b.ask("staff:intake", "POST", admin, body).problem(403, "forbidden")
	b.ask("staff:senior", "POST", admin, with(body, "evidence", map[string]any{})).problem(400, "invalid-request").has("/evidence")
	b.ask("staff:senior", "POST", admin, with(body, "amount", "0")).problem(400, "invalid-request").has("/amount")
	b.ask("staff:senior", "POST", admin, with(body, "evidence", map[string]any{"sha256": "0x" + strings.Repeat("0", 64)})).problem(400, "invalid-request").has("/evidence/sha256")
	var r OutsideReceipt
	b.ask("staff:senior", "POST", admin, body).want(201).has(`"state":"proposed"`, `"counted":{"amount":"0"`, "court file 12").into(&r)
	b.ask("staff:senior", "POST", admin+"/"+r.ID+"/confirm", nil).problem(403, "forbidden").has("a second person")
	confirm := newKey()
	for range 2 { // the second is the answer to the first
		b.ask("staff:treasurer", "POST", admin+"/"+r.ID+"/confirm", nil, "Idempotency-Key", confirm).want(200).has(`"state":"counted"`, `"counted":{"amount":"1000000"`)
	}
	b.ask("staff:treasurer", "POST", admin+"/"+r.ID+"/confirm", nil).problem(409, "wrong-state")
	back := map[string]any{"amount": "1000001", "reason": "it bounced", "evidence": court}
	b.ask("staff:treasurer", "POST", admin+"/"+r.ID+"/reversals", back).problem(400, "invalid-request").has("/amount", "1000000")
	b.ask("staff:treasurer", "POST", admin+"/"+r.ID+"/reversals", with(back, "amount", "1000000")).want(201).has(`"state":"reversal_proposed"`).into(&r)
	path := "/v1/admin/receipt-reversals/" + r.Reversals[0].ID + "/confirm"
	b.ask("staff:treasurer", "POST", path, nil).problem(403, "forbidden").has("a second person")
	b.ask("staff:senior", "POST", path, nil).want(200).has(`"state":"reversed"`, `"counted":{"amount":"0"`)
	b.ask("staff:senior", "POST", admin, with(body, "reason", "another")).want(201)
	public := "/v1/incidents/" + w.incident + "/outside-receipts"
	var first, rest Page[OutsideReceipt]
	b.ask("", "GET", public+"?limit=1", nil).want(200).has(`"state":"reversed"`, "it bounced").hasNot("court file").into(&first)
	b.ask("", "GET", public+"?limit=1&cursor="+first.NextCursor, nil).want(200).has(`"state":"proposed"`).into(&rest)
	if first.Items[0].ID != r.ID || len(rest.Items) != 1 || rest.NextCursor != "" {
		t.Errorf("%+v then %+v", first, rest)
	}
	b.ask("staff:auditor", "GET", "/v1/admin/incidents/"+w.incident+"/outside-receipts", nil).want(200).has("court file 12")
	b.ask("", "GET", "/v1/incidents/inc_unknown/outside-receipts", nil).problem(404, "not-found")
}
