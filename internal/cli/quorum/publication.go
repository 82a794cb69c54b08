package quorum

import (
	"fmt"

	"makewhole/contracts"
)

// publication publishes an order that was announced. It needs no signatures: the
// announcement had them.
type publication struct{ order }

func (p publication) call(v *view, _ []byte) call {
	return call{v.d.Distributor, contracts.PackPublish(p.m, nil)}
}

func (p publication) look(v *view) (s shown, err error) {
	at, err := p.announced(v)
	if err != nil {
		return s, err
	}
	if at == 0 {
		return s, refused("the order was not announced: announce it first (makewhole quorum call)")
	}
	from, err := v.openFrom(at)
	if err != nil {
		return s, err
	}
	if s, err = p.state(v); err != nil {
		return s, err
	}
	if v.head.Time < from {
		s.Waits = "only the operator can publish it before " + second(from)
	}
	s.Words = append([]string{"PUBLISH an announced payout order: its money moves in, and receivers are paid when it is active."}, s.Words...)
	return s, nil
}

func (p publication) done(v *view) (out outcome, err error) {
	d := contracts.NewPayoutDistributor()
	row, err := ask(v, v.d.Distributor, d.PackSettlementOf(p.m.SettlementID), d.UnpackSettlementOf)
	if err != nil {
		return out, err
	}
	out.Words = append(out.Words, fmt.Sprintf("settlement %s is published; receivers can redeem from %s to %s",
		p.m.SettlementID, second(row.ActiveAt.Uint64()), second(row.Deadline.Uint64())))
	return out, nil
}
