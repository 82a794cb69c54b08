package chain

import (
	"context"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/models"
	"makewhole/money"
)

// GasPrice is what one gas costs in the next block, in wei: the base fee of the
// head and the tip the node suggests, or the legacy gas price.
func (c *Client) GasPrice(ctx context.Context) (money.Amount, error) {
	f, err := c.SuggestFees(ctx)
	if err != nil || f.Legacy {
		return f.Cap, err
	}
	return f.Base.Add(f.Tip)
}

// accountBatch is how many accounts one batch request asks for.
const accountBatch = 50

// CoinAccounts reads coin balances, nonces and whether there is code, at a
// canonical block, in the order of accounts.
func (c *Client) CoinAccounts(ctx context.Context, accounts []common.Address, block common.Hash) ([]models.CoinAccount, error) {
	out := make([]models.CoinAccount, 0, len(accounts))
	for len(out) < len(accounts) {
		part := accounts[len(out):min(len(accounts), len(out)+accountBatch)]
		what := fmt.Sprintf("%d accounts at block %s", len(part), block)
		rows, err := agree(ctx, c, what, anyHeight, func(ctx context.Context, e *ethclient.Client) ([]models.CoinAccount, string, error) {
			rows, err := coinAccounts(ctx, e, part, block)
			return rows, digestOf(fmt.Append(nil, rows)), err
		})
		if err != nil {
			return nil, fmt.Errorf("read accounts: %w", err)
		}
		out = append(out, rows...)
	}
	return out, nil
}

func coinAccounts(ctx context.Context, e *ethclient.Client, accounts []common.Address, block common.Hash) ([]models.CoinAccount, error) {
	at := rpc.BlockNumberOrHashWithHash(block, true)
	n := len(accounts)
	balances, nonces, codes := make([]hexutil.Big, n), make([]hexutil.Uint64, n), make([]hexutil.Bytes, n)
	var batch []rpc.BatchElem
	for i, a := range accounts {
		batch = append(batch,
			rpc.BatchElem{Method: "eth_getBalance", Args: []any{a, at}, Result: &balances[i]},
			rpc.BatchElem{Method: "eth_getTransactionCount", Args: []any{a, at}, Result: &nonces[i]},
			rpc.BatchElem{Method: "eth_getCode", Args: []any{a, at}, Result: &codes[i]})
	}
	if err := e.Client().BatchCallContext(ctx, batch); err != nil {
		return nil, err
	}
	out := make([]models.CoinAccount, n)
	for i := range batch {
		if batch[i].Error != nil {
			return nil, batch[i].Error
		}
	}
	for i := range out {
		balance, err := money.FromBig(balances[i].ToInt())
		if err != nil {
			return nil, err
		}
		out[i] = models.CoinAccount{Balance: balance, Nonce: uint64(nonces[i]), Code: len(codes[i]) > 0}
	}
	return out, nil
}

// TxCosts reads what included transactions took from their senders: gas used at
// the effective price, and the data fee that OP-stack rollups add (l1Fee).
// Transactions that too few endpoints know are left out.
func (c *Client) TxCosts(ctx context.Context, hashes []common.Hash) ([]models.TxCost, error) {
	receipts, err := c.Receipts(ctx, hashes)
	if err != nil {
		return nil, err
	}
	var known []*types.Receipt
	for _, r := range receipts {
		if r != nil && r.EffectiveGasPrice != nil {
			known = append(known, r)
		}
	}
	out := make([]models.TxCost, len(known))
	for i, r := range known {
		price, err := money.FromBig(r.EffectiveGasPrice)
		if err != nil {
			return nil, err
		}
		out[i] = models.TxCost{TxHash: models.H(r.TxHash), BlockNumber: r.BlockNumber.Int64(), GasUsed: int64(r.GasUsed), GasPrice: models.Amt(price)}
	}
	return out, c.addDataFees(ctx, out)
}

// addDataFees fills the fees that ethclient does not decode.
func (c *Client) addDataFees(ctx context.Context, costs []models.TxCost) error {
	for from := 0; from < len(costs); from += batchSize {
		part := costs[from:min(from+batchSize, len(costs))]
		fees, err := agree(ctx, c, "data fees", anyHeight, func(ctx context.Context, e *ethclient.Client) ([]money.Amount, string, error) {
			fees, err := dataFees(ctx, e, part)
			return fees, strings.Trim(fmt.Sprint(fees), "[]"), err
		})
		if err != nil {
			return fmt.Errorf("read data fees: %w", err)
		}
		for i := range part {
			run, err := part[i].GasPrice.MulDiv(money.FromUint64(uint64(part[i].GasUsed)), money.FromUint64(1), money.Up)
			if err != nil {
				return err
			}
			fee, err := run.Add(fees[i])
			if err != nil {
				return err
			}
			part[i].DataFee, part[i].Fee = models.Amt(fees[i]), models.Amt(fee)
		}
	}
	return nil
}

func dataFees(ctx context.Context, e *ethclient.Client, costs []models.TxCost) ([]money.Amount, error) {
	type extra struct {
		L1Fee *hexutil.Big `json:"l1Fee"`
	}
	extras := make([]extra, len(costs))
	batch := make([]rpc.BatchElem, len(costs))
	for i := range costs {
		batch[i] = rpc.BatchElem{Method: "eth_getTransactionReceipt", Args: []any{costs[i].TxHash.Hash}, Result: &extras[i]}
	}
	if err := e.Client().BatchCallContext(ctx, batch); err != nil {
		return nil, err
	}
	out := make([]money.Amount, len(costs))
	for i := range batch {
		if batch[i].Error != nil {
			return nil, batch[i].Error
		}
		if extras[i].L1Fee == nil {
			continue
		}
		fee, err := money.FromBig(extras[i].L1Fee.ToInt())
		if err != nil {
			return nil, err
		}
		out[i] = fee
	}
	return out, nil
}
