package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"makewhole/contracts"
)

// publishing is what making a settlement known costs, for any number of leaves.
type publishing struct{ first, later tx }

// publishOurs publishes the first settlement of an incident and a day, and a
// later one.
func publishOurs(code variant, signatures int) (publishing, error) {
	return publishOursOf(code, signatures, 0)
}

func publishOursOf(code variant, signatures, depth int) (publishing, error) {
	o := newOurs(code)
	if o.err != nil {
		return publishing{}, o.err
	}
	o.signatures = signatures
	var p publishing
	p.first = o.publish(o.plan(token, receivers(500), depth))
	p.later = o.publish(o.plan(token, receivers(3), depth))
	return p, o.err
}

// announceOurs is the way without the operator: the signatures are shown, and a
// week later anybody publishes.
func announceOurs() (announced, published tx, err error) {
	o := newOurs(variant{})
	if o.err != nil {
		return tx{}, tx{}, o.err
	}
	o.publish(o.plan(token, receivers(3), 0))
	s := o.plan(token, receivers(500), 0)
	announced = o.call(sender, o.dist, contracts.PackAnnounce(s.order, o.sign(s.order.Digest(o.config.Domain()), 3)))
	o.now += 7 * day
	return announced, o.call(sender, o.dist, contracts.PackPublish(s.order, nil)), o.err
}

func (r *report) publish() {
	if r.err != nil {
		return
	}
	s := section{title: "Publish: a settlement of any size becomes known (gas)", head: []string{
		"", "first of the incident and day", "later",
	}}
	row := func(name string, first, later uint64) {
		s.rows = append(s.rows, []string{name, grouped(first), grouped(later)})
		r.gas["publish/"+name+"/first"] = cost{gas: first}
		r.gas["publish/"+name+"/later"] = cost{gas: later}
	}
	three, err := publishOurs(variant{}, 3)
	if err != nil {
		r.err = err
		return
	}
	four, err := publishOurs(variant{}, 4)
	if err != nil {
		r.err = err
		return
	}
	large, err := publishOursOf(variant{}, 3, million)
	if err != nil {
		r.err = err
		return
	}
	each := four.later.gas - three.later.gas
	row("Makewhole publish, three signatures", three.first.gas, three.later.gas)
	row("Makewhole publish, three signatures, 2²⁰ leaves", large.first.gas, large.later.gas)
	row("— of it the transaction and its calldata", three.first.intrinsic, three.later.intrinsic)
	row("— of it three signatures ⁵", 3*(four.first.gas-three.first.gas), 3*each)
	announced, silent, err := announceOurs()
	if err != nil {
		r.err = err
		return
	}
	row("Makewhole announce, by anybody ⁶", announced.gas, announced.gas)
	row("Makewhole publish a week later, by anybody", silent.gas, silent.gas)
	row("each further signature", four.first.gas-three.first.gas, each)
	for _, peer := range []struct{ name, row string }{
		{"OpenZeppelinMinimal", "OpenZeppelin minimal ³"}, {"UniswapMerkleDistributor", "Uniswap MerkleDistributor 1.0.1 ⁴"},
	} {
		c := r.gas[strings.Join([]string{"redeem", peer.row, "500", "fresh"}, "/")]
		row(fmt.Sprintf("%s: deploy and send the money", peer.row), c.fixed, c.fixed)
	}
	s.notes = []string{"⁵ Checking and calldata, by adding a fourth one. ⁶ The way without the operator: three signatures are " +
		"shown once, later publishing needs none."}
	r.sections = append(r.sections, s)
}

// withouts prices each safety: how much less the same work costs without it.
func (r *report) withouts() {
	if r.err != nil {
		return
	}
	s := section{title: "What each safety costs, by leaving it out (change of gas)", head: []string{
		"without", "push of 256: fresh", "existing", "redeem, 2²⁰: fresh", "existing", "publish, later",
	}}
	all, err := variants()
	if err != nil || len(all) == 0 {
		r.err = errors.Join(fmt.Errorf("%d variants", len(all)), err)
		return
	}
	full, err := measureVariant(variant{})
	if err != nil {
		r.err = err
		return
	}
	s.rows = append(s.rows, append([]string{"(everything on)"}, full.cells(grouped)...))
	without := map[string]prices{}
	for _, v := range all {
		if without[v.Why], err = measureVariant(v.variant()); err != nil {
			r.err = fmt.Errorf("%s: %w", v.Name, err)
			return
		}
	}
	for _, why := range dearest(without) {
		cells := make([]string, len(full))
		cheaper := false
		for i, n := range without[why] {
			cells[i] = saved(full[i], n)
			cheaper = cheaper || n < full[i]
		}
		if !cheaper {
			r.err = fmt.Errorf("without %s nothing is cheaper: it shows nothing", why)
			return
		}
		s.rows = append(s.rows, append([]string{why}, cells...))
	}
	s.notes = []string{"Each row is the production source with one named replacement (contracts/peers/variants.json), " +
		"compiled with the same settings; a plus means that the optimizer laid the rest out worse. Leaving things out " +
		"is for measuring; nothing here is for use."}
	r.sections = append(r.sections, s)
}

// prices are of one variant, in the order of the columns above.
type prices []uint64

func (p prices) cells(show func(uint64) string) []string {
	out := make([]string, len(p))
	for i, n := range p {
		out[i] = show(n)
	}
	return out
}

// dearest orders what was left out by what redeeming saves, then publishing,
// then pushing.
func dearest(without map[string]prices) []string {
	return slices.SortedFunc(maps.Keys(without), func(a, b string) int {
		x, y := without[a], without[b]
		return cmp.Or(cmp.Compare(x[3], y[3]), cmp.Compare(x[4], y[4]), cmp.Compare(x[1], y[1]), cmp.Compare(a, b))
	})
}

func measureVariant(v variant) (prices, error) {
	var pushed, redeemed prices
	for _, existing := range []bool{false, true} {
		push, err := pushOurs(v, token, spread, existing)
		if err != nil {
			return nil, err
		}
		redeem, err := redeemOurs(v, token, spread, million, existing)
		if err != nil {
			return nil, err
		}
		pushed, redeemed = append(pushed, push.gas), append(redeemed, redeem.gas)
	}
	published, err := publishOurs(v, 3-v.unsigned)
	return slices.Concat(pushed, redeemed, prices{published.later.gas}), err
}
