package oracles_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/oracles"
	"makewhole/oracles/reports"
)

// withSources is the desk's service with pull sources.
func (d *desk) withSources(sources ...oracles.PullSource) *oracles.Service {
	d.t.Helper()
	c := d.svc.Config
	c.Pull, c.HTTP = sources, nil
	svc, err := oracles.New(c)
	d.must(err)
	return svc
}

func TestPullDirectory(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	dir := t.TempDir()
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	write := func(name string, raw []byte) { d.must(os.WriteFile(filepath.Join(dir, name), raw, 0o600)) }
	write("a.json", encode(t, d.report(m, leaves, 0)))
	write("b.json", fmt.Appendf(nil, "[%s,%s]", encode(t, d.report(m, leaves, 1)), encode(t, d.report(m, leaves, 2))))
	write("junk.json", []byte(`{"kind":"nothing"}`))
	write("notes.txt", []byte(`ignored`))
	outside := filepath.Join(t.TempDir(), "outside.json")
	d.must(os.WriteFile(outside, encode(t, d.report(m, leaves, 3)), 0o600))
	d.must(os.Symlink(outside, filepath.Join(dir, "link.json")))
	svc := d.withSources(oracles.PullSource{Name: "members", Dir: dir})
	got, err := svc.Pull(ctx)
	if err != nil || got[0].Accepted != 3 || got[0].Refused != 1 || got[0].Err == nil {
		t.Fatalf("%+v %v", got, err)
	}
	if strings.Contains(got[0].Err.Error(), dir) {
		t.Errorf("the error names a path: %v", got[0].Err)
	}
	if _, reports, intents, _, _ := d.rows(); reports != 3 || intents != 1 {
		t.Fatalf("%d reports, %d intents", reports, intents)
	}
	again, err := svc.Pull(ctx)
	if err != nil || again[0].Accepted != 0 || again[0].Refused != 0 {
		t.Errorf("processed again: %+v %v", again, err)
	}
	d.must(os.Remove(filepath.Join(dir, "link.json")))
	_, err = svc.Pull(ctx)
	d.must(err)
	health, err := svc.SourcesHealth(ctx)
	if err != nil || len(health) != 1 || health[0].Name != "members" || health[0].LastError != "" || !health[0].LastOK.Equal(d.clock.Now().Truncate(time.Microsecond)) {
		t.Errorf("health %+v %v", health, err)
	}
}

func TestPullURL(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	m := d.snapshot(leaves)
	list, err := json.Marshal([]json.RawMessage{encode(t, d.report(m, leaves, 0)), encode(t, d.report(m, leaves, 1))})
	d.must(err)
	mux := http.NewServeMux()
	mux.HandleFunc("/reports", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(list) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/reports", http.StatusFound) })
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			_, _ = w.Write(make([]byte, 1<<16))
		}
	})
	mux.HandleFunc("/html", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>ok</html>")) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	d.svc.Limits = reports.Limits{Bytes: 1 << 20}
	svc := d.withSources(
		oracles.PullSource{Name: "good", URL: server.URL + "/reports"},
		oracles.PullSource{Name: "away", URL: server.URL + "/away"},
		oracles.PullSource{Name: "huge", URL: server.URL + "/huge"},
		oracles.PullSource{Name: "html", URL: server.URL + "/html"},
		oracles.PullSource{Name: "gone", URL: server.URL + "/gone"},
	)
	got, err := svc.Pull(ctx)
	d.must(err)
	if got[0].Accepted != 2 || got[0].Err != nil {
		t.Errorf("good: %+v", got[0])
	}
	for _, r := range got[1:3] {
		if r.Err == nil || r.Accepted != 0 {
			t.Errorf("%s: %+v", r.Source, r)
		}
	}
	if got[3].Refused != 1 {
		t.Errorf("html: %+v", got[3])
	}
	health, err := svc.SourcesHealth(ctx)
	if err != nil || len(health) != 5 {
		t.Fatalf("%+v %v", health, err)
	}
	for _, h := range health {
		failed := h.Name == "away" || h.Name == "huge" || h.Name == "gone"
		if failed != (h.LastError != "") || failed != h.LastOK.IsZero() {
			t.Errorf("%+v", h)
		}
	}
	var pulled models.Flag
	d.must(d.db.Read(ctx, func(tx *models.Tx) error {
		var err error
		pulled, err = tx.FlagNamed("oracle.pulled:" + crypto.Keccak256Hash([]byte("<html>ok</html>")).Hex())
		return err
	}))
	if pulled.Value != "refused" {
		t.Errorf("remembered %+v", pulled)
	}
}

// A name or URL that leads into the inner network is not followed; the address
// that is really dialled counts.
func TestPullStaysOutside(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, host := range []string{"localhost", "127.1", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]"} {
		_, err := oracles.ReadSource(ctx, nil, oracles.PullSource{Name: "x", URL: "https://" + host + port}, reports.Limits{})
		if err == nil || strings.Contains(err.Error(), "certificate") {
			t.Errorf("%s was reached: %v", host, err)
		}
	}
	for _, url := range []string{"http://10.0.0.1/", "http://example.com/", "ftp://127.0.0.1/", "file:///etc/passwd"} {
		src := oracles.PullSource{Name: "x", URL: url}
		if _, err := oracles.ReadSource(ctx, nil, src, reports.Limits{}); err == nil {
			t.Errorf("%s was read", url)
		}
	}
	for _, p := range []oracles.PullSource{{Name: "Upper", Dir: "x"}, {Name: "both", Dir: "x", URL: "https://x"}, {Name: "none"}} {
		if _, err := oracles.ReadSource(ctx, nil, p, reports.Limits{}); err == nil {
			t.Errorf("%+v was read", p)
		}
	}
}
