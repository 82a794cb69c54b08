package jobs

import (
	"context"

	"makewhole/claims"
)

// settle drafts whatever is due, cover settlements and recoveries alike, and
// publishes the previews.
func (s Services) settle(ctx context.Context) (string, error) {
	report, err := s.Claims.DraftDue(ctx)
	if report == (claims.DraftReport{}) {
		return "", err
	}
	return report.String(), err
}
