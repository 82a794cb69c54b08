package main

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// chapterPay: some lines are pushed, the others fetched by their owners.
func (d *demo) chapterPay() {
	d.section("Money arrives")
	c := d.cast
	d.payOut(d.settlements[0], map[*wallet]bool{c.bob: true, c.dave: true})
}

// payOut pushes the lines of everybody but those who redeem by themselves, and
// checks every wallet against its allocation.
func (d *demo) payOut(settlement string, redeemers map[*wallet]bool) {
	people := d.cast.receivers()
	before := d.balances(people)
	var pushed []string
	due := map[common.Address]money.Amount{}
	var own []server.Allocation
	for _, l := range d.linesOf(server.Settlement{ID: settlement}) {
		if l.LeafIndex == nil {
			continue
		}
		receiver := common.HexToAddress(l.Receiver)
		due[receiver] = d.add(due[receiver], d.parse(l.Amount.Amount))
		if d.redeems(redeemers, receiver) {
			own = append(own, l)
		} else {
			pushed = append(pushed, l.ID)
		}
	}
	post[server.List[server.Intent]](d, d.as(d.cast.treasurer), "/v1/admin/settlements/"+settlement+"/pushes", obj{"allocation_ids": pushed})
	for _, l := range own {
		d.redeem(settlement, l)
	}
	d.until("final payouts", func() bool { return d.settlementNow(settlement).State == models.SettlementClosed })
	d.tellIntent("push", settlement)
	d.balanceTable(people, before, due, redeemers)
	if len(own) > 0 {
		d.payTwice(settlement, own[0])
	}
}

func (d *demo) redeems(redeemers map[*wallet]bool, a common.Address) bool {
	for w := range redeemers {
		if w.address == a {
			return true
		}
	}
	return false
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
func (d *demo) balanceTable(people []*wallet, before, due map[common.Address]money.Amount, redeemers map[*wallet]bool) {
	after := d.balances(people)
	var rows [][]string
	equal := true
	for _, w := range people {
		got := after[w.address].SubFloor(before[w.address])
		equal = equal && d.add(before[w.address], due[w.address]) == after[w.address]
		if due[w.address].IsZero() {
			continue
		}
		door := "pushed by the operator"
		if redeemers[w] {
			door = "redeemed with own transaction"
		}
		rows = append(rows, []string{w.name, exact(before[w.address]), exact(got), exact(after[w.address]), door})
	}
	d.tell.table([]string{"wallet tUSD", "before", "received", "after", "<"}, rows)
	d.check(equal, fmt.Sprintf("settlement %d: every wallet got its allocation, nobody anything else", len(d.settlements)), "%d wallets read back", len(people))
}

// payTwice tries both doors again.
func (d *demo) payTwice(settlement string, l server.Allocation) {
	distributor := d.app.Deployment.Distributor
	r := d.redemption(settlement, l)
	why, refused := d.refusal(d.cast.bob, distributor, contracts.PackRedeem(r))
	d.check(refused, "a second redeem is refused", "%s", why)
	intents := list[server.Intent](d, d.as(d.cast.auditor), "/v1/admin/outbox?kind=push")
	if d.err != nil || len(intents) == 0 {
		return
	}
	detail := get[server.IntentDetail](d, d.as(d.cast.auditor), "/v1/admin/outbox/"+intents[len(intents)-1].ID)
	data := act(d, "call data", func() ([]byte, error) { return hexutil.Decode(detail.Data) })
	held := d.balance(distributor)
	d.quiet(d.cast.frank, distributor, data)
	d.check(d.balance(distributor) == held, "the same push again, by a stranger, pays nobody", "the distributor still holds %s tUSD", shown(held))
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
	d.payOut(st.ID, map[*wallet]bool{d.cast.carol: true})
	d.until("settled incident", func() bool { return d.incidentNow().State == models.IncidentSettled })
}
