package histories

import (
	"math/big"

	"pgregory.net/rapid"

	"makewhole/corrections"
	"makewhole/models"
	"makewhole/test/roomtest"
)

// revise lets two persons say that an account lost more or less of a token than was
// measured.
func (s *story) revise() error {
	return s.reviseOne(drawRevision(s.t, s.plot.cast))
}

// revision is by how much a loss was more, or less where by is below zero.
type revision struct {
	account string
	token   int
	by      int64
}

func drawRevision(t *rapid.T, cast []string) revision {
	r := revision{
		rapid.SampledFrom(cast).Draw(t, "account"), rapid.IntRange(0, 1).Draw(t, "token"), int64(drawAmount(t, 1, 50, "amount"))}
	if rapid.Bool().Draw(t, "less") {
		r.by = -r.by
	}
	return r
}

// reviseOne lowers a loss to nothing at the most.
func (s *story) reviseOne(r revision) error {
	direction, code := models.RevisionRaise, "measured_wrongly"
	if r.by < 0 {
		direction, code = models.RevisionLower, "not_a_loss"
		r.by = max(r.by, -int64(s.lost(r.account, r.token)))
	}
	in := s.tokens[r.token].in
	row, err := s.past.ProposeRevision(ctx, s.Ben, s.inc.PublicID, roomtest.Addr(r.account), corrections.Revision{
		ChainID: in.ChainID, Asset: in.Address, Direction: direction, Amount: roomtest.N(uint64(max(r.by, -r.by)))}, stated(code))
	if err != nil {
		return err
	}
	if _, err = s.past.Confirm(ctx, s.Carl, row.PublicID, row.Version); err != nil {
		return err
	}
	s.happened()
	was := s.revised[r.account]
	was[r.token] += r.by
	s.revised[r.account] = was
	return nil
}

// lost is what an account lost of a token, in its units, by what was measured and
// revised, and by what merged records added.
func (s *story) lost(account string, token int) uint64 {
	return uint64(int64(s.plot.lost[account][token]+s.added[account][token]) + s.revised[account][token])
}

// measuredOf is what could be approved under a cover by what was measured.
func (s *story) measuredOf(cover int) uint64 {
	sum := new(big.Rat)
	for at, units := range s.plot.lost[s.covers[cover].account] {
		sum.Add(sum, new(big.Rat).Mul(new(big.Rat).SetUint64(units), s.tokens[at].price))
	}
	whole := new(big.Int).Quo(sum.Num(), sum.Denom()).Uint64()
	return min(whole, s.covers[cover].limit, 10*scale)
}

// loss is what an account lost, in value.
func (s *story) loss(account string) *big.Rat {
	sum := new(big.Rat)
	for at := range s.tokens {
		sum.Add(sum, new(big.Rat).Mul(new(big.Rat).SetUint64(s.lost(account, at)), s.tokens[at].price))
	}
	return sum
}
