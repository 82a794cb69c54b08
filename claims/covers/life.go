package covers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// A cover is extended, renewed, raised, lowered and transferred only while nothing
// has happened to its protocol; after a loss the receivable alone can be assigned.

// liveCover loads a cover that is active now, for an act at a known version.
func liveCover(tx *models.Tx, by models.Actor, coverID string, version int64, more ...common.Address) (models.Cover, models.Product, error) {
	c, p, err := Load(tx, coverID)
	if err != nil {
		return c, p, err
	}
	if err := mayChangeCover(tx, by, &c, version, more...); err != nil {
		return c, p, err
	}
	if c.State != Active || !tx.Now.Before(c.ActiveTo) {
		return c, p, fmt.Errorf("cover %s is over: %w", c.PublicID, models.ErrState)
	}
	return c, p, refuseWhileOpen(tx, p.ProtocolID)
}

// ExtendCover moves the end of a cover; its wording, limit and waiting period stay.
func (s *Service) ExtendCover(ctx context.Context, by models.Actor, coverID string, version int64, to time.Time) (models.Cover, error) {
	if err := service.StaffOnly(by, states.ByWriter); err != nil {
		return models.Cover{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, _, err := liveCover(tx, by, coverID, version)
		if err != nil {
			return c, err
		}
		if !c.ActiveTo.Before(to) {
			return c, service.Invalid("/active_to", "must be after the end that the cover has")
		}
		was := c.ActiveTo
		c.ActiveTo = to
		if err := models.Update(tx, &c, "active_to"); err != nil {
			return c, err
		}
		return c, tx.Audit(by, "cover.extend", c.PublicID, map[string]any{"from": was, "to": to})
	})
}

// RenewCover writes the cover that goes on where this one ends, under the newest
// wording. Accounts, holder and limit are carried over, and nobody waits again: the
// waiting period counts from the first cover without a gap. A cover is renewed
// once.
func (s *Service) RenewCover(ctx context.Context, by models.Actor, coverID string, version int64, to time.Time) (models.Cover, error) {
	if err := service.StaffOnly(by, states.ByWriter); err != nil {
		return models.Cover{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, p, err := liveCover(tx, by, coverID, version)
		if err != nil {
			return c, err
		}
		if !c.ActiveTo.Before(to) {
			return c, service.Invalid("/active_to", "must be after the end of the cover before it")
		}
		return s.renew(tx, by, &c, &p, to)
	})
}

func (s *Service) renew(tx *models.Tx, by models.Actor, old *models.Cover, p *models.Product, to time.Time) (models.Cover, error) {
	w, err := tx.NewestWording(p.ID)
	if err != nil {
		return models.Cover{}, err
	}
	if err := refuseNamed(&w, p, old.Kind); err != nil {
		return models.Cover{}, err
	}
	limit, err := LimitAt(tx, old, old.ActiveTo)
	if err != nil {
		return models.Cover{}, err
	}
	waiting := waitingFrom(old)
	c := models.Cover{
		RecordedAt: &tx.Now, WaitingFrom: &waiting, RenewsID: &old.ID,
		PublicID: models.NewID("cov"), ProductID: p.ID, WordingID: w.ID, Kind: old.Kind, Holder: old.Holder,
		Limit: models.Amt(limit), ActiveFrom: old.ActiveTo, ActiveTo: to, TermsHash: w.TermsHash,
	}
	if err := models.Start(tx, Machine, &c, "write", by, "renews "+old.PublicID); err != nil {
		return c, err
	}
	rows, err := tx.InsuredAccounts(old.ID)
	if err != nil {
		return c, err
	}
	var kept []models.CoverAccount
	for _, r := range rows {
		if r.InsuredTo == nil {
			kept = append(kept, models.CoverAccount{CoverID: c.ID, Account: r.Account, InsuredFrom: r.InsuredFrom, Consent: r.Consent})
		}
	}
	return c, models.InsertBatch(tx, kept)
}

// ChangeLimit sets the limit of a cover. A lower one counts at once for losses that
// begin later; a higher one waits like a new cover.
func (s *Service) ChangeLimit(ctx context.Context, by models.Actor, coverID string, version int64, limit money.Amount) (models.Cover, error) {
	if err := service.StaffOnly(by, states.ByWriter); err != nil {
		return models.Cover{}, err
	}
	if limit.IsZero() {
		return models.Cover{}, service.Invalid("/limit", "must be above 0")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, _, err := liveCover(tx, by, coverID, version)
		if err != nil {
			return c, err
		}
		return c, changeLimit(tx, by, &c, limit)
	})
}

func changeLimit(tx *models.Tx, by models.Actor, c *models.Cover, limit money.Amount) error {
	rows, err := tx.LimitsOf(c.ID)
	if err != nil {
		return err
	}
	if len(rows) == 0 { // what counted until now
		base := models.CoverLimit{CoverID: c.ID, Limit: c.Limit, CountsFrom: c.ActiveFrom}
		if err := models.Insert(tx, &base); err != nil {
			return err
		}
		rows = append(rows, base)
	}
	_, terms, err := WordingOf(tx, c.WordingID)
	if err != nil {
		return err
	}
	row := models.CoverLimit{CoverID: c.ID, Limit: models.Amt(limit), CountsFrom: tx.Now}
	now := LimitInForce(rows, tx.Now, c.Limit.Amount)
	switch {
	case limit == rows[len(rows)-1].Limit.Amount:
		return service.Invalid("/limit", "is the limit that the cover has")
	case now.Less(limit):
		row.CountsFrom = tx.Now.Add(service.Seconds(terms.WaitingPeriodS))
	}
	if err := models.Insert(tx, &row); err != nil {
		return err
	}
	c.Limit = models.Amt(money.MaxOf(c.Limit.Amount, limit))
	if err := models.Update(tx, c, "limit"); err != nil { // raises the version
		return err
	}
	return tx.Audit(by, "cover.change_limit", c.PublicID, map[string]any{"from": now, "to": limit, "counts_from": row.CountsFrom})
}

// LimitAt is the limit of a cover for losses that began at t.
func LimitAt(tx *models.Tx, c *models.Cover, t time.Time) (money.Amount, error) {
	rows, err := tx.LimitsOf(c.ID)
	return LimitInForce(rows, t, c.Limit.Amount), err
}

// LimitInForce is the newest of the limits that count at t: a lower limit that was set
// while a higher one still waited stays. otherwise is that of a cover without rows.
func LimitInForce(rows []models.CoverLimit, t time.Time, otherwise money.Amount) money.Amount {
	for _, r := range rows {
		if !t.Before(r.CountsFrom) {
			otherwise = r.Limit.Amount
		}
	}
	return otherwise
}

// TransferCover gives a cover to another holder before a loss. The accounts stay
// insured; those that are not the new holder consent to it.
func (s *Service) TransferCover(ctx context.Context, by models.Actor, coverID string, version int64, to common.Address, given []Consent) (models.Cover, error) {
	var bad service.FieldErrors
	CheckHoldable(&bad, to, "/holder")
	if err := bad.Err(); err != nil {
		return models.Cover{}, err
	}
	agreed, err := s.transferConsents(ctx, by, coverID, version, to, given)
	if err != nil {
		return models.Cover{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, p, err := liveCover(tx, by, coverID, version, to)
		if err != nil {
			return c, err
		}
		if c.Holder.Address == to {
			return c, service.Invalid("/holder", "is the holder already")
		}
		if err := s.RefuseOwnContract(tx, p.ProtocolID, to, "/holder"); err != nil {
			return c, err
		}
		was := c.Holder
		c.Holder = models.Addr(to)
		if err := errors.Join(models.Update(tx, &c, "holder"), consentAgain(tx, c.ID, agreed)); err != nil {
			return c, err
		}
		return c, tx.Audit(by, "cover.transfer", c.PublicID, map[string]any{"from": was.Address, "to": to})
	})
}

// transferConsents asks every live account of a cover about the new holder.
func (s *Service) transferConsents(ctx context.Context, by models.Actor, coverID string, version int64, to common.Address, given []Consent) (consents, error) {
	var product string
	accounts, err := service.Read(ctx, s.DB, func(tx *models.Tx) (out []common.Address, err error) {
		c, p, err := Load(tx, coverID)
		if err != nil {
			return nil, err
		}
		if err := mayChangeCover(tx, by, &c, version, to); err != nil {
			return nil, err
		}
		product = p.PublicID
		rows, err := tx.InsuredAccounts(c.ID)
		for _, r := range rows {
			if r.InsuredTo == nil {
				out = append(out, r.Account.Address)
			}
		}
		return out, err
	})
	if err != nil {
		return nil, err
	}
	return s.checkConsents(ctx, product, to, accounts, given, "/accounts")
}

func consentAgain(tx *models.Tx, coverID int64, agreed consents) error {
	rows, err := tx.InsuredAccounts(coverID)
	for i := range rows {
		if r := &rows[i]; err == nil && r.InsuredTo == nil {
			r.Consent = agreed.of(r.Account.Address)
			err = models.Update(tx, r, "consent")
		}
	}
	return err
}

// waitingFrom is the moment from which a cover's waiting period counts.
func waitingFrom(c *models.Cover) time.Time {
	if c.WaitingFrom != nil {
		return *c.WaitingFrom
	}
	return c.ActiveFrom
}

// Phases of a cover at a moment.
const (
	PhaseUpcoming  = "upcoming"  // its period has not begun
	PhaseWaiting   = "waiting"   // in its waiting period
	PhaseInForce   = "in_force"  // insures losses that begin now
	PhaseExpired   = "expired"   // its period is over
	PhaseCancelled = "cancelled" // ended by a person
)

// PhaseOf is where a cover stands at a moment; waiting is that of its wording.
func PhaseOf(c *models.Cover, waiting time.Duration, now time.Time) string {
	switch {
	case c.State == Cancelled:
		return PhaseCancelled
	case !now.Before(c.ActiveTo):
		return PhaseExpired
	case now.Before(c.ActiveFrom):
		return PhaseUpcoming
	case !InForce(c, waiting, now):
		return PhaseWaiting
	}
	return PhaseInForce
}
