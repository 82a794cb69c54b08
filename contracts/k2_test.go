package contracts_test

import (
	"bytes"
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/params"

	"makewhole/contracts"
)

// Tokens that lie, take fees or call back are caught or kept out.
func TestK11OddTokens(t *testing.T) {
	t.Parallel()
	t.Run("fees and lies on the way out", testTokensThatLieAreCaughtByTheBalance)
	t.Run("fees on the way in", testDepositsAreMeasured)
	t.Run("calling back", testReentrancy)
	w, odd, m, pool, set := oddWorld(t)
	w.ok(w.admin.addr, odd, m.pack(t, "setFee", num(0)))
	stranger := m.deploy(w.evm, w.admin.addr)
	p := w.plan(set, pool, stranger, 1, receivers(2))
	w.refused("TokenNotAllowed", w.operator.addr, w.dist, w.publishData(p.order))
}

// One file of worked examples, made by ethers, binds Go, Solidity and JavaScript.
func TestK12HashesDiffer(t *testing.T) {
	t.Parallel()
	t.Run("Go", testVectorsInGo)
	t.Run("trees", testVectorsOfTrees)
	t.Run("Solidity", testVectorsInSolidity)
	t.Run("subtrees", testSubtreesOfEverySize)
}

// What a total has above its leaves stays booked, is paid to nobody and goes to
// the incident at the end.
func TestK13Dust(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(3))
	p.order.Total, p.order.CumulativeTotal = amt(3003+7), amt(3003+7)
	w.active(p)
	w.ok(w.anyone.addr, w.dist, p.push(t, 2, 0, contracts.FirstItems(3)))
	if got := w.remaining(p.order.SettlementID); got != 7 || w.balance(w.token, w.dist) != 7 {
		t.Errorf("%d remain", got)
	}
	w.wait(claimPeriod + 1)
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	if got := w.held(escheat, w.token); got != 7 {
		t.Errorf("escheat account has %d, want 7", got)
	}
}

// Zero signers, high-s twins, repeated and unsorted signers count for nothing.
func TestK14Signatures(t *testing.T) {
	t.Parallel()
	t.Run("publishing", testQuorumRefuses)
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, []contracts.Item{{Receiver: common.Address{}, Amount: amt(5)}})
	w.active(p)
	// The zero address signs nothing, although ecrecover answers zero.
	to := contracts.RedeemTo{
		SettlementID: p.order.SettlementID, NewReceiver: w.anyone.addr, Deadline: w.now + 10,
	}
	w.refused("BadSignature", w.anyone.addr, w.dist, contracts.PackRedeemTo(p.redemption(0), to, make([]byte, 65)))
}

// Roles are split, handed over in two steps, recovered with a delay; a raise of
// a cap waits.
func TestK15LostKeys(t *testing.T) {
	t.Parallel()
	t.Run("two steps", testRolesAreHandedOverInTwoSteps)
	t.Run("every act has its role", testOnlyHoldersAdminister)
	t.Run("caps wait", testCapsAndPauses)
	for name, target := range map[string]func(*world) (common.Address, uint8, common.Address){
		"guardian of the distributor": func(w *world) (common.Address, uint8, common.Address) {
			return w.dist, contracts.RoleGuardian, w.guardian.addr
		},
		"admin of the oracle": func(w *world) (common.Address, uint8, common.Address) {
			return w.oracle, contracts.RoleOracleAdmin, w.admin.addr
		},
		"operator of a pool": func(w *world) (common.Address, uint8, common.Address) {
			return w.pool, contracts.RoleOperator, w.operator.addr
		},
		"treasurer of the vault": func(w *world) (common.Address, uint8, common.Address) {
			return w.vault, contracts.RoleTreasurer, w.treasurer.addr
		},
	} {
		t.Run("recovery: "+name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			at, role, holder := target(w)
			next := newPerson("next holder")
			w.recoverRole(at, role, next.addr)
			w.refused("NotRecovered", w.anyone.addr, at, distABI.PackFinishRecovery(role))
			w.wait(14*86400 - 1)
			w.refused("NotRecovered", next.addr, at, distABI.PackFinishRecovery(role))
			w.wait(1)
			w.ok(next.addr, at, distABI.PackFinishRecovery(role))
			if got, err := distABI.UnpackHolderOf(w.view(at, distABI.PackHolderOf(role))); err != nil || got != next.addr {
				t.Errorf("holder is %s, %v", got, err)
			}
			w.refused("NotHolder", holder, at, distABI.PackOfferRole(role, holder))
			w.refused("NotRecovered", next.addr, at, distABI.PackFinishRecovery(role))
		})
	}
}

// recoverRole begins a recovery with a quorum.
func (w *world) recoverRole(target common.Address, role uint8, to common.Address) {
	w.t.Helper()
	w.ok(w.anyone.addr, w.oracle, w.recoverData(target, role, to, 3))
}

func (w *world) recoverData(target common.Address, role uint8, to common.Address, signers int) []byte {
	w.t.Helper()
	count := new(big.Int).SetBytes(w.view(w.oracle, oracleABI.PackRecoveryCount())).Uint64()
	r := contracts.RecoverRole{
		ConfigDigest: w.config.Digest(), Target: target, Role: role, NewHolder: to, Count: count, ValidUntil: w.end(),
	}
	return contracts.PackRecoverRole(r, w.signed(r.Digest(w.config.Domain()), signers))
}

// A pause stops publishing for a while and never a door.
func TestK16PauseForEver(t *testing.T) {
	t.Parallel()
	w, set := funded(t, num(100_000))
	p := w.plan(set, poolID, w.token, 1, receivers(4))
	w.active(p)
	pause := distABI.PackPausePublishing(num(72*3600), reasonOne)
	w.ok(w.guardian.addr, w.dist, pause)
	next := w.plan(set, poolID, w.token, 2, receivers(1))
	w.refused("IsPaused", w.operator.addr, w.dist, w.publishData(next.order))
	w.ok(w.anyone.addr, w.dist, contracts.PackRedeem(p.redemption(0)))
	w.ok(w.anyone.addr, w.dist, p.push(t, 1, 1, contracts.FirstItems(2)))
	w.refused("PauseTooSoon", w.guardian.addr, w.dist, pause)
	w.wait(72 * 3600)
	w.refused("PauseTooSoon", w.guardian.addr, w.dist, pause)
	w.publish(next) // the gap of a day is for this
	t.Run("reports to a pool lapse too", testReportsFreezeAndLapse)
}

// The largest push of each kind fits into one transaction of EIP-7825, with
// every receiver fresh, or burning all the gas it gets.
func TestK17TooLargeBatch(t *testing.T) {
	t.Parallel()
	const n = contracts.MaxPushItems
	burner := loadMock(t, "Receiver")
	for name, make := range map[string]func() (*world, plan){
		"tokens": func() (*world, plan) {
			w, set := funded(t, wealth)
			return w, w.plan(set, poolID, w.token, 1, richItems(n))
		},
		"coins": func() (*world, plan) {
			w, set := coinWorld(t, 1e18)
			return w, w.plan(set, coinPool, common.Address{}, 1, receivers(n))
		},
		"coins to who burns them": func() (*world, plan) {
			w, set := coinWorld(t, 1e18)
			items := receivers(n)
			for i := range items {
				items[i].Receiver = burner.deploy(w.evm, w.admin.addr, w.admin.addr)
				w.ok(w.admin.addr, items[i].Receiver, burner.pack(t, "setMood", uint8(receiverBurnsGas)))
			}
			return w, w.plan(set, coinPool, common.Address{}, 1, items)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := make()
			w.active(p)
			ceiling(t, fmt.Sprintf("push of %d %s", n, name),
				w.ok(w.anyone.addr, w.dist, p.push(t, 8, 0, contracts.FirstItems(n))).gas, params.MaxTxGas)
		})
	}
	w, set := funded(t, wealth)
	items := receivers(n + 1)
	p := w.plan(set, poolID, w.token, 1, items)
	w.active(p)
	packed, err := contracts.PackItems(items[:n])
	if err != nil {
		t.Fatal(err)
	}
	last, err := contracts.PackItems(items[n:])
	if err != nil {
		t.Fatal(err)
	}
	w.refused("BadLevel", w.anyone.addr, w.dist, contracts.PackPush(
		p.order.SettlementID, 9, 0, append(packed, last...), contracts.Mask{1}, nil))
}

// No contract can be replaced, delegated or destroyed: its code has none of the
// instructions for it. A new pool is a new contract.
func TestK18StorageClash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, at := range map[string]common.Address{
		"distributor": w.dist, "pool": w.pool, "vault": w.vault, "oracle": w.oracle,
	} {
		for _, op := range []vm.OpCode{vm.DELEGATECALL, vm.CALLCODE, vm.SELFDESTRUCT, vm.CREATE, vm.CREATE2} {
			if hasOp(w.db.GetCode(at), op) {
				t.Errorf("%s has %s", name, op)
			}
		}
	}
	difficult := loadMock(t, "Receiver").deploy(w.evm, w.admin.addr, w.admin.addr)
	if !hasOp(w.db.GetCode(difficult), vm.SELFDESTRUCT) {
		t.Error("not even the mock has SELFDESTRUCT: the test shows nothing")
	}
}

// Money that is sent without a deposit is nobody's share and pays no settlement.
func TestK19Donations(t *testing.T) {
	t.Parallel()
	t.Run("share inflation", testDonationsCountForNothing)
	t.Run("coin for the distributor", testCoinComesInOnlyFromSources)
	w, set := funded(t, num(3000))
	for _, at := range []common.Address{w.dist, w.pool, w.vault} {
		w.ok(w.admin.addr, w.token, tokenABI.PackMint(at, num(1_000_000)))
	}
	over := w.plan(set, poolID, w.token, 1, receivers(3))
	w.refused("OverEarmark", w.operator.addr, w.dist, w.publishData(over.order))
	gift := w.plan(set, recovery, w.token, 1, receivers(1))
	w.refused("NotEnough", w.operator.addr, w.dist, w.publishData(gift.order))
	p := w.plan(set, poolID, w.token, 1, receivers(2))
	w.active(p)
	w.wait(claimPeriod + 1)
	w.ok(w.anyone.addr, w.dist, contracts.PackSweep(p.order.Key()))
	if got := w.held(escheat, w.token); got != 2001 || w.balance(w.token, w.dist) != 1_000_000 {
		t.Errorf("escheat account has %d", got)
	}
}

// Wrong parameters do not deploy, and what was deployed can be read back.
func TestK20WrongParameters(t *testing.T) {
	t.Parallel()
	t.Run("distributor", testConstructorsCheckTheirParameters)
	t.Run("pool", testPoolRefuses)
	w := newWorld(t)
	refuse := func(want string, code []byte) {
		t.Helper()
		if o := w.run(w.admin.addr, nil, nil, code, plenty); o.err == nil || reason(o.ret) != want {
			t.Errorf("got %v %s, want %s", o.err, reason(o.ret), want)
		}
	}
	refuse("WrongParameter", contracts.InitCode(&contracts.RecoveryVaultMetaData,
		vaultABI.PackConstructor(w.anyone.addr, w.treasurer.addr)))
	refuse("ZeroAddress", contracts.InitCode(&contracts.RecoveryVaultMetaData,
		vaultABI.PackConstructor(w.dist, common.Address{})))
	refuse("ZeroAddress", contracts.InitCode(&contracts.LossOracleMetaData, oracleABI.PackConstructor(
		contracts.LossOracleDeployment{
			OracleAdmin: w.admin.addr, Guardian: w.guardian.addr, MinBond: num(1), GuardianTime: num(1),
			ArbiterTime: num(1), ConfigDelay: num(1),
		})))
	w.refused("DistributorAlreadySet", w.admin.addr, w.oracle, oracleABI.PackSetDistributor(w.pool))
	oracle, err := distABI.UnpackORACLE(w.view(w.dist, distABI.PackORACLE()))
	if err != nil || oracle != w.oracle {
		t.Errorf("the distributor's oracle is %s, %v", oracle, err)
	}
	for _, at := range []common.Address{w.pool, w.vault} {
		d, err := poolABI.UnpackDISTRIBUTOR(w.view(at, poolABI.PackDISTRIBUTOR()))
		if err != nil || d != w.dist {
			t.Errorf("the distributor of %s is %s, %v", at, d, err)
		}
	}
}

// eachOp walks the instructions of deployed code, without its metadata.
func eachOp(code []byte, visit func(op vm.OpCode, data []byte)) {
	end := len(code) - 2 - (int(code[len(code)-2])<<8 | int(code[len(code)-1]))
	for i := 0; i < end; i++ {
		op, n := vm.OpCode(code[i]), 0
		if op >= vm.PUSH1 && op <= vm.PUSH32 {
			n = int(op-vm.PUSH1) + 1
		}
		visit(op, code[i+1:min(i+1+n, len(code))])
		i += n
	}
}

func hasOp(code []byte, want vm.OpCode) (found bool) {
	eachOp(code, func(op vm.OpCode, _ []byte) { found = found || op == want })
	return found
}

func hasPush(code, data []byte) (found bool) {
	eachOp(code, func(_ vm.OpCode, d []byte) {
		found = found || bytes.Equal(bytes.Trim(d, "\x00"), bytes.Trim(data, "\x00"))
	})
	return found
}
