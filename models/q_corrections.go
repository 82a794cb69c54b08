package models

import (
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/states"
)

// Corrections lists one page of corrections, of one incident or all for 0, in one
// state or all for "".
func (tx *Tx) Corrections(incidentID int64, state string, p Page) ([]Correction, error) {
	w := where{}
	w.and(incidentID != 0, "incident_id = ?", incidentID)
	w.and(state != "", "state = ?", state)
	return page[Correction](tx, p, w.cond(), w.args...)
}

// CorrectedReceivers are the receivers of the accounts of an incident, and of records
// merged into it, whose keys are lost, by what was confirmed since a moment, the zero
// time for all; the newest correction that stands counts.
func (tx *Tx) CorrectedReceivers(incidentID int64, since time.Time) (map[common.Address]common.Address, error) {
	out := map[common.Address]common.Address{}
	records, err := tx.Records(incidentID)
	if err != nil {
		return nil, err
	}
	err = each(tx, "id", query{cond: "incident_id IN ? AND kind = ? AND state = 'standing' AND confirmed_at >= ?", args: []any{records, CorrectionReceiver, since}}, func(c *Correction) error {
		out[c.Account.Address] = c.Receiver.Address
		return nil
	})
	return out, err
}

// RevisionsOf lists the revisions of losses of an incident that stand, in their order.
func (tx *Tx) RevisionsOf(incidentID int64) ([]Correction, error) {
	return list[Correction](tx, query{cond: "incident_id = ? AND kind = ? AND state = 'standing'", args: []any{incidentID, CorrectionRevision}, order: "id"})
}

// AnyRevision reports whether a loss of an incident was revised, or a record merged
// into it has added to one, since a moment; the zero time asks for any.
func (tx *Tx) AnyRevision(incidentID int64, since time.Time) (bool, error) {
	n, err := count[Correction](tx, "incident_id = ? AND kind = ? AND state = 'standing' AND confirmed_at >= ?", incidentID, CorrectionRevision, since)
	if err != nil || n > 0 {
		return n > 0, err
	}
	return tx.anyMerged(incidentID, since)
}

// AnyCorrectedDecision reports whether a decision on a claim of an incident was corrected
// since a moment; the zero time asks for any.
func (tx *Tx) AnyCorrectedDecision(incidentID int64, since time.Time) (bool, error) {
	n, err := count[Correction](tx, "incident_id = ? AND kind = ? AND state = 'standing' AND confirmed_at >= ?", incidentID, CorrectionDecision, since)
	return n > 0, err
}

// CorrectedDecisionsOf lists the corrections of the decision on a claim that stand, in
// their order.
func (tx *Tx) CorrectedDecisionsOf(claimID int64) ([]Correction, error) {
	return list[Correction](tx, query{cond: "claim_id = ? AND kind = ? AND state = 'standing'", args: []any{claimID, CorrectionDecision}, order: "id"})
}

// AnySettlementSince reports whether a settlement of an incident that was computed since
// a moment is in one of the states.
func (tx *Tx) AnySettlementSince(incidentID int64, since time.Time, states ...string) (bool, error) {
	n, err := count[Settlement](tx, "incident_id = ? AND created_at >= ? AND state IN ?", incidentID, since, states)
	return n > 0, err
}

// OpenEntitlements lists the open entitlements of an account, of covers and of
// recoveries.
func (tx *Tx) OpenEntitlements(incidentID int64, affected common.Address) ([]Entitlement, error) {
	return list[Entitlement](tx, query{cond: "incident_id = ? AND affected = ? AND state = 'open'", args: []any{incidentID, Addr(affected)}, order: "id"})
}

// LastCoverEntitlement is the newest entitlement of an account under a cover,
// open or closed, or ErrNotFound.
func (tx *Tx) LastCoverEntitlement(incidentID, coverID int64, affected common.Address) (Entitlement, error) {
	rows, err := list[Entitlement](tx, query{cond: "kind = ? AND incident_id = ? AND cover_id = ? AND affected = ?",
		args: []any{EntitlementCover, incidentID, coverID, Addr(affected)}, order: "id DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("last entitlement", ErrNotFound)
	}
	if err != nil {
		return Entitlement{}, err
	}
	return rows[0], nil
}

// ComputedAfterBar reports whether a settlement of covers that was computed after
// the bar date is in one of the states.
func (tx *Tx) ComputedAfterBar(incidentID int64, states ...string) (bool, error) {
	n, err := count[Settlement](tx, "incident_id = ? AND kind = ? AND bar_date_passed AND state IN ?", incidentID, EntitlementCover, states)
	return n > 0, err
}

// contesting are the states of an exclusion that is not final.
var contesting = []string{states.CorrectionContestable, states.CorrectionContested}

// LaterExclusions lists the exclusions that were confirmed after the incident was, in
// their order: in the disputed reserve while they can be or are contested, of their
// own kind when they stand. They have no row in the list of the specification.
func (tx *Tx) LaterExclusions(incidentID int64) (out []Exclusion, err error) {
	err = each(tx, "id", query{cond: "incident_id = ? AND kind = ? AND state IN ?",
		args: []any{incidentID, CorrectionExclusion, append(slices.Clone(contesting), states.CorrectionStanding)}}, func(c *Correction) error {
		e := Exclusion{IncidentID: incidentID, Account: c.Account, Kind: "disputed", Reason: c.ReasonCode, CreatedAt: *c.ConfirmedAt}
		if c.State == states.CorrectionStanding {
			e.Kind = c.Exclusion
		}
		out = append(out, e)
		return nil
	})
	return out, err
}

// ExcludedAs is the kind of the exclusion by which an account takes no part in an
// incident, "" for none; the disputed reserve takes part.
func (tx *Tx) ExcludedAs(incidentID int64, account common.Address) (string, error) {
	rows, err := tx.StandingExclusions(incidentID)
	for i := range rows {
		if rows[i].Account.Address == account && !rows[i].InReserve() {
			return rows[i].Kind, err
		}
	}
	return "", err
}

// Contested reports whether an exclusion of an account was confirmed and is not
// final.
func (tx *Tx) Contested(incidentID int64, account common.Address) (bool, error) {
	n, err := count[Correction](tx, "incident_id = ? AND kind = ? AND account = ? AND state IN ?", incidentID, CorrectionExclusion, Addr(account), contesting)
	return n > 0, err
}

// ownExclusion is true of confirmed exclusions of an account that is the wallet or for
// which the wallet has a claim.
const ownExclusion = `kind = 'exclusion' AND state NOT IN ('proposed', 'refused') AND (account = ? OR EXISTS (SELECT 1 FROM claims c
	WHERE c.incident_id = corrections.incident_id AND c.affected = corrections.account AND c.claimant = ?))`

// OwnExclusions lists one page of the confirmed exclusions of a wallet's accounts.
func (tx *Tx) OwnExclusions(wallet common.Address, p Page) ([]Correction, error) {
	return page[Correction](tx, p, ownExclusion, Addr(wallet), Addr(wallet))
}

// OwnsExclusion reports whether a correction is one of OwnExclusions.
func (tx *Tx) OwnsExclusion(c *Correction, wallet common.Address) (bool, error) {
	n, err := count[Correction](tx, "id = ? AND "+ownExclusion, c.ID, Addr(wallet), Addr(wallet))
	return n > 0, err
}

// UncontestedExclusions lists the exclusions whose owners may no longer object and
// did not.
func (tx *Tx) UncontestedExclusions(now time.Time) ([]Correction, error) {
	return list[Correction](tx, query{cond: "kind = ? AND state = ? AND contest_until <= ?",
		args: []any{CorrectionExclusion, states.CorrectionContestable, now}, order: "id"})
}
