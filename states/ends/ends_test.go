package ends

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"makewhole/states"
)

// graph is explored once for all tests.
var graph = sync.OnceValue(func() *Graph { return Explore(New()) })

// TestEveryCombinationCanEnd is law L4: from every combination that can be
// reached, a step that is sure leads on to an end.
func TestEveryCombinationCanEnd(t *testing.T) {
	t.Parallel()
	r := graph().All()
	t.Log(r)
	if r.Stuck != "" || r.Worlds < 200_000 || r.Ends < 1000 {
		t.Errorf("%d combinations, %d ends, stuck: %s", r.Worlds, r.Ends, r.Stuck)
	}
}

// Why an end needs no such edge.
const (
	entrance  = "leads in: without it less can happen"
	otherDoor = "another step leads out of the same state"
	onlyHoped = "nobody may count on it"
	unused    = "no step takes it; see TestEveryEdgeIsUsed"
	rested    = "leaves a state in which the record may rest"
)

// spare are the edges that no ending needs, each with its reason.
var spare = map[string]string{
	"claim create":                                entrance,
	"claim submit draft":                          entrance,
	"entitlement open":                            entrance,
	"incident confirm under_review":               entrance,
	"incident open_claims snapshotting":           entrance,
	"incident report":                             entrance,
	"incident report suspected":                   entrance,
	"incident review reported":                    entrance,
	"incident start_snapshot confirmed":           entrance,
	"incident suspect":                            entrance,
	"recovery contest received":                   entrance,
	"recovery deposit":                            entrance,
	"recovery deposit expected":                   entrance,
	"recovery expect":                             entrance,
	"recovery finalize received":                  entrance,
	"snapshot_set pass_window challengeable":      entrance,
	"snapshot_set open_window registered":         entrance,
	"snapshot_set refuse":                         entrance,
	"snapshot_set report":                         entrance,
	"claim approve overturned":                    onlyHoped,
	"claim approve under_review":                  onlyHoped,
	"claim cool_off approved":                     onlyHoped,
	"claim cool_off partially_approved":           onlyHoped,
	"claim default_approve submitted":             otherDoor,
	"claim default_approve under_review":          otherDoor,
	"claim default_confirm appealed":              otherDoor,
	"claim default_deny submitted":                otherDoor,
	"claim default_deny under_review":             otherDoor,
	"claim default_uphold appealed":               otherDoor,
	"claim deny under_review":                     onlyHoped,
	"claim overturn appealed":                     onlyHoped,
	"claim partially_approve overturned":          onlyHoped,
	"claim partially_approve under_review":        onlyHoped,
	"claim start_review submitted":                onlyHoped,
	"claim request_evidence under_review":         onlyHoped,
	"claim uphold appealed":                       onlyHoped,
	"incident dispute confirmed":                  otherDoor,
	"incident recover reopened":                   otherDoor,
	"incident reject disputed":                    otherDoor,
	"incident reject under_review":                otherDoor,
	"incident retract reported":                   otherDoor,
	"incident retract suspected":                  otherDoor,
	"incident review disputed":                    otherDoor,
	"incident review reopened":                    otherDoor,
	"settlement cancel draft":                     otherDoor,
	"settlement cancel objections":                otherDoor,
	"settlement publish approved":                 otherDoor,
	"settlement publish signed":                   otherDoor,
	"settlement send signed":                      otherDoor,
	"settlement sign approved":                    otherDoor,
	"settlement void signed":                      otherDoor,
	"snapshot_set agree collecting":               otherDoor,
	"snapshot_set register collecting":            otherDoor,
	"allocation finalize claimable":               onlyHoped,
	"allocation cancel claimable":                 onlyHoped,
	"claim confirm appealed":                      onlyHoped,
	"claim appeal cooling_off":                    onlyHoped,
	"claim withdraw_appeal appealed":              onlyHoped,
	"claim appeal denied":                         onlyHoped,
	"claim pay partially_paid":                    onlyHoped,
	"claim pay settling":                          onlyHoped,
	"claim pay_part settling":                     onlyHoped,
	"claim provide_evidence evidence_requested":   onlyHoped,
	"claim withdraw appealed":                     onlyHoped,
	"claim withdraw draft":                        onlyHoped,
	"claim withdraw evidence_requested":           onlyHoped,
	"claim withdraw submitted":                    onlyHoped,
	"claim withdraw under_review":                 onlyHoped,
	"settlement cancel active":                    onlyHoped,
	"settlement cancel published":                 onlyHoped,
	"snapshot_set expire collecting":              onlyHoped,
	"snapshot_set expire quorum":                  onlyHoped,
	"snapshot_set refuse collecting":              onlyHoped,
	"snapshot_set refuse quorum":                  onlyHoped,
	"snapshot_set strike challengeable":           onlyHoped,
	"snapshot_set strike final":                   onlyHoped,
	"snapshot_set supersede challengeable":        onlyHoped,
	"snapshot_set supersede collecting":           onlyHoped,
	"snapshot_set supersede final":                onlyHoped,
	"snapshot_set supersede quorum":               onlyHoped,
	"snapshot_set uphold_challenge challengeable": onlyHoped,
	"snapshot_set uphold_challenge final":         onlyHoped,
	"incident merge suspected":                    onlyHoped,
	"incident merge reported":                     onlyHoped,
	"incident merge under_review":                 onlyHoped,
	"incident merge confirmed":                    onlyHoped,
	"incident merge snapshotting":                 onlyHoped,
	"incident merge disputed":                     onlyHoped,
	"incident merge claims_open":                  onlyHoped,
	"incident merge claims_closed":                onlyHoped,
	"incident merge settling":                     onlyHoped,
	"incident merge settled":                      onlyHoped,
	"claim carry submitted":                       onlyHoped,
	"claim join submitted":                        onlyHoped,
	"claim carry under_review":                    onlyHoped,
	"claim join under_review":                     onlyHoped,
	"claim carry evidence_requested":              onlyHoped,
	"claim join evidence_requested":               onlyHoped,
	"claim carry cooling_off":                     onlyHoped,
	"claim join cooling_off":                      onlyHoped,
	"claim carry settling":                        onlyHoped,
	"claim join settling":                         onlyHoped,
	"claim reinstate expired":                     rested,
	"claim correct_approve cooling_off":           onlyHoped,
	"claim correct_approve settling":              onlyHoped,
	"claim correct_approve partially_paid":        onlyHoped,
	"claim correct_approve paid":                  onlyHoped,
	"claim correct_approve denied":                onlyHoped,
	"claim correct_approve upheld":                onlyHoped,
	"claim correct_approve closed":                onlyHoped,
	"claim correct_deny cooling_off":              onlyHoped,
	"claim correct_deny settling":                 onlyHoped,
	"claim correct_deny partially_paid":           onlyHoped,
	"claim correct_deny paid":                     onlyHoped,
	"entitlement reopen closed":                   rested,
	"receiver_wait give parked":                   rested,
	"receiver_wait end unnamed":                   onlyHoped,
	"receiver_wait end review":                    onlyHoped,
	"receiver_wait end senior":                    onlyHoped,
	"receiver_wait end second_senior":             onlyHoped,
	"recovery withdraw expected":                  rested,
	"incident recover closed":                     rested,
	"incident reopen closed":                      rested,
	"allocation collect claimable":                unused,
	"allocation finalize collected":               unused,
	"allocation reorg collected":                  unused,
}

// TestMissingEdgesAreNoticed takes each edge of the tables away in turn: either
// some combination then has no way out, or the edge is spare.
func TestMissingEdgesAreNoticed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, p := range New().Parts {
		if seen[p.Table.Name] {
			continue
		}
		seen[p.Table.Name] = true
		for _, e := range p.Table.Edges {
			name := strings.TrimSpace(p.Table.Name + " " + e.Event + " " + e.From)
			seen[name] = true
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				r := graph().WithoutEdge(p.Table.Name, e)
				switch {
				case r.Stuck == "" && spare[name] == "":
					t.Errorf("no ending needs the edge, and nobody says why")
				case r.Stuck != "" && spare[name] != "":
					t.Errorf("excused (%s), but without it %s", spare[name], r)
				case r.Stuck != "" && len(r.Way) == 0:
					t.Errorf("no way into %s", r.Stuck)
				}
			})
		}
	}
	for name := range spare {
		if !seen[name] {
			t.Errorf("%q is excused and not there", name)
		}
	}
}

// TestSilentReviewersEndNothing takes away what silence decides of a claim in one
// state: since reviewers may be silent for ever, the claim then waits for ever.
func TestSilentReviewersEndNothing(t *testing.T) {
	t.Parallel()
	for from, names := range map[string][]string{
		"submitted": {"default_approve", "default_deny"}, "under_review": {"default_approve", "default_deny"}, "appealed": {"default_confirm", "default_uphold"},
	} {
		silence := map[use]bool{}
		for _, e := range states.Claim.Edges {
			if e.From == from && slices.Contains(names, e.Event) {
				silence[use{states.Claim.Name, e}] = true
			}
		}
		r := graph().search(func(_ *Step, uses []use) bool {
			return !slices.ContainsFunc(uses, func(u use) bool { return silence[u] })
		})
		if len(silence) != 2 || !strings.Contains(r.Stuck, "claim "+from) {
			t.Errorf("without what silence decides of a claim that is %s (%d edges), stuck: %s", from, len(silence), r.Stuck)
		}
	}
}
