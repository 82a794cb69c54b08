package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/internal/cli"
	"makewhole/internal/cli/operate"
	"makewhole/models"
	"makewhole/money"
)

// sigtermPayouts is more than a few rounds can send.
const sigtermPayouts = 400

// TestSIGTERMInTheMiddleOfASend: S14 with work under way. The server takes up
// nothing new, hands its key over and ends with 0; the next one pays the rest,
// and everybody gets theirs once.
func TestSIGTERMInTheMiddleOfASend(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program twice")
	}
	t.Parallel()
	data := t.TempDir()
	sigtermIntents(t, data)
	cmd, _ := serveFor(t, data)
	finals := waitForFinals(t, data, 20)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, cmd.Stderr)
	}
	if finals >= sigtermPayouts {
		t.Fatalf("all %d were paid before the signal", finals)
	}
	for _, k := range answer[[]operate.Key](t, "outbox", "keys", "--data", data) {
		if k.LeaseOwner != "" {
			t.Errorf("the key is still held: %+v", k)
		}
	}
	cmd, at := serveFor(t, data)
	waitForFinals(t, data, sigtermPayouts)
	client, err := chain.Dial(t.Context(), chain.Config{URLs: []string{at.Chain}, ChainID: at.ChainID, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for i := range sigtermPayouts {
		if got, err := client.NativeBalance(t.Context(), sigtermReceiver(i), nil); err != nil || got != money.FromUint64(uint64(i+1)) {
			t.Errorf("receiver %d has %s, %v, want %d", i, got, err, i+1)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, cmd.Stderr)
	}
}

func sigtermReceiver(i int) common.Address { return common.BigToAddress(big.NewInt(1<<50 + int64(i))) }

// sigtermIntents fills the outbox of a store that no server has opened yet.
func sigtermIntents(t *testing.T, data string) {
	t.Helper()
	db, err := models.Open(t.Context(), models.Config{Driver: "sqlite", Dir: data, Now: cli.NowUTC})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	err = db.Tx(t.Context(), func(tx *models.Tx) error {
		for i := range sigtermPayouts {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: fmt.Sprint("sigterm:", i), Kind: "trial", RefMachine: "pool", RefID: 1, ChainID: int64(devnet.DefaultChainID),
				Sender: models.Addr(devnet.Address(deployment.DevOperator)), To: models.Addr(sigtermReceiver(i)),
				Value: models.Amt(money.FromUint64(uint64(i + 1))), State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// serveFor starts the program and returns when it answers.
func serveFor(t *testing.T, data string) (*exec.Cmd, addresses) {
	t.Helper()
	cmd := program(t, data, "serve", "--dev", "--json", "--data", data)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = new(bytes.Buffer)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var at addresses
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatalf("%v: %s", err, cmd.Stderr)
	}
	return cmd, at
}

// waitForFinals reads the store beside the server until at least n are final.
func waitForFinals(t *testing.T, data string, n int) int {
	t.Helper()
	for {
		count := 0
		for after := 0; after < sigtermPayouts; after += 200 { // rows are numbered from 1 without gaps
			rows := answer[[]operate.Intent](t, "outbox", "list", "--data", data, "--limit", "200", "--after", fmt.Sprint(after))
			for _, r := range rows {
				if r.State == models.TxFinal {
					count++
				}
			}
		}
		if count >= n {
			return count
		}
		if t.Context().Err() != nil {
			t.Fatal("the test is over")
		}
	}
}
