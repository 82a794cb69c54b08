package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"makewhole/audit"
	"makewhole/chain/indexing"
	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/distributions"
	"makewhole/incidents/respond"
	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/settlements"
)

// Services is what the jobs join. Sender may be nil where this instance does
// not send; the chain parts may be nil without a chain.
type Services struct {
	DB            *models.DB
	Claims        *claims.Service
	Settlements   *settlements.Service
	Corrections   *corrections.Service
	Distributions *distributions.Service
	Oracles       *oracles.Service
	Indexer       *indexing.Indexer
	Observer      *indexing.Observer
	Sender        *outbox.Sender
	Watcher       *watch.Watcher     // nil where no modules are watched
	Responder     *respond.Responder // nil where no key is held that pauses
	Verifier      *audit.Verifier
	Signer        note.Signer // signs audit checkpoints
	AuditKey      string      // public half of Signer; empty = the store is not asked whether it signs
	Origin        string      // names the audit log in checkpoints, for example "makewhole.example/log"
}

// Schedules are the defaults; configuration may replace any of them by name.
var Schedules = map[string]string{
	"pull":        "@every 1m",
	"reconcile":   "@every 15s",
	"windows":     "@every 30s",
	"settle":      "@every 5m",
	"orders":      "@every 15s",
	"send":        "@every 5s",
	"watch":       "@every 2s",
	"respond":     "@every 2s",
	"checkpoint":  "@every 5m",
	"verify":      "@every 1h",
	"verify-full": "20 2 * * *",
	"tidy":        "@every 10m",
	"rescan":      "40 1 * * *",
}

// Table lists the jobs in the order in which one hand-made round would run
// them. Schedules not named in replace keep their default.
func Table(s Services, replace map[string]string) ([]Job, error) {
	all := []Job{
		{Name: "pull", OnChain: true, Help: "pull oracle reports from configured sources, look again at waiting ones", Run: s.pull},
		{Name: "reconcile", OnChain: true, Help: "read final chain events, observe pools, apply both to the books", Run: s.reconcile},
		{Name: "windows", Help: "open and close claim windows, end cooling-off, expire and escalate, make exclusions final, pass on overdue objections", Run: s.windows},
		{Name: "settle", OnChain: true, Help: "draft settlements and recoveries, publish drafts", Run: s.settle},
		{Name: "orders", OnChain: true, Help: "verify settlements whose order a quorum has signed, accept the order", Run: s.orders},
		{Name: jobSend, OnChain: true, Help: "send, replace and confirm outbox transactions", Run: s.send},
		{Name: jobWatch, OnChain: true, Help: "take in new blocks of the watched chain, judge them by its monitors", Run: s.watch},
		{Name: jobRespond, OnChain: true, Help: "answer findings by accepted plans: pause modules, read pauses back", Run: s.respond},
		{Name: "checkpoint", Help: "integrate audit entries into the tree and sign its head", Run: s.checkpoint},
		{Name: jobVerify, OnChain: true, Help: "check what is new or open in books and chain; freeze settlement on a violation", Run: s.verify},
		{Name: jobFull, OnChain: true, Help: "check everything in books and chain by all rules; freeze settlement on a violation", Run: s.verifyFull},
		{Name: "rescan", OnChain: true, Help: "read old blocks again, the next hundred thousand, and store events that are missing", Run: s.rescan},
		{Name: "tidy", Help: "empty SQLite's log, forget ended sessions and old idempotency keys", Run: s.tidy},
	}
	if s.Sender == nil { // the tick of an instance without a key would be taken from one that has it
		all = slices.DeleteFunc(all, func(j Job) bool { return j.Name == jobSend })
	}
	if s.Responder == nil {
		all = slices.DeleteFunc(all, func(j Job) bool { return j.Name == jobRespond })
	}
	if s.Watcher == nil {
		all = slices.DeleteFunc(all, func(j Job) bool { return j.Name == jobWatch })
	}
	for i := range all {
		all[i].Schedule = Schedules[all[i].Name]
		if spec, ok := replace[all[i].Name]; ok {
			all[i].Schedule = spec
		}
	}
	for name := range replace {
		if _, ok := Schedules[name]; !ok {
			return nil, fmt.Errorf("%w: %q", ErrUnknownJob, name)
		}
	}
	return all, nil
}

// pull fetches reports and looks again at those that waited for a final block.
func (s Services) pull(ctx context.Context) (string, error) {
	results, pullErr := s.Oracles.Pull(ctx)
	again, err := s.Oracles.Recheck(ctx)
	sum := count{}
	for _, r := range results {
		sum.add(r.Accepted, "reports")
		pullErr = errors.Join(pullErr, r.Err)
	}
	sum.add(again, "reports looked at again")
	return sum.String(), errors.Join(pullErr, err)
}

// reconcile brings the books to the last final block. Each step is safe alone,
// so one that fails does not stop the next.
func (s Services) reconcile(ctx context.Context) (string, error) {
	if s.Indexer == nil {
		return "", errors.New("no chain is configured")
	}
	sum := count{}
	var errs []error
	for _, step := range []struct {
		what string
		run  func(context.Context) (int, error)
	}{
		{"events", s.Indexer.RunOnce},
		{"pools observed", s.observe},
		{"oracle events", s.Oracles.ApplyEvents},
		{"business events", s.applyBusiness},
		{"payouts compared", s.checkPayouts},
	} {
		n, err := step.run(ctx)
		sum.add(n, step.what)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", step.what, err))
		}
	}
	return sum.String(), errors.Join(errs...)
}

// watch takes in the blocks up to the head. What was found is answered at once, where
// this instance can.
func (s Services) watch(ctx context.Context) (string, error) {
	taken, err := s.Watcher.RunOnce(ctx)
	if s.Responder == nil || taken == "" {
		return taken, err
	}
	answered, respondErr := s.respond(ctx)
	if answered != "" {
		taken += ", " + answered
	}
	return taken, errors.Join(err, respondErr)
}

// respond answers findings, and sends at once what was queued.
func (s Services) respond(ctx context.Context) (string, error) {
	report, err := s.Responder.RunOnce(ctx)
	if report.Queued > 0 && s.Sender != nil {
		_, sendErr := s.Sender.Run(ctx)
		err = errors.Join(err, sendErr)
	}
	return report.String(), err
}

// rescanMost is how many blocks one night reads again.
const rescanMost = 100_000

// rescan reads old blocks again.
func (s Services) rescan(ctx context.Context) (string, error) {
	if s.Indexer == nil {
		return "", errors.New("no chain is configured")
	}
	again, err := s.Indexer.RescanNext(ctx, rescanMost)
	if err != nil || again.To == 0 {
		return "", err
	}
	return again.String(), nil
}

// observe reports nothing done: an observation is no event.
func (s Services) observe(ctx context.Context) (int, error) {
	_, err := s.Observer.RunOnce(ctx)
	return 0, err
}

func (s Services) applyBusiness(ctx context.Context) (int, error) {
	report, err := s.Settlements.ApplyEvents(ctx)
	return report.Applied, err
}

// checkPayouts compares payments with balances and writes down real costs.
func (s Services) checkPayouts(ctx context.Context) (int, error) {
	report, err := s.Distributions.CheckPayouts(ctx)
	return report.Checks, err
}

// windows moves what time alone moves: exclusions first, which end lines, then
// claims, whose lines decide what is left to settle.
func (s Services) windows(ctx context.Context) (string, error) {
	var out []string
	excluded, exclErr := s.Corrections.Advance(ctx)
	if excluded > 0 {
		out = append(out, fmt.Sprintf("exclusions final %d", excluded))
	}
	report, err := s.Claims.AdvanceWindows(ctx)
	if report != (claims.WindowReport{}) {
		out = append(out, report.String())
	}
	steps, stepErr := s.Settlements.Advance(ctx)
	if steps != (settlements.StepReport{}) {
		out = append(out, steps.String())
	}
	return strings.Join(out, ", "), errors.Join(exclErr, err, stepErr)
}

// send runs rounds of the outbox (confirm, replace, sign, broadcast) while
// something moves.
func (s Services) send(ctx context.Context) (string, error) {
	report, err := s.Sender.Run(ctx)
	if report.Idle() {
		return "", err
	}
	return report.String(), err
}

// orders turns a quorum of signatures over an order into a publish intent, after
// a verification of exactly that settlement.
func (s Services) orders(ctx context.Context) (string, error) {
	var waiting []models.Settlement
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		frozen, _, err := tx.Frozen()
		if err != nil || frozen {
			return err
		}
		waiting, err = tx.SettlementsIn(models.SettlementApproved)
		return err
	})
	sum := count{}
	for _, st := range waiting {
		sigs, quorum, sigErr := s.Oracles.OrderSignatures(ctx, st.PublicID)
		if sigErr == nil && quorum {
			sigErr = s.checkPublication(ctx, st)
		}
		if sigErr == nil && quorum {
			if _, sigErr = s.Settlements.AcceptOrder(ctx, st.PublicID, sigs); sigErr == nil {
				sum.add(1, "orders accepted")
			}
		}
		err = errors.Join(err, sigErr)
	}
	return sum.String(), err
}
