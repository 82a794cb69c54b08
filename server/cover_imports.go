package server

import (
	"context"
	"encoding/json"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
)

// ConsentIn is an account's EIP-712 signature that a holder may insure it.
type ConsentIn struct {
	Account   Address   `json:"account"`
	ExpiresAt time.Time `json:"expires_at" doc:"As signed: whole seconds, at most 90 days away."`
	Signature Signature `json:"signature"`
}

func consentsOf(in []ConsentIn) []covers.Consent {
	out := make([]covers.Consent, len(in))
	for i, c := range in {
		out[i] = covers.Consent{Account: c.Account.Address, ExpiresAt: c.ExpiresAt, Signature: c.Signature}
	}
	return out
}

// ConsentRequest is what an account signs to be named in a cover.
type ConsentRequest struct {
	ExpiresAt time.Time `json:"expires_at"`
	TypedData any       `json:"typed_data" doc:"For eth_signTypedData_v4, to be signed by the account."`
}

type consentRequestIn struct {
	Body struct {
		ProductID string  `json:"product_id" maxLength:"64"`
		Holder    Address `json:"holder"`
		Account   Address `json:"account"`
	}
}

const consentLife = 7 * 24 * time.Hour

// consentRequest renders the message to sign; nothing is stored.
func (s *Server) consentRequest(ctx context.Context, _ caller, in *consentRequestIn) (out ConsentRequest, err error) {
	err = s.db.Read(ctx, func(tx *models.Tx) error {
		p, err := models.ByPublicID[models.Product](tx, in.Body.ProductID)
		if err != nil {
			return err
		}
		out.ExpiresAt = tx.Now.Truncate(time.Second).Add(consentLife)
		c := covers.Consent{Account: in.Body.Account.Address, ExpiresAt: out.ExpiresAt}
		out.TypedData = covers.ConsentMessage(p.PublicID, in.Body.Holder.Address, c).TypedData(s.cfg.Claims.ProofDomain())
		return nil
	})
	return out, err
}

// CoverImport is a cover that was written elsewhere.
type CoverImport struct {
	ID         string    `json:"id"`
	Version    int64     `json:"version"`
	State      string    `json:"state" enum:"proposed,confirmed,refused" doc:"It insures nobody until a second person confirms it."`
	ProductID  string    `json:"product_id"`
	Kind       string    `json:"kind" enum:"individual,blanket"`
	Holder     string    `json:"holder"`
	Accounts   []string  `json:"accounts" nullable:"false"`
	Limit      Money     `json:"limit"`
	ActiveFrom time.Time `json:"active_from"`
	ActiveTo   time.Time `json:"active_to"`
	ProofKind  string    `json:"proof_kind" enum:"chain_transaction,signed_certificate"`
	TxHash     string    `json:"tx_hash,omitempty"`
	Issuer     string    `json:"issuer,omitempty"`
	WrittenAt  time.Time `json:"written_at" doc:"As the proof says: the block's time, or what the issuer signed."`
	EnteredBy  string    `json:"entered_by"`
	CoverID    string    `json:"cover_id,omitempty" doc:"The cover it became."`
	CreatedAt  time.Time `json:"created_at"`
}

func viewImport(tx *models.Tx, r models.CoverImport) (CoverImport, error) {
	return view(tx).coverImport(r)
}

func (v *viewer) coverImport(r models.CoverImport) (out CoverImport, err error) {
	var c covers.ImportContent
	var p covers.ImportProof
	if err := json.Unmarshal([]byte(r.Content), &c); err != nil {
		return out, err
	}
	if err := json.Unmarshal([]byte(r.Proof), &p); err != nil {
		return out, err
	}
	out = CoverImport{
		ID: r.PublicID, Version: r.Version, State: r.State, ProductID: c.ProductID, Kind: c.Kind, Holder: c.Holder.Hex(), Accounts: []string{},
		ActiveFrom: time.Unix(c.ActiveFrom, 0).UTC(), ActiveTo: time.Unix(c.ActiveTo, 0).UTC(), ProofKind: r.ProofKind, WrittenAt: r.WrittenAt.UTC(),
		CreatedAt: r.CreatedAt.UTC(),
	}
	for _, a := range c.Accounts {
		out.Accounts = append(out.Accounts, a.Hex())
	}
	if r.ProofKind == covers.ProofTransaction {
		out.TxHash = p.TxHash.Hex()
	} else {
		out.Issuer = p.Issuer.Hex()
	}
	if r.CoverID != nil {
		cover, err := row[models.Cover](v, *r.CoverID)
		if err != nil {
			return out, err
		}
		out.CoverID = cover.PublicID
	}
	if out.EnteredBy, err = v.staffID(&r.EnteredBy); err != nil {
		return out, err
	}
	product, err := row[models.Product](v, r.ProductID)
	if err != nil {
		return out, err
	}
	out.Limit, err = v.money(models.Amt(c.Limit), product.LimitAssetID)
	return out, err
}

type importsIn struct {
	PageIn
	State string `query:"state" enum:"proposed,confirmed,refused" required:"false"`
}

func (s *Server) listImports(tx *models.Tx, _ caller, in *importsIn) (Page[CoverImport], error) {
	fetch := func(p models.Page) ([]models.CoverImport, error) { return tx.CoverImports(in.State, p) }
	return listPage(in.PageIn, "cover-imports:"+in.State, fetch, func(r models.CoverImport) int64 { return r.ID }, view(tx).coverImport)
}

func (s *Server) getImport(tx *models.Tx, _ caller, in *IDIn) (CoverImport, error) {
	r, err := models.ByPublicID[models.CoverImport](tx, in.ID)
	if err != nil {
		return CoverImport{}, err
	}
	return viewImport(tx, r)
}

type importIn struct {
	Body struct {
		ProductID  string      `json:"product_id" maxLength:"64"`
		Kind       string      `json:"kind" enum:"individual,blanket"`
		Holder     Address     `json:"holder"`
		Accounts   []Address   `json:"accounts" maxItems:"10000" required:"false" doc:"None for a blanket cover."`
		Consents   []ConsentIn `json:"consents" maxItems:"10000" required:"false" doc:"Of the accounts that are not the holder."`
		Limit      Amount      `json:"limit"`
		ActiveFrom time.Time   `json:"active_from" doc:"Never before the cover was written, as the proof says."`
		ActiveTo   time.Time   `json:"active_to"`
		Proof      struct {
			Kind      string     `json:"kind" enum:"chain_transaction,signed_certificate"`
			TxHash    *Hash      `json:"tx_hash" required:"false" doc:"Of a final transaction of the settlement chain whose logs name the holder."`
			Issuer    *Address   `json:"issuer" required:"false" doc:"Who signed the certificate: not the holder, an insured account or the staff."`
			WrittenAt *time.Time `json:"written_at" required:"false" doc:"Of a certificate."`
			Signature Signature  `json:"signature" required:"false" doc:"EIP-712 CoverCertificate over the canonical content of the cover."`
		} `json:"proof"`
	}
}

// proposeImport is one person's word: the cover insures nobody yet.
func (s *Server) proposeImport(ctx context.Context, c caller, in *importIn) (models.CoverImport, error) {
	b := in.Body
	proof := covers.ImportProof{Kind: b.Proof.Kind, Signature: b.Proof.Signature}
	if b.Proof.TxHash != nil {
		proof.TxHash = b.Proof.TxHash.Hash
	}
	if b.Proof.Issuer != nil {
		proof.Issuer = b.Proof.Issuer.Address
	}
	if b.Proof.WrittenAt != nil {
		proof.WrittenAt = *b.Proof.WrittenAt
	}
	return s.cfg.Claims.ProposeImport(ctx, c.actor, covers.Input{
		ProductID: b.ProductID, Kind: b.Kind, Holder: b.Holder.Address, Accounts: plain(b.Accounts), Consents: consentsOf(b.Consents), Limit: b.Limit.Amount,
		ActiveFrom: b.ActiveFrom, ActiveTo: b.ActiveTo,
	}, proof)
}

// confirmImport is the second person's word.
func (s *Server) confirmImport(ctx context.Context, c caller, in *versionIn) (models.CoverImport, error) {
	return s.cfg.Claims.ConfirmImport(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) refuseImport(ctx context.Context, c caller, in *reasonIn) (models.CoverImport, error) {
	return s.cfg.Claims.RefuseImport(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}
