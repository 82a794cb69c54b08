package chaintest

import (
	"encoding/binary"
	"errors"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/money"
)

// ID is the chain id of the fake, a development one.
const ID = 31337

// gwei in wei.
const gwei = 1_000_000_000

// block is one canonical block.
type block struct {
	header   *types.Header
	txs      []*types.Transaction
	receipts []*types.Receipt
}

// account is derived state at the head.
type account struct {
	nonce   uint64
	balance money.Amount
}

// Chain is the fake. All methods are safe for concurrent use.
type Chain struct {
	// Depth is how many blocks below the head a block becomes final.
	Depth uint64
	// Legacy chains have no base fee.
	Legacy bool
	// Line decides what happens to a call; nil is a perfect line.
	Line func(method string) Fault

	mu      sync.Mutex
	blocks  []block
	final   uint64
	salt    uint64
	baseFee uint64
	tip     uint64
	genesis map[common.Address]money.Amount
	reverts map[common.Address]bool
	state   map[common.Address]account
	pool    map[common.Address]map[uint64]*types.Transaction
	mined   map[common.Hash]uint64 // canonical inclusion
	room    int
}

// NewChain returns a chain at its genesis block with a base fee of 10 gwei.
func NewChain() *Chain {
	c := &Chain{
		Depth: 5, baseFee: 10 * gwei, tip: gwei, room: 64,
		genesis: map[common.Address]money.Amount{}, reverts: map[common.Address]bool{},
		pool: map[common.Address]map[uint64]*types.Transaction{},
	}
	c.blocks = []block{{header: &types.Header{Number: new(big.Int), BaseFee: big.NewInt(10 * gwei), Difficulty: new(big.Int)}}}
	c.rebuild()
	return c
}

// Fund gives an account coins from the beginning.
func (c *Chain) Fund(a common.Address, wei money.Amount) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.genesis[a] = wei
	c.rebuild()
}

// SetPrice sets base fee and suggested tip in gwei.
func (c *Chain) SetPrice(base, tip uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.baseFee, c.tip = base*gwei, tip*gwei
}

// SetRoom limits the transactions of a block.
func (c *Chain) SetRoom(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.room = n
}

// SetReverts makes every call to an account fail, or work again.
func (c *Chain) SetReverts(a common.Address, on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reverts[a] = on
}

// Mine adds n blocks with what the pool holds and moves finality.
func (c *Chain) Mine(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range n {
		c.seal(c.executable())
	}
}

// Head and Final are block numbers.
func (c *Chain) Head() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.head()
}

// Final is the finalized height.
func (c *Chain) Final() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.final
}

// Balance is an account's coins at the head.
func (c *Chain) Balance(a common.Address) money.Amount {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state[a].balance
}

// ErrFinal refuses a reorg of final blocks.
var ErrFinal = errors.New("chaintest: block is final")

// Reorg takes the last depth blocks away and puts as many others in their
// place. keep gives their transactions back to the pool and leaves the new
// blocks empty; otherwise the transactions are forgotten.
func (c *Chain) Reorg(depth int, keep bool) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if uint64(depth) > c.head()-c.final {
		return ErrFinal
	}
	return c.rewind(depth, keep)
}

// BreakFinality is a reorg below the finalized block, which must never happen.
func (c *Chain) BreakFinality(depth int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rewind(depth, false)
}

func (c *Chain) rewind(depth int, keep bool) error {
	lost := c.blocks[len(c.blocks)-depth:]
	c.blocks = c.blocks[:len(c.blocks)-depth]
	c.salt++
	c.rebuild()
	if keep {
		for _, b := range lost {
			for _, tx := range b.txs {
				_ = c.admit(tx) // a competitor may hold the nonce now
			}
		}
	}
	for range depth {
		c.seal(nil)
	}
	return nil
}

// Drop evicts every pooled transaction.
func (c *Chain) Drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pool = map[common.Address]map[uint64]*types.Transaction{}
}

// Include puts a transaction into a block of its own, past pool and prices:
// somebody else's use of a key.
func (c *Chain) Include(tx *types.Transaction) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seal([]*types.Transaction{tx})
}

func (c *Chain) head() uint64 { return uint64(len(c.blocks) - 1) }

// seal adds one block. The salt makes blocks of different branches differ.
func (c *Chain) seal(txs []*types.Transaction) {
	parent := c.blocks[len(c.blocks)-1].header
	h := &types.Header{
		ParentHash: parent.Hash(), Number: new(big.Int).SetUint64(c.head() + 1), Time: parent.Time + 12,
		Difficulty: new(big.Int), Extra: binary.BigEndian.AppendUint64(nil, c.salt), GasLimit: 60_000_000,
	}
	if !c.Legacy {
		h.BaseFee = new(big.Int).SetUint64(c.baseFee)
	}
	b := block{header: h, txs: txs}
	c.execute(&b)
	c.blocks = append(c.blocks, b)
	if n := c.head(); n > c.Depth {
		c.final = max(c.final, n-c.Depth)
	}
}

// rebuild replays the canonical blocks.
func (c *Chain) rebuild() {
	c.state, c.mined = map[common.Address]account{}, map[common.Hash]uint64{}
	for a, wei := range c.genesis {
		c.state[a] = account{balance: wei}
	}
	for i := range c.blocks {
		c.blocks[i].receipts = nil
		c.execute(&c.blocks[i])
	}
}

// execute applies a block's transactions to the state.
func (c *Chain) execute(b *block) {
	for i, tx := range b.txs {
		from, price := sender(tx), new(big.Int)
		if b.header.BaseFee != nil {
			price.Set(b.header.BaseFee)
		}
		tip := tx.GasTipCap()
		if headroom := new(big.Int).Sub(tx.GasFeeCap(), price); tip.Cmp(headroom) > 0 {
			tip = headroom
		}
		gas := gasOf(tx.Data())
		fee := new(big.Int).Mul(price.Add(price, tip), new(big.Int).SetUint64(gas))
		ok := !c.reverts[*tx.To()] && tx.Gas() >= gas
		c.pay(from, *tx.To(), fee, tx.Value(), ok)
		status := types.ReceiptStatusFailed
		if ok {
			status = types.ReceiptStatusSuccessful
		}
		b.receipts = append(b.receipts, &types.Receipt{
			TxHash: tx.Hash(), Status: status, GasUsed: gas, BlockHash: b.header.Hash(),
			BlockNumber: b.header.Number, TransactionIndex: uint(i),
		})
		c.mined[tx.Hash()] = b.header.Number.Uint64()
		delete(c.pool[from], tx.Nonce())
	}
}

func (c *Chain) pay(from, to common.Address, fee, value *big.Int, ok bool) {
	a := c.state[from]
	a.nonce++
	a.balance = minus(a.balance, fee)
	if ok {
		a.balance = minus(a.balance, value)
	}
	c.state[from] = a
	if ok {
		b := c.state[to]
		b.balance = plus(b.balance, value)
		c.state[to] = b
	}
}

func minus(a money.Amount, b *big.Int) money.Amount {
	v, err := money.FromBig(b)
	if err != nil {
		panic(err) // values come from checked transactions
	}
	return a.SubFloor(v)
}

func plus(a money.Amount, b *big.Int) money.Amount {
	v, err := money.FromBig(b)
	if err == nil {
		v, err = a.Add(v)
	}
	if err != nil {
		panic(err) // a test with more coins than fit
	}
	return v
}

func gasOf(data []byte) uint64 { return 21_000 + 16*uint64(len(data)) }

func sender(tx *types.Transaction) common.Address {
	from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(ID)), tx)
	if err != nil {
		panic(err) // admitted transactions have a valid signature
	}
	return from
}

// market is the bid SuggestFees answers.
func (c *Chain) market() (chain.Fees, error) {
	base, tip := money.FromUint64(c.baseFee), money.FromUint64(c.tip)
	if c.Legacy {
		price, err := base.Add(tip)
		return chain.Fees{Tip: price, Cap: price, Legacy: true}, err
	}
	return chain.MarketFees(base, tip)
}
