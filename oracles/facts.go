package oracles

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
)

type address = common.Address

// facts is what the network says, read before the transaction.
type facts struct {
	now    time.Time
	source reports.SourceFact
	held   *money.Amount
}

// facts checks authority first, so that a stranger cannot make this server ask
// other servers.
func (s *Service) facts(ctx context.Context, r reports.Report) (facts, error) {
	var f facts
	var l *loaded
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		var err error
		l, err = load(tx, r)
		return err
	})
	if err != nil {
		return f, err
	}
	if l.Status == "" {
		return f, l.CheckConfig(time.Time{})
	}
	if _, err := reports.RecoverSigners(l.CommitteeState, r); err != nil {
		// A configuration that may not sign any more is the better answer.
		if f.now, _ = s.chainTime(ctx); !f.now.IsZero() {
			if refused := l.CheckConfig(f.now); refused != nil {
				return f, refused
			}
		}
		return f, err
	}
	if f.now, err = s.chainTime(ctx); err != nil || r.Snapshot == nil {
		return f, err
	}
	f.source = s.sourceFact(ctx, *r.Snapshot)
	if !l.Known {
		f.held = s.held(ctx, l.Spec, *r.Snapshot)
	}
	return f, nil
}
