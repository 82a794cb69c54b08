package audit

import (
	"context"
	"errors"
	"fmt"
	"math/big"
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
	Script       Script // the second implementation, V15
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

// ErrScope says that a scope names what does not exist.
var ErrScope = errors.New("bad scope")

// Verifier runs the rules. It changes nothing.
type Verifier struct{ cfg Config }

// New checks the configuration.
func New(cfg Config) (*Verifier, error) {
	if cfg.DB == nil {
		return nil, errors.New("audit: DB is required")
	}
	cfg.Limits = cfg.Limits.orDefault()
	return &Verifier{cfg: cfg}, nil
}

// Status of a rule.
const (
	StatusOK        = "ok"
	StatusViolation = "violation"
	StatusUnchecked = "unchecked" // asked for and not possible
	StatusSkipped   = "skipped"   // not asked for, and what it needs is not here
	StatusFailed    = "failed"    // the rule itself broke; what it had found until then stands
)

// shown is how many violations of one rule are printed with their ids.
const shown = 20

// Finding is one violation.
type Finding struct {
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
}

// Result is the outcome of one rule.
type Result struct {
	Rule     string    `json:"rule"`
	Title    string    `json:"title"`
	Status   string    `json:"status"`
	Checked  int64     `json:"checked"`
	Findings []Finding `json:"findings,omitempty"`
	More     int64     `json:"more,omitempty"` // violations beyond the ones shown
	Reason   string    `json:"reason,omitempty"`
	Failure  string    `json:"failure,omitempty"` // error of the rule itself, beside what it found
	Note     string    `json:"note,omitempty"`    // what a reader needs to repeat the check
}

// Report is the outcome of all rules.
type Report struct {
	Rules []Result `json:"rules"`
	Block uint64   `json:"block,omitempty"` // at which contracts were read

	// Marks are what an incremental verification without violation may store, so
	// that the next one begins there.
	Marks []models.VerifyMark `json:"-"`
	// Content is the content hash of Scope.Settlement as its columns state it.
	Content common.Hash `json:"-"`
}

// Violations counts all violations.
func (r Report) Violations() (n int64) {
	for _, res := range r.Rules {
		n += int64(len(res.Findings)) + res.More
	}
	return n
}

// Checked counts what was looked at.
func (r Report) Checked() (n int64) {
	for _, res := range r.Rules {
		n += res.Checked
	}
	return n
}

// Whole reports that every rule came to its end, well or not.
func (r Report) Whole() bool {
	return !slices.ContainsFunc(r.Rules, func(res Result) bool { return res.Failure != "" })
}

// ExitCode is 0 when all is good, 1 on a violation, 2 when something could not
// be checked or a rule broke.
func (r Report) ExitCode() int {
	code := 0
	for _, res := range r.Rules {
		switch res.Status {
		case StatusViolation:
			return 1
		case StatusUnchecked, StatusFailed:
			code = 2
		}
	}
	return code
}

// errUnchecked carries why a rule could not be checked, errSkipped why a rule
// that nobody asked for did not run.
type (
	errUnchecked struct{ reason string }
	errSkipped   struct{ reason string }
)

func (e errUnchecked) Error() string { return e.reason }
func (e errSkipped) Error() string   { return e.reason }

// run is one verification: the read transaction and the rule at hand.
type run struct {
	Config
	Scope
	ctx context.Context
	tx  *models.Tx
	res *Result
	one *models.Settlement // of Scope.Settlement

	shared *shared
}

// begun is the finalized block from before the books were read: what the chain
// says of it is in the books, however long the verification takes. What became
// final since need not be.
type begun struct {
	head *types.Header
	err  error
}

func (v *Verifier) begin(ctx context.Context) (b begun) {
	if v.cfg.Chain != nil {
		b.head, b.err = v.cfg.Chain.Finalized(ctx)
	}
	return b
}

func (b begun) block() (*types.Header, error) {
	if b.err != nil {
		return nil, errUnchecked{fmt.Sprintf("read the finalized block: %v", b.err)}
	}
	return b.head, nil
}

// shared is what several rules of one verification read or leave behind.
type shared struct {
	payments *payments
	block    uint64 // last common block of chain and books, 0 = not read
	before   begun
	marks    []models.VerifyMark
	tick     func()
}

func (r *run) checked() {
	r.res.Checked++
	if r.shared.tick != nil {
		r.shared.tick()
	}
}

func (r *run) violation(subject, format string, args ...any) {
	r.res.add(Finding{subject, fmt.Sprintf(format, args...)})
}

func (res *Result) add(f Finding) {
	if len(res.Findings) == shown {
		res.More++
		return
	}
	res.Findings = append(res.Findings, f)
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
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.id == id }) {
			return Report{}, fmt.Errorf("%w: no rule %q", ErrScope, id)
		}
	}
	var report Report
	before := v.begin(ctx)
	err := v.cfg.DB.Read(ctx, func(tx *models.Tx) error {
		report = Report{}
		base := run{Config: v.cfg, Scope: scope, ctx: ctx, tx: tx, shared: &shared{tick: p.Tick, before: before}}
		if base.Seed == 0 {
			base.Seed = uint64(tx.Now.Unix())
		}
		if scope.Settlement != "" {
			s, err := models.ByPublicID[models.Settlement](tx, scope.Settlement)
			if err != nil {
				return fmt.Errorf("settlement %s: %w", scope.Settlement, err)
			}
			base.one, report.Content = &s, contentHash(&s)
		}
		for _, rule := range rules {
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
func (r *run) apply(rule rule) Result {
	res := Result{Rule: rule.id, Title: rule.title, Status: StatusOK}
	at := *r
	at.res = &res
	err := r.tx.Try(func() (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v: %s", p, debug.Stack())
			}
		}()
		return rule.check(&at)
	})
	var unchecked errUnchecked
	var skipped errSkipped
	switch {
	case errors.As(err, &unchecked):
		res.Status, res.Reason = StatusUnchecked, unchecked.reason
	case errors.As(err, &skipped):
		res.Status, res.Reason = StatusSkipped, skipped.reason
	case err != nil:
		res.Status, res.Failure = StatusFailed, err.Error()
	}
	if len(res.Findings) > 0 {
		res.Status = StatusViolation
	}
	return res
}

// eachSettlement calls fn for the settlements of the scope, in the order of id.
// An incremental run leaves out those whose content a mark covers.
func (r *run) eachSettlement(fn func(*models.Settlement) error) error {
	if r.one != nil {
		s := *r.one
		return fn(&s)
	}
	return models.EachRow(r.tx, func(s *models.Settlement) error {
		if r.Incremental {
			if covered, err := r.covered(s); err != nil || covered {
				return err
			}
		}
		return fn(s)
	})
}
