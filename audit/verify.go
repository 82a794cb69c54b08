package audit

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"golang.org/x/mod/sumdb/note"

	"makewhole/models"
)

// Chain is what verification reads from a node.
type Chain interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
}

// Config is what a Verifier needs. Without Chain the rules that compare with a
// chain report that they could not be checked.
type Config struct {
	DB           *models.DB
	Chain        Chain
	ChainID      uint64
	Distributors []common.Address
	FromBlock    uint64 // where the contracts were deployed
	Machines     []models.Machine
	Checkpoints  note.Verifier // public key of the audit log; nil = signatures are not checked
}

// Verifier runs the rules. It changes nothing.
type Verifier struct{ cfg Config }

// New checks the configuration.
func New(cfg Config) (*Verifier, error) {
	if cfg.DB == nil {
		return nil, errors.New("audit: DB is required")
	}
	return &Verifier{cfg: cfg}, nil
}

// Status of a rule.
const (
	StatusOK        = "ok"
	StatusViolation = "violation"
	StatusUnchecked = "unchecked"
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
}

// Report is the outcome of all rules.
type Report struct {
	Rules []Result `json:"rules"`
}

// Violations counts all violations.
func (r Report) Violations() (n int64) {
	for _, res := range r.Rules {
		n += int64(len(res.Findings)) + res.More
	}
	return n
}

// ExitCode is 0 when all is good, 1 on a violation, 2 when something could not
// be checked.
func (r Report) ExitCode() int {
	code := 0
	for _, res := range r.Rules {
		switch res.Status {
		case StatusViolation:
			return 1
		case StatusUnchecked:
			code = 2
		}
	}
	return code
}

// errUnchecked carries why a rule could not be checked.
type errUnchecked struct{ reason string }

func (e errUnchecked) Error() string { return e.reason }

// run is one verification: the read transaction and the rule at hand.
type run struct {
	Config
	ctx context.Context
	tx  *models.Tx
	res *Result

	shared *shared
}

// shared is what several rules of one verification read.
type shared struct{ payments *payments }

func (r *run) checked() { r.res.Checked++ }

func (r *run) violation(subject, format string, args ...any) {
	if len(r.res.Findings) == shown {
		r.res.More++
		return
	}
	r.res.Findings = append(r.res.Findings, Finding{subject, fmt.Sprintf(format, args...)})
}

// Verify runs every rule over one consistent snapshot. Progress, when given, is
// called with each finished rule. An error means that a rule broke, not that it
// was violated.
func (v *Verifier) Verify(ctx context.Context, progress func(Result)) (Report, error) {
	var report Report
	err := v.cfg.DB.Read(ctx, func(tx *models.Tx) error {
		report = Report{}
		var reading shared
		for _, rule := range rules {
			res := Result{Rule: rule.id, Title: rule.title, Status: StatusOK}
			err := rule.check(&run{Config: v.cfg, ctx: ctx, tx: tx, res: &res, shared: &reading})
			var unchecked errUnchecked
			if errors.As(err, &unchecked) {
				res.Status, res.Reason = StatusUnchecked, unchecked.reason
			} else if err != nil {
				return fmt.Errorf("rule %s: %w", rule.id, err)
			}
			if len(res.Findings) > 0 {
				res.Status = StatusViolation
			}
			report.Rules = append(report.Rules, res)
			if progress != nil {
				progress(res)
			}
		}
		return nil
	})
	return report, err
}
