package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/valuation"
)

// draftStates are the incident states in which cover settlements are drafted.
var draftStates = []string{
	models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// DraftSettlement computes the next tranche of an incident for each of its
// pools in the order of their layers, or for the named pools only. A pool whose
// open draft would come out the same keeps it; changed inputs cancel the draft
// and write the next sequence number. A tranche that is approved or further is
// left alone, and the job leaves a public preview alone too: only a person
// replaces what others are reading. ErrNothingToSettle means that no pool has
// anything new to pay.
// It reads each entitlement once and writes each line once, in bulk; what it
// needs of memory meanwhile is in docs/operations.md.
func (s *Service) DraftSettlement(ctx context.Context, by models.Actor, incidentID string, poolIDs ...string) ([]models.Settlement, error) {
	if !by.Has(service.ByMover) {
		return nil, fmt.Errorf("%w: needs treasurer or senior", service.ErrForbidden)
	}
	return s.writeDrafts(ctx, func(tx *models.Tx) ([]models.Settlement, error) {
		d, err := s.newDrafter(tx, by, incidentID)
		if err != nil {
			return nil, err
		}
		layers, err := d.choose(poolIDs)
		if err != nil {
			return nil, err
		}
		if err := d.dropOpen(layers); err != nil {
			return nil, err
		}
		var out []models.Settlement
		for i, l := range layers {
			d.last = i == len(layers)-1
			st, err := d.draft(l)
			switch {
			case errors.Is(err, ErrNothingToSettle):
			case err != nil:
				return nil, fmt.Errorf("pool %s: %w", l.pool.PublicID, err)
			default:
				out = append(out, st)
			}
		}
		return out, nil
	})
}

// writeDrafts is write for drafting: where nothing is to pay, cancelled drafts
// stay cancelled, no result is reported, and the caller hears ErrNothingToSettle.
func (s *Service) writeDrafts(ctx context.Context, fn func(tx *models.Tx) ([]models.Settlement, error)) ([]models.Settlement, error) {
	var out []models.Settlement
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		out, err = fn(tx)
		if errors.Is(err, ErrNothingToSettle) || (err == nil && len(out) == 0) {
			out = nil
			return nil
		}
		if err == nil {
			tx.Result(out)
		}
		return err
	})
	if err != nil {
		return nil, service.Translate(err)
	}
	if len(out) == 0 {
		return nil, ErrNothingToSettle
	}
	return out, nil
}

// right is one open entitlement, as small as a million of them should be.
type right struct {
	id       int64
	publicID string
	product  int64
	affected common.Address
	receiver common.Address
	amount   money.Amount // e in the numéraire, shared limits applied
	class    uint8
	held     bool
}

// paidKey is what one source allocated on one entitlement.
type paidKey struct{ entitlement, pool int64 }

// drafter computes the tranches of one incident in one transaction.
type drafter struct {
	s         *Service
	tx        *models.Tx
	by        models.Actor
	inc       models.Incident
	valuation *valuation.Valuation
	rights    []right  // in the order of the store
	byID      []uint32 // positions in rights by public id, the order of the entitlement file
	last      bool     // no pool follows in this run
	products  map[int64]productTerms
	paid      map[paidKey]money.Amount
	assets    map[int64]models.Asset // payout token by pool
	losses    *valuation.Losses      // loaded for pro-rata/1 only
}

// productTerms is what the covers of one product say about settlement.
type productTerms struct {
	rule   string
	limit  money.Amount // shared per incident; Max = none
	minPay money.Amount // smallest over the covers
	layers []models.Layer
}

func (s *Service) newDrafter(tx *models.Tx, by models.Actor, incidentID string) (*drafter, error) {
	s.progress("read")
	d := &drafter{
		s: s, tx: tx, by: by, products: map[int64]productTerms{}, paid: map[paidKey]money.Amount{}, assets: map[int64]models.Asset{},
	}
	var err error
	if d.inc, err = models.ByPublicID[models.Incident](tx, incidentID); err != nil {
		return nil, err
	}
	if !slices.Contains(draftStates, d.inc.State) {
		return nil, fmt.Errorf("incident %s is %s: %w", d.inc.PublicID, d.inc.State, models.ErrState)
	}
	if err := service.RefuseFrozen(tx); err != nil {
		return nil, err
	}
	if d.valuation, err = valuation.Load(tx, &d.inc); err != nil {
		return nil, err
	}
	if err := d.loadProducts(); err != nil {
		return nil, err
	}
	return d, errors.Join(d.loadRights(), d.loadPaid(models.EntitlementCover))
}

// loadProducts joins the settlement terms of each product's covers in force at
// occurred_from.
func (d *drafter) loadProducts() error {
	wordings, err := d.tx.WordingsAt(d.inc.ProtocolID, *d.inc.OccurredFrom)
	if err != nil {
		return err
	}
	for _, w := range wordings {
		_, t, err := claims.WordingOf(d.tx, w.WordingID)
		if err != nil {
			return err
		}
		if err := d.joinTerms(w.ProductID, t); err != nil {
			return err
		}
	}
	return nil
}

// step begins the next step of a draft. Each of them may take long at millions of
// rows, without a word to the database.
func (d *drafter) step(name string) error {
	d.s.progress(name)
	return d.tx.StillHere()
}

// joinTerms keeps what is best for the insured: the largest shared limit and
// the smallest payment. A product settles by one rule.
func (d *drafter) joinTerms(product int64, t claims.Terms) (err error) {
	limit := t.PerIncidentLimit
	if limit.IsZero() {
		limit = money.Max
	}
	p, known := d.products[product]
	if !known {
		p = productTerms{rule: t.SettlementRule, limit: limit, minPay: t.MinPay}
		if p.layers, err = d.tx.LayersOf(product); err != nil {
			return err
		}
	}
	if p.rule != t.SettlementRule {
		return fmt.Errorf("%w: the wordings of one product name two settlement rules", service.ErrConflict)
	}
	p.limit, p.minPay = money.MaxOf(p.limit, limit), money.Min(p.minPay, t.MinPay)
	d.products[product] = p
	return nil
}

func (d *drafter) loadRights() error {
	n, err := d.tx.CountOpenRights(d.inc.ID)
	if err != nil {
		return err
	}
	d.rights = make([]right, 0, n)
	err = d.tx.OpenRights(d.inc.ID, d.inc.ProtocolID, *d.inc.OccurredFrom, func(r *models.Right) error {
		if !r.InForce {
			return fmt.Errorf("%w: entitlement %s hangs on a cover that was not in force", service.ErrInvariant, r.PublicID)
		}
		d.rights = append(d.rights, right{
			id: r.ID, publicID: r.PublicID, product: r.ProductID, affected: r.Affected.Address, receiver: r.Receiver.Address,
			amount: r.Amount.Amount, class: uint8(r.Class), held: r.Held,
		})
		return nil
	})
	if err != nil {
		return err
	}
	d.byID = payouts.OrderByID(len(d.rights), func(i int) string { return d.rights[i].publicID })
	return d.shareLimits()
}

// shareLimits applies each product's limit per incident once, pro rata over
// everything that counts in the ratio, so that the order of approvals changes
// nothing (core-model.md §2.4).
func (d *drafter) shareLimits() error {
	for id, p := range d.products {
		if p.limit == money.Max {
			continue
		}
		var at []int
		var amounts []money.Amount
		for i := range d.rights {
			if d.rights[i].product == id {
				at, amounts = append(at, i), append(amounts, d.rights[i].amount)
			}
		}
		shared, err := payouts.ShareLimit(p.limit, amounts)
		if err != nil {
			return err
		}
		for n, i := range at {
			d.rights[i].amount = shared[n]
		}
	}
	return nil
}

// loadPaid adds up a_i: every line with a leaf in a settlement that was not
// cancelled, minus what was swept. Held and carried lines are not in it, so
// their money comes back with the next tranche.
func (d *drafter) loadPaid(kind string) error {
	pools := map[int64]int64{}
	rows, err := d.tx.SettlementsOf(d.inc.ID)
	if err != nil {
		return err
	}
	for _, st := range rows {
		pools[st.ID] = st.PoolID
		if d.assets[st.PoolID], err = models.ByID[models.Asset](d.tx, st.AssetID); err != nil {
			return err
		}
	}
	return d.tx.PaidLines(d.inc.ID, kind, func(settlement, entitlement int64, amount money.Amount) error {
		k := paidKey{entitlement, pools[settlement]}
		sum, err := d.paid[k].Add(amount)
		d.paid[k] = sum
		return err
	})
}

// choose returns the layers of the named pools, or all, first bearer first. Open
// drafts of later pools rest on what earlier ones pay: they are computed again
// with them.
func (d *drafter) choose(poolIDs []string) ([]poolLayer, error) {
	layers, err := incidentLayers(d.tx, &d.inc)
	if err != nil || len(poolIDs) == 0 {
		return layers, err
	}
	named := make([]bool, len(layers))
	for i, id := range poolIDs {
		at := slices.IndexFunc(layers, func(l poolLayer) bool { return l.pool.PublicID == id })
		if at < 0 {
			return nil, service.Invalid(fmt.Sprintf("/pool_ids/%d", i), "bears no layer of this incident")
		}
		named[at] = true
	}
	open, err := d.openDrafts()
	if err != nil {
		return nil, err
	}
	var out []poolLayer
	for i, l := range layers {
		if _, drafted := open[l.pool.ID]; named[i] || len(out) > 0 && drafted {
			out = append(out, l)
		}
	}
	return out, nil
}

// openDrafts are the cover drafts that this run may replace, by pool.
func (d *drafter) openDrafts() (map[int64]models.Settlement, error) {
	rows, err := d.tx.SettlementsOf(d.inc.ID)
	open := map[int64]models.Settlement{}
	for _, st := range rows {
		if st.Kind == models.EntitlementCover && d.replaceable(&st) {
			open[st.PoolID] = st
		}
	}
	return open, err
}

// replaceable reports whether this run may compute a settlement again. The job
// leaves public previews alone.
func (d *drafter) replaceable(st *models.Settlement) bool {
	return st.State == models.SettlementDraft || st.State == models.SettlementObjections && d.by.Kind != models.ActorJob
}

// dropOpen takes the lines of the open drafts of some pools out of a_i: they are
// computed again.
func (d *drafter) dropOpen(layers []poolLayer) error {
	open, err := d.openDrafts()
	if err != nil {
		return err
	}
	for _, l := range layers {
		if st, ok := open[l.pool.ID]; ok {
			if err := d.dropLines(&st); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *drafter) dropLines(st *models.Settlement) error {
	return d.tx.LeavesOf(st.ID, func(entitlement int64, amount money.Amount) error {
		k := paidKey{entitlement, st.PoolID}
		left, err := d.paid[k].Sub(amount)
		d.paid[k] = left
		return err
	})
}

// draft writes one pool's tranche and, where more pools follow in this run,
// counts it in a_i, so that they see it as they will see it in every later run.
func (d *drafter) draft(l poolLayer) (models.Settlement, error) {
	t, p, err := d.plan(l)
	if err != nil {
		return models.Settlement{}, err
	}
	st, err := t.settle(p)
	if err != nil || d.last {
		return st, err
	}
	return st, t.count(p)
}

// plan computes one pool's tranche and writes nothing.
func (d *drafter) plan(l poolLayer) (*tranche, plan, error) {
	t := &tranche{drafter: d, layer: l, kind: models.EntitlementCover}
	var err error
	if t.pool, err = models.LockByID[models.Pool](d.tx, l.pool.ID); err != nil {
		return nil, plan{}, err
	}
	if t.asset, err = models.ByID[models.Asset](d.tx, t.pool.AssetID); err != nil {
		return nil, plan{}, err
	}
	if err := t.load(); err != nil {
		return nil, plan{}, err
	}
	available, err := t.available()
	if err != nil {
		return nil, plan{}, err
	}
	file, lineOf, err := t.coverFile(available)
	if err != nil {
		return nil, plan{}, err
	}
	if err := d.step("allocate"); err != nil {
		return nil, plan{}, err
	}
	p, err := compute(file, lineOf)
	return t, p, err
}
