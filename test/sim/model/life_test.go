package model

import (
	"slices"
	"strings"
	"testing"

	"makewhole/models"
	"makewhole/settlements"
)

// TestEveryLifeOfASettlement: whatever order people, jobs, receivers, the
// guardian and the chain act in, the tables have a step for every final event,
// rows and distributor agree in the end, and an end stays reachable.
func TestEveryLifeOfASettlement(t *testing.T) {
	t.Parallel()
	r := ExploreLife(settlements.SettlementMachine, settlements.AllocationMachine)
	t.Log(r)
	if r.Violation != "" || r.States < 80 {
		t.Errorf("%d states, violation %q", r.States, r.Violation)
	}
}

// spare are the edges without which a settlement can still end: births, steps
// whose place the chain or a cancellation takes, those of payments above the final
// block, which this model has not, and the way out of an order that the chain will
// never take: here it always takes one (states/ends has the snapshot sets).
var spare = []string{
	"settlement draft", "settlement publish_draft draft", "settlement approve objections", "settlement cancel draft",
	"settlement cancel objections", "settlement cancel approved", "settlement sign approved", "settlement send signed",
	"allocation allocate", "allocation cancel allocated", "allocation collect claimable", "allocation finalize collected",
	"settlement void approved", "settlement void signed", "settlement void publishing", "allocation reorg collected",
}

// TestMissingEdgesAreNoticed takes one edge after the other out of the tables:
// the search must find the hole, unless the edge is spare.
func TestMissingEdgesAreNoticed(t *testing.T) {
	t.Parallel()
	for _, table := range []models.Machine{settlements.SettlementMachine, settlements.AllocationMachine} {
		for i, e := range table.Edges {
			less := models.Machine{Name: table.Name, Edges: slices.Delete(slices.Clone(table.Edges), i, i+1)}
			r := ExploreLife(less, settlements.AllocationMachine)
			if table.Name == settlements.AllocationMachine.Name {
				r = ExploreLife(settlements.SettlementMachine, less)
			}
			name := strings.TrimSpace(table.Name + " " + e.Event + " " + e.From)
			if isSpare := slices.Contains(spare, name); (r.Violation == "") != isSpare {
				t.Errorf("without %q: violation %q, spare %v", name, r.Violation, isSpare)
			}
		}
	}
}
