package oracles_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
	"makewhole/payouts"
)

// orderEnd is the last second of the orders here.
const orderEnd = 1_900_000_000

// seat is a member with a store of its own and a committee it belongs to.
func seat(t *testing.T) (*signing.Member, contracts.OracleConfig) {
	t.Helper()
	ms := committeeOf("order", 4)
	signer, err := keys.NewKeySigner(ms[1].key, devChain)
	if err != nil {
		t.Fatal(err)
	}
	store := openStore(t, filepath.Join(t.TempDir(), "signed"))
	t.Cleanup(func() { _ = store.Close() })
	return &signing.Member{Signer: signer, Store: store, Now: func() time.Time { return time.Unix(orderEnd-86400, 0) }}, configOf(ms, 1)
}

// orderTask is a settlement of two entitlements over half the money.
func orderTask(t *testing.T, config contracts.OracleConfig, sequence uint64) signing.OrderTask {
	t.Helper()
	f := payouts.File{
		Incident: "inc_a", Settlement: "stl_a", Pool: "pol_a", ChainID: devChain, Distributor: vault, Token: usd, Sequence: sequence,
		Rule: payouts.RuleWaterFill, Available: money.FromUint64(150),
		Rows: []payouts.Row{
			{ID: "ent_a", Part: payouts.PartCover, Receiver: account(1), Amount: money.FromUint64(100)},
			{ID: "ent_b", Part: payouts.PartCover, Receiver: account(2), Amount: money.FromUint64(200)},
		},
	}
	var raw bytes.Buffer
	if err := payouts.WriteFile(&raw, f); err != nil {
		t.Fatal(err)
	}
	done, err := f.Compute()
	if err != nil {
		t.Fatal(err)
	}
	id := f.SettlementID()
	committed := money.FromUint64(30)
	return signing.OrderTask{
		Config: config, Entitlements: raw.Bytes(), Committed: &committed, SnapshotSet: common.Hash{5},
		Order: contracts.PayoutOrder{
			ConfigDigest: config.Digest(), SettlementID: id, IncidentID: merkle.IncidentID("inc_a"), PoolID: merkle.PoolID("pol_a"),
			PayoutToken: usd, Sequence: sequence, SnapshotSetDigest: common.Hash{5}, InputHash: crypto.Keccak256Hash(raw.Bytes()),
			PayoutRoot: done.Root(id), LeafCount: 2, Total: money.FromUint64(150), CumulativeTotal: money.FromUint64(180),
			ValidUntil: orderEnd,
		},
	}
}

func TestMemberSignsAnOrderItComputed(t *testing.T) {
	t.Parallel()
	m, config := seat(t)
	task := orderTask(t, config, 1)
	r, done, err := m.SignOrder(task)
	if err != nil || done.Total() != money.FromUint64(150) || done.LeafCount != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	if by, err := contracts.RecoverSigner(r.Digest(config.Domain()), r.Signatures[0]); err != nil || by != m.Signer.Address() {
		t.Errorf("signed by %s, %v", by, err)
	}
	second := task
	zero := money.Zero
	second.Committed, second.Order.CumulativeTotal = &zero, task.Order.Total
	if _, _, err := m.SignOrder(second); !errors.Is(err, signing.ErrSignedOther) {
		t.Errorf("two orders for one settlement: %v", err)
	}
	if _, _, err := m.SignOrder(orderTask(t, config, 3)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.SignOrder(orderTask(t, config, 2)); !errors.Is(err, signing.ErrBehind) {
		t.Errorf("an older sequence: %v", err)
	}
}

// What a member signed to take back it does not sign while that counts.
func TestMemberSignsNoOrderItCancels(t *testing.T) {
	t.Parallel()
	m, config := seat(t)
	task := orderTask(t, config, 1)
	end := m.Now().Add(time.Hour)
	cancel := signing.Act{Digest: common.Hash{1}, Slot: signing.CancelSlot(task.Order.SettlementID), ValidUntil: uint64(end.Unix())}
	if _, err := m.SignAct(cancel); err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.SignOrder(task); !errors.Is(err, signing.ErrRefused) || !strings.Contains(err.Error(), "take the settlement back") {
		t.Errorf("signed what it cancels: %v", err)
	}
	if _, _, err := m.SignOrder(orderTask(t, config, 2)); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestMemberRefusesOrders(t *testing.T) {
	t.Parallel()
	m, config := seat(t)
	for name, spoil := range map[string]func(*signing.OrderTask){
		"configuration": func(t *signing.OrderTask) { t.Order.ConfigDigest[0]++ },
		"input hash":    func(t *signing.OrderTask) { t.Order.InputHash[0]++ },
		"file":          func(t *signing.OrderTask) { t.Entitlements = append(bytes.Clone(t.Entitlements), '\n') },
		"file and hash": func(t *signing.OrderTask) {
			t.Entitlements = bytes.Replace(t.Entitlements, []byte("available=150"), []byte("available=165"), 1)
			t.Order.InputHash = crypto.Keccak256Hash(t.Entitlements)
		},
		"root":         func(t *signing.OrderTask) { t.Order.PayoutRoot[0]++ },
		"total":        func(t *signing.OrderTask) { t.Order.Total = money.FromUint64(149) },
		"leaf count":   func(t *signing.OrderTask) { t.Order.LeafCount++ },
		"cumulative":   func(t *signing.OrderTask) { t.Order.CumulativeTotal = money.FromUint64(181) },
		"below total":  func(t *signing.OrderTask) { t.Committed = nil; t.Order.CumulativeTotal = money.FromUint64(149) },
		"token":        func(t *signing.OrderTask) { t.Order.PayoutToken = vault },
		"sequence":     func(t *signing.OrderTask) { t.Order.Sequence++ },
		"settlement":   func(t *signing.OrderTask) { t.Order.SettlementID[0]++ },
		"incident":     func(t *signing.OrderTask) { t.Order.IncidentID[0]++ },
		"pool":         func(t *signing.OrderTask) { t.Order.PoolID[0]++ },
		"snapshot set": func(t *signing.OrderTask) { t.SnapshotSet = common.Hash{} },
		"not a member": func(t *signing.OrderTask) { t.Config = configOf(committeeOf("others", 4), 1) },
	} {
		task := orderTask(t, config, 1)
		spoil(&task)
		if _, _, err := m.SignOrder(task); !errors.Is(err, signing.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
