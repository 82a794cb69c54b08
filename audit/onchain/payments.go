package onchain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/chain/indexing"
	"makewhole/contracts"
	"makewhole/models"
)

// logSpan is how many blocks one log query covers.
const logSpan = 10_000

// payments is the comparison of what the chain paid with what the books say.
// One pass over the logs serves both rules, V6 and V7: it looks up the lines of
// each log and keeps a bit per leaf, so memory does not grow with the payments.
type payments struct {
	toBooks, toChain audit.Result // findings of V6 and V7
	known            map[common.Hash]*paidLeaves
}

// paidLeaves is one settlement as the pass sees it.
type paidLeaves struct {
	row  models.Settlement
	name string // public id, or the id on chain of one that the books do not know
	here bool   // the books know it and did not cancel it
	bits []uint64
}

// take sets the bit of a leaf and reports whether it was set.
func (p *paidLeaves) take(leaf uint64) (twice bool) {
	word, bit := leaf/64, uint64(1)<<(leaf%64)
	twice = p.bits[word]&bit != 0
	p.bits[word] |= bit
	return twice
}

func (p *paidLeaves) has(leaf int64) bool {
	return leaf >= 0 && leaf < p.row.LeafCount && p.bits[leaf/64]&(1<<(uint64(leaf)%64)) != 0
}

// paidLog is a log that paid leaves of one settlement.
type paidLog struct {
	log      types.Log
	leaves   []uint64            // ascending
	redeemed *contracts.Redeemed // nil for pushed leaves
}

// payments reads chain and books, once for all rules of a verification. What a
// node's index of logs lacks or invents is no evidence: a pass that found
// something is repeated with the logs that the blocks themselves prove.
func (r *run) payments() (*payments, error) { return audit.Once(r.Run, r.readPayments) }

func (r *run) readPayments() (*payments, error) {
	from, err := r.firstBlock()
	if err != nil {
		return nil, err
	}
	p, err := r.pass(from, r.logs(false))
	if err == nil && len(p.toBooks.Findings)+len(p.toChain.Findings) > 0 {
		p, err = r.pass(from, r.logs(true))
	}
	if err != nil {
		return nil, err
	}
	return p, r.MarkBlock(r.Block())
}

// logReader reads logs of a range of blocks.
type logReader func(context.Context, ethereum.FilterQuery) ([]types.Log, error)

// logs is the chain's reader, nil without a chain.
func (r *run) logs(proven bool) logReader {
	switch {
	case r.Chain == nil:
		return nil
	case proven:
		return r.Chain.ProvenLogs
	}
	return r.Chain.FilterLogs
}

func (r *run) pass(from uint64, logs logReader) (*payments, error) {
	p := &payments{known: map[common.Hash]*paidLeaves{}}
	if err := r.readChain(p, from, logs); err != nil {
		return nil, err
	}
	return p, r.readBooks(p, from)
}

// firstBlock is where the pass begins: where the contracts were deployed, or
// after the last mark, whose block must still be the one it was.
func (r *run) firstBlock() (uint64, error) {
	if !r.Incremental {
		return r.FromBlock, nil
	}
	mark, ok, err := r.Tx.LastMark(audit.StreamBlocks)
	if err != nil || !ok {
		return r.FromBlock, err
	}
	if r.Chain == nil {
		return 0, audit.Unchecked("no chain is configured")
	}
	head, err := r.Chain.HeaderByNumber(r.Ctx, big.NewInt(mark.LastID))
	if err != nil {
		return 0, audit.Unchecked(fmt.Sprintf("read block %d: %v", mark.LastID, err))
	}
	if head.Hash() != mark.Hash.Hash {
		r.Violation(fmt.Sprintf("block %d", mark.LastID), "is %s, it was %s when it was verified as final", head.Hash(), mark.Hash)
		return r.FromBlock, nil
	}
	return uint64(mark.LastID) + 1, nil
}

// readChain reads every payout of our distributors up to the last final block
// that the books have read as well.
func (r *run) readChain(p *payments, from uint64, logs logReader) error {
	to, err := r.lastCommonBlock()
	if err != nil {
		return err
	}
	pending, err := r.pending()
	if err != nil {
		return err
	}
	err = r.eachLog(logs, from, to, ethereum.FilterQuery{Addresses: r.Distributors}, func(log types.Log) error {
		if pending[logKey{log.BlockHash, log.Index}] {
			return nil
		}
		return r.note(p, log)
	})
	if err != nil {
		return err
	}
	return r.beyond(p, max(from, to+1), logs)
}

// beyond looks at final blocks that the books have not read, for settlements
// that they do not know: reading on will not explain those. It is what a
// restored backup shows first (S16).
func (r *run) beyond(p *payments, from uint64, logs logReader) error {
	head, err := r.Begun()
	if err != nil {
		return err
	}
	return r.eachLog(logs, from, head.Number.Uint64(), ethereum.FilterQuery{Addresses: r.Distributors}, func(log types.Log) error {
		ev, err := contracts.ParseDistributorLog(log)
		if e, ok := ev.(contracts.Published); err == nil && ok {
			_, err = r.leavesOn(p, e.SettlementID)
			return err
		}
		return nil //nolint:nilerr // an event that moves no money
	})
}

// eachLog calls fn for every log of a query between two blocks.
func (r *run) eachLog(read logReader, from, to uint64, q ethereum.FilterQuery, fn func(types.Log) error) error {
	for ; from <= to; from += logSpan {
		q.FromBlock, q.ToBlock = new(big.Int).SetUint64(from), new(big.Int).SetUint64(min(to, from+logSpan-1))
		logs, err := read(r.Ctx, q)
		if err != nil {
			return audit.Unchecked(fmt.Sprintf("read logs: %v", err))
		}
		for _, log := range logs {
			if err := fn(log); err != nil {
				return err
			}
		}
	}
	return nil
}

// logKey names a log.
type logKey struct {
	block common.Hash
	index uint
}

// pending are logs that are stored and not applied yet: the books will follow.
func (r *run) pending() (map[logKey]bool, error) {
	out := map[logKey]bool{}
	return out, r.Tx.EachPendingEvent(func(e *models.ChainEvent) error {
		out[logKey{e.BlockHash.Hash, uint(e.LogIndex)}] = true
		return nil
	})
}

// lastCommonBlock is the last block that is final and that the books have read.
func (r *run) lastCommonBlock() (uint64, error) {
	if r.Chain == nil || len(r.Distributors) == 0 {
		return 0, audit.Unchecked("no chain is configured")
	}
	if r.Block() != 0 {
		return r.Block(), nil
	}
	head, err := r.Chain.Finalized(r.Ctx)
	if err != nil {
		return 0, audit.Unchecked(fmt.Sprintf("read the finalized block: %v", err))
	}
	last := head.Number.Uint64()
	for _, d := range r.Distributors {
		cursor, err := r.Tx.CursorFor(int64(r.ChainID), indexing.CursorName(d))
		if errors.Is(err, models.ErrNotFound) {
			return 0, audit.Unchecked("the books have not read the chain yet")
		}
		if err != nil {
			return 0, err
		}
		last = min(last, uint64(max(cursor.Number, 0)))
	}
	r.ReadAt(last)
	return last, nil
}

// note takes one log of a distributor.
func (r *run) note(p *payments, log types.Log) error {
	ev, err := contracts.ParseDistributorLog(log)
	if err != nil {
		return nil //nolint:nilerr // an event that moves no money
	}
	switch e := ev.(type) {
	case contracts.Published:
		_, err := r.leavesOn(p, e.SettlementID)
		return err
	case contracts.Redeemed:
		return r.compare(p, e.SettlementID, paidLog{log, []uint64{e.Index}, &e})
	case contracts.Pushed:
		l := paidLog{log: log}
		for i := range e.Paid.Items() {
			l.leaves = append(l.leaves, e.FirstIndex+uint64(i))
		}
		slices.Sort(l.leaves)
		return r.compare(p, e.SettlementID, l)
	}
	return nil
}

// leavesOn finds a settlement by its id on chain; one that was published and
// that the books do not know is a violation of V6.
func (r *run) leavesOn(p *payments, id common.Hash) (*paidLeaves, error) {
	if s, ok := p.known[id]; ok {
		return s, nil
	}
	s := &paidLeaves{name: id.Hex()}
	p.known[id] = s
	row, err := r.Tx.SettlementByRef(id)
	switch {
	case errors.Is(err, models.ErrNotFound):
		if r.One == nil {
			p.toBooks.Found(s.name, "is published on chain, the books have no such settlement: the database was restored, or the key of the operator is used elsewhere")
		}
		return s, nil
	case err != nil:
		return nil, err
	}
	s.row, s.name = row, row.PublicID
	s.here = row.State != models.SettlementCancelled
	s.bits = make([]uint64, (row.LeafCount+63)/64)
	return s, nil
}

// compare looks up the lines that a log paid.
func (r *run) compare(p *payments, id common.Hash, l paidLog) error {
	s, err := r.leavesOn(p, id)
	if err != nil || len(l.leaves) == 0 || r.One != nil && r.One.ID != s.row.ID {
		return err
	}
	lines := map[uint64]*models.Allocation{}
	if s.here {
		rows, err := r.Tx.LeavesBetween(s.row.ID, int64(l.leaves[0]), int64(l.leaves[len(l.leaves)-1]))
		if err != nil {
			return err
		}
		for i := range rows {
			lines[uint64(*rows[i].LeafIndex)] = &rows[i]
		}
	}
	for _, leaf := range l.leaves {
		p.toBooks.Checked++
		line := lines[leaf]
		if line == nil {
			p.toBooks.Found(s.name, "leaf %d was paid in %s and has no line", leaf, l.log.TxHash)
			continue
		}
		if leaf >= uint64(len(s.bits))*64 || s.take(leaf) {
			p.toBooks.Found(line.PublicID, "leaf %d of %s was paid twice, again in %s", leaf, s.name, l.log.TxHash)
		}
		p.compareLine(line, s.name, l)
	}
	return nil
}

// compareLine holds one line against the log that paid it.
func (p *payments) compareLine(line *models.Allocation, settlement string, l paidLog) {
	say := func(to *audit.Result, format string, args ...any) {
		to.Found(line.PublicID, format, args...)
	}
	switch {
	case !slices.Contains(bookedPaid, line.State):
		say(&p.toBooks, "leaf %d of %s was paid in %s, the books say %s", *line.LeafIndex, settlement, l.log.TxHash, line.State)
	case line.TxHash == nil || line.TxHash.Hash != l.log.TxHash:
		say(&p.toBooks, "was paid in %s, the books say otherwise", l.log.TxHash)
	case l.redeemed != nil && (l.redeemed.Amount != line.Amount.Amount || l.redeemed.Receiver != line.Receiver.Address):
		say(&p.toBooks, "the chain paid %s to %s", l.redeemed.Amount, l.redeemed.Receiver)
	case l.redeemed != nil && (line.PaidTo == nil || line.PaidTo.Address != l.redeemed.PaidTo):
		say(&p.toBooks, "the chain paid %s, the books name another address", l.redeemed.PaidTo)
	}
	switch {
	case !slices.Contains(bookedPaid, line.State):
	case line.BlockHash == nil || line.BlockHash.Hash != l.log.BlockHash:
		say(&p.toChain, "is booked in another block than %s", l.log.BlockHash)
	case line.LogIndex == nil || *line.LogIndex != int64(l.log.Index) || line.BlockNumber == nil || uint64(*line.BlockNumber) != l.log.BlockNumber:
		say(&p.toChain, "is booked with another log than %d in block %d", l.log.Index, l.log.BlockNumber)
	}
}

// bookedPaid are the states of a line that was paid.
var bookedPaid = []string{models.AllocationCollected, models.AllocationFinal}

// readBooks finds lines booked as paid that no log of the pass paid (I11).
func (r *run) readBooks(p *payments, from uint64) error {
	return models.EachRow(r.Tx, func(s *models.Settlement) error {
		if s.State == models.SettlementCancelled || r.One != nil && r.One.ID != s.ID {
			return nil
		}
		on := p.known[s.ChainRef.Hash]
		return r.Tx.PaidLinesSince(s.ID, int64(from)-1, func(line string, leaf int64) error {
			p.toChain.Checked++
			switch {
			case leaf < 0:
				p.toChain.Found(line, "is booked as paid and has no leaf")
			case on == nil || !on.has(leaf):
				p.toChain.Found(line, "leaf %d of %s is booked as paid; no final event pays it", leaf, s.PublicID)
			}
			return nil
		})
	})
}

// chainToBooks finds payments that the books do not know: this is what catches
// "chain 80, ledger 40".
func (r *run) chainToBooks() error {
	all, err := r.payments()
	if err != nil {
		return err
	}
	r.take(all.toBooks)
	_, err = audit.Prefix[models.ChainEvent](r.Run, "chain_events", "applied_at")
	return err
}

// booksToChain finds lines booked as paid without a canonical final event.
func (r *run) booksToChain() error {
	all, err := r.payments()
	if err != nil {
		return err
	}
	r.take(all.toChain)
	return nil
}

// take adds what a pass found to the rule at hand.
func (r *run) take(from audit.Result) {
	r.Result.Checked += from.Checked
	r.Result.More += from.More
	for _, f := range from.Findings {
		r.Result.Add(f)
	}
}
