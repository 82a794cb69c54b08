package demo

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"makewhole/audit"
	"makewhole/audit/bundle"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// chapterEnd: who has what, and everything is verified by people who trust
// nobody.
func (d *demo) chapterEnd() {
	d.section("The end, verified")
	d.summary()
	d.checkConservation()
	d.checkPoolOpen()
	d.checkExit()
	d.checkStory()
	d.verify()
	for _, id := range d.settlements {
		d.checkBundle(id)
	}
}

// summary shows what became of every loss.
func (d *demo) summary() {
	var rows [][]string
	for _, w := range d.cast.victims() {
		back := money.Zero
		for _, l := range list[server.Allocation](d, d.anyone(), "/v1/payouts?receiver="+w.address.Hex()) {
			back = d.add(back, d.parse(l.Amount.Amount))
		}
		note := ""
		switch w {
		case d.cast.erin:
			note = "insured, never filed"
		case d.cast.frank:
			note = "not insured"
		}
		rows = append(rows, []string{w.name, exact(d.losses[w.address]), exact(back), d.ratio(back, d.losses[w.address]), note})
	}
	for _, w := range d.cast.providers() {
		shares := d.read(d.pool.Address, contracts.NewCapitalPool().PackSharesOf(w.address))
		left := d.read(d.pool.Address, contracts.NewCapitalPool().PackToAssets(shares.Big()))
		cost, back := w.capital.SubFloor(left), d.balance(w.address)
		rows = append(rows, []string{w.name, exact(cost), exact(back), d.ratio(back, cost), "provider of the pool"})
	}
	d.tell.table([]string{"tUSD", "lost", "came back", "ratio", "<"}, rows)
}

// checkConservation counts every token there is.
func (d *demo) checkConservation() {
	dep := d.app.Deployment
	all := d.add(d.balance(d.savings), d.balance(d.desk), d.balance(d.attacker), d.balance(d.pool.Address),
		d.balance(dep.Distributor), d.balance(dep.RecoveryVault), d.balance(d.cast.mallory.address))
	for _, w := range d.cast.receivers() {
		all = d.add(all, d.balance(w.address))
	}
	supply := d.read(d.token, contracts.NewTestToken().PackTotalSupply())
	d.check(all == supply, "no token was made or lost anywhere", "%s tUSD in %d places", shown(supply), 7+len(d.cast.receivers()))
	d.check(d.balance(dep.Distributor).IsZero(), "nothing is left behind at the distributor", "")
}

// checkPoolOpen waits until what was left of the earmark is free again: a release
// waits for orders that may be under way, and then for settlements that may yet
// be cancelled.
func (d *demo) checkPoolOpen() {
	d.until("begun release", func() bool { return d.lastIntent("release").State == models.TxFinal })
	d.tellIntent(d.lastIntent("release"), "begins to release what is left of the earmark")
	pool := contracts.NewCapitalPool()
	d.until("the end of the release", func() bool { return d.lastIntent("end_release").ID != "" })
	d.wait(d.seconds(pool.PackRELEASEDELAY()))
	d.until("released earmark", func() bool { return d.lastIntent("end_release").State == models.TxFinal })
	d.tellIntent(d.lastIntent("end_release"), "releases it")
	d.wait(d.seconds(pool.PackBACKWINDOW()))
	frozen := d.read(d.pool.Address, contracts.NewCapitalPool().PackExitsFrozen())
	d.check(frozen.IsZero(), "the pool is open again when all is settled", "")
}

// checkExit lets a provider leave now that the pool is open: nobody has to be there in
// the moment in which the exit is ripe. What she asked for while the incident was open
// was over before the pool opened, and she has its shares again.
func (d *demo) checkExit() {
	hanna, pool := d.cast.hanna, contracts.NewCapitalPool()
	first := d.lastIntent("settle_exit")
	queued := d.read(d.pool.Address, pool.PackQueuedOf(hanna.address))
	d.check(first.State == models.TxFinal && queued.IsZero(), "an exit whose window ended while the pool was closed is over, its shares are as before", "")
	before := d.balance(hanna.address)
	shares := d.read(d.pool.Address, pool.PackSharesOf(hanna.address))
	worth := d.read(d.pool.Address, pool.PackToAssets(shares.Big()))
	d.call(hanna, "asks again to leave with all she has", d.pool.Address, pool.PackRequestExit(shares.Big()))
	d.until("the exit is on record", func() bool { return d.lastIntent("settle_exit").ID != first.ID })
	d.wait(d.seconds(pool.PackEXITLAG()))
	d.until("the ripe exit", func() bool { return d.lastIntent("settle_exit").State == models.TxFinal })
	d.tellIntent(d.lastIntent("settle_exit"), "settles the ripe exit")
	got := d.balance(hanna.address).SubFloor(before)
	d.check(got == worth && !got.IsZero(), "a ripe exit is settled by itself, at its value", "%s tUSD", shown(got))
}

// seconds reads a time span of the pool.
func (d *demo) seconds(view []byte) time.Duration {
	return time.Duration(d.read(d.pool.Address, view).Big().Int64()) * time.Second
}

// verify runs all rules over database and chain.
func (d *demo) verify() {
	d.round()
	if d.err == nil {
		d.fail("checkpoint", d.app.RunJob(d.ctx, "checkpoint"))
	}
	report := act(d, "verify", func() (audit.Report, error) { return d.app.Verifier.Verify(d.ctx, nil) })
	var rows [][]string
	for _, r := range report.Rules {
		finding := r.Reason
		for _, f := range r.Findings {
			finding += f.Subject + " " + f.Detail + "; "
		}
		rows = append(rows, []string{r.Rule, r.Title, fmt.Sprint(r.Checked), r.Status, finding})
	}
	d.tell.table([]string{"rule", "<says", "checked", "<", "<"}, rows)
	d.check(report.ExitCode() == 0 && len(rows) > 0, "verify says ok: no violation and nothing left unchecked", "%d rules over database and chain", len(rows))
}

// checkBundle fetches a settlement's bundle as anyone, verifies it, flips
// one bit of it and verifies again.
func (d *demo) checkBundle(id string) {
	files := bundle.Bundle{}
	for _, f := range get[server.Bundle](d, d.anyone(), "/v1/settlements/"+id+"/bundle").Files {
		files[f.Name] = act(d, "bundle", func() ([]byte, error) {
			return d.anyone().File("/v1/settlements/" + id + "/bundle/file?name=" + url.QueryEscape(f.Name))
		})
	}
	if d.err != nil {
		return
	}
	_, err := files.Verify()
	n := slices.Index(d.settlements, id) + 1
	d.check(err == nil, fmt.Sprintf("bundle of settlement %d verifies offline", n), "%d files%s", len(files), because(err))
	spoiled := bundle.Bundle{}
	for name, data := range files {
		spoiled[name] = slices.Clone(data)
	}
	spoiled["entitlements.txt"][len(spoiled["entitlements.txt"])/2] ^= 1
	_, err = spoiled.Verify()
	d.check(err != nil, fmt.Sprintf("bundle of settlement %d with one bit flipped does not", n), "")
	if d.bundleDir != "" {
		dir := filepath.Join(d.bundleDir, id)
		d.fail("write bundle", os.MkdirAll(dir, 0o750))
		d.fail("write bundle", files.Write(dir))
		d.tell.say("written to %s; check it with: makewhole verify bundle %s", dir, dir)
	}
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return ", but " + err.Error()
}
