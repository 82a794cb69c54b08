package server

import (
	"fmt"
	"testing"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
)

// expiredClaim is a claim of alice whose evidence nobody sent.
func (b *bench) expiredClaim(w world) Claim {
	b.Helper()
	c := b.file(w, "alice", "alice")
	b.losses(w, "alice")
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", map[string]any{
		"version": c.Version, "decision": "request_evidence", "reason_code": "evidence_missing", "clause": "3", "text": "Show the deposit."}).want(201)
	b.clock.Advance(time.Hour)
	_, err := b.s.cfg.Claims.AdvanceWindows(b.Context())
	b.must(err)
	b.ask("staff:auditor", "GET", "/v1/admin/claims/"+c.ID, nil).want(200).has(`"state":"expired"`).into(&c)
	return c
}

// TestReinstatementOverHTTP: proposed by one person, refused or confirmed by
// another; the claimant sees the claim under review again.
func TestReinstatementOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	c := b.expiredClaim(w)
	const path = "/v1/admin/corrections"
	propose := "/v1/admin/claims/" + c.ID + "/reinstatements"
	body := map[string]any{"reason_code": "request_not_received", "reason": "the mail bounced", "evidence": map[string]any{"reference": "mail log 81"}}
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", propose, with(body, "reason_code", "because")).problem(400, "invalid-request").
		has("/reason_code", "evidence_excused, request_not_received").hasNot("because")
	b.ask("staff:underwriter", "POST", propose, with(body, "evidence", map[string]any{})).problem(400, "invalid-request").has("/evidence")
	var got Correction
	b.ask("staff:underwriter", "POST", propose, body).want(201).has(`"state":"proposed"`, `"claim_id":"`+c.ID).into(&got)
	b.ask("staff:underwriter", "POST", propose, body).problem(409, "conflict")
	b.ask("staff:senior", "POST", path+"/"+got.ID+"/refuse", map[string]any{"version": got.Version, "reason": "the mail arrived"}).want(200).has(`"state":"refused"`)
	b.ask("staff:underwriter", "POST", propose, body).want(201).into(&got)
	b.ask("staff:underwriter", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden").has("a second person")
	b.ask("staff:senior", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version + 1}).problem(409, "changed")
	b.ask("staff:senior", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"standing"`, `"confirmed_by"`)
	b.ask("staff:auditor", "GET", "/v1/admin/claims/"+c.ID, nil).want(200).has(`"state":"under_review"`, "reinstate").hasNot("mail log")
	b.ask("staff:auditor", "GET", path+"?incident="+w.incident+"&state=standing", nil).want(200).has(got.ID, "mail log 81")
	b.ask("staff:auditor", "GET", path+"?incident=inc_nothing", nil).problem(404, "not-found")
	b.ask("staff:auditor", "GET", path+"/"+got.ID, nil).want(200).has(`"kind":"reinstatement"`)
}

// TestCorrectedDecisionOverHTTP: proposed by one person and confirmed by another, neither of
// whom had decided; the claimant reads what they said and may appeal.
func TestCorrectedDecisionOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.owes(w, "alice")
	b.losses(w, "alice")
	c := b.file(w, "alice", "alice")
	propose := "/v1/admin/claims/" + c.ID + "/corrections"
	body := map[string]any{"amount": "40000000", "clause": "4.2", "reason_code": "wording_misread", "reason": "clause 4.2 leaves the rest out", "evidence": map[string]any{"reference": "memo 12"}}
	b.ask("staff:underwriter", "POST", propose, body).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", map[string]any{
		"version": c.Version, "decision": "deny", "reason_code": "excluded_peril", "clause": "3", "text": "No."}).want(201)
	b.ask("staff:underwriter", "POST", propose, body).problem(403, "forbidden").has("decided it before")
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:senior", "POST", propose, with(body, "clause", "")).problem(400, "invalid-request").has("/clause")
	b.ask("staff:senior", "POST", propose, with(body, "reason_code", "estate")).problem(400, "invalid-request").has("/reason_code", "wording_misread")
	b.ask("staff:senior", "POST", propose, with(body, "amount", "100000001")).problem(400, "invalid-request").has("/amount")
	var got Correction
	b.ask("staff:senior", "POST", propose, body).want(201).has(`"kind":"decision"`, `"clause":"4.2"`, `"40000000"`).into(&got)
	b.ask("staff:senior", "POST", propose, body).problem(409, "conflict")
	b.ask("staff:underwriter", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden")
	b.ask("staff:senior", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden")
}

// TestLostKeyOverHTTP: proposed by one person, confirmed by another; the claimant
// sees who receives.
func TestLostKeyOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.owes(w, "alice")
	c := b.file(w, "alice", "alice")
	propose := "/v1/admin/incidents/" + w.incident + "/lost-keys"
	body := map[string]any{
		"account": addr("alice").Hex(), "receiver": addr("heirs").Hex(), "reason_code": "estate", "reason": "she has died",
		"evidence": map[string]any{"reference": "court file 3 VI 12/26"},
	}
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", propose, with(body, "receiver", "0x000000000000000000000000000000000000dEaD")).problem(400, "invalid-request").has("/receiver")
	b.ask("staff:underwriter", "POST", propose, with(body, "account", addr("bob").Hex())).problem(400, "invalid-request").has("/account")
	var got Correction
	b.ask("staff:underwriter", "POST", propose, body).want(201).has(`"state":"proposed"`, addr("heirs").Hex()).into(&got)
	b.ask("staff:senior", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"standing"`)
	b.ask("alice", "GET", "/v1/claims/"+c.ID, nil).want(200).has(addr("heirs").Hex()).hasNot("3 VI 12/26")
}

// owes is the line of an account of the world's cover that nobody filed for yet.
func (b *bench) owes(w world, account string) {
	b.Helper()
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
		c, err := models.ByPublicID[models.Cover](tx, w.cover)
		if err != nil {
			return err
		}
		return models.Insert(tx, &models.Entitlement{
			PublicID: models.NewID("ent"), IncidentID: inc.ID, Kind: models.EntitlementCover, Affected: models.Addr(addr(account)), AssetID: inc.NumeraireID,
			CoverID: &c.ID, Receiver: models.Addr(addr(account)), Amount: models.Amt(money.FromUint64(100_000_000)), Held: true, HeldReason: entitlements.HeldNotFiled,
			State: entitlements.Open,
		})
	})
}

// TestLaterExclusionOverHTTP: proposed by one person, confirmed by another; its owner
// alone sees it and objects, and a senior who took no part answers.
func TestLaterExclusionOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	other, err := b.s.staff().Add(t.Context(), models.SystemActor("test"), StaffInput{Person: "p-senior2", Name: "senior2", Roles: []string{"senior"}})
	b.must(err)
	b.tokens["senior2"] = other.Token
	w := b.world()
	b.owes(w, "alice")
	list, propose := "/v1/incidents/"+w.incident+"/exclusions", "/v1/admin/incidents/"+w.incident+"/later-exclusions"
	body := map[string]any{
		"account": addr("alice").Hex(), "kind": "attacker", "reason_code": "took_part", "reason": "it called the exploit",
		"evidence": map[string]any{"reference": "transaction 7"},
	}
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", propose, with(body, "kind", "module")).problem(400, "invalid-request").has("/kind")
	b.ask("staff:underwriter", "POST", propose, with(body, "reason_code", "estate")).problem(400, "invalid-request").has("/reason_code", "took_part")
	var got Correction
	b.ask("staff:underwriter", "POST", propose, body).want(201).has(`"state":"proposed"`, `"exclusion":"attacker"`).into(&got)
	path := "/v1/admin/corrections/" + got.ID
	b.ask("", "GET", list, nil).want(200).hasNot(addr("alice").Hex())
	b.ask("alice", "GET", "/v1/exclusions", nil).want(200).hasNot(got.ID)
	b.ask("staff:senior", "POST", path+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"contestable"`, `"contest_until"`).into(&got)
	b.ask("", "GET", list, nil).want(200).has(addr("alice").Hex(), `"kind":"disputed"`, `"lifted":false`)
	b.ask("bob", "GET", "/v1/exclusions", nil).want(200).hasNot(got.ID)
	b.ask("alice", "GET", "/v1/exclusions", nil).want(200).has(got.ID, "it called the exploit").hasNot("transaction 7")
	object := map[string]any{"version": got.Version, "text": "it was my exchange"}
	b.ask("bob", "POST", "/v1/exclusions/"+got.ID+"/object", object).problem(404, "not-found")
	b.ask("alice", "POST", "/v1/exclusions/"+got.ID+"/object", with(object, "version", got.Version+1)).problem(409, "changed")
	b.ask("alice", "POST", "/v1/exclusions/"+got.ID+"/object", object).want(200).has(`"state":"contested"`).hasNot("transaction 7")
	answer := map[string]any{"version": got.Version + 1, "stands": false, "answer": "the exchange confirms it"}
	b.ask("staff:underwriter", "POST", path+"/answer", answer).problem(403, "forbidden")
	b.ask("staff:senior", "POST", path+"/answer", answer).problem(403, "forbidden") // who confirmed it
	b.ask("staff:senior2", "POST", path+"/answer", answer).want(200).has(`"state":"lifted"`, `"answered_by"`)
	b.ask("", "GET", list, nil).want(200).hasNot(addr("alice").Hex())
	b.ask("alice", "GET", "/v1/exclusions", nil).want(200).has(`"state":"lifted"`, "the exchange confirms it")
}

// TestRevisionOverHTTP: proposed by one person, confirmed by another; the loss account
// says what was measured and what counts.
func TestRevisionOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	w.incident = b.incident(w, models.IncidentSnapshotting)
	b.losses(w, "alice", "amy")
	b.capital(w, 150_000_000)
	b.windows()
	propose := "/v1/admin/incidents/" + w.incident + "/revisions"
	var asset models.Asset
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) (err error) {
		asset, err = models.ByID[models.Asset](tx, inc.NumeraireID)
		return err
	})
	body := map[string]any{
		"account": addr("alice").Hex(), "asset": map[string]any{"chain_id": fmt.Sprint(asset.ChainID), "address": asset.Address.Hex()},
		"direction": "lower", "amount": "1000000", "reason_code": "not_a_loss", "reason": "she moved it herself",
		"evidence": map[string]any{"reference": "transaction 7"},
	}
	b.ask("staff:underwriter", "POST", propose, body).problem(409, "wrong-state")
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
		set, err := tx.LatestSet(inc.ID, models.SnapshotFinal)
		if err != nil {
			return err
		}
		set.State = models.SnapshotSealed
		return models.Update(tx, &set, "state")
	})
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", propose, with(body, "direction", "double")).problem(400, "invalid-request").has("/direction")
	b.ask("staff:underwriter", "POST", propose, with(body, "amount", "-1")).problem(400, "invalid-request").has("/amount")
	b.ask("staff:underwriter", "POST", propose, with(body, "amount", "99999999999999")).problem(400, "invalid-request").has("/amount")
	b.ask("staff:underwriter", "POST", propose, with(body, "reason_code", "estate")).problem(400, "invalid-request").has("/reason_code", "measured_wrongly")
	var got Correction
	b.ask("staff:underwriter", "POST", propose, body).want(201).has(`"state":"proposed"`, `"direction":"lower"`, `"kind":"revision"`).into(&got)
	account := "/v1/incidents/" + w.incident + "/accounts/" + addr("alice").Hex()
	b.ask("", "GET", account, nil).want(200).hasNot(`"lowered"`)
	b.ask("staff:underwriter", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden")
	b.ask("staff:senior", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"standing"`)
	b.ask("", "GET", account, nil).want(200).has(`"measured"`, `"lowered"`, "two persons have raised that by")
}

// TestMergeOverHTTP: what the rule leaves open is asked; proposed by one person,
// confirmed by another, and the old id leads to the record that goes on.
func TestMergeOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	first, second := w, w
	first.incident, second.incident = b.incident(w, models.IncidentSnapshotting), b.incident(w, models.IncidentSnapshotting)
	b.losses(first, "alice")
	b.losses(second, "alice", "amy")
	b.capital(w, 150_000_000)
	b.windows()
	propose := "/v1/admin/incidents/" + second.incident + "/merges"
	body := map[string]any{
		"into": first.incident, "positions": "same", "reason_code": "recorded_twice", "reason": "two people saw it", "evidence": map[string]any{"reference": "transaction 7"},
	}
	var asset models.Asset
	change(b, first.incident, func(tx *models.Tx, inc *models.Incident) (err error) {
		asset, err = models.ByID[models.Asset](tx, inc.NumeraireID)
		return err
	})
	amy := map[string]any{"account": addr("amy").Hex(), "asset": map[string]any{"chain_id": fmt.Sprint(asset.ChainID), "address": asset.Address.Hex()}, "counts": "both"}
	b.ask("staff:treasurer", "POST", propose, body).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", "/v1/admin/incidents/inc_nothing/merges", body).problem(404, "not-found")
	b.ask("staff:underwriter", "POST", propose, with(body, "positions", "similar")).problem(400, "invalid-request").has("/positions")
	b.ask("staff:underwriter", "POST", propose, with(body, "into", second.incident)).problem(400, "invalid-request").has("/into", "itself")
	b.ask("staff:underwriter", "POST", propose, with(body, "into", "inc_nothing")).problem(400, "invalid-request").has("/into")
	b.ask("staff:underwriter", "POST", propose, with(body, "reason_code", "estate")).problem(400, "invalid-request").has("/reason_code", "recorded_twice")
	b.ask("staff:underwriter", "POST", propose, body).problem(400, "invalid-request").has("/overlaps", addr("amy").Hex()).hasNot(addr("alice").Hex())
	body["overlaps"] = []any{amy}
	var got Correction
	b.ask("staff:underwriter", "POST", propose, body).want(201).has(`"state":"proposed"`, `"kind":"merge"`, `"into":"`+first.incident, `"counts":"both"`).hasNot(`"account":"0x0000`).into(&got)
	b.ask("staff:underwriter", "POST", propose, body).problem(409, "conflict")
	b.ask("staff:underwriter", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden")
	b.ask("staff:senior", "POST", "/v1/admin/corrections/"+got.ID+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"standing"`)
	b.ask("", "GET", "/v1/incidents/"+second.incident, nil).want(200).has(`"state":"merged"`, `"merged_into":"`+first.incident)
	b.ask("", "GET", "/v1/incidents?state=merged", nil).want(200).has(second.incident).hasNot(`"id":"` + first.incident)
	b.ask("", "GET", "/v1/incidents/"+second.incident+"/accounts/"+addr("amy").Hex(), nil).want(200).has(first.incident, `"merged"`, "merged into this one")
	b.ask("staff:underwriter", "POST", "/v1/admin/incidents/"+first.incident+"/merges", with(with(body, "into", second.incident), "overlaps", []any{})).
		problem(400, "invalid-request").has("/into", first.incident)
}
