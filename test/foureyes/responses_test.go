package foureyes

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/incidents/respond"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// planned is a module with a plan that Ines wrote.
func planned(w *world) (*respond.Service, models.ResponsePlan) {
	at := roomtest.Addr("till")
	roomtest.Must[models.Module](w.T)(w.Rooms.CreateModule(ctx, w.Sara, covers.ModuleInput{ProtocolID: w.Protocol().PublicID, ChainID: roomtest.ChainID, Address: at}))
	room := &respond.Service{DB: w.DB, Chain: roomtest.ChainID}
	file := fmt.Sprintf(`{"format": "makewhole.plan/1", "name": "stop", "version": 1, "chain": %d, "module": "%s", "about": "stops it", "monitors": [{"monitor": "till"}],
 "steps": [{"name": "hour", "adapter": "pause_for", "target": "%s", "arguments": {"seconds": "3600"}, "authority": "R2"}]}`, roomtest.ChainID, at.Hex(), at.Hex())
	return room, roomtest.Must[models.ResponsePlan](w.T)(room.Write(ctx, w.Intake, []byte(file), "for the till"))
}

func acceptPlan(w *world) scene {
	room, row := planned(w)
	return once(scene{wrote: []models.Actor{w.Intake}}, func(by models.Actor) error {
		_, err := room.Accept(ctx, by, row.PublicID, row.Version, "it is right")
		return err
	})
}

// responded is a response of an accepted plan, as the job leaves it, behind a live
// monitor that is quiet at a head that is watched.
func responded(w *world, change func(*models.Response)) (*respond.Service, models.Response) {
	room, plan := planned(w)
	plan = roomtest.Must[models.ResponsePlan](w.T)(room.Accept(ctx, w.Sara, plan.PublicID, plan.Version, "it is right"))
	var out models.Response
	w.Tx(func(tx *models.Tx) error {
		hash := models.H(common.Hash{1})
		inc := models.Incident{PublicID: models.NewID("inc"), ProtocolID: w.Protocol().ID, ChainRef: hash, Title: "drained", State: states.IncidentSuspected, ObservedAt: &tx.Now}
		if err := models.Insert(tx, &inc); err != nil {
			return err
		}
		m := models.Monitor{
			PublicID: models.NewID("mon"), ChainID: roomtest.ChainID, Module: "till", Name: "till", Number: 1, Content: []byte("{}"), ContentHash: hash,
			State: states.MonitorLive, AskedBy: &w.Anna.StaffID, ArmedBy: &w.Sara.StaffID,
		}
		if err := models.Insert(tx, &m); err != nil {
			return err
		}
		if err := models.Insert(tx, &models.WatchedChain{ChainID: roomtest.ChainID, Number: 9, Hash: hash, Highest: 9, Head: 9, Safe: 8, Final: 8, Status: "{}", WatchedAt: tx.Now}); err != nil {
			return err
		}
		f := models.Finding{
			PublicID: models.NewID("fnd"), ChainID: roomtest.ChainID, MonitorID: m.ID, Dedup: hash, Module: models.Addr(roomtest.Addr("till")), Severity: "P1", Class: "solvency",
			Damage: "yes", Level: "act", Number: 4, Hash: hash, LastNumber: 4, Sightings: 1, State: states.FindingAttached, IncidentID: &inc.ID,
			BlockTime: tx.Now, SeenAt: tx.Now, ObservedAt: tx.Now, DecidedAt: tx.Now,
		}
		if err := models.Insert(tx, &f); err != nil {
			return err
		}
		out = models.Response{
			PublicID: models.NewID("rsp"), ChainID: roomtest.ChainID, IncidentID: inc.ID, ModuleID: plan.ModuleID, PlanID: plan.ID, FindingID: f.ID, PlanName: plan.Name,
			Step: "hour", Class: "R2", Authority: "two_persons", Sender: models.Addr(roomtest.Addr("responder")), Target: models.Addr(roomtest.Addr("till")), Call: []byte{1, 2, 3, 4},
			State: states.ResponseWaiting,
		}
		change(&out)
		return models.Insert(tx, &out)
	})
	return room, out
}

// agreeResponse is a response of which Ben gave the first word.
func agreeResponse(w *world) scene {
	room, row := responded(w, func(*models.Response) {})
	row = roomtest.Must[models.Response](w.T)(room.Agree(ctx, w.Ben, row.PublicID, row.Version, "stop it"))
	return once(scene{wrote: []models.Actor{w.Ben}}, func(by models.Actor) error {
		_, err := room.Agree(ctx, by, row.PublicID, row.Version, "yes")
		return err
	})
}

// liftResponse is a final pause that Anna wants lifted.
func liftResponse(w *world) scene {
	number, hash := int64(5), models.H(common.Hash{5})
	room, row := responded(w, func(r *models.Response) {
		now := w.Clock.Now()
		r.State, r.ContainedAt, r.ContainedNumber, r.ContainedHash = states.ResponseContained, &now, &number, &hash
	})
	row = roomtest.Must[models.Response](w.T)(room.AskLift(ctx, w.Anna, row.PublicID, row.Version, "repaired"))
	return once(scene{wrote: []models.Actor{w.Anna}}, func(by models.Actor) error {
		_, err := room.Lift(ctx, by, row.PublicID, row.Version, "looked at it")
		return err
	})
}
