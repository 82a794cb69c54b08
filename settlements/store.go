package settlements

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/service"
	"makewhole/settlements/ledger"
)

// settle keeps the open draft when it would come out the same, and otherwise
// replaces it under the next sequence number.
func (s *Service) settle(tx *models.Tx, by models.Actor, in *state, src *source, p *plan) (models.Settlement, error) {
	if src.open != nil {
		now, err := models.ByID[models.Settlement](tx, src.open.ID) // one before it may have been replaced
		if err != nil {
			return now, err
		}
		src.open = &now
		same, err := src.unchanged(tx, in, p.file)
		if err != nil {
			return models.Settlement{}, err
		}
		if same && !p.computed.Paid.IsZero() {
			return *src.open, nil
		}
		if err := cancel(tx, by, &in.incident, &src.pool, src.open, "inputs changed"); err != nil {
			return models.Settlement{}, err
		}
	}
	if p.computed.Paid.IsZero() {
		return models.Settlement{}, ErrNothingToSettle
	}
	return s.write(tx, by, in, src, p)
}

func (src *source) unchanged(tx *models.Tx, in *state, file payouts.File) (bool, error) {
	file.Settlement, file.Sequence = src.open.PublicID, uint64(src.open.Sequence)
	hash, err := file.Hash()
	if err != nil {
		return false, err
	}
	before, err := committedBefore(tx, src.open, &src.pool)
	if err != nil {
		return false, err
	}
	cumulative, err := before.Add(src.open.Paid.Amount)
	return hash == src.open.InputHash.Hash && !overSoon(src.open, tx.Now) && cumulative == src.open.CumulativeTotal.Amount &&
		src.open.SnapshotSetDigest == in.valuation.Set.Digest, err
}

// committedBefore is what the distributor will have committed for (incident,
// token) when this settlement is published: every uncancelled one written
// before it.
func committedBefore(tx *models.Tx, st *models.Settlement, pool *models.Pool) (total money.Amount, err error) {
	rows, err := olderThan(tx, st, pool)
	for i := range rows {
		if err == nil {
			total, err = total.Add(rows[i].Paid.Amount)
		}
	}
	return total, err
}

// write stores the settlement, its lines and its ledger commitments.
func (s *Service) write(tx *models.Tx, by models.Actor, in *state, src *source, p *plan) (models.Settlement, error) {
	file, c := p.file, p.computed
	st := models.Settlement{
		PublicID: models.NewID("stl"), IncidentID: in.incident.ID, PoolID: src.pool.ID, AssetID: src.asset.ID, Kind: src.kind,
		Sequence: src.nextSequence(), SnapshotSetDigest: in.valuation.Set.Digest, LeafCount: int64(c.LeafCount),
		BarDatePassed: service.Passed(in.incident.BarAt, in.now), CreatedAt: tx.Now,
	}
	file.Settlement, file.Sequence = st.PublicID, uint64(st.Sequence)
	if err := s.progressing(tx, "hash"); err != nil {
		return st, err
	}
	inputHash, err := file.Hash()
	if err != nil {
		return st, fmt.Errorf("hash entitlement file: %w", err)
	}
	if err := s.progressing(tx, "tree"); err != nil {
		return st, err
	}
	st.InputHash, st.ChainRef = models.H(inputHash), models.H(chainRef(&src.pool, &in.incident, &src.asset, st.Sequence))
	if err := refuseOtherVault(tx, &st, &src.pool); err != nil {
		return st, err
	}
	st.PayoutRoot = models.H(common.Hash(c.Root(st.ChainRef.Hash)))
	if err := s.progressing(tx, "store"); err != nil {
		return st, err
	}
	if err := setSums(&st, c); err != nil {
		return st, err
	}
	if err := setTotal(tx, &in.incident, &src.pool, &src.asset, &st); err != nil {
		return st, err
	}
	if err := models.Start(tx, SettlementMachine, &st, "draft", by, ""); err != nil {
		return st, err
	}
	err = tx.WriteEntitlementFile(st.ID, func(w io.Writer) error { return payouts.WriteFile(w, file) })
	if err != nil {
		return st, fmt.Errorf("write entitlement file: %w", err)
	}
	if err := insertLines(tx, &st, p); err != nil {
		return st, err
	}
	if err := p.round.store(tx, &st); err != nil {
		return st, err
	}
	return st, src.bookDraft(tx, &in.incident, &st)
}

// store writes what a settlement of a round needs beside its file.
func (r *inRound) store(tx *models.Tx, st *models.Settlement) error {
	if r == nil {
		return nil
	}
	if r.escheat {
		if err := models.InsertBatch(tx, []models.EscheatSettlement{{SettlementID: st.ID}}); err != nil {
			return err
		}
	}
	rows := slices.Clone(r.subrogations)
	for i := range rows {
		rows[i].SettlementID = st.ID
	}
	for part := range slices.Chunk(rows, service.InsertChunk) {
		if err := models.InsertBatch(tx, part); err != nil {
			return err
		}
	}
	return tx.WriteAccounts(st.ID, func(w io.Writer) error { return rounds.WriteState(w, r.accounts) })
}

func (src *source) bookDraft(tx *models.Tx, inc *models.Incident, st *models.Settlement) error {
	if src.previous != nil && !ledger.HeldTotal(src.previous).IsZero() {
		if err := ledger.Of(inc, &src.pool, src.previous).Release(tx, st.PublicID); err != nil {
			return err
		}
	}
	return ledger.Of(inc, &src.pool, st).Reserve(tx)
}

func (src *source) nextSequence() int64 { return src.last + 1 }

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

// chainRef is the settlement id on chain.
func chainRef(pool *models.Pool, inc *models.Incident, asset *models.Asset, sequence int64) common.Hash {
	return merkle.SettlementID(uint64(asset.ChainID), pool.Distributor.Address, merkle.IncidentID(inc.PublicID),
		merkle.PoolID(pool.SourceID()), asset.Address.Address, uint64(sequence))
}

// insertLines stores every computed line, zero, held and carried ones included,
// and checks that what it stores adds up to the order's total.
func insertLines(tx *models.Tx, st *models.Settlement, p *plan) error {
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
	if err := ledger.Of(inc, pool, st).Unreserve(tx); err != nil {
		return err
	}
	if err := reholdPrevious(tx, inc, pool, st); err != nil {
		return err
	}
	if _, err := tx.MoveLines(st.ID, models.AllocationAllocated, models.AllocationVoid, false); err != nil {
		return err
	}
	st.CancelReason = reason
	if err := models.Move(tx, SettlementMachine, st, "cancel", by, reason, "cancel_reason"); err != nil {
		return err
	}
	return restate(tx, by, inc, st.PublicID)
}

// reholdPrevious gives the previous tranche back what a cancelled one took over.
func reholdPrevious(tx *models.Tx, inc *models.Incident, pool *models.Pool, st *models.Settlement) error {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	escheat, err := tx.EscheatSettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	var previous *models.Settlement
	for i := range rows {
		r := &rows[i]
		if r.PoolID == pool.ID && escheat[r.ID] == escheat[st.ID] && r.ID < st.ID && (r.State == models.SettlementActive || r.State == models.SettlementClosed) {
			previous = r
		}
	}
	if previous == nil || ledger.HeldTotal(previous).IsZero() {
		return nil
	}
	left, err := ledger.Balance(tx, ledger.Held(previous), previous.AssetID)
	if err != nil || !left.IsZero() {
		return errors.Join(err)
	}
	return ledger.Of(inc, pool, previous).Rehold(tx, st.PublicID)
}
