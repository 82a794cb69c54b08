package payouts

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"makewhole/merkle"
	"makewhole/money"
)

// The keys and columns of targets/1. The file says what each row has and should
// have; that these are the right targets follows from the accounts file whose
// hash it names (package rounds).
func targetKeys() []field[File] {
	return []field[File]{availableKey, hashField("accounts", func(f *File) *merkle.Hash { return &f.Accounts }), sourceField()}
}

func targetColumns(*File) []field[Row] {
	return []field[Row]{
		idColumn(), partOf(errAnyPart, PartCover, PartRecovery, PartShare, PartEscheat, PartBounty, PartProtocol),
		idField("account", func(r *Row) *string { return &r.Target.Account }),
		amountColumn("target"), alreadyColumn("already"),
		amountField("weight", func(r *Row) *money.Amount { return &r.Target.Weight }),
		heldColumn(), flagField("carried", func(r *Row) *bool { return &r.Target.Carried }), receiverColumn(),
	}
}

func hashField(name string, at func(*File) *merkle.Hash) field[File] {
	return field[File]{name,
		func(b []byte, f *File) ([]byte, error) { return hex.AppendEncode(append(b, "0x"...), at(f)[:]), nil },
		func(f *File, s string) error {
			if len(s) != 66 || s[:2] != "0x" || strings.ToLower(s) != s {
				return errHash
			}
			if _, err := hex.Decode(at(f)[:], []byte(s[2:])); err != nil {
				return errHash
			}
			return nil
		}}
}

var sourceForm = regexp.MustCompile(`^(pool|recovered|escheat):(0|[1-9][0-9]{0,5})$`)

func sourceField() field[File] {
	check := func(s string) error {
		if !sourceForm.MatchString(s) {
			return errSource
		}
		return nil
	}
	return field[File]{"source",
		func(b []byte, f *File) ([]byte, error) { return append(b, f.Source...), check(f.Source) },
		func(f *File, s string) error {
			f.Source = strings.Clone(s)
			return check(s)
		}}
}

// checkTargets holds that rows have what their rule needs, that held lines are
// not carried as well, and that only shares have a weight.
func (f *File) checkTargets() error {
	rule, err := RuleNamed(f.Rule)
	if err != nil || !rule.targets {
		return nil //nolint:nilerr // an unknown rule is refused where its name is read
	}
	for i := range f.Rows {
		if t := f.Rows[i].Target; t == nil || t.Carried && f.Rows[i].Held {
			return fmt.Errorf("%w: row %d: want an account, and held or carried but not both", ErrFile, i+1)
		} else if f.Rows[i].Part != PartShare && !t.Weight.IsZero() {
			return fmt.Errorf("%w: row %d: only a share has a weight", ErrFile, i+1)
		}
	}
	return nil
}

// toTargets is targets/1: each line is what is missing to the target. What the
// lines leave of the available money stays for later rounds.
func (c *Computed) toTargets(f *File) ([]money.Amount, error) {
	lines := make([]money.Amount, len(f.Rows))
	rest := f.Available
	for i := range f.Rows {
		r := &f.Rows[i]
		if r.Amount.Less(r.Already) {
			return nil, fmt.Errorf("%w: row %s has more than its target", ErrInput, r.ID)
		}
		lines[i] = r.Amount.SubFloor(r.Already)
		var err error
		if rest, err = rest.Sub(lines[i]); err != nil {
			return nil, fmt.Errorf("%w: the lines are more than the available money", ErrInput)
		}
	}
	c.Available, c.Reserved = f.Available, rest
	return lines, nil
}
