package contracts_test

import (
	"encoding/binary"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"
)

// failer is a test or a rapid check.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// machine runs calls of the deployed bytecode without the envelope of a
// transaction: no intrinsic gas, no nonce, no fee, everything else as on chain.
// That makes thousands of calls a second, of which each is one message call
// followed by what a block does at its end.
type machine struct {
	db       *state.StateDB
	rules    params.Rules
	run, see *vm.EVM
	seen     *reads
	warm     []common.Address
	calls    uint64
	views    uint64
}

// reads is a state that remembers which slots were looked at.
type reads struct {
	*state.StateDB
	slots []slot
}

type slot struct {
	at    common.Address
	key   common.Hash
	value common.Hash
}

func (r *reads) GetState(at common.Address, key common.Hash) common.Hash {
	v := r.StateDB.GetState(at, key)
	r.slots = append(r.slots, slot{at, key, v})
	return v
}

func newMachine(e *evm) *machine {
	m := &machine{db: e.db.Copy(), rules: e.cfg.Rules(big.NewInt(e.number), true, e.now)}
	m.seen = &reads{StateDB: m.db}
	m.run = vm.NewEVM(e.block(), m.db, e.cfg, vm.Config{NoBaseFee: true})
	m.see = vm.NewEVM(e.block(), m.seen, e.cfg, vm.Config{NoBaseFee: true})
	for _, v := range []*vm.EVM{m.run, m.see} {
		v.SetTxContext(vm.TxContext{GasPrice: new(uint256.Int)})
		v.Context.CanTransfer, v.Context.Transfer = core.CanTransfer, core.Transfer
	}
	m.warm = vm.ActivePrecompiles(m.rules)
	return m
}

func (m *machine) at(now uint64) {
	m.run.Context.Time = now
	m.run.Context.BlockNumber = new(big.Int).SetUint64(1 + m.calls)
}

// call is one message from outside; when it fails it leaves nothing behind.
func (m *machine) call(from, to common.Address, value *uint256.Int, data []byte, gas uint64) outcome {
	m.calls++
	var hash common.Hash
	binary.BigEndian.PutUint64(hash[:], m.calls)
	m.db.SetTxContext(hash, int(m.calls), uint32(m.calls))
	m.run.Origin = from
	m.db.Prepare(m.rules, from, common.Address{}, &to, m.warm, nil)
	if value == nil {
		value = new(uint256.Int)
	}
	ret, _, err := m.run.Call(from, to, data, vm.NewGasBudget(gas, 0), value)
	var logs []*types.Log
	if err == nil {
		logs = m.db.GetLogs(hash, m.calls, common.Hash{}, 0)
	}
	m.db.Finalise(m.rules)
	return outcome{logs: logs, ret: ret, err: err}
}

// static is a read that leaves nothing behind.
func (m *machine) static(to common.Address, data []byte) ([]byte, error) {
	snap := m.db.Snapshot()
	defer m.db.RevertToSnapshot(snap)
	ret, _, err := m.see.StaticCall(common.Address{1}, to, data, vm.NewGasBudget(plenty, 0))
	return ret, err
}

// root commits to every account and slot.
func (m *machine) root() common.Hash { return m.db.IntermediateRoot(m.rules) }

// view is a read of one contract that depends on its storage alone. What it
// answered is kept together with the slots it looked at, and asked again only
// when one of them has another value.
type view struct {
	to    common.Address
	data  []byte
	asked bool
	deps  []slot
	ret   []byte
}

func (v *view) read(t failer, m *machine) []byte {
	if v.asked && v.fresh(m.db) {
		return v.ret
	}
	m.views++
	m.seen.slots = m.seen.slots[:0]
	snap := m.db.Snapshot()
	ret, _, err := m.see.StaticCall(common.Address{1}, v.to, v.data, vm.NewGasBudget(plenty, 0))
	m.db.RevertToSnapshot(snap)
	if err != nil {
		t.Fatalf("view %x of %s: %v", v.data[:4], v.to, err)
	}
	v.asked, v.ret, v.deps = true, ret, slices.Clone(m.seen.slots)
	return ret
}

func (v *view) fresh(db *state.StateDB) bool {
	for _, s := range v.deps {
		if db.GetState(s.at, s.key) != s.value {
			return false
		}
	}
	return true
}
