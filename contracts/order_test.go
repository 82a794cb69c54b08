package contracts_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/vm"

	"makewhole/contracts"
)

// watchOrder reports storage of the distributor that is written after money has
// left it in the same transaction.
func (w *world) watchOrder(t *testing.T) (calls, writes *int) {
	calls, writes = new(int), new(int)
	w.trace = &tracing.Hooks{
		OnEnter: func(_ int, typ byte, from, to common.Address, _ []byte, _ uint64, _ *big.Int) {
			if from == w.dist && vm.OpCode(typ) == vm.CALL {
				*calls++
			}
		},
		OnOpcode: func(_ uint64, op byte, _, _ uint64, scope tracing.OpContext, _ []byte, _ int, _ error) {
			if vm.OpCode(op) != vm.SSTORE || scope.Address() != w.dist {
				return
			}
			if *writes++; *calls > 0 {
				t.Error("the distributor wrote its books after it had paid")
			}
		},
	}
	return calls, writes
}

// TestBooksAreWrittenBeforeMoneyLeaves: both doors set the bit and lower what
// remains before any receiver or token is called, so even without the guard
// against re-entry nothing is paid twice.
func TestBooksAreWrittenBeforeMoneyLeaves(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	tokens := w.plan(set, poolID, w.token, 1, receivers(4))
	w.active(tokens)
	for name, data := range map[string][]byte{
		"redeem": contracts.PackRedeem(tokens.redemption(0)),
		"push":   tokens.push(t, 2, 0, contracts.Mask{0b1110}),
	} {
		calls, writes := w.watchOrder(t)
		w.ok(w.anyone.addr, w.dist, data)
		if *calls == 0 || *writes == 0 {
			t.Errorf("%s: %d calls, %d writes: the test saw nothing", name, *calls, *writes)
		}
	}
}
