package payouts

import "makewhole/money"

// What is done with a subtree.
const (
	leave uint8 = iota
	whole       // one transaction
	halves
)

// branch is the best that can be done with one subtree.
type branch struct {
	loss     money.Amount // cost of its transactions and budgets of the lines it leaves
	skip     money.Amount // Σ budgets of its eligible lines: the loss of leaving all
	itemGas  uint64       // of its eligible lines
	eligible int
	must     bool // holds a line that was asked for
	packable bool // every leaf fits an item
	does     uint8
}

// region is one word of 256 leaves, or the whole of a smaller tree. Branches
// are numbered as in a heap: 1 is the root, 2i and 2i+1 the halves of i.
type region struct {
	*planner
	best [2 * wordLeaves]branch
}

// plan plans the word of leaves that begins at first.
func (r *region) plan(first int) error {
	r.best = [2 * wordLeaves]branch{}
	p, level := r.planner, min(maxPushLevel, r.top)
	if err := r.solve(1, level, first>>level); err != nil {
		return err
	}
	root := &r.best[1]
	if root.does == leave {
		return nil
	}
	opens := !p.in.Touched[first/wordLeaves]
	if opens && !root.must { // is it worth the first bit, too?
		more, err := p.in.wei(p.in.Gas.Opens, 0)
		if err != nil {
			return err
		}
		loss, err := root.loss.Add(more)
		if err != nil || root.skip.Less(loss) {
			return err
		}
	}
	from := len(p.out.Chunks)
	if err := r.collect(1, level, first>>level); err != nil {
		return err
	}
	if opens {
		c := &p.out.Chunks[from]
		c.Opens, c.Gas = true, c.Gas+p.in.Gas.Opens
	}
	return nil
}

// solve fills the branch i of node `node` in layer `level`, its halves first.
func (r *region) solve(i, level, node int) error {
	b := &r.best[i]
	from := node << level
	if from >= len(r.lines) {
		b.packable = true
		return nil
	}
	if level == 0 {
		if err := r.leaf(b, from); err != nil {
			return err
		}
	} else if err := r.join(b, i, level, node); err != nil {
		return err
	}
	return r.whole(b, level, node)
}

// leaf is what may be done with one line, before it is priced.
func (r *region) leaf(b *branch, i int) error {
	l := &r.lines[i]
	b.packable, b.must = Packable(l.Amount), l.Asked
	own := r.in.Gas.item(l.Holder)
	cost, err := r.in.wei(own, 0)
	if err != nil {
		return err
	}
	if l.Asked || (!r.budgets[i].IsZero() && !r.budgets[i].Less(cost)) {
		b.eligible, b.itemGas, b.skip, b.loss = 1, own, r.budgets[i], r.budgets[i]
	}
	return nil
}

// join adds the halves up and takes the better of leaving all and doing the
// best with each half.
func (r *region) join(b *branch, i, level, node int) (err error) {
	for half := range 2 {
		if err := r.solve(2*i+half, level-1, 2*node+half); err != nil {
			return err
		}
	}
	x, y := &r.best[2*i], &r.best[2*i+1]
	b.eligible, b.itemGas = x.eligible+y.eligible, x.itemGas+y.itemGas
	b.must, b.packable = x.must || y.must, x.packable && y.packable
	if b.skip, err = x.skip.Add(y.skip); err != nil {
		return err
	}
	if b.loss, err = x.loss.Add(y.loss); err != nil {
		return err
	}
	if x.does != leave || y.does != leave {
		b.does = halves
	}
	return nil
}

// whole compares with pushing all eligible lines of the subtree at once.
func (r *region) whole(b *branch, level, node int) error {
	if b.eligible == 0 || !b.packable {
		return nil
	}
	leaves := min((node+1)<<level, len(r.lines)) - node<<level
	gas, bytes := r.in.Gas.push(leaves, siblings(len(r.lines), level, node), b.eligible, b.itemGas)
	if !r.in.Gas.fits(gas, bytes) {
		return nil
	}
	cost, err := r.in.wei(gas, bytes)
	if err != nil {
		return err
	}
	asked := b.must && level == 0
	if asked || !b.loss.Less(cost) {
		b.loss, b.does = cost, whole
	}
	return nil
}

// collect writes the chosen transactions down.
func (r *region) collect(i, level, node int) error {
	switch r.best[i].does {
	case halves:
		if err := r.collect(2*i, level-1, 2*node); err != nil {
			return err
		}
		return r.collect(2*i+1, level-1, 2*node+1)
	case whole:
		c, err := r.chunk(&r.best[i], level, node)
		if err != nil {
			return err
		}
		r.out.Chunks = append(r.out.Chunks, c)
	}
	return nil
}

func (r *region) chunk(b *branch, level, node int) (c PushChunk, err error) {
	c.Level, c.Node, c.Lines = level, node, b.eligible
	from, to := node<<level, min((node+1)<<level, len(r.lines))
	for i := from; i < to; i++ {
		if !r.eligible(i) {
			continue
		}
		l, bit := &r.lines[i], i-from
		c.Mask.Set(bit)
		switch l.Holder {
		case HolderFresh:
			c.Fresh.Set(bit)
		case HolderContract:
			c.Contract.Set(bit)
		case HolderExisting:
		}
		if l.Asked {
			c.Asked.Set(bit)
		}
		if c.Amount, err = c.Amount.Add(l.Amount); err != nil {
			return c, err
		}
	}
	c.Gas, c.Bytes = r.in.Gas.push(to-from, siblings(len(r.lines), level, node), b.eligible, b.itemGas)
	return c, nil
}

// eligible repeats the decision of leaf.
func (r *region) eligible(i int) bool {
	var b branch
	return r.leaf(&b, i) == nil && b.eligible == 1
}
