package settlements_test

import (
	"strings"
	"testing"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// secondVault configures a vault of the same token.
func secondVault(w *world, distributor string) (models.Pool, error) {
	in := claims.PoolInput{Kind: claims.PoolVault, Name: "second vault", Asset: w.Token, Contract: addr("second vault"), Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr}
	if distributor != "" {
		in.Distributor = addr(distributor)
	}
	return w.Rooms.CreatePool(ctx, w.Sara, in)
}

// TestOneVaultOfADistributor: a distributor draws from one vault, so that money in
// another could never be paid. It is refused when it is configured, with both names.
func TestOneVaultOfADistributor(t *testing.T) {
	each(t, terms(), func(w *world) {
		_, err := secondVault(w, "")
		wantErr(w.T, err, service.ErrConflict)
		for _, name := range []string{w.Vault.PublicID, addr("second vault").Hex()} {
			if !strings.Contains(err.Error(), name) {
				w.T.Errorf("%v does not name %s", err, name)
			}
		}
	})
}

// TestTwoVaultsOfOneToken: 60 of one token lie in the vaults of two distributors.
// Each is drawn in its turn, the other waits meanwhile, and everybody gets the part
// of both.
func TestTwoVaultsOfOneToken(t *testing.T) {
	each(t, terms(), func(w *world) {
		second := must[models.Pool](w.T)(secondVault(w, "second distributor"))
		inc := w.Incident(0, lost("alice", 200), lost("bob", 100))
		for _, v := range []models.Pool{w.Vault, second} {
			w.Event(v.Contract.Address, "RecoveryDeposited", map[string]any{
				"incident_id": inc.ChainRef.Hash, "asset": w.Token.Address, "from": addr("thief"), "amount": n(60), "registered": true})
		}
		w.Events()
		w.Windows(0)
		for range 3 {
			w.Windows(2 * time.Hour)
		}
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		w.Lines(st, "alice=20 bob=40")
		w.checked(st)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, second.PublicID)
		wantErr(w.T, err, settlements.ErrNothingToSettle)
		w.Paid(st)
		st = must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, second.PublicID))
		w.Lines(st, "alice=60 bob=0x")
		w.checked(st)
	})
}
