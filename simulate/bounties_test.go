package simulate

import (
	"strings"
	"testing"
)

// bountiesOf are the lines of bounties of all rounds, in their order.
func bountiesOf(r *Report) string {
	var out []string
	for _, round := range r.Rounds {
		for _, s := range round.Settlements {
			for _, b := range s.Bounties {
				out = append(out, b.Bounty+" "+b.Amount)
			}
		}
	}
	return strings.Join(out, ", ")
}

// TestBountyInAHistory: a tenth, at most 12, of what the white hat brings back twice;
// what the thief returns has none.
func TestBountyInAHistory(t *testing.T) {
	r := tell(t).loss("alice", `"usd": "100"`).loss("bob", `"usd": "100"`).
		on(1, `bounty "bounty": "rescue", "asset": "usd", "from": "white hat", "bps": 1000, "cap": "12"`).
		on(2, `recover "asset": "usd", "amount": "100", "from": "white hat"`).on(40, "round").
		on(41, `recover "asset": "usd", "amount": "20", "from": "thief"`).
		on(42, `recover "asset": "usd", "amount": "50", "from": "white hat"`).on(43, "round").play()
	if got := bountiesOf(r); got != "rescue 10, rescue 2" {
		t.Errorf("bounties: %s", got)
	}
	ends(t, r, map[string]string{"alice": "0 79 21", "bob": "0 79 21"})
	if s := source(t, r, "recovered:usd"); s.In != "170" || s.Out != "170" || s.Free != "0" {
		t.Errorf("%+v", s)
	}
}

// TestLateBountyInAHistory: agreed after the money was shared out, it gets what comes
// later; other terms count from then on, and nothing is taken back.
func TestLateBountyInAHistory(t *testing.T) {
	r := tell(t).loss("alice", `"usd": "100"`).
		on(2, `recover "asset": "usd", "amount": "50", "from": "w"`).on(40, "round").
		on(41, `bounty "bounty": "b", "asset": "usd", "from": "w", "bps": 2000, "cap": "100"`).on(42, "round").
		on(43, `recover "asset": "usd", "amount": "15"`).on(44, "round").
		on(45, `bounty "bounty": "b", "asset": "usd", "from": "w", "bps": 1, "cap": "1"`).
		on(46, `recover "asset": "usd", "amount": "5", "from": "w"`).on(47, "round").play()
	if got := bountiesOf(r); got != "b 10" {
		t.Errorf("bounties: %s", got)
	}
	ends(t, r, map[string]string{"alice": "0 60 40"})
}

func TestBountiesThatAreRefused(t *testing.T) {
	on := func(act string) *story {
		return tell(t).loss("alice", `"usd": "100"`).on(1, `bounty "bounty": "b", "asset": "usd", "from": "w", "bps": 6000, "cap": "5"`).on(1, act)
	}
	on(`bounty "bounty": "c", "asset": "usd", "from": "w", "bps": 4001, "cap": "5"`).refused("/events/1/bps", "10001 ten-thousandths")
	on(`bounty "bounty": "b", "asset": "usd", "from": "v", "bps": 1, "cap": "5"`).refused("/events/1/bounty", "what w brings back")
	on(`bounty "bounty": "c", "asset": "usd", "from": "v", "bps": 10001, "cap": "5"`).refused("/events/1/bps", "from 1 to 10000")
	on(`bounty "bounty": "c", "asset": "usd", "from": "v", "bps": 0, "cap": "5"`).refused("/events/1/bps", "from 1 to 10000")
	on(`bounty "bounty": "c", "asset": "usd", "from": "v", "bps": 1, "cap": "0"`).refused("/events/1/cap", "above 0")
	on(`bounty "bounty": "c", "asset": "usx", "from": "v", "bps": 1, "cap": "1"`).refused("/events/1/asset", "usx")
	on(`bounty "bounty": "c", "asset": "usd", "bps": 1, "cap": "1"`).refused("/events/1/from", "is missing")
	on(`round "from": "w"`).refused("/events/1/from", "does not have this key")
}
