package server

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/incidents"
	"makewhole/models"
	"makewhole/money"
)

// proofTo is a signed proof of loss that names another receiver than the account.
func (b *bench) proofTo(w world, claimant, affected, receiver string) map[string]any {
	b.Helper()
	var req ProofRequest
	b.ask(claimant, "POST", "/v1/claims/proof", map[string]any{
		"incident_id": w.incident, "affected": addr(affected).Hex(), "receiver": addr(receiver).Hex(),
	}).want(200).into(&req)
	p := claims.Proof{Nonce: common.HexToHash(req.Nonce), IssuedAt: req.IssuedAt, ExpiresAt: req.ExpiresAt}
	msg := claims.ProofMessage(incidents.ChainRef(w.incident), addr(affected), addr(claimant), addr(receiver), p)
	digest := msg.Digest(b.s.cfg.Claims.ProofDomain())
	sig, err := crypto.Sign(digest[:], key(affected))
	b.must(err)
	sig[64] += 27
	b.chain.mu.Lock()
	if _, contract := b.chain.accounts[addr(affected)]; contract {
		b.chain.accounts[addr(affected)] = sig
	}
	b.chain.mu.Unlock()
	return map[string]any{"nonce": req.Nonce, "issued_at": req.IssuedAt, "expires_at": req.ExpiresAt, "signature": "0x" + common.Bytes2Hex(sig)}
}

// change alters one row as a job would have left it.
func change[T any](b *bench, id string, fn func(tx *models.Tx, row *T) error) {
	b.Helper()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		row, err := models.ByPublicID[T](tx, id)
		if err != nil {
			return err
		}
		return fn(tx, &row)
	}))
}

// vault is the pool into which money comes back, with an amount on chain.
func (b *bench) vault(w world, amount uint64) string {
	b.Helper()
	var p Pool
	usd := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	b.ask("staff:senior", "POST", "/v1/admin/pools", map[string]any{
		"kind": "vault", "name": "Vault", "asset": usd, "contract": "0x00000000000000000000000000000000000000c2",
		"distributor": "0x00000000000000000000000000000000000000d1", "oracle": oracleAt.Hex(),
	}).want(201).into(&p)
	b.capital(world{pool: p.ID}, amount)
	b.ask("", "GET", "/v1/pools/"+p.ID, nil).want(200)
	return p.ID
}

// comesBack is money that is final in the vault.
func (b *bench) comesBack(w world, amount uint64, state string) string {
	b.Helper()
	row := models.Recovery{PublicID: models.NewID("rcv"), Source: "attacker", State: state, Amount: models.Amt(money.FromUint64(amount))}
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
		row.IncidentID, row.AssetID = inc.ID, inc.NumeraireID
		return models.Insert(tx, &row)
	})
	return row.PublicID
}

// TestARecoveryIsDraftedOverHTTP: the tranche of money that came back, its
// receivers and what is held.
func TestARecoveryIsDraftedOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		w := b.world()
		w.incident = b.incident(w, models.IncidentSettled)
		b.losses(w, "alice", "amy", "safe")
		b.chain.accounts[addr("safe")] = []byte{1}
		pool := b.vault(w, 90_000_000)
		id := b.comesBack(w, 90_000_000, "final")
		change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error { // as the event of the deposit is booked
			in := models.Posting{Account: "vault:" + pool + ":" + w.incident, AssetID: inc.NumeraireID, Side: models.Debit, Amount: money.FromUint64(90_000_000)}
			out := in
			out.Account, out.Side = "returned:"+w.incident, models.Credit
			return tx.Post("recover", id, in, out)
		})
		b.ask("", "GET", "/v1/recoveries/"+id, nil).want(200).has(`"state":"final"`)
		path := "/v1/admin/incidents/" + w.incident
		b.ask("staff:treasurer", "POST", path+"/recovery-settlements", map[string]any{"pool_id": w.pool}).problem(400, "invalid-request").has("is no vault")
		b.ask("staff:underwriter", "POST", path+"/recovery-settlements", map[string]any{"pool_id": pool}).problem(403, "forbidden")
		var st Settlement
		b.ask("staff:treasurer", "POST", path+"/recovery-settlements", map[string]any{"pool_id": pool}).want(201).has(`"state":"draft"`, `"display":"90"`).into(&st)
		var lines Page[Allocation]
		b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID+"/allocations", nil).want(200).into(&lines)
		if len(lines.Items) != 3 {
			b.Errorf("%+v", lines.Items)
		}
		for _, l := range lines.Items {
			if l.Amount.Amount != "30000000" {
				b.Errorf("%+v", l)
			}
		}
		accounts := "/v1/settlements/" + st.ID + "/accounts"
		b.ask("", "GET", accounts, nil).problem(404, "not-found") // a draft is not public
		b.ask("staff:treasurer", "POST", "/v1/admin/settlements/"+st.ID+"/publish", map[string]any{"version": st.Version}).want(200)
		var o Objection
		b.ask("alice", "POST", "/v1/settlements/"+st.ID+"/objections", map[string]any{"text": "I lost more."}).want(201).into(&o)
		b.ask("alice", "POST", "/v1/objections/"+o.ID+"/withdraw", map[string]any{"version": o.Version}).want(200).has(`"state":"withdrawn"`)
		b.ask("", "GET", accounts, nil).want(200).has(strings.ToLower(addr("safe").Hex()))
		b.ask("staff:treasurer", "POST", path+"/shareholders", map[string]any{"pool_id": w.pool}).want(200).has(`"recorded":0`)
		var e Entitlement
		body := map[string]any{"affected": addr("safe").Hex(), "receiver": addr("bob").Hex(), "proof": b.proofTo(w, "bob", "safe", "bob")}
		b.ask("bob", "POST", "/v1/incidents/"+w.incident+"/receiver", body).want(200).has(addr("bob").Hex()).into(&e)
		b.ask("staff:underwriter", "POST", "/v1/admin/entitlements/"+e.ID+"/receiver/accept", map[string]any{"version": e.Version}).want(200).has(`"held":false`).into(&e)
		b.ask("staff:auditor", "GET", "/v1/admin/receiver-waits?incident="+w.incident+"&state=parked", nil).want(200).hasNot(e.ID)
		change(b, e.ID, func(tx *models.Tx, row *models.Entitlement) error {
			return models.Insert(tx, &models.ReceiverWait{PublicID: models.NewID("wai"), EntitlementID: row.ID, Since: tx.Now, State: "parked"})
		})
		b.ask("staff:auditor", "GET", "/v1/admin/receiver-waits?incident="+w.incident+"&state=parked", nil).want(200).has(e.ID, `"state":"parked"`)
		change(b, e.ID, func(tx *models.Tx, row *models.Entitlement) error {
			row.Held, row.HeldReason = true, "disputed"
			return models.Update(tx, row, "held", "held_reason")
		})
		b.ask("staff:senior", "POST", "/v1/admin/entitlements/"+e.ID+"/release", map[string]any{"version": e.Version + 1, "reason": "the list was wrong"}).want(200).hasNot("disputed")
	})
}

// TestADisputedAccountIsLifted by two persons, one of them a senior.
func TestADisputedAccountIsLifted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	w.incident = b.incident(w, models.IncidentSettled)
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
		return models.Insert(tx, &models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("safe")), Kind: "disputed", Reason: "three days old"})
	})
	list, path := "/v1/incidents/"+w.incident+"/exclusions", "/v1/admin/incidents/"+w.incident+"/exclusions/lift"
	body := map[string]any{"account": addr("safe").Hex(), "reason": "it is an old account", "evidence": "block 12"}
	b.ask("", "GET", list, nil).want(200).has(`"lifted":false`)
	b.ask("staff:underwriter", "POST", path, with(body, "evidence", "")).problem(400, "invalid-request").has("/evidence")
	b.ask("staff:underwriter", "POST", path, body).want(200).has(`"lifted":false`, "block 12")
	b.ask("staff:underwriter", "POST", path, body).problem(403, "forbidden").has("second person")
	b.ask("staff:senior", "POST", path, body).want(200).has(`"lifted":true`)
	b.ask("staff:senior", "POST", path, body).problem(404, "not-found")
	b.ask("", "GET", list, nil).want(200).has(`"lifted":true`)
}

// TestContestedMoneyIsReleased by a senior with a reason.
func TestContestedMoneyIsReleased(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	id := b.comesBack(w, 5, "contested")
	change(b, id, func(tx *models.Tx, r *models.Recovery) error {
		at := tx.Now.Add(time.Hour)
		r.HoldUntil = &at
		return models.Update(tx, r, "hold_until")
	})
	b.ask("staff:senior", "POST", "/v1/admin/recoveries/"+id+"/release", map[string]any{"version": 1, "reason": "the court said so"}).want(200).has(`"state":"released"`)
}

// TestTheClaimantsOtherRoutes: an appeal, another receiver that a reviewer
// accepts, other insured accounts.
func TestTheClaimantsOtherRoutes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	w.incident = b.incident(w, models.IncidentSnapshotting)
	b.losses(w, "alice", "amy")
	b.windows()
	c := b.decided(w)
	var reviewer Person
	b.ask("staff:underwriter", "GET", "/v1/admin/me", nil).want(200).into(&reviewer)
	body := map[string]any{"version": c.Version, "receiver": addr("bob").Hex(), "proof": b.proofTo(w, "alice", "alice", "bob")}
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/receiver", body).want(200).has(`"receiver_review":true`).into(&c)
	b.ask("staff:senior", "POST", "/v1/admin/claims/"+c.ID+"/receiver/accept", map[string]any{"version": c.Version}).want(200).has(`"receiver_review":false`)

	d := b.file(w, "amy", "amy")
	b.ask("staff:intake", "POST", "/v1/admin/claims/"+d.ID+"/assign", map[string]any{"version": d.Version, "staff_id": reviewer.ID}).want(200).into(&d)
	b.ask("staff:underwriter", "POST", "/v1/admin/claims/"+d.ID+"/reviews", map[string]any{
		"version": d.Version, "decision": "deny", "reason_code": "excluded_peril", "clause": "1", "text": "Not this cause.",
	}).want(201).has(`"state":"denied"`).into(&d)
	b.ask("amy", "POST", "/v1/claims/"+d.ID+"/appeal", map[string]any{"version": d.Version, "text": "It is this cause."}).want(200).has(`"state":"appealed"`)
}

// TestWhatOneRowShows: the routes that show one thing, and the change of the
// insured accounts of a cover that no incident touches.
func TestWhatOneRowShows(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	for _, path := range []string{"/v1/protocols/" + w.protocol, "/v1/modules/" + w.module} {
		b.ask("", "GET", path, nil).want(200).has(`"id":"`)
	}
	b.ask("staff:auditor", "GET", "/v1/admin/covers/"+w.cover, nil).want(200).has(w.cover)
	change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error {
		inc.State = models.IncidentRejected
		return models.Update(tx, inc, "state")
	})
	var cover Cover
	b.ask("alice", "POST", "/v1/covers/"+w.cover+"/accounts", map[string]any{"version": 0, "add": []string{addr("bob").Hex()}, "consents": []any{b.consent(w.product, "alice", "bob")}}).want(200).has(addr("bob").Hex()).into(&cover)
	b.ask("staff:intake", "POST", "/v1/admin/covers/"+w.cover+"/accounts", map[string]any{"version": cover.Version, "remove": []string{addr("bob").Hex()}}).want(200).has(`"insured_to":"`)
}

// TestASnapshotIsReleasedByTwo: one word does not let it pass.
func TestASnapshotIsReleasedByTwo(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.losses(w, "alice")
	var snaps List[Snapshot]
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/snapshots", nil).want(200).into(&snaps)
	path := "/v1/admin/snapshots/" + snaps.Items[0].ID + "/release"
	b.ask("staff:senior", "POST", path, map[string]any{"reason": "measured twice"}).want(200)
	b.ask("staff:senior", "POST", path, map[string]any{"reason": "measured twice"}).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", path, map[string]any{"reason": "looked at"}).want(200)
}

// TestAnIncidentEnds with its claims.
func TestAnIncidentEnds(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	id := b.incident(w, models.IncidentSettled)
	b.ask("staff:senior", "POST", "/v1/admin/incidents/"+id+"/close", map[string]any{"version": 0, "reason": "all is paid"}).want(200).has(`"state":"closed"`)
	id = b.incident(w, models.IncidentSettled)
	w.incident = id
	b.losses(w, "alice")
	b.comesBack(w, 5, "final")
	b.ask("staff:treasurer", "POST", "/v1/admin/incidents/"+id+"/recover", map[string]any{"version": 0, "reason": "money came back"}).want(200).has(`"state":"recovering"`)
}

// TestWhatIsOnItsWayIsSteered: a waiting intent is dropped and queued again; one
// that has a nonce is bid higher.
func TestWhatIsOnItsWayIsSteered(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	enqueue := func(kind, machine, key string) models.TxIntent {
		var in models.TxIntent
		b.must(b.db.Tx(t.Context(), func(tx *models.Tx) (err error) {
			in, err = tx.Enqueue(models.TxIntent{
				IdemKey: key, Kind: kind, RefMachine: machine, RefID: 1, ChainID: devChain, Sender: models.Addr(operator), To: models.Addr(oracleAt), State: models.TxApproved,
			})
			return err
		}))
		return in
	}
	why := map[string]any{"reason": "the day was wrong"}
	in := enqueue("submit_set", "snapshot_set", "one")
	path := "/v1/admin/outbox/" + in.PublicID
	b.ask("staff:treasurer", "POST", path+"/cancel", why).want(200).has(`"state":"dropped"`)
	b.ask("staff:treasurer", "POST", path+"/requeue", why).want(200)
	nonce := int64(3)
	sent := enqueue("publish", "settlement", "two")
	change(b, sent.PublicID, func(tx *models.Tx, row *models.TxIntent) error {
		row.Nonce, row.State = &nonce, models.TxBroadcast
		return models.Update(tx, row, "nonce", "state")
	})
	b.ask("staff:admin", "POST", "/v1/admin/outbox/"+sent.PublicID+"/bump", why).want(200).has(`"request":"bump"`)
}
