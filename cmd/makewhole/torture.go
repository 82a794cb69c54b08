//go:build torture

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// The environment of a tortured process. A point is "name" or "name#k", the
// k-th time that it is passed.
const (
	envKill   = "MAKEWHOLE_CRASH"        // die by SIGKILL at this point
	envStop   = "MAKEWHOLE_STOP"         // stop by SIGSTOP at this point
	envRecord = "MAKEWHOLE_CRASH_RECORD" // append every point passed to this file
	envLease  = "MAKEWHOLE_LEASE"        // of jobs and keys
)

// init takes the process over before main when it is called as `makewhole
// torture …`, and otherwise only arms the crash points, so that every command
// of the real program can be killed.
func init() {
	p := &points{seen: map[string]int{}, kill: os.Getenv(envKill), stop: os.Getenv(envStop), record: os.Getenv(envRecord)}
	if p.kill+p.stop+p.record != "" {
		torture.sender = func(at string) error { p.pass("sender " + at); return nil }
		torture.store = p.pass
	}
	if text := os.Getenv(envLease); text != "" {
		lease, err := time.ParseDuration(text)
		if err != nil {
			panic(err)
		}
		torture.lease = lease
	}
	if len(os.Args) > 2 && os.Args[1] == "torture" {
		os.Exit(tortured(os.Args[2], os.Args[3:]))
	}
}

// points are the places at which this process may end.
type points struct {
	kill, stop, record string

	mu   sync.Mutex
	seen map[string]int
}

func (p *points) pass(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[name]++
	if p.record != "" {
		p.write(name)
	}
	at := name + "#" + strconv.Itoa(p.seen[name])
	if named(p.kill) == at {
		die(syscall.SIGKILL)
	}
	if named(p.stop) == at {
		die(syscall.SIGSTOP)
	}
}

func named(point string) string {
	if strings.Contains(point, "#") {
		return point
	}
	return point + "#1"
}

func (p *points) write(name string) {
	f, err := os.OpenFile(p.record, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	_, err = fmt.Fprintln(f, name)
	if err = errors.Join(err, f.Close()); err != nil {
		panic(err)
	}
}

// die sends the signal to this very process: no deferred function runs, nothing
// is flushed. A stopped process goes on from here.
func die(sig syscall.Signal) {
	if err := syscall.Kill(os.Getpid(), sig); err != nil {
		panic(err)
	}
	if sig == syscall.SIGKILL {
		select {} // until the kernel is done with us
	}
}

// tortured runs one of the drivers and returns the exit code.
func tortured(what string, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	drivers := map[string]func(context.Context, *Globals, AppFlags) error{
		"template": tortureTemplate, "settle": tortureSettle, "send": tortureSend,
	}
	err := fmt.Errorf("no driver is called %q", what)
	if run := drivers[what]; run != nil {
		var f AppFlags
		if f, err = tortureFlags(args); err == nil {
			err = run(ctx, &Globals{Context: ctx, Stdout: io.Discard, Stderr: os.Stderr}, f)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "makewhole torture:", err)
		return exitFailed
	}
	return exitOK
}

func tortureFlags(args []string) (f AppFlags, err error) {
	parser, err := kong.New(&f)
	if err == nil {
		_, err = parser.Parse(append([]string{"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0"}, args...))
	}
	return f, err
}

// tortureTemplate plays the demo until every claim is decided and nothing is
// drafted yet, and leaves the data directory behind.
func tortureTemplate(ctx context.Context, g *Globals, f AppFlags) error {
	f.Dev = true
	quiet := *g
	quiet.Stderr = io.Discard
	app, err := openApp(ctx, &quiet, f)
	if err != nil {
		return err
	}
	d := newDemo(ctx, app, io.Discard)
	if err = app.Start(ctx, false); err == nil {
		for _, chapter := range []func(){
			d.chapterProtocol, d.chapterCovers, d.chapterAttack, d.chapterIncident, d.chapterMeasure, d.chapterClaims, d.chapterReviews,
		} {
			chapter()
		}
		if at := d.incidentNow().ClaimsCloseAt; at != nil {
			d.waitUntil(*at)
		}
		err = d.err
	}
	return errors.Join(err, d.close(), app.Close())
}

// tortureSend runs the send job again and again until it is told to stop. A
// store or node that is away for a while is no reason to end.
func tortureSend(ctx context.Context, g *Globals, f AppFlags) error {
	app, err := openApp(ctx, g, f)
	for err != nil && ctx.Err() == nil { // the database may be starting
		time.Sleep(50 * time.Millisecond)
		app, err = openApp(ctx, g, f)
	}
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		summary, err := app.Jobs.Run(ctx, "send")
		switch {
		case err != nil:
			fmt.Fprintln(os.Stderr, "round:", err)
		case summary != "":
			fmt.Fprintln(os.Stderr, "done:", summary)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return app.Close()
}
