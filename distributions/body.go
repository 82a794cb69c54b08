package distributions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
)

// planFormat names the version of a plan's bytes.
const planFormat = "distribution-plan/1"

// planBody is a plan as it is stored and hashed: everything that decided it and
// all that follows. Integers are decimal strings or JSON numbers below 2^53,
// masks are words as the call carries them.
type planBody struct {
	Format      string           `json:"format"`
	Settlement  string           `json:"settlement"`
	ChainRef    common.Hash      `json:"chain_ref"`
	Root        common.Hash      `json:"root"`
	Leaves      int64            `json:"leaves"`
	Block       uint64           `json:"block"` // at which receivers were looked at
	BlockHash   common.Hash      `json:"block_hash"`
	GasPrice    money.Amount     `json:"gas_price"`
	GasPriceCap money.Amount     `json:"gas_price_cap"`
	DataPrice   money.Amount     `json:"data_price"`
	ShareBps    uint64           `json:"share_bps"`
	Value       *planValue       `json:"value"`
	Gas         payouts.GasModel `json:"gas_model"`
	Touched     []int            `json:"touched_words"`
	Chunks      []planChunk      `json:"chunks"`
	Bill        PlanBill         `json:"bill"`
}

// planValue is the price of one base unit of the payout token in wei.
type planValue struct {
	Num    money.Amount `json:"num"`
	Den    money.Amount `json:"den"`
	Source string       `json:"source"` // native, snapshot set, treasurer
	Reason string       `json:"reason,omitempty"`
}

// planChunk is one transaction of a plan.
type planChunk struct {
	Level    int          `json:"level"`
	Node     int          `json:"node"`
	Mask     common.Hash  `json:"mask"`
	Fresh    common.Hash  `json:"fresh"`
	Contract common.Hash  `json:"contract"`
	Asked    common.Hash  `json:"asked"`
	Opens    bool         `json:"opens"`
	Lines    int          `json:"lines"`
	Amount   money.Amount `json:"amount"`
	Gas      uint64       `json:"gas"`
	Bytes    uint64       `json:"bytes"`
}

// PlanBill is what a treasurer decides on.
type PlanBill struct {
	Claimable    int          `json:"claimable"` // lines nobody collected
	Pushed       int          `json:"pushed"`    // by this plan
	Fresh        int          `json:"fresh"`     // of these, to receivers that hold nothing of the token
	Asked        int          `json:"asked"`     // of these, whatever they cost
	UnderWay     int          `json:"under_way"` // by earlier plans
	Redeemed     int          `json:"redeemed"`  // left for their receivers to fetch
	TooLarge     int          `json:"too_large"` // of these, 2^96 units or more
	Stranded     int          `json:"stranded"`  // of these, worth less than fetching them costs
	Transactions int          `json:"transactions"`
	Amount       money.Amount `json:"amount"` // of the pushed lines
	GasUnits     uint64       `json:"gas"`
	DataBytes    uint64       `json:"data_bytes"`
	CostNow      money.Amount `json:"cost_now"` // wei
	CostCap      money.Amount `json:"cost_cap"`
	CostWorst    *string      `json:"cost_worst"`   // at the most the sender ever bids; null when that is not known
	PerLineNow   money.Amount `json:"per_line_now"` // rounded up
	PerLineCap   money.Amount `json:"per_line_cap"`
	ShareBps     *string      `json:"cost_bps_of_amount"` // at the price of the moment, rounded up; null without a price of the token
	HighestBps   *string      `json:"highest_bps"`        // of any pushed line that was not asked for
}

func (b *planBody) encode() []byte {
	raw, err := json.Marshal(b)
	if err != nil {
		panic("distributions: encode plan: " + err.Error()) // plain values only
	}
	return raw
}

// row is the plan as the table keeps it.
func (b *planBody) row(by models.Actor, expires time.Time) models.DistributionPlan {
	raw := b.encode()
	bill := &b.Bill
	row := models.DistributionPlan{
		PublicID: models.NewID("dpl"), Body: raw, ContentHash: models.H(crypto.Keccak256Hash(raw)),
		Pushed: int64(bill.Pushed), Redeemed: int64(bill.Redeemed), Transactions: int64(bill.Transactions),
		Gas: int64(bill.GasUnits), DataBytes: int64(bill.DataBytes), Amount: models.Amt(bill.Amount),
		BillNow: models.Amt(bill.CostNow), BillCap: models.Amt(bill.CostCap), GasPrice: models.Amt(b.GasPrice), GasPriceCap: models.Amt(b.GasPriceCap),
		MadeBy: by.String(), Maker: personOf(by), ExpiresAt: expires,
	}
	return row
}

// makerPerson begins the maker of a plan that is a person.
const makerPerson = "person:"

// personOf is who made or approved a plan: a person, or whatever else acts.
func personOf(by models.Actor) string {
	if by.Person != "" {
		return makerPerson + by.Person
	}
	return by.String()
}

// readPlan decodes a stored plan and refuses bytes that are not what their hash
// says.
func readPlan(row *models.DistributionPlan) (b planBody, err error) {
	if crypto.Keccak256Hash(row.Body) != row.ContentHash.Hash {
		return b, fmt.Errorf("%w: plan %s was changed", service.ErrInvariant, row.PublicID)
	}
	dec := json.NewDecoder(bytes.NewReader(row.Body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil || b.Format != planFormat {
		return b, fmt.Errorf("%w: plan %s is not readable: %w", service.ErrInvariant, row.PublicID, errors.Join(err))
	}
	return b, nil
}

func (b *planBody) pushChunks() []payouts.PushChunk {
	out := make([]payouts.PushChunk, len(b.Chunks))
	for i, c := range b.Chunks {
		out[i] = payouts.PushChunk{
			Level: c.Level, Node: c.Node, Mask: payouts.BitsOf(c.Mask), Fresh: payouts.BitsOf(c.Fresh), Contract: payouts.BitsOf(c.Contract),
			Asked: payouts.BitsOf(c.Asked), Opens: c.Opens, Lines: c.Lines, Amount: c.Amount, Gas: c.Gas, Bytes: c.Bytes,
		}
	}
	return out
}

func (b *planBody) setChunks(chunks []payouts.PushChunk) {
	b.Chunks = make([]planChunk, len(chunks))
	for i := range chunks {
		c := &chunks[i]
		b.Chunks[i] = planChunk{
			Level: c.Level, Node: c.Node, Mask: c.Mask.Word(), Fresh: c.Fresh.Word(), Contract: c.Contract.Word(), Asked: c.Asked.Word(),
			Opens: c.Opens, Lines: c.Lines, Amount: c.Amount, Gas: c.Gas, Bytes: c.Bytes,
		}
	}
}

// input is what the planner gets.
func (p *planning) input() (in payouts.PlanInput, err error) {
	in = payouts.PlanInput{
		Lines: make([]payouts.PlanLine, len(p.leaves)), Touched: p.touched, GasPrice: p.gasPrice, DataPrice: p.in.DataPrice,
		ShareBps: p.shareBps, Gas: p.gasModel(),
	}
	for i := range p.leaves {
		in.Lines[i] = p.leaves[i].line
	}
	in.Value, err = p.value.ratio()
	return in, err
}

func (v *planValue) ratio() (*payouts.Ratio, error) {
	if v == nil {
		return nil, nil //nolint:nilnil // no price is a value here
	}
	r, err := payouts.NewRatio(v.Num, v.Den)
	return &r, err
}

func (p *planning) gasModel() payouts.GasModel {
	g := payouts.TokenGas()
	if p.native() {
		g = payouts.CoinGas()
	}
	return g.Dearer(p.in.ItemGas)
}

func (p *planning) native() bool { return p.d.Asset.Address.Address == common.Address{} }

// plan runs the planner and writes its bill.
func (p *planning) plan() (planBody, error) {
	in, err := p.input()
	if err != nil {
		return planBody{}, err
	}
	out, err := payouts.Plan(in)
	if err != nil {
		return planBody{}, fmt.Errorf("plan settlement %s: %w", p.d.Settlement.PublicID, err)
	}
	if out.Pushed == 0 {
		return planBody{}, fmt.Errorf("%w: no line is worth a push", settlements.ErrNothingToSettle)
	}
	limit, err := p.cap()
	if err != nil {
		return planBody{}, err
	}
	b := planBody{
		Format: planFormat, Settlement: p.d.Settlement.PublicID, ChainRef: p.d.Settlement.ChainRef.Hash, Root: p.d.Settlement.PayoutRoot.Hash, Leaves: p.d.Settlement.LeafCount,
		Block: p.block.Number.Uint64(), BlockHash: p.block.Hash(), GasPrice: p.gasPrice, GasPriceCap: limit, DataPrice: p.in.DataPrice,
		ShareBps: p.shareBps, Value: p.value, Gas: in.Gas, Touched: slices.AppendSeq([]int{}, maps.Keys(p.touched)),
	}
	slices.Sort(b.Touched)
	b.setChunks(out.Chunks)
	b.Bill, err = p.bill(in, out, limit)
	return b, err
}

// cap is the price of gas above which the plan is stale.
func (p *planning) cap() (money.Amount, error) {
	limit := p.in.GasPriceCap
	if !limit.IsZero() {
		return limit, nil
	}
	limit, err := p.gasPrice.Add(p.gasPrice)
	if !p.maxFee.IsZero() {
		limit = money.MaxOf(p.gasPrice, money.Min(limit, p.maxFee))
	}
	return limit, err
}

func (p *planning) bill(in payouts.PlanInput, out payouts.PushPlan, limit money.Amount) (PlanBill, error) {
	bill := PlanBill{
		Claimable: p.claimable, Pushed: out.Pushed, UnderWay: p.underWay, Redeemed: p.claimable - p.underWay - out.Pushed,
		TooLarge: p.tooLarge, Stranded: out.Stranded, Transactions: len(out.Chunks), Amount: out.Amount, GasUnits: out.Gas, DataBytes: out.Bytes,
		CostNow: out.Cost,
	}
	for i := range out.Lines {
		l := &out.Lines[i]
		if l.Asked {
			bill.Asked++
		}
		if l.Holder == payouts.HolderFresh {
			bill.Fresh++
		}
	}
	var err error
	if bill.CostCap, err = payouts.Bill(out.Gas, limit, out.Bytes, in.DataPrice); err != nil {
		return bill, err
	}
	if !p.maxFee.IsZero() {
		worst, err := payouts.Bill(out.Gas, p.maxFee, out.Bytes, in.DataPrice)
		if err != nil {
			return bill, err
		}
		text := worst.String()
		bill.CostWorst = &text
	}
	one, n := money.FromUint64(1), money.FromUint64(uint64(out.Pushed))
	if bill.PerLineNow, err = bill.CostNow.MulDiv(one, n, money.Up); err != nil {
		return bill, err
	}
	if bill.PerLineCap, err = bill.CostCap.MulDiv(one, n, money.Up); err != nil || in.Value == nil {
		return bill, err
	}
	return bill, bill.shares(in, out)
}

// shares compares costs with values.
func (b *PlanBill) shares(in payouts.PlanInput, out payouts.PushPlan) error {
	worth, err := in.Value.Floor(out.Amount)
	if err != nil {
		return err
	}
	all := payouts.LineCost{Cost: out.Cost}
	if bps, ok := all.Bps(worth); ok {
		text := bps.String()
		b.ShareBps = &text
	}
	highest, found := money.Zero, false
	for i := range out.Lines {
		l := &out.Lines[i]
		if l.Asked {
			continue
		}
		if worth, err = in.Value.Floor(l.Amount); err != nil {
			return err
		}
		if bps, ok := l.Bps(worth); ok {
			highest, found = money.MaxOf(highest, bps), true
		}
	}
	if found {
		text := highest.String()
		b.HighestBps = &text
	}
	return nil
}
