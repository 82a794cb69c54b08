package outbox_test

import (
	"context"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/witness"
)

// keeper opens, copies and restores the data directory of a world.
type keeper struct {
	*world
	dir string
}

func newKeeper(t *testing.T) *keeper {
	t.Helper()
	k := &keeper{world: newWorld(t)}
	k.open(t.TempDir())
	return k
}

// open goes on with the store of a directory.
func (k *keeper) open(dir string) {
	k.t.Helper()
	db, err := models.Open(context.Background(), models.Config{Driver: "sqlite", Dir: dir, Now: k.clock.Now})
	if err == nil {
		err = db.Migrate(context.Background())
	}
	if err != nil {
		k.t.Fatal(err)
	}
	k.dir, k.db = dir, db
	k.t.Cleanup(func() { _ = db.Close() }) // closed already where it was replaced
	k.restart()
}

// backup stops, copies the directory and goes on.
func (k *keeper) backup() (dir string) {
	k.t.Helper()
	if err := k.db.Close(); err != nil {
		k.t.Fatal(err)
	}
	dir = k.t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(k.dir)); err != nil {
		k.t.Fatal(err)
	}
	k.open(k.dir)
	return dir
}

// restore throws today's store away.
func (k *keeper) restore(backup string) {
	k.t.Helper()
	if err := k.db.Close(); err != nil {
		k.t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(backup, "makewhole.db")); err != nil {
		k.t.Fatal(err)
	}
	k.open(backup)
}

// settled says that n receivers got exactly theirs, that the books know it and
// that the key's count is the chain's.
func (k *keeper) settled(n int) {
	k.t.Helper()
	for i := range n {
		if got := k.chain.Balance(receiver(i)); got != amountOf(i) {
			k.t.Errorf("receiver %d has %s, owed %s", i, got, amountOf(i))
		}
	}
	states := k.states()
	if states[models.TxFinal]+states[models.TxRecovered] != n || len(states) > 2 {
		k.t.Errorf("%d payouts, states %v", n, states)
	}
	mined, err := k.chain.NonceAt(context.Background(), k.key.Address(), nil)
	if err != nil {
		k.t.Fatal(err)
	}
	keys, err := (&outbox.Operator{DB: k.db}).Keys(context.Background())
	if err != nil || len(keys) != 1 || uint64(keys[0].NextNonce) != mined {
		k.t.Errorf("keys %+v, %v; the chain counts %d", keys, err, mined)
	}
}

// TestRestoredBackup: S16. The store is copied after every number of rounds of
// a story with a replacement, the story goes on to its end, the copy comes back:
// nothing is paid twice, and all is booked without a person.
func TestRestoredBackup(t *testing.T) {
	t.Parallel()
	recovered := 0
	for at := range 9 {
		k := newKeeper(t)
		k.window = 2
		k.restart()
		k.enqueue(5)
		var copied string
		for i := range 12 {
			if i == at {
				copied = k.backup()
			}
			if i == 2 {
				k.chain.SetPrice(50, 2) // above the cap of what waits: it is replaced
			}
			k.tick()
			if i < 5 {
				k.clock.Advance(time.Minute)
			}
		}
		k.finish()
		k.settled(5)
		before := chainCount(k.world)
		k.restore(copied)
		k.finish()
		k.settled(5)
		if n := chainCount(k.world); n != before {
			t.Errorf("backup after %d rounds: %d transactions more", at, n-before)
		}
		recovered += k.count(models.TxRecovered)
	}
	if recovered == 0 {
		t.Error("no backup was old enough for anything to recover")
	}
	t.Logf("%d payouts recovered from the chain", recovered)
}

func chainCount(w *world) uint64 {
	w.t.Helper()
	n, err := w.chain.NonceAt(context.Background(), w.key.Address(), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// TestRestoredBackupThatNeverHeardOfThem: payouts decided after the backup are
// strange to it. Nothing is sent until the business knows them again.
func TestRestoredBackupThatNeverHeardOfThem(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.enqueue(1)
	k.finish()
	copied := k.backup()
	k.enqueue(3)
	k.finish()
	k.settled(3)
	k.restore(copied)
	another := k.payout(7) // decided in the restored world, before the old ones are back
	if err := k.db.Tx(t.Context(), func(tx *models.Tx) error { _, err := tx.Enqueue(another); return err }); err != nil {
		t.Fatal(err)
	}
	before := chainCount(k.world)
	for range 10 {
		if r := k.tick(); !hasAlarm(r, outbox.AlarmForeign) || r.Signed+r.Sent != 0 {
			t.Fatalf("report %+v, want an alarm and silence", r)
		}
	}
	k.enqueue(3) // the business comes to the same decisions again
	k.finish()
	if n := chainCount(k.world); n != before+1 {
		t.Errorf("%d transactions after the restore, want the new payout only", n-before)
	}
	for i, want := range map[int]string{0: models.TxFinal, 1: models.TxRecovered, 2: models.TxRecovered, 7: models.TxFinal} {
		if row := k.intent(i); row.State != want || k.chain.Balance(receiver(i)) != amountOf(i) {
			t.Errorf("payout %d is %s, receiver has %s", i, row.State, k.chain.Balance(receiver(i)))
		}
	}
}

// TestStrangerWaitsForAPerson: what our key did elsewhere is named, nothing is
// sent, and a person adopts the nonce with a reason.
func TestStrangerWaitsForAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.finish()
	w.chain.Include(bill(t, w, 1))
	err := w.db.Tx(t.Context(), func(tx *models.Tx) error { _, err := tx.Enqueue(w.payout(1)); return err })
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if r := w.tick(); r.Signed != 0 || !hasAlarm(r, outbox.AlarmForeign) {
			t.Fatalf("report %+v", r)
		}
	}
	ops := &outbox.Operator{DB: w.db, Node: w.chain}
	if _, err := ops.AdoptNonce(t.Context(), treasurer(), chaintest.ID, w.key.Address(), "a colleague paid a bill"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	w.judge(2)
}

// bill is a payment with our key that nobody here decided.
func bill(t *testing.T, w *world, nonce uint64) *types.Transaction {
	t.Helper()
	to := common.Address{0xb1}
	tx := types.NewTx(&types.LegacyTx{Nonce: nonce, GasPrice: big.NewInt(100e9), Gas: 21_000, To: &to, Value: big.NewInt(5)})
	signed, err := w.key.SignTx(t.Context(), tx, chaintest.ID)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// TestLostStoreKnowsItsKeyAgain: the backup is older than the first payout, so
// it does not even know the key.
func TestLostStoreKnowsItsKeyAgain(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.enqueue(2)
	copied := k.backup()
	k.finish()
	k.restore(copied)
	before := chainCount(k.world)
	k.finish()
	k.settled(2)
	if n := chainCount(k.world); n != before {
		t.Errorf("%d more transactions", n-before)
	}
}

// oracleOfEffects is a witness that a test commands.
type oracleOfEffects map[string]witness.Shown

func (o oracleOfEffects) Outcomes(_ context.Context, qs []witness.Question, _ common.Hash) ([]witness.Shown, error) {
	out := make([]witness.Shown, len(qs))
	for i, q := range qs {
		out[i] = o[q.Intent.IdemKey]
	}
	return out, nil
}

func (w *world) witness(o oracleOfEffects) {
	w.wit = o
	w.restart()
}

// TestNothingIsSignedWhoseEffectExists: a used settlement id is booked, not paid.
func TestNothingIsSignedWhoseEffectExists(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.witness(oracleOfEffects{idemKey(0): {Outcome: witness.OutcomeDone, Proof: "the settlement exists"}})
	w.enqueue(2)
	w.finish2(models.TxRecovered, models.TxFinal)
	if row := w.intent(0); row.Nonce != nil || !w.chain.Balance(receiver(0)).IsZero() {
		t.Errorf("signed all the same: %+v", row)
	}
	if h := w.detail(0).History; h[len(h)-1].Reason != "the settlement exists" {
		t.Errorf("history %+v", h)
	}
}

// TestSuccessWithoutEffectIsNotFinal: status 1 is not enough.
func TestSuccessWithoutEffectIsNotFinal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	says := oracleOfEffects{idemKey(0): {Outcome: witness.OutcomeMissing, Proof: "no root on the contract"}}
	w.witness(says)
	w.enqueue(1)
	alarmed := false
	for range 12 {
		alarmed = hasAlarm(w.tick(), outbox.AlarmUnproven) || alarmed
	}
	if row := w.intent(0); row.State != models.TxUnproven || row.Blocked == "" || row.TxHash == nil || !alarmed {
		t.Fatalf("payout is %s, blocked %q, alarmed %v", row.State, row.Blocked, alarmed)
	}
	says[idemKey(0)] = witness.Shown{Outcome: witness.OutcomeDone, Proof: "the root is there now"}
	w.finish()
	w.judge(1)
}

// TestForeignNonceWithEffectIsRecovered: our own replacement that the store
// forgot is recognised by its payload or by its effect.
func TestForeignNonceWithEffectIsRecovered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.witness(oracleOfEffects{idemKey(0): {Outcome: witness.OutcomeMissing}})
	w.enqueue(1)
	w.round()
	w.chain.Drop()
	w.chain.Include(foreign(t, w, 0))
	w.finish2(models.TxReplaced)
	w.witness(oracleOfEffects{idemKey(0): {Outcome: witness.OutcomeDone, Proof: "the settlement exists"}})
	w.finish2(models.TxRecovered)
}

// finish2 runs until the payouts are in these states.
func (w *world) finish2(states ...string) {
	w.t.Helper()
	for range 40 {
		w.tick()
		good := true
		for i, want := range states {
			good = good && w.intent(i).State == want
		}
		if good {
			return
		}
	}
	w.t.Fatalf("states %v, want %v", w.states(), states)
}
