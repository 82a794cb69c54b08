package claims_test

import (
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
)

// TestDisputedReserve: a disputed account's approved claim is held, not denied,
// until its exclusion is lifted and a senior releases it.
func TestDisputedReserve(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		c := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100})
		ex := models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("alice")), Kind: "disputed", Reason: "three days old"}
		w.tx(func(tx *models.Tx) error { ex.ID = 0; return models.Insert(tx, &ex) })
		w.fund(&inc, "lp1", 100)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, c, "alice", 100), 100)
		w.windows(2 * time.Hour)
		_, err := w.s.DraftSettlement(ctx, w.theo, inc.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		e := w.entitlement(&inc, "alice")
		if e.HeldReason != claims.HeldDisputed {
			t.Fatalf("held for %q", e.HeldReason)
		}
		_, err = w.s.ReleaseHold(ctx, w.sara, e.PublicID, e.Version, "looked at")
		wantErr(t, err, service.ErrConflict)
		w.tx(func(tx *models.Tx) error { return tx.DropExclusion(ex) })
		_, err = w.s.ReleaseHold(ctx, w.anna, e.PublicID, e.Version, "looked at")
		wantErr(t, err, service.ErrForbidden)
		must[models.Entitlement](t)(w.s.ReleaseHold(ctx, w.sara, e.PublicID, e.Version, "looked at"))
		w.lines(w.draft(&inc), "alice=100")
	})
}

func (w *world) entitlement(inc *models.Incident, account string) (out models.Entitlement) {
	w.tx(func(tx *models.Tx) error {
		return tx.EachEntitlement(inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
			if e.Affected.Address == addr(account) {
				out = *e
			}
			return nil
		})
	})
	return out
}

// TestExcludedAccountsHaveNoEntitlement: attackers and insiders are left out of
// the covers, whatever the snapshot says.
func TestExcludedAccountsHaveNoEntitlement(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.coverOf(claims.CoverBlanket, "bob", 1000)
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"dave", 100})
		w.tx(func(tx *models.Tx) error {
			return models.Insert(tx, &models.Exclusion{IncidentID: inc.ID, Account: models.Addr(addr("dave")), Kind: "insider", Reason: "declared"})
		})
		w.fund(&inc, "lp1", 500)
		w.events()
		w.windows(0)
		w.windows(2 * time.Hour)
		w.lines(w.draft(&inc), "alice=100")
	})
}

// TestCancelledCoverStillCoversThePast: cancelling ends a cover now, not then.
func TestCancelledCoverStillCoversThePast(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		c := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100})
		w.clock.Advance(time.Second)
		_, err := w.s.CancelCover(ctx, wallet("bob"), c.PublicID, c.Version, "")
		wantErr(t, err, models.ErrNotFound)
		_, err = w.s.CancelCover(ctx, w.intake, c.PublicID, c.Version+1, "moved")
		wantErr(t, err, models.ErrVersion)
		must[models.Cover](t)(w.s.CancelCover(ctx, w.intake, c.PublicID, c.Version, "moved"))
		w.windows(0)
		w.file(&inc, c, "alice", 100)

		w.clock.Advance(time.Hour)
		later := w.incident(0, loss{"alice", 100})
		w.windows(0)
		_, err = w.tryFile(&later, c, "alice", 100)
		wantErr(t, err, service.ErrWindow) // nothing is covered: no window
	})
}

// TestFranchise: below it nothing, from it on everything, without deductible.
func TestFranchise(t *testing.T) {
	ts := terms()
	ts.Franchise = n(100)
	each(t, ts, func(w *world) {
		a, b := w.cover("alice", 500, "alice"), w.cover("bob", 500, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 99}, loss{"bob", 100})
		w.windows(0)
		if got := w.file(&inc, a, "alice", 99).Eligible; !got.IsZero() {
			w.t.Errorf("eligible %s below the franchise", got)
		}
		if got := w.file(&inc, b, "bob", 100).Eligible; got.String() != "100" {
			w.t.Errorf("eligible %s from the franchise on", got)
		}
	})
}

// TestDeductibleOncePerCover: several insured accounts of one cover bear the
// deductible together, by their losses.
func TestDeductibleOncePerCover(t *testing.T) {
	ts := terms()
	ts.Deductible, ts.CoinsuranceBps = n(40), 5000
	each(t, ts, func(w *world) {
		c := w.cover("alice", 500, "alice", "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 60}, loss{"bob", 180})
		w.windows(0)
		if got := w.file(&inc, c, "alice", 60).Eligible; got.String() != "25" { // (240 − 40) / 2 · 60 / 240
			w.t.Errorf("eligible %s, want 25", got)
		}
		if got := w.file(&inc, c, "bob", 180).Eligible; got.String() != "75" {
			w.t.Errorf("eligible %s, want 75", got)
		}
	})
}

// TestEarlierCancelledSettlementBlocksTheLater: totals are cumulative over the
// pools of a token, so a later order is void when an earlier one goes away.
func TestEarlierCancelledSettlementBlocksTheLater(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.twoPools(100, 150)
		sts := must[[]models.Settlement](t)(w.s.DraftSettlement(ctx, w.theo, inc.PublicID))
		later := w.approved(sts[1])
		must[models.Settlement](t)(w.s.Cancel(ctx, w.theo, sts[0].PublicID, sts[0].Version, "wrong pool"))
		_, err := w.s.AcceptOrder(ctx, later.PublicID, w.signatures(later, 3))
		wantErr(t, err, service.ErrConflict)
	})
}

// TestDraftDuePublishes: the job drafts and publishes previews, and never
// replaces a preview that people are reading.
func TestDraftDuePublishes(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		w.s.PublishDrafts = true
		inc := w.settling(100, "alice", "bob")
		if r := must[settlements.DraftReport](t)(w.s.DraftDue(ctx)); r.Drafted != 1 || r.Published != 1 {
			t.Fatalf("%+v", r)
		}
		w.earmark(&inc, 60)
		w.events()
		if r := must[settlements.DraftReport](t)(w.s.DraftDue(ctx)); r.Drafted != 0 {
			t.Fatalf("the job replaced a preview: %+v", r)
		}
		if st := w.draft(&inc); st.Sequence != 2 { // a person may
			t.Fatalf("sequence %d", st.Sequence)
		}
	})
}

// TestExpectedRecoveryIsFound by incident, token and payer.
func TestExpectedRecoveryIsFound(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		inc := w.settling(100, "alice", "bob")
		w.paid(w.draft(&inc))
		in := settlements.RecoveryInput{IncidentID: inc.PublicID, Asset: w.token, Source: "whitehat", Amount: n(40), From: addr("frank"), Note: "agreed by mail"}
		_, err := w.s.ExpectRecovery(ctx, w.anna, in)
		wantErr(t, err, service.ErrForbidden)
		expected := must[models.Recovery](t)(w.s.ExpectRecovery(ctx, w.theo, in))
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": tokenAddr, "from": addr("frank"), "amount": n(30), "registered": false})
		w.events()
		w.tx(func(tx *models.Tx) error {
			got, err := models.ByID[models.Recovery](tx, expected.ID)
			if err == nil && (got.State != settlements.RecoveryFinal || got.Amount.String() != "30" || got.Source != "whitehat" || got.TxHash == nil) {
				t.Errorf("recovery %+v", got)
			}
			return err
		})
		if r := must[settlements.DraftReport](t)(w.s.DraftDue(ctx)); r.Recoveries != 1 { // announced money starts by itself
			t.Fatalf("%+v", r)
		}
	})
}

// TestRecoveryInAnotherToken opens a vault row for it and asks for its price.
func TestRecoveryInAnotherToken(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		w.paid(w.draft(&inc))
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": addr("odd token"), "from": addr("thief"), "amount": n(5), "registered": false})
		w.events()
		var pool models.Pool
		w.tx(func(tx *models.Tx) error {
			asset, err := tx.AssetFor(chainID, addr("odd token"))
			if err != nil {
				return err
			}
			pool, err = tx.PoolAt(vaultAddr, asset.ID)
			return err
		})
		_, err := w.s.DraftRecovery(ctx, w.theo, inc.PublicID, pool.PublicID)
		wantErr(w.t, err, service.ErrNotReady) // nobody priced it
	})
}

// TestShareholdersOfRecord replays deposits and withdrawals up to the incident.
func TestShareholdersOfRecord(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		w.fund(nil, "lp1", 100)
		w.fund(nil, "lp2", 50)
		w.event(poolAddr, "Withdrawn", map[string]any{"account": addr("lp2"), "assets": n(50), "shares": n(50), "exit_id": "1"})
		w.event(poolAddr, "Withdrawn", map[string]any{"account": addr("lp1"), "assets": n(30), "shares": n(30), "exit_id": "2"})
		w.clock.Advance(time.Second)
		inc := w.incident(0, loss{"alice", 1})
		w.fund(nil, "erin", 500)
		w.events()
		if got := must[int](t)(w.s.RecordShareholders(ctx, w.theo, inc.PublicID, w.pool.PublicID)); got != 1 {
			t.Fatalf("%d holders", got)
		}
		if got := must[int](t)(w.s.RecordShareholders(ctx, w.theo, inc.PublicID, w.pool.PublicID)); got != 0 {
			t.Fatalf("%d holders written twice", got)
		}
		w.tx(func(tx *models.Tx) error {
			return tx.HoldersOf(inc.ID, w.pool.ID, func(h *models.ShareHolding) error {
				if h.Holder.Address != addr("lp1") || h.Shares.String() != "70" {
					t.Errorf("%s holds %s", h.Holder.Hex(), h.Shares)
				}
				return nil
			})
		})
		w.balance("pool:"+w.pool.PublicID+":free", 570)
	})
}

// TestEarmarkIntent: at confirmation every pool of the incident is asked once to
// set aside what its covers could need.
func TestEarmarkIntent(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.cover("alice", 100, "alice")
		w.cover("bob", 50, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.confirmed()
		if r := w.windows(0); r.Earmarked != 1 {
			w.t.Fatalf("%+v", r)
		}
		if r := w.windows(time.Minute); r.Earmarked != 0 {
			w.t.Fatalf("again: %+v", r)
		}
		w.tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey("earmark:" + inc.PublicID + ":" + w.pool.PublicID)
			if err != nil {
				return err
			}
			words := in.Data[4:]
			if exposure := money.FromBytes32([32]byte(words[32:64])); exposure.String() != "150" || in.To != w.pool.Contract {
				w.t.Errorf("earmark of %s to %s", exposure, in.To.Hex())
			}
			return nil
		})
	})
}

// TestWrongKindsAreRefused by the catalog.
func TestWrongKindsAreRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.t
		_, err := w.s.AddLayer(ctx, w.sara, claims.LayerInput{ProductID: w.product.PublicID, PoolID: w.vault.PublicID, Position: 2})
		wantErr(t, err, service.ErrInvalid)
		_, err = w.s.CreateProtocol(ctx, w.sara, claims.ProtocolInput{Slug: "No Good", Name: ""})
		wantErr(t, err, service.ErrInvalid)
		_, err = w.s.CreateProtocol(ctx, w.sara, claims.ProtocolInput{Slug: "vaults", Name: "again"})
		wantErr(t, err, service.ErrConflict)
		_, err = w.s.CreateProtocol(ctx, w.anna, claims.ProtocolInput{Slug: "other", Name: "other"})
		wantErr(t, err, service.ErrForbidden)
		past := claims.CoverInput{ProductID: w.product.PublicID, Kind: claims.CoverIndividual, Holder: addr("bob"), Accounts: []address{addr("bob")},
			Limit: n(1), ActiveFrom: w.clock.Now().AddDate(-1, 0, 0), ActiveTo: w.clock.Now().AddDate(1, 0, 0)}
		_, err = w.s.WriteCover(ctx, w.intake, past)
		wantErr(t, err, service.ErrInvalid) // A23: nobody backdates a cover
		must[models.Cover](t)(w.s.WriteCover(ctx, w.person("root", "root", "admin"), past))
		twice := past
		twice.ActiveFrom, twice.Accounts = time.Time{}, []address{addr("bob"), addr("bob")}
		_, err = w.s.WriteCover(ctx, w.intake, twice)
		wantErr(t, err, service.ErrInvalid)
	})
}

// TestWordingIsFrozen: a newer wording changes nothing of an older cover.
func TestWordingIsFrozen(t *testing.T) {
	each(t, terms(), func(w *world) {
		c := w.cover("alice", 100, "alice")
		worse := terms()
		worse.Deductible = n(99)
		if next := w.wording(worse); next.Number != 2 {
			w.t.Fatalf("wording %d", next.Number)
		}
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100})
		w.windows(0)
		if got := w.file(&inc, c, "alice", 100).Eligible; got.String() != "100" {
			w.t.Fatalf("eligible %s", got)
		}
	})
}

// TestSenderStatesFollow: once the sender signed the publish intent the
// settlement is being published.
func TestSenderStatesFollow(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.settling(100, "alice", "bob")
		st := w.approved(w.draft(&inc))
		st = must[models.Settlement](w.t)(w.s.AcceptOrder(ctx, st.PublicID, w.signatures(st, 3)))
		w.windows(0)
		if got := w.settlement(st).State; got != models.SettlementSigned {
			w.t.Fatalf("settlement is %s before anything was sent", got)
		}
		w.tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey("publish:" + st.PublicID)
			if err != nil {
				return err
			}
			in.State = models.TxSigned
			nonce := int64(1)
			in.Nonce = &nonce
			return models.Update(tx, &in, "state", "nonce")
		})
		w.windows(0)
		if got := w.settlement(st).State; got != models.SettlementPublishing {
			w.t.Fatalf("settlement is %s", got)
		}
		w.publish(st)
		if got := w.settlement(st).State; got != models.SettlementPublished {
			w.t.Fatalf("settlement is %s", got)
		}
	})
}
