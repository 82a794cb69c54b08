package demo

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"makewhole/internal/app"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// TestTwoServersTellOneStory: two servers on one PostgreSQL, each with a data
// directory of its own, take turns request by request and round by round. The
// story comes to its end, every check holds, and both verify what is there.
func TestTwoServersTellOneStory(t *testing.T) {
	if testing.Short() || !dbtest.HasPostgres(t) {
		t.Skip("plays the story on PostgreSQL")
	}
	t.Parallel()
	dsn := dbtest.MigratedDSN(t)
	first, err := app.DevFlags(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	first.DSN, first.Domain = dsn, "makewhole.test"
	one := opened(t, func() (*app.App, error) { return app.Open(t.Context(), io.Discard, first) })
	second, err := app.ParseFlags("--rpc", one.Node.URL(), "--deployment", one.DeploymentFile(), "--dsn", dsn, "--domain", first.Domain,
		"--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.OpenAt(t.Context(), io.Discard, second, one.Now); !errors.Is(err, models.ErrAuditKey) {
		t.Fatalf("without the key of the log: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(first.Data, app.AuditKeyFile))
	if err := errors.Join(err, os.WriteFile(filepath.Join(second.Data, app.AuditKeyFile), raw, 0o600)); err != nil {
		t.Fatal(err)
	}
	two := opened(t, func() (*app.App, error) { return app.OpenAt(t.Context(), io.Discard, second, one.Now) })

	d := newDemo(t.Context(), one, io.Discard)
	d.others = []*app.App{two}
	turns := &inTurn{to: map[string]string{one.PublicURL: two.PublicURL, one.AdminURL: two.AdminURL}}
	d.http.Transport = turns
	if err := errors.Join(d.run(), d.close()); err != nil {
		t.Fatal(err)
	}
	if n := turns.n.Load(); n < 100 || len(d.checks) < 10 {
		t.Errorf("%d requests, %d checks", n, len(d.checks))
	}
	for _, a := range []*app.App{one, two, one} {
		if err := a.RunJob(t.Context(), "checkpoint", "verify", "verify-full"); err != nil {
			t.Error(err)
		}
	}
}

// opened is a server that answers until the test ends; its jobs run by hand.
func opened(t *testing.T, open func() (*app.App, error)) *app.App {
	t.Helper()
	a, err := open()
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
	return a
}

// inTurn sends every other request to the other server.
type inTurn struct {
	to map[string]string
	n  atomic.Int64
}

func (r *inTurn) RoundTrip(req *http.Request) (*http.Response, error) {
	if r.n.Add(1)%2 == 0 {
		if other, ok := r.to[req.URL.Scheme+"://"+req.URL.Host]; ok {
			req = req.Clone(req.Context())
			req.URL.Host = strings.TrimPrefix(other, "http://")
			req.Host = req.URL.Host
		}
	}
	return http.DefaultTransport.RoundTrip(req)
}
