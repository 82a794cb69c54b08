package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/deployment"
	"makewhole/internal/app"
)

// sentIntent is a transaction of the operator that was sent and is final.
const sentIntent = "SELECT min(id) FROM tx_intents WHERE state = 'final'"

func txnID(id string) string { return "SELECT public_id FROM tx_intents WHERE id = (" + id + ")" }

// usedCover is a cover from whose own limit an approval took something.
const usedCover = "SELECT min(e.cover_id) FROM loss_consumptions l JOIN entitlements e ON e.id = l.entitlement_id WHERE l.released_at IS NULL"

// answered is an idempotency key with a stored answer.
const answered = "SELECT min(id) FROM idempotency_keys WHERE status = 'done' AND length(body) > 20"

func keyNamed(id string) string { return "SELECT 'idempotency key ' || (" + id + ")" }

// operatorAddress is the development operator, as findings spell it.
const operatorAddress = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"

// moneyLies are about the contracts, our transactions, stored answers and what
// is late.
var moneyLies = []lie{
	{"V2 a cover's limit", []string{`UPDATE covers SET "limit" = ` + amount(7) + " WHERE id = (" + usedCover + ")"},
		map[string]string{"V2": "SELECT public_id FROM covers WHERE id = (" + usedCover + ")"}},
	{"V10 a lease taken back", []string{"UPDATE works SET epoch = 0 WHERE job = (" + lastRun + ")"}, map[string]string{"V10": "SELECT 'job ' || (" + lastRun + ")"}},
	{"V8 a deposit", []string{`UPDATE chain_events SET payload = replace(payload, '"assets":"', '"assets":"1') WHERE id = (SELECT min(id) FROM chain_events WHERE name = 'Deposited')`},
		map[string]string{"V8": "SELECT public_id FROM pools WHERE kind = 'capital'"}},
	{"V8 an earmark booked higher", []string{
		"UPDATE ledger_postings SET amount = " + amount(7) + " WHERE transaction_id = (SELECT max(id) FROM ledger_transactions WHERE kind = 'earmark')"},
		map[string]string{"V8": "SELECT public_id FROM pools WHERE kind = 'capital'", "V19": "SELECT public_id FROM incidents"}},
	{"V8 a deadline", []string{"UPDATE settlements SET deadline = '2020-01-01 00:00:00+00:00' WHERE id = 3"}, map[string]string{"V8": stlID(3)}},
	{"V8 a published settlement that never was", []string{"UPDATE settlements SET state = 'approved', published_at = NULL, active_at = NULL WHERE id = 3"},
		map[string]string{"V8": stlID(3), "V10": stlID(3), "V19": stlID(3)}},
	{"V8 a pool that is not ours", []string{"UPDATE pools SET contract = '0x" + strings.Repeat("ab", 20) + "' WHERE kind = 'capital'"},
		map[string]string{"V8": "SELECT public_id FROM pools WHERE kind = 'capital'"}},

	{"V9 a signed transaction", []string{"UPDATE tx_attempts SET raw = CAST(substr(raw, 1, length(raw) - 1) || CASE substr(raw, length(raw)) WHEN x'77' THEN x'78' ELSE x'77' END AS blob) WHERE intent_id = (" + sentIntent + ")"},
		map[string]string{"V9": txnID(sentIntent)}},
	{"V9 what was decided", []string{"UPDATE tx_intents SET data = CAST(data || x'00' AS blob) WHERE id = (" + sentIntent + ")"}, map[string]string{"V9": txnID(sentIntent)}},
	{"V9 an attempt taken away", []string{"DELETE FROM tx_attempts WHERE intent_id = (" + sentIntent + ")"}, map[string]string{"V9": txnID(sentIntent)}},
	{"V9 a bid", []string{"UPDATE tx_attempts SET fee_cap = " + amount(1) + " WHERE intent_id = (" + sentIntent + ")"}, map[string]string{"V9": txnID(sentIntent)}},
	{"V9 a block", []string{"UPDATE tx_intents SET block_hash = tx_hash WHERE id = (" + sentIntent + ")"}, map[string]string{"V9": txnID(sentIntent)}},
	{"V9 a nonce of somebody else", []string{"UPDATE key_states SET next_nonce = next_nonce - 2"}, map[string]string{"V9": "SELECT '" + operatorAddress + "'"}},

	{"V13 an answer", []string{"UPDATE idempotency_keys SET body = CAST(substr(body, 1, 15) AS blob) WHERE id = (" + answered + ")"}, map[string]string{"V13": keyNamed(answered)}},
	{"V13 a code", []string{"UPDATE idempotency_keys SET code = 7 WHERE id = (" + answered + ")"}, map[string]string{"V13": keyNamed(answered)}},
	{"V13 a fingerprint", []string{"UPDATE idempotency_keys SET fingerprint = '0x" + strings.Repeat("00", 32) + "' WHERE id = (" + answered + ")"},
		map[string]string{"V13": keyNamed(answered)}},
	{"V13 a second effect", []string{"DROP INDEX idempotency_keys_actor_route_key", `INSERT INTO idempotency_keys (id, actor, route, key, fingerprint, status, code, body, created_at, done_at)
		SELECT 900000, actor, route, key, '0x` + strings.Repeat("ab", 32) + `', status, code, body, created_at, done_at FROM idempotency_keys WHERE id = (` + answered + ")"},
		map[string]string{"V13": "SELECT 'idempotency key 900000'"}},

	{"V14 an event that nobody applies", []string{"UPDATE chain_events SET applied_at = NULL, block_time = '2020-01-01 00:00:00+00:00' WHERE id = (" + oracleEvent + ")"},
		map[string]string{"V14": "SELECT 'event ' || (" + oracleEvent + ")"}},
	{"V14 a claim that nobody decides", []string{"UPDATE claims SET state = 'submitted', submitted_at = '2020-01-01 00:00:00+00:00' WHERE id = 1"},
		map[string]string{"V10": "SELECT public_id FROM claims WHERE id = 1", "V14": "SELECT public_id FROM claims WHERE id = 1"}},
	{"V14 a transaction that nobody sees", []string{
		"UPDATE tx_intents SET state = 'broadcast' WHERE id = (" + sentIntent + ")",
		"UPDATE tx_attempts SET created_at = '2020-01-01 00:00:00+00:00' WHERE intent_id = (SELECT min(id) FROM tx_intents)"},
		map[string]string{"V10": txnID("SELECT min(id) FROM tx_intents"), "V14": txnID("SELECT min(id) FROM tx_intents")}},
	{"V14 a settlement that does not get out", []string{"UPDATE settlements SET state = 'signed', objections_until = '2020-01-01 00:00:00+00:00' WHERE id = 3"},
		map[string]string{"V10": stlID(3), "V14": stlID(3)}},
}

// lastRun is a job that has run, whichever the clock let run.
const lastRun = "SELECT job FROM job_runs ORDER BY id DESC LIMIT 1"

const oracleEvent = "SELECT min(id) FROM chain_events WHERE name = 'SnapshotRegistered'"

// Each difference between the deployment file and the chain is found by V8.
func TestVerifyComparesTheDeployment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, subject string
		change        func(*deployment.Deployment)
	}{
		{"operator", "operator of the distributor", func(d *deployment.Deployment) { d.Roles.Operator = d.Roles.Guardian }},
		{"guardian of the oracle", "guardian of the loss oracle", func(d *deployment.Deployment) { d.Roles.Guardian = d.Roles.Treasurer }},
		{"cap", "token", func(d *deployment.Deployment) { d.Tokens[0].PerDay = app.Gwei(7) }},
		{"token", "tokens", func(d *deployment.Deployment) { d.Tokens = d.Tokens[1:] }},
		{"delay", "deployment", func(d *deployment.Deployment) { d.Limits.ActivationDelaySeconds++ }},
		{"pool", "source", func(d *deployment.Deployment) { d.Pools = nil }},
		{"code", "recovery vault", func(d *deployment.Deployment) { d.RecoveryVault = d.LossOracle }},
		{"committee", "deployment", func(d *deployment.Deployment) { d.ConfigDigest = common.Hash{1} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir, rpc := storeOf(t)
			path := filepath.Join(dir, "deployment.json")
			d, found, err := deployment.Load(path)
			if err != nil || !found {
				t.Fatal(found, err)
			}
			c.change(&d)
			if err := d.Store(path); err != nil {
				t.Fatal(err)
			}
			code, rules := verifyStore(t, "--data", dir, "--rpc", rpc, "--rules", "V8")
			named := func(f audit.Finding) bool { return strings.HasPrefix(f.Subject, c.subject) && f.Detail != "" }
			if code != exitFailed || !slices.ContainsFunc(rules["V8"].Findings, named) {
				t.Errorf("exit %d: %+v", code, rules)
			}
		})
	}
}

// The second implementation checks a sample; what it needs and does not find is
// said in one line.
func TestVerifyAsksASecondImplementation(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	code, rules := verifyStore(t, "--data", dir, "--rules", "V15", "--independent", "--verifier", t.TempDir())
	if r := rules["V15"]; code != exitUnchecked || r.Status != audit.StatusUnchecked || !strings.Contains(r.Reason, "bundle.mjs") {
		t.Errorf("without a script: exit %d: %+v", code, r)
	}
	script, err := filepath.Abs("../../contracts/verifier")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(script, "../node_modules/ethers")); err != nil {
		t.Skip("the packages of the contracts are not installed")
	}
	args := []string{"--rpc", rpc, "--rules", "V15", "--independent", "--verifier", script, "--seed", "7"}
	code, rules = verifyStore(t, append(args, "--data", dir, "--sample", "2")...)
	if r := rules["V15"]; code != exitOK || r.Checked != 2 || !strings.HasPrefix(r.Note, "seed 7, 2 of ") {
		t.Errorf("exit %d: %+v", code, r)
	}
	for name, lie := range map[string][]string{
		"a byte of the entitlement file": {"UPDATE entitlement_parts SET data = CAST(substr(data, 1, 40) || '!' || substr(data, 42) AS blob) WHERE settlement_id = 1"},
		"a signature":                    {forge("payout_order")},
		"what it paid":                   {"UPDATE settlements SET paid = " + amount(7) + " WHERE id = 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, _ := storeOf(t)
			db := tamper(t, dir, lie...)
			named := oneText(t, db, stlID(1))
			_ = db.Close()
			code, rules := verifyStore(t, append(args, "--data", dir, "--sample", "10")...)
			if code != exitFailed {
				t.Errorf("exit %d", code)
			}
			checkFindings(t, rules, map[string]string{"V15": named})
		})
	}
}

// Packages that are not there are no violation.
func TestVerifyTellsMissingPackages(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not installed")
	}
	dir, _ := storeOf(t)
	script := t.TempDir()
	if err := os.CopyFS(script, os.DirFS("../../contracts/verifier")); err != nil {
		t.Fatal(err)
	}
	code, rules := verifyStore(t, "--data", dir, "--rules", "V15", "--independent", "--verifier", script)
	if r := rules["V15"]; code != exitUnchecked || !strings.Contains(r.Reason, "npm ci") {
		t.Errorf("exit %d: %+v", code, r)
	}
	if code, rules = verifyStore(t, "--data", dir, "--rules", "V15", "--verifier", script); code != exitOK || rules["V15"].Status != audit.StatusSkipped {
		t.Errorf("not asked for: exit %d: %+v", code, rules["V15"])
	}
}

// S16: yesterday's backup while the chain moved on.
func TestVerifyKnowsARestoredBackup(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	db := tamper(t, dir)
	ref := oneText(t, db, "SELECT chain_ref FROM settlements WHERE id = 3")
	_ = db.Close()
	const gone = "(SELECT min(id) FROM tx_intents WHERE ref_machine = 'settlement' AND ref_id = 3)"
	_ = tamper(t, dir,
		"UPDATE key_states SET next_nonce = (SELECT min(nonce) FROM tx_intents WHERE id >= "+gone+")",
		"UPDATE chain_cursors SET number = (SELECT min(block_number) - 1 FROM chain_events WHERE name = 'Published' AND payload LIKE '%"+ref+"%')",
		"DELETE FROM chain_events WHERE block_number > (SELECT min(number) FROM chain_cursors)",
		"DELETE FROM transitions WHERE machine = 'transaction' AND subject_id >= "+gone,
		"DELETE FROM transitions WHERE machine = 'settlement' AND subject_id = 3",
		"DELETE FROM tx_attempts WHERE intent_id >= "+gone,
		"DELETE FROM allocations WHERE settlement_id = 3",
		"DELETE FROM settlement_approvals WHERE settlement_id = 3",
		"DELETE FROM settlements WHERE id = 3",
		"DELETE FROM tx_intents WHERE id >= "+gone,
	).Close()
	code, rules := verifyStore(t, "--data", dir, "--rpc", rpc, "--rules", "V6,V9")
	says := func(rule, subject, detail string) {
		t.Helper()
		if !slices.ContainsFunc(rules[rule].Findings, func(f audit.Finding) bool {
			return f.Subject == subject && strings.Contains(f.Detail, detail)
		}) {
			t.Errorf("%s does not say %q of %s: %+v", rule, detail, subject, rules[rule])
		}
	}
	if code != exitFailed {
		t.Errorf("exit %d", code)
	}
	db = tamper(t, dir)
	says("V6", ref, "the books have no such settlement: the database was restored")
	next := oneText(t, db, "SELECT next_nonce FROM key_states")
	key := common.HexToAddress(oneText(t, db, "SELECT address FROM key_states")).Hex()
	says("V9", key, "the chain has a transaction with the nonce "+next+", our next nonce is "+next)
	// After the sender has found what those transactions did (outbox.Sender), they
	// are explained.
	_ = db.Close()
	recover16(t, dir)
	if _, rules = verifyStore(t, "--data", dir, "--rpc", rpc, "--rules", "V9"); rules["V9"].Status != audit.StatusOK {
		t.Errorf("after the recovery: %+v", rules["V9"])
	}
}

// recover16 writes what the sender writes when it has explained every nonce.
func recover16(t *testing.T, dir string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "deployment.json"))
	if err != nil {
		t.Fatal(err)
	}
	var d deployment.Deployment
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	recoverKey(t, dir, d.Roles.Operator)
}
