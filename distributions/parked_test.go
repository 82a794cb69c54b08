package distributions_test

import (
	"testing"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/distributions"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// parkedLine is an active settlement in which the line of the first of two names no
// receiver. With park nobody waits for one any more, as the claims desk says it.
func (w *world) parkedLine(park func(*models.Tx, *models.Entitlement) error) (*sending, models.Allocation) {
	w.T.Helper()
	s := &sending{world: w, node: newNode()}
	w.Rooms.Node = s.node
	inc := w.Settling(200, "alice", "bob")
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.OpenEntitlements(inc.ID, addr("alice"))
		if err != nil {
			return err
		}
		return park(tx, &rows[0])
	})
	s.st = w.Active(w.Draft(&inc))
	for _, l := range w.Stored(s.st) {
		if l.Line.Receiver.Address == roomtest.Distributor {
			return s, l.Line
		}
	}
	w.T.Fatal("no line names the distributor")
	return nil, models.Allocation{}
}

// silently parks a line by the steps of the table.
func silently(tx *models.Tx, e *models.Entitlement) error {
	job := models.JobActor(states.JobWindows)
	row := models.ReceiverWait{PublicID: models.NewID("wai"), EntitlementID: e.ID, Since: tx.Now}
	if err := models.Start(tx, states.ReceiverWait, &row, "wait", job, ""); err != nil {
		return err
	}
	return models.Move(tx, states.ReceiverWait, &row, "park", job, "")
}

// TestParkedLineIsNotPushed: nobody can collect it, so no plan sends it and it has
// no proof to redeem with.
func TestParkedLineIsNotPushed(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s, l := w.parkedLine(silently)
		if !settlements.Parked(&l, &w.Pool) {
			t.Fatal("not parked")
		}
		if p := s.plan(distributions.PlanInput{PushAll: true}); p.Pushed != 1 {
			t.Errorf("%d lines are pushed, want bob's", p.Pushed)
		}
		_, err := w.Rooms.PlanDistribution(ctx, w.Sara, s.st.PublicID, distributions.PlanInput{OnlyPush: true, Push: []string{l.PublicID}})
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.Proof(ctx, s.st.PublicID, l.PublicID)
		wantErr(t, err, models.ErrState)
	})
}

// TestVerifyWantsAParkedLine: V3 finds a leaf to the distributor whose line nobody
// parked, and no other.
func TestVerifyWantsAParkedLine(t *testing.T) {
	for name, want := range map[string]struct {
		park     func(*models.Tx, *models.Entitlement) error
		findings int
	}{
		"by its table": {silently, 0},
		"by a row alone": {func(tx *models.Tx, e *models.Entitlement) error {
			return models.Insert(tx, &models.ReceiverWait{PublicID: models.NewID("wai"), EntitlementID: e.ID, Since: tx.Now, State: states.ReceiverWaitParked})
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				_, l := w.parkedLine(want.park)
				v, err := rules.New(audit.Config{DB: w.DB, ChainID: roomtest.ChainID})
				if err != nil {
					w.T.Fatal(err)
				}
				report, err := v.Check(ctx, audit.Scope{Rules: []string{"V3"}}, audit.Progress{})
				if err != nil {
					w.T.Fatal(err)
				}
				got := report.Rules[0].Findings
				if len(got) != want.findings || len(got) > 0 && got[0].Subject != l.PublicID {
					w.T.Errorf("%+v", report.Rules[0])
				}
			})
		})
	}
}
