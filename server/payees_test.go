package server

import (
	"testing"

	"makewhole/models"
	"makewhole/money"
)

// TestPayeesOverHTTP registers the receiver of the protocol and a bounty, with two
// persons each, and other terms of the bounty after that.
func TestPayeesOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	incident, admin := "/v1/admin/incidents/"+w.incident, "/v1/admin/recovery-payees"
	treasury := map[string]any{"receiver": addr("treasury").Hex(), "reason": "its multisig", "evidence": map[string]any{"reference": "resolution 12"}}
	bounty := with(treasury, "receiver", addr("finder").Hex())
	bounty = with(bounty, "payer", addr("finder").Hex())
	bounty = with(bounty, "asset", map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6})
	bounty = with(with(bounty, "share_bps", 1000), "cap", "5000000")

	b.ask("staff:intake", "POST", incident+"/protocol-receivers", treasury).problem(403, "forbidden")
	b.ask("staff:senior", "POST", incident+"/protocol-receivers", with(treasury, "receiver", usdAt.Hex())).problem(400, "invalid-request").has("/receiver")
	b.ask("staff:senior", "POST", incident+"/protocol-receivers", with(treasury, "evidence", map[string]any{})).problem(400, "invalid-request").has("/evidence")
	b.ask("staff:senior", "POST", incident+"/bounties", with(bounty, "share_bps", 10_001)).problem(400, "invalid-request").has("/share_bps")
	b.ask("staff:senior", "POST", incident+"/bounties", with(bounty, "cap", "0")).problem(400, "invalid-request").has("/cap")
	b.ask("staff:senior", "POST", "/v1/admin/incidents/inc_unknown/bounties", bounty).problem(404, "not-found")
	b.ask("staff:senior", "POST", "/v1/admin/incidents/inc_unknown/protocol-receivers", treasury).problem(404, "not-found")

	var protocol, first, second, refused RecoveryPayee
	b.ask("staff:senior", "POST", incident+"/protocol-receivers", treasury).want(201).has(`"state":"proposed"`, `"kind":"protocol"`, "resolution 12").hasNot("share_bps").into(&protocol)
	b.ask("staff:senior", "POST", incident+"/bounties", bounty).want(201).has(`"share_bps":1000`, `"amount":"5000000"`).into(&first)
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/recovery-payees", nil).want(200).has(`"items":[]`)
	version := func(r RecoveryPayee) map[string]any { return map[string]any{"version": r.Version} }
	b.ask("staff:senior", "POST", admin+"/"+protocol.ID+"/confirm", version(protocol)).problem(403, "forbidden").has("a second person")
	b.ask("staff:treasurer", "POST", admin+"/"+protocol.ID+"/confirm", map[string]any{"version": protocol.Version + 1}).problem(409, "changed")
	b.ask("staff:treasurer", "POST", admin+"/"+protocol.ID+"/confirm", version(protocol)).want(200).has(`"state":"registered"`, `"confirmed_at"`).into(&protocol)
	b.ask("staff:treasurer", "POST", admin+"/"+protocol.ID+"/confirm", version(protocol)).problem(409, "wrong-state")
	b.ask("staff:treasurer", "POST", admin+"/"+first.ID+"/confirm", version(first)).want(200)

	b.ask("staff:treasurer", "POST", incident+"/bounties", with(bounty, "share_bps", 500)).want(201).into(&second)
	b.ask("staff:treasurer", "POST", incident+"/bounties", with(bounty, "share_bps", 10_000)).want(201).into(&refused)
	b.ask("staff:senior", "POST", admin+"/"+second.ID+"/confirm", version(second)).want(200).has(`"state":"registered"`)
	b.ask("staff:senior", "POST", admin+"/"+refused.ID+"/refuse", with(version(refused), "reason", "too much")).want(200).has(`"state":"refused"`)
	b.ask("staff:auditor", "GET", admin+"?incident="+w.incident+"&state=replaced", nil).want(200).has(first.ID, "resolution 12").hasNot(second.ID)
	b.ask("staff:auditor", "GET", admin+"?state=refused", nil).want(200).has(refused.ID)
	b.ask("", "GET", "/v1/incidents/"+w.incident+"/recovery-payees", nil).want(200).has(protocol.ID, second.ID, `"share_bps":500`).hasNot(first.ID, "resolution 12")
	b.ask("", "GET", "/v1/incidents/inc_unknown/recovery-payees", nil).problem(404, "not-found")
}

// TestABountyIsDraftedOverHTTP: a tenth of what the finder brings back is a line beside
// those of victims, who share the rest and are told of it.
func TestABountyIsDraftedOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		w := b.world()
		w.incident = b.incident(w, models.IncidentSettled)
		b.losses(w, "alice", "amy", "carol")
		pool := b.vault(w, 90_000_000)
		id := b.comesBack(w, 90_000_000, "final")
		change(b, w.incident, func(tx *models.Tx, inc *models.Incident) error { // as the event of the deposit is booked
			r, err := models.ByPublicID[models.Recovery](tx, id)
			if err != nil {
				return err
			}
			r.From = models.Addr(addr("finder"))
			if err := models.Update(tx, &r, "from"); err != nil {
				return err
			}
			in := models.Posting{Account: "vault:" + pool + ":" + w.incident, AssetID: inc.NumeraireID, Side: models.Debit, Amount: money.FromUint64(90_000_000)}
			out := in
			out.Account, out.Side = "returned:"+w.incident, models.Credit
			return tx.Post("recover", id, in, out)
		})
		path := "/v1/admin/incidents/" + w.incident
		terms := map[string]any{
			"receiver": addr("finder").Hex(), "payer": addr("finder").Hex(), "share_bps": 1000, "cap": "50000000", "reason": "agreed before it came",
			"evidence": map[string]any{"reference": "agreement 3"},
			"asset":    map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6},
		}
		var bounty RecoveryPayee
		b.ask("staff:senior", "POST", path+"/bounties", terms).want(201).into(&bounty)
		b.ask("staff:treasurer", "POST", "/v1/admin/recovery-payees/"+bounty.ID+"/confirm", map[string]any{"version": bounty.Version}).want(200)
		var st Settlement
		b.ask("staff:treasurer", "POST", path+"/recovery-settlements", map[string]any{"pool_id": pool}).want(201).into(&st)
		var lines Page[Allocation]
		b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID+"/allocations", nil).want(200).into(&lines)
		got := map[string]int{}
		for _, l := range lines.Items {
			got[l.Part+" "+l.Amount.Amount]++
			if l.Part == "bounty" && l.Receiver != addr("finder").Hex() {
				b.Errorf("%+v", l)
			}
		}
		if len(lines.Items) != 4 || got["bounty 9000000"] != 1 || got["residual 27000000"] != 3 {
			b.Errorf("%v: %+v", got, lines.Items)
		}
		b.inTokenOfSettlement(st, lines.Items[0])
	})
}

// inTokenOfSettlement: what a line is entitled to and has already are in the token that
// the settlement pays, like its amount, also where its entitlement is in another.
func (b *bench) inTokenOfSettlement(st Settlement, line Allocation) {
	b.Helper()
	err := b.db.Tx(b.Context(), func(tx *models.Tx) error {
		other, err := tx.EnsureAsset(models.Asset{ChainID: devChain, Address: models.Addr(addr("numeraire")), Symbol: "NUM", Decimals: 18})
		if err != nil {
			return err
		}
		e, err := models.ByPublicID[models.Entitlement](tx, line.EntitlementID)
		if err != nil {
			return err
		}
		e.AssetID = other.ID
		return models.Update(tx, &e, "asset_id")
	})
	if err != nil {
		b.Fatal(err)
	}
	var lines Page[Allocation]
	b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID+"/allocations", nil).want(200).into(&lines)
	for _, l := range lines.Items {
		if l.Entitled.Token != l.Amount.Token || l.Already.Token != l.Amount.Token {
			b.Errorf("a line of %+v is entitled to %+v and has %+v already", l.Amount, l.Entitled, l.Already)
		}
	}
}
