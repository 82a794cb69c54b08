package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/simulate"
)

// historyOf is a history in which alice lost 100 and a pool of 60 owes her 100, with
// events after her claim was decided.
func historyOf(t *testing.T, events ...string) string {
	t.Helper()
	all := append([]string{
		`{"day": 5, "do": "file", "claim": "k", "cover": "c", "account": "alice", "requested": "100"}`,
		`{"day": 6, "do": "decide", "claim": "k", "amount": "100"}`}, events...)
	path := filepath.Join(t.TempDir(), "history.json")
	text := fmt.Sprintf(`{"format": "makewhole.simulate/1", "numeraire": "usd", "assets": {"usd": {"decimals": 6, "price": "1"}},
 "pools": {"P": {"asset": "usd", "free": "60"}}, "products": {"X": {"limit_asset": "usd", "layers": [{"pool": "P", "cap": "100"}], "terms": {}}},
 "covers": {"c": {"product": "X", "accounts": ["alice"], "limit": "100", "recorded": -100}},
 "losses": {"alice": {"usd": "100"}}, "events": [%s]}`, strings.Join(all, ",\n"))
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSimulateCommand(t *testing.T) {
	path := historyOf(t, `{"day": 40, "do": "round"}`)
	r := answer[simulate.Report](t, "simulate", path)
	if a := r.Accounts[0]; a.Account != "alice" || a.Covers != "60" || a.Residual != "40" {
		t.Errorf("%+v", a)
	}
	code, stdout, _ := command(t, "simulate", path)
	for _, want := range []string{"round 1, day 40", "P pays 60 of 60 usd", "alice    100   60", "ok     L3 sources P: 60 + 0 = 60 + 0 + 0"} {
		if code != exitOK || !strings.Contains(stdout, want) {
			t.Errorf("exit %d, want %q in\n%s", code, want, stdout)
		}
	}
}

// TestSimulateRefuses: a file that says nothing clear is refused with its place and
// exit code 3.
func TestSimulateRefuses(t *testing.T) {
	for want, event := range map[string]string{
		"/events/2/do":       `{"day": 40, "do": "raund"}`,
		"/events/2/day":      `{"day": 3, "do": "round"}`,
		"/events/2/account":  `{"day": 40, "do": "outside", "account": "nobody", "asset": "usd", "amount": "1"}`,
		"/events/2/asset":    `{"day": 40, "do": "outside", "account": "alice", "asset": "eur", "amount": "1"}`,
		"/events/2/claim":    `{"day": 40, "do": "appeal", "claim": "q"}`,
		"/events/2/amount":   `{"day": 40, "do": "outside", "account": "alice", "asset": "usd", "amount": "1e3"}`,
		"/events/2/pays":     `{"day": 40, "do": "round", "pays": "P"}`,
		"/events/2":          `{"day": 40, "day": 41, "do": "round"}`,
		"the incident is no": `{"day": 40, "do": "reopen"}`,
	} {
		refuses(t, exitRefused, want, "simulate", historyOf(t, event))
	}
	refuses(t, exitRefused, "no such file", "simulate", filepath.Join(t.TempDir(), "none.json"))
}
