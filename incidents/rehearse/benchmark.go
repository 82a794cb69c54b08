package rehearse

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"text/template"

	"makewhole/drill"
)

// Benchmark is the report of a set of drills.
type Benchmark struct {
	Drills    []*Report `json:"drills"`
	Attacks   int       `json:"attacks"` // that take something
	Found     int       `json:"found"`
	Missed    []Missed  `json:"missed"`
	Benign    int       `json:"benign"`
	FalseP1   int       `json:"false_p1"`
	FalseActs int       `json:"false_acts"`
	// Avoided is the mean share of the loss that a response avoids, in thousandths, by
	// how many blocks after the first finding it lands; a missed attack avoids nothing.
	Avoided []int `json:"avoided_thousandths"`
	// AfterFirst is the share of what attacks take after their first transaction that
	// the desk's own responses avoided, in thousandths, over modules with a pauser.
	AfterFirst int  `json:"after_first_thousandths"`
	Held       bool `json:"held"`
}

// Missed is an attack that was not found in time, and why.
type Missed struct {
	Drill string `json:"drill"`
	Why   string `json:"why"`
}

// RunAll plays every bundled drill with the detectors that come along.
func RunAll(ctx context.Context, done func(name string)) (*Benchmark, error) {
	var all []*Report
	for _, name := range drill.Bundled() {
		folder, err := drill.BundledFolder(name)
		if err != nil {
			return nil, err
		}
		d, err := drill.Read(folder)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r, err := Run(ctx, d, Options{DefaultMonitors: true})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, r)
		done(name)
	}
	return Summary(all), nil
}

// Summary adds reports up.
func Summary(all []*Report) *Benchmark {
	b := &Benchmark{Drills: all, Missed: []Missed{}, Avoided: make([]int, delays), Held: true}
	var rows, first, saved int
	for _, r := range all {
		b.Held = b.Held && r.Held
		b.FalseP1, b.FalseActs = b.FalseP1+r.FalseP1, b.FalseActs+r.FalseActs
		if r.Kind == drill.KindBenign {
			b.Benign++
		}
		if r.FirstHarm == 0 {
			continue
		}
		b.Attacks++
		if r.Missed != "" {
			b.Missed = append(b.Missed, Missed{r.Drill, r.Missed})
			rows++
		} else {
			b.Found++
		}
		for _, a := range r.Avoided {
			rows++
			for i, share := range a.Thousandth {
				b.Avoided[i] += share
			}
		}
		if r.AfterFirst != nil {
			first++
			saved += *r.AfterFirst
		}
	}
	for i := range b.Avoided {
		b.Avoided[i] /= max(1, rows)
	}
	b.AfterFirst = saved / max(1, first)
	return b
}

// Markdown is the table of a benchmark, for people.
func (b *Benchmark) Markdown() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Drills\n\n%d attacks, %d found in time, %d missed; %d benign drills with %d findings of P1 and %d modules that would have been stopped.\n\n",
		b.Attacks, b.Found, len(b.Missed), b.Benign, b.FalseP1, b.FalseActs)
	fmt.Fprintf(&out, "| drill | found by | block | first harm | lead | lost unguarded | lost | saved | as expected |\n|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range b.Drills {
		for _, m := range r.Modules {
			if r.FirstHarm > 0 && m.Unguarded == "0" || r.FirstHarm == 0 && m.Module != r.Modules[0].Module {
				continue
			}
			lead, found, harm := "–", "–", "–"
			if r.Lead != nil {
				lead = fmt.Sprint(*r.Lead)
			}
			if r.FirstFound > 0 {
				found = fmt.Sprint(r.FirstFound)
			}
			if r.FirstHarm > 0 {
				harm = fmt.Sprint(r.FirstHarm)
			}
			fmt.Fprintf(&out, "| %s, %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.Drill, m.Module, dash(r.By), found, harm, lead,
				m.Unguarded, m.Lost, m.Saved, map[bool]string{true: "yes", false: "no"}[r.Held])
		}
	}
	fmt.Fprintf(&out, "\nBlocks are those of the timeline; lead is from the first finding of P1 or P2 to the first loss, below 0 after it. Amounts are base units.\n")
	fmt.Fprintf(&out, "\n## Loss avoided, by delay of the response\n\n![avoided loss](avoided.svg)\n\n| blocks after the first finding | share avoided |\n|---|---|\n")
	for i, v := range b.Avoided {
		fmt.Fprintf(&out, "| %d | %s |\n", i, percent(v))
	}
	fmt.Fprintf(&out, "\nThe mean over attacked modules; a missed attack avoids nothing. Of what attacks take after their first transaction, the responses of the desk avoided %s (modules with a pauser).\n", percent(b.AfterFirst))
	fmt.Fprintf(&out, "\n## Missed\n\n")
	for _, m := range b.Missed {
		fmt.Fprintf(&out, "- %s: %s.\n", m.Drill, m.Why)
	}
	if len(b.Missed) == 0 {
		fmt.Fprintf(&out, "None.\n")
	}
	return out.Bytes()
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func percent(thousandths int) string {
	return fmt.Sprintf("%d.%d %%", thousandths/10, thousandths%10)
}

// picture is the curve of a benchmark: the share avoided by delay.
var picture = template.Must(template.New("avoided").Parse(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">
<rect width="640" height="400" fill="white"/>
<text x="60" y="24" font-size="14">Share of the loss avoided, by blocks from the first finding to the response</text>
{{range .Rows}}<line x1="60" x2="620" y1="{{.Y}}" y2="{{.Y}}" stroke="#ddd"/><text x="52" y="{{.Y}}" text-anchor="end" dominant-baseline="middle">{{.Text}}</text>
{{end}}{{range .Columns}}<text x="{{.X}}" y="376" text-anchor="middle">{{.Text}}</text>
{{end}}{{range .Thin}}<polyline fill="none" stroke="#bbb" points="{{.}}"/>
{{end}}<polyline fill="none" stroke="#0b5" stroke-width="3" points="{{.Mean}}"/>
</svg>
`))

type mark struct {
	X, Y int
	Text string
}

// SVG draws the curve: each attacked module thin, the mean bold.
func (b *Benchmark) SVG() ([]byte, error) {
	var data struct {
		Rows, Columns []mark
		Thin          []string
		Mean          string
	}
	for v := 0; v <= 1000; v += 250 {
		data.Rows = append(data.Rows, mark{Y: high(v), Text: percent(v)})
	}
	for i := range delays {
		data.Columns = append(data.Columns, mark{X: wide(i), Text: fmt.Sprint(i)})
	}
	for _, r := range b.Drills {
		for _, a := range r.Avoided {
			data.Thin = append(data.Thin, points(a.Thousandth))
		}
	}
	data.Mean = points(b.Avoided)
	var out bytes.Buffer
	err := picture.Execute(&out, data)
	return out.Bytes(), err
}

func wide(delay int) int      { return 60 + delay*560/(delays-1) }
func high(thousandth int) int { return 356 - thousandth*316/1000 }

func points(values []int) string {
	var out []string
	for i, v := range values {
		out = append(out, fmt.Sprintf("%d,%d", wide(i), high(v)))
	}
	return strings.Join(out, " ")
}
