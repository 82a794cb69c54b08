package jobs

import (
	"context"
	"errors"

	"makewhole/settlements"
)

// settle drafts whatever is due, cover settlements and recoveries alike,
// publishes the previews, and plans pushes where the configuration says so.
func (s Services) settle(ctx context.Context) (string, error) {
	report, err := s.Settlements.DraftDue(ctx)
	plans, planErr := s.Distributions.DistributeDue(ctx)
	sum := count{}
	sum.add(plans.Planned, "plans made")
	sum.add(plans.Approved, "plans approved by policy")
	if report != (settlements.DraftReport{}) {
		return join(report.String(), sum.String()), errors.Join(err, planErr)
	}
	return sum.String(), errors.Join(err, planErr)
}

func join(a, b string) string {
	if b == "" {
		return a
	}
	return a + ", " + b
}
