package books

import (
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/payouts"
	"makewhole/states"
)

// payees holds every line to the protocol or to a bounty against what two persons
// registered: its receiver is the one who was registered when it was drafted, and a
// bounty has at most its share of what its payer brought back, and at most its cap, over
// all settlements of the incident. Full runs only.
func (r *run) payees() error {
	if r.Incremental {
		return nil
	}
	return models.EachRow(r.Tx, func(inc *models.Incident) error {
		r.Checked()
		rows, err := r.Tx.ConfirmedPayees(inc.ID)
		if err != nil {
			return err
		}
		p := &paidPayees{run: r, inc: inc, rows: map[int64][]models.RecoveryPayee{}, given: map[int64]*big.Int{}}
		for _, row := range rows {
			r.Checked()
			p.rows[*row.EntitlementID] = append(p.rows[*row.EntitlementID], row)
		}
		if err := p.lines(); err != nil {
			return err
		}
		return p.within()
	})
}

// paidPayees is what an incident gave to whom two persons registered.
type paidPayees struct {
	*run
	inc   *models.Incident
	rows  map[int64][]models.RecoveryPayee // by entitlement, in the order of their confirmations
	given map[int64]*big.Int               // by entitlement of a bounty, in base units of its token
}

func (p *paidPayees) lines() error {
	settlements, err := p.Tx.SettlementsOf(p.inc.ID)
	if err != nil {
		return err
	}
	escheat, err := p.Tx.EscheatSettlementsOf(p.inc.ID)
	if err != nil {
		return err
	}
	for i := range settlements {
		s := &settlements[i]
		if s.State == models.SettlementCancelled {
			continue
		}
		err := p.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
			if a.LeafIndex != nil && a.State != models.AllocationVoid && (a.Part == models.PartBounty || a.Part == models.PartProtocol) {
				p.line(s, a, escheat[s.ID])
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// line looks at one line. What escheat pays again was given before.
func (p *paidPayees) line(s *models.Settlement, a *models.Allocation, again bool) {
	p.Checked()
	rows := p.rows[a.EntitlementID]
	if len(rows) == 0 || rows[0].Kind != kindOf[a.Part] {
		p.Violation(s.PublicID, "its line %s pays a %s that nobody registered", a.PublicID, a.Part)
		return
	}
	if !registeredAt(rows, s.CreatedAt)[a.Receiver.Address] {
		p.Violation(s.PublicID, "its line %s pays %s, who was not the receiver then", a.PublicID, a.Receiver.Hex())
	}
	if a.Part != models.PartBounty || again {
		return
	}
	if rows[0].AssetID == nil || *rows[0].AssetID != s.AssetID {
		p.Violation(s.PublicID, "its line %s pays a bounty on another token", a.PublicID)
		return
	}
	if p.given[a.EntitlementID] == nil {
		p.given[a.EntitlementID] = new(big.Int)
	}
	p.given[a.EntitlementID].Add(p.given[a.EntitlementID], a.Amount.Big())
}

var kindOf = map[string]string{models.PartBounty: models.PayeeBounty, models.PartProtocol: models.PayeeProtocol}

// registeredAt are the receivers that a draft of a moment may pay: the last who was
// confirmed before it, and those of the moment itself.
func registeredAt(rows []models.RecoveryPayee, at time.Time) map[common.Address]bool {
	out := map[common.Address]bool{}
	for i := range rows {
		if rows[i].ConfirmedAt.Before(at) {
			clear(out)
		}
		if !rows[i].ConfirmedAt.After(at) {
			out[rows[i].Receiver.Address] = true
		}
	}
	return out
}

// within compares what bounties were given with the best of their terms, over all that
// came back for good.
func (p *paidPayees) within() error {
	back, err := p.Tx.RecoveriesOf(p.inc.ID, states.RecoveryFinal, states.RecoveryReleased)
	if err != nil {
		return err
	}
	for entitlement, given := range p.given {
		most := new(big.Int)
		for _, row := range p.rows[entitlement] {
			if row.Payer == nil || row.ShareBps == nil || row.Cap == nil {
				continue
			}
			gross := new(big.Int)
			for i := range back {
				if back[i].AssetID == *row.AssetID && back[i].From == *row.Payer {
					gross.Add(gross, back[i].Amount.Big())
				}
			}
			due := gross.Mul(gross, big.NewInt(*row.ShareBps))
			due.Quo(due, big.NewInt(payouts.BpsFull))
			if most2 := row.Cap.Big(); due.Cmp(most2) > 0 {
				due = most2
			}
			if due.Cmp(most) > 0 {
				most = due
			}
		}
		if given.Cmp(most) > 0 {
			p.Violation(p.inc.PublicID, "the bounty %s was given %s, at most %s was agreed", p.rows[entitlement][0].PublicID, given, most)
		}
	}
	return nil
}
