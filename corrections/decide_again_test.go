package corrections_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// should is Ben's word that a claim should have been decided otherwise.
func (w *world) should(c models.Claim, amount uint64) models.Correction {
	w.T.Helper()
	return must[models.Correction](w.T)(w.ProposeDecision(ctx, w.Ben, c.PublicID, n(amount), "2.1", fact("wrong_amount")))
}

// corrected is a correction by Ben and Carl, a minute before anything else happens.
func (w *world) corrected(c models.Claim, amount uint64) models.Claim {
	w.T.Helper()
	row := w.should(c, amount)
	row = must[models.Correction](w.T)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
	c = w.Claim(c)
	if row.State != states.CorrectionStanding || c.Approved.Amount != n(amount) || c.ReasonCode != claims.ReasonCorrected {
		w.T.Fatalf("%+v\n%+v", row, c)
	}
	w.Clock.Advance(time.Minute)
	return c
}

// wantClaim fails unless a claim is in a state.
func (w *world) wantClaim(c models.Claim, state string) models.Claim {
	w.T.Helper()
	if c = w.Claim(c); c.State != state {
		w.T.Fatalf("the claim is %s, want %s", c.State, state)
	}
	return c
}

// wantUnits fails unless the lines of an account consume so many units of its loss.
func (w *world) wantUnits(inc *models.Incident, account string, want uint64) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		units, err := tx.ConsumedUnits(inc.ID, addr(account), w.AssetID())
		if err == nil && units != n(want) {
			w.T.Errorf("the lines of %s consume %s units, want %d", account, units, want)
		}
		return err
	})
}

// desk is a pool of 200 and two victims who lost 100 each; alice's claim is decided by
// Anna as a test says, bob's is approved.
func (w *world) desk(decide func(models.Claim) models.Claim) (models.Incident, models.Claim) {
	w.T.Helper()
	hers, his := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
	w.Fund(nil, "lp1", 200)
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
	w.Earmark(&inc, 200)
	w.Events()
	w.Windows(0)
	c := decide(w.File(&inc, hers, "alice", 100))
	w.Approve(w.Anna, w.File(&inc, his, "bob", 100), 100)
	return inc, c
}

func (w *world) approving(amount uint64) func(models.Claim) models.Claim {
	return func(c models.Claim) models.Claim { return w.Approve(w.Anna, c, amount) }
}

func (w *world) denying(c models.Claim) models.Claim { return w.Deny(w.Anna, c) }

// sound fails unless the rules of verification find nothing.
func (w *world) sound() {
	w.T.Helper()
	if got := w.verified("V2", "V3", "V11", "V16"); got != nil {
		w.T.Error(got)
	}
}

// TestDeniedIsApproved: a denial that was wrong, while it can be appealed and after it was
// closed, is an approval: the next round pays it.
func TestDeniedIsApproved(t *testing.T) {
	for name, wait := range map[string]time.Duration{"while it can be appealed": 0, "after it was closed": 2 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc, c := w.desk(w.denying)
				w.Windows(wait)
				c = w.wantClaim(c, map[bool]string{true: models.ClaimDenied, false: models.ClaimClosed}[wait == 0])
				c = w.wantClaim(w.corrected(c, 100), models.ClaimCoolingOff)
				w.wantUnits(&inc, "alice", 100)
				w.Windows(3 * time.Hour)
				st := w.Draft(&inc)
				w.Lines(st, "alice=100 bob=100")
				w.Paid(st)
				w.wantClaim(c, models.ClaimPaid)
				w.account(&inc, "alice", "100 100 0 0")
				w.sound()
			})
		})
	}
}

// TestDeniedIsApprovedAfterAppeal: the second instance upheld the denial; others correct it.
func TestDeniedIsApprovedAfterAppeal(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.denying)
		c = must[models.Claim](t)(w.Rooms.Appeal(ctx, models.WalletActor(addr("alice"), ""), c.PublicID, c.Version, "look again"))
		_, err := w.ProposeDecision(ctx, w.Ben, c.PublicID, n(60), "2.1", fact("wrong_amount"))
		wantErr(t, err, models.ErrState) // the second instance decides
		c = w.wantClaim(w.Deny(w.Sara, c), models.ClaimUpheld)
		_, err = w.ProposeDecision(ctx, w.Sara, c.PublicID, n(60), "2.1", fact("wrong_amount"))
		wantErr(t, err, service.ErrForbidden) // a reviewer of any round
		w.corrected(c, 60)
		w.Windows(3 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=60 bob=100")
		w.sound()
	})
}

// TestDenialGaveItsMoneyToOthers: with an agreed settlement that was drafted without the
// line, the denial stands.
func TestDenialGaveItsMoneyToOthers(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.denying)
		w.Windows(3 * time.Hour)
		w.wantClaim(c, models.ClaimClosed)
		st := w.Draft(&inc)
		row := w.should(c, 50)
		w.Approved(st)
		_, err := w.Confirm(ctx, w.Carl, row.PublicID, row.Version)
		wantErr(t, err, service.ErrConflict)
		w.wantClaim(c, models.ClaimClosed)
	})
}

// TestApprovedIsLess: alice had 100 approved and paid and should have had 40. She owes 60,
// which is set off against what another cover owes her, and never twice.
func TestApprovedIsLess(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.desk(w.approving(100))
		w.Windows(3 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.wantClaim(c, models.ClaimPaid)
		c = w.corrected(c, 40)
		if c.AppealUntil == nil || c.CoolingOffUntil.Before(*c.AppealUntil) {
			w.T.Fatalf("%+v", c)
		}
		w.wantUnits(&inc, "alice", 40)
		w.account(&inc, "alice", "100 100 60 0")
		w.Windows(2 * time.Hour)
		w.wantClaim(c, models.ClaimSettling)
		w.comesBack(&inc, 50) // of a loss that is made good: all of it is the pool's
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("alice") && !l.Line.Amount.IsZero() {
				w.T.Errorf("alice has a line of %s", l.Line.Amount)
			}
		}
		w.correctedAgain(c, 70) // by yet others: 30 of the 100 are too much
		w.account(&inc, "alice", "100 100 30 0")
		w.sound()
	})
}

// correctedAgain is a second correction, by Sara and somebody new.
func (w *world) correctedAgain(c models.Claim, amount uint64) {
	w.T.Helper()
	_, err := w.ProposeDecision(ctx, w.Carl, c.PublicID, n(amount), "2.1", fact("wrong_amount"))
	wantErr(w.T, err, service.ErrForbidden) // corrected it before
	row := must[models.Correction](w.T)(w.ProposeDecision(ctx, w.Sara, c.PublicID, n(amount), "2.1", fact("wrong_amount")))
	must[models.Correction](w.T)(w.Confirm(ctx, w.Person("dora", "dora", "underwriter"), row.PublicID, row.Version))
	w.Clock.Advance(time.Minute)
}

// TestOverpaidIsSetOff: two covers of one loss had 50 each and were paid. One should have
// had nothing: the other now owes 100, and what was paid is all of it.
func TestOverpaidIsSetOff(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		one, two := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		w.Fund(&inc, "lp1", 400)
		w.Events()
		w.Windows(0)
		c := w.Approve(w.Anna, w.File(&inc, one, "alice", 100), 100)
		w.Approve(w.Anna, w.File(&inc, two, "alice", 100), 100)
		w.Windows(4 * time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=50+50")
		w.Paid(st)
		c = w.corrected(c, 0)
		w.account(&inc, "alice", "100 100 50 0")
		w.Windows(2 * time.Hour)
		w.wantClaim(c, models.ClaimClosed)
		w.account(&inc, "alice", "100 100 0 0")
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		w.sound()
	})
}

// TestOverpaidIsSetOffBetweenPools is the same with covers of two products, each with a pool
// of its own: the other pool does not pay the loss a second time, appealed or not.
func TestOverpaidIsSetOffBetweenPools(t *testing.T) {
	for name, first := range map[string]int{"the first pool paid": 0, "the second pool paid": 1} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				pools, products := []models.Pool{w.Pool, {}}, []models.Product{w.Product, {}}
				products[1], pools[1] = w.secondProduct()
				cs := make([]models.Cover, 2)
				for i := range cs {
					w.Product = products[i]
					cs[i] = w.Cover("alice", 100, "alice")
				}
				w.Clock.Advance(2 * time.Hour)
				inc := w.Incident(0, lost("alice", 100))
				w.Event(pools[first].Contract.Address, "Deposited", map[string]any{"account": addr("lp1"), "assets": n(80), "shares": n(80), "total_shares": n(80)})
				w.Event(pools[first].Contract.Address, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(80), "left": n(80)})
				w.Events()
				w.Windows(0)
				for i := range cs {
					w.Approve(w.Anna, w.File(&inc, cs[i], "alice", 100), 100)
				}
				wrong := w.ClaimOf(&inc, cs[first], "alice")
				w.Windows(4 * time.Hour)
				w.Paid(w.Draft(&inc))
				w.account(&inc, "alice", "100 80 0 20")
				w.corrected(wrong, 0)
				other := 1 - first
				w.Event(pools[other].Contract.Address, "Deposited", map[string]any{"account": addr("lp1"), "assets": n(300), "shares": n(300), "total_shares": n(300)})
				w.Event(pools[other].Contract.Address, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(300), "left": n(300)})
				w.Events()
				for range 2 { // while she may appeal, and afterwards
					sts, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
					for i := range sts {
						w.Paid(sts[i])
					}
					if err != nil {
						wantErr(t, err, settlements.ErrNothingToSettle)
					}
					w.Windows(2 * time.Hour)
				}
				w.wantClaim(wrong, models.ClaimClosed)
				w.account(&inc, "alice", "100 100 0 0")
				w.sound()
			})
		})
	}
}

// secondProduct adds a product with a pool of its own.
func (w *world) secondProduct() (models.Product, models.Pool) {
	product := must[models.Product](w.T)(w.Rooms.CreateProduct(ctx, w.Sara, covers.ProductInput{
		ProtocolID: w.Protocol().PublicID, Name: "Second cover", LimitAsset: w.Token}))
	must[models.Wording](w.T)(w.Rooms.CreateWording(ctx, w.Sara, covers.WordingInput{ProductID: product.PublicID, Terms: terms(), Text: "The second wording."}))
	pool := must[models.Pool](w.T)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "second capital", Asset: w.Token,
		Contract: addr("second pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
	must[models.Layer](w.T)(w.Rooms.AddLayer(ctx, w.Sara, covers.LayerInput{ProductID: product.PublicID, PoolID: pool.PublicID, Position: 1, IncidentCap: money.Zero}))
	return product, pool
}

// TestApprovedIsDeniedBeforePayment: nothing is paid, and loss and limit are free again.
func TestApprovedIsDeniedBeforePayment(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.desk(w.approving(100))
		c = w.wantClaim(w.corrected(c, 0), models.ClaimDenied)
		w.wantUnits(&inc, "alice", 0)
		w.Windows(4 * time.Hour)
		w.wantClaim(c, models.ClaimClosed)
		st := w.Draft(&inc)
		w.Lines(st, "bob=100")
		w.Paid(st)
		w.account(&inc, "alice", "100 0 0 100")
		w.sound()
	})
}

// TestApprovedIsDeniedAfterPayment: what alice has stays hers to owe; what comes back goes
// to bob first, who has not got his.
func TestApprovedIsDeniedAfterPayment(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.settling()
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		var c models.Claim
		for _, o := range must[[]models.Claim](t)(w.Rooms.List(ctx, w.Sara, claims.ListInput{IncidentID: inc.PublicID})) {
			if o.Affected.Address == addr("alice") {
				c = o
			}
		}
		c = w.wantClaim(w.corrected(c, 0), models.ClaimDenied)
		w.account(&inc, "alice", "100 50 50 50")
		c = must[models.Claim](t)(w.Rooms.Appeal(ctx, models.WalletActor(addr("alice"), ""), c.PublicID, c.Version, "I was right"))
		_, err := w.Rooms.Withdraw(ctx, models.WalletActor(addr("alice"), ""), c.PublicID, c.Version, "never mind")
		wantErr(t, err, models.ErrState) // what was paid stays with the claim
		for _, by := range []models.Actor{w.Anna, w.Ben, w.Carl} {
			_, err := w.TryApprove(by, c, 100)
			wantErr(t, err, service.ErrForbidden) // decided it, or corrected it
		}
		w.wantClaim(w.Deny(w.Sara, c), models.ClaimUpheld)
		w.Windows(time.Minute)
		c = w.wantClaim(c, models.ClaimClosed)
		w.account(&inc, "alice", "100 50 50 50")
		w.comesBack(&inc, 60)
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Paid(st)
		for _, who := range []string{"alice", "bob"} {
			o, err := w.Rooms.Account(ctx, inc.PublicID, addr(who), true)
			if err != nil || o.Loss.Less(o.Received) {
				t.Fatalf("%s: %v, has %s of %s", who, err, o.Received, o.Loss)
			}
		}
		w.sound()
	})
}

// TestAppealOfACorrection: the second instance finds the correction wrong, and the claim
// gets what it had; nobody appeals that again.
func TestAppealOfACorrection(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.approving(100))
		c = w.corrected(c, 30)
		alice := models.WalletActor(addr("alice"), "")
		c = must[models.Claim](t)(w.Rooms.Appeal(ctx, alice, c.PublicID, c.Version, "I was right"))
		w.wantHeld(c)
		c = w.wantClaim(w.Approve(w.Sara, c, 100), models.ClaimCoolingOff)
		_, err := w.Rooms.Appeal(ctx, alice, c.PublicID, c.Version, "again")
		wantErr(t, err, models.ErrState)
		var rounds []int64
		for _, r := range must[claims.ClaimView](t)(w.Rooms.Get(ctx, w.Sara, c.PublicID)).Reviews {
			rounds = append(rounds, r.Round)
		}
		if !slices.Equal(rounds, []int64{1, 3, 3, 4}) {
			t.Fatalf("rounds %v", rounds)
		}
		w.Windows(3 * time.Hour)
		w.Lines(w.Draft(&inc), "alice=100 bob=100")
		w.sound()
	})
}

// wantHeld fails unless the line of a claim is held.
func (w *world) wantHeld(c models.Claim) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		e, err := tx.EntitlementOfClaim(c.ID)
		if err == nil && !e.Held {
			w.T.Errorf("%+v", e)
		}
		return err
	})
}

// TestRaisedDecision: 40 of 100 were approved and paid, and it should have been 90: the next
// round pays the rest.
func TestRaisedDecision(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.desk(w.approving(40))
		w.Windows(4 * time.Hour)
		w.Paid(w.Draft(&inc))
		if c = w.corrected(c, 90); c.AppealUntil != nil {
			w.T.Fatalf("%+v", c)
		}
		w.Windows(time.Hour)
		st := w.Draft(&inc)
		w.Lines(st, "alice=50 bob=0x")
		w.Paid(st)
		w.wantClaim(c, models.ClaimPaid)
		w.account(&inc, "alice", "100 90 0 10")
		w.sound()
	})
}

// TestCorrectionStopsAgreedDrafts: a preview that rests on the old decision is not
// approved; drafted again it rests on the new one.
func TestCorrectionStopsAgreedDrafts(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.approving(100))
		w.Windows(3 * time.Hour)
		w.Draft(&inc)
		w.corrected(c, 0)
		st := w.Draft(&inc)
		w.Lines(st, "alice=100h bob=100")
		st = must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		w.Clock.Advance(20 * time.Minute)
		row := must[models.Correction](t)(w.ProposeDecision(ctx, w.Sara, c.PublicID, n(10), "2.1", fact("facts_found")))
		must[models.Correction](t)(w.Confirm(ctx, w.Person("dora", "dora", "underwriter"), row.PublicID, row.Version))
		_, err := w.Rooms.Approve(ctx, w.Theo, st.PublicID, st.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "decided again"))
		w.Windows(2 * time.Hour)
		st = w.Draft(&inc)
		w.Lines(st, "alice=10 bob=100")
		w.Approved(st)
	})
}

// TestCorrectionIsRefused: by who decided the claim, by one person twice, of what is not
// decided or is so already, above what is owed, and of a closed incident.
func TestCorrectionIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		var filed models.Claim
		inc, c := w.desk(func(c models.Claim) models.Claim {
			filed = c
			return w.Approve(w.Anna, c, 100)
		})
		propose := func(by models.Actor, amount uint64, clause, code string) error {
			_, err := w.ProposeDecision(ctx, by, filed.PublicID, n(amount), clause, fact(code))
			return err
		}
		wantErr(t, propose(w.Anna, 50, "2.1", "wrong_amount"), service.ErrForbidden) // decided it
		wantErr(t, propose(w.Person("anna2", "anna", "senior"), 50, "2.1", "wrong_amount"), service.ErrForbidden)
		wantErr(t, propose(w.Theo, 50, "2.1", "wrong_amount"), service.ErrForbidden)
		wantErr(t, propose(w.Person("alice", "alice", "senior"), 50, "2.1", "wrong_amount"), service.ErrForbidden)
		wantField(t, propose(w.Ben, 50, "", "wrong_amount"), "/clause")
		wantField(t, propose(w.Ben, 50, "2.1", "estate"), "/reason_code")
		wantField(t, propose(w.Ben, 101, "2.1", "wrong_amount"), "/amount")
		wantField(t, propose(w.Ben, 100, "2.1", "wrong_amount"), "/amount")
		row := w.should(c, 50)
		wantErr(t, propose(w.Carl, 40, "2.1", "wrong_amount"), service.ErrConflict) // one at a time
		for _, by := range []models.Actor{w.Ben, w.Person("ben2", "ben", "senior"), w.Anna} {
			_, err := w.Confirm(ctx, by, row.PublicID, row.Version)
			wantErr(t, err, service.ErrForbidden)
		}
		w.wantUnits(&inc, "alice", 100)
		w.closeIncident(&inc)
		_, err := w.Confirm(ctx, w.Carl, row.PublicID, row.Version)
		wantErr(t, err, models.ErrState)
		must[models.Correction](t)(w.Refuse(ctx, w.Carl, row.PublicID, row.Version, "too late"))
		wantErr(t, propose(w.Ben, 40, "2.1", "wrong_amount"), models.ErrState)
	})
}

// closeIncident pays everybody and ends the incident.
func (w *world) closeIncident(inc *models.Incident) {
	w.T.Helper()
	w.Windows(4 * time.Hour)
	w.Paid(w.Draft(inc))
	w.Windows(time.Hour)
	w.Tx(func(tx *models.Tx) (err error) {
		*inc, err = models.ByID[models.Incident](tx, inc.ID)
		return err
	})
	if inc.State != models.IncidentClosed {
		must[models.Incident](w.T)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, inc.Version, "everything is paid"))
	}
	w.Windows(time.Minute)
}

// TestOneConfirms: of several who confirm at once one has an effect, and once.
func TestOneConfirms(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.approving(100))
		row := w.should(c, 20)
		var wg sync.WaitGroup
		errs := make([]error, 4)
		for i := range errs {
			wg.Go(func() { _, errs[i] = w.Confirm(ctx, []models.Actor{w.Carl, w.Sara}[i%2], row.PublicID, row.Version) })
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			}
		}
		if done != 1 {
			t.Fatalf("%d took effect: %v", done, errs)
		}
		w.wantUnits(&inc, "alice", 20)
		if got := len(must[claims.ClaimView](t)(w.Rooms.Get(ctx, w.Sara, c.PublicID)).Reviews); got != 3 {
			t.Fatalf("%d reviews", got)
		}
		if got := w.verified("V11"); got != nil {
			t.Error(got)
		}
	})
}

// TestVerifySeesWhatCorrectionsMean: a correction that nobody's round stands for, one by who
// had decided before, and a claim that has another amount.
func TestVerifySeesWhatCorrectionsMean(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc, c := w.desk(w.approving(100))
		c = w.corrected(c, 40)
		if got := w.verified("V11"); got != nil {
			t.Fatal(got)
		}
		c.Approved = models.Amt(n(90))
		w.Tx(func(tx *models.Tx) error { return models.Update(tx, &c, "approved") })
		if got := w.verified("V11"); len(got) != 1 || !strings.Contains(got[0], "has 90 approved, and the correction says 40") {
			t.Fatalf("%q", got)
		}
		id, amount, now := w.AssetID(), models.Amt(n(10)), w.Clock.Now()
		row := models.Correction{
			PublicID: models.NewID("cor"), IncidentID: inc.ID, Kind: models.CorrectionDecision, Account: c.Affected, ClaimID: &c.ID, AssetID: &id, Amount: &amount, Clause: "2.1",
			ReasonCode: "wrong_amount", Reason: "r", Evidence: "e", EnteredBy: w.Anna.StaffID, ConfirmedBy: &w.Sara.StaffID, ConfirmedAt: &now, State: states.CorrectionStanding,
		}
		w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &row) })
		if got := w.verified("V11"); len(got) != 2 || !strings.Contains(got[1], "no round in which these two persons decided 10") {
			t.Fatalf("%q", got)
		}
		for n, login := range []int64{w.Anna.StaffID, w.Sara.StaffID} {
			v := models.Review{PublicID: models.NewID("rev"), ClaimID: c.ID, ClaimVersion: 99, Round: 5, Seat: int64(n + 1), ReviewerID: login,
				Decision: claims.DecisionPartiallyApprove, Amount: amount, ReasonCode: claims.ReasonCorrected, Clause: "2.1", Text: "t", Effective: true, CreatedAt: now}
			w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &v) })
		}
		if got := w.verified("V11"); len(got) != 2 || !strings.Contains(got[1], "somebody corrected what they had decided") {
			t.Fatalf("%q", got)
		}
	})
}
