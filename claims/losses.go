package claims

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

// finalSets are the states of a snapshot set that claims may read.
var finalSets = []string{models.SnapshotFinal, models.SnapshotSealed}

// price says what a base unit is worth: value in the numéraire = amount·num/den.
type price struct{ num, den money.Amount }

var parity = price{money.FromUint64(1), money.FromUint64(1)}

type assetKey struct {
	chain   int64
	address common.Address
}

// valuation is the final snapshot set of an incident as claims reads it: its
// snapshots, its prices and the asset they are expressed in.
type valuation struct {
	set       models.SnapshotSet
	numeraire models.Asset
	members   []models.Snapshot
	assets    []models.Asset // of members
	prices    map[assetKey]price
}

// loadValuation reads the latest final set of an incident, or ErrNotReady.
func loadValuation(tx *models.Tx, inc *models.Incident) (*valuation, error) {
	set, err := tx.LatestSet(inc.ID, finalSets...)
	if errors.Is(err, models.ErrNotFound) {
		return nil, fmt.Errorf("%w: the incident has no final snapshot set", service.ErrNotReady)
	}
	if err != nil {
		return nil, err
	}
	v := &valuation{set: set}
	if v.prices, err = parsePrices(set.Prices); err != nil {
		return nil, fmt.Errorf("snapshot set %s: %w", set.PublicID, err)
	}
	if err := v.loadMembers(tx, inc.ID); err != nil {
		return nil, err
	}
	return v, v.loadNumeraire(tx, inc)
}

func (v *valuation) loadMembers(tx *models.Tx, incidentID int64) error {
	var digests []common.Hash
	if err := json.Unmarshal([]byte(v.set.Members), &digests); err != nil {
		return fmt.Errorf("members of snapshot set %s: %w", v.set.PublicID, err)
	}
	for _, d := range digests {
		snap, err := tx.SnapshotOf(incidentID, d)
		if err != nil {
			return fmt.Errorf("member of snapshot set %s: %w", v.set.PublicID, err)
		}
		asset, err := models.ByID[models.Asset](tx, snap.AssetID)
		if err != nil {
			return err
		}
		v.members, v.assets = append(v.members, snap), append(v.assets, asset)
	}
	if len(v.members) == 0 {
		return fmt.Errorf("%w: the snapshot set has no members", service.ErrNotReady)
	}
	return nil
}

// loadNumeraire takes the asset the incident names, or the only loss asset.
func (v *valuation) loadNumeraire(tx *models.Tx, inc *models.Incident) (err error) {
	id := inc.NumeraireID
	if id == 0 {
		id = v.members[0].AssetID
	}
	v.numeraire, err = models.ByID[models.Asset](tx, id)
	return err
}

// priceOf returns the price of an asset; the numéraire needs no entry.
func (v *valuation) priceOf(a models.Asset) (price, error) {
	if a.ID == v.numeraire.ID {
		return parity, nil
	}
	p, ok := v.prices[assetKey{a.ChainID, a.Address.Address}]
	if !ok {
		return price{}, fmt.Errorf("%w: no price of %s in snapshot set %s", service.ErrNotReady, a.Symbol, v.set.PublicID)
	}
	return p, nil
}

// lossOf is the insured loss of one account in the numéraire: per asset the
// smaller of the verified loss and the position before it, rounded down.
func (v *valuation) lossOf(tx *models.Tx, account common.Address) (money.Amount, error) {
	var losses []payouts.Valued
	for i, snap := range v.members {
		leaf, err := tx.LossOf(snap.ID, account)
		if errors.Is(err, models.ErrNotFound) {
			continue
		}
		if err != nil {
			return money.Zero, err
		}
		p, err := v.priceOf(v.assets[i])
		if err != nil {
			return money.Zero, err
		}
		losses = append(losses, payouts.Valued{Loss: insured(&leaf), Num: p.num, Den: p.den})
	}
	return payouts.InNumeraire(losses)
}

func insured(l *models.SnapshotLeaf) money.Amount {
	return payouts.InsuredLoss(l.Loss.Amount, l.ValueBefore.Amount, l.ValueBefore.Amount)
}

// losses is every account's insured loss in the numéraire, keyed by fixed
// arrays so that a million accounts fit, and the total with the part that
// belongs to no account.
type losses struct {
	byAccount map[common.Address]money.Amount
	total     money.Amount
}

// allLosses is every account's insured loss: what covers count.
func (v *valuation) allLosses(tx *models.Tx) (*losses, error) { return v.stream(tx, insured) }

// affectedLosses is every account's verified loss: what recoveries count.
func (v *valuation) affectedLosses(tx *models.Tx) (*losses, error) {
	return v.stream(tx, func(l *models.SnapshotLeaf) money.Amount { return l.Loss.Amount })
}

// stream reads every leaf of the set once.
func (v *valuation) stream(tx *models.Tx, count func(*models.SnapshotLeaf) money.Amount) (*losses, error) {
	out := &losses{byAccount: map[common.Address]money.Amount{}}
	for i, snap := range v.members {
		p, err := v.priceOf(v.assets[i])
		if err != nil {
			return nil, err
		}
		worth, err := snap.TotalLoss.MulDiv(p.num, p.den, money.Down)
		if err != nil {
			return nil, fmt.Errorf("value of snapshot %s: %w", snap.PublicID, err)
		}
		if out.total, err = out.total.Add(worth); err != nil {
			return nil, err
		}
		if err := tx.LossesOf(snap.ID, func(l *models.SnapshotLeaf) error { return out.add(l, count(l), p) }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l *losses) add(leaf *models.SnapshotLeaf, loss money.Amount, p price) error {
	worth, err := loss.MulDiv(p.num, p.den, money.Down)
	if err != nil {
		return fmt.Errorf("value of leaf %d: %w", leaf.Idx, err)
	}
	if worth.IsZero() {
		return nil
	}
	sum, err := l.byAccount[leaf.Account.Address].Add(worth)
	l.byAccount[leaf.Account.Address] = sum
	return err
}

// parsePrices reads the price list that pricesHash covers. Numbers may be
// decimal strings or, for the chain id, a JSON number.
func parsePrices(text string) (map[assetKey]price, error) {
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
		return nil, fmt.Errorf("read prices: %w", err)
	}
	out := make(map[assetKey]price, len(list))
	for _, e := range list {
		chain, err := strconv.ParseInt(strings.Trim(string(e.ChainID), `"`), 10, 64)
		if err != nil || e.Num.IsZero() || e.Den.IsZero() {
			return nil, fmt.Errorf("%w: bad price entry", service.ErrInvariant)
		}
		out[assetKey{chain, e.Address}] = price{e.Num, e.Den}
	}
	return out, nil
}
