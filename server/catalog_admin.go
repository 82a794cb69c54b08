package server

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
)

type protocolIn struct {
	Body struct {
		Slug string `json:"slug" minLength:"2" maxLength:"63" pattern:"^[a-z0-9][a-z0-9-]+$"`
		Name string `json:"name" minLength:"1" maxLength:"200"`
	}
}

func (s *Server) createProtocol(ctx context.Context, c caller, in *protocolIn) (models.Protocol, error) {
	return s.cfg.Claims.CreateProtocol(ctx, c.actor, covers.ProtocolInput{Slug: in.Body.Slug, Name: in.Body.Name})
}

// AssetIn names a token; an asset that is on record keeps its symbol and decimals.
type AssetIn struct {
	ChainID  int64   `json:"chain_id" minimum:"0"`
	Address  Address `json:"address"`
	Symbol   string  `json:"symbol" maxLength:"32"`
	Decimals int     `json:"decimals" minimum:"0" maximum:"77"`
}

func (a AssetIn) input() covers.AssetInput {
	return covers.AssetInput{ChainID: a.ChainID, Address: a.Address.Address, Symbol: a.Symbol, Decimals: a.Decimals}
}

type moduleIn struct {
	IDIn
	Body struct {
		ChainID    int64    `json:"chain_id" minimum:"0"`
		Address    Address  `json:"address"`
		Role       string   `json:"role" maxLength:"200" required:"false"`
		PauseKind  string   `json:"pause_kind" enum:"none,pausable,pausable_until,access_manager,guardian" required:"false"`
		MethodView string   `json:"method_view" maxLength:"100" required:"false" doc:"View call that values an account, e.g. assetsOf(address)."`
		ValueAsset *AssetIn `json:"value_asset" required:"false"`
	}
}

func (s *Server) createModule(ctx context.Context, c caller, in *moduleIn) (models.Module, error) {
	b := in.Body
	out := covers.ModuleInput{
		ProtocolID: in.ID, ChainID: b.ChainID, Address: b.Address.Address, Role: b.Role, PauseKind: b.PauseKind, MethodView: b.MethodView,
	}
	if b.ValueAsset != nil {
		asset := b.ValueAsset.input()
		out.ValueAsset = &asset
	}
	return s.cfg.Claims.CreateModule(ctx, c.actor, out)
}

type productIn struct {
	Body struct {
		ProtocolID string  `json:"protocol_id" maxLength:"64"`
		Name       string  `json:"name" minLength:"1" maxLength:"200"`
		LimitAsset AssetIn `json:"limit_asset"`
	}
}

func (s *Server) createProduct(ctx context.Context, c caller, in *productIn) (models.Product, error) {
	b := in.Body
	return s.cfg.Claims.CreateProduct(ctx, c.actor, covers.ProductInput{ProtocolID: b.ProtocolID, Name: b.Name, LimitAsset: b.LimitAsset.input()})
}

type wordingIn struct {
	IDIn
	Body struct {
		Terms covers.Terms `json:"terms"`
		Text  string       `json:"text" minLength:"1" maxLength:"200000"`
	}
}

func (s *Server) createWording(ctx context.Context, c caller, in *wordingIn) (models.Wording, error) {
	return s.cfg.Claims.CreateWording(ctx, c.actor, covers.WordingInput{ProductID: in.ID, Terms: in.Body.Terms, Text: in.Body.Text})
}

type layerIn struct {
	IDIn
	Body struct {
		PoolID      string `json:"pool_id" maxLength:"64"`
		Position    int64  `json:"position" minimum:"1"`
		IncidentCap Amount `json:"incident_cap" doc:"In the pool's asset; 0 = no cap."`
	}
}

func (s *Server) addLayer(ctx context.Context, c caller, in *layerIn) (models.Layer, error) {
	b := in.Body
	return s.cfg.Claims.AddLayer(ctx, c.actor, covers.LayerInput{ProductID: in.ID, PoolID: b.PoolID, Position: b.Position, IncidentCap: b.IncidentCap.Amount})
}

type poolIn struct {
	Body struct {
		ID          string  `json:"id" maxLength:"40" required:"false" doc:"The id its contract was deployed with; empty = a new one."`
		Kind        string  `json:"kind" enum:"capital,vault"`
		Name        string  `json:"name" minLength:"1" maxLength:"200"`
		Asset       AssetIn `json:"asset"`
		Contract    Address `json:"contract"`
		Distributor Address `json:"distributor"`
		Oracle      Address `json:"oracle"`
	}
}

func (s *Server) createPool(ctx context.Context, c caller, in *poolIn) (models.Pool, error) {
	b := in.Body
	return s.cfg.Claims.CreatePool(ctx, c.actor, covers.PoolInput{
		PublicID: b.ID, Kind: b.Kind, Name: b.Name, Asset: b.Asset.input(),
		Contract: b.Contract.Address, Distributor: b.Distributor.Address, Oracle: b.Oracle.Address,
	})
}

// Cover is one holder's right.
type Cover struct {
	ID         string           `json:"id"`
	Version    int64            `json:"version"`
	ProductID  string           `json:"product_id"`
	WordingID  string           `json:"wording_id"`
	Kind       string           `json:"kind" enum:"individual,blanket"`
	Holder     string           `json:"holder"`
	Limit      Money            `json:"limit" doc:"The highest it ever had; limits has the changes."`
	Limits     []CoverLimit     `json:"limits" nullable:"false" doc:"Changed limits, oldest first, from when they count; empty where it never changed."`
	ActiveFrom time.Time        `json:"active_from"`
	ActiveTo   time.Time        `json:"active_to"`
	TermsHash  string           `json:"terms_hash"`
	State      string           `json:"state" enum:"active,cancelled"`
	Phase      string           `json:"phase" enum:"upcoming,waiting,in_force,expired,cancelled" doc:"Where it stands now."`
	Renews     string           `json:"renews,omitempty" doc:"The cover that this one goes on from; its waiting period is not run again."`
	Accounts   []InsuredAccount `json:"accounts" nullable:"false"`
	CreatedAt  time.Time        `json:"created_at"`
	RecordedAt *time.Time       `json:"recorded_at,omitempty" doc:"When it was written down; it counts for losses that began later."`
}

// InsuredAccount is one account of a cover and since when it is insured.
type InsuredAccount struct {
	Account     string     `json:"account"`
	InsuredFrom time.Time  `json:"insured_from"`
	InsuredTo   *time.Time `json:"insured_to,omitempty"`
}

type coverIn struct {
	Body struct {
		ProductID  string      `json:"product_id" maxLength:"64"`
		Kind       string      `json:"kind" enum:"individual,blanket"`
		Holder     Address     `json:"holder"`
		Accounts   []Address   `json:"accounts" maxItems:"10000" required:"false" doc:"None for a blanket cover."`
		Consents   []ConsentIn `json:"consents" maxItems:"10000" required:"false" doc:"Of the accounts that are not the holder."`
		Limit      Amount      `json:"limit"`
		ActiveFrom *time.Time  `json:"active_from" required:"false" doc:"Default: now; never before the cover is recorded."`
		ActiveTo   time.Time   `json:"active_to"`
	}
}

func (s *Server) writeCover(ctx context.Context, c caller, in *coverIn) (models.Cover, error) {
	b := in.Body
	out := covers.Input{
		ProductID: b.ProductID, Kind: b.Kind, Holder: b.Holder.Address, Accounts: plain(b.Accounts), Limit: b.Limit.Amount, ActiveTo: b.ActiveTo,
		Consents: consentsOf(b.Consents),
	}
	if b.ActiveFrom != nil {
		out.ActiveFrom = *b.ActiveFrom
	}
	return s.cfg.Claims.WriteCover(ctx, c.actor, out)
}

func plain(in []Address) []common.Address {
	out := make([]common.Address, len(in))
	for i, a := range in {
		out[i] = a.Address
	}
	return out
}

type insuredIn struct {
	IDIn
	Body struct {
		Version  int64       `json:"version" minimum:"0"`
		Add      []Address   `json:"add" maxItems:"1000" required:"false"`
		Remove   []Address   `json:"remove" maxItems:"1000" required:"false"`
		Consents []ConsentIn `json:"consents" maxItems:"1000" required:"false" doc:"Of the added accounts that are not the holder."`
	}
}

// changeInsured serves the holder and the staff.
func (s *Server) changeInsured(ctx context.Context, c caller, in *insuredIn) (models.Cover, error) {
	return s.cfg.Claims.ChangeInsured(ctx, c.actor, in.ID, in.Body.Version, plain(in.Body.Add), plain(in.Body.Remove), consentsOf(in.Body.Consents)...)
}

type reasonIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Reason  string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) cancelCover(ctx context.Context, c caller, in *reasonIn) (models.Cover, error) {
	return s.cfg.Claims.CancelCover(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

type coversIn struct {
	PageIn
	ProductID string `query:"product" maxLength:"64"`
	As        string `query:"as" enum:"holder,insured" default:"holder" doc:"Of a wallet: covers it holds, or covers that insure it."`
}

// listCovers shows a wallet its own covers, and the staff all of them.
func (s *Server) listCovers(tx *models.Tx, c caller, in *coversIn) (Page[Cover], error) {
	f := models.CoverFilter{}
	switch {
	case c.isStaff():
	case in.As == "insured":
		f.Account = &c.actor.Wallet
	default:
		f.Holder = &c.actor.Wallet
	}
	if in.ProductID != "" {
		p, err := models.ByPublicID[models.Product](tx, in.ProductID)
		if err != nil {
			return Page[Cover]{}, err
		}
		f.ProductID = p.ID
	}
	fetch := func(p models.Page) ([]models.Cover, error) { return tx.Covers(f, p) }
	return listPage(in.PageIn, "covers:"+c.name()+in.ProductID+in.As, fetch, func(r models.Cover) int64 { return r.ID }, view(tx).cover)
}

// getCover is 404 for everybody but the holder, the insured and the staff.
func (s *Server) getCover(tx *models.Tx, c caller, in *IDIn) (Cover, error) {
	row, err := models.ByPublicID[models.Cover](tx, in.ID)
	if err != nil {
		return Cover{}, err
	}
	out, err := viewCover(tx, row)
	if err != nil || c.isStaff() || row.Holder.Address == c.actor.Wallet {
		return out, err
	}
	for _, a := range out.Accounts {
		if a.Account == c.actor.Wallet.Hex() {
			return out, nil
		}
	}
	return Cover{}, models.ErrNotFound
}

func viewCover(tx *models.Tx, row models.Cover) (Cover, error) { return view(tx).cover(row) }

func (v *viewer) cover(c models.Cover) (Cover, error) {
	product, err := row[models.Product](v, c.ProductID)
	if err != nil {
		return Cover{}, err
	}
	out := Cover{
		ID: c.PublicID, Version: c.Version, ProductID: product.PublicID, Kind: c.Kind, Holder: c.Holder.Hex(), ActiveFrom: c.ActiveFrom.UTC(),
		ActiveTo: c.ActiveTo.UTC(), TermsHash: hexOf(c.TermsHash), State: c.State, Accounts: []InsuredAccount{}, Limits: []CoverLimit{}, CreatedAt: c.CreatedAt.UTC(),
		RecordedAt: utcPtr(c.RecordedAt),
	}
	if out.WordingID, err = v.wordingID(c.WordingID); err != nil {
		return out, err
	}
	_, terms, err := covers.WordingOf(v.tx, c.WordingID)
	if err != nil {
		return out, err
	}
	out.Phase = covers.PhaseOf(&c, time.Duration(terms.WaitingPeriodS)*time.Second, v.tx.Now)
	if c.RenewsID != nil {
		before, err := row[models.Cover](v, *c.RenewsID)
		if err != nil {
			return out, err
		}
		out.Renews = before.PublicID
	}
	if out.Limit, err = v.money(c.Limit, product.LimitAssetID); err != nil {
		return out, err
	}
	limits, err := v.tx.LimitsOf(c.ID)
	if err != nil {
		return out, err
	}
	for _, l := range limits {
		m, err := v.money(l.Limit, product.LimitAssetID)
		if err != nil {
			return out, err
		}
		out.Limits = append(out.Limits, CoverLimit{Limit: m, CountsFrom: l.CountsFrom.UTC()})
	}
	accounts, err := v.tx.InsuredAccounts(c.ID)
	for _, a := range accounts {
		out.Accounts = append(out.Accounts, InsuredAccount{Account: a.Account.Hex(), InsuredFrom: a.InsuredFrom.UTC(), InsuredTo: utcPtr(a.InsuredTo)})
	}
	return out, err
}
