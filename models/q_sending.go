package models

import (
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// IntentsIn lists a key's intents in the given states, oldest first, at most
// limit; 0 is all.
func (tx *Tx) IntentsIn(chainID int64, sender common.Address, limit int, states ...string) ([]TxIntent, error) {
	return list[TxIntent](tx, query{
		cond: "chain_id = ? AND sender = ? AND state IN ?", args: []any{chainID, Addr(sender), states}, order: "id", limit: limit,
	})
}

// IntentByTx finds the intent whose purpose a transaction on the chain served:
// it is the one on record for it, or one of its attempts.
func (tx *Tx) IntentByTx(chainID int64, hash common.Hash) (TxIntent, error) {
	return one[TxIntent](tx, "chain_id = ? AND (tx_hash = ? OR id IN (SELECT intent_id FROM tx_attempts WHERE hash = ?))", chainID, H(hash), H(hash))
}

// Budget is a fee budget as a person sees it: a settlement's, or a key's on one
// UTC day. Limited is false when nothing bounds it.
type Budget struct {
	Subject string // public id of a settlement, or address of a key
	ChainID int64
	Day     int64 // days since 1970, 0 for settlements
	Limited bool
	Limit   money.Amount // wei
	Spent   money.Amount // known fees, and worst cases of what is signed
	Reason  string       // of the person who decided, empty for the configuration
	SetBy   string
}

// MarkSent counts a broadcast of attempts by their hashes, with the node's
// complaint.
func (tx *Tx) MarkSent(complaint string, hashes ...Hash) error {
	for part := range slices.Chunk(hashes, chunk) {
		n, err := tx.exec("mark attempts as sent",
			"UPDATE tx_attempts SET sent_count = sent_count + 1, last_error = ?, first_sent_at = COALESCE(first_sent_at, ?) WHERE hash IN ?",
			complaint, tx.Now, part)
		if err == nil && n != int64(len(part)) {
			err = wrap("mark attempts as sent", ErrNotFound)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// BudgetOf is the newest decision about a fee budget; ErrNotFound when the
// configuration decides.
func (tx *Tx) BudgetOf(chainID int64, machine string, refID, day int64) (FeeBudget, error) {
	rows, err := list[FeeBudget](tx, query{
		cond: "chain_id = ? AND ref_machine = ? AND ref_id = ? AND day = ?", args: []any{chainID, machine, refID, day}, order: "id DESC", limit: 1,
	})
	if err != nil {
		return FeeBudget{}, err
	}
	if len(rows) == 0 {
		return FeeBudget{}, ErrNotFound
	}
	return rows[0], nil
}

// Spend is an intent with its signed versions and what its mined transactions
// are known to have cost.
type Spend struct {
	Intent   TxIntent
	Attempts []TxAttempt
	Costs    []TxCost
}

// SpendOf is everything a settlement's transactions may cost.
func (tx *Tx) SpendOf(settlementID int64) ([]Spend, error) {
	return tx.spends("ref_machine = 'settlement' AND ref_id = ?", settlementID)
}

// SpendOn is what a key has signed for in [from, to).
func (tx *Tx) SpendOn(chainID int64, sender common.Address, from, to time.Time) ([]Spend, error) {
	return tx.spends("chain_id = ? AND sender = ? AND id IN (SELECT intent_id FROM tx_attempts WHERE created_at >= ? AND created_at < ?)",
		chainID, Addr(sender), from, to)
}

func (tx *Tx) spends(cond string, args ...any) ([]Spend, error) {
	rows, err := list[TxIntent](tx, query{cond: cond, args: args, order: "id"})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	attempts, err := tx.Attempts(ids...)
	if err != nil {
		return nil, err
	}
	costs := map[int64][]TxCost{}
	for part := range slices.Chunk(ids, chunk) {
		rows, err := list[TxCost](tx, query{cond: "intent_id IN ?", args: []any{part}})
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			costs[c.IntentID] = append(costs[c.IntentID], c)
		}
	}
	out := make([]Spend, len(rows))
	for i, r := range rows {
		out[i] = Spend{Intent: r, Attempts: attempts[r.ID], Costs: costs[r.ID]}
	}
	return out, nil
}
