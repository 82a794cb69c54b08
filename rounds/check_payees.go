package rounds

import (
	"makewhole/money"
	"makewhole/payouts"
)

// paidTo is what rows say of somebody who lost nothing.
type paidTo struct{ already, line money.Amount }

// payeeKey names a bounty or the protocol, with its part.
type payeeKey struct {
	part payouts.Part
	id   string
}

// payees compares the rows of bounties and of the protocol with what the round gives
// them. None of them is held or carried. The protocol has a row where somebody is
// registered to receive its part; without one the part stays reserved.
func (c *fileCheck) payees() error {
	rows := map[payeeKey]paidTo{}
	for _, r := range c.others {
		if r.Held || r.Target.Carried {
			return differs("row %s is never held or carried", r.ID)
		}
		key := payeeKey{r.Part, r.Target.Account}
		if c.st.Source == FromEscheat { // the part says which line was swept
			key.part = payouts.PartBounty
		}
		sum := rows[key]
		already, err := sum.already.Add(r.Already)
		if err != nil {
			return differs("row %s: more was given than any source has", r.ID)
		}
		line, err := sum.line.Add(r.Amount.SubFloor(r.Already))
		if err != nil {
			return differs("row %s: the lines are more than any source has", r.ID)
		}
		rows[key] = paidTo{already, line}
	}
	for key, want := range c.duePayees(rows) {
		if got := rows[key]; got != want {
			return differs("%s of %s: the round gives %s after %s, the file %s after %s", key.part, key.id, want.line, want.already, got.line, got.already)
		}
		delete(rows, key)
	}
	for key := range rows {
		return differs("%s of %s is no part of the round", key.part, key.id)
	}
	return nil
}

// duePayees is what the rows should say: of each bounty that gets something or has a
// row, and of the protocol where it has one.
func (c *fileCheck) duePayees(rows map[payeeKey]paidTo) map[payeeKey]paidTo {
	due := map[payeeKey]paidTo{}
	for _, p := range c.st.Payees {
		due[payeeKey{payouts.PartBounty, p.ID}] = paidTo{line: p.Amount}
	}
	if c.st.Source != FromVault {
		return due
	}
	in := &c.s.Recovered[c.st.Index]
	for _, b := range in.Bounties {
		key := payeeKey{payouts.PartBounty, b.ID}
		want, gets := due[key]
		if _, said := rows[key]; gets || said {
			want.already = b.Given
			due[key] = want
		}
	}
	key := payeeKey{payouts.PartProtocol, c.f.Incident}
	if _, said := rows[key]; said {
		due[key] = paidTo{in.Protocol, c.st.Protocol}
	}
	return due
}
