// Package bundle is everything public about one settlement as files: how they are
// made from rows, and how they are verified by themselves.
//
// It knows the format of docs/verification.md and must not know the verification
// rules or a node. What it says of a bundle follows from the bundle and the digest
// of a committee's configuration alone.
//
// Start reading at Bundle, then (Bundle).Verify.
package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/payouts"
)

// Files of a settlement bundle, docs/verification.md.
const (
	fileConfig       = "config.json"
	fileSet          = "set.json"
	fileOrder        = "order.json"
	fileEntitlements = "entitlements.txt"
	fileAccounts     = "accounts.txt" // with entitlements by targets/1
	fileAllocations  = "allocations.csv"
	fileLeaves       = "leaves.csv"
	fileManifest     = "manifest.txt"
)

// ErrNotSigned says that a settlement has no signed order yet, so there is
// nothing that anyone could check it against.
var ErrNotSigned = errors.New("settlement has no signed order")

// Bundle is everything public about one settlement, by file name. It can be
// verified without our database and without a node.
type Bundle map[string][]byte

// Build collects the bundle of a settlement.
func Build(ctx context.Context, db *models.DB, publicID string) (Bundle, error) {
	var out Bundle
	err := db.Read(ctx, func(tx *models.Tx) error {
		s, err := models.ByPublicID[models.Settlement](tx, publicID)
		if err != nil {
			return err
		}
		out = Bundle{}
		return out.Collect(tx, &s)
	})
	if err != nil {
		return nil, fmt.Errorf("bundle %s: %w", publicID, err)
	}
	return out, nil
}

// Collect adds the files of a settlement.
func (b Bundle) Collect(tx *models.Tx, s *models.Settlement) error {
	set, err := tx.SetByDigest(s.SnapshotSetDigest.Hash)
	if err != nil {
		return fmt.Errorf("snapshot set: %w", err)
	}
	if err := b.order(tx, s); err != nil {
		return err
	}
	if err := b.set(tx, &set); err != nil {
		return err
	}
	if err := b.config(tx, set.ConfigDigest); err != nil {
		return err
	}
	if b[fileEntitlements], err = tx.EntitlementFile(s.ID); err != nil {
		return err
	}
	accounts, err := tx.AccountsFile(s.ID)
	if err != nil {
		return err
	}
	if len(accounts) > 0 {
		b[fileAccounts] = accounts
	}
	if err := b.lines(); err != nil {
		return err
	}
	b[fileManifest] = b.manifest()
	return nil
}

func (b Bundle) order(tx *models.Tx, s *models.Settlement) error {
	stored, err := tx.ReportsFor(reports.KindOrder, s.OrderDigest)
	if err != nil {
		return err
	}
	if s.OrderDigest.Hash == (common.Hash{}) || len(stored) == 0 {
		return ErrNotSigned
	}
	message, err := OrderOf(tx, s)
	if err != nil {
		return err
	}
	report, _, err := ReportOf(reports.KindOrder, string(reports.EncodeMessage(message)), s.OrderDigest.Hash, stored)
	if err != nil {
		return err
	}
	return b.report(fileOrder, report)
}

// OrderOf states the order of a settlement from its columns.
func OrderOf(tx *models.Tx, s *models.Settlement) (contracts.PayoutOrder, error) {
	incident, err := models.ByID[models.Incident](tx, s.IncidentID)
	if err != nil {
		return contracts.PayoutOrder{}, err
	}
	pool, err := models.ByID[models.Pool](tx, s.PoolID)
	if err != nil {
		return contracts.PayoutOrder{}, err
	}
	asset, err := models.ByID[models.Asset](tx, s.AssetID)
	if err != nil {
		return contracts.PayoutOrder{}, err
	}
	order := contracts.PayoutOrder{
		ConfigDigest: incident.ConfigDigest.Hash, SettlementID: s.ChainRef.Hash, IncidentID: incident.ChainRef.Hash,
		PoolID: poolRef(pool), PayoutToken: asset.Address.Address, Sequence: uint64(s.Sequence),
		SnapshotSetDigest: s.SnapshotSetDigest.Hash, InputHash: s.InputHash.Hash, PayoutRoot: s.PayoutRoot.Hash,
		LeafCount: uint32(s.LeafCount), Total: s.Paid.Amount, CumulativeTotal: s.CumulativeTotal.Amount,
	}
	if s.Follows != nil {
		order.Follows = s.Follows.Hash
	}
	if s.ValidUntil != nil {
		order.ValidUntil = uint64(max(0, s.ValidUntil.Unix()))
	}
	return order, nil
}

func (b Bundle) set(tx *models.Tx, set *models.SnapshotSet) error {
	stored, err := tx.ReportsFor(reports.KindSet, set.Digest)
	if err != nil {
		return err
	}
	report, _, err := ReportOf(reports.KindSet, set.Message, set.Digest.Hash, stored)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(set.Members), &report.Snapshots); err != nil {
		return fmt.Errorf("members of the set: %w", err)
	}
	if report.Prices, err = reports.DecodePrices([]byte(set.Prices)); err != nil {
		return err
	}
	if err := b.report(fileSet, report); err != nil {
		return err
	}
	for _, digest := range report.Snapshots {
		if err := b.snapshot(tx, set.IncidentID, digest); err != nil {
			return err
		}
	}
	return nil
}

func (b Bundle) snapshot(tx *models.Tx, incidentID int64, digest common.Hash) error {
	s, err := tx.SnapshotOf(incidentID, digest)
	if err != nil {
		return fmt.Errorf("snapshot %s: %w", digest, err)
	}
	stored, err := tx.ReportsFor(reports.KindSnapshot, s.Digest)
	if err != nil {
		return err
	}
	report, _, err := ReportOf(reports.KindSnapshot, s.Message, digest, stored)
	if err != nil {
		return err
	}
	report.HasLeaves = true
	if s.EvidenceManifest != nil {
		report.Manifest = []byte(*s.EvidenceManifest)
	}
	err = tx.EachLeafOf(s.ID, func(l *models.SnapshotLeaf) error {
		report.Leaves = append(report.Leaves, oracles.LeafOf(l))
		return nil
	})
	if err != nil {
		return err
	}
	return b.report(snapshotFile(digest), report)
}

func snapshotFile(digest common.Hash) string {
	return "snapshot-" + hex.EncodeToString(digest[:]) + ".json"
}

func (b Bundle) report(name string, r reports.Report) error {
	r.Complete = true
	raw, err := r.Encode()
	b[name] = append(raw, '\n')
	return err
}

// configFile is config.json: a committee in canonical decimal strings.
type configFile struct {
	ChainID         string           `json:"chain_id"`
	Oracle          common.Address   `json:"oracle"`
	Count           string           `json:"count"`
	Signers         []common.Address `json:"signers"`
	F               string           `json:"f"`
	Threshold       string           `json:"threshold"`
	ChallengeWindow string           `json:"challenge_window"`
	MaxAge          string           `json:"max_age"`
	MaxClockSkew    string           `json:"max_clock_skew"`
	MaxDeviationBps string           `json:"max_deviation_bps"`
	Digest          common.Hash      `json:"digest"`
}

func (b Bundle) config(tx *models.Tx, digest models.Hash) error {
	row, err := tx.OracleConfigFor(digest.Hash)
	if err != nil {
		return fmt.Errorf("oracle configuration: %w", err)
	}
	c, err := oracles.ConfigOf(row)
	if err != nil {
		return err
	}
	u := func(v uint64) string { return strconv.FormatUint(v, 10) }
	raw, err := json.Marshal(configFile{
		ChainID: u(c.ChainID), Oracle: c.Oracle, Count: u(c.Count), Signers: c.Signers, F: u(uint64(c.F)),
		Threshold: u(uint64(c.Threshold)), ChallengeWindow: u(c.ChallengeWindow), MaxAge: u(c.MaxAge),
		MaxClockSkew: u(c.MaxClockSkew), MaxDeviationBps: u(uint64(c.MaxDeviationBps)), Digest: c.Digest(),
	})
	b[fileConfig] = append(raw, '\n')
	return err
}

// lines writes what the computation gives: all lines, and the leaves in order.
func (b Bundle) lines() error {
	file, err := payouts.ReadFile(bytes.NewReader(b[fileEntitlements]))
	if err != nil {
		return err
	}
	computed, err := file.Compute()
	if err != nil {
		return err
	}
	b[fileAllocations], b[fileLeaves] = allocationsCSV(computed), leavesCSV(computed, file.SettlementID())
	return nil
}

func allocationsCSV(c payouts.Computed) []byte {
	var out strings.Builder
	out.WriteString("id,part,receiver,amount,held,index\n")
	for _, l := range c.Lines {
		held, index := "0", ""
		if l.Held {
			held = "1"
		}
		if l.Index >= 0 {
			index = strconv.Itoa(l.Index)
		}
		fmt.Fprintf(&out, "%s,%s,%s,%s,%s,%s\n", l.ID, l.Part, hexutil.Encode(l.Receiver[:]), l.Amount, held, index)
	}
	return []byte(out.String())
}

func leavesCSV(c payouts.Computed, settlementID [32]byte) []byte {
	var out strings.Builder
	out.WriteString("index,receiver,amount,leaf\n")
	leaves := c.Leaves(settlementID)
	for i, e := range c.Entries() {
		fmt.Fprintf(&out, "%d,%s,%s,%s\n", i, hexutil.Encode(e.Account[:]), e.Amount, hexutil.Encode(leaves[i][:]))
	}
	return []byte(out.String())
}

// manifest lists every other file: sha256, two spaces, size, two spaces, name.
func (b Bundle) manifest() []byte {
	var out strings.Builder
	for _, name := range b.names() {
		if name == fileManifest {
			continue
		}
		sum := sha256.Sum256(b[name])
		fmt.Fprintf(&out, "%x  %d  %s\n", sum, len(b[name]), name)
	}
	return []byte(out.String())
}

func (b Bundle) names() []string {
	names := make([]string, 0, len(b))
	for name := range b {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Write stores the bundle in a new directory; nothing is left half-written.
func (b Bundle) Write(dir string) error {
	tmp := dir + ".part"
	if err := os.RemoveAll(tmp); err != nil {
		return err
	}
	if err := os.MkdirAll(tmp, 0o755); err != nil { //nolint:gosec // a bundle is public
		return err
	}
	for _, name := range b.names() {
		if err := os.WriteFile(filepath.Join(tmp, name), b[name], 0o644); err != nil { //nolint:gosec // a bundle is public
			return errors.Join(err, os.RemoveAll(tmp))
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(tmp, dir)
}

// poolRef is the pool's id on chain.
func poolRef(p models.Pool) common.Hash { return common.Hash(merkle.PoolID(p.SourceID())) }

// ReportOf joins a stored message with its signatures to a complete report, in
// ascending order of signers.
func ReportOf(kind, message string, digest common.Hash, stored []models.OracleReport) (reports.Report, []byte, error) {
	slices.SortFunc(stored, func(a, b models.OracleReport) int { return bytes.Compare(a.Signer.Bytes(), b.Signer.Bytes()) })
	var quoted []string
	var sigs [][]byte
	for _, s := range stored {
		raw, err := hexutil.Decode(s.Signature)
		if err != nil {
			return reports.Report{}, nil, fmt.Errorf("signature %s: %w", s.PublicID, err)
		}
		quoted, sigs = append(quoted, `"`+s.Signature+`"`), append(sigs, raw)
	}
	raw := fmt.Sprintf(`{"kind":%q,"message":%s,"signatures":[%s]}`, kind, message, strings.Join(quoted, ","))
	report, err := reports.ParseReport([]byte(raw), reports.Limits{})
	if err != nil {
		return report, nil, err
	}
	joined, err := contracts.JoinSignatures(digest, sigs)
	return report, joined, err
}
