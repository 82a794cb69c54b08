package demo

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"

	"makewhole/claims"
	"makewhole/internal/client"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// chapterClaims: four of five insured victims file, and Grace who lost nothing.
func (d *demo) chapterClaims() {
	d.wait(2 * day)
	d.section("Claims")
	c := d.cast
	ask := map[*wallet]money.Amount{c.bob: c.bob.savings, c.grace: dollars("4000")}
	for _, w := range append(c.filers(), c.grace) {
		amount := d.owed(w)
		if special, over := ask[w]; over {
			amount = special
		}
		d.file(w, amount)
	}
	d.fileTwice(c.alice)
	_, refused := d.refused(d.signedIn(c.frank), "/v1/claims", d.claimBody(c.frank, c.alice.cover, dollars("1000")), http.StatusUnprocessableEntity)
	d.check(refused, "Frank has no cover and cannot use Alice's", "")
	d.tell.say("Erin does not file: her share will be held for her until the bar date, %s.", shownDate(d.incidentNow().BarAt))
}

// claimBody signs a proof of loss with the affected wallet and makes the claim.
func (d *demo) claimBody(w *wallet, cover string, amount money.Amount) obj {
	api := d.signedIn(w)
	proof := act(d, "proof of loss", func() (server.ProofRequest, error) {
		return client.Post[server.ProofRequest](api, "/v1/claims/proof", obj{"incident_id": d.incident, "affected": w.address.Hex(), "receiver": w.address.Hex()})
	})
	signature := act(d, "sign proof of loss", func() (string, error) { return signTyped(w.key, proof.TypedData) })
	return obj{
		"incident_id": d.incident, "cover_id": cover, "affected": w.address.Hex(), "receiver": w.address.Hex(), "requested": amount.String(),
		"statement": fmt.Sprintf("I had %s tUSD in Harbor.", shown(d.add(w.savings, w.desk))),
		"proof":     obj{"nonce": proof.Nonce, "issued_at": proof.IssuedAt, "expires_at": proof.ExpiresAt, "signature": signature},
	}
}

// file claims with the wallet's own signature and attaches a file.
func (d *demo) file(w *wallet, amount money.Amount) {
	body := d.claimBody(w, w.cover, amount)
	w.filingKey = rand.Text()
	w.filing = body
	claim := act(d, w.name+" files", func() (server.Claim, error) {
		return client.PostKey[server.Claim](d.signedIn(w), w.filingKey, "/v1/claims", body)
	})
	w.claim = claim.ID
	statement := fmt.Sprintf("Account statement of %s\nwallet %s\nin Harbor before the incident: %s tUSD\n", w.name, w.address.Hex(), shown(d.add(w.savings, w.desk)))
	evidence := act(d, w.name+" attaches a file", func() (server.Evidence, error) {
		return client.Upload[server.Evidence](d.signedIn(w), "/v1/claims/"+w.claim+"/evidence?name=statement.txt", []byte(statement))
	})
	d.tell.say("%-5s signs in and asks for %12s tUSD, with %s (sha256 %s…).", w.name, shown(amount), evidence.Name, evidence.SHA256[:min(8, len(evidence.SHA256))])
}

// fileTwice repeats a request, and then asks again for the same loss.
func (d *demo) fileTwice(w *wallet) {
	again := act(d, "repeat a request", func() (server.Claim, error) {
		return client.PostKey[server.Claim](d.signedIn(w), w.filingKey, "/v1/claims", w.filing)
	})
	d.check(again.ID == w.claim, "a repeated request files one claim", "same Idempotency-Key, same answer")
	_, refused := d.refused(d.signedIn(w), "/v1/claims", d.claimBody(w, w.cover, dollars("1")), http.StatusConflict)
	d.check(refused, "a second claim for the same loss is refused", "409 conflict")
	_, err := client.Get[json.RawMessage](d.signedIn(d.cast.bob), "/v1/claims/"+w.claim)
	d.check(client.RefusedAs(err, http.StatusNotFound), "nobody sees another's claim", "Bob gets 404 for Alice's")
}

// decision is what a reviewer says.
type decision struct {
	by           *clerk
	of           *wallet
	decision     string
	amount       money.Amount
	reason       string
	clause, text string
}

// chapterReviews: underwriters decide; above the threshold two of them.
func (d *demo) chapterReviews() {
	d.wait(day)
	d.section("Decisions")
	c := d.cast
	over := claims.DecisionPartiallyApprove
	d.decide(decision{c.maria, c.alice, claims.DecisionApprove, d.owed(c.alice), "loss_verified", "§2", "The loss is in the final snapshot; the cover's limit caps it."})
	state := d.claimState(c.alice)
	d.check(state != models.ClaimApproved && state != models.ClaimCoolingOff, "above the threshold one underwriter is not enough", "claim is %s", state)
	d.decide(decision{c.tom, c.alice, claims.DecisionApprove, d.owed(c.alice), "loss_verified", "§2", "I come to the same amount."})
	d.decide(decision{c.maria, c.bob, over, d.owed(c.bob), "reduced_to_verified_loss", "§2, §3",
		"You asked for your whole deposit. One eighth of it is still yours in the vault; nine tenths of the rest above 500 tUSD are covered."})
	d.decide(decision{c.tom, c.carol, claims.DecisionApprove, d.owed(c.carol), "loss_verified", "§2", "As verified."})
	d.decide(decision{c.maria, c.dave, claims.DecisionApprove, d.owed(c.dave), "loss_verified", "§2", "As verified."})
	d.decide(decision{c.tom, c.grace, claims.DecisionDeny, money.Zero, "no_loss", "§1, §2",
		"Your money is in LendingDesk, which was not attacked and works. The final snapshot shows no loss for your account."})
	cooling := 0
	for _, w := range c.filers() {
		if d.claimState(w) == models.ClaimCoolingOff {
			cooling++
		}
	}
	d.check(cooling == len(c.filers()), "decided claims cool off before they are paid", "%d of %d", cooling, len(c.filers()))
}

func (d *demo) claimOf(w *wallet) server.ClaimDetail {
	return get[server.ClaimDetail](d, d.as(d.cast.auditor), "/v1/admin/claims/"+w.claim)
}

func (d *demo) claimState(w *wallet) string { return d.claimOf(w).State }

func (d *demo) decide(say decision) {
	body := obj{"version": d.claimOf(say.of).Version, "decision": say.decision, "reason_code": say.reason, "clause": say.clause, "text": say.text}
	verdict := d.tell.style(styleRed, "denies")
	if !say.amount.IsZero() {
		body["amount"] = say.amount.String()
		verdict = d.tell.style(styleGreen, "approves "+shown(say.amount)+" tUSD for")
	}
	claim := post[server.Claim](d, d.as(say.by), "/v1/admin/claims/"+say.of.claim+"/reviews", body)
	if d.err == nil {
		d.tell.say("%s %s %s (%s, %s): asked %s", say.by.name, verdict, say.of.name, say.reason, say.clause, shown(d.parse(claim.Requested.Amount)))
		d.tell.quote("“%s”", say.text)
	}
}
