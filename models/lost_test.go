package models_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// cutter is a proxy before PostgreSQL whose connections a test cuts.
type cutter struct {
	ln    net.Listener
	to    string
	mu    sync.Mutex
	conns []net.Conn
}

func newCutter(t *testing.T, to string) *cutter {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{ln: ln, to: to}
	t.Cleanup(c.cut)
	go func() {
		for {
			in, err := ln.Accept()
			if err != nil {
				return
			}
			c.join(in)
		}
	}()
	return c
}

func (c *cutter) join(in net.Conn) {
	out, err := net.Dial("tcp", c.to)
	if err != nil {
		_ = in.Close()
		return
	}
	c.mu.Lock()
	c.conns = append(c.conns, in, out)
	c.mu.Unlock()
	go func() { _, _ = io.Copy(out, in) }()
	go func() { _, _ = io.Copy(in, out) }()
}

// cut ends all connections and takes no more.
func (c *cutter) cut() {
	_ = c.ln.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
}

// A store that is away says so, in the middle of a transaction and before it:
// no other error may be told for it.
func TestALostConnectionIsTheStoresError(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		t.Skip("needs TEST_DATABASE_URL")
	}
	dsn, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	c := newCutter(t, dsn.Host)
	dsn.Host = c.ln.Addr().String()
	db, err := models.Open(t.Context(), models.Config{Driver: "postgres", DSN: dsn.String(), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err = db.Read(ctx, func(tx *models.Tx) error {
		c.cut()
		_, err := tx.WallTime()
		return err
	})
	if !errors.Is(err, models.ErrUnavailable) {
		t.Errorf("in a transaction: %v", err)
	}
	for _, run := range []func(context.Context, func(*models.Tx) error) error{db.Read, db.Tx} {
		if err := run(ctx, func(*models.Tx) error { return nil }); !errors.Is(err, models.ErrUnavailable) {
			t.Errorf("before one: %v", err)
		}
	}
}
