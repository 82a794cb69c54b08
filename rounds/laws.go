package rounds

import (
	"fmt"

	"makewhole/money"
	"makewhole/payouts"
)

// finish writes down where every account stands and refuses a round that breaks
// a law.
func (r *round) finish() error {
	r.out.Levels = r.levels
	r.out.Accounts = make([]Position, len(r.acc))
	for i := range r.acc {
		r.position(i)
	}
	for n := range r.out.Settlements {
		st := &r.out.Settlements[n]
		if err := r.conserved(st); err != nil {
			return err
		}
		for _, l := range st.Lines {
			if l.State == Payable {
				r.to(r.out.Accounts[l.Account].of(l.Kind), r.of(st.Asset, l.Amount))
			}
		}
	}
	for i := range r.acc {
		if err := r.indemnity(i); err != nil {
			return err
		}
	}
	return r.err
}

// position is where an account stood before the lines of this round.
func (r *round) position(i int) {
	a, p := &r.acc[i], &r.out.Accounts[i]
	p.Loss, p.Outside, p.Attributed = a.loss, a.outside, a.attributed
	p.CoverTarget, p.HeldTarget, p.RecoveryTarget = a.decided, a.held, a.recovery
	p.GivenBack = r.backOn(i)
	for _, e := range r.Accounts[i].Entries {
		value := r.of(e.Asset, e.Amount)
		switch {
		case e.Kind == GivenBack || e.Kind == OwnerLine || e.Lapsed:
		case e.Swept:
			r.to(&p.Escheat, value)
		default:
			r.to(p.of(e.Kind), value)
		}
	}
}

func (p *Position) of(k Kind) *money.Amount {
	switch k {
	case CoverLine:
		return &p.Covers
	case RecoveryLine:
		return &p.Recovered
	case EscheatLine:
		return &p.Escheat
	case GivenBack, OwnerLine:
	}
	return new(money.Amount)
}

// indemnity is law L1: no round makes anybody receive more than the loss. What
// facts made of it before is a receivable.
func (r *round) indemnity(i int) error {
	p, a := &r.out.Accounts[i], &r.acc[i]
	received := r.add(p.Outside, p.Covers, p.Recovered, p.Escheat)
	due := p.Loss
	if r.Accounts[i].Excluded {
		due = money.Zero
	}
	p.Residual, p.Receivable = due.SubFloor(received), received.SubFloor(due)
	if r.err != nil {
		return r.err
	}
	before := r.add(a.outside, a.covers, a.recovered, a.escheat)
	if received.Cmp(money.MaxOf(due, before)) > 0 {
		return fmt.Errorf("%w: L1: account %s would receive more than it lost", payouts.ErrInvariant, r.Accounts[i].ID)
	}
	return nil
}

// conserved is law L3: what is available of a source is exactly what its lines,
// holders, payees, protocol and reserve add up to.
func (r *round) conserved(st *Settlement) error {
	sum := r.add(st.Paid, st.Held, st.Carried, st.Protocol, st.Reserved, st.Free)
	for _, h := range st.Holders {
		r.to(&sum, h.Amount)
	}
	for _, p := range st.Payees {
		r.to(&sum, p.Amount)
	}
	if r.err == nil && sum != st.Available {
		return fmt.Errorf("%w: L3: a source of %s does not add up", payouts.ErrInvariant, r.Assets[st.Asset].ID)
	}
	return r.err
}
