package operate

import (
	"encoding/csv"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"text/tabwriter"

	"makewhole/distributions"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/display"
	"makewhole/models"
	"makewhole/money"
)

// ReportCmd tells how distributions went; it reads the store, beside a running
// server or without one.
type ReportCmd struct {
	Collection  ReportCollectionCmd  `cmd:"" help:"What was collected, and how old the rest is."`
	Uncollected ReportUncollectedCmd `cmd:"" help:"Lines that nobody collected."`
	Costs       ReportCostsCmd       `cmd:"" help:"What transactions really cost, and a push per receiver."`
	Payouts     ReportPayoutsCmd     `cmd:"" help:"Payments compared with balances."`
}

// reportFlags are the same for every report.
type reportFlags struct {
	app.StoreFlags `embed:""`
	Settlement     string `help:"Id of a settlement: stl_…; default all." placeholder:"ID"`
	CSV            bool   `help:"Print comma-separated values." name:"csv"`
}

// readStore runs fn over one snapshot of the store.
func readStore(g *cli.Globals, f app.StoreFlags, fn func(tx *models.Tx) error) error {
	db, err := models.Open(g.Context, f.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Read(g.Context, fn)
}

type table = func(tx *models.Tx, settlement string) ([][]string, error)

// print shows a report as CSV, as JSON, or as text for people.
func (f reportFlags) print(g *cli.Globals, rows table, people func(tx *models.Tx) error) error {
	return readStore(g, f.StoreFlags, func(tx *models.Tx) error {
		if !f.CSV && !g.JSON {
			return people(tx)
		}
		out, err := rows(tx, f.Settlement)
		if err != nil {
			return err
		}
		if f.CSV {
			return csv.NewWriter(g.Stdout).WriteAll(out)
		}
		return cli.WriteJSON(g, records(out))
	})
}

// records names the cells of a table by its head.
func records(rows [][]string) []map[string]string {
	out := []map[string]string{}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, cell := range row {
			r[rows[0][i]] = cell
		}
		out = append(out, r)
	}
	return out
}

// ReportCollectionCmd shows collection and ageing.
type ReportCollectionCmd struct {
	reportFlags
}

// Run reads the store.
func (c *ReportCollectionCmd) Run(g *cli.Globals) error {
	return c.print(g, distributions.CollectionTable, func(tx *models.Tx) error {
		r, err := distributions.Collections(tx, c.Settlement)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "SETTLEMENT\tSTATE\tDAYS OPEN\tLEFT\tPUSHED\tREDEEMED\tOPEN\tCOLLECTED")
		for i := range r.Settlements {
			s := &r.Settlements[i]
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", s.Settlement.PublicID, s.Settlement.State, s.Days, s.Left,
				s.Pushed.Lines, s.Redeemed.Lines, s.Open.Lines, bar(s.Total.Amount.SubFloor(s.Open.Amount), s.Total.Amount))
		}
		for i := range r.Aging {
			printAging(w, &r.Aging[i])
		}
		return w.Flush()
	})
}

func printAging(w *tabwriter.Writer, a *distributions.Aging) {
	if a.Open.Lines == 0 {
		fmt.Fprintf(w, "\n%s: everything is collected\n", a.Asset.Symbol)
		return
	}
	fmt.Fprintf(w, "\n%s not collected\tLINES\tAMOUNT\t\n", a.Asset.Symbol)
	for _, side := range []struct {
		what    string
		buckets []distributions.Bucket
	}{{"open", a.Since}, {"until the deadline", a.Deadline}} {
		for i, b := range side.buckets {
			if b.Lines == 0 {
				continue
			}
			fmt.Fprintf(w, "%s %s\t%d\t%s\t%s\n", side.what, bucketName(b, i, len(side.buckets)), b.Lines, b.Amount.Format(uint8(a.Asset.Decimals)), bar(b.Amount, a.Open.Amount))
		}
	}
}

// bucketName is a range of days in words.
func bucketName(b distributions.Bucket, i, n int) string {
	switch {
	case b.To < 0 && i < n-1:
		return "over"
	case i == n-1:
		return fmt.Sprintf("over %d days", b.From-1)
	default:
		return fmt.Sprintf("%d to %d days", max(b.From, 0), b.To)
	}
}

// barWidth is how many cells a full bar has.
const barWidth = 20

// bar pictures a part of a whole and its share in per cent, rounded down.
func bar(part, whole money.Amount) string {
	if whole.IsZero() {
		return strings.Repeat("░", barWidth) + "   –"
	}
	share := func(of int64) int {
		n := new(big.Int).Mul(part.Big(), big.NewInt(of))
		return int(n.Div(n, whole.Big()).Int64())
	}
	full := share(barWidth)
	return strings.Repeat("█", full) + strings.Repeat("░", barWidth-full) + fmt.Sprintf(" %3d%%", share(100))
}

// ReportUncollectedCmd lists who has not collected.
type ReportUncollectedCmd struct {
	reportFlags
	After int64 `help:"Row after which to begin; the last column of the list." default:"0"`
	Limit int   `help:"Most lines to print." default:"50"`
}

// Run reads the store.
func (c *ReportUncollectedCmd) Run(g *cli.Globals) error {
	return c.print(g, distributions.UncollectedTable, func(tx *models.Tx) error {
		var id int64
		if c.Settlement != "" {
			st, err := tx.SettlementHead(c.Settlement)
			if err != nil {
				return err
			}
			id = st.ID
		}
		rows, err := tx.UncollectedPage(id, models.Page{After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ALLOCATION\tRECEIVER\tAMOUNT\tLEAF\tROW")
		for i := range rows {
			l := &rows[i]
			fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\n", l.PublicID, l.Receiver.Hex(), l.Amount, *l.LeafIndex, l.ID)
		}
		return w.Flush()
	})
}

// ReportCostsCmd shows real costs.
type ReportCostsCmd struct {
	reportFlags
}

// Run reads the store.
func (c *ReportCostsCmd) Run(g *cli.Globals) error {
	return c.print(g, distributions.CostTable, func(tx *models.Tx) error {
		r, err := distributions.RealCosts(tx, c.Settlement)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "SETTLEMENT\tKIND\tTRANSACTIONS\tGAS\tFEE\tPER RECEIVER\tGAS PLANNED")
		for i := range r.Settlements {
			s := &r.Settlements[i]
			for _, l := range s.Lines {
				each, planned := "-", "-"
				if l.Kind == "push" {
					each, planned = coin(s.PerPush), strconv.FormatUint(s.PlannedGas, 10)
				}
				fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%s\t%s\t%s\n", s.Settlement.PublicID, l.Kind, l.Transactions, l.Gas, coin(l.Fee), each, planned)
			}
		}
		fmt.Fprintf(w, "all\t\t\t\t%s\n", coin(r.Fee))
		return w.Flush()
	})
}

// coin is an amount of wei in the native coin.
func coin(wei money.Amount) string { return display.Amount(wei, 18) }

// ReportPayoutsCmd lists comparisons of payments with balances.
type ReportPayoutsCmd struct {
	app.StoreFlags `embed:""`
	Mismatch       bool  `help:"Only those that differ."`
	After          int64 `help:"Id after which to begin." default:"0"`
	Limit          int   `help:"Most rows to print." default:"50"`
}

// Run reads the store.
func (c *ReportPayoutsCmd) Run(g *cli.Globals) error {
	verdict := ""
	if c.Mismatch {
		verdict = models.CheckMismatch
	}
	return readStore(g, c.StoreFlags, func(tx *models.Tx) error {
		rows, err := tx.PayoutCheckPage(verdict, models.Page{After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		if g.JSON {
			return cli.WriteJSON(g, checkViews(rows))
		}
		w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tBLOCKS\tIN\tOUT\tBALANCE\tPAYMENTS\tRECEIVERS\tVERDICT")
		for i := range rows {
			r := &rows[i]
			fmt.Fprintf(w, "%d\t%d–%d\t%s\t%s\t%s\t%d\t%d of %d\t%s %s\n", r.ID, r.FromBlock+1, r.ToBlock, r.BookedIn, r.BookedOut, r.BalanceAfter,
				r.Payments, r.Receivers, r.Receivers+r.Skipped, r.Verdict, r.Findings)
		}
		return w.Flush()
	})
}

// PayoutCheck is one comparison of payments with balances.
type PayoutCheck struct {
	ID        int64  `json:"id"`
	FromBlock int64  `json:"from_block"`
	ToBlock   int64  `json:"to_block"`
	BookedIn  string `json:"booked_in"`
	BookedOut string `json:"booked_out"`
	Before    string `json:"balance_before"`
	After     string `json:"balance_after"`
	Payments  int64  `json:"payments"`
	Receivers int64  `json:"receivers_compared"`
	Skipped   int64  `json:"receivers_skipped"`
	Verdict   string `json:"verdict"`
	Findings  string `json:"findings,omitempty"`
}

func checkViews(rows []models.PayoutCheck) []PayoutCheck {
	out := make([]PayoutCheck, len(rows))
	for i, r := range rows {
		out[i] = PayoutCheck{
			r.ID, r.FromBlock, r.ToBlock, r.BookedIn.String(), r.BookedOut.String(), r.BalanceBefore.String(), r.BalanceAfter.String(),
			r.Payments, r.Receivers, r.Skipped, r.Verdict, r.Findings,
		}
	}
	return out
}
