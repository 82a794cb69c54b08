package respond_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

func callOf(to common.Address, data string) ethereum.CallMsg {
	return ethereum.CallMsg{To: &to, Data: common.FromHex(data)}
}

// An attack in several blocks: the first drain is found, the pause lands in the next
// block, later drains fail; the pause is read back, becomes final, and ends.
func TestAPauseSavesWhatIsLeft(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		if !w.drain() {
			t.Fatal("the till does not pay")
		}
		f := w.find("act")
		if got := w.round(); got.Called != 1 || got.Queued != 1 {
			t.Fatalf("%+v", got)
		}
		r := w.only(states.ResponseQueued)
		if r.Authority != "automatic" || !strings.Contains(r.Why, "1 invariants are broken") || w.containment() != states.ContainmentRequested {
			t.Errorf("%+v, module %s", r, w.containment())
		}
		w.send()
		w.mine(1)
		w.send()
		if w.drain() {
			t.Error("the till pays while it is paused")
		}
		w.watched()
		if got := w.round(); got.Contained != 1 {
			t.Errorf("%+v", got)
		}
		r = w.only(states.ResponseContained)
		in := w.intents()
		if len(in) != 1 || in[0].BlockHash == nil || *r.ContainedNumber != *in[0].BlockNumber || *r.ContainedHash != *in[0].BlockHash || *in[0].BlockNumber != f.Number+1 {
			t.Errorf("contained at %v, %+v", r.ContainedNumber, in)
		}
		if r.QueuedAt == nil || r.TakenAt == nil || r.ContainedAt == nil {
			t.Errorf("the times are not whole: %+v", r)
		}
		w.mine(6)
		w.watched()
		w.send()
		w.round()
		if w.containment() != states.ContainmentContained {
			t.Errorf("the module is %s, the pause is final", w.containment())
		}
		w.rounds(3)
		if n := w.pauses(); n != 1 || len(w.intents()) != 1 {
			t.Errorf("%d pauses, %d intents", n, len(w.intents()))
		}
		must(t, w.node.AdvanceTime(2*time.Hour))
		w.mine(8)
		w.watched()
		if got := w.round(); got.Ended != 1 || w.containment() != states.ContainmentReleased {
			t.Errorf("%+v, module %s", got, w.containment())
		}
		w.rounds(2)
		w.only(states.ResponseEnded)
	})
}

func (w *world) rounds(n int) {
	for range n {
		w.restart()
		w.watched()
		w.round()
		w.send()
		w.mine(1)
	}
}

// Nothing follows from a finding without harm, of a monitor that is not live, of
// another plan's monitor, or from before the plan was accepted.
func TestWhatDoesNotCall(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		w.find("alert")
		w.round()
		w.Tx(func(tx *models.Tx) error {
			return models.Move(tx, states.Monitor, &w.monitor, "disarm", w.Sara, "noisy")
		})
		w.find("act")
		if got := w.round(); got.Called != 0 || len(w.responses()) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// A finding that is replaced before the pause was signed withdraws it; found again,
// it is sent again; and once only.
func TestRetractionWithdrawsAndResumes(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		f := w.find("act")
		w.round()
		w.only(states.ResponseQueued)
		w.lose(f, false)
		if got := w.round(); got.Withdrawn != 1 {
			t.Errorf("%+v", got)
		}
		w.only(states.ResponseWithdrawn)
		if in := w.intents(); len(in) != 1 || in[0].State != models.TxDropped || w.containment() != states.ContainmentNone {
			t.Errorf("%+v, module %s", in, w.containment())
		}
		w.send()
		w.mine(1)
		if w.pauses() != 0 {
			t.Error("a pause that was withdrawn went out")
		}
		w.lose(f, true)
		w.watched()
		w.round()
		r := w.only(states.ResponseQueued)
		if r.Generation != 2 || len(w.intents()) != 2 {
			t.Errorf("generation %d, %d intents", r.Generation, len(w.intents()))
		}
		w.send()
		w.mine(1)
		w.send()
		w.lose(f, false)
		w.watched()
		w.round()
		if r = w.only(states.ResponseContained); r.Unfounded == "" {
			t.Error("nothing stands behind the pause, and the record does not say so")
		}
		w.rounds(3)
		if w.pauses() != 1 {
			t.Errorf("%d pauses", w.pauses())
		}
	})
}

// A block of the pause that is replaced takes the containment back; the same
// transaction is mined again, and there is one effect.
func TestReorganisedPause(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		w.find("act")
		w.round()
		w.send()
		w.mine(1)
		w.send()
		w.watched()
		w.round()
		first := w.only(states.ResponseContained)
		must(t, w.node.Reorg(1, false))
		w.mine(2)
		w.watched()
		w.round()
		w.send()
		w.rounds(4)
		again := w.only(states.ResponseContained)
		if *again.ContainedHash == *first.ContainedHash || len(w.intents()) != 1 || !w.paused() {
			t.Errorf("first %s, then %s, %d intents, paused %v", first.ContainedHash.Hex(), again.ContainedHash.Hex(), len(w.intents()), w.paused())
		}
		if n := w.pauses(); n != 1 {
			t.Errorf("%d pauses", n)
		}
	})
}

// Without a record and an invariant a person must agree; a record of confirmed
// incidents is one, a dismissed finding counts against it.
func TestPeopleAgree(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, false)
		w.find("act")
		w.round()
		r := w.only(states.ResponseWaiting)
		if r.Authority != "one_person" || !strings.Contains(r.Why, "precision 10 %, 80 % are needed") {
			t.Errorf("%+v", r)
		}
		w.rounds(2)
		if len(w.intents()) != 0 {
			t.Fatal("a pause went out without a person")
		}
		r = w.only(states.ResponseWaiting)
		_, err := w.people.Agree(roomtest.Ctx, w.Theo, r.PublicID, r.Version, "yes")
		roomtest.WantErr(t, err, service.ErrForbidden)
		_, err = w.people.Agree(roomtest.Ctx, w.Anna, r.PublicID, r.Version-1, "yes")
		roomtest.WantErr(t, err, models.ErrVersion)
		r = roomtest.Must[models.Response](t)(w.people.Agree(roomtest.Ctx, w.Anna, r.PublicID, r.Version, "yes"))
		_, err = w.people.Agree(roomtest.Ctx, w.Ben, r.PublicID, r.Version, "yes")
		roomtest.WantErr(t, err, models.ErrState)
		w.watched()
		w.round()
		w.only(states.ResponseQueued)
		w.rounds(3)
		if w.only(states.ResponseContained); w.pauses() != 1 {
			t.Errorf("%d pauses", w.pauses())
		}
	})
}

// A call that would revert on the head does not go out, and the reason stands in
// the response; a module that somebody else has paused is contained.
func TestSimulatedAndPausedByOthers(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		w.round() // proves the plan
		w.transact(5, &w.till, 0, append(common.FromHex("f3f449c7"), common.BigToHash(common.Big32).Bytes()...))
		w.mine(1)
		w.find("act")
		w.round()
		r := w.only(states.ResponseContained)
		if len(w.intents()) != 0 || r.IntentID != nil || w.pauses() != 1 {
			t.Errorf("%+v", r)
		}
	})
}

// Two persons make a plan, in versions; the second one does not write it.
func TestTwoPersonsMakeAPlan(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		next := w.write(2, true)
		_, err := w.people.Write(roomtest.Ctx, w.Anna, []byte(planText(w.till, 2, true)), "again")
		if !errors.Is(err, service.ErrInvalid) || !strings.Contains(err.Error(), "/version: must be above 2") {
			t.Error(err)
		}
		_, err = w.people.Write(roomtest.Ctx, w.Anna, []byte(planText(common.Address{7}, 3, true)), "elsewhere")
		if !errors.Is(err, service.ErrInvalid) || !strings.Contains(err.Error(), "/module: the catalog has no such module") {
			t.Error(err)
		}
		_, err = w.people.Write(roomtest.Ctx, w.Anna, []byte(strings.Replace(planText(w.till, 3, true), "31337", "1", 1)), "elsewhere")
		if !errors.Is(err, service.ErrInvalid) || !strings.Contains(err.Error(), "/chain") {
			t.Error(err)
		}
		_, err = w.people.Accept(roomtest.Ctx, w.Anna, next.PublicID, next.Version, "mine")
		roomtest.WantErr(t, err, service.ErrForbidden)
		w.find("act")
		w.round()
		next = roomtest.Must[models.ResponsePlan](t)(w.people.Accept(roomtest.Ctx, w.Sara, next.PublicID, next.Version, "better"))
		if got := w.round(); got.Withdrawn != 1 { // of the version that was retired, before it was signed
			t.Errorf("%+v", got)
		}
		w.send()
		if w.mine(1); w.pauses() != 0 {
			t.Error("a pause of a retired plan went out")
		}
		next = roomtest.Must[models.ResponsePlan](t)(w.people.Retire(roomtest.Ctx, w.Sara, next.PublicID, next.Version, "no more"))
		if next.State != states.PlanOfRetired {
			t.Errorf("%+v", next)
		}
	})
}

// A pause is lifted by two persons, when it is final and its monitors, live and not
// blind, were quiet at the head since.
func TestTwoPersonsLift(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		w.find("act")
		w.rounds(3)
		r := w.only(states.ResponseContained)
		_, err := w.people.Lift(roomtest.Ctx, w.Sara, r.PublicID, r.Version, "now")
		roomtest.WantErr(t, err, models.ErrState)
		r = roomtest.Must[models.Response](t)(w.people.AskLift(roomtest.Ctx, w.Anna, r.PublicID, r.Version, "it is repaired"))
		late := func(want string) {
			t.Helper()
			_, err := w.people.Lift(roomtest.Ctx, w.Sara, r.PublicID, r.Version, "now")
			if !errors.Is(err, service.ErrNotReady) || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		}
		late("not final")
		w.mine(8)
		w.watched()
		blind := func(status string) {
			w.Tx(func(tx *models.Tx) error {
				at, err := tx.WatchedChainOf(chainID)
				if err != nil {
					return err
				}
				at.Status = status
				return models.Update(tx, &at, "status")
			})
		}
		blind(`{"monitors": {"till-solvency/1": ["no reads"]}}`)
		late("is blind")
		blind(`{}`)
		w.Clock.Advance(time.Hour)
		late("has not been watched")
		w.watched()
		lifted := r
		r = roomtest.Must[models.Response](t)(w.people.Lift(roomtest.Ctx, w.Sara, r.PublicID, r.Version, "repaired, looked at"))
		if r.State != states.ResponseLifting || *r.LiftBy != w.Sara.StaffID {
			t.Errorf("%+v", r)
		}
		_, err = w.people.Lift(roomtest.Ctx, w.Sara, lifted.PublicID, r.Version, "twice")
		roomtest.WantErr(t, err, models.ErrState)
	})
}

// A monitor of the plan that goes on seeing what it saw keeps the pause.
func TestNobodyLiftsWhileMonitorsSee(t *testing.T) {
	roomtest.Each(t, roomtest.Terms(), func(rw *roomtest.World) {
		w := newWorld(rw, true)
		w.find("act")
		w.rounds(3)
		r := w.only(states.ResponseContained)
		r = roomtest.Must[models.Response](t)(w.people.AskLift(roomtest.Ctx, w.Sara, r.PublicID, r.Version, "it is repaired"))
		_, err := w.people.Lift(roomtest.Ctx, w.Sara, r.PublicID, r.Version, "now")
		roomtest.WantErr(t, err, service.ErrForbidden)
		w.find("count")
		w.mine(8)
		w.watched()
		other := w.Person("senior", "senior", "senior")
		_, err = w.people.Lift(roomtest.Ctx, other, r.PublicID, r.Version, "now")
		if !errors.Is(err, service.ErrNotReady) || !strings.Contains(err.Error(), "have not been quiet") {
			t.Error(err)
		}
	})
}
