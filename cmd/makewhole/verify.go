package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/chain"
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
	StoreFlags `embed:""`
	ChainFlags `embed:""`
}

// Run prints one line a rule and the first findings of each.
func (c *VerifyStoreCmd) Run(g *Globals) error {
	db, err := models.Open(g.Context, c.config(nowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	cfg := audit.Config{DB: db, ChainID: c.ChainID, Machines: machines()}
	if err := c.chain(g.Context, &cfg); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(c.Data, "audit.key")); err == nil {
		if _, cfg.Checkpoints, err = auditKeys(filepath.Join(c.Data, "audit.key"), ""); err != nil {
			return err
		}
	}
	v, err := audit.New(cfg)
	if err != nil {
		return err
	}
	return printReport(g, v)
}

func (c *VerifyStoreCmd) chain(ctx context.Context, cfg *audit.Config) error {
	path := c.Deployment
	if path == "" {
		path = filepath.Join(c.Data, "deployment.json")
	}
	client, err := dialChain(ctx, c.ChainFlags)
	if err != nil || client == nil {
		return err
	}
	d, found, err := chain.LoadDeployment(path)
	if err != nil || !found {
		return errors.Join(err, fmt.Errorf("no deployment at %s", path))
	}
	cfg.Chain, cfg.Distributors, cfg.FromBlock = client, []common.Address{d.Distributor}, d.Block
	return nil
}

func printReport(g *Globals, v *audit.Verifier) error {
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	report, err := v.Verify(g.Context, func(r audit.Result) {
		if g.JSON {
			return
		}
		fmt.Fprintf(w, "%s\t%s\t%d checked\t%s\n", r.Rule, r.Status, r.Checked, r.Title)
		w.Flush()
		for _, f := range r.Findings {
			fmt.Fprintf(g.Stdout, "     %s: %s\n", f.Subject, f.Detail)
		}
		if r.More > 0 {
			fmt.Fprintf(g.Stdout, "     and %d more\n", r.More)
		}
		if r.Reason != "" {
			fmt.Fprintf(g.Stdout, "     %s\n", r.Reason)
		}
	})
	if err != nil {
		return err
	}
	if g.JSON {
		if err := writeJSON(g, report); err != nil {
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

// VerifyBundleCmd checks bundle directories.
type VerifyBundleCmd struct {
	Dir          []string `arg:"" help:"Directories of bundles." type:"existingdir"`
	ConfigDigest string   `help:"Digest of the committee you trust; another one is refused." placeholder:"0x…"`
}

// Run needs neither a store nor a node. It looks at every bundle even when one
// of them is not valid.
func (c *VerifyBundleCmd) Run(g *Globals) error {
	verdicts, failed := []audit.Verdict{}, error(nil)
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
		failed = errors.Join(failed, writeJSON(g, verdicts))
	}
	return failed
}

func (c *VerifyBundleCmd) verify(dir string) (audit.Verdict, error) {
	b, err := audit.ReadBundle(os.DirFS(dir))
	if err != nil {
		return audit.Verdict{}, err
	}
	v, err := b.Verify()
	if err == nil && c.ConfigDigest != "" && common.HexToHash(c.ConfigDigest) != v.ConfigDigest {
		err = fmt.Errorf("%w: signed by the committee %s", audit.ErrBundle, v.ConfigDigest)
	}
	return v, err
}
