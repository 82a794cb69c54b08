package quorum

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/oracles/signing"
)

// earmark sets money of a pool aside for an incident, or releases what is left.
type earmark struct{ m contracts.PoolOrder }

func readEarmark(_ File, m *fields) act {
	return earmark{contracts.PoolOrder{
		ConfigDigest: m.hash("configDigest"), Pool: m.address("pool"), IncidentID: m.hash("incidentId"), Earmark: m.amount("earmark"),
		Count: m.uint("count", 64), ValidUntil: m.uint("validUntil", 64),
	}}
}

func (e earmark) message() message            { return e.m }
func (e earmark) term() (common.Hash, uint64) { return e.m.ConfigDigest, e.m.ValidUntil }
func (e earmark) call(_ *view, sigs []byte) call {
	return call{e.m.Pool, contracts.PackOrderEarmark(e.m, sigs)}
}

func (e earmark) record(d contracts.Domain) signing.Act {
	return signing.Act{Slot: fmt.Sprintf("earmark:%d:%x:%d", d.ChainID, e.m.Pool, e.m.Count), ValidUntil: e.m.ValidUntil, Once: true}
}

// poolState is what a pool has and has set aside for one incident.
type poolState struct {
	coin             coin
	free, left, paid money.Amount
	open             bool
}

// pool refuses what is no pool of the distributor.
func (v *view) pool(at common.Address, incident common.Hash) (p poolState, err error) {
	c := contracts.NewCapitalPool()
	id, err := ask(v, at, c.PackPOOLID(), c.UnpackPOOLID)
	if err != nil {
		return p, refused("%s is no pool: %w", at, err)
	}
	if source, err := v.source(id); err != nil || source != at {
		return p, errors.Join(err, refused("%s is no pool of the distributor %s", at, v.d.Distributor))
	}
	asset, err := ask(v, at, c.PackASSET(), c.UnpackASSET)
	if err != nil {
		return p, err
	}
	if p.coin, err = v.coin(asset); err != nil {
		return p, err
	}
	free, err := ask(v, at, c.PackFree(), c.UnpackFree)
	if err != nil {
		return p, err
	}
	row, err := ask(v, at, c.PackEarmarkOf(incident), c.UnpackEarmarkOf)
	if err != nil {
		return p, err
	}
	p.open = row.Open
	var errs [3]error
	p.free, errs[0] = money.FromBig(free)
	p.left, errs[1] = money.FromBig(row.Left)
	p.paid, errs[2] = money.FromBig(row.Paid)
	return p, errors.Join(errs[:]...)
}

// orders is how many orders of quorums a pool has carried out.
func (v *view) orders(pool common.Address) (uint64, error) {
	c := contracts.NewCapitalPool()
	return ask(v, pool, c.PackOrderCount(), c.UnpackOrderCount)
}

func (e earmark) look(v *view) (s shown, err error) {
	p, err := v.pool(e.m.Pool, e.m.IncidentID)
	if err != nil {
		return s, err
	}
	count, err := v.orders(e.m.Pool)
	if err != nil {
		return s, err
	}
	if s.Waits, err = turn("the pool", e.m.Count, count); err != nil {
		return s, err
	}
	had, err := p.left.Add(p.paid)
	if err != nil {
		return s, err
	}
	switch {
	case e.m.Earmark.IsZero() && !p.open && s.Waits == "":
		return s, refused("the pool has nothing set aside for the incident that could be released")
	case e.m.Earmark.IsZero():
		s.say("RELEASE at once what is left of the money set aside for an incident: %s.", p.coin.text(p.left))
		s.say("Orders of the incident that are not published find no money in this pool any more.")
	case !had.Less(e.m.Earmark):
		s.say("RENEW the term of the money set aside for an incident; the amount stays, %s in all are or were set aside.", p.coin.text(had))
	default:
		s.say("SET ASIDE %s of a pool for an incident, in all, with what it has or had.", p.coin.text(e.m.Earmark))
		if more := e.m.Earmark.SubFloor(had); p.free.Less(more) {
			s.say("Only %s are free: more than that is not set aside.", p.coin.text(p.free))
		}
		s.say("While anything is set aside nobody enters or leaves the pool.")
	}
	s.say("Pool        %s", e.m.Pool)
	s.say("Incident    %s", e.m.IncidentID)
	s.say("Now         %s set aside, %s paid, %s free", p.coin.text(p.left), p.coin.text(p.paid), p.coin.text(p.free))
	return s, nil
}

// turn compares the number in a message with that of the contract.
func turn(whose string, signed, now uint64) (waits string, err error) {
	switch {
	case signed < now:
		return "", refused("it is number %d of %s, which has carried out %d: it is done, or another was carried out instead; prepare it again", signed, whose, now)
	case signed > now:
		return fmt.Sprintf("it is number %d of %s; %d others that were signed come first", signed, whose, signed-now), nil
	}
	return "", nil
}

func (e earmark) done(v *view) (out outcome, err error) {
	p, err := v.pool(e.m.Pool, e.m.IncidentID)
	if err != nil {
		return out, err
	}
	out.Words = append(out.Words, fmt.Sprintf("the pool has %s set aside for the incident, %s paid, %s free", p.coin.text(p.left), p.coin.text(p.paid), p.coin.text(p.free)))
	return out, nil
}
