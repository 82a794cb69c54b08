package chain_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/test/embedded"
)

func TestCustomErrorIsTheReason(t *testing.T) {
	t.Parallel()
	e := embedded.New(t)
	coin, _ := e.Contracts.Pool("pol_coin")
	e.Enqueue("wrong value", coin.Address, money.FromUint64(1), contracts.NewCapitalPool().PackDeposit(big.NewInt(2), new(big.Int)))
	r, err := e.Sender.RunOnce(t.Context())
	if err != nil || !slices.ContainsFunc(r.Alarms, func(a outbox.Alarm) bool { return a.Code == outbox.AlarmBlocked }) || r.Signed != 0 {
		t.Fatalf("report %+v, %v", r, err)
	}
	var row models.TxIntent
	e.Tx(func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey("wrong value")
		return err
	})
	if !strings.HasPrefix(row.Blocked, "reverts: ") || !strings.Contains(row.Blocked, "(") || strings.Contains(row.Blocked, "execution reverted") {
		t.Errorf("reason %q does not name the custom error", row.Blocked)
	}
}

// TestCallAtHashIsBoundToItsBlock: after a reorg the old hash is no answer.
func TestCallAtHashIsBoundToItsBlock(t *testing.T) {
	t.Parallel()
	e := embedded.New(t)
	if err := e.Node.Mine(2); err != nil {
		t.Fatal(err)
	}
	head, err := e.Client.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	msg := ethereum.CallMsg{To: &e.Contracts.Distributor, Data: contracts.NewPayoutDistributor().PackHolderOf(contracts.RoleTreasurer)}
	out, err := e.Client.CallAtHash(t.Context(), msg, head.Hash())
	if err != nil || common.BytesToAddress(out) != devnet.Address(deployment.DevTreasurer) {
		t.Errorf("answer %x, %v", out, err)
	}
	if err := e.Node.Reorg(1, true); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Client.CallAtHash(t.Context(), msg, head.Hash()); err == nil {
		t.Error("a block that is no longer canonical answered")
	}
}
