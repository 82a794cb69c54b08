package payouts

import (
	"fmt"

	"makewhole/merkle"
	"makewhole/money"
)

// PayoutLine is one computed line of a settlement. Lines with a leaf have an
// Index ≥ 0; zero, held and carried lines have Index −1.
type PayoutLine struct {
	Receiver [20]byte
	Held     bool
	Carried  bool
	ID       string // id of the row, or ProtocolID
	Part     Part
	Amount   money.Amount
	Index    int
	Row      int // position in File.Rows, then in File.Shares; −1 for the protocol
}

// Computed is a settlement as computed from its file. Available = Paid + Held +
// Carried + Capped + Reserved + Dust + Unattributed.
type Computed struct {
	Lines     []PayoutLine // ordered by (receiver, id), zero lines included
	LeafCount int          // number of lines with a leaf
	Available money.Amount // M; for recovery/1 collected minus what was allocated before

	Paid         money.Amount // Σ lines with a leaf: the order's total
	Held         money.Amount // Σ held lines, reserved
	Carried      money.Amount // Σ lines below min_pay, reserved
	Capped       money.Amount // pro-rata/1: cut off by caps
	Reserved     money.Amount // recovery/1: parts of pools without shareholders or a protocol without receiver
	Dust         money.Amount // reserved
	Unattributed money.Amount

	// λ of water-fill/1 and /2, fund over denominator of pro-rata/1, zero over zero
	// otherwise.
	LambdaNum, LambdaDen money.Amount
}

// Compute runs the rule the header names. The settlement job, the committee
// member and the verifier all call this one function.
func (f File) Compute() (Computed, error) {
	if err := f.check(); err != nil {
		return Computed{}, err
	}
	rule, err := RuleNamed(f.Rule)
	if err != nil {
		return Computed{}, fmt.Errorf("%s: %w", f.Rule, err)
	}
	c := &Computed{}
	amounts, err := rule.compute(c, &f)
	if err == nil {
		err = c.finish(&f, amounts)
	}
	if err != nil {
		return Computed{}, fmt.Errorf("%s: %w", f.Rule, err)
	}
	return *c, nil
}

// waterFill and its siblings return the amounts of the rows, then of the shares,
// then of the protocol where it has a receiver.
func (c *Computed) waterFill(f *File) ([]money.Amount, error) {
	l, err := fill(f.Available, f.Rows)
	if err != nil {
		return nil, err
	}
	c.Available, c.Dust, c.Unattributed = f.Available, l.dust, l.unattributed
	c.LambdaNum, c.LambdaDen = l.lambda()
	return l.lines, nil
}

func (c *Computed) proRata(f *File) ([]money.Amount, error) {
	d, err := NewDivider(f.Available, f.Denominator)
	if err != nil {
		return nil, err
	}
	amounts := make([]money.Amount, len(f.Rows))
	for i := range f.Rows {
		r, limit := &f.Rows[i], money.Max
		if r.Cap != nil {
			limit = *r.Cap
		}
		if amounts[i], err = d.Line(r.Amount, limit); err != nil {
			return nil, fmt.Errorf("row %s: %w", r.ID, err)
		}
	}
	s, err := d.Close()
	c.Available, c.Capped, c.Dust, c.Unattributed = f.Available, s.Capped, s.Dust, s.Unattributed
	c.LambdaNum, c.LambdaDen = f.Available, f.Denominator
	return amounts, err
}

func (c *Computed) recovery(f *File) ([]money.Amount, error) {
	r, err := Recovery(f.recoveryInput())
	if err != nil {
		return nil, err
	}
	amounts := make([]money.Amount, len(f.Rows)+len(f.Shares), len(f.Rows)+len(f.Shares)+1)
	for i := range f.Rows {
		amounts[i] = r.Accounts[i].Amount
	}
	c.Available, c.Dust, c.Unattributed = r.Available, r.Dust, r.Unattributed
	for p := range f.Pools {
		if err := c.shareholders(f, p, r.Pools[p].Line, amounts[len(f.Rows):]); err != nil {
			return nil, err
		}
	}
	if f.ProtocolReceiver == ([20]byte{}) {
		c.Reserved, err = c.Reserved.Add(r.Protocol.Line)
		return amounts, err
	}
	return append(amounts, r.Protocol.Line), nil
}

func (f *File) recoveryInput() RecoveryInput {
	in := RecoveryInput{Collected: f.Collected, TotalAffected: f.TotalAffected, TotalUnits: f.TotalUnits,
		ResidualsFirst: f.ResidualsFirst, MinPay: f.MinPay, ProtocolAlready: f.ProtocolAlready}
	for i := range f.Rows {
		r := &f.Rows[i]
		in.Accounts = append(in.Accounts, RecoveryAccount{ID: r.ID, Loss: r.Amount, Units: r.Recovery.Units,
			Elsewhere: r.Recovery.Elsewhere, PoolPaid: r.Recovery.PoolPaid, Already: r.Already, Held: r.Held})
	}
	for _, id := range f.Pools {
		in.Pools = append(in.Pools, RecoveryPool{ID: id, Already: f.poolAlready(id)})
	}
	return in
}

// poolAlready is what a pool's shareholders got before; the pool's own dust
// stays collected and comes back in the next tranche.
func (f *File) poolAlready(pool string) (sum money.Amount) {
	for i := range f.Shares {
		if f.Shares[i].Pool != pool {
			continue
		}
		next, err := sum.Add(f.Shares[i].Already)
		if err != nil {
			return money.Max // more than was ever collected; Recovery refuses it
		}
		sum = next
	}
	return sum
}

// shareholders divides what returns to a pool, cumulatively: floor(all so far ·
// shares / Σ shares) minus what the shareholder got before.
func (c *Computed) shareholders(f *File, p int, line money.Amount, amounts []money.Amount) error {
	var rows []int
	var shares []money.Amount
	for i := range f.Shares {
		if f.Shares[i].Pool == f.Pools[p] {
			rows, shares = append(rows, i), append(shares, f.Shares[i].Shares)
		}
	}
	if len(rows) == 0 {
		var err error
		c.Reserved, err = c.Reserved.Add(line)
		return err
	}
	soFar, err := f.poolAlready(f.Pools[p]).Add(line)
	if err != nil {
		return err
	}
	due, _, err := SplitShares(soFar, shares)
	if err != nil {
		return err
	}
	for n, i := range rows {
		amounts[i] = due[n].SubFloor(f.Shares[i].Already)
		if line, err = line.Sub(amounts[i]); err != nil {
			return fmt.Errorf("%w: shareholders of %s got more than their shares before", ErrInput, f.Pools[p])
		}
	}
	c.Dust, err = c.Dust.Add(line)
	return err
}

// finish makes the lines in their order, hands out leaf indices, adds up the
// sums and checks that nothing was lost.
func (c *Computed) finish(f *File, amounts []money.Amount) (err error) {
	c.Lines = make([]PayoutLine, len(amounts))
	for n, i := range f.payoutOrder(len(amounts)) {
		l := &c.Lines[n]
		*l = f.line(int(i))
		l.Amount, l.Index = amounts[i], -1
		to := &c.Paid
		switch {
		case l.Amount.IsZero():
			continue
		case l.Held:
			to = &c.Held
		case l.Carried || l.Amount.Less(f.MinPay):
			l.Carried, to = true, &c.Carried
		case l.Receiver == [20]byte{}:
			return fmt.Errorf("%w: row %s is paid but has no receiver", ErrInput, l.ID)
		default:
			l.Index = c.LeafCount
			c.LeafCount++
		}
		if *to, err = to.Add(l.Amount); err != nil {
			return fmt.Errorf("%w: sum of lines: %w", ErrInvariant, err)
		}
	}
	return conserve("settlement", c.Available, c.Paid, c.Held, c.Carried, c.Capped, c.Reserved, c.Dust, c.Unattributed)
}

// line is row i, share i − len(Rows), or the protocol behind both.
func (f *File) line(i int) PayoutLine {
	if i < len(f.Rows) {
		r := &f.Rows[i]
		return PayoutLine{Receiver: r.Receiver, ID: r.ID, Part: r.Part, Held: r.Held, Carried: r.Target != nil && r.Target.Carried, Row: i}
	}
	if s := i - len(f.Rows); s < len(f.Shares) {
		r := &f.Shares[s]
		return PayoutLine{Receiver: r.Receiver, ID: r.ID, Part: PartShare, Held: r.Held, Row: i}
	}
	return PayoutLine{Receiver: f.ProtocolReceiver, ID: ProtocolID, Part: PartProtocol, Row: -1}
}

// Entries lists receivers and amounts of the lines with a leaf, in leaf order.
func (c Computed) Entries() []merkle.Entry {
	out := make([]merkle.Entry, 0, c.LeafCount)
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Index >= 0 {
			out = append(out, merkle.Entry{Account: l.Receiver, Amount: l.Amount})
		}
	}
	return out
}

// Leaves returns the leaves in index order.
func (c Computed) Leaves(settlementID merkle.Hash) []merkle.Hash {
	return merkle.PayoutLeaves(settlementID, c.Entries())
}

// Tree builds the payout tree. Unlike Leaves it makes no list of entries.
func (c Computed) Tree(settlementID merkle.Hash) *merkle.Tree {
	leaves := make([]uint32, 0, c.LeafCount)
	for i := range c.Lines {
		if c.Lines[i].Index >= 0 {
			leaves = append(leaves, uint32(i))
		}
	}
	return merkle.BuildFunc(settlementID, len(leaves), func(first int, dst []merkle.Entry) {
		for n, i := range leaves[first : first+len(dst)] {
			dst[n] = merkle.Entry{Account: c.Lines[i].Receiver, Amount: c.Lines[i].Amount}
		}
	})
}

// Root is the payoutRoot of the order, zero without leaves.
func (c Computed) Root(settlementID merkle.Hash) merkle.Hash { return c.Tree(settlementID).Root() }

// Total is the order's total: the sum of all leaves.
func (c Computed) Total() money.Amount { return c.Paid }
