package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// Progress draws one bar for long work, and only where a terminal is there.
type Progress struct {
	out         io.Writer // nil: draw nothing
	label       string
	Done, total int64
	drawn       time.Time
}

// NewProgress starts a bar on w for total units of work; zero means unknown.
func NewProgress(w io.Writer, label string, total int64) *Progress {
	p := &Progress{label: label, total: total}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.out = w
	}
	return p
}

// Add counts n more units and redraws at most ten times a second.
func (p *Progress) Add(n int64) {
	p.Done += n
	if now := time.Now(); p.out != nil && now.Sub(p.drawn) > 100*time.Millisecond {
		p.drawn = now
		p.draw()
	}
}

func (p *Progress) draw() {
	const width = 30
	if p.total <= 0 {
		fmt.Fprintf(p.out, "\r%-12s %d", p.label, p.Done)
		return
	}
	share := min(100, p.Done*100/p.total)
	filled := int(share * width / 100)
	fmt.Fprintf(p.out, "\r%-12s [%s%s] %3d %%", p.label, strings.Repeat("#", filled), strings.Repeat(".", width-filled), share)
}

// End wipes the bar.
func (p *Progress) End() {
	if p.out != nil {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", 60))
	}
}
