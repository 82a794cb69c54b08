package claims_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/settlements"
)

// windowsReport is what one run of the window job moved in both rooms.
type windowsReport struct {
	claims.WindowReport
	settlements.StepReport
}

// windows runs the window job at a later moment, in the order of package jobs.
func (w *world) windows(after time.Duration) windowsReport {
	w.clock.Advance(after)
	return windowsReport{must[claims.WindowReport](w.t)(w.s.AdvanceWindows(ctx)), must[settlements.StepReport](w.t)(w.s.Advance(ctx))}
}

// events applies what the chain reported.
func (w *world) events() settlements.EventReport {
	return must[settlements.EventReport](w.t)(w.s.ApplyEvents(ctx))
}

// draft drafts the only pool's next tranche.
func (w *world) draft(inc *models.Incident) models.Settlement {
	w.t.Helper()
	sts := must[[]models.Settlement](w.t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
	if len(sts) != 1 {
		w.t.Fatalf("%d drafts, want 1", len(sts))
	}
	return sts[0]
}

// approved takes a draft through objections and both approvals.
func (w *world) approved(st models.Settlement) models.Settlement {
	st = must[models.Settlement](w.t)(w.s.PublishDraft(ctx, w.theo, st.PublicID, st.Version))
	w.clock.Advance(20 * time.Minute)
	must[models.Settlement](w.t)(w.s.Approve(ctx, w.theo, st.PublicID, st.ContentHash.Hash))
	st = must[models.Settlement](w.t)(w.s.Approve(ctx, w.sara, st.PublicID, st.ContentHash.Hash))
	w.verifiedFor(st, st.ContentHash)
	return st
}

// verifiedFor records, as the job orders does, that a content was verified.
func (w *world) verifiedFor(st models.Settlement, content models.Hash) {
	w.t.Helper()
	err := w.db.Tx(ctx, func(tx *models.Tx) error {
		return tx.RecordPublicationCheck(models.PublicationCheck{SettlementID: st.ID, ContentHash: content, Rules: "V2", Checked: 1})
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// signatures are those of the first k members over the order.
func (w *world) signatures(st models.Settlement, k int) [][]byte {
	order, domain, err := w.s.Order(ctx, st.PublicID)
	if err != nil {
		w.t.Fatal(err)
	}
	var out [][]byte
	for _, m := range w.members[:k] {
		out = append(out, sign(w.t, m, order.Digest(domain)))
	}
	return out
}

// paid takes a draft the whole way: approvals, quorum, publication, activation
// and a push of every leaf, all by final events.
func (w *world) paid(st models.Settlement) models.Settlement {
	w.t.Helper()
	st = w.active(st)
	var mask contracts.Mask
	for i := range int(st.LeafCount) {
		mask.Set(i)
	}
	w.event(distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": mask.Big().String()})
	w.events()
	return w.settlement(st)
}

// active takes a draft on chain and past its delay.
func (w *world) active(st models.Settlement) models.Settlement {
	w.t.Helper()
	st = w.approved(st)
	st = must[models.Settlement](w.t)(w.s.AcceptOrder(ctx, st.PublicID, w.signatures(st, 3)))
	w.publish(st)
	w.windows(time.Minute)
	return w.settlement(st)
}

// publish is the final Published event of a settlement.
func (w *world) publish(st models.Settlement) {
	now := w.clock.Now()
	w.event(distributor, "Published", map[string]any{
		"settlement_id": st.ChainRef.Hash, "order_digest": st.OrderDigest.Hash, "total": st.Paid.Amount, "root": st.PayoutRoot.Hash,
		"active_at": fmt.Sprint(now.Add(30 * time.Second).Unix()), "deadline": fmt.Sprint(now.AddDate(1, 0, 0).Unix()),
	})
	w.events()
}

// event stores one final log.
func (w *world) event(contract common.Address, name string, payload map[string]any) {
	body, err := json.Marshal(payload)
	if err != nil {
		w.t.Fatal(err)
	}
	w.block++
	ev := models.ChainEvent{
		ChainID: chainID, BlockNumber: w.block, BlockTime: w.clock.Now(), Contract: models.Addr(contract), Name: name, Payload: string(body),
		BlockHash: models.H(crypto.Keccak256Hash([]byte(fmt.Sprint("block", w.block)))),
		TxHash:    models.H(crypto.Keccak256Hash([]byte(fmt.Sprint("tx", w.block)))),
	}
	w.tx(func(tx *models.Tx) error { return models.Insert(tx, &ev) })
}

func (w *world) settlement(st models.Settlement) (out models.Settlement) {
	w.t.Helper()
	w.tx(func(tx *models.Tx) (err error) {
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

// stored lists every line of a settlement.
func (w *world) stored(st models.Settlement) (out []line) {
	w.t.Helper()
	w.tx(func(tx *models.Tx) error {
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

func (w *world) claim(c models.Claim) models.Claim {
	return must[claims.ClaimView](w.t)(w.s.Get(ctx, w.sara, c.PublicID)).Claim
}

// claimOf is the live claim of an account under a cover.
func (w *world) claimOf(inc *models.Incident, c models.Cover, account string) (out models.Claim) {
	w.t.Helper()
	w.tx(func(tx *models.Tx) (err error) {
		out, err = tx.ClaimFor(inc.ID, c.ID, addr(account))
		return err
	})
	return out
}

// module gives the incident a module of the settlement chain and its first block.
func (w *world) module(inc *models.Incident, from int64) {
	m := must[models.Module](w.t)(w.s.CreateModule(ctx, w.sara, claims.ModuleInput{ProtocolID: w.protocol.PublicID, ChainID: chainID, Address: addr("module")}))
	w.tx(func(tx *models.Tx) error {
		return models.Insert(tx, &models.IncidentModule{IncidentID: inc.ID, ModuleID: m.ID, FromBlock: from, ToBlock: from, Live: true})
	})
}

// wantErr fails unless err is of the kind.
func wantErr(t testing.TB, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// amounts is the lines of a settlement by affected account; held lines carry an
// h, lines without a leaf that are not held an x.
func (w *world) amounts(st models.Settlement) map[string]string {
	names := map[common.Address]string{}
	for _, name := range cast {
		names[addr(name)] = name
	}
	out := map[string]string{}
	for _, l := range w.stored(st) {
		text := l.Line.Amount.String()
		switch {
		case l.Line.Held:
			text += "h"
		case l.Line.LeafIndex == nil:
			text += "x"
		}
		name := names[l.Entitlement.Affected.Address]
		if out[name] != "" {
			text = out[name] + "+" + text
		}
		out[name] = text
	}
	return out
}

// cast are the names tests give to accounts.
var cast = []string{"alice", "bob", "carol", "dave", "erin", "frank", "lp1", "lp2", "safe"}

// lines compares the lines of a settlement with name=amount pairs.
func (w *world) lines(st models.Settlement, want string) {
	w.t.Helper()
	var got []string
	for name, amount := range w.amounts(st) {
		got = append(got, name+"="+amount)
	}
	slices.Sort(got)
	if g := strings.Join(got, " "); g != want {
		w.t.Fatalf("lines %q, want %q", g, want)
	}
}

func (w *world) tx(fn func(tx *models.Tx) error) {
	w.t.Helper()
	if err := w.db.Tx(ctx, fn); err != nil {
		w.t.Fatal(err)
	}
}

// balanced checks I1 over the whole ledger and that the books end as wanted.
func (w *world) balance(account string, want uint64) {
	w.t.Helper()
	w.tx(func(tx *models.Tx) error {
		debit, credit, err := tx.Balance(account, w.assetID())
		if err != nil {
			return err
		}
		got := debit.Big()
		got.Sub(got, credit.Big())
		if got.Cmp(new(big.Int).SetUint64(want)) != 0 {
			w.t.Errorf("account %s has %s, want %d", account, got, want)
		}
		return nil
	})
}
