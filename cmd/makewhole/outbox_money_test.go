package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/cli"
	"makewhole/internal/cli/operate"
	"makewhole/models"
	"makewhole/server"
)

// tokenOf adds a person to a stopped store and returns the file of the token.
func tokenOf(t *testing.T, dir string, roles ...string) string {
	t.Helper()
	db, err := models.Open(t.Context(), models.Config{Driver: "sqlite", Dir: dir, Now: cli.NowUTC})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := strings.Join(roles, "-")
	out, err := server.Staff{DB: db}.Add(t.Context(), models.SystemActor("operator"), server.StaffInput{Name: name, Person: name, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(out.Token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// proposed puts an intent that waits for a person into a stopped store.
func proposed(t *testing.T, dir string) (id string) {
	t.Helper()
	db, err := models.Open(t.Context(), models.Config{Driver: "sqlite", Dir: dir, Now: cli.NowUTC})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(t.Context(), func(tx *models.Tx) error {
		row, err := tx.Enqueue(models.TxIntent{
			IdemKey: "two", Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: 31337,
			Sender: models.Addr(common.Address{1}), To: models.Addr(common.Address{2}),
		})
		id = row.PublicID
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestOutboxActsAboutMoneyNeedAPerson: the owner of the directory may delay and
// give up; approving, queueing again and budgets need somebody with the role,
// and the record says who.
func TestOutboxActsAboutMoneyNeedAPerson(t *testing.T) {
	t.Parallel()
	dir, _ := outboxStore(t)
	id := proposed(t, dir)
	treasurer, clerk := tokenOf(t, dir, "treasurer"), tokenOf(t, dir, "intake")
	base := []string{"--data", dir, "--reason", "checked by telephone"}
	for name, person := range map[string][]string{"nobody": nil, "a clerk": {"--token-file", clerk}} {
		if code, stderr := outboxCmd(t, nil, append(append([]string{"approve", id}, base...), person...)...); code == exitOK || !strings.Contains(stderr, "not allowed") {
			t.Errorf("%s approved: exit %d, %s", name, code, stderr)
		}
	}
	var v operate.Intent
	outboxCmd(t, &v, append([]string{"approve", id, "--token-file", treasurer, "--json"}, base...)...)
	if v.State != models.TxApproved {
		t.Fatalf("approved: %+v", v)
	}
	var d operate.IntentDetail
	outboxCmd(t, &d, "show", id, "--data", dir, "--json")
	if last := d.History[len(d.History)-1]; !strings.HasPrefix(last.Actor, "staff:stf_") || last.Reason != "checked by telephone" {
		t.Errorf("history %+v", last)
	}
	if code, stderr := outboxCmd(t, nil, append([]string{"requeue", id, "--token-file", treasurer}, base...)...); code != exitFailed || !strings.Contains(stderr, "approved") {
		t.Errorf("requeued what never ended: exit %d, %s", code, stderr)
	}
	forged := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(forged, []byte("mws_forged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _ := outboxCmd(t, nil, append([]string{"cancel", id, "--token-file", forged}, base...)...); code != exitRefused {
		t.Errorf("a token of nobody: exit %d", code)
	}
}

// TestOutboxBudgetOnAStoppedStore: configured, decided, in both directions.
func TestOutboxBudgetOnAStoppedStore(t *testing.T) {
	t.Parallel()
	dir, _ := outboxStore(t)
	treasurer, key := tokenOf(t, dir, "treasurer"), common.Address{1}.Hex()
	var b operate.FeeBudget
	if outboxCmd(t, &b, "budget", key, "--data", dir, "--json"); b.Limit != "" || b.Spent != "0" || b.Day == "" {
		t.Errorf("no budget: %+v", b)
	}
	var configured operate.FeeBudget
	if outboxCmd(t, &configured, "budget", key, "--data", dir, "--budget-key-day", "0.5", "--json"); configured.Limit != "500000000000000000" {
		t.Errorf("configured: %+v", configured)
	}
	if code, _ := outboxCmd(t, nil, "budget", key, "--data", dir, "--limit", "2", "--token-file", treasurer); code != exitRefused {
		t.Errorf("decided without a reason: exit %d", code)
	}
	if code, _ := outboxCmd(t, nil, "budget", key, "--data", dir, "--limit", "2", "--reason", "storm"); code == exitOK {
		t.Error("the owner of the directory decided about money")
	}
	var decided operate.FeeBudget
	outboxCmd(t, &decided, "budget", key, "--data", dir, "--limit", "2", "--reason", "storm", "--token-file", treasurer, "--budget-key-day", "0.5", "--json")
	if decided.Limit != "2000000000000000000" || decided.Reason != "storm" || !strings.HasPrefix(decided.SetBy, "staff:") {
		t.Errorf("decided: %+v", decided)
	}
	if code, _ := outboxCmd(t, nil, "budget", "stl_unknown", "--data", dir); code != exitFailed {
		t.Errorf("budget of nothing: exit %d", code)
	}
}

// TestAdoptNonceNeedsAChain: on a stopped store the endpoints must be named.
func TestAdoptNonceNeedsAChain(t *testing.T) {
	t.Parallel()
	dir, _ := outboxStore(t)
	code, stderr := outboxCmd(t, nil, "adopt-nonce", common.Address{1}.Hex(), "--data", dir, "--reason", "seen on the chain")
	if code != exitRefused || !strings.Contains(stderr, "--rpc") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}
