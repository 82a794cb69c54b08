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

func main() { os.Exit(run(os.Args[1:])) }

// run runs one of the drivers and returns the exit code.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	drivers := map[string]func(context.Context, app.Flags) error{"template": template, "settle": settle, "send": send}
	what, rest := "", args
	if len(args) > 0 {
		what, rest = args[0], args[1:]
	}
	err := fmt.Errorf("no driver is called %q", what)
	if run := drivers[what]; run != nil {
		var f app.Flags
		if f, err = flags(rest); err == nil {
			err = run(ctx, f)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "driver:", err)
		return 1
	}
	return 0
}

// flags are those of a server, on free ports of this machine.
func flags(args []string) (app.Flags, error) {
	return app.ParseFlags(append([]string{"--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0"}, args...)...)
}

// template plays the demo until every claim is decided and nothing is
// drafted yet, and leaves the data directory behind.
func template(ctx context.Context, f app.Flags) error {
	f.Dev = true
	a, err := app.Open(ctx, io.Discard, f)
	if err != nil {
		return err
	}
	return errors.Join(demo.UntilDecided(ctx, a), a.Close())
}

// send runs the send job again and again until it is told to stop. A
// store or node that is away for a while is no reason to end.
func send(ctx context.Context, f app.Flags) error {
	a, err := app.Open(ctx, os.Stderr, f)
	for err != nil && ctx.Err() == nil { // the database may be starting
		time.Sleep(50 * time.Millisecond)
		a, err = app.Open(ctx, os.Stderr, f)
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
