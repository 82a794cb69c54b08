package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"slices"
	"strconv"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/payouts"
)

// maxBundleFile bounds one file of a bundle that is read from outside.
const maxBundleFile = 512 << 20

// ErrInvalid says that a bundle does not prove what it claims.
var ErrInvalid = errors.New("bundle is not valid")

// Verdict is what a verified bundle says.
type Verdict struct {
	ConfigDigest common.Hash    `json:"config_digest"` // the only thing to trust: compare it with the one you know
	SettlementID common.Hash    `json:"settlement_id"`
	Incident     string         `json:"incident"`
	Settlement   string         `json:"settlement"`
	Pool         string         `json:"pool"`
	Token        common.Address `json:"token"`
	Sequence     uint64         `json:"sequence"`
	Rule         string         `json:"rule"`
	Signers      int            `json:"signers"`
	Lines        int            `json:"lines"`
	Leaves       int            `json:"leaves"`
	Total        string         `json:"total"`
	PayoutRoot   common.Hash    `json:"payout_root"`
}

// Read reads the files of a bundle directory, nothing else.
func Read(dir fs.FS) (Bundle, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	out := Bundle{}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() || info.Size() > maxBundleFile {
			return nil, fmt.Errorf("%w: %s is no file or too large", ErrInvalid, e.Name())
		}
		if out[e.Name()], err = fs.ReadFile(dir, e.Name()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// check is one verification of a bundle in progress.
type check struct {
	b      Bundle
	config contracts.OracleConfig
	order  contracts.PayoutOrder
	set    reports.Report
	// measured are the snapshots of the set, where the accounts file has to agree
	// with them.
	measured []reports.Report
	out      Verdict
}

// Verify recomputes the whole settlement from the bundle alone: manifest,
// committee, signatures, snapshots, entitlement file, allocation, leaves. The
// error says what failed first and wraps ErrInvalid.
func (b Bundle) Verify() (Verdict, error) {
	c := &check{b: b}
	for _, step := range []struct {
		name string
		run  func() error
	}{
		{"manifest", c.manifest},
		{"committee", c.committee},
		{"order", c.orderSigned},
		{"snapshot set", c.setSigned},
		{"snapshots", c.snapshots},
		{"allocation", c.allocation},
	} {
		if err := step.run(); err != nil {
			return c.out, fmt.Errorf("%w: %s: %w", ErrInvalid, step.name, err)
		}
	}
	return c.out, nil
}

func (c *check) manifest() error {
	if !bytes.Equal(c.b[fileManifest], c.b.manifest()) {
		return errors.New("manifest.txt does not list exactly these files with these hashes")
	}
	return nil
}

func (c *check) committee() error {
	var f configFile
	dec := json.NewDecoder(bytes.NewReader(c.b[fileConfig]))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return err
	}
	var err error
	num := func(s string, bits int) uint64 {
		v, e := strconv.ParseUint(s, 10, bits)
		err = errors.Join(err, e)
		return v
	}
	c.config = contracts.OracleConfig{
		ChainID: num(f.ChainID, 64), Oracle: f.Oracle, Count: num(f.Count, 64), Signers: f.Signers, F: uint8(num(f.F, 8)),
		Threshold: uint8(num(f.Threshold, 8)), ChallengeWindow: num(f.ChallengeWindow, 64), MaxAge: num(f.MaxAge, 64),
		MaxClockSkew: num(f.MaxClockSkew, 64), MaxDeviationBps: uint16(num(f.MaxDeviationBps, 16)),
	}
	if err = errors.Join(err, c.config.Validate()); err != nil {
		return err
	}
	if c.config.Digest() != f.Digest {
		return fmt.Errorf("fields have the digest %s, stated is %s", c.config.Digest(), f.Digest)
	}
	c.out.ConfigDigest = f.Digest
	return nil
}

// signed reads a report of the bundle and checks its quorum.
func (c *check) signed(name, kind string) (reports.Report, error) {
	report, err := reports.ParseReport(c.b[name], reports.Limits{Bytes: maxBundleFile, Leaves: payouts.MaxRows})
	switch {
	case err != nil:
		return report, err
	case report.Kind != kind || !report.Complete:
		return report, fmt.Errorf("%s is no complete %s", name, kind)
	case report.ConfigDigest() != c.config.Digest():
		return report, fmt.Errorf("%s names another committee", name)
	case report.ValidUntil() == 0 || report.ValidUntil() >= 1<<40:
		return report, fmt.Errorf("%s was signed without an end", name)
	}
	signers, err := c.config.VerifyQuorum(report.Digest(c.config.Domain()), bytes.Join(report.Signatures, nil))
	c.out.Signers = len(signers)
	return report, err
}

func (c *check) orderSigned() error {
	report, err := c.signed(fileOrder, reports.KindOrder)
	if err != nil {
		return err
	}
	c.order = *report.Order
	return nil
}

func (c *check) setSigned() (err error) {
	if c.set, err = c.signed(fileSet, reports.KindSet); err != nil {
		return err
	}
	m := *c.set.Set
	switch {
	case m.Digest(c.config.Domain()) != c.order.SnapshotSetDigest:
		return errors.New("the order rests on another snapshot set")
	case m.IncidentID != c.order.IncidentID:
		return errors.New("the set is of another incident")
	case reports.SnapshotsHash(c.set.Snapshots) != m.SnapshotsHash:
		return errors.New("listed snapshots do not have the signed hash")
	case reports.PricesHash(c.set.Prices) != m.PricesHash:
		return errors.New("listed prices do not have the signed hash")
	}
	return nil
}

func (c *check) snapshots() error {
	want := []string{fileConfig, fileSet, fileOrder, fileEntitlements, fileAllocations, fileLeaves, fileManifest}
	if _, ok := c.b[fileAccounts]; ok { // a file by targets/1 is refused without it, others with it
		want = append(want, fileAccounts)
	}
	for _, digest := range c.set.Snapshots {
		want = append(want, snapshotFile(digest))
		if err := c.snapshot(digest); err != nil {
			return fmt.Errorf("%s: %w", digest, err)
		}
	}
	slices.Sort(want)
	if !slices.Equal(want, c.b.names()) {
		return fmt.Errorf("the bundle holds %v, expected %v", c.b.names(), want)
	}
	return nil
}

func (c *check) snapshot(digest common.Hash) error {
	report, err := c.signed(snapshotFile(digest), reports.KindSnapshot)
	if err != nil {
		return err
	}
	m := *report.Snapshot
	if m.Digest(c.config.Domain()) != digest || m.IncidentID != c.order.IncidentID {
		return errors.New("is not the snapshot the set names")
	}
	sum := m.UnattributedLoss.Big()
	entries := make([]merkle.Entry, len(report.Leaves))
	for i, l := range report.Leaves {
		entries[i] = merkle.Entry{Account: l.Account, Amount: l.Loss}
		sum = new(big.Int).Add(sum, l.Loss.Big())
	}
	if root := common.Hash(merkle.BuildLosses(m.IncidentID, entries).Root()); root != m.LossRoot {
		return fmt.Errorf("leaves have the root %s, signed is %s", root, m.LossRoot)
	}
	if sum.Cmp(m.TotalLoss.Big()) != 0 || len(entries) != int(m.LeafCount) {
		return errors.New("leaves and unattributed loss are not the signed total")
	}
	if _, there := c.b[fileAccounts]; there {
		c.measured = append(c.measured, report)
	}
	return reports.CheckPositions(m, measure.MeasuresPositions(m.MethodHash), report.Leaves, report.Manifest, 0)
}

func (c *check) allocation() error {
	if common.Hash(merkle.Keccak(c.b[fileEntitlements])) != c.order.InputHash {
		return errors.New("the entitlement file does not have the signed input hash")
	}
	file, err := payouts.ReadFile(bytes.NewReader(c.b[fileEntitlements]))
	if err != nil {
		return err
	}
	if err := c.targets(&file); err != nil {
		return err
	}
	computed, err := file.Compute()
	if err != nil {
		return err
	}
	if err := c.header(file); err != nil {
		return err
	}
	id := file.SettlementID()
	switch {
	case computed.Total() != c.order.Total:
		return fmt.Errorf("lines add up to %s, signed is %s", computed.Total(), c.order.Total)
	case computed.LeafCount != int(c.order.LeafCount):
		return fmt.Errorf("%d leaves, signed are %d", computed.LeafCount, c.order.LeafCount)
	case common.Hash(computed.Root(id)) != c.order.PayoutRoot:
		return fmt.Errorf("leaves have the root %x, signed is %s", computed.Root(id), c.order.PayoutRoot)
	case !bytes.Equal(c.b[fileAllocations], allocationsCSV(computed)):
		return errors.New("allocations.csv is not what the computation gives")
	case !bytes.Equal(c.b[fileLeaves], leavesCSV(computed, id)):
		return errors.New("leaves.csv is not what the computation gives")
	}
	c.out.Lines, c.out.Leaves = len(computed.Lines), computed.LeafCount
	c.out.Total, c.out.PayoutRoot = computed.Total().String(), c.order.PayoutRoot
	return nil
}

// header compares what the entitlement file says it is for with the order.
func (c *check) header(f payouts.File) error {
	switch {
	case common.Hash(f.SettlementID()) != c.order.SettlementID:
		return errors.New("the entitlement file is of another settlement")
	case common.Hash(merkle.IncidentID(f.Incident)) != c.order.IncidentID, common.Hash(merkle.PoolID(f.Pool)) != c.order.PoolID:
		return errors.New("the entitlement file is of another incident or pool")
	case common.Address(f.Token) != c.order.PayoutToken || f.Sequence != c.order.Sequence || f.ChainID != c.config.ChainID:
		return errors.New("the entitlement file names another token, sequence or chain")
	}
	c.out.SettlementID, c.out.Token, c.out.Sequence = c.order.SettlementID, c.order.PayoutToken, f.Sequence
	c.out.Incident, c.out.Settlement, c.out.Pool, c.out.Rule = f.Incident, f.Settlement, f.Pool, string(f.Rule)
	return nil
}
