package payouts

import (
	"cmp"
	"slices"

	"makewhole/money"
)

// Overlap is one incident that draws on a pool others draw on too.
type Overlap struct {
	From, To int64        // of its loss, Unix seconds, both inclusive
	Want     money.Amount // what the pool would set aside for it alone, in base units
	Drawn    money.Amount // what it has drawn for good
}

// ShareOverlapping is the most that each of several incidents may draw of a pool in
// all, from what the pool has with what they have drawn. Incidents whose losses
// overlap in time, also by way of a third, share pro rata by what each would get alone
// (at most the whole), rounded down; one that has drawn more keeps that, and the others
// share the rest. Of others the earlier is served first. The order in which they are
// listed, confirmed or drafted changes nothing.
func ShareOverlapping(whole money.Amount, draws []Overlap) ([]money.Amount, error) {
	out := make([]money.Amount, len(draws))
	left := whole
	for i := range draws {
		left = left.SubFloor(draws[i].Drawn)
	}
	for _, group := range overlapping(draws) {
		var err error
		for _, i := range group {
			if left, err = left.Add(draws[i].Drawn); err != nil {
				return nil, err
			}
		}
		if err := shareGroup(out, whole, left, draws, group); err != nil {
			return nil, err
		}
		for _, i := range group {
			left = left.SubFloor(out[i])
		}
	}
	return out, nil
}

// overlapping groups draws by time, earliest first.
func overlapping(draws []Overlap) (groups [][]int) {
	order := make([]int, len(draws))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(draws[a].From, draws[b].From) })
	var until int64
	for _, i := range order {
		if n := len(groups); n > 0 && draws[i].From <= until {
			groups[n-1], until = append(groups[n-1], i), max(until, draws[i].To)
			continue
		}
		groups, until = append(groups, []int{i}), draws[i].To
	}
	return groups
}

// shareGroup divides what is left among one group.
func shareGroup(out []money.Amount, whole, left money.Amount, draws []Overlap, group []int) error {
	for len(group) > 0 {
		wants := make([]money.Amount, len(group))
		for k, i := range group {
			wants[k] = money.MaxOf(money.Min(draws[i].Want, whole), draws[i].Drawn)
		}
		shares, err := ShareLimit(left, wants)
		if err != nil {
			return err
		}
		var rest []int
		for k, i := range group {
			if out[i] = shares[k]; !shares[k].Less(draws[i].Drawn) {
				rest = append(rest, i)
				continue
			}
			out[i], left = draws[i].Drawn, left.SubFloor(draws[i].Drawn)
		}
		if len(rest) == len(group) {
			return nil
		}
		group = rest
	}
	return nil
}
