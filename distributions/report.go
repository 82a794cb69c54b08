package distributions

import (
	"slices"
	"time"

	"makewhole/models"
	"makewhole/money"
)

// Tally is a number of lines and what they are worth together.
type Tally struct {
	Lines  int64
	Amount money.Amount
}

func (t *Tally) add(a money.Amount) (err error) {
	t.Lines++
	t.Amount, err = t.Amount.Add(a)
	return err
}

// Bucket is the lines whose age lies in a range of days, both ends inclusive;
// To below 0 is without end.
type Bucket struct {
	From, To int
	Tally
}

// Collection says what of one settlement was collected, through which door, and
// how long the rest has waited.
type Collection struct {
	Settlement models.Settlement
	Asset      models.Asset
	Days       int // since the doors opened
	Left       int // days until the deadline; below 0 it is over
	Total      Tally
	Pushed     Tally
	Redeemed   Tally
	Open       Tally // nobody collected
	Tried      int64 // of the open lines: a final push did not pay them
	UnderWay   int64 // of the open lines: a push is on its way
	Swept      Tally
}

// Aging spreads the open lines of all settlements in one asset over buckets.
type Aging struct {
	Asset    models.Asset
	Open     Tally
	Since    []Bucket // by days since the doors opened
	Deadline []Bucket // by days until the deadline
}

// CollectionReport is the collection of settlements whose doors have opened.
type CollectionReport struct {
	At          time.Time
	Settlements []Collection
	Aging       []Aging // by asset
}

// The bounds of buckets in days.
var (
	sinceBounds    = []int{7, 30, 90, 180, 365}
	deadlineBounds = []int{-1, 7, 30, 90}
)

// buckets makes empty ranges: up to each bound, and beyond the last.
func buckets(bounds []int, from int) []Bucket {
	var out []Bucket
	for _, b := range bounds {
		out = append(out, Bucket{From: from, To: b})
		from = b + 1
	}
	return append(out, Bucket{From: from, To: -1})
}

// longAgo is the lower end of a bucket without one.
const longAgo = -100_000

func intoBucket(bs []Bucket, days int, t Tally) error {
	i := slices.IndexFunc(bs, func(b Bucket) bool { return days >= b.From && days <= b.To })
	if i < 0 {
		i = len(bs) - 1
	}
	sum, err := bs[i].Amount.Add(t.Amount)
	bs[i].Lines, bs[i].Amount = bs[i].Lines+t.Lines, sum
	return err
}

// opened lists the settlements whose doors have opened; an empty id lists all.
func opened(tx *models.Tx, settlementID string) ([]models.Settlement, error) {
	if settlementID == "" {
		return tx.SettlementsIn(models.SettlementActive, models.SettlementClosed)
	}
	st, err := models.ByPublicID[models.Settlement](tx, settlementID)
	return []models.Settlement{st}, err
}

// Collections reports what was collected, of one settlement or of all.
func Collections(tx *models.Tx, settlementID string) (r CollectionReport, err error) {
	r.At = tx.Now
	sts, err := opened(tx, settlementID)
	if err != nil {
		return r, err
	}
	for _, st := range sts {
		c, err := collectionOf(tx, st)
		if err != nil {
			return r, err
		}
		r.Settlements = append(r.Settlements, c)
		if err := r.age(&c); err != nil {
			return r, err
		}
	}
	return r, nil
}

func collectionOf(tx *models.Tx, st models.Settlement) (c Collection, err error) {
	c = Collection{Settlement: st, Days: days(st.ActiveAt, &tx.Now), Left: days(&tx.Now, st.Deadline)}
	if c.Asset, err = models.ByID[models.Asset](tx, st.AssetID); err != nil {
		return c, err
	}
	sent, err := sentLeaves(tx, st.ID)
	if err != nil {
		return c, err
	}
	err = tx.EachAllocationOf(st.ID, func(l *models.Allocation) error {
		if l.LeafIndex == nil {
			return nil
		}
		if err := c.Total.add(l.Amount.Amount); err != nil {
			return err
		}
		switch {
		case l.State == models.AllocationFinal && l.Door == "push":
			return c.Pushed.add(l.Amount.Amount)
		case l.State == models.AllocationFinal:
			return c.Redeemed.add(l.Amount.Amount)
		case l.State == models.AllocationSwept:
			return c.Swept.add(l.Amount.Amount)
		case l.State != models.AllocationClaimable:
			return nil
		}
		switch sent[int(*l.LeafIndex)] {
		case leafTried:
			c.Tried++
		case leafUnderWay:
			c.UnderWay++
		case leafNew:
		}
		return c.Open.add(l.Amount.Amount)
	})
	return c, err
}

// days is the whole days from one moment to another, rounded down.
func days(from, to *time.Time) int {
	if from == nil || to == nil {
		return 0
	}
	d := to.Sub(*from)
	n := int(d / (24 * time.Hour))
	if d < 0 && d%(24*time.Hour) != 0 {
		n--
	}
	return n
}

// age puts the open lines of a settlement into the buckets of its asset.
func (r *CollectionReport) age(c *Collection) (err error) {
	i := slices.IndexFunc(r.Aging, func(a Aging) bool { return a.Asset.ID == c.Asset.ID })
	if i < 0 {
		i = len(r.Aging)
		r.Aging = append(r.Aging, Aging{Asset: c.Asset, Since: buckets(sinceBounds, 0), Deadline: buckets(deadlineBounds, longAgo)})
	}
	a := &r.Aging[i]
	if c.Open.Lines == 0 {
		return nil
	}
	a.Open.Lines += c.Open.Lines
	if a.Open.Amount, err = a.Open.Amount.Add(c.Open.Amount); err != nil {
		return err
	}
	if err := intoBucket(a.Since, c.Days, c.Open); err != nil {
		return err
	}
	return intoBucket(a.Deadline, c.Left, c.Open)
}

// CostLine is what one kind of transaction of a settlement really cost.
type CostLine struct {
	Kind         string // publish, push, sweep, …
	Transactions int64
	Gas          uint64
	Fee          money.Amount // wei
}

// Costs is what the transactions of one settlement really cost, and pushing per
// receiver.
type Costs struct {
	Settlement models.Settlement
	Asset      models.Asset
	Lines      []CostLine // by kind
	Fee        money.Amount
	Pushed     Tally        // lines that were paid by a push
	PerPush    money.Amount // fee of pushes per line paid by one, rounded up; failed pushes count
	PlannedGas uint64       // of the chunks that have a cost
	RealGas    uint64       // of the same
	Redeemed   Tally        // lines whose receivers paid for themselves
}

// CostReport is what settlements cost.
type CostReport struct {
	At          time.Time
	Settlements []Costs
	Fee         money.Amount
}

// RealCosts reports what final transactions cost, of one settlement or of all.
func RealCosts(tx *models.Tx, settlementID string) (r CostReport, err error) {
	r.At = tx.Now
	sts, err := opened(tx, settlementID)
	if err != nil {
		return r, err
	}
	for _, st := range sts {
		c, err := costsOf(tx, st)
		if err != nil {
			return r, err
		}
		r.Settlements = append(r.Settlements, c)
		if r.Fee, err = r.Fee.Add(c.Fee); err != nil {
			return r, err
		}
	}
	return r, nil
}

func costsOf(tx *models.Tx, st models.Settlement) (c Costs, err error) {
	collected, err := collectionOf(tx, st)
	if err != nil {
		return c, err
	}
	c = Costs{Settlement: st, Asset: collected.Asset, Pushed: collected.Pushed, Redeemed: collected.Redeemed}
	pushes := money.Zero
	err = tx.CostsOf(st.ID, func(kind string, cost *models.TxCost) error {
		if kind == "push" {
			sum, err := pushes.Add(cost.Fee.Amount)
			if err != nil {
				return err
			}
			pushes = sum
		}
		return c.add(kind, cost)
	})
	if err != nil {
		return c, err
	}
	if n := c.Pushed.Lines; n > 0 {
		if c.PerPush, err = pushes.MulDiv(money.FromUint64(1), money.FromUint64(uint64(n)), money.Up); err != nil {
			return c, err
		}
	}
	return c, c.plannedGas(tx)
}

func (c *Costs) add(kind string, cost *models.TxCost) (err error) {
	i := slices.IndexFunc(c.Lines, func(l CostLine) bool { return l.Kind == kind })
	if i < 0 {
		i = len(c.Lines)
		c.Lines = append(c.Lines, CostLine{Kind: kind})
	}
	l := &c.Lines[i]
	l.Transactions, l.Gas = l.Transactions+1, l.Gas+uint64(cost.GasUsed)
	if l.Fee, err = l.Fee.Add(cost.Fee.Amount); err != nil {
		return err
	}
	c.Fee, err = c.Fee.Add(cost.Fee.Amount)
	return err
}

// plannedGas compares the chunks that were mined with their plans.
func (c *Costs) plannedGas(tx *models.Tx) error {
	chunks, err := tx.ChunksOfSettlement(c.Settlement.ID)
	for i := range chunks {
		for _, cost := range chunks[i].Costs {
			c.PlannedGas += uint64(chunks[i].Gas)
			c.RealGas += uint64(cost.GasUsed)
		}
	}
	return err
}
