package respond

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum"

	"makewhole/incidents"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// call begins the responses that findings call for, in one transaction a plan: the
// incident where there is none, the findings attached to it, one response a step.
func (w *Responder) call(ctx context.Context, v *view, row *models.ResponsePlan) error {
	p, err := w.plan(row)
	if err != nil {
		return err
	}
	called := 0
	err = w.DB.Tx(ctx, func(tx *models.Tx) error {
		called = 0
		found, err := tx.CallingFindings(row, p.module, p.names())
		if err != nil {
			return err
		}
		for i := range found {
			n, err := w.answer(tx, row, p, &found[i])
			if err != nil {
				return fmt.Errorf("finding %s: %w", found[i].PublicID, err)
			}
			called += n
		}
		return nil
	})
	if err == nil {
		v.Called += called
	}
	return err
}

// answer begins what one finding calls for. It returns how many responses began:
// none for a finding of an incident that has them.
func (w *Responder) answer(tx *models.Tx, row *models.ResponsePlan, p *Plan, f *models.Finding) (int, error) {
	inc, err := w.incidentOf(tx, row, f)
	if err != nil {
		return 0, err
	}
	if f.State == states.FindingOpen {
		f.IncidentID = &inc.ID
		reason := "it calls plan " + row.Name
		if err := models.Move(tx, states.Finding, f, "attach", byJob(), reason, "incident_id"); err != nil {
			return 0, err
		}
	}
	began := 0
	for i := range p.Steps {
		s := &p.Steps[i]
		_, err := tx.ResponseOf(inc.ID, row.Name, s.Name)
		if err == nil {
			continue
		}
		if !errors.Is(err, models.ErrNotFound) {
			return 0, err
		}
		r := models.Response{
			PublicID: models.NewID("rsp"), ChainID: row.ChainID, IncidentID: inc.ID, ModuleID: row.ModuleID, PlanID: row.ID, FindingID: f.ID,
			PlanName: row.Name, Step: s.Name, Class: s.Authority.String(), Authority: string(Never), Why: "not judged yet",
			Sender: models.Addr(w.Sender), Target: models.Addr(s.to), Call: s.call,
		}
		if err := models.Start(tx, states.Response, &r, "call", byJob(), "finding "+f.PublicID); err != nil {
			return 0, err
		}
		began++
	}
	return began, nil
}

// incidentOf is the incident of a finding: the one that it belongs to, the one
// whose responses about the module are under way, or a new suspicion.
func (w *Responder) incidentOf(tx *models.Tx, row *models.ResponsePlan, f *models.Finding) (models.Incident, error) {
	if f.IncidentID != nil {
		return models.ByID[models.Incident](tx, *f.IncidentID)
	}
	inc, err := tx.NewestIncidentOf(row.ModuleID)
	if !errors.Is(err, models.ErrNotFound) {
		return inc, err
	}
	module, err := models.ByID[models.Module](tx, row.ModuleID)
	if err != nil {
		return inc, err
	}
	protocol, err := models.ByID[models.Protocol](tx, module.ProtocolID)
	if err != nil {
		return inc, err
	}
	seen := f.SeenAt
	if f.BlockTime.After(seen) { // clocks differ by seconds
		seen = f.BlockTime
	}
	if seen.After(tx.Now) {
		seen = tx.Now
	}
	return incidents.SuspectIn(tx, byJob(), incidents.Input{
		ProtocolID: protocol.PublicID, Title: fmt.Sprintf("%s at %s, block %d", f.Class, f.Module.Hex(), f.Number), ObservedAt: seen,
		Reason: fmt.Sprintf("finding %s calls plan %s", f.PublicID, row.Name),
	})
}

// prove runs the calls of a plan on the head, once a day, and asks what reads them
// back. A plan with a response under way is left alone: its calls would fail.
func (w *Responder) prove(ctx context.Context, v *view, row *models.ResponsePlan, open []models.Response) error {
	now := w.Now()
	fresh := row.ProvenAt != nil && row.Unproven == "" && now.Sub(*row.ProvenAt) < proveEvery
	if fresh || now.Sub(w.tried[row.ID]) < proveAgain {
		return nil
	}
	for _, r := range open {
		if r.ModuleID == row.ModuleID && r.State != states.ResponseWaiting && r.State != states.ResponseWithdrawn {
			return nil
		}
	}
	p, err := w.plan(row)
	if err != nil {
		return err
	}
	why, err := w.proof(ctx, v, p)
	if err != nil {
		return err
	}
	w.tried[row.ID] = now
	return w.DB.Tx(ctx, func(tx *models.Tx) error {
		plan, err := models.LockByID[models.ResponsePlan](tx, row.ID)
		if err != nil || plan.State != states.PlanOfAccepted || plan.Unproven == why && why != "" {
			return err
		}
		cols := []string{"unproven"}
		if plan.Unproven = why; why == "" {
			n := v.head.Number.Int64()
			plan.ProvenAt, plan.ProvenNumber = &tx.Now, &n
			cols = append(cols, "proven_at", "proven_number")
		}
		*row = plan
		if err := models.Update(tx, row, cols...); err != nil {
			return err
		}
		return tx.Audit(byJob(), "response_plan.prove", row.PublicID, map[string]any{"block": v.head.Number.String(), "unproven": why})
	})
}

// proof is why a step of a plan would not work on the head, "" when all would.
func (w *Responder) proof(ctx context.Context, v *view, p *Plan) (string, error) {
	for i := range p.Steps {
		s := &p.Steps[i]
		why, err := w.simulate(ctx, s.to, s.call, v.head.Hash())
		if err != nil {
			return "", err
		}
		if why != "" {
			return "step " + s.Name + ": " + why, nil
		}
		out, err := w.Node.BatchCallAtHash(ctx, []ethereum.CallMsg{{To: &s.read.To, Data: s.read.Data}}, v.head.Hash())
		if err != nil {
			return "", err
		}
		if err := out[0].Err; err != nil {
			return brief("step " + s.Name + ": what reads it back fails: " + err.Error()), nil
		}
		if _, err := s.read.Shows(out[0].Data); err != nil {
			return brief("step " + s.Name + ": what reads it back answers " + err.Error()), nil
		}
	}
	return "", nil
}

// judge is who must agree to the response now.
func (t *turn) judge(tx *models.Tx, found []models.Finding) (Authority, string, error) {
	c := Case{Class: t.of.Authority, Finality: Seen, Witnesses: t.Witnesses, Proven: t.proven(tx.Now)}
	seen := map[string]bool{}
	for i := range found {
		m, err := models.ByID[models.Monitor](tx, found[i].MonitorID)
		if err != nil {
			return Never, "", err
		}
		hits, wrong, err := tx.MonitorRecord(m.ID)
		if err != nil {
			return Never, "", err
		}
		if p := (Precision{Hits: hits, False: wrong}); p.Percent() > c.Precision.Percent() || i == 0 {
			c.Precision = p
		}
		if !seen[m.Name] && t.file.invariant(m.Name) {
			c.Invariants++
		}
		seen[m.Name] = true
		c.Finality = later(c.Finality, finalityAt(&t.at, found[i].Number))
	}
	got, why := Judge(c)
	return got, why, nil
}

func (t *turn) proven(now time.Time) bool {
	return t.plan.ProvenAt != nil && t.plan.Unproven == "" && !service.Passed(t.plan.ProvenAt, now.Add(-t.Proven))
}

func (p *Plan) invariant(monitor string) bool {
	for _, m := range p.Monitors {
		if m.Monitor == monitor {
			return m.Invariant
		}
	}
	return false
}

// finalityAt is how far a watched chain stands behind a block.
func finalityAt(at *models.WatchedChain, number int64) Finality {
	switch {
	case number <= at.Final:
		return Final
	case number <= at.Safe:
		return Safe
	}
	return Seen
}

func later(a, b Finality) Finality {
	if a == Final || b == Final {
		return Final
	}
	if a == Safe || b == Safe {
		return Safe
	}
	return Seen
}
