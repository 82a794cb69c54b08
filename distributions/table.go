package distributions

import (
	"strconv"
	"time"

	"makewhole/models"
)

// The tables of the reports, as the server sends them and the command line
// prints them: the first row names the columns.

// SettlementID is the row of a named settlement, 0 for all.
func SettlementID(tx *models.Tx, publicID string) (int64, error) {
	if publicID == "" {
		return 0, nil
	}
	st, err := tx.SettlementHead(publicID)
	return st.ID, err
}

// CollectionTable has a line for each settlement.
func CollectionTable(tx *models.Tx, settlement string) ([][]string, error) {
	r, err := Collections(tx, settlement)
	out := [][]string{{
		"settlement", "state", "token", "decimals", "days_open", "days_until_deadline", "lines", "amount", "pushed_lines", "pushed_amount",
		"redeemed_lines", "redeemed_amount", "open_lines", "open_amount", "tried", "under_way", "swept_lines", "swept_amount",
	}}
	for i := range r.Settlements {
		c := &r.Settlements[i]
		row := []string{c.Settlement.PublicID, c.Settlement.State, c.Asset.Symbol, strconv.Itoa(c.Asset.Decimals), strconv.Itoa(c.Days), strconv.Itoa(c.Left)}
		for _, t := range []Tally{c.Total, c.Pushed, c.Redeemed, c.Open} {
			row = append(row, number(t.Lines), t.Amount.String())
		}
		out = append(out, append(row, number(c.Tried), number(c.UnderWay), number(c.Swept.Lines), c.Swept.Amount.String()))
	}
	return out, err
}

// UncollectedTable has a line for each line that nobody collected.
func UncollectedTable(tx *models.Tx, settlement string) ([][]string, error) {
	id, err := SettlementID(tx, settlement)
	if err != nil {
		return nil, err
	}
	out := [][]string{{"settlement", "allocation", "leaf_index", "receiver", "amount", "active_at", "deadline"}}
	heads := map[int64]models.Settlement{}
	err = tx.EachUncollected(id, func(l *models.Allocation) error {
		st, known := heads[l.SettlementID]
		if !known {
			if st, err = tx.SettlementHeadByID(l.SettlementID); err != nil {
				return err
			}
			heads[l.SettlementID] = st
		}
		out = append(out, []string{
			st.PublicID, l.PublicID, number(*l.LeafIndex), l.Receiver.Hex(), l.Amount.String(), moment(st.ActiveAt), moment(st.Deadline),
		})
		return nil
	})
	return out, err
}

// CostTable has a line for each settlement and kind of transaction, in wei.
func CostTable(tx *models.Tx, settlement string) ([][]string, error) {
	r, err := RealCosts(tx, settlement)
	out := [][]string{{"settlement", "kind", "transactions", "gas", "fee_wei", "lines_pushed", "fee_per_push_wei"}}
	for i := range r.Settlements {
		c := &r.Settlements[i]
		for _, l := range c.Lines {
			row := []string{c.Settlement.PublicID, l.Kind, number(l.Transactions), strconv.FormatUint(l.Gas, 10), l.Fee.String(), "", ""}
			if l.Kind == "push" {
				row[5], row[6] = number(c.Pushed.Lines), c.PerPush.String()
			}
			out = append(out, row)
		}
	}
	return out, err
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func moment(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
