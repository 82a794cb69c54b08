package operate

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"

	"makewhole/distributions"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/display"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
)

// DistributionCmd plans what to push and shows what that costs.
type DistributionCmd struct {
	Plan     DistributionPlanCmd     `cmd:"" help:"Decide for every line whether to push it, and store the bill."`
	List     DistributionListCmd     `cmd:"" help:"List plans."`
	Show     DistributionShowCmd     `cmd:"" help:"Show a plan with its bill and what became of it."`
	Approve  DistributionApproveCmd  `cmd:"" help:"Approve a bill that another person made: it is pushed."`
	Withdraw DistributionWithdrawCmd `cmd:"" help:"Take a plan back."`
}

// personFlags say who acts: plans need people, not the owner of the directory.
type personFlags struct {
	app.StoreFlags `embed:""`
	TokenFile      string `help:"File with the staff token of who acts." required:"" type:"existingfile" placeholder:"FILE"`
}

// person is the running server, spoken to as the person of the token.
func (f personFlags) person(g *cli.Globals) (*cli.AdminSocket, error) {
	sock := cli.DialSocket(g.Context, f.StoreFlags)
	if sock == nil {
		return nil, errors.New("no server of this data directory runs; plans need one, for the chain")
	}
	raw, err := os.ReadFile(f.TokenFile)
	if err != nil {
		return nil, err
	}
	sock.Token = strings.TrimSpace(string(raw))
	return sock, nil
}

// DistributionPlanCmd makes a plan.
type DistributionPlanCmd struct {
	personFlags
	Settlement  string   `arg:"" help:"Id of the settlement: stl_…"`
	ShareBps    *uint64  `help:"Most that pushing may cost of an amount, in hundredths of a per cent; default as the server is configured." name:"share-bps"`
	Push        []string `help:"Lines to push whatever they cost." placeholder:"ALLOCATION"`
	Leave       []string `help:"Lines to leave for redeeming." placeholder:"ALLOCATION"`
	All         bool     `help:"Push every line that can be pushed, whatever it costs."`
	Only        bool     `help:"Push nothing but the lines of --push."`
	GasPriceCap string   `help:"Wei per gas above which the plan is stale; default twice the price of the moment." name:"gas-price-cap" placeholder:"WEI"`
	DataPrice   string   `help:"Wei per byte, on rollups." name:"data-price" placeholder:"WEI"`
	ItemGas     uint64   `help:"More gas for each item, for tokens dearer than an OpenZeppelin ERC-20." name:"item-gas"`
	Price       string   `help:"Value of a base unit of the token in wei: NUM/DEN." placeholder:"NUM/DEN"`
	Reason      string   `help:"Where the price comes from."`
}

// Run asks the running server.
func (c *DistributionPlanCmd) Run(g *cli.Globals) error {
	in := map[string]any{"push": c.Push, "leave": c.Leave, "push_all": c.All, "only_push": c.Only, "item_gas": c.ItemGas}
	for name, text := range map[string]string{"gas_price_cap": c.GasPriceCap, "data_price": c.DataPrice} {
		if text != "" {
			in[name] = text
		}
	}
	if c.ShareBps != nil {
		in["share_bps"] = *c.ShareBps
	}
	if c.Price != "" {
		num, den, ok := strings.Cut(c.Price, "/")
		if !ok {
			return fmt.Errorf("%w: --price is NUM/DEN", cli.ErrRefused)
		}
		in["price"] = map[string]string{"num": num, "den": den, "reason": c.Reason}
	}
	for _, name := range []string{"push", "leave"} {
		if list, _ := in[name].([]string); len(list) == 0 {
			delete(in, name)
		}
	}
	return c.act(g, "/v1/admin/settlements/"+c.Settlement+"/distribution-plans", in)
}

// act posts and shows the plan.
func (f personFlags) act(g *cli.Globals, path string, in any) error {
	sock, err := f.person(g)
	if err != nil {
		return err
	}
	var plan server.PlanDetail
	if err := sock.Call(g.Context, http.MethodPost, path, in, &plan); err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, plan)
	}
	return showPlan(g, f.StoreFlags, plan.ID)
}

// DistributionApproveCmd approves a plan.
type DistributionApproveCmd struct {
	personFlags
	ID          string `arg:"" help:"Id of the plan: dpl_…"`
	ContentHash string `help:"Content hash of the plan that was seen." name:"content-hash" required:"" placeholder:"HASH"`
}

// Run asks the running server.
func (c *DistributionApproveCmd) Run(g *cli.Globals) error {
	return c.act(g, "/v1/admin/distribution-plans/"+c.ID+"/approve", map[string]string{"content_hash": c.ContentHash})
}

// DistributionWithdrawCmd takes a plan back.
type DistributionWithdrawCmd struct {
	personFlags
	ID      string `arg:"" help:"Id of the plan: dpl_…"`
	Version int64  `help:"Version of the plan that was seen." default:"0"`
	Reason  string `help:"Why; it is recorded." required:""`
}

// Run asks the running server.
func (c *DistributionWithdrawCmd) Run(g *cli.Globals) error {
	return c.act(g, "/v1/admin/distribution-plans/"+c.ID+"/withdraw", map[string]any{"version": c.Version, "reason": c.Reason})
}

// DistributionListCmd lists plans.
type DistributionListCmd struct {
	app.StoreFlags `embed:""`
	Settlement     string `help:"Id of a settlement: stl_…; default all." placeholder:"ID"`
	After          int64  `help:"Row after which to begin." default:"0"`
	Limit          int    `help:"Most plans to print." default:"50"`
}

// Plan is one plan of what to push, as a list shows it.
type Plan struct {
	ID           string `json:"id"`
	State        string `json:"state"`
	Pushed       int64  `json:"pushed"`
	Redeemed     int64  `json:"redeemed"`
	Transactions int64  `json:"transactions"`
	Gas          int64  `json:"gas"`
	CostNow      string `json:"cost_now"`
	CostCap      string `json:"cost_cap"`
	MadeBy       string `json:"made_by"`
	ApprovedBy   string `json:"approved_by,omitempty"`
}

// Run reads the store.
func (c *DistributionListCmd) Run(g *cli.Globals) error {
	return readStore(g, c.StoreFlags, func(tx *models.Tx) error {
		var id int64
		if c.Settlement != "" {
			st, err := tx.SettlementHead(c.Settlement)
			if err != nil {
				return err
			}
			id = st.ID
		}
		rows, err := tx.PlanPage(id, models.Page{After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		views := make([]Plan, len(rows))
		for i, r := range rows {
			views[i] = Plan{
				r.PublicID, r.State, r.Pushed, r.Redeemed, r.Transactions, r.Gas, r.BillNow.String(), r.BillCap.String(), r.MadeBy, r.ApprovedBy,
			}
		}
		if g.JSON {
			return cli.WriteJSON(g, views)
		}
		w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tSTATE\tPUSHED\tREDEEMED\tTRANSACTIONS\tGAS\tCOST NOW\tAT MOST\tMADE BY\tAPPROVED BY")
		for i, v := range views {
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%s\n", v.ID, v.State, v.Pushed, v.Redeemed, v.Transactions, v.Gas,
				coin(rows[i].BillNow.Amount), coin(rows[i].BillCap.Amount), v.MadeBy, orDash(v.ApprovedBy))
		}
		return w.Flush()
	})
}

// DistributionShowCmd shows one plan.
type DistributionShowCmd struct {
	app.StoreFlags `embed:""`
	ID             string `arg:"" help:"Id of the plan: dpl_…"`
}

// Run reads the store.
func (c *DistributionShowCmd) Run(g *cli.Globals) error { return showPlan(g, c.StoreFlags, c.ID) }

// showPlan prints a plan from the store.
func showPlan(g *cli.Globals, f app.StoreFlags, id string) error {
	return readStore(g, f, func(tx *models.Tx) error {
		row, err := models.ByPublicID[models.DistributionPlan](tx, id)
		if err != nil {
			return err
		}
		v, err := distributions.ViewPlan(tx, row)
		if err != nil {
			return err
		}
		if g.JSON {
			return cli.WriteJSON(g, planJSON(&v))
		}
		return printPlan(g, &v)
	})
}

// planJSON is the bill for scripts; the whole plan is the API's.
func planJSON(v *distributions.PlanView) map[string]any {
	return map[string]any{
		"id": v.Plan.PublicID, "version": v.Plan.Version, "state": v.Plan.State, "settlement_id": v.Settlement, "content_hash": v.Plan.ContentHash.Hex(),
		"gas_price": v.Plan.GasPrice.String(), "gas_price_cap": v.Plan.GasPriceCap.String(), "expires_at": v.Plan.ExpiresAt.UTC(),
		"made_by": v.Plan.MadeBy, "approved_by": v.Plan.ApprovedBy, "bill": v.Bill, "stale": v.Stale,
	}
}

func printPlan(g *cli.Globals, v *distributions.PlanView) error {
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	b := &v.Bill
	fmt.Fprintf(w, "%s\t%s, of %s\n", v.Plan.PublicID, v.Plan.State, v.Settlement)
	for _, line := range [][2]string{
		{"content hash", v.Plan.ContentHash.Hex()},
		{"made by", v.Plan.MadeBy}, {"approved by", v.Plan.ApprovedBy}, {"stale", v.Stale},
		{"pushed", fmt.Sprintf("%d of %d lines, %d to fresh holders, %d asked for", b.Pushed, b.Claimable, b.Fresh, b.Asked)},
		{"left to redeem", fmt.Sprintf("%d, of these %d too large to push and %d not worth fetching", b.Redeemed, b.TooLarge, b.Stranded)},
		{"under way", fmt.Sprint(b.UnderWay)},
		{"transactions", fmt.Sprintf("%d, %d gas, %d bytes", b.Transactions, b.GasUnits, b.DataBytes)},
		{"cost now", priceLine(b.CostNow, b.PerLineNow, v.Plan.GasPrice.Amount)},
		{"cost at most", priceLine(b.CostCap, b.PerLineCap, v.Plan.GasPriceCap.Amount)},
		{"at the sender's limit", worstLine(b)},
		{"of the amount", shareLine(b)},
	} {
		if line[1] != "" {
			fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
		}
	}
	for i := range v.Chunks {
		c := &v.Chunks[i]
		if c.Intent == nil {
			continue
		}
		fee := "-"
		if c.Fee != nil {
			fee = coin(*c.Fee)
		}
		fmt.Fprintf(w, "%s\t%s, leaves from %d: %d of %d lines paid, %d gas planned, fee %s\n", c.Intent.PublicID, c.Intent.State, c.First, c.Paid, c.Lines, c.Gas, fee)
	}
	return w.Flush()
}

func priceLine(cost, each, gasPrice money.Amount) string {
	return fmt.Sprintf("%s, %s a receiver, at %s gwei", coin(cost), coin(each), display.Amount(gasPrice, 9))
}

// worstLine is what the sender could spend when it has to raise its bids.
func worstLine(b *distributions.PlanBill) string {
	if b.CostWorst == nil {
		return ""
	}
	wei, err := money.Parse(*b.CostWorst)
	if err != nil {
		return *b.CostWorst + " wei"
	}
	return coin(wei)
}

// shareLine is the cost in per cent of the value, from hundredths of a per cent.
func shareLine(b *distributions.PlanBill) string {
	if b.ShareBps == nil {
		return "not known: the token has no price"
	}
	percent := func(bps string) string {
		a, err := money.Parse(bps)
		if err != nil {
			return bps + " bps"
		}
		return a.Format(2) + " %"
	}
	if b.HighestBps == nil {
		return percent(*b.ShareBps)
	}
	return percent(*b.ShareBps) + ", the dearest line " + percent(*b.HighestBps)
}
