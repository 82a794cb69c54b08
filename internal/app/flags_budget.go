package app

import (
	"fmt"
	"makewhole/outbox"

	"makewhole/money"
)

// BudgetFlags are the configured fee budgets.
type BudgetFlags struct {
	BudgetSettlement string `help:"Most to spend on the fees of one settlement, in coins, for example 0.5; no bound without it." name:"budget-settlement" placeholder:"COINS"`
	BudgetKeyDay     string `help:"Most to spend on the fees of what one key signs on one UTC day, in coins; no bound without it." name:"budget-key-day" placeholder:"COINS"`
}

// Policy reads the flags.
func (f BudgetFlags) Policy() (p outbox.BudgetPolicy, err error) {
	for _, x := range []struct {
		name, text string
		into       *money.Amount
	}{{"--budget-settlement", f.BudgetSettlement, &p.Settlement}, {"--budget-key-day", f.BudgetKeyDay, &p.KeyDay}} {
		if x.text == "" {
			continue
		}
		if *x.into, err = money.ParseDecimal(x.text, 18); err != nil {
			return p, fmt.Errorf("%s: %w", x.name, err)
		}
		if x.into.IsZero() {
			return p, fmt.Errorf("%s: leave it out for no bound, 0 would stop everything", x.name)
		}
	}
	return p, nil
}
