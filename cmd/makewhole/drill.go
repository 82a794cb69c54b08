package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"makewhole/drill"
	"makewhole/incidents/rehearse"
	"makewhole/internal/cli"
)

// errDrill is a drill in which something else happened than it expects.
var errDrill = errors.New("not everything came as expected")

// DrillCmd plays drills of the incident desk on an embedded chain.
type DrillCmd struct {
	Dir             string `arg:"" optional:"" help:"Folder with drill.json and its contracts (docs/drills.md), or the name of a drill that comes along." placeholder:"DIR"`
	DefaultMonitors bool   `help:"Run the detectors that come along, untuned, and nothing that the drill brings."`
	Unguarded       bool   `help:"Look, and stop nothing."`
	List            bool   `help:"List the drills that come along."`
	All             bool   `help:"Play all drills that come along, with --default-monitors."`
	Report          string `help:"With --all: write report.json, report.md and avoided.svg into this directory." type:"path" placeholder:"DIR"`
}

// Help is shown by --help below the flags.
func (DrillCmd) Help() string {
	return `A drill is played twice on a chain in this process: once with nobody looking, for what the attack takes, and once with the
desk, which sees each block as a server would and stops a module where it may. Printed are the blocks with what was seen,
when modules were stopped, what was lost and saved, which detectors were blind and why, and whether everything came as the
drill expects; if not, the exit code is 1.

    makewhole drill --list
    makewhole drill dao-reentrancy
    makewhole drill ./my-drill --default-monitors --json
    makewhole drill --all --report out`
}

// Run plays and prints.
func (c *DrillCmd) Run(g *cli.Globals) error {
	switch {
	case c.Report != "" && !c.All:
		return fmt.Errorf("%w: --report is for --all", cli.ErrRefused)
	case c.All && (c.Dir != "" || c.Unguarded || c.List), c.List && c.Dir != "":
		return fmt.Errorf("%w: name a drill, --list or --all, and only one of them", cli.ErrRefused)
	case c.List:
		return c.list(g)
	case c.All:
		return c.all(g)
	case c.Dir == "":
		return fmt.Errorf("%w: name the folder of a drill, --list or --all", cli.ErrRefused)
	}
	d, err := c.read()
	if err != nil {
		return err
	}
	r, err := rehearse.Run(g.Context, d, rehearse.Options{DefaultMonitors: c.DefaultMonitors, Unguarded: c.Unguarded})
	if errors.Is(err, drill.ErrRefused) || errors.Is(err, drill.ErrSetup) {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	if err != nil {
		return err
	}
	if err := printDrill(g, r); err != nil {
		return err
	}
	if !r.Held {
		return errDrill
	}
	return nil
}

// read takes a folder, or a drill that comes along.
func (c *DrillCmd) read() (*drill.Drill, error) {
	folder := os.DirFS(c.Dir)
	if info, err := os.Stat(c.Dir); err != nil || !info.IsDir() {
		if folder, err = drill.BundledFolder(c.Dir); err != nil {
			return nil, fmt.Errorf("%w: %s is no folder, and %w", cli.ErrRefused, c.Dir, err)
		}
	}
	d, err := drill.Read(folder)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", cli.ErrRefused, c.Dir, err)
	}
	return d, nil
}

func (c *DrillCmd) list(g *cli.Globals) error {
	type row struct {
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Title string `json:"title"`
	}
	var rows []row
	for _, name := range drill.Bundled() {
		d, err := (&DrillCmd{Dir: name}).read()
		if err != nil {
			return err
		}
		rows = append(rows, row{d.Name, d.Kind, d.Title})
	}
	if g.JSON {
		return cli.WriteJSON(g, rows)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.Name, r.Kind, r.Title)
	}
	return w.Flush()
}

func (c *DrillCmd) all(g *cli.Globals) error {
	bar := cli.NewProgress(g.Stderr, "drills", int64(len(drill.Bundled())))
	b, err := rehearse.RunAll(g.Context, func(string) { bar.Add(1) })
	bar.End()
	if err != nil {
		return err
	}
	if c.Report != "" {
		if err := writeBenchmark(c.Report, b); err != nil {
			return err
		}
	}
	if g.JSON {
		err = cli.WriteJSON(g, b)
	} else {
		_, err = g.Stdout.Write(b.Markdown())
	}
	if err == nil && !b.Held {
		err = errDrill
	}
	return err
}

// writeBenchmark writes the files of a report; they appear together.
func writeBenchmark(dir string, b *rehearse.Benchmark) error {
	picture, err := b.SVG()
	if err != nil {
		return err
	}
	out, err := cli.NewOutDir(dir)
	if err != nil {
		return err
	}
	defer out.Abort()
	for _, f := range []struct {
		name  string
		write func(w io.Writer) error
	}{
		{"avoided.svg", func(w io.Writer) error { _, err := w.Write(picture); return err }},
		{"report.md", func(w io.Writer) error { _, err := w.Write(b.Markdown()); return err }},
		{"report.json", func(w io.Writer) error { return cli.WriteJSON(&cli.Globals{Stdout: w}, b) }},
	} {
		file, err := out.Create(f.name)
		if err != nil {
			return err
		}
		if err := errors.Join(f.write(file), file.Finish()); err != nil {
			return err
		}
	}
	return out.Commit()
}

func printDrill(g *cli.Globals, r *rehearse.Report) error {
	if g.JSON {
		return cli.WriteJSON(g, r)
	}
	fmt.Fprintf(g.Stdout, "%s: %s\n\n", r.Drill, r.Title)
	printBlocks(g.Stdout, r)
	if r.FirstFound > 0 {
		fmt.Fprintf(g.Stdout, "\nfirst found in block %d by %s, first harm in block %d\n", r.FirstFound, r.By, r.FirstHarm)
	}
	if r.Missed != "" {
		fmt.Fprintf(g.Stdout, "\nmissed: %s\n", r.Missed)
	}
	fmt.Fprintln(g.Stdout)
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "module\tlost unguarded\tlost\tsaved\tstopped in block\n")
	for _, m := range r.Modules {
		at := "–"
		if m.PausedAt > 0 {
			at = fmt.Sprint(m.PausedAt)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", m.Module, m.Unguarded, m.Lost, m.Saved, at)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(g.Stdout, "\n%d monitors were bound; blind were:\n", len(r.Monitors))
	printBlind(g.Stdout, r)
	fmt.Fprintln(g.Stdout)
	for _, x := range r.Expectations {
		verdict := "ok   "
		if !x.Held {
			verdict = "WRONG"
		}
		fmt.Fprintf(g.Stdout, "%s  %s", verdict, x.Text)
		if x.Why != "" {
			fmt.Fprintf(g.Stdout, ": %s", x.Why)
		}
		fmt.Fprintln(g.Stdout)
	}
	return nil
}

// printBlind names each detector once, with the modules for which it is blind.
func printBlind(out io.Writer, r *rehearse.Report) {
	modules, why := map[string][]string{}, map[string]string{}
	var order []string
	for _, b := range r.Blind {
		if modules[b.Detector] == nil {
			order, why[b.Detector] = append(order, b.Detector), b.Why
		}
		modules[b.Detector] = append(modules[b.Detector], b.Module)
	}
	slices.Sort(order)
	for _, name := range order {
		fmt.Fprintf(out, "  %s (%s): %s\n", name, strings.Join(modules[name], ", "), why[name])
	}
}

// printBlocks leaves out blocks in which nothing happened and nothing new was seen.
func printBlocks(out io.Writer, r *rehearse.Report) {
	seen := map[string]bool{}
	for _, b := range r.Blocks {
		var did, saw []string
		for _, t := range b.Transactions {
			text := strings.TrimSpace(t.Label + " " + t.Name + t.Module)
			if t.Failed {
				text += " (reverted)"
			}
			for _, l := range t.Lost {
				text += fmt.Sprintf(" [%s -%s]", l.Module, l.Amount)
			}
			did = append(did, text)
		}
		for _, f := range b.Findings {
			if !seen[f.Monitor+f.Damage] {
				saw = append(saw, fmt.Sprintf("%s %s, damage %s", f.Severity, f.Monitor, f.Damage))
			}
			seen[f.Monitor+f.Damage] = true
		}
		if len(did)+len(saw) == 0 && b.Replaced == 0 {
			continue
		}
		fmt.Fprintf(out, "block %d: %s\n", b.Number, strings.Join(did, "; "))
		if b.Replaced > 0 {
			fmt.Fprintf(out, "    takes the place of %d blocks\n", b.Replaced)
		}
		for _, s := range saw {
			fmt.Fprintf(out, "    %s\n", s)
		}
	}
}
