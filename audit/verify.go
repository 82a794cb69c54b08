package audit

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"runtime/debug"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"golang.org/x/mod/sumdb/note"

	"makewhole/chain"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/money"
)

// Chain is what verification reads from a node.
type Chain interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) // by the node's index
	ProvenLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) // by what the blocks say; slow
	CodeAt(ctx context.Context, account common.Address, block *big.Int) ([]byte, error)
	CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error)
	BatchCallAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]chain.CallResult, error)
	NonceAt(ctx context.Context, account common.Address, block *big.Int) (uint64, error)
}

// Config is what a Verifier needs. Without Chain or Deployment the rules that
// compare with a chain report that they could not be checked.
type Config struct {
	DB           *models.DB
	Chain        Chain
	ChainID      uint64
	Distributors []common.Address
	FromBlock    uint64                 // where the contracts were deployed
	Deployment   *deployment.Deployment // what must be on chain
	Checkpoints  note.Verifier          // public key of the audit log; nil = signatures are not checked
	FeeCap       money.Amount           // most wei per gas that our transactions may offer; zero = not checked
	Limits       Limits
	Script       Script // the second implementation
}

// Limits say how old something open may be before V14 reports it. Zero fields
// take the default.
type Limits struct {
	Unknown    time.Duration // a signed or sent transaction that nobody has seen mined; default 15 minutes
	Blocked    time.Duration // a transaction that cannot be sent, or waits for approval; default 24 hours
	Escalated  time.Duration // an undecided claim after its submission; default 30 days
	Settlement time.Duration // a settlement between draft and publication; default 14 days
	Event      time.Duration // a final event that the books have not applied; default 1 hour
}

func (l Limits) orDefault() Limits {
	for _, f := range []struct {
		at *time.Duration
		is time.Duration
	}{
		{&l.Unknown, 15 * time.Minute}, {&l.Blocked, 24 * time.Hour}, {&l.Escalated, 30 * 24 * time.Hour},
		{&l.Settlement, 14 * 24 * time.Hour}, {&l.Event, time.Hour},
	} {
		if *f.at == 0 {
			*f.at = f.is
		}
	}
	return l
}

// Scope narrows a verification. The zero Scope is everything.
type Scope struct {
	Rules       []string // ids; empty = all that fit the scope
	Settlement  string   // public id: only what concerns this settlement
	Incremental bool     // only what no mark covers and what is still open
	Publication bool     // the settlement is about to be published: its order must be signed
	Independent bool     // V15 must run: what it needs and does not find is "could not be checked"
	Seed        uint64   // of V15's sample; 0 = the time
	Sample      int      // settlements in V15's sample, default 3
}

// Script is the second implementation: bundle.mjs in Dir, run by Node.
type Script struct {
	Node string // program, default "node" of the path
	Dir  string // directory of bundle.mjs and, above it, of its packages
}

// ErrScope says that a scope names what does not exist.
var ErrScope = errors.New("bad scope")

// Verifier runs the rules. It changes nothing.
type Verifier struct {
	cfg   Config
	rules []Rule
}

// New is a verifier of these rules, in their order.
func New(cfg Config, rules []Rule) (*Verifier, error) {
	if cfg.DB == nil {
		return nil, errors.New("audit: DB is required")
	}
	cfg.Limits = cfg.Limits.orDefault()
	return &Verifier{cfg, rules}, nil
}

// Verify runs every rule over everything.
func (v *Verifier) Verify(ctx context.Context, progress func(Result)) (Report, error) {
	return v.Check(ctx, Scope{}, Progress{Rule: progress})
}

// Progress is told how a verification goes; both may be nil.
type Progress struct {
	Rule func(Result) // a rule is finished
	Tick func()       // one more thing was looked at
}

// Check runs the rules of a scope over one consistent snapshot. A rule that
// breaks says so in its result and does not keep the others from theirs. An
// error means that the verification did not come to its end; the report has what
// was found before.
func (v *Verifier) Check(ctx context.Context, scope Scope, p Progress) (Report, error) {
	for _, id := range scope.Rules {
		if !slices.ContainsFunc(v.rules, func(r Rule) bool { return r.ID == id }) {
			return Report{}, fmt.Errorf("%w: no rule %q", ErrScope, id)
		}
	}
	var report Report
	before := v.begin(ctx)
	err := v.cfg.DB.Read(ctx, func(tx *models.Tx) error {
		report = Report{}
		base := Run{Config: v.cfg, Scope: scope, Ctx: ctx, Tx: tx, shared: &shared{once: map[reflect.Type]any{}, tick: p.Tick, before: before}}
		if base.Seed == 0 {
			base.Seed = uint64(tx.Now.Unix())
		}
		if scope.Settlement != "" {
			s, err := models.ByPublicID[models.Settlement](tx, scope.Settlement)
			if err != nil {
				return fmt.Errorf("settlement %s: %w", scope.Settlement, err)
			}
			base.One, report.Content = &s, ContentHash(&s)
		}
		for _, rule := range v.rules {
			if !rule.fits(scope) {
				continue
			}
			res := base.apply(rule)
			report.Rules = append(report.Rules, res)
			if p.Rule != nil {
				p.Rule(res)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		report.Block = base.shared.block
		if report.Whole() { // a broken rule has not seen what the marks would cover
			report.Marks = base.shared.marks
		}
		return nil
	})
	return report, err
}

// apply runs one rule.
func (r *Run) apply(rule Rule) Result {
	res := Result{Rule: rule.ID, Title: rule.Title, Status: StatusOK}
	at := *r
	at.Result = &res
	err := r.Tx.Try(func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v: %s", p, debug.Stack())
			}
		}()
		return rule.Check(&at)
	})
	var unchecked Unchecked
	var skipped Skipped
	switch {
	case errors.As(err, &unchecked):
		res.Status, res.Reason = StatusUnchecked, string(unchecked)
	case errors.As(err, &skipped):
		res.Status, res.Reason = StatusSkipped, string(skipped)
	case err != nil:
		res.Status, res.Failure = StatusFailed, err.Error()
	}
	if len(res.Findings) > 0 {
		res.Status = StatusViolation
	}
	return res
}
