package books

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"makewhole/audit"
	"makewhole/models"
	"makewhole/states"
)

// subject names one row with a state.
type subject struct {
	machine string
	id      int64
}

// histories read the rows of every machine that writes history. Allocations
// move in bulk with their settlement and have no history of their own; rule V7
// covers them.
var histories = map[string]func(*models.Tx, []int64, func(models.Subject) error) error{
	states.Incident.Name:    models.EachSubject[models.Incident],
	states.Snapshot.Name:    models.EachSubject[models.Snapshot],
	states.SnapshotSet.Name: models.EachSubject[models.SnapshotSet],
	states.Claim.Name:       models.EachSubject[models.Claim],
	states.Settlement.Name:  models.EachSubject[models.Settlement],
	states.Transaction.Name: models.EachSubject[models.TxIntent],
	states.Recovery.Name:    models.EachSubject[models.Recovery],
	states.Cover.Name:       models.EachSubject[models.Cover],
}

// replay walks the history of every subject and compares its end with the row
// (I8), a thousand subjects at a time. An incremental run walks the subjects
// that moved.
func (r *run) replay() error {
	after, err := audit.Prefix[models.Transition](r.Run, "transitions")
	if err != nil {
		return err
	}
	var moved map[string][]int64
	if r.Incremental {
		if moved, err = r.movedSince(after); err != nil {
			return err
		}
	}
	steps := int64(0)
	for _, machine := range slices.Sorted(maps.Keys(histories)) {
		if r.Incremental && len(moved[machine]) == 0 {
			continue
		}
		n, err := r.replayMachine(machine, moved[machine])
		if err != nil {
			return err
		}
		steps += n
	}
	if r.Incremental {
		return nil
	}
	if err := r.epochs(); err != nil {
		return err
	}
	return r.strays(steps)
}

// epochs checks that each lease of a job wrote one run and none is ahead of the
// job's own count (I13).
func (r *run) epochs() error {
	return r.Tx.EpochFaults(func(job string, epoch, newest int64) error {
		r.Violation("job "+job, "a run has the epoch %d of another lease, the newest is %d", epoch, newest)
		return nil
	})
}

// movedSince lists whose history grew, by machine.
func (r *run) movedSince(after int64) (map[string][]int64, error) {
	seen, out := map[subject]bool{}, map[string][]int64{}
	return out, models.EachRowIn(r.Tx, after, math.MaxInt64, func(t *models.Transition) error {
		if at := (subject{t.Machine, t.SubjectID}); !seen[at] {
			seen[at] = true
			out[t.Machine] = append(out[t.Machine], t.SubjectID)
		}
		return nil
	})
}

// replayMachine replays the subjects of one machine (ids nil = all) and counts
// their steps.
func (r *run) replayMachine(machine string, ids []int64) (steps int64, err error) {
	var batch []models.Subject
	flush := func() error {
		n, err := r.replayBatch(machine, batch)
		steps, batch = steps+n, batch[:0]
		return err
	}
	err = histories[machine](r.Tx, ids, func(s models.Subject) error {
		if batch = append(batch, s); len(batch) < 1000 {
			return nil
		}
		return flush()
	})
	if err != nil {
		return steps, err
	}
	return steps, flush()
}

func (r *run) replayBatch(machine string, batch []models.Subject) (steps int64, err error) {
	ids := make([]int64, len(batch))
	for i, s := range batch {
		ids[i] = s.ID
	}
	all, err := r.Tx.TransitionsOf(machine, ids)
	if err != nil {
		return 0, err
	}
	for _, s := range batch {
		r.Checked()
		steps += int64(len(all[s.ID]))
		if end := r.walk(machine, s.PublicID, all[s.ID]); end != *s.State {
			r.Violation(s.PublicID, "history ends in %q, the row says %q", end, *s.State)
		}
	}
	return steps, nil
}

// walk replays one history: each step must start where the one before ended and
// be an edge of its machine. It returns the last state.
func (r *run) walk(machine, name string, steps []models.Transition) (state string) {
	m, known := states.ByName(machine)
	for i, t := range steps {
		r.Checked()
		if i == 0 {
			state = firstState(m, t.From)
		}
		if state != t.From {
			r.Violation(name, "transition %d leaves %q, it was in %q", t.ID, t.From, state)
		}
		state = t.To
		if !known {
			continue
		}
		if edge, err := m.Next(t.From, t.Event); err != nil || edge.To != t.To {
			r.Violation(name, "transition %d is no edge: %q from %q to %q", t.ID, t.Event, t.From, t.To)
		}
	}
	return state
}

// strays looks at transitions that belong to no subject of a history: other
// machines keep one without being replayed, and those of histories have lost
// their row when there are more than were walked.
func (r *run) strays(walked int64) error {
	others := map[subject][]models.Transition{}
	total := int64(0)
	err := models.EachRow(r.Tx, func(t *models.Transition) error {
		if histories[t.Machine] != nil {
			total++
			return nil
		}
		at := subject{t.Machine, t.SubjectID}
		others[at] = append(others[at], *t)
		return nil
	})
	if err != nil {
		return err
	}
	for at, steps := range others {
		r.walk(at.machine, fmt.Sprintf("%s %d", at.machine, at.id), steps)
	}
	if total != walked {
		r.Violation("transitions", "%d belong to rows that are not there", total-walked)
	}
	return nil
}

// firstState is where a history begins: before the row exists, unless the
// machine says nothing about its making (a module is first recorded uncontained), or the
// first step says that the row was made before such steps were written.
func firstState(m states.Machine, from string) string {
	if m.Name == states.Objection.Name && from == states.ObjectionOpen {
		return from // of a version in which objections had no states
	}
	for _, e := range m.Edges {
		if e.From == "" {
			return ""
		}
	}
	if len(m.Edges) == 0 {
		return ""
	}
	return m.Edges[0].From
}

// approvedOn lists the states in which a settlement must have two approvals.
var approvedOn = []string{
	models.SettlementApproved, models.SettlementSigned, models.SettlementPublishing,
	models.SettlementPublished, models.SettlementActive, models.SettlementClosed,
}

// fourEyes checks that no money moved on one person's approval (I14).
func (r *run) fourEyes() error {
	staff := map[int64]models.Staff{}
	err := models.EachRow(r.Tx, func(s *models.Staff) error {
		staff[s.ID] = *s
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.approvals(staff); err != nil {
		return err
	}
	if r.One != nil {
		return nil
	}
	if err := r.reviews(staff); err != nil {
		return err
	}
	if err := errors.Join(r.corrections(staff), r.payeePeople(staff)); err != nil {
		return err
	}
	return models.EachRow(r.Tx, func(p *models.PriceEntry) error {
		r.Checked()
		if p.ConfirmedBy != nil && samePerson(staff[*p.ConfirmedBy], staff[p.EnteredBy]) {
			r.Violation(p.PublicID, "one person entered and confirmed the price")
		}
		return nil
	})
}

// corrections checks that facts about the past rest on two persons.
func (r *run) corrections(staff map[int64]models.Staff) error {
	var decisions []models.Correction
	err := models.EachRow(r.Tx, func(c *models.Correction) error {
		r.Checked()
		if c.ConfirmedBy != nil && samePerson(staff[*c.ConfirmedBy], staff[c.EnteredBy]) {
			r.Violation(c.PublicID, "one person proposed and confirmed the correction")
		}
		if c.Kind == models.CorrectionDecision && c.State == states.CorrectionStanding {
			decisions = append(decisions, *c)
		}
		return nil
	})
	for i := range decisions {
		if err == nil {
			err = r.decidedAgain(&decisions[i], staff)
		}
	}
	return err
}

// payeePeople checks that who gets recovered money without a loss rests on two persons.
func (r *run) payeePeople(staff map[int64]models.Staff) error {
	return models.EachRow(r.Tx, func(p *models.RecoveryPayee) error {
		r.Checked()
		if p.ConfirmedBy != nil && samePerson(staff[*p.ConfirmedBy], staff[p.EnteredBy]) {
			r.Violation(p.PublicID, "one person proposed and confirmed who gets recovered money")
		}
		return nil
	})
}

func samePerson(a, b models.Staff) bool {
	return models.PersonKey(a.Person) == models.PersonKey(b.Person)
}

func (r *run) approvals(staff map[int64]models.Staff) error {
	return r.EachSettlement(func(s *models.Settlement) error {
		if !slices.Contains(approvedOn, s.State) {
			return nil
		}
		r.Checked()
		if got := audit.ContentHash(s); got != s.ContentHash.Hash {
			r.Violation(s.PublicID, "its content has the hash %s, approved is %s", got, s.ContentHash)
		}
		all, err := r.Tx.ApprovalsOf(s.ID)
		if err != nil {
			return err
		}
		people, roles := counted(all, s.ContentHash, staff)
		if len(people) < 2 || !roles[states.RoleTreasurer] || !roles[states.RoleSenior] {
			r.Violation(s.PublicID, "%d persons approved its content, a treasurer and a senior are needed", len(people))
		}
		return nil
	})
}

// counted are the persons who approved a content and the roles they did it in. Who
// had no access any more when the last of them spoke does not count.
func counted(all []models.SettlementApproval, content models.Hash, staff map[int64]models.Staff) (people, roles map[string]bool) {
	people, roles = map[string]bool{}, map[string]bool{}
	all = slices.DeleteFunc(all, func(a models.SettlementApproval) bool { return a.ContentHash != content })
	for _, a := range all {
		who := staff[a.StaffID]
		if gone := who.DisabledAt; gone == nil || !slices.ContainsFunc(all, func(o models.SettlementApproval) bool { return !o.CreatedAt.Before(*gone) }) {
			people[models.PersonKey(who.Person)], roles[a.Role] = true, true
		}
	}
	return people, roles
}

// reviews checks that no reviewer is a party to the claim and that two seats
// are two persons, a thousand reviews at a time.
func (r *run) reviews(staff map[int64]models.Staff) error {
	var batch []models.Review
	flush := func() error {
		err := r.reviewBatch(batch, staff)
		batch = batch[:0]
		return err
	}
	err := models.EachRow(r.Tx, func(v *models.Review) error {
		if batch = append(batch, *v); len(batch) < 1000 {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

func (r *run) reviewBatch(batch []models.Review, staff map[int64]models.Staff) error {
	ids := make([]int64, len(batch))
	for i := range batch {
		ids[i] = batch[i].ClaimID
	}
	parties, err := r.Tx.PartiesOf(ids)
	if err != nil {
		return err
	}
	for i := range batch {
		v := &batch[i]
		r.Checked()
		reviewer := staff[v.ReviewerID]
		if reviewer.Wallet != nil && slices.Contains(parties[v.ClaimID], reviewer.Wallet.Address) {
			r.Violation(v.PublicID, "the reviewer is a party to the claim")
		}
		if v.Seat != 2 {
			continue
		}
		seats, err := r.Tx.ReviewsOf(v.ClaimID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(seats, func(o models.Review) bool {
			return o.Round == v.Round && o.Seat == 1 && samePerson(staff[o.ReviewerID], reviewer)
		}) {
			r.Violation(v.PublicID, "one person took both seats")
		}
	}
	return nil
}
