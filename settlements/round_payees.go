package settlements

import (
	"fmt"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/service"
)

// loadPayees lists who gets recovered money without a loss: the receiver of the
// protocol, and under each token that came back its bounties with what their payers
// brought back of it.
func (in *roundState) loadPayees(tx *models.Tx) error {
	rows, err := tx.RegisteredPayees(in.incident.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		if rows[i].Kind == models.PayeeProtocol {
			in.protocol = &rows[i]
			continue
		}
		in.bounties = append(in.bounties, rows[i])
	}
	if len(in.bounties) == 0 {
		return nil
	}
	for n := range in.in.Recovered {
		r := &in.in.Recovered[n]
		for i := range in.bounties {
			b := &in.bounties[i]
			if *b.AssetID != in.tokens[r.Asset].ID {
				continue
			}
			gross, err := broughtBack(b, in.back)
			if err != nil {
				return err
			}
			r.Bounties = append(r.Bounties, rounds.Bounty{ID: b.PublicID, Gross: gross, Bps: uint32(*b.ShareBps), Cap: b.Cap.Amount})
		}
	}
	return nil
}

// broughtBack is what the payer of a bounty brought back of its token.
func broughtBack(b *models.RecoveryPayee, back []models.Recovery) (sum money.Amount, err error) {
	for i := range back {
		if r := &back[i]; r.AssetID == *b.AssetID && r.From == *b.Payer && err == nil {
			err = addTo(&sum, r.Amount.Amount)
		}
	}
	return sum, err
}

// bountyOf is the registered bounty of an entitlement, or nil.
func (in *roundState) bountyOf(entitlement int64) *models.RecoveryPayee {
	i := slices.IndexFunc(in.bounties, func(b models.RecoveryPayee) bool { return *b.EntitlementID == entitlement })
	if i < 0 {
		return nil
	}
	return &in.bounties[i]
}

// payeeLine enters what recovered money gave to a bounty or to the protocol.
func (b *booking) payeeLine(l *models.AccountLine, st *models.Settlement, back *rounds.Recovered) error {
	id := b.incident.PublicID
	if l.Part == models.PartProtocol {
		if err := addTo(&back.Protocol, l.Amount); err != nil {
			return err
		}
	} else {
		bounty := b.bountyOf(l.EntitlementID)
		if bounty == nil {
			return fmt.Errorf("%w: settlement %s paid a bounty that nobody agreed", service.ErrInvariant, st.PublicID)
		}
		id = bounty.PublicID
		i := slices.IndexFunc(back.Bounties, func(x rounds.Bounty) bool { return x.ID == id })
		if i < 0 {
			return fmt.Errorf("%w: settlement %s paid a bounty of another token", service.ErrInvariant, st.PublicID)
		}
		if err := addTo(&back.Bounties[i].Given, l.Amount); err != nil {
			return err
		}
	}
	if l.State == models.AllocationSwept {
		b.sweptIn[st.ID] = true
		b.sweptShares = append(b.sweptShares, sweptShare{entitlement: l.EntitlementID, payee: id, part: l.Part, asset: back.Asset, amount: l.Amount})
	}
	return nil
}

// owePayee adds what escheat still owes to a bounty or to the protocol.
func owePayee(e *rounds.Escheat, id string, owed money.Amount) error {
	at := slices.IndexFunc(e.Payees, func(p rounds.PayeeAmount) bool { return p.ID == id })
	if at < 0 {
		at, e.Payees = len(e.Payees), append(e.Payees, rounds.PayeeAmount{ID: id})
	}
	return addTo(&e.Payees[at].Amount, owed)
}

func sortPayees(list []rounds.PayeeAmount) {
	slices.SortFunc(list, func(x, y rounds.PayeeAmount) int { return strings.Compare(x.ID, y.ID) })
}

// payees writes a row of every bounty of the token, and of the protocol where somebody
// is registered to receive its part: otherwise the part stays in the vault.
func (w *lineWriter) payees() error {
	in := &w.in.Recovered[w.st.Index]
	for i := range in.Bounties {
		b := &in.Bounties[i]
		row := &w.bounties[slices.IndexFunc(w.bounties, func(p models.RecoveryPayee) bool { return p.PublicID == b.ID })]
		due, err := payouts.Bounty(payouts.BountyInput{Gross: b.Gross, Bps: b.Bps, Cap: b.Cap})
		if err != nil {
			return err
		}
		if err := w.addPayee(row, payouts.PartBounty, b.ID, b.Given, w.payeeAmount(b.ID), due); err != nil {
			return err
		}
	}
	if w.protocol == nil {
		return nil
	}
	all, err := in.Protocol.Add(w.st.Protocol)
	if err != nil {
		return err
	}
	return w.addPayee(w.protocol, payouts.PartProtocol, w.incident.PublicID, in.Protocol, w.st.Protocol, all)
}

func (w *lineWriter) payeeAmount(id string) money.Amount {
	for _, p := range w.st.Payees {
		if p.ID == id {
			return p.Amount
		}
	}
	return money.Zero
}

func (w *lineWriter) addPayee(row *models.RecoveryPayee, part payouts.Part, account string, already, amount, due money.Amount) error {
	e := entitled{id: *row.EntitlementID, publicID: w.of[*row.EntitlementID].publicID, receiver: row.Receiver.Address}
	return w.add(e, part, account, already, amount, rounds.Payable, due)
}
