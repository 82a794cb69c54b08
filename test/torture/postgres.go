package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	_ "github.com/jackc/pgx/v5/stdlib" // the plain handle that makes databases
)

// errNoPostgres says that PostgreSQL is not installed here.
var errNoPostgres = fmt.Errorf("PostgreSQL (initdb, pg_ctl): %w", errAbsent)

// postgres is a throw-away cluster that the harness may stop hard. PostgreSQL
// refuses to run as root: then it runs as the user postgres.
type postgres struct {
	bin, dir string
	port     int
	as       *syscall.Credential
}

// postgresBin is the folder of the newest installation.
func postgresBin() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	slices.SortFunc(found, func(a, b string) int {
		va, _ := strconv.Atoi(filepath.Base(filepath.Dir(a)))
		vb, _ := strconv.Atoi(filepath.Base(filepath.Dir(b)))
		return vb - va
	})
	for _, dir := range append(found, "/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin") {
		_, err1 := os.Stat(filepath.Join(dir, "initdb"))
		_, err2 := os.Stat(filepath.Join(dir, "pg_ctl"))
		if err1 == nil && err2 == nil {
			return dir, nil
		}
	}
	return "", errNoPostgres
}

// newPostgres makes a cluster on a free loopback port and starts it.
func newPostgres(ctx context.Context) (*postgres, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	p := &postgres{bin: bin}
	if p.dir, err = os.MkdirTemp("", "makewhole-torture-pg-"); err != nil {
		return nil, err
	}
	if err := p.prepare(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(p.dir))
	}
	return p, nil
}

func (p *postgres) prepare(ctx context.Context) error {
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return err
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err := errors.Join(err1, err2, os.Chown(p.dir, uid, gid)); err != nil {
			return err
		}
		p.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	if err := p.command(ctx, "initdb", "-D", p.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"); err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p.port = ln.Addr().(*net.TCPAddr).Port
	return errors.Join(ln.Close(), p.start(ctx))
}

func (p *postgres) data() string { return filepath.Join(p.dir, "data") }

// start starts the server on its port and waits until it answers.
func (p *postgres) start(ctx context.Context) error {
	o := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c max_connections=200", p.port, p.dir)
	return p.command(ctx, "pg_ctl", "-D", p.data(), "-l", filepath.Join(p.dir, "log"), "-w", "-s", "-o", o, "start")
}

// stop ends it; "immediate" is what a crash of the server looks like.
func (p *postgres) stop(ctx context.Context, mode string) error {
	return p.command(ctx, "pg_ctl", "-D", p.data(), "-m", mode, "-w", "-s", "stop")
}

func (p *postgres) close() error {
	err := p.stop(context.Background(), "immediate")
	return errors.Join(err, os.RemoveAll(p.dir))
}

func (p *postgres) command(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, name), args...) //nolint:gosec // PostgreSQL's own tools
	cmd.Dir = p.dir
	if p.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.as}
	}
	var text bytes.Buffer
	// A pipe would stay open in the server that pg_ctl leaves behind.
	out, err := os.CreateTemp("", "makewhole-torture-out-")
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		raw, _ := os.ReadFile(out.Name())
		text.Write(raw)
		return fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(text.Bytes()))
	}
	return nil
}

func (p *postgres) url(database string, port int) string {
	u := url.URL{
		Scheme: "postgres", User: url.User("postgres"), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
		Path: "/" + database, RawQuery: "sslmode=disable",
	}
	return u.String()
}

// database makes an empty database and returns its URL.
func (p *postgres) database(ctx context.Context) (string, error) {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails on supported systems
	name := "torture_" + hex.EncodeToString(b[:])
	db, err := sql.Open("pgx", p.url("postgres", p.port))
	if err != nil {
		return "", err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "CREATE DATABASE "+name)
	return p.url(name, p.port), err
}
