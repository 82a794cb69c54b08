package settlements_test

import (
	"strings"
	"testing"
	"time"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// secondProduct adds a product with a pool of its own.
func secondProduct(w *world) (models.Product, models.Pool) {
	product := must[models.Product](w.T)(w.Rooms.CreateProduct(ctx, w.Sara, covers.ProductInput{
		ProtocolID: w.Protocol().PublicID, Name: "Second cover", LimitAsset: w.Token}))
	must[models.Wording](w.T)(w.Rooms.CreateWording(ctx, w.Sara, covers.WordingInput{ProductID: product.PublicID, Terms: terms(), Text: "The second wording."}))
	pool := must[models.Pool](w.T)(w.Rooms.CreatePool(ctx, w.Sara, covers.PoolInput{Kind: covers.PoolCapital, Name: "second capital", Asset: w.Token,
		Contract: addr("second pool"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}))
	must[models.Layer](w.T)(w.Rooms.AddLayer(ctx, w.Sara, covers.LayerInput{ProductID: product.PublicID, PoolID: pool.PublicID, Position: 1, IncidentCap: money.Zero}))
	return product, pool
}

// TestPoolThatCannotPayShrinksNoOther: bob lost 10,000 and has a cover of as much in
// each of two pools, of which one has 6,000 and the other nothing. He gets 6,000,
// whichever claim is decided first or filed at all.
func TestPoolThatCannotPayShrinksNoOther(t *testing.T) {
	for name, order := range map[string][]int{"first": {0, 1}, "second": {1, 0}, "unused": {0}} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc, covers := bobTwice(w, 6000, 0)
				for _, k := range order {
					w.Approve(w.Anna, w.File(&inc, covers[k], "bob", 10000), 10000)
					w.Windows(11 * time.Minute) // it takes part in settlements
				}
				w.Windows(2 * time.Hour)
				w.Windows(2 * time.Hour)
				st := w.Draft(&inc)
				w.Lines(st, "bob=6000")
				w.Paid(st)
				_, err := w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID)
				wantErr(t, err, settlements.ErrNothingToSettle)
				w.holds(&inc, "bob", "loss 10000 covers 6000 recovered 0 outside 0 swept 0 receivable 0 residual 4000")
			})
		})
	}
}

// bobTwice is a loss of 10,000 of bob, who has covers of two products.
func bobTwice(w *world, pledges ...uint64) (models.Incident, [2]models.Cover) {
	product, pool := secondProduct(w)
	var covers [2]models.Cover
	covers[0] = w.Cover("bob", 10000, "bob")
	first := w.Product
	w.Product = product
	covers[1] = w.Cover("bob", 10000, "bob")
	w.Product = first
	w.Clock.Advance(2 * time.Hour)
	inc := w.Incident(0, lost("bob", 10000))
	w.Fund(&inc, "lp1", pledges[0])
	if pledges[1] > 0 {
		w.Event(pool.Contract.Address, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(pledges[1]), "left": n(pledges[1])})
	}
	w.Events()
	w.Windows(0)
	return inc, covers
}

// TestBothPoolsTogetherPayTheLossOnce: with 6,000 and 9,000 bob gets his 10,000, once.
func TestBothPoolsTogetherPayTheLossOnce(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, covers := bobTwice(w, 6000, 9000)
		for _, c := range covers {
			w.Approve(w.Anna, w.File(&inc, c, "bob", 10000), 10000)
		}
		w.Windows(2 * time.Hour)
		w.Windows(2 * time.Hour)
		sts := must[[]models.Settlement](w.T)(w.Rooms.DraftSettlement(ctx, w.Theo, inc.PublicID))
		for _, st := range sts {
			w.checked(st)
			w.Paid(st)
		}
		w.holds(&inc, "bob", "loss 10000 covers 10000 recovered 0 outside 0 swept 0 receivable 0 residual 0")
	})
}

// TestASecondLossUnderTheSameCovers: the first pool paid all 10,000 of bob's loss,
// the second nothing. While the first incident is open either could have paid all, and
// nothing is left of two limits of 10,000; when it is closed, the first cover has paid
// its limit and the second has half of it left.
func TestASecondLossUnderTheSameCovers(t *testing.T) {
	for name, want := range map[string]string{"open": "", "closed": "0 5000 "} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				inc, covers := bobTwice(w, 10000, 0)
				for _, c := range covers {
					w.Approve(w.Anna, w.File(&inc, c, "bob", 10000), 10000)
				}
				w.Windows(2 * time.Hour)
				st := w.Draft(&inc)
				w.Lines(st, "bob=10000")
				w.Paid(st)
				w.Windows(4 * time.Hour)
				if name == "closed" {
					must[models.Incident](w.T)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "done"))
				}
				again := w.Incident(0, lost("bob", 10000))
				w.Windows(0)
				got := ""
				w.Tx(func(tx *models.Tx) error {
					got = ""
					rows, err := tx.CoverEntitlements(again.ID, addr("bob"))
					for _, c := range covers {
						for _, e := range rows {
							if *e.CoverID == c.ID {
								got += e.Amount.String() + " "
							}
						}
					}
					return err
				})
				if want = strings.TrimPrefix(want, "0 "); got != want { // a right to nothing is not written
					w.T.Errorf("a second loss may take %q of the covers, want %q", got, want)
				}
				if name == "open" {
					return
				}
				c := w.File(&again, covers[1], "bob", 10000)
				if _, err := w.TryApprove(w.Anna, c, 5001); err == nil {
					w.T.Error("more was approved than is left of the limit")
				}
				w.Approve(w.Anna, w.Claim(c), 5000)
			})
		})
	}
}
