package settlements

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/settlements/ledger"
)

// Several incidents may draw on one pool. What each sets aside on chain depends on who
// was confirmed first, and a pool frees an earmark only as a whole and after its delay;
// so the shares hold where money is drafted. An incident draws no more of a pool than
// its share of all the pool has, whatever is set aside for it. Who has more aside than
// its share frees the rest when it is settled, and the other asks for that then.

// sharing is a pool as the incidents see it that draw on it.
type sharing struct {
	pool     models.Pool
	whole    money.Amount // free, set aside, and drawn by those of the list; base units
	free     money.Amount
	loose    money.Amount  // set aside for incidents that draw no more: it becomes free
	released []common.Hash // incidents for which the pool has freed something, in chain order
	of       []sharer
}

// sharer is one incident that draws on a pool, or will.
type sharer struct {
	incident models.Incident
	want     money.Amount // what the pool would set aside for it alone
	had      money.Amount // set aside on chain and not released, paid ones included
	drawn    money.Amount // in settlements that members have signed
	share    money.Amount // the most it may draw in all; Max where it is alone
}

// drawing are the states of an incident whose covers are not settled yet. One that is
// looked at again counts while a pool keeps money for it.
var drawing = []string{
	models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling,
	models.IncidentUnderReview, models.IncidentDisputed,
}

// sharersOf lists who draws on a pool, with nothing computed.
func sharersOf(tx *models.Tx, pool *models.Pool) (*sharing, error) {
	s := &sharing{pool: *pool}
	rows, err := tx.LayersOfPool(pool.ID)
	if err != nil {
		return nil, err
	}
	under := map[int64]bool{} // protocols
	for _, r := range rows {
		p, err := models.ByID[models.Product](tx, r.ProductID)
		if err != nil {
			return nil, err
		}
		under[p.ProtocolID] = true
	}
	incidents, err := tx.IncidentsIn(drawing...)
	for i := range incidents {
		if inc := &incidents[i]; err == nil && under[inc.ProtocolID] && inc.OccurredFrom != nil {
			err = s.add(tx, inc)
		}
	}
	return s, err
}

// sharingOf is sharersOf with the shares.
func sharingOf(tx *models.Tx, pool *models.Pool) (*sharing, error) {
	s, err := sharersOf(tx, pool)
	if err != nil || len(s.of) == 0 {
		return s, err
	}
	return s, s.weigh(tx)
}

// shareOf is the most that an incident may draw of a pool in all; Max where no other
// draws on it, which costs next to nothing to find.
func shareOf(tx *models.Tx, inc *models.Incident, pool *models.Pool) (money.Amount, error) {
	s, err := sharersOf(tx, pool)
	if err != nil || len(s.of) < 2 || s.find(inc.ID) == nil {
		return money.Max, err
	}
	err = s.weigh(tx)
	return s.find(inc.ID).share, err
}

func (s *sharing) find(incidentID int64) *sharer {
	at := slices.IndexFunc(s.of, func(o sharer) bool { return o.incident.ID == incidentID })
	if at < 0 {
		return nil
	}
	return &s.of[at]
}

// alone reports whether no incident but this one draws or drew on the pool.
func (s *sharing) alone(inc *models.Incident) bool {
	return len(s.of) < 2 && s.loose.IsZero() && s.releasedByOthers(inc) == 0
}

// add reads what an incident has of the pool.
func (s *sharing) add(tx *models.Tx, inc *models.Incident) error {
	var a aside
	if err := a.pulled(tx, inc, &s.pool); err != nil {
		return err
	}
	looked := inc.State == models.IncidentUnderReview || inc.State == models.IncidentDisputed
	if looked && a.had.IsZero() {
		return nil
	}
	drawn, err := signedOf(tx, inc, &s.pool)
	s.of = append(s.of, sharer{incident: *inc, had: a.had, drawn: drawn})
	return err
}

// signedOf is what an incident has drawn of a pool in settlements that members have
// signed: nobody here takes it back.
func signedOf(tx *models.Tx, inc *models.Incident, pool *models.Pool) (sum money.Amount, err error) {
	rows, err := tx.SettlementsOf(inc.ID)
	for i := range rows {
		st := &rows[i]
		if err != nil || st.PoolID != pool.ID || slices.Contains(unsigned, st.State) {
			continue
		}
		sum, err = sum.Add(st.Paid.Amount)
	}
	return sum, err
}

// unsigned are the states of a settlement that no member has signed, or that is no more.
var unsigned = []string{models.SettlementDraft, models.SettlementObjections, models.SettlementApproved, models.SettlementCancelled}

// weigh adds up the pool and computes the shares.
func (s *sharing) weigh(tx *models.Tx) (err error) {
	if s.free, err = freeOf(tx, &s.pool); err != nil {
		return err
	}
	if err = s.readLoose(tx); err != nil {
		return err
	}
	parts := []money.Amount{s.free, s.loose}
	for i := range s.of {
		parts = append(parts, money.MaxOf(s.of[i].had, s.of[i].drawn))
	}
	if s.whole, err = money.Sum(parts...); err != nil {
		return err
	}
	draws := make([]payouts.Overlap, len(s.of))
	for i := range s.of {
		if draws[i], err = s.of[i].overlap(tx, &s.pool); err != nil {
			return err
		}
		s.of[i].want, s.of[i].share = money.Min(draws[i].Want, s.whole), money.Max
	}
	if len(s.of) < 2 {
		return nil
	}
	shares, err := payouts.ShareOverlapping(s.whole, draws)
	for i := range shares {
		s.of[i].share = shares[i]
	}
	return err
}

func (o *sharer) overlap(tx *models.Tx, pool *models.Pool) (payouts.Overlap, error) {
	inc := &o.incident
	out := payouts.Overlap{From: inc.OccurredFrom.Unix(), To: inc.OccurredFrom.Unix(), Drawn: o.drawn}
	if inc.OccurredTo != nil {
		out.To = max(out.To, inc.OccurredTo.Unix())
	}
	layers, err := incidentLayers(tx, inc)
	if err != nil {
		return out, err
	}
	for _, l := range layers {
		if l.pool.ID != pool.ID {
			continue
		}
		if out.Want, err = exposureOf(tx, inc, *pool); err != nil {
			return out, err
		}
		if out.Want, err = owedBy(tx, inc, pool, out.Want); err != nil {
			return out, err
		}
		out.Want = money.Min(out.Want, l.cap)
	}
	return out, nil
}

// owedBy is what the covers under a pool can still owe of an incident's exposure, paid
// ones included: once its losses are known, no more than for these, and what the pool
// gave on rights that are closed.
func owedBy(tx *models.Tx, inc *models.Incident, pool *models.Pool, exposure money.Amount) (sum money.Amount, err error) {
	if exposure == money.Max || inc.State != models.IncidentClaimsOpen && !slices.Contains(settlingStates, inc.State) {
		return exposure, nil
	}
	rows, err := tx.LayersOfPool(pool.ID)
	if err != nil {
		return sum, err
	}
	open := map[int64]bool{}
	err = tx.OpenRights(inc.ID, inc.ProtocolID, *inc.OccurredFrom, func(r *models.Right) (err error) {
		open[r.ID] = true
		if slices.ContainsFunc(rows, func(l models.Layer) bool { return l.ProductID == r.ProductID }) {
			sum, err = sum.Add(r.Amount.Amount)
		}
		return err
	})
	if err != nil {
		return sum, err
	}
	gone, err := givenOnOthers(tx, inc, pool, open)
	if err != nil {
		return sum, err
	}
	sum, err = sum.Add(gone)
	return money.Min(exposure, sum), err
}

// givenOnOthers is what members have signed of a pool's money for rights of an incident
// that are not open any more.
func givenOnOthers(tx *models.Tx, inc *models.Incident, pool *models.Pool, open map[int64]bool) (sum money.Amount, err error) {
	sts, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return sum, err
	}
	signed := map[int64]bool{}
	for i := range sts {
		signed[sts[i].ID] = sts[i].PoolID == pool.ID && !slices.Contains(unsigned, sts[i].State)
	}
	err = tx.PaidLines(inc.ID, models.EntitlementCover, func(settlement, entitlement int64, amount money.Amount) error {
		if open[entitlement] || !signed[settlement] {
			return nil
		}
		return addTo(&sum, amount)
	})
	return sum, err
}

// freeOf is the free capital of a pool by its final events; before the first deposit is
// known, as it was observed.
func freeOf(tx *models.Tx, pool *models.Pool) (money.Amount, error) {
	debit, credit, err := tx.Balance(ledger.Free(pool), pool.AssetID)
	if err != nil || debit.IsZero() {
		return pool.ObservedFree.Amount, err
	}
	return debit.SubFloor(credit), nil
}

// readLoose reads what the pool has freed, and what it keeps for incidents that draw on
// it no more.
func (s *sharing) readLoose(tx *models.Tx) error {
	asset, err := models.ByID[models.Asset](tx, s.pool.AssetID)
	if err != nil {
		return err
	}
	events, err := tx.AppliedEvents(asset.ChainID, s.pool.Contract.Address, "Earmarked", "Released")
	if err != nil {
		return err
	}
	kept := map[common.Hash]bool{}
	for i := range events {
		p, err := payloadOf(&events[i])
		if err != nil {
			return err
		}
		if kept[p.IncidentID] = events[i].Name == "Earmarked"; !kept[p.IncidentID] {
			s.released = append(s.released, p.IncidentID)
		}
	}
	for ref, keeps := range kept {
		if !keeps || slices.ContainsFunc(s.of, func(o sharer) bool { return o.incident.ChainRef.Hash == ref }) {
			continue
		}
		inc, err := tx.IncidentByRef(ref)
		if err != nil {
			return err
		}
		left, err := ledger.Balance(tx, ledger.Earmark(&s.pool, &inc), s.pool.AssetID)
		if err != nil {
			return err
		}
		if s.loose, err = s.loose.Add(left); err != nil {
			return err
		}
	}
	return nil
}

// releasedByOthers counts how often the pool has freed something of others than an incident.
func (s *sharing) releasedByOthers(inc *models.Incident) (n int) {
	for _, ref := range s.released {
		if ref != inc.ChainRef.Hash {
			n++
		}
	}
	return n
}
