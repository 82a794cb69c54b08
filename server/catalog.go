package server

import (
	"encoding/json"
	"strings"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
)

// IDIn is the path of one thing.
type IDIn struct {
	ID string `path:"id" maxLength:"66"`
}

// Protocol is a covered system.
type Protocol struct {
	ID        string    `json:"id"`
	Slug      string    `json:"slug"`
	Name      string    `json:"name"`
	CreatedAt time.Time `json:"created_at"`
}

// Module is one contract of a protocol.
type Module struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	ProtocolID  string     `json:"protocol_id"`
	ChainID     int64      `json:"chain_id"`
	Address     string     `json:"address"`
	Role        string     `json:"role"`
	PauseKind   string     `json:"pause_kind" enum:"none,pausable,pausable_until,access_manager,guardian"`
	Containment string     `json:"containment" enum:"none,requested,contained,released"`
	ContainedAt *time.Time `json:"contained_at,omitempty"`
	MethodView  string     `json:"method_view,omitempty"`
	ValueAsset  *Token     `json:"value_asset,omitempty"`
}

// Product is what is sold for a protocol.
type Product struct {
	ID         string    `json:"id"`
	ProtocolID string    `json:"protocol_id"`
	Name       string    `json:"name"`
	LimitAsset Token     `json:"limit_asset" doc:"Limits and deductibles are in this asset."`
	Layers     []Layer   `json:"layers" nullable:"false"`
	CreatedAt  time.Time `json:"created_at"`
}

// Layer is a pool that bears a product's losses, in the order of position.
type Layer struct {
	PoolID      string `json:"pool_id"`
	Position    int64  `json:"position"`
	IncidentCap Money  `json:"incident_cap" doc:"Most it bears of one incident; 0 = no cap."`
}

// Wording is one immutable version of a product's terms.
type Wording struct {
	ID        string       `json:"id"`
	ProductID string       `json:"product_id"`
	Number    int64        `json:"number"`
	Terms     covers.Terms `json:"terms"`
	TermsHash string       `json:"terms_hash" doc:"keccak256 of the canonical terms followed by the text."`
	Text      string       `json:"text"`
	CreatedAt time.Time    `json:"created_at"`
}

// Pool is capital in one asset behind one contract, or a vault for recoveries.
type Pool struct {
	ID            string     `json:"id"`
	Kind          string     `json:"kind" enum:"capital,vault"`
	Name          string     `json:"name"`
	Token         Token      `json:"token"`
	Contract      string     `json:"contract"`
	Distributor   string     `json:"distributor"`
	Oracle        string     `json:"oracle"`
	ObservedFree  Money      `json:"observed_free" doc:"Free capital on chain at the last final observation."`
	ObservedBlock int64      `json:"observed_block"`
	ObservedAt    *time.Time `json:"observed_at,omitempty"`
}

func (s *Server) listAssets(tx *models.Tx, _ caller, in *PageIn) (Page[Token], error) {
	return listPage(*in, "assets", tx.Assets, func(a models.Asset) int64 { return a.ID },
		func(a models.Asset) (Token, error) { return tokenOf(a), nil })
}

func (s *Server) listProtocols(tx *models.Tx, _ caller, in *PageIn) (Page[Protocol], error) {
	return listPage(*in, "protocols", tx.Protocols, func(p models.Protocol) int64 { return p.ID },
		func(p models.Protocol) (Protocol, error) { return viewProtocol(tx, p) })
}

func (s *Server) getProtocol(tx *models.Tx, _ caller, in *IDIn) (Protocol, error) {
	row, err := models.ByPublicID[models.Protocol](tx, in.ID)
	if err != nil {
		return Protocol{}, err
	}
	return viewProtocol(tx, row)
}

func viewProtocol(_ *models.Tx, p models.Protocol) (Protocol, error) {
	return Protocol{ID: p.PublicID, Slug: p.Slug, Name: p.Name, CreatedAt: p.CreatedAt.UTC()}, nil
}

// List is a short list that needs no pages.
type List[T any] struct {
	Items []T `json:"items" nullable:"false"`
}

// all renders every row.
func all[R, T any](rows []R, show func(R) (T, error)) (List[T], error) {
	out := List[T]{Items: make([]T, len(rows))}
	for i, r := range rows {
		var err error
		if out.Items[i], err = show(r); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Server) listModules(tx *models.Tx, _ caller, in *IDIn) (List[Module], error) {
	p, err := models.ByPublicID[models.Protocol](tx, in.ID)
	if err != nil {
		return List[Module]{}, err
	}
	rows, err := tx.ModulesOf(p.ID)
	if err != nil {
		return List[Module]{}, err
	}
	return all(rows, view(tx).module)
}

func (s *Server) getModule(tx *models.Tx, _ caller, in *IDIn) (Module, error) {
	row, err := models.ByPublicID[models.Module](tx, in.ID)
	if err != nil {
		return Module{}, err
	}
	return viewModule(tx, row)
}

func (s *Server) moduleHistory(tx *models.Tx, _ caller, in *IDIn) (History, error) {
	row, err := models.ByPublicID[models.Module](tx, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "module", row.ID)
}

func viewModule(tx *models.Tx, m models.Module) (Module, error) { return view(tx).module(m) }

func (v *viewer) module(m models.Module) (Module, error) {
	protocol, err := v.protocolID(m.ProtocolID)
	if err != nil {
		return Module{}, err
	}
	out := Module{
		ID: m.PublicID, Version: m.Version, ProtocolID: protocol, ChainID: m.ChainID, Address: m.Address.Hex(), Role: m.Role,
		PauseKind: m.PauseKind, Containment: m.Containment, ContainedAt: utcPtr(m.ContainedAt), MethodView: m.MethodView,
	}
	if m.ValueAssetID != 0 {
		t, err := v.token(m.ValueAssetID)
		if err != nil {
			return out, err
		}
		out.ValueAsset = &t
	}
	return out, nil
}

func (s *Server) listProducts(tx *models.Tx, _ caller, in *PageIn) (Page[Product], error) {
	return listPage(*in, "products", tx.Products, func(p models.Product) int64 { return p.ID }, view(tx).product)
}

func (s *Server) getProduct(tx *models.Tx, _ caller, in *IDIn) (Product, error) {
	row, err := models.ByPublicID[models.Product](tx, in.ID)
	if err != nil {
		return Product{}, err
	}
	return viewProduct(tx, row)
}

func viewProduct(tx *models.Tx, p models.Product) (Product, error) { return view(tx).product(p) }

func (v *viewer) product(p models.Product) (Product, error) {
	out := Product{ID: p.PublicID, Name: p.Name, Layers: []Layer{}, CreatedAt: p.CreatedAt.UTC()}
	var err error
	if out.ProtocolID, err = v.protocolID(p.ProtocolID); err != nil {
		return out, err
	}
	if out.LimitAsset, err = v.token(p.LimitAssetID); err != nil {
		return out, err
	}
	layers, err := v.tx.LayersOf(p.ID)
	if err != nil {
		return out, err
	}
	for _, l := range layers {
		shown, err := v.layer(l)
		if err != nil {
			return out, err
		}
		out.Layers = append(out.Layers, shown)
	}
	return out, nil
}

func (v *viewer) layer(l models.Layer) (Layer, error) {
	pool, err := row[models.Pool](v, l.PoolID)
	if err != nil {
		return Layer{}, err
	}
	limit, err := v.money(l.IncidentCap, pool.AssetID)
	return Layer{PoolID: pool.PublicID, Position: l.Position, IncidentCap: limit}, err
}

func viewLayer(tx *models.Tx, l models.Layer) (Layer, error) { return view(tx).layer(l) }

func (s *Server) listWordings(tx *models.Tx, _ caller, in *IDIn) (List[Wording], error) {
	p, err := models.ByPublicID[models.Product](tx, in.ID)
	if err != nil {
		return List[Wording]{}, err
	}
	rows, err := tx.Wordings(p.ID)
	if err != nil {
		return List[Wording]{}, err
	}
	return all(rows, func(w models.Wording) (Wording, error) { return viewWording(tx, w) })
}

func (s *Server) getWording(tx *models.Tx, _ caller, in *IDIn) (Wording, error) {
	row, err := models.ByPublicID[models.Wording](tx, in.ID)
	if err != nil {
		return Wording{}, err
	}
	return viewWording(tx, row)
}

func viewWording(tx *models.Tx, w models.Wording) (Wording, error) {
	product, err := view(tx).productID(w.ProductID)
	out := Wording{
		ID: w.PublicID, ProductID: product, Number: w.Number, TermsHash: hexOf(w.TermsHash), Text: w.Text, CreatedAt: w.CreatedAt.UTC(),
	}
	if err != nil {
		return out, err
	}
	return out, json.NewDecoder(strings.NewReader(w.Terms)).Decode(&out.Terms)
}

func (s *Server) listPools(tx *models.Tx, _ caller, in *PageIn) (Page[Pool], error) {
	return listPage(*in, "pools", tx.Pools, func(p models.Pool) int64 { return p.ID }, view(tx).pool)
}

func (s *Server) getPool(tx *models.Tx, _ caller, in *IDIn) (Pool, error) {
	row, err := models.ByPublicID[models.Pool](tx, in.ID)
	if err != nil {
		return Pool{}, err
	}
	return viewPool(tx, row)
}

func viewPool(tx *models.Tx, p models.Pool) (Pool, error) { return view(tx).pool(p) }

func (v *viewer) pool(p models.Pool) (Pool, error) {
	t, err := v.token(p.AssetID)
	return Pool{
		ID: p.PublicID, Kind: p.Kind, Name: p.Name, Token: t, Contract: p.Contract.Hex(), Distributor: p.Distributor.Hex(),
		Oracle: p.Oracle.Hex(), ObservedFree: moneyOf(p.ObservedFree.Amount, t), ObservedBlock: p.ObservedBlock, ObservedAt: utcPtr(p.ObservedAt),
	}, err
}
