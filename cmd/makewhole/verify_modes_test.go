package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/audit"
	"makewhole/internal/app"
	"makewhole/internal/cli"
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
		t.Errorf("after two approvals: %+v", f)
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
	db, err := models.Open(t.Context(), app.StoreFlags{Data: dir}.Config(cli.NowUTC, false))
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

// storyApp runs the program on a copy of the story, without its schedule.
func storyApp(t *testing.T, lies ...string) (*app.App, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(tellStory(t).data)); err != nil {
		t.Fatal(err)
	}
	if len(lies) > 0 {
		_ = tamper(t, dir, lies...).Close()
	}
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
	return a, dir
}

// marksOf counts what runs of the jobs have left behind, by stream.
func marksOf(t *testing.T, a *app.App) map[string]int {
	t.Helper()
	out := map[string]int{}
	err := a.DB.Read(t.Context(), func(tx *models.Tx) error {
		return models.EachRow(tx, func(m *models.VerifyMark) error {
			out[m.Stream]++
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The hourly job looks at everything until the nightly one has passed, then at
// what no mark covers; the nightly one finds an edit of an old row.
func TestIncrementalRunsLeaveOutWhatMarksCover(t *testing.T) {
	t.Parallel()
	a, dir := storyApp(t)
	ctx := t.Context()
	for _, job := range []string{"verify", "verify-full", "verify-full", "verify"} {
		if err := a.RunJob(ctx, job); err != nil {
			t.Fatal(err)
		}
	}
	marks := marksOf(t, a)
	for _, stream := range []string{"allocations", "audit_entries", "blocks", "chain_events", "ledger_postings", "oracle_reports", "settlement", "transitions", "tx_attempts"} {
		if marks[stream] == 0 {
			t.Errorf("no mark of %s: %v", stream, marks)
		}
	}
	looked := func(incremental bool) (n map[string]int64) {
		t.Helper()
		report, err := a.Verifier.Check(ctx, audit.Scope{Incremental: incremental}, audit.Progress{})
		if err != nil || report.ExitCode() != 0 {
			t.Fatalf("%v: %+v", err, report)
		}
		n = map[string]int64{}
		for _, r := range report.Rules {
			n[r.Rule] = r.Checked
		}
		return n
	}
	all, some := looked(false), looked(true)
	for _, rule := range []string{"V2", "V3", "V6", "V7", "V10", "V12"} {
		if some[rule] >= all[rule]/2 {
			t.Errorf("%s looked at %d things, of %d in all", rule, some[rule], all[rule])
		}
	}
	// One row of each kind that marks cover is edited: the hourly run may see it
	// in its turn, the nightly run must.
	_ = tamper(t, dir, "UPDATE allocations SET amount = "+amount(7)+" WHERE id = ("+pushed+")").Close()
	err := a.RunJob(ctx, "verify-full")
	if err == nil || !strings.Contains(err.Error(), "V3 ") || !strings.Contains(err.Error(), "frozen") {
		t.Fatalf("verify-full: %v", err)
	}
	// While it is there each run freezes again, also after two people cleared it.
	for _, who := range []string{"ann", "bob"} {
		err := a.DB.Tx(ctx, func(tx *models.Tx) error {
			row := models.Staff{PublicID: "stf_" + who, Person: who, Roles: "senior", TokenHash: models.H(crypto.Keccak256Hash([]byte(who)))}
			if err := models.Insert(tx, &row); err != nil {
				return err
			}
			_, err := tx.ClearFreeze(models.StaffActor(row, ""), "looked at it")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := a.RunJob(ctx, "verify"); err == nil || !strings.Contains(err.Error(), "V3 ") {
		t.Fatalf("verify after the clearance: %v", err)
	}
	err = a.DB.Read(ctx, func(tx *models.Tx) error {
		f, err := tx.FreezeFlag()
		if f.Value != "on" || f.ClearedBy != "" || !strings.HasPrefix(f.Reason, "verify: ") {
			t.Errorf("freeze is %+v", f)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A row taken from what marks cover is missed by number at the next hour.
func TestIncrementalRunsCountWhatMarksCover(t *testing.T) {
	t.Parallel()
	a, dir := storyApp(t)
	for range 2 {
		if err := a.RunJob(t.Context(), "verify-full"); err != nil {
			t.Fatal(err)
		}
	}
	_ = tamper(t, dir, "DELETE FROM transitions WHERE id = (SELECT min(id) FROM transitions WHERE machine = 'claim')").Close()
	if err := a.RunJob(t.Context(), "verify"); err == nil || !strings.Contains(err.Error(), "V10 transitions") {
		t.Errorf("verify: %v", err)
	}
}

// A settlement is verified by itself: what is wrong with another one does not
// matter, what is wrong with it does.
func TestVerifyOneSettlement(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	db := tamper(t, dir, "UPDATE allocations SET version = version + 1, amount = "+amount(7)+" WHERE id = ("+pushed+")")
	first, last := oneText(t, db, stlID(1)), oneText(t, db, stlID(3))
	_ = db.Close()
	code, rules := verifyStore(t, "--data", dir, "--rpc", rpc, "--settlement", last)
	if code != exitOK || len(rules) != 9 {
		t.Errorf("exit %d: %+v", code, rules)
	}
	code, rules = verifyStore(t, "--data", dir, "--rpc", rpc, "--settlement", first)
	if code != exitFailed || rules["V3"].Status != audit.StatusViolation || rules["V5"].Status != audit.StatusViolation {
		t.Errorf("exit %d: %+v", code, rules)
	}
	refuses(t, exitFailed, "no rule", "verify", "--data", dir, "--rules", "V99")
}

// The job orders verifies a settlement before it takes the order: a changed line
// freezes settlement and leaves no intent.
func TestOrdersAreVerifiedBeforeTheyAreTaken(t *testing.T) {
	t.Parallel()
	// The last settlement is approved and signed, and was never sent.
	unsent := []string{
		"UPDATE settlements SET state = 'approved', published_at = NULL, active_at = NULL, deadline = NULL WHERE id = 3",
		"UPDATE allocations SET state = 'allocated' WHERE settlement_id = 3",
		"DELETE FROM publication_checks WHERE settlement_id = 3",
		"DELETE FROM tx_intents WHERE ref_machine = 'settlement' AND ref_id = 3 AND kind = 'publish'",
	}
	a, _ := storyApp(t, append(unsent, "UPDATE allocations SET amount = "+amount(7)+" WHERE settlement_id = 3")...)
	err := a.RunJob(t.Context(), "orders")
	if err == nil || !strings.Contains(err.Error(), "V3 ") || !strings.Contains(err.Error(), "frozen") {
		t.Errorf("orders: %v", err)
	}
	err = a.DB.Read(t.Context(), func(tx *models.Tx) error {
		intents, err := tx.IntentsOf("settlement", 3)
		for _, in := range intents {
			if in.Kind == "publish" {
				t.Errorf("%s went to the outbox", in.PublicID)
			}
		}
		if verified, err := tx.PublicationVerified(3); err != nil || verified {
			t.Errorf("verified %v, %v", verified, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := a.RunJob(t.Context(), "orders"); err != nil {
		t.Errorf("while frozen the job has nothing to do: %v", err)
	}
}

// What is wrong counts more than what could not be looked at.
func TestAViolationOutweighsWhatIsUnchecked(t *testing.T) {
	t.Parallel()
	dir, _ := storeOf(t)
	if err := os.Remove(filepath.Join(dir, "audit.key")); err != nil {
		t.Fatal(err)
	}
	_ = tamper(t, dir, "DELETE FROM audit_keys", "UPDATE audit_checkpoints SET root_hash = '0x"+strings.Repeat("ab", 32)+"' WHERE id = 1").Close()
	code, rules := verifyStore(t, "--data", dir)
	if r := rules["V12"]; code != exitFailed || r.Status != audit.StatusViolation || r.Reason == "" || rules["V6"].Status != audit.StatusUnchecked {
		t.Errorf("exit %d: %+v", code, rules)
	}
}
