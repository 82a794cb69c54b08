package models

import (
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// SystemPart says which recorded contract of this system an account is, or ""
// for none: a pool or vault, a distributor, an oracle, or a token on record.
func (tx *Tx) SystemPart(account common.Address) (string, error) {
	for _, part := range []struct {
		name, cond string
		count      func(*Tx, string, ...any) (int64, error)
	}{
		{"a pool or vault", "contract = ?", count[Pool]},
		{"a distributor", "distributor = ?", count[Pool]},
		{"an oracle", "oracle = ?", count[Pool]},
		{"a token", "address = ?", count[Asset]},
	} {
		n, err := part.count(tx, part.cond, Addr(account))
		if err != nil {
			return "", err
		}
		if n > 0 {
			return part.name, nil
		}
	}
	return "", nil
}

// IsModule reports whether an account is a module of a protocol, on any chain.
func (tx *Tx) IsModule(protocolID int64, account common.Address) (bool, error) {
	n, err := count[Module](tx, "protocol_id = ? AND address = ?", protocolID, Addr(account))
	return n > 0, err
}

// LossChains is, for each chain on which modules of an incident stand, the
// smallest first block of the loss there.
func (tx *Tx) LossChains(incidentID int64) (map[int64]int64, error) {
	records, err := tx.Records(incidentID)
	if err != nil {
		return nil, err
	}
	rows, err := list[IncidentModule](tx, query{cond: "incident_id IN ?", args: []any{records}})
	if err != nil {
		return nil, err
	}
	out := map[int64]int64{}
	for _, r := range rows {
		m, err := ByID[Module](tx, r.ModuleID)
		if err != nil {
			return nil, err
		}
		if from, ok := out[m.ChainID]; !ok || r.FromBlock < from {
			out[m.ChainID] = r.FromBlock
		}
	}
	return out, nil
}

// ApprovedTogether adds what is approved of an incident's other claims that
// share claimant, receiver or holder of the cover with a claim, in base units of
// the limit asset.
func (tx *Tx) ApprovedTogether(c *Claim, holder common.Address) (money.Amount, error) {
	return sumAmounts[Claim](tx, "approved", `incident_id = ? AND id <> ? AND state NOT IN ? AND
		(claimant = ? OR receiver = ? OR cover_id IN (SELECT id FROM covers WHERE holder = ?))`,
		c.IncidentID, c.ID, []string{ClaimWithdrawn, ClaimExpired}, c.Claimant, c.Receiver, Addr(holder))
}

// AppealedBefore lists the earlier claims of the same account under the same
// cover and incident that were appealed, oldest first.
func (tx *Tx) AppealedBefore(c *Claim) ([]Claim, error) {
	return list[Claim](tx, query{
		cond:  "incident_id = ? AND cover_id = ? AND affected = ? AND id < ? AND appeal_text <> ''",
		args:  []any{c.IncidentID, c.CoverID, c.Affected, c.ID},
		order: "id",
	})
}

// ReleaseConsumption gives back the loss units that an entitlement consumed.
func (tx *Tx) ReleaseConsumption(entitlementID int64) error {
	rows, err := list[LossConsumption](tx, query{cond: "entitlement_id = ? AND released_at IS NULL", args: []any{entitlementID}})
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].ReleasedAt = &tx.Now
		if err := Update(tx, &rows[i], "released_at"); err != nil {
			return err
		}
	}
	return nil
}

// WordingsOfPool lists the wordings that decide how a pool's money is divided:
// the newest of each product over it, and those of covers not yet over at t.
func (tx *Tx) WordingsOfPool(poolID int64, t time.Time) ([]Wording, error) {
	layers, err := tx.LayersOfPool(poolID)
	if err != nil {
		return nil, err
	}
	var out []Wording
	for _, l := range layers {
		all, err := tx.Wordings(l.ProductID)
		if err != nil {
			return nil, err
		}
		for i, w := range all {
			used := i == len(all)-1
			if !used {
				n, err := count[Cover](tx, "wording_id = ? AND active_to > ?", w.ID, t)
				if err != nil {
					return nil, err
				}
				used = n > 0
			}
			if used {
				out = append(out, w)
			}
		}
	}
	slices.SortFunc(out, func(a, b Wording) int { return int(a.ID - b.ID) })
	return slices.CompactFunc(out, func(a, b Wording) bool { return a.ID == b.ID }), nil
}

// NamedCovers counts the individual covers of a product that are not over at t.
func (tx *Tx) NamedCovers(productID int64, t time.Time) (int64, error) {
	return count[Cover](tx, "product_id = ? AND kind = 'individual' AND active_to > ?", productID, t)
}

// CoversOfWording counts the covers under a wording that are not over at t.
func (tx *Tx) CoversOfWording(wordingID int64, t time.Time) (int64, error) {
	return count[Cover](tx, "wording_id = ? AND active_to > ?", wordingID, t)
}

// IsStaffWallet reports whether an account is a wallet of a login, disabled ones
// included.
func (tx *Tx) IsStaffWallet(account common.Address) (bool, error) {
	n, err := count[Staff](tx, "wallet = ?", Addr(account))
	return n > 0, err
}

// CoverImports lists one page of imports in a state, or all for "".
func (tx *Tx) CoverImports(state string, p Page) ([]CoverImport, error) {
	if state == "" {
		return page[CoverImport](tx, p, "1 = 1")
	}
	return page[CoverImport](tx, p, "state = ?", state)
}

// SharesOf lists what the covers of an account could each owe it alone.
func (tx *Tx) SharesOf(incidentID int64, affected common.Address) ([]CoverShare, error) {
	return list[CoverShare](tx, query{cond: "incident_id = ? AND affected = ?", args: []any{incidentID, Addr(affected)}, order: "cover_id"})
}

// CoverEntitlements lists the open cover entitlements of an account.
func (tx *Tx) CoverEntitlements(incidentID int64, affected common.Address) ([]Entitlement, error) {
	return list[Entitlement](tx, query{cond: "kind = ? AND state = 'open' AND incident_id = ? AND affected = ?",
		args: []any{EntitlementCover, incidentID, Addr(affected)}, order: "id"})
}

// SharedAccounts lists the accounts of an incident with several covers.
func (tx *Tx) SharedAccounts(incidentID int64) ([]common.Address, error) {
	rows, err := list[CoverShare](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "affected"})
	var out []common.Address
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1] != r.Affected.Address {
			out = append(out, r.Affected.Address)
		}
	}
	return out, err
}

// ConsumptionOf is the live consumption of an entitlement, or ErrNotFound.
func (tx *Tx) ConsumptionOf(entitlementID int64) (LossConsumption, error) {
	return one[LossConsumption](tx, "entitlement_id = ? AND released_at IS NULL", entitlementID)
}

// LimitsOf lists the changed limits of a cover, oldest first.
func (tx *Tx) LimitsOf(coverID int64) ([]CoverLimit, error) {
	return list[CoverLimit](tx, query{cond: "cover_id = ?", args: []any{coverID}, order: "id"})
}

// LimitsOfProtocol lists the changed limits of all covers of a protocol, oldest
// first.
func (tx *Tx) LimitsOfProtocol(protocolID int64) (map[int64][]CoverLimit, error) {
	rows, err := list[CoverLimit](tx, query{order: "id", args: []any{protocolID},
		cond: "cover_id IN (SELECT id FROM covers WHERE product_id IN (SELECT id FROM products WHERE protocol_id = ?))"})
	out := map[int64][]CoverLimit{}
	for _, r := range rows {
		out[r.CoverID] = append(out[r.CoverID], r)
	}
	return out, err
}
