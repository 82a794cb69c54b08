package monitor

import "slices"

// Feeds lists what an observation must hold beside Reads, for at least one
// monitor: what no monitor asks for need not be gathered.
func (e *Engine) Feeds() []Feed {
	var out []Feed
	add := func(feeds ...Feed) {
		for _, f := range feeds {
			if !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	for _, r := range e.runners {
		for _, s := range r.m.sources {
			if add(s.feeds...); len(s.feeds) > 0 {
				add(FeedTransactions) // every row names who sent its transaction
			}
		}
		if len(r.m.reads) > 0 {
			add(FeedReads)
		}
	}
	slices.Sort(out)
	return out
}

// Span is how far the windows of the monitors look back: the longest time in
// seconds and the largest number of blocks. Both count.
func (e *Engine) Span() (seconds, blocks uint64) {
	for _, r := range e.runners {
		for _, w := range r.windows {
			seconds, blocks = max(seconds, w.span.seconds), max(blocks, w.span.blocks)
		}
	}
	return seconds, blocks
}
