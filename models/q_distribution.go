package models

import (
	"errors"

	"github.com/ethereum/go-ethereum/common"
)

// PlanPage lists the plans of a settlement; 0 lists all.
func (tx *Tx) PlanPage(settlementID int64, p Page) ([]DistributionPlan, error) {
	w := where{}
	w.and(settlementID != 0, "settlement_id = ?", settlementID)
	return page[DistributionPlan](tx, p, w.cond(), w.args...)
}

// PlansIn lists the plans of a settlement in a state.
func (tx *Tx) PlansIn(settlementID int64, state string) ([]DistributionPlan, error) {
	return list[DistributionPlan](tx, query{cond: "settlement_id = ? AND state = ?", args: []any{settlementID, state}, order: "id"})
}

// SentChunk is one transaction of an approved plan with what became of it.
type SentChunk struct {
	DistributionChunk
	Intent TxIntent
	Costs  []TxCost // of every transaction that was mined for the intent
}

// ChunksOf lists the transactions of one plan in their order.
func (tx *Tx) ChunksOf(planID int64) ([]SentChunk, error) {
	return tx.sentChunks("plan_id = ?", planID)
}

// ChunksOfSettlement lists the transactions of all approved plans of a
// settlement.
func (tx *Tx) ChunksOfSettlement(settlementID int64) ([]SentChunk, error) {
	return tx.sentChunks("plan_id IN (SELECT id FROM distribution_plans WHERE settlement_id = ?)", settlementID)
}

func (tx *Tx) sentChunks(cond string, args ...any) ([]SentChunk, error) {
	rows, err := list[DistributionChunk](tx, query{cond: cond, args: args, order: "plan_id, n"})
	if err != nil {
		return nil, err
	}
	out := make([]SentChunk, len(rows))
	for from := 0; from < len(rows); from += chunk {
		if err := tx.joinChunks(out[from:min(from+chunk, len(rows))], rows[from:]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// joinChunks reads the intents and costs of rows into out.
func (tx *Tx) joinChunks(out []SentChunk, rows []DistributionChunk) error {
	ids := make([]int64, len(out))
	for i := range out {
		ids[i] = rows[i].IntentID
	}
	intents, err := list[TxIntent](tx, query{cond: "id IN ?", args: []any{ids}})
	if err != nil {
		return err
	}
	costs, err := list[TxCost](tx, query{cond: "intent_id IN ?", args: []any{ids}})
	if err != nil {
		return err
	}
	byID, spent := map[int64]TxIntent{}, map[int64][]TxCost{}
	for _, in := range intents {
		byID[in.ID] = in
	}
	for _, c := range costs {
		spent[c.IntentID] = append(spent[c.IntentID], c)
	}
	for i := range out {
		out[i] = SentChunk{DistributionChunk: rows[i], Intent: byID[ids[i]], Costs: spent[ids[i]]}
	}
	return nil
}

// Uncosted lists settled intents with a mined transaction whose cost is not
// written down yet, newest first, so that some that no node knows any more
// never hide the others.
func (tx *Tx) Uncosted(chainID int64, limit int) ([]TxIntent, error) {
	cond := `chain_id = ? AND tx_hash IS NOT NULL AND state IN ? AND NOT EXISTS
		(SELECT 1 FROM tx_costs c WHERE c.tx_hash = tx_intents.tx_hash)`
	states := []string{TxFinal, TxReverted, TxUnproven, TxAbandoned, TxRecovered}
	return list[TxIntent](tx, query{cond: cond, args: []any{chainID, states}, order: "id DESC", limit: limit})
}

// CostsOf streams the costs of every transaction sent for a settlement.
func (tx *Tx) CostsOf(settlementID int64, fn func(kind string, c *TxCost) error) error {
	intents, err := tx.IntentsOf("settlement", settlementID)
	if err != nil {
		return err
	}
	kinds := make(map[int64]string, len(intents))
	for _, in := range intents {
		kinds[in.ID] = in.Kind
	}
	cond := "intent_id IN (SELECT id FROM tx_intents WHERE ref_machine = 'settlement' AND ref_id = ?)"
	return each(tx, "id", query{cond: cond, args: []any{settlementID}}, func(c *TxCost) error { return fn(kinds[c.IntentID], c) })
}

// LastPayoutCheck is the newest comparison of a distributor and a token, false
// without one.
func (tx *Tx) LastPayoutCheck(chainID int64, contract common.Address, assetID int64) (PayoutCheck, bool, error) {
	rows, err := list[PayoutCheck](tx, query{
		cond: "chain_id = ? AND contract = ? AND asset_id = ?", args: []any{chainID, Addr(contract), assetID}, order: "to_block DESC", limit: 1,
	})
	if err != nil || len(rows) == 0 {
		return PayoutCheck{}, false, err
	}
	return rows[0], true, nil
}

// PayoutCheckPage lists comparisons; an empty verdict does not narrow.
func (tx *Tx) PayoutCheckPage(verdict string, p Page) ([]PayoutCheck, error) {
	w := where{}
	w.and(verdict != "", "verdict = ?", verdict)
	return page[PayoutCheck](tx, p, w.cond(), w.args...)
}

// EventsIn lists the final events of a contract in the blocks (after, to], in
// chain order.
func (tx *Tx) EventsIn(chainID int64, contract common.Address, after, to int64) ([]ChainEvent, error) {
	return list[ChainEvent](tx, query{
		cond: "chain_id = ? AND contract = ? AND block_number > ? AND block_number <= ?",
		args: []any{chainID, Addr(contract), after, to}, order: "block_number, log_index",
	})
}

// openLine is a line that its receiver can collect and has not.
const openLine = "leaf_index IS NOT NULL AND state = 'claimable' AND settlement_id IN (SELECT id FROM settlements WHERE state = 'active')"

// UncollectedPage lists the lines that nobody collected, of one settlement or
// of all (0).
func (tx *Tx) UncollectedPage(settlementID int64, p Page) ([]Allocation, error) {
	w := openLines(settlementID)
	return page[Allocation](tx, p, w.cond(), w.args...)
}

// EachUncollected streams the lines of UncollectedPage.
func (tx *Tx) EachUncollected(settlementID int64, fn func(*Allocation) error) error {
	w := openLines(settlementID)
	return each(tx, "id", query{cond: w.cond(), args: w.args}, fn)
}

func openLines(settlementID int64) (w where) {
	w.and(true, openLine)
	w.and(settlementID != 0, "settlement_id = ?", settlementID)
	return w
}

// CursorNumber is how far the logs of a contract were read, 0 before that.
func (tx *Tx) CursorNumber(chainID int64, name string) (int64, error) {
	c, err := tx.CursorFor(chainID, name)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return c.Number, err
}

// PaidBy counts the lines of a settlement that each final transaction paid.
func (tx *Tx) PaidBy(settlementID int64) (map[common.Hash]int, error) {
	out := map[common.Hash]int{}
	cond := "settlement_id = ? AND state = 'final' AND tx_hash IS NOT NULL"
	err := each(tx, "id", query{cond: cond, args: []any{settlementID}}, func(l *Allocation) error {
		out[l.TxHash.Hash]++
		return nil
	})
	return out, err
}
