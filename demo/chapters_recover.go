package demo

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// returnedLoot is how much of the loot comes back.
const returnedLoot = "60000"

// chapterRecovery: the attacker returns part of the loot on chain.
func (d *demo) chapterRecovery() {
	d.wait(12 * day)
	d.section("Part of the loot comes back")
	returned := dollars(returnedLoot)
	d.announce(returned)
	d.call(d.cast.mallory, fmt.Sprintf("returns %s tUSD to the recovery vault", shown(returned)), d.attacker,
		contracts.NewAttacker().PackGiveBack(d.app.Deployment.RecoveryVault, d.incidentRef, returned.Big()))
	d.readPaid()
	st := d.newDraft(models.EntitlementRecovery)
	lines := d.linesOf(st)
	d.recoveryTable(st, lines)
	d.checkSums(st, lines)
	d.checkRecovery(st, lines, returned)
	d.approve(st)
	d.signAndPublish(st)
	d.payOut(st.ID, d.cast.frank, d.cast.hanna)
}

// announce says whose money is expected: what others send waits for a person.
func (d *demo) announce(amount money.Amount) {
	post[server.Recovery](d, d.as(d.cast.treasurer), "/v1/admin/recoveries", obj{
		"incident_id": d.incident, "asset": d.asset(), "source": "attacker", "amount": amount.String(), "from": d.attacker.Hex(),
		"note": "returned after negotiation",
	})
	d.tell.say("%s announces that %s tUSD are expected from the attacker, after negotiation.", d.cast.treasurer.name, shown(amount))
}

// readPaid adds up what the covers paid to each victim, from the public API.
func (d *demo) readPaid() {
	for _, w := range d.cast.victims() {
		for _, l := range list[server.Allocation](d, d.anyone(), "/v1/payouts?receiver="+w.address.Hex()) {
			if l.State == models.AllocationFinal {
				d.paid[w.address] = d.add(d.paid[w.address], d.parse(l.Amount.Amount))
			}
		}
	}
}

// recoveryTable shows who gets what of the returned money.
func (d *demo) recoveryTable(st server.Settlement, lines []server.Allocation) {
	d.tell.text("It belongs to everybody who lost, covered or not: first what each still lacks, then the pool up to what it paid on that account, for its shareholders of the day of the attack.")
	var rows [][]string
	for _, l := range d.byName(lines) {
		what := "own residual"
		if l.Part == "pool" {
			what = "shareholder of record"
		}
		a := common.HexToAddress(l.Receiver)
		loss, paid := exact(d.losses[a]), exact(d.paid[a])
		if l.Part == "pool" {
			loss, paid = "", ""
		}
		rows = append(rows, []string{d.who(l.Receiver), loss, paid, exact(d.parse(l.Amount.Amount)), what})
	}
	rows = append(rows, nil, []string{"paid out", "", "", exact(d.parse(st.Paid.Amount)), ""}, []string{"dust", "", "", exact(d.parse(st.Dust.Amount)), ""})
	d.tell.table([]string{"tUSD", "lost", "pool paid", "now", "<"}, rows)
}

// checkRecovery computes the tranche again from losses and payments alone.
func (d *demo) checkRecovery(st server.Settlement, lines []server.Allocation, returned money.Amount) {
	total := d.unattributed
	for _, w := range d.cast.victims() {
		total = d.add(total, d.losses[w.address])
	}
	if d.err != nil {
		return
	}
	residual, toPool := map[common.Address]money.Amount{}, money.Zero
	for _, w := range d.cast.victims() {
		share, err := returned.MulDiv(d.losses[w.address], total, money.Down)
		d.fail("share", err)
		own := money.Min(share, d.losses[w.address].SubFloor(d.paid[w.address]))
		residual[w.address] = own
		toPool = d.add(toPool, money.Min(share.SubFloor(own), d.paid[w.address]))
	}
	right := true
	for _, l := range lines {
		want := residual[common.HexToAddress(l.Receiver)]
		if l.Part == "pool" {
			want = d.shareholding(common.HexToAddress(l.Receiver), toPool)
		}
		right = right && want == d.parse(l.Amount.Amount)
	}
	d.check(right && len(lines) == len(d.cast.victims())+len(d.cast.providers()), "recovered money follows the fixed order, computed again here",
		"pool gets %s tUSD back", shown(toPool))
}

func (d *demo) shareholding(holder common.Address, amount money.Amount) money.Amount {
	for _, w := range d.cast.providers() {
		if w.address == holder {
			part, err := amount.MulDiv(w.capital, d.sumCapital(), money.Down)
			d.fail("share", err)
			return part
		}
	}
	return money.Zero
}
