package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// door is the address of a node that is there only while the door is open.
type door struct {
	*httptest.Server
	open atomic.Bool
}

func newDoor(t *testing.T, node *devnet.Node) *door {
	t.Helper()
	to, err := url.Parse(node.URL())
	if err != nil {
		t.Fatal(err)
	}
	d, through := &door{}, httputil.NewSingleHostReverseProxy(to)
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.open.Load() {
			through.ServeHTTP(w, r)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			conn.Close()
		}
	}))
	t.Cleanup(d.Close)
	return d
}

// world is a development chain with the contracts, and flags of a server that
// reaches it through a door.
func world(t *testing.T) (*devnet.Node, *door, Flags) {
	t.Helper()
	node, err := devnet.Start(t.Context(), devnet.Config{ChainID: 31337, HTTPAddr: "127.0.0.1:0", IdleBlocks: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	dir := t.TempDir()
	if _, err := DeployDev(t.Context(), node, dir); err != nil {
		t.Fatal(err)
	}
	d := newDoor(t, node)
	f, err := ParseFlags("--rpc", d.URL, "--deployment", filepath.Join(dir, "deployment.json"), "--data", t.TempDir(), "--domain", "claims.example",
		"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return node, d, f
}

// A server that begins while its node is away takes sign-ins and claims, its jobs
// name what is missing, and go on when the node is there.
func TestServerBeginsWithoutItsNode(t *testing.T) {
	t.Parallel()
	node, d, f := world(t)
	var log bytes.Buffer
	a, err := OpenAt(t.Context(), &log, f, node.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if !strings.Contains(log.String(), "the node does not answer") {
		t.Errorf("nothing is said: %s", log.String())
	}
	if err := a.Start(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(a.PublicURL+"/v1/auth/nonce", "application/json", strings.NewReader(`{"address":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"}`))
	if err != nil || res.StatusCode != http.StatusCreated {
		t.Fatalf("sign-in while the node is away: %v, %+v", err, res)
	}
	res.Body.Close()
	for _, name := range []string{"pull", "reconcile", "settle", "orders", "rescan", "verify", "verify-full"} {
		if _, err := a.Jobs.Run(t.Context(), name); !errors.Is(err, chain.ErrNoNode) {
			t.Errorf("%s without a node: %v", name, err)
		}
	}
	if err := a.RunJob(t.Context(), "windows", "tidy", "checkpoint"); err != nil {
		t.Errorf("what needs no node: %v", err)
	}
	d.open.Store(true)
	if err := a.RunJob(t.Context(), "reconcile", "verify"); err != nil {
		t.Errorf("with the node: %v", err)
	}
}

// What the file says and the chain does not is refused at the start, and before
// the first job where the node was away then.
func TestDeploymentOfAnotherChain(t *testing.T) {
	t.Parallel()
	node, d, f := world(t)
	for name, change := range map[string]func(*deployment.Deployment){
		"genesis":   func(d *deployment.Deployment) { d.Genesis = common.Hash{1} },
		"no code":   func(d *deployment.Deployment) { d.Distributor = common.Address{9} },
		"parameter": func(d *deployment.Deployment) { d.Limits.ClaimPeriodSeconds++ },
	} {
		other := f
		other.Data, other.Deployment = t.TempDir(), changed(t, f.Deployment, change)
		d.open.Store(true)
		if _, err := OpenAt(t.Context(), io.Discard, other, node.Now); !errors.Is(err, deployment.ErrDiffers) && !errors.Is(err, chain.ErrWrongChain) {
			t.Errorf("%s: began: %v", name, err)
		}
		d.open.Store(false)
		a, err := OpenAt(t.Context(), io.Discard, other, node.Now)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		d.open.Store(true)
		if _, err := a.Jobs.Run(t.Context(), "reconcile"); !errors.Is(err, deployment.ErrDiffers) && !errors.Is(err, chain.ErrWrongChain) {
			t.Errorf("%s: reconciled: %v", name, err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
	other := f
	other.Data, other.Deployment = t.TempDir(), changed(t, f.Deployment, func(d *deployment.Deployment) { d.ChainID = 1 })
	if _, err := OpenAt(t.Context(), io.Discard, other, node.Now); err == nil || !strings.Contains(err.Error(), "--chain-id") {
		t.Errorf("chain id: %v", err)
	}
}

func changed(t *testing.T, path string, change func(*deployment.Deployment)) string {
	t.Helper()
	d, _, err := deployment.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	change(&d)
	raw, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "deployment.json")
	if err := os.WriteFile(out, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// A shared store whose server is away at the start is waited for; what the server
// refuses is not.
func TestServerWaitsForItsStore(t *testing.T) {
	if !dbtest.HasPostgres(t) {
		t.Skip("needs PostgreSQL")
	}
	t.Parallel()
	dsn, err := url.Parse(dbtest.MigratedDSN(t))
	if err != nil {
		t.Fatal(err)
	}
	there := dsn.Host
	var lc net.ListenConfig
	ln, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dsn.Host = ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	a := &App{Now: time.Now, Flags: Flags{StoreFlags: StoreFlags{DSN: dsn.String(), Data: t.TempDir()}}}
	said := &counter{}
	a.Log = (Flags{}).logger(said)
	opens := 0
	err = a.untilItAnswers(t.Context(), func() error {
		if opens++; opens == 2 {
			dsn.Host = there
		}
		db, err := models.Open(t.Context(), models.Config{Driver: "postgres", DSN: dsn.String(), Now: time.Now})
		if err == nil {
			err = db.Close()
		}
		return err
	})
	if err != nil || opens != 2 || said.n != 1 {
		t.Errorf("%d opened, %d said: %v", opens, said.n, err)
	}
	dsn.Path = "/nobody_made_this"
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.untilItAnswers(ended, func() error {
		_, err := models.Open(t.Context(), models.Config{Driver: "postgres", DSN: dsn.String(), Now: time.Now})
		return err
	}); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("a database that is not there is waited for: %v", err)
	}
	if !models.Away(syscall.ECONNREFUSED) || models.Away(&net.DNSError{IsNotFound: true}) || models.Away(errors.New("schema")) {
		t.Error("what is away")
	}
}

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) { c.n++; return len(p), nil }
