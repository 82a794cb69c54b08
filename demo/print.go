package demo

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"makewhole/internal/display"
)

// Styles of the story, as SGR codes.
const (
	styleBold  = "1"
	styleDim   = "2"
	styleRed   = "31"
	styleGreen = "32"
	styleBlue  = "36"
)

const storyWidth = 96

// storyteller prints the story. Styles are used on a terminal only.
type storyteller struct {
	out     io.Writer
	styled  bool
	chapter int
}

// newStoryteller honours NO_COLOR (no-color.org).
func newStoryteller(out io.Writer) *storyteller {
	f, ok := out.(*os.File)
	return &storyteller{out: out, styled: ok && os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))}
}

func (s *storyteller) style(code, text string) string {
	if !s.styled {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// section opens a chapter; when tells the date of the story.
func (s *storyteller) section(title, when string) {
	s.chapter++
	head := fmt.Sprintf("── %d. %s ", s.chapter, title)
	tail := fmt.Sprintf(" %s ──", when)
	fill := max(2, storyWidth-utf8.RuneCountInString(head)-utf8.RuneCountInString(tail))
	fmt.Fprintf(s.out, "\n%s\n", s.style(styleBold, head+strings.Repeat("─", fill)+tail))
}

// say tells one thing.
func (s *storyteller) say(format string, args ...any) {
	fmt.Fprintf(s.out, "   %s\n", fmt.Sprintf(format, args...))
}

// text tells more than a line.
func (s *storyteller) text(format string, args ...any) {
	for _, line := range wrapText(fmt.Sprintf(format, args...), storyWidth-4) {
		s.say("%s", line)
	}
}

// quote is what somebody said, under the line that names them.
func (s *storyteller) quote(format string, args ...any) {
	for _, line := range wrapText(fmt.Sprintf(format, args...), storyWidth-8) {
		fmt.Fprintf(s.out, "       %s\n", s.style(styleDim, line))
	}
}

// onChain tells a transaction with its cost.
func (s *storyteller) onChain(what string, gas uint64, hash string) {
	const label = 62
	fill := max(1, label-utf8.RuneCountInString(what))
	fmt.Fprintf(s.out, "   %s %s%s%s\n", s.style(styleBlue, "⛓"), what, strings.Repeat(" ", fill),
		s.style(styleDim, fmt.Sprintf("%9s gas  %s", display.Grouped(fmt.Sprint(gas)), shortHex(hash))))
}

// passed tells the outcome of a check.
func (s *storyteller) passed(ok bool, name, detail string) {
	mark := s.style(styleGreen, "✓")
	if !ok {
		mark = s.style(styleRed, "✗ FAILED:")
	}
	if detail != "" {
		detail = s.style(styleDim, "  "+detail)
	}
	fmt.Fprintf(s.out, "   %s %s%s\n", mark, name, detail)
}

// table prints aligned columns: the first to the left, the others to the right
// unless their heading starts with "<". A row "" draws a line.
func (s *storyteller) table(head []string, rows [][]string) {
	widths := make([]int, len(head))
	measure := func(row []string) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(strings.TrimPrefix(cell, "<")))
		}
	}
	measure(head)
	for _, row := range rows {
		measure(row)
	}
	fmt.Fprintf(s.out, "\n   %s\n", s.style(styleDim, tableRow(head, head, widths)))
	for _, row := range rows {
		text := tableRow(head, row, widths)
		if len(row) == 0 {
			text = s.style(styleDim, strings.Repeat("─", utf8.RuneCountInString(tableRow(head, head, widths))))
		}
		fmt.Fprintf(s.out, "   %s\n", text)
	}
	fmt.Fprintln(s.out)
}

func tableRow(head, row []string, widths []int) string {
	var b strings.Builder
	for i, cell := range row {
		cell = strings.TrimPrefix(cell, "<")
		pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
		if i > 0 {
			b.WriteString("  ")
		}
		if i == 0 || strings.HasPrefix(head[i], "<") {
			b.WriteString(cell + pad)
		} else {
			b.WriteString(pad + cell)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// wrapText breaks text between words into lines of at most width runes.
func wrapText(text string, width int) (lines []string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// lastPart is the innermost message of a wrapped error.
func lastPart(message string) string {
	parts := strings.Split(message, ": ")
	return parts[len(parts)-1]
}

// shortHex shortens a hash for people.
func shortHex(hash string) string {
	if len(hash) < 20 {
		return hash
	}
	return hash[:10] + "…" + hash[len(hash)-4:]
}

// shownDays is a span of the story's time.
func shownDays(d time.Duration) string { return fmt.Sprintf("day %d", int(d/(24*time.Hour))) }
