package covers

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// openIncident are the incident states that block the sale and the change of
// covers of the protocol.
var openIncident = []string{
	models.IncidentReported, models.IncidentUnderReview, models.IncidentConfirmed, models.IncidentSnapshotting,
	models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentDisputed,
	models.IncidentReopened,
}

var (
	slugForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,62}$`)
	pauseKind = map[string]bool{"none": true, "pausable": true, "pausable_until": true, "access_manager": true, "guardian": true}
)

const (
	nameMax     = 200
	textMax     = 200_000
	accountsMax = 10_000
)

const byCatalog = states.ByCatalog

// ProtocolInput describes a covered system.
type ProtocolInput struct{ Slug, Name string }

// CreateProtocol records a covered system under a unique slug.
func (s *Service) CreateProtocol(ctx context.Context, by models.Actor, in ProtocolInput) (models.Protocol, error) {
	var bad service.FieldErrors
	bad.Check(slugForm.MatchString(in.Slug), "/slug", "must be 2 to 63 lower-case letters, digits and hyphens")
	bad.Check(in.Name != "" && len(in.Name) <= nameMax, "/name", "must have 1 to 200 bytes")
	if err := errors.Join(service.StaffOnly(by, byCatalog), bad.Err()); err != nil {
		return models.Protocol{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Protocol, error) {
		row := models.Protocol{PublicID: models.NewID("prt"), Slug: in.Slug, Name: in.Name}
		return service.Created(tx, by, "protocol.create", &row, row.PublicID)
	})
}

// ModuleInput describes one contract of a protocol.
type ModuleInput struct {
	ProtocolID string // public id
	ChainID    int64
	Address    common.Address
	Role       string
	PauseKind  string // empty = none
	MethodView string // view call that values an account
	ValueAsset *AssetInput
}

// AssetInput names a token; address zero is the native coin.
type AssetInput struct {
	ChainID  int64
	Address  common.Address
	Symbol   string
	Decimals int
}

func (a AssetInput) Check(bad *service.FieldErrors, pointer string) {
	bad.Check(a.ChainID >= 0, pointer+"/chain_id", "must not be negative")
	bad.Check(a.Decimals >= 0 && a.Decimals <= 77, pointer+"/decimals", "must be between 0 and 77")
	bad.Check(len(a.Symbol) <= 32, pointer+"/symbol", "must have at most 32 bytes")
}

func EnsureAsset(tx *models.Tx, a AssetInput) (models.Asset, error) {
	return tx.EnsureAsset(models.Asset{ChainID: a.ChainID, Address: models.Addr(a.Address), Symbol: a.Symbol, Decimals: a.Decimals})
}

// CreateModule records one contract of a protocol.
func (s *Service) CreateModule(ctx context.Context, by models.Actor, in ModuleInput) (models.Module, error) {
	if in.PauseKind == "" {
		in.PauseKind = "none"
	}
	var bad service.FieldErrors
	bad.Check(in.ChainID >= 0, "/chain_id", "must not be negative")
	bad.Check(in.Address != common.Address{}, "/address", "must not be zero")
	bad.Check(len(in.Role) <= nameMax, "/role", "must have at most 200 bytes")
	bad.Check(pauseKind[in.PauseKind], "/pause_kind", "is not a known kind")
	if in.ValueAsset != nil {
		in.ValueAsset.Check(&bad, "/value_asset")
	}
	if err := errors.Join(service.StaffOnly(by, byCatalog), bad.Err()); err != nil {
		return models.Module{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Module, error) {
		p, err := models.ByPublicID[models.Protocol](tx, in.ProtocolID)
		if err != nil {
			return models.Module{}, err
		}
		row := models.Module{
			PublicID: models.NewID("mod"), ProtocolID: p.ID, ChainID: in.ChainID, Address: models.Addr(in.Address),
			Role: in.Role, PauseKind: in.PauseKind, Containment: "none", MethodView: in.MethodView,
		}
		if in.ValueAsset != nil {
			asset, err := EnsureAsset(tx, *in.ValueAsset)
			if err != nil {
				return models.Module{}, err
			}
			row.ValueAssetID = asset.ID
		}
		return service.Created(tx, by, "module.create", &row, row.PublicID)
	})
}

// ProductInput describes what is sold for a protocol.
type ProductInput struct {
	ProtocolID string
	Name       string
	LimitAsset AssetInput
}

// CreateProduct records a product; limits and deductibles are in LimitAsset.
func (s *Service) CreateProduct(ctx context.Context, by models.Actor, in ProductInput) (models.Product, error) {
	var bad service.FieldErrors
	bad.Check(in.Name != "" && len(in.Name) <= nameMax, "/name", "must have 1 to 200 bytes")
	in.LimitAsset.Check(&bad, "/limit_asset")
	if err := errors.Join(service.StaffOnly(by, byCatalog), bad.Err()); err != nil {
		return models.Product{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Product, error) {
		p, err := models.ByPublicID[models.Protocol](tx, in.ProtocolID)
		if err != nil {
			return models.Product{}, err
		}
		asset, err := EnsureAsset(tx, in.LimitAsset)
		if err != nil {
			return models.Product{}, err
		}
		if err := refuseSecondLimitAsset(tx, p.ID, &asset); err != nil {
			return models.Product{}, err
		}
		row := models.Product{PublicID: models.NewID("prd"), ProtocolID: p.ID, Name: in.Name, LimitAssetID: asset.ID}
		return service.Created(tx, by, "product.create", &row, row.PublicID)
	})
}

// WordingInput is a new version of a product's terms.
type WordingInput struct {
	ProductID string
	Terms     Terms
	Text      string
}

// CreateWording adds the next version; versions never change afterwards.
func (s *Service) CreateWording(ctx context.Context, by models.Actor, in WordingInput) (models.Wording, error) {
	in.Terms = in.Terms.WithDefaults()
	var bad service.FieldErrors
	bad.Check(in.Text != "" && len(in.Text) <= textMax, "/text", "must have 1 to 200000 bytes")
	if err := errors.Join(service.StaffOnly(by, byCatalog), bad.Err(), in.Terms.Validate()); err != nil {
		return models.Wording{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Wording, error) {
		p, err := models.ByPublicID[models.Product](tx, in.ProductID)
		if err != nil {
			return models.Wording{}, err
		}
		if err := refuseRule(tx, &p, in.Terms.SettlementRule); err != nil {
			return models.Wording{}, err
		}
		number, err := tx.NextWordingNumber(p.ID)
		if err != nil {
			return models.Wording{}, err
		}
		canonical := in.Terms.Canonical()
		row := models.Wording{
			PublicID: models.NewID("wrd"), ProductID: p.ID, Number: number, Terms: canonical, Text: in.Text,
			TermsHash: models.H(TermsHash(canonical, in.Text)),
		}
		return service.Created(tx, by, "wording.create", &row, row.PublicID)
	})
}

// PoolInput records a CapitalPool, or a RecoveryVault for one asset.
type PoolInput struct {
	PublicID    string // the id its contract was deployed with; empty = a new one
	Kind        string // capital, vault
	Name        string
	Asset       AssetInput
	Contract    common.Address
	Distributor common.Address
	Oracle      common.Address
}

// CreatePool records a pool.
func (s *Service) CreatePool(ctx context.Context, by models.Actor, in PoolInput) (models.Pool, error) {
	if in.PublicID == "" {
		in.PublicID = models.NewID("pol")
	}
	var bad service.FieldErrors
	bad.Check(in.Kind == PoolCapital || in.Kind == PoolVault, "/kind", "must be capital or vault")
	bad.Check(strings.HasPrefix(in.PublicID, "pol_") && len(in.PublicID) <= 40, "/id", "must start with pol_")
	bad.Check(in.Name != "" && len(in.Name) <= nameMax, "/name", "must have 1 to 200 bytes")
	bad.Check(in.Contract != common.Address{}, "/contract", "must not be zero")
	bad.Check(in.Distributor != common.Address{}, "/distributor", "must not be zero")
	bad.Check(in.Oracle != common.Address{}, "/oracle", "must not be zero")
	in.Asset.Check(&bad, "/asset")
	if err := errors.Join(service.StaffOnly(by, byCatalog), bad.Err()); err != nil {
		return models.Pool{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Pool, error) {
		if err := oneVault(tx, &in); err != nil {
			return models.Pool{}, err
		}
		asset, err := EnsureAsset(tx, in.Asset)
		if err != nil {
			return models.Pool{}, err
		}
		row := models.Pool{
			PublicID: in.PublicID, Kind: in.Kind, Name: in.Name, AssetID: asset.ID, Contract: models.Addr(in.Contract),
			Distributor: models.Addr(in.Distributor), Oracle: models.Addr(in.Oracle),
		}
		return service.Created(tx, by, "pool.create", &row, row.PublicID)
	})
}

// oneVault refuses a second vault of a distributor, which draws recovered money
// from one contract: what lay in the other could not be paid. A row of the same
// contract is for another token.
func oneVault(tx *models.Tx, in *PoolInput) error {
	if in.Kind != PoolVault {
		return nil
	}
	rows, err := tx.VaultsOf(in.Distributor)
	for _, p := range rows {
		if p.Contract.Address != in.Contract {
			return fmt.Errorf("%w: distributor %s draws recovered money from vault %s at %s, not from %s as well",
				service.ErrConflict, in.Distributor, p.PublicID, p.Contract, in.Contract)
		}
	}
	return err
}

// Kinds of pools.
const (
	PoolCapital = "capital"
	PoolVault   = "vault"
)

// LayerInput puts a pool under a product; position 1 bears first.
type LayerInput struct {
	ProductID   string
	PoolID      string
	Position    int64
	IncidentCap money.Amount // base units of the pool's asset for one incident; 0 = no cap
}

// AddLayer records a layer.
func (s *Service) AddLayer(ctx context.Context, by models.Actor, in LayerInput) (models.Layer, error) {
	if err := service.StaffOnly(by, byCatalog); err != nil {
		return models.Layer{}, err
	}
	if in.Position < 1 {
		return models.Layer{}, service.Invalid("/position", "must be 1 or more")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Layer, error) {
		prod, err := models.ByPublicID[models.Product](tx, in.ProductID)
		if err != nil {
			return models.Layer{}, err
		}
		pool, err := models.ByPublicID[models.Pool](tx, in.PoolID)
		if err != nil {
			return models.Layer{}, err
		}
		if pool.Kind != PoolCapital {
			return models.Layer{}, service.Invalid("/pool_id", "is a vault; only capital bears losses")
		}
		if err := refuseLayerRule(tx, &prod, &pool); err != nil {
			return models.Layer{}, err
		}
		row := models.Layer{ProductID: prod.ID, PoolID: pool.ID, Position: in.Position, IncidentCap: models.Amt(in.IncidentCap)}
		return service.Created(tx, by, "layer.add", &row, prod.PublicID)
	})
}

// WordingOf is the newest wording of a product with its parsed terms.
func WordingOf(tx *models.Tx, wordingID int64) (models.Wording, Terms, error) {
	w, err := models.ByID[models.Wording](tx, wordingID)
	if err != nil {
		return w, Terms{}, err
	}
	t, err := ParseTerms([]byte(w.Terms))
	if err != nil {
		return w, t, fmt.Errorf("terms of wording %s: %w", w.PublicID, err)
	}
	if TermsHash(w.Terms, w.Text) != w.TermsHash.Hash {
		return w, t, fmt.Errorf("%w: wording %s differs from its hash", service.ErrInvariant, w.PublicID)
	}
	return w, t, nil
}

// refuseWhileOpen is ErrConflict while the protocol has an open incident:
// nobody buys cover for a house that burns.
func refuseWhileOpen(tx *models.Tx, protocolID int64) error {
	n, err := tx.OpenIncidentsOf(protocolID, openIncident...)
	if err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%w: an incident of this protocol is open", service.ErrConflict)
	}
	return nil
}

func period(from, to, now time.Time) error {
	var bad service.FieldErrors
	bad.Check(from.Before(to), "/active_to", "must be after active_from")
	bad.Check(to.After(now), "/active_to", "must be in the future")
	bad.Check(!from.Before(now), "/active_from", "must not be before the cover is recorded")
	return bad.Err()
}
