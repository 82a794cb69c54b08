package server

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/chain/chaintest"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/outbox/keys"
	"makewhole/test/roomtest"
)

// TestAWalletSignsInBeforeItIsDeployed on the embedded chain, by its factory, and
// after by its contract; both are for an hour, and each says what it is.
func TestAWalletSignsInBeforeItIsDeployed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	node, err := devnet.Start(t.Context(), devnet.Config{})
	b.must(err)
	t.Cleanup(func() { _ = node.Close() })
	client, err := chain.NewClient(t.Context(), chain.Config{ChainID: devChain, Now: b.clock.Now}, node.RPC())
	b.must(err)
	b.s = b.server(func(c *Config) { c.Chain = client })
	send := func(nonce uint64, to *common.Address, data []byte) {
		tx, err := types.SignNewTx(keys.DevKey(5), types.LatestSignerForChainID(big.NewInt(devChain)), &types.DynamicFeeTx{
			ChainID: big.NewInt(devChain), Nonce: nonce, To: to, Data: data, Gas: 1_000_000, GasFeeCap: big.NewInt(1e11), GasTipCap: big.NewInt(1e9),
		})
		b.must(err)
		b.must(node.Client().SendTransaction(t.Context(), tx))
		b.must(node.Flush(t.Context()))
	}
	send(0, nil, chaintest.FactoryInit)
	factory := crypto.CreateAddress(crypto.PubkeyToAddress(keys.DevKey(5).PublicKey), 0)
	deploy, account := chaintest.Deploys(factory, chaintest.WalletInit(addr("owner")))
	in := func(who string, wrap bool) answer {
		var login Login
		b.ask("", "POST", "/v1/auth/nonce", map[string]any{"address": account.Hex()}).want(201).into(&login)
		sig := roomtest.Sign(t, key(who), common.Hash(accounts.TextHash([]byte(login.Text))))
		if wrap {
			sig, err = contracts.Wrapped{Factory: factory, Call: deploy, Signature: sig}.Wrap()
			b.must(err)
		}
		return b.verify(login, hexutil.Encode(sig))
	}
	in("owner", false).problem(401, "sign-in-refused").has("EIP-6492")
	in("thief", true).problem(401, "sign-in-refused").has("the wallet that its factory deploys")
	var s SessionOut
	in("owner", true).want(201).into(&s)
	if s.SignedBy != contracts.SignedByFactory || !s.Contract || !s.ExpiresAt.Equal(b.clock.Now().Add(contractSession)) || s.Address != account.Hex() {
		t.Errorf("%+v", s)
	}
	send(1, &factory, deploy)
	in("owner", false).want(201).has(`"signed_by":"contract"`)
	in("thief", true).problem(401, "sign-in-refused").has("EIP-1271")
	login := b.nonce("alice")
	b.verify(login, signText("alice", login.Text)).want(201).has(`"signed_by":"key"`, `"contract":false`)
}

// TestAnUnknownAnswerIsNoRefusal: while the node does not answer, a contract wallet is
// neither signed in nor turned away, and its claim neither taken nor refused; the key
// of an account needs no node to sign in.
func TestAnUnknownAnswerIsNoRefusal(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.chain.accounts[addr("safe")] = []byte{1, 2, 3}
	filing := b.filing(w, "alice", "alice")
	login := b.nonce("safe")
	b.chain.fails = errors.New("connection refused")
	before := b.rows()
	if a := b.verify(login, "0x010203").problem(503, "no-node"); a.header.Get("Retry-After") == "" {
		t.Error("when to come again is not said")
	}
	b.ask("alice", "POST", "/v1/claims", filing).problem(503, "no-node")
	b.changed(before, nil)
	key := b.nonce("bob")
	b.verify(key, signText("bob", key.Text)).want(201)
	b.chain.fails = nil
	b.verify(login, "0x010203").want(201).has(`"signed_by":"contract"`)
	b.ask("alice", "POST", "/v1/claims", filing).want(201)
}
