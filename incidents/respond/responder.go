package respond

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/states"
)

// Node is what responding needs of a chain.
type Node interface {
	Head(ctx context.Context) (*types.Header, error)
	HeaderAt(ctx context.Context, number uint64) (*types.Header, error)
	BatchCallAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]chain.CallResult, error)
}

// Config is what New needs.
type Config struct {
	DB        *models.DB
	Node      Node
	Now       func() time.Time
	Log       *slog.Logger
	Chain     uint64
	Sender    common.Address // whose key pauses
	Witnesses int            // nodes that must agree about a block before it is watched; our own node, which runs it, counts as two
	Proven    time.Duration  // a plan proven longer ago than this has no automatic authority; 0 = 7 days
}

// Proving.
const (
	provenFor  = 7 * 24 * time.Hour
	proveEvery = 24 * time.Hour
	proveAgain = 10 * time.Minute // after one that failed
)

// Responder carries plans out on one chain. What it keeps between rounds can be
// lost at any time.
type Responder struct {
	Config
	round sync.Mutex
	read  map[common.Hash]*Plan // by the hash of their files
	tried map[int64]time.Time   // when a plan was proven last, by its row
}

// New checks the configuration.
func New(c Config) (*Responder, error) {
	if c.DB == nil || c.Node == nil || c.Now == nil || c.Log == nil || c.Chain == 0 || c.Sender == (common.Address{}) {
		return nil, errors.New("respond: DB, Node, Now, Log, Chain and Sender are required")
	}
	if c.Proven == 0 {
		c.Proven = provenFor
	}
	return &Responder{Config: c, read: map[common.Hash]*Plan{}, tried: map[int64]time.Time{}}, nil
}

// Report is what a round did.
type Report struct {
	Called, Queued, Contained, Withdrawn, Ended, Failed int
}

func (r Report) String() string {
	out := ""
	for _, x := range []struct {
		n    int
		what string
	}{{r.Called, "called"}, {r.Queued, "queued"}, {r.Contained, "contained"}, {r.Withdrawn, "withdrawn"}, {r.Ended, "ended"}, {r.Failed, "failed"}} {
		if x.n > 0 {
			if out != "" {
				out += ", "
			}
			out += fmt.Sprintf("%d %s", x.n, x.what)
		}
	}
	if out != "" {
		out = "responses: " + out
	}
	return out
}

// view is what a round knows of the chain: how far it is watched, and its head.
type view struct {
	at   models.WatchedChain
	head *types.Header
	*Report
}

// RunOnce looks once at what was found and at the chain, and takes every step that
// is possible now. It may be stopped anywhere and run again by anybody; an error of
// one response does not stop the others.
func (w *Responder) RunOnce(ctx context.Context) (Report, error) {
	w.round.Lock()
	defer w.round.Unlock()
	v := &view{Report: &Report{}}
	plans, open, err := w.load(ctx, v)
	if err != nil || len(plans) == 0 && len(open) == 0 {
		return Report{}, err
	}
	if v.head, err = w.Node.Head(ctx); err != nil {
		return Report{}, fmt.Errorf("the head of chain %d is unknown: %w", w.Chain, err)
	}
	var errs []error
	for i := range plans {
		if err := w.call(ctx, v, &plans[i]); err != nil {
			errs = append(errs, fmt.Errorf("plan %s: %w", plans[i].Name, err))
		}
	}
	for i := range plans {
		if err := w.prove(ctx, v, &plans[i], open); err != nil {
			errs = append(errs, fmt.Errorf("prove plan %s: %w", plans[i].Name, err))
		}
	}
	_, open, err = w.load(ctx, v)
	errs = append(errs, err)
	for i := range open {
		if err := w.step(ctx, v, &open[i]); err != nil {
			errs = append(errs, fmt.Errorf("response %s: %w", open[i].PublicID, err))
		}
	}
	return *v.Report, errors.Join(errs...)
}

// load reads plans that are called, responses that are not over, and how far the
// chain is watched.
func (w *Responder) load(ctx context.Context, v *view) (plans []models.ResponsePlan, open []models.Response, err error) {
	err = w.DB.Read(ctx, func(tx *models.Tx) error {
		if plans, err = tx.AcceptedPlans(int64(w.Chain)); err != nil {
			return err
		}
		if open, err = tx.OpenResponses(int64(w.Chain)); err != nil {
			return err
		}
		v.at, err = tx.WatchedChainOf(int64(w.Chain))
		return err
	})
	if errors.Is(err, models.ErrNotFound) {
		err = nil // nothing was watched yet, so nothing was found
	}
	return plans, open, err
}

// plan reads the file of a plan, once.
func (w *Responder) plan(row *models.ResponsePlan) (*Plan, error) {
	if p := w.read[row.ContentHash.Hash]; p != nil {
		return p, nil
	}
	p, err := ReadPlan(row.Content)
	if err != nil {
		return nil, fmt.Errorf("the stored file: %w", err)
	}
	w.read[row.ContentHash.Hash] = p
	return p, nil
}

// names are the monitors that call a plan.
func (p *Plan) names() []string {
	out := make([]string, len(p.Monitors))
	for i, m := range p.Monitors {
		out[i] = m.Monitor
	}
	return out
}

func byJob() models.Actor { return models.JobActor(states.JobRespond) }

// step takes a response as far as it goes now.
func (w *Responder) step(ctx context.Context, v *view, r *models.Response) error {
	var plan models.ResponsePlan
	err := w.DB.Read(ctx, func(tx *models.Tx) (err error) {
		plan, err = models.ByID[models.ResponsePlan](tx, r.PlanID)
		return err
	})
	if err != nil {
		return err
	}
	p, err := w.plan(&plan)
	if err != nil {
		return err
	}
	s, ok := p.Step(r.Step)
	if !ok {
		return fmt.Errorf("plan %s has no step %s", plan.PublicID, r.Step)
	}
	t := &turn{Responder: w, view: v, plan: plan, file: p, of: s, row: r}
	switch r.State {
	case states.ResponseWithdrawn:
		return t.withdrawn(ctx)
	case states.ResponseWaiting:
		return t.waiting(ctx)
	case states.ResponseQueued:
		return t.queued(ctx)
	}
	return t.contained(ctx)
}

// turn is one response in one round.
type turn struct {
	*Responder
	*view
	plan models.ResponsePlan
	file *Plan
	of   *Step
	row  *models.Response
}

// tx is one transaction about the response. Each try of it begins with the row as it
// was, and so does what follows one that failed.
func (t *turn) tx(ctx context.Context, fn func(*models.Tx) error) error {
	was := *t.row
	err := t.DB.Tx(ctx, func(tx *models.Tx) error {
		*t.row = was
		return fn(tx)
	})
	if err != nil {
		*t.row = was
	}
	return err
}

// standing are the findings behind the response, none when the plan is not called
// any more.
func (t *turn) standing(tx *models.Tx) ([]models.Finding, error) {
	if t.plan.State != states.PlanOfAccepted {
		return nil, nil
	}
	return tx.StandingFindings(t.row, t.file.names())
}

// shows asks whether the chain shows the pause at a block. An answer that is none
// is an error.
func (t *turn) shows(ctx context.Context, block common.Hash) (bool, error) {
	read := t.of.ReadBack()
	out, err := t.Node.BatchCallAtHash(ctx, []ethereum.CallMsg{{To: &read.To, Data: read.Data}}, block)
	if err == nil {
		err = out[0].Err
	}
	if err != nil {
		return false, fmt.Errorf("read the pause of %s at block %s: %w", read.To, block, err)
	}
	shown, err := read.Shows(out[0].Data)
	if err != nil {
		err = fmt.Errorf("read the pause of %s at block %s: %w", read.To, block, err)
	}
	return shown, err
}

// simulate runs the call on a block. why is the reason of one that reverts; an
// error is that nobody can tell.
func (w *Responder) simulate(ctx context.Context, to common.Address, call []byte, block common.Hash) (why string, err error) {
	out, err := w.Node.BatchCallAtHash(ctx, []ethereum.CallMsg{{From: w.Sender, To: &to, Data: call}}, block)
	if err != nil {
		return "", fmt.Errorf("simulate the call of %s: %w", to, err)
	}
	if out[0].Err == nil {
		return "", nil
	}
	var revert *chain.RevertError
	if !errors.As(chain.AsRevert(out[0].Err), &revert) {
		return "", fmt.Errorf("simulate the call of %s: %w", to, out[0].Err)
	}
	if why = chain.ExplainRevert(revert.Data); why == "" {
		why = revert.Text
	}
	return brief("the call would revert: " + why), nil
}

func brief(text string) string {
	if len(text) > 300 {
		return text[:300]
	}
	return text
}
