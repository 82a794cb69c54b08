package server

import (
	"testing"

	"makewhole/models"
)

// TestLossAccountOverHTTP: everybody sees what an account lost and got, only the
// claimant and the staff see a claim explained, and nobody sees a draft or what
// a claimant wrote.
func TestLossAccountOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	w.incident = b.incident(w, models.IncidentSnapshotting)
	b.losses(w, "alice", "amy")
	b.capital(w, 150_000_000)
	b.windows()
	b.decided(w)
	public := "/v1/incidents/" + w.incident + "/accounts/" + addr("alice").Hex()
	b.ask("", "GET", public, nil).want(200).has(`"loss":"100"`, `"residual":"100"`, `"cover_loss":{"amount":"200000000"`, `"state":"cooling_off"`).
		hasNot("It is gone.", `"holder"`, `"entered_by"`, "evidence", `"claim_id"`)
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/accounts/"+addr("stranger").Hex(), nil).problem(404, "not-found")
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/accounts/0x12", nil).problem(400, "invalid-request")
	var list Page[Claim]
	b.ask("staff:auditor", "GET", "/v1/admin/claims?incident="+w.incident, nil).want(200).into(&list)
	claim := list.Items[0]
	owner := "alice"
	b.ask("", "GET", "/v1/claims/"+claim.ID+"/explain", nil).problem(401, "unauthorized")
	b.ask("bob", "GET", "/v1/claims/"+claim.ID+"/explain", nil).problem(404, "not-found")
	b.ask(owner, "GET", "/v1/claims/"+claim.ID+"/explain", nil).want(200).has(`"claim_id":"`+claim.ID, `"decision":"approve"`, "The claim "+claim.ID).hasNot("It is gone.")
	b.ask("staff:auditor", "GET", "/v1/admin/claims/"+claim.ID+"/explain", nil).want(200).has(claim.ID)
	b.clock.Advance(65 * 60e9)
	delete(b.sess, owner) // signs in anew
	b.windows()
	var drafts List[Settlement]
	b.ask("staff:treasurer", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident, "pool_ids": []string{w.pool}}).want(201).into(&drafts)
	draft := drafts.Items[0].ID
	b.ask("", "GET", public, nil).want(200).hasNot(draft)
	b.ask(owner, "GET", "/v1/claims/"+claim.ID+"/explain", nil).want(200).hasNot(draft)
	b.ask("staff:auditor", "GET", "/v1/admin/incidents/"+w.incident+"/accounts/"+addr("alice").Hex(), nil).want(200).has(draft, `"rule":"water-fill/1"`, `"ratio_num":"`)
}
