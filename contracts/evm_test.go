package contracts_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

const (
	chainID   = 31337
	genesisAt = 1_800_000_000
)

// evm executes whole transactions (intrinsic gas, calldata floor, refunds) with
// mainnet (Osaka) prices on a state in memory. Time is whatever the test says.
type evm struct {
	t      testing.TB
	db     *state.StateDB
	cfg    *params.ChainConfig
	now    uint64
	number int64
	seq    int
	// trace watches transactions, when it is set.
	trace *tracing.Hooks
	// replace deploys other code in place of a contract of ours.
	replace map[string][]byte
}

// outcome of one transaction.
type outcome struct {
	gas  uint64
	logs []*types.Log
	ret  []byte
	err  error
}

func newEVM(t testing.TB) *evm {
	t.Helper()
	db, err := state.New(types.EmptyRootHash, state.NewDatabaseForTesting())
	if err != nil {
		t.Fatal(err)
	}
	cfg := *params.AllDevChainProtocolChanges
	cfg.ChainID = big.NewInt(chainID)
	cfg.BogotaTime = nil // the dev configuration prices storage unlike mainnet
	return &evm{t: t, db: db, cfg: &cfg, now: genesisAt, number: 1}
}

// give puts native coin into an account.
func (e *evm) give(a common.Address, ether uint64) {
	wei := new(uint256.Int).Mul(uint256.NewInt(ether), uint256.NewInt(params.Ether))
	e.db.AddBalance(a, wei, 0)
}

func (e *evm) wait(seconds uint64) { e.now += seconds; e.number++ }

func (e *evm) block() vm.BlockContext {
	return vm.BlockContext{
		CanTransfer: core.CanTransfer, Transfer: core.Transfer,
		GetHash:  func(n uint64) common.Hash { return crypto.Keccak256Hash(new(big.Int).SetUint64(n).Bytes()) },
		GasLimit: 60_000_000, BlockNumber: big.NewInt(e.number), Time: e.now,
		BaseFee: new(big.Int), BlobBaseFee: big.NewInt(1), Random: new(common.Hash), Difficulty: new(big.Int),
	}
}

// run executes one transaction; nothing of a reverted one stays but its nonce.
func (e *evm) run(from common.Address, to *common.Address, value *uint256.Int, data []byte, gas uint64) outcome {
	e.t.Helper()
	e.seq++
	hash := crypto.Keccak256Hash(big.NewInt(int64(e.seq)).Bytes())
	e.db.SetTxContext(hash, e.seq, uint32(e.seq))
	if value == nil {
		value = new(uint256.Int)
	}
	msg := &core.Message{
		To: to, From: from, Nonce: e.db.GetNonce(from), Value: value, GasLimit: gas, Data: data,
		GasPrice: new(uint256.Int), GasFeeCap: new(uint256.Int), GasTipCap: new(uint256.Int),
	}
	machine := vm.NewEVM(e.block(), e.db, e.cfg, vm.Config{NoBaseFee: true, Tracer: e.trace})
	res, err := core.ApplyMessage(machine, msg, core.NewGasPool(60_000_000))
	if err != nil {
		e.t.Fatalf("transaction is not valid: %v", err)
	}
	rules := e.cfg.Rules(big.NewInt(e.number), true, e.now)
	e.db.Finalise(rules)
	e.number++
	return outcome{
		gas: res.UsedGas, logs: e.db.GetLogs(hash, uint64(e.number), common.Hash{}, e.now),
		ret: res.ReturnData, err: res.Err,
	}
}

const plenty = 16_000_000

func (e *evm) send(from, to common.Address, data []byte) outcome {
	e.t.Helper()
	return e.run(from, &to, nil, data, plenty)
}

// ok sends a transaction that must succeed.
func (e *evm) ok(from, to common.Address, data []byte) outcome {
	e.t.Helper()
	return e.okValue(from, to, nil, data)
}

func (e *evm) okValue(from, to common.Address, value *uint256.Int, data []byte) outcome {
	e.t.Helper()
	o := e.run(from, &to, value, data, plenty)
	if o.err != nil {
		e.t.Fatalf("transaction failed: %v: %s", o.err, reason(o.ret))
	}
	return o
}

// refused sends a transaction that must revert with the named custom error.
func (e *evm) refused(want string, from, to common.Address, data []byte) {
	e.t.Helper()
	e.refusedValue(want, from, to, nil, data)
}

func (e *evm) refusedValue(want string, from, to common.Address, value *uint256.Int, data []byte) {
	e.t.Helper()
	o := e.run(from, &to, value, data, plenty)
	if !errors.Is(o.err, vm.ErrExecutionReverted) {
		e.t.Fatalf("want %s, got %v", want, o.err)
	}
	if got := reason(o.ret); got != want {
		e.t.Fatalf("want %s, got %s", want, got)
	}
}

// view calls without leaving a trace.
func (e *evm) view(to common.Address, data []byte) []byte {
	e.t.Helper()
	snap := e.db.Snapshot()
	defer e.db.RevertToSnapshot(snap)
	machine := vm.NewEVM(e.block(), e.db, e.cfg, vm.Config{NoBaseFee: true})
	ret, _, err := machine.StaticCall(common.Address{1}, to, data, vm.NewGasBudget(plenty, 0))
	if err != nil {
		e.t.Fatalf("view failed: %v: %s", err, reason(ret))
	}
	return ret
}

func (e *evm) deploy(from common.Address, m *bind.MetaData, args []byte) common.Address {
	e.t.Helper()
	if code, ok := e.replace[m.ID]; ok {
		return e.create(from, append(common.CopyBytes(code), args...))
	}
	return e.create(from, contracts.InitCode(m, args))
}

func (e *evm) create(from common.Address, code []byte) common.Address {
	e.t.Helper()
	at := crypto.CreateAddress(from, e.db.GetNonce(from))
	if o := e.run(from, nil, nil, code, plenty); o.err != nil {
		e.t.Fatalf("deployment failed: %v: %s", o.err, reason(o.ret))
	}
	return at
}

// reason names the custom error of revert data, without the contract's name.
func reason(data []byte) string {
	e, ok := contracts.RevertReason(data)
	if !ok {
		return "0x" + common.Bytes2Hex(data)
	}
	name := reflect.TypeOf(e).Elem().Name()
	for _, prefix := range []string{"PayoutDistributor", "PayoutLimits", "LossOracle", "CapitalPool", "RecoveryVault", "Reports", "Challenges", "LastResort"} {
		name = strings.TrimPrefix(name, prefix)
	}
	return name
}

// mock is a test contract from testdata/.
type mock struct {
	abi  abi.ABI
	code []byte
}

func loadMock(t testing.TB, name string) mock {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var a struct {
		ABI      json.RawMessage `json:"abi"`
		Bytecode string          `json:"bytecode"`
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatal(err)
	}
	parsed, err := abi.JSON(strings.NewReader(string(a.ABI)))
	if err != nil {
		t.Fatal(err)
	}
	return mock{parsed, common.FromHex(a.Bytecode)}
}

func (m mock) pack(t testing.TB, method string, args ...any) []byte {
	t.Helper()
	data, err := m.abi.Pack(method, args...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (m mock) deploy(e *evm, from common.Address, args ...any) common.Address {
	e.t.Helper()
	return e.create(from, append(common.CopyBytes(m.code), m.pack(e.t, "", args...)...))
}

// person is a key made from a name.
type person struct {
	key  *ecdsa.PrivateKey
	addr common.Address
}

func newPerson(name string) person {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("makewhole test key " + name)))
	if err != nil {
		panic(err)
	}
	return person{key, crypto.PubkeyToAddress(key.PublicKey)}
}

func (p person) sign(t testing.TB, digest common.Hash) []byte {
	t.Helper()
	sig, err := crypto.Sign(digest[:], p.key)
	if err != nil {
		t.Fatal(err)
	}
	sig[64] += 27
	return sig
}
