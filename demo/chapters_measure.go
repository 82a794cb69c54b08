package demo

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/server"
)

// chapterMeasure: three members measure separately; a quorum registers on chain.
func (d *demo) chapterMeasure() {
	d.section("The committee measures the losses, everybody alone")
	d.seatCommittee()
	d.until("final blocks", func() bool { return d.finalBlock() >= d.closeBlock })
	digests := map[common.Hash]bool{}
	var receipt oracles.Receipt
	for _, m := range d.committee {
		built, r := d.measure(m)
		receipt = r
		digests[r.Digest] = true
		d.tell.say("%s reads the vault at two block hashes and the flows between: %d leaves, %s tUSD; signature %d of %d.",
			m.name, len(built.Leaves), shown(built.Message.TotalLoss), r.Have, r.Need)
	}
	d.check(len(digests) == 1 && receipt.State == models.SnapshotQuorum, "members working apart reached the same digest", "%s", shortHex(receipt.Digest.Hex()))
	d.until("registered snapshot", func() bool { return d.snapshot().State == models.SnapshotChallengeable })
	d.tellIntent(d.lastIntent("submit_snapshot"), "registers the snapshot")
	d.tell.say("Anybody may challenge it on chain for %d s.", d.app.Deployment.Committee.ChallengeWindowSeconds)
	for _, m := range d.committee {
		d.signSet(m)
	}
	d.until("registered set", func() bool { return d.snapshotSet().State == models.SnapshotChallengeable })
	d.tellIntent(d.lastIntent("submit_set"), "registers the set of all snapshots")
	d.wait(time.Duration(d.app.Deployment.Committee.ChallengeWindowSeconds+1) * time.Second)
	d.until("open claims", func() bool { return d.incidentNow().State == models.IncidentClaimsOpen })
	d.tell.say("Nobody challenged: final. Claims are open until %s.", shownDate(d.incidentNow().ClaimsCloseAt))
	d.readLosses()
	d.lossTable()
}

func shownDate(at *time.Time) string {
	if at == nil {
		return "?"
	}
	return at.Format("2 January 2006")
}

func (d *demo) finalBlock() uint64 {
	if d.err != nil {
		return 0
	}
	h, err := d.app.Chain.Finalized(d.ctx)
	if err != nil {
		d.fail("final block", err)
		return 0
	}
	return h.Number.Uint64()
}

func (d *demo) incidentNow() server.Incident {
	return get[server.Incident](d, d.anyone(), "/v1/incidents/"+d.incident)
}

func (d *demo) snapshot() (last server.Snapshot) {
	for _, s := range get[server.List[server.Snapshot]](d, d.anyone(), "/v1/incidents/"+d.incident+"/snapshots").Items {
		last = s
	}
	return last
}

func (d *demo) snapshotSet() (last server.SnapshotSet) {
	for _, s := range get[server.List[server.SnapshotSet]](d, d.anyone(), "/v1/incidents/"+d.incident+"/snapshot-sets").Items {
		last = s
	}
	return last
}

// readLosses reads the verified losses from the public API.
func (d *demo) readLosses() {
	snap := d.snapshot()
	total := d.parse(snap.Unattributed.Amount)
	d.unattributed = total
	for _, leaf := range list[server.Leaf](d, d.anyone(), "/v1/snapshots/"+snap.ID+"/leaves") {
		loss := d.parse(leaf.Loss)
		d.losses[common.HexToAddress(leaf.Account)] = loss
		total = d.add(total, loss)
	}
	d.check(total == d.parse(snap.TotalLoss.Amount) && !total.IsZero(), "losses and what belongs to nobody add up to the total",
		"%d leaves, %s tUSD unattributed, %s in all", len(d.losses), shown(d.unattributed), shown(total))
	_, excluded := d.losses[d.attacker]
	d.check(!excluded && len(d.losses) == len(d.cast.victims()), "every victim has a leaf and the attacker has none", "")
}

// parse reads an amount of the API.
func (d *demo) parse(text string) money.Amount {
	if d.err != nil {
		return money.Zero
	}
	a, err := money.Parse(text)
	d.fail(fmt.Sprintf("amount %q", text), err)
	return a
}

// add sums amounts.
func (d *demo) add(amounts ...money.Amount) money.Amount {
	sum, err := money.Sum(amounts...)
	d.fail("sum", err)
	return sum
}
