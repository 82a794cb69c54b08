package settlements_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
	"makewhole/models"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// again is how a kind of intent can be needed a second time, and the key of that
// time; or why its key can never be needed again.
var again = map[string]struct {
	play  func(w *world) []string // the keys in their order
	never string
}{
	"earmark":         {play: earmarkedAgain},
	"release":         {play: releasedAgain},
	"end_release":     {play: releaseEndedAgain},
	"publish":         {play: publishedAgain},
	"sweep":           {play: sweptAgain},
	"return_money":    {play: returnedAgain},
	"settle_exit":     {never: "an exit that ended is queued anew, with the pool's next number"},
	"pause":           {never: "each time a response goes again it is another generation, and the key names it"},
	"push":            {never: "each plan has its own id, and a plan is approved once"},
	"submit_snapshot": {never: "a digest is submitted once: what was measured again has another revision or attempt"},
	"submit_set":      {never: "a digest is submitted once: a set that is made again has another revision"},
}

// TestWhatIsNeededAgain: an incident goes round, a settlement is cancelled, a
// deadline is moved: what must be sent again has a key of its own, and asking
// twice for one time finds one row.
func TestWhatIsNeededAgain(t *testing.T) {
	for _, kind := range intents.Kinds {
		how, known := again[kind.Name]
		switch {
		case kind.Development:
		case !known:
			t.Errorf("nobody said whether a %s can be needed again", kind.Name)
		case how.play != nil:
			t.Run(kind.Name, func(t *testing.T) {
				each(t, terms(), func(w *world) {
					want := how.play(w)
					var got []string
					w.Tx(func(tx *models.Tx) error {
						return models.EachRow(tx, func(in *models.TxIntent) error {
							if in.Kind == kind.Name {
								got = append(got, in.IdemKey)
							}
							return nil
						})
					})
					if !slices.Equal(got, want) {
						w.T.Errorf("keys %q, want %q", got, want)
					}
				})
			})
		case how.never == "":
			t.Errorf("why is a %s never needed again?", kind.Name)
		}
	}
}

// walk takes an incident along edges of its table.
func (w *world) walk(inc *models.Incident, events ...string) {
	w.T.Helper()
	row := w.incidentNow(inc)
	w.Tx(func(tx *models.Tx) error {
		for _, e := range events {
			if err := models.Move(tx, states.Incident, &row, e, w.Sara, "test"); err != nil {
				return err
			}
		}
		return nil
	})
}

// sentOnce takes the newest intent of a kind to the end of its life.
func (w *world) sentOnce(inc *models.Incident, kind string) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
		if err != nil {
			return err
		}
		for i := range slices.Backward(rows) {
			if rows[i].Kind != kind {
				continue
			}
			nonce, hash := int64(i), models.H(common.Hash{1})
			rows[i].Nonce, rows[i].BlockNumber, rows[i].TxHash, rows[i].BlockHash = &nonce, &nonce, &hash, &hash
			for _, e := range []string{states.EventSign, states.EventSend, states.EventMine, states.EventFinalize} {
				if err := models.Move(tx, states.Transaction, &rows[i], e, models.SystemActor(states.SystemOutbox), "", "nonce", "block_number", "tx_hash", "block_hash"); err != nil {
					return err
				}
			}
			return nil
		}
		return fmt.Errorf("no %s was asked for", kind)
	})
}

// setAside lets a pool of 100 set aside what was asked for.
func setAside(w *world, inc *models.Incident) {
	w.sentOnce(inc, "earmark")
	w.Earmark(inc, 100)
	w.Events()
}

// releases lets a release begin, and says how it is ended.
func releases(w *world, inc *models.Incident) (end func()) {
	w.sentOnce(inc, "release")
	w.Event(roomtest.PoolAddr, "ReleaseBegun", map[string]any{
		"incident_id": inc.ChainRef.Hash, "by": addr("operator"), "releasable_from": fmt.Sprint(w.Clock.Now().Add(time.Hour).Unix())})
	w.Events()
	return func() {
		w.Event(roomtest.PoolAddr, "Released", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(100)})
		w.Events()
	}
}

// rejectedOnce is an incident for which 100 were set aside before it was rejected;
// the pool was asked to release them.
func rejectedOnce(w *world) models.Incident {
	w.Cover("alice", 100, "alice")
	w.Clock.Advance(2 * time.Hour)
	inc := w.Confirmed()
	w.walk(&inc, "dispute", "review", "confirm")
	w.Fund(nil, "lp1", 100)
	w.Events()
	if r := w.Windows(0); r.Earmarked != 1 {
		w.T.Fatalf("%+v", r)
	}
	setAside(w, &inc)
	w.walk(&inc, "dispute", "review", "confirm") // nothing more is wanted: 100 are there
	if r := w.Windows(0); r.Earmarked != 0 {
		w.T.Fatalf("asked for nothing: %+v", r)
	}
	w.walk(&inc, "dispute", "reject")
	w.Windows(0)
	return inc
}

// earmarkedAgain: confirmed again while the old release runs, the incident waits for
// its end before the pool sets money aside once more.
func earmarkedAgain(w *world) []string {
	inc := rejectedOnce(w)
	w.walk(&inc, "reopen", "review", "confirm")
	if r := w.Windows(0); r.Earmarked != 0 {
		w.T.Fatal("asked while the release was asked for")
	}
	end := releases(w, &inc)
	if r := w.Windows(0); r.Earmarked != 0 {
		w.T.Fatal("asked while the release ran")
	}
	end()
	for range 2 {
		w.Windows(0)
	}
	key := "earmark:" + inc.PublicID + ":" + w.Pool.PublicID
	return []string{key, key + ":3"}
}

func releasedTwice(w *world) models.Incident {
	inc := rejectedOnce(w)
	releases(w, &inc)()
	w.Windows(0) // nothing is left
	w.walk(&inc, "reopen", "review", "confirm")
	w.Windows(0)
	setAside(w, &inc)
	w.walk(&inc, "dispute", "reject")
	for range 2 {
		w.Windows(0)
	}
	return inc
}

func releasedAgain(w *world) []string {
	inc := releasedTwice(w)
	key := "release:" + inc.PublicID + ":" + w.Pool.PublicID
	return []string{key, key + ":2"}
}

func releaseEndedAgain(w *world) []string {
	inc := releasedTwice(w)
	w.Clock.Advance(time.Minute)
	second := w.Clock.Now().Add(time.Hour).Unix()
	releases(w, &inc)
	var rows []models.TxIntent
	w.Tx(func(tx *models.Tx) (err error) {
		rows, err = tx.IntentsOf(states.Incident.Name, inc.ID)
		return err
	})
	var out []string
	for _, in := range rows {
		if in.Kind == "end_release" {
			out = append(out, fmt.Sprintf("end_release:%s:%s:%d", inc.PublicID, w.Pool.PublicID, in.NotBefore.Unix()))
		}
	}
	if len(out) != 2 || rows[len(rows)-1].NotBefore.Unix() != second {
		w.T.Errorf("%d ends of releases, want 2", len(out))
	}
	return out
}

// publishedAgain: the guardian cancels, the next try has an id and a key of its own.
func publishedAgain(w *world) (keys []string) {
	inc := w.Settling(100, "alice")
	for i := range 2 {
		st := w.Approved(w.Draft(&inc))
		for range 2 {
			st = must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		}
		keys = append(keys, "publish:"+st.PublicID)
		if w.Publish(st); i == 0 {
			w.cancelledOnChain(st, 100)
			w.Events()
		}
	}
	return keys
}

// returnedAgain: each cancelled settlement's money comes back by itself.
func returnedAgain(w *world) (keys []string) {
	inc := w.Settling(100, "alice")
	for range 2 {
		st := w.Approved(w.Draft(&inc))
		st = must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		w.Publish(st)
		w.cancelledOnChain(st, 100)
		w.Events()
		keys = append(keys, "return_money:"+st.PublicID)
	}
	return keys
}

// sweptAgain: the deadline is moved after the sweep was asked for.
func sweptAgain(w *world) []string {
	inc := w.Settling(100, "alice")
	st := w.Active(w.Draft(&inc))
	w.Clock.Set(*st.Deadline)
	for range 2 {
		must[models.TxIntent](w.T)(w.Rooms.Sweep(ctx, w.Theo, st.PublicID))
	}
	later := st.Deadline.Add(24 * time.Hour)
	w.Event(roomtest.Distributor, "Extended", map[string]any{"settlement_id": st.ChainRef.Hash, "deadline": fmt.Sprint(later.Unix())})
	w.Events()
	w.Clock.Set(later)
	for range 2 {
		must[models.TxIntent](w.T)(w.Rooms.Sweep(ctx, w.Theo, st.PublicID))
	}
	return []string{"sweep:" + st.PublicID, "sweep:" + st.PublicID + ":2"}
}

// TestTheTermOfAnEarmark: a year after the first one the operator's key sets nothing
// aside any more; only the committee does, and nothing is sent that is refused.
func TestTheTermOfAnEarmark(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := rejectedOnce(w)
		releases(w, &inc)()
		w.walk(&inc, "reopen", "review", "confirm")
		if r := w.Windows(366 * 24 * time.Hour); r.Earmarked != 0 {
			w.T.Errorf("%+v", r)
		}
	})
}

// TestASecondConfirmationWaitsForItsMoney: settling does not end while the pool has
// yet to set aside what the second confirmation wants.
func TestASecondConfirmationWaitsForItsMoney(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Fund(nil, "lp1", 100)
		w.Events()
		advance := func() { must[settlements.StepReport](t)(w.Rooms.Advance(ctx)) }
		w.walk(&inc, "dispute", "review", "confirm")
		advance()
		setAside(w, &inc)
		w.walk(&inc, "dispute", "reject")
		advance()
		end := releases(w, &inc)
		w.walk(&inc, "reopen", "review", "confirm", "start_snapshot")
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		for range 4 {
			w.Windows(2 * time.Hour)
		}
		if got := w.incidentNow(&inc).State; got != models.IncidentClaimsClosed {
			t.Fatalf("incident is %s while the old release runs", got)
		}
		end()
		w.Windows(0)
		if got := w.incidentNow(&inc).State; got != models.IncidentClaimsClosed {
			t.Fatalf("incident is %s while the pool is asked", got)
		}
		setAside(w, &inc)
		w.Paid(w.Draft(&inc))
		w.Windows(0)
		if got := w.incidentNow(&inc).State; got != models.IncidentSettled {
			t.Fatalf("incident is %s", got)
		}
		w.Balance("paid:"+inc.PublicID, 100)
	})
}
