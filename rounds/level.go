package rounds

import (
	"makewhole/money"
	"makewhole/payouts"
)

// byLevel serves the classes in order, each to the highest level the money
// allows. A pool that does not reach everybody pays nothing that an open decision
// on another cover of the account may still move to an earlier pool: the others
// would miss it.
func (r *round) byLevel(p int, m money.Amount, rows []want, shares []payouts.Target, classes []uint8) error {
	groups := payouts.ByClass(classes)
	levels, full, err := serve(m, shares, groups)
	if err != nil {
		return err
	}
	for g := range levels {
		r.levels = append(r.levels, Level{Pool: p, Class: classes[groups[g][0]], Num: levels[g].Num(), Den: levels[g].Den()})
	}
	if err := set(rows, shares, groups, levels, full); err != nil {
		return err
	}
	r.full[p] = full
	if full {
		return nil
	}
	least := make([]payouts.Target, len(shares))
	for n, s := range shares {
		least[n] = payouts.Target{Has: s.Has, All: rows[n].owed, Most: rows[n].sure, Decided: rows[n].owed, DecidedMost: rows[n].sure}
	}
	if levels, _, err = serve(m, least, groups); err != nil {
		return err
	}
	for g := range levels {
		for _, n := range groups[g] {
			could, err := shares[n].At(&levels[g])
			if err != nil {
				return err
			}
			rows[n].could = money.MaxOf(rows[n].could, could)
		}
	}
	return nil
}

// serve finds the level of each class, in order, and whether all are served in
// full; those after the first that is not have none.
func serve(m money.Amount, shares []payouts.Target, groups [][]int) (levels []payouts.Ratio, full bool, err error) {
	for _, group := range groups {
		part := make([]payouts.Target, len(group))
		for k, n := range group {
			part[k] = shares[n]
		}
		level, served, err := payouts.LevelOf(m, part)
		if err != nil {
			return nil, false, err
		}
		levels = append(levels, level)
		if !served {
			return levels, false, nil
		}
		for k := range part {
			target, err := part[k].At(&level)
			if err != nil {
				return nil, false, err
			}
			m = m.SubFloor(target)
		}
	}
	return levels, true, nil
}

// set writes the targets at the levels; classes without one keep what they have.
func set(rows []want, shares []payouts.Target, groups [][]int, levels []payouts.Ratio, full bool) error {
	for n := range rows {
		rows[n].decided, rows[n].could = rows[n].has, rows[n].has
	}
	for g := range levels {
		for _, n := range groups[g] {
			s := shares[n]
			target, err := s.At(&levels[g])
			if err != nil {
				return err
			}
			if !full {
				s.Decided, s.DecidedMost = rows[n].owed, money.Min(s.DecidedMost, rows[n].sure)
			}
			decided, err := s.DecidedAt(&levels[g])
			if err != nil {
				return err
			}
			rows[n].decided, rows[n].held, rows[n].could = decided, target.SubFloor(decided), target
		}
	}
	return nil
}
