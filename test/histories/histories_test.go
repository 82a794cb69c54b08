package histories

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// TestHistories plays random acts in any order, holds the books against the laws
// after each, and ends the incident: it can be closed, everybody has what the
// reference says, and everybody can read it.
func TestHistories(t *testing.T) {
	t.Parallel()
	counted := &counter{acts: map[string]int{}}
	eachEngine(t, func(t *testing.T, open engine) {
		rapid.Check(t, func(rt *rapid.T) {
			s := drawPlot(rt).begin(t, rt, open)
			s.prologue()
			for range rapid.IntRange(1, 30).Draw(rt, "acts") {
				for range 4 { // what has nobody to be done to is drawn again
					if s.play(pick(s, acts, "act")) {
						break
					}
				}
			}
			s.end()
			s.compare()
			s.explained()
			counted.add(s)
		})
	})
	t.Cleanup(func() { counted.report(t) })
}

func eachEngine(t *testing.T, fn func(t *testing.T, open engine)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, onSQLite)
	})
	if !dbtest.HasPostgres(t) {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, onPostgres)
	})
}

// counter adds up what really happened: an act that never succeeds tests nothing.
type counter struct {
	mu                  sync.Mutex
	histories, payments int
	acts                map[string]int
}

func (c *counter) add(s *story) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.histories++
	c.payments += s.drafts
	for name, n := range s.played {
		c.acts[name] += n
	}
}

// enough histories have every act in them.
const enough = 300

func (c *counter) report(t *testing.T) {
	t.Logf("%d histories, %d settlements", c.histories, c.payments)
	for _, name := range slices.Sorted(maps.Keys(c.acts)) {
		t.Logf("%6d %s", c.acts[name], name)
	}
	if t.Failed() || c.histories < enough {
		return
	}
	for _, a := range acts {
		if c.acts[a.name] == 0 && a.name != "mischief" {
			t.Errorf("%q never happened in %d histories", a.name, c.histories)
		}
	}
}

// fact is a fact that may come in any order.
type fact func(s *story) error

// drawFacts draws decisions, recoveries, a bounty on them, outside receipts, one
// revision, one exclusion and the merge of a second record. Each is the same whenever it comes: what a reviewer decides does not follow
// from the loss as it is known at the moment, but from what was measured.
func (p *plot) drawFacts(t *rapid.T) (out []fact) {
	for i := range p.insurances() {
		how := rapid.IntRange(0, 3).Draw(t, "decision")
		out = append(out, func(s *story) error {
			for _, c := range s.undecided() {
				if c.CoverID == s.covers[i].row.ID && c.Affected.Address == roomtest.Addr(s.covers[i].account) {
					return s.decideOne(c, how, min(mostOf(c), portion(how, s.measuredOf(i))))
				}
			}
			return errNobody
		})
	}
	if rapid.IntRange(0, 2).Draw(t, "revised") == 0 {
		r := drawRevision(t, p.cast)
		out = append(out, func(s *story) error { return s.reviseOne(r) })
	}
	if p.twin != nil {
		out = append(out, mergeFact(rapid.Bool().Draw(t, "adds")))
	}
	for range rapid.IntRange(0, 4).Draw(t, "deposits") {
		token, amount := rapid.IntRange(0, 1).Draw(t, "token"), drawAmount(t, 1, 60, "amount")
		from := rapid.SampledFrom([]string{"thief", "friend"}).Draw(t, "from")
		out = append(out, func(s *story) error {
			s.deposit(from, token, amount)
			return nil
		})
	}
	if rapid.IntRange(0, 2).Draw(t, "bounty") == 0 {
		b := drawBounty(t)
		out = append(out, (*story).receiver, func(s *story) error { return s.promiseOne(b) })
	}
	for range rapid.IntRange(0, 2).Draw(t, "receipts") {
		who, amount := rapid.SampledFrom(p.cast).Draw(t, "who"), drawAmount(t, 1, 60, "amount")
		out = append(out, func(s *story) error {
			s.late = true
			return s.received(who, amount)
		})
	}
	if rapid.IntRange(0, 2).Draw(t, "excluded") == 0 {
		who, lifted := rapid.SampledFrom(p.cast).Draw(t, "who"), rapid.Bool().Draw(t, "lifted")
		out = append(out, func(s *story) error { return s.disputeOne(who, lifted) })
	}
	return out
}

// TestOrder is law L2: the same facts in two orders, with rounds anywhere between
// them, end alike.
func TestOrder(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, open engine) {
		rapid.Check(t, func(rt *rapid.T) {
			p := drawPlot(rt)
			facts := p.drawFacts(rt)
			once := p.tell(t, rt, open, facts, false)
			if other := p.tell(t, rt, open, rapid.Permutation(facts).Draw(rt, "order"), true); other.freed == once.freed {
				other.alike("told at once", once.lines(), once.recovered())
			}
		})
	})
}

// tell plays facts, all claims filed before them, with rounds between them or only
// at the end.
func (p *plot) tell(t *testing.T, rt *rapid.T, open engine, facts []fact, rounds bool) *story {
	s := p.begin(t, rt, open)
	for _, c := range s.covers {
		if err := s.fileOne(c, 10*scale); err != nil {
			rt.Fatal(err)
		}
	}
	s.seal()
	s.Windows(minutes(150)) // no more claims; the bar date is an hour away
	for _, f := range facts {
		before := s.lines()
		if err := f(s); err != nil {
			s.known("fact", err)
		}
		s.judge("fact", before)
		if rounds && rapid.Bool().Draw(rt, "round") {
			s.Windows(minutes(rapid.IntRange(0, 120).Draw(rt, "minutes")))
			s.settle()
			s.finish()
		}
	}
	s.end()
	return s
}
