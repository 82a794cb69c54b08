package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"makewhole/audit"
	"makewhole/audit/bundle"
	"makewhole/chain/devnet"
	"makewhole/internal/app"
	"makewhole/internal/client"
	"makewhole/models"
	"makewhole/server"
)

// storyArgs is the README's command that tells the whole story.
var storyArgs = []string{"demo", "--once", "--bundle", "bundles"}

// story is one run of the demo that the tests of this package share. Nobody may
// change its files: copy them.
type story struct {
	data     string   // data directory of the stopped demo
	dir      string   // where it ran
	bundles  []string // directories, oldest settlement first
	verdicts map[string]bundle.Verdict
	output   string
}

var story1 = sync.OnceValues(func() (*story, error) {
	s := &story{data: filepath.Join(sharedDir("data"), "data"), dir: sharedDir("story"), verdicts: map[string]bundle.Verdict{}}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := processOf(context.Background(), self, s.dir, storyArgs...)
	cmd.Env = append(cmd.Env, "MAKEWHOLE_DATA="+s.data)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: …%s", err, out[max(0, len(out)-2000):])
	}
	s.output = string(out)
	if s.bundles, err = filepath.Glob(filepath.Join(s.dir, "bundles", "*")); err != nil {
		return nil, err
	}
	for _, dir := range s.bundles {
		b, err := bundle.Read(os.DirFS(dir))
		if err != nil {
			return nil, err
		}
		if s.verdicts[filepath.Base(dir)], err = b.Verify(); err != nil {
			return nil, err
		}
	}
	return s, nil
})

func tellStory(t *testing.T) *story {
	t.Helper()
	s, err := story1()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// storyChain is the chain of the story, running again, for reading.
var storyChain = sync.OnceValues(func() (*devnet.Node, error) {
	s, err := story1()
	if err != nil {
		return nil, err
	}
	dir := sharedDir("chain")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(s.data, "chain"))); err != nil {
		return nil, err
	}
	node, err := devnet.Start(context.Background(), devnet.Config{Dir: dir, HTTPAddr: "127.0.0.1:0", Manual: true})
	if err == nil {
		leftovers.Lock()
		leftovers.closers = append(leftovers.closers, node.Close)
		leftovers.Unlock()
	}
	return node, err
})

// storeOf copies the store of the story, without its chain.
func storeOf(t *testing.T) (dir, rpc string) {
	t.Helper()
	s, dir := tellStory(t), t.TempDir()
	for _, name := range []string{"makewhole.db", "audit.key", "deployment.json"} {
		raw, err := os.ReadFile(filepath.Join(s.data, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	node, err := storyChain()
	if err != nil {
		t.Fatal(err)
	}
	return dir, node.URL()
}

// tamper changes the database file as somebody with a root shell would: the
// protecting triggers are dropped and put back, checks are ignored.
func tamper(t *testing.T, dir string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "makewhole.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	var triggers []string
	for name, code := range rows2(t, db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'") {
		triggers = append(triggers, code)
		statements = append([]string{"DROP TRIGGER " + name}, statements...)
	}
	for _, s := range slices.Concat([]string{"PRAGMA ignore_check_constraints = ON", "PRAGMA foreign_keys = OFF"}, statements, triggers) {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return db
}

func rows2(t *testing.T, db *sql.DB, query string) map[string]string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			t.Fatal(err)
		}
		out[a] = b
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// verifyStore runs `verify --json`.
func verifyStore(t *testing.T, args ...string) (code int, rules map[string]audit.Result) {
	t.Helper()
	code, stdout, stderr := command(t, append([]string{"verify", "--json"}, args...)...)
	var report audit.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("exit %d: %v: %s%s", code, err, stdout, stderr)
	}
	rules = map[string]audit.Result{}
	for _, r := range report.Rules {
		rules[r.Rule] = r
	}
	return code, rules
}

func TestVerifyIsHappyWithTheStory(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	code, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
	if code != exitOK || len(rules) != 19 {
		t.Errorf("exit %d: %+v", code, rules)
	}
	for id, r := range rules {
		if id == "V15" && r.Status == audit.StatusSkipped && r.Reason != "" {
			continue // nobody asked for it, and the tests run elsewhere than its script
		}
		if r.Status != audit.StatusOK || r.Checked == 0 {
			t.Errorf("%s: %+v", id, r)
		}
	}
	code, rules = verifyStore(t, "--data", dir)
	if code != exitUnchecked {
		t.Errorf("without a chain: exit %d", code)
	}
	for id, r := range rules {
		want := audit.StatusOK
		switch id {
		case "V6", "V7", "V8", "V9":
			want = audit.StatusUnchecked
		case "V15":
			want = audit.StatusSkipped
		}
		if r.Status != want {
			t.Errorf("without a chain %s is %s (%s)", id, r.Status, r.Reason)
		}
	}
}

func TestVerifyWithoutTheKeyOfTheLog(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	if err := os.Remove(filepath.Join(dir, "audit.key")); err != nil {
		t.Fatal(err)
	}
	code, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
	if code != exitOK || rules["V12"].Status != audit.StatusOK { // the store knows its public half
		t.Errorf("exit %d: %+v", code, rules["V12"])
	}
	if other := verifyOther(t, dir, rpc); other.Status != audit.StatusViolation {
		t.Errorf("signed by another key: %+v", other)
	}
}

// verifyOther verifies with a new key of the log.
func verifyOther(t *testing.T, dir, rpc string) audit.Result {
	t.Helper()
	if _, err := app.NewLogKey(filepath.Join(dir, app.AuditKeyFile), ""); err != nil {
		t.Fatal(err)
	}
	_, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
	return rules["V12"]
}

// amount writes n as the store does.
func amount(n int) string { return fmt.Sprintf("'%078d'", n) }

// released is the first tranche that took over what another held.
const released = "SELECT min(id) FROM ledger_transactions WHERE kind = 'release'"

// paidOut finds the last posting of what the distributor holds.
const paidOut = "SELECT max(p.id) FROM ledger_postings p JOIN ledger_accounts a ON a.id = p.account_id WHERE a.code LIKE 'distributor:%'"

// lie is a change of the database file and what verify must say to it: by rule,
// the query of the row that is named.
type lie struct {
	name string
	lie  []string
	want map[string]string
}

var lies = []lie{
	{"V2 a posting", []string{"UPDATE ledger_postings SET amount = " + amount(7) + " WHERE id = (" + paidOut + ")"},
		map[string]string{"V2": "SELECT 'ledger transaction ' || transaction_id FROM ledger_postings WHERE id = (" + paidOut + ")", "V8": "SELECT 'distributor'"}},
	{"V2 a sum", []string{"UPDATE settlements SET version = version + 1, dust = " + amount(7) + " WHERE id = 2"},
		map[string]string{"V2": stlID(2), "V3": stlID(2), "V11": stlID(2)}},
	{"V3 an allocation (D8)", []string{"UPDATE allocations SET version = version + 1, amount = " + amount(7) + " WHERE id = (" + pushed + ")"},
		map[string]string{"V2": stlID(1), "V3": alcID("(" + pushed + ")"), "V5": stlID(1)}},
	{"V3 a receiver", []string{"UPDATE allocations SET receiver = '0x" + strings.Repeat("ab", 20) + "' WHERE id = (" + pushed + ")"},
		map[string]string{"V3": alcID("(" + pushed + ")"), "V5": stlID(1)}},
	{"V3 a byte of the entitlement file", []string{"UPDATE entitlement_parts SET data = CAST(substr(data, 1, 40) || '!' || substr(data, 42) AS blob) WHERE settlement_id = 1"},
		map[string]string{"V3": stlID(1)}},
	{"V4 a leaf", []string{"UPDATE snapshot_leaves SET loss = " + amount(7) + " WHERE idx = 0"},
		map[string]string{"V4": "SELECT public_id FROM snapshots", "V16": "SELECT public_id FROM incidents"}},
	{"V17 an exclusion from before", []string{"INSERT INTO exclusions (incident_id, account, kind, reason, created_at) SELECT e.incident_id, e.affected, 'attacker', 'it took part', i.created_at " +
		"FROM entitlements e JOIN incidents i ON i.id = e.incident_id WHERE e.id = (SELECT entitlement_id FROM allocations WHERE id = (" + pushed + "))"},
		map[string]string{"V17": stlID(1)}},
	{"V18 a bounty that nobody agreed", []string{"UPDATE allocations SET part = 'bounty' WHERE id = (" + pushed + ")"},
		map[string]string{"V3": alcID("(" + pushed + ")"), "V18": stlID(1)}},
	{"V19 a commitment that was not released whole", []string{"UPDATE ledger_postings SET amount = " + amount(7) + " WHERE transaction_id = (" + released + ")"},
		map[string]string{"V19": "SELECT public_id FROM settlements WHERE id = (SELECT min(id) FROM settlements WHERE held <> " + amount(0) + ")"}},
	{"V19 what came back", []string{"UPDATE recoveries SET version = version + 1, amount = " + amount(7)},
		map[string]string{"V19": "SELECT public_id FROM incidents"}},
	{"V4 an average position", []string{"UPDATE snapshot_leaves SET value_average = " + amount(7) + " WHERE idx = 0"},
		map[string]string{"V4": "SELECT public_id FROM snapshots"}},
	{"V4 an insured loss", []string{"UPDATE snapshot_leaves SET insured = " + amount(7) + " WHERE idx = 0"},
		map[string]string{"V4": "SELECT public_id FROM snapshots"}},
	{"V4 a manifest", []string{"UPDATE snapshots SET version = version + 1, evidence_manifest = replace(evidence_manifest, 'a', 'b')"},
		map[string]string{"V4": "SELECT public_id FROM snapshots"}},
	{"V4 positions taken away", []string{"UPDATE snapshot_leaves SET insured = NULL, value_average = NULL"},
		map[string]string{"V4": "SELECT public_id FROM snapshots"}},
	{"V4 a signature", []string{forge("loss_snapshot")}, map[string]string{"V4": "SELECT public_id FROM snapshots"}},
	{"V4 a missing signature", []string{"DELETE FROM oracle_reports WHERE id = (SELECT min(id) FROM oracle_reports WHERE kind = 'snapshot_set')"},
		map[string]string{"V4": "SELECT public_id FROM snapshot_sets"}},
	{"V4 a price", []string{`UPDATE snapshot_sets SET prices = '[{"chain_id":"1","address":"0x00000000000000000000000000000000000000aa","num":"1","den":"2"}]'`},
		map[string]string{"V4": "SELECT public_id FROM snapshot_sets"}},
	{"V5 a root", []string{"UPDATE settlements SET payout_root = input_hash WHERE id = 3"}, map[string]string{"V5": stlID(3), "V8": stlID(3)}},
	{"V5 a leaf index", []string{"UPDATE allocations SET leaf_index = 99 WHERE id = (" + pushed + ")"},
		map[string]string{"V3": alcID("(" + pushed + ")"), "V5": alcID("(" + pushed + ")"), "V6": stlID(1), "V7": alcID("(" + pushed + ")"), "V8": stlID(1)}},
	{"V5 a cumulative total", []string{"UPDATE settlements SET cumulative_total = paid WHERE id = 2"}, map[string]string{"V5": stlID(2)}},
	{"V5 a signature under an order", []string{forge("payout_order")}, map[string]string{"V5": stlID(1)}},
	{"V6 a paid line made void", []string{"UPDATE allocations SET state = 'void' WHERE id = (" + pushed + ")"}, map[string]string{"V6": alcID("(" + pushed + ")"), "V8": stlID(1)}},
	{"V6 a paid line deleted", []string{"DELETE FROM allocations WHERE id = (" + pushed + ")"},
		map[string]string{"V2": stlID(1), "V3": stlID(1), "V5": stlID(1), "V6": stlID(1), "V8": stlID(1)}},
	{"V6 another transaction", []string{"UPDATE allocations SET tx_hash = block_hash WHERE id = (" + pushed + ")"}, map[string]string{"V6": alcID("(" + pushed + ")")}},
	{"V7 a held line booked as paid", []string{"UPDATE allocations SET state = 'final' WHERE held"}, map[string]string{"V7": "SELECT public_id FROM allocations WHERE held"}},
	{"V7 another block", []string{"UPDATE allocations SET block_hash = tx_hash WHERE id = (" + pushed + ")"}, map[string]string{"V7": alcID("(" + pushed + ")")}},
	{"V10 a state without history", []string{"UPDATE claims SET state = 'approved' WHERE id = 1"}, map[string]string{"V10": "SELECT public_id FROM claims WHERE id = 1"}},
	{"V10 a step taken away", []string{"DELETE FROM transitions WHERE id = (SELECT min(id) FROM transitions WHERE machine = 'settlement' AND subject_id = 1 AND event = 'approve')"},
		map[string]string{"V10": stlID(1)}},
	{"V11 two approvals of one person", []string{"UPDATE staff SET person = 'one' WHERE id IN (SELECT staff_id FROM settlement_approvals WHERE settlement_id = 1)"},
		map[string]string{"V11": stlID(1)}},
	{"V11 one approval taken away", []string{"DELETE FROM settlement_approvals WHERE settlement_id = 2 AND role = 'senior'"}, map[string]string{"V11": stlID(2)}},
	{"V11 two seats of one person", []string{"UPDATE reviews SET reviewer_id = (SELECT reviewer_id FROM reviews WHERE claim_id = 1 AND seat = 1) WHERE seat = 2"},
		map[string]string{"V11": "SELECT public_id FROM reviews WHERE seat = 2"}},
	{"V11 a reviewer who is a party", []string{"UPDATE staff SET wallet = (SELECT receiver FROM claims WHERE id = 2) WHERE id = (SELECT reviewer_id FROM reviews WHERE claim_id = 2)"},
		map[string]string{"V11": "SELECT public_id FROM reviews WHERE claim_id = 2"}},
	{"V12 a body", []string{"UPDATE audit_entries SET body = CAST(substr(body, 1, 30) || x'ff' || substr(body, 32) AS blob) WHERE tree_index = 5"},
		map[string]string{"V12": "SELECT 'audit entry ' || id FROM audit_entries WHERE tree_index = 5"}},
	{"V12 an entry taken away", []string{"DELETE FROM audit_entries WHERE tree_index = 5"},
		map[string]string{"V12": "SELECT 'audit entry ' || id FROM audit_entries WHERE tree_index = 6"}},
	{"V12 a stored hash", []string{"UPDATE audit_hashes SET hash = '0x" + strings.Repeat("ab", 32) + "' WHERE idx = 3"}, map[string]string{"V12": "SELECT 'audit hash 3'"}},
	{"V12 a root", []string{"UPDATE audit_checkpoints SET root_hash = '0x" + strings.Repeat("ab", 32) + "' WHERE id = 1"}, map[string]string{"V12": "SELECT 'checkpoint 1'"}},
	{"V12 a size", []string{"UPDATE audit_checkpoints SET tree_size = tree_size - 1 WHERE id = 1"}, map[string]string{"V12": "SELECT 'checkpoint 1'"}},
	{"V12 a signed head", []string{"UPDATE audit_checkpoints SET note = replace(note, '— ', '— x') WHERE id = 1"}, map[string]string{"V12": "SELECT 'checkpoint 1'"}},
}

// pushed finds a line of the first settlement that was paid by a push.
const pushed = "SELECT min(id) FROM allocations WHERE settlement_id = 1 AND door = 'push'"

func stlID(n int) string     { return fmt.Sprintf("SELECT public_id FROM settlements WHERE id = %d", n) }
func alcID(id string) string { return "SELECT public_id FROM allocations WHERE id = " + id }

// forge changes one digit of the first signature over something.
func forge(kind string) string {
	return fmt.Sprintf(`UPDATE oracle_reports SET signature = substr(signature, 1, 20) || CASE substr(signature, 21, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(signature, 22)
		WHERE id = (SELECT min(id) FROM oracle_reports WHERE kind = '%s')`, kind)
}

func TestVerifyFindsLies(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(lies, moneyLies) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir, rpc := storeOf(t)
			named := map[string]string{}
			before := tamper(t, dir)
			for rule, query := range c.want {
				named[rule] = oneText(t, before, query)
			}
			_ = before.Close()
			_ = tamper(t, dir, c.lie...).Close()
			code, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
			if code != exitFailed {
				t.Errorf("exit %d", code)
			}
			checkFindings(t, rules, named)
		})
	}
}

// checkFindings wants exactly the named rules violated, each with the named row.
func checkFindings(t *testing.T, rules map[string]audit.Result, named map[string]string) {
	t.Helper()
	for id, r := range rules {
		row, lied := named[id]
		switch {
		case lied != (r.Status == audit.StatusViolation):
			t.Errorf("%s is %s: %+v", id, r.Status, r.Findings)
		case lied && !slices.ContainsFunc(r.Findings, func(f audit.Finding) bool { return f.Subject == row && f.Detail != "" }):
			t.Errorf("%s does not name %s: %+v", id, row, r.Findings)
		}
	}
}

func oneText(t *testing.T, db *sql.DB, query string) (out string) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func TestEveryRuleIsLiedTo(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{"V1": true, "V15": true} // other tests
	for _, c := range slices.Concat(lies, moneyLies) {
		for rule := range c.want {
			seen[rule] = true
		}
	}
	dir, rpc := storeOf(t)
	_, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
	if got, want := slices.Sorted(maps.Keys(seen)), slices.Sorted(maps.Keys(rules)); !slices.Equal(got, want) {
		t.Errorf("lied to %v, rules are %v", got, want)
	}
}

func TestVerifyNoticesAnEditedMigration(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	_ = tamper(t, dir, "UPDATE migration_hashes SET hash = 'edited'").Close()
	code, rules := verifyStore(t, "--data", dir, "--rpc", rpc)
	if code != exitFailed {
		t.Errorf("exit %d", code)
	}
	checkFindings(t, rules, map[string]string{"V1": "store"})
}

// The job verify finds a lie, settlement stops, and only two people let it go on.
func TestAViolationFreezesSettlement(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(tellStory(t).data)); err != nil {
		t.Fatal(err)
	}
	// The last settlement is approved again: its order is signed and would go out.
	_ = tamper(t, dir, "UPDATE settlements SET state = 'approved', published_at = NULL, active_at = NULL WHERE id = 3").Close()
	flags, err := app.DevFlags(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), io.Discard, flags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := a.Start(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	sofia, sofiaAgain, theo := colleague(t, a, "sofia", "senior"), colleague(t, a, "sofia", "treasurer"), colleague(t, a, "theo", "treasurer")
	if err := a.RunJob(t.Context(), "verify"); err == nil || !strings.Contains(err.Error(), "frozen") {
		t.Fatalf("job verify: %v", err)
	}
	if f, err := client.Get[server.Freeze](theo, "/v1/admin/freeze"); err != nil || !f.Frozen || !strings.Contains(f.Reason, "V10") {
		t.Fatalf("freeze is %+v, %v", f, err)
	}
	settlementRefused(t, a, theo, true)
	for i, c := range []struct {
		api    client.Client
		refuse bool
		frozen bool
	}{{sofia, false, true}, {sofiaAgain, true, true}, {theo, false, false}} {
		f, err := client.Post[server.Freeze](c.api, "/v1/admin/freeze/clear", map[string]any{"reason": "looked at it"})
		if refused := client.RefusedAs(err, 403); refused != c.refuse || !refused && (err != nil || f.Frozen != c.frozen) {
			t.Errorf("clear %d: %+v, %v", i, f, err)
		}
		settlementRefused(t, a, theo, c.frozen)
	}
}

// colleague is the staff API for a new login.
func colleague(t *testing.T, a *app.App, person, role string) client.Client {
	t.Helper()
	row, token, err := app.AddStaff(t.Context(), a.DB, person, person, []string{role}, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = a.DB.Tx(t.Context(), func(tx *models.Tx) error { // as a second person and a day later
		row.Roles = role
		return models.Update(tx, &row, "roles")
	})
	if err != nil {
		t.Fatal(err)
	}
	return client.Client{Context: t.Context(), Base: a.AdminURL, Token: token, HTTP: http.DefaultClient}
}

// settlementRefused asks for a draft and for the acceptance of the signed order.
func settlementRefused(t *testing.T, a *app.App, treasurer client.Client, frozen bool) {
	t.Helper()
	var incident, settlement string
	err := a.DB.Read(t.Context(), func(tx *models.Tx) error {
		st, err := models.ByID[models.Settlement](tx, 3)
		if err != nil {
			return err
		}
		inc, err := models.ByID[models.Incident](tx, st.IncidentID)
		incident, settlement = inc.PublicID, st.PublicID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Post[json.RawMessage](treasurer, "/v1/admin/settlements", map[string]any{"incident_id": incident})
	var refused *client.Error
	if says := errors.As(err, &refused) && strings.Contains(err.Error(), "frozen"); says != frozen {
		t.Errorf("frozen is %v, drafting says %v", frozen, err)
	}
	if !frozen {
		return
	}
	if _, err := a.Settlements.AcceptOrder(t.Context(), settlement, nil); err == nil || !strings.Contains(err.Error(), "frozen") {
		t.Errorf("accepting the order: %v", err)
	}
}

// A bundle that is changed is refused by name while the others are checked.
func TestVerifyBundleLooksAtAll(t *testing.T) {
	t.Parallel()
	s, dir := tellStory(t), t.TempDir()
	var dirs []string
	for _, b := range s.bundles {
		to := filepath.Join(dir, filepath.Base(b))
		if err := os.CopyFS(to, os.DirFS(b)); err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, to)
	}
	args := append([]string{"verify", "bundle"}, dirs...)
	if got := answer[[]bundle.Verdict](t, args...); len(got) != len(dirs) || len(dirs) < 3 {
		t.Errorf("%d verdicts", len(got))
	}
	refuses(t, exitFailed, "committee", append(args, "--config-digest", "0x"+strings.Repeat("00", 31)+"01")...)
	path := filepath.Join(dirs[0], "leaves.csv")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(raw, []byte("0"), []byte("1"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := command(t, args...)
	if code != exitFailed || strings.Count(stdout, "ok: ") != len(dirs)-1 || !strings.Contains(stderr, dirs[0]) {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}
