package outbox_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/chaintest"
	"makewhole/contracts"
	"makewhole/intents"
	"makewhole/models"
	"makewhole/outbox"
)

// Contracts that the pool of these tests names.
var (
	poolAt        = common.HexToAddress("0x00000000000000000000000000000000000000c1")
	distributorAt = common.HexToAddress("0x00000000000000000000000000000000000000d1")
	oracleAt      = common.HexToAddress("0x00000000000000000000000000000000000000e1")
	pausedAt      = common.HexToAddress("0x00000000000000000000000000000000000000f1") // by a response
)

// calls are a call that each kind of the table makes, and where.
var calls = map[string]struct {
	to   common.Address
	data []byte
}{
	"submit_snapshot": {oracleAt, contracts.PackSubmit(contracts.LossSnapshot{ValidUntil: 1 << 40}, nil)},
	"submit_set":      {oracleAt, contracts.PackSubmitSet(contracts.SnapshotSet{ValidUntil: 1 << 40}, nil, nil)},
	"earmark":         {poolAt, contracts.NewCapitalPool().PackEarmark(common.Hash{1}, big.NewInt(2), big.NewInt(3))},
	"release":         {poolAt, contracts.NewCapitalPool().PackBeginRelease(common.Hash{1})},
	"end_release":     {poolAt, contracts.NewCapitalPool().PackEndRelease(common.Hash{1})},
	"publish":         {distributorAt, contracts.PackPublish(contracts.PayoutOrder{ValidUntil: 1 << 40}, nil)},
	"push":            {distributorAt, contracts.PackPush(common.Hash{1}, 0, 0, nil, contracts.Mask{}, nil)},
	"sweep":           {distributorAt, contracts.PackSweep(contracts.SettlementKey{})},
	"return_money":    {distributorAt, contracts.NewPayoutDistributor().PackReturnMoney(poolAt, common.Address{1})},
	"settle_exit":     {poolAt, contracts.NewCapitalPool().PackSettleExit(big.NewInt(1))},
	"pause":           {pausedAt, hourOfPause},
	"trial":           {receiver(1), nil},
}

// registered puts a pool into the store whose contracts intents may call.
func (w *world) registered() {
	w.t.Helper()
	err := w.db.Tx(w.t.Context(), func(tx *models.Tx) error {
		a, err := tx.EnsureAsset(models.Asset{ChainID: chaintest.ID, Symbol: "ETH", Decimals: 18})
		if err != nil {
			return err
		}
		p := models.Pool{
			PublicID: models.NewID("pol"), Kind: "capital", Name: "pool", AssetID: a.ID,
			Contract: models.Addr(poolAt), Distributor: models.Addr(distributorAt), Oracle: models.Addr(oracleAt),
		}
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		return queueResponse(tx, w.key.Address(), hourOfPause)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// call is intent i of a kind, as its service writes it.
func (w *world) call(kind string, i int) models.TxIntent {
	w.t.Helper()
	k, err := intents.Of(kind)
	if err != nil {
		w.t.Fatal(err)
	}
	in := w.payout(i)
	in.Kind, in.RefMachine, in.Value = kind, cmp.Or(k.Machine, "settlement"), models.Amount{}
	in.To, in.Data = models.Addr(calls[kind].to), calls[kind].data
	return in
}

// TestKindsSendWhatTheyMay: of every kind of the table, the call that its service
// writes is signed. A publication still waits for its verification, which the
// table demands of it alone.
func TestKindsSendWhatTheyMay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	for i, k := range intents.Kinds {
		w.put(w.call(k.Name, i))
	}
	w.tick()
	for i, k := range intents.Kinds {
		waits := k.Needs == intents.Verification
		if row := w.intent(i); row.Blocked != "" || (row.State == models.TxApproved) != waits {
			t.Errorf("%s is %s, blocked %q", k.Name, row.State, row.Blocked)
		}
	}
	if len(calls) != len(intents.Kinds) {
		t.Errorf("%d calls for %d kinds", len(calls), len(intents.Kinds))
	}
}

// TestKindsAreHeldToTheirCalls: of every kind of the table, every method of
// another kind, and every other way out, is refused before anything is signed.
// The reason is stored, and the operator who would approve it reads it too.
func TestKindsAreHeldToTheirCalls(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	want := map[int]string{}
	add := func(in models.TxIntent, reason string) {
		in.IdemKey = idemKey(len(want))
		want[len(want)] = reason
		w.put(in)
	}
	for _, k := range intents.Kinds {
		if k.Contract == intents.AnyContract {
			continue
		}
		for _, other := range intents.Kinds {
			if other.Name == k.Name {
				continue
			}
			in := w.call(k.Name, 0)
			in.Data = calls[other.Name].data
			add(in, "a "+k.Name+" calls "+strings.Join(k.Methods, " or "))
		}
		freely, coins, away, cut := w.call(k.Name, 0), w.call(k.Name, 0), w.call(k.Name, 0), w.call(k.Name, 0)
		freely.Data = contracts.NewPayoutLimits().PackAllowToken(receiver(1))
		add(freely, "this has selector")
		coins.Value = models.Amt(amountOf(1))
		add(coins, "carries no coins")
		away.To = models.Addr(receiver(1))
		add(away, "is none")
		cut.Data = cut.Data[:len(cut.Data)-1]
		add(cut, "do not decode")
	}
	for range len(want) {
		if r := w.tick(); r.Signed != 0 || r.Sent != 0 {
			t.Fatalf("signed something: %v", r)
		}
	}
	for i, reason := range want {
		if row := w.intent(i); row.State != models.TxApproved || !strings.Contains(row.Blocked, reason) {
			t.Errorf("%s is %s, blocked %q, want %q", row.Kind, row.State, row.Blocked, reason)
		}
	}
}

// TestApproverSeesWhatTheKindForbids: a proposed intent that could never be
// signed is not approved.
func TestApproverSeesWhatTheKindForbids(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	bad, good := w.call("sweep", 0), w.call("sweep", 1)
	bad.Data, bad.State, good.State = calls["push"].data, models.TxProposed, models.TxProposed
	w.put(bad, good)
	ops := &outbox.Operator{DB: w.db}
	if _, err := ops.Approve(t.Context(), treasurer(), w.intent(0).PublicID, "fine"); !errors.Is(err, outbox.ErrKind) || !errors.Is(err, models.ErrState) {
		t.Errorf("approved a sweep that pushes: %v", err)
	}
	if row, err := ops.Approve(t.Context(), treasurer(), w.intent(1).PublicID, "fine"); err != nil || row.State != models.TxApproved {
		t.Errorf("%s, %v", row.State, err)
	}
}

// TestKindsInAFreeze: exactly the kinds that the table says wait.
func TestKindsInAFreeze(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	for i, k := range intents.Kinds {
		w.put(w.call(k.Name, i))
	}
	w.freeze("books do not agree")
	w.tick()
	for i, k := range intents.Kinds {
		if row := w.intent(i); (row.State == models.TxApproved) != (k.Freeze == intents.Waits) {
			t.Errorf("%s %s in a freeze, it is %s", k.Name, k.Freeze, row.State)
		}
	}
}

// TestWhoQueuesADroppedIntentAgain: only kinds without an ending come back from
// the dead, and only at the word of who may let them go.
func TestWhoQueuesADroppedIntentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	ops := &outbox.Operator{DB: w.db}
	admin := models.Actor{Kind: models.ActorStaff, ID: "stf_admin", Person: "ada", Roles: []string{"admin"}}
	for i, k := range intents.Kinds {
		w.put(w.call(k.Name, i))
		id := w.intent(i).PublicID
		if _, err := ops.Cancel(t.Context(), admin, id, "not now"); err != nil {
			t.Fatalf("drop %s: %v", k.Name, err)
		}
		if _, err := ops.Requeue(t.Context(), admin, id, "now"); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("an admin queues %s: %v", k.Name, err)
		}
		row, err := ops.Requeue(t.Context(), treasurer(), id, "now")
		switch {
		case k.Ending == "" && (err != nil || row.State != models.TxApproved):
			t.Errorf("%s, without an ending: %s, %v", k.Name, row.State, err)
		case k.Ending != "" && (!errors.Is(err, models.ErrState) || !strings.Contains(err.Error(), k.Ending)):
			t.Errorf("%s, with an ending: %v", k.Name, err)
		}
	}
}

// TestTrialsLeaveOnDevelopmentChainsOnly, whoever wrote them.
func TestTrialsLeaveOnDevelopmentChainsOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for id, dev := range map[int64]bool{31337: true, 1337: true, 1: false, 11155111: false} {
		in := w.call("trial", int(id))
		in.ChainID, in.State = id, models.TxProposed
		w.put(in)
		_, err := (&outbox.Operator{DB: w.db}).Approve(t.Context(), treasurer(), w.intent(int(id)).PublicID, "a test")
		if allowed := err == nil; allowed != dev {
			t.Errorf("chain %d: %v", id, err)
		}
	}
}

// TestTableOfKinds: the table says everything about each kind, and nothing twice.
func TestTableOfKinds(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, k := range intents.Kinds {
		if seen[k.Name] {
			t.Errorf("two kinds are called %s", k.Name)
		}
		seen[k.Name] = true
		for what, value := range map[string]string{
			"effect": string(k.Effect), "budget": string(k.Budget), "freeze": string(k.Freeze), "decided by": k.DecidedBy, "approver": k.Approver,
		} {
			if value == "" {
				t.Errorf("%s says nothing about %s", k.Name, what)
			}
		}
		if free := k.Contract == intents.AnyContract; free != (len(k.Methods) == 0) || free && !k.Development {
			t.Errorf("%s calls %v of %q, development %v", k.Name, k.Methods, k.Contract, k.Development)
		}
		if pays := k.Effect == intents.Pays; pays != (k.Freeze == intents.Waits) {
			t.Errorf("%s %s, in a freeze it %s", k.Name, k.Effect, k.Freeze)
		}
	}
	if _, err := intents.Of("pay"); !errors.Is(err, intents.ErrUnknown) || !strings.Contains(fmt.Sprint(err), "submit_set") {
		t.Errorf("an unknown kind: %v", err)
	}
}
