package accounts

import (
	"context"
	"fmt"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/valuation"
)

// Explanation leads from a claim to each coin that its account got.
type Explanation struct {
	Claim   models.Claim
	Review  *models.Review // the decision in force, nil while there is none
	Account LossAccount
}

// ExplainClaim explains a claim to those who may see it: its claimant and the
// staff. For everybody else it does not exist.
func (s Reader) ExplainClaim(ctx context.Context, by models.Actor, claimID string) (Explanation, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (e Explanation, err error) {
		if e.Claim, err = models.ByPublicID[models.Claim](tx, claimID); err != nil {
			return e, err
		}
		staff := by.Kind == models.ActorStaff || by.Kind == models.ActorSystem
		if !staff && (by.Kind != models.ActorWallet || by.Wallet != e.Claim.Claimant.Address) {
			return Explanation{}, fmt.Errorf("claim: %w", models.ErrNotFound)
		}
		inc, err := models.ByID[models.Incident](tx, e.Claim.IncidentID)
		if err != nil {
			return e, err
		}
		if inc, err = tx.Surviving(inc); err != nil {
			return e, err
		}
		reviews, err := tx.ReviewsOf(e.Claim.ID)
		if err != nil {
			return e, err
		}
		for i := range reviews {
			if reviews[i].Effective {
				e.Review = &reviews[i]
			}
		}
		e.Account, err = readAccount(tx, &inc, e.Claim.Affected.Address, staff)
		return e, err
	})
}

// Sentences says a loss account in plain words, in the order in which its
// numbers follow from each other.
func (o *LossAccount) Sentences() []string {
	w := words{account: o}
	w.losses()
	for i := range o.Covers {
		w.cover(&o.Covers[i])
	}
	for i := range o.Decisions {
		w.decision(&o.Decisions[i])
	}
	for _, l := range o.Limits {
		w.say("The product %s owes at most %s for this incident over all its covers; the share of %s is %s.",
			l.Product.Name, w.base(l.Limit), w.base(l.Owed), w.base(l.Share))
	}
	for i := range o.Lines {
		w.line(&o.Lines[i])
	}
	for _, r := range o.Receipts {
		w.say("Received elsewhere: %s, worth %s.", amountOf(r.Receipt.Amount.Amount, r.Asset), w.value(r.Worth))
	}
	w.sums()
	return w.out
}

// Sentences says the claim first, then the account.
func (e *Explanation) Sentences() []string {
	w := words{account: &e.Account}
	c := &e.Claim
	w.say("The claim %s asks for %s for the loss of %s; it is %s.", c.PublicID, w.base(c.Requested.Amount), c.Affected.Hex(), c.State)
	if e.Review != nil {
		w.say("The decision in force is %s under clause %s: %s.", e.Review.Decision, e.Review.Clause, claims.ReasonText(e.Review.ReasonCode))
		if e.Review.ReasonCode == claims.ReasonCorrected {
			w.say("The two persons said: %s", e.Review.Text)
		}
	}
	return append(w.out, e.Account.Sentences()...)
}

// words collects sentences about one account.
type words struct {
	account *LossAccount
	out     []string
}

func (w *words) say(format string, args ...any) { w.out = append(w.out, fmt.Sprintf(format, args...)) }

// base is an amount in base units of the numéraire, value one in its parts.
func (w *words) base(a money.Amount) string { return amountOf(a, w.account.Numeraire) }

func (w *words) value(v Value) string { return w.account.Format(v) + " " + w.account.Numeraire.Symbol }

func amountOf(a money.Amount, t models.Asset) string {
	return a.Format(uint8(t.Decimals)) + " " + t.Symbol
}

// Format is a value as a decimal number of whole units of the numéraire, with
// every place it has.
func (o *LossAccount) Format(v Value) string {
	d := o.Numeraire.Decimals + PartPlaces
	if d <= 255 {
		return v.Format(uint8(d))
	}
	whole, _ := v.MulDiv(money.FromUint64(1), part, money.Down)
	return whole.Format(uint8(o.Numeraire.Decimals))
}

func (w *words) losses() {
	o := w.account
	for _, l := range o.Losses {
		w.loss(&l)
	}
	w.say("In %s the verified loss is %s and the insured loss %s.", o.Numeraire.Symbol, w.value(o.Loss), w.value(o.Insured))
	if o.Excluded != "" {
		w.say("The account is excluded: %s.", o.Excluded)
	}
	if len(o.Covers) == 0 {
		w.say("No cover was in force for this account when the loss happened.")
	}
}

// loss says what of a verified loss is insured, and why.
func (w *words) loss(l *valuation.AssetLoss) {
	verified, counts := amountOf(l.Verified, l.Asset), amountOf(l.Insured, l.Asset)
	if !l.Merged.IsZero() {
		w.say("Another record of the same drain was merged into this one: %s of the loss were measured for it.", amountOf(l.Merged, l.Asset))
	}
	if l.Revised() {
		w.say("Measured were %s; two persons have raised that by %s and lowered it by %s since.",
			amountOf(l.Measured, l.Asset), amountOf(l.Raised, l.Asset), amountOf(l.Lowered, l.Asset))
	}
	if l.Held == nil {
		w.say("Verified loss: %s, of which %s counts for covers; the snapshot measured no positions.", verified, counts)
		return
	}
	w.say("Verified loss: %s. The account held %s when the loss began and %s on average over the waiting period of %d seconds before it: %s counts for covers.",
		verified, amountOf(l.Held.Before, l.Asset), amountOf(l.Held.Average, l.Asset), w.account.WaitingPeriod, counts)
}

func (w *words) cover(c *entitlements.CoverStep) {
	t := c.Terms
	w.say("Cover %s insures %d accounts with a loss of %s together.", c.Cover.PublicID, c.Accounts, w.base(c.CoverLoss))
	switch {
	case c.CoverLoss.Less(t.Franchise):
		w.say("That is below the franchise of %s: nothing is owed.", w.base(t.Franchise))
	case !t.Franchise.IsZero():
		w.say("That reaches the franchise of %s: the loss counts in full.", w.base(t.Franchise))
	case !t.Deductible.IsZero():
		w.say("The holder bears the deductible of %s.", w.base(t.Deductible))
	}
	w.say("%d.%02d %% of the rest are covered: %s. The cover's own limit leaves %s, so %s can be owed.",
		t.CoinsuranceBps/100, t.CoinsuranceBps%100, w.base(c.Owed), w.base(c.LimitLeft), w.base(c.Limited))
	w.say("By loss the part of this account is %s; with its other covers of the same loss it can get at most %s.", w.base(c.AloneShare), w.base(c.Share))
}

func (w *words) decision(c *models.Claim) {
	if c.DecidedAt == nil {
		w.say("A claim is %s and not decided.", c.State)
		return
	}
	w.say("A claim is %s: %s approved, %s.", c.State, w.base(c.Approved.Amount), claims.ReasonText(c.ReasonCode))
}

func (w *words) line(l *Line) {
	amount := amountOf(l.Line.Amount.Amount, l.Token)
	w.say("Settlement %s of %s by %s: %s", l.Settlement.PublicID, l.Pool.Name, l.Rule, howMuch(l))
	switch {
	case l.Settlement.State == models.SettlementCancelled || l.Line.State == models.AllocationVoid:
		w.say("It was cancelled: nothing of it counts.")
	case l.Why == WhyZero:
		w.say("Nothing new was due.")
	case l.Why == WhyCarried:
		w.say("%s is smaller than the smallest payment and is carried to a later settlement.", amount)
	case l.Why != "":
		w.say("%s is held and not paid yet: %s.", amount, l.Why)
	case l.Line.State != models.AllocationSwept && settlements.Parked(&l.Line, &l.Pool):
		w.say("%s has no receiver: nobody can collect it, and it is kept for the account after the deadline.", amount)
	case l.Line.State == models.AllocationSwept:
		w.say("%s was not collected in time; it is kept for the account.", amount)
	case l.Line.TxHash != nil:
		w.say("%s was paid in transaction %s.", amount, l.Line.TxHash.Hex())
	default:
		w.say("%s is %s.", amount, l.Line.State)
	}
}

func howMuch(l *Line) string {
	e, a := amountOf(l.Line.Entitled.Amount, l.Token), amountOf(l.Line.Already.Amount, l.Token)
	switch {
	case l.Attributed != nil && l.Bounties != nil:
		return fmt.Sprintf("of all that came back %s was taken off for bounties; of the rest %s is attributed to this account, whoever got it; %s of its loss of %s was given before.",
			amountOf(*l.Bounties, l.Token), amountOf(*l.Attributed, l.Token), a, e)
	case l.Attributed != nil:
		return fmt.Sprintf("of all that came back %s is attributed to this account, whoever got it; %s of its loss of %s was given before.",
			amountOf(*l.Attributed, l.Token), a, e)
	case l.Escheat:
		return fmt.Sprintf("paid out of what was not collected in time, up to %s.", e)
	case l.Target != nil:
		return fmt.Sprintf("owed %s, given before %s, brought to its target of %s.", e, a, amountOf(*l.Target, l.Token))
	case l.Cap != nil:
		return fmt.Sprintf("owed %s, given before %s, served to %s with a cap of %s.", e, a, fraction(l.Ratio), amountOf(*l.Cap, l.Token))
	}
	return fmt.Sprintf("owed %s, given before %s, served to %s.", e, a, fraction(l.Ratio))
}

func fraction(r *payouts.Ratio) string {
	if r == nil {
		return "no ratio"
	}
	return r.Num().String() + "/" + r.Den().String()
}

func (w *words) sums() {
	o := w.account
	w.say("Received: %s from covers, %s recovered, %s out of escheat, %s elsewhere and %s kept in escheat, together %s.",
		w.value(o.FromCovers), w.value(o.Recovered), w.value(o.FromEscheat), w.value(o.Outside), w.value(o.Swept), w.value(o.Received))
	if !o.Overpaid.IsZero() {
		w.say("Covers gave %s more than they owe since a decision was corrected: the account owes it, and it is set off against what covers owe later.", w.value(o.Overpaid))
	}
	if over := o.Received.SubFloor(o.Loss); !over.IsZero() {
		w.say("That is %s more than the loss: the account owes it.", w.value(over))
		return
	}
	w.say("%s of the loss is still open.", w.value(o.Residual))
}
