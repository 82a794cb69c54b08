package settlements

import (
	"errors"
	"fmt"
	"io"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// tranche is one settlement of (incident, pool, token) in the making.
type tranche struct {
	*drafter
	pool  models.Pool
	layer poolLayer
	kind  string
	asset models.Asset

	all      []models.Settlement // of this source, cancelled ones included
	open     *models.Settlement  // draft or in objections: replaced if anything changed
	previous *models.Settlement  // newest one whose money left: its held part is taken over
}

// lineOf tells what row i of the entitlement file, or share i − rows, stands for.
type lineOf func(i int) (line, error)

// line is what a row of the entitlement file stands for.
type line struct {
	entitlement       int64
	part              string
	entitled, already money.Amount // in the payout token
}

// load finds the open draft and the previous tranche. A tranche that people or
// the committee have already agreed to blocks the next one.
func (t *tranche) load() error {
	rows, err := t.tx.SettlementsOf(t.inc.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		st := rows[i]
		if st.PoolID != t.pool.ID {
			continue
		}
		t.all = append(t.all, st)
		switch st.State {
		case models.SettlementDraft, models.SettlementObjections:
			if !t.replaceable(&st) {
				return ErrNothingToSettle
			}
			t.open = &st
		case models.SettlementActive, models.SettlementClosed:
			t.previous = &st
		case models.SettlementCancelled:
		default:
			return ErrNothingToSettle
		}
	}
	return nil
}

// count adds the lines of a written tranche to a_i.
func (t *tranche) count(p plan) error {
	t.assets[t.pool.ID] = t.asset
	for i := range p.computed.Lines {
		l := &p.computed.Lines[i]
		if l.Index < 0 {
			continue
		}
		from, err := p.lineOf(l.Row)
		if err != nil {
			return err
		}
		k := paidKey{from.entitlement, t.pool.ID}
		if t.paid[k], err = t.paid[k].Add(l.Amount); err != nil {
			return err
		}
	}
	return nil
}

// available is M: what is final in the source for this incident, less what
// other settlements have spoken for, plus what this tranche takes over, within
// the layer's cap.
func (t *tranche) available() (money.Amount, error) {
	real, spoken, err := t.source()
	if err != nil {
		return money.Zero, err
	}
	m, err := real.Add(t.takeOver())
	if err != nil {
		return money.Zero, err
	}
	m = m.SubFloor(spoken)
	if t.layer.cap == money.Max || t.kind != models.EntitlementCover {
		return m, nil
	}
	borne, err := t.tx.PaidByPool(t.inc.ID, t.pool.ID, t.openID())
	if err != nil {
		return money.Zero, err
	}
	return money.Min(m, t.layer.cap.SubFloor(borne)), nil
}

func (t *tranche) openID() int64 {
	if t.open == nil {
		return 0
	}
	return t.open.ID
}

// takeOver is what commitments of this source end with this tranche: the open
// draft's, and what the previous tranche held.
func (t *tranche) takeOver() money.Amount {
	sum := money.Zero
	if t.open != nil {
		sum = t.open.Available.Amount
	}
	if t.previous != nil && !t.released() {
		sum, _ = sum.Add(heldTotal(t.previous)) // both are parts of one source: no overflow
	}
	return sum
}

// released reports whether the open draft already took over what the previous
// tranche held: then it is inside the draft's own available.
func (t *tranche) released() bool {
	if t.open == nil || t.previous == nil {
		return false
	}
	left, err := balance(t.tx, accountHeld(t.previous), t.previous.AssetID)
	return err == nil && left.IsZero()
}

// source is what lies in the source for this incident, and the commitments
// against it. An earmark or vault account is this incident's alone; before the
// earmark is final the pool's observed free capital stands for it, and every
// incident without one shares it.
func (t *tranche) source() (real, spoken money.Amount, err error) {
	debit, credit, err := t.tx.Balance(accountSource(&t.pool, &t.inc), t.pool.AssetID)
	if err != nil {
		return money.Zero, money.Zero, err
	}
	if !debit.IsZero() || t.pool.Kind == claims.PoolVault {
		if real, err = debit.Sub(credit); err != nil {
			return real, spoken, fmt.Errorf("%w: source of %s is overdrawn", service.ErrInvariant, t.pool.PublicID)
		}
		spoken, err = committed(t.tx, &t.pool, &t.inc)
		return real, spoken, err
	}
	spoken, err = t.sharedCommitments()
	return t.pool.ObservedFree.Amount, spoken, err
}

// sharedCommitments adds the commitments of every incident that draws on the
// free capital of the pool without an earmark.
func (t *tranche) sharedCommitments() (total money.Amount, err error) {
	rows, err := t.tx.SettlementsOfPool(t.pool.ID)
	if err != nil {
		return total, err
	}
	seen := map[int64]bool{}
	for _, st := range rows {
		if seen[st.IncidentID] {
			continue
		}
		seen[st.IncidentID] = true
		inc, err := models.ByID[models.Incident](t.tx, st.IncidentID)
		if err != nil {
			return total, err
		}
		debit, _, err := t.tx.Balance(accountEarmark(&t.pool, &inc), t.pool.AssetID)
		if err != nil {
			return total, err
		}
		if !debit.IsZero() {
			continue
		}
		sum, err := committed(t.tx, &t.pool, &inc)
		if err != nil {
			return total, err
		}
		if total, err = total.Add(sum); err != nil {
			return total, err
		}
	}
	return total, nil
}

// header fills what every entitlement file of this tranche says.
func (t *tranche) header(rule payouts.Rule) payouts.File {
	return payouts.File{
		Incident: t.inc.PublicID, Pool: t.pool.SourceID(), ChainID: uint64(t.asset.ChainID),
		Distributor: t.pool.Distributor.Address, Token: t.asset.Address.Address, Rule: rule,
	}
}

// plan is a computed tranche that has no identity yet.
type plan struct {
	file     payouts.File
	lineOf   lineOf
	computed payouts.Computed
}

func compute(file payouts.File, lines lineOf) (plan, error) {
	c, err := file.Compute()
	if err != nil {
		return plan{}, fmt.Errorf("%w: %w", service.ErrInvariant, err)
	}
	return plan{file, lines, c}, nil
}

// settle keeps the open draft when it would come out the same, and otherwise
// replaces it under the next sequence number.
func (t *tranche) settle(p plan) (models.Settlement, error) {
	if t.open != nil {
		same, err := t.unchanged(p.file)
		if err != nil {
			return models.Settlement{}, err
		}
		if same && !p.computed.Paid.IsZero() {
			return *t.open, nil
		}
		if err := cancel(t.tx, t.by, &t.inc, &t.pool, t.open, "inputs changed"); err != nil {
			return models.Settlement{}, err
		}
	}
	if p.computed.Paid.IsZero() {
		return models.Settlement{}, ErrNothingToSettle
	}
	return t.write(p)
}

func (t *tranche) unchanged(file payouts.File) (bool, error) {
	file.Settlement, file.Sequence = t.open.PublicID, uint64(t.open.Sequence)
	hash, err := file.Hash()
	if err != nil {
		return false, err
	}
	before, err := committedBefore(t.tx, t.open, &t.pool)
	if err != nil {
		return false, err
	}
	cumulative, err := before.Add(t.open.Paid.Amount)
	return hash == t.open.InputHash.Hash && cumulative == t.open.CumulativeTotal.Amount &&
		t.open.SnapshotSetDigest == t.valuation.Set.Digest, err
}

// committedBefore is what the distributor will have committed for (incident,
// token) when this settlement is published: every uncancelled one written
// before it.
func committedBefore(tx *models.Tx, st *models.Settlement, pool *models.Pool) (total money.Amount, err error) {
	rows, err := tx.SettlementsOf(st.IncidentID)
	if err != nil {
		return total, err
	}
	for _, r := range rows {
		if r.AssetID != st.AssetID || r.State == models.SettlementCancelled || (st.ID != 0 && r.ID >= st.ID) {
			continue
		}
		other, err := models.ByID[models.Pool](tx, r.PoolID)
		if err != nil {
			return total, err
		}
		if other.Distributor != pool.Distributor {
			continue
		}
		if total, err = total.Add(r.Paid.Amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

// write stores the settlement, its lines and its ledger commitments.
func (t *tranche) write(p plan) (models.Settlement, error) {
	file, c := p.file, p.computed
	st := models.Settlement{
		PublicID: models.NewID("stl"), IncidentID: t.inc.ID, PoolID: t.pool.ID, AssetID: t.asset.ID, Kind: t.kind,
		Sequence: t.nextSequence(), SnapshotSetDigest: t.valuation.Set.Digest, LeafCount: int64(c.LeafCount),
		BarDatePassed: service.Passed(t.inc.BarAt, t.tx.Now),
	}
	file.Settlement, file.Sequence = st.PublicID, uint64(st.Sequence)
	if err := t.step("hash"); err != nil {
		return st, err
	}
	inputHash, err := file.Hash()
	if err != nil {
		return st, fmt.Errorf("hash entitlement file: %w", err)
	}
	if err := t.step("tree"); err != nil {
		return st, err
	}
	st.InputHash, st.ChainRef = models.H(inputHash), models.H(chainRef(&t.pool, &t.inc, &t.asset, st.Sequence))
	st.PayoutRoot = models.H(common.Hash(c.Root(st.ChainRef.Hash)))
	if err := t.step("store"); err != nil {
		return st, err
	}
	if err := setSums(&st, c); err != nil {
		return st, err
	}
	before, err := committedBefore(t.tx, &st, &t.pool)
	if err != nil {
		return st, err
	}
	cumulative, err := before.Add(st.Paid.Amount)
	if err != nil {
		return st, err
	}
	st.CumulativeTotal = models.Amt(cumulative)
	order := orderOf(&st, &t.inc, &t.pool, &t.asset)
	st.OrderDigest = models.H(order.Digest(contracts.Domain{ChainID: uint64(t.asset.ChainID), Oracle: t.pool.Oracle.Address}))
	st.ContentHash = models.H(ContentHash(&st))
	if err := models.Start(t.tx, SettlementMachine, &st, "draft", t.by, ""); err != nil {
		return st, err
	}
	err = t.tx.WriteEntitlementFile(st.ID, func(w io.Writer) error { return payouts.WriteFile(w, file) })
	if err != nil {
		return st, fmt.Errorf("write entitlement file: %w", err)
	}
	if err := insertLines(t.tx, &st, p); err != nil {
		return st, err
	}
	return st, t.bookDraft(&st)
}

func (t *tranche) bookDraft(st *models.Settlement) error {
	if t.previous != nil && !heldTotal(t.previous).IsZero() {
		if err := (book{&t.inc, &t.pool, t.previous}).release(t.tx, st.PublicID); err != nil {
			return err
		}
	}
	return book{&t.inc, &t.pool, st}.reserve(t.tx)
}

func (t *tranche) nextSequence() int64 {
	last := int64(0)
	for _, st := range t.all {
		last = max(last, st.Sequence)
	}
	return last + 1
}

// setSums maps the sums of the computation to the columns: Held is everything
// that waits for somebody (held and carried lines, parts without a receiver),
// Unattributed everything that belongs to nobody here (also what caps cut off).
func setSums(st *models.Settlement, c payouts.Computed) error {
	held, err := money.Sum(c.Held, c.Carried, c.Reserved)
	if err != nil {
		return err
	}
	nobody, err := money.Sum(c.Unattributed, c.Capped)
	if err != nil {
		return err
	}
	all, err := money.Sum(c.Paid, held, c.Dust, nobody)
	if err != nil || all != c.Available {
		return fmt.Errorf("%w: paid, held, dust and unattributed are not the available amount", service.ErrInvariant)
	}
	st.Available, st.Paid, st.Held = models.Amt(c.Available), models.Amt(c.Paid), models.Amt(held)
	st.Dust, st.Unattributed = models.Amt(c.Dust), models.Amt(nobody)
	return nil
}

// chainRef is the settlement id on chain, core-model.md §3.8.
func chainRef(pool *models.Pool, inc *models.Incident, asset *models.Asset, sequence int64) common.Hash {
	return merkle.SettlementID(uint64(asset.ChainID), pool.Distributor.Address, merkle.IncidentID(inc.PublicID),
		merkle.PoolID(pool.SourceID()), asset.Address.Address, uint64(sequence))
}

// insertLines stores every computed line, zero, held and carried ones included,
// and checks that what it stores adds up to the order's total.
func insertLines(tx *models.Tx, st *models.Settlement, p plan) error {
	lines, leaves := p.computed.Lines, money.Zero
	err := models.InsertEach(tx, len(lines), func(i int, row *models.Allocation) error {
		l := &lines[i]
		if l.Row < 0 {
			return fmt.Errorf("%w: line %s has no entitlement", service.ErrInvariant, l.ID)
		}
		from, err := p.lineOf(l.Row)
		if err != nil {
			return err
		}
		*row = models.Allocation{
			PublicID: models.NewID("alc"), SettlementID: st.ID, EntitlementID: from.entitlement, Part: from.part,
			Receiver: models.Addr(l.Receiver), Entitled: models.Amt(from.entitled), Already: models.Amt(from.already),
			Amount: models.Amt(l.Amount), Held: l.Held, State: models.AllocationAllocated,
		}
		if l.Index >= 0 {
			index := int64(l.Index)
			row.LeafIndex = &index
			leaves, err = leaves.Add(l.Amount)
		}
		return err
	})
	if err == nil && leaves != st.Paid.Amount {
		err = fmt.Errorf("%w: stored leaves do not add up to the order's total", service.ErrInvariant)
	}
	return err
}

// cancel ends a settlement that is not on chain: money, commitments and held
// parts return to where they were.
func cancel(tx *models.Tx, by models.Actor, inc *models.Incident, pool *models.Pool, st *models.Settlement, reason string) error {
	if err := (book{inc, pool, st}).unreserve(tx); err != nil {
		return err
	}
	if err := reholdPrevious(tx, inc, pool, st); err != nil {
		return err
	}
	if _, err := tx.MoveLines(st.ID, models.AllocationAllocated, models.AllocationVoid, false); err != nil {
		return err
	}
	st.CancelReason = reason
	return models.Move(tx, SettlementMachine, st, "cancel", by, reason, "cancel_reason")
}

// reholdPrevious gives the previous tranche back what a cancelled one took over.
func reholdPrevious(tx *models.Tx, inc *models.Incident, pool *models.Pool, st *models.Settlement) error {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	var previous *models.Settlement
	for i := range rows {
		r := &rows[i]
		if r.PoolID == pool.ID && r.ID < st.ID && (r.State == models.SettlementActive || r.State == models.SettlementClosed) {
			previous = r
		}
	}
	if previous == nil || heldTotal(previous).IsZero() {
		return nil
	}
	left, err := balance(tx, accountHeld(previous), previous.AssetID)
	if err != nil || !left.IsZero() {
		return errors.Join(err)
	}
	return book{inc, pool, previous}.rehold(tx, st.PublicID)
}
