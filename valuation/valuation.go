package valuation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// finalSets are the states of a snapshot set that may be read.
var finalSets = []string{models.SnapshotFinal, models.SnapshotSealed}

// Price says what a base unit is worth: value in the numéraire = amount·num/den.
type Price struct{ Num, Den money.Amount }

// Parity is the price of the numéraire itself.
var Parity = Price{money.FromUint64(1), money.FromUint64(1)}

// ErrNotReady means that the incident has no final snapshot set yet, or the set
// no price of an asset.
var ErrNotReady = service.ErrNotReady

// ErrInvariant means that what is stored of a set cannot be read as one.
var ErrInvariant = service.ErrInvariant

type assetKey struct {
	chain   int64
	address common.Address
}

// Valuation is the final snapshot set of an incident with its
// snapshots, its prices and the asset that they are expressed in.
type Valuation struct {
	Set       models.SnapshotSet
	Numeraire models.Asset
	Members   []models.Snapshot
	assets    []models.Asset // of members
	prices    map[assetKey]Price
	revised   []map[common.Address]Revision            // by member; nil where nothing was revised
	merged    []map[common.Address]models.SnapshotLeaf // by member: what merged records add; nil for nothing
	averaged  []bool                                   // by member: it measures positions; known where it was revised
}

// Load reads the latest final set of an incident, or ErrNotReady.
func Load(tx *models.Tx, inc *models.Incident) (*Valuation, error) {
	set, err := tx.LatestSet(inc.ID, finalSets...)
	if errors.Is(err, models.ErrNotFound) {
		return nil, fmt.Errorf("%w: the incident has no final snapshot set", service.ErrNotReady)
	}
	if err != nil {
		return nil, err
	}
	v := &Valuation{Set: set}
	if v.prices, err = parsePrices(set.Prices); err != nil {
		return nil, fmt.Errorf("snapshot set %s: %w", set.PublicID, err)
	}
	if err := v.loadMembers(tx, inc.ID); err != nil {
		return nil, err
	}
	if err := errors.Join(v.loadMerged(tx, inc), v.loadRevisions(tx, inc)); err != nil {
		return nil, err
	}
	return v, v.loadNumeraire(tx, inc)
}

func (v *Valuation) loadMembers(tx *models.Tx, incidentID int64) error {
	var digests []common.Hash
	if err := json.Unmarshal([]byte(v.Set.Members), &digests); err != nil {
		return fmt.Errorf("members of snapshot set %s: %w", v.Set.PublicID, err)
	}
	for _, d := range digests {
		snap, err := tx.SnapshotOf(incidentID, d)
		if err != nil {
			return fmt.Errorf("member of snapshot set %s: %w", v.Set.PublicID, err)
		}
		asset, err := models.ByID[models.Asset](tx, snap.AssetID)
		if err != nil {
			return err
		}
		v.Members, v.assets = append(v.Members, snap), append(v.assets, asset)
	}
	if len(v.Members) == 0 {
		return fmt.Errorf("%w: the snapshot set has no members", service.ErrNotReady)
	}
	return nil
}

// loadNumeraire takes the asset the incident names, or the only loss asset.
func (v *Valuation) loadNumeraire(tx *models.Tx, inc *models.Incident) (err error) {
	id := inc.NumeraireID
	if id == 0 {
		id = v.Members[0].AssetID
	}
	v.Numeraire, err = models.ByID[models.Asset](tx, id)
	return err
}

// PriceOf returns the price of an asset; the numéraire needs no entry.
func (v *Valuation) PriceOf(a models.Asset) (Price, error) {
	if a.ID == v.Numeraire.ID {
		return Parity, nil
	}
	p, ok := v.prices[assetKey{a.ChainID, a.Address.Address}]
	if !ok {
		return Price{}, fmt.Errorf("%w: no price of %s in snapshot set %s", service.ErrNotReady, a.Symbol, v.Set.PublicID)
	}
	return p, nil
}

// LossOf is the insured loss of one account in the numéraire: per asset what of
// the verified loss the account held when it began and on average over the
// waiting period, rounded down.
func (v *Valuation) LossOf(tx *models.Tx, account common.Address) (money.Amount, error) {
	var losses []payouts.Valued
	for i := range v.Members {
		leaf, found, err := v.leafOf(tx, i, account)
		if err != nil {
			return money.Zero, err
		}
		if !found {
			continue
		}
		p, err := v.PriceOf(v.assets[i])
		if err != nil {
			return money.Zero, err
		}
		losses = append(losses, payouts.Valued{Loss: insured(&leaf), Num: p.Num, Den: p.Den})
	}
	return payouts.InNumeraire(losses)
}

// insured is what the leaf states; without positions the whole loss, as far as a
// position before is known.
func insured(l *models.SnapshotLeaf) money.Amount {
	if l.Insured != nil {
		return l.Insured.Amount
	}
	return payouts.InsuredLoss(l.Loss.Amount, l.ValueBefore.Amount, l.ValueBefore.Amount)
}

// Losses is every account's insured loss in the numéraire, keyed by fixed
// arrays so that a million accounts fit, and the total with the part that
// belongs to no account.
type Losses struct {
	ByAccount map[common.Address]money.Amount
	Total     money.Amount
}

// AllLosses is every account's insured loss: what covers count.
func (v *Valuation) AllLosses(tx *models.Tx) (*Losses, error) { return v.stream(tx, insured) }

// AffectedLosses is every account's verified loss: what recoveries count.
func (v *Valuation) AffectedLosses(tx *models.Tx) (*Losses, error) {
	return v.stream(tx, func(l *models.SnapshotLeaf) money.Amount { return l.Loss.Amount })
}

// stream reads every leaf of the set once.
func (v *Valuation) stream(tx *models.Tx, count func(*models.SnapshotLeaf) money.Amount) (*Losses, error) {
	out := &Losses{ByAccount: map[common.Address]money.Amount{}}
	for i, snap := range v.Members {
		p, err := v.PriceOf(v.assets[i])
		if err != nil {
			return nil, err
		}
		total, err := v.totalOf(i)
		if err != nil {
			return nil, err
		}
		worth, err := total.MulDiv(p.Num, p.Den, money.Down)
		if err != nil {
			return nil, fmt.Errorf("value of snapshot %s: %w", snap.PublicID, err)
		}
		if out.Total, err = out.Total.Add(worth); err != nil {
			return nil, err
		}
		err = v.eachLeaf(tx, i, func(l *models.SnapshotLeaf, _ money.Amount) error { return out.add(l, count(l), p) })
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// EachLoss calls fn for every leaf of the set with its verified loss in base units
// of its asset and the price of one unit.
func (v *Valuation) EachLoss(tx *models.Tx, fn func(account common.Address, loss money.Amount, price Price) error) error {
	for i := range v.Members {
		p, err := v.PriceOf(v.assets[i])
		if err != nil {
			return err
		}
		err = v.EachLossIn(tx, i, func(l Loss) error { return fn(l.Account, l.Verified, p) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Losses) add(leaf *models.SnapshotLeaf, loss money.Amount, p Price) error {
	worth, err := loss.MulDiv(p.Num, p.Den, money.Down)
	if err != nil {
		return fmt.Errorf("value of leaf %d: %w", leaf.Idx, err)
	}
	if worth.IsZero() {
		return nil
	}
	sum, err := l.ByAccount[leaf.Account.Address].Add(worth)
	l.ByAccount[leaf.Account.Address] = sum
	return err
}

// parsePrices reads the price list that pricesHash covers. Numbers may be
// decimal strings or, for the chain id, a JSON number.
func parsePrices(text string) (map[assetKey]Price, error) {
	if text == "" {
		return nil, nil
	}
	var list []struct {
		ChainID json.RawMessage `json:"chain_id"`
		Address common.Address  `json:"address"`
		Num     money.Amount    `json:"num"`
		Den     money.Amount    `json:"den"`
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	if err := dec.Decode(&list); err != nil {
		return nil, fmt.Errorf("%w: read prices: %w", service.ErrInvariant, err)
	}
	out := make(map[assetKey]Price, len(list))
	for _, e := range list {
		chain, err := strconv.ParseInt(strings.Trim(string(e.ChainID), `"`), 10, 64)
		if err != nil || e.Num.IsZero() || e.Den.IsZero() {
			return nil, fmt.Errorf("%w: bad price entry", service.ErrInvariant)
		}
		out[assetKey{chain, e.Address}] = Price{e.Num, e.Den}
	}
	return out, nil
}

// CoinPrice is the price of the native coin of a chain in the numéraire.
func (v *Valuation) CoinPrice(chainID int64) (Price, bool) {
	if v.Numeraire.ChainID == chainID && v.Numeraire.Address.Address == (common.Address{}) {
		return Parity, true
	}
	p, ok := v.prices[assetKey{chainID, common.Address{}}]
	return p, ok
}
