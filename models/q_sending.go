package models

import "github.com/ethereum/go-ethereum/common"

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
