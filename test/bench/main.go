package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Exit codes, those of the shipped binary.
const (
	exitOK      = 0
	exitFailed  = 1 // the command ran and did not succeed
	exitUsage   = 2 // unknown flag, missing argument
	exitRefused = 3 // the input was refused; nothing was measured
)

// errRefused marks errors of input that was refused before anything ran.
var errRefused = errors.New("refused")

// Globals is what every command gets.
type Globals struct {
	JSON    bool            `help:"Print the result as JSON, for scripts." name:"json"`
	Stdout  io.Writer       `kong:"-"`
	Stderr  io.Writer       `kong:"-"`
	Context context.Context `kong:"-"`
}

// CLI is the whole command line.
type CLI struct {
	Globals
	All        AllCmd        `cmd:"" default:"withargs" help:"The quick ones below (default): trees and allocations."`
	Tree       TreeCmd       `cmd:"" help:"Payout trees beside the bare permutations, three a leaf."`
	Allocation AllocationCmd `cmd:"" help:"Water-filling beside the bare multiplications and divisions."`
	Sender     SenderCmd     `cmd:"" help:"The outbox sender with its store beside the same transactions, signed before and stored nowhere."`
	Settle     SettleCmd     `cmd:"" help:"Drafting the settlement of up to ten million claims beside the bare copying of the same rows (minutes)."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run parses one command line, measures and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	cli := &CLI{Globals: Globals{Stdout: stdout, Stderr: stderr, Context: ctx}}
	done := -1
	parsed, err := newParser(cli, func(c int) { done = c }).Parse(args)
	if done >= 0 { // help was printed
		return done
	}
	if err != nil {
		fmt.Fprintf(stderr, "bench: %v\n", err)
		return exitUsage
	}
	if err = parsed.Run(&cli.Globals); err == nil {
		return exitOK
	}
	fmt.Fprintf(stderr, "bench: %v\n", err)
	if errors.Is(err, errRefused) {
		return exitRefused
	}
	return exitFailed
}

// newParser reads command lines into cli; exit is called when help was printed.
func newParser(cli *CLI, exit func(int)) *kong.Kong {
	parser, err := kong.New(cli, kong.Name("bench"),
		kong.Description("Measures the hot paths beside their floors, on this machine."),
		kong.Writers(cli.Stdout, cli.Stderr), kong.Exit(exit))
	if err != nil {
		panic("command line: " + err.Error())
	}
	return parser
}

// writeJSON prints a result for scripts.
func writeJSON(g *Globals, v any) error {
	enc := json.NewEncoder(g.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
