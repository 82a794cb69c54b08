//go:build !nodevnet

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"

	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/deployment/rollout"
	"makewhole/internal/app"
	"makewhole/money"
)

// keystoreOf writes development key i as a keystore, with its passphrase.
func keystoreOf(t *testing.T, dir string, i int) (key, password string) {
	t.Helper()
	raw, err := keystore.EncryptKey(&keystore.Key{Address: devnet.Address(i), PrivateKey: devnet.Key(i)}, fmt.Sprint("secret ", i), 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	key, password = filepath.Join(dir, fmt.Sprint("key", i)), filepath.Join(dir, fmt.Sprint("pass", i))
	for path, text := range map[string]string{key: string(raw), password: fmt.Sprint("secret ", i, "\n")} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return key, password
}

// deployPlan is the plan of the documentation for an embedded chain: no delay of
// caps, the published keys, a test token.
func deployPlan(t *testing.T) rollout.Plan {
	t.Helper()
	raw, err := os.ReadFile("../../docs/deployment.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "```json\n")
	text, _, _ := strings.Cut(rest, "```")
	p, err := rollout.ParsePlan([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	at := devnet.Address
	p.ChainID, p.Deployer, p.Limits.CapDelaySeconds = 31337, at(0), 0
	p.Roles = deployment.Roles{Operator: at(1), Guardian: at(2), Arbiter: at(4), VictimsFund: at(5), OracleAdmin: at(11), Treasurer: at(3)}
	p.Tokens[0] = rollout.PlanToken{Kind: rollout.TestToken, Symbol: "USDC", Name: "Test coin", Decimals: 6, PerDay: rollout.Cap{Amount: money.FromUint64(9)}}
	return p
}

func deployed(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append([]string{"deploy"}, args...), &o, &e)
	return code, o.String(), e.String()
}

// From a plan file and key files to a server that is ready.
func TestDeployToAReadyServer(t *testing.T) {
	t.Parallel()
	node, err := devnet.Start(t.Context(), devnet.Config{ChainID: 31337, HTTPAddr: "127.0.0.1:0", IdleBlocks: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	dir := t.TempDir()
	plan, out := filepath.Join(dir, "plan.json"), filepath.Join(dir, "deployment.json")
	raw, err := json.Marshal(deployPlan(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(plan, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	base := []string{plan, "--rpc", node.URL(), "--out", out}
	code, text, errs := deployed(t, base...)
	if code != exitOK || !strings.Contains(text, "Nothing was sent") || !strings.Contains(text, "create PayoutDistributor") || !strings.Contains(text, "delay of caps") {
		t.Fatalf("shown: %d\n%s%s", code, text, errs)
	}
	var passwords []string
	for _, i := range []int{0, 11, 3} {
		key, password := keystoreOf(t, dir, i)
		base = append(base, "--key", key)
		passwords = append(passwords, "--password-file", password)
	}
	if code, _, errs := deployed(t, append(base, passwords[:4]...)...); code != exitRefused || !strings.Contains(errs, "passphrase") {
		t.Errorf("two passphrases for three keys: %d %s", code, errs)
	}
	base = append(base, passwords...)
	if code, _, errs := deployed(t, append(base, "--check")...); code != exitFailed || !strings.Contains(errs, "steps are left") {
		t.Errorf("checked before: %d %s", code, errs)
	}
	if code, text, errs = deployed(t, append(base, "--send")...); code != exitOK || !strings.Contains(text, "Done and checked") {
		t.Fatalf("sent: %d\n%s%s", code, text, errs)
	}
	if n := strings.Count(errs, "msg=done"); n != strings.Count(text, "\n   from ") {
		t.Errorf("%d steps were reported done:\n%s\n%s", n, text, errs)
	}
	if code, text, errs = deployed(t, append(base, "--check")...); code != exitOK || strings.Contains(text, "[waits") {
		t.Errorf("checked after: %d\n%s%s", code, text, errs)
	}
	servesReady(t, node, dir, out)
}

// servesReady starts a server on what was deployed and asks it whether it is ready.
func servesReady(t *testing.T, node *devnet.Node, dir, out string) {
	t.Helper()
	f, err := app.ParseFlags("--rpc", node.URL(), "--deployment", out, "--data", filepath.Join(dir, "data"), "--domain", "claims.example",
		"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.OpenAt(t.Context(), io.Discard, f, node.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if err := a.Start(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if err := a.RunJob(t.Context(), "reconcile", "verify"); err != nil {
		t.Error(err)
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, a.PublicURL+"/readyz", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusOK {
		t.Errorf("readyz %d: %s", res.StatusCode, body)
	}
}

func TestDeployRefuses(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(bad, []byte(`{"version":1,"chain":5}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{exitRefused, "name a plan and a node", nil},
		{exitRefused, "/chain", []string{bad, "--rpc", "http://127.0.0.1:1"}},
		{exitUsage, "schema", []string{"--schema", "everything"}},
		{exitUsage, "check", []string{bad, "--send", "--check"}},
	} {
		if code, _, errs := deployed(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, code, errs)
		}
	}
	for _, kind := range []string{"plan", "deployment"} {
		var schema map[string]any
		code, text, errs := deployed(t, "--schema", kind)
		if err := json.Unmarshal([]byte(text), &schema); code != exitOK || err != nil || schema["additionalProperties"] != false {
			t.Errorf("schema of a %s: %d %s %v", kind, code, errs, err)
		}
	}
}
