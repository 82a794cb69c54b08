package models

import (
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// ClaimFilter chooses claims of a list; zero fields choose all.
type ClaimFilter struct {
	IncidentID int64
	CoverID    int64
	Claimant   common.Address
	State      string
	AssignedTo int64
}

// Claims lists one page of claims by id.
func (tx *Tx) Claims(f ClaimFilter, p Page) ([]Claim, error) {
	cond, args := "1 = 1", []any{}
	add := func(use bool, c string, v any) {
		if use {
			cond, args = cond+" AND "+c, append(args, v)
		}
	}
	add(f.IncidentID != 0, "incident_id = ?", f.IncidentID)
	add(f.CoverID != 0, "cover_id = ?", f.CoverID)
	add(f.Claimant != common.Address{}, "claimant = ?", Addr(f.Claimant))
	add(f.State != "", "state = ?", f.State)
	add(f.AssignedTo != 0, "assigned_to = ?", f.AssignedTo)
	return page[Claim](tx, p, cond, args...)
}

// ClaimFor is the live claim of an account under a cover for an incident; a
// withdrawn or expired one does not count.
func (tx *Tx) ClaimFor(incidentID, coverID int64, affected common.Address) (Claim, error) {
	return one[Claim](tx, "incident_id = ? AND cover_id = ? AND affected = ? AND state NOT IN ?", incidentID, coverID,
		Addr(affected), []string{ClaimWithdrawn, ClaimExpired})
}

// ProofNonceUsed reports whether a proof of loss with this nonce was accepted.
func (tx *Tx) ProofNonceUsed(nonce common.Hash) (bool, error) {
	n, err := count[Claim](tx, "proof_nonce = ?", H(nonce))
	return n > 0, err
}

// ClaimsIn lists at most limit claims in one of the states, oldest first, with
// an id above after.
func (tx *Tx) ClaimsIn(after int64, limit int, states ...string) ([]Claim, error) {
	return list[Claim](tx, query{cond: "state IN ? AND id > ?", args: []any{states, after}, order: "id", limit: limit})
}

// ReviewsOf lists the decisions on a claim, oldest first.
func (tx *Tx) ReviewsOf(claimID int64) ([]Review, error) {
	return list[Review](tx, query{cond: "claim_id = ?", args: []any{claimID}, order: "id"})
}

// EffectiveReviews streams the decisions in force on the claims of an incident.
func (tx *Tx) EffectiveReviews(incidentID int64, fn func(*Review) error) error {
	cond := "effective AND claim_id IN (SELECT id FROM claims WHERE incident_id = ?)"
	return each(tx, "id", query{cond: cond, args: []any{incidentID}}, fn)
}

// EvidenceOf lists the evidence of a claim.
func (tx *Tx) EvidenceOf(claimID int64) ([]EvidenceFile, error) {
	return list[EvidenceFile](tx, query{cond: "claim_id = ?", args: []any{claimID}, order: "id"})
}

// IncidentsIn lists the incidents in one of the states.
func (tx *Tx) IncidentsIn(states ...string) ([]Incident, error) {
	return list[Incident](tx, query{cond: "state IN ?", args: []any{states}, order: "id"})
}

// OpenIncidentsOf counts the incidents of a protocol in one of the states.
func (tx *Tx) OpenIncidentsOf(protocolID int64, states ...string) (int64, error) {
	return count[Incident](tx, "protocol_id = ? AND state IN ?", protocolID, states)
}

// LatestSet is the snapshot set of an incident with the highest revision in one
// of the states.
func (tx *Tx) LatestSet(incidentID int64, states ...string) (SnapshotSet, error) {
	rows, err := list[SnapshotSet](tx, query{
		cond: "incident_id = ? AND state IN ?", args: []any{incidentID, states}, order: "revision DESC, id DESC", limit: 1,
	})
	if err != nil {
		return SnapshotSet{}, err
	}
	if len(rows) == 0 {
		return SnapshotSet{}, wrap("read snapshot_sets", ErrNotFound)
	}
	return rows[0], nil
}

// SnapshotOf reads an incident's snapshot by its digest.
func (tx *Tx) SnapshotOf(incidentID int64, digest common.Hash) (Snapshot, error) {
	return one[Snapshot](tx, "incident_id = ? AND digest = ?", incidentID, H(digest))
}

// LossesOf streams the leaves of a snapshot in index order.
func (tx *Tx) LossesOf(snapshotID int64, fn func(*SnapshotLeaf) error) error {
	return each(tx, "idx", query{cond: "snapshot_id = ?", args: []any{snapshotID}}, fn)
}

// LossOf is one account's leaf in a snapshot.
func (tx *Tx) LossOf(snapshotID int64, account common.Address) (SnapshotLeaf, error) {
	return one[SnapshotLeaf](tx, "snapshot_id = ? AND account = ?", snapshotID, Addr(account))
}

// MeasuresPositions reports whether a snapshot has positions over a waiting period.
func (tx *Tx) MeasuresPositions(snapshotID int64) (bool, error) {
	rows, err := list[SnapshotLeaf](tx, query{cond: "snapshot_id = ? AND value_average IS NOT NULL", args: []any{snapshotID}, limit: 1})
	return len(rows) > 0, err
}

// ExclusionsOf lists the excluded accounts of an incident.
func (tx *Tx) ExclusionsOf(incidentID int64) ([]Exclusion, error) {
	return list[Exclusion](tx, query{cond: "incident_id = ?", args: []any{incidentID}})
}

// CoversAt streams the covers of a protocol whose period contains t.
func (tx *Tx) CoversAt(protocolID int64, t time.Time, fn func(*Cover) error) error {
	cond := "product_id IN (SELECT id FROM products WHERE protocol_id = ?) AND active_from <= ? AND active_to > ?"
	return each(tx, "id", query{cond: cond, args: []any{protocolID, t, t}}, fn)
}

// InsuredAt streams the accounts insured at t under the covers of a protocol
// whose period contains t.
func (tx *Tx) InsuredAt(protocolID int64, t time.Time, fn func(*CoverAccount) error) error {
	cond := `insured_from <= ? AND (insured_to IS NULL OR insured_to > ?) AND cover_id IN (SELECT id FROM covers WHERE
		active_from <= ? AND active_to > ? AND product_id IN (SELECT id FROM products WHERE protocol_id = ?))`
	return each(tx, "id", query{cond: cond, args: []any{t, t, t, t, protocolID}}, fn)
}

// InsuredAccounts lists every account, past and present, of one cover.
func (tx *Tx) InsuredAccounts(coverID int64) ([]CoverAccount, error) {
	return list[CoverAccount](tx, query{cond: "cover_id = ?", args: []any{coverID}, order: "id"})
}

// StaffWithRole lists the logins that are active with one of the roles, which are
// joined by "|".
func (tx *Tx) StaffWithRole(roles string) ([]Staff, error) {
	all, err := list[Staff](tx, query{cond: "disabled_at IS NULL", order: "id"})
	return slices.DeleteFunc(all, func(s Staff) bool { return !StaffActor(s.At(tx.Now), "").Has(roles) }), err
}

// ClaimlessEntitlements lists the open entitlements of an account that need no
// claim: those of blanket covers and of recoveries.
func (tx *Tx) ClaimlessEntitlements(incidentID int64, affected common.Address) ([]Entitlement, error) {
	return list[Entitlement](tx, query{cond: "incident_id = ? AND affected = ? AND state = 'open' AND claim_id IS NULL AND held_reason <> 'not_filed'",
		args: []any{incidentID, Addr(affected)}, order: "id"})
}

// EntitlementOfClaim is the open entitlement that a claim leads to.
func (tx *Tx) EntitlementOfClaim(claimID int64) (Entitlement, error) {
	return one[Entitlement](tx, "claim_id = ? AND state = 'open'", claimID)
}

// CoverEntitlement is the open entitlement of an account under a cover for an incident.
func (tx *Tx) CoverEntitlement(incidentID, coverID int64, affected common.Address) (Entitlement, error) {
	return one[Entitlement](tx, "kind = ? AND state = 'open' AND incident_id = ? AND cover_id = ? AND affected = ?",
		EntitlementCover, incidentID, coverID, Addr(affected))
}

// EachEntitlement streams the entitlements of one kind of an incident by id,
// closed ones included.
func (tx *Tx) EachEntitlement(incidentID int64, kind string, fn func(*Entitlement) error) error {
	return each(tx, "id", query{cond: "incident_id = ? AND kind = ?", args: []any{incidentID, kind}}, fn)
}

// ConsumedUnits adds the loss units of an account that are consumed and not
// released.
func (tx *Tx) ConsumedUnits(incidentID int64, affected common.Address, assetID int64) (money.Amount, error) {
	return sumAmounts[LossConsumption](tx, "amount", "incident_id = ? AND affected = ? AND asset_id = ? AND released_at IS NULL",
		incidentID, Addr(affected), assetID)
}

// ConsumedOfCover streams what approvals took from a cover's own limit over all
// incidents.
func (tx *Tx) ConsumedOfCover(coverID int64, fn func(*LossConsumption) error) error {
	return each(tx, "id", query{
		cond: "released_at IS NULL AND entitlement_id IN (SELECT id FROM entitlements WHERE cover_id = ?)", args: []any{coverID},
	}, fn)
}

// CloseClaimless closes the held entitlements of an incident that nobody filed
// for, in one statement.
func (tx *Tx) CloseClaimless(incidentID int64) (int64, error) {
	return tx.exec("close entitlements", `UPDATE entitlements SET state = 'closed', version = version + 1
		WHERE incident_id = ? AND kind = 'cover' AND state = 'open' AND claim_id IS NULL AND held AND held_reason = 'not_filed'`, incidentID)
}

// ConsumedByCover streams what approvals under other incidents took from the
// own limits of a protocol's covers.
func (tx *Tx) ConsumedByCover(protocolID, exceptIncidentID int64, fn func(coverID int64, c *LossConsumption) error) error {
	covers := map[int64]int64{}
	within := "cover_id IN (SELECT id FROM covers WHERE product_id IN (SELECT id FROM products WHERE protocol_id = ?))"
	args := []any{exceptIncidentID, protocolID}
	err := each(tx, "id", query{cond: "incident_id <> ? AND " + within, args: args}, func(e *Entitlement) error {
		covers[e.ID] = *e.CoverID
		return nil
	})
	if err != nil || len(covers) == 0 {
		return err
	}
	cond := "released_at IS NULL AND incident_id <> ? AND entitlement_id IN (SELECT id FROM entitlements WHERE " + within + ")"
	return each(tx, "id", query{cond: cond, args: args}, func(c *LossConsumption) error {
		return fn(covers[c.EntitlementID], c)
	})
}

// inReserve are the kinds of exclusions that hold money instead of denying it.
var inReserve = []string{"disputed", "reserve"}

// InReserve reports whether an exclusion holds the account's money instead of
// denying it.
func (e *Exclusion) InReserve() bool { return slices.Contains(inReserve, e.Kind) }

// InDispute reports whether an account is in the disputed reserve of an incident:
// the specification has it there and two persons have not lifted it, or an exclusion
// of it is not final.
func (tx *Tx) InDispute(incidentID int64, account common.Address) (bool, error) {
	n, err := count[Exclusion](tx, `incident_id = ? AND account = ? AND kind IN ? AND NOT EXISTS (SELECT 1 FROM exclusion_lifts l
		WHERE l.incident_id = exclusions.incident_id AND l.account = exclusions.account AND l.seat = 2)`, incidentID, Addr(account), inReserve)
	if err != nil || n > 0 {
		return n > 0, err
	}
	return tx.Contested(incidentID, account)
}

// StandingExclusions lists the excluded accounts of an incident and of the records
// merged into it without those that were lifted from a disputed reserve, later
// exclusions last (LaterExclusions).
func (tx *Tx) StandingExclusions(incidentID int64) ([]Exclusion, error) {
	records, err := tx.Records(incidentID)
	if err != nil {
		return nil, err
	}
	out, err := list[Exclusion](tx, query{
		cond: `incident_id IN ? AND (kind NOT IN ? OR NOT EXISTS (SELECT 1 FROM exclusion_lifts l
			WHERE l.incident_id = exclusions.incident_id AND l.account = exclusions.account AND l.seat = 2))`,
		args: []any{records, inReserve}, order: "id",
	})
	for _, id := range records {
		if err != nil {
			return nil, err
		}
		var later []Exclusion
		later, err = tx.LaterExclusions(id)
		out = append(out, later...)
	}
	return out, err
}

// LiftsOf lists who said that an account leaves the disputed reserve of an
// incident, the first person first.
func (tx *Tx) LiftsOf(incidentID int64, account common.Address) ([]ExclusionLift, error) {
	return list[ExclusionLift](tx, query{cond: "incident_id = ? AND account = ?", args: []any{incidentID, Addr(account)}, order: "seat"})
}

// DisputedEntitlements lists the open entitlements of an account that wait in the
// disputed reserve.
func (tx *Tx) DisputedEntitlements(incidentID int64, account common.Address) ([]Entitlement, error) {
	return list[Entitlement](tx, query{
		cond: "incident_id = ? AND affected = ? AND state = 'open' AND held AND held_reason = 'disputed'", args: []any{incidentID, Addr(account)}, order: "id",
	})
}

// ClaimsOfClosed lists claims that are still open although their incident is
// closed, with an id above after.
func (tx *Tx) ClaimsOfClosed(after int64, limit int) ([]Claim, error) {
	return list[Claim](tx, query{
		cond: "id > ? AND state IN ? AND incident_id IN (SELECT id FROM incidents WHERE state = 'closed')",
		args: []any{after, []string{ClaimSettling, ClaimPartiallyPaid, ClaimPaid}}, order: "id", limit: limit,
	})
}
