//go:build !nodevnet

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/ethclient"
)

// devnetUntil runs the command until `seen` has looked at its output, then
// interrupts it as Ctrl-C does and returns the exit code.
func devnetUntil(t *testing.T, seen func(io.Reader), args ...string) int {
	t.Helper()
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out, in := io.Pipe()
	code := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		code <- run(ctx, append([]string{"devnet", "--http", "127.0.0.1:0"}, args...), in, &stderr)
		in.Close()
	}()
	seen(out)
	interrupt()
	_, _ = io.Copy(io.Discard, out)
	got := <-code
	if got != exitOK {
		t.Errorf("exit code %d: %s", got, stderr.String())
	}
	return got
}

func TestDevnetServesAndRemembers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var first, second devnetReport
	for _, r := range []*devnetReport{&first, &second} {
		devnetUntil(t, func(out io.Reader) {
			if err := json.NewDecoder(out).Decode(r); err != nil {
				t.Fatal(err)
			}
			client, err := ethclient.DialContext(t.Context(), r.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			code, err := client.CodeAt(t.Context(), r.Deployment.Distributor, nil)
			if err != nil || len(code) == 0 {
				t.Errorf("distributor has %d bytes of code: %v", len(code), err)
			}
		}, "--json", "--dir", dir)
	}
	if first.Deployment.LossOracle != second.Deployment.LossOracle || first.Deployment.Block != second.Deployment.Block {
		t.Errorf("deployed twice: %+v and %+v", first.Deployment, second.Deployment)
	}
	if len(first.Accounts) != 10 || first.Accounts[2].Balance.IsZero() {
		t.Errorf("accounts %+v", first.Accounts)
	}
}

func TestDevnetPrintsForPeople(t *testing.T) {
	t.Parallel()
	devnetUntil(t, func(out io.Reader) {
		var text strings.Builder
		for lines := bufio.NewScanner(out); lines.Scan() && !strings.Contains(lines.Text(), "Ctrl-C"); {
			fmt.Fprintln(&text, lines.Text())
		}
		for _, want := range []string{"JSON-RPC", "http://127.0.0.1:", "777", "memory", "PUBLIC development keys", "10000", "0x70997970"} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("no %q in:\n%s", want, text.String())
			}
		}
	}, "--no-contracts", "--accounts", "2", "--chain-id", "777")
}

func TestDevnetRefusesAPublicAddress(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if code := run(t.Context(), []string{"devnet", "--http", "0.0.0.0:8545"}, &out, &out); code != exitFailed {
		t.Errorf("exit code %d: %s", code, out.String())
	}
}
