package books

import (
	"encoding/json"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/bundle"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
)

// accepted are the states in which a snapshot must stand on a quorum.
var accepted = []string{
	models.SnapshotQuorum, models.SnapshotRegistered, models.SnapshotChallengeable,
	models.SnapshotFinal, models.SnapshotSealed,
}

// snapshots verifies digest, signatures, root and sums of every accepted loss
// snapshot and snapshot set again (I12).
func (r *run) snapshots() error {
	seen, err := audit.Prefix[models.OracleReport](r.Run, "oracle_reports")
	if err != nil {
		return err
	}
	configs, err := r.Configs()
	if err != nil {
		return err
	}
	err = models.EachRow(r.Tx, func(s *models.Snapshot) error {
		if !slices.Contains(accepted, s.State) || r.Elsewhere(s.IncidentID) {
			return nil
		}
		if r.Incremental && seen > 0 && s.State == models.SnapshotSealed {
			return nil // it cannot change; its signatures are marked, its leaves V3's input
		}
		r.Checked()
		report, ok, err := r.confirmed(reports.KindSnapshot, s.PublicID, s.Message, s.Digest, configs)
		if err != nil || !ok {
			return err
		}
		return r.leavesOf(s, *report.Snapshot)
	})
	if err != nil {
		return err
	}
	return models.EachRow(r.Tx, func(s *models.SnapshotSet) error {
		if !slices.Contains(accepted, s.State) || r.Elsewhere(s.IncidentID) {
			return nil
		}
		r.Checked()
		report, ok, err := r.confirmed(reports.KindSet, s.PublicID, s.Message, s.Digest, configs)
		if err == nil && ok {
			r.contentOf(s, *report.Set)
		}
		return err
	})
}

// contentOf compares the stored members and prices with what the set signs.
func (r *run) contentOf(s *models.SnapshotSet, m contracts.SnapshotSet) {
	var members []common.Hash
	if err := json.Unmarshal([]byte(s.Members), &members); err != nil || reports.SnapshotsHash(members) != m.SnapshotsHash {
		r.Violation(s.PublicID, "its members do not have the signed hash")
	}
	if prices, err := reports.DecodePrices([]byte(s.Prices)); err != nil || reports.PricesHash(prices) != m.PricesHash {
		r.Violation(s.PublicID, "its prices do not have the signed hash")
	}
}

// confirmed reads a stored message and checks its digest and quorum.
func (r *run) confirmed(kind, subject, message string, digest models.Hash, configs map[common.Hash]contracts.OracleConfig) (reports.Report, bool, error) {
	stored, err := r.Tx.ReportsFor(kind, digest)
	if err != nil {
		return reports.Report{}, false, err
	}
	report, joined, err := bundle.ReportOf(kind, message, digest.Hash, stored)
	if err != nil {
		r.Violation(subject, "%v", err)
		return report, false, nil
	}
	config, known := configs[report.ConfigDigest()]
	if !known {
		r.Violation(subject, "names the unknown configuration %s", report.ConfigDigest())
		return report, false, nil
	}
	if got := report.Digest(config.Domain()); got != digest.Hash {
		r.Violation(subject, "its message has the digest %s, stored is %s", got, digest)
		return report, false, nil
	}
	if _, err := config.VerifyQuorum(digest.Hash, joined); err != nil {
		r.Violation(subject, "%v", err)
	}
	return report, true, nil
}

func (r *run) leavesOf(s *models.Snapshot, m contracts.LossSnapshot) error {
	sum := m.UnattributedLoss.Big()
	var entries []merkle.Entry
	measured := measure.MeasuresPositions(m.MethodHash)
	var leaves []reports.Leaf // where they state positions, or must
	err := r.Tx.EachLeafOf(s.ID, func(l *models.SnapshotLeaf) error {
		if l.Idx != int64(len(entries)) {
			r.Violation(s.PublicID, "leaf %d stands in place %d", l.Idx, len(entries))
		}
		entries = append(entries, merkle.Entry{Account: l.Account.Address, Amount: l.Loss.Amount})
		sum = new(big.Int).Add(sum, l.Loss.Big())
		if leaf := oracles.LeafOf(l); measured || leaf.Held.Known {
			leaves = append(leaves, leaf)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if root := common.Hash(merkle.BuildLosses(m.IncidentID, entries).Root()); root != m.LossRoot {
		r.Violation(s.PublicID, "its leaves have the root %s, signed is %s", root, m.LossRoot)
	}
	if sum.Cmp(m.TotalLoss.Big()) != 0 || uint64(len(entries)) != uint64(m.LeafCount) {
		r.Violation(s.PublicID, "%d leaves add up to %s, signed are %d and %s", len(entries), sum, m.LeafCount, m.TotalLoss)
	}
	return r.positionsOf(s, m, leaves)
}

// positionsOf checks what accounts held before, which the signed evidence binds.
func (r *run) positionsOf(s *models.Snapshot, m contracts.LossSnapshot, leaves []reports.Leaf) error {
	incident, err := models.ByID[models.Incident](r.Tx, s.IncidentID)
	if err != nil {
		return err
	}
	modules := 0 // of the signed spec, where the incident still has it
	if spec, err := models.ParseIncidentSpec([]byte(incident.Spec)); err == nil && incident.SpecHash.Hash == m.SpecHash {
		modules = reports.ModulesOn(spec, m)
	}
	var manifest []byte
	if s.EvidenceManifest != nil {
		manifest = []byte(*s.EvidenceManifest)
	}
	if err := reports.CheckPositions(m, measure.MeasuresPositions(m.MethodHash), leaves, manifest, modules); err != nil {
		r.Violation(s.PublicID, "positions: %v", err)
	}
	return nil
}
