//go:build torture

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"makewhole/demo"
	"makewhole/internal/app"
)

// init takes the process over before main when it is called as `makewhole
// torture …`.
func init() {
	if len(os.Args) > 2 && os.Args[1] == "torture" {
		os.Exit(tortured(os.Args[2], os.Args[3:]))
	}
}

// tortured runs one of the drivers and returns the exit code.
func tortured(what string, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	drivers := map[string]func(context.Context, *Globals, app.Flags) error{
		"template": tortureTemplate, "settle": tortureSettle, "send": tortureSend,
	}
	err := fmt.Errorf("no driver is called %q", what)
	if run := drivers[what]; run != nil {
		var f app.Flags
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

func tortureFlags(args []string) (app.Flags, error) {
	return app.ParseFlags(append([]string{"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0"}, args...)...)
}

// tortureTemplate plays the demo until every claim is decided and nothing is
// drafted yet, and leaves the data directory behind.
func tortureTemplate(ctx context.Context, _ *Globals, f app.Flags) error {
	f.Dev = true
	a, err := app.Open(ctx, io.Discard, f)
	if err != nil {
		return err
	}
	return errors.Join(demo.UntilDecided(ctx, a), a.Close())
}

// tortureSend runs the send job again and again until it is told to stop. A
// store or node that is away for a while is no reason to end.
func tortureSend(ctx context.Context, g *Globals, f app.Flags) error {
	a, err := app.Open(ctx, g.Stderr, f)
	for err != nil && ctx.Err() == nil { // the database may be starting
		time.Sleep(50 * time.Millisecond)
		a, err = app.Open(ctx, g.Stderr, f)
	}
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		summary, err := a.Jobs.Run(ctx, "send")
		switch {
		case err != nil:
			fmt.Fprintln(os.Stderr, "round:", err)
		case summary != "":
			fmt.Fprintln(os.Stderr, "done:", summary)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return a.Close()
}
