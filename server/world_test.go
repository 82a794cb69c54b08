package server

import (
	"crypto/ecdsa"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/incidents"
	"makewhole/models"
)

// world is what most cases need: a cover of alice and an incident that takes
// claims.
type world struct {
	protocol, module, product, wording, pool, cover, incident string
}

func (b *bench) world() world {
	b.Helper()
	var w world
	usd := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	made := func(path string, body map[string]any) string {
		b.Helper()
		var out struct {
			ID string `json:"id"`
		}
		b.ask("staff:senior", "POST", path, body).want(201).into(&out)
		return out.ID
	}
	w.protocol = made("/v1/admin/protocols", map[string]any{"slug": "vault", "name": "Vault"})
	w.module = made("/v1/admin/protocols/"+w.protocol+"/modules", map[string]any{
		"chain_id": devChain, "address": moduleAt.Hex(), "role": "vault", "pause_kind": "pausable", "method_view": "assetsOf(address)", "value_asset": usd,
	})
	w.product = made("/v1/admin/products", map[string]any{"protocol_id": w.protocol, "name": "Vault cover", "limit_asset": usd})
	w.wording = made("/v1/admin/products/"+w.product+"/wordings", map[string]any{"terms": b.terms(), "text": "What is covered."})
	w.pool = made("/v1/admin/pools", map[string]any{
		"kind": "capital", "name": "Pool", "asset": usd, "contract": "0x00000000000000000000000000000000000000c1",
		"distributor": "0x00000000000000000000000000000000000000d1", "oracle": oracleAt.Hex(),
	})
	b.ask("staff:senior", "POST", "/v1/admin/products/"+w.product+"/layers", map[string]any{"pool_id": w.pool, "position": 1, "incident_cap": "0"}).want(201)
	w.cover = made("/v1/admin/covers", map[string]any{
		"product_id": w.product, "kind": "individual", "holder": addr("alice").Hex(), "accounts": []string{addr("alice").Hex(), addr("amy").Hex()},
		"consents": []any{b.consent(w.product, "alice", "amy")}, "limit": "1000000000", "active_to": b.clock.Now().AddDate(1, 0, 0).Format(time.RFC3339),
	})
	b.clock.Advance(time.Hour)
	w.incident = b.incident(w, models.IncidentClaimsOpen)
	return w
}

// terms are those of the world's wording.
func (b *bench) terms() map[string]any {
	return map[string]any{
		"appeal_window_s": 3600, "coinsurance_bps": 10000, "cooling_off_s": 60, "deductible": "0", "evidence_window_s": 3600,
		"filing_window_s": 3600, "franchise": "0", "min_pay": "0", "objection_window_s": 60, "per_incident_limit": "0",
		"review_share_max_bps": 2500, "second_review_above": "1000000000", "settlement_rule": "water-fill/1", "waiting_period_s": 0,
	}
}

// members are the committee's keys, ascending by address.
func members() []*ecdsa.PrivateKey {
	keys := []*ecdsa.PrivateKey{key("member 0"), key("member 1"), key("member 2"), key("member 3")}
	slices.SortFunc(keys, func(a, b *ecdsa.PrivateKey) int {
		return crypto.PubkeyToAddress(a.PublicKey).Cmp(crypto.PubkeyToAddress(b.PublicKey))
	})
	return keys
}

// committee is the active oracle configuration; recording it twice changes
// nothing.
func (b *bench) committee() models.OracleConfig {
	b.Helper()
	c := contracts.OracleConfig{ChainID: devChain, Oracle: oracleAt, Count: 1, F: 1, Threshold: 3, MaxAge: 1 << 30}
	for _, k := range members() {
		c.Signers = append(c.Signers, crypto.PubkeyToAddress(k.PublicKey))
	}
	row, err := b.s.cfg.Oracles.RegisterConfig(b.Context(), models.SystemActor("test"), c)
	b.must(err)
	return row
}

// incident is one as people and jobs would have left it; in claims_open its
// windows run.
func (b *bench) incident(w world, state string) string {
	b.Helper()
	row := models.Incident{PublicID: models.NewID("inc"), Title: "Drained", State: state}
	row.ChainRef, row.ConfigDigest = models.H(incidents.ChainRef(row.PublicID)), b.committee().Digest
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		p, err := models.ByPublicID[models.Protocol](tx, w.protocol)
		if err != nil {
			return err
		}
		usd, err := tx.AssetFor(devChain, usdAt)
		if err != nil {
			return err
		}
		row.NumeraireID = usd.ID
		at := func(d time.Duration) *time.Time { t := tx.Now.Add(d); return &t }
		row.ProtocolID, row.OccurredFrom, row.OccurredTo, row.ObservedAt = p.ID, at(-30*time.Minute), at(-29*time.Minute), at(-20*time.Minute)
		row.ReportedAt, row.ConfirmedAt = at(-15*time.Minute), at(-10*time.Minute)
		if state == models.IncidentClaimsOpen {
			row.ClaimsOpenAt, row.ClaimsCloseAt, row.BarAt = at(-time.Minute), at(time.Hour), at(2*time.Hour)
		}
		return models.Insert(tx, &row)
	}))
	return row.PublicID
}

// proof renders and signs the proof of loss of an account for a claimant.
func (b *bench) proof(w world, claimant, affected string) map[string]any {
	b.Helper()
	var req ProofRequest
	b.ask(claimant, "POST", "/v1/claims/proof", map[string]any{
		"incident_id": w.incident, "affected": addr(affected).Hex(), "receiver": addr(affected).Hex(),
	}).want(200).into(&req)
	p := claims.Proof{Nonce: common.HexToHash(req.Nonce), IssuedAt: req.IssuedAt, ExpiresAt: req.ExpiresAt}
	msg := claims.ProofMessage(incidents.ChainRef(w.incident), addr(affected), addr(claimant), addr(affected), p)
	digest := msg.Digest(b.s.cfg.Claims.ProofDomain())
	sig, err := crypto.Sign(digest[:], key(affected))
	b.must(err)
	sig[64] += 27
	return map[string]any{"nonce": req.Nonce, "issued_at": req.IssuedAt, "expires_at": req.ExpiresAt, "signature": "0x" + common.Bytes2Hex(sig)}
}

// filing is the body of a good claim.
func (b *bench) filing(w world, claimant, affected string) map[string]any {
	b.Helper()
	return map[string]any{
		"incident_id": w.incident, "cover_id": w.cover, "affected": addr(affected).Hex(), "receiver": addr(affected).Hex(),
		"requested": "100000000", "statement": "It is gone.", "proof": b.proof(w, claimant, affected),
	}
}

func (b *bench) file(w world, claimant, affected string) Claim {
	b.Helper()
	var c Claim
	b.ask(claimant, "POST", "/v1/claims", b.filing(w, claimant, affected)).want(201).into(&c)
	return c
}
