package audit

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// replay walks the history of every subject and compares its end with the row
// (I8). Allocations move in bulk with their settlement and have no history of
// their own; rule V7 covers them.
func (r *run) replay() error {
	last, err := r.histories()
	if err != nil {
		return err
	}
	for machine, read := range map[string]func(*models.Tx) (map[int64]string, error){
		"incident":     models.Subjects[models.Incident],
		"snapshot":     models.Subjects[models.Snapshot],
		"snapshot_set": models.Subjects[models.SnapshotSet],
		"claim":        models.Subjects[models.Claim],
		"settlement":   models.Subjects[models.Settlement],
		"transaction":  models.Subjects[models.TxIntent],
		"recovery":     models.Subjects[models.Recovery],
		"cover":        models.Subjects[models.Cover],
	} {
		now, err := read(r.tx)
		if err != nil {
			return err
		}
		for id, state := range now {
			r.checked()
			if replayed := last[subject{machine, id}]; replayed != state {
				r.violation(fmt.Sprintf("%s %d", machine, id), "history ends in %q, the row says %q", replayed, state)
			}
		}
	}
	return nil
}

type subject struct {
	machine string
	id      int64
}

// histories replays all transitions: each must start where the one before ended
// and be an edge of its machine.
func (r *run) histories() (map[subject]string, error) {
	machines := map[string]models.Machine{}
	for _, m := range r.Machines {
		machines[m.Name] = m
	}
	last := map[subject]string{}
	err := models.EachRow(r.tx, func(t *models.Transition) error {
		r.checked()
		key := subject{t.Machine, t.SubjectID}
		if from := last[key]; from != t.From {
			r.violation(fmt.Sprintf("transition %d", t.ID), "%s %d leaves %q, it was in %q", t.Machine, t.SubjectID, t.From, from)
		}
		last[key] = t.To
		m, known := machines[t.Machine]
		if !known {
			return nil
		}
		if edge, err := m.Next(t.From, t.Event); err != nil || edge.To != t.To {
			r.violation(fmt.Sprintf("transition %d", t.ID), "%s has no edge %q from %q to %q", t.Machine, t.Event, t.From, t.To)
		}
		return nil
	})
	return last, err
}

// approvedOn lists the states in which a settlement must have two approvals.
var approvedOn = []string{
	models.SettlementApproved, models.SettlementSigned, models.SettlementPublishing,
	models.SettlementPublished, models.SettlementActive, models.SettlementClosed,
}

// fourEyes checks that no money moved on one person's word (I14).
func (r *run) fourEyes() error {
	staff := map[int64]models.Staff{}
	err := models.EachRow(r.tx, func(s *models.Staff) error {
		staff[s.ID] = *s
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.approvals(staff); err != nil {
		return err
	}
	if err := r.reviews(staff); err != nil {
		return err
	}
	return models.EachRow(r.tx, func(p *models.PriceEntry) error {
		r.checked()
		if p.ConfirmedBy != nil && staff[*p.ConfirmedBy].Person == staff[p.EnteredBy].Person {
			r.violation(p.PublicID, "one person entered and confirmed the price")
		}
		return nil
	})
}

func (r *run) approvals(staff map[int64]models.Staff) error {
	return models.EachRow(r.tx, func(s *models.Settlement) error {
		if !slices.Contains(approvedOn, s.State) {
			return nil
		}
		r.checked()
		all, err := r.tx.ApprovalsOf(s.ID)
		if err != nil {
			return err
		}
		people, roles := map[string]bool{}, map[string]bool{}
		for _, a := range all {
			if a.ContentHash == s.ContentHash {
				people[staff[a.StaffID].Person], roles[a.Role] = true, true
			}
		}
		if len(people) < 2 || !roles["treasurer"] || !roles["senior"] {
			r.violation(s.PublicID, "%d persons approved its content, a treasurer and a senior are needed", len(people))
		}
		return nil
	})
}

func (r *run) reviews(staff map[int64]models.Staff) error {
	type seat struct{ claim, round int64 }
	first := map[seat]string{}
	return models.EachRow(r.tx, func(v *models.Review) error {
		r.checked()
		reviewer := staff[v.ReviewerID]
		claim, err := models.ByID[models.Claim](r.tx, v.ClaimID)
		if err != nil {
			return err
		}
		if reviewer.Wallet != nil && isAny(reviewer.Wallet.Address, claim.Claimant, claim.Affected, claim.Receiver) {
			r.violation(v.PublicID, "the reviewer is a party to the claim")
		}
		at := seat{v.ClaimID, v.Round}
		if person, ok := first[at]; ok && v.Seat == 2 && person == reviewer.Person {
			r.violation(v.PublicID, "one person took both seats")
		}
		if v.Seat == 1 {
			first[at] = reviewer.Person
		}
		return nil
	})
}

func isAny(a common.Address, parties ...models.Address) bool {
	return slices.ContainsFunc(parties, func(p models.Address) bool { return p.Address == a })
}
