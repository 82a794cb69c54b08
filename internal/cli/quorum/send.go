package quorum

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
)

// SendFlags say who sends and pays the gas.
type SendFlags struct {
	Key          string        `help:"Key that sends and pays the gas: a keystore file (mode 0600), or the URI of a key held elsewhere, as for serve --operator-key. Without it the call is printed." placeholder:"KEY"`
	PasswordFile string        `help:"File (mode 0600) with the passphrase of the keystore." type:"path" placeholder:"FILE"`
	DevAccount   int           `help:"Send from this account of the published development mnemonic; development chains only." default:"-1" placeholder:"N"`
	MaxFee       uint64        `help:"Most to offer per gas, in gwei." default:"200" name:"max-fee"`
	MaxTip       uint64        `help:"Most to offer block builders per gas, in gwei." default:"5" name:"max-tip"`
	Wait         time.Duration `help:"How long to wait until the transaction is final." default:"1h"`
}

// signer is nil when nobody is named: nothing is sent then.
func (f SendFlags) signer(ctx context.Context, chainID uint64) (outbox.Signer, error) {
	switch {
	case f.Key != "":
		return app.OpenKey(ctx, f.Key, f.PasswordFile, chainID)
	case f.DevAccount < 0:
		return nil, nil
	case !keys.IsDevChain(chainID):
		return nil, refused("--dev-account: chain %d is no development chain; name a key with --key", chainID)
	}
	return keys.NewDevSigner(f.DevAccount, chainID)
}

// sent is a transaction that is final.
type sent struct {
	From  common.Address `json:"from"`
	Tx    common.Hash    `json:"transaction"`
	Block uint64         `json:"block"`
	Gas   uint64         `json:"gas_used"`
}

// send signs one transaction, hands it to the nodes, and waits until it is final.
func (f SendFlags) send(g *cli.Globals, v *view, key outbox.Signer, to call) (*sent, error) {
	tx, err := f.transaction(v, key, to)
	if err != nil {
		return nil, err
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(g.Stderr, "sending transaction %s, nonce %d\n", tx.Hash(), tx.Nonce())
	err = v.node.SendRaw(v.ctx, raw)
	switch lifecycle.JudgeReply(err) {
	case lifecycle.ReplyOut, lifecycle.ReplyUnheard:
	case lifecycle.ReplyNoFunds, lifecycle.ReplyRefused, lifecycle.ReplyUnknown:
		return nil, fmt.Errorf("the node refuses transaction %s: %w", tx.Hash(), err)
	}
	receipt, err := f.await(v, tx.Hash(), raw)
	if err != nil {
		return nil, err
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return nil, fmt.Errorf("%w: transaction %s in block %s; somebody else's call came first, or the state changed", chain.ErrReverted, receipt.TxHash, receipt.BlockNumber)
	}
	return &sent{key.Address(), receipt.TxHash, receipt.BlockNumber.Uint64(), receipt.GasUsed}, nil
}

// transaction is the call with the next nonce of the key and the bid of the market.
func (f SendFlags) transaction(v *view, key outbox.Signer, to call) (*types.Transaction, error) {
	from := key.Address()
	nonce, err := v.node.NonceAt(v.ctx, from, nil)
	if err != nil {
		return nil, err
	}
	pending, err := v.node.PendingNonceAt(v.ctx, from)
	if err != nil {
		return nil, err
	}
	if pending > nonce {
		return nil, refused("%s has another transaction under way, nonce %d: wait for it, or send from another key", from, nonce)
	}
	gas, err := v.node.EstimateGas(v.ctx, ethereum.CallMsg{From: from, To: &to.To, Data: to.Data})
	if err != nil {
		return nil, fmt.Errorf("estimate: %w", explained(err))
	}
	gas += gas / 5
	market, err := v.node.SuggestFees(v.ctx)
	if err != nil {
		return nil, err
	}
	bid, err := lifecycle.FeePolicy{MaxCap: app.Gwei(f.MaxFee), MaxTip: app.Gwei(f.MaxTip)}.First(market)
	if err != nil {
		return nil, err
	}
	return key.SignTx(v.ctx, bid.Transaction(v.d.ChainID, nonce, gas, &to.To, money.Zero, to.Data), v.d.ChainID)
}

// Between two looks for a receipt, and between two times that the bytes are sent.
const (
	soonest = 20 * time.Millisecond
	slowest = 4 * time.Second
	again   = time.Minute
)

// await looks for the receipt until its block is final. The same bytes are sent
// again meanwhile: a node may have dropped them, or a reorganisation the block.
func (f SendFlags) await(v *view, tx common.Hash, raw []byte) (*types.Receipt, error) {
	begun := cli.NowUTC()
	tried := begun
	for wait := soonest; ; wait = min(2*wait, slowest) {
		receipts, err := v.node.Receipts(v.ctx, []common.Hash{tx})
		if err == nil && receipts[0] != nil {
			final, err := v.final(receipts[0])
			if final || err != nil {
				return receipts[0], err
			}
		}
		now := cli.NowUTC()
		switch {
		case now.Sub(begun) > f.Wait:
			return nil, fmt.Errorf("transaction %s is not final after %s (last answer: %w); it may still be carried out: look for it before you send again", tx, f.Wait, notYet(err))
		case now.Sub(tried) > again && (err != nil || receipts[0] == nil):
			tried = now
			_ = v.node.SendRaw(v.ctx, raw) // who has it says so, which is what we want
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-v.ctx.Done():
			timer.Stop()
			return nil, fmt.Errorf("transaction %s: %w", tx, v.ctx.Err())
		}
	}
}

func notYet(err error) error {
	if err == nil {
		return errors.New("no receipt in a final block")
	}
	return err
}

// final reports whether the block of a receipt is final and still the one.
func (v *view) final(r *types.Receipt) (bool, error) {
	head, err := v.node.Finalized(v.ctx)
	var behind *chain.BehindError
	if errors.As(err, &behind) {
		return false, nil
	}
	if err != nil || head.Number.Cmp(r.BlockNumber) < 0 {
		return false, err
	}
	at, err := v.node.HeaderAt(v.ctx, r.BlockNumber.Uint64())
	return err == nil && at.Hash() == r.BlockHash, err
}
