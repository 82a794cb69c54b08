package contracts_test

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// Moves of the search that touch money: orders, the pool, reports, the list of
// tokens.

// word reads 32 bytes that depend on storage alone.
func (t *trial) word(at common.Address, data []byte, i int) uint256.Int {
	v := t.viewOf(at, data)
	return *new(uint256.Int).SetBytes(v.read(t.t, t.m)[32*i : 32*i+32])
}

func (t *trial) number(at common.Address, data []byte) uint64 {
	w := t.word(at, data, 0)
	return w.Uint64()
}

// viewOf keeps one view of each kind, so that it is asked again only when
// something that it reads has changed.
func (s *searcher) viewOf(at common.Address, data []byte) *view {
	k := string(at[:]) + string(data)
	v := s.views[k]
	if v == nil {
		v = &view{to: at, data: data}
		s.views[k] = v
	}
	return v
}

type earmarked struct {
	left, paid, since uint64
	open              bool
}

func (t *trial) earmarkOf(id common.Hash) earmarked {
	asked := t.marks[id]
	if asked == nil {
		asked = &view{to: t.pool, data: poolABI.PackEarmarkOf(id)}
		t.marks[id] = asked
	}
	v := asked.read(t.t, t.m)
	at := func(i int) uint64 { return new(uint256.Int).SetBytes(v[32*i : 32*i+32]).Uint64() }
	return earmarked{at(0), at(1), at(2), at(3) != 0}
}

func (t *trial) free() uint64 { return t.number(t.pool, poolABI.PackFree()) }

func (t *trial) releasable(id common.Hash) uint64 {
	return t.number(t.pool, poolABI.PackReleasableFrom(id))
}

func (t *trial) has(who common.Address) uint64 {
	return t.number(t.token, tokenABI.PackBalanceOf(who))
}

// draft signs an order of one leaf over the newest final set, or nil.
func (t *trial) draft(s side, to common.Address, total uint64) *payment {
	c, set := t.speaks(s), t.loss.set
	if !t.final(set) {
		set = t.loss.sealed
	}
	if c == nil || set == nil || total == 0 {
		return nil
	}
	t.sequence++
	t.config = c.config
	p := t.world.plan(set.digest, poolID, t.token, t.sequence, []contracts.Item{{Receiver: to, Amount: amt(total)}})
	return &payment{plan: p, set: set, bad: s == thief, by: c}
}

func (t *trial) signaturesOf(p *payment) []byte {
	return t.quorumOf(p.by, thiefIf(p.bad), p.order.Digest(p.by.config.Domain()))
}

func (t *trial) announce(p *payment) bool {
	if p == nil || !t.try(t.anyone.addr, t.dist, contracts.PackAnnounce(p.order, t.signaturesOf(p))) {
		return false
	}
	p.announced = t.now
	p.by.used(thiefIf(p.bad))
	t.payments = append(t.payments, p)
	return t.note(thiefIf(p.bad), "announces an order", livenessDelay, 30*day)
}

// publish by the operator of the side, or by anyone when it was announced.
func (t *trial) publish(s side, p *payment) bool {
	if p == nil {
		return false
	}
	ok := t.as(s, contracts.RoleOperator, t.dist, contracts.PackPublish(p.order, t.signaturesOf(p)))
	if !ok && p.announced != 0 && t.now >= p.announced+livenessDelay {
		ok = t.try(t.anyone.addr, t.dist, contracts.PackPublish(p.order, nil))
	}
	if !ok {
		return false
	}
	t.loss.sealed = p.set
	if p.announced == 0 {
		t.payments = append(t.payments, p)
	}
	p.by.used(thiefIf(p.bad))
	p.activeAt = t.now + activationDelay
	return t.note(thiefIf(p.bad), "publishes an order", activationDelay-1, activationDelay)
}

func (p *payment) pending(now uint64) bool { return !p.cancelled && p.activeAt > now }

func (p *payment) live() bool { return !p.cancelled && p.activeAt != 0 }

func (t *trial) cancel(s side, p *payment) bool {
	if !p.pending(t.now) || !t.as(s, contracts.RoleGuardian, t.dist, contracts.PackCancel(p.order.Key(), reasonOne)) {
		return false
	}
	p.cancelled = true
	return t.note(s, "cancels as guardian")
}

// revoke takes an order back by a quorum, published or not.
func (t *trial) revoke(s side, p *payment) bool {
	c := t.speaks(s)
	if c == nil || p.cancelled || p.activeAt != 0 && p.activeAt <= t.now {
		return false
	}
	o := contracts.CancelOrder{ConfigDigest: c.digest, SettlementID: p.order.SettlementID, ReasonHash: reasonOne, ValidUntil: t.end()}
	sigs := t.quorumOf(c, s, o.Digest(c.config.Domain()))
	if !t.try(t.anyone.addr, t.dist, contracts.PackCancelByQuorum(p.order.Key(), o, sigs)) {
		return false
	}
	p.cancelled = true
	c.used(s)
	return t.note(s, "cancels by a quorum")
}

func (t *trial) hold(s side, p *payment) bool {
	if !p.pending(t.now) || p.held ||
		!t.as(s, contracts.RoleGuardian, t.dist, distABI.PackHold(p.order.SettlementID, num(3*day), reasonOne)) {
		return false
	}
	p.held = true
	p.activeAt += 3 * day
	return t.note(s, "holds a settlement", p.activeAt-t.now-1, p.activeAt-t.now)
}

// redeem pays every leaf that can be.
func (t *trial) redeem() (did bool) {
	for _, p := range t.payments {
		if p.live() && !p.redeemed && t.now >= p.activeAt &&
			t.try(t.anyone.addr, t.dist, contracts.PackRedeem(p.redemption(0))) {
			p.redeemed = true
			did = t.note(thiefIf(p.bad), "is paid")
		}
	}
	return did
}

func (t *trial) pause(s side) bool {
	if !t.as(s, contracts.RoleGuardian, t.dist, distABI.PackPausePublishing(num(3*day), reasonOne)) {
		return false
	}
	t.pausedUntil = t.now + 3*day
	return t.note(s, "pauses publishing", 3*day, 4*day)
}

func (t *trial) enable(s side, on bool) bool {
	a := t.word(t.limits, limitsABI.PackAllowedOf(t.token), 1)
	if a.IsZero() != on || !t.as(s, contracts.RoleTreasurer, t.limits, limitsABI.PackEnableToken(t.token, on)) {
		return false
	}
	if on {
		return t.note(s, "enables the token")
	}
	return t.note(s, "disables the token")
}

func (t *trial) setCaps(s side, each *big.Int) bool {
	if t.cap().Cmp(each) == 0 {
		return false
	}
	caps := contracts.TokenCapsCaps{PerSettlement: each, PerDay: each}
	if pending := t.word(t.limits, limitsABI.PackPendingCapsOf(t.token), 2); !pending.IsZero() && each.Sign() != 0 {
		return t.try(t.anyone.addr, t.limits, limitsABI.PackApplyCaps(t.token)) && t.note(s, "applies caps")
	}
	if !t.as(s, contracts.RoleTreasurer, t.limits, limitsABI.PackProposeCaps(t.token, caps)) {
		return false
	}
	if each.Sign() == 0 {
		return t.note(s, "lowers caps to 0")
	}
	return t.note(s, "proposes caps", capDelay)
}

func (t *trial) cap() *big.Int {
	w := t.word(t.limits, limitsABI.PackCapsOf(t.token), 0)
	return w.ToBig()
}

// earmark raises what is set aside for an incident, as operator.
func (t *trial) earmark(s side, id common.Hash, want uint64) bool {
	e := t.earmarkOf(id)
	if e.left+e.paid >= want || t.free() == 0 ||
		!t.as(s, contracts.RoleOperator, t.pool, poolABI.PackEarmark(id, num(want), num(want))) {
		return false
	}
	return t.note(s, "sets money aside", 365*day)
}

// orderPool by a quorum: sets money aside, or releases when want is 0.
func (t *trial) orderPool(s side, id common.Hash, want uint64) bool {
	c := t.speaks(s)
	e := t.earmarkOf(id)
	if c == nil || want == 0 && !e.open || want != 0 && t.free() == 0 && t.releasable(id) == 0 {
		return false
	}
	t.config = c.config
	count := t.number(t.pool, poolABI.PackOrderCount())
	o := contracts.PoolOrder{ConfigDigest: c.digest, Pool: t.pool, IncidentID: id, Earmark: amt(want), Count: count, ValidUntil: t.end()}
	if !t.try(t.anyone.addr, t.pool, contracts.PackOrderEarmark(o, t.quorumOf(c, s, o.Digest(c.config.Domain())))) {
		return false
	}
	c.used(s)
	if want == 0 {
		return t.note(s, "orders a release", activationDelay+3*day)
	}
	return t.note(s, "orders an earmark", 365*day)
}

// beginRelease as operator, or as anyone after the term.
func (t *trial) beginRelease(s side, id common.Hash) bool {
	e := t.earmarkOf(id)
	if !e.open || t.releasable(id) != 0 {
		return false
	}
	data := poolABI.PackBeginRelease(id)
	if !t.as(s, contracts.RoleOperator, t.pool, data) {
		if t.now < e.since+earmarkTerm || !t.try(t.anyone.addr, t.pool, data) {
			return false
		}
	}
	return t.note(s, "begins a release", releaseDelay)
}

func (t *trial) endRelease(s side, id common.Hash) bool {
	from := t.releasable(id)
	if from == 0 || t.now < from || !t.try(t.anyone.addr, t.pool, poolABI.PackEndRelease(id)) {
		return false
	}
	return t.note(s, "ends a release", activationDelay+3*day)
}

// freeze by the guardian.
func (t *trial) freeze(s side, id common.Hash, exposure uint64) bool {
	return t.as(s, contracts.RoleGuardian, t.reports, reportABI.PackFreezeExits(num(3*day), num(exposure), id)) &&
		t.note(s, "freezes exits as guardian", 3*day, 4*day, 6*day, 7*day)
}

// reportLoss by the operator of a side without a bond, or by anybody with one.
func (t *trial) reportLoss(s side, byOperator bool, id common.Hash, exposure uint64) bool {
	data := reportABI.PackReport(id, num(exposure))
	if byOperator {
		if !t.as(s, contracts.RoleOperator, t.reports, data) {
			return false
		}
	} else if !t.tryValue(t.mask.addr, t.reports, 1e17, data) {
		return false
	}
	t.dismissable = s == thief
	return t.note(s, "reports a loss to the pool", 3*day, 4*day, 6*day, 7*day)
}

func (t *trial) dismiss(s side) bool {
	if !t.as(s, contracts.RoleGuardian, t.reports, reportABI.PackDismissReport()) {
		return false
	}
	t.dismissable = false
	return t.note(s, "dismisses a report")
}

// leave takes all that somebody has out of the pool, as soon as it can.
func (t *trial) leave(p person) (did bool) {
	shares := t.word(t.pool, poolABI.PackSharesOf(p.addr), 0)
	if shares.IsZero() {
		return false
	}
	e, queued := t.exits[p.addr]
	if !queued {
		if !t.try(p.addr, t.pool, poolABI.PackRequestExit(shares.ToBig())) {
			return false
		}
		t.exits[p.addr] = leaving{t.number(t.pool, poolABI.PackExitCount()), t.now + exitLag}
		return t.note(honest, "asks for an exit", exitLag, exitLag+exitWindow)
	}
	if t.now < e.readyAt || !t.try(t.anyone.addr, t.pool, poolABI.PackSettleExit(new(big.Int).SetUint64(e.id))) {
		return false
	}
	delete(t.exits, p.addr)
	return t.note(honest, "settles an exit")
}

// falseIncident is a name for money that a thief sets aside or reports for nothing.
func (t *trial) falseIncident() common.Hash {
	t.names++
	return common.Hash{0xfa, byte(t.names), byte(t.names >> 8)}
}
