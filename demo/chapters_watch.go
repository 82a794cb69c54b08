package demo

import (
	"encoding/json"
	"fmt"
	"time"

	"makewhole/incidents/monitor"
	"makewhole/server"
)

// chapterWatch: two monitors are written, run in shadow, and made live by two
// persons.
func (d *demo) chapterWatch() {
	if d.unguarded {
		return
	}
	d.section("The desk watches")
	c := d.cast
	for _, name := range []string{"d11-reentrancy", "d01-net-outflow"} {
		m := post[server.Monitor](d, d.as(c.maria), "/v1/admin/monitors", obj{"file": d.monitor(name), "reason": "Harbor is covered"})
		path := "/v1/admin/monitors/" + m.ID
		m = post[server.Monitor](d, d.as(c.maria), path+"/steps", obj{"version": m.Version, "event": "watch", "reason": "counts only"})
		m = post[server.Monitor](d, d.as(c.maria), path+"/ask-live", obj{"version": m.Version, "reason": "quiet in the backtest"})
		if name == "d11-reentrancy" {
			_, refused := d.refused(d.as(c.maria), path+"/arm", obj{"version": m.Version, "reason": "I know it"}, 403)
			d.check(refused, "who asks for a live monitor cannot make it live", "%s is refused", c.maria.name)
		}
		m = post[server.Monitor](d, d.as(c.senior), path+"/arm", obj{"version": m.Version, "reason": "looked at the file"})
		d.tell.say("%s writes %s, %s makes it live.", c.maria.name, m.Name, c.senior.name)
	}
	d.round() // from here on every block is judged
	d.check(len(d.findings()) == 0, "the monitors are quiet while nothing happens", "")
}

// monitor is a detector that comes along, bound to SavingsVault and its token.
func (d *demo) monitor(name string) string {
	text, err := monitor.BuiltinFile(name)
	d.fail("monitor "+name, err)
	f, err := monitor.Parse(text)
	if d.fail("monitor "+name, err); d.err != nil {
		return ""
	}
	contracts := map[string]string{}
	for target := range f.Targets {
		contracts[target] = map[string]string{"module": d.savings.Hex(), "asset": d.token.Hex()}[target]
	}
	f, err = monitor.Bind(f, d.app.Deployment.ChainID, contracts)
	if d.fail("monitor "+name, err); d.err != nil {
		return ""
	}
	f.ID = "savings-" + name
	f.Reads = map[string]monitor.ReadSpec{"held": {View: "totalAssets() returns (uint256)", Of: "module"}}
	out, err := json.Marshal(f)
	d.fail("monitor "+name, err)
	return string(out)
}

func (d *demo) findings() []server.Finding {
	return list[server.Finding](d, d.as(d.cast.auditor), "/v1/admin/findings?state=open")
}

// caught makes an incident of what the monitors found.
func (d *demo) caught(title, reason string) server.Incident {
	var found []server.Finding
	d.until("a finding", func() bool {
		found = d.findings()
		return len(found) > 0
	})
	by := map[string]server.Finding{}
	for _, f := range found {
		by[f.Monitor] = f
		d.tell.say("%s %s: block %d, damage %s, level %s; written down %s after the node had the block.",
			f.Severity, f.Monitor, f.BlockNumber, f.Damage, f.Level, shownLatency(f))
	}
	f, drained := by["savings-d11-reentrancy"], by["savings-d01-net-outflow"]
	d.check(f.BlockNumber == int64(d.attackBlock) && f.Level == string(monitor.LevelAct) && drained.BlockNumber == f.BlockNumber,
		"the attack is found in its own block, by two monitors", "block %d, with damage", d.attackBlock)
	path := "/v1/admin/findings/"
	intake := d.as(d.cast.intake)
	f = post[server.Finding](d, intake, path+f.ID+"/promote", obj{
		"version": f.Version, "title": title, "reason": reason, "deployed_block": fmt.Sprint(d.app.Deployment.Block),
	})
	post[server.Finding](d, intake, path+drained.ID+"/attach", obj{"version": drained.Version, "incident_id": f.IncidentID, "reason": "the same transaction"})
	return d.step(d.cast.intake, get[server.Incident](d, d.anyone(), "/v1/incidents/"+f.IncidentID), "report", reason)
}

// shownLatency is from the head to the row, on the server's clock.
func shownLatency(f server.Finding) string {
	return f.RecordedAt.Sub(f.SeenAt).Round(time.Millisecond).String()
}
