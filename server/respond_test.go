package server

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/states"
)

// planFile is a plan that pauses the world's module for an hour.
func planFile(version int) string {
	return fmt.Sprintf(`{"format": "makewhole.plan/1", "name": "stop-vault", "version": %d, "chain": 31337, "module": "%s", "about": "an hour",
 "monitors": [{"monitor": "vault-d11-reentrancy"}],
 "steps": [{"name": "hour", "adapter": "pause_for", "target": "%s", "arguments": {"seconds": "3600"}, "authority": "R2"}]}`, version, moduleAt.Hex(), moduleAt.Hex())
}

// responded are responses to the world's findings, one in each of some states, as the
// job leaves them; a live monitor watches the head.
func (b *bench) responded(w world, plan string, in ...string) (ids []string) {
	b.Helper()
	_, findings := b.watched()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		ids = nil
		p, err := models.ByPublicID[models.ResponsePlan](tx, plan)
		if err != nil {
			return err
		}
		f, err := models.ByPublicID[models.Finding](tx, findings[0])
		if err != nil {
			return err
		}
		inc, err := models.ByPublicID[models.Incident](tx, w.incident)
		if err != nil {
			return err
		}
		number, hash := int64(7), models.H(common.Hash{7})
		for i, state := range in {
			r := models.Response{
				PublicID: models.NewID("rsp"), ChainID: p.ChainID, IncidentID: inc.ID, ModuleID: p.ModuleID, PlanID: p.ID, FindingID: f.ID, PlanName: p.Name, Step: fmt.Sprint("hour-", i),
				Class: "R2", Authority: "one_person", Why: "R2, seen; precision 10 %, 80 % are needed", Sender: models.Addr(addr("responder")), Target: models.Addr(moduleAt),
				Call: []byte{0xf3, 0xf4, 0x49, 0xc7}, State: state,
			}
			if state == states.ResponseContained {
				r.ContainedAt, r.ContainedNumber, r.ContainedHash = &tx.Now, &number, &hash
			}
			if err := models.Insert(tx, &r); err != nil {
				return err
			}
			ids = append(ids, r.PublicID)
		}
		return nil
	}))
	return ids
}

// Two persons make a plan; what is wrong in one is refused with its place.
func TestResponsePlansOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	const path = "/v1/admin/response-plans"
	write := func(file string) map[string]any { return map[string]any{"file": file, "reason": "agreed with Vault"} }
	var p ResponsePlan
	b.ask("staff:underwriter", "POST", path, write(planFile(1))).want(201).into(&p)
	if p.State != states.PlanOfDraft || p.WrittenBy == "" || p.AcceptedBy != "" {
		t.Fatalf("%+v", p)
	}
	b.ask("staff:underwriter", "POST", path, write(strings.Replace(planFile(2), "3600", "1", 1))).problem(400, "invalid-request").has("/steps/0/arguments/seconds: want 60 to 259200 seconds")
	b.ask("staff:underwriter", "POST", path, write(planFile(1))).problem(400, "invalid-request").has("/version: must be above 1")
	b.ask("staff:auditor", "POST", path, write(planFile(2))).problem(403, "forbidden")
	b.ask("staff:auditor", "GET", path+"?state=draft", nil).want(200).has(p.ID)
	b.ask("staff:auditor", "GET", path+"?state=gone", nil).problem(400, "invalid-request")
	b.ask("staff:auditor", "GET", path+"/"+p.ID, nil).want(200).has(`"name":"stop-vault"`)
	b.ask("staff:auditor", "GET", path+"/rpl_nothing", nil).problem(404, "not-found")
	b.ask("staff:auditor", "GET", path+"/"+p.ID+"/file", nil).want(200).has("makewhole.plan/1")
	b.ask("staff:auditor", "GET", path+"/rpl_nothing/file", nil).problem(404, "not-found")
	say := map[string]any{"version": p.Version, "reason": "looked at it"}
	b.ask("staff:underwriter", "POST", path+"/"+p.ID+"/accept", say).problem(403, "forbidden")
	b.ask("staff:senior", "POST", path+"/"+p.ID+"/accept", with(say, "version", 99)).problem(409, "changed")
	b.ask("staff:senior", "POST", path+"/"+p.ID+"/accept", say).want(200).has(`"state":"accepted"`, `"accepted_by"`).into(&p)
	b.ask("staff:senior", "POST", path+"/"+p.ID+"/accept", with(say, "version", p.Version)).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", path+"/"+p.ID+"/retire", with(say, "version", p.Version)).problem(403, "forbidden")
	b.ask("staff:senior", "POST", path+"/"+p.ID+"/retire", with(say, "version", p.Version)).want(200).has(`"state":"retired"`)
}

// What waits for people is agreed to or refused; a pause is lifted by two, while its
// monitors can be heard.
func TestResponsesOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	var p ResponsePlan
	b.ask("staff:underwriter", "POST", "/v1/admin/response-plans", map[string]any{"file": planFile(1), "reason": "agreed"}).want(201).into(&p)
	b.ask("staff:senior", "POST", "/v1/admin/response-plans/"+p.ID+"/accept", map[string]any{"version": p.Version, "reason": "yes"}).want(200)
	ids := b.responded(w, p.ID, states.ResponseWaiting, states.ResponseWaiting, states.ResponseContained, states.ResponseFailed)
	const path = "/v1/admin/responses/"
	b.ask("staff:auditor", "GET", "/v1/admin/incidents/"+w.incident+"/responses", nil).want(200).has(ids[0], ids[3], `"call":"0xf3f449c7"`, `"seen_at"`)
	b.ask("staff:auditor", "GET", "/v1/admin/incidents/inc_nothing/responses", nil).problem(404, "not-found")
	b.ask("staff:auditor", "GET", path+ids[2], nil).want(200).has(`"contained_block":7`, `"history"`)
	b.ask("staff:auditor", "GET", path+"rsp_nothing", nil).problem(404, "not-found")
	say := func(id string) map[string]any {
		var r IncidentResponse
		b.ask("staff:auditor", "GET", path+id, nil).want(200).into(&r)
		return map[string]any{"version": r.Version, "reason": "looked at it"}
	}
	b.ask("staff:treasurer", "POST", path+ids[0]+"/agree", say(ids[0])).problem(403, "forbidden")
	b.ask("staff:underwriter", "POST", path+ids[0]+"/agree", say(ids[0])).want(200).has(`"agreed_by"`)
	b.ask("staff:underwriter", "POST", path+ids[0]+"/agree", say(ids[0])).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", path+ids[1]+"/refuse", say(ids[1])).want(200).has(`"state":"refused"`)
	b.ask("staff:underwriter", "POST", path+ids[1]+"/refuse", say(ids[1])).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", path+ids[3]+"/again", say(ids[3])).want(200).has(`"state":"waiting"`)
	b.ask("staff:underwriter", "POST", path+ids[3]+"/again", say(ids[3])).problem(409, "wrong-state")
	b.ask("staff:senior", "POST", path+ids[2]+"/lift", say(ids[2])).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", path+ids[1]+"/ask-lift", say(ids[1])).problem(409, "wrong-state")
	b.ask("staff:underwriter", "POST", path+ids[2]+"/ask-lift", say(ids[2])).want(200).has(`"lift_asked_by"`, `"state":"contained"`)
	b.ask("staff:senior", "POST", path+ids[2]+"/lift", say(ids[2])).problem(409, "not-ready").has("the head has not been watched")
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		at, err := tx.WatchedChainOf(devChain)
		if err != nil {
			return err
		}
		at.Number, at.Highest, at.Head, at.Status, at.WatchedAt = 11, 11, 11, "{}", tx.Now
		if err := models.Update(tx, &at, "number", "highest", "head", "status", "watched_at"); err != nil {
			return err
		}
		gaps, err := tx.OpenGaps(devChain)
		if err != nil {
			return err
		}
		gaps[0].Ended = models.GapFilled
		if err := models.Update(tx, &gaps[0], "ended"); err != nil {
			return err
		}
		if _, err := tx.ReplaceBlocks(devChain, 0); err != nil {
			return err
		}
		m, err := tx.NewestMonitor(devChain, "vault-d11-reentrancy")
		if err != nil {
			return err
		}
		m.State, m.AskedBy, m.ArmedBy = states.MonitorLive, ptr(int64(1)), ptr(int64(2))
		if err := models.Update(tx, &m, "state", "asked_by", "armed_by"); err != nil {
			return err
		}
		rows, err := tx.Findings(models.FindingFilter{MonitorID: m.ID}, models.Page{Limit: 10})
		if err != nil {
			return err
		}
		for _, f := range rows[1:] { // seen above the pause, in blocks that were replaced
			s, err := tx.LastSighting(f.ID)
			if err != nil {
				return err
			}
			s.Canonical = false
			if err := models.Update(tx, &s, "canonical"); err != nil {
				return err
			}
		}
		return nil
	}))
	b.ask("staff:senior", "POST", path+ids[2]+"/lift", say(ids[2])).want(200).has(`"state":"lifting"`, `"lift_by"`)
}

func ptr[T any](v T) *T { return &v }
