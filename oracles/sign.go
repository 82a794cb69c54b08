package oracles

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

// ErrRefused means that a member does not sign: what it computed differs from
// what it was asked to sign.
var ErrRefused = errors.New("member refuses to sign")

// Signer makes 65-byte signatures (v 27 or 28, low s). *chain.KeySigner
// satisfies it.
type Signer interface {
	Address() common.Address
	SignDigest(digest common.Hash) ([]byte, error)
}

// Member is one seat of the committee, on its own machine with its own node. It
// signs only what it computed itself, and never two messages for one slot.
type Member struct {
	Signer Signer
	Store  *SignStore
}

// check holds the hashes of a task against their contents.
func (t Task) check() error {
	hash, err := t.Spec.Hash()
	switch {
	case err != nil:
		return err
	case hash != t.SpecHash:
		return fmt.Errorf("%w: spec_hash", ErrTask)
	case merkle.IncidentID(t.IncidentID) != t.ChainRef:
		return fmt.Errorf("%w: chain_ref", ErrTask)
	case t.Config.Digest() != t.ConfigDigest:
		return fmt.Errorf("%w: config_digest", ErrTask)
	}
	if err := t.Config.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrTask, err)
	}
	lines := t.Spec.Lines()
	if len(lines) != len(t.Lines) {
		return fmt.Errorf("%w: lines", ErrTask)
	}
	for i, l := range t.Lines {
		if l.Line != lines[i] {
			return fmt.Errorf("%w: line %d", ErrTask, i)
		}
	}
	return nil
}

// Measure builds the snapshot of one line from the member's own node or file.
func (t Task) Measure(ctx context.Context, line TaskLine, node Node, file []byte, progress func(stage string, done, total int)) (Built, error) {
	return Build(ctx, BuildInput{Spec: t.Spec, Line: line.Line, Place: line.Place, Node: node, File: file, Progress: progress})
}

// SignSnapshot signs a snapshot that the member built. It checks the leaves once
// more, so that a Built that was tampered with is refused.
func (m *Member) SignSnapshot(t Task, b Built) (Report, error) {
	if err := t.check(); err != nil {
		return Report{}, err
	}
	if err := m.seated(t.Config); err != nil {
		return Report{}, err
	}
	msg := b.Message
	line := slices.IndexFunc(t.Lines, func(l TaskLine) bool {
		return l.Line.SourceChainID == msg.SourceChainID && l.Line.Asset.Address == msg.Asset
	})
	switch {
	case line < 0 || msg.ConfigDigest != t.ConfigDigest || msg.IncidentID != t.ChainRef:
		return Report{}, fmt.Errorf("%w: snapshot is of another task", ErrRefused)
	case EvidenceHash(b.Files) != msg.EvidenceHash:
		return Report{}, fmt.Errorf("%w: evidence does not hash to evidence_hash", ErrRefused)
	}
	if err := checkSpec(msg, t.Spec, t.SpecHash); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err := b.check(t.Spec); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	r := Report{Kind: KindSnapshot, Snapshot: &msg, Leaves: b.Leaves, HasLeaves: true, Manifest: b.manifest()}
	mark := fmt.Sprintf("%s:%s:%d:%s", KindSnapshot, hexOf(msg.IncidentID), msg.SourceChainID, addressText(msg.Asset))
	return m.sign(r, t.Config.Domain(), mark, msg.Revision)
}

// seated refuses to sign for a committee the member does not belong to.
func (m *Member) seated(c contracts.OracleConfig) error {
	if !c.IsSigner(m.Signer.Address()) {
		return fmt.Errorf("%w: %s is no member of the committee", ErrRefused, m.Signer.Address())
	}
	return nil
}

// sign reserves the slot durably, signs, and checks the signature that came back.
func (m *Member) sign(r Report, domain contracts.Domain, mark string, number uint64) (Report, error) {
	digest := r.Digest(domain)
	if err := m.Store.Reserve(r.Slot(), digest, mark, number); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	sig, err := m.Signer.SignDigest(digest)
	if err != nil {
		return Report{}, err
	}
	if by, err := contracts.RecoverSigner(digest, sig); err != nil || by != m.Signer.Address() {
		return Report{}, fmt.Errorf("%w: signer made a signature of somebody else", ErrRefused)
	}
	r.Domain, r.Signatures = &domain, [][]byte{sig}
	return r, nil
}

// SignSet signs the set of a task. verified names the snapshots the member
// measured itself, besides those its store knows it signed: every snapshot must
// be one of them. Prices are entered by two people; the member sees them in the
// task before it calls this.
func (m *Member) SignSet(t Task, verified ...common.Hash) (Report, error) {
	if err := t.check(); err != nil {
		return Report{}, err
	}
	if err := m.seated(t.Config); err != nil {
		return Report{}, err
	}
	if t.Set == nil {
		return Report{}, fmt.Errorf("%w: task has no set", ErrRefused)
	}
	set := *t.Set
	if err := t.checkSet(set); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	for _, d := range set.Snapshots {
		if !slices.Contains(verified, d) && !m.Store.Signed(d) {
			return Report{}, fmt.Errorf("%w: snapshot %s was not measured here", ErrRefused, d)
		}
	}
	r := Report{Kind: KindSet, Set: &set.Message, Snapshots: set.Snapshots, Prices: set.Prices}
	return m.sign(r, t.Config.Domain(), KindSet+":"+hexOf(t.ChainRef), set.Message.Revision)
}

// checkSet computes the message of a set again from the task.
func (t Task) checkSet(set PreparedSet) error {
	var heads []common.Hash
	for _, l := range t.Lines {
		if l.Accepted == (common.Hash{}) {
			return errors.New("a line has no accepted snapshot")
		}
		heads = append(heads, l.Accepted)
	}
	slices.SortFunc(heads, func(a, b common.Hash) int { return bytes.Compare(a[:], b[:]) })
	m := set.Message
	switch {
	case !slices.Equal(heads, set.Snapshots) || SnapshotsHash(set.Snapshots) != m.SnapshotsHash:
		return errors.New("snapshots of the set are not those of the lines")
	case m.ConfigDigest != t.ConfigDigest || m.IncidentID != t.ChainRef || m.SpecHash != t.SpecHash || m.Revision == 0:
		return errors.New("set is of another task")
	case m.Numeraire != t.Spec.Numeraire.Address || PricesHash(set.Prices) != m.PricesHash:
		return errors.New("numeraire or prices do not hash")
	}
	return t.checkPrices(set.Prices)
}

// checkPrices wants a price for each lost asset that is not the numéraire. Further
// prices are those of payout tokens, which the spec does not name; no asset has
// two and the numéraire none.
func (t Task) checkPrices(prices []Price) error {
	priced := map[models.SpecAsset]bool{t.Spec.Numeraire: true}
	for _, p := range prices {
		a := models.SpecAsset{ChainID: p.ChainID, Address: p.Asset}
		if priced[a] || p.Num.IsZero() || p.Den.IsZero() {
			return errors.New("an asset has two prices, or none above zero")
		}
		priced[a] = true
	}
	for _, l := range t.Lines {
		if !priced[l.Line.Asset] {
			return errors.New("an asset has no price")
		}
	}
	return nil
}

// OrderTask is what a member needs to check and sign a payout order.
type OrderTask struct {
	Order        contracts.PayoutOrder
	Config       contracts.OracleConfig
	Entitlements []byte // the published entitlement file
	Accounts     []byte // the accounts file that a file by targets/1 names
	// Committed is what the distributor has committed for (incident, token) so
	// far, from the member's own node; nil when it cannot be read.
	Committed *money.Amount
	// SnapshotSet is the set the member signed or checked; zero accepts any set
	// its store has signed.
	SnapshotSet common.Hash
}

// SignOrder runs the allocation again from the published entitlement file and
// signs the order only when input hash, settlement id, token, sequence, root,
// leaf count, total, snapshot set and cumulative total are what it computed.
func (m *Member) SignOrder(t OrderTask) (Report, payouts.Computed, error) {
	if err := m.seated(t.Config); err != nil {
		return Report{}, payouts.Computed{}, err
	}
	done, err := t.Verify()
	if err != nil {
		return Report{}, done, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	o := t.Order
	if o.SnapshotSetDigest != t.SnapshotSet && !m.Store.Signed(o.SnapshotSetDigest) {
		return Report{}, done, fmt.Errorf("%w: order rests on a snapshot set this member does not know", ErrRefused)
	}
	mark := fmt.Sprintf("%s:%s:%s:%s", KindOrder, hexOf(o.IncidentID), hexOf(o.PoolID), addressText(o.PayoutToken))
	r, err := m.sign(Report{Kind: KindOrder, Order: &o}, t.Config.Domain(), mark, o.Sequence)
	return r, done, err
}

// Verify computes everything in the order that follows from the file.
func (t OrderTask) Verify() (payouts.Computed, error) {
	var done payouts.Computed
	o := t.Order
	if o.ConfigDigest != t.Config.Digest() {
		return done, errors.New("config_digest is of another configuration")
	}
	if crypto.Keccak256Hash(t.Entitlements) != o.InputHash {
		return done, errors.New("entitlement file does not hash to input_hash")
	}
	f, err := payouts.ReadFile(bytes.NewReader(t.Entitlements))
	if err != nil {
		return done, err
	}
	switch {
	case f.ChainID != t.Config.ChainID:
		return done, errors.New("file is for another chain")
	case merkle.IncidentID(f.Incident) != o.IncidentID:
		return done, errors.New("incident_id is not that of the file")
	case merkle.PoolID(f.Pool) != o.PoolID:
		return done, errors.New("pool_id is not that of the file")
	case common.Address(f.Token) != o.PayoutToken || f.Sequence != o.Sequence || f.SettlementID() != o.SettlementID:
		return done, errors.New("token, sequence or settlement_id is not that of the file")
	}
	if err := rounds.CheckFile(t.Accounts, &f); err != nil {
		return done, err
	}
	if done, err = f.Compute(); err != nil {
		return done, err
	}
	switch {
	case done.Root(o.SettlementID) != o.PayoutRoot:
		return done, errors.New("payout_root is not what the file gives")
	case uint64(done.LeafCount) != uint64(o.LeafCount) || done.Total() != o.Total:
		return done, errors.New("leaf_count or total is not what the file gives")
	case o.CumulativeTotal.Less(o.Total):
		return done, errors.New("cumulative_total is below total")
	}
	if t.Committed != nil {
		sum, err := t.Committed.Add(o.Total)
		if err != nil || sum != o.CumulativeTotal {
			return done, errors.New("cumulative_total is not what is committed on chain plus total")
		}
	}
	return done, nil
}
