package roomtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/settlements"
)

// windowsReport is what one run of the window job moved in both rooms.
type windowsReport struct {
	claims.WindowReport
	settlements.StepReport
}

// Windows runs the window job at a later moment, in the order of package jobs.
func (w *World) Windows(after time.Duration) windowsReport {
	w.Clock.Advance(after)
	return windowsReport{Must[claims.WindowReport](w.T)(w.Rooms.AdvanceWindows(Ctx)), Must[settlements.StepReport](w.T)(w.Rooms.Advance(Ctx))}
}

// Events applies what the chain reported.
func (w *World) Events() settlements.EventReport {
	return Must[settlements.EventReport](w.T)(w.Rooms.ApplyEvents(Ctx))
}

// Draft drafts the only pool's next tranche.
func (w *World) Draft(inc *models.Incident) models.Settlement {
	w.T.Helper()
	sts := Must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(Ctx, w.Theo, inc.PublicID))
	if len(sts) != 1 {
		w.T.Fatalf("%d drafts, want 1", len(sts))
	}
	return sts[0]
}

// Approved takes a draft through objections and both approvals.
func (w *World) Approved(st models.Settlement) models.Settlement {
	st = Must[models.Settlement](w.T)(w.Rooms.PublishDraft(Ctx, w.Theo, st.PublicID, st.Version))
	w.Clock.Advance(20 * time.Minute)
	Must[models.Settlement](w.T)(w.Rooms.Approve(Ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
	st = Must[models.Settlement](w.T)(w.Rooms.Approve(Ctx, w.Sara, st.PublicID, st.ContentHash.Hash))
	w.VerifiedFor(st, st.ContentHash)
	return st
}

// VerifiedFor records, as the job orders does, that a content was verified.
func (w *World) VerifiedFor(st models.Settlement, content models.Hash) {
	w.T.Helper()
	err := w.DB.Tx(Ctx, func(tx *models.Tx) error {
		return tx.RecordPublicationCheck(models.PublicationCheck{SettlementID: st.ID, ContentHash: content, Rules: "V2", Checked: 1})
	})
	if err != nil {
		w.T.Fatal(err)
	}
}

// Signatures are those of the first k members over the order.
func (w *World) Signatures(st models.Settlement, k int) [][]byte {
	order, domain, err := w.Rooms.Order(Ctx, st.PublicID)
	if err != nil {
		w.T.Fatal(err)
	}
	var out [][]byte
	for _, m := range w.members[:k] {
		out = append(out, Sign(w.T, m, order.Digest(domain)))
	}
	return out
}

// Paid takes a draft the whole way: approvals, quorum, publication, activation
// and a push of every leaf, all by final events.
func (w *World) Paid(st models.Settlement) models.Settlement {
	w.T.Helper()
	st = w.Active(st)
	var mask contracts.Mask
	for i := range int(st.LeafCount) {
		mask.Set(i)
	}
	w.Event(Distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": mask.Big().String()})
	w.Events()
	return w.Settlement(st)
}

// Active takes a draft on chain and past its delay.
func (w *World) Active(st models.Settlement) models.Settlement {
	w.T.Helper()
	st = w.Approved(st)
	st = Must[models.Settlement](w.T)(w.Rooms.AcceptOrder(Ctx, st.PublicID, w.Signatures(st, 3)))
	w.Publish(st)
	w.Windows(time.Minute)
	return w.Settlement(st)
}

// Publish is the final Published event of a settlement.
func (w *World) Publish(st models.Settlement) {
	now := w.Clock.Now()
	w.Event(Distributor, "Published", map[string]any{
		"settlement_id": st.ChainRef.Hash, "order_digest": st.OrderDigest.Hash, "total": st.Paid.Amount, "root": st.PayoutRoot.Hash,
		"active_at": fmt.Sprint(now.Add(30 * time.Second).Unix()), "deadline": fmt.Sprint(now.AddDate(1, 0, 0).Unix()),
	})
	w.Events()
}

// Event stores one final log.
func (w *World) Event(contract common.Address, name string, payload map[string]any) {
	w.Block++
	w.log = 0
	w.event(contract, name, payload)
}

// SameTx stores one more event of the last one's transaction.
func (w *World) SameTx(contract common.Address, name string, payload map[string]any) {
	w.log++
	w.event(contract, name, payload)
}

func (w *World) event(contract common.Address, name string, payload map[string]any) {
	body, err := json.Marshal(payload)
	if err != nil {
		w.T.Fatal(err)
	}
	ev := models.ChainEvent{
		ChainID: ChainID, BlockNumber: w.Block, LogIndex: w.log, BlockTime: w.Clock.Now(), Contract: models.Addr(contract), Name: name, Payload: string(body),
		BlockHash: models.H(crypto.Keccak256Hash([]byte(fmt.Sprint("block", w.Block)))),
		TxHash:    models.H(crypto.Keccak256Hash([]byte(fmt.Sprint("tx", w.Block)))),
	}
	w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &ev) })
}

// Settlement reads a settlement again.
func (w *World) Settlement(st models.Settlement) (out models.Settlement) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Settlement](tx, st.ID)
		return err
	})
	return out
}

// line is one stored line with the entitlement it pays.
type line struct {
	Line        models.Allocation
	Entitlement models.Entitlement
}

// Stored lists every line of a settlement.
func (w *World) Stored(st models.Settlement) (out []line) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		out = nil
		err := tx.EachAllocationOf(st.ID, func(a *models.Allocation) error {
			out = append(out, line{Line: *a})
			return nil
		})
		for i := range out {
			if err == nil {
				out[i].Entitlement, err = models.ByID[models.Entitlement](tx, out[i].Line.EntitlementID)
			}
		}
		return err
	})
	return out
}

// Claim reads a claim again.
func (w *World) Claim(c models.Claim) models.Claim {
	return Must[claims.ClaimView](w.T)(w.Rooms.Get(Ctx, w.Sara, c.PublicID)).Claim
}

// ClaimOf is the live claim of an account under a cover.
func (w *World) ClaimOf(inc *models.Incident, c models.Cover, account string) (out models.Claim) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = tx.ClaimFor(inc.ID, c.ID, Addr(account))
		return err
	})
	return out
}

// Module gives the incident a module of the settlement chain and its first block.
func (w *World) Module(inc *models.Incident, from int64) {
	m := Must[models.Module](w.T)(w.Rooms.CreateModule(Ctx, w.Sara, covers.ModuleInput{ProtocolID: w.protocol.PublicID, ChainID: ChainID, Address: Addr("module")}))
	w.Tx(func(tx *models.Tx) error {
		return models.Insert(tx, &models.IncidentModule{IncidentID: inc.ID, ModuleID: m.ID, FromBlock: from, ToBlock: from, Live: true})
	})
}

// WantErr fails unless err is of the kind.
func WantErr(t testing.TB, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// amounts is the lines of a settlement by affected account; held lines carry an
// h, lines without a leaf that are not held an x.
func (w *World) amounts(st models.Settlement) map[string]string {
	names := map[common.Address]string{}
	for _, name := range Cast {
		names[Addr(name)] = name
	}
	out := map[string]string{}
	for _, l := range w.Stored(st) {
		text := l.Line.Amount.String()
		switch {
		case l.Line.Held:
			text += "h"
		case l.Line.LeafIndex == nil:
			text += "x"
		}
		name := names[l.Entitlement.Affected.Address]
		if out[name] != "" { // in no order of ids
			parts := append(strings.Split(out[name], "+"), text)
			slices.Sort(parts)
			text = strings.Join(parts, "+")
		}
		out[name] = text
	}
	return out
}

// Cast are the names tests give to accounts.
var Cast = []string{"alice", "bob", "carol", "dave", "erin", "frank", "lp1", "lp2", "safe"}

// Lines compares the lines of a settlement with name=amount pairs.
func (w *World) Lines(st models.Settlement, want string) {
	w.T.Helper()
	var got []string
	for name, amount := range w.amounts(st) {
		got = append(got, name+"="+amount)
	}
	slices.Sort(got)
	if g := strings.Join(got, " "); g != want {
		w.T.Fatalf("lines %q, want %q", g, want)
	}
}

// Tx runs fn in one transaction.
func (w *World) Tx(fn func(tx *models.Tx) error) {
	w.T.Helper()
	if err := w.DB.Tx(Ctx, fn); err != nil {
		w.T.Fatal(err)
	}
}

// Balance checks I1 over the whole ledger and that the books end as wanted.
func (w *World) Balance(account string, want uint64) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		debit, credit, err := tx.Balance(account, w.AssetID())
		if err != nil {
			return err
		}
		got := debit.Big()
		got.Sub(got, credit.Big())
		if got.Cmp(new(big.Int).SetUint64(want)) != 0 {
			w.T.Errorf("account %s has %s, want %d", account, got, want)
		}
		return nil
	})
}

// Settling is a world whose victims have approved claims, ready to draft:
// losses of 100 each, a pool of the given size.
func (w *World) Settling(pool uint64, names ...string) models.Incident {
	var covers []models.Cover
	var ls []Loss
	for _, name := range names {
		covers = append(covers, w.Cover(name, 100, name))
		ls = append(ls, Lost(name, 100))
	}
	w.Fund(nil, "lp1", pool)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, ls...)
	w.Earmark(&inc, pool)
	w.Events()
	w.Windows(0)
	for i, name := range names {
		w.Approve(w.Anna, w.File(&inc, covers[i], name, 100), 100)
	}
	w.Windows(2 * time.Hour)
	return inc
}

// Insured is a world with one covered victim whose filing window is open.
func (w *World) Insured(amount uint64) (models.Incident, models.Cover) {
	c := w.Cover("alice", amount, "alice")
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, Lost("alice", amount))
	w.Fund(&inc, "lp1", amount)
	w.Events()
	w.Windows(0)
	return inc, c
}

// Race runs every act at once and returns how many succeeded; the others must
// fail with one of the kinds.
func Race(t testing.TB, acts []func() error, kinds ...error) int {
	t.Helper()
	errs := make([]error, len(acts))
	var wg sync.WaitGroup
	for i, act := range acts {
		wg.Go(func() { errs[i] = act() })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		known := false
		for _, k := range kinds {
			known = known || errors.Is(err, k)
		}
		if !known {
			t.Errorf("loser got %v", err)
		}
	}
	return won
}
