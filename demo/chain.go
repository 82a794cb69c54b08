package demo

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/money"
)

// The methods below act on the chain as people with keys do, past the API. After
// the first error they do nothing, like everything else of the demo.

// deploy creates a contract and tells it.
func (d *demo) deploy(by *wallet, name string, meta *bind.MetaData, args []byte) common.Address {
	if d.err != nil {
		return common.Address{}
	}
	receipt := d.transact(by, nil, contracts.InitCode(meta, args))
	if d.err == nil {
		d.tell.onChain(fmt.Sprintf("%s deploys %s at %s", by.name, name, shortHex(receipt.ContractAddress.Hex())), receipt.GasUsed, receipt.TxHash.Hex())
	}
	return receipt.ContractAddress
}

// call sends one transaction and tells it.
func (d *demo) call(by *wallet, what string, to common.Address, data []byte) types.Receipt {
	receipt := d.quiet(by, to, data)
	if d.err == nil {
		d.tell.onChain(by.name+" "+what, receipt.GasUsed, receipt.TxHash.Hex())
	}
	return receipt
}

// quiet sends one transaction that is not worth a line.
func (d *demo) quiet(by *wallet, to common.Address, data []byte) types.Receipt {
	if d.err != nil {
		return types.Receipt{}
	}
	return d.transact(by, &to, data)
}

// transact sends one transaction and returns when it is in a final block.
func (d *demo) transact(by *wallet, to *common.Address, data []byte) types.Receipt {
	client := d.app.Node.Client()
	signer := types.LatestSignerForChainID(d.app.Node.ChainID())
	opts := &bind.TransactOpts{From: by.address, Context: d.ctx, Signer: func(_ common.Address, tx *types.Transaction) (*types.Transaction, error) {
		return types.SignTx(tx, signer, by.key)
	}}
	bound := bind.NewBoundContract(common.Address{}, abi.ABI{}, client, client, client)
	send := bound.RawCreationTransact
	if to != nil {
		send = bind.NewBoundContract(*to, abi.ABI{}, client, client, client).RawTransact
	}
	tx, err := send(opts, data)
	if err != nil {
		d.fail("transaction of "+by.name, revertReason(err))
		return types.Receipt{}
	}
	d.fail("seal", d.app.Node.Flush(d.ctx))
	receipt, err := client.TransactionReceipt(d.ctx, tx.Hash())
	switch {
	case err != nil:
		d.fail("receipt of "+tx.Hash().Hex(), err)
	case receipt.Status != types.ReceiptStatusSuccessful:
		d.fail("transaction of "+by.name, errors.New("reverted"))
	default:
		d.transactions++
		d.gas += receipt.GasUsed
		return *receipt
	}
	return types.Receipt{}
}

// refusal asks the chain whether it would refuse a call, and why.
func (d *demo) refusal(by *wallet, to common.Address, data []byte) (why string, refused bool) {
	if d.err != nil {
		return "", false
	}
	_, err := d.app.Node.Client().CallContract(d.ctx, ethereum.CallMsg{From: by.address, To: &to, Data: data}, nil)
	if err == nil {
		return "", false
	}
	return revertReason(err).Error(), true
}

// revertReason names the custom error of a contract.
func revertReason(err error) error {
	var answer rpc.DataError
	if !errors.As(err, &answer) {
		return err
	}
	text, _ := answer.ErrorData().(string)
	data, bad := hex.DecodeString(strings.TrimPrefix(text, "0x"))
	if bad != nil {
		return err
	}
	if known, bad := contracts.NewSavingsVault().UnpackError(data); bad == nil {
		return errors.New(strings.TrimPrefix(fmt.Sprintf("%T", known), "*contracts.SavingsVault"))
	}
	if reason := chain.ExplainRevert(data); reason != "" {
		return errors.New(strings.TrimSuffix(reason, "()"))
	}
	return err
}

// read makes a view call that returns one number.
func (d *demo) read(to common.Address, data []byte) money.Amount {
	if d.err != nil {
		return money.Zero
	}
	raw, err := d.app.Node.Client().CallContract(d.ctx, ethereum.CallMsg{To: &to, Data: data}, nil)
	if err == nil && len(raw) != 32 {
		err = fmt.Errorf("%d bytes instead of a word", len(raw))
	}
	if err != nil {
		d.fail("read "+to.Hex(), err)
		return money.Zero
	}
	return money.FromBytes32([32]byte(raw))
}

// balance is what an account has of the token.
func (d *demo) balance(a common.Address) money.Amount {
	return d.read(d.token, contracts.NewTestToken().PackBalanceOf(a))
}

// balances reads several wallets.
func (d *demo) balances(of []*wallet) map[common.Address]money.Amount {
	out := make(map[common.Address]money.Amount, len(of))
	for _, w := range of {
		out[w.address] = d.balance(w.address)
	}
	return out
}

// allow gives a contract an allowance.
func (d *demo) allow(by *wallet, spender common.Address, amount money.Amount) {
	d.quiet(by, d.token, contracts.NewTestToken().PackApprove(spender, amount.Big()))
}

// wait moves the clock of the chain, and with it everybody's. The new time is
// in a final block afterwards.
func (d *demo) wait(span time.Duration) {
	if d.err == nil {
		d.fail("advance time", d.app.Node.AdvanceTime(span))
		d.fail("seal", d.app.Node.Mine(devnet.DefaultFinalityDepth))
	}
}

// waitUntil moves the clock to just after a moment.
func (d *demo) waitUntil(at time.Time) {
	if gap := at.Sub(d.app.Now()); gap > 0 {
		d.wait(gap + time.Second)
	}
}

// header reads a block.
func (d *demo) header(number *big.Int) *types.Header {
	if d.err != nil {
		return &types.Header{}
	}
	h, err := d.app.Node.Client().HeaderByNumber(d.ctx, number)
	if err != nil {
		d.fail("read block", err)
		return &types.Header{}
	}
	return h
}
