package accounts

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

// AccountLine is one line of a settlement that pays an account's loss, with the
// numbers of the rule that computed it. Amounts are base units of Token.
type Line struct {
	Line        models.Allocation
	Settlement  models.Settlement
	Pool        models.Pool
	Token       models.Asset
	Entitlement models.Entitlement
	Escheat     bool // paid out of what was swept
	Rule        payouts.Rule
	Ratio       *payouts.Ratio // λ of water-fill, fund over denominator of pro-rata; nil for recoveries
	Cap         *money.Amount  // nil: none
	Target      *money.Amount  // targets/1: what the line brings the entitlement to in this token
	Bounties    *money.Amount  // recoveries: taken off for bounties of what came back in this token, nil where none was agreed
	Attributed  *money.Amount  // recoveries: the account's part of all that came back, in units of this token, whoever got it
	Why         string         // a line without a leaf: the reason of the hold, "carried" or "zero"
	Worth       Value
}

// Reasons of lines without a leaf, beside the reasons of holds.
const (
	WhyCarried = "carried" // smaller than the smallest payment: comes with a later tranche
	WhyZero    = "zero"    // nothing new was due
)

// Counts reports whether the line is received: it has a leaf in a settlement
// that was not cancelled.
func (l *Line) Counts() bool {
	return l.Line.LeafIndex != nil && l.Line.State != models.AllocationVoid && l.Settlement.State != models.SettlementCancelled
}

// public reports whether everybody may see a settlement: from its publication
// for objections on.
func public(st *models.Settlement) bool {
	return st.State != models.SettlementDraft && (st.State != models.SettlementCancelled || st.ObjectionsUntil != nil)
}

func (r *accountReader) lines() error {
	rows, err := r.tx.LinesOfAccount(r.out.Incident.ID, r.out.Account)
	if err != nil {
		return err
	}
	files := map[int64]*computedFile{}
	for i := range rows {
		l := Line{Line: rows[i]}
		if l.Settlement, err = r.tx.SettlementHeadByID(l.Line.SettlementID); err != nil {
			return err
		}
		if !r.staff && !public(&l.Settlement) {
			continue
		}
		if files[l.Settlement.ID] == nil {
			if files[l.Settlement.ID], err = r.file(l.Settlement.ID); err != nil {
				return fmt.Errorf("entitlement file of %s: %w", l.Settlement.PublicID, err)
			}
		}
		if err := r.line(&l, files[l.Settlement.ID]); err != nil {
			return err
		}
		r.out.Lines = append(r.out.Lines, l)
	}
	return nil
}

// computedFile is an entitlement file computed again: nothing of a rule is
// stored but its lines.
type computedFile struct {
	file     payouts.File
	computed payouts.Computed
	recovery payouts.RecoveryResult
	accounts *rounds.State // of targets/1, with the round it leads to
	round    rounds.Result
}

func (r *accountReader) file(settlementID int64) (*computedFile, error) {
	text, err := r.tx.EntitlementFile(settlementID)
	if err != nil {
		return nil, err
	}
	c := &computedFile{}
	if c.file, err = payouts.ReadFile(bytes.NewReader(text)); err != nil {
		return nil, err
	}
	if c.file.Rule == payouts.RuleRecovery {
		c.recovery, err = payouts.Recovery(recoveryOf(&c.file))
		return c, err
	}
	if c.file.Rule == payouts.RuleTargets {
		return c, r.round(c, settlementID)
	}
	c.computed, err = c.file.Compute()
	return c, err
}

func (r *accountReader) round(c *computedFile, settlementID int64) error {
	text, err := r.tx.AccountsFile(settlementID)
	if err != nil {
		return err
	}
	if c.accounts, err = rounds.ReadState(text); err != nil {
		return err
	}
	c.round, err = rounds.Compute(c.accounts)
	return err
}

// attributed is what an account's part of everything that came back is worth in
// units of a settlement's token.
func (c *computedFile) attributed(account common.Address, source string) (money.Amount, error) {
	i, known := slices.BinarySearchFunc(c.accounts.Accounts, strings.ToLower(account.Hex()), func(a rounds.Account, id string) int {
		return strings.Compare(a.ID, id)
	})
	st := c.round.Settlement(source)
	if !known || st == nil {
		return money.Zero, nil
	}
	v, err := rounds.NewValues(c.accounts.Assets)
	if err != nil {
		return money.Zero, err
	}
	return v.Units(st.Asset, c.round.Accounts[i].Attributed), nil
}

// bounties is what the bounties on a source have of it, with their lines of the round;
// nil where none was agreed.
func (c *computedFile) bounties(source string) (*money.Amount, error) {
	st := c.round.Settlement(source)
	if st == nil || st.Source != rounds.FromVault || len(c.accounts.Recovered[st.Index].Bounties) == 0 {
		return nil, nil
	}
	var all []money.Amount
	for _, b := range c.accounts.Recovered[st.Index].Bounties {
		all = append(all, b.Given)
	}
	for _, p := range st.Payees {
		all = append(all, p.Amount)
	}
	given, err := money.Sum(all...)
	return &given, err
}

// recoveryOf is the input of the rule of recoveries as a file states it.
func recoveryOf(f *payouts.File) payouts.RecoveryInput {
	in := payouts.RecoveryInput{
		Collected: f.Collected, TotalAffected: f.TotalAffected, TotalUnits: f.TotalUnits, ResidualsFirst: f.ResidualsFirst,
		MinPay: f.MinPay, ProtocolAlready: f.ProtocolAlready,
	}
	for i := range f.Rows {
		row := &f.Rows[i]
		in.Accounts = append(in.Accounts, payouts.RecoveryAccount{
			ID: row.ID, Loss: row.Amount, Units: row.Recovery.Units, Elsewhere: row.Recovery.Elsewhere, PoolPaid: row.Recovery.PoolPaid,
			Already: row.Already, Held: row.Held,
		})
	}
	for _, pool := range f.Pools {
		p := payouts.RecoveryPool{ID: pool}
		for _, s := range f.Shares {
			if s.Pool == pool {
				p.Already, _ = p.Already.Add(s.Already) // parts of one collected amount
			}
		}
		in.Pools = append(in.Pools, p)
	}
	return in
}

func (r *accountReader) line(l *Line, c *computedFile) (err error) {
	if l.Pool, err = models.ByID[models.Pool](r.tx, l.Settlement.PoolID); err != nil {
		return err
	}
	if l.Token, err = models.ByID[models.Asset](r.tx, l.Settlement.AssetID); err != nil {
		return err
	}
	if l.Entitlement, err = models.ByID[models.Entitlement](r.tx, l.Line.EntitlementID); err != nil {
		return err
	}
	p, err := r.valuation.PriceOf(l.Token)
	if err != nil {
		return err
	}
	if l.Worth, err = worth(l.Line.Amount.Amount, p); err != nil {
		return err
	}
	l.Why = why(l)
	return l.rule(c)
}

func (l *Line) rule(c *computedFile) error {
	l.Rule = c.file.Rule
	if st := c.round.Settlement(c.file.Source); st != nil {
		l.Escheat = st.Source == rounds.FromEscheat
	}
	at := slices.IndexFunc(c.file.Rows, func(row payouts.Row) bool { return row.ID == l.Entitlement.PublicID })
	if at >= 0 {
		l.Cap = c.file.Rows[at].Cap
	}
	if l.Rule == payouts.RuleTargets {
		if at >= 0 {
			l.Target = &c.file.Rows[at].Amount
		}
		if l.Settlement.Kind != models.EntitlementRecovery || l.Escheat {
			return nil
		}
		part, err := c.attributed(l.Entitlement.Affected.Address, c.file.Source)
		l.Attributed = &part
		if err != nil {
			return err
		}
		l.Bounties, err = c.bounties(c.file.Source)
		return err
	}
	if l.Rule == payouts.RuleRecovery {
		if at >= 0 {
			l.Attributed = &c.recovery.Accounts[at].Attributed
		}
		return nil
	}
	ratio, err := payouts.NewRatio(c.computed.LambdaNum, c.computed.LambdaDen)
	l.Ratio = &ratio
	return err
}

// why says what keeps a line without a leaf back.
func why(l *Line) string {
	switch {
	case l.Line.LeafIndex != nil:
		return ""
	case l.Line.Held && l.Entitlement.HeldReason != "":
		return l.Entitlement.HeldReason
	case l.Line.Held:
		return "held"
	case l.Line.Amount.IsZero():
		return WhyZero
	}
	return WhyCarried
}
