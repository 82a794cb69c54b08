package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"makewhole/incidents/monitor"
	"makewhole/internal/cli"
)

// MonitorCmd works with monitor files; only backtest asks nodes.
type MonitorCmd struct {
	Lint     MonitorLintCmd     `cmd:"" help:"Check monitor files: names, addresses, signatures, types, cost."`
	Test     MonitorTestCmd     `cmd:"" help:"Check monitor files and play their examples."`
	Backtest MonitorBacktestCmd `cmd:"" help:"Judge old blocks of a chain: alarms, precision, lead times, blindness."`
	List     MonitorListCmd     `cmd:"" help:"List the detectors that come along, or print one as a file to start from."`
}

// MonitorLintCmd checks files.
type MonitorLintCmd struct {
	Files []string `arg:"" name:"file" help:"Monitors, JSON in the format makewhole.monitor/1 (docs/monitors.md)."`
}

// Help is shown by --help below the flags.
func (MonitorLintCmd) Help() string {
	return `Nothing is run and nothing is written. Exit code 3 means that a file was refused; each is named with line, place and
reason, and the others are checked all the same.

    makewhole monitor lint outflow.json
    makewhole monitor lint --json monitors/*.json`
}

// lintReport is what lint says of one file.
type lintReport struct {
	File    string `json:"file"`
	OK      bool   `json:"ok"`
	ID      string `json:"id,omitempty"`
	Version int    `json:"version,omitempty"`
	State   string `json:"state,omitempty"`
	Cost    uint64 `json:"cost,omitempty"`
	Reads   int    `json:"reads,omitempty"`
	Line    int    `json:"line,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Run checks every file and fails after the last one.
func (c *MonitorLintCmd) Run(g *cli.Globals) error {
	var reports []lintReport
	refused := 0
	for _, name := range c.Files {
		_, r := lintFile(name)
		if !r.OK {
			refused++
		}
		reports = append(reports, r)
	}
	if err := printLint(g, reports); err != nil {
		return err
	}
	if refused > 0 {
		return fmt.Errorf("%w: %d of %d files", cli.ErrRefused, refused, len(reports))
	}
	return nil
}

func lintFile(name string) (*monitor.Monitor, lintReport) {
	r := lintReport{File: name}
	data, err := os.ReadFile(name)
	if err != nil {
		r.Reason = err.Error()
		return nil, r
	}
	m, err := monitor.ReadFile(data)
	if err != nil {
		var at *monitor.Error
		if errors.As(err, &at) {
			r.Line, r.Pointer, r.Reason = at.Line, at.Pointer, at.Reason
		} else {
			r.Reason = err.Error()
		}
		return nil, r
	}
	r.OK, r.ID, r.Version, r.State, r.Cost, r.Reads = true, m.File.ID, m.File.Version, m.File.State, m.Cost, len(m.Reads())
	return m, r
}

func printLint(g *cli.Globals, reports []lintReport) error {
	if g.JSON {
		return cli.WriteJSON(g, reports)
	}
	for _, r := range reports {
		if r.OK {
			fmt.Fprintf(g.Stdout, "%s: %s version %d, %s, %d reads, at most %d steps a block\n", r.File, r.ID, r.Version, r.State, r.Reads, r.Cost)
			continue
		}
		fmt.Fprintf(g.Stdout, "%s: refused: %s\n", r.File, strings.TrimPrefix(refusedAt(r)+r.Reason, ": "))
	}
	return nil
}

func refusedAt(r lintReport) (at string) {
	if r.Line > 0 {
		at = fmt.Sprintf("line %d: ", r.Line)
	}
	if r.Pointer != "" {
		at += r.Pointer + ": "
	}
	return at
}

// MonitorTestCmd plays the examples of files.
type MonitorTestCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Monitors, JSON in the format makewhole.monitor/1 (docs/monitors.md); none: those that come along."`
}

// Help is shown by --help below the flags.
func (MonitorTestCmd) Help() string {
	return `Each example is played from nothing; what the monitor says about its last block must be what the example says: it fires,
it stays quiet, or it is blind since data are missing. Exit code 3: a file was refused, 1: an example went otherwise.

    makewhole monitor test outflow.json
    makewhole monitor test`
}

// testReport is how the examples of one file went.
type testReport struct {
	File     string            `json:"file"`
	ID       string            `json:"id"`
	Examples []monitor.Outcome `json:"examples"`
}

// errExample means that a monitor does not do what its file says.
var errExample = errors.New("an example went otherwise")

// Run refuses before it plays, and fails after the last example.
func (c *MonitorTestCmd) Run(g *cli.Globals) error {
	monitors, files, err := c.load(g)
	if err != nil {
		return err
	}
	var reports []testReport
	wrong, all := 0, 0
	for i, m := range monitors {
		outcomes, err := m.RunExamples()
		if err != nil {
			return fmt.Errorf("%s: %w", files[i], err)
		}
		for _, o := range outcomes {
			if all++; !o.OK {
				wrong++
			}
		}
		reports = append(reports, testReport{files[i], m.File.ID, outcomes})
	}
	if err := printTests(g, reports); err != nil {
		return err
	}
	if wrong > 0 {
		return fmt.Errorf("%w: %d of %d", errExample, wrong, all)
	}
	return nil
}

func (c *MonitorTestCmd) load(g *cli.Globals) (monitors []*monitor.Monitor, files []string, err error) {
	if len(c.Files) == 0 {
		return builtinMonitors()
	}
	var refused []lintReport
	for _, name := range c.Files {
		m, r := lintFile(name)
		if !r.OK {
			refused = append(refused, r)
			continue
		}
		monitors, files = append(monitors, m), append(files, name)
	}
	if len(refused) == 0 {
		return monitors, files, nil
	}
	if err := printLint(g, refused); err != nil {
		return nil, nil, err
	}
	return nil, nil, fmt.Errorf("%w: %d of %d files", cli.ErrRefused, len(refused), len(c.Files))
}

func builtinMonitors() (monitors []*monitor.Monitor, names []string, err error) {
	for _, name := range monitor.Builtin() {
		data, err := monitor.BuiltinFile(name)
		if err != nil {
			return nil, nil, err
		}
		m, err := monitor.ReadFile(data)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		monitors, names = append(monitors, m), append(names, name)
	}
	return monitors, names, nil
}

func printTests(g *cli.Globals, reports []testReport) error {
	if g.JSON {
		return cli.WriteJSON(g, reports)
	}
	for _, r := range reports {
		fmt.Fprintf(g.Stdout, "%s (%s)\n", r.ID, r.File)
		for _, o := range r.Examples {
			if o.OK {
				fmt.Fprintf(g.Stdout, "  ok     %s: %s\n", o.Name, o.Got)
			} else {
				fmt.Fprintf(g.Stdout, "  WRONG  %s: want %s, got %s\n", o.Name, o.Want, o.Got)
			}
		}
	}
	return nil
}

// MonitorListCmd shows what comes along.
type MonitorListCmd struct {
	Name string `arg:"" optional:"" help:"Print the file of this detector."`
}

// Run lists, or prints one file.
func (c *MonitorListCmd) Run(g *cli.Globals) error {
	if c.Name != "" {
		data, err := monitor.BuiltinFile(c.Name)
		if err != nil {
			return fmt.Errorf("%w: %w", cli.ErrRefused, err)
		}
		_, err = g.Stdout.Write(data)
		return err
	}
	monitors, _, err := builtinMonitors()
	if err != nil {
		return err
	}
	if g.JSON {
		var files []*monitor.File
		for _, m := range monitors {
			files = append(files, m.File)
		}
		return cli.WriteJSON(g, files)
	}
	t := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	for _, m := range monitors {
		fmt.Fprintf(t, "%s\t%s\t%s\n", m.File.ID, m.File.Severity, m.File.Title)
	}
	return t.Flush()
}
