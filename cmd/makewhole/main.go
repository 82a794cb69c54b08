package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"makewhole/intents"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/cli/allocate"
	"makewhole/internal/cli/committee"
	"makewhole/internal/cli/operate"
	"makewhole/internal/cli/quorum"
)

// Exit codes.
const (
	exitOK        = 0
	exitFailed    = 1 // the command ran and did not succeed
	exitUsage     = 2 // unknown flag, missing argument
	exitUnchecked = 2 // verify: something could not be checked
	exitRefused   = 3 // the input was refused; nothing was written
)

// CLI is the whole command line. Flags, MAKEWHOLE_… environment variables and
// the configuration file say the same things, in that order of precedence.
type CLI struct {
	cli.Globals
	Config kong.ConfigFlag `help:"Read settings from this JSON file." placeholder:"FILE"`

	Serve        ServeCmd                `cmd:"" help:"Serve the API, run the jobs, send to the chain."`
	Deploy       DeployCmd               `cmd:"" help:"Bring the contracts onto a chain by a plan: show it, send it, check it."`
	Demo         DemoCmd                 `cmd:"" help:"Play one loss, from the attack to the last payout, on an embedded chain."`
	Migrate      MigrateCmd              `cmd:"" help:"Bring the database schema to the version of this binary."`
	Staff        operate.StaffCmd        `cmd:"" help:"Manage people who work here."`
	Job          operate.JobCmd          `cmd:"" help:"Show and run background jobs."`
	Oracle       committee.Cmd           `cmd:"" help:"Work as a member of the oracle committee, on this machine."`
	Quorum       quorum.Cmd              `cmd:"" help:"Act as a committee without a server: prepare, sign, call."`
	Outbox       operate.OutboxCmd       `cmd:"" help:"Show and steer what goes to the chain."`
	Distribution operate.DistributionCmd `cmd:"" help:"Plan pushes, show their bill, approve it."`
	Report       operate.ReportCmd       `cmd:"" help:"Tell what was collected, what it cost, and whether payments and balances agree."`
	Proof        ProofCmd                `cmd:"" help:"Proofs for receivers, bundles for anyone."`
	Verify       VerifyCmd               `cmd:"" help:"Check database, chain and bundles."`
	Backup       BackupCmd               `cmd:"" help:"Write a backup of the store, also while servers run."`
	Restore      RestoreCmd              `cmd:"" help:"Put a backup in a new place, migrate it, verify it."`
	AuditKey     AuditKeyCmd             `cmd:"" help:"Show, rotate and recover the key that signs the audit log."`
	Freeze       operate.FreezeCmd       `cmd:"" help:"Show, set and clear the switch that stops settlement."`
	Allocate     allocate.Cmd            `cmd:"" help:"Divide funds pro rata over a CSV file, offline."`
	Simulate     SimulateCmd             `cmd:"" help:"Play the history of an incident from a file: every round, the end of every account, the laws."`
	Monitor      MonitorCmd              `cmd:"" help:"Check and test monitors of the incident desk, offline."`
	Drill        DrillCmd                `cmd:"" help:"Play attacks against the incident desk on an embedded chain: what is seen, stopped and saved."`
	Devnet       DevnetCmd               `cmd:"" help:"Run a development chain in this process, with funded accounts and the contracts."`
	Version      VersionCmd              `cmd:"" help:"Print the version."`

	Completion kongcompletion.Completion `cmd:"" help:"Show how the shell (bash, zsh, fish) completes commands and flags."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run parses one command line, runs the command and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	line := &CLI{Globals: cli.Globals{Stdout: stdout, Stderr: stderr, Context: ctx}}
	done := -1
	parser := newParser(line, func(c int) { done = c })
	if _, asked := os.LookupEnv("COMP_LINE"); asked { // by the shell, for completion
		kongcompletion.Register(parser)
		return max(done, exitOK)
	}
	if slices.Equal(args, []string{"--version"}) { // no flag of all commands: of some, --version is that of a row
		args = []string{"version"}
	}
	parsed, err := parser.Parse(args)
	if done >= 0 { // help was printed
		return done
	}
	if err != nil {
		fmt.Fprintf(stderr, "makewhole: %v\n", err)
		return exitUsage
	}
	err = parsed.Run(&line.Globals)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, cli.ErrRefused):
		code = exitRefused
	case errors.Is(err, errUnchecked):
		code = exitUnchecked
	default:
		code = exitFailed
	}
	fmt.Fprintf(stderr, "makewhole: %v\n", err)
	return code
}

// newParser reads command lines into line; exit is called when help was printed.
func newParser(line *CLI, exit func(int)) *kong.Kong {
	parser, err := kong.New(line, kong.Name("makewhole"),
		kong.Description("Settlement of losses: entitlements, payouts and proofs that anybody can recompute."),
		kong.Writers(line.Stdout, line.Stderr), kong.Exit(exit), kong.Vars{"intents": strings.Join(intents.Names(nil), ",")},
		kong.DefaultEnvars("MAKEWHOLE"), kong.Configuration(readSettings))
	if err != nil {
		panic("command line: " + err.Error())
	}
	return parser
}

// VersionCmd prints the version.
type VersionCmd struct{}

// Run prints module version, revision and Go version.
func (VersionCmd) Run(g *cli.Globals) error {
	if g.JSON {
		return cli.WriteJSON(g, map[string]string{"version": app.Version()})
	}
	_, err := fmt.Fprintln(g.Stdout, "makewhole "+app.Version())
	return err
}
