package contracts_test

import (
	"bytes"
	"math"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

// draft is an order that a committee has signed, with its tree; whether any
// contract takes it is another matter.
type draft struct {
	order   contracts.PayoutOrder
	items   []contracts.Item
	indices []uint64
	tree    *merkle.Tree
	signers int
	sigs    []byte
}

func amountOf(x amount) money.Amount { return money.FromUint256(x) }

// newDraft makes a settlement: four in five are as they should be when made.
func (l *life) newDraft() *draft {
	r := &l.rnd
	k := contracts.SettlementKey{IncidentID: pick(r, incident, incidentB), Sequence: uint64(1 + r.below(1<<20))}
	k.PoolID = pick(r, poolID, poolID, poolID, coinPool, coinPool, coinPool, oddPool, recovery, escheat)
	k.Token = l.tokenFor(k.PoolID)
	if len(l.model.published) > 0 && r.chance(3) {
		k = pick(r, l.model.published...).order.Key() // the id is used
	}
	d := &draft{}
	l.leaves(d, k)
	o := &d.order
	o.ConfigDigest, o.InputHash, o.ValidUntil = l.model.config, common.Hash{7}, l.end()
	o.SnapshotSetDigest = l.setFor(k.IncidentID)
	o.LeafCount, o.Total = uint32(len(d.items)), amountOf(l.totalOf(d))
	d.rekey(l, k)
	if r.chance(20) {
		l.spoil(d)
	}
	d.signers = 3 + r.below(2)
	return d
}

// end is mostly one in time, seldom past or too far ahead.
func (l *life) end() uint64 {
	now := l.model.now
	switch {
	case l.rnd.chance(90):
		return now + pick(&l.rnd, 60*86400, 80*86400, uint64(90*86400))
	case l.rnd.chance(60):
		return now + pick(&l.rnd, 12, 86400, livenessDelay, uint64(30*86400))
	}
	return pick(&l.rnd, now-1, now+90*86400+13, 0, math.MaxUint64)
}

// signatures of the committee over the draft; only what is sent need be signed.
func (l *life) signatures(d *draft) []byte {
	if d.sigs == nil {
		d.sigs = l.quorum(d.order.Digest(l.model.domain), d.signers)
	}
	return d.sigs
}

func (l *life) quorum(digest common.Hash, n int) (sigs []byte) {
	for _, m := range l.committee[:n] { // they ascend
		sigs = append(sigs, m.sign(l.universe.t, digest)...)
	}
	return sigs
}

func (l *life) tokenFor(source common.Hash) common.Address {
	switch source {
	case poolID:
		return l.token
	case coinPool:
		return coin
	case oddPool:
		return l.odd
	}
	return pick(&l.rnd, l.token, coin, l.odd)
}

// setFor is mostly the newest final set of the incident.
func (l *life) setFor(id common.Hash) common.Hash {
	all := l.setsOf[id]
	if l.rnd.chance(10) {
		return pick(&l.rnd, all...)
	}
	for _, d := range slices.Backward(all) {
		if s := l.sets[d]; s.isSet && s.finalAt <= l.model.now {
			return d
		}
	}
	return all[0]
}

// rekey names the settlement and builds its tree, whose leaves contain the name.
func (d *draft) rekey(l *life, k contracts.SettlementKey) {
	o := &d.order
	o.IncidentID, o.PoolID, o.PayoutToken, o.Sequence = k.IncidentID, k.PoolID, k.Token, k.Sequence
	o.SettlementID = l.model.idOf(k)
	hashes := make([]merkle.Hash, len(d.items))
	for i, it := range d.items {
		hashes[i] = merkle.PayoutLeaf(o.SettlementID, d.indices[i], it.Receiver, it.Amount)
	}
	d.tree = merkle.Build(hashes)
	o.PayoutRoot = d.tree.Root()
	committed := l.model.committed[commitment{k.IncidentID, k.Token}]
	o.CumulativeTotal = amountOf(plus(committed, o.Total.Uint256()))
	o.Follows = l.model.follows(k.IncidentID, k.Token)
}

// leaves draws receivers and amounts; now and then an index is not its place.
func (l *life) leaves(d *draft, k contracts.SettlementKey) {
	r := &l.rnd
	n := 1 + r.below(9)
	if r.chance(12) {
		n = 10 + r.below(30)
	}
	if r.chance(2) {
		n = 256 + r.below(40)
	}
	for i := range n {
		x := units(uint64(1 + r.below(1000)))
		if r.chance(5) {
			x = plus(pow2(96), units(uint64(r.below(3)))) // can only be redeemed
		}
		if r.chance(1) {
			x = units(0)
		}
		d.items = append(d.items, contracts.Item{Receiver: pick(r, l.receivers...), Amount: amountOf(x)})
		index := uint64(i)
		if r.chance(2) {
			index = pick(r, index+256, index+1, 1<<63+index, index+1<<32)
		}
		d.indices = append(d.indices, index)
	}
	if k.Token == l.odd && r.chance(15) {
		d.items[n-1].Receiver = l.burner
	}
}

// totalOf is the sum of the leaves, seldom less or more.
func (l *life) totalOf(d *draft) amount {
	var sum amount
	for _, it := range d.items {
		sum = plus(sum, it.Amount.Uint256())
	}
	switch {
	case l.rnd.chance(6):
		half := *new(amount).Rsh(&sum, 1)
		return plus(half, units(1))
	case l.rnd.chance(4):
		return plus(sum, units(77))
	}
	return sum
}

// spoil gives an order one of the faults that publishing must refuse.
func (l *life) spoil(d *draft) {
	o, k := &d.order, d.order.Key()
	switch l.rnd.below(17) {
	case 0:
		o.SettlementID[3]++
	case 1:
		o.LeafCount = 0
	case 2:
		o.PayoutRoot = common.Hash{}
	case 3:
		o.Total = money.Zero
	case 4:
		o.Total = amountOf(pow2(128))
	case 5:
		o.CumulativeTotal = amountOf(plus(o.CumulativeTotal.Uint256(), units(1)))
	case 6:
		o.CumulativeTotal = o.Total
	case 7:
		o.SnapshotSetDigest[0]++
	case 8:
		o.SnapshotSetDigest = l.setsOf[pick(&l.rnd, incident, incidentB)][0]
	case 9:
		o.ConfigDigest[9]++
	case 10:
		k.PoolID[0]++
		d.rekey(l, k)
	case 11:
		k.Token = l.anyone.addr
		d.rekey(l, k)
	case 12, 14:
		k.PoolID = pick(&l.rnd, poolID, coinPool, oddPool)
		d.rekey(l, k)
	case 15:
		o.Follows[31]++
	case 16:
		o.Follows[0]++
	case 13:
		most := pow2(98)
		if a := l.model.assets[k.Token]; a != nil {
			most = a.perSettlement
		}
		o.Total = amountOf(pick(&l.rnd, most, plus(most, units(1)), pow2(99), plus(pow2(97), pow2(96))))
		d.rekey(l, k)
	}
}

// forge spoils signatures.
func (l *life) forge(sigs []byte) []byte {
	if len(sigs) < 3*65 {
		return sigs
	}
	s := bytes.Clone(sigs[:195])
	switch l.rnd.below(8) {
	case 0:
		return s[:130]
	case 1:
		return s[:194]
	case 2:
		return append(s[:130], s[65:130]...)
	case 3:
		return append(append(append([]byte{}, s[65:130]...), s[:65]...), s[130:]...)
	case 4:
		return append(append(append([]byte{}, s[:65]...), highS(s[65:130])...), s[130:]...)
	case 5:
		s[64] -= 27
	case 6:
		s[40]++ // somebody else's, or nobody's
	case 7:
		return l.intruder(s)
	}
	return s
}

// intruder replaces one member by a stranger, in ascending order all the same.
func (l *life) intruder(sigs []byte) []byte {
	for _, d := range append(slices.Clone(l.drafts), nil) {
		if d == nil || !bytes.HasPrefix(d.sigs, sigs[:130]) {
			continue
		}
		digest := d.order.Digest(l.model.domain)
		joined, err := contracts.JoinSignatures(digest, [][]byte{sigs[:65], sigs[65:130], l.stranger.sign(l.universe.t, digest)})
		if err == nil {
			return joined
		}
	}
	return sigs[:130]
}

func (d *draft) redemption(i int) contracts.Redemption {
	return contracts.Redemption{
		SettlementID: d.order.SettlementID, Index: d.indices[i], Receiver: d.items[i].Receiver,
		Amount: d.items[i].Amount, Proof: d.tree.Proof(i),
	}
}

// subtree is a push of all items of one aligned group; amounts that do not fit
// are cut off, as a careless sender would.
func (d *draft) subtree(level, node int) subtree {
	lo, hi := node<<level, min((node+1)<<level, len(d.items))
	p := subtree{
		id: d.order.SettlementID, level: level, node: uint64(node), mask: contracts.FirstItems(hi - lo),
		proof: d.tree.NodeProof(level, node),
	}
	for _, it := range d.items[lo:hi] {
		word := it.Amount.Bytes32()
		p.packed = append(append(p.packed, it.Receiver[:]...), word[20:]...)
	}
	return p
}

func (p subtree) pack() []byte {
	return contracts.PackPush(p.id, p.level, p.node, p.packed, p.mask, p.proof)
}
