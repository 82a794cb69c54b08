package payouts

import (
	"errors"
	"slices"
	"strings"

	"makewhole/money"
)

// RuleSpec is everything that is particular to one settlement rule. Whoever has
// to know what a rule is like asks the value; nobody compares names.
type RuleSpec struct {
	Name Rule
	// Wording says that the terms of a cover may choose it.
	Wording bool
	// ByLoss says that its rows are losses and its denominator is everybody's, so
	// that it can divide one amount only.
	ByLoss bool
	// Later is the rule of the tranches after the first.
	Later Rule

	keys    func() []field[File]                               // after those that every rule has
	columns func(*File) []field[Row]                           // of the first table
	targets bool                                               // rows have a TargetRow
	shares  bool                                               // pools in the header and a second table, and what a row then has
	compute func(*Computed, *File) (_ []money.Amount, _ error) // amounts of the rows, the shares, the protocol where it has a receiver
}

// Rules are the settlement rules. A changed rule is a new one; old files keep
// their meaning.
var Rules = []RuleSpec{
	{Name: RuleWaterFill, Wording: true, Later: RuleWaterFill, keys: levelKeys, columns: levelColumns, compute: (*Computed).waterFill},
	{Name: RuleCapped, Later: RuleCapped, keys: levelKeys, columns: cappedColumns, compute: (*Computed).capped},
	{Name: RuleProRata, Wording: true, ByLoss: true, Later: RuleWaterFill, keys: lossKeys, columns: lossColumns, compute: (*Computed).proRata},
	{Name: RuleRecovery, Later: RuleRecovery, keys: recoveryKeys, columns: recoveryColumns, shares: true, compute: (*Computed).recovery},
	{Name: RuleTargets, Later: RuleTargets, keys: targetKeys, columns: targetColumns, targets: true, compute: (*Computed).toTargets},
}

// ErrRule means that no rule has this name.
var ErrRule = errors.New("unknown settlement rule")

// RuleNamed finds a rule, or returns ErrRule.
func RuleNamed(name Rule) (*RuleSpec, error) {
	i := slices.IndexFunc(Rules, func(r RuleSpec) bool { return r.Name == name })
	if i < 0 {
		return nil, ErrRule
	}
	return &Rules[i], nil
}

// WordingRules names those that the terms of a cover may choose from.
func WordingRules() string { return names(func(r *RuleSpec) bool { return r.Wording }) }

// names lists rules for people: "a, b or c".
func names(of func(*RuleSpec) bool) string {
	var out []string
	for i := range Rules {
		if of(&Rules[i]) {
			out = append(out, string(Rules[i].Name))
		}
	}
	last := len(out) - 1
	return strings.Join(out[:last], ", ") + " or " + out[last]
}

// hasShares reports whether a file has the pools and the second table.
func (f *File) hasShares() bool {
	r, err := RuleNamed(f.Rule)
	return err == nil && r.shares
}

var (
	availableKey = amountField("available", func(f *File) *money.Amount { return &f.Available })
	minPayKey    = amountField("min_pay", func(f *File) *money.Amount { return &f.MinPay })
)

// The keys and columns of water-fill/1 and /2: e, a and what an account may have
// at most.
func levelKeys() []field[File] { return []field[File]{availableKey, minPayKey} }

func levelColumns(*File) []field[Row] {
	return []field[Row]{idColumn(), partField(), classField(), amountColumn("e"), alreadyColumn("a"), heldColumn(), receiverColumn()}
}

func cappedColumns(*File) []field[Row] {
	return []field[Row]{
		idColumn(), partField(), classField(), amountColumn("e"), requiredCap(), alreadyColumn("a"), heldColumn(), receiverColumn(),
	}
}

// The keys and columns of pro-rata/1: weights under one denominator.
func lossKeys() []field[File] {
	return []field[File]{availableKey, amountField("denominator", func(f *File) *money.Amount { return &f.Denominator }), minPayKey}
}

func lossColumns(*File) []field[Row] {
	return []field[Row]{idColumn(), partField(), amountColumn("weight"), capField(), heldColumn(), receiverColumn()}
}

// The keys and columns of recovery/1: losses, and one column for each pool that
// paid.
func recoveryKeys() []field[File] {
	return []field[File]{
		amountField("collected", func(f *File) *money.Amount { return &f.Collected }),
		amountField("total_affected", func(f *File) *money.Amount { return &f.TotalAffected }),
		amountField("total_units", func(f *File) *money.Amount { return &f.TotalUnits }),
		flagField("residuals_first", func(f *File) *bool { return &f.ResidualsFirst }),
		minPayKey,
		addressField("protocol_receiver", func(f *File) *[20]byte { return &f.ProtocolReceiver }),
		amountField("protocol_already", func(f *File) *money.Amount { return &f.ProtocolAlready }),
		poolsField(),
	}
}

func recoveryColumns(f *File) []field[Row] {
	fields := []field[Row]{
		idColumn(), partField(), amountColumn("loss"),
		amountField("units", func(r *Row) *money.Amount { return &r.Recovery.Units }),
		amountField("elsewhere", func(r *Row) *money.Amount { return &r.Recovery.Elsewhere }),
		alreadyColumn("already"), heldColumn(), receiverColumn(),
	}
	for i, pool := range f.Pools {
		fields = append(fields, amountField("pool_paid:"+pool, func(r *Row) *money.Amount { return &r.Recovery.PoolPaid[i] }))
	}
	return fields
}

func idColumn() field[Row] { return idField("id", func(r *Row) *string { return &r.ID }) }

func amountColumn(name string) field[Row] {
	return amountField(name, func(r *Row) *money.Amount { return &r.Amount })
}

func alreadyColumn(name string) field[Row] {
	return amountField(name, func(r *Row) *money.Amount { return &r.Already })
}

func heldColumn() field[Row] { return flagField("held", func(r *Row) *bool { return &r.Held }) }

func receiverColumn() field[Row] {
	return addressField("receiver", func(r *Row) *[20]byte { return &r.Receiver })
}
