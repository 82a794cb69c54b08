package rollout

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/money"
)

// Node is the chain; *chain.Client has it.
type Node interface {
	deployment.Reader
	ChainID() uint64
	Genesis() common.Hash
	NonceAt(ctx context.Context, key common.Address, block *big.Int) (uint64, error)
	PendingNonceAt(ctx context.Context, key common.Address) (uint64, error)
	NativeBalance(ctx context.Context, key common.Address, block *big.Int) (money.Amount, error)
	EstimateGas(ctx context.Context, call ethereum.CallMsg) (uint64, error)
	SuggestFees(ctx context.Context) (chain.Fees, error)
	SendRaw(ctx context.Context, raw []byte) error
	Receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error)
}

// nonceMost is how many transactions of the deployer are looked through.
const nonceMost = 4096

// survey is one look at the chain through the eyes of a plan.
type survey struct {
	ctx     context.Context
	node    Node
	plan    Plan
	journal *journal
	first   uint64 // nonce of the deployer before which nothing of the plan can be
	head    *types.Header

	d      deployment.Deployment
	sim    *machine
	codes  map[uint64][]byte         // of what the deployer created, by nonce
	taken  map[uint64]string         // nonces of creations that exist
	nonces map[common.Address]uint64 // the next of every key, as the chain counts
	next   map[common.Address]uint64 // the next of every key, after the steps so far
	exists map[common.Address]bool
	whole  bool // every contract exists
	steps  []Step
}

// look asks the chain what of a plan exists, and lays out all of its steps.
func look(ctx context.Context, node Node, plan Plan, j *journal) (*survey, error) {
	head, err := node.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read head: %w", err)
	}
	if node.ChainID() != plan.ChainID {
		return nil, fmt.Errorf("%w: the node is on chain %d, the plan is for %d", chain.ErrWrongChain, node.ChainID(), plan.ChainID)
	}
	s := &survey{
		ctx: ctx, node: node, plan: plan, journal: j, first: j.first(), head: head, d: plan.Deployment(), whole: true,
		codes: map[uint64][]byte{}, taken: map[uint64]string{}, nonces: map[common.Address]uint64{}, next: map[common.Address]uint64{},
		exists: map[common.Address]bool{},
	}
	s.d.Genesis = node.Genesis()
	if s.sim, err = newMachine(plan.ChainID, head.Time+1); err != nil {
		return nil, err
	}
	for _, step := range []func() error{s.countNonces, s.readCodes, s.creations, s.calls, s.checkJournal} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// countNonces asks where each key stands.
func (s *survey) countNonces() error {
	for _, key := range []common.Address{s.plan.Deployer, s.plan.Roles.OracleAdmin, s.plan.Roles.Treasurer} {
		n, err := s.node.NonceAt(s.ctx, key, s.head.Number)
		if err != nil {
			return fmt.Errorf("nonce of %s: %w", key, err)
		}
		s.nonces[key], s.next[key] = n, n
	}
	return nil
}

// readCodes reads what the deployer has created: a contract is where creator and
// nonce put it, whoever remembers.
func (s *survey) readCodes() error {
	end := s.nonces[s.plan.Deployer]
	if end > s.first+nonceMost {
		return fmt.Errorf("%w: the deployer has sent %d transactions since nonce %d; name the first of this deployment (--from-nonce)", ErrPlan, end-s.first, s.first)
	}
	for n := s.first; n < end; n++ {
		code, err := s.node.CodeAt(s.ctx, crypto.CreateAddress(s.plan.Deployer, n), s.head.Number)
		if err != nil {
			return fmt.Errorf("code of the deployer's transaction %d: %w", n, err)
		}
		if len(code) > 0 {
			s.codes[n] = code
		}
	}
	return nil
}

// creation is a contract to create. is tells it from others with the same code;
// without it the code says everything.
type creation struct {
	name string
	data []byte
	args []Argument
	is   func(at common.Address) (bool, error)
}

// create finds a contract of the plan, or foretells it, and puts its address at at.
func (s *survey) create(c creation, at *common.Address) error {
	by := s.plan.Deployer
	nonce, found, err := s.find(c)
	if err != nil {
		return err
	}
	if !found {
		nonce = s.next[by]
		s.next[by]++
		s.whole = false
	}
	out, err := s.sim.create(by, nonce, c.data)
	if err != nil {
		return fmt.Errorf("%w: %s would fail: %w", ErrPlan, c.name, err)
	}
	*at = crypto.CreateAddress(by, nonce)
	hash := crypto.Keccak256Hash(out.code)
	created := *at
	s.exists[created] = found
	if found {
		s.taken[nonce] = c.name
		if err := s.heldBy(c.name, created); err != nil {
			return err
		}
	}
	s.steps = append(s.steps, Step{
		Name: c.name, From: by, Nonce: &nonce, Creates: &created, CodeHash: &hash, CodeBytes: len(out.code), Arguments: c.args,
		Gas: out.gas, Done: found, data: c.data,
	})
	return nil
}

// find looks for the contract among what the deployer created: under the nonces
// that the journal names, where other code is a contradiction, and under all others.
func (s *survey) find(c creation) (nonce uint64, found bool, err error) {
	by, named := s.plan.Deployer, s.journal.nonces(c.name)
	likely, err := s.sim.try(by, s.next[by], c.data)
	if err != nil {
		return 0, false, fmt.Errorf("%w: %s would fail: %w", ErrPlan, c.name, err)
	}
	for _, n := range slices.Sorted(maps.Keys(s.codes)) {
		same := false
		if s.taken[n] == "" && len(s.codes[n]) == len(likely.code) { // the nonce does not change the length
			if same, err = s.made(c, n); err != nil {
				return 0, false, err
			}
		}
		switch {
		case !same && slices.Contains(named, n):
			return 0, false, fmt.Errorf("%w: %s (transaction %d of %s) made %s, which is not what the plan and this release make",
				deployment.ErrDiffers, c.name, n, by, crypto.CreateAddress(by, n))
		case same && found:
			return 0, false, fmt.Errorf("%w: %s was done by the transactions %d and %d of %s; name the first of this deployment (--from-nonce)",
				ErrTwice, c.name, nonce, n, by)
		case same:
			nonce, found = n, true
		}
	}
	return nonce, found, nil
}

// made reports whether a nonce of the deployer created the contract: its code and
// that of the contracts which it made itself are those of this release and the plan.
func (s *survey) made(c creation, nonce uint64) (bool, error) {
	want, err := s.sim.try(s.plan.Deployer, nonce, c.data)
	if err != nil {
		return false, fmt.Errorf("%w: %s would fail: %w", ErrPlan, c.name, err)
	}
	at := crypto.CreateAddress(s.plan.Deployer, nonce)
	same := bytes.Equal(want.code, s.codes[nonce])
	for i, code := range want.inner {
		inner, err := s.node.CodeAt(s.ctx, crypto.CreateAddress(at, uint64(i)+1), s.head.Number)
		if err != nil {
			return false, fmt.Errorf("code of what %s made: %w", at, err)
		}
		same = same && bytes.Equal(code, inner)
	}
	if !same || c.is == nil {
		return same, nil
	}
	return c.is(at)
}

// heldBy compares the holders of a found contract's roles with the plan: they are
// no part of the code.
func (s *survey) heldBy(name string, at common.Address) error {
	type holder struct {
		role uint8
		want common.Address
	}
	r := s.d.Roles
	var all []holder
	switch {
	case at == s.d.LossOracle:
		all = []holder{{contracts.RoleOracleAdmin, r.OracleAdmin}, {contracts.RoleGuardian, r.Guardian}, {contracts.RoleArbiter, r.Arbiter}}
	case at == s.d.Distributor:
		all = []holder{{contracts.RoleOperator, r.Operator}, {contracts.RoleGuardian, r.Guardian}, {contracts.RoleTreasurer, r.Treasurer}}
	case at == s.d.RecoveryVault:
		all = []holder{{contracts.RoleTreasurer, r.Treasurer}}
	case slices.ContainsFunc(s.d.Pools, func(p deployment.Pool) bool { return p.Address == at }):
		all = []holder{{contracts.RoleOperator, r.Operator}, {contracts.RoleGuardian, r.Guardian}}
	}
	for _, h := range all {
		got, err := s.word(at, contracts.NewPayoutDistributor().PackHolderOf(h.role))
		if err != nil {
			return err
		}
		if holder := common.BytesToAddress(got[:]); holder != h.want {
			return fmt.Errorf("%w: the %s of %s (%s) is %s, the plan says %s", deployment.ErrDiffers, contracts.RoleNames[h.role], at, name, holder, h.want)
		}
	}
	return nil
}

// errNotYet is a call that waits for something else; its text says for what.
type errNotYet string

func (e errNotYet) Error() string { return string(e) }

// call lays out a call of a contract of the plan. done asks the chain whether what it
// is for is so already; it is asked only where the contract exists.
func (s *survey) call(name string, by, to common.Address, data []byte, done func() (bool, error), args ...Argument) error {
	out, err := s.sim.run(by, &to, data)
	if err != nil {
		return fmt.Errorf("%w: %s would fail: %w", ErrPlan, name, err)
	}
	step := Step{Name: name, From: by, To: &to, Arguments: args, Gas: out.gas, Data: hexutil.Encode(data), data: data}
	if !s.whole {
		step.Waits = "the contracts do not exist yet"
	} else {
		var wait errNotYet
		step.Done, err = done()
		if errors.As(err, &wait) {
			step.Waits = string(wait)
		} else if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if !step.Done {
		n := s.next[by]
		step.Nonce = &n
		s.next[by]++
	}
	s.steps = append(s.steps, step)
	return nil
}

// read calls a view at the block that everything is read at.
func (s *survey) read(at common.Address, data []byte) ([]byte, error) {
	return s.node.CallContract(s.ctx, ethereum.CallMsg{To: &at, Data: data}, s.head.Number)
}

// word reads a view that answers with one word or begins with it.
func (s *survey) word(at common.Address, data []byte) (common.Hash, error) {
	raw, err := s.read(at, data)
	if err == nil && len(raw) < 32 {
		err = fmt.Errorf("call %s: %d bytes", at, len(raw))
	}
	if err != nil {
		return common.Hash{}, err
	}
	return common.BytesToHash(raw[:32]), nil
}

// shows is done when a view answers want; any other answer than zero contradicts it.
func (s *survey) shows(at common.Address, view []byte, want common.Hash) func() (bool, error) {
	return func() (bool, error) {
		got, err := s.word(at, view)
		if err == nil && got != want && got != (common.Hash{}) {
			err = fmt.Errorf("%w: %s says %s, the plan says %s", deployment.ErrDiffers, at, got, want)
		}
		return got == want, err
	}
}

// caps are what the chain says about the caps of one token.
type caps struct {
	s      *survey
	token  deployment.Token
	limits common.Address
}

func (s *survey) capsOf(t deployment.Token, limits common.Address) caps { return caps{s, t, limits} }

// applied is done when the caps of the plan count.
func (c caps) applied() (bool, error) {
	l, want := contracts.NewPayoutLimits(), c.token.Caps()
	raw, err := c.s.read(c.limits, l.PackCapsOf(c.token.Address))
	if err != nil {
		return false, err
	}
	now, err := l.UnpackCapsOf(raw)
	if err != nil {
		return false, err
	}
	if now.PerSettlement.Cmp(want.PerSettlement) == 0 && now.PerDay.Cmp(want.PerDay) == 0 {
		return true, nil
	}
	if now.PerSettlement.Sign() != 0 || now.PerDay.Sign() != 0 {
		return false, fmt.Errorf("%w: the caps are %s and %s, the plan says %s and %s", deployment.ErrDiffers, now.PerSettlement, now.PerDay, want.PerSettlement, want.PerDay)
	}
	ready, err := c.ready()
	switch {
	case err != nil:
		return false, err
	case ready == 0:
		return false, errNotYet("the caps are not proposed yet")
	case ready > c.s.head.Time:
		return false, errNotYet("until " + time.Unix(int64(ready), 0).UTC().Format(time.RFC3339) + ", the delay of caps")
	}
	return false, nil
}

// proposed is done when the caps of the plan count or wait for their delay.
func (c caps) proposed() (bool, error) {
	done, err := c.applied()
	var wait errNotYet
	if done || err != nil && !errors.As(err, &wait) {
		return done, err
	}
	ready, err := c.ready()
	return ready != 0, err
}

// ready is when what was proposed may be applied, 0 where nothing is; another
// proposal than the plan's contradicts it.
func (c caps) ready() (uint64, error) {
	l, want := contracts.NewPayoutLimits(), c.token.Caps()
	raw, err := c.s.read(c.limits, l.PackPendingCapsOf(c.token.Address))
	if err != nil {
		return 0, err
	}
	pending, err := l.UnpackPendingCapsOf(raw)
	if err != nil || pending.ReadyAt.Sign() == 0 {
		return 0, err
	}
	if p := pending.Caps; p.PerSettlement.Cmp(want.PerSettlement) != 0 || p.PerDay.Cmp(want.PerDay) != 0 {
		return 0, fmt.Errorf("%w: caps of %s and %s are proposed, the plan says %s and %s", deployment.ErrDiffers, p.PerSettlement, p.PerDay, want.PerSettlement, want.PerDay)
	}
	return pending.ReadyAt.Uint64(), nil
}
