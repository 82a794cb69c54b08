package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/deployment"
	"makewhole/outbox/keys"
)

// program is the real binary and the drivers of its parts, built with their crash
// points.
type program struct {
	dir      string // of everything that is temporary
	binary   string // of the shipped commands
	driver   string // of test/torture/driver
	key      string // keystore file of the operator
	password string
}

// built is where the binaries with the tag torture are, compiled once for all
// legs by whoever needs them first.
var built struct {
	mu  sync.Mutex
	dir string
}

func buildBinaries() (string, error) {
	built.mu.Lock()
	defer built.mu.Unlock()
	if built.dir != "" {
		return built.dir, nil
	}
	dir, err := os.MkdirTemp("", "makewhole-torture-bin-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-tags", "torture", "-o", dir+string(filepath.Separator), "makewhole/cmd/makewhole", "makewhole/test/torture/driver").CombinedOutput() //nolint:gosec // a path of our own
	if err != nil {
		return "", errors.Join(fmt.Errorf("build: %w: %s", err, out), os.RemoveAll(dir))
	}
	built.dir = dir
	return dir, nil
}

// forgetBinaries removes what buildBinaries has made.
func forgetBinaries() {
	if built.dir != "" {
		_ = os.RemoveAll(built.dir)
	}
}

// newProgram is the binary with a directory and a key of its own.
func newProgram() (*program, error) {
	bin, err := buildBinaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "makewhole-torture-")
	if err != nil {
		return nil, err
	}
	p := &program{dir: dir, binary: filepath.Join(bin, "makewhole"), driver: filepath.Join(bin, "driver"), key: filepath.Join(dir, "operator.json"), password: filepath.Join(dir, "password")}
	return p, p.writeKey()
}

// writeKey keeps the operator's development key the way operators do, with
// the cheapest derivation, because it is read at every start.
func (p *program) writeKey() error {
	key := keys.DevKey(deployment.DevOperator)
	raw, err := keystore.EncryptKey(&keystore.Key{
		Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key,
	}, "torture", 2, 1)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(p.key, raw, 0o600), os.WriteFile(p.password, []byte("torture\n"), 0o600))
}

func (p *program) close() error { return os.RemoveAll(p.dir) }

// child is one process of the program.
type child struct {
	cmd    *exec.Cmd
	stderr *logged
}

// logged is what a process wrote so far.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (c *child) log() string { return c.stderr.String() }

// spawn starts a shipped command; env has lines NAME=value.
func (p *program) spawn(ctx context.Context, env []string, args ...string) (*child, error) {
	return start(ctx, p.binary, env, args...)
}

// drive starts a driver.
func (p *program) drive(ctx context.Context, env []string, args ...string) (*child, error) {
	return start(ctx, p.driver, env, args...)
}

func start(ctx context.Context, path string, env []string, args ...string) (*child, error) {
	c := &child{cmd: exec.CommandContext(ctx, path, args...), stderr: new(logged)} //nolint:gosec // our own binary
	c.cmd.Stderr, c.cmd.Env = c.stderr, append(os.Environ(), env...)
	return c, c.cmd.Start()
}

// errKilled says that a process died by SIGKILL.
var errKilled = errors.New("killed")

// wait waits for the end: nil for exit code 0, errKilled, or what went wrong
// with the last lines it wrote.
func (c *child) wait() error {
	err := c.cmd.Wait()
	if err == nil {
		return nil
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if s, ok := exit.Sys().(syscall.WaitStatus); ok && s.Signaled() && s.Signal() == syscall.SIGKILL {
			return errKilled
		}
	}
	return fmt.Errorf("%w: %s", err, tail(c.log(), 6))
}

// run starts a shipped command and waits for its end.
func (p *program) run(ctx context.Context, env []string, args ...string) error {
	c, err := p.spawn(ctx, env, args...)
	if err != nil {
		return err
	}
	return c.wait()
}

// driven starts a driver and waits for its end.
func (p *program) driven(ctx context.Context, env []string, args ...string) error {
	c, err := p.drive(ctx, env, args...)
	if err != nil {
		return err
	}
	return c.wait()
}
