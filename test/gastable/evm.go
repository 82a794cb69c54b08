package main

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/triedb"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

const (
	chainID  = 31337
	txGasMax = 1 << 24 // EIP-7825
)

// evm executes whole transactions on a state in memory.
type evm struct {
	db  *state.StateDB
	cfg *params.ChainConfig
	now uint64
	seq uint64
}

// tx is what a transaction did.
type tx struct {
	gas uint64
	// calldata is the length of its data, intrinsic what it costs before the first instruction.
	calldata, intrinsic uint64
}

func newEVM() (*evm, error) {
	tries := triedb.NewDatabase(rawdb.NewMemoryDatabase(), nil)
	db, err := state.New(types.EmptyRootHash, state.NewDatabase(tries, nil))
	if err != nil {
		return nil, fmt.Errorf("make a state: %w", err)
	}
	cfg := *params.AllDevChainProtocolChanges
	cfg.ChainID = big.NewInt(chainID)
	cfg.BogotaTime = nil // the dev configuration prices storage unlike mainnet
	return &evm{db: db, cfg: &cfg, now: 1_800_000_000, seq: 1}, nil
}

func (e *evm) block() vm.BlockContext {
	return vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer,
		GetHash:  func(uint64) common.Hash { return common.Hash{} },
		GasLimit: 60_000_000, BlockNumber: new(big.Int).SetUint64(e.seq), Time: e.now,
		BaseFee: new(big.Int), BlobBaseFee: big.NewInt(1), Random: new(common.Hash), Difficulty: new(big.Int),
	}
}

// run executes one transaction, which must succeed.
func (e *evm) run(from common.Address, to *common.Address, value *uint256.Int, data []byte) (tx, error) {
	e.seq++
	e.db.SetTxContext(common.Hash(uint256.NewInt(e.seq).Bytes32()), int(e.seq), uint32(e.seq))
	if value == nil {
		value = new(uint256.Int)
	}
	msg := &core.Message{
		To: to, From: from, Nonce: e.db.GetNonce(from), Value: value, GasLimit: txGasMax, Data: data,
		GasPrice: new(uint256.Int), GasFeeCap: new(uint256.Int), GasTipCap: new(uint256.Int),
	}
	machine := vm.NewEVM(e.block(), e.db, e.cfg, vm.Config{NoBaseFee: true})
	res, err := core.ApplyMessage(machine, msg, core.NewGasPool(60_000_000))
	if err != nil {
		return tx{}, fmt.Errorf("transaction is not valid: %w", err)
	}
	e.db.Finalise(e.cfg.Rules(new(big.Int).SetUint64(e.seq), true, e.now))
	if res.Err != nil {
		return tx{}, fmt.Errorf("transaction failed: %w: %s", res.Err, reason(res.ReturnData))
	}
	return tx{gas: res.UsedGas, calldata: uint64(len(data)), intrinsic: intrinsic(data)}, nil
}

// intrinsic is 21,000 and 4 or 16 gas a byte of data (EIP-2028).
func intrinsic(data []byte) uint64 {
	gas := params.TxGas
	for _, b := range data {
		if b == 0 {
			gas += params.TxDataZeroGas
		} else {
			gas += params.TxDataNonZeroGasEIP2028
		}
	}
	return gas
}

func reason(data []byte) string {
	if e, ok := contracts.RevertReason(data); ok {
		return fmt.Sprintf("%T", e)
	}
	return fmt.Sprintf("0x%x", data)
}

// session runs transactions until one fails; what follows is then not run, and
// err says what went wrong.
type session struct {
	*evm
	err error
}

func newSession() *session {
	e, err := newEVM()
	return &session{e, err}
}

func (s *session) send(from, to common.Address, value *uint256.Int, data []byte) tx {
	if s.err != nil {
		return tx{}
	}
	t, err := s.run(from, &to, value, data)
	s.err = err
	return t
}

func (s *session) call(from, to common.Address, data []byte) tx { return s.send(from, to, nil, data) }

// create deploys code; args are packed constructor arguments.
func (s *session) create(from common.Address, code, args []byte) (common.Address, tx) {
	if s.err != nil {
		return common.Address{}, tx{}
	}
	at := crypto.CreateAddress(from, s.db.GetNonce(from))
	t, err := s.run(from, nil, nil, append(common.CopyBytes(code), args...))
	s.err = err
	return at, t
}

func (s *session) deploy(from common.Address, m *bind.MetaData, args []byte) common.Address {
	at, _ := s.create(from, common.FromHex(m.Bin), args)
	return at
}

func (s *session) fail(err error) {
	s.err = errors.Join(s.err, err)
}

// rich gives an account coin.
func (s *session) rich(a common.Address) {
	s.db.AddBalance(a, new(uint256.Int).Lsh(uint256.NewInt(1), 120), 0)
}
