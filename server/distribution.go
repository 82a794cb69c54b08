package server

import (
	"context"
	"time"

	"makewhole/distributions"
	"makewhole/models"
	"makewhole/money"
)

// Plan is a distribution plan: who is pushed, who is left to redeem, and what
// that costs. Prices and costs are wei, decimal strings.
type Plan struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	SettlementID string     `json:"settlement_id"`
	State        string     `json:"state" enum:"proposed,approved,withdrawn"`
	ContentHash  string     `json:"content_hash" doc:"keccak256 of the stored plan; what the treasurer approves."`
	Pushed       int64      `json:"pushed" doc:"Lines."`
	Redeemed     int64      `json:"redeemed" doc:"Lines left for their receivers to fetch."`
	Transactions int64      `json:"transactions"`
	Gas          int64      `json:"gas"`
	DataBytes    int64      `json:"data_bytes"`
	Amount       Money      `json:"amount" doc:"Of the pushed lines."`
	GasPrice     string     `json:"gas_price" doc:"When the plan was made."`
	GasPriceCap  string     `json:"gas_price_cap" doc:"Above it the plan is stale."`
	CostNow      string     `json:"cost_now"`
	CostCap      string     `json:"cost_cap" doc:"At the capped price."`
	MadeBy       string     `json:"made_by"`
	ApprovedBy   string     `json:"approved_by,omitempty"`
	ApprovedAt   *time.Time `json:"approved_at,omitempty"`
	Reason       string     `json:"reason,omitempty" doc:"Why it was withdrawn."`
	ExpiresAt    time.Time  `json:"expires_at"`
	CreatedAt    time.Time  `json:"created_at"`
}

// PlanDetail adds the bill and the transactions.
type PlanDetail struct {
	Plan
	Bill      Bill        `json:"bill"`
	ShareBps  uint64      `json:"share_bps" doc:"Most that pushing may cost of an amount, in hundredths of a per cent."`
	DataPrice string      `json:"data_price" doc:"Wei per byte."`
	Price     *PlanPrice  `json:"price,omitempty" doc:"Absent when the token has no price: then only named lines are pushed."`
	Block     uint64      `json:"block" doc:"At which receivers were looked at."`
	Chunks    []PlanChunk `json:"chunks" nullable:"false"`
	Stale     string      `json:"stale,omitempty"`
}

// Bill is what a treasurer decides on.
type Bill struct {
	Claimable    int     `json:"claimable" doc:"Lines that nobody collected."`
	Pushed       int     `json:"pushed"`
	Fresh        int     `json:"fresh" doc:"Of these, to receivers that hold nothing of the token."`
	Asked        int     `json:"asked" doc:"Of these, whatever they cost."`
	UnderWay     int     `json:"under_way" doc:"By earlier plans."`
	Redeemed     int     `json:"redeemed"`
	TooLarge     int     `json:"too_large" doc:"Of the redeemed, 2^96 units or more."`
	Stranded     int     `json:"stranded" doc:"Of the redeemed, worth less than fetching them costs."`
	Transactions int     `json:"transactions"`
	Gas          uint64  `json:"gas"`
	DataBytes    uint64  `json:"data_bytes"`
	CostNow      string  `json:"cost_now"`
	CostCap      string  `json:"cost_cap"`
	CostWorst    *string `json:"cost_worst,omitempty" doc:"At the highest price that the sender ever bids; it may raise its bid that far."`
	PerLineNow   string  `json:"per_line_now"`
	PerLineCap   string  `json:"per_line_cap"`
	CostBps      *string `json:"cost_bps,omitempty" doc:"Cost now in hundredths of a per cent of the pushed value, rounded up."`
	HighestBps   *string `json:"highest_bps,omitempty" doc:"The same of the dearest line that was not asked for."`
}

// PlanPrice is the value of one base unit of the payout token: num/den wei.
type PlanPrice struct {
	Num    Amount `json:"num"`
	Den    Amount `json:"den"`
	Source string `json:"source,omitempty" enum:"native,snapshot set,treasurer"`
	Reason string `json:"reason,omitempty" maxLength:"1000"`
}

// PlanChunk is one transaction of a plan.
type PlanChunk struct {
	First    int    `json:"first_index"`
	Level    int    `json:"level" doc:"It packs 2^level leaves."`
	Lines    int    `json:"lines"`
	Amount   Money  `json:"amount"`
	Gas      uint64 `json:"gas"`
	Bytes    uint64 `json:"data_bytes"`
	IntentID string `json:"intent_id,omitempty"`
	State    string `json:"state,omitempty" closed:"transaction" doc:"Of the intent."`
	GasUsed  *int64 `json:"gas_used,omitempty"`
	Fee      string `json:"fee,omitempty" doc:"What it really cost, in wei."`
	Paid     int    `json:"paid" doc:"Lines that its final events paid."`
}

// PlanLine is what pushing one line costs.
type PlanLine struct {
	AllocationID string `json:"allocation_id"`
	LeafIndex    int64  `json:"leaf_index"`
	Receiver     string `json:"receiver"`
	Amount       Money  `json:"amount"`
	Fresh        bool   `json:"fresh"`
	Asked        bool   `json:"asked"`
	Cost         string `json:"cost" doc:"Wei, with its part of its transaction."`
	CostBps      string `json:"cost_bps,omitempty" doc:"Hundredths of a per cent of its value, rounded up."`
}

type planIn struct {
	IDIn
	Body struct {
		ShareBps    *uint64    `json:"share_bps" maximum:"10000" required:"false" doc:"Default: as configured."`
		Push        []string   `json:"push" maxItems:"10000" required:"false" doc:"Lines to push whatever they cost."`
		Leave       []string   `json:"leave" maxItems:"10000" required:"false" doc:"Lines to leave for redeeming."`
		PushAll     bool       `json:"push_all" required:"false" doc:"Every line that can be pushed, whatever it costs."`
		OnlyPush    bool       `json:"only_push" required:"false" doc:"Nothing but the named lines."`
		GasPriceCap *Amount    `json:"gas_price_cap" required:"false" doc:"Wei; default twice the price of the moment."`
		DataPrice   *Amount    `json:"data_price" required:"false" doc:"Wei per byte, where data has a price of its own."`
		ItemGas     uint64     `json:"item_gas" maximum:"1000000" required:"false" doc:"More for each item, for tokens dearer than an OpenZeppelin ERC-20."`
		Price       *PlanPrice `json:"price" required:"false" doc:"Of a base unit of the payout token, with a reason; default: the snapshot set's."`
	}
}

// planDistribution writes down what pushing a settlement would cost.
func (s *Server) planDistribution(ctx context.Context, c caller, in *planIn) (models.DistributionPlan, error) {
	b := in.Body
	out := distributions.PlanInput{ShareBps: b.ShareBps, Push: b.Push, Leave: b.Leave, PushAll: b.PushAll, OnlyPush: b.OnlyPush, ItemGas: b.ItemGas}
	out.GasPriceCap, out.DataPrice = amountOr(b.GasPriceCap), amountOr(b.DataPrice)
	if b.Price != nil {
		out.Num, out.Den, out.Reason = b.Price.Num.Amount, b.Price.Den.Amount, b.Price.Reason
	}
	return s.cfg.Distributions.PlanDistribution(ctx, c.actor, in.ID, out)
}

func amountOr(a *Amount) money.Amount {
	if a == nil {
		return money.Zero
	}
	return a.Amount
}

// approvePlan is the second person's approval; the outbox rows follow from it.
func (s *Server) approvePlan(ctx context.Context, c caller, in *approveIn) (models.DistributionPlan, error) {
	return s.cfg.Distributions.ApprovePlan(ctx, c.actor, in.ID, in.Body.ContentHash.Hash)
}

func (s *Server) withdrawPlan(ctx context.Context, c caller, in *reasonIn) (models.DistributionPlan, error) {
	return s.cfg.Distributions.WithdrawPlan(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) listPlans(tx *models.Tx, _ caller, in *pageOfIn) (Page[Plan], error) {
	st, err := tx.SettlementHead(in.ID)
	if err != nil {
		return Page[Plan]{}, err
	}
	fetch := func(p models.Page) ([]models.DistributionPlan, error) { return tx.PlanPage(st.ID, p) }
	return listPage(in.PageIn, "plans:"+in.ID, fetch, func(r models.DistributionPlan) int64 { return r.ID }, view(tx).plan)
}

func (s *Server) getPlan(tx *models.Tx, _ caller, in *IDIn) (PlanDetail, error) {
	row, err := models.ByPublicID[models.DistributionPlan](tx, in.ID)
	if err != nil {
		return PlanDetail{}, err
	}
	return viewPlan(tx, row)
}

func (v *viewer) plan(r models.DistributionPlan) (out Plan, err error) {
	st, err := v.head(r.SettlementID)
	if err != nil {
		return out, err
	}
	out = Plan{
		ID: r.PublicID, Version: r.Version, SettlementID: st.PublicID, State: r.State, ContentHash: hexOf(r.ContentHash), Pushed: r.Pushed,
		Redeemed: r.Redeemed, Transactions: r.Transactions, Gas: r.Gas, DataBytes: r.DataBytes, GasPrice: r.GasPrice.String(),
		GasPriceCap: r.GasPriceCap.String(), CostNow: r.BillNow.String(), CostCap: r.BillCap.String(), MadeBy: r.MadeBy, ApprovedBy: r.ApprovedBy,
		ApprovedAt: utcPtr(r.ApprovedAt), Reason: r.Reason, ExpiresAt: r.ExpiresAt.UTC(), CreatedAt: r.CreatedAt.UTC(),
	}
	out.Amount, err = v.money(r.Amount, st.AssetID)
	return out, err
}

// viewPlan renders a plan with its bill.
func viewPlan(tx *models.Tx, r models.DistributionPlan) (out PlanDetail, err error) {
	v := view(tx)
	if out.Plan, err = v.plan(r); err != nil {
		return out, err
	}
	p, err := distributions.ViewPlan(tx, r)
	if err != nil {
		return out, err
	}
	out.Bill = billOf(p.Bill)
	out.ShareBps, out.DataPrice, out.Block, out.Stale = p.ShareBps, p.DataPrice.String(), p.Block, p.Stale
	if p.Value != nil {
		out.Price = &PlanPrice{Num: Amount{p.Value.Num}, Den: Amount{p.Value.Den}, Source: p.Value.Source, Reason: p.Value.Reason}
	}
	out.Chunks = make([]PlanChunk, len(p.Chunks))
	for i := range p.Chunks {
		out.Chunks[i] = chunkOf(&p.Chunks[i], out.Amount.Token)
	}
	return out, nil
}

func chunkOf(c *distributions.PlanChunk, t Token) PlanChunk {
	out := PlanChunk{
		First: c.First, Level: c.Level, Lines: c.Lines, Amount: moneyOf(c.Amount, t), Gas: c.Gas, Bytes: c.Bytes, Paid: c.Paid,
	}
	if c.Intent != nil {
		out.IntentID, out.State, out.GasUsed = c.Intent.PublicID, c.Intent.State, c.Intent.GasUsed
	}
	if c.Fee != nil {
		out.Fee = c.Fee.String()
	}
	return out
}

func billOf(b distributions.PlanBill) Bill {
	return Bill{
		Claimable: b.Claimable, Pushed: b.Pushed, Fresh: b.Fresh, Asked: b.Asked, UnderWay: b.UnderWay, Redeemed: b.Redeemed, TooLarge: b.TooLarge,
		Stranded: b.Stranded, Transactions: b.Transactions, Gas: b.GasUnits, DataBytes: b.DataBytes, CostNow: b.CostNow.String(),
		CostCap: b.CostCap.String(), CostWorst: b.CostWorst, PerLineNow: b.PerLineNow.String(), PerLineCap: b.PerLineCap.String(), CostBps: b.ShareBps, HighestBps: b.HighestBps,
	}
}

// planLines prices every pushed line; the page after is found by leaf index.
func (s *Server) planLines(ctx context.Context, _ caller, in *pageOfIn) (out Page[PlanLine], err error) {
	lines, err := s.cfg.Distributions.PlanLines(ctx, in.ID)
	if err != nil {
		return out, err
	}
	err = s.db.Read(ctx, func(tx *models.Tx) error {
		fetch := func(p models.Page) (rows []distributions.PlanLine, _ error) {
			for _, l := range lines {
				if *l.Line.LeafIndex >= p.After && len(rows) < p.Limit {
					rows = append(rows, l)
				}
			}
			return rows, nil
		}
		out, err = listPage(in.PageIn, "plan-lines:"+in.ID, fetch, func(l distributions.PlanLine) int64 { return *l.Line.LeafIndex + 1 }, view(tx).planLine)
		return err
	})
	return out, err
}

func (v *viewer) planLine(l distributions.PlanLine) (PlanLine, error) {
	st, err := v.head(l.Line.SettlementID)
	if err != nil {
		return PlanLine{}, err
	}
	out := PlanLine{
		AllocationID: l.Line.PublicID, LeafIndex: *l.Line.LeafIndex, Receiver: l.Line.Receiver.Hex(), Fresh: l.Fresh, Asked: l.Asked, Cost: l.Cost.String(),
	}
	if l.Bps != nil {
		out.CostBps = l.Bps.String()
	}
	out.Amount, err = v.money(l.Line.Amount, st.AssetID)
	return out, err
}
