package demo

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/display"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/server"
)

// chapterSettle: the first tranche, while Erin may still file.
func (d *demo) chapterSettle() {
	if at := d.incidentNow().ClaimsCloseAt; at != nil {
		d.waitUntil(*at)
	}
	d.section("The first settlement")
	st := d.newDraft(models.EntitlementCover)
	lines := d.linesOf(st)
	d.allocationTable(st, lines)
	d.checkSums(st, lines)
	d.checkRatio(st, lines)
	d.objection(st)
	d.approve(st)
	why, refused := d.refusesForgedOrder(d.committee[0], st.ID)
	d.check(refused, "a committee member refuses an order with another root", "%s", lastPart(why))
	d.signAndPublish(st)
}

// newDraft waits for the draft that the job writes and publishes.
func (d *demo) newDraft(kind string) (found server.Settlement) {
	d.until("draft settlement", func() bool {
		for _, st := range list[server.Settlement](d, d.anyone(), "/v1/settlements?incident="+d.incident) {
			if st.State == models.SettlementObjections && st.Kind == kind && !slices.Contains(d.settlements, st.ID) {
				found = st
				return true
			}
		}
		return false
	})
	d.settlements = append(d.settlements, found.ID)
	d.tell.say("The job drafts and publishes %s: %s tUSD are there to be shared.", found.ID, shown(d.parse(found.Available.Amount)))
	return found
}

func (d *demo) linesOf(st server.Settlement) []server.Allocation {
	return list[server.Allocation](d, d.anyone(), "/v1/settlements/"+st.ID+"/allocations")
}

func (d *demo) settlementNow(id string) server.Settlement {
	return get[server.Settlement](d, d.anyone(), "/v1/settlements/"+id)
}

func (d *demo) who(receiver string) string { return d.cast.name(common.HexToAddress(receiver)) }

// byName sorts lines for people; the tree has its own order.
func (d *demo) byName(lines []server.Allocation) []server.Allocation {
	out := slices.Clone(lines)
	order := append(d.cast.victims(), d.cast.providers()...)
	at := func(a server.Allocation) int {
		return slices.IndexFunc(order, func(w *wallet) bool { return w.address.Hex() == a.Receiver })
	}
	slices.SortStableFunc(out, func(a, b server.Allocation) int { return at(a) - at(b) })
	return out
}

// allocationTable shows every line of a cover tranche.
func (d *demo) allocationTable(st server.Settlement, lines []server.Allocation) {
	var rows [][]string
	for _, l := range d.byName(lines) {
		entitled, already, amount := d.parse(l.Entitled.Amount), d.parse(l.Already.Amount), d.parse(l.Amount.Amount)
		note := ""
		if l.Held {
			note = "held: not filed yet"
		}
		rows = append(rows, []string{d.who(l.Receiver), exact(entitled), exact(already), exact(amount), d.ratio(d.add(already, amount), entitled), note})
	}
	rows = append(rows, nil, []string{"paid out", "", "", exact(d.parse(st.Paid.Amount)), "", ""})
	if held := d.parse(st.Held.Amount); !held.IsZero() {
		rows = append(rows, []string{"held", "", "", exact(held), "", ""})
	}
	rows = append(rows, []string{"dust", "", "", exact(d.parse(st.Dust.Amount)), "", ""})
	d.tell.table([]string{"tUSD", "owed", "so far", "now", "ratio", "<"}, rows)
}

// ratio is a share in per cent, cut to six decimals.
func (d *demo) ratio(part, whole money.Amount) string {
	if whole.IsZero() {
		return "-"
	}
	r, err := part.MulDiv(money.FromUint64(100_000_000), whole, money.Down)
	d.fail("ratio", err)
	return display.Exact(r, 6) + " %"
}

// checkSums is conservation inside one settlement.
func (d *demo) checkSums(st server.Settlement, lines []server.Allocation) {
	leaves := money.Zero
	for _, l := range lines {
		if l.LeafIndex != nil {
			leaves = d.add(leaves, d.parse(l.Amount.Amount))
		}
	}
	available, paid := d.parse(st.Available.Amount), d.parse(st.Paid.Amount)
	all := d.add(paid, d.parse(st.Held.Amount), d.parse(st.Dust.Amount), d.parse(st.Unattributed.Amount))
	d.check(all == available && leaves == paid, fmt.Sprintf("settlement %d adds up to the unit", d.number(st)), "paid + held + dust + unattributed = %s", shown(available))
}

func (d *demo) number(st server.Settlement) int { return slices.Index(d.settlements, st.ID) + 1 }

// checkRatio computes every line of a cover tranche again: all are filled to one
// level λ = (M + what the lines had) / what they are owed, rounded down once.
func (d *demo) checkRatio(st server.Settlement, lines []server.Allocation) {
	var level, owed money.Amount
	level = d.parse(st.Available.Amount)
	for _, l := range lines {
		level, owed = d.add(level, d.parse(l.Already.Amount)), d.add(owed, d.parse(l.Entitled.Amount))
	}
	if d.err != nil {
		return
	}
	equal := level.Less(owed)
	for _, l := range lines {
		filled, err := d.parse(l.Entitled.Amount).MulDiv(level, owed, money.Down)
		d.fail("level", err)
		equal = equal && d.add(d.parse(l.Already.Amount), d.parse(l.Amount.Amount)) == filled
	}
	d.check(equal, fmt.Sprintf("settlement %d gives everybody the same ratio to the unit", d.number(st)), "%s of what is owed", d.ratio(level, owed))
}

// objection is raised by a victim and answered before anybody may approve.
func (d *demo) objection(st server.Settlement) {
	bob := d.cast.bob
	text := "I asked for 25,300 and get less than half of it!"
	raised := post[server.Objection](d, d.signedIn(bob), "/v1/settlements/"+st.ID+"/objections", obj{"text": text})
	d.tell.say("Bob objects within %d days:", objectionWindow/day)
	d.tell.quote("“%s”", text)
	d.waitUntil(*d.settlementNow(st.ID).ObjectionsUntil)
	body := obj{"content_hash": st.ContentHash}
	_, refused := d.refused(d.as(d.cast.treasurer), "/v1/admin/settlements/"+st.ID+"/approve", body, 409)
	d.check(refused, "an objection must be answered before anybody approves", "")
	answer := "Approved are 19,473.75; the pool cannot pay everybody in full, so §5 applies: everybody gets the same share."
	post[server.Objection](d, d.as(d.cast.tom), "/v1/admin/objections/"+raised.ID+"/answer", obj{"version": raised.Version, "text": answer})
	d.tell.say("Tom answers:")
	d.tell.quote("“%s”", answer)
}

// approve takes the approvals of a treasurer and of a senior for one content hash.
func (d *demo) approve(st server.Settlement) {
	if until := d.settlementNow(st.ID).ObjectionsUntil; until != nil {
		d.waitUntil(*until)
	}
	body := obj{"content_hash": st.ContentHash}
	path := "/v1/admin/settlements/" + st.ID + "/approve"
	post[server.Settlement](d, d.as(d.cast.treasurer), path, body)
	_, refused := d.refused(d.as(d.cast.treasurer), path, body, 403)
	d.check(refused, fmt.Sprintf("settlement %d: one person is not two", d.number(st)), "")
	approved := post[server.Settlement](d, d.as(d.cast.senior), path, body)
	d.tell.say("%s (treasurer) and %s (senior) approve content %s: %s.", d.cast.treasurer.name, d.cast.senior.name, shortHex(st.ContentHash), approved.State)
}

// signAndPublish lets the committee sign and the jobs publish, and waits until
// the doors are open.
func (d *demo) signAndPublish(st server.Settlement) {
	var r oracles.Receipt
	for _, m := range d.committee {
		r = d.signOrder(m, st.ID)
	}
	d.tell.say("Each member runs the allocation again from the public entitlement file and signs the order: %d of %d.", r.Have, r.Need)
	before := d.balance(d.app.Deployment.Distributor)
	d.until("published settlement", func() bool { return d.settlementNow(st.ID).State == models.SettlementPublished })
	d.tellIntent(d.lastIntent("publish"), "publishes settlement "+fmt.Sprint(d.number(st)))
	moved := d.balance(d.app.Deployment.Distributor).SubFloor(before)
	d.check(moved == d.parse(st.Paid.Amount), fmt.Sprintf("settlement %d: exactly its total moved to the distributor", d.number(st)), "%s tUSD", shown(moved))
	if at := d.settlementNow(st.ID).ActiveAt; at != nil {
		d.waitUntil(*at)
	}
	d.until("open doors", func() bool { return d.settlementNow(st.ID).State == models.SettlementActive })
	d.tell.say("After the on-chain delay both doors are open.")
}

// tellIntent tells a final transaction of the outbox.
func (d *demo) tellIntent(sent server.Intent, what string) {
	gas := uint64(0)
	if sent.GasUsed != nil {
		gas = uint64(*sent.GasUsed)
	}
	if d.err == nil {
		d.operatorGas += gas
		d.operatorTxs++
		d.tell.onChain("the operator "+what, gas, sent.TxHash)
	}
}

// lastIntent is the newest one of a kind.
func (d *demo) lastIntent(kind string) (last server.Intent) {
	for _, intent := range list[server.Intent](d, d.as(d.cast.auditor), "/v1/admin/outbox?kind="+kind) {
		last = intent
	}
	return last
}
