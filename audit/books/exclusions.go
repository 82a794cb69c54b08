package books

import (
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// exclusions holds every exclusion that stands, or is not final, against the lines that
// were drafted or approved after it: none of them pays the account, escheat's neither,
// which keeps what the account had and did not collect in time. Full runs only.
func (r *run) exclusions() error {
	if r.Incremental {
		return nil
	}
	return models.EachRow(r.Tx, func(inc *models.Incident) error {
		out, err := r.Tx.StandingExclusions(inc.ID)
		if err != nil || len(out) == 0 {
			return err
		}
		since := map[common.Address]time.Time{}
		for _, e := range out {
			r.Checked()
			if at, twice := since[e.Account.Address]; !twice || e.CreatedAt.Before(at) {
				since[e.Account.Address] = e.CreatedAt
			}
		}
		return r.paidSince(inc, since)
	})
}

func (r *run) paidSince(inc *models.Incident, since map[common.Address]time.Time) error {
	affected, err := r.affected(inc)
	if err != nil {
		return err
	}
	settlements, err := r.Tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	for i := range settlements {
		s := &settlements[i]
		if s.State == models.SettlementCancelled {
			continue
		}
		last, err := r.agreedAt(s)
		if err != nil {
			return err
		}
		err = r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			at, excluded := since[affected[a.EntitlementID]]
			if !excluded || a.LeafIndex == nil || a.State == models.AllocationVoid {
				return nil
			}
			if last.After(at) {
				r.Violation(s.PublicID, "it pays %s units to account %s, which was excluded before", a.Amount, affected[a.EntitlementID])
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// agreedAt is when a settlement was last said to be right: drafted, or approved. A
// preview that pays somebody who was excluded since is cancelled, not approved.
func (r *run) agreedAt(s *models.Settlement) (time.Time, error) {
	all, err := r.Tx.ApprovalsOf(s.ID)
	last := s.CreatedAt
	for _, a := range all {
		if a.CreatedAt.After(last) {
			last = a.CreatedAt
		}
	}
	return last, err
}
