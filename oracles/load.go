package oracles

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
)

// optional turns "not found" into a zero row: the rules say what is missing.
func optional[T any](row T, err error) (T, error) {
	if errors.Is(err, models.ErrNotFound) {
		var zero T
		return zero, nil
	}
	return row, err
}

// loaded is the committee state together with the rows it was read from.
type loaded struct {
	reports.CommitteeState
	config     models.OracleConfig
	incident   models.Incident
	asset      models.Asset
	snapshot   models.Snapshot    // row of this digest, if there is one
	set        models.SnapshotSet // row of this digest, if there is one
	settlement models.Settlement
	reports    []models.OracleReport // stored signatures over this digest
}

// load reads everything the rules need about a report.
func load(tx *models.Tx, r reports.Report) (*loaded, error) {
	l := &loaded{}
	var err error
	if l.config, err = optional(tx.OracleConfigFor(r.ConfigDigest())); err != nil {
		return nil, err
	}
	if l.config.ID == 0 {
		return l, nil // R4 refuses
	}
	if l.Config, err = ConfigOf(l.config); err != nil {
		return nil, err
	}
	l.Status = l.config.State
	if l.config.RetiredAt != nil {
		l.RetiredAt = *l.config.RetiredAt
	}
	if err := l.loadIncident(tx, r); err != nil {
		return nil, err
	}
	digest := r.Digest(l.Config.Domain())
	switch {
	case r.Snapshot != nil:
		err = l.loadSnapshot(tx, *r.Snapshot, digest)
	case r.Set != nil:
		err = l.loadSet(tx, digest)
	default:
		err = l.loadOrder(tx, *r.Order, digest)
	}
	if err != nil {
		return nil, err
	}
	return l, l.loadSignatures(tx, r, digest)
}

// ConfigOf turns a stored configuration into the one the contract knows, and
// checks that its digest is still right.
func ConfigOf(row models.OracleConfig) (contracts.OracleConfig, error) {
	c := contracts.OracleConfig{
		ChainID: uint64(row.ChainID), Oracle: row.Oracle.Address, Count: uint64(row.Count),
		F: uint8(row.F), Threshold: uint8(row.Threshold),
		ChallengeWindow: uint64(row.ChallengeWindow), MaxAge: uint64(row.MaxAge),
		MaxClockSkew: uint64(row.MaxClockSkew), MaxDeviationBps: uint16(row.MaxDeviationBps),
	}
	if err := json.Unmarshal([]byte(row.Signers), &c.Signers); err != nil {
		return c, fmt.Errorf("signers of configuration %s: %w", row.Digest, err)
	}
	if c.Digest() != row.Digest.Hash {
		return c, fmt.Errorf("configuration %s does not hash to its digest", row.Digest)
	}
	return c, c.Validate()
}

func (l *loaded) loadIncident(tx *models.Tx, r reports.Report) error {
	var err error
	if l.incident, err = optional(tx.IncidentByRef(r.IncidentID())); err != nil || l.incident.ID == 0 {
		return err
	}
	l.Incident, l.Pinned = l.incident.State, l.incident.ConfigDigest.Hash == r.ConfigDigest()
	l.SpecHash = l.incident.SpecHash.Hash
	if l.incident.Spec == "" || r.Order != nil {
		return nil
	}
	l.Spec, err = models.ParseIncidentSpec([]byte(l.incident.Spec))
	return err
}

func (l *loaded) loadSnapshot(tx *models.Tx, m contracts.LossSnapshot, digest common.Hash) error {
	var err error
	if l.snapshot, err = optional(tx.SnapshotByDigest(digest)); err != nil {
		return err
	}
	if l.snapshot.ID != 0 {
		if l.StoredLeaves, err = tx.HasLeaves(l.snapshot.ID); err != nil {
			return err
		}
		l.StoredLeaves = l.StoredLeaves || l.snapshot.LeafCount == 0
	}
	l.Known = slices.Contains(accepted, l.snapshot.State)
	l.Measured = measure.MeasuresPositions(m.MethodHash)
	line, ok := reports.LineOf(l.Spec, m)
	if !ok {
		return nil // R13 refuses
	}
	if l.asset, err = optional(tx.AssetFor(int64(line.Asset.ChainID), line.Asset.Address)); err != nil {
		return err
	}
	rows, err := tx.SnapshotLine(l.incident.ID, int64(m.SourceChainID), l.asset.ID)
	if err != nil {
		return err
	}
	l.Line = snapshotLine(rows)
	l.Released, err = released(tx, digest)
	return err
}

// snapshotLine is the last accepted revision: what a quorum stands behind, or
// what the contract has registered, even if it was struck later.
func snapshotLine(rows []models.Snapshot) reports.Line {
	var line reports.Line
	for _, r := range rows {
		counts := slices.Contains(accepted, r.State) || r.RegisteredAt != nil
		if counts && uint64(r.Revision) > line.Revision {
			line = reports.Line{Revision: uint64(r.Revision), Head: r.Digest.Hash, Total: r.TotalLoss.Amount, Sealed: r.State == models.SnapshotSealed}
		}
	}
	return line
}

func (l *loaded) loadSet(tx *models.Tx, digest common.Hash) error {
	var err error
	if l.set, err = optional(tx.SetByDigest(digest)); err != nil {
		return err
	}
	l.Known = slices.Contains(accepted, l.set.State)
	rows, err := tx.IncidentSets(l.incident.ID)
	if err != nil {
		return err
	}
	l.Line = setLine(rows)
	l.Set, err = setState(tx, l.incident, l.Spec)
	return err
}

func setLine(rows []models.SnapshotSet) reports.Line {
	var line reports.Line
	for _, r := range rows {
		counts := slices.Contains(accepted, r.State) || r.RegisteredAt != nil
		if counts && uint64(r.Revision) > line.Revision {
			line = reports.Line{Revision: uint64(r.Revision), Head: r.Digest.Hash}
		}
	}
	return line
}

// setState is what a set of the incident must say now.
func setState(tx *models.Tx, inc models.Incident, spec models.IncidentSpec) (reports.SetState, error) {
	st := reports.SetState{Complete: true}
	rows, err := tx.IncidentSnapshots(inc.ID)
	if err != nil {
		return st, err
	}
	for _, line := range spec.Lines() {
		asset, err := tx.AssetFor(int64(line.Asset.ChainID), line.Asset.Address)
		if err != nil {
			return st, fmt.Errorf("asset of the spec: %w", err)
		}
		head, ok := headOf(rows, int64(line.SourceChainID), asset.ID)
		if !ok {
			st.Complete = false
			continue
		}
		st.Heads = append(st.Heads, head.Digest.Hash)
	}
	slices.SortFunc(st.Heads, func(a, b common.Hash) int { return bytes.Compare(a[:], b[:]) })
	st.Prices, st.Priced, err = confirmedPrices(tx, inc, spec)
	return st, err
}

// headOf is the last accepted snapshot of a line that still stands.
func headOf(rows []models.Snapshot, sourceChainID, assetID int64) (models.Snapshot, bool) {
	var head models.Snapshot
	for _, r := range rows {
		if r.SourceChainID == sourceChainID && r.AssetID == assetID && r.Revision > head.Revision && slices.Contains(accepted, r.State) {
			head = r
		}
	}
	return head, head.ID != 0
}

func (l *loaded) loadOrder(tx *models.Tx, m contracts.PayoutOrder, digest common.Hash) error {
	var err error
	if l.settlement, err = optional(tx.SettlementByRef(m.SettlementID)); err != nil {
		return err
	}
	l.Order = reports.OrderState{State: l.settlement.State, Digest: l.settlement.OrderDigest.Hash}
	after := []string{
		models.SettlementSigned, models.SettlementPublishing, models.SettlementPublished,
		models.SettlementActive, models.SettlementClosed,
	}
	l.Known = l.settlement.OrderDigest.Hash == digest && slices.Contains(after, l.settlement.State)
	return nil
}

// loadSignatures reads who signed this digest, what its slot holds, and whom
// nobody believes.
func (l *loaded) loadSignatures(tx *models.Tx, r reports.Report, digest common.Hash) error {
	rows, err := tx.SlotReports(r.Slot())
	if err != nil {
		return err
	}
	l.Stored, l.InSlot = map[common.Address]bool{}, map[common.Address][]common.Hash{}
	for _, row := range rows {
		l.InSlot[row.Signer.Address] = append(l.InSlot[row.Signer.Address], row.Digest.Hash)
		if row.Digest.Hash == digest {
			l.Stored[row.Signer.Address] = true
			l.reports = append(l.reports, row)
		}
	}
	if err := l.markSuspended(tx); err != nil {
		return err
	}
	configs, err := tx.OracleConfigs()
	for _, c := range configs {
		if c.Digest != l.config.Digest {
			l.OtherDomains = append(l.OtherDomains, contracts.Domain{ChainID: uint64(c.ChainID), Oracle: c.Oracle.Address})
		}
	}
	return err
}

func (l *loaded) markSuspended(tx *models.Tx) error {
	rows, err := tx.Suspensions()
	l.Suspended = make(map[common.Address]bool, len(rows))
	for _, row := range rows {
		l.Suspended[row.Signer.Address] = true
	}
	return err
}
