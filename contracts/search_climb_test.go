package contracts_test

import "slices"

// keyCase is which keys a thief has, and which nobody has.
type keyCase struct{ stolen, lost []key }

// found is the worst that a search has seen by one measure, and how.
type found struct {
	incident bool
	plan     []entry
	value    uint64
}

// worst of a case by each measure: base units that thieves have, base units in
// wrong hands in all, and seconds of standstill.
type worst [3]found

// trialOf plays one plan.
func (s *searcher) trialOf(k keyCase, incident bool, plan []entry) (w worst) {
	s.trials++
	r := s.fork(k.stolen, k.lost, incident, plan).run()
	for i, value := range []uint64{r.taken, r.wrong, s.late(incident, r)} {
		w[i] = found{incident, plan, value}
	}
	return w
}

// late is by how much the aim that is latest is later than usual.
func (s *searcher) late(incident bool, r result) (most uint64) {
	for aim, at := range r.at {
		if at -= min(at, s.usual[incident][aim]); at > forEver {
			at = never
		}
		most = max(most, at)
	}
	return most
}

// search plays the obvious plans of a case and then changes the worst ones, at
// random but the same each time. It plays hints too, and each act at each moment
// when it is to be thorough.
func (s *searcher) search(k keyCase, thorough bool, climbs int, hints ...found) worst {
	var all []worst
	var best worst
	play := func(incident bool, plan []entry) {
		w := s.trialOf(k, incident, plan)
		all = append(all, w)
		for i := range best {
			best[i] = best[i].or(w[i])
		}
	}
	can := actsOf(k.stolen, k.lost)
	for _, incident := range []bool{true, false} {
		play(incident, nil)
		s.playObvious(can, thorough, func(plan []entry) { play(incident, plan) })
		for _, h := range hints {
			play(incident, h.plan)
			play(incident, slices.Concat(h.plan, hints[len(all)%len(hints)].plan))
		}
	}
	rnd := mixer(len(k.stolen)<<8 + len(k.lost) + 1)
	for range climbs {
		from := parent(&rnd, all)
		play(from.incident, mutated(&rnd, can, from.plan))
	}
	for i := range best {
		best[i].plan = s.shrunk(k, best[i], i)
	}
	return best
}

// playObvious plays each act alone, at each moment, and all of them.
func (s *searcher) playObvious(can []int, phased bool, play func([]entry)) {
	var everything []entry
	for _, a := range can {
		everything = append(everything, entry{a, 0, true})
		play([]entry{{a, 0, true}})
		for p := range phases {
			if phased {
				play([]entry{{a, p, false}})
			}
		}
	}
	play(everything)
	everything = slices.Clone(everything)
	slices.Reverse(everything)
	play(everything)
}

// or is the worse of two, or the shorter of two that are as bad.
func (f found) or(g found) found {
	if g.value > f.value || g.value == f.value && len(g.plan) < len(f.plan) {
		return g
	}
	return f
}

// parent is one of the worst so far by one of the measures.
func parent(r *mixer, all []worst) found {
	i := r.below(3)
	of := all[r.below(len(all))][i]
	for range len(all) / 8 {
		of = of.or(all[r.below(len(all))][i])
	}
	return of
}

// mutated adds, drops, changes or moves one entry.
func mutated(r *mixer, can []int, plan []entry) []entry {
	plan = slices.Clone(plan)
	fresh := entry{can[r.below(len(can))], 0, r.chance(60)}
	if r.chance(60) {
		fresh.phase = r.below(len(phases))
	}
	switch at := r.below(len(plan) + 1); {
	case len(plan) == 0 || r.chance(55):
		return slices.Insert(plan, at, fresh)
	case r.chance(30):
		at = min(at, len(plan)-1)
		return slices.Delete(plan, at, at+1)
	default:
		plan[min(at, len(plan)-1)] = fresh
		return plan
	}
}

// shrunk leaves out what is not needed to be as bad by a measure.
func (s *searcher) shrunk(k keyCase, f found, measure int) []entry {
	plan := f.plan
	for i := 0; i < len(plan); {
		less := slices.Delete(slices.Clone(plan), i, i+1)
		if s.trialOf(k, f.incident, less)[measure].value >= f.value {
			plan = less
			continue
		}
		i++
	}
	return plan
}
