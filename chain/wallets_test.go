package chain_test

import (
	"bytes"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"makewhole/chain"
	"makewhole/chain/chaintest"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/outbox/keys"
	"makewhole/test/dbtest"
	"makewhole/test/embedded"
)

// walletChain is an embedded chain with a factory of wallets on it.
type walletChain struct {
	*testing.T
	node    *devnet.Node
	client  *chain.Client
	nonce   uint64
	factory common.Address
	digest  common.Hash
}

func newWalletChain(t *testing.T) *walletChain {
	t.Helper()
	w := &walletChain{T: t, node: embedded.Node(t, devnet.Config{}), digest: common.Hash{7}}
	w.client = must(chain.NewClient(t.Context(), chain.Config{ChainID: 31337, Now: dbtest.NewClock().Now}, w.node.RPC()))
	w.factory = w.deploy(chaintest.FactoryInit)
	return w
}

// send lets development account 5 send, and waits until it is final.
func (w *walletChain) send(tx types.TxData) common.Address {
	w.Helper()
	key := keys.DevKey(5)
	signed := must(types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(31337)), tx))
	if err := w.node.Client().SendTransaction(w.Context(), signed); err != nil {
		w.Fatal(err)
	}
	if err := w.node.Flush(w.Context()); err != nil {
		w.Fatal(err)
	}
	got := must(w.node.Client().TransactionReceipt(w.Context(), signed.Hash()))
	if got.Status != types.ReceiptStatusSuccessful {
		w.Fatal("the transaction failed")
	}
	w.nonce++
	return got.ContractAddress
}

func (w *walletChain) call(to *common.Address, data []byte) common.Address {
	return w.send(&types.DynamicFeeTx{ChainID: big.NewInt(31337), Nonce: w.nonce, To: to, Data: data, Gas: 3_000_000, GasFeeCap: big.NewInt(1e11), GasTipCap: big.NewInt(1e9)})
}

func (w *walletChain) deploy(init []byte) common.Address { return w.call(nil, init) }

// delegate makes an account run the code of another, EIP-7702.
func (w *walletChain) delegate(key int, to common.Address) common.Address {
	auth := must(types.SignSetCode(keys.DevKey(key), types.SetCodeAuthorization{ChainID: *uint256.NewInt(31337), Address: to}))
	from := crypto.PubkeyToAddress(keys.DevKey(key).PublicKey)
	w.send(&types.SetCodeTx{ChainID: uint256.NewInt(31337), Nonce: w.nonce, To: from, Gas: 500_000, GasFeeCap: uint256.NewInt(1e11), GasTipCap: uint256.NewInt(1e9), AuthList: []types.SetCodeAuthorization{auth}})
	return from
}

func (w *walletChain) sign(key int) []byte {
	sig := must(crypto.Sign(w.digest[:], keys.DevKey(key)))
	sig[64] += 27
	return sig
}

func (w *walletChain) wrap(factory common.Address, call, sig []byte) []byte {
	return must(contracts.Wrapped{Factory: factory, Call: call, Signature: sig}.Wrap())
}

// says wants a verdict: by whom, or a part of the reason against it.
func (w *walletChain) says(name string, account common.Address, sig []byte, want string) {
	w.Helper()
	got, err := w.client.VerifySignature(w.Context(), account, w.digest, sig, nil)
	if err != nil || got.By != want && (got.By != "" || !strings.Contains(got.Why, want)) {
		w.Errorf("%s: %+v, %v, want %s", name, got, err, want)
	}
}

func devAddr(key int) common.Address { return crypto.PubkeyToAddress(keys.DevKey(key).PublicKey) }

// TestWalletsOfEveryKind: real wallets on a real chain, and a verdict of its own for
// each that signs and each that does not.
func TestWalletsOfEveryKind(t *testing.T) {
	t.Parallel()
	w := newWalletChain(t)
	good, bad := w.sign(2), w.sign(3)
	w.says("a key", devAddr(2), good, contracts.SignedByKey)
	w.says("another key", devAddr(2), bad, "has no code to ask")

	init := chaintest.WalletInit(devAddr(2))
	call, account := chaintest.Deploys(w.factory, init)
	w.says("not deployed, not wrapped", account, good, "has no code to ask")
	w.says("not deployed", account, w.wrap(w.factory, call, good), contracts.SignedByFactory)
	w.says("not deployed, another signs", account, w.wrap(w.factory, call, bad), "refused by the wallet that its factory deploys")
	w.says("another's wallet", devAddr(4), w.wrap(w.factory, call, good), "deploys nothing at the account's address")
	other, _ := chaintest.Deploys(w.factory, chaintest.WalletInit(devAddr(3)))
	w.says("other code than the address says", account, w.wrap(w.factory, other, bad), "deploys nothing at the account's address")
	w.says("a factory that reverts", account, w.wrap(w.factory, nil, good), "deploys nothing at the account's address")
	w.says("a factory that is nobody", account, w.wrap(common.Address{9}, call, good), "deploys nothing at the account's address")
	broken := append(bytes.Repeat([]byte{0xff}, 96), w.wrap(w.factory, call, good)[len(w.wrap(w.factory, call, good))-32:]...)
	w.says("not its form", account, broken, "has not its form")
	if code, err := w.client.CodeAt(t.Context(), account, nil); err != nil || len(code) > 0 {
		t.Fatalf("asking left code behind: %x, %v", code, err)
	}

	w.call(&w.factory, call)
	w.says("deployed", account, good, contracts.SignedByContract)
	w.says("deployed since", account, w.wrap(w.factory, call, good), contracts.SignedByContract)
	w.says("deployed, another signs", account, bad, "refused by the account's contract")
	w.says("deployed, another signs, wrapped", account, w.wrap(w.factory, call, bad), "refused by the account's contract")

	safe := w.deploy(chaintest.WalletInit(devAddr(8)))
	account = w.delegate(7, safe)
	w.says("delegates, own key", account, w.sign(7), contracts.SignedByKey)
	w.says("delegates, what its code accepts", account, w.sign(8), contracts.SignedByDelegate)
	w.says("delegates, neither", account, bad, "the code that the account delegates to")
}

// TestHostileFactories: whatever a factory or a wallet does with its gas, that is an
// answer about the signature and none of the node.
func TestHostileFactories(t *testing.T) {
	t.Parallel()
	w := newWalletChain(t)
	spender := w.deploy(chaintest.SpenderInit)
	call, account := chaintest.Deploys(w.factory, chaintest.SpenderInit)
	w.says("a factory that takes all gas", account, w.wrap(spender, call, []byte{1}), "deploys nothing at the account's address")
	w.says("a wallet that takes all gas", account, w.wrap(w.factory, call, []byte{1}), "refused by the wallet that its factory deploys")
	w.says("a contract that takes all gas", spender, []byte{1}, "refused by the account's contract")
	w.says("eight kilobytes for the factory", account, w.wrap(w.factory, bytes.Repeat([]byte{1}, 7900), []byte{1}), "deploys nothing")
}
