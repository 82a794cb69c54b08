package settlements_test

import (
	"testing"
	"time"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

const objectionTerm = 7 * 24 * time.Hour // ObjectionTerm where nobody says another

// objection reads an objection again.
func (w *world) objection(o models.Objection) (out models.Objection) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByID[models.Objection](tx, o.ID)
		return err
	})
	return out
}

// asked checks whose turn an objection is, and that it is due a term from now.
func (w *world) asked(o models.Objection, state string, who models.Actor) models.Objection {
	w.T.Helper()
	got := w.objection(o)
	if got.State != state || got.AssignedTo == nil || *got.AssignedTo != who.StaffID || !got.DueAt.Equal(w.Clock.Now().Add(objectionTerm)) {
		w.T.Fatalf("objection is %s, asked %v, due %s; want %s by %s", got.State, got.AssignedTo, got.DueAt, state, who.Person)
	}
	return got
}

// objected is a public draft of alice=50 and bob=50 to which alice objects.
func (w *world) objected() (models.Incident, models.Settlement, models.Objection) {
	inc := w.Settling(100, "alice", "bob")
	st := must[models.Settlement](w.T)(w.Rooms.PublishDraft(ctx, w.Theo, w.Draft(&inc).PublicID, 0))
	return inc, st, must[models.Objection](w.T)(w.Rooms.Object(ctx, wallet("alice"), st.PublicID, "too little"))
}

// TestNobodyAnswersAnObjection: three people are asked in turn, each seven days. Until
// then nobody approves; then everybody is paid as drafted, and alice's objection, which
// nobody decided, can still be answered.
func TestNobodyAnswersAnObjection(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		second := w.Person("sven", "sven", "senior")
		inc, st, o := w.objected()
		w.asked(o, states.ObjectionOpen, w.Anna)
		other := must[models.Objection](t)(w.Rooms.Object(ctx, wallet("bob"), st.PublicID, "me too"))
		w.asked(other, states.ObjectionOpen, w.Ben) // anna has one already
		must[models.Objection](t)(w.Rooms.AnswerObjection(ctx, w.Ben, other.PublicID, other.Version, "no"))
		for _, turn := range []struct {
			state string
			who   models.Actor
		}{{states.ObjectionSenior, w.Sara}, {states.ObjectionSecondSenior, second}} {
			if r := w.Windows(objectionTerm - time.Minute); r.ObjectionsPassed+r.ObjectionsLapsed != 0 {
				t.Fatalf("the silence ended early: %s", r.StepReport)
			}
			if r := w.Windows(time.Minute); r.ObjectionsPassed != 1 || r.ObjectionsLapsed != 0 {
				t.Fatalf("after a silence: %s", r.StepReport)
			}
			w.asked(o, turn.state, turn.who)
			if r := w.Windows(0); r.ObjectionsPassed+r.ObjectionsLapsed != 0 { // another server, at once
				t.Fatalf("passed on twice: %s", r.StepReport)
			}
			_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
			wantErr(t, err, service.ErrConflict)
		}
		if r := w.Windows(objectionTerm); r.ObjectionsPassed != 0 || r.ObjectionsLapsed != 1 {
			t.Fatalf("after the third silence: %s", r.StepReport)
		}
		o = w.objection(o)
		if o.State != states.ObjectionUnanswered || o.Answer != "" || o.AnsweredBy != nil || !o.Overdue(w.Clock.Now()) {
			t.Fatalf("%+v", o)
		}
		w.Lines(st, "alice=50 bob=50")
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
		st = must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Sara, st.PublicID, st.ContentHash.Hash))
		w.VerifiedFor(st, st.ContentHash)
		st = must[models.Settlement](t)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		w.Publish(st)
		w.holds(&inc, "alice", "loss 100 covers 50 recovered 0 outside 0 swept 0 receivable 0 residual 50")
		must[models.Objection](t)(w.Rooms.AnswerObjection(ctx, w.Anna, o.PublicID, o.Version, "the pool is short"))
		if o = w.objection(o); o.State != states.ObjectionAnswered || o.Overdue(w.Clock.Now()) {
			t.Fatalf("%+v", o)
		}
		_, err := w.Rooms.AnswerObjection(ctx, w.Sara, o.PublicID, o.Version, "again")
		wantErr(t, err, models.ErrState)
	})
}

// TestDraftingAgainAnswersNothing: the objection to a cancelled draft holds up the next
// draft of its source, in which nothing changed for its author.
func TestDraftingAgainAnswersNothing(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, st, o := w.objected()
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "to be rid of her"))
		w.Clock.Advance(time.Minute)
		next := must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, w.Draft(&inc).PublicID, 0))
		_, err := w.Rooms.Object(ctx, wallet("alice"), next.PublicID, "again")
		wantErr(t, err, service.ErrConflict)
		w.Clock.Advance(20 * time.Minute)
		_, err = w.Rooms.Approve(ctx, w.Theo, next.PublicID, next.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		must[models.Objection](t)(w.Rooms.AnswerObjection(ctx, w.Anna, o.PublicID, o.Version, "the pool is short"))
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, next.PublicID, next.ContentHash.Hash))
	})
}

// TestNobodyElseIsAsked: with one senior there is no second one. Nobody is asked then, and
// the time passes all the same.
func TestNobodyElseIsAsked(t *testing.T) {
	each(t, terms(), func(w *world) {
		_, _, o := w.objected()
		w.Windows(objectionTerm)
		w.asked(o, states.ObjectionSenior, w.Sara)
		w.Windows(objectionTerm)
		if got := w.objection(o); got.State != states.ObjectionSecondSenior || got.AssignedTo != nil {
			w.T.Fatalf("%+v", got)
		}
		w.Windows(objectionTerm)
		if got := w.objection(o); got.State != states.ObjectionUnanswered {
			w.T.Fatalf("%+v", got)
		}
	})
}

// TestWithdrawnObjection: alice takes back what nobody has answered, and nobody else does.
// It holds up no approval then, is overdue for nobody, is not answered any more, and she
// has spoken about this draft.
func TestWithdrawnObjection(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		_, st, o := w.objected()
		withdraw := func(by models.Actor, version int64) error {
			_, err := w.Rooms.WithdrawObjection(ctx, by, o.PublicID, version)
			return err
		}
		wantErr(t, withdraw(wallet("bob"), o.Version), service.ErrForbidden)
		wantErr(t, withdraw(w.Sara, o.Version), service.ErrForbidden)
		wantErr(t, withdraw(wallet("alice"), o.Version+1), models.ErrVersion)
		w.Clock.Advance(20 * time.Minute)
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		if err := withdraw(wallet("alice"), o.Version); err != nil {
			t.Fatal(err)
		}
		o = w.objection(o)
		if o.State != states.ObjectionWithdrawn || o.Text != "too little" || o.Overdue(o.DueAt) {
			t.Fatalf("%+v", o)
		}
		wantErr(t, withdraw(wallet("alice"), o.Version), models.ErrState)
		_, err = w.Rooms.AnswerObjection(ctx, w.Anna, o.PublicID, o.Version, "late")
		wantErr(t, err, models.ErrState)
		w.Lines(st, "alice=50 bob=50")
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash))
	})
}

// TestWithdrawnObjectionIsNotRaisedAgain: nobody delays a settlement by objecting and
// taking it back; and an answer that came first stands.
func TestWithdrawnObjectionIsNotRaisedAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		_, st, o := w.objected()
		must[models.Objection](t)(w.Rooms.WithdrawObjection(ctx, wallet("alice"), o.PublicID, o.Version))
		_, err := w.Rooms.Object(ctx, wallet("alice"), st.PublicID, "again")
		wantErr(t, err, service.ErrConflict)
		his := must[models.Objection](t)(w.Rooms.Object(ctx, wallet("bob"), st.PublicID, "me too"))
		his = must[models.Objection](t)(w.Rooms.AnswerObjection(ctx, w.Anna, his.PublicID, his.Version, "no"))
		_, err = w.Rooms.WithdrawObjection(ctx, wallet("bob"), his.PublicID, his.Version)
		wantErr(t, err, models.ErrState)
	})
}
