package server

import (
	"bytes"
	"context"
	"encoding/csv"
	"time"

	"makewhole/distributions"
	"makewhole/models"
)

// TallyOf is a number of lines and their amount.
type TallyOf struct {
	Lines  int64 `json:"lines"`
	Amount Money `json:"amount"`
}

// DayBucket is the open lines whose age lies in a range of days.
type DayBucket struct {
	From *int  `json:"from_days,omitempty" doc:"Absent: without a lower end."`
	To   *int  `json:"to_days,omitempty" doc:"Absent: without an upper end."`
	Open Money `json:"open"`
	N    int64 `json:"lines"`
}

// CollectionOf says what of a settlement was collected.
type CollectionOf struct {
	SettlementID string  `json:"settlement_id"`
	State        string  `json:"state" closed:"settlement"`
	Days         int     `json:"days_open"`
	Left         int     `json:"days_until_deadline" doc:"Below 0 the deadline is over."`
	Total        TallyOf `json:"total"`
	Pushed       TallyOf `json:"pushed"`
	Redeemed     TallyOf `json:"redeemed"`
	Open         TallyOf `json:"open" doc:"Nobody collected."`
	Tried        int64   `json:"tried" doc:"Of the open lines, a final push did not pay them."`
	UnderWay     int64   `json:"under_way" doc:"Of the open lines, a push is on its way."`
	Swept        TallyOf `json:"swept"`
}

// AgingOf spreads open lines over ages, by token.
type AgingOf struct {
	Open     TallyOf     `json:"open"`
	Since    []DayBucket `json:"since_active" nullable:"false"`
	Deadline []DayBucket `json:"until_deadline" nullable:"false"`
}

// Collected is the report of collection and ageing.
type Collected struct {
	At          time.Time      `json:"at"`
	Settlements []CollectionOf `json:"settlements" nullable:"false"`
	Aging       []AgingOf      `json:"aging" nullable:"false"`
}

// CostOf is what the transactions of a settlement really cost, in wei.
type CostOf struct {
	SettlementID string       `json:"settlement_id"`
	Kinds        []CostOfKind `json:"kinds" nullable:"false"`
	Fee          string       `json:"fee"`
	Pushed       TallyOf      `json:"pushed"`
	PerPush      string       `json:"fee_per_push" doc:"Of all pushes per line that one paid, rounded up."`
	PlannedGas   uint64       `json:"planned_gas"`
	RealGas      uint64       `json:"real_gas"`
	Redeemed     TallyOf      `json:"redeemed" doc:"Their receivers paid for themselves."`
}

// CostOfKind is one kind of transaction.
type CostOfKind struct {
	Kind         IntentKind `json:"kind"`
	Transactions int64      `json:"transactions"`
	Gas          uint64     `json:"gas"`
	Fee          string     `json:"fee"`
}

// RealCosts is the report of costs.
type RealCosts struct {
	At          time.Time `json:"at"`
	Fee         string    `json:"fee"`
	Settlements []CostOf  `json:"settlements" nullable:"false"`
}

// PayoutCheck compares events, transfers and balances of final blocks.
type PayoutCheck struct {
	ID        int64     `json:"id"`
	Contract  string    `json:"contract"`
	FromBlock int64     `json:"from_block" doc:"Exclusive."`
	ToBlock   int64     `json:"to_block"`
	ToHash    string    `json:"to_hash"`
	Before    Money     `json:"balance_before"`
	After     Money     `json:"balance_after"`
	BookedIn  Money     `json:"booked_in" doc:"By the distributor's events."`
	BookedOut Money     `json:"booked_out"`
	MovedIn   Money     `json:"moved_in" doc:"By the token's transfers."`
	MovedOut  Money     `json:"moved_out"`
	Payments  int64     `json:"payments"`
	Receivers int64     `json:"receivers_compared"`
	Skipped   int64     `json:"receivers_skipped" doc:"The node had forgotten the state, or a receiver's own transactions hide the difference."`
	Verdict   string    `json:"verdict" enum:"ok,mismatch"`
	Findings  string    `json:"findings,omitempty"`
	At        time.Time `json:"at"`
}

// SettlementQuery narrows a report to one settlement.
type SettlementQuery struct {
	Settlement string `query:"settlement" maxLength:"64" doc:"Default: all."`
}

func (s *Server) collectionReport(tx *models.Tx, _ caller, in *SettlementQuery) (out Collected, err error) {
	r, err := distributions.Collections(tx, in.Settlement)
	if err != nil {
		return out, err
	}
	out = Collected{At: r.At.UTC(), Settlements: make([]CollectionOf, len(r.Settlements)), Aging: make([]AgingOf, len(r.Aging))}
	v := view(tx)
	for i := range r.Settlements {
		if out.Settlements[i], err = v.collection(&r.Settlements[i]); err != nil {
			return out, err
		}
	}
	for i := range r.Aging {
		if out.Aging[i], err = v.aging(&r.Aging[i]); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (v *viewer) tallies(assetID int64, out map[*TallyOf]distributions.Tally) error {
	t, err := v.token(assetID)
	for to, tally := range out {
		*to = TallyOf{Lines: tally.Lines, Amount: moneyOf(tally.Amount, t)}
	}
	return err
}

func (v *viewer) collection(c *distributions.Collection) (CollectionOf, error) {
	out := CollectionOf{
		SettlementID: c.Settlement.PublicID, State: c.Settlement.State, Days: c.Days, Left: c.Left, Tried: c.Tried, UnderWay: c.UnderWay,
	}
	return out, v.tallies(c.Asset.ID, map[*TallyOf]distributions.Tally{
		&out.Total: c.Total, &out.Pushed: c.Pushed, &out.Redeemed: c.Redeemed, &out.Open: c.Open, &out.Swept: c.Swept,
	})
}

func (v *viewer) aging(a *distributions.Aging) (out AgingOf, err error) {
	t, err := v.token(a.Asset.ID)
	if err != nil {
		return out, err
	}
	out.Open = TallyOf{Lines: a.Open.Lines, Amount: moneyOf(a.Open.Amount, t)}
	for _, side := range []struct {
		from []distributions.Bucket
		to   *[]DayBucket
	}{{a.Since, &out.Since}, {a.Deadline, &out.Deadline}} {
		*side.to = []DayBucket{}
		for i, b := range side.from {
			d := DayBucket{N: b.Lines, Open: moneyOf(b.Amount, t)}
			if from := b.From; i > 0 || from == 0 {
				d.From = &from
			}
			if to := b.To; i < len(side.from)-1 {
				d.To = &to
			}
			*side.to = append(*side.to, d)
		}
	}
	return out, nil
}

func (s *Server) costReport(tx *models.Tx, _ caller, in *SettlementQuery) (out RealCosts, err error) {
	r, err := distributions.RealCosts(tx, in.Settlement)
	if err != nil {
		return out, err
	}
	out = RealCosts{At: r.At.UTC(), Fee: r.Fee.String(), Settlements: make([]CostOf, len(r.Settlements))}
	v := view(tx)
	for i := range r.Settlements {
		if out.Settlements[i], err = v.costs(&r.Settlements[i]); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (v *viewer) costs(c *distributions.Costs) (CostOf, error) {
	out := CostOf{
		SettlementID: c.Settlement.PublicID, Kinds: []CostOfKind{}, Fee: c.Fee.String(), PerPush: c.PerPush.String(), PlannedGas: c.PlannedGas, RealGas: c.RealGas,
	}
	for _, l := range c.Lines {
		out.Kinds = append(out.Kinds, CostOfKind{Kind: IntentKind(l.Kind), Transactions: l.Transactions, Gas: l.Gas, Fee: l.Fee.String()})
	}
	return out, v.tallies(c.Asset.ID, map[*TallyOf]distributions.Tally{&out.Pushed: c.Pushed, &out.Redeemed: c.Redeemed})
}

type uncollectedIn struct {
	PageIn
	SettlementQuery
}

func (s *Server) uncollected(tx *models.Tx, _ caller, in *uncollectedIn) (Page[Allocation], error) {
	id, err := distributions.SettlementID(tx, in.Settlement)
	if err != nil {
		return Page[Allocation]{}, err
	}
	fetch := func(p models.Page) ([]models.Allocation, error) { return tx.UncollectedPage(id, p) }
	return listPage(in.PageIn, "uncollected:"+in.Settlement, fetch, func(r models.Allocation) int64 { return r.ID }, view(tx).allocation)
}

type checksIn struct {
	PageIn
	Verdict string `query:"verdict" enum:"ok,mismatch"`
}

func (s *Server) listPayoutChecks(tx *models.Tx, _ caller, in *checksIn) (Page[PayoutCheck], error) {
	fetch := func(p models.Page) ([]models.PayoutCheck, error) { return tx.PayoutCheckPage(in.Verdict, p) }
	return listPage(in.PageIn, "payout-checks:"+in.Verdict, fetch, func(r models.PayoutCheck) int64 { return r.ID }, view(tx).payoutCheck)
}

func (v *viewer) payoutCheck(r models.PayoutCheck) (PayoutCheck, error) {
	out := PayoutCheck{
		ID: r.ID, Contract: r.Contract.Hex(), FromBlock: r.FromBlock, ToBlock: r.ToBlock, ToHash: hexOf(r.ToHash), Payments: r.Payments,
		Receivers: r.Receivers, Skipped: r.Skipped, Verdict: r.Verdict, Findings: r.Findings, At: r.CreatedAt.UTC(),
	}
	return out, v.monies(r.AssetID, map[*Money]models.Amount{
		&out.Before: r.BalanceBefore, &out.After: r.BalanceAfter, &out.BookedIn: r.BookedIn, &out.BookedOut: r.BookedOut,
		&out.MovedIn: r.MovedIn, &out.MovedOut: r.MovedOut,
	})
}

// asCSV renders a report for spreadsheets.
func (s *Server) asCSV(name string, rows func(tx *models.Tx, settlement string) ([][]string, error)) func(context.Context, caller, *SettlementQuery) (File, error) {
	return func(ctx context.Context, _ caller, in *SettlementQuery) (File, error) {
		var buf bytes.Buffer
		err := s.db.Read(ctx, func(tx *models.Tx) error {
			buf.Reset()
			table, err := rows(tx, in.Settlement)
			if err != nil {
				return err
			}
			return csv.NewWriter(&buf).WriteAll(table)
		})
		return File{MediaType: "text/csv", Name: name, Data: buf.Bytes()}, err
	}
}
