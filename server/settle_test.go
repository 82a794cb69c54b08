package server

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
)

// losses makes a final snapshot set in which each account lost 100 USD.
func (b *bench) losses(w world, accounts ...string) {
	b.Helper()
	each := money.FromUint64(100_000_000)
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, w.incident)
		if err != nil {
			return err
		}
		total := money.FromUint64(100_000_000 * uint64(len(accounts)))
		snap := models.Snapshot{
			PublicID: models.NewID("snp"), IncidentID: inc.ID, Digest: models.H(crypto.Keccak256Hash([]byte(w.incident))), ConfigDigest: inc.ConfigDigest,
			AssetID: inc.NumeraireID, Message: "{}", TotalLoss: models.Amt(total), LeafCount: int64(len(accounts)), State: models.SnapshotFinal, RegisteredAt: inc.ConfirmedAt,
		}
		if err := models.Insert(tx, &snap); err != nil {
			return err
		}
		for i, a := range accounts {
			leaf := models.SnapshotLeaf{SnapshotID: snap.ID, Idx: int64(i), Account: models.Addr(addr(a)), Loss: models.Amt(each), ValueBefore: models.Amt(each)}
			if err := models.Insert(tx, &leaf); err != nil {
				return err
			}
		}
		return models.Insert(tx, &models.SnapshotSet{
			PublicID: models.NewID("set"), IncidentID: inc.ID, Digest: models.H(crypto.Keccak256Hash([]byte(w.incident), []byte("set"))),
			ConfigDigest: inc.ConfigDigest, Message: "{}", Members: `["` + snap.Digest.Hex() + `"]`, Prices: "[]", State: models.SnapshotFinal, RegisteredAt: inc.ConfirmedAt,
		})
	}))
}

// capital is what the pool has on chain.
func (b *bench) capital(w world, amount uint64) {
	b.Helper()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		p, err := models.ByPublicID[models.Pool](tx, w.pool)
		if err != nil {
			return err
		}
		p.ObservedFree, p.ObservedBlock, p.ObservedAt = models.Amt(money.FromUint64(amount)), 7, &tx.Now
		return models.Update(tx, &p, "observed_free", "observed_block", "observed_at")
	}))
}

// TestSettleOverHTTP walks a claim to a signed order: filing, decision, draft,
// objection, two approvals, three signatures.
func TestSettleOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		w := b.world()
		w.incident = b.incident(w, models.IncidentSnapshotting)
		b.losses(w, "alice", "amy")
		b.capital(w, 150_000_000)
		b.windows() // opens claims
		c := b.decided(w)
		b.clock.Advance(65 * time.Minute) // filing is over, amy may still be late
		clear(b.sess)                     // nobody was active meanwhile
		b.windows()
		b.ask("staff:underwriter", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident}).problem(403, "forbidden")
		var drafts List[Settlement]
		b.ask("staff:treasurer", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident}).want(201).into(&drafts)
		if len(drafts.Items) != 1 {
			b.Fatalf("%d drafts", len(drafts.Items))
		}
		st := drafts.Items[0]
		if st.Paid.Amount != "75000000" || st.Held.Amount != "75000000" || st.Available.Amount != "150000000" {
			b.Errorf("paid %s, held %s of %s", st.Paid.Amount, st.Held.Amount, st.Available.Amount)
		}
		b.ask("", "GET", "/v1/settlements/"+st.ID, nil).problem(404, "not-found") // a draft is not public
		b.ask("", "GET", "/v1/settlements?incident="+w.incident, nil).want(200).has(`"items":[]`)
		b.ask("", "GET", "/v1/settlements/"+st.ID+"/entitlements", nil).want(404)
		b.ask("", "GET", "/v1/settlements/"+st.ID+"/allocations", nil).want(404)
		b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID, nil).want(200)
		b.objectAndApprove(&st)
		b.signOrder(st)
		b.published(st, c)
	})
}

// decided files a claim of alice and approves it.
func (b *bench) decided(w world) Claim {
	b.Helper()
	c := b.file(w, "alice", "alice")
	var reviewer Person
	b.ask("staff:underwriter", "GET", "/v1/admin/me", nil).want(200).into(&reviewer)
	b.ask("staff:intake", "POST", "/v1/admin/claims/"+c.ID+"/assign", map[string]any{"version": c.Version, "staff_id": reviewer.ID}).want(200).into(&c)
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+c.ID+"/reviews", map[string]any{
		"version": c.Version, "decision": "approve", "amount": "100000000", "reason_code": "loss_verified", "clause": "1", "text": "The snapshot has it.",
	}).want(201).has(`"state":"cooling_off"`, `"approved":{"amount":"100000000"`).into(&c)
	return c
}

func (b *bench) windows() {
	b.Helper()
	_, err := b.s.cfg.Claims.AdvanceWindows(b.Context())
	b.must(err)
	_, err = b.s.cfg.Settlements.Advance(b.Context())
	b.must(err)
}

func (b *bench) objectAndApprove(st *Settlement) {
	b.Helper()
	path := "/v1/admin/settlements/" + st.ID
	b.ask("staff:treasurer", "POST", path+"/publish", map[string]any{"version": st.Version}).want(200).has(`"state":"objections"`, "objections_until").into(st)
	b.ask("", "GET", "/v1/settlements/"+st.ID, nil).want(200)
	b.ask("bob", "POST", "/v1/settlements/"+st.ID+"/objections", map[string]any{"text": "me too"}).problem(403, "forbidden")
	var o Objection
	b.ask("alice", "POST", "/v1/settlements/"+st.ID+"/objections", map[string]any{"text": "I lost more."}).want(201).into(&o)
	approve := map[string]any{"content_hash": st.ContentHash}
	b.ask("staff:treasurer", "POST", path+"/approve", approve).problem(409, "outside-window")
	b.clock.Advance(2 * time.Minute)
	b.ask("staff:treasurer", "POST", path+"/approve", approve).problem(409, "conflict") // an objection is open
	asked := b.ask("staff:auditor", "GET", "/v1/admin/objections?incident="+st.IncidentID+"&state=open", nil).want(200)
	asked.has(o.ID, `"assigned_to":"stf_`, `"overdue":false`, `"due_at":"`, `"settlement_id":"`+st.ID+`"`)
	b.ask("staff:auditor", "GET", "/v1/admin/objections?overdue=true", nil).want(200).hasNot(o.ID)
	b.ask("staff:auditor", "GET", "/v1/admin/objections?mine=true", nil).want(200).hasNot(o.ID) // an auditor is asked nothing
	b.ask("staff:auditor", "GET", "/v1/admin/objections?incident=inc_nowhere", nil).problem(404, "not-found")
	b.ask("bob", "POST", "/v1/objections/"+o.ID+"/withdraw", map[string]any{"version": o.Version}).problem(403, "forbidden")
	b.ask("staff:senior", "POST", "/v1/admin/objections/"+o.ID+"/answer", map[string]any{"version": o.Version, "text": "The snapshot says 100."}).want(200)
	b.ask("alice", "POST", "/v1/objections/"+o.ID+"/withdraw", map[string]any{"version": o.Version + 1}).problem(409, "wrong-state") // answered
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/objections", nil).want(200).has("I lost more.", "The snapshot says 100.")
	b.ask("staff:treasurer", "POST", path+"/approve", map[string]any{"content_hash": "0x" + common.Bytes2Hex(make([]byte, 32))}).problem(409, "conflict")
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/order", nil).problem(409, "wrong-state")
	b.ask("staff:treasurer", "POST", path+"/approve", approve).want(200).has(`"state":"objections"`)
	b.ask("staff:senior", "POST", path+"/approve", approve).want(200).has(`"state":"approved"`, `"role":"treasurer"`, `"role":"senior"`).into(st)
}

// signOrder lets three members sign the public order over the public route.
func (b *bench) signOrder(st Settlement) {
	b.Helper()
	file := b.ask("", "GET", "/v1/settlements/"+st.ID+"/entitlements", nil).want(200)
	if got := crypto.Keccak256Hash([]byte(file.body)).Hex(); got != st.InputHash {
		b.Errorf("the entitlement file hashes to %s, input_hash is %s", got, st.InputHash)
	}
	var order Order
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/order", nil).want(200).into(&order)
	if order.Digest != st.OrderDigest {
		b.Errorf("order digest %s, settlement says %s", order.Digest, st.OrderDigest)
	}
	for i, k := range members()[:3] {
		sig, err := crypto.Sign(common.FromHex(order.Digest), k)
		b.must(err)
		sig[64] += 27
		report, err := json.Marshal(map[string]any{"kind": "payout_order", "message": order.Message, "signature": "0x" + common.Bytes2Hex(sig)})
		b.must(err)
		a := b.ask("", "POST", "/v1/oracles/reports", string(report), "Idempotency-Key", "").want(202).has(`"have":` + strconv.Itoa(i+1))
		if i < 2 {
			a.has("collecting")
		}
		b.ask("", "POST", "/v1/oracles/reports", string(report), "Idempotency-Key", "").has(`"have":` + strconv.Itoa(i+1)) // the same again counts once
	}
	b.ask("", "POST", "/v1/oracles/reports", `{"kind":"payout_order","kind":"x"}`).problem(400, "report-refused")
}

func (b *bench) published(st Settlement, c Claim) {
	b.Helper()
	var signed Page[Report]
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/reports", nil).want(200).into(&signed)
	if len(signed.Items) != 3 || signed.Items[0].Kind != "payout_order" || signed.Items[0].Digest != st.OrderDigest {
		b.Errorf("signatures %+v", signed.Items)
	}
	var lines Page[Allocation]
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/allocations", nil).want(200).into(&lines)
	b.searchLines(st.ID, lines.Items)
	var paid *Allocation
	for i, l := range lines.Items {
		if l.LeafIndex != nil {
			paid = &lines.Items[i]
		}
	}
	if len(lines.Items) != 2 || paid == nil || paid.Receiver != c.Receiver || paid.Amount.Amount != "75000000" {
		b.Fatalf("lines %+v", lines.Items)
	}
	for _, l := range lines.Items {
		if l.LeafIndex == nil {
			b.ask("", "GET", "/v1/settlements/"+st.ID+"/allocations/"+l.ID+"/proof", nil).problem(409, "wrong-state")
		}
	}
	var proof Proof
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/allocations/"+paid.ID+"/proof", nil).want(200).into(&proof)
	if proof.Root != st.PayoutRoot || proof.Leaf != st.PayoutRoot || len(proof.Proof) != 0 { // one leaf is its own root
		b.Errorf("proof %+v for root %s", proof, st.PayoutRoot)
	}
	b.ask("alice", "GET", "/v1/claims/"+c.ID, nil).want(200).has(`"allocations":[{"id":"`+paid.ID, `"amount":{"amount":"75000000"`)
	change(b, paid.EntitlementID, func(tx *models.Tx, e *models.Entitlement) error { // what was paid is seen after its line ended, too
		e.State = "closed"
		return models.Update(tx, e, "state")
	})
	b.ask("alice", "GET", "/v1/claims/"+c.ID, nil).want(200).has(`"allocations":[{"id":"`+paid.ID, `"amount":{"amount":"75000000"`)
	b.ask("alice", "GET", "/v1/claims/"+c.ID+"/explain", nil).want(200).has(`"allocation_id":"`+paid.ID, `"counts":true`)
	b.ask("", "GET", "/v1/settlements?incident="+st.IncidentID, nil).want(200).has(st.ID)
	b.ask("", "GET", "/v1/payouts?receiver="+c.Receiver, nil).want(200).has(paid.ID)
	b.ask("", "GET", "/v1/payouts/"+paid.ID, nil).want(200).has(`"state":"allocated"`)
	b.ask("", "GET", "/v1/settlements/"+st.ID+"/history", nil).want(200).has(`"event":"publish_draft"`, `"event":"approve"`)
}

// searchLines asks for the lines of each receiver, and of one that has none.
func (b *bench) searchLines(settlement string, all []Allocation) {
	b.Helper()
	count := map[string]int{common.MaxAddress.Hex(): 0}
	for _, l := range all {
		count[l.Receiver]++
	}
	if len(count) < 2 {
		b.Fatal("no line to search for")
	}
	for receiver, n := range count {
		var found Page[Allocation]
		b.ask("", "GET", "/v1/settlements/"+settlement+"/allocations?receiver="+receiver, nil).want(200).into(&found)
		if len(found.Items) != n || n > 0 && found.Items[0].Receiver != receiver {
			b.Errorf("%s has %d lines: %+v", receiver, n, found.Items)
		}
	}
	b.ask("", "GET", "/v1/settlements/"+settlement+"/allocations?receiver=0x", nil).problem(400, "invalid-request").has("receiver")
}
