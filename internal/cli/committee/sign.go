package committee

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/cli"
	"makewhole/internal/cli/memberkey"
	"makewhole/internal/client"
	"makewhole/money"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/payouts"
	"makewhole/server"
)

// OracleSignCmd signs what this machine has computed itself.
type OracleSignCmd struct {
	MeasureFlags    `embed:""`
	memberkey.Flags `embed:""`
	Incident        string `help:"Public id of the incident whose snapshots (and then set) to sign." xor:"what" placeholder:"inc_…"`
	Settlement      string `help:"Public id of the settlement whose payout order to sign." xor:"what" placeholder:"stl_…"`
	DryRun          bool   `help:"Measure and check only; sign and send nothing."`
	Out             string `help:"Also write the signed reports to this file." type:"path" placeholder:"FILE"`
}

// Run does one of the two.
func (c *OracleSignCmd) Run(g *cli.Globals) error {
	switch {
	case c.Incident != "":
		return c.signIncident(g)
	case c.Settlement != "":
		return c.signSettlement(g)
	}
	return fmt.Errorf("%w: name --incident or --settlement", cli.ErrRefused)
}

// signIncident measures every line of the incident. A line without an accepted
// snapshot is signed; when all are accepted and are what was measured here, the
// set is signed.
func (c *OracleSignCmd) signIncident(g *cli.Globals) error {
	task, err := c.task(g, c.Incident)
	if err != nil {
		return err
	}
	m, err := c.open(g.Context, task.Config)
	if err != nil {
		return err
	}
	defer c.close(m)
	var reports []reports.Report
	var measured []common.Hash
	for _, line := range task.Lines {
		built, err := c.measure(g, task, line)
		if err != nil {
			return err
		}
		digest := built.Message.Digest(task.Config.Domain())
		if line.Accepted != (common.Hash{}) && line.Accepted != digest {
			return fmt.Errorf("%w: the committee accepted %s, measured here is %s", cli.ErrRefused, line.Accepted, digest)
		}
		if err := printBuilt(g, built, digest); err != nil {
			return err
		}
		if measured = append(measured, digest); line.Accepted != (common.Hash{}) || c.DryRun {
			continue
		}
		r, err := m.SignSnapshot(task, built)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	if task.Set != nil && !c.DryRun {
		printPrices(g, task)
		r, err := m.SignSet(task, measured...)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	return c.deliver(g, reports)
}

// open gets the key and the store ready; a dry run needs neither.
func (c *OracleSignCmd) open(ctx context.Context, config contracts.OracleConfig) (*signing.Member, error) {
	if c.DryRun {
		return nil, nil
	}
	return c.Member(ctx, config.ChainID)
}

func (c *OracleSignCmd) close(m *signing.Member) {
	if m != nil {
		_ = m.Store.Close()
	}
}

// deliver writes and posts the signed reports.
func (c *OracleSignCmd) deliver(g *cli.Globals, reports []reports.Report) error {
	var raws []json.RawMessage
	for _, r := range reports {
		raw, err := r.Encode()
		if err != nil {
			return err
		}
		raws = append(raws, raw)
	}
	if c.Out != "" && len(raws) > 0 {
		out, err := json.Marshal(raws)
		if len(raws) == 1 {
			out = raws[0]
		}
		if err = errors.Join(err, os.WriteFile(c.Out, append(out, '\n'), 0o600)); err != nil {
			return err
		}
	}
	var answers []posted
	var failed error
	for _, raw := range raws {
		answer, err := postReport(c.api(g), raw)
		answers, failed = append(answers, answer), errors.Join(failed, err)
	}
	return errors.Join(printPosted(g, answers), failed)
}

// signSettlement re-runs the allocation from the published entitlement file.
func (c *OracleSignCmd) signSettlement(g *cli.Globals) error {
	t, err := c.orderTask(g)
	if err != nil {
		return err
	}
	if c.DryRun {
		done, err := t.Verify()
		if err != nil {
			return fmt.Errorf("%w: %w", cli.ErrRefused, err)
		}
		printComputed(g, t.Order, done)
		return nil
	}
	m, err := c.Member(g.Context, t.Config.ChainID)
	if err != nil {
		return err
	}
	defer c.close(m)
	r, done, err := m.SignOrder(t)
	if err != nil {
		return err
	}
	printComputed(g, t.Order, done)
	return c.deliver(g, []reports.Report{r})
}

// orderTask fetches the order, its configuration and the entitlement file, and
// reads from the member's own node what the chain knows.
func (c *OracleSignCmd) orderTask(g *cli.Globals) (signing.OrderTask, error) {
	var t signing.OrderTask
	api := c.api(g)
	shown, err := client.Get[server.Order](api, "/v1/settlements/"+c.Settlement+"/order")
	if err != nil {
		return t, err
	}
	if t.Order, err = reports.DecodeOrder(shown.Message); err != nil {
		return t, err
	}
	row, err := client.Get[server.OracleConfig](api, "/v1/oracles/configs/"+t.Order.ConfigDigest.Hex())
	if err != nil {
		return t, err
	}
	if t.Config, err = configOf(row); err != nil {
		return t, err
	}
	if t.Entitlements, t.Accounts, err = api.AllocationFiles(c.Settlement); err != nil {
		return t, err
	}
	if len(c.RPC) > 0 {
		err = c.askChain(g.Context, &t)
	}
	return t, err
}

// askChain reads what is committed so far, and whether the snapshot set is final
// in the oracle contract.
func (c *OracleSignCmd) askChain(ctx context.Context, t *signing.OrderTask) error {
	node, err := c.dial(ctx, t.Config.ChainID)
	if err != nil {
		return err
	}
	defer node.Close()
	file, err := payouts.ReadFile(bytes.NewReader(t.Entitlements))
	if err != nil {
		return err
	}
	head, err := node.Finalized(ctx)
	if err != nil {
		return err
	}
	distributor, oracle := common.Address(file.Distributor), t.Config.Oracle
	outs, err := node.CallsAtHash(ctx, []ethereum.CallMsg{
		{To: &distributor, Data: contracts.NewPayoutDistributor().PackCommitted(t.Order.IncidentID, t.Order.PayoutToken)},
		{To: &oracle, Data: contracts.NewLossOracle().PackIsSetFinal(t.Order.SnapshotSetDigest)},
		{To: &distributor, Data: contracts.NewPayoutDistributor().PackFollowsOf(t.Order.IncidentID, t.Order.PayoutToken)},
	}, head.Hash())
	if err != nil {
		return err
	}
	committed, err := money.FromBig(new(big.Int).SetBytes(outs[0]))
	if err != nil {
		return err
	}
	final, err := contracts.NewLossOracle().UnpackIsSetFinal(outs[1])
	if err != nil {
		return err
	}
	follows, err := contracts.NewPayoutDistributor().UnpackFollowsOf(outs[2])
	if err != nil {
		return err
	}
	t.Follows = (*common.Hash)(&follows)
	if t.Committed = &committed; final {
		t.SnapshotSet = t.Order.SnapshotSetDigest
	}
	return nil
}

// OracleBuildCmd measures without signing.
type OracleBuildCmd struct {
	MeasureFlags `embed:""`
	Incident     string `arg:"" help:"Public id of the incident."`
	Out          string `help:"Directory for message, manifest and evidence; one folder for each snapshot." type:"path" placeholder:"DIR"`
}

// Run measures and writes.
func (c *OracleBuildCmd) Run(g *cli.Globals) error {
	task, err := c.task(g, c.Incident)
	if err != nil {
		return err
	}
	for _, line := range task.Lines {
		built, err := c.measure(g, task, line)
		if err != nil {
			return err
		}
		if err := printBuilt(g, built, built.Message.Digest(task.Config.Domain())); err != nil {
			return err
		}
		if c.Out == "" {
			continue
		}
		dir := filepath.Join(c.Out, fmt.Sprintf("%d-%x", line.Line.SourceChainID, line.Line.Asset.Address))
		if err := writeEvidence(dir, built); err != nil {
			return err
		}
	}
	return nil
}

func writeEvidence(dir string, b measure.Built) error {
	files := map[string][]byte{"message.json": reports.EncodeMessage(b.Message), "manifest.txt": reports.Manifest(b.Files)}
	for path, data := range b.Files {
		files[path] = data
	}
	for path, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil { //nolint:gosec // evidence is public
			return err
		}
		if err := os.WriteFile(full, data, 0o644); err != nil { //nolint:gosec // evidence is public
			return err
		}
	}
	return nil
}

// printBuilt shows who lost what and why.
func printBuilt(g *cli.Globals, b measure.Built, digest common.Hash) error {
	if g.JSON {
		return cli.WriteJSON(g, map[string]any{
			"digest": digest.Hex(), "message": json.RawMessage(reports.EncodeMessage(b.Message)), "leaves": len(b.Leaves), "accounts": len(b.Accounts),
		})
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	switch {
	case measure.MeasuresPositions(b.Message.MethodHash):
		fmt.Fprintln(w, "account\tbefore\taverage\tin\tout\tafter\tloss\tinsured\t")
		for _, a := range b.Accounts {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", a.Account, a.Before, a.Average, a.In, a.Out, a.After, a.Loss, a.Insured, a.Excluded)
		}
	case len(b.Accounts) > 0:
		fmt.Fprintln(w, "account\tbefore\tin\tout\tafter\tloss\t")
		for _, a := range b.Accounts {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", a.Account, a.Before, a.In, a.Out, a.After, a.Loss, a.Excluded)
		}
	default:
		fmt.Fprintln(w, "account\tloss\t")
		for i, l := range b.Leaves {
			if i == 50 {
				fmt.Fprintf(w, "and %d more\t\t\n", len(b.Leaves)-i)
				break
			}
			fmt.Fprintf(w, "%s\t%s\t\n", l.Account, l.Loss)
		}
	}
	m := b.Message
	fmt.Fprintf(w, "%d leaves, unattributed %s, total\t%s\t\n", m.LeafCount, m.UnattributedLoss, m.TotalLoss)
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(g.Stdout, "root %s\nevidence %s\ndigest %s\n", m.LossRoot, m.EvidenceHash, digest)
	return err
}

func printPrices(g *cli.Globals, task reports.Task) {
	if g.JSON {
		return
	}
	fmt.Fprintf(g.Stdout, "snapshot set %s, %d snapshots, numeraire %s\n", task.Set.Digest, len(task.Set.Snapshots), task.Set.Message.Numeraire)
	for _, p := range task.Set.Prices {
		fmt.Fprintf(g.Stdout, "  %s on chain %d: value = amount * %s / %s\n", p.Asset, p.ChainID, p.Num, p.Den)
	}
}

// printComputed shows the allocation this machine computed.
func printComputed(g *cli.Globals, o contracts.PayoutOrder, done payouts.Computed) {
	if g.JSON {
		return
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "receiver\tid\tamount\t")
	for i, l := range done.Lines {
		if i == 50 {
			fmt.Fprintf(w, "and %d more\t\t\t\n", len(done.Lines)-i)
			break
		}
		note := ""
		if l.Held {
			note = "held"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", common.Address(l.Receiver), l.ID, l.Amount, note)
	}
	_ = w.Flush()
	fmt.Fprintf(g.Stdout, "%d leaves, total %s, held %s, dust %s\nroot %s equals the order\n", done.LeafCount, done.Total(), done.Held, done.Dust, o.PayoutRoot)
}
