package accounts

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// PartPlaces is how many places a Value has beyond a base unit of the numéraire:
// enough that no unit of any token is lost, whatever the numéraire's decimals.
const PartPlaces = 18

// part is 10^PartPlaces.
var part = money.FromUint64(1_000_000_000_000_000_000)

// Value is an amount in 10^-18 parts of a base unit of the numéraire, so that
// entries in different tokens add up.
type Value = money.Amount

// LossAccount is everything that touches one account's loss in one incident.
// Received = FromCovers + Recovered + FromEscheat + Outside + Swept; Receivable = max(0,
// Received − Loss, Overpaid); Residual = max(0, Loss − Received).
type LossAccount struct {
	Incident  models.Incident
	Account   common.Address
	Numeraire models.Asset
	Excluded  string // kind of exclusion, empty for none

	Losses  []valuation.AssetLoss
	Loss    Value // verified
	Insured Value // verified and held before
	// WaitingPeriod is over how many seconds before the loss positions were
	// averaged, 0 where they were not measured.
	WaitingPeriod uint64

	Covers    []entitlements.CoverStep
	Limits    []LimitShare
	Decisions []models.Claim
	Lines     []Line
	Receipts  []Receipt

	FromCovers  Value // lines of covers that were neither cancelled nor swept
	Recovered   Value // lines of recoveries, likewise
	Outside     Value // outside receipts that count
	FromEscheat Value // swept lines that escheat paid again, and swept money of others
	Swept       Value // not collected in time: in escheat, still owed to the account
	Received    Value
	Overpaid    Value // given by covers above what they owe since a decision was corrected
	Receivable  Value
	Residual    Value
}

// AccountReceipt is an outside receipt that counts, net of reversals.
type Receipt struct {
	Receipt models.OutsideReceipt
	Asset   models.Asset
	Worth   Value
}

// reader reads loss accounts and explains claims; it decides and writes nothing.
type Reader struct{ DB *models.DB }

// Account reads the loss account of an address; that of a merged record is the account
// of the record that goes on for it. Drafts that were never published
// are in it for staff only. ErrNotFound: the incident did not touch the address;
// ErrNotReady: losses are not final.
func (s Reader) Account(ctx context.Context, incidentID string, account common.Address, staff bool) (LossAccount, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (LossAccount, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return LossAccount{}, err
		}
		if inc, err = tx.Surviving(inc); err != nil {
			return LossAccount{}, err
		}
		return readAccount(tx, &inc, account, staff)
	})
}

func readAccount(tx *models.Tx, inc *models.Incident, account common.Address, staff bool) (LossAccount, error) {
	v, err := valuation.Load(tx, inc)
	if err != nil {
		return LossAccount{}, err
	}
	r := &accountReader{tx: tx, valuation: v, staff: staff, out: LossAccount{Incident: *inc, Account: account, Numeraire: v.Numeraire}}
	for _, read := range []func() error{r.losses, r.covers, r.limits, r.lines, r.receipts, r.add} {
		if err := read(); err != nil {
			return LossAccount{}, err
		}
	}
	o := &r.out
	if len(o.Losses)+len(o.Lines)+len(o.Receipts)+len(o.Decisions) == 0 {
		return LossAccount{}, fmt.Errorf("account of %s: %w", inc.PublicID, models.ErrNotFound)
	}
	return *o, nil
}

// accountReader reads one loss account inside one transaction.
type accountReader struct {
	tx        *models.Tx
	valuation *valuation.Valuation
	staff     bool
	out       LossAccount
}

// worth is an amount of a token in parts of the numéraire, rounded down.
func worth(amount money.Amount, p valuation.Price) (Value, error) {
	scaled, err := p.Num.MulDiv(part, valuation.Parity.Den, money.Down)
	if err != nil {
		return money.Zero, err
	}
	return amount.MulDiv(scaled, p.Den, money.Down)
}

func (r *accountReader) losses() (err error) {
	o := &r.out
	if o.Losses, err = r.valuation.LossesOf(r.tx, o.Account); err != nil {
		return err
	}
	for _, l := range o.Losses {
		if err := errors.Join(addWorth(&o.Loss, l.Verified, l.Price), addWorth(&o.Insured, l.Insured, l.Price)); err != nil {
			return err
		}
	}
	if err := r.waitingPeriod(); err != nil {
		return err
	}
	rows, err := r.tx.StandingExclusions(o.Incident.ID)
	for _, e := range rows {
		if e.Account.Address == o.Account {
			o.Excluded = e.Kind
		}
	}
	return err
}

// waitingPeriod reads over which time positions were averaged, where they were.
func (r *accountReader) waitingPeriod() error {
	o := &r.out
	if !slices.ContainsFunc(o.Losses, func(l valuation.AssetLoss) bool { return l.Held != nil }) {
		return nil
	}
	spec, err := models.ParseIncidentSpec([]byte(o.Incident.Spec))
	if err != nil {
		return fmt.Errorf("spec of incident %s: %w", o.Incident.PublicID, err)
	}
	o.WaitingPeriod = spec.WaitingPeriod
	return nil
}

func addWorth(sum *Value, amount money.Amount, p valuation.Price) error {
	w, err := worth(amount, p)
	if err != nil {
		return err
	}
	*sum, err = sum.Add(w)
	return err
}

// covers are read where the incident is about covers at all: a product whose
// limit is not in the numéraire has none here.
func (r *accountReader) covers() (err error) {
	o := &r.out
	if o.Covers, err = entitlements.Explain(r.tx, &o.Incident, o.Account); err != nil && !errors.Is(err, service.ErrNotReady) {
		return err
	}
	o.Decisions, err = r.tx.ClaimsOfAccount(o.Incident.ID, o.Account)
	return err
}

func (r *accountReader) receipts() error {
	o := &r.out
	return r.tx.ReceiptsOf(o.Incident.ID, func(row *models.OutsideReceipt) error {
		if row.Affected.Address != o.Account {
			return nil
		}
		asset, err := models.ByID[models.Asset](r.tx, row.AssetID)
		if err != nil {
			return err
		}
		p, err := r.valuation.PriceOf(asset)
		if err != nil {
			return err
		}
		w, err := worth(row.Amount.Amount, p)
		o.Receipts = append(o.Receipts, Receipt{*row, asset, w})
		return err
	})
}

// add sums the entries and holds them against the loss.
func (r *accountReader) add() (err error) {
	o := &r.out
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Counts() {
			continue
		}
		sum := o.sumOf(l)
		if *sum, err = sum.Add(l.Worth); err != nil {
			return err
		}
		if l.Escheat && l.Line.Part != models.PartShared { // it replaces the line that was swept
			o.Swept = o.Swept.SubFloor(l.Worth)
		}
	}
	for _, b := range o.Receipts {
		if o.Outside, err = o.Outside.Add(b.Worth); err != nil {
			return err
		}
	}
	o.Received, err = money.Sum(o.FromCovers, o.Recovered, o.FromEscheat, o.Outside, o.Swept)
	if err != nil {
		return err
	}
	o.Overpaid, err = r.overpaid()
	o.Receivable, o.Residual = money.MaxOf(o.Received.SubFloor(o.Loss), o.Overpaid), o.Loss.SubFloor(o.Received)
	return err
}

// sumOf is where a line that counts adds up.
func (o *LossAccount) sumOf(l *Line) *Value {
	switch {
	case l.Line.State == models.AllocationSwept:
		return &o.Swept
	case l.Escheat:
		return &o.FromEscheat
	case l.Settlement.Kind == models.EntitlementRecovery && l.Line.Part != models.PartCover:
		return &o.Recovered
	}
	return &o.FromCovers
}
