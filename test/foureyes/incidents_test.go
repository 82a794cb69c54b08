package foureyes

import (
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// reported is an incident that Ines reported, whose specification a second person
// changed, and that is under review.
func reported(act func(*world, *incidents.Service, scene) scene) func(*world) scene {
	return func(w *world) scene {
		room, err := incidents.New(incidents.Config{DB: w.DB})
		must(w, room, err)
		earlier := w.Confirmed() // records the committee
		w.Module(&earlier, 1)
		w.Clock.Advance(time.Hour)
		var protocol models.Protocol
		w.Tx(func(tx *models.Tx) (err error) {
			protocol, err = models.ByID[models.Protocol](tx, w.Product.ProtocolID)
			return err
		})
		spec := specOf(w, 20)
		inc := roomtest.Must[models.Incident](w.T)(room.Report(ctx, w.Intake, incidents.Input{
			ProtocolID: protocol.PublicID, Title: "Drained", ObservedAt: w.Clock.Now(), Spec: &spec, Reason: "seen",
			Reasons: incidents.Reasons{roomtest.Addr("mallory"): "took it"},
		}))
		writer := w.Person("willy", "willy", "intake,senior")
		inc = roomtest.Must[models.Incident](w.T)(room.SetSpec(ctx, writer, inc.PublicID, inc.Version, specOf(w, 25), nil))
		inc = roomtest.Must[models.Incident](w.T)(room.Advance(ctx, w.Anna, inc.PublicID, inc.Version, "review", "looking"))
		return act(w, room, scene{incident: &inc, named: "mallory", wrote: []models.Actor{w.Intake, writer}})
	}
}

// specOf measures the world's module from block 10 on.
func specOf(w *world, to uint64) models.IncidentSpec {
	at, token := uint64(w.Clock.Now().Unix()), models.SpecAsset{ChainID: roomtest.ChainID, Address: roomtest.TokenAddr}
	return models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: token, OccurredFrom: at - 600, OccurredTo: at - 300,
		Modules: []models.SpecModule{{
			ChainID: roomtest.ChainID, Address: roomtest.Addr("module"), Asset: roomtest.TokenAddr, FromBlock: 10, FromHash: common.Hash{1}, ToBlock: to, ToHash: common.Hash{2},
			DeployedBlock: 1, View: "assetsOf(address)", Flows: models.VaultFlows(),
		}},
		Exclusions: []models.SpecExclusion{{Account: roomtest.Addr("mallory"), Kind: "attacker"}},
	}
}

func confirmIncident(w *world, room *incidents.Service, s scene) scene {
	return once(s, func(by models.Actor) error {
		_, err := room.Advance(ctx, by, s.incident.PublicID, s.incident.Version, "confirm", "seen on chain")
		return err
	})
}

// step takes a step of an incident that was brought to a state.
func step(event, from string) func(*world, *incidents.Service, scene) scene {
	return func(w *world, room *incidents.Service, s scene) scene {
		for _, before := range map[string][]string{states.IncidentConfirmed: {"confirm"}, states.IncidentRejected: {"reject"}}[from] {
			*s.incident = roomtest.Must[models.Incident](w.T)(room.Advance(ctx, w.Sara, s.incident.PublicID, s.incident.Version, before, "as it is"))
		}
		return once(s, func(by models.Actor) error {
			_, err := room.Advance(ctx, by, s.incident.PublicID, s.incident.Version, event, "as it is")
			return err
		})
	}
}

func exclude(w *world, room *incidents.Service, s scene) scene {
	s.named = "eve"
	return once(s, func(by models.Actor) error {
		e := models.SpecExclusion{Account: roomtest.Addr("eve"), Kind: "attacker"}
		_, err := room.Exclude(ctx, by, s.incident.PublicID, s.incident.Version, e, "took it too")
		return err
	})
}

func include(w *world, room *incidents.Service, s scene) scene {
	return once(s, func(by models.Actor) error {
		_, err := room.Include(ctx, by, s.incident.PublicID, s.incident.Version, roomtest.Addr(s.named))
		return err
	})
}
