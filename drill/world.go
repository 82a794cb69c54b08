package drill

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"

	"makewhole/chain/devnet"
)

// Times of a drill: its first block, and what lies between blocks, in seconds.
const (
	start    = 1_750_000_000
	interval = 12
)

// finality is how far the final block stays behind the head: deeper than any
// reorganisation.
const finality = 64

// What a transaction has and pays.
const (
	usualGas = 5_000_000
	feeCap   = 50 * params.GWei
	tip      = 1_000_000
	setupTxs = 10 // in one block
)

// ErrSetup is a set-up in which a transaction failed.
var ErrSetup = errors.New("the set-up failed")

// World is a drill under way on a chain of its own. It is not safe for concurrent use.
type World struct {
	drill     *Drill
	node      *devnet.Node
	actors    map[string]*ecdsa.PrivateKey
	contracts map[string]common.Address
	nonces    map[common.Address]uint64
	zero      uint64 // height of the last block of the set-up
	height    uint64
	time      uint64 // of the head
	next      int    // step of the timeline
	repeated  int    // of it
	history   map[uint64][]sent
	replaced  uint64
	queue     []Response
}

// Open starts a chain and plays the set-up. The caller closes the world.
func Open(ctx context.Context, d *Drill) (*World, error) {
	node, err := devnet.Start(ctx, devnet.Config{Manual: true, FinalityDepth: finality})
	if err != nil {
		return nil, err
	}
	w := &World{drill: d, node: node, actors: map[string]*ecdsa.PrivateKey{}, contracts: map[string]common.Address{},
		nonces: map[common.Address]uint64{}, time: start, history: map[uint64][]sent{}}
	for name := range d.Actors {
		w.actors[name] = keyOf(name)
	}
	if err := w.prepare(ctx); err != nil {
		return nil, errors.Join(err, node.Close())
	}
	w.zero = w.height
	return w, nil
}

// Close ends the chain.
func (w *World) Close() error { return w.node.Close() }

// Node is the chain, for those who look at it.
func (w *World) Node() *devnet.Node { return w.node }

// Zero is the height of the last block of the set-up, which is empty: block 1 of the
// timeline follows it.
func (w *World) Zero() uint64 { return w.zero }

// Address resolves a reference of the drill.
func (w *World) Address(ref string) (common.Address, error) { return addressOf(w, ref) }

// keyOf is the key of an actor, the same in every world. Nothing of value belongs
// to it.
func keyOf(name string) *ecdsa.PrivateKey {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("makewhole drill actor " + name)))
	if err != nil {
		panic("key of an actor: " + err.Error()) // one in 2^128
	}
	return key
}

func (w *World) now() uint64 { return w.time }

func (w *World) address(ref string) (common.Address, error) {
	kind, name, _ := strings.Cut(strings.TrimPrefix(ref, "$"), ".")
	if key, ok := w.actors[name]; ok && kind == "actor" {
		return crypto.PubkeyToAddress(key.PublicKey), nil
	}
	if a, ok := w.contracts[name]; ok && kind == "contract" {
		return a, nil
	}
	return common.Address{}, fmt.Errorf("there is no %s", ref)
}

// purse is what one funded account of the chain gives to one actor.
type purse struct {
	account int
	actor   string
	wei     *big.Int
}

// purses divides the money of the chain's accounts among actors, each with one ether
// more for its gas.
func purses(actors map[string]Actor) ([]purse, error) {
	var out []purse
	left := make([]*big.Int, devnet.MaxAccounts)
	for i := range left {
		left[i] = new(big.Int).Sub(devnet.Balance(), big.NewInt(params.Ether)) // its own gas
	}
	for _, name := range slices.Sorted(maps.Keys(actors)) {
		wei, err := etherOf(actors[name].Ether)
		if err != nil {
			return nil, err
		}
		wei = wei.Add(wei, big.NewInt(params.Ether))
		i := slices.IndexFunc(left, func(l *big.Int) bool { return l.Cmp(wei) >= 0 })
		if i < 0 {
			return nil, errors.New("the chain has 20 accounts of 9,999 ether, and one of them must do for each actor")
		}
		left[i].Sub(left[i], wei)
		out = append(out, purse{i, name, wei})
	}
	return out, nil
}

// prepare pays the actors and plays the set-up.
func (w *World) prepare(ctx context.Context) error {
	all, err := purses(w.drill.Actors)
	if err != nil {
		return err
	}
	if err := w.mine(0); err != nil { // a first empty block
		return err
	}
	for group := range slices.Chunk(all, maxTxs) {
		var txs []*types.Transaction
		for _, p := range group {
			to := crypto.PubkeyToAddress(w.actors[p.actor].PublicKey)
			txs = append(txs, w.sign(devnet.Key(p.account), &to, p.wei, nil, 21_000))
		}
		if err := w.mine(0, txs...); err != nil {
			return err
		}
	}
	for first := 0; first < len(w.drill.Setup); first += setupTxs {
		if err := w.setUp(ctx, first, min(len(w.drill.Setup), first+setupTxs)); err != nil {
			return err
		}
	}
	return w.mine(0) // everything stands at its parent too
}

// setUp plays some transactions of the set-up in one block; all must succeed.
func (w *World) setUp(ctx context.Context, first, end int) error {
	var txs []*types.Transaction
	w.time += interval // of the block to come
	for i := first; i < end; i++ {
		tx, err := w.make(&w.drill.Setup[i])
		if err != nil {
			return fmt.Errorf("%w: /setup/%d: %w", ErrSetup, i, err)
		}
		txs = append(txs, tx)
	}
	w.time -= interval
	if err := w.mine(0, txs...); err != nil {
		return fmt.Errorf("%w: /setup/%d to %d: %w", ErrSetup, first, end-1, err)
	}
	for i, tx := range txs {
		receipt, err := w.node.Client().TransactionReceipt(ctx, tx.Hash())
		if err == nil && receipt.Status != types.ReceiptStatusSuccessful {
			err = errors.New("it was reverted")
		}
		if err != nil {
			return fmt.Errorf("%w: /setup/%d: %w", ErrSetup, first+i, err)
		}
	}
	return nil
}

// make signs a transaction of the drill.
func (w *World) make(t *Transaction) (*types.Transaction, error) {
	key := w.actors[strings.TrimPrefix(t.From, "$actor.")]
	value, err := new(big.Int), error(nil)
	if t.Value != "" {
		if value, err = unsigned(t.Value); err != nil {
			return nil, err
		}
	}
	gas := t.Gas
	if gas == 0 {
		gas = usualGas
	}
	if t.Deploy != "" {
		a := w.drill.artifacts[t.file()]
		args, err := encode(w, a.constructor, t.Args)
		if err != nil {
			return nil, err
		}
		from := crypto.PubkeyToAddress(key.PublicKey)
		w.contracts[t.Deploy] = crypto.CreateAddress(from, w.nonces[from])
		return w.sign(key, nil, value, slices.Concat(a.code, args), gas), nil
	}
	to, err := w.Address(t.To)
	if err != nil {
		return nil, err
	}
	data, err := w.input(t)
	if err != nil {
		return nil, err
	}
	return w.sign(key, &to, value, data, gas), nil
}

func (w *World) input(t *Transaction) ([]byte, error) {
	switch {
	case t.Call != "":
		return calldata(w, t.Call, t.Args)
	case t.Data != "":
		return encoded(w, []byte(`"`+t.Data+`"`))
	}
	return nil, nil
}

// sign gives a transaction the next nonce of its sender.
func (w *World) sign(key *ecdsa.PrivateKey, to *common.Address, value *big.Int, data []byte, gas uint64) *types.Transaction {
	from := crypto.PubkeyToAddress(key.PublicKey)
	tx := types.MustSignNewTx(key, types.LatestSignerForChainID(w.node.ChainID()), &types.DynamicFeeTx{
		ChainID: w.node.ChainID(), Nonce: w.nonces[from], To: to, Value: value, Data: data, Gas: gas,
		GasTipCap: big.NewInt(tip), GasFeeCap: big.NewInt(feeCap),
	})
	w.nonces[from]++
	return tx
}

// mine seals a block of these transactions, so many seconds later than usual.
func (w *World) mine(later uint64, txs ...*types.Transaction) error {
	at := w.time + interval + later
	if err := w.node.MineAt(at, txs); err != nil {
		return err
	}
	w.time, w.height = at, w.height+1
	return nil
}
