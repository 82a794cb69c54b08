package settlements_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// TestDisputedReserve: a disputed account's approved claim is held, not denied,
// until two persons lift it from the reserve.
func TestDisputedReserve(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100))
		ex := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("alice")), Kind: "disputed", Reason: "three days old"}
		w.Tx(func(tx *models.Tx) error { ex.ID = 0; return models.Insert(tx, &ex) })
		w.Fund(&inc, "lp1", 100)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, c, "alice", 100), 100)
		w.Windows(2 * time.Hour)
		_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		e := w.entitlement(&inc, "alice")
		if e.HeldReason != entitlements.HeldDisputed {
			t.Fatalf("held for %q", e.HeldReason)
		}
		_, err = w.Rooms.ReleaseHold(ctx, w.Sara, e.PublicID, e.Version, "looked at")
		wantErr(t, err, service.ErrConflict)
		lift := claims.LiftInput{IncidentID: inc.PublicID, Account: addr("alice"), Reason: "an old account", Evidence: "block 12"}
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Anna, lift))
		if e := w.entitlement(&inc, "alice"); e.HeldReason != entitlements.HeldDisputed {
			t.Fatalf("after one person it is held for %q", e.HeldReason)
		}
		must[models.ExclusionLift](t)(w.Rooms.LiftExclusion(ctx, w.Sara, lift))
		w.Lines(w.Draft(&inc), "alice=100")
	})
}

func (w *world) entitlement(inc *models.Incident, account string) (out models.Entitlement) {
	w.Tx(func(tx *models.Tx) error {
		return tx.EachEntitlement(inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
			if e.Affected.Address == addr(account) {
				out = *e
			}
			return nil
		})
	})
	return out
}

// TestEarlierCancelledSettlementMovesTheLater: when an older preview is cancelled, the
// total of the later one follows, and so does what is approved.
func TestEarlierCancelledSettlementMovesTheLater(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.twoPools(100, 150, false)
		sts := must[[]models.Settlement](t)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		later := must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, sts[1].PublicID, sts[1].Version))
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, sts[0].PublicID, sts[0].Version, "wrong pool"))
		w.Clock.Advance(20 * time.Minute)
		_, err := w.Rooms.Approve(ctx, w.Theo, later.PublicID, later.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		now := w.Settlement(later)
		must[models.Settlement](t)(w.Rooms.Approve(ctx, w.Theo, now.PublicID, now.ContentHash.Hash))
	})
}

// TestDraftDuePublishes: the job drafts and publishes previews, and never
// replaces a preview that people are reading.
func TestDraftDuePublishes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Rooms.PublishDrafts = true
		inc := w.Settling(100, "alice", "bob")
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Drafted != 1 || r.Published != 1 {
			t.Fatalf("%+v", r)
		}
		w.Earmark(&inc, 60)
		w.Events()
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Drafted != 0 {
			t.Fatalf("the job replaced a preview: %+v", r)
		}
		if st := w.Draft(&inc); st.Sequence != 2 { // a person may
			t.Fatalf("sequence %d", st.Sequence)
		}
	})
}

// expects announces what frank brings back.
func (w *world) expects(inc *models.Incident, amount uint64) models.Recovery {
	w.T.Helper()
	return must[models.Recovery](w.T)(w.Rooms.ExpectRecovery(ctx, w.Theo, settlements.RecoveryInput{
		IncidentID: inc.PublicID, Asset: w.Token, Source: "whitehat", Amount: n(amount), From: addr("frank"), Note: "agreed by mail"}))
}

// recoveries are all of an incident, oldest first, as "state amount source".
func (w *world) recoveries(inc *models.Incident, want ...string) {
	w.T.Helper()
	var got []string
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.RecoveriesOf(inc.ID, states.Recovery.States()...)
		for _, r := range rows {
			got = append(got, r.State+" "+r.Amount.String()+" "+r.Source)
		}
		return err
	})
	if !slices.Equal(got, want) {
		w.T.Fatalf("recoveries %q, not %q", got, want)
	}
}

// TestExpectedRecoveryIsFound by incident, token, payer and at least the amount: of two
// announcements that a deposit meets the larger, and the smaller still stands.
func TestExpectedRecoveryIsFound(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		in := settlements.RecoveryInput{IncidentID: inc.PublicID, Asset: w.Token, Source: "whitehat", Amount: n(40), From: addr("frank")}
		_, err := w.Rooms.ExpectRecovery(ctx, w.Anna, in)
		wantErr(t, err, service.ErrForbidden)
		in.From = common.Address{}
		_, err = w.Rooms.ExpectRecovery(ctx, w.Theo, in)
		roomtest.WantField(t, err, "/from")
		w.expects(&inc, 10)
		w.expects(&inc, 40)
		w.expects(&inc, 90)
		w.comesBack(&inc, "frank", 41, false)
		w.recoveries(&inc, "expected 10 whitehat", "final 41 whitehat", "expected 90 whitehat")
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Recoveries != 1 { // announced money starts by itself
			t.Fatalf("%+v", r)
		}
	})
}

// TestAnnouncementStands: neither less than was announced nor what somebody else brings
// consumes an announcement. Both wait out their hold, and are shared then.
func TestAnnouncementStands(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		w.expects(&inc, 40)
		w.comesBack(&inc, "frank", 38, false)
		w.comesBack(&inc, "thief", 40, false)
		w.recoveries(&inc, "expected 40 whitehat", "contested 38 attacker", "contested 40 attacker")
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Recoveries != 0 {
			t.Fatalf("drafted in the hold: %+v", r)
		}
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		w.comesBack(&inc, "frank", 40, false)
		w.recoveries(&inc, "final 40 whitehat", "contested 38 attacker", "contested 40 attacker")
		if r := w.Windows(time.Hour); r.RecoveriesOpened != 2 {
			t.Fatalf("%+v", r)
		}
		w.recoveries(&inc, "final 40 whitehat", "released 38 attacker", "released 40 attacker")
		st := must[models.Settlement](t)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		if st.Paid.String() != "118" {
			t.Fatalf("%s of 118 are shared", st.Paid)
		}
	})
}

// TestAnnouncementIsWithdrawn before a deposit meets it, with a reason: what its payer
// brings then waits like money of anybody.
func TestAnnouncementIsWithdrawn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		r := w.expects(&inc, 40)
		_, err := w.Rooms.WithdrawRecovery(ctx, w.Anna, r.PublicID, r.Version, "he will not pay")
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.WithdrawRecovery(ctx, w.Theo, r.PublicID, r.Version, "")
		wantErr(t, err, service.ErrInvalid)
		_, err = w.Rooms.WithdrawRecovery(ctx, w.Theo, r.PublicID, r.Version+1, "he will not pay")
		wantErr(t, err, models.ErrVersion)
		must[models.Recovery](t)(w.Rooms.WithdrawRecovery(ctx, w.Theo, r.PublicID, r.Version, "he will not pay"))
		w.comesBack(&inc, "frank", 40, false)
		w.recoveries(&inc, "withdrawn 40 whitehat", "contested 40 attacker")
		_, err = w.Rooms.WithdrawRecovery(ctx, w.Theo, r.PublicID, r.Version+1, "again")
		wantErr(t, err, models.ErrState)
	})
}

// TestKnownPayerNeedsNoRegistration: who is named in the configuration waits no longer
// than one who is registered at the vault.
func TestKnownPayerNeedsNoRegistration(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.Rooms.RecoverySources = map[common.Address]string{addr("salvor"): "salvage"}
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "salvor", 40, false)
		w.recoveries(&inc, "final 40 salvage")
	})
}

// TestRecoveryInAnotherToken opens a vault row for it and asks for its price.
func TestRecoveryInAnotherToken(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		w.Paid(w.Draft(&inc))
		w.Event(roomtest.VaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": addr("odd token"), "from": addr("thief"), "amount": n(5), "registered": true})
		w.Events()
		var pool models.Pool
		w.Tx(func(tx *models.Tx) error {
			asset, err := tx.AssetFor(roomtest.ChainID, addr("odd token"))
			if err != nil {
				return err
			}
			vaults, err := tx.VaultsOf(roomtest.Distributor)
			pool = vaults[slices.IndexFunc(vaults, func(p models.Pool) bool { return p.AssetID == asset.ID })]
			return err
		})
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, pool.PublicID)
		wantErr(w.T, err, service.ErrNotReady) // nobody priced it
	})
}

// TestShareholdersOfRecord replays deposits and withdrawals up to the incident.
func TestShareholdersOfRecord(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.Fund(nil, "lp1", 100)
		w.Fund(nil, "lp2", 50)
		w.Event(roomtest.PoolAddr, "Withdrawn", map[string]any{"account": addr("lp2"), "assets": n(50), "shares": n(50), "exit_id": "1"})
		w.Event(roomtest.PoolAddr, "Withdrawn", map[string]any{"account": addr("lp1"), "assets": n(30), "shares": n(30), "exit_id": "2"})
		w.Clock.Advance(time.Second)
		inc := w.Incident(0, lost("alice", 1))
		w.Fund(nil, "erin", 500)
		w.Events()
		if got := must[int](t)(w.Rooms.RecordShareholders(ctx, w.Theo, inc.PublicID, w.Pool.PublicID)); got != 1 {
			t.Fatalf("%d holders", got)
		}
		if got := must[int](t)(w.Rooms.RecordShareholders(ctx, w.Theo, inc.PublicID, w.Pool.PublicID)); got != 0 {
			t.Fatalf("%d holders written twice", got)
		}
		w.Tx(func(tx *models.Tx) error {
			return tx.HoldersOf(inc.ID, w.Pool.ID, func(h *models.ShareHolding) error {
				if h.Holder.Address != addr("lp1") || h.Shares.String() != "70" {
					t.Errorf("%s holds %s", h.Holder.Hex(), h.Shares)
				}
				return nil
			})
		})
		w.Balance("pool:"+w.Pool.PublicID+":free", 570)
	})
}

// TestEarmarkIntent: at confirmation every pool of the incident is asked once to
// set aside what its covers could need: by the limits that count for the loss, not
// by those that were lowered before it or raised too late.
func TestEarmarkIntent(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.Cover("alice", 100, "alice")
		w.Cover("bob", 50, "bob")
		high := w.Cover("carol", 1000, "carol")
		late := w.Cover("dave", 7, "dave")
		w.Clock.Advance(2 * time.Hour)
		must[models.Cover](w.T)(w.Rooms.ChangeLimit(ctx, w.Intake, high.PublicID, high.Version, n(20)))
		w.Clock.Advance(2 * time.Hour)
		must[models.Cover](w.T)(w.Rooms.ChangeLimit(ctx, w.Intake, late.PublicID, late.Version, n(5000)))
		inc := w.Confirmed()
		if r := w.Windows(0); r.Earmarked != 1 {
			w.T.Fatalf("%+v", r)
		}
		if r := w.Windows(time.Minute); r.Earmarked != 0 {
			w.T.Fatalf("again: %+v", r)
		}
		w.Tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey("earmark:" + inc.PublicID + ":" + w.Pool.PublicID)
			if err != nil {
				return err
			}
			words := in.Data[4:]
			if exposure := money.FromBytes32([32]byte(words[32:64])); exposure.String() != "177" || in.To != w.Pool.Contract {
				w.T.Errorf("earmark of %s to %s", exposure, in.To.Hex())
			}
			return nil
		})
	})
}

// TestSenderStatesFollow: once the sender signed the publish intent the
// settlement is being published.
func TestSenderStatesFollow(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Settling(100, "alice", "bob")
		st := w.Approved(w.Draft(&inc))
		st = must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
		w.Windows(0)
		if got := w.Settlement(st).State; got != models.SettlementSigned {
			w.T.Fatalf("settlement is %s before anything was sent", got)
		}
		w.Tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey("publish:" + st.PublicID)
			if err != nil {
				return err
			}
			in.State = models.TxSigned
			nonce := int64(1)
			in.Nonce = &nonce
			return models.Update(tx, &in, "state", "nonce")
		})
		w.Windows(0)
		if got := w.Settlement(st).State; got != models.SettlementPublishing {
			w.T.Fatalf("settlement is %s", got)
		}
		w.Publish(st)
		if got := w.Settlement(st).State; got != models.SettlementPublished {
			w.T.Fatalf("settlement is %s", got)
		}
	})
}
