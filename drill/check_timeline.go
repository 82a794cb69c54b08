package drill

import (
	"fmt"
	"maps"
	"slices"
)

func (c *checker) timeline() *Error {
	if len(c.d.Timeline) == 0 {
		return refuse("/timeline", "want at least one block")
	}
	for i := range c.d.Timeline {
		at, s := fmt.Sprintf("/timeline/%d", i), &c.d.Timeline[i]
		if err := c.step(at, s); err != nil {
			return err
		}
		if c.blocks > maxBlocks {
			return refuse(at, "want at most %d blocks in all", maxBlocks)
		}
	}
	return nil
}

func (c *checker) step(at string, s *Step) *Error {
	if s.Wait != "" {
		if _, err := span(s.Wait); err != nil {
			return refuse(at+"/wait", "%v", err)
		}
	}
	if s.Reorg != nil {
		return c.reorg(at+"/reorg", s)
	}
	if s.Repeat < 0 || s.Repeat > maxBlocks {
		return refuse(at+"/repeat", "want how often the block comes, at most %d", maxBlocks)
	}
	if len(s.Transactions) > maxTxs {
		return refuse(at+"/transactions", "want at most %d", maxTxs)
	}
	c.blocks += int64(max(1, s.Repeat))
	for j := range s.Transactions {
		place, t := fmt.Sprintf("%s/transactions/%d", at, j), &s.Transactions[j]
		if err := c.labels(place, t); err != nil {
			return err
		}
		if s.Repeat > 1 && (t.Deploy != "" || t.Name != "") {
			return refuse(place, "what is repeated neither deploys nor has a name")
		}
		if err := c.transaction(place, t); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) labels(at string, t *Transaction) *Error {
	if !slices.Contains([]string{LabelAttack, LabelCopycat, LabelBenign, LabelProbe}, t.Label) {
		return refuse(at+"/label", "want attack, copycat, benign or probe")
	}
	if c.d.Kind == KindBenign && t.Label != LabelBenign {
		return refuse(at+"/label", "a benign drill has no %s", t.Label)
	}
	if !slices.Contains([]string{"", RevertsNo, RevertsYes, RevertsMay}, t.Reverts) {
		return refuse(at+"/reverts", "want no, yes or may")
	}
	return nil
}

// maxDepth is how deep a reorganisation may be.
const maxDepth = 32

func (c *checker) reorg(at string, s *Step) *Error {
	switch {
	case len(s.Transactions) > 0 || s.Repeat != 0 || s.Wait != "":
		return refuse(at, "a reorganisation is a step of its own")
	case s.Reorg.Depth < 1 || s.Reorg.Depth > maxDepth || int64(s.Reorg.Depth) > c.blocks:
		return refuse(at+"/depth", "want 1 to %d, and no more blocks than the timeline has up to here", maxDepth)
	}
	if s.Reorg.Again != nil {
		for i, name := range *s.Reorg.Again {
			if !c.labelled[name] && name != LabelResponse {
				return refuse(fmt.Sprintf("%s/again/%d", at, i), "want the name of a transaction before it, or response")
			}
		}
	}
	c.blocks++
	return nil
}

func (c *checker) faults() *Error {
	for i, f := range c.d.Faults {
		at := fmt.Sprintf("/faults/%d", i)
		switch {
		case !slices.Contains([]string{FaultTraces, FaultState, FaultResponse}, f.Kind):
			return refuse(at+"/kind", "want %s, %s or %s", FaultTraces, FaultState, FaultResponse)
		case f.From < 1 || f.To < f.From || f.To > c.blocks:
			return refuse(at, "want blocks of the timeline, 1 to %d, the first not after the last", c.blocks)
		}
	}
	return nil
}

func (c *checker) module(name string) bool {
	return slices.ContainsFunc(c.d.Modules, func(m Module) bool { return m.Name == name })
}

func (c *checker) expectations() *Error {
	e := &c.d.Expect
	for i, x := range e.Detectors {
		at := fmt.Sprintf("/expect/detectors/%d", i)
		switch {
		case x.Name == "":
			return refuse(at+"/name", "want the name of a detector")
		case x.Module != "" && !c.module(x.Module):
			return refuse(at+"/module", "want the name of a module")
		case x.By < 1 || x.By > c.blocks:
			return refuse(at+"/by", "want a block of the timeline, 1 to %d", c.blocks)
		}
	}
	if !slices.Contains([]string{"", "P1", "P2", "P3", "P4", "none"}, e.Most) {
		return refuse("/expect/most", "want P1, P2, P3, P4 or none")
	}
	for i, name := range e.Paused {
		if !slices.ContainsFunc(c.d.Modules, func(m Module) bool { return m.Name == name && m.Pauser != nil }) {
			return refuse(fmt.Sprintf("/expect/paused/%d", i), "want the name of a module with a pauser")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Loss)) {
		at, l := "/expect/loss/"+name, e.Loss[name]
		if !c.module(name) {
			return refuse(at, "want the name of a module")
		}
		for _, x := range []struct{ at, text string }{{at + "/unguarded", l.Unguarded}, {at + "/most", l.Most}} {
			if x.text == "" {
				continue
			}
			if _, err := Amount(x.text); err != nil {
				return refuse(x.at, "%v", err)
			}
		}
	}
	return nil
}
