package payouts

import (
	"fmt"

	"makewhole/money"
)

// Holder is what is known of a receiver before it is paid; it decides what
// paying it costs.
type Holder uint8

// Receivers. For a token only the balance counts; for the native coin a fresh
// receiver is an account that does not exist yet, and code may run.
const (
	HolderFresh    Holder = iota // holds nothing of the token: a new storage slot, or a new account
	HolderExisting               // has a balance
	HolderContract               // native coin only: has code
)

// PlanLine is one leaf of a payout tree as the planner sees it.
type PlanLine struct {
	Index  int
	Amount money.Amount // base units of the payout token
	Holder Holder
	Open   bool // may be pushed: claimable, and no transaction under way pays it
	Asked  bool // is to be pushed whatever it costs
}

// PlanInput is everything that decides who is pushed and who is left to redeem.
type PlanInput struct {
	Lines     []PlanLine   // every leaf of the tree once, in any order
	Touched   map[int]bool // words of 256 leaves in which a bit is set already
	GasPrice  money.Amount // wei per gas
	DataPrice money.Amount // wei per byte of a transaction, 0 where data has no price of its own
	Value     *Ratio       // wei per base unit of the payout token; nil = not known
	ShareBps  uint64       // most that pushing may cost of an amount, in hundredths of a per cent
	Gas       GasModel
}

// PushChunk is one transaction: the leaves of Mask out of the aligned subtree
// of 2^Level leaves that begins at leaf Node·2^Level.
type PushChunk struct {
	Level, Node     int
	Mask            Bits // bit i is leaf Node·2^Level + i
	Fresh, Contract Bits // parts of Mask by receiver; the rest exists already
	Asked           Bits // part of Mask that was asked for
	Opens           bool // pays for the first bit of its word of 256 leaves
	Lines           int
	Amount          money.Amount
	Gas, Bytes      uint64
}

// First is the index of the chunk's first leaf.
func (c *PushChunk) First() int { return c.Node << c.Level }

// Holder is what the plan knew of the receiver of its bit i.
func (c *PushChunk) Holder(i int) Holder {
	switch {
	case c.Fresh.Has(i):
		return HolderFresh
	case c.Contract.Has(i):
		return HolderContract
	default:
		return HolderExisting
	}
}

// PushPlan is what to push, at least cost, and what that costs.
type PushPlan struct {
	Chunks     []PushChunk // by first leaf
	Pushed     int
	Left       int // open lines that are left to redeem
	Stranded   int // of these: redeeming costs more than the line is worth
	Amount     money.Amount
	Gas, Bytes uint64
	Cost       money.Amount // wei at GasPrice and DataPrice
	Lines      []LineCost   // of pushed lines, by index
}

// Plan chooses lines and transactions. A line that was asked for is pushed.
// Any other open line may be pushed when its budget, ShareBps of its value,
// covers what paying it costs on top of a transaction that goes out anyway.
// Among all such lines, and all ways to cover them by disjoint aligned
// subtrees within the limits of one transaction, the plan minimises
//
//	cost of the transactions + Σ budgets of the lines that are left,
//
// exactly, by dynamic programming over the tree: a subtree is left, pushed as
// one transaction, or the best of its halves. So nobody is pushed for more than
// its budget (see LineCost), and what is pushed could not be pushed for less.
// At equal cost it pushes, in fewer transactions. The result depends on the set
// of lines only. It returns ErrInput for lines that are not a whole tree, or
// asked lines that cannot be pushed.
func Plan(in PlanInput) (PushPlan, error) {
	p, err := newPlanner(in)
	if err != nil {
		return PushPlan{}, err
	}
	r := &region{planner: p}
	for first := 0; first < len(p.lines); first += wordLeaves {
		if err := r.plan(first); err != nil {
			return PushPlan{}, err
		}
	}
	return p.finish()
}

// planner is one run over one tree.
type planner struct {
	in      PlanInput
	lines   []PlanLine     // by index
	budgets []money.Amount // by index; what we are ready to pay, zero for lines that may not be pushed
	top     int            // level of the root
	out     PushPlan
}

func newPlanner(in PlanInput) (*planner, error) {
	lines, err := inOrder(in.Lines)
	if err != nil {
		return nil, err
	}
	if in.Gas.MaxGas == 0 {
		return nil, fmt.Errorf("%w: no gas model", ErrInput)
	}
	p := &planner{in: in, lines: lines, budgets: make([]money.Amount, len(lines)), top: depthOf(len(lines))}
	for i := range lines {
		l := &lines[i]
		if l.Asked && (!l.Open || !Packable(l.Amount)) {
			return nil, fmt.Errorf("%w: line %d cannot be pushed", ErrInput, i)
		}
		if p.budgets[i], err = in.budget(l); err != nil {
			return nil, fmt.Errorf("budget of line %d: %w", i, err)
		}
	}
	return p, nil
}

// inOrder places lines by index and refuses gaps and repetitions.
func inOrder(lines []PlanLine) ([]PlanLine, error) {
	out := make([]PlanLine, len(lines))
	seen := make([]bool, len(lines))
	for _, l := range lines {
		if l.Index < 0 || l.Index >= len(lines) || seen[l.Index] {
			return nil, fmt.Errorf("%w: leaf %d is missing or there twice", ErrInput, l.Index)
		}
		seen[l.Index], out[l.Index] = true, l
	}
	return out, nil
}

// budget is floor(floor(amount · value) · ShareBps / 10000) wei for a line that
// may be pushed by its cost, and zero for every other.
func (in *PlanInput) budget(l *PlanLine) (money.Amount, error) {
	if in.Value == nil || !l.Open || l.Asked || !Packable(l.Amount) {
		return money.Zero, nil
	}
	worth, err := in.Value.Floor(l.Amount)
	if err != nil {
		return money.Zero, err
	}
	return worth.MulDiv(money.FromUint64(in.ShareBps), money.FromUint64(10_000), money.Down)
}

// wei is what gas and bytes cost at the prices of the input.
func (in *PlanInput) wei(gas, bytes uint64) (money.Amount, error) {
	return Bill(gas, in.GasPrice, bytes, in.DataPrice)
}

// Bill is gas · gasPrice + bytes · dataPrice.
func Bill(gas uint64, gasPrice money.Amount, bytes uint64, dataPrice money.Amount) (money.Amount, error) {
	one := money.FromUint64(1)
	run, err := gasPrice.MulDiv(money.FromUint64(gas), one, money.Up)
	if err != nil {
		return money.Zero, err
	}
	data, err := dataPrice.MulDiv(money.FromUint64(bytes), one, money.Up)
	if err != nil {
		return money.Zero, err
	}
	return run.Add(data)
}

// finish adds up and prices every line.
func (p *planner) finish() (PushPlan, error) {
	out := &p.out
	var err error
	for i := range out.Chunks {
		c := &out.Chunks[i]
		out.Pushed += c.Lines
		out.Gas, out.Bytes = out.Gas+c.Gas, out.Bytes+c.Bytes
		if out.Amount, err = out.Amount.Add(c.Amount); err != nil {
			return PushPlan{}, err
		}
	}
	if out.Cost, err = p.in.wei(out.Gas, out.Bytes); err != nil {
		return PushPlan{}, err
	}
	if err := p.countLeft(); err != nil {
		return PushPlan{}, err
	}
	out.Lines, err = p.lineCosts(out.Chunks)
	return *out, err
}

// countLeft counts open lines without a push, and those that nobody would
// redeem: the transaction costs the receiver at least what the line is worth.
func (p *planner) countLeft() error {
	pushed := make([]bool, len(p.lines))
	for i := range p.out.Chunks {
		c := &p.out.Chunks[i]
		for j := range c.Mask.Items() {
			pushed[c.First()+j] = true
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if pushed[i] || !l.Open {
			continue
		}
		p.out.Left++
		if p.in.Value == nil {
			continue
		}
		gas, bytes := p.in.Gas.OfRedeem(l.Holder, siblings(len(p.lines), 0, i))
		cost, err := p.in.wei(gas, bytes)
		if err != nil {
			return err
		}
		worth, err := p.in.Value.Floor(l.Amount)
		if err != nil {
			return err
		}
		if !cost.Less(worth) {
			p.out.Stranded++
		}
	}
	return nil
}
