package entitlements

import (
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
)

// CoverStep is what one cover could owe one account, number by number. Amounts
// are base units of the numéraire, which is the limit asset of the product.
type CoverStep struct {
	Cover      models.Cover
	Terms      covers.Terms
	Accounts   int          // of the cover, with a loss that counts
	CoverLoss  money.Amount // insured loss of all of them together
	Owed       money.Amount // of CoverLoss after franchise or deductible and coinsurance, without a limit
	LimitLeft  money.Amount // of the cover's own limit
	Limited    money.Amount // the smaller of both
	Loss       money.Amount // insured loss of the account
	AloneShare money.Amount // the account's part of Limited, by loss
	Share      money.Amount // after the rule of several covers of one loss: the most it can get
}

// Explain shows how the covers that were in force at occurred_from reach
// what they could owe an account, by the computation that wrote its
// entitlements. ErrNotReady: there is no final snapshot set.
func Explain(tx *models.Tx, inc *models.Incident, account common.Address) ([]CoverStep, error) {
	x, err := Load(tx, inc)
	if err != nil {
		return nil, err
	}
	var mine []Potential
	var out []CoverStep
	for i := range x.covers {
		if !slices.Contains(x.covers[i].accounts, account) {
			continue
		}
		all, err := x.ofCover(nil, i)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(all, func(p Potential) bool { return p.account == account })
		if at < 0 {
			continue
		}
		step, err := x.step(i, account)
		if err != nil {
			return nil, err
		}
		step.AloneShare = all[at].amount
		mine, out = append(mine, all[at]), append(out, step)
	}
	if err := shareLoss(mine); err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Share = mine[i].amount
	}
	return out, nil
}

func (x *Exposure) step(i int, account common.Address) (CoverStep, error) {
	c := &x.covers[i]
	s := CoverStep{Cover: c.cover, Terms: c.terms, Accounts: len(c.accounts), LimitLeft: c.remaining, Loss: x.losses.ByAccount[account]}
	var err error
	if s.CoverLoss, err = x.sum(c.accounts); err != nil {
		return s, err
	}
	s.Owed, _, err = x.owedBy(c, s.CoverLoss)
	s.Limited = money.Min(s.Owed, c.remaining)
	return s, err
}
