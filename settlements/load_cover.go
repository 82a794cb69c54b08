package settlements

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// coverState is what the tranches of an incident's pools follow from.
type coverState struct {
	state
	layers   []poolLayer // first bearer first
	products map[int64]productTerms
	rights   []right                         // in the order of the store
	byID     []uint32                        // positions in rights by public id, the order of the entitlement file
	losses   *valuation.Losses               // for rules that divide by loss only
	own      map[int64]entitlements.OwnRight // by entitlement, of accounts with covers of several products
	vault    int64                           // whose recovered money is asked for, 0 = none
}

// productTerms is what the covers of one product say about settlement.
type productTerms struct {
	rule   *payouts.RuleSpec
	limit  money.Amount // shared per incident; Max = none
	minPay money.Amount // smallest over the covers
	layers []models.Layer
	at     int // position among the products of a round
}

// right is one open entitlement, as small as a million of them should be.
type right struct {
	id       int64
	publicID string
	product  int64
	affected common.Address
	receiver common.Address
	amount   money.Amount // e in the numéraire, limits of products applied
	class    uint8
	held     bool
}

func loadCover(tx *models.Tx, incidentID string) (*coverState, error) {
	base, err := loadState(tx, incidentID)
	if err != nil {
		return nil, err
	}
	in := &coverState{state: base, products: map[int64]productTerms{}}
	if in.layers, err = incidentLayers(tx, &in.incident); err != nil {
		return nil, err
	}
	if err := in.loadProducts(tx); err != nil {
		return nil, err
	}
	return in, errors.Join(in.loadRights(tx), in.loadPaid(tx))
}

// loadProducts joins the settlement terms of each product's covers in force at
// occurred_from.
func (in *coverState) loadProducts(tx *models.Tx) error {
	wordings, err := tx.WordingsAt(in.incident.ProtocolID, *in.incident.OccurredFrom)
	if err != nil {
		return err
	}
	for _, w := range wordings {
		_, t, err := covers.WordingOf(tx, w.WordingID)
		if err != nil {
			return err
		}
		if err := in.joinTerms(tx, w.ProductID, t); err != nil {
			return err
		}
	}
	return nil
}

// joinTerms keeps what is best for the insured: the largest shared limit and the
// smallest payment. A product settles by one rule.
func (in *coverState) joinTerms(tx *models.Tx, product int64, t covers.Terms) (err error) {
	limit := t.PerIncidentLimit
	if limit.IsZero() {
		limit = money.Max
	}
	p, known := in.products[product]
	if !known {
		p = productTerms{limit: limit, minPay: t.MinPay}
		if p.rule, err = payouts.RuleNamed(t.SettlementRule); err != nil {
			return err
		}
		if p.layers, err = tx.LayersOf(product); err != nil {
			return err
		}
	}
	if p.rule.Name != t.SettlementRule {
		return fmt.Errorf("%w: the wordings of one product name two settlement rules", service.ErrConflict)
	}
	p.limit, p.minPay = money.MaxOf(p.limit, limit), money.Min(p.minPay, t.MinPay)
	in.products[product] = p
	return nil
}

func (in *coverState) loadRights(tx *models.Tx) error {
	n, err := tx.CountOpenRights(in.incident.ID)
	if err != nil {
		return err
	}
	in.rights = make([]right, 0, n)
	err = tx.OpenRights(in.incident.ID, in.incident.ProtocolID, *in.incident.OccurredFrom, func(r *models.Right) error {
		if !r.InForce {
			return fmt.Errorf("%w: entitlement %s hangs on a cover that was not in force", service.ErrInvariant, r.PublicID)
		}
		in.rights = append(in.rights, right{
			id: r.ID, publicID: r.PublicID, product: r.ProductID, affected: r.Affected.Address, receiver: r.Receiver.Address,
			amount: r.Amount.Amount, class: uint8(r.Class), held: r.Held,
		})
		return nil
	})
	if err != nil {
		return err
	}
	in.byID = payouts.OrderByID(len(in.rights), func(i int) string { return in.rights[i].publicID })
	if in.own, err = entitlements.OwnRights(tx, in.incident.ID); err != nil {
		return err
	}
	for i := range in.rights {
		if r, ok := in.own[in.rights[i].id]; ok {
			in.rights[i].amount = r.Amount
		}
	}
	return in.shareLimits()
}

// shareLimits applies each product's limit per incident once, pro rata over
// everything that counts in the ratio, so that the order of approvals changes
// nothing.
func (in *coverState) shareLimits() error {
	for id, p := range in.products {
		if p.limit == money.Max {
			continue
		}
		var at []int
		var amounts []money.Amount
		for i := range in.rights {
			if in.rights[i].product == id {
				at, amounts = append(at, i), append(amounts, in.rights[i].amount)
			}
		}
		shared, err := payouts.ShareLimit(p.limit, amounts)
		if err != nil {
			return err
		}
		for n, i := range at {
			in.rights[i].amount = shared[n]
		}
	}
	return nil
}

// choose returns the layers of the named pools, or all, first bearer first. Open
// drafts of later pools rest on what earlier ones pay: they are computed again
// with them.
func (in *coverState) choose(by models.Actor, poolIDs []string) ([]poolLayer, error) {
	if len(poolIDs) == 0 {
		return in.layers, nil
	}
	named := make([]bool, len(in.layers))
	for i, id := range poolIDs {
		at := slices.IndexFunc(in.layers, func(l poolLayer) bool { return l.pool.PublicID == id })
		if at < 0 {
			return nil, service.Invalid(fmt.Sprintf("/pool_ids/%d", i), "bears no layer of this incident")
		}
		named[at] = true
	}
	drafted := map[int64]bool{}
	for i := range in.settlements {
		if st := &in.settlements[i]; st.Kind == models.EntitlementCover && replaceable(by, st) {
			drafted[st.PoolID] = true
		}
	}
	var out []poolLayer
	for i, l := range in.layers {
		if named[i] || len(out) > 0 && drafted[l.pool.ID] {
			out = append(out, l)
		}
	}
	return out, nil
}

// loadSources locks and reads the pools of some layers. The lines of their open
// drafts leave a_i: they are computed again.
func (in *coverState) loadSources(tx *models.Tx, by models.Actor, layers []poolLayer) ([]source, error) {
	out := make([]source, len(layers))
	for i, l := range layers {
		pool, err := models.LockByID[models.Pool](tx, l.pool.ID)
		if err != nil {
			return nil, err
		}
		out[i], err = loadSource(tx, by, &in.state, source{kind: models.EntitlementCover, pool: pool, cap: l.cap})
		if err != nil {
			return nil, fmt.Errorf("pool %s: %w", l.pool.PublicID, err)
		}
		if open := out[i].open; open != nil && replaceable(by, open) {
			if err := in.dropLines(tx, open); err != nil {
				return nil, err
			}
		}
	}
	return out, in.loadLosses(tx, out)
}

// loadLosses reads every account's loss where a first tranche divides by the
// whole of it.
func (in *coverState) loadLosses(tx *models.Tx, sources []source) (err error) {
	for i := range sources {
		if src := &sources[i]; !src.agreed && src.previous == nil && in.byLoss(src) {
			in.losses, err = in.valuation.AllLosses(tx)
			return err
		}
	}
	return nil
}

// byLoss reports whether a source bears a layer of a product that is divided by
// loss.
func (in *coverState) byLoss(src *source) bool {
	for _, p := range in.products {
		if p.rule.ByLoss && slices.ContainsFunc(p.layers, func(l models.Layer) bool { return l.PoolID == src.pool.ID }) {
			return true
		}
	}
	return false
}
