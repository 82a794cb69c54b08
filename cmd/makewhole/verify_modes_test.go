package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/server"
)

// freezeBeside freezes by command and clears by two people with their tokens.
func freezeBeside(t *testing.T, s testServer) {
	tokenOf := func(name, person string) string {
		t.Helper()
		added := answer[map[string]string](t, "staff", "add", "--data", s.data, "--name", name, "--person", person, "--role", "treasurer")
		path := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(path, []byte(added["token"]+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	mia, again, nils := tokenOf("Mia", "mia"), tokenOf("Mia again", "mia"), tokenOf("Nils", "nils")
	clearing := func(token string) []string {
		return []string{"freeze", "clear", "--data", s.data, "--reason", "looked at it", "--token-file", token}
	}
	if f := answer[server.Freeze](t, "freeze", "--data", s.data); f.Frozen {
		t.Errorf("frozen: %+v", f)
	}
	if f := answer[server.Freeze](t, "freeze", "set", "--data", s.data, "--reason", "odd numbers"); !f.Frozen || f.Reason != "odd numbers" || f.SetBy == "" {
		t.Errorf("freeze is %+v", f)
	}
	if f := answer[server.Freeze](t, clearing(mia)...); !f.Frozen || f.ClearedBy != "mia" {
		t.Errorf("after one word: %+v", f)
	}
	refuses(t, exitFailed, "Not allowed", clearing(again)...)
	if f := answer[server.Freeze](t, "freeze", "show", "--data", s.data); !f.Frozen || f.ClearedBy != "mia" {
		t.Errorf("shown: %+v", f)
	}
	if f := answer[server.Freeze](t, clearing(nils)...); f.Frozen {
		t.Errorf("after two words: %+v", f)
	}
	if err := os.Chmod(nils, 0o644); err != nil {
		t.Fatal(err)
	}
	refuses(t, exitFailed, "mode", clearing(nils)...)
}

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
