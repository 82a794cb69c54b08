package settlements_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// twoLosses are losses of 100 of alice and of bob in the same second, each in an incident
// of its own, over a pool of 150 that insures both for as much.
type twoLosses struct {
	*world
	alice, bob models.Incident
	covers     [2]models.Cover
}

func lostTwice(w *world) *twoLosses {
	s := &twoLosses{world: w, covers: [2]models.Cover{w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")}}
	w.Fund(nil, "lp1", 150)
	w.Clock.Advance(2 * time.Hour)
	s.alice = w.Incident(0, lost("alice", 100))
	return s
}

// aside is the final event that the pool has set an amount aside.
func (s *twoLosses) aside(inc *models.Incident, amount uint64) {
	s.final(inc, "earmark")
	s.Earmark(inc, amount)
	s.Events()
}

// final lets the newest intent of a kind for an incident become final.
func (s *twoLosses) final(inc *models.Incident, kind string) {
	s.T.Helper()
	s.Block++
	nonce, hash := s.Block, models.H([32]byte{9, byte(s.Block)})
	s.Tx(func(tx *models.Tx) error {
		rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
		rows = slices.DeleteFunc(rows, func(in models.TxIntent) bool { return in.Kind != kind || in.State != models.TxApproved })
		if err != nil || len(rows) != 1 {
			return fmt.Errorf("%d intents of kind %s wait: %w", len(rows), kind, err)
		}
		in := &rows[0]
		in.Nonce, in.BlockNumber, in.TxHash, in.BlockHash = &nonce, &nonce, &hash, &hash
		for _, e := range []string{states.EventSign, states.EventSend, states.EventMine, states.EventFinalize} {
			if err := models.Move(tx, states.Transaction, in, e, models.SystemActor(states.SystemOutbox), "", "nonce", "block_number", "tx_hash", "block_hash"); err != nil {
				return err
			}
		}
		return nil
	})
}

// aliceFirst lets the pool set 100 aside for alice's incident before bob's is confirmed:
// 50 are left for it.
func (s *twoLosses) aliceFirst() {
	s.Windows(0)
	s.aside(&s.alice, 100)
	s.bob = s.Incident(0, lost("bob", 100))
	s.Windows(0)
	s.aside(&s.bob, 50)
}

// filed are both claims; they are decided if it says so, and filing is over.
func (s *twoLosses) filed(decided bool) models.Claim {
	s.Approve(s.Anna, s.File(&s.alice, s.covers[0], "alice", 100), 100)
	c := s.File(&s.bob, s.covers[1], "bob", 100)
	if decided {
		c = s.Approve(s.Anna, c, 100)
	}
	s.Windows(2 * time.Hour)
	return c
}

// freed is the whole of a release that the pool was asked for.
func (s *twoLosses) freed(inc *models.Incident, amount uint64) {
	s.T.Helper()
	s.final(inc, "release")
	s.Event(roomtest.PoolAddr, "ReleaseBegun", map[string]any{
		"incident_id": inc.ChainRef.Hash, "by": addr("operator"), "releasable_from": fmt.Sprint(s.Clock.Now().Add(time.Hour).Unix())})
	s.Event(roomtest.PoolAddr, "Released", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(amount)})
	s.Events()
}

func (s *twoLosses) is(inc *models.Incident, state string) {
	s.T.Helper()
	if now := s.incidentNow(inc); now.State != state {
		s.T.Fatalf("the incident is %s, not %s", now.State, state)
	}
}

// TestTwoIncidentsShareAPool: free 150, two losses of 100 in the same second: 75 and 75,
// in both orders of drafting. The pool has set 100 and 50 aside; what alice's incident
// has beyond its share waits until it is settled, and bob's is not settled before.
func TestTwoIncidentsShareAPool(t *testing.T) {
	for name, aliceFirst := range map[string]bool{"alice first": true, "bob first": false} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				s := lostTwice(w)
				s.aliceFirst()
				s.filed(true)
				for _, alice := range []bool{aliceFirst, !aliceFirst} {
					if alice {
						st := w.Draft(&s.alice)
						w.Lines(st, "alice=75")
						w.Paid(st)
					} else {
						st := w.Draft(&s.bob)
						w.Lines(st, "bob=50")
						w.Paid(st)
					}
				}
				w.Windows(2 * time.Hour)
				w.Windows(0)
				s.is(&s.alice, models.IncidentSettled)
				s.is(&s.bob, models.IncidentSettling)
				s.freed(&s.alice, 25)
				w.Windows(0)
				s.is(&s.bob, models.IncidentSettling)
				s.aside(&s.bob, 25)
				st := w.Draft(&s.bob)
				w.Lines(st, "bob=25")
				w.Paid(st)
				w.Windows(0)
				s.is(&s.bob, models.IncidentSettled)
			})
		})
	}
}

// TestTwoIncidentsAskTogether: whoever is confirmed before the pool has set something
// aside asks for its share, and both end with it.
func TestTwoIncidentsAskTogether(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := lostTwice(w)
		s.bob = w.Incident(0, lost("bob", 100))
		w.Events()
		w.Windows(0)
		for _, inc := range []*models.Incident{&s.alice, &s.bob} {
			want := contracts.NewCapitalPool().PackEarmark(inc.ChainRef.Hash, n(200).Big(), n(75).Big())
			if got := s.asked(inc); !bytes.Equal(got, want) {
				w.T.Errorf("the pool is asked for %x", got)
			}
			s.aside(inc, 75)
		}
		s.filed(true)
		for _, inc := range []*models.Incident{&s.bob, &s.alice} {
			if st := w.Draft(inc); st.Paid.Amount != n(75) {
				w.T.Errorf("paid %s", st.Paid)
			} else {
				w.Paid(st)
			}
		}
		w.Windows(2 * time.Hour)
		w.Windows(0)
		s.is(&s.alice, models.IncidentSettled)
		s.is(&s.bob, models.IncidentSettled)
	})
}

func (s *twoLosses) asked(inc *models.Incident) (data []byte) {
	s.Tx(func(tx *models.Tx) error {
		rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
		for i := range rows {
			if rows[i].Kind == "earmark" {
				data = rows[i].Data
			}
		}
		return err
	})
	return data
}

// TestDraftOverItsShare: a draft of 100 of the time before the second incident is not
// approved any more. Drafted again it is 75.
func TestDraftOverItsShare(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := lostTwice(w)
		w.Windows(0)
		s.aside(&s.alice, 100)
		w.Approve(w.Anna, w.File(&s.alice, s.covers[0], "alice", 100), 100)
		w.Windows(2 * time.Hour)
		st := w.Draft(&s.alice)
		w.Lines(st, "alice=100")
		st = must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		s.bob = w.Incident(0, lost("bob", 100))
		w.Tx(func(tx *models.Tx) error { // it began in the same second and was found later
			s.bob.OccurredFrom, s.bob.OccurredTo = s.alice.OccurredFrom, s.alice.OccurredTo
			return models.Update(tx, &s.bob, "occurred_from", "occurred_to")
		})
		w.Windows(time.Hour)
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(w.T, err, service.ErrConflict)
		w.Lines(w.Draft(&s.alice), "alice=75")
	})
}

// TestShareThatIsNotNeeded: bob's claim waits for its decision, and alice's incident for
// that. It is denied for good: then she has the pool to herself.
func TestShareThatIsNotNeeded(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := lostTwice(w)
		s.aliceFirst()
		claim := s.filed(false)
		st := w.Draft(&s.alice)
		w.Lines(st, "alice=75")
		w.Paid(st)
		w.Windows(2 * time.Hour)
		s.is(&s.alice, models.IncidentSettling)
		w.Deny(w.Anna, claim)
		w.Windows(2 * time.Hour)
		w.Windows(0)
		s.is(&s.bob, models.IncidentSettled)
		s.is(&s.alice, models.IncidentSettling)
		st = w.Draft(&s.alice)
		w.Lines(st, "alice=25")
		w.Paid(st)
		w.Windows(0)
		s.is(&s.alice, models.IncidentSettled)
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, s.alice.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
	})
}

// TestShareCountsWhatIsGone: of a pool of 300 one incident needs 100 for each of alice and
// carol, the other 100 for bob. Alice was paid and then excluded for good: her 100 are of
// the incident's share of 200, and carol has the other 100.
func TestShareCountsWhatIsGone(t *testing.T) {
	each(t, terms(), func(w *world) {
		a, c := w.Cover("alice", 100, "alice"), w.Cover("carol", 100, "carol")
		w.Cover("bob", 100, "bob")
		w.Fund(nil, "lp1", 300)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("carol", 100))
		w.Incident(0, lost("bob", 100))
		w.Earmark(&inc, 300)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
		claim := w.File(&inc, c, "carol", 100)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=100 carol=100h")
		w.Paid(st)
		w.Tx(func(tx *models.Tx) error { return claims.CloseExcluded(tx, w.Sara, inc.ID, addr("alice"), "took_part") })
		w.Approve(w.Anna, claim, 100)
		w.Windows(11 * time.Minute)
		w.Lines(w.Draft(&inc), "carol=100")
	})
}

// TestWaitsForNoIncidentForEver: bob's incident has its share of the pool and is never
// measured. Alice's waits for what it may leave until her own latest date, no longer.
func TestWaitsForNoIncidentForEver(t *testing.T) {
	each(t, terms(), func(w *world) {
		s := lostTwice(w)
		w.Windows(0)
		s.aside(&s.alice, 100)
		s.bob = w.Confirmed()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&s.alice, s.covers[0], "alice", 100), 100)
		w.Windows(2 * time.Hour)
		st := w.Draft(&s.alice)
		w.Lines(st, "alice=60") // of 150, 100 : 150 that bob's may need
		w.Paid(st)
		latest := s.incidentNow(&s.alice).BarAt.Add(settlements.LatestTerm)
		w.Windows(latest.Add(-time.Minute).Sub(w.Clock.Now()))
		s.is(&s.alice, models.IncidentSettling)
		w.Windows(time.Minute)
		w.Windows(0)
		s.is(&s.alice, models.IncidentSettled)
	})
}
