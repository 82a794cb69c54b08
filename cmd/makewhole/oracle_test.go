package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/server"
	"makewhole/test/dbtest"
)

const importedCSV = `account,usdt,usdc
0x00000000000000000000000000000000000000A1,5,7
0x00000000000000000000000000000000000000a2,0,0
0x00000000000000000000000000000000000000A3,1,0
`

// committeeServer is the part of the public API that members use, over the real
// service, with an incident whose losses stand in a file.
type committeeServer struct {
	t   *testing.T
	db  *models.DB
	svc *oracles.Service
	url string
	inc models.Incident
}

func (s *committeeServer) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func newCommitteeServer(t *testing.T, spec models.IncidentSpec) *committeeServer {
	t.Helper()
	s := &committeeServer{t: t}
	node, err := devnet.Start(context.Background(), devnet.Config{Manual: true})
	s.must(err)
	t.Cleanup(func() { _ = node.Close() })
	s.must(node.Mine(5))
	client, err := chain.NewClient(context.Background(), chain.Config{ChainID: devnet.DefaultChainID, Now: node.Now}, node.RPC())
	s.must(err)
	s.db = dbtest.Open(t, node.Now)
	s.svc, err = oracles.New(oracles.Config{
		DB: s.db, Now: node.Now, ChainID: devnet.DefaultChainID, Operator: devnet.Address(0),
		Sources: map[uint64]oracles.Source{devnet.DefaultChainID: {Providers: []oracles.Provider{client}, Agree: 1}},
	})
	s.must(err)
	config := contracts.OracleConfig{
		ChainID: devnet.DefaultChainID, Oracle: common.Address{0xaa}, Count: 1, F: 1, Threshold: 3, MaxAge: 1 << 32, MaxClockSkew: 60, MaxDeviationBps: 100,
	}
	for _, i := range []int{0, 1, 2, 3} {
		config.Signers = append(config.Signers, devnet.Address(i))
	}
	sortSigners(config.Signers)
	_, err = s.svc.RegisterConfig(context.Background(), models.SystemActor("test"), config)
	s.must(err)
	s.insert(spec)
	web := httptest.NewServer(s.routes())
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

func sortSigners(as []common.Address) {
	for i := range as {
		for j := i; j > 0 && as[j].Cmp(as[j-1]) < 0; j-- {
			as[j], as[j-1] = as[j-1], as[j]
		}
	}
}

func (s *committeeServer) insert(spec models.IncidentSpec) {
	s.t.Helper()
	raw, err := spec.Canonical()
	s.must(err)
	hash, err := spec.Hash()
	s.must(err)
	s.must(s.db.Tx(context.Background(), func(tx *models.Tx) error {
		p := models.Protocol{PublicID: models.NewID("pro"), Slug: "p", Name: "P"}
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		var numeraire models.Asset
		for _, src := range spec.Sources {
			a, err := tx.EnsureAsset(models.Asset{ChainID: int64(src.Asset.ChainID), Address: models.Addr(src.Asset.Address), Symbol: "X", Decimals: 6})
			if err != nil {
				return err
			}
			numeraire = a
		}
		now := tx.Now
		s.inc = models.Incident{
			PublicID: models.NewID("inc"), ProtocolID: p.ID, Title: "T", State: models.IncidentConfirmed, Spec: string(raw), SpecHash: models.H(hash),
			ConfirmedAt: &now, NumeraireID: numeraire.ID,
		}
		s.inc.ChainRef = models.H(merkle.IncidentID(s.inc.PublicID))
		return models.Insert(tx, &s.inc)
	}))
}

func (s *committeeServer) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/incidents/{id}/oracle-task", func(w http.ResponseWriter, r *http.Request) {
		task, err := s.svc.Task(r.Context(), r.PathValue("id"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		_ = json.NewEncoder(w).Encode(task)
	})
	mux.HandleFunc("POST /v1/oracles/reports", func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		rc, err := s.svc.Submit(r.Context(), "api", raw)
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
			return
		}
		w.WriteHeader(rc.Status())
		_ = json.NewEncoder(w).Encode(server.ReceiptOut{ID: rc.ID, Digest: rc.Digest.Hex(), State: rc.State, Have: rc.Have, Need: rc.Need})
	})
	return mux
}

func oracleCommand(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// The whole path of a member on the command line: the specification is made from
// a file, three members measure the same from it, sign the snapshot and then the
// set; the fourth only tries.
func TestOracleImportAndSign(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	csv, specFile := filepath.Join(dir, "losses.csv"), filepath.Join(dir, "spec.json")
	if err := os.WriteFile(csv, []byte(importedCSV), 0o600); err != nil {
		t.Fatal(err)
	}
	const asset = "31337:0x00000000000000000000000000000000000000d1"
	code, _, stderr := oracleCommand(t, "oracle", "import", csv, "--loss", asset+"=usdt+usdc", "--total", asset+"=20", "--numeraire", asset,
		"--from", "2020-10-26T02:53:00Z", "--to", "2020-10-26T03:01:00Z", "--out", specFile)
	if code != exitOK || !strings.Contains(stderr, "3 accounts, 1 of them without loss, sum 13, unattributed 7, total 20") {
		t.Fatalf("import: %d\n%s", code, stderr)
	}
	raw, err := os.ReadFile(specFile)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := models.ParseIncidentSpec(bytes.TrimSpace(raw))
	if err != nil {
		t.Fatal(err)
	}
	s := newCommitteeServer(t, spec)
	sign := func(member string, more ...string) (int, string, string) {
		args := []string{
			"oracle", "sign", "--server", s.url, "--incident", s.inc.PublicID, "--csv", csv, "--dev-account", member,
			"--store", filepath.Join(dir, "member-"+member+".signed"),
		}
		return oracleCommand(t, append(args, more...)...)
	}
	if code, out, errs := sign("3", "--dry-run"); code != exitOK || !strings.Contains(out, "2 leaves, unattributed 7, total") {
		t.Fatalf("dry run: %d\n%s%s", code, out, errs)
	}
	for i, member := range []string{"0", "1", "2"} {
		code, out, errs := sign(member)
		if want := []string{"1 of 3", "2 of 3", "quorum"}[i]; code != exitOK || !strings.Contains(out, want) {
			t.Fatalf("member %s: %d, want %q\n%s%s", member, code, want, out, errs)
		}
	}
	for i, member := range []string{"3", "1", "2"} { // now the set; member 3 signed no snapshot but measures it
		report := filepath.Join(dir, "set-"+member+".json")
		code, out, errs := sign(member, "--out", report)
		if want := []string{"1 of 3", "2 of 3", "quorum"}[i]; code != exitOK || !strings.Contains(out, want) {
			t.Fatalf("set, member %s: %d, want %q\n%s%s", member, code, want, out, errs)
		}
		if raw, err := os.ReadFile(report); err != nil || !bytes.Contains(raw, []byte(`"kind":"snapshot_set"`)) {
			t.Errorf("--out: %s %v", raw, err)
		}
	}
	if code, out, errs := oracleCommand(t, "oracle", "pull", dir, "--server", s.url); code != exitFailed || !strings.Contains(out, "3 of 3") {
		t.Errorf("relay: %d\n%s%s", code, out, errs) // the specification in this folder is no report
	}
	evidence := filepath.Join(dir, "evidence")
	if code, _, errs := oracleCommand(t, "oracle", "build", s.inc.PublicID, "--server", s.url, "--csv", csv, "--out", evidence); code != exitOK {
		t.Fatalf("build: %d %s", code, errs)
	}
	if found, err := filepath.Glob(filepath.Join(evidence, "0-*", "leaves.ndjson")); err != nil || len(found) != 1 {
		t.Errorf("evidence: %v %v", found, err)
	}
}

func TestOracleSignRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	csv := filepath.Join(dir, "losses.csv")
	if err := os.WriteFile(csv, []byte(importedCSV), 0o600); err != nil {
		t.Fatal(err)
	}
	asset := models.SpecAsset{ChainID: 31337, Address: common.Address{0xd1}}
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodOffchain, Numeraire: asset, OccurredFrom: 100, OccurredTo: 200,
		Sources: []models.SpecSource{{Asset: asset, SHA256: sha256.Sum256([]byte("another file")), Account: "account", Columns: []string{"usdt"}}},
	}
	s := newCommitteeServer(t, spec)
	for name, args := range map[string][]string{
		"nothing named": {"--dev-account", "0"},
		"no key":        {"--incident", s.inc.PublicID},
		"no incident":   {"--incident", "inc_none", "--dev-account", "0"},
		"another file":  {"--incident", s.inc.PublicID, "--csv", csv, "--dev-account", "0"},
		"open keystore": {"--incident", s.inc.PublicID, "--key", csv, "--password-file", csv},
	} {
		code, out, _ := oracleCommand(t, append([]string{"oracle", "sign", "--server", s.url, "--store", filepath.Join(dir, name)}, args...)...)
		if code == exitOK || out != "" {
			t.Errorf("%s: %d %s", name, code, out)
		}
	}
}
