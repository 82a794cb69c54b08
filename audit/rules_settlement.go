package audit

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
)

// lineKey names one line of a settlement: a row and the part it came from.
type lineKey struct {
	id   string
	part string
}

// allocations runs every settlement again from its stored entitlement file and
// compares line by line (I3).
func (r *run) allocations() error {
	return models.EachRow(r.tx, func(s *models.Settlement) error {
		if s.State == models.SettlementCancelled {
			return nil
		}
		computed, ok := r.recompute(s)
		if !ok {
			return nil
		}
		want := map[lineKey]payouts.PayoutLine{}
		for _, line := range computed.Lines {
			want[lineKey{line.ID, string(line.Part)}] = line
		}
		err := r.tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			r.checked()
			return r.compareLine(a, want)
		})
		for key, line := range want {
			r.violation(s.PublicID, "line %s of %s is computed as %s and not stored", key.id, key.part, line.Amount)
		}
		return err
	})
}

// recompute parses and runs the stored file; a difference to the stored input
// hash is a violation.
func (r *run) recompute(s *models.Settlement) (payouts.Computed, bool) {
	if merkle.Keccak(s.EntitlementFile) != merkle.Hash(s.InputHash.Hash) {
		r.violation(s.PublicID, "the entitlement file does not have the stored input hash")
		return payouts.Computed{}, false
	}
	file, err := payouts.ReadFile(bytes.NewReader(s.EntitlementFile))
	if err != nil {
		r.violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	computed, err := file.Compute()
	if err != nil {
		r.violation(s.PublicID, "%v", err)
		return payouts.Computed{}, false
	}
	return computed, true
}

func (r *run) compareLine(a *models.Allocation, want map[lineKey]payouts.PayoutLine) error {
	id := payouts.ProtocolID
	e, err := models.ByID[models.Entitlement](r.tx, a.EntitlementID)
	switch {
	case err != nil && !errors.Is(err, models.ErrNotFound):
		return err
	case err == nil && a.Part != string(payouts.PartProtocol):
		id = e.PublicID
	}
	key := lineKey{id, a.Part}
	line, ok := want[key]
	if !ok {
		r.violation(a.PublicID, "no line of its entitlement comes out of the computation")
		return nil
	}
	delete(want, key)
	if line.Amount != a.Amount.Amount || line.Held != a.Held || common.Address(line.Receiver) != a.Receiver.Address {
		r.violation(a.PublicID, "stored %s to %s, computed %s to %s", a.Amount, a.Receiver, line.Amount, common.Address(line.Receiver))
	}
	if stored := indexOf(a); stored != line.Index {
		r.violation(a.PublicID, "has leaf %d, computed is %d", stored, line.Index)
	}
	return nil
}

func indexOf(a *models.Allocation) int {
	if a.LeafIndex == nil {
		return -1
	}
	return int(*a.LeafIndex)
}

// settlements recomputes the on-chain id, the tree and the sums of the order
// from the stored lines, without the entitlement file.
func (r *run) settlements() error {
	return models.EachRow(r.tx, func(s *models.Settlement) error {
		if s.State == models.SettlementCancelled {
			return nil
		}
		r.checked()
		id, err := r.settlementID(s)
		if err != nil {
			return err
		}
		if id != s.ChainRef.Hash {
			r.violation(s.PublicID, "its id on chain is %s, stored is %s", id, s.ChainRef)
		}
		entries, err := r.entries(s)
		if err != nil {
			return err
		}
		if root := common.Hash(merkle.BuildPayouts(s.ChainRef.Hash, entries).Root()); root != s.PayoutRoot.Hash {
			r.violation(s.PublicID, "its lines have the root %s, stored is %s", root, s.PayoutRoot)
		}
		return r.cumulative(s)
	})
}

func (r *run) settlementID(s *models.Settlement) (common.Hash, error) {
	incident, err := models.ByID[models.Incident](r.tx, s.IncidentID)
	if err != nil {
		return common.Hash{}, err
	}
	pool, err := models.ByID[models.Pool](r.tx, s.PoolID)
	if err != nil {
		return common.Hash{}, err
	}
	asset, err := models.ByID[models.Asset](r.tx, s.AssetID)
	if err != nil {
		return common.Hash{}, err
	}
	id := merkle.SettlementID(uint64(asset.ChainID), pool.Distributor.Address, merkle.IncidentID(incident.PublicID),
		merkle.PoolID(pool.SourceID()), asset.Address.Address, uint64(s.Sequence))
	return common.Hash(id), nil
}

// entries are the leaves in index order as the stored lines give them.
func (r *run) entries(s *models.Settlement) ([]merkle.Entry, error) {
	entries := make([]merkle.Entry, s.LeafCount)
	seen := make([]bool, s.LeafCount)
	err := r.tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		if a.LeafIndex == nil {
			return nil
		}
		i := *a.LeafIndex
		if i < 0 || i >= s.LeafCount || seen[i] {
			r.violation(a.PublicID, "leaf index %d is out of range or taken", i)
			return nil
		}
		seen[i], entries[i] = true, merkle.Entry{Account: a.Receiver.Address, Amount: a.Amount.Amount}
		return nil
	})
	return entries, err
}

// cumulative checks that the order counts every settlement of its incident and
// token that may be on chain before it.
func (r *run) cumulative(s *models.Settlement) error {
	before := money.Zero
	err := models.EachRow(r.tx, func(o *models.Settlement) error {
		if o.IncidentID != s.IncidentID || o.AssetID != s.AssetID || o.ID >= s.ID || o.State == models.SettlementCancelled {
			return nil
		}
		var err error
		before, err = before.Add(o.Paid.Amount)
		return err
	})
	if err != nil {
		return err
	}
	want, err := before.Add(s.Paid.Amount)
	if err != nil {
		return fmt.Errorf("cumulative total of %s: %w", s.PublicID, err)
	}
	if s.OrderDigest.Hash != (common.Hash{}) && want != s.CumulativeTotal.Amount {
		r.violation(s.PublicID, "cumulative total is %s, the settlements add up to %s", s.CumulativeTotal, want)
	}
	return nil
}
