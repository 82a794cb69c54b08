package server

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/money"
)

// fakeNode is a settlement chain on which nobody holds anything.
type fakeNode struct {
	fakeChain
	price uint64
}

func (f *fakeNode) GasPrice(context.Context) (money.Amount, error) {
	return money.FromUint64(f.price), nil
}

func (f *fakeNode) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([][]byte, error) {
	out := make([][]byte, len(msgs))
	for i := range out {
		out[i] = make([]byte, 32)
	}
	return out, nil
}

func (f *fakeNode) CoinAccounts(_ context.Context, accounts []common.Address, _ common.Hash) ([]models.CoinAccount, error) {
	return make([]models.CoinAccount, len(accounts)), nil
}

func (f *fakeNode) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, nil
}

func (f *fakeNode) TxCosts(context.Context, []common.Hash) ([]models.TxCost, error) { return nil, nil }

func (f *fakeNode) HeaderByNumber(ctx context.Context, _ *big.Int) (*types.Header, error) {
	return f.Finalized(ctx)
}

// activeSettlement has one line of 75 USD for alice, claimable.
func (b *bench) activeSettlement() Settlement {
	b.Helper()
	w := b.world()
	w.incident = b.incident(w, models.IncidentSnapshotting)
	b.losses(w, "alice", "amy")
	b.capital(w, 150_000_000)
	b.windows()
	b.decided(w)
	b.clock.Advance(65 * time.Minute)
	b.windows()
	var drafts List[Settlement]
	b.ask("staff:treasurer", "POST", "/v1/admin/settlements", map[string]any{"incident_id": w.incident}).want(201).into(&drafts)
	st := drafts.Items[0]
	now := b.clock.Now()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error { return openDoors(tx, st.ID, now) }))
	b.ask("staff:auditor", "GET", "/v1/admin/settlements/"+st.ID, nil).want(200).has(`"state":"active"`).into(&st)
	return st
}

// openDoors leaves a draft as approvals, committee and chain would have.
func openDoors(tx *models.Tx, id string, now time.Time) error {
	row, err := models.ByPublicID[models.Settlement](tx, id)
	if err != nil {
		return err
	}
	at, active, deadline := now.AddDate(0, 0, -11), now.AddDate(0, 0, -10), now.AddDate(1, 0, 0)
	row.State, row.PublishedAt, row.ActiveAt, row.Deadline = models.SettlementActive, &at, &active, &deadline
	if err := models.Update(tx, &row, "state", "published_at", "active_at", "deadline"); err != nil {
		return err
	}
	_, err = tx.MoveLines(row.ID, models.AllocationAllocated, models.AllocationClaimable, true)
	return err
}

// TestBillOverHTTP: the bill first, a second person's approval, then the outbox.
func TestBillOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		st := b.activeSettlement()
		plans := "/v1/admin/settlements/" + st.ID + "/distribution-plans"
		node := &fakeNode{price: 1_000_000_000}
		b.s.cfg.Distributions.Node = node
		b.ask("staff:treasurer", "POST", plans, map[string]any{}).problem(409, "nothing-to-settle") // no price, nothing named
		b.ask("staff:treasurer", "POST", plans, map[string]any{"price": map[string]any{"num": "1", "den": "1"}}).problem(400, "invalid-request")
		body := map[string]any{"price": map[string]any{"num": "1000000000000", "den": "1", "reason": "as traded"}, "gas_price_cap": "2000000000"}
		var plan PlanDetail
		b.ask("staff:senior", "POST", plans, body).want(201).has(`"state":"proposed"`, `"source":"treasurer"`).into(&plan)
		if plan.Bill.Pushed != 1 || plan.Bill.Transactions != 1 || len(plan.Chunks) != 1 || plan.CostNow == "0" || plan.Bill.CostBps == nil {
			b.Fatalf("%+v", plan)
		}
		b.ask("staff:auditor", "GET", plans, nil).want(200).has(plan.ID, `"pushed":1`)
		b.ask("staff:auditor", "GET", "/v1/admin/distribution-plans/"+plan.ID+"/lines", nil).want(200).has(`"cost":"`+plan.CostNow+`"`, `"fresh":true`)
		b.ask("staff:auditor", "GET", "/v1/admin/outbox?kind=push", nil).want(200).has(`"items":[]`)
		approve := "/v1/admin/distribution-plans/" + plan.ID + "/approve"
		hash := map[string]any{"content_hash": plan.ContentHash}
		b.ask("staff:senior", "POST", approve, hash).problem(403, "forbidden")
		b.ask("staff:treasurer", "POST", approve, map[string]any{"content_hash": "0x" + strings.Repeat("ab", 32)}).problem(409, "conflict")
		node.price = 3_000_000_000
		b.ask("staff:treasurer", "POST", approve, hash).problem(409, "stale-plan").has("the plan allows 2000000000")
		node.price = 1_000_000_000
		b.ask("staff:treasurer", "POST", approve, hash).want(200).has(`"state":"approved"`, `"intent_id":"txn_`).into(&plan)
		b.ask("staff:auditor", "GET", "/v1/admin/outbox?kind=push", nil).want(200).has(`"idempotency_key":"push:` + plan.ID + `:0"`)
		b.ask("staff:senior", "POST", "/v1/admin/distribution-plans/"+plan.ID+"/withdraw", map[string]any{"version": plan.Version, "reason": "too late"}).problem(409, "wrong-state")
		b.ask("staff:senior", "POST", plans, body).problem(409, "nothing-to-settle")
	})
}

// TestWhoeverPlansDoesNotApprove, and a plan can be taken back.
func TestWhoeverPlansDoesNotApprove(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	st := b.activeSettlement()
	b.s.cfg.Distributions.Node = &fakeNode{price: 1}
	var plan PlanDetail
	b.ask("staff:treasurer", "POST", "/v1/admin/settlements/"+st.ID+"/distribution-plans", map[string]any{"push_all": true}).want(201).into(&plan)
	path := "/v1/admin/distribution-plans/" + plan.ID
	b.ask("staff:treasurer", "POST", path+"/approve", map[string]any{"content_hash": plan.ContentHash}).problem(403, "forbidden").has("a second person")
	b.ask("staff:senior", "POST", path+"/withdraw", map[string]any{"version": plan.Version, "reason": "not now"}).want(200).has(`"state":"withdrawn"`, "not now")
	b.ask("staff:auditor", "GET", path, nil).want(200).has(`"state":"withdrawn"`)
}

// TestReportsOverHTTP: who has not collected, how old that is, what it cost.
func TestReportsOverHTTP(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		st := b.activeSettlement()
		var collected Collected
		b.ask("staff:auditor", "GET", "/v1/admin/reports/collection", nil).want(200).into(&collected)
		if len(collected.Settlements) != 1 || collected.Settlements[0].Open.Lines != 1 || collected.Settlements[0].Days != 10 || len(collected.Aging) != 1 {
			b.Fatalf("%+v", collected)
		}
		for _, bucket := range collected.Aging[0].Since {
			want := int64(0)
			if bucket.From != nil && *bucket.From == 8 {
				want = 1
			}
			if bucket.N != want {
				b.Errorf("bucket %+v", bucket)
			}
		}
		b.ask("staff:auditor", "GET", "/v1/admin/reports/uncollected?settlement="+st.ID, nil).want(200).has(addr("alice").Hex(), `"state":"claimable"`)
		b.ask("staff:auditor", "GET", "/v1/admin/reports/uncollected?settlement=stl_none", nil).problem(404, "not-found")
		b.ask("staff:auditor", "GET", "/v1/admin/reports/costs?settlement="+st.ID, nil).want(200).has(`"fee":"0"`)
		b.ask("staff:auditor", "GET", "/v1/admin/reports/payout-checks", nil).want(200).has(`"items":[]`)
		for name, rows := range map[string]int{"collection.csv": 2, "uncollected.csv": 2, "costs.csv": 1} {
			a := b.ask("staff:auditor", "GET", "/v1/admin/reports/"+name, nil).want(200)
			got, err := csv.NewReader(strings.NewReader(a.body)).ReadAll()
			if err != nil || len(got) != rows {
				b.Errorf("%s: %d rows, want %d (%v)", name, len(got), rows, err)
			}
		}
	})
}

// TestUncollectedPages: a page at a time, each line once.
func TestUncollectedPages(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	st := b.activeSettlement()
	b.copyLine(st.ID, 6)
	seen, cursor := map[string]bool{}, ""
	for range 10 {
		var page Page[Allocation]
		b.ask("staff:auditor", "GET", "/v1/admin/reports/uncollected?limit=3&cursor="+cursor, nil).want(200).into(&page)
		for _, l := range page.Items {
			if seen[l.ID] {
				b.Errorf("%s comes twice", l.ID)
			}
			seen[l.ID] = true
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	if len(seen) != 7 {
		b.Errorf("%d lines", len(seen))
	}
}

// copyLine adds claimable lines beside the settlement's own.
func (b *bench) copyLine(settlement string, n int) {
	b.Helper()
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		st, err := tx.SettlementHead(settlement)
		if err != nil {
			return err
		}
		lines, err := tx.LeavesAt(st.ID, []int64{0})
		if err != nil || len(lines) != 1 {
			return fmt.Errorf("%d lines: %w", len(lines), err)
		}
		for i := range n {
			l, leaf := lines[0], int64(i+1)
			l.ID, l.PublicID, l.Version, l.LeafIndex, l.Receiver = 0, models.NewID("alc"), 0, &leaf, models.Addr(addr(fmt.Sprint("copy ", i)))
			if err := models.Insert(tx, &l); err != nil {
				return err
			}
		}
		return nil
	}))
}
