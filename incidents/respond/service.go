package respond

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Service is what people do about plans and responses. Each exported method is one
// transaction.
type Service struct {
	DB    *models.DB
	Chain uint64
}

// Write keeps a plan that a person wrote, as a draft. Its version must be above
// those that there are, and its module in the catalog.
func (s *Service) Write(ctx context.Context, by models.Actor, file []byte, reason string) (models.ResponsePlan, error) {
	if err := mayAct(by, states.ByDesk, reason); err != nil {
		return models.ResponsePlan{}, err
	}
	p, err := ReadPlan(file)
	if err == nil && p.Chain != s.Chain {
		err = fmt.Errorf("/chain: responses are made on chain %d, and no other", s.Chain)
	}
	if err != nil {
		return models.ResponsePlan{}, service.Invalid("/file", err.Error())
	}
	row := models.ResponsePlan{
		PublicID: models.NewID("rpl"), ChainID: int64(p.Chain), Name: p.Name, Number: int64(p.Version), Content: file,
		ContentHash: models.H(sha256.Sum256(file)), WrittenBy: by.StaffID,
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.ResponsePlan, error) {
		r := row
		module, err := tx.ModuleAt(r.ChainID, p.module)
		if errors.Is(err, models.ErrNotFound) {
			return r, service.Invalid("/file", "/module: the catalog has no such module")
		}
		if err != nil {
			return r, err
		}
		r.ModuleID = module.ID
		last, err := tx.NewestPlan(r.ChainID, r.Name)
		switch {
		case err == nil && last.Number >= r.Number:
			return r, service.Invalid("/file", fmt.Sprintf("/version: must be above %d", last.Number))
		case err == nil && last.ModuleID != r.ModuleID:
			return r, service.Invalid("/file", "/module: the plan of this name is about another module")
		case err != nil && !errors.Is(err, models.ErrNotFound):
			return r, err
		}
		err = models.Start(tx, states.ResponsePlan, &r, "write", by, reason)
		return r, err
	})
}

// Content is the file of a plan as it was written.
func (s *Service) Content(ctx context.Context, id string) (name string, file []byte, err error) {
	p, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.ResponsePlan, error) {
		return models.ByPublicID[models.ResponsePlan](tx, id)
	})
	return fmt.Sprintf("%s-%d.json", p.Name, p.Number), p.Content, err
}

// Accept is the second person's word: findings call the plan from now on, and no
// more the version before it.
func (s *Service) Accept(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.ResponsePlan, error) {
	return s.change(ctx, by, states.BySenior, id, version, reason, func(tx *models.Tx, p *models.ResponsePlan) error {
		if p.State != states.PlanOfDraft {
			return fmt.Errorf("plan %s is %s: %w", p.PublicID, p.State, models.ErrState)
		}
		if err := tx.MayDecide(by, "response_plan.accept", models.Facts{First: p.WrittenBy, NoIncident: true}); err != nil {
			return err
		}
		accepted, err := tx.AcceptedPlans(p.ChainID)
		if err != nil {
			return err
		}
		for i := range accepted {
			old := &accepted[i]
			if old.Name != p.Name {
				continue
			}
			if old.Number > p.Number {
				return fmt.Errorf("version %d of the plan is accepted: %w", old.Number, service.ErrConflict)
			}
			if err := models.Move(tx, states.ResponsePlan, old, "retire", by, fmt.Sprintf("version %d takes its place", p.Number)); err != nil {
				return err
			}
		}
		p.AcceptedBy, p.AcceptedAt = &by.StaffID, &tx.Now
		return models.Move(tx, states.ResponsePlan, p, "accept", by, reason, "accepted_by", "accepted_at")
	})
}

// Retire ends a plan: findings call it no more, and what was not signed yet is
// withdrawn.
func (s *Service) Retire(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.ResponsePlan, error) {
	return s.change(ctx, by, states.ByDesk, id, version, reason, func(tx *models.Tx, p *models.ResponsePlan) error {
		return models.Move(tx, states.ResponsePlan, p, "retire", by, reason)
	})
}

// Agree is a person's word for a response that waits for people: the first of two,
// or the last. The job sends it when its call works on the head.
func (s *Service) Agree(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Response, error) {
	return s.decide(ctx, by, states.ByReviewer, id, version, reason, func(tx *models.Tx, r *models.Response) error {
		a := Authority(r.Authority)
		if r.State != states.ResponseWaiting || a.Persons() == 0 {
			return fmt.Errorf("response %s is %s, and needs %s: %w", r.PublicID, r.State, r.Authority, models.ErrState)
		}
		column := "agreed_by"
		switch {
		case agreed(r, a):
			return fmt.Errorf("everybody has agreed to response %s who must: %w", r.PublicID, models.ErrState)
		case a.Persons() == 2 && r.FirstBy == nil && r.AgreedBy == nil:
			column, r.FirstBy = "first_by", &by.StaffID
		case a.Persons() == 2 && r.FirstBy == nil: // one was enough when he agreed
			if err := tx.MayDecide(by, "response.agree", models.Facts{First: *r.AgreedBy, NoIncident: true}); err != nil {
				return err
			}
			column, r.FirstBy = "first_by", &by.StaffID
		default:
			facts := models.Facts{NoIncident: true}
			if r.FirstBy != nil {
				facts.First = *r.FirstBy
			}
			if err := tx.MayDecide(by, "response.agree", facts); err != nil {
				return err
			}
			r.AgreedBy = &by.StaffID
		}
		if err := models.Update(tx, r, column); err != nil {
			return err
		}
		return tx.Audit(by, "response.agree", r.PublicID, map[string]any{"authority": r.Authority, "word": column, "reason": reason})
	})
}

// Refuse is a person's no to a response that waits: it is never made for this
// incident.
func (s *Service) Refuse(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Response, error) {
	return s.decide(ctx, by, states.ByReviewer, id, version, reason, func(tx *models.Tx, r *models.Response) error {
		return models.Move(tx, states.Response, r, "refuse", by, reason)
	})
}

// Again lets a response go again that failed, or whose pause ended. It waits, and is
// judged as if nothing had been sent.
func (s *Service) Again(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Response, error) {
	return s.decide(ctx, by, states.ByReviewer, id, version, reason, func(tx *models.Tx, r *models.Response) error {
		return anew(tx, r, "again", by, reason)
	})
}

// AskLift is the first person's word that a pause may end: nothing changes yet.
func (s *Service) AskLift(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Response, error) {
	return s.decide(ctx, by, states.ByDesk, id, version, reason, func(tx *models.Tx, r *models.Response) error {
		if r.State != states.ResponseContained {
			return fmt.Errorf("response %s is %s: %w", r.PublicID, r.State, models.ErrState)
		}
		r.LiftAskedBy = &by.StaffID
		if err := models.Update(tx, r, "lift_asked_by"); err != nil {
			return err
		}
		return tx.Audit(by, "response.ask_lift", r.PublicID, map[string]any{"reason": reason})
	})
}

// Lift is the second person's word: whoever holds the right to lift the pause may.
// It is refused while the pause is not final, and unless the monitors of the plan
// are live, saw the head and have been quiet since the pause.
func (s *Service) Lift(ctx context.Context, by models.Actor, id string, version int64, reason string) (models.Response, error) {
	return s.decide(ctx, by, states.BySenior, id, version, reason, func(tx *models.Tx, r *models.Response) error {
		if r.State != states.ResponseContained || r.LiftAskedBy == nil {
			return fmt.Errorf("response %s is %s, nobody has asked to lift it: %w", r.PublicID, r.State, models.ErrState)
		}
		if err := tx.MayDecide(by, "response.lift", models.Facts{First: *r.LiftAskedBy, NoIncident: true}); err != nil {
			return err
		}
		if err := quiet(tx, r); err != nil {
			return err
		}
		r.LiftBy = &by.StaffID
		return models.Move(tx, states.Response, r, "lift", by, reason, "lift_by")
	})
}

// watchedWithin is how old the newest judged block may be when a pause is lifted.
const watchedWithin = 5 * time.Minute

// quiet refuses to lift a pause while the monitors of its plan might not be quiet.
func quiet(tx *models.Tx, r *models.Response) error {
	at, err := tx.WatchedChainOf(r.ChainID)
	if err != nil {
		return err
	}
	gaps, err := tx.OpenGaps(r.ChainID)
	if err != nil {
		return err
	}
	plan, err := models.ByID[models.ResponsePlan](tx, r.PlanID)
	if err != nil {
		return err
	}
	p, err := ReadPlan(plan.Content)
	if err != nil {
		return err
	}
	no := func(why string) error { return fmt.Errorf("%w: %s", service.ErrNotReady, why) }
	switch {
	case *r.ContainedNumber > at.Final:
		return no("the block of the pause is not final")
	case at.Number < at.Head || tx.Now.Sub(at.WatchedAt) > watchedWithin:
		return no("the head has not been watched")
	case len(gaps) > 0:
		return no("there are blocks that no monitor has seen whole")
	}
	if name, why, err := deaf(tx, &at, p); err != nil || name != "" {
		return service.Or(err, no("monitor "+name+" "+why))
	}
	seen, err := tx.SightingsSince(r.ChainID, p.module, p.names(), *r.ContainedNumber)
	if err != nil {
		return err
	}
	if seen > 0 {
		return no("the monitors of the plan have not been quiet since the pause")
	}
	return nil
}

// deaf names a monitor of a plan whose silence proves nothing, and why.
func deaf(tx *models.Tx, at *models.WatchedChain, p *Plan) (name, why string, err error) {
	var status struct {
		Monitors map[string][]string `json:"monitors"`
	}
	if err := json.Unmarshal([]byte(at.Status), &status); err != nil {
		return "", "", err
	}
	running, err := tx.RunningMonitors(at.ChainID)
	if err != nil {
		return "", "", err
	}
	for _, name := range p.names() {
		i := slices.IndexFunc(running, func(m models.Monitor) bool { return m.Name == name && m.State == states.MonitorLive })
		if i < 0 {
			return name, "is not live", nil
		}
		if len(status.Monitors[fmt.Sprintf("%s/%d", name, running[i].Number)]) > 0 {
			return name, "is blind", nil
		}
	}
	return "", "", nil
}

func mayAct(by models.Actor, roles, reason string) error {
	if err := service.StaffOnly(by, roles); err != nil {
		return err
	}
	if reason == "" || len(reason) > service.StatementMax {
		return service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return nil
}

// change loads a plan of a known version for a person.
func (s *Service) change(ctx context.Context, by models.Actor, roles, id string, version int64, reason string, act func(*models.Tx, *models.ResponsePlan) error) (models.ResponsePlan, error) {
	if err := mayAct(by, roles, reason); err != nil {
		return models.ResponsePlan{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.ResponsePlan, error) {
		p, err := models.ByPublicID[models.ResponsePlan](tx, id)
		if err == nil && p.Version != version {
			err = fmt.Errorf("plan %s: %w", id, models.ErrVersion)
		}
		if err == nil {
			err = act(tx, &p)
		}
		return p, err
	})
}

// decide loads a response of a known version for a person.
func (s *Service) decide(ctx context.Context, by models.Actor, roles, id string, version int64, reason string, act func(*models.Tx, *models.Response) error) (models.Response, error) {
	if err := mayAct(by, roles, reason); err != nil {
		return models.Response{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Response, error) {
		r, err := models.ByPublicID[models.Response](tx, id)
		if err == nil && r.Version != version {
			err = fmt.Errorf("response %s: %w", id, models.ErrVersion)
		}
		if err == nil {
			err = act(tx, &r)
		}
		return r, err
	})
}
