package outbox_test

import (
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/chaintest"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/states"
)

// hourOfPause is pauseFor(3600).
var hourOfPause = common.FromHex("f3f449c7" + strings.Repeat("0", 60) + "0e10")

// queueResponse writes response 1: a queued one of an accepted plan, with all that it
// refers to.
func queueResponse(tx *models.Tx, sender common.Address, call []byte) error {
	hash := models.H(common.Hash{1})
	one := int64(1) // of the cast
	two := int64(2)
	p := models.Protocol{PublicID: models.NewID("pro"), Slug: "vaults", Name: "Vaults"}
	if err := models.Insert(tx, &p); err != nil {
		return err
	}
	m := models.Module{PublicID: models.NewID("mod"), ProtocolID: p.ID, ChainID: chaintest.ID, Address: models.Addr(pausedAt), PauseKind: "pausable", Containment: states.ContainmentNone}
	inc := models.Incident{PublicID: models.NewID("inc"), ProtocolID: p.ID, ChainRef: hash, Title: "drained", State: states.IncidentSuspected, ObservedAt: &tx.Now}
	mon := models.Monitor{PublicID: models.NewID("mon"), ChainID: chaintest.ID, Module: "till", Name: "till", Number: 1, Content: []byte("{}"), ContentHash: hash, State: states.MonitorShadow}
	in := models.TxIntent{
		PublicID: models.NewID("txn"), IdemKey: "response:rsp:1", Kind: "pause", RefMachine: states.Response.Name, RefID: 1, ChainID: chaintest.ID,
		Sender: models.Addr(sender), To: models.Addr(pausedAt), Data: call, State: models.TxDropped,
	}
	for _, insert := range []func() error{
		func() error { return models.Insert(tx, &m) }, func() error { return models.Insert(tx, &inc) },
		func() error { return models.Insert(tx, &mon) }, func() error { return models.Insert(tx, &in) },
	} {
		if err := insert(); err != nil {
			return err
		}
	}
	f := models.Finding{
		PublicID: models.NewID("fnd"), ChainID: chaintest.ID, MonitorID: mon.ID, Dedup: hash, Module: models.Addr(pausedAt), Severity: "P1", Class: "c", Damage: "yes", Level: "act",
		Number: 1, Hash: hash, LastNumber: 1, Sightings: 1, State: states.FindingOpen, BlockTime: tx.Now, SeenAt: tx.Now, ObservedAt: tx.Now, DecidedAt: tx.Now,
	}
	plan := models.ResponsePlan{
		PublicID: models.NewID("rpl"), ChainID: chaintest.ID, ModuleID: m.ID, Name: "stop", Number: 1, Content: []byte("{}"), ContentHash: hash,
		State: states.PlanOfAccepted, WrittenBy: one, AcceptedBy: &two, AcceptedAt: &tx.Now,
	}
	if err := models.Insert(tx, &f); err != nil {
		return err
	}
	if err := models.Insert(tx, &plan); err != nil {
		return err
	}
	return models.Insert(tx, &models.Response{
		PublicID: models.NewID("rsp"), ChainID: chaintest.ID, IncidentID: inc.ID, ModuleID: m.ID, PlanID: plan.ID, FindingID: f.ID, PlanName: "stop", Step: "hour",
		Class: "R2", Authority: "automatic", Generation: 1, Sender: models.Addr(sender), Target: models.Addr(pausedAt), Call: call,
		State: states.ResponseQueued, IntentID: &in.ID, QueuedAt: &tx.Now,
	})
}

// A pause is the call of its queued response to the byte, by its key; a flag that
// would lift one is refused even where a response says so; and no pause is sent for a
// response that is not queued.
func TestAPauseIsTheCallOfItsResponse(t *testing.T) {
	t.Parallel()
	lifts, err := contracts.Pausers().Pack("setPoolPause", false)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		stored []byte
		change func(*models.TxIntent)
		want   string
	}{
		"longer":       {hourOfPause, func(in *models.TxIntent) { in.Data = common.FromHex("f3f449c7" + strings.Repeat("0", 60) + "0e11") }, "this is none"},
		"of another":   {hourOfPause, func(in *models.TxIntent) { in.RefID = 2 }, "this is none"},
		"lifts":        {lifts, func(in *models.TxIntent) { in.Data = lifts }, "sets no flag of setPoolPause to false"},
		"of no pauser": {hourOfPause, func(in *models.TxIntent) { in.Data = common.FromHex("3f4ba83a") }, "this has selector 0x3f4ba83a"},
	} {
		w := newWorld(t)
		err := w.db.Tx(t.Context(), func(tx *models.Tx) error { return queueResponse(tx, w.key.Address(), c.stored) })
		if err != nil {
			t.Fatal(err)
		}
		in := w.call("pause", 0)
		c.change(&in)
		w.put(in)
		if r := w.tick(); r.Signed != 0 {
			t.Errorf("%s: signed: %v", name, r)
		}
		if row := w.intent(0); !strings.Contains(row.Blocked, c.want) {
			t.Errorf("%s is %s, blocked %q, want %q", name, row.State, row.Blocked, c.want)
		}
	}
}

// The responder's key signs pauses and nothing else.
func TestTheRespondersKeyOnlyPauses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.registered()
	s, err := outbox.NewSender(outbox.SenderConfig{
		DB: w.db, Node: w.chain, ChainID: chaintest.ID, Signers: []outbox.Signer{w.key}, Responder: w.key.Address(), Owner: "another", Now: w.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.put(w.call("earmark", 0), w.call("trial", 1), w.call("pause", 2))
	if _, err := s.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if row := w.intent(i); row.State != models.TxApproved || !strings.Contains(row.Blocked, "the responder's key sends no "+row.Kind) {
			t.Errorf("%s is %s, blocked %q", row.Kind, row.State, row.Blocked)
		}
	}
	if row := w.intent(2); row.State == models.TxApproved || row.Blocked != "" {
		t.Errorf("the pause is %s, blocked %q", row.State, row.Blocked)
	}
}
