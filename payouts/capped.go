package payouts

import (
	"cmp"
	"fmt"
	"slices"

	"makewhole/money"
)

// capped is water-fill/2: λ is the largest value ≤ 1 with Σ max(a, min(λ·e, cap))
// ≤ available + Σ a over the rows of a class, and each line is max(0,
// min(floor(λ·e), cap) − a). A cap is what the loss leaves when everything is
// taken off that was received outside or recovered; without caps below e it is
// water-fill/1.
func (c *Computed) capped(f *File) ([]money.Amount, error) {
	lines := make([]money.Amount, len(f.Rows))
	rest, full := f.Available, true
	classes := make([]uint8, len(f.Rows))
	for i := range f.Rows {
		classes[i] = f.Rows[i].Class
	}
	for _, group := range ByClass(classes) {
		ratio, served, left, err := fillCapped(rest, f.Rows, group, lines)
		if err != nil {
			return nil, err
		}
		c.LambdaNum, c.LambdaDen = ratio.Num(), ratio.Den()
		if rest, full = left, served; !full {
			break
		}
	}
	c.Available = f.Available
	if full {
		c.Unattributed = rest
	} else {
		c.Dust = rest
	}
	return lines, nil
}

// ByClass splits positions by class, lowest class first.
func ByClass(classes []uint8) [][]int {
	groups := map[uint8][]int{}
	for i, c := range classes {
		groups[c] = append(groups[c], i)
	}
	out := make([][]int, 0, len(groups))
	for _, g := range groups {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(classes[a[0]], classes[b[0]]) })
	return out
}

// fillCapped serves one class from m and returns what is left of it.
func fillCapped(m money.Amount, rows []Row, group []int, lines []money.Amount) (r Ratio, full bool, rest money.Amount, err error) {
	targets, all := make([]Target, len(group)), m
	for k, i := range group {
		row := &rows[i]
		if row.Cap == nil {
			return r, false, m, fmt.Errorf("%w: row %s has no cap", ErrInput, row.ID)
		}
		targets[k] = Target{Has: row.Already, All: row.Amount, Most: *row.Cap, Decided: row.Amount, DecidedMost: *row.Cap}
		if all, err = all.Add(row.Already); err != nil {
			return r, false, m, err
		}
	}
	if r, full, err = LevelOf(all, targets); err != nil {
		return r, false, m, err
	}
	rest = m
	for k, i := range group {
		to, err := targets[k].At(&r)
		if err != nil {
			return r, false, m, err
		}
		lines[i] = to.SubFloor(rows[i].Already)
		if rest, err = rest.Sub(lines[i]); err != nil {
			return r, false, m, fmt.Errorf("%w: lines above the money", ErrInvariant)
		}
	}
	if !full && rest.Cmp(money.FromUint64(uint64(len(group)))) >= 0 {
		return r, false, m, fmt.Errorf("%w: more dust than lines", ErrInvariant)
	}
	return r, full, rest, nil
}
