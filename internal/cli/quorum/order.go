package quorum

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/oracles/signing"
)

// order announces a payout order, so that anybody can publish it later when the
// operator does not.
type order struct{ m contracts.PayoutOrder }

func readOrder(_ File, m *fields) act {
	return order{contracts.PayoutOrder{
		ConfigDigest: m.hash("configDigest"), SettlementID: m.hash("settlementId"), IncidentID: m.hash("incidentId"), PoolID: m.hash("poolId"),
		PayoutToken: m.address("payoutToken"), Sequence: m.uint("sequence", 64), SnapshotSetDigest: m.hash("snapshotSetDigest"),
		InputHash: m.hash("inputHash"), PayoutRoot: m.hash("payoutRoot"), LeafCount: uint32(m.uint("leafCount", 32)), Total: m.amount("total"),
		CumulativeTotal: m.amount("cumulativeTotal"), Follows: m.hash("follows"), ValidUntil: m.uint("validUntil", 64),
	}}
}

func (o order) message() message            { return o.m }
func (o order) term() (common.Hash, uint64) { return o.m.ConfigDigest, o.m.ValidUntil }

// record is that of the member's orders: see Member.SignOrder.
func (o order) record(contracts.Domain) signing.Act { return signing.Act{ValidUntil: o.m.ValidUntil} }

func (o order) call(v *view, sigs []byte) call {
	return call{v.d.Distributor, contracts.PackAnnounce(o.m, sigs)}
}

func (o order) look(v *view) (s shown, err error) {
	at, err := o.announced(v)
	if err != nil {
		return s, err
	}
	if at != 0 {
		return s, refused("the order was announced at %s: publish it (makewhole quorum publish)", second(at))
	}
	if s, err = o.state(v); err == nil {
		s.Words = append([]string{"ANNOUNCE a payout order: when the delay is over anybody can publish it, and then it pays."}, s.Words...)
	}
	return s, err
}

// state refuses an order that the distributor would not publish now, whoever sent it.
func (o order) state(v *view) (s shown, err error) {
	if id := settlementID(v, o.m.Key()); id != o.m.SettlementID {
		return s, refused("the settlement id %s is not that of the order's key, which gives %s", o.m.SettlementID, id)
	}
	source, err := v.source(o.m.PoolID)
	if err != nil {
		return s, err
	}
	coin, err := v.coin(o.m.PayoutToken)
	if err != nil {
		return s, err
	}
	state, err := v.stateOf(o.m.SettlementID)
	if err != nil {
		return s, err
	}
	if state != contracts.SettlementStateNone {
		return s, refused("settlement %s is %s", o.m.SettlementID, stateNames[state])
	}
	if err := o.follows(v); err != nil {
		return s, err
	}
	s.say("Settlement  %s, number %d, %d leaves", o.m.SettlementID, o.m.Sequence, o.m.LeafCount)
	s.say("Incident    %s", o.m.IncidentID)
	s.say("Source      %s (pool id %s)", source, o.m.PoolID)
	s.say("Total       %s", coin.text(o.m.Total))
	s.say("With it     %s in all of the incident in this token", coin.text(o.m.CumulativeTotal))
	s.say("Root        %s", o.m.PayoutRoot)
	return s, nil
}

// follows compares the state that the order was signed to follow with the chain.
func (o order) follows(v *view) error {
	d := contracts.NewPayoutDistributor()
	now, err := ask(v, v.d.Distributor, d.PackFollowsOf(o.m.IncidentID, o.m.PayoutToken), d.UnpackFollowsOf)
	if err != nil {
		return err
	}
	if common.Hash(now) != o.m.Follows {
		return refused("the order follows the state %s, the distributor has %x: something was published or cancelled since; it must be made again", o.m.Follows, now)
	}
	committed, err := o.committed(v)
	if err != nil {
		return err
	}
	want, err := committed.Add(o.m.Total)
	if err == nil && want != o.m.CumulativeTotal {
		err = refused("cumulativeTotal is %s, what is committed and the total make %s", o.m.CumulativeTotal, want)
	}
	return err
}

// committed is what the distributor has committed for the incident in the token.
func (o order) committed(v *view) (money.Amount, error) {
	d := contracts.NewPayoutDistributor()
	n, err := ask(v, v.d.Distributor, d.PackCommitted(o.m.IncidentID, o.m.PayoutToken), d.UnpackCommitted)
	if err != nil {
		return money.Zero, err
	}
	return money.FromBig(n)
}

// announced is when the order was announced; 0 when it was not.
func (o order) announced(v *view) (uint64, error) {
	d := contracts.NewPayoutDistributor()
	at, err := ask(v, v.d.Distributor, d.PackAnnouncedAt(o.m.Digest(domainOf(v.d))), d.UnpackAnnouncedAt)
	if err != nil {
		return 0, err
	}
	return at.Uint64(), nil
}

// openFrom is when anybody may publish what was announced at a time.
func (v *view) openFrom(announced uint64) (uint64, error) {
	d := contracts.NewPayoutDistributor()
	delay, err := ask(v, v.d.Distributor, d.PackLIVENESSDELAY(), d.UnpackLIVENESSDELAY)
	if err != nil {
		return 0, err
	}
	return announced + delay.Uint64(), nil
}

func (o order) done(v *view) (out outcome, err error) {
	at, err := o.announced(v)
	if err != nil {
		return out, err
	}
	from, err := v.openFrom(at)
	if err != nil {
		return out, err
	}
	out.Words = append(out.Words, fmt.Sprintf("the order is announced; anybody can publish it from %s to %s", second(from), second(o.m.ValidUntil)))
	out.Next = &next{
		What: "publishes the order (makewhole quorum publish)", From: "anybody", To: v.d.Distributor, Data: hexutil.Encode(contracts.PackPublish(o.m, nil)),
	}
	return out, nil
}
