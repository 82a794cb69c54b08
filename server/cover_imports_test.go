package server

import (
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims/covers"
	"makewhole/money"
)

// consent is an account's signature as a cover carries it.
func (b *bench) consent(product, holder, account string) map[string]any {
	b.Helper()
	c := covers.Consent{Account: addr(account), ExpiresAt: b.clock.Now().Truncate(time.Second).Add(time.Hour)}
	digest := covers.ConsentMessage(product, addr(holder), c).Digest(b.s.cfg.Claims.ProofDomain())
	return map[string]any{"account": c.Account.Hex(), "expires_at": c.ExpiresAt.Format(time.RFC3339), "signature": b.sign(account, digest)}
}

func (b *bench) sign(name string, digest common.Hash) string {
	b.Helper()
	sig, err := crypto.Sign(digest[:], key(name))
	if err != nil {
		b.Fatal(err)
	}
	sig[64] += 27
	return hexutil.Encode(sig)
}

// TestImportOverHTTP: proposed by one person, confirmed by another, never while an
// incident is open.
func TestImportOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	const path = "/v1/admin/cover-imports"
	var protocol, quiet struct {
		ID string `json:"id"`
	}
	b.ask("staff:senior", "POST", "/v1/admin/protocols", map[string]any{"slug": "quiet", "name": "Quiet"}).want(201).into(&protocol)
	b.ask("staff:senior", "POST", "/v1/admin/products", map[string]any{"protocol_id": protocol.ID, "name": "Quiet cover",
		"limit_asset": map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}}).want(201).into(&quiet)
	b.ask("staff:senior", "POST", "/v1/admin/products/"+quiet.ID+"/wordings", map[string]any{"text": "What is covered.", "terms": map[string]any{
		"appeal_window_s": 3600, "coinsurance_bps": 10000, "cooling_off_s": 60, "deductible": "0", "evidence_window_s": 3600,
		"filing_window_s": 3600, "franchise": "0", "min_pay": "0", "objection_window_s": 60, "per_incident_limit": "0",
		"review_share_max_bps": 2500, "second_review_above": "1000000000", "settlement_rule": "water-fill/1", "waiting_period_s": 0,
	}}).want(201)
	from := b.clock.Now().Truncate(time.Second).Add(-3 * time.Hour)
	in := covers.Input{ProductID: quiet.ID, Kind: covers.Individual, Holder: addr("bob"), Accounts: []common.Address{addr("bob")},
		Limit: money.FromUint64(500), ActiveFrom: from, ActiveTo: from.AddDate(1, 0, 0)}
	certificate := func() map[string]any {
		msg := covers.CertificateMessage(in.Content(), addr("issuer"), from)
		return map[string]any{
			"product_id": in.ProductID, "kind": in.Kind, "holder": in.Holder.Hex(), "accounts": []string{addr("bob").Hex()}, "limit": in.Limit.String(),
			"active_from": in.ActiveFrom.Format(time.RFC3339), "active_to": in.ActiveTo.Format(time.RFC3339),
			"proof": map[string]any{"kind": covers.ProofCertificate, "issuer": addr("issuer").Hex(), "written_at": from.Format(time.RFC3339),
				"signature": b.sign("issuer", msg.Digest(b.s.cfg.Claims.ProofDomain()))},
		}
	}
	body := certificate()
	in.ProductID = "prd_none"
	b.ask("staff:intake", "POST", path, certificate()).problem(404, "not-found")
	in.ProductID = quiet.ID
	b.ask("bob", "POST", "/v1/covers/consent", map[string]any{"product_id": quiet.ID, "holder": addr("alice").Hex(), "account": addr("bob").Hex()}).
		want(200).has("CoverConsent", addr("bob").Hex())
	b.ask("staff:auditor", "POST", path, body).problem(403, "forbidden")
	b.ask("staff:intake", "POST", path, with(body, "limit", "501")).problem(400, "invalid-request").has("/proof/signature")
	var got CoverImport
	b.ask("staff:intake", "POST", path, body).want(201).has(`"state":"proposed"`, addr("issuer").Hex()).into(&got)
	b.ask("staff:intake", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version}).problem(403, "forbidden").has("a second person")
	b.ask("staff:treasurer", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version + 1}).problem(409, "changed")
	b.ask("staff:treasurer", "POST", path+"/"+got.ID+"/confirm", map[string]any{"version": got.Version}).want(200).has(`"state":"confirmed"`).into(&got)
	b.ask("staff:auditor", "GET", "/v1/admin/covers/"+got.CoverID, nil).want(200).has(`"recorded_at"`, addr("bob").Hex())
	b.ask("staff:auditor", "GET", path+"?state=confirmed", nil).want(200).has(got.ID)
	b.ask("staff:auditor", "GET", path+"/"+got.ID, nil).want(200).has(got.CoverID)

	in.Limit = money.FromUint64(7)
	b.ask("staff:intake", "POST", path, certificate()).want(201).into(&got)
	b.ask("staff:treasurer", "POST", path+"/"+got.ID+"/refuse", map[string]any{"version": got.Version, "reason": "unknown issuer"}).want(200).has(`"state":"refused"`)
	in.ProductID = w.product // its protocol has an open incident
	b.ask("staff:intake", "POST", path, certificate()).problem(409, "conflict")
}
