package foureyes

import (
	"context"
	"errors"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
	"makewhole/states"
	"makewhole/test/roomtest"
)

type world = roomtest.World

var ctx = roomtest.Ctx

// termsOf are the terms of an act's world: where the share of an approver counts,
// a quarter is the most.
func termsOf(act string) covers.Terms {
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
	"claim.correct":               filed(correctDecision),
	"receiver.replace":            filed(replaceReceiver),
	"exclusion.lift":              filed(lift),
	"exclusion.add":               filed(excludeLater),
	"exclusion.answer":            filed(answerExclusion),
	"loss.revise":                 filed(reviseLoss),
	"incident.merge":              filed(mergeRecords),
	"claim.accept_receiver":       appealed(acceptReceiver),
	"entitlement.accept_receiver": heldLine(entitlements.HeldReceiver, acceptLine),
	"entitlement.release":         heldLine(entitlements.HeldDisputed, releaseLine),
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

func writeCover(w *world) scene {
	in := covers.Input{
		ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: roomtest.Addr("alice"), Accounts: []common.Address{roomtest.Addr("alice")},
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
	in := covers.Input{
		ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: roomtest.Addr("alice"), Accounts: []common.Address{roomtest.Addr("alice")},
		Limit: roomtest.N(100), ActiveFrom: from, ActiveTo: from.AddDate(1, 0, 0),
	}
	p := covers.ImportProof{Kind: covers.ProofCertificate, Issuer: roomtest.Addr("issuer"), WrittenAt: from}
	p.Signature = roomtest.Sign(w.T, roomtest.Key("issuer"), covers.CertificateMessage(in.Content(), p.Issuer, from).Digest(w.Rooms.ProofDomain()))
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
