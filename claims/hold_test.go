package claims_test

import (
	"errors"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/test/roomtest"
)

// blanket is an incident that cost a wallet whose account is a contract 100 under a
// blanket cover.
func (w *world) blanket() models.Incident {
	w.Chain.Code[addr("safe")], w.Chain.Accepts[addr("safe")] = true, []byte("owners agree")
	w.CoverOf(covers.Blanket, "protocol", 1000)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("safe", 100), lost("carol", 50))
	return inc
}

// owed is the open line of an account.
func (w *world) owed(inc *models.Incident, account string) (out models.Entitlement) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(e *models.Entitlement) error {
			if e.IncidentID == inc.ID && e.Affected.Address == addr(account) && e.State == entitlements.Open {
				out = *e
			}
			return nil
		})
	})
	return out
}

// register names dave as the receiver of the safe, on its owners' word.
func (w *world) register(inc *models.Incident) (models.Entitlement, error) {
	p := w.Proof(inc, "safe", "carol", "dave")
	p.Signature = []byte("owners agree")
	return w.Rooms.RegisterReceiver(ctx, wallet("carol"), inc.PublicID, addr("safe"), addr("dave"), p)
}

// A contract receives nothing by itself: its owners prove a receiver, a reviewer
// without an interest accepts it, and only then the line is free.
func TestReceiverOfAContractIsProvedAndAccepted(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.blanket()
		w.Windows(0)
		e := w.owed(&inc, "safe")
		if !e.Held || e.HeldReason != entitlements.HeldReceiver || w.owed(&inc, "carol").Held {
			t.Fatalf("safe %+v, carol %+v", e, w.owed(&inc, "carol"))
		}
		_, err := w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version)
		wantErr(t, err, models.ErrState) // nobody was named
		e = must[models.Entitlement](t)(w.register(&inc))
		if e.Receiver.Address != addr("dave") || !e.Held {
			t.Fatalf("%+v", e)
		}
		_, err = w.Rooms.AcceptEntitlementReceiver(ctx, w.Theo, e.PublicID, e.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version+1)
		wantErr(t, err, models.ErrVersion)
		dave := w.Person("dave", "dave", "underwriter")
		dave.Wallet = addr("dave")
		_, err = w.Rooms.AcceptEntitlementReceiver(ctx, dave, e.PublicID, e.Version)
		wantErr(t, err, service.ErrForbidden)
		e = must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version))
		if e.Held || e.HeldReason != "" {
			t.Fatalf("%+v", e)
		}
		_, err = w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version)
		wantErr(t, err, models.ErrState)
	})
}

// Nobody names a receiver for an account that has no line, or without its proof.
func TestReceiverNeedsALineAndAProof(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.blanket()
		w.Windows(0)
		p := w.Proof(&inc, "mallory", "mallory", "mallory")
		_, err := w.Rooms.RegisterReceiver(ctx, wallet("mallory"), inc.PublicID, addr("mallory"), addr("mallory"), p)
		wantErr(t, err, models.ErrNotFound)
		_, err = w.Rooms.RegisterReceiver(ctx, wallet("mallory"), inc.PublicID, addr("safe"), addr("mallory"), w.Proof(&inc, "mallory", "mallory", "mallory"))
		wantErr(t, err, covers.ErrProof)
		_, err = w.Rooms.RegisterReceiver(ctx, wallet("mallory"), inc.PublicID, addr("safe"), roomtest.Address{}, p)
		wantErr(t, err, service.ErrInvalid)
		if e := w.owed(&inc, "safe"); e.Receiver.Address != addr("safe") {
			t.Fatalf("%+v", e)
		}
	})
}

// A dispute is answered by a senior and by nobody else: naming a receiver does not
// lift it, and it stays while the account is on the incident's list.
func TestDisputedLineWaitsForASenior(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.blanket()
		listed := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("safe")), Kind: "disputed", Reason: "three days old"}
		w.Tx(func(tx *models.Tx) error { listed.ID = 0; return models.Insert(tx, &listed) })
		w.Windows(0)
		if e := w.owed(&inc, "safe"); e.HeldReason != entitlements.HeldDisputed {
			t.Fatalf("%+v", e)
		}
		e := must[models.Entitlement](t)(w.register(&inc))
		if !e.Held || e.HeldReason != entitlements.HeldDisputed || e.Receiver.Address != addr("dave") {
			t.Fatalf("a receiver was named, and the line is held for %q", e.HeldReason)
		}
		_, err := w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version)
		wantErr(t, err, models.ErrState)
		_, err = w.Rooms.ReleaseHold(ctx, w.Anna, e.PublicID, e.Version, "it is an old account")
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version+1, "it is an old account")
		wantErr(t, err, models.ErrVersion)
		_, err = w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version, "it is an old account")
		wantErr(t, err, service.ErrConflict) // still on the list
		lift := claims.LiftInput{IncidentID: inc.PublicID, Account: addr("safe"), Reason: "it is an old account", Evidence: "block 12"}
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Sara, lift))
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Anna, lift))
		e = w.owed(&inc, "safe")
		if e.HeldReason != entitlements.HeldReceiver {
			t.Fatalf("dave, whom nobody accepted, is held for %q", e.HeldReason)
		}
		_, err = w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version, "again")
		wantErr(t, err, models.ErrState)
	})
}

// Two persons lift an account from the reserve, one of them a senior, with what it
// rests on, and only one that is there.
func TestTwoPersonsLiftADispute(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.blanket()
		listed := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("carol")), Kind: "reserve", Reason: "asked too much"}
		attacker := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("mallory")), Kind: "attacker", Reason: "took it"}
		w.Tx(func(tx *models.Tx) error {
			listed.ID, attacker.ID = 0, 0
			return errors.Join(models.Insert(tx, &listed), models.Insert(tx, &attacker))
		})
		w.Windows(0)
		lift := func(by models.Actor, account, reason, evidence string) error {
			_, err := w.Rooms.LiftExclusion(ctx, by, claims.LiftInput{IncidentID: inc.PublicID, Account: addr(account), Reason: reason, Evidence: evidence})
			return err
		}
		wantErr(t, lift(w.Theo, "carol", "old", "block 12"), service.ErrForbidden)
		wantErr(t, lift(wallet("carol"), "carol", "old", "block 12"), service.ErrForbidden)
		wantErr(t, lift(w.Anna, "carol", "", "block 12"), service.ErrInvalid)
		wantErr(t, lift(w.Anna, "carol", "old", ""), service.ErrInvalid)
		wantErr(t, lift(w.Anna, "bob", "old", "block 12"), models.ErrNotFound)
		wantErr(t, lift(w.Anna, "mallory", "old", "block 12"), models.ErrNotFound)
		own := w.Anna
		own.Wallet = addr("carol")
		wantErr(t, lift(own, "carol", "old", "block 12"), service.ErrForbidden)
		if err := lift(w.Anna, "carol", "old", "block 12"); err != nil {
			t.Fatal(err)
		}
		twin := w.Ben
		twin.Person = w.Anna.Person
		for _, by := range []models.Actor{w.Anna, twin, w.Ben} { // himself, his other login, another who is no senior
			wantErr(t, lift(by, "carol", "old", "block 12"), service.ErrForbidden)
		}
		if e := w.owed(&inc, "carol"); e.HeldReason != entitlements.HeldDisputed {
			t.Fatalf("after one person it is held for %q", e.HeldReason)
		}
		if err := lift(w.Sara, "carol", "old", "block 12"); err != nil {
			t.Fatal(err)
		}
		if e := w.owed(&inc, "carol"); e.Held {
			t.Fatalf("after two persons it is held for %q", e.HeldReason)
		}
		wantErr(t, lift(w.Sara, "carol", "old", "block 12"), models.ErrNotFound)
	})
}

// Staff see the queue by state and by who has it, a wallet its own claims only,
// and nobody else's claim exists for it.
func TestListsShowWhatSomebodyMaySee(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		a, b := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Windows(0)
		mine, his := w.File(&inc, a, "alice", 100), w.File(&inc, b, "bob", 100)
		his = must[models.Claim](t)(w.Rooms.Assign(ctx, w.Sara, his.PublicID, his.Version, staffID(w, w.Anna)))
		for name, c := range map[string]struct {
			by   models.Actor
			in   claims.ListInput
			want []string
		}{
			"everything":       {w.Sara, claims.ListInput{}, []string{mine.PublicID, his.PublicID}},
			"of the incident":  {w.Sara, claims.ListInput{IncidentID: inc.PublicID}, []string{mine.PublicID, his.PublicID}},
			"of a cover":       {w.Sara, claims.ListInput{CoverID: b.PublicID}, []string{his.PublicID}},
			"in the queue":     {w.Sara, claims.ListInput{State: models.ClaimSubmitted}, []string{mine.PublicID}},
			"of anna":          {w.Anna, claims.ListInput{Mine: true}, []string{his.PublicID}},
			"of ben":           {w.Ben, claims.ListInput{Mine: true}, nil},
			"alice's own":      {wallet("alice"), claims.ListInput{}, []string{mine.PublicID}},
			"bob's, for alice": {wallet("alice"), claims.ListInput{Claimant: addr("bob")}, []string{mine.PublicID}},
		} {
			rows := must[[]models.Claim](t)(w.Rooms.List(ctx, c.by, c.in))
			got := map[string]bool{}
			for _, r := range rows {
				got[r.PublicID] = true
			}
			if len(got) != len(c.want) {
				t.Errorf("%s: %d claims, want %d", name, len(got), len(c.want))
			}
			for _, id := range c.want {
				if !got[id] {
					t.Errorf("%s: %s is missing", name, id)
				}
			}
		}
		for _, in := range []claims.ListInput{{IncidentID: "inc_nothing"}, {CoverID: "cov_nothing"}} {
			_, err := w.Rooms.List(ctx, w.Sara, in)
			wantErr(t, err, models.ErrNotFound)
		}
		_, err := w.Rooms.Get(ctx, wallet("alice"), his.PublicID)
		wantErr(t, err, models.ErrNotFound)
	})
}

// staffID is the public id of a person's login.
func staffID(w *world, by models.Actor) (id string) {
	w.Tx(func(tx *models.Tx) error {
		row, err := models.ByID[models.Staff](tx, by.StaffID)
		id = row.PublicID
		return err
	})
	return id
}

// TestLiftedContractStillNeedsAReceiver: nobody named a receiver of a contract while
// it was disputed: out of the reserve, its line waits for one and is not the
// contract's own, by either of the two acts. A wallet's line is free.
func TestLiftedContractStillNeedsAReceiver(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.blanket()
		w.Tx(func(tx *models.Tx) error {
			for _, a := range []string{"safe", "carol"} {
				if err := models.Insert(tx, &models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr(a)), Kind: "disputed", Reason: "young"}); err != nil {
					return err
				}
			}
			return nil
		})
		w.Windows(0)
		for _, a := range []string{"safe", "carol"} {
			lift := claims.LiftInput{IncidentID: inc.PublicID, Account: addr(a), Reason: "it is an old account", Evidence: "block 12"}
			must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Sara, lift))
			must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Anna, lift))
		}
		e := w.owed(&inc, "safe")
		if !e.Held || e.HeldReason != entitlements.HeldReceiver || w.owed(&inc, "carol").Held {
			t.Fatalf("safe %+v, carol %+v", e, w.owed(&inc, "carol"))
		}
		w.Tx(func(tx *models.Tx) error { // as a store of before may have it
			row := e
			row.HeldReason = entitlements.HeldDisputed
			return models.Update(tx, &row, "held_reason")
		})
		e = w.owed(&inc, "safe")
		if e = must[models.Entitlement](t)(w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version, "lifted")); e.HeldReason != entitlements.HeldReceiver {
			t.Fatalf("%+v", e)
		}
		e = must[models.Entitlement](t)(w.register(&inc))
		if e = must[models.Entitlement](t)(w.Rooms.AcceptEntitlementReceiver(ctx, w.Anna, e.PublicID, e.Version)); e.Held || e.Receiver.Address != addr("dave") {
			t.Fatalf("%+v", e)
		}
	})
}
