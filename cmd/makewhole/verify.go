package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/bundle"
	"makewhole/audit/rules"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
)

// errViolation and errUnchecked end `verify` with their own exit codes.
var (
	errViolation = errors.New("a rule is violated")
	errUnchecked = errors.New("something could not be checked")
)

// VerifyCmd checks what was computed and paid.
type VerifyCmd struct {
	Store  VerifyStoreCmd  `cmd:"" default:"withargs" help:"Check the database and the chain by all rules (docs/verification.md). Exit 0 good, 1 violation, 2 not all could be checked."`
	Bundle VerifyBundleCmd `cmd:"" help:"Check a settlement bundle offline."`
}

// VerifyStoreCmd checks store and chain; it may run beside a server.
type VerifyStoreCmd struct {
	app.StoreFlags `embed:""`
	app.ChainFlags `embed:""`
	Rules          []string `help:"Run only these rules, for example V8,V9." placeholder:"RULE"`
	Settlement     string   `help:"Look only at what concerns one settlement (stl_…)." placeholder:"ID"`

	Incremental bool   `help:"Look only at what is new since the last run of the job, and at what is open."`
	Independent bool   `help:"Require the second implementation (V15): without Node and its packages something could not be checked."`
	Verifier    string `help:"Directory of the second implementation." default:"contracts/verifier" type:"path" placeholder:"DIR"`
	Seed        uint64 `help:"Seed of the sample for V15; default the time; it is printed."`
	Sample      int    `help:"Settlements in the sample for V15." default:"3"`
	LimitFlags  `embed:""`
}

// LimitFlags say when something open is overdue (V14).
type LimitFlags struct {
	LimitUnknown    time.Duration `help:"V14: how long a transaction may be sent and not mined." default:"15m"`
	LimitBlocked    time.Duration `help:"V14: how long a transaction may be blocked or unapproved." default:"24h"`
	LimitEscalated  time.Duration `help:"V14: how long a claim may be undecided." default:"720h"`
	LimitSettlement time.Duration `help:"V14: how long a settlement may take from its objections to the chain." default:"336h"`
	LimitEvent      time.Duration `help:"V14: how long a final event may wait for the books." default:"1h"`
}

func (f LimitFlags) limits() audit.Limits {
	return audit.Limits{Unknown: f.LimitUnknown, Blocked: f.LimitBlocked, Escalated: f.LimitEscalated, Settlement: f.LimitSettlement, Event: f.LimitEvent}
}

// Help explains the rules below the flags.
func (c *VerifyStoreCmd) Help() string {
	var b strings.Builder
	b.WriteString("Nothing is written. Exit 0: all good; 1: a violation; 2: something could not be checked (no chain, no key, no Node with --independent).\n\nRules:\n")
	for _, r := range rules.All() {
		fmt.Fprintf(&b, "  %-4s %s\n", r.ID, r.Title)
	}
	b.WriteString("\nA violation found by the jobs verify and verify-full freezes settlement until two people clear it (makewhole freeze); V14 says what is late and does not freeze.")
	return b.String()
}

// Run prints one line a rule and the first findings of each.
func (c *VerifyStoreCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	cfg := audit.Config{
		DB: db, ChainID: c.ChainID, Limits: c.limits(), FeeCap: app.Gwei(c.MaxFee),
		Script: audit.Script{Dir: c.Verifier},
	}
	if err := c.chain(g.Context, &cfg); err != nil {
		return err
	}
	switch key, found, err := app.ReadLogKey(filepath.Join(c.Data, app.AuditKeyFile)); {
	case err != nil:
		return err
	case found:
		cfg.Checkpoints = key.Verifier
	}
	v, err := rules.New(cfg)
	if err != nil {
		return err
	}
	return printReport(g, v, c.scope())
}

func (c *VerifyStoreCmd) scope() audit.Scope {
	return audit.Scope{
		Rules: c.Rules, Settlement: c.Settlement, Incremental: c.Incremental,
		Independent: c.Independent, Seed: c.Seed, Sample: c.Sample,
	}
}

func (c *VerifyStoreCmd) chain(ctx context.Context, cfg *audit.Config) error {
	path := c.Deployment
	if path == "" {
		path = filepath.Join(c.Data, "deployment.json")
	}
	client, err := cli.DialChain(ctx, c.ChainFlags, cfg.DB)
	if err != nil || client == nil {
		return err
	}
	d, found, err := deployment.Load(path)
	if err != nil || !found {
		return errors.Join(err, fmt.Errorf("no deployment at %s", path))
	}
	cfg.Chain, cfg.Distributors, cfg.FromBlock, cfg.Deployment = client, []common.Address{d.Distributor}, d.Block, &d
	return nil
}

func printReport(g *cli.Globals, v *audit.Verifier, scope audit.Scope) error {
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	bar := cli.NewProgress(g.Stderr, "verify", 0)
	report, err := v.Check(g.Context, scope, audit.Progress{Tick: func() { bar.Add(1) }, Rule: func(r audit.Result) {
		bar.End()
		if g.JSON {
			return
		}
		fmt.Fprintf(w, "%s\t%s\t%d checked\t%s\n", r.Rule, r.Status, r.Checked, r.Title)
		w.Flush()
		printFindings(g.Stdout, r)
	}})
	bar.End()
	if err != nil {
		return err
	}
	if g.JSON {
		if err := cli.WriteJSON(g, report); err != nil {
			return err
		}
	}
	switch report.ExitCode() {
	case 1:
		return errViolation
	case 2:
		return errUnchecked
	}
	return nil
}

func printFindings(w io.Writer, r audit.Result) {
	for _, f := range r.Findings {
		fmt.Fprintf(w, "     %s: %s\n", f.Subject, f.Detail)
	}
	if r.More > 0 {
		fmt.Fprintf(w, "     and %d more\n", r.More)
	}
	for _, line := range []string{r.Reason, r.Failure, r.Note} {
		if line != "" {
			fmt.Fprintf(w, "     %s\n", line)
		}
	}
}

// VerifyBundleCmd checks bundle directories.
type VerifyBundleCmd struct {
	Dir          []string `arg:"" help:"Directories of bundles." type:"existingdir"`
	ConfigDigest string   `help:"Digest of the committee you trust; another one is refused." placeholder:"0x…"`
}

// Run needs neither a store nor a node. It looks at every bundle even when one
// of them is not valid.
func (c *VerifyBundleCmd) Run(g *cli.Globals) error {
	verdicts, failed := []bundle.Verdict{}, error(nil)
	for _, dir := range c.Dir {
		begin := time.Now()
		v, err := c.verify(dir)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", dir, err))
			continue
		}
		verdicts = append(verdicts, v)
		if !g.JSON {
			fmt.Fprintf(g.Stdout, "ok: %s of %s pays %s to %d receivers (%s, %d lines), signed by %d of committee %s (%s)\n",
				v.Settlement, v.Incident, v.Total, v.Leaves, v.Rule, v.Lines, v.Signers, v.ConfigDigest, time.Since(begin).Round(time.Millisecond))
		}
	}
	if g.JSON {
		failed = errors.Join(failed, cli.WriteJSON(g, verdicts))
	}
	return failed
}

func (c *VerifyBundleCmd) verify(dir string) (bundle.Verdict, error) {
	b, err := bundle.Read(os.DirFS(dir))
	if err != nil {
		return bundle.Verdict{}, err
	}
	v, err := b.Verify()
	if err == nil && c.ConfigDigest != "" && common.HexToHash(c.ConfigDigest) != v.ConfigDigest {
		err = fmt.Errorf("%w: signed by the committee %s", bundle.ErrInvalid, v.ConfigDigest)
	}
	return v, err
}
