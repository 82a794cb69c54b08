package entitlements

import (
	"errors"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// Several covers of one loss owe together at most what the best of them would owe
// without its limit. They share that amount as long as they stand: a line that is
// denied, barred or decided lower leaves its part to the others, so that another
// cover of an account, used or not, never lowers what the account gets.

// standing is one open line of an account with several covers.
type standing struct {
	e     *models.Entitlement
	owed  money.Amount // without the cover's own limit
	most  money.Amount // what the line could get alone
	fixed bool         // may be paid already: it never falls
}

// keepShares writes down what each of an account's several covers could owe alone;
// ps are the potentials of one account.
func (x *Exposure) keepShares(ps []Potential) []models.CoverShare {
	if len(ps) < 2 {
		return nil
	}
	out := make([]models.CoverShare, len(ps))
	for i := range ps {
		out[i] = models.CoverShare{
			IncidentID: x.incident.ID, Affected: models.Addr(ps[i].account), CoverID: x.covers[ps[i].cover].cover.ID,
			Owed: models.Amt(ps[i].owed), Alone: models.Amt(ps[i].alone),
		}
	}
	return out
}

// insertShares writes the shares of every account with several covers; ps are
// ordered by account.
func (x *Exposure) insertShares(tx *models.Tx, ps []Potential) error {
	var rows []models.CoverShare
	for from := 0; from < len(ps); {
		to := from + 1
		for to < len(ps) && ps[to].account == ps[from].account {
			to++
		}
		if rows = append(rows, x.keepShares(ps[from:to])...); len(rows) >= service.InsertChunk {
			if err := models.InsertBatch(tx, rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
		from = to
	}
	return models.InsertBatch(tx, rows)
}

// AloneOf is the most an entitlement could get if it were the account's only one.
func AloneOf(tx *models.Tx, e *models.Entitlement) (money.Amount, error) {
	shares, err := tx.SharesOf(e.IncidentID, e.Affected.Address)
	for _, s := range shares {
		if e.CoverID != nil && s.CoverID == *e.CoverID {
			return s.Alone.Amount, err
		}
	}
	return e.Amount.Amount, err
}

// Reshare makes the shares of an account's covers again after one of them changed.
// An account with one cover has nothing to share.
func Reshare(tx *models.Tx, by models.Actor, incidentID int64, account common.Address) error {
	return ReshareWith(tx, by, incidentID, account, nil)
}

// ReshareWith is Reshare while a claim is being decided: its row is not written yet.
func ReshareWith(tx *models.Tx, by models.Actor, incidentID int64, account common.Address, deciding *models.Claim) error {
	lines, err := standingLines(tx, incidentID, account, deciding)
	if err != nil || len(lines) == 0 {
		return err
	}
	amounts, err := shareOut(lines)
	if err != nil {
		return err
	}
	return setAmounts(tx, by, "entitlement.reshare", lines, amounts)
}

// setAmounts writes the amounts of lines that have changed, and the loss units that
// they consume.
func setAmounts(tx *models.Tx, by models.Actor, act string, lines []standing, amounts []money.Amount) error {
	var changed []*models.Entitlement
	for i, l := range lines {
		if l.e.Amount.Amount == amounts[i] {
			continue
		}
		was := l.e.Amount
		l.e.Amount = models.Amt(amounts[i])
		if err := models.Update(tx, l.e, "amount"); err != nil {
			return err
		}
		if err := tx.Audit(by, act, l.e.PublicID, map[string]any{"from": was, "to": l.e.Amount}); err != nil {
			return err
		}
		changed = append(changed, l.e)
	}
	return consumeAgain(tx, changed)
}

// standingLines are the open lines of an account with several covers, or none.
func standingLines(tx *models.Tx, incidentID int64, account common.Address, deciding *models.Claim) ([]standing, error) {
	shares, err := tx.SharesOf(incidentID, account)
	if err != nil || len(shares) == 0 {
		return nil, err
	}
	byCover := map[int64]*models.CoverShare{}
	for i := range shares {
		byCover[shares[i].CoverID] = &shares[i]
	}
	rows, err := tx.CoverEntitlements(incidentID, account)
	if err != nil {
		return nil, err
	}
	var out []standing
	for i := range rows {
		e := &rows[i]
		s := byCover[*e.CoverID]
		if s == nil {
			continue
		}
		l := standing{e: e, owed: s.Owed.Amount, most: s.Alone.Amount, fixed: !e.Held || e.HeldReason == HeldReceiver}
		if e.ClaimID != nil {
			c, err := claimOf(tx, *e.ClaimID, deciding)
			if err != nil {
				return nil, err
			}
			l.most = mostOf(&c, l.most)
		}
		out = append(out, l)
	}
	return out, nil
}

func claimOf(tx *models.Tx, id int64, deciding *models.Claim) (models.Claim, error) {
	if deciding != nil && deciding.ID == id {
		return *deciding, nil
	}
	return models.ByID[models.Claim](tx, id)
}

// shareOut divides what the best of the lines owes. A fixed line that has more
// than its new share keeps it, and the others share the rest.
func shareOut(lines []standing) ([]money.Amount, error) {
	out, kept := make([]money.Amount, len(lines)), make([]bool, len(lines))
	best := money.Zero
	for _, l := range lines {
		best = money.MaxOf(best, l.owed)
	}
	for {
		rest, most := best, make([]money.Amount, len(lines))
		for i, l := range lines {
			if most[i] = l.most; kept[i] {
				rest, most[i] = rest.SubFloor(out[i]), money.Zero
			}
		}
		shares, err := payouts.ShareLimit(rest, most)
		if err != nil {
			return nil, err
		}
		again := false
		for i, l := range lines {
			if kept[i] {
				continue
			}
			if out[i] = shares[i]; l.fixed && shares[i].Less(l.e.Amount.Amount) {
				out[i], kept[i], again = l.e.Amount.Amount, true, true
			}
		}
		if !again {
			return out, nil
		}
	}
}

// consumeAgain replaces the loss units of lines whose amount has changed, for those
// that had consumed some.
func consumeAgain(tx *models.Tx, changed []*models.Entitlement) error {
	var again []models.LossConsumption
	for _, e := range changed {
		row, err := tx.ConsumptionOf(e.ID)
		if errors.Is(err, models.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		row.ReleasedAt = &tx.Now
		if err := models.Update(tx, &row, "released_at"); err != nil {
			return err
		}
		again = append(again, models.LossConsumption{
			IncidentID: e.IncidentID, Affected: e.Affected, AssetID: e.AssetID, EntitlementID: e.ID, Amount: e.Amount,
		})
	}
	for i := range again {
		if err := models.Insert(tx, &again[i]); err != nil {
			return err
		}
	}
	return nil
}
