package models

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/states"
)

// Facts is what an act of the table of decisions is about. A tie of the table
// that Facts cannot answer is an error, not a yes.
type Facts struct {
	First    int64            // login that gave the first word, for acts that are a second
	Wrote    []int64          // logins that wrote it
	Persons  []string         // ids of persons who wrote it
	Named    []common.Address // who is named in it
	Staff    []int64          // logins that it is about
	Incident *Incident        // whose money it is about
	// NoIncident says that this subject of the act belongs to no incident.
	NoIncident bool
	// Judged reports whether a person took part in what this act looks at again.
	Judged func(Kin) (bool, error)
}

// ConflictError is a person who may not take an act because of a tie to what it
// decides. It unwraps to ErrForbidden.
type ConflictError struct {
	Act string
	Tie states.Tie
}

func (e *ConflictError) Error() string {
	return ErrForbidden.Error() + ": who " + states.TieText(e.Tie) + " does not decide; it takes a second person"
}

// Unwrap makes errors.Is(err, ErrForbidden) true.
func (e *ConflictError) Unwrap() error { return ErrForbidden }

// MayDecide refuses an act of the table of decisions to a person who is tied to
// what it is about, who is not active with one of its roles at this moment: both
// ErrForbidden, as is a first word of somebody who is not active any more, whoever
// gives the second. Otherwise who is no person of the staff is none of its business.
func (tx *Tx) MayDecide(by Actor, act string, f Facts) error {
	d, ok := states.DecisionOf(act)
	if !ok {
		return fmt.Errorf("the table of decisions has no act %q", act)
	}
	if f.First != 0 {
		if ok, err := tx.Standing(f.First, d.First); err != nil || !ok {
			return orForbidden(err, "the first word does not count any more: who gave it is not active as "+strings.ReplaceAll(d.First, "|", " or "))
		}
		f.Wrote = append(slices.Clone(f.Wrote), f.First)
	}
	if by.Kind != ActorStaff {
		return nil
	}
	if ok, err := tx.Standing(by.StaffID, d.Roles); err != nil || !ok {
		return orForbidden(err, "needs to be active as "+strings.ReplaceAll(d.Roles, "|", " or "))
	}
	kin, err := tx.KinOf(by)
	if err != nil {
		return err
	}
	for _, tie := range d.Not {
		tied, err := tx.tied(tie, kin, &f)
		if err != nil {
			return fmt.Errorf("%s: %w", act, err)
		}
		if tied {
			return &ConflictError{act, tie}
		}
	}
	return nil
}

func orForbidden(err error, why string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", ErrForbidden, why)
}

func (tx *Tx) tied(tie states.Tie, k Kin, f *Facts) (bool, error) {
	switch tie {
	case states.TieWrote:
		return k.AnyOf(f.Wrote) || slices.ContainsFunc(f.Persons, k.Has), nil
	case states.TieNamed:
		return k.AnyOf(f.Staff) || slices.ContainsFunc(f.Named, func(a common.Address) bool {
			return slices.Contains(k.Wallets, Addr(a))
		}), nil
	case states.TieJudged:
		if f.Judged == nil {
			return false, fmt.Errorf("nobody says who decided before")
		}
		return f.Judged(k)
	case states.TieMeasured, states.TieCover, states.TieLine: // by the incident
	default:
		return false, fmt.Errorf("nobody knows how a person is tied by %q", tie)
	}
	if f.NoIncident {
		return false, nil
	}
	if f.Incident == nil {
		return false, fmt.Errorf("nobody says of which incident it is")
	}
	if len(k.Wallets) == 0 {
		return false, nil
	}
	return tx.interested(tie, f.Incident, k.Wallets)
}

// interested looks for what wallets have to do with an incident.
func (tx *Tx) interested(tie states.Tie, inc *Incident, w []Address) (bool, error) {
	switch tie {
	case states.TieMeasured:
		records, err := tx.Records(inc.ID)
		if err != nil {
			return false, err
		}
		return anyOf(func() (int64, error) {
			return count[OracleReport](tx, `signer IN ? AND (kind = 'loss_snapshot' AND subject_id IN (SELECT id FROM snapshots WHERE incident_id IN ?)
				OR kind = 'snapshot_set' AND subject_id IN (SELECT id FROM snapshot_sets WHERE incident_id IN ?))`, w, records, records)
		})
	case states.TieCover:
		return anyOf(func() (int64, error) {
			return count[Cover](tx, `product_id IN (SELECT id FROM products WHERE protocol_id = ?) AND
				(holder IN ? OR id IN (SELECT cover_id FROM cover_accounts WHERE account IN ?))`, inc.ProtocolID, w, w)
		})
	case states.TieLine:
		return tx.hasLine(inc, w)
	default:
		return false, fmt.Errorf("nobody knows how a wallet is tied by %q", tie)
	}
}

// hasLine looks for a loss, a claim, a right or a payment of wallets, in the incident
// or in a record merged into it.
func (tx *Tx) hasLine(inc *Incident, w []Address) (bool, error) {
	records, err := tx.Records(inc.ID)
	if err != nil {
		return false, err
	}
	return anyOf(func() (int64, error) {
		return count[SnapshotLeaf](tx, "account IN ? AND snapshot_id IN (SELECT id FROM snapshots WHERE incident_id IN ?)", w, records)
	}, func() (int64, error) {
		return count[Claim](tx, "incident_id IN ? AND (claimant IN ? OR affected IN ? OR receiver IN ?)", records, w, w, w)
	}, func() (int64, error) {
		return count[Entitlement](tx, "incident_id IN ? AND (affected IN ? OR receiver IN ?)", records, w, w)
	}, func() (int64, error) {
		return count[Allocation](tx, "receiver IN ? AND settlement_id IN (SELECT id FROM settlements WHERE incident_id IN ?)", w, records)
	})
}

// anyOf reports whether one of some counts is above zero.
func anyOf(counts ...func() (int64, error)) (bool, error) {
	for _, one := range counts {
		if n, err := one(); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// Authored remembers that a person wrote a subject; again is no error. Who is no
// person of the staff writes nothing that a person must not confirm.
func (tx *Tx) Authored(by Actor, subject string) error {
	if by.Kind != ActorStaff || by.StaffID == 0 {
		return nil
	}
	n, err := count[Author](tx, "subject = ? AND staff_id = ?", subject, by.StaffID)
	if err != nil || n > 0 {
		return err
	}
	return Insert(tx, &Author{Subject: subject, StaffID: by.StaffID})
}

// AuthorsOf lists the logins that wrote a subject.
func (tx *Tx) AuthorsOf(subject string) ([]int64, error) {
	rows, err := list[Author](tx, query{cond: "subject = ?", args: []any{subject}, order: "id"})
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = r.StaffID
	}
	return out, err
}

// IncidentOfIntent is the incident whose money an intent moves or whose facts it
// registers; known is false for one that serves none, or a row that is not there.
func (tx *Tx) IncidentOfIntent(row *TxIntent) (inc Incident, known bool, err error) {
	id := row.RefID
	switch row.RefMachine {
	case states.Incident.Name:
	case states.Settlement.Name:
		st, err := ByID[Settlement](tx, row.RefID)
		if err != nil {
			return inc, false, OrNone(err)
		}
		id = st.IncidentID
	case states.Snapshot.Name:
		s, err := ByID[Snapshot](tx, row.RefID)
		if err != nil {
			return inc, false, OrNone(err)
		}
		id = s.IncidentID
	case states.SnapshotSet.Name:
		s, err := ByID[SnapshotSet](tx, row.RefID)
		if err != nil {
			return inc, false, OrNone(err)
		}
		id = s.IncidentID
	case states.Response.Name:
		r, err := ByID[Response](tx, row.RefID)
		if err != nil {
			return inc, false, OrNone(err)
		}
		id = r.IncidentID
	default:
		return inc, false, nil
	}
	inc, err = ByID[Incident](tx, id)
	return inc, err == nil, OrNone(err)
}

// OrNone hides that a row is not there: ErrNotFound is no error.
func OrNone(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
