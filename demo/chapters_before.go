package demo

import (
	"fmt"
	"strings"
	"time"

	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/internal/app"
	"makewhole/internal/display"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/server"
)

// The wording of the story. Its windows are days because the story's clock can
// be moved.
const (
	day             = 24 * time.Hour
	waitingPeriod   = 14 * day
	filingWindow    = 21 * day
	appealWindow    = 14 * day
	coolingOff      = 3 * day
	objectionWindow = 4 * day
)

func coverTerms() covers.Terms {
	s := func(d time.Duration) int64 { return int64(d / time.Second) }
	return covers.Terms{
		WaitingPeriodS: s(waitingPeriod), FilingWindowS: s(filingWindow), AppealWindowS: s(appealWindow), CoolingOffS: s(coolingOff),
		ObjectionWindowS: s(objectionWindow), EvidenceWindowS: s(7 * day), Deductible: dollars("500"), CoinsuranceBps: 9000,
		SecondReviewAbove: dollars("20000"), MinPay: dollars("1"), SettlementRule: payouts.RuleWaterFill,
	}.WithDefaults()
}

const wordingText = `Harbor savings cover

§1 Covered is the direct loss of assets in a module of Harbor through a technical failure of its contracts.
§2 The loss is what the oracle committee of Makewhole states in a final snapshot.
§3 The insured bears 500 tUSD and one tenth of what lies above.
§4 Claims are filed within 21 days after filing opens. A denial may be appealed within 14 days.
§5 If the pool cannot pay everybody in full, everybody is paid the same share.
`

// shown is an amount in a sentence, exact one in a column.
func shown(a money.Amount) string { return display.Amount(a, tokenDecimals) }

func exact(a money.Amount) string { return display.Exact(a, tokenDecimals) }

// chapterProtocol: staff, Harbor with its two modules, and the catalog.
func (d *demo) chapterProtocol() {
	d.section("A protocol and who looks after it")
	d.hire()
	c := d.cast
	c.mallory.savings = d.sumSavings()
	d.savings = d.deploy(d.owner, "SavingsVault", &contracts.SavingsVaultMetaData, contracts.NewSavingsVault().PackConstructor(d.token))
	d.desk = d.deploy(d.owner, "LendingDesk", &contracts.LendingDeskMetaData, contracts.NewLendingDesk().PackConstructor(d.token, money.FromUint64(1_000_000_000_000).Big()))
	for _, w := range c.victims() {
		d.give(w, w.savings)
		d.allow(w, d.savings, w.savings)
		d.call(w, fmt.Sprintf("saves %s tUSD in SavingsVault", shown(w.savings)), d.savings, contracts.NewSavingsVault().PackDeposit(w.savings.Big()))
	}
	d.give(c.grace, c.grace.desk)
	d.allow(c.grace, d.desk, c.grace.desk)
	d.call(c.grace, fmt.Sprintf("lends %s tUSD through LendingDesk", shown(c.grace.desk)), d.desk, contracts.NewLendingDesk().PackSupply(c.grace.desk.Big()))
	d.catalog()
}

func (d *demo) sumSavings() (total money.Amount) {
	for _, w := range d.cast.victims() {
		sum, err := total.Add(w.savings)
		d.fail("sum", err)
		total = sum
	}
	return total
}

// give mints tokens of the story.
func (d *demo) give(w *wallet, amount money.Amount) {
	d.quiet(d.owner, d.token, contracts.NewTestToken().PackMint(w.address, amount.Big()))
}

// hire makes the staff on the command line, as the operator of the machine does
// before anything is on record.
func (d *demo) hire() {
	var names []string
	for _, c := range d.cast.staff() {
		if d.err != nil {
			return
		}
		row, token, err := app.AddStaff(d.ctx, d.app.DB, c.name, c.name, c.roles, nil)
		d.fail("staff", err)
		c.id, c.token = row.PublicID, token
		names = append(names, c.name+" ("+strings.Join(c.roles, ", ")+")")
	}
	d.tell.text("Staff: %s.", strings.Join(names, ", "))
	d.tell.say("Committee: %d of %d keys must agree on every loss and every payout.",
		d.app.Deployment.Committee.Threshold, len(d.app.Deployment.Committee.Signers))
}

func (d *demo) asset() obj {
	return obj{"chain_id": d.app.Deployment.ChainID, "address": d.token.Hex(), "symbol": tokenSymbol, "decimals": tokenDecimals}
}

// catalog records protocol, modules, product, wording and pools.
func (d *demo) catalog() {
	admin, dep := d.as(d.cast.root), d.app.Deployment
	d.protocol = post[server.Protocol](d, admin, "/v1/admin/protocols", obj{"slug": "harbor", "name": "Harbor"}).ID
	module := func(role, address string) string {
		return post[server.Module](d, admin, "/v1/admin/protocols/"+d.protocol+"/modules", obj{
			"chain_id": dep.ChainID, "address": address, "role": role, "pause_kind": "pausable", "method_view": "assetsOf(address)", "value_asset": d.asset(),
		}).ID
	}
	d.savingsModule = module("savings", d.savings.Hex())
	module("lending", d.desk.Hex())
	d.product = post[server.Product](d, admin, "/v1/admin/products", obj{"protocol_id": d.protocol, "name": "Harbor savings cover", "limit_asset": d.asset()}).ID
	post[server.Wording](d, admin, "/v1/admin/products/"+d.product+"/wordings", obj{"terms": coverTerms(), "text": wordingText})
	treasurer := d.as(d.cast.treasurer)
	pool := func(id, kind, name, contract string) string {
		return post[server.Pool](d, treasurer, "/v1/admin/pools", obj{
			"id": id, "kind": kind, "name": name, "asset": d.asset(), "contract": contract,
			"distributor": dep.Distributor.Hex(), "oracle": dep.LossOracle.Hex(),
		}).ID
	}
	id := pool(poolID, "capital", "Harbor pool", d.pool.Address.Hex())
	pool("", "vault", "Recovered tUSD", dep.RecoveryVault.Hex())
	post[server.Layer](d, treasurer, "/v1/admin/products/"+d.product+"/layers", obj{"pool_id": id, "position": 1, "incident_cap": "0"})
	d.tell.say("Recorded: protocol, two modules, a product with its wording, a pool and a vault for recovered money.")
}

// chapterCovers: capital comes in, covers are written, the waiting period ends.
func (d *demo) chapterCovers() {
	d.section("Capital and covers")
	for _, w := range d.cast.providers() {
		d.give(w, w.capital)
		d.allow(w, d.pool.Address, w.capital)
		d.call(w, fmt.Sprintf("puts %s tUSD into the pool", shown(w.capital)), d.pool.Address,
			contracts.NewCapitalPool().PackDeposit(w.capital.Big(), money.FromUint64(1).Big()))
	}
	d.until("capital", func() bool {
		return get[server.Pool](d, d.anyone(), "/v1/pools/"+poolID).ObservedFree.Amount == d.sumCapital().String()
	})
	var rows [][]string
	for _, w := range d.cast.coverHolders() {
		cover := post[server.Cover](d, d.as(d.cast.intake), "/v1/admin/covers", obj{
			"product_id": d.product, "kind": "individual", "holder": w.address.Hex(), "accounts": []string{w.address.Hex()},
			"limit": w.limit.String(), "active_to": d.app.Now().Add(365 * day),
		})
		w.cover = cover.ID
		where := "SavingsVault"
		if w == d.cast.grace {
			where = "LendingDesk"
		}
		rows = append(rows, []string{w.name, shown(w.limit), where, cover.ID})
	}
	d.tell.table([]string{"insured", "limit tUSD", "<has money in", "<cover"}, rows)
	d.tell.say("Deductible 500 tUSD, one tenth above it is borne by the insured. Waiting period %d days. Frank buys none.", waitingPeriod/day)
	d.wait(waitingPeriod + 6*day)
}

func (d *demo) sumCapital() (total money.Amount) {
	for _, w := range d.cast.providers() {
		sum, err := total.Add(w.capital)
		d.fail("sum", err)
		total = sum
	}
	return total
}
