package server

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/monitor"
	watching "makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/states"
)

// watched is a monitor of the world's module, and what it found in two blocks of
// a chain that is final up to the first.
func (b *bench) watched() (monitor string, findings []string) {
	b.Helper()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		module, err := models.ByID[models.Module](tx, 1)
		if err != nil {
			return err
		}
		findings = nil
		m := models.Monitor{
			PublicID: models.NewID("mon"), ChainID: module.ChainID, Module: "vault", Name: "vault-d11-reentrancy", Number: 1, Content: []byte("{}"),
			ContentHash: models.H(watching.Digest([]byte("{}"))),
		}
		by := models.SystemActor(states.SystemWatchFile)
		if err := models.Start(tx, states.Monitor, &m, "write", by, "named"); err != nil {
			return err
		}
		if err := models.Move(tx, states.Monitor, &m, "watch", by, "starts in shadow"); err != nil {
			return err
		}
		monitor = m.PublicID
		err = models.Insert(tx, &models.WatchedChain{
			ChainID: module.ChainID, Since: 5, Number: 9, Hash: models.H(common.Hash{9}), Highest: 9, Head: 11, Safe: 8, Final: 7, WatchedAt: tx.Now,
			Status: `{"feeds": {"traces": "the node does not offer it"}, "monitors": {"vault-d11-reentrancy/1": ["no traces"]}}`,
		})
		if err != nil {
			return err
		}
		if err := tx.NoteGap(module.ChainID, 8, common.Hash{8}, "logs", tx.Now); err != nil {
			return err
		}
		for n := int64(7); n < 10; n++ {
			hash := models.H(common.Hash{byte(n)})
			f := models.Finding{
				PublicID: models.NewID("fnd"), ChainID: module.ChainID, MonitorID: m.ID, Dedup: hash, Module: module.Address, TxHash: &hash, Severity: "P1", Class: "reentrancy",
				Damage: "yes", Level: "count", Number: n, Hash: hash, LastNumber: n, Sightings: 1, BlockTime: tx.Now.Add(-time.Minute), SeenAt: tx.Now, ObservedAt: tx.Now, DecidedAt: tx.Now,
			}
			if err := models.Start(tx, states.Finding, &f, "find", models.JobActor(states.JobWatch), m.Name); err != nil {
				return err
			}
			findings = append(findings, f.PublicID)
			s := models.FindingSighting{FindingID: f.ID, Number: n, Hash: hash, Key: hash, Canonical: true, Damage: "yes", Shown: `{"held.block": "900"}`, Evidence: models.H(common.Hash{0xe0, byte(n)})}
			if err := models.Insert(tx, &s); err != nil {
				return err
			}
		}
		return nil
	}))
	return monitor, findings
}

// What monitors found is read with evidence and what was blind; people say what it
// is.
func TestFindingsOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	monitor, ids := b.watched()
	const path = "/v1/admin/findings"
	b.ask("staff:auditor", "GET", "/v1/admin/watch", nil).want(200).has(`"open_gaps":1`, `"head":11`, "does not offer", "vault-d11-reentrancy/1")
	b.ask("staff:auditor", "GET", path+"?state=open&severity=P1&level=count&monitor="+monitor, nil).want(200).has(ids[0], ids[2])
	b.ask("staff:auditor", "GET", path+"?state=dismissed", nil).want(200).hasNot(ids[0])
	b.ask("staff:auditor", "GET", path+"?state=gone", nil).problem(400, "invalid-request")
	b.ask("staff:auditor", "GET", path+"?monitor=mon_nothing", nil).problem(404, "not-found")
	for i, finality := range []string{"final", "safe", "seen"} {
		b.ask("staff:auditor", "GET", path+"/"+ids[i], nil).want(200).has(`"finality":"`+finality, `"held.block":"900"`, `"event":"find"`, "0xe0")
	}
	version := func(id string) (f Finding) {
		b.ask("staff:auditor", "GET", path+"/"+id, nil).want(200).into(&f)
		return f
	}
	say := func(id, reason string) map[string]any {
		return map[string]any{"version": version(id).Version, "reason": reason}
	}
	b.ask("staff:treasurer", "POST", path+"/"+ids[0]+"/dismiss", say(ids[0], "a test of ours")).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", path+"/"+ids[0]+"/dismiss", with(say(ids[0], "stale"), "version", 99)).problem(409, "changed")
	b.ask("staff:underwriter", "POST", path+"/"+ids[0]+"/dismiss", say(ids[0], "a test of ours")).want(200).has(`"state":"dismissed"`, "a test of ours", `"dismissed_by"`)
	b.ask("staff:underwriter", "POST", path+"/"+ids[0]+"/attach", with(say(ids[0], "is it"), "incident_id", w.incident)).problem(409, "wrong-state")
	b.ask("staff:senior", "POST", path+"/"+ids[0]+"/reopen", say(ids[0], "it was no test")).want(200).has(`"state":"open"`)
	b.ask("staff:underwriter", "POST", path+"/"+ids[0]+"/attach", with(say(ids[0], "is it"), "incident_id", "inc_nothing")).problem(400, "invalid-request").has("/incident_id")
	b.ask("staff:underwriter", "POST", path+"/"+ids[0]+"/attach", with(say(ids[0], "is it"), "incident_id", w.incident)).want(200).has(`"state":"attached"`, w.incident)
	var f Finding
	b.ask("staff:underwriter", "POST", path+"/"+ids[1]+"/promote", with(say(ids[1], "money is gone"), "title", "The vault pays out")).want(200).has(`"state":"attached"`).into(&f)
	if f.IncidentID == "" || f.IncidentID == w.incident {
		t.Errorf("%+v", f)
	}
}

// A monitor goes live by two persons.
func TestMonitorsOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	id, _ := b.watched()
	path := "/v1/admin/monitors/" + id
	say := func(reason string) map[string]any {
		var m Monitor
		b.ask("staff:auditor", "GET", path, nil).want(200).into(&m)
		return map[string]any{"version": m.Version, "reason": reason}
	}
	b.ask("staff:auditor", "GET", "/v1/admin/monitors?state=shadow", nil).want(200).has(id, `"name":"vault-d11-reentrancy"`)
	b.ask("staff:senior", "POST", path+"/arm", say("now")).problem(409, "wrong-state")
	b.ask("staff:auditor", "POST", path+"/ask-live", say("now")).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", path+"/ask-live", say("weeks of shadow")).want(200).has(`"state":"shadow"`, `"asked_by"`)
	b.ask("staff:underwriter", "POST", path+"/arm", say("mine")).problem(403, "forbidden")
	b.ask("staff:senior", "POST", path+"/arm", say("looked at it")).want(200).has(`"state":"live"`, `"armed_by"`)
	b.ask("staff:senior", "POST", path+"/steps", with(say("noisy"), "event", "arm")).problem(400, "invalid-request")
	b.ask("staff:senior", "POST", path+"/steps", with(say("noisy"), "event", "disarm")).want(200).has(`"state":"shadow"`).hasNot("asked_by")
	b.ask("staff:underwriter", "POST", path+"/steps", with(say("enough"), "event", "retire")).want(200).has(`"state":"retired"`)
}

// A person writes a monitor: it begins as a draft, with the next version above what
// there is, and its file can be had again.
func TestWritesAMonitorOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	theirs, err := monitor.BuiltinFile("d11-reentrancy")
	b.must(err)
	text := strings.Replace(string(theirs), `"chain": 1,`, `"chain": 31337,`, 1)
	write := func(file string) map[string]any {
		return map[string]any{"file": file, "reason": "ours since the audit"}
	}
	var m Monitor
	b.ask("staff:underwriter", "POST", "/v1/admin/monitors", write(text)).want(201).into(&m)
	if m.State != states.MonitorDraft || m.WrittenBy == "" || m.Number != 1 {
		t.Fatalf("%+v", m)
	}
	var kept, sent monitor.File
	b.ask("staff:auditor", "GET", "/v1/admin/monitors/"+m.ID+"/file", nil).want(200).into(&kept)
	b.must(json.Unmarshal(theirs, &sent))
	if kept.When != sent.When || kept.State != states.MonitorDraft {
		t.Errorf("kept as %+v", kept)
	}
	b.ask("staff:underwriter", "POST", "/v1/admin/monitors", write(text)).problem(400, "invalid-request").has("/version: must be above 1")
	b.ask("staff:underwriter", "POST", "/v1/admin/monitors", write("{\n \"format\": 3}")).problem(400, "invalid-request").has(`"/file"`, "line 2")
	b.ask("staff:underwriter", "POST", "/v1/admin/monitors", write(string(theirs))).problem(400, "invalid-request").has("/chain: chain 31337 is watched here")
	b.ask("staff:auditor", "POST", "/v1/admin/monitors", write(text)).problem(403, "forbidden")
	next := strings.Replace(text, `"version": 1`, `"version": 2`, 1)
	b.ask("staff:senior", "POST", "/v1/admin/monitors", write(next)).want(201).has(`"number":2`)
	b.ask("staff:underwriter", "POST", "/v1/admin/monitors/"+m.ID+"/steps",
		map[string]any{"version": m.Version, "event": "watch", "reason": "count only"}).want(200).has(`"state":"shadow"`)
	b.ask("staff:auditor", "GET", "/v1/admin/monitors/mon_nothing/file", nil).problem(404, "not-found")
}
