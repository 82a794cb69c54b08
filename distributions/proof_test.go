package distributions_test

import (
	"testing"

	"makewhole/distributions"
	"makewhole/merkle"
	"makewhole/models"
)

// Every leaf has a proof that leads to the root which the committee signed, for
// its receiver, amount and place and for nothing else.
func TestProofsLeadToTheSignedRoot(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		s := w.sending(five...)
		for i, l := range s.lines {
			v := must[distributions.ProofView](t)(w.Rooms.Proof(ctx, s.st.PublicID, l.PublicID))
			if v.Root != s.st.PayoutRoot.Hash || v.Index != uint64(i) || v.SettlementRef != s.st.ChainRef.Hash || v.Line.Receiver != l.Receiver {
				t.Fatalf("line %d: %+v", i, v)
			}
			proof := make([]merkle.Hash, len(v.Proof))
			for j, h := range v.Proof {
				proof[j] = merkle.Hash(h)
			}
			leaf := func(index uint64, receiver models.Address, amount uint64) merkle.Hash {
				return merkle.PayoutLeaf(v.SettlementRef, index, receiver.Address, n(amount))
			}
			if got := leaf(v.Index, l.Receiver, 100); got != merkle.Hash(v.Leaf) || !merkle.Verify(v.Root, got, proof) {
				t.Errorf("line %d does not lead to the root", i)
			}
			for name, other := range map[string]merkle.Hash{
				"amount": leaf(v.Index, l.Receiver, 101), "index": leaf(v.Index+1, l.Receiver, 100),
				"receiver": leaf(v.Index, models.Addr(addr("mallory")), 100),
			} {
				if merkle.Verify(v.Root, other, proof) {
					t.Errorf("line %d: the proof holds for another %s", i, name)
				}
			}
		}
	})
}

// ended makes room for another incident: covers are not written while one is open.
func (w *world) ended(inc *models.Incident) {
	w.Tx(func(tx *models.Tx) error {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil {
			return err
		}
		row.State = models.IncidentClosed
		return models.Update(tx, &row, "state")
	})
}

// What is no line of the settlement, or of one that nobody has seen, has no proof;
// what is held has no leaf.
func TestWhatHasNoProof(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(200, "alice", "bob")
		draft := w.Draft(&inc)
		line := w.Stored(draft)[0].Line
		_, err := w.Rooms.Proof(ctx, draft.PublicID, line.PublicID)
		wantErr(t, err, models.ErrNotFound)
		active := w.Active(draft)
		must[distributions.ProofView](t)(w.Rooms.Proof(ctx, active.PublicID, line.PublicID))
		_, err = w.Rooms.Proof(ctx, active.PublicID, "alc_nothing")
		wantErr(t, err, models.ErrNotFound)
		_, err = w.Rooms.Proof(ctx, "stl_nothing", line.PublicID)
		wantErr(t, err, models.ErrNotFound)

		w.ended(&inc)
		other := w.Settling(200, "carol", "dave")
		second := w.Active(w.Draft(&other))
		_, err = w.Rooms.Proof(ctx, second.PublicID, line.PublicID)
		wantErr(t, err, models.ErrNotFound)
	})
}

// Trees of the settlements asked for last are kept; the others are made again,
// and come out the same.
func TestTreesAreMadeAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		type asked struct {
			st   models.Settlement
			line models.Allocation
			view distributions.ProofView
		}
		var all []asked
		for _, who := range []string{"a", "b", "c", "d", "e", "f"} {
			inc := w.Settling(200, who+"1", who+"2")
			st := w.Active(w.Draft(&inc))
			line := w.Stored(st)[0].Line
			all = append(all, asked{st, line, must[distributions.ProofView](t)(w.Rooms.Proof(ctx, st.PublicID, line.PublicID))})
			w.ended(&inc)
		}
		for range 2 {
			for _, a := range all {
				v := must[distributions.ProofView](t)(w.Rooms.Proof(ctx, a.st.PublicID, a.line.PublicID))
				if jsonOf(v) != jsonOf(a.view) {
					t.Fatalf("settlement %s: another proof the second time", a.st.PublicID)
				}
			}
		}
	})
}
