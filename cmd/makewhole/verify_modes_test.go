package main

import (
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// recoverKey explains every nonce of a key up to a hundred, as the sender does
// when it has found what the transactions on chain did.
func recoverKey(t *testing.T, dir string, key common.Address) {
	t.Helper()
	db, err := models.Open(t.Context(), StoreFlags{Data: dir}.config(nowUTC, false))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *models.Tx) error {
		k, err := tx.KeyFor(31337, key)
		if err != nil {
			return err
		}
		from := k.NextNonce
		k.NextNonce = 100
		if err := models.Update(tx, &k, "next_nonce"); err != nil {
			return err
		}
		return tx.Audit(models.JobActor("send"), "key.recover", key.Hex(), map[string]any{
			"chain_id": "31337", "from": fmt.Sprint(from), "to": "100", "intents": 0,
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
