package demo

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/client"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// attackRounds is how often one attack transaction withdraws the same shares; each
// takes half of what is left.
const attackRounds = 4

// chapterAttack: one transaction empties most of SavingsVault.
func (d *demo) chapterAttack() {
	d.section("The attack")
	m := d.cast.mallory
	vault := contracts.NewSavingsVault()
	before := d.read(d.savings, vault.PackTotalAssets())
	d.give(m, m.savings)
	d.attacker = d.deploy(m, "a contract of her own", &contracts.AttackerMetaData, contracts.NewAttacker().PackConstructor(d.savings))
	d.allow(m, d.attacker, m.savings)
	receipt := d.call(m, "withdraws the same shares four times in one call", d.attacker,
		contracts.NewAttacker().PackAttack(m.savings.Big(), big.NewInt(attackRounds)))
	if d.err != nil {
		return
	}
	d.attackBlock = receipt.BlockNumber.Uint64()
	after := d.read(d.savings, vault.PackTotalAssets())
	loot := d.balance(d.attacker).SubFloor(m.savings)
	d.tell.say("SavingsVault held %s tUSD, now it holds %s.", shown(before), d.tell.style(styleRed, shown(after)))
	gone, err := before.Sub(after)
	d.fail("loot", err)
	d.check(gone == loot && !loot.IsZero(), "the attack really drained the vault", "%s tUSD are with the attacker", shown(loot))
}

// chapterIncident: reported by one person, contained, confirmed by another.
func (d *demo) chapterIncident() {
	d.section("Reported, contained, confirmed")
	c := d.cast
	inc := d.report()
	d.incident, d.incidentRef = inc.ID, common.HexToHash(inc.ChainRef)
	d.tell.say("%s reports %s: %q.", c.intake.name, inc.ID, inc.Title)
	d.contain()
	inc = d.step(c.maria, inc, "review", "facts are being checked")
	spec, err := apiPutSpec(d, inc)
	d.fail("specification", err)
	_, refused := d.refused(d.as(c.intake), "/v1/admin/incidents/"+d.incident+"/steps", obj{"version": spec.Version, "event": "confirm", "reason": "it is obvious"}, 403)
	d.check(refused, "who reported an incident cannot confirm it", "%s is refused, senior or not", c.intake.name)
	inc = d.step(c.senior, spec, "confirm", "one cause, one module, one block")
	d.step(c.senior, inc, "start_snapshot", "the committee may measure")
	d.tell.say("%s confirms: blocks %d to %d of SavingsVault, attacker excluded.", c.senior.name, d.attackBlock, d.closeBlock)
	d.earmark()
}

// report makes the incident: of what the monitors found, or, where nobody watched,
// of what a person noticed.
func (d *demo) report() server.Incident {
	title, reason := "SavingsVault drained by re-entrancy", "withdraw() calls the receiver before it burns the shares"
	if !d.unguarded {
		return d.caught(title, reason)
	}
	return post[server.Incident](d, d.as(d.cast.intake), "/v1/admin/incidents", obj{
		"protocol_id": d.protocol, "title": title, "observed_at": d.app.Now(), "reason": reason,
	})
}

// earmark shows that capital cannot leave between the loss and its settlement.
func (d *demo) earmark() {
	d.until("earmark", func() bool { return d.lastIntent("earmark").State == models.TxFinal })
	d.tellIntent(d.lastIntent("earmark"), "sets the pool's money aside for this incident")
	hanna, pool := d.cast.hanna, contracts.NewCapitalPool()
	shares := d.read(d.pool.Address, pool.PackSharesOf(hanna.address))
	d.call(hanna, "asks to leave the pool with all she has", d.pool.Address, pool.PackRequestExit(shares.Big()))
	why, refused := d.refusal(hanna, d.pool.Address, pool.PackSettleExit(big.NewInt(1)))
	d.check(refused, "capital cannot leave between loss and settlement", "%s", why)
}

// step moves the incident by hand.
func (d *demo) step(by *clerk, inc server.Incident, event, reason string) server.Incident {
	return post[server.Incident](d, d.as(by), "/v1/admin/incidents/"+inc.ID+"/steps", obj{"version": inc.Version, "event": event, "reason": reason})
}

// contain pauses the module that was attacked and shows that the other works.
func (d *demo) contain() {
	receipt := d.call(d.owner, "pauses SavingsVault", d.savings, contracts.NewSavingsVault().PackPause())
	if d.err != nil {
		return
	}
	d.closeBlock = receipt.BlockNumber.Uint64()
	path := "/v1/admin/modules/" + d.savingsModule + "/containment"
	module := get[server.Module](d, d.anyone(), "/v1/modules/"+d.savingsModule)
	module = post[server.Module](d, d.as(d.cast.intake), path, obj{"version": module.Version, "event": "request_containment", "reason": "the flaw can be used again"})
	post[server.Module](d, d.as(d.cast.senior), path, obj{
		"version": module.Version, "event": "contain", "reason": "paused() is true",
		"read_back": obj{"block": strconv.FormatUint(d.closeBlock, 10), "hash": receipt.BlockHash.Hex()},
	})
	shares := d.read(d.savings, contracts.NewSavingsVault().PackSharesOf(d.cast.alice.address))
	why, refused := d.refusal(d.cast.alice, d.savings, contracts.NewSavingsVault().PackWithdraw(shares.Big()))
	d.check(refused, "the attacked module is paused", "%s", why)
	some := dollars("2000")
	d.call(d.cast.grace, fmt.Sprintf("takes %s tUSD out of LendingDesk", shown(some)), d.desk, contracts.NewLendingDesk().PackWithdraw(some.Big()))
	d.check(d.balance(d.cast.grace.address) == some, "the other module keeps working", "LendingDesk paid %s tUSD", shown(some))
}

// apiPutSpec says what exactly is measured: what the finding proposes, up to the
// pause, by the method that knows the waiting period, without the attacker.
func apiPutSpec(d *demo, inc server.Incident) (server.Incident, error) {
	first, last := d.header(new(big.Int).SetUint64(d.attackBlock)), d.header(new(big.Int).SetUint64(d.closeBlock))
	if d.err != nil {
		return server.Incident{}, nil
	}
	n := func(v uint64) string { return strconv.FormatUint(v, 10) }
	chainID := n(d.app.Deployment.ChainID)
	module := obj{
		"chain_id": chainID, "address": d.savings.Hex(), "asset": d.token.Hex(), "deployed_block": n(d.app.Deployment.Block),
		"from_block": n(d.attackBlock), "from_hash": first.Hash().Hex(), "view": "assetsOf(address)",
	}
	if !d.unguarded {
		proposed, err := proposal(inc)
		if err != nil {
			return server.Incident{}, err
		}
		found := fmt.Sprint(proposed["from_block"]) == n(d.attackBlock) && fmt.Sprint(proposed["from_hash"]) == first.Hash().Hex()
		d.check(found, "the finding proposes what is measured", "from block %v, where the attack is, of the module that it emptied", proposed["from_block"])
		module = proposed
	}
	delete(module, "flows") // of this method
	module["to_block"], module["to_hash"], module["holdings"] = n(d.closeBlock), last.Hash().Hex(), "totalAssets()"
	return client.Put[server.Incident](d.as(d.cast.maria), "/v1/admin/incidents/"+d.incident+"/spec", obj{"version": inc.Version, "spec": obj{
		"format": "incident-spec/1", "method": "view-flows/2", "waiting_period": n(uint64(waitingPeriod / time.Second)),
		"numeraire":     obj{"chain_id": chainID, "address": d.token.Hex()},
		"occurred_from": n(first.Time), "occurred_to": n(last.Time), "modules": []obj{module},
		"exclusions": []obj{
			{"account": d.attacker.Hex(), "kind": "attacker", "reason": "the contract that drained the vault"},
			{"account": d.cast.mallory.address.Hex(), "kind": "attacker", "reason": "deployed and called that contract"},
		},
	}})
}

// proposal is the one module of an incident that a finding became.
func proposal(inc server.Incident) (obj, error) {
	var spec struct {
		Modules []obj `json:"modules"`
	}
	if err := json.Unmarshal(inc.Spec, &spec); err != nil {
		return nil, err
	}
	if len(spec.Modules) != 1 {
		return nil, fmt.Errorf("the proposed specification has %d modules", len(spec.Modules))
	}
	return spec.Modules[0], nil
}

// lossTable shows who lost what.
func (d *demo) lossTable() {
	var rows [][]string
	total := d.unattributed
	for _, w := range d.cast.victims() {
		loss := d.losses[w.address]
		total, _ = total.Add(loss) // a sum of a few leaves of one snapshot
		insured := "-"
		if w.insured() {
			insured = shown(w.limit)
		}
		rows = append(rows, []string{w.name, exact(w.savings), exact(loss), insured, exact(d.owed(w))})
	}
	rows = append(rows, nil, []string{"total", exact(d.sumSavings()), exact(total), "", ""})
	d.tell.table([]string{"victim", "had", "lost", "cover limit", "cover owes"}, rows)
}

// owed is what the wording promises for a loss: nine tenths above the
// deductible, up to the limit.
func (d *demo) owed(w *wallet) money.Amount {
	if !w.insured() {
		return money.Zero
	}
	t := coverTerms()
	above := d.losses[w.address].SubFloor(t.Deductible)
	owed, err := above.MulDiv(money.FromUint64(uint64(t.CoinsuranceBps)), money.FromUint64(10_000), money.Down)
	d.fail("terms", err)
	return money.Min(owed, w.limit)
}
