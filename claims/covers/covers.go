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

// Kinds of covers.
const (
	Individual = "individual"
	Blanket    = "blanket"
)

// Input writes a cover under the newest wording of a product.
type Input struct {
	ProductID  string
	Kind       string
	Holder     common.Address
	Accounts   []common.Address // insured accounts; none for a blanket cover
	Consents   []Consent        // of the accounts that are not the holder
	Limit      money.Amount     // in the product's limit asset
	ActiveFrom time.Time        // zero = now; never before the cover is recorded
	ActiveTo   time.Time
}

func (in *Input) validate(now time.Time) error {
	return errors.Join(in.checkForm(), period(in.ActiveFrom, in.ActiveTo, now))
}

// checkForm checks everything but the period.
func (in *Input) checkForm() error {
	var bad service.FieldErrors
	bad.Check(in.Kind == Individual || in.Kind == Blanket, "/kind", "must be individual or blanket")
	CheckHoldable(&bad, in.Holder, "/holder")
	bad.Check(!in.Limit.IsZero(), "/limit", "must be above 0")
	if in.Kind == Blanket {
		bad.Check(len(in.Accounts) == 0, "/accounts", "must be empty: a blanket cover insures every account")
	} else {
		checkAccounts(&bad, in.Accounts, 1)
	}
	return bad.Err()
}

// wireDelay is how long a request may be on its way: an ActiveFrom that was the
// present when it was sent means the present when it is recorded.
const wireDelay = time.Minute

func checkAccounts(bad *service.FieldErrors, accounts []common.Address, atLeast int) {
	bad.Check(len(accounts) >= atLeast && len(accounts) <= accountsMax, "/accounts", "must name 1 to 10000 accounts")
	seen := make(map[common.Address]bool, len(accounts))
	for i, a := range accounts {
		at := fmt.Sprintf("/accounts/%d", i)
		CheckHoldable(bad, a, at)
		bad.Check(!seen[a], at, "stands twice")
		seen[a] = true
	}
}

// WriteCover freezes the newest wording of the product by hash and starts the
// waiting period. It is ErrConflict while an incident of the protocol is open.
func (s *Service) WriteCover(ctx context.Context, by models.Actor, in Input) (models.Cover, error) {
	if err := in.checkForm(); err != nil {
		return models.Cover{}, err
	}
	agreed, err := s.checkConsents(ctx, in.ProductID, in.Holder, in.Accounts, in.Consents, "/accounts")
	if err != nil {
		return models.Cover{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		if in.ActiveFrom.IsZero() || (in.ActiveFrom.Before(tx.Now) && !in.ActiveFrom.Before(tx.Now.Add(-wireDelay))) {
			in.ActiveFrom = tx.Now
		}
		if err := in.validate(tx.Now); err != nil {
			return models.Cover{}, err
		}
		p, err := models.ByPublicID[models.Product](tx, in.ProductID)
		if err != nil {
			return models.Cover{}, err
		}
		if err := tx.MayDecide(by, "cover.write", models.Facts{Named: append([]common.Address{in.Holder}, in.Accounts...)}); err != nil {
			return models.Cover{}, err
		}
		if err := refuseWhileOpen(tx, p.ProtocolID); err != nil {
			return models.Cover{}, err
		}
		return s.recordCover(tx, by, &p, in, agreed)
	})
}

// recordCover writes a cover under the newest wording of its product: it is on
// record from this moment.
func (s *Service) recordCover(tx *models.Tx, by models.Actor, p *models.Product, in Input, agreed consents) (models.Cover, error) {
	w, err := tx.NewestWording(p.ID)
	if err != nil {
		return models.Cover{}, fmt.Errorf("wording of product %s: %w", p.PublicID, err)
	}
	if err := s.RefuseOwnContract(tx, p.ProtocolID, in.Holder, "/holder"); err != nil {
		return models.Cover{}, err
	}
	if err := refuseNamed(&w, p, in.Kind); err != nil {
		return models.Cover{}, err
	}
	c := models.Cover{
		RecordedAt: &tx.Now,
		PublicID:   models.NewID("cov"), ProductID: p.ID, WordingID: w.ID, Kind: in.Kind, Holder: models.Addr(in.Holder),
		Limit: models.Amt(in.Limit), ActiveFrom: in.ActiveFrom, ActiveTo: in.ActiveTo, TermsHash: w.TermsHash,
	}
	if err := models.Start(tx, Machine, &c, "write", by, ""); err != nil {
		return models.Cover{}, err
	}
	return c, insure(tx, c.ID, in.Accounts, in.ActiveFrom, agreed)
}

func insure(tx *models.Tx, coverID int64, accounts []common.Address, from time.Time, agreed consents) error {
	rows := make([]models.CoverAccount, len(accounts))
	for i, a := range accounts {
		rows[i] = models.CoverAccount{CoverID: coverID, Account: models.Addr(a), InsuredFrom: from, Consent: agreed.of(a)}
	}
	return models.InsertBatch(tx, rows)
}

// ChangeInsured adds and removes insured accounts of an individual cover from
// now on. A new account starts its own waiting period; a removed one stays
// insured for losses that already occurred.
func (s *Service) ChangeInsured(ctx context.Context, by models.Actor, coverID string, version int64, add, remove []common.Address, given ...Consent) (models.Cover, error) {
	var bad service.FieldErrors
	checkAccounts(&bad, append(append([]common.Address{}, add...), remove...), 1)
	if err := bad.Err(); err != nil {
		return models.Cover{}, err
	}
	agreed, err := s.consentsFor(ctx, by, coverID, version, add, given)
	if err != nil {
		return models.Cover{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, p, err := Load(tx, coverID)
		if err != nil {
			return c, err
		}
		if err := mayChangeCover(tx, by, &c, version, add...); err != nil {
			return c, err
		}
		if c.Kind != Individual || c.State != Active || !InWindow(tx.Now, c.CreatedAt, c.ActiveTo) {
			return c, fmt.Errorf("cover %s: %w", c.PublicID, models.ErrState)
		}
		if err := refuseWhileOpen(tx, p.ProtocolID); err != nil {
			return c, err
		}
		if err := changeInsured(tx, c.ID, add, remove, agreed); err != nil {
			return c, err
		}
		if err := models.Update(tx, &c); err != nil { // raises the version
			return c, err
		}
		return c, tx.Audit(by, "cover.change_insured", c.PublicID, map[string]any{"add": add, "remove": remove})
	})
}

// consentsFor checks the consents of accounts that an existing cover will name. The
// cover's version, which the act names, vouches for the holder.
func (s *Service) consentsFor(ctx context.Context, by models.Actor, coverID string, version int64, add []common.Address, given []Consent) (consents, error) {
	type at struct {
		cover   models.Cover
		product models.Product
	}
	t, err := service.Read(ctx, s.DB, func(tx *models.Tx) (t at, err error) {
		if t.cover, t.product, err = Load(tx, coverID); err == nil {
			err = mayChangeCover(tx, by, &t.cover, version, add...)
		}
		return t, err
	})
	if err != nil {
		return nil, err
	}
	return s.checkConsents(ctx, t.product.PublicID, t.cover.Holder.Address, add, given, "/add")
}

func changeInsured(tx *models.Tx, coverID int64, add, remove []common.Address, agreed consents) error {
	rows, err := tx.InsuredAccounts(coverID)
	if err != nil {
		return err
	}
	live := map[common.Address]*models.CoverAccount{}
	for i := range rows {
		if rows[i].InsuredTo == nil {
			live[rows[i].Account.Address] = &rows[i]
		}
	}
	for i, a := range remove {
		row := live[a]
		if row == nil {
			return service.Invalid(fmt.Sprintf("/remove/%d", i), "is not insured")
		}
		row.InsuredTo = &tx.Now
		if err := models.Update(tx, row, "insured_to"); err != nil {
			return err
		}
	}
	for i, a := range add {
		if live[a] != nil {
			return service.Invalid(fmt.Sprintf("/add/%d", i), "is insured already")
		}
	}
	return insure(tx, coverID, add, tx.Now, agreed)
}

// mayChangeCover: the holder by wallet, or the staff for them, but nobody of the
// staff for themselves; more are accounts that the change names.
func mayChangeCover(tx *models.Tx, by models.Actor, c *models.Cover, version int64, more ...common.Address) error {
	holder := by.Kind == models.ActorWallet && by.Wallet == c.Holder.Address
	staff := by.Kind == models.ActorStaff && by.Has(states.ByWriter)
	if !holder && !staff {
		return fmt.Errorf("cover %s: %w", c.PublicID, models.ErrNotFound)
	}
	if c.Version != version {
		return fmt.Errorf("cover %s: %w", c.PublicID, models.ErrVersion)
	}
	if holder {
		return nil
	}
	rows, err := tx.InsuredAccounts(c.ID)
	if err != nil {
		return err
	}
	named := append([]common.Address{c.Holder.Address}, more...)
	for _, r := range rows {
		named = append(named, r.Account.Address)
	}
	return tx.MayDecide(by, "cover.change", models.Facts{Named: named})
}

// CancelCover ends a cover now; losses that occurred before stay covered.
func (s *Service) CancelCover(ctx context.Context, by models.Actor, coverID string, version int64, reason string) (models.Cover, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Cover, error) {
		c, _, err := Load(tx, coverID)
		if err != nil {
			return c, err
		}
		if err := mayChangeCover(tx, by, &c, version); err != nil {
			return c, err
		}
		if tx.Now.Before(c.ActiveTo) {
			c.ActiveTo = tx.Now
		}
		err = models.Move(tx, Machine, &c, "cancel", by, reason, "active_to")
		return c, err
	})
}

// Load finds a cover with its product.
func Load(tx *models.Tx, publicID string) (models.Cover, models.Product, error) {
	c, err := models.ByPublicID[models.Cover](tx, publicID)
	if err != nil {
		return c, models.Product{}, err
	}
	p, err := models.ByID[models.Product](tx, c.ProductID)
	return c, p, err
}

// InForce reports whether a cover was on record before t, active and past
// its waiting period at t: closed on the left, open on the right. A later
// cancellation does not matter because it only moved active_to.
func InForce(c *models.Cover, waiting time.Duration, t time.Time) bool {
	return RecordedBefore(c, t) && InWindow(t, c.ActiveFrom, c.ActiveTo) && !t.Before(waitingFrom(c).Add(waiting))
}

// RecordedBefore: a cover that was written when the loss had begun insures
// nothing of it, whatever its period says.
func RecordedBefore(c *models.Cover, t time.Time) bool {
	return c.RecordedAt != nil && c.RecordedAt.Before(t)
}

// AccountInsured reports whether an account of an individual cover was insured
// and past its own waiting period at t.
func AccountInsured(rows []models.CoverAccount, account common.Address, waiting time.Duration, t time.Time) bool {
	for i := range rows {
		r := &rows[i]
		if r.Account.Address == account && InsuredAt(r, waiting, t) {
			return true
		}
	}
	return false
}

// InsuredAt reports whether a row of an account insured it, past its waiting period, at t.
func InsuredAt(r *models.CoverAccount, waiting time.Duration, t time.Time) bool {
	return !t.Before(r.InsuredFrom.Add(waiting)) && (r.InsuredTo == nil || t.Before(*r.InsuredTo))
}
