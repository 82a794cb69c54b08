package audit

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/models"
)

// logSpan is how many blocks one log query covers.
const logSpan = 10_000

// leafKey names one payout on chain.
type leafKey struct {
	settlement common.Hash
	index      uint64
}

// paidLog is the log that paid a leaf.
type paidLog struct {
	log      types.Log
	redeemed *contracts.Redeemed // nil for a pushed leaf
}

// payments is what the chain paid and what the books say of it: both rules that
// compare the two look at the same reading.
type payments struct {
	paid  map[leafKey]paidLog
	twice []twicePaid
	books books
}

// twicePaid is a leaf that a second log paid.
type twicePaid struct {
	leaf          leafKey
	first, second common.Hash // transactions
}

// payments reads chain and books, once for all rules of a verification.
func (r *run) payments() (*payments, error) {
	if r.shared.payments != nil {
		return r.shared.payments, nil
	}
	p := &payments{paid: map[leafKey]paidLog{}}
	err := r.readChain(p)
	if err != nil {
		return nil, err
	}
	if p.books, err = r.readBooks(); err != nil {
		return nil, err
	}
	r.shared.payments = p
	return p, nil
}

// readChain reads every payout of our distributors up to the last final block
// that the books have read as well.
func (r *run) readChain(p *payments) error {
	to, err := r.lastCommonBlock()
	if err != nil {
		return err
	}
	pending, err := r.pending()
	if err != nil {
		return err
	}
	for from := r.FromBlock; from <= to; from += logSpan {
		logs, err := r.Chain.FilterLogs(r.ctx, ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(min(to, from+logSpan-1)),
			Addresses: r.Distributors,
		})
		if err != nil {
			return errUnchecked{fmt.Sprintf("read logs: %v", err)}
		}
		for _, log := range logs {
			if !pending[logKey{log.BlockHash, log.Index}] {
				p.note(log)
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
	return out, r.tx.EachPendingEvent(func(e *models.ChainEvent) error {
		out[logKey{e.BlockHash.Hash, uint(e.LogIndex)}] = true
		return nil
	})
}

func (r *run) lastCommonBlock() (uint64, error) {
	if r.Chain == nil || len(r.Distributors) == 0 {
		return 0, errUnchecked{"no chain is configured"}
	}
	head, err := r.Chain.Finalized(r.ctx)
	if err != nil {
		return 0, errUnchecked{fmt.Sprintf("read the finalized block: %v", err)}
	}
	last := head.Number.Uint64()
	for _, d := range r.Distributors {
		cursor, err := r.tx.CursorFor(int64(r.ChainID), chain.CursorName(d))
		if errors.Is(err, models.ErrNotFound) {
			return 0, errUnchecked{"the books have not read the chain yet"}
		}
		if err != nil {
			return 0, err
		}
		last = min(last, uint64(max(cursor.Number, 0)))
	}
	return last, nil
}

// note takes one log of a distributor.
func (p *payments) note(log types.Log) {
	ev, err := contracts.ParseDistributorLog(log)
	if err != nil {
		return // an event that moves no money
	}
	note := func(key leafKey, l paidLog) {
		if old, twice := p.paid[key]; twice {
			p.twice = append(p.twice, twicePaid{key, old.log.TxHash, log.TxHash})
		}
		p.paid[key] = l
	}
	switch e := ev.(type) {
	case contracts.Redeemed:
		note(leafKey{e.SettlementID, e.Index}, paidLog{log, &e})
	case contracts.Pushed:
		for i := range e.Paid.Items() {
			note(leafKey{e.SettlementID, e.FirstIndex + uint64(i)}, paidLog{log, nil})
		}
	}
}

// chainToBooks finds payments that the books do not know: this is what catches
// "chain 80, ledger 40".
func (r *run) chainToBooks() error {
	all, err := r.payments()
	if err != nil {
		return err
	}
	for _, t := range all.twice {
		r.violation(t.leaf.settlement.Hex(), "leaf %d was paid twice, in %s and %s", t.leaf.index, t.first, t.second)
	}
	for key, p := range all.paid {
		r.checked()
		line, known := all.books.lines[key]
		switch {
		case !known:
			r.violation(all.books.name(key.settlement), "leaf %d was paid in %s and has no line", key.index, p.log.TxHash)
		case !slices.Contains(bookedPaid, line.State):
			r.violation(line.PublicID, "was paid in %s, the books say %s", p.log.TxHash, line.State)
		case line.TxHash == nil || line.TxHash.Hash != p.log.TxHash:
			r.violation(line.PublicID, "was paid in %s, the books say otherwise", p.log.TxHash)
		case p.redeemed != nil && (p.redeemed.Amount != line.Amount.Amount || p.redeemed.Receiver != line.Receiver.Address):
			r.violation(line.PublicID, "the chain paid %s to %s", p.redeemed.Amount, p.redeemed.Receiver)
		}
	}
	return nil
}

// bookedPaid are the states of a line that was paid.
var bookedPaid = []string{models.AllocationCollected, models.AllocationFinal}

// booksToChain finds lines booked as paid without a canonical final event (I11).
func (r *run) booksToChain() error {
	all, err := r.payments()
	if err != nil {
		return err
	}
	for _, id := range all.books.loose {
		r.violation(id, "is booked as paid and has no leaf")
	}
	for key, line := range all.books.lines {
		if !slices.Contains(bookedPaid, line.State) {
			continue
		}
		r.checked()
		p, onChain := all.paid[key]
		switch {
		case !onChain:
			r.violation(line.PublicID, "is booked as paid; no final event pays it")
		case line.BlockHash == nil || line.BlockHash.Hash != p.log.BlockHash:
			r.violation(line.PublicID, "is booked in another block than %s", p.log.BlockHash)
		}
	}
	return nil
}

// books are the lines with a leaf, and the settlements they belong to.
type books struct {
	lines map[leafKey]models.Allocation
	names map[common.Hash]string // public ids of settlements by their ids on chain
	loose []string               // public ids of lines that are booked as paid and have no leaf
}

// name is how the books call a settlement, or its id on chain.
func (b books) name(settlement common.Hash) string {
	if name, known := b.names[settlement]; known {
		return name
	}
	return settlement.Hex()
}

// readBooks maps each leaf of each settlement to its line.
func (r *run) readBooks() (books, error) {
	b := books{lines: map[leafKey]models.Allocation{}, names: map[common.Hash]string{}}
	err := models.EachRow(r.tx, func(s *models.Settlement) error {
		b.names[s.ChainRef.Hash] = s.PublicID
		if s.State == models.SettlementCancelled {
			return nil
		}
		return r.tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			if a.LeafIndex != nil {
				b.lines[leafKey{s.ChainRef.Hash, uint64(*a.LeafIndex)}] = *a
			} else if slices.Contains(bookedPaid, a.State) {
				b.loose = append(b.loose, a.PublicID)
			}
			return nil
		})
	})
	return b, err
}
