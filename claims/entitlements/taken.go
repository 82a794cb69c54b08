package entitlements

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/valuation"
)

// limitsTaken is how much of covers' own limits the rights under them have taken:
// what each owes. Of a loss that covers of several products share, one pool may pay
// what another cannot, up to all that its own covers owe together: so much is taken
// until the incident is closed, and then what was paid, if it is more than the
// share.
type limitsTaken struct {
	tx    *models.Tx
	all   bool // many rows will be asked about: incidents are read whole
	known map[takenKey]*takenIn
}

// takenKey is an incident, and an account of it unless it is read whole.
type takenKey struct {
	incident int64
	account  common.Address
}

// takenIn is what is known of one of them.
type takenIn struct {
	own       map[int64]OwnRight   // by entitlement
	valuation *valuation.Valuation // of a closed one with such rights
	escheat   map[int64]bool
}

// of is what one consumption takes of its cover's limit, in its own units.
func (l *limitsTaken) of(c *models.LossConsumption) (money.Amount, error) {
	in, err := l.in(c)
	if err != nil {
		return money.Zero, err
	}
	own, shared := in.own[c.EntitlementID]
	if !shared {
		return c.Amount.Amount, nil
	}
	most := own.Amount
	if in.valuation != nil {
		if most, err = in.paid(l.tx, c.EntitlementID); err != nil {
			return most, err
		}
	}
	return money.MaxOf(c.Amount.Amount, most), nil
}

func (l *limitsTaken) in(c *models.LossConsumption) (in *takenIn, err error) {
	k := takenKey{incident: c.IncidentID}
	if !l.all {
		k.account = c.Affected.Address
	}
	if in = l.known[k]; in != nil {
		return in, nil
	}
	in = &takenIn{}
	if l.all {
		in.own, err = OwnRights(l.tx, c.IncidentID)
	} else {
		in.own, err = ownRights(func(fn func(*models.SharedRight) error) error {
			return l.tx.SharedRightsOf(c.IncidentID, k.account, fn)
		})
	}
	if err != nil {
		return nil, err
	}
	l.known[k] = in
	inc, err := models.ByID[models.Incident](l.tx, c.IncidentID)
	if err != nil || len(in.own) == 0 || inc.State != models.IncidentClosed {
		return in, err
	}
	if in.escheat, err = l.tx.EscheatSettlementsOf(inc.ID); err != nil {
		return nil, err
	}
	in.valuation, err = valuation.Load(l.tx, &inc)
	return in, err
}

// paid is what the lines of an entitlement are worth, rounded up: what escheat gives
// its owner again is not paid twice.
func (in *takenIn) paid(tx *models.Tx, entitlementID int64) (sum money.Amount, err error) {
	lines, err := tx.LinesOfEntitlement(entitlementID)
	if err != nil {
		return sum, err
	}
	for i := range lines {
		l := &lines[i]
		if l.LeafIndex == nil || l.State == models.AllocationVoid || in.escheat[l.SettlementID] {
			continue
		}
		st, err := models.ByID[models.Settlement](tx, l.SettlementID)
		if err != nil {
			return sum, err
		}
		asset, err := models.ByID[models.Asset](tx, st.AssetID)
		if err != nil {
			return sum, err
		}
		p, err := in.valuation.PriceOf(asset)
		if err != nil {
			return sum, fmt.Errorf("line %s: %w", l.PublicID, err)
		}
		worth, err := l.Amount.MulDiv(p.Num, p.Den, money.Up)
		if err != nil {
			return sum, err
		}
		if sum, err = sum.Add(worth); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// TakenOf is what all rights under a cover have taken of its own limit, except one
// entitlement's (0 = none).
func TakenOf(tx *models.Tx, coverID, except int64) (used money.Amount, err error) {
	taken := limitsTaken{tx: tx, known: map[takenKey]*takenIn{}}
	err = tx.ConsumedOfCover(coverID, func(c *models.LossConsumption) error {
		if c.EntitlementID == except {
			return nil
		}
		amount, err := taken.of(c)
		if err != nil {
			return err
		}
		used, err = used.Add(amount)
		return err
	})
	return used, err
}
