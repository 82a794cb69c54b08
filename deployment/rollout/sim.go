package rollout

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/triedb"
	"github.com/holiman/uint256"

	"makewhole/chain"
)

// Of a simulated transaction.
const (
	gasMost  = 1 << 24 // the most that mainnet takes (EIP-7825)
	blockGas = 60_000_000
)

// machine executes the plan on a state in memory, with the chain's id and the
// nonces that the real transactions have: what it creates has the address and the
// code, immutables included, that the chain must show.
type machine struct {
	db  *state.StateDB
	cfg params.ChainConfig
	now uint64
	seq uint64
}

func newMachine(chainID, now uint64) (*machine, error) {
	tries := triedb.NewDatabase(rawdb.NewMemoryDatabase(), nil)
	db, err := state.New(types.EmptyRootHash, state.NewDatabase(tries, nil))
	if err != nil {
		return nil, fmt.Errorf("make a state: %w", err)
	}
	cfg := *params.AllDevChainProtocolChanges
	cfg.ChainID = new(big.Int).SetUint64(chainID)
	cfg.BogotaTime = nil // not active anywhere
	return &machine{db: db, cfg: cfg, now: now}, nil
}

// outcome is what a simulated transaction did.
type outcome struct {
	gas uint64
	ret []byte
}

// run executes a transaction; to is nil for a creation.
func (m *machine) run(from common.Address, to *common.Address, data []byte) (outcome, error) {
	m.seq++
	m.db.SetTxContext(common.BigToHash(new(big.Int).SetUint64(m.seq)), int(m.seq), uint32(m.seq))
	msg := &core.Message{
		To: to, From: from, Nonce: m.db.GetNonce(from), Value: new(uint256.Int), GasLimit: gasMost, Data: data,
		GasPrice: new(uint256.Int), GasFeeCap: new(uint256.Int), GasTipCap: new(uint256.Int),
	}
	block := vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer, GetHash: func(uint64) common.Hash { return common.Hash{} },
		GasLimit: blockGas, BlockNumber: new(big.Int).SetUint64(m.seq), Time: m.now,
		BaseFee: new(big.Int), BlobBaseFee: big.NewInt(1), Random: new(common.Hash), Difficulty: new(big.Int),
	}
	evm := vm.NewEVM(block, m.db, &m.cfg, vm.Config{NoBaseFee: true})
	res, err := core.ApplyMessage(evm, msg, core.NewGasPool(blockGas))
	if err != nil {
		return outcome{}, fmt.Errorf("transaction is not valid: %w", err)
	}
	m.db.Finalise(m.cfg.Rules(block.BlockNumber, true, m.now))
	if errors.Is(res.Err, vm.ErrExecutionReverted) {
		return outcome{}, fmt.Errorf("%w: %s", chain.ErrReverted, chain.ExplainRevert(res.ReturnData))
	}
	return outcome{res.UsedGas, res.ReturnData}, res.Err
}

// innerMost is how many contracts one of ours makes itself, at most.
const innerMost = 2

// created is what a creation leaves: the code of the contract, and of those that it
// made itself, if any.
type created struct {
	code  []byte
	inner [innerMost][]byte
	gas   uint64
}

// create executes a creation by a nonce.
func (m *machine) create(from common.Address, nonce uint64, data []byte) (created, error) {
	m.db.SetNonce(from, nonce, tracing.NonceChangeUnspecified)
	out, err := m.run(from, nil, data)
	at := crypto.CreateAddress(from, nonce)
	made := created{code: m.db.GetCode(at), gas: out.gas}
	for i := range made.inner {
		made.inner[i] = m.db.GetCode(crypto.CreateAddress(at, uint64(i)+1))
	}
	return made, err
}

// try is create on a copy of the state.
func (m *machine) try(from common.Address, nonce uint64, data []byte) (created, error) {
	trial := *m
	trial.db = m.db.Copy()
	return trial.create(from, nonce, data)
}

// view reads one word; it changes nothing.
func (m *machine) view(at common.Address, data []byte) (common.Hash, error) {
	trial := *m
	trial.db = m.db.Copy()
	out, err := trial.run(common.Address{}, &at, data)
	if err == nil && len(out.ret) < 32 {
		err = fmt.Errorf("view of %s: %d bytes", at, len(out.ret))
	}
	if err != nil {
		return common.Hash{}, err
	}
	return common.BytesToHash(out.ret[:32]), nil
}

// put places the code of a contract that exists outside of the plan.
func (m *machine) put(at common.Address, code []byte) {
	m.db.SetCode(at, code, tracing.CodeChangeUnspecified)
}
