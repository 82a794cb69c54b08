package settlements

import (
	"fmt"

	"makewhole/models"
	"makewhole/service"
)

// oneRound refuses to draft one kind of money while the other is under way: a
// round starts when every settlement of the last can no longer be cancelled, so
// that no two drafts rest on each other. The job just finds nothing to do.
func (in *state) oneRound(by models.Actor, kind string) error {
	for i := range in.settlements {
		st := &in.settlements[i]
		if st.Kind == kind || irrevocable(st.State) {
			continue
		}
		if by.Kind == models.ActorJob {
			return ErrNothingToSettle
		}
		return fmt.Errorf("%w: settlement %s is %s; the next round starts when it is active or cancelled", service.ErrConflict, st.PublicID, st.State)
	}
	return nil
}

// irrevocable reports whether a settlement can no longer be cancelled, or was.
func irrevocable(state string) bool {
	return state == models.SettlementActive || state == models.SettlementClosed || state == models.SettlementCancelled
}
