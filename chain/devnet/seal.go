//go:build !nodevnet

package devnet

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/consensus/misc/eip1559"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/txpool"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/event"
	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/miner"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"
)

// Mine seals count blocks, with whatever the pool holds.
func (n *Node) Mine(count int) error {
	for range count {
		if err := n.sealOne(); err != nil {
			return err
		}
	}
	n.wake()
	return nil
}

// MineAt seals one block with a time of its own, in unix seconds, after the head's,
// and with exactly these transactions, in their order, whatever the pool holds. It
// fails where one of them cannot be in that block.
func (n *Node) MineAt(at uint64, txs []*types.Transaction) error {
	n.sealing.Lock()
	defer n.sealing.Unlock()
	if err := n.clock.setNext(at, n.eth.BlockChain().CurrentBlock().Time); err != nil {
		return err
	}
	_, err := n.sealWith(txs, len(txs) == 0)
	return err
}

// Flush seals until every transaction the pool can include is in a final block,
// and returns then. Call it after sending instead of polling for the receipt.
func (n *Node) Flush(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("flush: %w", err)
		}
		if more, err := n.step(); err != nil || !more {
			return err
		}
	}
}

// AdvanceTime moves the chain's time forward for good and seals a block there,
// so that calls against the head see the new time as well.
func (n *Node) AdvanceTime(d time.Duration) error {
	if _, err := n.clock.advance(d); err != nil {
		return err
	}
	return n.Mine(1)
}

// Reorg abandons the newest depth blocks and seals depth+1 others. The abandoned
// transactions go back to the pool and are mined again in other blocks; with
// drop they (and all else in the pool) are forgotten. Final blocks are not
// abandoned: ErrFinal.
func (n *Node) Reorg(depth int, drop bool) error {
	if err := n.Rewind(depth, drop); err != nil {
		return err
	}
	return n.Mine(depth + 1)
}

// DropPool forgets every transaction that is in no block, as nodes do with
// transactions that wait too long.
func (n *Node) DropPool() {
	n.sealing.Lock()
	defer n.sealing.Unlock()
	n.eth.TxPool().Clear()
}

// Rewind abandons the newest depth blocks and seals no others: the caller does,
// with transactions of its choice. What happens to the abandoned ones is as in Reorg.
func (n *Node) Rewind(depth int, drop bool) error {
	n.sealing.Lock()
	defer n.sealing.Unlock()
	chain, pool := n.eth.BlockChain(), n.eth.TxPool()
	head, final := chain.CurrentBlock().Number.Uint64(), chain.CurrentFinalBlock()
	if depth < 1 || uint64(depth) > head-final.Number.Uint64() {
		return fmt.Errorf("%w: reorganise %d blocks, head %d, final %d", ErrFinal, depth, head, final.Number)
	}
	chain.SetSafe(final)
	if _, err := chain.SetCanonical(chain.GetBlockByNumber(head - uint64(depth))); err != nil {
		return fmt.Errorf("reorganise: %w", err)
	}
	n.lastWork = min(n.lastWork, head-uint64(depth))
	if drop {
		pool.Clear()
	}
	return pool.Sync()
}

// run starts the producer of blocks. The pool's events are received by a
// goroutine of their own: sealing waits for the pool, and the pool for whoever
// listens to it.
func (n *Node) run() {
	if n.cfg.Manual {
		return
	}
	n.loops.Add(1)
	if n.cfg.BlockTime > 0 {
		go n.sealOnTime()
		return
	}
	n.loops.Add(1)
	events := make(chan core.NewTxsEvent, 64) // subscribed before anybody can send
	go n.listen(events, n.eth.TxPool().SubscribeTransactions(events, true))
	go n.sealOnWork()
	n.wake()
}

func (n *Node) listen(events <-chan core.NewTxsEvent, sub event.Subscription) {
	defer n.loops.Done()
	defer sub.Unsubscribe()
	for {
		select {
		case <-n.quit:
			return
		case <-events:
			n.wake()
		}
	}
}

func (n *Node) wake() {
	select {
	case n.kick <- struct{}{}:
	default:
	}
}

// idleFirst is how long after the last work the first idle block comes.
const idleFirst = time.Second

func (n *Node) sealOnWork() {
	defer n.loops.Done()
	idle := idleFirst
	timer := time.NewTimer(idle)
	defer timer.Stop()
	if !n.cfg.IdleBlocks {
		timer.Stop()
	}
	for {
		more, err := false, error(nil)
		select {
		case <-n.quit:
			return
		case <-n.kick:
			more, err = n.step()
			idle = idleFirst
		case <-timer.C:
			err = n.sealOne()
			idle *= 2
		}
		if err != nil {
			log.Error("Sealing failed", "err", err)
		} else if more {
			n.wake()
		}
		if n.cfg.IdleBlocks {
			timer.Reset(idle)
		}
	}
}

func (n *Node) sealOnTime() {
	defer n.loops.Done()
	ticker := time.NewTicker(n.cfg.BlockTime)
	defer ticker.Stop()
	for {
		select {
		case <-n.quit:
			return
		case <-ticker.C:
		}
		if err := n.sealOne(); err != nil {
			log.Error("Sealing failed", "err", err)
		}
	}
}

// step seals one block when there is work and says whether there may be more.
func (n *Node) step() (more bool, err error) {
	n.sealing.Lock()
	defer n.sealing.Unlock()
	if err := n.eth.TxPool().Sync(); err != nil {
		return false, fmt.Errorf("sync pool: %w", err)
	}
	waiting, chain := n.includable(), n.eth.BlockChain()
	if !waiting && chain.CurrentFinalBlock().Number.Uint64() >= n.lastWork {
		return false, nil
	}
	block, err := n.seal()
	if err != nil {
		return false, err
	}
	// A transaction the pool offers and no block takes must not seal for ever.
	stuck := waiting && len(block.Transactions()) == 0
	return !stuck || chain.CurrentFinalBlock().Number.Uint64() < n.lastWork, nil
}

func (n *Node) sealOne() error {
	n.sealing.Lock()
	defer n.sealing.Unlock()
	_, err := n.seal()
	return err
}

// includable says whether the next block could take a transaction of the pool.
func (n *Node) includable() bool {
	chain := n.eth.BlockChain()
	baseFee := eip1559.CalcBaseFee(chain.Config(), chain.CurrentBlock())
	filter := txpool.PendingFilter{
		MinTip:      uint256.NewInt(1),
		BaseFee:     uint256.MustFromBig(baseFee),
		GasLimitCap: params.MaxTxGas,
	}
	_, plain := n.eth.TxPool().Pending(filter)
	filter.BlobTxs, filter.BlobVersion = true, types.BlobSidecarVersion1
	_, blobs := n.eth.TxPool().Pending(filter)
	return plain+blobs > 0
}

// seal builds a block on the head, executes it again as every node does with a
// block it receives, writes it to the disk, and only then makes it the head: who
// has seen a receipt finds it again after kill -9 and after a power cut. The
// caller holds n.sealing (the pool, too, takes one Sync at a time).
func (n *Node) seal() (*types.Block, error) { return n.sealWith(nil, false) }

// sealWith is seal with transactions of the caller's choice, or with none.
func (n *Node) sealWith(txs []*types.Transaction, empty bool) (*types.Block, error) {
	chain, pool := n.eth.BlockChain(), n.eth.TxPool()
	if err := pool.Sync(); err != nil {
		return nil, fmt.Errorf("seal: sync pool: %w", err)
	}
	parent := chain.CurrentBlock()
	args := &miner.BuildPayloadArgs{
		Parent:      parent.Hash(),
		Timestamp:   n.clock.forBlock(parent.Time),
		Withdrawals: types.Withdrawals{},
		BeaconRoot:  new(common.Hash),
	}
	_, _ = rand.Read(args.Random[:]) // never fails; makes siblings differ
	block, _, err := n.eth.Miner().BuildTestingPayload(args, txs, empty, []byte(extraData))
	if err != nil {
		return nil, fmt.Errorf("seal: build: %w", err)
	}
	if _, err := chain.InsertBlockWithoutSetHead(context.Background(), block, false); err != nil {
		return nil, fmt.Errorf("seal: insert: %w", err)
	}
	if err := n.clock.sealed(block.Time()); err != nil {
		return nil, err
	}
	if err := n.commit(block.Hash()); err != nil {
		return nil, err
	}
	if _, err := chain.SetCanonical(block); err != nil {
		return nil, fmt.Errorf("seal: set head: %w", err)
	}
	if len(block.Transactions()) > 0 {
		n.lastWork = block.NumberU64()
	}
	n.finalize(block.NumberU64())
	return block, pool.Sync()
}

// headKey holds the hash of the newest block that may have been seen as head.
// The database's own writes reach the operating system a moment after they
// return, so the head has a record of its own, written before it is published.
var headKey = []byte("makewhole-devnet-head")

func (n *Node) commit(head common.Hash) error {
	db := n.eth.ChainDb()
	if err := db.Put(headKey, head[:]); err != nil {
		return fmt.Errorf("seal: store head: %w", err)
	}
	if err := db.SyncKeyValue(); err != nil {
		return fmt.Errorf("seal: sync: %w", err)
	}
	return nil
}

// resumeHead takes up the head of commit when the process died before the chain
// had written its own.
func (n *Node) resumeHead() error {
	db, chain := n.eth.ChainDb(), n.eth.BlockChain()
	if known, err := db.Has(headKey); err != nil || !known {
		return err
	}
	raw, err := db.Get(headKey)
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	head := common.BytesToHash(raw)
	if chain.CurrentBlock().Hash() == head {
		return nil
	}
	block := chain.GetBlockByHash(head)
	if block == nil {
		return fmt.Errorf("resume: the head %s is missing", head)
	}
	if _, err := chain.SetCanonical(block); err != nil {
		return fmt.Errorf("resume: %w", err)
	}
	return n.eth.TxPool().Sync()
}

// finalize moves the safe and finalized tags after the head; they never go back.
func (n *Node) finalize(head uint64) {
	chain, depth := n.eth.BlockChain(), uint64(n.cfg.FinalityDepth)
	final := head - min(depth, head)
	if old := chain.CurrentFinalBlock(); old == nil || old.Number.Uint64() < final {
		chain.SetFinalized(chain.GetHeaderByNumber(final))
	}
	safe := max(head-min(depth/2, head), chain.CurrentFinalBlock().Number.Uint64())
	chain.SetSafe(chain.GetHeaderByNumber(safe))
}

// resumeFinality restores the tags and finds the newest block with transactions
// among those that are not final yet.
func (n *Node) resumeFinality(head *types.Header) {
	n.finalize(head.Number.Uint64())
	chain := n.eth.BlockChain()
	final := chain.CurrentFinalBlock().Number.Uint64()
	for number := head.Number.Uint64(); number > final; number-- {
		if len(chain.GetBlockByNumber(number).Transactions()) > 0 {
			n.lastWork = number
			return
		}
	}
}
