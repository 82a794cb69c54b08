package rollout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
)

// withMargin is the gas that a step may use: a fifth above the estimate, at most
// what mainnet takes.
func withMargin(gas uint64) uint64 { return max(gas, min(gas+gas/5, gasMost)) }

// do carries out one step and waits until a block has it.
func (r *rollout) do(s *survey, st Step) error {
	nonce := s.nonces[st.From]
	next, err := r.Node.NonceAt(r.ctx, st.From, nil)
	if err != nil || next != nonce { // a block came since the look: look again
		return err
	}
	attempts := r.journal.signed(st, nonce)
	pending, err := r.Node.PendingNonceAt(r.ctx, st.From)
	if err != nil {
		return fmt.Errorf("pending nonce of %s: %w", st.From, err)
	}
	if pending > nonce && len(attempts) == 0 {
		return fmt.Errorf("%w: %s has sent its transaction %d, which no block has yet; wait for it", ErrUnderWay, st.From, nonce)
	}
	if len(attempts) == 0 {
		tx, err := r.sign(st, nonce, nil)
		if err != nil {
			return err
		}
		attempts = append(attempts, tx)
	}
	receipt, err := r.deliver(st, attempts)
	if err != nil {
		return err
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return fmt.Errorf("%w: transaction %s in block %s", chain.ErrReverted, receipt.TxHash, receipt.BlockNumber)
	}
	r.Log.Info("done", "step", st.Name, "tx", receipt.TxHash, "block", receipt.BlockNumber, "gas", receipt.GasUsed)
	return nil
}

// sign asks the node what the step needs, signs it and writes it down. before is the
// transaction with the same nonce that it replaces, if any.
func (r *rollout) sign(st Step, nonce uint64, before *types.Transaction) (*types.Transaction, error) {
	gas, err := r.Node.EstimateGas(r.ctx, ethereum.CallMsg{From: st.From, To: st.To, Data: st.data})
	if err != nil {
		return nil, fmt.Errorf("estimate: %w", explained(err))
	}
	fees, err := r.bid(before)
	if err != nil {
		return nil, err
	}
	tx := newTx(r.Plan.ChainID, nonce, withMargin(gas), st, fees)
	if before != nil && before.Gas() > tx.Gas() {
		tx = newTx(r.Plan.ChainID, nonce, before.Gas(), st, fees)
	}
	signed, err := r.key(st.From).SignTx(r.ctx, tx, r.Plan.ChainID)
	if err != nil {
		return nil, err
	}
	if err := (&entry{Step: st.Name, From: &st.From, Nonce: &nonce, Tx: hashOf(signed), Raw: rawOf(signed)}).recompute(r.Plan.ChainID); err != nil {
		return nil, fmt.Errorf("the signer's answer: %w", err)
	}
	return signed, r.journal.sign(st, signed)
}

func hashOf(tx *types.Transaction) *common.Hash { h := tx.Hash(); return &h }

func rawOf(tx *types.Transaction) []byte {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return nil // which is no transaction
	}
	return raw
}

// bid is the price of a first transaction, or of one that replaces another.
func (r *rollout) bid(before *types.Transaction) (chain.Fees, error) {
	market, err := r.Node.SuggestFees(r.ctx)
	if err != nil {
		return market, err
	}
	if before == nil {
		return r.Policy.First(market)
	}
	tip, err := money.FromBig(before.GasTipCap())
	if err != nil {
		return market, err
	}
	limit, err := money.FromBig(before.GasFeeCap())
	if err != nil {
		return market, err
	}
	return r.Policy.Replace(chain.Fees{Tip: tip, Cap: limit, Legacy: market.Legacy}, market)
}

func newTx(chainID, nonce, gas uint64, st Step, f chain.Fees) *types.Transaction {
	return f.Transaction(chainID, nonce, gas, st.To, money.Zero, st.data)
}

// Between two looks for a receipt, and how many blocks may pass before a transaction
// that none of them took is sent again or replaced.
const (
	soonest  = 5 * time.Millisecond
	slowest  = 2 * time.Second
	patience = 5
)

// deliver hands the newest of the attempts, all with one nonce, to the nodes until a
// block has one of them. What waits too long is sent again, with a higher bid where
// the market has moved.
func (r *rollout) deliver(st Step, attempts []*types.Transaction) (*types.Receipt, error) {
	for {
		newest := attempts[len(attempts)-1]
		if err := r.broadcast(newest); err != nil {
			return nil, err
		}
		r.Log.Info("sent", "step", st.Name, "tx", newest.Hash(), "nonce", newest.Nonce())
		receipt, err := r.await(attempts)
		if receipt != nil || err != nil {
			return receipt, err
		}
		if err := r.stillFree(st, newest.Nonce()); err != nil {
			return nil, err
		}
		tx, err := r.sign(st, newest.Nonce(), newest)
		switch {
		case errors.Is(err, lifecycle.ErrFeeCap):
			r.Log.Warn("the market is above the most that may be offered; waiting", "step", st.Name, "error", err.Error())
		case err != nil:
			return nil, err
		default:
			attempts = append(attempts, tx)
		}
	}
}

// stillFree is an error when the nonce went to a transaction that is none of ours.
func (r *rollout) stillFree(st Step, nonce uint64) error {
	next, err := r.Node.NonceAt(r.ctx, st.From, nil)
	if err == nil && next > nonce {
		err = fmt.Errorf("%w: its nonce %d went to a transaction that is not this step's; run it again to go on with the next one", ErrUnderWay, nonce)
	}
	return err
}

// broadcast sends one transaction; a node that has it already, or an answer that
// leaves it open, is for await to find out.
func (r *rollout) broadcast(tx *types.Transaction) error {
	err := r.Node.SendRaw(r.ctx, rawOf(tx))
	switch lifecycle.JudgeReply(err) {
	case lifecycle.ReplyOut, lifecycle.ReplyUnheard:
		return nil
	case lifecycle.ReplyNoFunds:
		return fmt.Errorf("%w: %w", ErrFunds, err)
	case lifecycle.ReplyRefused, lifecycle.ReplyUnknown:
	}
	return fmt.Errorf("the node refuses transaction %s: %w", tx.Hash(), err)
}

// await looks for a receipt of one of the attempts until patience blocks have passed;
// nil then.
func (r *rollout) await(attempts []*types.Transaction) (*types.Receipt, error) {
	hashes := make([]common.Hash, len(attempts))
	for i, tx := range attempts {
		hashes[i] = tx.Hash()
	}
	begun, wait := uint64(0), soonest
	for {
		head, err := r.Node.HeaderByNumber(r.ctx, nil)
		if err != nil {
			return nil, fmt.Errorf("read head: %w", err)
		}
		at := head.Number.Uint64()
		if begun == 0 {
			begun = at
		}
		receipts, err := r.Node.Receipts(r.ctx, hashes)
		if err != nil && !errors.Is(err, chain.ErrIndexing) {
			return nil, err
		}
		for _, rec := range receipts {
			if rec != nil && rec.BlockNumber.Uint64() <= at {
				return rec, nil
			}
		}
		if at >= begun+patience {
			return nil, nil
		}
		if err := sleep(r.ctx, wait); err != nil {
			return nil, err
		}
		wait = min(2*wait, slowest)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// explained names the custom error of a refused simulation.
func explained(err error) error {
	var revert *chain.RevertError
	if errors.As(err, &revert) {
		return fmt.Errorf("%w: %s", err, chain.ExplainRevert(revert.Data))
	}
	return err
}
