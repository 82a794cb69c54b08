package foureyes

import (
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/distributions"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// ended is an incident with a final loss of alice whose settling is over.
func ended(act func(*world, scene) scene) func(*world) scene {
	return func(w *world) scene {
		inc := w.Incident(0, roomtest.Lost("erin", 100))
		w.Tx(func(tx *models.Tx) error {
			inc.State = states.IncidentSettled
			return models.Update(tx, &inc, "state")
		})
		return act(w, scene{incident: &inc, named: "alice"})
	}
}

func reopenMoney(w *world, s scene) scene {
	back(w, s.incident, states.RecoveryFinal, nil)
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.OpenRecovery(ctx, by, s.incident.PublicID, s.incident.Version, "money came")
		return err
	})
}

// back is money that came back.
func back(w *world, inc *models.Incident, state string, until *time.Time) models.Recovery {
	hash, at := models.H(common.Hash{7}), int64(1)
	return insert(w, models.Recovery{
		PublicID: models.NewID("rcv"), IncidentID: inc.ID, AssetID: w.AssetID(), Source: "court", Amount: models.Amt(roomtest.N(10)), State: state,
		TxHash: &hash, BlockHash: &hash, BlockNumber: &at, LogIndex: &at, HoldUntil: until,
	})
}

func releaseRecovery(w *world, s scene) scene {
	until := w.Clock.Now().Add(time.Hour)
	r := back(w, s.incident, states.RecoveryContested, &until)
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ReleaseRecovery(ctx, by, r.PublicID, r.Version, "the court says so")
		return err
	})
}

func closeIncident(w *world, s scene) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.CloseIncident(ctx, by, s.incident.PublicID, s.incident.Version, "all is paid")
		return err
	})
}

func confirmPrice(w *world, s scene) scene {
	room := &oracles.Service{Config: oracles.Config{DB: w.DB, Now: w.Clock.Now, ChainID: roomtest.ChainID, Operator: roomtest.Operator}}
	p := insert(w, models.PriceEntry{
		PublicID: models.NewID("prc"), IncidentID: s.incident.ID, AssetID: w.AssetID(), Num: models.Amt(roomtest.N(1)), Den: models.Amt(roomtest.N(1)),
		Reason: "as traded", EnteredBy: w.Theo.StaffID,
	})
	s.wrote = []models.Actor{w.Theo}
	return once(s, func(by models.Actor) error {
		_, err := room.ConfirmPrice(ctx, by, p.PublicID)
		return err
	})
}

func releaseSnapshot(w *world, s scene) scene {
	room := &oracles.Service{Config: oracles.Config{DB: w.DB, Now: w.Clock.Now, ChainID: roomtest.ChainID, Operator: roomtest.Operator}}
	snap := insert(w, models.Snapshot{
		PublicID: models.NewID("snp"), IncidentID: s.incident.ID, ConfigDigest: s.incident.ConfigDigest, AssetID: w.AssetID(), Message: "{}",
		State: states.SnapshotCollecting, Digest: models.H(common.Hash{9}), Revision: 1,
	})
	if _, err := room.Release(ctx, w.Theo, snap.PublicID, "it grew"); err != nil {
		w.T.Fatal(err)
	}
	s.wrote = []models.Actor{w.Theo}
	done := false
	s.do = func(by models.Actor) error {
		now, err := room.Release(ctx, by, snap.PublicID, "it grew")
		done = done || now
		return err
	}
	s.done = func() bool { return done }
	return s
}

func confirmReceipt(w *world, s scene) scene {
	r := receipt(w, s)
	s.wrote = []models.Actor{w.Theo}
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ConfirmReceipt(ctx, by, r.PublicID)
		return err
	})
}

func receipt(w *world, s scene) models.OutsideReceipt {
	return roomtest.Must[models.OutsideReceipt](w.T)(w.Rooms.ProposeReceipt(ctx, w.Theo, settlements.OutsideInput{
		IncidentID: s.incident.PublicID, Affected: roomtest.Addr(s.named), Asset: w.Token, Amount: roomtest.N(10),
		Evidence: settlements.ReceiptEvidence{Reference: "court file 7"}, Reason: "a fund paid",
	}))
}

// confirmPayee is Theo's word that whom the incident names gets the protocol's part.
func confirmPayee(w *world, s scene) scene {
	row := roomtest.Must[models.RecoveryPayee](w.T)(w.Rooms.ProposePayee(ctx, w.Theo, settlements.PayeeInput{
		IncidentID: s.incident.PublicID, Receiver: roomtest.Addr(s.named), Evidence: settlements.ReceiptEvidence{Reference: "resolution 12"}, Reason: "the treasury",
	}))
	s.wrote = []models.Actor{w.Theo}
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ConfirmPayee(ctx, by, row.PublicID, row.Version)
		return err
	})
}

func confirmReversal(w *world, s scene) scene {
	r := receipt(w, s)
	if _, err := w.Rooms.ConfirmReceipt(ctx, w.Sara, r.PublicID); err != nil {
		w.T.Fatal(err)
	}
	_, err := w.Rooms.ProposeReversal(ctx, w.Theo, settlements.ReversalInput{
		ReceiptID: r.PublicID, Amount: roomtest.N(4), Evidence: settlements.ReceiptEvidence{Reference: "court file 8"}, Reason: "it went back",
	})
	must(w, r, err)
	var id string
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(row *models.ReceiptReversal) error { id = row.PublicID; return nil })
	})
	s.wrote = []models.Actor{w.Theo}
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ConfirmReversal(ctx, by, id)
		return err
	})
}

// drafted is a draft of one tranche for alice and bob; Anna decided both claims.
func drafted(act func(*world, scene, models.Settlement) scene) func(*world) scene {
	return func(w *world) scene {
		w.Rooms.Node = node{}
		inc := w.Settling(200, "alice", "bob")
		return act(w, scene{incident: &inc, named: "alice", judged: []models.Actor{w.Anna}}, w.Draft(&inc))
	}
}

func publish(w *world, s scene, st models.Settlement) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.PublishDraft(ctx, by, st.PublicID, st.Version)
		return err
	})
}

func objectable(w *world, st models.Settlement) models.Settlement {
	return roomtest.Must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
}

func approve(w *world, s scene, st models.Settlement) scene {
	st = objectable(w, st)
	w.Clock.Advance(20 * time.Minute)
	roomtest.Must[models.Settlement](w.T)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
	s.wrote = []models.Actor{w.Theo}
	s.do = func(by models.Actor) error {
		_, err := w.Rooms.Approve(ctx, by, st.PublicID, st.ContentHash.Hash)
		return err
	}
	s.done = func() bool { return w.Settlement(st).State == models.SettlementApproved }
	return s
}

func void(w *world, s scene, st models.Settlement) scene {
	st = w.Approved(st)
	st = roomtest.Must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
	w.Rooms.Caller = compromised{}
	roomtest.Must[models.Settlement](w.T)(w.Rooms.Void(ctx, w.Theo, st.PublicID, st.Version, "the committee is lost"))
	s.wrote = []models.Actor{w.Theo}
	s.do = func(by models.Actor) error {
		_, err := w.Rooms.Void(ctx, by, st.PublicID, w.Settlement(st).Version, "the committee is lost")
		return err
	}
	s.done = func() bool { return w.Settlement(st).State == models.SettlementCancelled }
	return s
}

func cancel(w *world, s scene, st models.Settlement) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.Cancel(ctx, by, st.PublicID, st.Version, "another try")
		return err
	})
}

func answer(w *world, s scene, st models.Settlement) scene {
	st = objectable(w, st)
	o := roomtest.Must[models.Objection](w.T)(w.Rooms.Object(ctx, roomtest.Wallet("alice"), st.PublicID, "too little"))
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.AnswerObjection(ctx, by, o.PublicID, o.Version, "it is right")
		return err
	})
}

func approvePlan(w *world, s scene, st models.Settlement) scene {
	st = w.Active(st)
	p := roomtest.Must[models.DistributionPlan](w.T)(w.Rooms.PlanDistribution(ctx, w.Sara, st.PublicID, distributions.PlanInput{
		Num: roomtest.N(1e18), Den: roomtest.N(1), Reason: "as traded",
	}))
	s.wrote = []models.Actor{w.Sara}
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ApprovePlan(ctx, by, p.PublicID, p.ContentHash.Hash)
		return err
	})
}

func requeue(w *world, s scene, st models.Settlement) scene {
	row := insert(w, models.TxIntent{
		PublicID: models.NewID("txi"), IdemKey: "sweep of a test", Kind: "sweep", RefMachine: states.Settlement.Name, RefID: st.ID, ChainID: roomtest.ChainID,
		Sender: models.Addr(roomtest.Operator), To: models.Addr(roomtest.Distributor), Data: []byte{1}, State: models.TxDropped,
	})
	o := &outbox.Operator{DB: w.DB}
	return once(s, func(by models.Actor) error {
		_, err := o.Requeue(ctx, by, row.PublicID, "try again")
		return err
	})
}
