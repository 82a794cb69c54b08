package covers

import (
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/payouts"
	"makewhole/service"
)

// Conflicts of a catalog are refused when they are written, not when an
// incident finds them.

// refuseRule refuses a settlement rule that a pool under the product cannot
// have, or that does not fit the product's covers.
func refuseRule(tx *models.Tx, p *models.Product, rule payouts.Rule) error {
	layers, err := tx.LayersOf(p.ID)
	if err != nil {
		return err
	}
	for _, l := range layers {
		pool, err := models.ByID[models.Pool](tx, l.PoolID)
		if err != nil {
			return err
		}
		if err := oneRule(tx, p, &pool, rule, "/terms/settlement_rule"); err != nil {
			return err
		}
	}
	if rule != payouts.RuleProRata {
		return nil
	}
	n, err := tx.NamedCovers(p.ID, tx.Now)
	if err == nil && n > 0 {
		err = service.Invalid("/terms/settlement_rule", fmt.Sprintf("%s divides by the loss of everybody, and product %q (%s) has %d named covers",
			payouts.RuleProRata, p.Name, p.PublicID, n))
	}
	return err
}

// refuseLayerRule refuses a pool whose other products divide it by another rule.
func refuseLayerRule(tx *models.Tx, p *models.Product, pool *models.Pool) error {
	w, err := tx.NewestWording(p.ID)
	if errors.Is(err, models.ErrNotFound) {
		return nil // its first wording is checked against the pool
	}
	if err != nil {
		return err
	}
	terms, err := ParseTerms([]byte(w.Terms))
	if err != nil {
		return err
	}
	return oneRule(tx, p, pool, terms.SettlementRule, "/pool_id")
}

// oneRule: the money of one pool is divided by one rule over all its products
// and over the covers that are still in force.
func oneRule(tx *models.Tx, p *models.Product, pool *models.Pool, rule payouts.Rule, pointer string) error {
	wordings, err := tx.WordingsOfPool(pool.ID, tx.Now)
	if err != nil {
		return err
	}
	newest, err := tx.NewestWording(p.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	for _, w := range wordings {
		terms, err := ParseTerms([]byte(w.Terms))
		if err != nil {
			return err
		}
		if terms.SettlementRule == rule {
			continue
		}
		if w.ID == newest.ID { // is being replaced: it binds only by its covers
			n, err := tx.CoversOfWording(w.ID, tx.Now)
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
		}
		other, err := models.ByID[models.Product](tx, w.ProductID)
		if err != nil {
			return err
		}
		return service.Invalid(pointer, fmt.Sprintf("product %q (%s) divides pool %q (%s) by %s, product %q (%s) by %s",
			p.Name, p.PublicID, pool.Name, pool.PublicID, rule, other.Name, other.PublicID, terms.SettlementRule))
	}
	return nil
}

// refuseNamed refuses an individual cover under pro-rata/1, which pays all
// affected accounts of a compensation fund.
func refuseNamed(w *models.Wording, p *models.Product, kind string) error {
	terms, err := ParseTerms([]byte(w.Terms))
	if err != nil {
		return err
	}
	if kind == Individual && terms.SettlementRule == payouts.RuleProRata {
		return service.Invalid("/kind", fmt.Sprintf("must be blanket: product %q (%s) is settled by %s", p.Name, p.PublicID, payouts.RuleProRata))
	}
	return nil
}

// refuseSecondLimitAsset: the limits of a protocol's products are added up for
// one incident, so they are in one asset.
func refuseSecondLimitAsset(tx *models.Tx, protocolID int64, asset *models.Asset) error {
	products, err := tx.ProductsOf(protocolID)
	if err != nil {
		return err
	}
	for _, p := range products {
		if p.LimitAssetID == asset.ID {
			continue
		}
		other, err := models.ByID[models.Asset](tx, p.LimitAssetID)
		if err != nil {
			return err
		}
		return service.Invalid("/limit_asset", fmt.Sprintf("is %s; product %q (%s) of this protocol has limits in %s",
			asset.Symbol, p.Name, p.PublicID, other.Symbol))
	}
	return nil
}
