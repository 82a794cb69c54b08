package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// section is one part of the table: a heading, columns, rows, and what a reader
// must know to compare them.
type section struct {
	title string
	head  []string
	rows  [][]string
	notes []string
}

// String is the section as Markdown whose columns are aligned, so that it reads
// as well in a terminal.
func (s section) String() string {
	width := make([]int, len(s.head))
	for _, row := range append([][]string{s.head}, s.rows...) {
		for i, c := range row {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n", s.title)
	line := func(cells []string) {
		for i, c := range cells {
			gap := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i == 0 {
				fmt.Fprintf(&b, "| %s%s ", c, gap)
			} else {
				fmt.Fprintf(&b, "| %s%s ", gap, c)
			}
		}
		b.WriteString("|\n")
	}
	line(s.head)
	for i, w := range width {
		if i == 0 {
			fmt.Fprintf(&b, "|%s", strings.Repeat("-", w+2))
		} else {
			fmt.Fprintf(&b, "|%s:", strings.Repeat("-", w+1))
		}
	}
	b.WriteString("|\n")
	for _, row := range s.rows {
		line(row)
	}
	for _, n := range s.notes {
		fmt.Fprintf(&b, "\n%s\n", n)
	}
	return b.String()
}

// grouped writes 1234567 as 1,234,567.
func grouped(n uint64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// times is a ratio with two decimals, rounded.
func times(a, b uint64) string {
	if b == 0 {
		return ""
	}
	hundredths := (a*200/b + 1) / 2
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}

// saved is how much less something costs; more is written with a plus.
func saved(full, without uint64) string {
	switch {
	case without > full:
		return "+" + grouped(without-full)
	case without == full:
		return "0"
	}
	return "−" + grouped(full-without)
}
