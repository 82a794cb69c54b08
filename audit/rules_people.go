package audit

import (
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
)

// subject names one row with a state.
type subject struct {
	machine string
	id      int64
}

// replay walks the history of every subject and compares its end with the row
// (I8). Allocations move in bulk with their settlement and have no history of
// their own; rule V7 covers them.
func (r *run) replay() error {
	rows, err := r.subjects()
	if err != nil {
		return err
	}
	last, err := r.histories(rows)
	if err != nil {
		return err
	}
	for at, row := range rows {
		r.checked()
		if replayed := last[at]; replayed != *row.State {
			r.violation(row.PublicID, "history ends in %q, the row says %q", replayed, *row.State)
		}
	}
	return nil
}

// subjects reads every row whose machine writes history.
func (r *run) subjects() (map[subject]models.Subject, error) {
	out := map[subject]models.Subject{}
	for machine, read := range map[string]func(*models.Tx) (map[int64]models.Subject, error){
		"incident":     models.Subjects[models.Incident],
		"snapshot":     models.Subjects[models.Snapshot],
		"snapshot_set": models.Subjects[models.SnapshotSet],
		"claim":        models.Subjects[models.Claim],
		"settlement":   models.Subjects[models.Settlement],
		"transaction":  models.Subjects[models.TxIntent],
		"recovery":     models.Subjects[models.Recovery],
		"cover":        models.Subjects[models.Cover],
	} {
		rows, err := read(r.tx)
		if err != nil {
			return nil, err
		}
		for id, row := range rows {
			out[subject{machine, id}] = row
		}
	}
	return out, nil
}

// histories replays all transitions: each must start where the one before ended
// and be an edge of its machine.
func (r *run) histories(rows map[subject]models.Subject) (map[subject]string, error) {
	machines := map[string]models.Machine{}
	for _, m := range r.Machines {
		machines[m.Name] = m
	}
	last := map[subject]string{}
	return last, models.EachRow(r.tx, func(t *models.Transition) error {
		r.checked()
		at := subject{t.Machine, t.SubjectID}
		name := rows[at].PublicID
		if name == "" {
			name = fmt.Sprintf("%s %d", t.Machine, t.SubjectID)
		}
		m, known := machines[t.Machine]
		from, begun := last[at]
		if !begun {
			from = firstState(m)
		}
		if from != t.From {
			r.violation(name, "transition %d leaves %q, it was in %q", t.ID, t.From, from)
		}
		last[at] = t.To
		if !known {
			return nil
		}
		if edge, err := m.Next(t.From, t.Event); err != nil || edge.To != t.To {
			r.violation(name, "transition %d is no edge: %q from %q to %q", t.ID, t.Event, t.From, t.To)
		}
		return nil
	})
}

// firstState is where a history begins: before the row exists, unless the
// machine says nothing about its making (a module is first recorded uncontained).
func firstState(m models.Machine) string {
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
		if got := contentHash(s); got != s.ContentHash.Hash {
			r.violation(s.PublicID, "its content has the hash %s, approved is %s", got, s.ContentHash)
		}
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

// contentHash is what two persons approve: keccak256(order digest ‖ input hash ‖
// available ‖ paid ‖ held ‖ dust ‖ unattributed), amounts as 32-byte words.
func contentHash(s *models.Settlement) common.Hash {
	parts := slices.Concat(s.OrderDigest.Bytes(), s.InputHash.Bytes())
	for _, a := range []models.Amount{s.Available, s.Paid, s.Held, s.Dust, s.Unattributed} {
		word := a.Bytes32()
		parts = append(parts, word[:]...)
	}
	return common.Hash(merkle.Keccak(parts))
}

func (r *run) reviews(staff map[int64]models.Staff) error {
	type seat struct{ claim, round int64 }
	first := map[seat]string{}
	parties, err := r.parties()
	if err != nil {
		return err
	}
	return models.EachRow(r.tx, func(v *models.Review) error {
		r.checked()
		reviewer := staff[v.ReviewerID]
		if reviewer.Wallet != nil && slices.Contains(parties[v.ClaimID], reviewer.Wallet.Address) {
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

// parties are claimant, affected account and receiver of every claim.
func (r *run) parties() (map[int64][]common.Address, error) {
	out := map[int64][]common.Address{}
	return out, models.EachRow(r.tx, func(c *models.Claim) error {
		out[c.ID] = []common.Address{c.Claimant.Address, c.Affected.Address, c.Receiver.Address}
		return nil
	})
}
