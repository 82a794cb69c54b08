package foureyes

import (
	"context"
	"errors"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/distributions"
	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/server"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

type world = roomtest.World

var ctx = roomtest.Ctx

// termsOf are the terms of an act's world: where the share of an approver counts,
// a quarter is the most.
func termsOf(act string) claims.Terms {
	ts := roomtest.Terms()
	if act == "settlement.approve" {
		ts.ReviewShareMaxBps = 2500
	}
	return ts
}

// scenes set each act up.
var scenes = map[string]func(w *world) scene{
	"claim.assign":                filed(assign),
	"claim.review":                appealed(review),
	"claim.reinstate":             filed(reinstate),
	"receiver.replace":            filed(replaceReceiver),
	"exclusion.lift":              filed(lift),
	"exclusion.add":               filed(excludeLater),
	"exclusion.answer":            filed(answerExclusion),
	"loss.revise":                 filed(reviseLoss),
	"incident.merge":              filed(mergeRecords),
	"claim.accept_receiver":       appealed(acceptReceiver),
	"entitlement.accept_receiver": heldLine(claims.HeldReceiver, acceptLine),
	"entitlement.release":         heldLine(claims.HeldDisputed, releaseLine),
	"incident.confirm":            reported(confirmIncident),
	"incident.reject":             reported(step("reject", "")),
	"incident.dispute":            reported(step("dispute", states.IncidentConfirmed)),
	"incident.reopen":             reported(step("reopen", states.IncidentRejected)),
	"monitor.arm":                 armMonitor,
	"response_plan.accept":        acceptPlan,
	"response.agree":              agreeResponse,
	"response.lift":               liftResponse,
	"incident.exclude":            reported(exclude),
	"incident.include":            reported(include),
	"incident.recover":            ended(reopenMoney),
	"incident.close":              ended(closeIncident),
	"price.confirm":               ended(confirmPrice),
	"snapshot.release":            ended(releaseSnapshot),
	"settlement.publish":          drafted(publish),
	"settlement.approve":          drafted(approve),
	"settlement.void":             drafted(void),
	"settlement.cancel":           drafted(cancel),
	"objection.answer":            drafted(answer),
	"recovery.release":            ended(releaseRecovery),
	"receipt.confirm":             ended(confirmReceipt),
	"reversal.confirm":            ended(confirmReversal),
	"payee.confirm":               ended(confirmPayee),
	"cover.write":                 writeCover,
	"cover.change":                changeCover,
	"import.confirm":              confirmImport,
	"plan.approve":                drafted(approvePlan),
	"intent.approve":              drafted(requeue),
	"freeze.clear":                clearFreeze,
	"roles.ask":                   askRoles,
	"roles.agree":                 agreeRoles,
}

// once is a scene whose act is done when it succeeds.
func once(s scene, do func(by models.Actor) error) scene {
	done := false
	s.do = func(by models.Actor) error {
		err := do(by)
		done = done || err == nil
		return err
	}
	s.done = func() bool { return done }
	return s
}

func must[T any](w *world, v T, err error) T {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
	return v
}

// read is a row as it is now.
func read[T any](w *world, publicID string) (row T) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		row, err = models.ByPublicID[T](tx, publicID)
		return err
	})
	return row
}

func insert[T any](w *world, row T) T {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &row) })
	return row
}

func filed(act func(*world, scene, models.Claim) scene) func(*world) scene {
	return func(w *world) scene {
		inc, cover := w.Insured(100)
		return act(w, scene{incident: &inc, named: "alice"}, w.File(&inc, cover, "alice", 100))
	}
}

func assign(w *world, s scene, c models.Claim) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.Assign(ctx, by, c.PublicID, read[models.Claim](w, c.PublicID).Version, w.Ben.ID)
		return err
	})
}

// appealed is a claim that Anna denied and whose claimant appealed.
func appealed(act func(*world, scene, models.Claim) scene) func(*world) scene {
	return filed(func(w *world, s scene, c models.Claim) scene {
		c = w.Deny(w.Anna, c)
		c = roomtest.Must[models.Claim](w.T)(w.Rooms.Appeal(ctx, roomtest.Wallet("alice"), c.PublicID, c.Version, "look again"))
		s.judged = []models.Actor{w.Anna}
		return act(w, s, c)
	})
}

// coverOf is the only cover of the world.
func coverOf(w *world) models.Cover {
	var out models.Cover
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Cover](tx, 1)
		return err
	})
	return out
}

func review(w *world, s scene, c models.Claim) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.TryApprove(by, c, 100)
		return err
	})
}

func acceptReceiver(w *world, s scene, c models.Claim) scene {
	p := w.Proof(s.incident, "alice", "alice", "dave")
	c = roomtest.Must[models.Claim](w.T)(w.Rooms.ChangeReceiver(ctx, roomtest.Wallet("alice"), c.PublicID, c.Version, roomtest.Addr("dave"), p))
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.AcceptReceiver(ctx, by, c.PublicID, c.Version)
		return err
	})
}

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

// heldLine is an entitlement of a blanket cover that is held.
func heldLine(why string, act func(*world, scene, models.Entitlement) scene) func(*world) scene {
	return filed(func(w *world, s scene, _ models.Claim) scene {
		id := coverOf(w).ID
		e := insert(w, models.Entitlement{
			PublicID: models.NewID("ent"), IncidentID: s.incident.ID, Kind: "cover", CoverID: &id, Affected: models.Addr(roomtest.Addr("carol")),
			Receiver: models.Addr(roomtest.Addr("dave")), AssetID: w.AssetID(), Amount: models.Amt(roomtest.N(5)), Held: true, HeldReason: why, State: "open",
		})
		s.named = "dave"
		return act(w, s, e)
	})
}

func acceptLine(w *world, s scene, e models.Entitlement) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.AcceptEntitlementReceiver(ctx, by, e.PublicID, e.Version)
		return err
	})
}

func releaseLine(w *world, s scene, e models.Entitlement) scene {
	return once(s, func(by models.Actor) error {
		_, err := w.Rooms.ReleaseHold(ctx, by, e.PublicID, e.Version, "looked at")
		return err
	})
}

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

func writeCover(w *world) scene {
	in := claims.CoverInput{
		ProductID: w.Product.PublicID, Kind: claims.CoverIndividual, Holder: roomtest.Addr("alice"), Accounts: []common.Address{roomtest.Addr("alice")},
		Limit: roomtest.N(100), ActiveTo: w.Clock.Now().AddDate(1, 0, 0),
	}
	return once(scene{named: "alice"}, func(by models.Actor) error {
		_, err := w.Rooms.WriteCover(ctx, by, in)
		return err
	})
}

func changeCover(w *world) scene {
	c := w.Cover("bob", 100, "alice")
	w.Clock.Advance(time.Hour)
	return once(scene{named: "alice"}, func(by models.Actor) error {
		_, err := w.Rooms.CancelCover(ctx, by, c.PublicID, c.Version, "asked for")
		return err
	})
}

func confirmImport(w *world) scene {
	from := w.Clock.Now().Truncate(time.Second).Add(-time.Hour)
	in := claims.CoverInput{
		ProductID: w.Product.PublicID, Kind: claims.CoverIndividual, Holder: roomtest.Addr("alice"), Accounts: []common.Address{roomtest.Addr("alice")},
		Limit: roomtest.N(100), ActiveFrom: from, ActiveTo: from.AddDate(1, 0, 0),
	}
	p := claims.ImportProof{Kind: claims.ProofCertificate, Issuer: roomtest.Addr("issuer"), WrittenAt: from}
	p.Signature = roomtest.Sign(w.T, roomtest.Key("issuer"), claims.CertificateMessage(in.Content(), p.Issuer, from).Digest(w.Rooms.ProofDomain()))
	row := roomtest.Must[models.CoverImport](w.T)(w.Rooms.ProposeImport(ctx, w.Intake, in, p))
	return once(scene{named: "alice", wrote: []models.Actor{w.Intake}}, func(by models.Actor) error {
		_, err := w.Rooms.ConfirmImport(ctx, by, row.PublicID, row.Version)
		return err
	})
}

// armMonitor is a detector that one person wrote and another wants live.
func armMonitor(w *world) scene {
	room := &watch.Service{DB: w.DB, Chain: 1}
	file := roomtest.Must[[]byte](w.T)(monitor.BuiltinFile("d08-solvency"))
	row := roomtest.Must[models.Monitor](w.T)(room.Write(ctx, w.Intake, file, "as it comes"))
	row = roomtest.Must[models.Monitor](w.T)(room.SetMonitor(ctx, w.Intake, row.PublicID, row.Version, "watch", "to see"))
	row = roomtest.Must[models.Monitor](w.T)(room.AskLive(ctx, w.Anna, row.PublicID, row.Version, "it is right"))
	return once(scene{wrote: []models.Actor{w.Intake, w.Anna}}, func(by models.Actor) error {
		_, err := room.Arm(ctx, by, row.PublicID, row.Version, "it is")
		return err
	})
}

func clearFreeze(w *world) scene {
	clear := func(by models.Actor) error {
		return w.DB.Tx(ctx, func(tx *models.Tx) error {
			_, err := tx.ClearFreeze(by, "looked at")
			return err
		})
	}
	w.Tx(func(tx *models.Tx) error { return tx.Freeze("odd", models.SystemActor(states.SystemCommand)) })
	if err := clear(w.Theo); err != nil {
		w.T.Fatal(err)
	}
	return scene{wrote: []models.Actor{w.Theo}, do: clear, done: func() (off bool) {
		w.Tx(func(tx *models.Tx) error {
			on, _, err := tx.Frozen()
			off = !on
			return err
		})
		return off
	}}
}

func askRoles(w *world) scene {
	staff := server.Staff{DB: w.DB}
	hire(w, "root", states.RoleAdmin, common.Address{})
	mia := hire(w, "mia", states.RoleAuditor, common.Address{})
	row := read[models.Staff](w, mia.ID)
	s := scene{self: &row}
	s.do = func(by models.Actor) error {
		_, err := staff.SetRoles(ctx, by, mia.ID, read[models.Staff](w, mia.ID).Version, []string{states.RoleSenior})
		return err
	}
	s.done = func() bool { return read[models.Staff](w, mia.ID).NextRoles != nil }
	return s
}

func agreeRoles(w *world) scene {
	staff := server.Staff{DB: w.DB}
	root, mia := hire(w, "root", states.RoleAdmin, common.Address{}), hire(w, "mia", states.RoleAuditor, common.Address{})
	row := roomtest.Must[models.Staff](w.T)(staff.SetRoles(ctx, root, mia.ID, 0, []string{states.RoleSenior}))
	s := scene{self: &row, wrote: []models.Actor{root}}
	s.do = func(by models.Actor) error {
		_, err := staff.Agree(ctx, by, mia.ID, row.Version)
		return err
	}
	s.done = func() bool { return read[models.Staff](w, mia.ID).NextFrom != nil }
	return s
}

// node is a chain on which nothing is paid yet.
type node struct{}

func (node) header() *types.Header {
	return &types.Header{Number: big.NewInt(10), Difficulty: new(big.Int), Time: 10}
}
func (n node) Finalized(context.Context) (*types.Header, error) { return n.header(), nil }
func (n node) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) {
	return n.header(), nil
}
func (node) GasPrice(context.Context) (money.Amount, error) { return roomtest.N(1e9), nil }
func (node) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([][]byte, error) {
	out := make([][]byte, len(msgs))
	for i := range out {
		out[i] = make([]byte, 32)
	}
	return out, nil
}
func (node) CoinAccounts(_ context.Context, accounts []common.Address, _ common.Hash) ([]models.CoinAccount, error) {
	return make([]models.CoinAccount, len(accounts)), nil
}
func (node) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) { return nil, nil }
func (node) TxCosts(context.Context, []common.Hash) ([]models.TxCost, error)       { return nil, nil }

// compromised is a chain that knows no settlement and whose committee is lost.
type compromised struct{ node }

func (compromised) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([][]byte, error) {
	out := make([][]byte, len(msgs))
	for i := range out {
		out[i] = make([]byte, 9*32)
	}
	switch {
	case len(out) == 1: // where the limits are
		out[0] = out[0][:32]
	case len(out) < 5:
		return nil, errors.New("not the questions about an order")
	default: // the third is about the committee
		out[2][31] = 3
	}
	return out, nil
}
