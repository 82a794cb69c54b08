package payouts

import (
	"fmt"
	"slices"

	"makewhole/money"
)

// LineCost is what pushing one line costs: its own gas and its part of what its
// transaction costs beside the items. The parts of a plan add up to its cost.
type LineCost struct {
	Index  int
	Holder Holder
	Asked  bool
	Amount money.Amount
	Cost   money.Amount // wei
}

// Bps is the cost in hundredths of a per cent of a value in wei, rounded up;
// false when the value is zero.
func (c *LineCost) Bps(worth money.Amount) (money.Amount, bool) {
	out, err := c.Cost.MulDiv(money.FromUint64(10_000), worth, money.Up)
	return out, err == nil
}

// LineCosts prices the lines of chunks that Plan made from the same input. What
// a transaction costs beside its items is shared, rounded down, in proportion
// to what each line has left of its budget, so that no line costs more than its
// budget; the wei that rounding leaves go to the first lines with room. Lines
// that were asked for have no budget: where a transaction has some, they bear
// that part alone, equally. The first bit of a word is shared in the same way
// over the word.
func LineCosts(in PlanInput, chunks []PushChunk) ([]LineCost, error) {
	p, err := newPlanner(in)
	if err != nil {
		return nil, err
	}
	return p.lineCosts(chunks)
}

func (p *planner) lineCosts(chunks []PushChunk) ([]LineCost, error) {
	var out []LineCost
	word, opens := 0, false
	for i := range chunks {
		c := &chunks[i]
		if w := c.First() / wordLeaves; i == 0 || w != chunks[i-1].First()/wordLeaves {
			word, opens = len(out), false
		}
		opens = opens || c.Opens
		lines, err := p.chunkCosts(c)
		if err != nil {
			return nil, err
		}
		out = append(out, lines...)
		last := i+1 == len(chunks) || chunks[i+1].First()/wordLeaves != c.First()/wordLeaves
		if !opens || !last {
			continue
		}
		more, err := p.in.wei(p.in.Gas.Opens, 0)
		if err == nil {
			err = p.share(out[word:], more)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// chunkCosts prices the lines of one transaction, without the first bit.
func (p *planner) chunkCosts(c *PushChunk) ([]LineCost, error) {
	gas, items := c.Gas, uint64(0)
	if c.Opens {
		gas -= p.in.Gas.Opens
	}
	lines := make([]LineCost, 0, c.Lines)
	for bit := range c.Mask.Items() {
		i := c.First() + bit
		if i >= len(p.lines) {
			return nil, fmt.Errorf("%w: the chunk names leaf %d of %d", ErrInput, i, len(p.lines))
		}
		l := &p.lines[i]
		own := p.in.Gas.item(l.Holder)
		cost, err := p.in.wei(own, 0)
		if err != nil {
			return nil, err
		}
		items += own
		lines = append(lines, LineCost{Index: i, Holder: l.Holder, Asked: l.Asked, Amount: l.Amount, Cost: cost})
	}
	if items > gas {
		return nil, fmt.Errorf("%w: the chunk's lines cost more than the chunk", ErrInput)
	}
	fixed, err := p.in.wei(gas-items, c.Bytes)
	if err != nil {
		return nil, err
	}
	return lines, p.share(lines, fixed)
}

// share adds total to the costs of lines.
func (p *planner) share(lines []LineCost, total money.Amount) error {
	room := make([]money.Amount, len(lines)) // weight of each line, and the most it bears
	sum := money.Zero
	asked := slices.ContainsFunc(lines, func(l LineCost) bool { return l.Asked })
	for i := range lines {
		switch {
		case asked && lines[i].Asked:
			room[i] = total
		case !asked:
			room[i] = p.budgets[lines[i].Index].SubFloor(lines[i].Cost)
		}
		var err error
		if sum, err = sum.Add(room[i]); err != nil {
			return err
		}
	}
	if sum.Less(total) {
		return fmt.Errorf("%w: a transaction costs more than its lines may", ErrInvariant)
	}
	return spread(lines, room, total, sum)
}

// spread gives each line floor(total·room/sum) and the rest, less than a wei a
// line, to the first that have room.
func spread(lines []LineCost, room []money.Amount, total, sum money.Amount) error {
	if total.IsZero() {
		return nil
	}
	rest := total
	parts := make([]money.Amount, len(lines))
	for i := range lines {
		part, err := room[i].MulDiv(total, sum, money.Down)
		if err != nil {
			return err
		}
		parts[i], rest = part, rest.SubFloor(part)
	}
	one := money.FromUint64(1)
	for i := range lines {
		var err error
		if !rest.IsZero() && parts[i].Less(room[i]) {
			if parts[i], err = parts[i].Add(one); err != nil {
				return err
			}
			rest = rest.SubFloor(one)
		}
		if lines[i].Cost, err = lines[i].Cost.Add(parts[i]); err != nil {
			return err
		}
	}
	if !rest.IsZero() {
		return fmt.Errorf("%w: %s wei of a transaction belong to no line", ErrInvariant, rest)
	}
	return nil
}
