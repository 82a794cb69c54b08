package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/internal/cli/operate"
	"makewhole/models"
)

// The reports over the story that the demonstration leaves behind.
func TestReportsOfTheStory(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the story of the demonstration")
	}
	t.Parallel()
	dir, _ := storeOf(t)
	table := func(args ...string) [][]string {
		t.Helper()
		code, out, errs := command(t, append(args, "--data", dir, "--csv")...)
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if code != exitOK || err != nil {
			t.Fatalf("%v: exit %d %v %s", args, code, err, errs)
		}
		return rows
	}
	collection := table("report", "collection")
	if len(collection) != 4 || collection[1][1] != "closed" || collection[1][12] != "0" {
		t.Errorf("collection %q", collection)
	}
	if rows := table("report", "uncollected"); len(rows) != 1 {
		t.Errorf("uncollected %q", rows)
	}
	pushes := 0
	for _, row := range table("report", "costs")[1:] {
		if row[1] == "push" && row[4] != "0" && row[6] != "0" {
			pushes++
		}
	}
	if pushes != 3 {
		t.Errorf("%d settlements know what a push cost", pushes)
	}
	if rows := table("report", "costs", "--settlement", collection[1][0]); len(rows) != 3 {
		t.Errorf("costs of one settlement %q", rows)
	}
	for _, report := range []string{"collection", "costs", "uncollected"} {
		code, out, errs := command(t, "report", report, "--data", dir)
		if code != exitOK || out == "" {
			t.Errorf("report %s: exit %d %s", report, code, errs)
		}
	}
	checkStoryPayouts(t, dir)
	checkStoryPlans(t, dir)
}

func checkStoryPayouts(t *testing.T, dir string) {
	t.Helper()
	var checks []operate.PayoutCheck
	jsonCommand(t, &checks, "report", "payouts", "--data", dir, "--json")
	payments := int64(0)
	for _, c := range checks {
		payments += c.Payments
		if c.Verdict != models.CheckOK || c.Skipped != 0 {
			t.Errorf("%+v", c)
		}
	}
	if payments != 16 {
		t.Errorf("%d payments were compared", payments)
	}
	if _, out, _ := command(t, "report", "payouts", "--data", dir, "--mismatch"); strings.Count(out, "\n") != 1 {
		t.Errorf("mismatches: %s", out)
	}
}

func checkStoryPlans(t *testing.T, dir string) {
	t.Helper()
	var plans []operate.Plan
	jsonCommand(t, &plans, "distribution", "list", "--data", dir, "--json")
	if len(plans) != 3 {
		t.Fatalf("%d plans", len(plans))
	}
	for _, p := range plans {
		code, out, errs := command(t, "distribution", "show", p.ID, "--data", dir)
		if code != exitOK || !strings.Contains(out, "lines paid") || !strings.Contains(out, p.ApprovedBy) {
			t.Errorf("exit %d %s%s", code, out, errs)
		}
	}
	var shown map[string]any
	jsonCommand(t, &shown, "distribution", "show", plans[0].ID, "--data", dir, "--json")
	if shown["state"] != models.PlanApproved || shown["content_hash"] == "" {
		t.Errorf("%v", shown)
	}
	token := dir + "/audit.key"
	for _, args := range [][]string{
		{"distribution", "plan", "stl_none", "--token-file", token}, {"distribution", "approve", plans[0].ID, "--content-hash", "0x00", "--token-file", token},
		{"distribution", "withdraw", plans[0].ID, "--reason", "test", "--token-file", token},
	} {
		if code, _, errs := command(t, append(args, "--data", dir)...); code != exitFailed || !strings.Contains(errs, "no server") {
			t.Errorf("%v: exit %d %s", args, code, errs)
		}
	}
}

// Plans are made and approved by the person of the token, through the server
// that runs.
func TestPlansAreMadeByPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("needs the story of the demonstration")
	}
	t.Parallel()
	dir, _ := storeOf(t)
	var plans []operate.Plan
	jsonCommand(t, &plans, "distribution", "list", "--data", dir, "--json")
	sock := shortDir(t, dir)
	var asked []string
	srv := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization")+" "+string(body))
		_ = json.NewEncoder(w).Encode(map[string]string{"id": plans[0].ID})
	})}
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(sock, "admin.sock"))
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = srv.Serve(ln) }()
	t.Cleanup(func() { _ = srv.Close() })
	token := filepath.Join(sock, "token")
	if err := os.WriteFile(token, []byte("mws_secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"plan", "stl_x", "--all", "--price", "3/2", "--reason", "as traded", "--share-bps", "150", "--gas-price-cap", "7"},
		{"approve", plans[0].ID, "--content-hash", "0x12"},
		{"withdraw", plans[0].ID, "--version", "3", "--reason", "no"},
	} {
		args = append(append([]string{"distribution"}, args...), "--data", sock, "--token-file", token)
		if code, out, errs := command(t, args...); code != exitOK || !strings.Contains(out, plans[0].ID) {
			t.Errorf("%v: exit %d %s%s", args, code, out, errs)
		}
	}
	want := []string{
		`POST /v1/admin/settlements/stl_x/distribution-plans Bearer mws_secret {"gas_price_cap":"7","item_gas":0,"only_push":false,"price":{"den":"2","num":"3","reason":"as traded"},"push_all":true,"share_bps":150}`,
		`POST /v1/admin/distribution-plans/` + plans[0].ID + `/approve Bearer mws_secret {"content_hash":"0x12"}`,
		`POST /v1/admin/distribution-plans/` + plans[0].ID + `/withdraw Bearer mws_secret {"reason":"no","version":3}`,
	}
	if !slices.Equal(asked, want) {
		t.Errorf("asked\n%s\nwant\n%s", strings.Join(asked, "\n"), strings.Join(want, "\n"))
	}
	if code, _, errs := command(t, "distribution", "plan", "stl_x", "--price", "3", "--data", sock, "--token-file", token); code != exitRefused {
		t.Errorf("exit %d %s", code, errs)
	}
}

// shortDir moves a store to a path that is short enough for a socket.
func shortDir(t *testing.T, from string) string {
	t.Helper()
	dir := sharedDir("s")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func jsonCommand(t *testing.T, into any, args ...string) {
	t.Helper()
	code, out, errs := command(t, args...)
	if err := json.Unmarshal([]byte(out), into); code != exitOK || err != nil {
		t.Fatalf("%v: exit %d %v %s", args, code, err, errs)
	}
}
