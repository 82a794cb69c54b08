package foureyes

import (
	"time"

	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// reinstate is a claim that expired, because nobody sent evidence, and that Ben wants
// to go on.
func reinstate(w *world, s scene, c models.Claim) scene {
	room := &corrections.Service{Config: corrections.Config{DB: w.DB}}
	c = roomtest.Must[models.Claim](w.T)(w.Rooms.Review(ctx, w.Anna, c.PublicID, claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "4", Text: "show it",
	}))
	w.Windows(15 * time.Minute)
	row := roomtest.Must[models.Correction](w.T)(room.ProposeReinstatement(ctx, w.Ben, c.PublicID, corrections.Fact{
		ReasonCode: "evidence_excused", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"},
	}))
	s.wrote = []models.Actor{w.Ben}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// correctDecision is a claim that Anna approved and Ben wants to be denied.
func correctDecision(w *world, s scene, c models.Claim) scene {
	room := &corrections.Service{Config: corrections.Config{DB: w.DB}}
	c = w.Approve(w.Anna, c, c.Requested.Big().Uint64())
	w.Clock.Advance(time.Minute)
	row := roomtest.Must[models.Correction](w.T)(room.ProposeDecision(ctx, w.Ben, c.PublicID, money.Zero, "2.1", corrections.Fact{
		ReasonCode: "wording_misread", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"},
	}))
	s.wrote, s.judged = []models.Actor{w.Ben}, []models.Actor{w.Anna}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// replaceReceiver is a claim of alice, whose key is lost; Ben names her heirs.
func replaceReceiver(w *world, s scene, c models.Claim) scene {
	room, err := corrections.New(corrections.Config{DB: w.DB, Claims: w.Rooms.Claims()})
	must(w, room, err)
	row := roomtest.Must[models.Correction](w.T)(room.ProposeReceiver(ctx, w.Ben, s.incident.PublicID, roomtest.Addr("alice"), roomtest.Addr("heirs"), corrections.Fact{
		ReasonCode: "estate", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"},
	}))
	s.wrote = []models.Actor{w.Ben}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// later is Ben's word that carol's account is the attacker's.
func later(w *world, s scene) (*corrections.Service, models.Correction) {
	room, err := corrections.New(corrections.Config{DB: w.DB, Claims: w.Rooms.Claims()})
	must(w, room, err)
	return room, roomtest.Must[models.Correction](w.T)(room.ProposeExclusion(ctx, w.Ben, s.incident.PublicID, roomtest.Addr("carol"), "attacker", corrections.Fact{
		ReasonCode: "took_part", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"},
	}))
}

func excludeLater(w *world, s scene, _ models.Claim) scene {
	room, row := later(w, s)
	s.named, s.wrote = "carol", []models.Actor{w.Ben}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// reviseLoss is Ben's word that alice lost less than was measured.
func reviseLoss(w *world, s scene, _ models.Claim) scene {
	room, err := corrections.New(corrections.Config{DB: w.DB, Claims: w.Rooms.Claims()})
	must(w, room, err)
	w.Seal(s.incident)
	row := roomtest.Must[models.Correction](w.T)(room.ProposeRevision(ctx, w.Ben, s.incident.PublicID, roomtest.Addr("alice"), corrections.Revision{
		ChainID: w.Token.ChainID, Asset: w.Token.Address, Direction: models.RevisionLower, Amount: roomtest.N(10),
	}, corrections.Fact{ReasonCode: "not_a_loss", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"}}))
	s.wrote = []models.Actor{w.Ben}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// mergeRecords is Ben's word that another record is of the same drain and goes on.
func mergeRecords(w *world, s scene, _ models.Claim) scene {
	room, err := corrections.New(corrections.Config{DB: w.DB, Claims: w.Rooms.Claims()})
	must(w, room, err)
	into := w.Incident(0, roomtest.Lost("alice", 100))
	w.Windows(0)
	row := roomtest.Must[models.Correction](w.T)(room.ProposeMerge(ctx, w.Ben, s.incident.PublicID, corrections.Merge{IntoID: into.PublicID, Positions: models.PositionsSame},
		corrections.Fact{ReasonCode: "recorded_twice", Reason: "as the file says", Evidence: settlements.ReceiptEvidence{Reference: "file 7"}}))
	s.wrote = []models.Actor{w.Ben}
	return once(s, func(by models.Actor) error {
		_, err := room.Confirm(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// answerExclusion is carol's objection to what Ben proposed and Carl confirmed.
func answerExclusion(w *world, s scene, _ models.Claim) scene {
	room, row := later(w, s)
	row = roomtest.Must[models.Correction](w.T)(room.Confirm(ctx, w.Carl, row.PublicID, row.Version))
	row = roomtest.Must[models.Correction](w.T)(room.Object(ctx, roomtest.Wallet("carol"), row.PublicID, row.Version, "not me"))
	s.named, s.wrote = "carol", []models.Actor{w.Ben, w.Carl}
	return once(s, func(by models.Actor) error {
		_, err := room.Answer(ctx, by, row.PublicID, row.Version, false, "looked at")
		return err
	})
}

// lift is an account in the disputed reserve; Sara, a senior, says it may leave.
func lift(w *world, s scene, _ models.Claim) scene {
	s.named = "carol"
	insert(w, models.Exclusion{IncidentID: s.incident.ID, Account: models.Addr(roomtest.Addr("carol")), Kind: "disputed", Reason: "who is it"})
	in := claims.LiftInput{IncidentID: s.incident.PublicID, Account: roomtest.Addr("carol"), Reason: "it is an old account", Evidence: "file 7"}
	roomtest.Must[models.ExclusionLift](w.T)(w.Rooms.LiftExclusion(ctx, w.Sara, in))
	s.wrote = []models.Actor{w.Sara}
	s.do = func(by models.Actor) error {
		_, err := w.Rooms.LiftExclusion(ctx, by, in)
		return err
	}
	s.done = func() (lifted bool) {
		w.Tx(func(tx *models.Tx) error {
			disputed, err := tx.InDispute(s.incident.ID, in.Account)
			lifted = !disputed
			return err
		})
		return lifted
	}
	return s
}
