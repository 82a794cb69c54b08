package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"text/tabwriter"

	"makewhole/chain"
	"makewhole/deployment"
	"makewhole/deployment/rollout"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/display"
	"makewhole/outbox"
	"makewhole/outbox/lifecycle"
	"makewhole/outbox/signers"
)

// DeployCmd brings the contracts onto a chain by a plan.
type DeployCmd struct {
	Plan          string   `arg:"" optional:"" help:"File that says what shall exist (docs/deployment.md)." type:"existingfile"`
	RPC           []string `help:"JSON-RPC endpoints of the chain; transactions go to all of them." name:"rpc" placeholder:"URL"`
	RPCQuorum     int      `help:"How many endpoints must say the same; 0 is more than half." default:"0" name:"rpc-quorum"`
	FinalityDepth uint64   `help:"Blocks below the head that count as final; 0 uses the node's finalized tag." default:"0"`
	Key           []string `help:"Key of the plan's deployer, oracle admin or treasurer: a keystore file, or the URI of a key held elsewhere, as for serve --operator-key. Steps of others wait for them." placeholder:"KEY"`
	PasswordFile  []string `help:"File (mode 0600) with the passphrase of a keystore: one for all, or one for each in the order of --key." type:"path" placeholder:"FILE"`
	Send          bool     `help:"Send. Without it the plan is only shown." xor:"send"`
	Check         bool     `help:"Only compare what exists with the plan: code, roles, parameters, ids." xor:"send"`
	Out           string   `help:"File that names the contracts, for serve." default:"deployment.json" type:"path" placeholder:"FILE"`
	Journal       string   `help:"File of what was signed; default --out with .journal." type:"path" placeholder:"FILE"`
	FromNonce     *uint64  `help:"First nonce of the deployer that can belong to this deployment; what it created before is another one." placeholder:"N"`
	MaxFee        uint64   `help:"Most to offer per gas, in gwei." default:"200" name:"max-fee"`
	MaxTip        uint64   `help:"Most to offer block builders per gas, in gwei." default:"5" name:"max-tip"`
	Schema        string   `help:"Print the JSON schema of plan or deployment files, and nothing else." enum:",plan,deployment" default:"" placeholder:"plan|deployment"`
}

// Help says what happens when it is killed.
func (c *DeployCmd) Help() string {
	return "Without --send it shows each transaction with sender, address, arguments, gas and code size, and what each key has and needs. With --send it sends them one after the other, looks at the chain before each, checks code, roles and ids at the end, and writes deployment.json. Killed at any point it goes on when it is run again, and creates nothing twice: contracts are found on the chain, by the deployer's nonces and the code of this release. Exit 0 done, 1 failed or steps are left for others, 3 the plan is refused."
}

// Run shows, checks or carries out a plan.
func (c *DeployCmd) Run(g *cli.Globals) error {
	if c.Schema != "" {
		return c.writeSchema(g.Stdout)
	}
	if c.Plan == "" || len(c.RPC) == 0 {
		return fmt.Errorf("%w: name a plan and a node: makewhole deploy PLAN --rpc URL", cli.ErrRefused)
	}
	plan, err := rollout.ReadPlan(c.Plan)
	if errors.Is(err, rollout.ErrPlan) {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	if err != nil {
		return err
	}
	node, err := chain.Dial(g.Context, chain.Config{URLs: c.RPC, Quorum: c.RPCQuorum, ChainID: plan.ChainID, FinalityDepth: c.FinalityDepth, Now: cli.NowUTC})
	if err != nil {
		return err
	}
	defer node.Close()
	o, err := c.options(g, plan, node)
	if err != nil {
		return err
	}
	return c.carryOut(g, o)
}

func (c *DeployCmd) writeSchema(w io.Writer) error {
	var v any = deployment.Deployment{}
	if c.Schema == "plan" {
		v = rollout.Plan{}
	}
	raw, err := deployment.Schema(v, "makewhole "+c.Schema)
	if err == nil {
		_, err = w.Write(raw)
	}
	return err
}

func (c *DeployCmd) options(g *cli.Globals, plan rollout.Plan, node *chain.Client) (o rollout.Options, err error) {
	o = rollout.Options{
		Plan: plan, Node: node, Path: c.Out, Journal: c.Journal, FromNonce: c.FromNonce,
		Policy: lifecycle.FeePolicy{MaxCap: app.Gwei(c.MaxFee), MaxTip: app.Gwei(c.MaxTip)},
		Log:    slog.New(slog.NewTextHandler(g.Stderr, nil)),
	}
	if o.Journal == "" {
		o.Journal = c.Out + ".journal"
	}
	o.Keys, err = c.keys(g.Context, plan.ChainID)
	return o, err
}

// keys opens each key, the keystores with one passphrase file for all or with one each.
func (c *DeployCmd) keys(ctx context.Context, chainID uint64) (out []outbox.Signer, err error) {
	stores := 0
	for _, spec := range c.Key {
		password := ""
		if !signers.IsRemote(spec) {
			if len(c.PasswordFile) == 1 {
				password = c.PasswordFile[0]
			} else if stores < len(c.PasswordFile) {
				password = c.PasswordFile[stores]
			}
			stores++
		}
		k, err := app.OpenKey(ctx, spec, password, chainID)
		if err != nil {
			return nil, fmt.Errorf("--key %d: %w", len(out)+1, err)
		}
		out = append(out, k)
	}
	if len(c.PasswordFile) > 1 && len(c.PasswordFile) != stores {
		return nil, fmt.Errorf("%w: %d keystores and %d passphrase files", cli.ErrRefused, stores, len(c.PasswordFile))
	}
	return out, nil
}

func (c *DeployCmd) carryOut(g *cli.Globals, o rollout.Options) error {
	if c.Check {
		report, err := rollout.Check(g.Context, o)
		if err != nil {
			return err
		}
		return c.told(g, report, "Everything is as the plan says: code, roles, parameters and ids.")
	}
	shown, err := rollout.Show(g.Context, o)
	if err != nil {
		return err
	}
	if !c.Send {
		return c.told(g, shown, "Nothing was sent. Send with --send.")
	}
	if !g.JSON {
		if err := writePlan(g.Stdout, shown); err != nil {
			return err
		}
	}
	report, err := rollout.Run(g.Context, o)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("Done and checked: %s names the contracts.", c.Out)
	if n := report.Left(); n > 0 {
		text += fmt.Sprintf(" %d steps wait for the delay of caps; run it again then.", n)
	}
	if g.JSON {
		return cli.WriteJSON(g, report)
	}
	_, err = fmt.Fprintln(g.Stdout, text)
	return err
}

// told prints a report as JSON, or for people with a last word.
func (c *DeployCmd) told(g *cli.Globals, r rollout.Report, last string) error {
	if g.JSON {
		return cli.WriteJSON(g, r)
	}
	if err := writePlan(g.Stdout, r); err != nil {
		return err
	}
	_, err := fmt.Fprintln(g.Stdout, last)
	return err
}

var here = map[bool]string{true: "yes", false: "no"}

// writePlan prints each transaction and what each key has and needs.
func writePlan(out io.Writer, r rollout.Report) error {
	fmt.Fprintf(out, "Chain %d, genesis %s, plan %s\n", r.Deployment.ChainID, r.Deployment.Genesis, r.PlanHash)
	for i, s := range r.Steps {
		writeStep(out, i+1, s)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nKey\tIs\tHere\tBalance\tNeeds at most (%s gwei)\n", display.Amount(r.GasPrice, 9))
	for _, p := range r.Payers {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Address, strings.Join(p.Roles, ", "), here[p.AtHand], display.Amount(p.Balance, app.EtherDecimals), display.Amount(p.Most, app.EtherDecimals))
	}
	fmt.Fprintln(w)
	return w.Flush()
}

func writeStep(out io.Writer, number int, s rollout.Step) {
	state := ""
	switch {
	case s.Done:
		state = "  [done]"
	case s.Waits != "":
		state = "  [waits: " + s.Waits + "]"
	}
	fmt.Fprintf(out, "\n%d. %s%s\n   from %s", number, s.Name, state, s.From)
	if s.Nonce != nil {
		fmt.Fprintf(out, ", nonce %d", *s.Nonce)
	}
	fmt.Fprintf(out, ", gas about %d\n", s.Gas)
	if s.Creates != nil {
		fmt.Fprintf(out, "   creates %s: %d bytes of code, hash %s\n", s.Creates, s.CodeBytes, s.CodeHash)
	} else {
		fmt.Fprintf(out, "   calls %s\n", s.To)
	}
	for _, a := range s.Arguments {
		fmt.Fprintf(out, "     %-24s %s\n", a.Name, a.Value)
	}
}
