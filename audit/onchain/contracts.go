package onchain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/money"
)

// vaults compares the contracts at the last common block with the deployment
// file (code, parameters, roles, caps, tokens, sources) and with the books (what
// every settlement, pool and vault holds and paid; I2, I4, I6 on chain).
func (r *run) vaults() error {
	if r.Deployment == nil {
		return audit.Unchecked("no deployment is configured")
	}
	number, err := r.lastCommonBlock()
	if err != nil {
		return err
	}
	head, err := r.Chain.HeaderByNumber(r.Ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return audit.Unchecked(fmt.Sprintf("read block %d: %v", number, err))
	}
	v := &vaults{run: r, d: *r.Deployment, head: head, calls: &calls{run: r, block: head.Hash()}}
	v.limits, err = v.d.LimitsAt(v.Ctx, pinned{v.Chain, head.Number})
	if err != nil {
		return audit.Unchecked(err.Error())
	}
	v.challenges, err = v.d.ChallengesAt(v.Ctx, pinned{v.Chain, head.Number})
	if err != nil {
		return audit.Unchecked(err.Error())
	}
	v.resort, err = v.d.ResortAt(v.Ctx, pinned{v.Chain, head.Number})
	if err != nil {
		return audit.Unchecked(err.Error())
	}
	if err := v.code(); err != nil || len(r.Result.Findings) > 0 {
		return err // other code answers other questions
	}
	for _, step := range []func() error{v.parameters, v.roles, v.tokens, v.committee, v.sources, v.balances} {
		if err := step(); err != nil {
			return err
		}
		if err := v.calls.flush(); err != nil {
			return err
		}
	}
	return nil
}

// vaults is one run of V8.
type vaults struct {
	*run
	d     deployment.Deployment
	head  *types.Header
	calls *calls
	// challenges is where the oracle has its objections and bonds.
	challenges common.Address
	// resort is where another oracle admin is named when no quorum can name one.
	resort common.Address
	// limits is where the distributor has its tokens and caps.
	limits common.Address
}

// calls collects view calls and what to do with their answers, so that they go
// out in batches and at one block hash.
type calls struct {
	run   *run
	block common.Hash
	msgs  []ethereum.CallMsg
	then  []func([]byte) error
}

// batchMax bounds what is collected before it goes out.
const batchMax = 1000

func (c *calls) add(to common.Address, data []byte, then func([]byte) error) error {
	c.msgs, c.then = append(c.msgs, ethereum.CallMsg{To: &to, Data: data}), append(c.then, then)
	if len(c.msgs) < batchMax {
		return nil
	}
	return c.flush()
}

// word asks for one word and hands it over as a number.
func (c *calls) word(to common.Address, data []byte, then func(*big.Int)) error {
	return c.add(to, data, func(out []byte) error {
		if len(out) < 32 {
			return audit.Unchecked(fmt.Sprintf("%s answered %d bytes", to, len(out)))
		}
		c.run.Checked()
		then(new(big.Int).SetBytes(out[:32]))
		return nil
	})
}

func (c *calls) flush() error {
	for len(c.msgs) > 0 {
		msgs, then := c.msgs, c.then
		c.msgs, c.then = nil, nil
		answers, err := c.run.Chain.BatchCallAtHash(c.run.Ctx, msgs, c.block)
		if err != nil {
			return audit.Unchecked(fmt.Sprintf("read contracts: %v", err))
		}
		for i, a := range answers {
			if a.Err != nil {
				return audit.Unchecked(fmt.Sprintf("read contract %s: %v", msgs[i].To, a.Err))
			}
			if err := then[i](a.Data); err != nil {
				return err
			}
		}
	}
	return nil
}

// pinned answers at one block where the head is asked for.
type pinned struct {
	audit.Chain
	number *big.Int
}

func (p pinned) at(block *big.Int) *big.Int {
	if block == nil {
		return p.number
	}
	return block
}

// CodeAt reads code at the pinned block.
func (p pinned) CodeAt(ctx context.Context, a common.Address, block *big.Int) ([]byte, error) {
	return p.Chain.CodeAt(ctx, a, p.at(block))
}

// CallContract calls a view at the pinned block.
func (p pinned) CallContract(ctx context.Context, m ethereum.CallMsg, block *big.Int) ([]byte, error) {
	return p.Chain.CallContract(ctx, m, p.at(block))
}

// parameters holds genesis, immutable parameters, sources and the first
// committee against the deployment file.
func (v *vaults) parameters() error {
	v.Checked()
	err := v.d.Verify(v.Ctx, pinned{v.Chain, v.head.Number})
	if errors.Is(err, deployment.ErrDiffers) {
		v.Violation("deployment", "%v", err)
		return nil
	}
	if err != nil {
		return audit.Unchecked(err.Error())
	}
	return nil
}

// code compares what is on chain with what this binary would deploy, byte by
// byte except for the immutables.
func (v *vaults) code() error {
	type contract struct {
		name string
		at   common.Address
		meta *bind.MetaData
	}
	all := []contract{
		{"loss oracle", v.d.LossOracle, &contracts.LossOracleMetaData},
		{"challenges", v.challenges, &contracts.ChallengesMetaData},
		{"last resort", v.resort, &contracts.LastResortMetaData},
		{"payout distributor", v.d.Distributor, &contracts.PayoutDistributorMetaData},
		{"payout limits", v.limits, &contracts.PayoutLimitsMetaData},
		{"recovery vault", v.d.RecoveryVault, &contracts.RecoveryVaultMetaData},
	}
	for _, p := range v.d.Pools {
		all = append(all, contract{"pool " + p.PublicID, p.Address, &contracts.CapitalPoolMetaData})
	}
	for _, c := range all {
		got, err := v.Chain.CodeAt(v.Ctx, c.at, v.head.Number)
		if err != nil {
			return audit.Unchecked(fmt.Sprintf("read code of %s: %v", c.at, err))
		}
		v.Checked()
		if !sameCode(got, common.FromHex(c.meta.Bin)) {
			v.Violation(c.name, "the code at %s is not the code of this release", c.at)
		}
	}
	return nil
}

// sameCode finds deployed code in creation code, which carries it with zeros in
// place of immutables.
func sameCode(deployed, creation []byte) bool {
	for at := 0; len(deployed) > 0 && at+len(deployed) <= len(creation); at++ {
		if sameBut(deployed, creation[at:at+len(deployed)]) {
			return true
		}
	}
	return false
}

// hole is an immutable that is not filled in: PUSH32 0, which the compiler never
// writes otherwise (it has PUSH0).
var hole = append([]byte{0x7f}, make([]byte, 32)...)

// sameBut compares two codes except for the immutables of the second.
func sameBut(deployed, blank []byte) bool {
	for i := 0; i < len(blank); i++ {
		if blank[i] != deployed[i] {
			return false
		}
		if bytes.HasPrefix(blank[i:], hole) {
			i += 32
		}
	}
	return true
}

func (v *vaults) roles() error {
	d, roles := v.d, v.d.Roles
	type role struct {
		name   string
		at     common.Address
		number uint8
		want   common.Address
	}
	all := []role{
		{"operator of the distributor", d.Distributor, contracts.RoleOperator, roles.Operator},
		{"guardian of the distributor", d.Distributor, contracts.RoleGuardian, roles.Guardian},
		{"treasurer of the distributor", d.Distributor, contracts.RoleTreasurer, roles.Treasurer},
		{"treasurer of the limits", v.limits, contracts.RoleTreasurer, roles.Treasurer},
		{"admin of the loss oracle", d.LossOracle, contracts.RoleOracleAdmin, roles.OracleAdmin},
		{"guardian of the loss oracle", d.LossOracle, contracts.RoleGuardian, roles.Guardian},
		{"arbiter of the loss oracle", d.LossOracle, contracts.RoleArbiter, roles.Arbiter},
		{"treasurer of the vault", d.RecoveryVault, contracts.RoleTreasurer, roles.Treasurer},
	}
	for _, p := range d.Pools {
		all = append(all, role{"operator of pool " + p.PublicID, p.Address, contracts.RoleOperator, roles.Operator},
			role{"guardian of pool " + p.PublicID, p.Address, contracts.RoleGuardian, roles.Guardian})
	}
	views := contracts.NewPayoutDistributor() // every contract has the same view of its roles
	for _, role := range all {
		err := v.calls.word(role.at, views.PackHolderOf(role.number), func(got *big.Int) {
			if holder := common.BigToAddress(got); holder != role.want {
				v.Violation(role.name, "is %s, the deployment file says %s", holder, role.want)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tokens compares the list of payable tokens and their caps (I6).
func (v *vaults) tokens() error {
	views, listed := contracts.NewPayoutLimits(), map[common.Address]deployment.Token{}
	for _, t := range v.d.Tokens {
		listed[t.Address] = t
	}
	count := 0
	err := errors.Join(v.calls.word(v.limits, views.PackTokenCount(), func(n *big.Int) { count = int(n.Int64()) }), v.calls.flush())
	if err != nil {
		return err
	}
	if count != len(listed) {
		v.Violation("tokens", "%d may be paid, the deployment file lists %d", count, len(listed))
	}
	for i := 1; i <= count; i++ {
		err := v.calls.word(v.d.Distributor, contracts.NewPayoutDistributor().PackTokenAt(uint16(i)), func(got *big.Int) {
			if _, ok := listed[common.BigToAddress(got)]; !ok {
				v.Violation("token "+common.BigToAddress(got).Hex(), "may be paid, the deployment file does not list it")
			}
		})
		if err != nil {
			return err
		}
	}
	for _, t := range v.d.Tokens {
		if err := v.calls.add(v.limits, views.PackCapsOf(t.Address), func(out []byte) error { return v.caps(t, out) }); err != nil {
			return err
		}
	}
	return nil
}

// caps compares the caps of one token. A cap of zero in the file means none, on
// chain 2¹²⁸−1; caps that wait for their delay are zero on chain.
func (v *vaults) caps(t deployment.Token, out []byte) error {
	got, err := contracts.NewPayoutLimits().UnpackCapsOf(out)
	if err != nil {
		return audit.Unchecked(fmt.Sprintf("caps of %s: %v", t.Address, err))
	}
	v.Checked()
	for _, c := range []struct {
		name string
		got  *big.Int
		want money.Amount
	}{{"settlement", got.PerSettlement, t.PerSettlement}, {"day", got.PerDay, t.PerDay}} {
		if want := capOf(c.want); c.got.Sign() != 0 && c.got.Cmp(want) != 0 {
			v.Violation("token "+t.Address.Hex(), "may pay %s a %s, the deployment file says %s", c.got, c.name, want)
		}
	}
	return nil
}

// capOf is a cap in the contract's 128 bits; zero means as high as it goes.
func capOf(a money.Amount) *big.Int {
	if a.IsZero() {
		return new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 128), big.NewInt(1))
	}
	return a.Big()
}

// committee checks that the books know the committee that the oracle obeys.
func (v *vaults) committee() error {
	configs, err := v.Configs()
	if err != nil {
		return err
	}
	return v.calls.word(v.d.LossOracle, contracts.NewLossOracle().PackActiveConfig(), func(got *big.Int) {
		if digest := common.BigToHash(got); configs[digest].Oracle != v.d.LossOracle {
			v.Violation("committee", "the oracle obeys %s, which the books do not know", digest)
		}
	})
}

// sources finds contracts that may fund a settlement and that the deployment
// file does not list.
func (v *vaults) sources() error {
	known := map[common.Address]bool{v.d.RecoveryVault: true}
	for _, p := range v.d.Pools {
		known[p.Address] = true
	}
	from, err := v.firstBlock()
	if err != nil {
		return err
	}
	query := ethereum.FilterQuery{Addresses: []common.Address{v.d.Distributor}, Topics: [][]common.Hash{{sourceRegistered}}}
	return v.eachLog(v.logs(false), from, v.head.Number.Uint64(), query, func(l types.Log) error {
		v.Checked()
		if len(l.Topics) == 3 && !known[common.BytesToAddress(l.Topics[2][:])] {
			v.Violation("source "+common.BytesToAddress(l.Topics[2][:]).Hex(), "may fund settlements, the deployment file does not list it")
		}
		return nil
	})
}

// sourceRegistered is the topic of SourceRegistered(bytes32 indexed poolId,
// address indexed source) of the distributor.
var sourceRegistered = common.Hash(merkle.Keccak([]byte("SourceRegistered(bytes32,address)")))
