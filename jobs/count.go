package jobs

import (
	"fmt"
	"strings"
)

// count collects what a run did, for its summary; nothing done is the empty
// summary.
type count struct{ parts []string }

func (c *count) add(n int, what string) {
	if n > 0 {
		c.parts = append(c.parts, fmt.Sprintf("%d %s", n, what))
	}
}

// String lists the parts.
func (c *count) String() string { return strings.Join(c.parts, ", ") }
