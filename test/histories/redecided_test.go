package histories

import (
	"pgregory.net/rapid"

	"makewhole/models"
	"makewhole/test/roomtest"
)

// correctors are two persons who decide nothing but what others decided wrongly.
func (s *story) correctors() (first, second models.Actor) {
	if s.dora.StaffID == 0 {
		s.dora, s.emil = s.Person("dora", "dora", "underwriter"), s.Person("emil", "emil", "senior")
	}
	return s.dora, s.emil
}

// redecide lets two persons say that a claim should have been decided otherwise: denied,
// or approved in part or in full.
func (s *story) redecide() error {
	list := s.claims(models.ClaimCoolingOff, models.ClaimSettling, models.ClaimPartiallyPaid, models.ClaimPaid, models.ClaimDenied, models.ClaimUpheld, models.ClaimClosed)
	if len(list) == 0 {
		return errNobody
	}
	c, how := pick(s, list, "claim"), rapid.IntRange(0, 3).Draw(s.t, "decision")
	first, second := s.correctors()
	row, err := s.past.ProposeDecision(ctx, first, c.PublicID, roomtest.N(portion(how, mostOf(c))), "2.1", stated("facts_found"))
	if err != nil {
		return err
	}
	if _, err = s.past.Confirm(ctx, second, row.PublicID, row.Version); err != nil {
		return err
	}
	s.happened()
	return nil
}
