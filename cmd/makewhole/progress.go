package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress draws one bar for long work, and only where a terminal is there.
type progress struct {
	out         io.Writer // nil: draw nothing
	label       string
	done, total int64
	drawn       time.Time
}

// newProgress starts a bar on w for total units of work; zero means unknown.
func newProgress(w io.Writer, label string, total int64) *progress {
	p := &progress{label: label, total: total}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.out = w
	}
	return p
}

// add counts n more units and redraws at most ten times a second.
func (p *progress) add(n int64) {
	p.done += n
	if now := time.Now(); p.out != nil && now.Sub(p.drawn) > 100*time.Millisecond {
		p.drawn = now
		p.draw()
	}
}

func (p *progress) draw() {
	const width = 30
	if p.total <= 0 {
		fmt.Fprintf(p.out, "\r%-12s %d", p.label, p.done)
		return
	}
	share := min(100, p.done*100/p.total)
	filled := int(share * width / 100)
	fmt.Fprintf(p.out, "\r%-12s [%s%s] %3d %%", p.label, strings.Repeat("#", filled), strings.Repeat(".", width-filled), share)
}

// end wipes the bar.
func (p *progress) end() {
	if p.out != nil {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", 60))
	}
}
