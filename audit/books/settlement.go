package books

import (
	"bytes"
	"errors"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/bundle"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
	"makewhole/payouts"
	"makewhole/rounds"
)

// lineKey names one line of a settlement: a row and the part it came from.
type lineKey struct {
	id   string
	part string
}

// storedPart is how allocations call a part of the computation.
func storedPart(p payouts.Part) string {
	switch p {
	case payouts.PartRecovery:
		return models.PartResidual
	case payouts.PartShare:
		return models.PartHolder
	case payouts.PartEscheat:
		return models.PartShared
	default:
		return string(p)
	}
}

// allocations runs every settlement again from its stored entitlement file and
// compares line by line (I3).
func (r *run) allocations() error {
	if _, err := audit.Prefix[models.Allocation](r.Run, "allocations", audit.AllocationMoves...); err != nil {
		return err
	}
	var ids map[int64]string // of the incident of the settlement before
	var incident int64
	return r.EachSettlement(func(s *models.Settlement) (err error) {
		if s.State == models.SettlementCancelled {
			return nil
		}
		if ids == nil || incident != s.IncidentID {
			incident = s.IncidentID
			if ids, err = r.entitlementIDs(incident); err != nil {
				return err
			}
		}
		computed, ok := r.recompute(s)
		if !ok {
			return nil
		}
		r.compareSums(s, computed)
		lines, toNobody := int64(0), r.linesToNobody(s)
		want := make(map[lineKey]payouts.PayoutLine, len(computed.Lines))
		for _, line := range computed.Lines {
			want[lineKey{line.ID, storedPart(line.Part)}] = line
		}
		err = r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			r.Checked()
			lines++
			r.compareLine(a, ids, want)
			toNobody.see(a)
			return nil
		})
		err = errors.Join(err, toNobody.check())
		for key, line := range want {
			r.Violation(s.PublicID, "line %s of %s is computed as %s and not stored", key.id, key.part, line.Amount)
		}
		return errors.Join(err, r.MarkSettlement(s, lines))
	})
}

// toNobody are the lines of a settlement that name its own distributor as their
// receiver: nobody can collect them, and the sweep brings them to escheat.
type toNobody struct {
	run         *run
	settlement  *models.Settlement
	distributor models.Address
	lines       []models.Allocation
	err         error
}

func (r *run) linesToNobody(s *models.Settlement) *toNobody {
	pool, err := models.ByID[models.Pool](r.Tx, s.PoolID)
	return &toNobody{run: r, settlement: s, distributor: pool.Distributor, err: err}
}

func (n *toNobody) see(a *models.Allocation) {
	if n.err == nil && a.Receiver == n.distributor && a.LeafIndex != nil {
		n.lines = append(n.lines, *a)
	}
}

// check wants every such line to be one that was parked: its owner had shown no
// receiver, and nobody acted in time.
func (n *toNobody) check() error {
	if n.err != nil || len(n.lines) == 0 {
		return n.err
	}
	parked, err := n.run.Tx.EverParked(n.settlement.IncidentID)
	if err != nil {
		return err
	}
	for i := range n.lines {
		if a := &n.lines[i]; !parked[a.EntitlementID] {
			n.run.Violation(a.PublicID, "is paid to the distributor, and nobody parked the line")
		}
	}
	return nil
}

// entitlementIDs maps the entitlements of an incident to the ids under which
// entitlement files know them.
func (r *run) entitlementIDs(incident int64) (map[int64]string, error) {
	ids := map[int64]string{}
	return ids, r.Tx.EntitlementNames(incident, func(id int64, name string) error {
		ids[id] = name
		return nil
	})
}

// recompute parses and runs the stored file; a difference to the stored input
// hash is a violation.
func (r *run) recompute(s *models.Settlement) (payouts.Computed, bool) {
	raw, err := r.Tx.EntitlementFile(s.ID)
	if err != nil {
		r.Violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	if merkle.Keccak(raw) != merkle.Hash(s.InputHash.Hash) {
		r.Violation(s.PublicID, "the entitlement file does not have the stored input hash")
		return payouts.Computed{}, false
	}
	file, err := payouts.ReadFile(bytes.NewReader(raw))
	if err != nil {
		r.Violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	accounts, err := r.Tx.AccountsFile(s.ID)
	if err == nil {
		err = rounds.CheckFile(accounts, &file)
	}
	if err != nil {
		r.Violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	computed, err := file.Compute()
	if err != nil {
		r.Violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	return computed, true
}

// compareSums holds the stored sums against the computation: held is everything
// that waits for somebody, unattributed everything that belongs to nobody here.
func (r *run) compareSums(s *models.Settlement, c payouts.Computed) {
	held, err := money.Sum(c.Held, c.Carried, c.Reserved)
	nobody, err2 := money.Sum(c.Unattributed, c.Capped)
	if err := errors.Join(err, err2); err != nil {
		r.Violation(s.PublicID, "%v", err)
		return
	}
	for name, sum := range map[string][2]money.Amount{
		"available": {s.Available.Amount, c.Available}, "paid": {s.Paid.Amount, c.Paid}, "held": {s.Held.Amount, held},
		"dust": {s.Dust.Amount, c.Dust}, "unattributed": {s.Unattributed.Amount, nobody},
	} {
		if sum[0] != sum[1] {
			r.Violation(s.PublicID, "%s is stored as %s, computed %s", name, sum[0], sum[1])
		}
	}
}

// compareLine strikes the computed line out of want.
func (r *run) compareLine(a *models.Allocation, ids map[int64]string, want map[lineKey]payouts.PayoutLine) {
	key := lineKey{ids[a.EntitlementID], a.Part}
	line, ok := want[key]
	if !ok {
		r.Violation(a.PublicID, "no line of its entitlement comes out of the computation")
		return
	}
	delete(want, key)
	if line.Amount != a.Amount.Amount || line.Held != a.Held || common.Address(line.Receiver) != a.Receiver.Address {
		r.Violation(a.PublicID, "stored %s to %s, computed %s to %s", a.Amount, a.Receiver, line.Amount, common.Address(line.Receiver))
	}
	if stored := indexOf(a); stored != line.Index {
		r.Violation(a.PublicID, "has leaf %d, computed is %d", stored, line.Index)
	}
}

func indexOf(a *models.Allocation) int {
	if a.LeafIndex == nil {
		return -1
	}
	return int(*a.LeafIndex)
}

// payoutKey is what the distributor counts up: the payouts of one token for one
// incident.
type payoutKey struct{ incident, asset int64 }

// settlements recomputes the on-chain id, the tree, the order and its sums from
// the stored lines, without the entitlement file.
func (r *run) settlements() error {
	configs, err := r.Configs()
	if err != nil {
		return err
	}
	before := map[payoutKey]money.Amount{}
	return models.EachRow(r.Tx, func(s *models.Settlement) error {
		if s.State == models.SettlementCancelled {
			return nil
		}
		if err := r.cumulative(s, before); err != nil {
			return err
		}
		if out, err := r.Outside(s); err != nil || out {
			return err
		}
		r.Checked()
		id, err := r.settlementID(s)
		if err != nil {
			return err
		}
		if id != s.ChainRef.Hash {
			r.Violation(s.PublicID, "its id on chain is %s, stored is %s", id, s.ChainRef)
		}
		entries, err := r.entries(s)
		if err != nil {
			return err
		}
		if root := common.Hash(merkle.BuildPayouts(s.ChainRef.Hash, entries).Root()); root != s.PayoutRoot.Hash {
			r.Violation(s.PublicID, "its lines have the root %s, stored is %s", root, s.PayoutRoot)
		}
		return r.signedOrder(s, configs)
	})
}

func (r *run) settlementID(s *models.Settlement) (common.Hash, error) {
	incident, err := models.ByID[models.Incident](r.Tx, s.IncidentID)
	if err != nil {
		return common.Hash{}, err
	}
	pool, err := models.ByID[models.Pool](r.Tx, s.PoolID)
	if err != nil {
		return common.Hash{}, err
	}
	asset, err := models.ByID[models.Asset](r.Tx, s.AssetID)
	if err != nil {
		return common.Hash{}, err
	}
	id := merkle.SettlementID(uint64(asset.ChainID), pool.Distributor.Address, merkle.IncidentID(incident.PublicID),
		merkle.PoolID(pool.SourceID()), asset.Address.Address, uint64(s.Sequence))
	return common.Hash(id), nil
}

// entries are the leaves in index order as the stored lines give them.
func (r *run) entries(s *models.Settlement) ([]merkle.Entry, error) {
	lines, err := r.Tx.LinesIn(s.ID)
	if err != nil {
		return nil, err
	}
	if s.LeafCount < 0 || s.LeafCount > lines {
		r.Violation(s.PublicID, "says %d leaves and has %d lines", s.LeafCount, lines)
		return nil, nil
	}
	entries := make([]merkle.Entry, s.LeafCount)
	seen := make([]bool, s.LeafCount)
	err = r.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		if a.LeafIndex == nil {
			return nil
		}
		i := *a.LeafIndex
		if i < 0 || i >= s.LeafCount || seen[i] {
			r.Violation(a.PublicID, "leaf index %d is out of range or taken", i)
			return nil
		}
		seen[i], entries[i] = true, merkle.Entry{Account: a.Receiver.Address, Amount: a.Amount.Amount}
		return nil
	})
	return entries, err
}

// cumulative checks that the order counts every settlement of its incident and
// token that may be on chain before it. Settlements come in the order of id.
func (r *run) cumulative(s *models.Settlement, before map[payoutKey]money.Amount) error {
	at := payoutKey{s.IncidentID, s.AssetID}
	want, err := before[at].Add(s.Paid.Amount)
	if err != nil {
		r.Violation(s.PublicID, "cumulative total: %v", err)
		return nil
	}
	before[at] = want
	if out, err := r.Outside(s); err != nil || out {
		return err
	}
	if s.OrderDigest.Hash != (common.Hash{}) && want != s.CumulativeTotal.Amount {
		r.Violation(s.PublicID, "cumulative total is %s, the settlements add up to %s", s.CumulativeTotal, want)
	}
	return nil
}

// SignedOn lists the states that a settlement only has with a signed order.
var SignedOn = approvedOn[1:]

// signedOrder states the order from the columns again; once it was accepted, a
// quorum must have signed exactly that.
func (r *run) signedOrder(s *models.Settlement, configs map[common.Hash]contracts.OracleConfig) error {
	order, err := bundle.OrderOf(r.Tx, s)
	if err != nil {
		return err
	}
	config, known := configs[order.ConfigDigest]
	switch {
	case !known:
		r.Violation(s.PublicID, "its order names the unknown configuration %s", order.ConfigDigest)
		return nil
	case order.Digest(config.Domain()) != s.OrderDigest.Hash:
		r.Violation(s.PublicID, "its columns state the order %s, stored is %s", order.Digest(config.Domain()), s.OrderDigest)
		return nil
	case !r.Publication && !slices.Contains(SignedOn, s.State):
		return nil
	}
	stored, err := r.Tx.ReportsFor(reports.KindOrder, s.OrderDigest)
	if err != nil {
		return err
	}
	if _, joined, err := bundle.ReportOf(reports.KindOrder, string(reports.EncodeMessage(order)), s.OrderDigest.Hash, stored); err != nil {
		r.Violation(s.PublicID, "%v", err)
	} else if _, err := config.VerifyQuorum(s.OrderDigest.Hash, joined); err != nil {
		r.Violation(s.PublicID, "its order: %v", err)
	}
	return nil
}
