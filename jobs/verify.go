package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"makewhole/audit"
	"makewhole/models"
)

// Names of the two verification jobs.
const (
	jobSend  = "send"
	jobWatch = "watch"
	// jobRespond answers what monitors found.
	jobRespond = "respond"
	jobVerify  = "verify"
	jobFull    = "verify-full"
)

// lateRule says what is late. Late is not wrong: it fails the job, which is the
// alarm, and does not freeze settlement, because what waits for the chain or for
// a person would then wait for two more.
const lateRule = "V14"

// publicationRules are what must hold of a settlement before its order is taken.
var publicationRules = []string{"V2", "V3", "V4", "V5", "V8", "V11"}

// verify looks at what is new since the last run and at what is open. Until a
// full run has passed, and after a run of either job that has not, it looks at
// everything: a violation that two people cleared and that is still there
// freezes again.
func (s Services) verify(ctx context.Context) (string, error) {
	full, err := s.lastFailed(ctx)
	if err != nil {
		return "", err
	}
	return s.verified(ctx, jobVerify, audit.Scope{Incremental: !full})
}

// verifyFull looks at everything.
func (s Services) verifyFull(ctx context.Context) (string, error) {
	return s.verified(ctx, jobFull, audit.Scope{})
}

// lastFailed reports whether the last run of either job did not pass, or no full
// run did yet.
func (s Services) lastFailed(ctx context.Context) (failed bool, err error) {
	err = s.DB.Read(ctx, func(tx *models.Tx) error {
		works, err := tx.Works()
		for _, w := range works {
			if w.Job == jobFull && w.LastOKAt == nil || (w.Job == jobFull || w.Job == jobVerify) && w.LastError != "" {
				failed = true
			}
		}
		return err
	})
	return failed, err
}

// verified runs one verification and freezes settlement when a rule is violated.
// What could not be checked, a rule that broke, and what is late, is an error of
// the run.
func (s Services) verified(ctx context.Context, job string, scope audit.Scope) (string, error) {
	if s.Verifier == nil {
		return "", errors.New("no verifier is configured")
	}
	report, err := s.Verifier.Check(ctx, scope, audit.Progress{})
	if err := errors.Join(s.freezeOn(ctx, job, report), err); err != nil {
		return "", errors.Join(err, complaints(report))
	}
	if err := s.storeMarks(ctx, report.Marks); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d things checked", report.Checked()), complaints(report)
}

// freezeOn stops settlement when a rule other than the late one is violated.
func (s Services) freezeOn(ctx context.Context, job string, report audit.Report) error {
	reason, n := violations(report)
	if n == 0 {
		return nil
	}
	reason = fmt.Sprintf("%s: %d violations: %s", job, n, reason)
	ctx = context.WithoutCancel(ctx) // what was found freezes, whatever ended the run
	err := s.DB.Tx(ctx, func(tx *models.Tx) error { return tx.Freeze(reason, models.JobActor(job)) })
	return errors.Join(fmt.Errorf("settlement is frozen: %s", reason), err)
}

// violations names the first finding of each violated rule.
func violations(report audit.Report) (string, int64) {
	var parts []string
	n := int64(0)
	for _, res := range report.Rules {
		if res.Rule == lateRule || len(res.Findings) == 0 {
			continue
		}
		n += int64(len(res.Findings)) + res.More
		parts = append(parts, fmt.Sprintf("%s %s %s", res.Rule, res.Findings[0].Subject, res.Findings[0].Detail))
	}
	return strings.Join(parts, "; "), n
}

// complaints joins what could not be checked and what is late.
func complaints(report audit.Report) (err error) {
	for _, res := range report.Rules {
		if res.Failure != "" {
			err = errors.Join(err, fmt.Errorf("rule %s broke: %s", res.Rule, res.Failure))
		}
		if res.Status == audit.StatusUnchecked {
			err = errors.Join(err, fmt.Errorf("rule %s was not checked: %s", res.Rule, res.Reason))
		}
		if res.Rule == lateRule && len(res.Findings) > 0 {
			f := res.Findings[0]
			err = errors.Join(err, fmt.Errorf("rule %s: %d late, first %s %s", res.Rule, int64(len(res.Findings))+res.More, f.Subject, f.Detail))
		}
	}
	return err
}

func (s Services) storeMarks(ctx context.Context, marks []models.VerifyMark) error {
	if len(marks) == 0 {
		return nil
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error { return tx.StoreMarks(marks) })
}

// checkPublication verifies one settlement whose order is signed and writes down
// that it passed. Anything else leaves no record, so the order is not accepted.
func (s Services) checkPublication(ctx context.Context, st models.Settlement) error {
	if s.Verifier == nil {
		return errors.New("no verifier is configured")
	}
	scope := audit.Scope{Settlement: st.PublicID, Rules: publicationRules, Publication: true}
	report, err := s.Verifier.Check(ctx, scope, audit.Progress{})
	if err := errors.Join(s.freezeOn(ctx, "orders", report), err); err != nil {
		return err
	}
	if err := complaints(report); err != nil {
		return fmt.Errorf("publication of %s waits: %w", st.PublicID, err)
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		return tx.RecordPublicationCheck(models.PublicationCheck{
			SettlementID: st.ID, ContentHash: models.H(report.Content), Rules: strings.Join(publicationRules, ","),
			Checked: report.Checked(), BlockNumber: int64(report.Block),
		})
	})
}
