package signers

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"makewhole/outbox/keys"
)

// dialect is how a signer program names its methods.
type dialect struct{ list, sign string }

var (
	clef       = dialect{"account_list", "account_signTransaction"}
	web3signer = dialect{"eth_accounts", "eth_signTransaction"}
)

// Remote is a key in a signer program. It implements outbox.Signer.
type Remote struct {
	client  *rpc.Client
	dialect dialect
	addr    common.Address
}

// newRemote asks which keys the program holds. Without a name it must hold one.
func newRemote(ctx context.Context, client *rpc.Client, d dialect, addr common.Address, chainID uint64) (*Remote, error) {
	short, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var held []common.Address
	if err := client.CallContext(short, &held, d.list); err != nil {
		return nil, fmt.Errorf("list keys of the signer: %w", err)
	}
	if addr == (common.Address{}) && len(held) == 1 {
		addr = held[0]
	}
	if !slices.Contains(held, addr) {
		return nil, fmt.Errorf("%w: it holds %d, name one with address=0x…", ErrAddress, len(held))
	}
	return &Remote{client, d, addr}, keys.CheckDevAddress(addr, chainID)
}

// Address is who signs.
func (r *Remote) Address() common.Address { return r.addr }

// String names the address.
func (r *Remote) String() string { return r.addr.Hex() }

// SignTx has the program sign, and accepts only the very transaction that was
// asked for: a person at clef may edit fees or limits before agreeing.
func (r *Remote) SignTx(ctx context.Context, tx *types.Transaction, chainID uint64) (*types.Transaction, error) {
	short, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var answer json.RawMessage
	if err := r.client.CallContext(short, &answer, r.dialect.sign, r.request(tx, chainID)); err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	signed, err := readSigned(answer)
	if err != nil {
		return nil, err
	}
	signer := types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))
	if signer.Hash(signed) != signer.Hash(tx) || tx.Type() != types.LegacyTxType && signed.ChainId().Cmp(tx.ChainId()) != 0 {
		return nil, ErrChanged
	}
	from, err := types.Sender(signer, signed)
	if err != nil || from != r.addr {
		return nil, fmt.Errorf("%w: it is not from %s", ErrSignature, r.addr)
	}
	return signed, nil
}

// request is the transaction as both dialects take it.
func (r *Remote) request(tx *types.Transaction, chainID uint64) apitypes.SendTxArgs {
	data := hexutil.Bytes(tx.Data())
	args := apitypes.SendTxArgs{
		From:    common.NewMixedcaseAddress(r.addr),
		Gas:     hexutil.Uint64(tx.Gas()),
		Value:   hexutil.Big(*tx.Value()),
		Nonce:   hexutil.Uint64(tx.Nonce()),
		Input:   &data,
		Data:    &data,
		ChainID: (*hexutil.Big)(new(big.Int).SetUint64(chainID)),
	}
	if tx.To() != nil {
		to := common.NewMixedcaseAddress(*tx.To())
		args.To = &to
	}
	if tx.Type() == types.LegacyTxType {
		args.GasPrice = (*hexutil.Big)(tx.GasPrice())
		return args
	}
	args.MaxFeePerGas = (*hexutil.Big)(tx.GasFeeCap())
	args.MaxPriorityFeePerGas = (*hexutil.Big)(tx.GasTipCap())
	return args
}

// readSigned takes the raw bytes: Web3Signer answers with them, clef with an
// object that has them beside a rendering of the transaction.
func readSigned(answer json.RawMessage) (*types.Transaction, error) {
	var raw hexutil.Bytes
	var object struct {
		Raw hexutil.Bytes `json:"raw"`
	}
	if json.Unmarshal(answer, &raw) != nil {
		if err := json.Unmarshal(answer, &object); err != nil {
			return nil, fmt.Errorf("%w: neither bytes nor an object with raw", ErrSignature)
		}
		raw = object.Raw
	}
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return nil, fmt.Errorf("%w: not a transaction", ErrSignature)
	}
	return tx, nil
}
