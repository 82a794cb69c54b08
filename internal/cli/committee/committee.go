package committee

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/internal/cli"
	"makewhole/internal/client"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/server"
)

// Cmd is the committee member's side: everything runs on this machine,
// with this machine's key and node.
type Cmd struct {
	Sign   OracleSignCmd   `cmd:"" help:"Measure a snapshot or re-run an allocation here, check it, sign it, send the signature."`
	Build  OracleBuildCmd  `cmd:"" help:"Measure the snapshots of an incident and write their evidence, without signing."`
	Pull   OraclePullCmd   `cmd:"" help:"Carry reports from a URL or a directory to a server."`
	Import OracleImportCmd `cmd:"" help:"Make the specification of an incident whose losses stand in CSV files."`
	Config OracleConfigCmd `cmd:"" help:"List the committee configurations of a server and check their digests."`
}

// MeasureFlags say whose task it is and what to measure it with.
type MeasureFlags struct {
	Server string   `help:"Public API that publishes the incident." required:"" placeholder:"URL"`
	RPC    []string `help:"Your own nodes; each chain is read from the first one that has its id." name:"rpc" placeholder:"URL"`
	CSV    []string `help:"Files of losses of an off-chain incident; found by their sha256." name:"csv" type:"existingfile" placeholder:"FILE"`
}

// httpTimeout bounds one request of a member.
const httpTimeout = 60 * time.Second

func (f MeasureFlags) api(g *cli.Globals) client.Client {
	return client.Client{Context: g.Context, Base: strings.TrimSuffix(f.Server, "/"), HTTP: &http.Client{Timeout: httpTimeout}}
}

// dial finds a node of one chain among the member's own.
func (f MeasureFlags) dial(ctx context.Context, chainID uint64) (*chain.Client, error) {
	var failed error
	for _, url := range f.RPC {
		node, err := chain.Dial(ctx, chain.Config{URLs: []string{url}, ChainID: chainID, Now: cli.NowUTC})
		if err == nil {
			return node, nil
		}
		failed = errors.Join(failed, err)
	}
	if failed == nil {
		failed = errors.New("name your node with --rpc URL")
	}
	return nil, fmt.Errorf("node of chain %d: %w", chainID, failed)
}

func (f MeasureFlags) task(g *cli.Globals, incident string) (reports.Task, error) {
	raw, err := f.api(g).File("/v1/incidents/" + incident + "/oracle-task")
	if err != nil {
		return reports.Task{}, err
	}
	return reports.ParseTask(raw)
}

// measure builds one line with the member's own node or file.
func (f MeasureFlags) measure(g *cli.Globals, task reports.Task, line reports.TaskLine) (measure.Built, error) {
	method, err := measure.MethodNamed(task.Spec.Method)
	if err != nil {
		return measure.Built{}, err
	}
	if method.FromFile {
		file, err := f.source(task, line)
		if err != nil {
			return measure.Built{}, err
		}
		return measure.Line(g.Context, task, line, nil, file, nil)
	}
	node, err := f.dial(g.Context, line.Line.SourceChainID)
	if err != nil {
		return measure.Built{}, err
	}
	defer node.Close()
	if err := settledBlocks(g.Context, node, task, line); err != nil {
		return measure.Built{}, err
	}
	var bar *cli.Progress
	last := ""
	built, err := measure.Line(g.Context, task, line, node, nil, func(stage string, done, total int) {
		if stage != last {
			if bar != nil {
				bar.End()
			}
			bar, last = cli.NewProgress(g.Stderr, stage, int64(total)), stage
		}
		bar.Add(int64(done) - bar.Done)
	})
	if bar != nil {
		bar.End()
	}
	return built, err
}

// settledBlocks refuses blocks that could still change: what is signed once for
// a slot cannot be signed again.
func settledBlocks(ctx context.Context, node *chain.Client, task reports.Task, line reports.TaskLine) error {
	head, err := node.Finalized(ctx)
	if err != nil {
		return err
	}
	for _, m := range task.Spec.Modules {
		if m.ChainID == line.Line.SourceChainID && m.ToBlock > head.Number.Uint64() {
			return fmt.Errorf("%w: block %d of chain %d is not final yet", cli.ErrRefused, m.ToBlock, m.ChainID)
		}
	}
	return nil
}

// source finds the file of a line among --csv by its sha256.
func (f MeasureFlags) source(task reports.Task, line reports.TaskLine) ([]byte, error) {
	for _, src := range task.Spec.Sources {
		if src.Asset != line.Line.Asset {
			continue
		}
		for _, path := range f.CSV {
			raw, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			if sha256Of(raw) == src.SHA256 {
				return raw, nil
			}
		}
		return nil, fmt.Errorf("no --csv file has the sha256 %x of the specification", src.SHA256)
	}
	return nil, errors.New("specification names no source for this asset")
}

// OraclePullCmd is a relay: it judges nothing, the server does.
type OraclePullCmd struct {
	Server       string `help:"API that takes the reports." required:"" placeholder:"URL"`
	From         string `arg:"" help:"URL or directory with reports."`
	AllowPrivate bool   `help:"The URL may lead to private addresses."`
}

// Run reads once and sends every report.
func (c *OraclePullCmd) Run(g *cli.Globals) error {
	src := oracles.PullSource{Name: "pull", Dir: c.From, AllowPrivate: c.AllowPrivate}
	if strings.Contains(c.From, "://") {
		src.URL, src.Dir = c.From, ""
	}
	reports, failed := oracles.ReadSource(g.Context, nil, src, reports.Limits{})
	api := MeasureFlags{Server: c.Server}.api(g)
	var answers []posted
	for _, raw := range reports {
		answer, err := postReport(api, raw)
		failed = errors.Join(failed, err)
		answers = append(answers, answer)
	}
	return errors.Join(printPosted(g, answers), failed)
}

// posted is what became of one report.
type posted struct {
	Digest string `json:"digest,omitempty"`
	State  string `json:"state,omitempty"`
	Reason string `json:"reason,omitempty"`
	Have   int    `json:"have,omitempty"`
	Need   int    `json:"need,omitempty"`
	Error  string `json:"error,omitempty"`
}

func postReport(api client.Client, raw []byte) (posted, error) {
	out, err := client.PostRaw[server.ReceiptOut](api, "/v1/oracles/reports", raw)
	if err != nil {
		return posted{Error: err.Error()}, err
	}
	return posted{Digest: out.Digest, State: out.State, Reason: out.Reason, Have: out.Have, Need: out.Need}, nil
}

func printPosted(g *cli.Globals, answers []posted) error {
	if g.JSON {
		return cli.WriteJSON(g, answers)
	}
	for _, a := range answers {
		if a.Error != "" {
			fmt.Fprintf(g.Stdout, "refused  %s\n", a.Error)
			continue
		}
		fmt.Fprintf(g.Stdout, "%s  %s  %d of %d %s\n", a.State, a.Digest, a.Have, a.Need, a.Reason)
	}
	return nil
}

// OracleConfigCmd shows configurations.
type OracleConfigCmd struct {
	Server string `help:"Public API." required:"" placeholder:"URL"`
}

// Run lists configurations and recomputes each digest from its parts.
func (c *OracleConfigCmd) Run(g *cli.Globals) error {
	rows, err := client.Get[server.List[server.OracleConfig]](MeasureFlags{Server: c.Server}.api(g), "/v1/oracles/configs")
	if err != nil {
		return err
	}
	for _, row := range rows.Items {
		config, err := configOf(row)
		if err != nil {
			return err
		}
		if g.JSON {
			continue
		}
		fmt.Fprintf(g.Stdout, "%s  %s  chain %d  oracle %s  %d of %d, f = %d\n", row.Digest, row.State, config.ChainID, config.Oracle,
			config.Threshold, len(config.Signers), config.F)
		for _, s := range config.Signers {
			fmt.Fprintf(g.Stdout, "  %s\n", s)
		}
	}
	if g.JSON {
		return cli.WriteJSON(g, rows.Items)
	}
	return nil
}

// configOf reads a configuration from a server and checks its digest.
func configOf(row server.OracleConfig) (contracts.OracleConfig, error) {
	c := contracts.OracleConfig{
		ChainID: uint64(row.ChainID), Oracle: common.HexToAddress(row.Oracle), Count: uint64(row.Count), F: uint8(row.F),
		Threshold: uint8(row.Threshold), ChallengeWindow: uint64(row.ChallengeWindow), MaxAge: uint64(row.MaxAge),
		MaxClockSkew: uint64(row.MaxClockSkew), MaxDeviationBps: uint16(row.MaxDeviationBps),
	}
	if err := json.Unmarshal(row.Signers, &c.Signers); err != nil {
		return c, fmt.Errorf("signers of configuration %s: %w", row.Digest, err)
	}
	if c.Digest() != common.HexToHash(row.Digest) {
		return c, fmt.Errorf("%w: configuration %s does not hash to its digest", cli.ErrRefused, row.Digest)
	}
	return c, c.Validate()
}
