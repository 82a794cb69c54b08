package settlements_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// secondVault configures a vault of the same token.
func secondVault(w *world, distributor string) (models.Pool, error) {
	in := covers.PoolInput{Kind: covers.PoolVault, Name: "second vault", Asset: w.Token, Contract: addr("second vault"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}
	if distributor != "" {
		in.Distributor = addr(distributor)
	}
	return w.Rooms.CreatePool(ctx, w.Sara, in)
}

// TestOneVaultOfADistributor: a distributor draws from one vault, so that money in
// another could never be paid. It is refused when it is configured, with both names.
func TestOneVaultOfADistributor(t *testing.T) {
	each(t, terms(), func(w *world) {
		_, err := secondVault(w, "")
		wantErr(w.T, err, service.ErrConflict)
		for _, name := range []string{w.Vault.PublicID, addr("second vault").Hex()} {
			if !strings.Contains(err.Error(), name) {
				w.T.Errorf("%v does not name %s", err, name)
			}
		}
	})
}

// TestTwoVaultsOfOneToken: 60 of one token lie in the vaults of two distributors.
// Each is drawn in its turn, the other waits meanwhile, and everybody gets the part
// of both.
func TestTwoVaultsOfOneToken(t *testing.T) {
	each(t, terms(), func(w *world) {
		second := must[models.Pool](w.T)(secondVault(w, "second distributor"))
		inc := w.Incident(0, lost("alice", 200), lost("bob", 100))
		for _, v := range []models.Pool{w.Vault, second} {
			w.Event(v.Contract.Address, "RecoveryDeposited", map[string]any{
				"incident_id": inc.ChainRef.Hash, "asset": w.Token.Address, "from": addr("thief"), "amount": n(60), "registered": true})
		}
		w.Events()
		w.Windows(0)
		for range 3 {
			w.Windows(2 * time.Hour)
		}
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(st, "alice=20 bob=40")
		w.checked(st)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, second.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
		w.Paid(st)
		st = must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, second.PublicID))
		w.Lines(st, "alice=60 bob=0x")
		w.checked(st)
	})
}

// TestDraftsOfTwoTokensAreOneRound: 60 of each of two tokens came back and alice lost
// 100. The second draft is computed with the first still open: the two together give
// her what she lost, not 120, and what changes is drawn again in both.
func TestDraftsOfTwoTokensAreOneRound(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Confirmed()
		w.Snapshot(&inc, w.AssetID(), 0, lost("alice", 100))
		w.Set(&inc, fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"1","den":"1"}]`, other.ChainID, other.Address.Hex()))
		w.Windows(0)
		w.Windows(2 * time.Hour)
		w.comesBack(&inc, "thief", 60, true)
		otherDeposit(w, &inc, 60)
		total := func(want uint64) {
			t.Helper()
			sum := money.Zero
			w.Tx(func(tx *models.Tx) error {
				rows, err := tx.SettlementsOf(inc.ID)
				for _, st := range rows {
					if st.State != models.SettlementCancelled {
						sum, _ = sum.Add(st.Paid.Amount)
					}
				}
				return err
			})
			if sum != n(want) {
				t.Fatalf("all drafts pay %s, want %d", sum, want)
			}
		}
		must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		total(60)
		must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, otherVault(w)))
		total(100)
		w.comesBack(&inc, "thief", 30, true)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(st, "alice=90")
		total(100)
		w.checked(st)
	})
}

// TestTwoVaultsOfAnOlderStore: the store names two vaults of one distributor, which
// nobody may configure any more. The first pays; a draft from the second is refused
// with both names, and nothing of it is written. The start says so, too.
func TestTwoVaultsOfAnOlderStore(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		if said := must[[]error](t)(w.Rooms.SharedDistributors(ctx)); len(said) != 0 {
			t.Fatalf("a good store: %v", said)
		}
		second := models.Pool{
			PublicID: models.NewID("pol"), Kind: covers.PoolVault, Name: "second vault", AssetID: w.AssetID(),
			Contract: models.Addr(addr("second vault")), Distributor: models.Addr(roomtest.Distributor), Oracle: models.Addr(roomtest.OracleAddr),
		}
		w.Tx(func(tx *models.Tx) error { second.ID = 0; return models.Insert(tx, &second) })
		inc := w.Incident(0, lost("alice", 200), lost("bob", 100))
		for _, v := range []models.Pool{w.Vault, second} {
			w.Event(v.Contract.Address, "RecoveryDeposited", map[string]any{
				"incident_id": inc.ChainRef.Hash, "asset": w.Token.Address, "from": addr("thief"), "amount": n(60), "registered": true})
		}
		w.Events()
		w.Windows(0)
		for range 3 {
			w.Windows(2 * time.Hour)
		}
		w.Paid(must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)))
		before := w.written()
		said := must[[]error](t)(w.Rooms.SharedDistributors(ctx))
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, second.PublicID)
		wantErr(t, err, service.ErrConflict)
		if len(said) != 1 {
			t.Fatalf("the start says %v", said)
		}
		for _, text := range []string{err.Error(), said[0].Error()} {
			for _, name := range []string{w.Vault.PublicID, second.PublicID, w.Vault.Contract.Hex(), second.Contract.Hex(), "docs/operations.md"} {
				if !strings.Contains(text, name) {
					t.Errorf("%q does not name %s", text, name)
				}
			}
		}
		if got := w.written(); got != before {
			t.Errorf("something was written: %v, before %v", got, before)
		}
	})
}

// written counts what a draft writes.
func (w *world) written() (out [4]int) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		out = [4]int{}
		return errors.Join(
			models.EachRow(tx, func(*models.Settlement) error { out[0]++; return nil }),
			models.EachRow(tx, func(*models.Allocation) error { out[1]++; return nil }),
			models.EachRow(tx, func(*models.LedgerPosting) error { out[2]++; return nil }),
			models.EachRow(tx, func(*models.Entitlement) error { out[3]++; return nil }))
	})
	return out
}
