package oracles

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/reports"
)

// store saves an accepted report: the candidate, its leaves, the signatures
// that are new, and on a quorum what follows from it.
func (l *loaded) store(tx *models.Tx, operator address, source string, r reports.Report, out reports.Outcome) error {
	switch {
	case r.Snapshot != nil:
		return l.storeSnapshot(tx, operator, source, r, out)
	case r.Set != nil:
		return l.storeSet(tx, operator, source, r, out)
	default:
		return l.storeReports(tx, source, r, out, l.settlement.ID)
	}
}

func (l *loaded) storeSnapshot(tx *models.Tx, operator address, source string, r reports.Report, out reports.Outcome) error {
	if err := l.ensureSnapshot(tx, r, out.Digest, "report"); err != nil {
		return err
	}
	if r.HasLeaves && !l.StoredLeaves {
		if err := l.insertLeaves(tx, r); err != nil {
			return err
		}
	}
	if err := l.storeReports(tx, source, r, out, l.snapshot.ID); err != nil {
		return err
	}
	if l.snapshot.State != models.SnapshotCollecting {
		return fmt.Errorf("snapshot is %s: %w", l.snapshot.State, models.ErrState)
	}
	if !out.Quorum {
		return l.wait(tx, out.Reason)
	}
	l.snapshot.Reason = ""
	if err := models.Move(tx, snapshotMachine, &l.snapshot, "agree", committee, quorumReason(out), "reason"); err != nil {
		return err
	}
	if err := supersedeRivals(tx, l.snapshot); err != nil {
		return err
	}
	sigs, err := l.joined(out)
	if err != nil {
		return err
	}
	_, err = tx.Enqueue(models.TxIntent{
		IdemKey: "submit_snapshot:" + out.Digest.Hex(), Kind: "submit_snapshot", RefMachine: snapshotMachine.Name, RefID: l.snapshot.ID,
		ChainID: l.config.ChainID, Sender: models.Addr(operator), To: l.config.Oracle, State: models.TxApproved,
		Data: contracts.PackSubmit(*r.Snapshot, sigs),
	})
	return err
}

func quorumReason(out reports.Outcome) string {
	return fmt.Sprintf("%d of %d members", out.Have, out.Need)
}

// wait records why a candidate with enough signatures is not accepted yet.
func (l *loaded) wait(tx *models.Tx, reason string) error {
	if l.snapshot.Reason == reason {
		return nil
	}
	l.snapshot.Reason = reason
	return models.Update(tx, &l.snapshot, "reason")
}

// ensureSnapshot makes the row of the digest if it is new, in the state the
// birth event leads to.
func (l *loaded) ensureSnapshot(tx *models.Tx, r reports.Report, digest common.Hash, event string) error {
	if l.snapshot.ID != 0 {
		return nil
	}
	m := *r.Snapshot
	l.snapshot = models.Snapshot{
		PublicID: models.NewID("snp"), IncidentID: l.incident.ID, Digest: models.H(digest), ConfigDigest: l.config.Digest,
		SourceChainID: int64(m.SourceChainID), AssetID: l.asset.ID,
		Revision: int64(m.Revision), Attempt: int64(m.Attempt), PrevSnapshot: models.H(m.PrevSnapshot),
		Message: string(r.Message()), TotalLoss: models.Amt(m.TotalLoss), Unattributed: models.Amt(m.UnattributedLoss),
		LeafCount: int64(m.LeafCount), LossRoot: models.H(m.LossRoot),
	}
	return models.Start(tx, snapshotMachine, &l.snapshot, event, committee, "")
}

// insertLeaves stores the leaves, and the manifest that binds their positions to
// the message.
func (l *loaded) insertLeaves(tx *models.Tx, r reports.Report) error {
	rows := make([]models.SnapshotLeaf, len(r.Leaves))
	for i, leaf := range r.Leaves {
		rows[i] = models.SnapshotLeaf{
			SnapshotID: l.snapshot.ID, Idx: int64(i), Account: models.Addr(leaf.Account),
			Loss: models.Amt(leaf.Loss), ValueBefore: models.Amt(leaf.Loss),
		}
		if h := leaf.Held; h.Known {
			average, insured := models.Amt(h.Average), models.Amt(h.Insured)
			rows[i].ValueBefore, rows[i].ValueAverage, rows[i].Insured = models.Amt(h.Before), &average, &insured
		}
	}
	if err := models.InsertBatch(tx, rows); err != nil || len(r.Manifest) == 0 {
		return err
	}
	manifest := string(r.Manifest)
	l.snapshot.EvidenceManifest = &manifest
	return models.Update(tx, &l.snapshot, "evidence_manifest")
}

// LeafOf is a stored leaf as reports carry it.
func LeafOf(row *models.SnapshotLeaf) reports.Leaf {
	l := reports.Leaf{Account: row.Account.Address, Loss: row.Loss.Amount}
	if row.ValueAverage != nil && row.Insured != nil {
		l.Held = reports.Holding{Known: true, Before: row.ValueBefore.Amount, Average: row.ValueAverage.Amount, Insured: row.Insured.Amount}
	}
	return l
}

// storeReports adds the signatures that are new.
func (l *loaded) storeReports(tx *models.Tx, source string, r reports.Report, out reports.Outcome, subjectID int64) error {
	for _, sig := range out.Signed {
		if l.Stored[sig.By] {
			continue
		}
		row := models.OracleReport{
			PublicID: models.NewID("rep"), Kind: r.Kind, SubjectID: subjectID, Slot: out.Slot, Digest: models.H(out.Digest),
			Signer: models.Addr(sig.By), Signature: hexutil.Encode(sig.Signature), Source: source, ReceivedAt: tx.Now,
		}
		if err := models.Insert(tx, &row); err != nil {
			return err
		}
		l.reports = append(l.reports, row)
	}
	return nil
}

// joined concatenates the signatures that count, as the contract wants them.
func (l *loaded) joined(out reports.Outcome) ([]byte, error) {
	sigs, err := l.counting()
	if err != nil {
		return nil, err
	}
	return contracts.JoinSignatures(out.Digest, sigs)
}

func (l *loaded) counting() ([][]byte, error) {
	var sigs [][]byte
	for _, row := range l.reports {
		if l.Suspended[row.Signer.Address] {
			continue
		}
		sig, err := hexutil.Decode(row.Signature)
		if err != nil {
			return nil, fmt.Errorf("stored signature %s: %w", row.PublicID, err)
		}
		sigs = append(sigs, sig)
	}
	return sigs, nil
}

// supersedeRivals ends the other candidates of a revision that was accepted.
func supersedeRivals(tx *models.Tx, winner models.Snapshot) error {
	rows, err := tx.SnapshotLine(winner.IncidentID, winner.SourceChainID, winner.AssetID)
	if err != nil {
		return err
	}
	for i := range rows {
		rival := rows[i].ID != winner.ID && rows[i].State == models.SnapshotCollecting && rows[i].Revision <= winner.Revision
		if !rival {
			continue
		}
		if err := models.Move(tx, snapshotMachine, &rows[i], "supersede", committee, "another digest has the quorum"); err != nil {
			return err
		}
	}
	return nil
}

func (l *loaded) storeSet(tx *models.Tx, operator address, source string, r reports.Report, out reports.Outcome) error {
	if err := l.ensureSet(tx, r, out.Digest, "report"); err != nil {
		return err
	}
	if err := l.storeReports(tx, source, r, out, l.set.ID); err != nil {
		return err
	}
	if l.set.State != models.SnapshotCollecting {
		return fmt.Errorf("snapshot set is %s: %w", l.set.State, models.ErrState)
	}
	if !out.Quorum {
		return nil
	}
	if err := models.Move(tx, setMachine, &l.set, "agree", committee, quorumReason(out)); err != nil {
		return err
	}
	_, err := enqueueSet(tx, operator, l.set)
	return err
}

func (l *loaded) ensureSet(tx *models.Tx, r reports.Report, digest common.Hash, event string) error {
	if l.set.ID != 0 {
		return nil
	}
	l.set = models.SnapshotSet{
		PublicID: models.NewID("sst"), IncidentID: l.incident.ID, Digest: models.H(digest), ConfigDigest: l.config.Digest,
		Revision: int64(r.Set.Revision), Message: string(r.Message()),
		Members: string(encodeDigests(r.Snapshots)), Prices: string(reports.EncodePrices(r.Prices)),
	}
	return models.Start(tx, setMachine, &l.set, event, committee, "")
}

// keep stores the evidence of a refusal where the rules ask for it: the
// candidate, the signatures, who lied, and the freeze when two quorums
// contradict each other. It returns the error the transaction ends with.
func (l *loaded) keep(tx *models.Tx, source string, r reports.Report, out reports.Outcome, cause error) error {
	var rej *reports.Rejection
	if !errors.As(cause, &rej) || !out.Keep {
		return cause
	}
	subject, err := l.keepCandidate(tx, r, out, rej)
	if err != nil {
		return err
	}
	if err := l.storeReports(tx, source, r, out, subject); err != nil {
		return err
	}
	for _, equivocator := range out.Equivocators {
		if err := suspend(tx, out, equivocator); err != nil {
			return err
		}
	}
	if out.Freeze != "" {
		if err := tx.Freeze(out.Freeze+" (incident "+l.incident.PublicID+")", committee); err != nil {
			return err
		}
	}
	err = tx.Audit(committee, "oracle.evidence", l.incident.PublicID, map[string]any{
		"code": rej.Code, "digest": out.Digest.Hex(), "slot": out.Slot, "message": string(r.Message()),
	})
	if err != nil {
		return err
	}
	return &keptError{rej}
}

// keepCandidate stores the losing message. One that may still win stays open:
// the equivocator's signature is evidence, the content may be the truth.
func (l *loaded) keepCandidate(tx *models.Tx, r reports.Report, out reports.Outcome, rej *reports.Rejection) (int64, error) {
	event := "refuse"
	if rej.Code == "equivocation" && out.Freeze == "" && r.Order == nil {
		if revision, _ := r.Position(); revision == l.Line.Revision+1 {
			event = "report"
		}
	}
	switch {
	case r.Snapshot != nil && l.asset.ID != 0:
		if err := l.ensureSnapshot(tx, r, out.Digest, event); err != nil {
			return 0, err
		}
		return l.snapshot.ID, nil
	case r.Set != nil:
		if err := l.ensureSet(tx, r, out.Digest, event); err != nil {
			return 0, err
		}
		return l.set.ID, nil
	}
	return l.settlement.ID, nil
}

// suspend records a lie once per member and slot. Only the first pair counts.
func suspend(tx *models.Tx, out reports.Outcome, equivocator reports.Equivocator) error {
	rows, err := tx.Suspensions()
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(rows, func(s models.SignerSuspension) bool {
		return s.Signer.Address == equivocator.Signer && s.Slot == out.Slot
	})
	if known {
		return nil
	}
	row := models.SignerSuspension{
		Signer: models.Addr(equivocator.Signer), Slot: out.Slot, DigestA: models.H(equivocator.Other), DigestB: models.H(out.Digest),
	}
	return models.Insert(tx, &row)
}
