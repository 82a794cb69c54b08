package senderbench

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/chain/devnet"
)

// bare sends transactions that were signed before, at most a window ahead of
// what is mined. It asks only when there is a new block: questions would take
// processor time from the chain, and the floor is the least.
func (w *world) bare(ctx context.Context, l *load) (time.Duration, error) {
	raws, hashes, err := presign(l)
	if err != nil {
		return 0, err
	}
	heads := make(chan *types.Header, 1024)
	sub, err := w.node.Client().SubscribeNewHead(ctx, heads)
	if err != nil {
		return 0, fmt.Errorf("subscribe to blocks: %w", err)
	}
	defer sub.Unsubscribe()
	runtime.GC()
	start := time.Now()
	last := uint64(0)
	for sent, mined := 0, 0; mined < w.N; {
		for ; sent < w.N && sent-mined < w.Window; sent++ {
			if err := w.client.SendRaw(ctx, raws[sent]); err != nil {
				return 0, fmt.Errorf("send transaction %d: %w", sent, err)
			}
		}
		if err := await(ctx, heads); err != nil {
			return 0, err
		}
		n, block, err := w.mined(ctx, hashes[mined:sent])
		if err != nil {
			return 0, err
		}
		mined, last = mined+n, max(last, block)
	}
	err = w.final(ctx, heads, last)
	return time.Since(start), err
}

// blockGap is the longest wait for word of a block: one may be there, and its
// transactions or its finality known only an instant later.
const blockGap = 2 * time.Millisecond

// await waits for word of new blocks, and forgets it.
func await(ctx context.Context, heads chan *types.Header) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(blockGap):
	case <-heads:
	}
	for len(heads) > 0 {
		<-heads
	}
	return nil
}

// mined is how many of the transactions, from the first on, are in a block, and
// the number of the last such block.
func (w *world) mined(ctx context.Context, hashes []common.Hash) (n int, block uint64, err error) {
	receipts, err := w.client.Receipts(ctx, hashes)
	if err != nil && !errors.Is(err, chain.ErrIndexing) {
		return 0, 0, fmt.Errorf("read receipts: %w", err)
	}
	for _, got := range receipts {
		if got == nil {
			break
		}
		if got.Status != types.ReceiptStatusSuccessful {
			return n, block, fmt.Errorf("transaction %s failed with %d gas", got.TxHash, got.GasUsed)
		}
		n, block = n+1, got.BlockNumber.Uint64()
	}
	return n, block, nil
}

// presign signs all transactions of a side that has sent nothing yet.
func presign(l *load) (raws [][]byte, hashes []common.Hash, err error) {
	for i, c := range l.calls {
		tx, err := signed(bareAccount, uint64(i), l.gas, c)
		if err != nil {
			return nil, nil, err
		}
		raw, err := tx.MarshalBinary()
		if err != nil {
			return nil, nil, fmt.Errorf("encode transaction %d: %w", i, err)
		}
		raws, hashes = append(raws, raw), append(hashes, tx.Hash())
	}
	return raws, hashes, nil
}

// signed is a call as a transaction of a development account, that bids a tip of
// 1 gwei and as much as the sender ever bids in all.
func signed(account int, nonce, gas uint64, c call) (*types.Transaction, error) {
	id := new(big.Int).SetUint64(chainID)
	return types.SignNewTx(devnet.Key(account), types.LatestSignerForChainID(id), &types.DynamicFeeTx{
		ChainID: id, Nonce: nonce, To: &c.to, Value: c.value.Big(), Data: c.data, Gas: gas,
		GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(500e9),
	})
}

// final waits until a block is final.
func (w *world) final(ctx context.Context, heads chan *types.Header, block uint64) error {
	for {
		f, err := w.client.Finalized(ctx)
		if err != nil || f.Number.Uint64() >= block {
			return err
		}
		if err := await(ctx, heads); err != nil {
			return err
		}
	}
}
