package signing

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
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
	Now    func() time.Time // of the member's own machine; nil signs nothing
}

// SignSnapshot signs a snapshot that the member built. It checks the leaves once
// more, so that a Built that was tampered with is refused.
func (m *Member) SignSnapshot(t reports.Task, b measure.Built) (reports.Report, error) {
	if err := t.Check(); err != nil {
		return reports.Report{}, err
	}
	if err := m.seated(t.Config); err != nil {
		return reports.Report{}, err
	}
	msg := b.Message
	line := slices.IndexFunc(t.Lines, func(l reports.TaskLine) bool {
		return l.Line.SourceChainID == msg.SourceChainID && l.Line.Asset.Address == msg.Asset
	})
	switch {
	case line < 0 || msg.ConfigDigest != t.ConfigDigest || msg.IncidentID != t.ChainRef:
		return reports.Report{}, fmt.Errorf("%w: snapshot is of another task", ErrRefused)
	case reports.EvidenceHash(b.Files) != msg.EvidenceHash:
		return reports.Report{}, fmt.Errorf("%w: evidence does not hash to evidence_hash", ErrRefused)
	}
	if err := reports.CheckSpec(msg, t.Spec, t.SpecHash); err != nil {
		return reports.Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err := b.Check(t.Spec); err != nil {
		return reports.Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	r := reports.Report{Kind: reports.KindSnapshot, Snapshot: &msg, Leaves: b.Leaves, HasLeaves: true, Manifest: b.Manifest()}
	mark := fmt.Sprintf("%s:%s:%d:%s", reports.KindSnapshot, reports.HexOf(msg.IncidentID), msg.SourceChainID, reports.AddressText(msg.Asset))
	return m.sign(r, t.Config.Domain(), mark, msg.Revision)
}

// seated refuses to sign for a committee the member does not belong to.
func (m *Member) seated(c contracts.OracleConfig) error {
	if !c.IsSigner(m.Signer.Address()) {
		return fmt.Errorf("%w: %s is no member of the committee", ErrRefused, m.Signer.Address())
	}
	return nil
}

// inTerm refuses a message that is over or good for too long, and another end for
// a set whose present end is not past.
func (m *Member) inTerm(r reports.Report) error {
	if m.Now == nil {
		return errors.New("the member has no clock")
	}
	now := m.Now()
	if m.Store.Any(func(slot string) bool { return r.Rival(slot, now) }) {
		return errors.New("a set that differs in its end was signed and is not over")
	}
	return contracts.CheckTerm(r.ValidUntil(), now)
}

// sign reserves the slot durably, signs, and checks the signature that came back.
func (m *Member) sign(r reports.Report, domain contracts.Domain, mark string, number uint64) (reports.Report, error) {
	if err := m.inTerm(r); err != nil {
		return reports.Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	digest := r.Digest(domain)
	if err := m.Store.Reserve(r.Slot(), digest, mark, number); err != nil {
		return reports.Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	sig, err := m.Signer.SignDigest(digest)
	if err != nil {
		return reports.Report{}, err
	}
	if by, err := contracts.RecoverSigner(digest, sig); err != nil || by != m.Signer.Address() {
		return reports.Report{}, fmt.Errorf("%w: signer made a signature of somebody else", ErrRefused)
	}
	r.Domain, r.Signatures = &domain, [][]byte{sig}
	return r, nil
}

// SignSet signs the set of a task. verified names the snapshots the member
// measured itself, besides those its store knows it signed: every snapshot must
// be one of them. Prices are entered by two people; the member sees them in the
// task before it calls this.
func (m *Member) SignSet(t reports.Task, verified ...common.Hash) (reports.Report, error) {
	if err := t.Check(); err != nil {
		return reports.Report{}, err
	}
	if err := m.seated(t.Config); err != nil {
		return reports.Report{}, err
	}
	if t.Set == nil {
		return reports.Report{}, fmt.Errorf("%w: task has no set", ErrRefused)
	}
	set := *t.Set
	if err := t.CheckSet(set); err != nil {
		return reports.Report{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	for _, d := range set.Snapshots {
		if !slices.Contains(verified, d) && !m.Store.Signed(d) {
			return reports.Report{}, fmt.Errorf("%w: snapshot %s was not measured here", ErrRefused, d)
		}
	}
	r := reports.Report{Kind: reports.KindSet, Set: &set.Message, Snapshots: set.Snapshots, Prices: set.Prices}
	return m.sign(r, t.Config.Domain(), reports.KindSet+":"+reports.HexOf(t.ChainRef), set.Message.Revision)
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
	// Follows is the state that the distributor has now for (incident, token), from
	// the same node; nil when it cannot be read.
	Follows *common.Hash
	// SnapshotSet is the set the member signed or checked; zero accepts any set
	// its store has signed.
	SnapshotSet common.Hash
}

// SignOrder runs the allocation again from the published entitlement file and
// signs the order only when input hash, settlement id, token, sequence, root,
// leaf count, total, snapshot set, cumulative total and the state that it follows
// are what it computed and its node shows, and its end is near enough.
func (m *Member) SignOrder(t OrderTask) (reports.Report, payouts.Computed, error) {
	if err := m.seated(t.Config); err != nil {
		return reports.Report{}, payouts.Computed{}, err
	}
	done, err := t.Verify()
	if err != nil {
		return reports.Report{}, done, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	o := t.Order
	if o.SnapshotSetDigest != t.SnapshotSet && !m.Store.Signed(o.SnapshotSetDigest) {
		return reports.Report{}, done, fmt.Errorf("%w: order rests on a snapshot set this member does not know", ErrRefused)
	}
	if m.Now != nil { // without a clock nothing is signed below
		if end, open := m.open(CancelSlot(o.SettlementID), ""); open {
			return reports.Report{}, done, fmt.Errorf("%w: this member signed to take the settlement back, until %s", ErrRefused, end.Format(time.RFC3339))
		}
	}
	mark := fmt.Sprintf("%s:%s:%s:%s", reports.KindOrder, reports.HexOf(o.IncidentID), reports.HexOf(o.PoolID), reports.AddressText(o.PayoutToken))
	r, err := m.sign(reports.Report{Kind: reports.KindOrder, Order: &o}, t.Config.Domain(), mark, o.Sequence)
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
	if t.Follows != nil && *t.Follows != o.Follows {
		return done, errors.New("follows is not the state that the distributor has now")
	}
	return done, nil
}
