package rollout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/deployment"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/lifecycle"
)

// Options are how a plan is carried out.
type Options struct {
	Plan Plan
	Node Node
	// Keys are those at hand, by any of deployer, oracle admin and treasurer. Steps of
	// the others wait for them.
	Keys []outbox.Signer
	// Path is where the deployment is written, Journal what was signed. Empty: nowhere.
	Path, Journal string
	// FromNonce, where set, is the deployer's nonce before which nothing is looked for.
	FromNonce *uint64
	Policy    lifecycle.FeePolicy
	Log       *slog.Logger
}

// Payer is a key of the plan with what its steps may cost.
type Payer struct {
	Address common.Address `json:"address"`
	Roles   []string       `json:"roles"`
	AtHand  bool           `json:"at_hand"`
	Balance money.Amount   `json:"balance"` // wei
	Gas     uint64         `json:"gas"`
	Most    money.Amount   `json:"most"` // wei, at the price of now
}

// Report is a plan held against the chain.
type Report struct {
	Deployment deployment.Deployment `json:"deployment"`
	PlanHash   common.Hash           `json:"plan_hash"`
	GasPrice   money.Amount          `json:"gas_price"` // wei, the most that is offered now
	Steps      []Step                `json:"steps"`
	Payers     []Payer               `json:"payers"`
}

// Left counts the steps that are not done.
func (r Report) Left() int {
	return len(r.Steps) - len(slices.DeleteFunc(slices.Clone(r.Steps), func(s Step) bool { return !s.Done }))
}

// Show holds a plan against the chain; it sends nothing.
func Show(ctx context.Context, o Options) (Report, error) {
	_, _, report, err := begin(ctx, o)
	return report, err
}

// rollout is one run.
type rollout struct {
	Options
	ctx     context.Context
	journal *journal
}

// begin looks at the chain for the first time and says what is there.
func begin(ctx context.Context, o Options) (*rollout, *survey, Report, error) {
	r, err := newRollout(ctx, o)
	if err != nil {
		return nil, nil, Report{}, err
	}
	s, err := look(ctx, o.Node, o.Plan, r.journal)
	if err != nil {
		return nil, nil, Report{}, err
	}
	report, err := r.report(s)
	return r, s, report, err
}

func newRollout(ctx context.Context, o Options) (*rollout, error) {
	if err := o.Plan.Validate(); err != nil {
		return nil, err
	}
	p := o.Plan
	for _, k := range o.Keys {
		if !slices.Contains([]common.Address{p.Deployer, p.Roles.OracleAdmin, p.Roles.Treasurer}, k.Address()) {
			return nil, fmt.Errorf("%w: %s; deployer is %s, oracle admin %s, treasurer %s", ErrKey, k.Address(), p.Deployer, p.Roles.OracleAdmin, p.Roles.Treasurer)
		}
	}
	if _, err := o.Node.HeaderByNumber(ctx, nil); err != nil { // the genesis is known after the first answer
		return nil, fmt.Errorf("read head: %w", err)
	}
	j, err := openJournal(o.Journal, p, o.Node.Genesis(), o.FromNonce)
	if err != nil {
		return nil, err
	}
	return &rollout{Options: o, ctx: ctx, journal: j}, nil
}

// report adds what the steps may cost to what they are.
func (r *rollout) report(s *survey) (Report, error) {
	out := Report{Deployment: s.d, PlanHash: r.Plan.Hash(), Steps: s.steps}
	fees, err := r.Node.SuggestFees(r.ctx)
	if err == nil {
		fees, err = r.Policy.First(fees)
	}
	if err != nil {
		return out, fmt.Errorf("price of gas: %w", err)
	}
	out.GasPrice = fees.Cap
	p := r.Plan
	for _, k := range []struct {
		name string
		at   common.Address
	}{{"deployer", p.Deployer}, {"oracle admin", p.Roles.OracleAdmin}, {"treasurer", p.Roles.Treasurer}} {
		if i := slices.IndexFunc(out.Payers, func(have Payer) bool { return have.Address == k.at }); i >= 0 {
			out.Payers[i].Roles = append(out.Payers[i].Roles, k.name)
			continue
		}
		payer, err := r.payer(k.at, s.steps, fees)
		if err != nil {
			return out, err
		}
		payer.Roles = []string{k.name}
		out.Payers = append(out.Payers, payer)
	}
	return out, nil
}

func (r *rollout) payer(at common.Address, steps []Step, fees chain.Fees) (p Payer, err error) {
	p = Payer{Address: at, AtHand: r.key(at) != nil}
	for _, st := range steps {
		if st.From == at && !st.Done {
			p.Gas += withMargin(st.Gas)
		}
	}
	if p.Balance, err = r.Node.NativeBalance(r.ctx, at, nil); err != nil {
		return p, fmt.Errorf("balance of %s: %w", at, err)
	}
	p.Most, err = fees.Cap.MulDiv(money.FromUint64(p.Gas), money.FromUint64(1), money.Up)
	return p, err
}

func (r *rollout) key(at common.Address) outbox.Signer {
	for _, k := range r.Keys {
		if k.Address() == at {
			return k
		}
	}
	return nil
}

// Run carries a plan out: one step after the other, each after a look at the chain.
// When every step is done that the keys at hand can do it checks what exists and
// writes the deployment. ErrWaiting means that steps are left for somebody else; the
// caps of tokens may wait for their delay without it.
func Run(ctx context.Context, o Options) (Report, error) {
	r, s, report, err := begin(ctx, o)
	if err != nil {
		return report, err
	}
	if err := affordable(report); err != nil {
		return report, err
	}
	if err := r.journal.begin(o.Plan, s.d.Genesis); err != nil {
		return report, err
	}
	for {
		st, more := r.nextStep(s)
		if !more {
			break
		}
		if err := r.do(s, st); err != nil {
			return report, fmt.Errorf("%s: %w", st.Name, err)
		}
		if s, err = look(ctx, o.Node, o.Plan, r.journal); err != nil {
			return report, err
		}
	}
	if report, err = r.report(s); err != nil {
		return report, err
	}
	return r.finish(s, report)
}

// affordable refuses to begin where a key at hand cannot pay for all of its steps.
func affordable(r Report) error {
	var errs []error
	for _, p := range r.Payers {
		if p.AtHand && p.Balance.Less(p.Most) {
			errs = append(errs, fmt.Errorf("%w: %s has %s wei, its steps may cost %s wei (%d gas at %s)", ErrFunds, p.Address, p.Balance, p.Most, p.Gas, r.GasPrice))
		}
	}
	return errors.Join(errs...)
}

// nextStep is the first step that can be sent now by a key at hand.
func (r *rollout) nextStep(s *survey) (Step, bool) {
	for _, st := range s.steps {
		if !st.Done && st.Waits == "" && r.key(st.From) != nil {
			return st, true
		}
	}
	return Step{}, false
}

// finish checks the whole and writes it down, unless something is left that a server
// cannot begin without.
func (r *rollout) finish(s *survey, report Report) (Report, error) {
	var left []error
	for _, st := range report.Steps {
		if !st.Done && (st.Waits == "" || !s.whole) {
			left = append(left, fmt.Errorf("  %s, by %s", st.Name, st.From))
		}
	}
	if len(left) > 0 {
		return report, fmt.Errorf("%w for keys that are not here:\n%w", ErrWaiting, errors.Join(left...))
	}
	d, err := r.check(s)
	report.Deployment = d
	if err != nil {
		return report, err
	}
	return report, d.Store(r.Path)
}
