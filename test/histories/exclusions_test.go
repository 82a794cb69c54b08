package histories

import (
	"math/big"
	"slices"
	"time"

	"pgregory.net/rapid"

	"makewhole/corrections"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// stated is the reason of a correction with evidence in words.
func stated(code string) corrections.Fact {
	return corrections.Fact{ReasonCode: code, Reason: "as the file says", Evidence: court}
}

// happened notes that a fact came which lowers what somebody may have, or raises what
// somebody needs: what was paid before, to accounts, shareholders of record or the
// protocol, was paid for good.
func (s *story) happened() {
	s.late = s.late || s.agreed()
	if had := s.toOthers(); had.Cmp(s.gone) > 0 {
		s.gone = had
	}
}

// agreed reports whether members have signed a settlement that is not cancelled: until
// then a fact that comes changes what is paid.
func (s *story) agreed() bool {
	early := []string{models.SettlementDraft, models.SettlementObjections, models.SettlementApproved, models.SettlementCancelled}
	return slices.ContainsFunc(s.settlements(), func(st models.Settlement) bool { return !slices.Contains(early, st.State) })
}

// toOthers is what shareholders of record and the protocol have in lines that count, in
// value.
func (s *story) toOthers() *big.Rat {
	sum := new(big.Rat)
	s.eachLeaf(func(st *models.Settlement, escheat bool, l *models.Allocation, _ *models.Entitlement) {
		if (l.Part == models.PartHolder || l.Part == models.PartProtocol) && !escheat {
			sum.Add(sum, s.worth(st.AssetID, l.Amount.Big()))
		}
	})
	return sum
}

// exclude lets two persons say that an account belongs to the attacker.
func (s *story) exclude() error { return s.excludeOne(pick(s, s.plot.cast, "account")) }

func (s *story) excludeOne(account string) error {
	row, err := s.past.ProposeExclusion(ctx, s.Ben, s.inc.PublicID, roomtest.Addr(account), "attacker", stated("took_part"))
	if err != nil {
		return err
	}
	if _, err = s.past.Confirm(ctx, s.Carl, row.PublicID, row.Version); err == nil {
		s.happened()
	}
	return err
}

// exclusions are those of the incident that are in one of the states.
func (s *story) exclusions(in ...string) (out []models.Correction) {
	s.Tx(func(tx *models.Tx) error {
		out = nil
		return models.EachRow(tx, func(c *models.Correction) error {
			if c.IncidentID == s.inc.ID && c.Kind == models.CorrectionExclusion && slices.Contains(in, c.State) {
				out = append(out, *c)
			}
			return nil
		})
	})
	return out
}

// excluded are the accounts of which an exclusion is in one of the states.
func (s *story) excluded(in ...string) map[string]bool {
	out := map[string]bool{}
	for _, c := range s.exclusions(in...) {
		for _, n := range s.plot.cast {
			if c.Account.Address == roomtest.Addr(n) {
				out[n] = true
			}
		}
	}
	return out
}

// takePart are the accounts without those whose exclusion stands.
func (s *story) takePart() (out []string) {
	excluded := s.excluded(states.CorrectionStanding)
	for _, n := range s.plot.cast {
		if !excluded[n] {
			out = append(out, n)
		}
	}
	return out
}

// dispute lets an exclusion that is not final go on: its owner objects or lets the time
// for it pass, or a senior answers what was said.
func (s *story) dispute() error {
	list := s.exclusions(states.CorrectionContestable, states.CorrectionContested)
	if len(list) == 0 {
		return errNobody
	}
	row := pick(s, list, "exclusion")
	if row.State == states.CorrectionContested {
		return s.answerOne(row, rapid.Bool().Draw(s.t, "stands"))
	}
	if rapid.IntRange(0, 2).Draw(s.t, "silence") > 0 {
		return s.contestOne(row)
	}
	s.Windows(contestTime)
	return nil
}

func (s *story) contestOne(row models.Correction) error {
	_, err := s.past.Object(ctx, models.WalletActor(row.Account.Address, ""), row.PublicID, row.Version, "it was my exchange")
	return err
}

func (s *story) answerOne(row models.Correction, stands bool) error {
	_, err := s.past.Answer(ctx, s.Sara, row.PublicID, row.Version, stands, "looked at")
	return err
}

// disputeOne excludes an account, whose owner objects where it is lifted in the end.
func (s *story) disputeOne(account string, lifted bool) error {
	if err := s.excludeOne(account); err != nil || !lifted {
		return err
	}
	s.lifted = true
	return s.contestOne(s.exclusions(states.CorrectionContestable)[0])
}

// contestTime is how long the owner of an excluded account may object.
const contestTime = 14 * 24 * time.Hour

// Windows runs the jobs of the clock at a later moment, in the order of package jobs.
func (s *story) Windows(after time.Duration) {
	s.Clock.Advance(after)
	if _, err := s.past.Advance(ctx); err != nil {
		s.t.Fatal(err)
	}
	s.World.Windows(0)
	s.answered()
}

// conclude ends every exclusion: a senior answers what is contested, and the rest is
// final when its time is over.
func (s *story) conclude() {
	for _, row := range s.exclusions(states.CorrectionContested) {
		if err := s.answerOne(row, !s.lifted); err != nil {
			s.t.Fatalf("L4: exclusion %s is contested and nobody answers: %v", row.PublicID, err)
		}
	}
	if len(s.exclusions(states.CorrectionContestable)) > 0 {
		s.Windows(contestTime)
	}
	if left := s.exclusions(states.CorrectionContestable, states.CorrectionContested); len(left) > 0 {
		s.t.Fatalf("L4: exclusion %s is %s after its time", left[0].PublicID, left[0].State)
	}
}

// nothingToExcluded holds that no settlement pays an account whose exclusion was
// confirmed before it was drafted, and not lifted; swept money neither.
func (s *story) nothingToExcluded(what string) {
	since := map[string]time.Time{}
	for _, c := range s.exclusions(states.CorrectionContestable, states.CorrectionContested, states.CorrectionStanding) {
		for _, n := range s.plot.cast {
			if c.Account.Address == roomtest.Addr(n) {
				since[n] = *c.ConfirmedAt
			}
		}
	}
	if len(since) == 0 {
		return
	}
	s.eachLeaf(func(st *models.Settlement, _ bool, l *models.Allocation, e *models.Entitlement) {
		if at, excluded := since[s.nameOf(e)]; excluded && st.CreatedAt.After(at) {
			s.t.Fatalf("after %s settlement %s pays %s %s, who was excluded before", what, st.PublicID, s.nameOf(e), l.Amount)
		}
	})
}
