package contracts_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

var (
	savingsABI  = contracts.NewSavingsVault()
	deskABI     = contracts.NewLendingDesk()
	attackerABI = contracts.NewAttacker()
)

// protocol is the demo protocol with its depositors.
type protocol struct {
	*world
	savings, desk, attacker common.Address
	users                   []person
}

func newProtocol(t *testing.T) *protocol {
	t.Helper()
	p := &protocol{world: newWorld(t)}
	p.savings = p.deploy(p.admin.addr, &contracts.SavingsVaultMetaData, savingsABI.PackConstructor(p.token))
	p.desk = p.deploy(p.admin.addr, &contracts.LendingDeskMetaData, deskABI.PackConstructor(p.token, num(2e18)))
	for i, amount := range []uint64{100_000, 250_000, 50_000} {
		u := newPerson(string(rune('a' + i)))
		p.give(u.addr, 100)
		p.users = append(p.users, u)
		p.ok(p.admin.addr, p.token, tokenABI.PackMint(u.addr, num(2*amount)))
		for _, module := range []common.Address{p.savings, p.desk} {
			p.ok(u.addr, p.token, tokenABI.PackApprove(module, num(amount)))
		}
		p.ok(u.addr, p.savings, savingsABI.PackDeposit(num(amount)))
		p.ok(u.addr, p.desk, deskABI.PackSupply(num(amount)))
	}
	thief := p.anyone.addr
	p.ok(p.admin.addr, p.token, tokenABI.PackMint(thief, num(400_000)))
	p.attacker = p.deploy(thief, &contracts.AttackerMetaData, attackerABI.PackConstructor(p.savings))
	p.ok(thief, p.token, tokenABI.PackApprove(p.attacker, num(400_000)))
	return p
}

func (p *protocol) assets(a common.Address) uint64 {
	return new(uint256.Int).SetBytes(p.view(p.savings, savingsABI.PackAssetsOf(a))).Uint64()
}

// One transaction drains most of the vault; everybody loses in proportion, and what they lost is what the
// attacker has, up to the rounding of one unit each.
func TestTheAttackDrainsTheVault(t *testing.T) {
	t.Parallel()
	p := newProtocol(t)
	p.ok(p.users[0].addr, p.savings, savingsABI.PackTransfer(p.users[2].addr, num(20_000)))
	before := make([]uint64, len(p.users))
	for i, u := range p.users {
		before[i] = p.assets(u.addr)
	}
	if before[0] != 80_000 || before[2] != 70_000 {
		t.Fatalf("before the attack %v", before)
	}
	p.refused("0x118cdaa7000000000000000000000000"+common.Bytes2Hex(p.lp.addr[:]), p.lp.addr, p.attacker,
		attackerABI.PackAttack(num(1), num(1)))
	p.ok(p.anyone.addr, p.attacker, attackerABI.PackAttack(num(400_000), num(6)))
	lost := uint64(0)
	for i, u := range p.users {
		after := p.assets(u.addr)
		if after*100 > before[i]*10 {
			t.Errorf("user %d keeps %d of %d", i, after, before[i])
		}
		lost += before[i] - after
	}
	loot := p.balance(p.token, p.attacker) - 400_000
	if diff := lost - loot; diff > uint64(len(p.users)) {
		t.Errorf("lost %d, loot %d", lost, loot)
	}
	// The other module is not touched, and both can be paused by their owner.
	if got := p.balance(p.token, p.desk); got != 400_000 {
		t.Errorf("desk holds %d", got)
	}
	p.ok(p.admin.addr, p.savings, savingsABI.PackPause())
	p.ok(p.admin.addr, p.desk, deskABI.PackPause())
	if o := p.send(p.users[0].addr, p.savings, savingsABI.PackWithdraw(num(1))); o.err == nil {
		t.Error("withdrawing from a paused vault works")
	}
	if o := p.send(p.users[0].addr, p.desk, deskABI.PackWithdraw(num(1))); o.err == nil {
		t.Error("withdrawing from a paused desk works")
	}
	p.ok(p.treasurer.addr, p.vault, vaultABI.PackOpenAccount(incident)) // before its losses are measured
	p.ok(p.anyone.addr, p.attacker, attackerABI.PackGiveBack(p.vault, incident, num(loot/2)))
	if got := p.held(recovery, p.token); got != loot/2 {
		t.Errorf("recovery account has %d, want %d", got, loot/2)
	}
}

func TestHonestUseOfTheVault(t *testing.T) {
	t.Parallel()
	p := newProtocol(t)
	u := p.users[1].addr
	p.ok(u, p.savings, savingsABI.PackWithdraw(num(250_000)))
	if got := p.balance(p.token, u); got != 250_000 {
		t.Errorf("user has %d, want 250000", got)
	}
	if p.assets(u) != 0 || p.assets(p.users[0].addr) != 100_000 {
		t.Errorf("assets %d and %d", p.assets(u), p.assets(p.users[0].addr))
	}
}

func TestLendingDesk(t *testing.T) {
	t.Parallel()
	p := newProtocol(t)
	u := p.users[0].addr
	if o := p.run(u, &p.desk, uint256.NewInt(1999), deskABI.PackBorrow(num(1000)), plenty); o.err == nil {
		t.Error("borrowing above the collateral works")
	}
	p.okValue(u, p.desk, uint256.NewInt(2000), deskABI.PackBorrow(num(1000)))
	p.ok(u, p.token, tokenABI.PackApprove(p.desk, num(1000)))
	p.ok(u, p.desk, deskABI.PackRepay(num(500)))
	if got := p.balance(common.Address{}, p.desk); got != 1000 {
		t.Errorf("desk holds %d wei of collateral, want 1000", got)
	}
	p.ok(u, p.desk, deskABI.PackWithdraw(num(100_000)))
	if o := p.send(u, p.desk, deskABI.PackWithdraw(num(1))); o.err == nil {
		t.Error("withdrawing more than was supplied works")
	}
}
