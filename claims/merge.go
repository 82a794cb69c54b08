package claims

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
	"makewhole/valuation"
)

// carried are the states of a claim that goes on in another record: nothing of it is
// paid, and no instance has denied it.
var carried = []string{
	models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimEvidenceRequested, models.ClaimCoolingOff, models.ClaimSettling,
}

// unsaid are those in which nobody has said yet what a claim gets.
var unsaid = []string{models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimEvidenceRequested}

// takesClaims are the states of an incident in which claims of another record go on.
var takesClaims = []string{models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling}

// Merging is what becomes of the claims of a record that is merged into another one
// (MayMerge). Added are the accounts whose losses there it adds to.
type Merging struct {
	From, Into *models.Incident
	Added      map[common.Address]bool
	claims     []mergedClaim
	heirs      map[common.Address]common.Address // receivers of accounts whose keys are lost
}

// mergedClaim is a claim with the one of the other record for the same account under
// the same cover, nil for none.
type mergedClaim struct {
	claim models.Claim
	other *models.Claim
}

// MayMerge refuses a merge by which somebody would lose a claim or the time for one.
// Each refusal names what must happen first.
func (m *Merging) MayMerge(tx *models.Tx) error {
	if m.From.State == models.IncidentClaimsOpen && m.Into.State != models.IncidentClaimsOpen {
		return fmt.Errorf("%w: claims are still filed for this record and no more for %s; wait for the end of its filing window", service.ErrConflict, m.Into.PublicID)
	}
	if err := errors.Join(m.lostKeys(tx), m.sameCovers(tx)); err != nil {
		return err
	}
	rows, err := tx.OpenClaims(m.From.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		other, err := m.place(tx, &rows[i])
		if err != nil {
			return err
		}
		m.claims = append(m.claims, mergedClaim{rows[i], other})
	}
	return nil
}

// sameCovers refuses records of which one counts a cover that was not in force when
// the loss of the other began.
func (m *Merging) sameCovers(tx *models.Tx) error {
	from, err := entitlements.Load(tx, m.From)
	if errors.Is(err, valuation.ErrNotReady) {
		return nil // no cover owes anything for it
	}
	if err != nil {
		return err
	}
	into, err := entitlements.Load(tx, m.Into)
	if err != nil {
		return err
	}
	for _, c := range from.Counted() {
		if !slices.ContainsFunc(into.Counted(), func(o models.Cover) bool { return o.ID == c.ID }) {
			return fmt.Errorf("%w: cover %s was in force when the loss of this record began and not at that of %s", service.ErrConflict, c.PublicID, m.Into.PublicID)
		}
	}
	return nil
}

// place finds the claim of the other record that a claim joins, nil where it goes on
// as itself.
func (m *Merging) place(tx *models.Tx, c *models.Claim) (*models.Claim, error) {
	if !slices.Contains(carried, c.State) {
		return nil, fmt.Errorf("%w: claim %s is %s; wait until its appeal is over", service.ErrConflict, c.PublicID, c.State)
	}
	other, err := tx.ClaimFor(m.Into.ID, c.CoverID, c.Affected.Address)
	if err == nil {
		if !slices.Contains(unsaid, other.State) && m.Added[c.Affected.Address] {
			err = fmt.Errorf("%w: claim %s of account %s is %s, and the losses of claim %s would add to it", service.ErrConflict,
				other.PublicID, c.Affected.Hex(), other.State, c.PublicID)
		}
		return &other, err
	}
	if !errors.Is(err, models.ErrNotFound) {
		return nil, err
	}
	if !slices.Contains(takesClaims, m.Into.State) || service.Passed(m.Into.BarAt, tx.Now) {
		return nil, fmt.Errorf("%w: claim %s is %s, and claims of %s are over", service.ErrConflict, c.PublicID, c.State, m.Into.PublicID)
	}
	kind, err := tx.ExcludedAs(m.Into.ID, c.Affected.Address)
	if err == nil && kind != "" {
		err = fmt.Errorf("%w: claim %s is of account %s, which is excluded there as %s", service.ErrConflict, c.PublicID, c.Affected.Hex(), kind)
	}
	return nil, err
}

// Merge moves claims and lines to the surviving record, which reads the other one by
// now (End) and whose losses count what that adds: every line of the other ends and gives back what it took of its
// cover's limit, claims join or go on, and what covers owe follows from the losses.
// contract are the accounts that cannot receive by default.
func (m *Merging) Merge(tx *models.Tx, by models.Actor, reason string, contract map[common.Address]bool) error {
	if err := tx.CloseLines(m.From.ID); err != nil {
		return err
	}
	accounts := slices.Collect(maps.Keys(m.Added))
	if err := m.carryExpired(tx, by); err != nil {
		return err
	}
	for i := range m.claims {
		c := &m.claims[i]
		accounts = append(accounts, c.claim.Affected.Address)
		if err := m.move(tx, by, c, reason); err != nil {
			return fmt.Errorf("claim %s: %w", c.claim.PublicID, err)
		}
	}
	if err := m.windows(tx); err != nil {
		return err
	}
	slices.SortFunc(accounts, common.Address.Cmp)
	if err := entitlements.ReviseAll(tx, by, m.Into, slices.Compact(accounts), contract); err != nil {
		return err
	}
	return m.receivers(tx, by)
}

// move joins a claim with that of the other record, or lets it go on there, to be
// decided by what the account lost in both.
func (m *Merging) move(tx *models.Tx, by models.Actor, mc *mergedClaim, reason string) error {
	c := &mc.claim
	if mc.other != nil {
		if err := m.ask(tx, by, mc); err != nil {
			return err
		}
		c.ReasonCode = ReasonMerged
		return models.Move(tx, ClaimMachine, c, "join", by, reason+": goes on as claim "+mc.other.PublicID, "reason_code")
	}
	c.IncidentID, c.Approved, c.ReasonCode, c.ReviewSince = m.Into.ID, models.Amount{}, ReasonMerged, &tx.Now
	c.AssignedTo, c.DecidedAt, c.CoolingOffUntil, c.EvidenceDueAt, c.AppealUntil = nil, nil, nil, nil, nil
	err := models.Move(tx, ClaimMachine, c, "carry", by, reason+": goes on in incident "+m.Into.PublicID, "incident_id", "approved", "reason_code", "review_since",
		"assigned_to", "decided_at", "cooling_off_until", "evidence_due_at", "appeal_until")
	if err != nil {
		return err
	}
	return linkEntitlement(tx, by, c)
}

// carryExpired lets expired claims be reinstated in the surviving record.
func (m *Merging) carryExpired(tx *models.Tx, by models.Actor) error {
	rows, err := tx.ExpiredClaims(m.From.ID)
	for i := range rows {
		if err != nil {
			return err
		}
		rows[i].IncidentID = m.Into.ID
		if err = models.Update(tx, &rows[i], "incident_id"); err == nil {
			err = tx.Audit(by, "claim.carry", rows[i].PublicID, map[string]any{"into": m.Into.PublicID})
		}
	}
	return err
}

// ask makes an undecided claim ask for what the claim that joins it asked for too: both
// amounts where the losses add up, the larger one where they are one loss.
func (m *Merging) ask(tx *models.Tx, by models.Actor, mc *mergedClaim) (err error) {
	o := mc.other
	if !slices.Contains(unsaid, o.State) {
		return nil
	}
	was, asks := o.Requested.Amount, money.MaxOf(o.Requested.Amount, mc.claim.Requested.Amount)
	if m.Added[o.Affected.Address] {
		if asks, err = was.Add(mc.claim.Requested.Amount); err != nil {
			return err
		}
	}
	if asks == was {
		return nil
	}
	o.Requested = models.Amt(asks)
	if err := models.Update(tx, o, "requested"); err != nil {
		return err
	}
	return tx.Audit(by, "claim.requested", o.PublicID, map[string]any{"from": was, "to": asks, "joined": mc.claim.PublicID})
}

// End ends the merged record: its blocks are free for another one, and its public id
// leads to the record that goes on.
func (m *Merging) End(tx *models.Tx, by models.Actor, reason string) error {
	if err := tx.EndIntervals(m.From.ID); err != nil {
		return err
	}
	m.From.MergedIntoID = &m.Into.ID
	return models.Move(tx, states.Incident, m.From, "merge", by, reason+": goes on as "+m.Into.PublicID, "merged_into_id")
}

// windows leaves nobody less time than each record gave.
func (m *Merging) windows(tx *models.Tx) error {
	later := func(to **time.Time, t *time.Time) {
		if *to != nil && t != nil && t.After(**to) {
			*to = t
		}
	}
	close, bar := m.Into.ClaimsCloseAt, m.Into.BarAt
	if m.Into.State == models.IncidentClaimsOpen {
		later(&m.Into.ClaimsCloseAt, m.From.ClaimsCloseAt)
	}
	if m.Into.BarAt != nil && !service.Passed(m.Into.BarAt, tx.Now) {
		later(&m.Into.BarAt, m.From.BarAt)
	}
	if close == m.Into.ClaimsCloseAt && bar == m.Into.BarAt {
		return nil
	}
	return models.Update(tx, m.Into, "claims_close_at", "bar_at")
}

// lostKeys reads the receivers that two persons have named for accounts of this record
// whose keys are lost, and nobody for the same accounts of the other.
func (m *Merging) lostKeys(tx *models.Tx) (err error) {
	if m.heirs, err = tx.CorrectedReceivers(m.From.ID, time.Time{}); err != nil || len(m.heirs) == 0 {
		return err
	}
	own, err := tx.CorrectedReceivers(m.Into.ID, time.Time{})
	for a := range own {
		delete(m.heirs, a)
	}
	return err
}

// receivers gives the lines of accounts whose keys are lost their receivers.
func (m *Merging) receivers(tx *models.Tx, by models.Actor) error {
	for _, a := range slices.SortedFunc(maps.Keys(m.heirs), common.Address.Cmp) {
		if err := ReplaceReceiver(tx, by, m.Into.ID, a, m.heirs[a]); err != nil {
			return err
		}
	}
	return nil
}
