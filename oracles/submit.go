package oracles

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/oracles/reports"
)

// Submit takes the bytes of one report from a named source ("api",
// "pull:<name>") and stores it, counts it, or refuses it with a *Rejection. The
// same report again, also on another instance at the same moment, changes
// nothing.
func (s *Service) Submit(ctx context.Context, source string, raw []byte) (Receipt, error) {
	r, err := reports.ParseReport(raw, s.Limits)
	if err != nil {
		return Receipt{}, err
	}
	return s.submit(ctx, source, r)
}

// submit asks the network, but only for somebody who may report at all, and
// then decides in one transaction.
func (s *Service) submit(ctx context.Context, source string, r reports.Report) (Receipt, error) {
	facts, err := s.facts(ctx, r)
	if err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	var refused error
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		receipt, refused = Receipt{}, nil
		var err error
		receipt, err = decide(tx, s.Operator, source, r, facts)
		var kept *keptError
		if errors.As(err, &kept) {
			refused = kept.Rejection
			return nil
		}
		if err != nil {
			return err
		}
		tx.Result(receipt)
		return nil
	})
	if err == nil {
		err = refused
	}
	return receipt, err
}

// keptError is a refusal whose evidence was stored: the transaction commits.
type keptError struct{ *reports.Rejection }

// decide loads, evaluates and saves.
func decide(tx *models.Tx, operator address, source string, r reports.Report, f facts) (Receipt, error) {
	l, err := load(tx, r)
	if err != nil {
		return Receipt{}, err
	}
	l.Source, l.Held = f.source, f.held
	out, err := reports.Evaluate(l.CommitteeState, r, f.now)
	if err != nil {
		return Receipt{}, l.keep(tx, source, r, out, err)
	}
	if out.Known {
		return l.receipt(r, out), nil
	}
	if err := l.store(tx, operator, source, r, out); err != nil {
		return Receipt{}, fmt.Errorf("store %s: %w", r.Kind, err)
	}
	return l.receipt(r, out), nil
}

// receipt describes the rows after they were saved.
func (l *loaded) receipt(r reports.Report, out reports.Outcome) Receipt {
	rc := Receipt{Kind: r.Kind, Digest: out.Digest, Reason: out.Reason, Have: out.Have, Need: out.Need, Known: out.Known}
	switch {
	case r.Snapshot != nil:
		rc.ID, rc.State = l.snapshot.PublicID, l.snapshot.State
	case r.Set != nil:
		rc.ID, rc.State = l.set.PublicID, l.set.State
	default:
		rc.ID, rc.State = l.settlement.PublicID, models.SnapshotCollecting
		if out.Quorum || out.Known {
			rc.State = models.SnapshotQuorum
		}
	}
	if rc.Reason != "" {
		rc.State = "pending"
	}
	return rc
}
