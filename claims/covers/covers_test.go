package covers_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/payouts"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// TestCoverSinceLastYear: an admin, three hours after the exploit and before
// anybody reported it, cannot write a cover that began last year, and one
// written then insures nothing of the loss.
func TestCoverSinceLastYear(t *testing.T) {
	ts := terms()
	ts.WaitingPeriodS = 0
	each(t, ts, func(w *world) {
		t := w.T
		w.Cover("bob", 100, "bob")
		w.Clock.Advance(time.Hour)
		exploit := w.Clock.Now()
		w.Clock.Advance(3 * time.Hour)
		root := w.Person("root", "root", "admin")
		in := covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: addr("alice"),
			Accounts: []common.Address{addr("alice")}, Limit: n(100), ActiveFrom: exploit.AddDate(-1, 0, 0), ActiveTo: exploit.AddDate(1, 0, 0)}
		_, err := w.Rooms.WriteCover(ctx, root, in)
		wantField(t, err, "/active_from", "recorded")
		in.ActiveFrom = time.Time{}
		c := must[models.Cover](t)(w.Rooms.WriteCover(ctx, root, in))
		if c.RecordedAt == nil || !c.RecordedAt.Equal(w.Clock.Now()) || c.ActiveFrom.Before(*c.RecordedAt) {
			t.Fatalf("recorded %v, active from %v", c.RecordedAt, c.ActiveFrom)
		}
		inc := w.Confirmed()
		w.Tx(func(tx *models.Tx) error {
			inc.OccurredFrom = &exploit
			return models.Update(tx, &inc, "occurred_from")
		})
		w.Snapshot(&inc, w.AssetID(), 0, lost("alice", 100), lost("bob", 100))
		w.Set(&inc, "[]")
		w.Windows(0)
		_, err = w.TryFile(&inc, c, "alice", 100)
		wantErr(t, err, claims.ErrNotCovered)
		wantField(t, err, "/cover_id", "recorded")
		w.Tx(func(tx *models.Tx) error {
			if _, err := tx.CoverEntitlement(inc.ID, c.ID, addr("alice")); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("the late cover has an entitlement: %v", err)
			}
			return nil
		})
	})
}

// TestRecordedAtTheVeryMoment: on record before the loss began, not with it.
func TestRecordedAtTheVeryMoment(t *testing.T) {
	ts := terms()
	ts.WaitingPeriodS = 0
	for _, before := range []time.Duration{0, time.Microsecond} {
		t.Run(before.String(), func(t *testing.T) {
			each(t, ts, func(w *world) {
				w.Cover("bob", 100, "bob")
				w.Clock.Advance(time.Hour)
				c := w.Cover("alice", 100, "alice")
				w.Clock.Advance(before)
				inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
				w.Windows(0)
				_, err := w.TryFile(&inc, c, "alice", 100)
				if before == 0 {
					wantErr(w.T, err, claims.ErrNotCovered)
				} else if err != nil {
					w.T.Fatal(err)
				}
			})
		})
	}
}

// unholdable are receivers that nobody can be paid at.
func unholdable() map[string]common.Address {
	out := map[string]common.Address{
		"distributor": roomtest.Distributor, "pool": roomtest.PoolAddr, "vault": roomtest.VaultAddr, "token": roomtest.TokenAddr,
		"oracle": roomtest.OracleAddr, "module": addr("module"), "zero": {}, "dead": common.HexToAddress("0xdead"),
		"p256": common.HexToAddress("0x0100"), "ones": common.HexToAddress("0x1111111111111111111111111111111111111111"),
		"native": common.HexToAddress("0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE"),
		"dead42": common.HexToAddress("0xdead000000000000000042069420694206942069"),
	}
	for i := range byte(0x11) {
		out[fmt.Sprintf("precompile %d", i+1)] = common.BytesToAddress([]byte{i + 1})
	}
	return out
}

// TestReceiverNobodyCanHold: refused at filing, changing and registering, and as
// the holder of a cover.
func TestReceiverNobodyCanHold(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		c := w.Cover("alice", 100, "alice")
		w.CoverOf(covers.Blanket, "bob", 1000)
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("carol", 50))
		w.Module(&inc, 5)
		w.Windows(0)
		signed := func(affected string, to common.Address) claims.Proof {
			p := w.Proof(&inc, affected, affected, affected)
			digest := claims.ProofMessage(inc.ChainRef.Hash, addr(affected), addr(affected), to, p).Digest(w.Rooms.ProofDomain())
			p.Signature = roomtest.Sign(t, roomtest.Key(affected), digest)
			return p
		}
		for name, to := range unholdable() {
			_, err := w.Rooms.File(ctx, wallet("alice"), claims.FileInput{IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr("alice"),
				Receiver: to, Requested: n(100), Proof: signed("alice", to)})
			if err == nil {
				t.Fatalf("a claim with receiver %s is filed", name)
			}
			wantField(t, err, "/receiver")
			_, err = w.Rooms.RegisterReceiver(ctx, wallet("carol"), inc.PublicID, addr("carol"), to, signed("carol", to))
			wantField(t, err, "/receiver")
		}
		claim := w.File(&inc, c, "alice", 100)
		for name, to := range unholdable() {
			if _, err := w.Rooms.ChangeReceiver(ctx, wallet("alice"), claim.PublicID, claim.Version, to, signed("alice", to)); err == nil {
				t.Errorf("the receiver becomes %s", name)
			} else {
				wantField(t, err, "/receiver")
			}
		}
		must[models.Claim](t)(w.Rooms.ChangeReceiver(ctx, wallet("alice"), claim.PublicID, claim.Version, addr("dave"), signed("alice", addr("dave"))))
	})
}

func TestHolderNobodyCanBe(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := w.Confirmed()
		w.Module(&inc, 5)
		w.Tx(func(tx *models.Tx) error { // sales are open again
			inc.State = models.IncidentClosed
			return models.Update(tx, &inc, "state")
		})
		for name, holder := range unholdable() {
			_, err := w.Rooms.WriteCover(ctx, w.Intake, covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: holder,
				Accounts: []common.Address{holder}, Limit: n(10), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)})
			if err == nil {
				w.T.Errorf("the holder is %s", name)
				continue
			}
			wantField(w.T, err, "/holder")
		}
	})
}

// TestContractWhereTheLossWas: measured on chain 10, where safe is a contract.
// The settlement chain knows no code at that address, so its line waits for a
// receiver; when nobody reads chain 10, every line of it does.
func TestContractWhereTheLossWas(t *testing.T) {
	for _, read := range []bool{true, false} {
		t.Run(fmt.Sprintf("chain 10 is read %v", read), func(t *testing.T) {
			each(t, terms(), func(w *world) {
				if read {
					w.OtherChain(10, "safe")
				}
				w.CoverOf(covers.Blanket, "bob", 1000)
				w.Clock.Advance(2 * time.Hour)
				inc := w.Confirmed()
				w.SnapshotOn(10, &inc, w.AssetID(), 0, lost("alice", 100), lost("safe", 300))
				w.Set(&inc, "[]")
				w.Fund(&inc, "lp1", 400)
				w.Events()
				w.Windows(0)
				w.Windows(2 * time.Hour)
				if read {
					w.Lines(w.Draft(&inc), "alice=100 safe=300h")
					return
				}
				_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
				wantErr(w.T, err, settlements.ErrNothingToSettle)
				held := 0
				w.Tx(func(tx *models.Tx) error {
					held = 0
					return tx.EachEntitlement(inc.ID, models.EntitlementCover, func(e *models.Entitlement) error {
						if e.Held && e.HeldReason == entitlements.HeldReceiver {
							held++
						}
						return nil
					})
				})
				if held != 2 {
					w.T.Fatalf("%d lines wait for a receiver, want 2", held)
				}
			})
		})
	}
}

// TestConflictsAreRefusedWhenWritten: both names stand in the refusal.
func TestConflictsAreRefusedWhenWritten(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		protocol := must[models.Protocol](t)(w.Rooms.CreateProtocol(ctx, w.Sara, covers.ProtocolInput{Slug: "other", Name: "Other"}))
		fund := must[models.Product](t)(w.Rooms.CreateProduct(ctx, w.Sara, covers.ProductInput{ProtocolID: protocol.PublicID, Name: "Fund", LimitAsset: w.Token}))
		rate := terms()
		rate.SettlementRule = payouts.RuleProRata
		wording := func(product models.Product) error {
			_, err := w.Rooms.CreateWording(ctx, w.Sara, covers.WordingInput{ProductID: product.PublicID, Terms: rate, Text: "The fund."})
			return err
		}
		if err := wording(fund); err != nil {
			t.Fatal(err)
		}
		_, err := w.Rooms.AddLayer(ctx, w.Sara, covers.LayerInput{ProductID: fund.PublicID, PoolID: w.Pool.PublicID, Position: 1})
		wantField(t, err, "/pool_id", fund.PublicID, w.Product.PublicID, string(payouts.RuleProRata), string(payouts.RuleWaterFill))

		_, err = w.Rooms.WriteCover(ctx, w.Intake, covers.Input{ProductID: fund.PublicID, Kind: covers.Individual, Holder: addr("bob"),
			Accounts: []common.Address{addr("bob")}, Limit: n(10), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)})
		wantField(t, err, "/kind", fund.PublicID, string(payouts.RuleProRata))

		w.Cover("alice", 10, "alice")
		wantField(t, wording(w.Product), "/terms/settlement_rule", w.Product.PublicID, string(payouts.RuleProRata), string(payouts.RuleWaterFill))

		dollar := w.Token
		dollar.Address, dollar.Symbol = addr("dollar"), "USD"
		_, err = w.Rooms.CreateProduct(ctx, w.Sara, covers.ProductInput{ProtocolID: protocol.PublicID, Name: "Second", LimitAsset: dollar})
		wantField(t, err, "/limit_asset", "USD", w.Token.Symbol, fund.PublicID)
	})
}
