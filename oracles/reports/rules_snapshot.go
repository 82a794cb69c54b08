package reports

import (
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
)

// checkSnapshot is R10–R16 for what can be checked here.
func (s CommitteeState) checkSnapshot(r Report, o *Outcome, now time.Time) error {
	m := *r.Snapshot
	if err := checkTime(m, s.Config, now); err != nil {
		return err
	}
	if err := CheckSpec(m, s.Spec, s.SpecHash); err != nil {
		return err
	}
	if err := s.checkSource(o); err != nil {
		return err
	}
	if !s.StoredLeaves || r.HasLeaves {
		if err := CheckLeaves(m, r.Leaves, r.HasLeaves, s.Spec.Excluded(m.Asset)); err != nil {
			return err
		}
		if err := CheckPositions(m, s.Measured, r.Leaves, r.Manifest, ModulesOn(s.Spec, m)); err != nil {
			return err
		}
	}
	s.checkTotal(m, o)
	return nil
}

// checkTime is R10.
func checkTime(m contracts.LossSnapshot, c contracts.OracleConfig, now time.Time) error {
	at := uint64(max(0, now.Unix()))
	switch {
	case m.OccurredFrom > m.OccurredTo:
		return refuse("R10", "interval", 422, "occurred_from is after occurred_to")
	case m.OccurredTo > at+c.MaxClockSkew:
		return refuse("R10", "future", 422, "occurred_to lies ahead of chain time")
	case m.OccurredTo+c.MaxAge < at:
		return refuse("R10", "expired", 422, "occurred_to is older than the configuration allows")
	}
	return nil
}

// CheckSpec holds the message against the incident's spec: what was measured is
// what was asked for.
func CheckSpec(m contracts.LossSnapshot, spec models.IncidentSpec, hash common.Hash) error {
	mismatch := func(what string) error {
		return refuse("R13", "spec_mismatch", 422, "%s differs from the incident's spec", what)
	}
	switch {
	case m.SpecHash != hash:
		return mismatch("spec_hash")
	case m.MethodHash != spec.MethodHash():
		return mismatch("method_hash")
	case m.OccurredFrom != spec.OccurredFrom || m.OccurredTo != spec.OccurredTo:
		return mismatch("the interval")
	}
	if _, ok := LineOf(spec, m); !ok {
		return mismatch("the source chain or asset")
	}
	want := BlocksOf(spec, m.SourceChainID)
	if m.FromBlock != want.FromBlock || m.FromBlockHash != want.FromHash || m.ToBlock != want.ToBlock || m.ToBlockHash != want.ToHash {
		return mismatch("the block interval")
	}
	return nil
}

// LineOf finds the line of the spec that a message is about.
func LineOf(spec models.IncidentSpec, m contracts.LossSnapshot) (models.SpecLine, bool) {
	for _, l := range spec.Lines() {
		if l.SourceChainID == m.SourceChainID && l.Asset.Address == m.Asset {
			return l, true
		}
	}
	return models.SpecLine{}, false
}

// ModulesOn is how many modules the spec has on the line of a message.
func ModulesOn(spec models.IncidentSpec, m contracts.LossSnapshot) int {
	n := 0
	for _, mod := range spec.Modules {
		if mod.ChainID == m.SourceChainID && mod.Asset == m.Asset {
			n++
		}
	}
	return n
}

// BlocksOf is the interval of a chain; zero for off-chain sources.
func BlocksOf(spec models.IncidentSpec, chainID uint64) models.SpecModule {
	for _, m := range spec.Modules {
		if m.ChainID == chainID {
			return m
		}
	}
	return models.SpecModule{}
}

// checkSource is R12: a wrong block is refused, an unsure one waits.
func (s CommitteeState) checkSource(o *Outcome) error {
	switch s.Source.State {
	case SourceOK:
	case SourceNotCanonical, SourceWrongTime:
		return refuse("R12", s.Source.State, 422, "%s", s.Source.Detail)
	default:
		o.Reason = s.Source.State
	}
	return nil
}

// CheckLeaves is R13 and R14: the leaves are exactly the ones the message
// commits to, and none of them is excluded. The server, members and verifiers
// run the same function.
func CheckLeaves(m contracts.LossSnapshot, leaves []Leaf, have bool, excluded map[common.Address]string) error {
	if !have && m.LeafCount != 0 {
		return refuse("R18", "leaves_missing", 422, "a hash without the data is not accepted")
	}
	if uint64(len(leaves)) != uint64(m.LeafCount) {
		return refuse("R13", "leaf_count", 422, "%d leaves, leaf_count is %d", len(leaves), m.LeafCount)
	}
	sum := m.UnattributedLoss
	var err error
	for _, l := range leaves {
		if sum, err = sum.Add(l.Loss); err != nil {
			return refuse("R13", "overflow", 422, "losses add up to more than 2^256 - 1")
		}
	}
	if sum != m.TotalLoss {
		return refuse("R13", "sum_mismatch", 422, "leaves and unattributed_loss do not add up to total_loss")
	}
	if LossRoot(m.IncidentID, leaves) != m.LossRoot {
		return refuse("R13", "root_mismatch", 422, "loss_root is of other leaves")
	}
	return checkAccounts(leaves, excluded)
}

// checkAccounts is R14: ascending, unique, with a loss, allowed.
func checkAccounts(leaves []Leaf, excluded map[common.Address]string) error {
	ascending := true
	for i, l := range leaves {
		ascending = ascending && (i == 0 || leaves[i-1].Account.Cmp(l.Account) < 0)
		if kind, no := excluded[l.Account]; no {
			return refuse("R14", "excluded_account", 422, "leaf %d is for an excluded account (%s)", i, kind)
		}
		if l.Loss.IsZero() {
			return refuse("R14", "zero_loss", 422, "leaf %d has no loss", i)
		}
	}
	if ascending {
		return nil
	}
	seen := make(map[common.Address]bool, len(leaves))
	for i, l := range leaves {
		if seen[l.Account] {
			return refuse("R14", "duplicate_account", 422, "leaf %d repeats an account", i)
		}
		seen[l.Account] = true
	}
	return refuse("R14", "not_ascending", 422, "accounts are not in ascending order")
}

// LossRoot is the root over the leaves of an incident in their order; zero when
// there are none.
func LossRoot(incident common.Hash, leaves []Leaf) common.Hash {
	entries := make([]merkle.Entry, len(leaves))
	for i, l := range leaves {
		entries[i] = merkle.Entry{Account: l.Account, Amount: l.Loss}
	}
	return merkle.BuildLosses(incident, entries).Root()
}

// checkTotal is R15 and R16: a doubtful total waits for people or for every
// member, it is not refused.
func (s CommitteeState) checkTotal(m contracts.LossSnapshot, o *Outcome) {
	if s.Line.Revision > 0 && !within(s.Line.Total, m.TotalLoss, uint64(s.Config.MaxDeviationBps)) {
		o.Need = len(s.Config.Signers)
	}
	if s.Held != nil && !s.Released && s.Held.Less(m.TotalLoss) && o.Reason == "" {
		o.Reason = "needs_release"
	}
}

// within reports |next − old| ≤ floor(old · bps / 10,000), as the contract does.
func within(old, next money.Amount, bps uint64) bool {
	gap := old.SubFloor(next)
	if old.Less(next) {
		gap = next.SubFloor(old)
	}
	allowed, err := old.MulDiv(money.FromUint64(bps), money.FromUint64(10_000), money.Down)
	return err != nil || gap.Cmp(allowed) <= 0
}

// SnapshotsHash is keccak256 over the digests as they stand, which is the hash a
// set signs only when they are ascending (docs/loss-snapshots.md).
func SnapshotsHash(digests []common.Hash) common.Hash {
	var b []byte
	for _, d := range digests {
		b = append(b, d[:]...)
	}
	return crypto.Keccak256Hash(b)
}
