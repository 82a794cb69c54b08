package quorum

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/oracles/signing"
)

// recoverRole begins to replace the holder of a role whose key is lost.
type recoverRole struct{ m contracts.RecoverRole }

func readRole(_ File, m *fields) act {
	return recoverRole{contracts.RecoverRole{
		ConfigDigest: m.hash("configDigest"), Target: m.address("target"), Role: uint8(m.uint("role", 8)), NewHolder: m.address("newHolder"),
		Count: m.uint("count", 64), ValidUntil: m.uint("validUntil", 64),
	}}
}

// roleNames are the roles as one word each, in the order of their numbers.
var roleNames = strings.Split(strings.ReplaceAll(strings.Join(contracts.RoleNames[:], ","), " ", "-"), ",")

func (r recoverRole) message() message            { return r.m }
func (r recoverRole) term() (common.Hash, uint64) { return r.m.ConfigDigest, r.m.ValidUntil }
func (r recoverRole) call(v *view, sigs []byte) call {
	return call{v.d.LossOracle, contracts.PackRecoverRole(r.m, sigs)}
}

func (r recoverRole) record(d contracts.Domain) signing.Act {
	return signing.Act{Slot: fmt.Sprintf("recover-role:%d:%x:%d", d.ChainID, d.Oracle, r.m.Count), ValidUntil: r.m.ValidUntil, Once: true}
}

// recoveries is how many recoveries of roles were begun.
func (v *view) recoveries() (uint64, error) {
	o := contracts.NewLossOracle()
	return ask(v, v.d.LossOracle, o.PackRecoveryCount(), o.UnpackRecoveryCount)
}

// withRoles are the contracts that have roles, by their names on the command line.
func (v *view) withRoles() (map[string]common.Address, error) {
	d := contracts.NewPayoutDistributor()
	limits, err := ask(v, v.d.Distributor, d.PackLIMITS(), d.UnpackLIMITS)
	if err != nil {
		return nil, err
	}
	out := map[string]common.Address{"oracle": v.d.LossOracle, "distributor": v.d.Distributor, "limits": limits, "vault": v.d.RecoveryVault}
	for _, p := range v.d.Pools {
		out[p.PublicID] = p.Address
	}
	return out, nil
}

func (r recoverRole) look(v *view) (s shown, err error) {
	name, err := r.contract(v)
	if err != nil {
		return s, err
	}
	count, err := v.recoveries()
	if err != nil {
		return s, err
	}
	if s.Waits, err = turn("the oracle", r.m.Count, count); err != nil {
		return s, err
	}
	holder, err := r.holders(v)
	if err != nil {
		return s, err
	}
	o := contracts.NewLossOracle()
	open, err := ask(v, r.m.Target, o.PackRecoveryOf(r.m.Role), o.UnpackRecoveryOf)
	if err != nil {
		return s, err
	}
	s.say("BEGIN to give the role %s of the %s to %s.", roleNames[r.m.Role], name, r.m.NewHolder)
	s.say("Contract    %s", r.m.Target)
	s.say("Holder now  %s, who has %d days to stop it with its key", holder, recoveryDelayDays)
	s.say("Then %s itself finishes it within %d days; another contract has its own holder of the role and needs its own act.", r.m.NewHolder, recoveryTermDays)
	if open.To != (common.Address{}) {
		s.say("It takes the place of a recovery that was begun for %s.", open.To)
	}
	return s, nil
}

// Days of Roles.RECOVERY_DELAY and RECOVERY_TERM.
const (
	recoveryDelayDays = 14
	recoveryTermDays  = 30
)

// contract refuses a target that is none of the deployment.
func (r recoverRole) contract(v *view) (string, error) {
	named, err := v.withRoles()
	if err != nil {
		return "", err
	}
	for name, at := range named {
		if at == r.m.Target {
			return name, nil
		}
	}
	return "", refused("%s is no contract of your deployment file that has roles", r.m.Target)
}

// holders refuses who could not take the role in the end, and returns who has it.
func (r recoverRole) holders(v *view) (common.Address, error) {
	if int(r.m.Role) >= len(roleNames) {
		return common.Address{}, refused("there is no role number %d, allowed are 0 to %d", r.m.Role, len(roleNames)-1)
	}
	if r.m.NewHolder == (common.Address{}) {
		return common.Address{}, refused("the new holder is the zero address")
	}
	var holder common.Address
	var has []string
	for role, name := range roleNames {
		at, err := v.holder(r.m.Target, uint8(role))
		if err != nil {
			return holder, err
		}
		switch {
		case role == int(r.m.Role):
			holder = at
		case at == r.m.NewHolder:
			return holder, refused("%s is %s of this contract already, and nobody has two roles of one", at, name)
		}
		if at != (common.Address{}) {
			has = append(has, name)
		}
	}
	switch holder {
	case common.Address{}:
		slices.Sort(has)
		return holder, refused("the contract %s has no %s; it has: %s", r.m.Target, roleNames[r.m.Role], strings.Join(has, ", "))
	case r.m.NewHolder:
		return holder, refused("%s is the %s already", holder, roleNames[r.m.Role])
	}
	return holder, nil
}

func (r recoverRole) done(v *view) (out outcome, err error) {
	o := contracts.NewLossOracle()
	open, err := ask(v, r.m.Target, o.PackRecoveryOf(r.m.Role), o.UnpackRecoveryOf)
	if err != nil {
		return out, err
	}
	from := open.ReadyAt.Uint64()
	out.Words = append(out.Words, fmt.Sprintf("the recovery for %s is open; the holder can stop it until %s", open.To, second(from)))
	out.Next = &next{
		What: fmt.Sprintf("takes the role, from %s to %s", second(from), second(from+recoveryTermDays*24*3600)), From: open.To.Hex(), To: r.m.Target,
		Data: hexutil.Encode(o.PackFinishRecovery(r.m.Role)),
	}
	return out, nil
}
