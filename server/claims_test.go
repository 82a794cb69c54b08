package server

import "testing"

func TestFileAClaim(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		w := b.world()
		body := b.filing(w, "alice", "alice")
		before := b.rows()
		a := b.ask("alice", "POST", "/v1/claims", body).want(201).
			has(`"state":"submitted"`, `"amount":"100000000"`, `"display":"100"`, `"chain_id":31337`, addr("alice").Hex()).
			hasNot("proof_signature", "assigned_to")
		var c Claim
		a.into(&c)
		b.changed(before, map[string]int{"claims": 1, "transitions": 2, "audit": 2, "keys": 1})
		b.ask("alice", "GET", "/v1/claims/"+c.ID, nil).want(200).has(`"history":[{`, `"evidence":[]`, `"next":{"who":"reviewer","by":"2`, `"may":["evidence","withdraw","receiver"]`)
		b.ask("alice", "GET", "/v1/claims", nil).want(200).has(c.ID, `"next":{"who":"reviewer","by":"2`)
		b.ask("staff:auditor", "GET", "/v1/admin/claims/"+c.ID, nil).want(200).has(c.ID)
		b.ask("bob", "GET", "/v1/claims", nil).want(200).hasNot(c.ID)
	})
}
