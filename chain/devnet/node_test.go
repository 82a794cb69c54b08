//go:build !nodevnet

package devnet

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		runChild(dir)
		return
	}
	goleak.VerifyTestMain(m,
		// go-ethereum and pebble keep these for the life of the process.
		goleak.IgnoreAnyFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		goleak.IgnoreAnyFunction("github.com/ethereum/go-ethereum/metrics.(*meterTicker).loop"),
		// Ends by itself a second after its database is closed.
		goleak.IgnoreAnyFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

func start(t *testing.T, cfg Config) *Node {
	t.Helper()
	n, err := Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return n
}

// send signs and sends a transaction of dev account `from` and returns its hash.
func send(t *testing.T, n *Node, from int, nonce uint64, to *common.Address, data []byte) common.Hash {
	t.Helper()
	tx := signed(t, n.ChainID(), Key(from), &types.DynamicFeeTx{
		Nonce: nonce, To: to, Data: data, Gas: 500_000, Value: new(big.Int),
		GasTipCap: big.NewInt(params.GWei), GasFeeCap: big.NewInt(3 * params.GWei),
	})
	if err := n.Client().SendTransaction(t.Context(), tx); err != nil {
		t.Fatal(err)
	}
	return tx.Hash()
}

func signed(t *testing.T, chainID *big.Int, key *ecdsa.PrivateKey, tx types.TxData) *types.Transaction {
	t.Helper()
	out, err := types.SignNewTx(key, types.LatestSignerForChainID(chainID), tx)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func flush(t *testing.T, n *Node) {
	t.Helper()
	if err := n.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func header(t *testing.T, n *Node, tag rpc.BlockNumber) *types.Header {
	t.Helper()
	h, err := n.Client().HeaderByNumber(t.Context(), big.NewInt(int64(tag)))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func receipt(t *testing.T, n *Node, hash common.Hash) *types.Receipt {
	t.Helper()
	r, err := n.Client().TransactionReceipt(t.Context(), hash)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAccountsAreThoseOfTheMnemonic(t *testing.T) {
	t.Parallel()
	if got := Address(0).Hex(); got != "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266" {
		t.Errorf("account 0 is %s", got)
	}
	if got := Address(19).Hex(); got != "0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199" {
		t.Errorf("account 19 is %s", got)
	}
	n := start(t, Config{Accounts: 3})
	if got := len(n.Accounts()); got != 3 {
		t.Errorf("%d accounts", got)
	}
	balance, err := n.Client().BalanceAt(t.Context(), Address(19), nil)
	if err != nil || balance.Cmp(Balance()) != 0 {
		t.Errorf("balance %v: %v", balance, err)
	}
}

func TestTransactionsBecomeFinalAndThenTheChainStands(t *testing.T) {
	t.Parallel()
	n := start(t, Config{})
	heads := make(chan *types.Header, 16)
	sub, err := n.Client().SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	hash := send(t, n, 0, 0, new(common.Address), nil)
	for head := range heads { // sealed without anybody asking
		if head.Number.Uint64() == 3 {
			break
		}
	}
	flush(t, n)
	if got := receipt(t, n, hash).BlockNumber.Uint64(); got != 1 {
		t.Errorf("mined in block %d", got)
	}
	if got := header(t, n, rpc.FinalizedBlockNumber).Number.Uint64(); got != 1 {
		t.Errorf("finalized %d", got)
	}
	if got := header(t, n, rpc.SafeBlockNumber).Number.Uint64(); got != 2 {
		t.Errorf("safe %d", got)
	}
	// The pool may hold back one transaction that arrives during its reset.
	if got := header(t, n, rpc.LatestBlockNumber).Number.Uint64(); got > 4 {
		t.Errorf("%d blocks for one burst", got)
	}
}

// TestGasPricesAreThoseOfMainnet measures a transfer, calldata under EIP-7623,
// and storage writes of a contract whose code is PUSH1 v, PUSH1 0, SSTORE, STOP.
func TestGasPricesAreThoseOfMainnet(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	code := common.FromHex("6000355f5500") // sstore(0, calldataload(0))
	initcode := append(common.FromHex("60068060095f395ff3"), code...)
	contract := crypto.CreateAddress(Address(0), 0)
	one, two := common.BigToHash(big.NewInt(1)).Bytes(), common.BigToHash(big.NewInt(2)).Bytes()
	hashes := []common.Hash{
		send(t, n, 0, 0, nil, initcode),
		send(t, n, 0, 1, new(common.Address), nil),
		send(t, n, 0, 2, &contract, one),
		send(t, n, 0, 3, &contract, two),
		send(t, n, 0, 4, new(common.Address), make([]byte, 100)),
	}
	flush(t, n)
	calldata := uint64(31*4 + 16)
	opcodes := uint64(3 + 3 + 2) // PUSH1, CALLDATALOAD, PUSH0
	for i, want := range map[int]uint64{
		1: 21_000,
		2: 21_000 + calldata + opcodes + 22_100,        // zero to non-zero, cold
		3: 21_000 + calldata + opcodes + 2_900 + 2_100, // non-zero to other, cold
		4: 21_000 + 100*10,                             // floor price of EIP-7623
	} {
		if got := receipt(t, n, hashes[i]); got.GasUsed != want || got.Status != 1 {
			t.Errorf("transaction %d: status %d, gas %d, want %d", i, got.Status, got.GasUsed, want)
		}
	}
	if got := header(t, n, rpc.LatestBlockNumber).GasLimit; got != 60_000_000 {
		t.Errorf("gas limit %d", got)
	}
}

func TestPoorlyPaidTransactionWaitsForItsReplacement(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true})
	cheap := &types.DynamicFeeTx{Gas: 21_000, To: new(common.Address), GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(100)}
	if err := n.Client().SendTransaction(t.Context(), signed(t, n.ChainID(), Key(0), cheap)); err != nil {
		t.Fatal(err)
	}
	flush(t, n)
	if got := header(t, n, rpc.LatestBlockNumber).Number.Uint64(); got != 0 {
		t.Fatalf("sealed %d blocks for a transaction below the base fee", got)
	}
	hash := send(t, n, 0, 0, new(common.Address), nil)
	flush(t, n)
	if receipt(t, n, hash).Status != 1 {
		t.Error("the replacement failed")
	}
}

func TestBlockTimeSealsByItself(t *testing.T) {
	t.Parallel()
	n := start(t, Config{BlockTime: 10 * time.Millisecond})
	heads := make(chan *types.Header, 64)
	sub, err := n.Client().SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	for range 3 {
		<-heads
	}
}

func TestIdleBlocksLetTimePass(t *testing.T) {
	t.Parallel()
	n := start(t, Config{IdleBlocks: true})
	heads := make(chan *types.Header, 16)
	sub, err := n.Client().SubscribeNewHead(t.Context(), heads)
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	before := n.Now()
	if head := <-heads; head.Number.Uint64() != 1 || int64(head.Time) < before.Unix() {
		t.Errorf("idle block %d at %d", head.Number, head.Time)
	}
}

func TestReorg(t *testing.T) {
	t.Parallel()
	n := start(t, Config{Manual: true, FinalityDepth: 4})
	hash := send(t, n, 0, 0, new(common.Address), nil)
	if err := n.Mine(1); err != nil {
		t.Fatal(err)
	}
	before := receipt(t, n, hash)
	if err := n.Reorg(1, false); err != nil {
		t.Fatal(err)
	}
	after := receipt(t, n, hash)
	if after.BlockHash == before.BlockHash || after.Status != 1 {
		t.Errorf("still in block %s", after.BlockHash)
	}
	if err := n.Reorg(2, true); err != nil {
		t.Fatal(err)
	}
	if _, _, err := n.Client().TransactionByHash(t.Context(), hash); err == nil {
		t.Error("a dropped transaction is still known")
	}
	if err := n.Mine(5); err != nil {
		t.Fatal(err)
	}
	if err := n.Reorg(5, false); !errors.Is(err, ErrFinal) {
		t.Errorf("reorganised a final block: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(cancelled, Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := Start(t.Context(), Config{HTTPAddr: "0.0.0.0:0"}); !errors.Is(err, ErrNotLoopback) {
		t.Errorf("public address: %v", err)
	}
	if _, err := Start(t.Context(), Config{Accounts: 21}); err == nil {
		t.Error("21 accounts of 20")
	}
}

// BenchmarkSendAndFlush is one transaction until it is final, on disk.
func BenchmarkSendAndFlush(b *testing.B) {
	n, err := Start(b.Context(), Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	signer, nonce := types.LatestSignerForChainID(n.ChainID()), uint64(0)
	for b.Loop() {
		tx := types.MustSignNewTx(Key(0), signer, &types.LegacyTx{
			Nonce: nonce, To: new(common.Address), Gas: 21_000, GasPrice: big.NewInt(3 * params.GWei),
		})
		if err := errors.Join(n.Client().SendTransaction(b.Context(), tx), n.Flush(b.Context())); err != nil {
			b.Fatal(err)
		}
		nonce++
	}
}

// BenchmarkStart opens a new chain in memory until it answers.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		n, err := Start(b.Context(), Config{HTTPAddr: "127.0.0.1:0"})
		if err != nil {
			b.Fatal(err)
		}
		if err := n.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
