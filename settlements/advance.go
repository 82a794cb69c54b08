package settlements

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// StepReport counts what one run of Advance moved.
type StepReport struct {
	Earmarked, Activated, SettledIncidents, RecoveriesOpened, Released int
	ObjectionsPassed, ObjectionsLapsed                                 int // to a senior; unanswered for good
}

func (r StepReport) String() string {
	return fmt.Sprintf("earmarked %d, activated %d, settled %d, recoveries opened %d, earmarks of ended incidents released %d, objections passed on %d, unanswered %d",
		r.Earmarked, r.Activated, r.SettledIncidents, r.RecoveriesOpened, r.Released, r.ObjectionsPassed, r.ObjectionsLapsed)
}

// stepJob is who moves what time alone moves.
var stepJob = models.JobActor(states.JobWindows)

// Advance does everything of settlements that follows from time alone: contested
// money whose hold is over, earmarks for confirmed incidents, the doors of
// published settlements, objections that are overdue, the end of settling, and
// earmarks of what ended otherwise. It is safe to run at any time and to kill
// anywhere: each step is a transaction of its own and finds its work by state.
func (s *Service) Advance(ctx context.Context) (StepReport, error) {
	var r StepReport
	err := errors.Join(
		s.releaseRecoveries(ctx, &r.RecoveriesOpened),
		service.EachIncident(ctx, s.DB, s.earmark, &r.Earmarked, models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen,
			models.IncidentClaimsClosed, models.IncidentSettling),
		s.activate(ctx, &r.Activated),
		s.passObjections(ctx, &r.ObjectionsPassed, &r.ObjectionsLapsed),
		service.EachIncident(ctx, s.DB, s.finishSettlement, &r.SettledIncidents, models.IncidentClaimsClosed, models.IncidentSettling),
		service.EachIncident(ctx, s.DB, s.releaseEnded, &r.Released, models.IncidentRejected, models.IncidentClosed, models.IncidentMerged),
	)
	return r, err
}
