package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/internal/display"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// chapterPay: some lines are pushed, the others fetched by their owners.
func (d *demo) chapterPay() {
	d.section("Money arrives")
	d.payOut(d.settlements[0], d.cast.bob, d.cast.dave)
}

// payout is one settlement on its way into wallets.
type payout struct {
	settlement string
	redeemers  []*wallet // fetch their lines by themselves
	before     map[common.Address]money.Amount
	due        map[common.Address]money.Amount
	pushed     []string // allocation ids
	own        []server.Allocation
}

// payOut pushes the lines of everybody but those who redeem by themselves, and
// checks every wallet against its allocation.
func (d *demo) payOut(settlement string, redeemers ...*wallet) {
	p := &payout{settlement: settlement, redeemers: redeemers, due: map[common.Address]money.Amount{}}
	p.before = d.balances(d.cast.receivers())
	for _, l := range d.linesOf(server.Settlement{ID: settlement}) {
		if l.LeafIndex == nil {
			continue
		}
		receiver := common.HexToAddress(l.Receiver)
		p.due[receiver] = d.add(p.due[receiver], d.parse(l.Amount.Amount))
		if p.redeems(receiver) {
			p.own = append(p.own, l)
		} else {
			p.pushed = append(p.pushed, l.ID)
		}
	}
	d.push(p)
	for _, l := range p.own {
		d.redeem(settlement, l)
	}
	if len(d.settlements) == 1 {
		d.redeemTwice(p)
	}
	d.until("final payouts", func() bool { return d.settlementNow(settlement).State == models.SettlementClosed })
	d.balanceTable(p)
	d.compared()
}

// compared waits until every payment so far was compared with balances.
func (d *demo) compared() {
	lines := int64(0)
	for _, id := range d.settlements {
		for _, l := range d.linesOf(server.Settlement{ID: id}) {
			if l.LeafIndex != nil {
				lines++
			}
		}
	}
	var payments, receivers, mismatches int64
	d.until("payments compared with balances", func() bool {
		payments, receivers, mismatches = 0, 0, 0
		for _, c := range get[server.Page[server.PayoutCheck]](d, d.as(d.cast.auditor), "/v1/admin/reports/payout-checks?limit=200").Items {
			payments, receivers = payments+c.Payments, receivers+c.Receivers
			if c.Verdict != models.CheckOK {
				mismatches++
			}
		}
		return payments >= lines
	})
	d.check(payments == lines && receivers > 0 && mismatches == 0, fmt.Sprintf("settlement %d: events, transfers, bits and balances agree", len(d.settlements)),
		"%d payments, %d receivers compared block by block", payments, receivers)
}

func (p *payout) redeems(a common.Address) bool {
	return slices.ContainsFunc(p.redeemers, func(w *wallet) bool { return w.address == a })
}

// push shows the bill before anything is sent; a second person approves it and
// the outbox sends it.
func (d *demo) push(p *payout) {
	path := "/v1/admin/settlements/" + p.settlement + "/distribution-plans"
	plan := post[server.PlanDetail](d, d.as(d.cast.senior), path, obj{"push": p.pushed, "only_push": true})
	first := len(d.settlements) == 1
	if first {
		d.billTable(plan)
		_, none := d.refused(d.as(d.cast.senior), "/v1/admin/distribution-plans/"+plan.ID+"/approve", obj{"content_hash": plan.ContentHash}, 403)
		d.check(none && d.pushIntents(p.settlement) == 0, "nothing is sent before a second person has approved the bill", "%s gas planned", display.Grouped(fmt.Sprint(plan.Gas)))
	}
	plan = post[server.PlanDetail](d, d.as(d.cast.treasurer), "/v1/admin/distribution-plans/"+plan.ID+"/approve", obj{"content_hash": plan.ContentHash})
	used := uint64(0)
	for _, chunk := range plan.Chunks {
		var sent server.IntentDetail
		d.until("final push", func() bool {
			sent = get[server.IntentDetail](d, d.as(d.cast.auditor), "/v1/admin/outbox/"+chunk.IntentID)
			return sent.State == models.TxFinal
		})
		d.tellIntent(sent.Intent, fmt.Sprintf("pushes to %d receivers", chunk.Lines))
		if sent.GasUsed != nil {
			used += uint64(*sent.GasUsed)
		}
		if first {
			d.pushTwice(sent)
		}
	}
	d.check(used <= uint64(plan.Gas) && used > 0, fmt.Sprintf("settlement %d: pushing cost no more than its bill said", len(d.settlements)), "%s gas of %s", display.Grouped(fmt.Sprint(used)), display.Grouped(fmt.Sprint(plan.Gas)))
}

// pushIntents counts what the outbox has for a settlement's receivers.
func (d *demo) pushIntents(settlement string) (n int) {
	for _, p := range get[server.Page[server.Plan]](d, d.as(d.cast.auditor), "/v1/admin/settlements/"+settlement+"/distribution-plans").Items {
		if p.State == models.PlanApproved {
			n++
		}
	}
	return n + len(get[server.Page[server.Intent]](d, d.as(d.cast.auditor), "/v1/admin/outbox?kind=push").Items)
}

// billTable is what the treasurer decides on.
func (d *demo) billTable(plan server.PlanDetail) {
	wei := func(s string) string { return display.Amount(d.parse(s), 18) + " ETH" }
	b := plan.Bill
	d.tell.table([]string{"the bill of the push", "now", "at most"}, [][]string{
		{"receivers pushed", fmt.Sprint(b.Pushed), fmt.Sprint(b.Pushed)},
		{"of these fresh holders", fmt.Sprint(b.Fresh), fmt.Sprint(b.Fresh)},
		{"left to redeem", fmt.Sprint(b.Redeemed), fmt.Sprint(b.Redeemed)},
		{"transactions", fmt.Sprint(b.Transactions), fmt.Sprint(b.Transactions)},
		{"gas", display.Grouped(fmt.Sprint(b.Gas)), display.Grouped(fmt.Sprint(b.Gas))},
		{"gas price", display.Amount(d.parse(plan.GasPrice), 9) + " gwei", display.Amount(d.parse(plan.GasPriceCap), 9) + " gwei"},
		{"cost", wei(b.CostNow), wei(b.CostCap)},
		{"cost per receiver", wei(b.PerLineNow), wei(b.PerLineCap)},
	})
}

// pushTwice sends the same call data again while the distributor still holds
// the money of those who redeem.
func (d *demo) pushTwice(sent server.IntentDetail) {
	distributor := d.app.Deployment.Distributor
	data := act(d, "call data", func() ([]byte, error) { return hexutil.Decode(sent.Data) })
	held := d.balance(distributor)
	d.quiet(d.cast.frank, distributor, data)
	d.check(d.balance(distributor) == held && !held.IsZero(), "the same push again, by anyone, pays nobody", "the distributor still holds %s tUSD", shown(held))
}

func (d *demo) redeemTwice(p *payout) {
	for _, l := range p.own {
		why, refused := d.refusal(d.cast.frank, d.app.Deployment.Distributor, contracts.PackRedeem(d.redemption(p.settlement, l)))
		why, _, _ = strings.Cut(why, "(")
		d.check(refused, "a second redeem of "+d.who(l.Receiver)+"'s line is refused", "%s", why)
	}
}

// redemption reads a proof from the public API.
func (d *demo) redemption(settlement string, l server.Allocation) contracts.Redemption {
	p := get[server.Proof](d, d.anyone(), "/v1/settlements/"+settlement+"/allocations/"+l.ID+"/proof")
	r := contracts.Redemption{
		SettlementID: common.HexToHash(p.SettlementRef), Index: p.Index, Receiver: common.HexToAddress(p.Receiver), Amount: d.parse(p.Amount),
	}
	for _, h := range p.Proof {
		r.Proof = append(r.Proof, common.HexToHash(h))
	}
	return r
}

// redeem is the owner's own transaction with the proof from the API.
func (d *demo) redeem(settlement string, l server.Allocation) {
	r := d.redemption(settlement, l)
	for _, w := range d.cast.receivers() {
		if w.address == r.Receiver {
			d.call(w, fmt.Sprintf("redeems %s tUSD with a proof", shown(r.Amount)), d.app.Deployment.Distributor, contracts.PackRedeem(r))
		}
	}
}

// balanceTable compares wallets with allocations.
func (d *demo) balanceTable(p *payout) {
	people := d.cast.receivers()
	after := d.balances(people)
	var rows [][]string
	equal := true
	for _, w := range people {
		before, due := p.before[w.address], p.due[w.address]
		equal = equal && d.add(before, due) == after[w.address]
		if due.IsZero() {
			continue
		}
		door := "pushed by the operator"
		if p.redeems(w.address) {
			door = "redeemed with own transaction"
		}
		rows = append(rows, []string{w.name, exact(before), exact(after[w.address].SubFloor(before)), exact(after[w.address]), door})
	}
	d.tell.table([]string{"wallet tUSD", "before", "received", "after", "<"}, rows)
	d.check(equal, fmt.Sprintf("settlement %d: every wallet got its allocation, nobody anything else", len(d.settlements)), "%d wallets read back", len(people))
}

// chapterBarDate: what was held for Erin goes to the others.
func (d *demo) chapterBarDate() {
	if at := d.incidentNow().BarAt; at != nil {
		d.waitUntil(*at)
	}
	d.section("The bar date")
	d.tell.say("Erin did not file in time. What was held for her is released to the residuals of the others.")
	st := d.newDraft(models.EntitlementCover)
	lines := d.linesOf(st)
	d.allocationTable(st, lines)
	d.checkSums(st, lines)
	d.checkRatio(st, lines)
	held := d.parse(d.settlementNow(d.settlements[0]).Held.Amount)
	dust := d.parse(d.settlementNow(d.settlements[0]).Dust.Amount)
	d.check(d.parse(st.Available.Amount) == d.add(held, dust), "the second tranche is what the first one held", "%s tUSD and %s of dust", shown(held), shown(dust))
	d.approve(st)
	d.signAndPublish(st)
	d.payOut(st.ID, d.cast.carol)
	d.until("settled incident", func() bool { return d.incidentNow().State == models.IncidentSettled })
}
