package demo

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/app"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/server"
)

// TestBackupFromBeforeTheMoneyMoved: S16 through the business. The store is
// copied before a settlement is published, or before its lines are pushed; the
// story goes on until everybody is paid; the old store comes back beside the
// chain that moved on. Nothing is sent a second time, and the books come to
// where the chain is.
func TestBackupFromBeforeTheMoneyMoved(t *testing.T) {
	if testing.Short() {
		t.Skip("plays most of the story on an embedded chain, twice")
	}
	t.Parallel()
	for _, at := range []string{"publish", "push"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			w := newRestoreWorld(t)
			w.playUntilPaid(at)
			w.restore()
			w.booksFollow(at)
		})
	}
}

// restoreWorld is the demo with a store that is taken back.
type restoreWorld struct {
	*demo
	t       *testing.T
	flags   app.Flags
	backup  string
	nonce   uint64 // of the operator when all was paid
	paidOut map[common.Address]money.Amount
}

func newRestoreWorld(t *testing.T) *restoreWorld {
	t.Helper()
	flags, err := app.DevFlags(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &restoreWorld{t: t, flags: flags, backup: t.TempDir()}
	w.demo = newDemo(t.Context(), w.open(), io.Discard)
	t.Cleanup(func() {
		if err := w.app.Close(); err != nil { // the one that runs last
			t.Error(err)
		}
	})
	return w
}

func (w *restoreWorld) open() *app.App {
	w.t.Helper()
	a, err := app.Open(w.t.Context(), io.Discard, w.flags)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := a.Start(w.t.Context(), false); err != nil {
		w.t.Fatal(err)
	}
	return a
}

// held fails the test with the first error of the story.
func (w *restoreWorld) held(what string) {
	w.t.Helper()
	if w.err != nil {
		w.t.Fatalf("%s: %v", what, w.err)
	}
}

// playUntilPaid goes through the story and copies the store on the way.
func (w *restoreWorld) playUntilPaid(at string) {
	w.t.Helper()
	w.untilDecided()
	w.held("story")
	st := w.newDraft(models.EntitlementCover)
	w.approve(st)
	for _, m := range w.committee {
		w.signOrder(m, st.ID)
	}
	w.until("publish intent", func() bool {
		if w.err == nil {
			w.fail("orders", w.app.RunJob(w.ctx, "orders"))
		}
		return w.lastIntent("publish").State != ""
	})
	w.copyAt(at == "publish", "publish")
	w.until("published settlement", func() bool { return w.settlementNow(st.ID).State == models.SettlementPublished })
	w.waitUntil(*w.settlementNow(st.ID).ActiveAt)
	w.until("open doors", func() bool { return w.settlementNow(st.ID).State == models.SettlementActive })
	w.held("settlement")
	w.pushAll(st.ID)
	w.copyAt(at == "push", "push")
	w.until("paid settlement", func() bool { return w.settlementNow(st.ID).State == models.SettlementClosed })
	w.held("payment")
	w.nonce, w.paidOut = w.operatorNonce(), w.balances(w.cast.receivers())
}

// pushAll plans to pay every line by push.
func (w *restoreWorld) pushAll(settlement string) {
	w.t.Helper()
	var ids []string
	for _, l := range w.linesOf(server.Settlement{ID: settlement}) {
		if l.LeafIndex != nil {
			ids = append(ids, l.ID)
		}
	}
	path := "/v1/admin/settlements/" + settlement + "/distribution-plans"
	plan := post[server.PlanDetail](w.demo, w.as(w.cast.senior), path, obj{"push": ids, "only_push": true})
	post[server.PlanDetail](w.demo, w.as(w.cast.treasurer), "/v1/admin/distribution-plans/"+plan.ID+"/approve", obj{"content_hash": plan.ContentHash})
}

// copyAt copies the store while nothing runs, before the intent of that kind
// has a nonce.
func (w *restoreWorld) copyAt(now bool, kind string) {
	w.t.Helper()
	w.held("before the backup")
	if !now {
		return
	}
	if st := w.lastIntent(kind).State; st != models.TxApproved {
		w.t.Fatalf("%s is %s already", kind, st)
	}
	moveStore(w.t, w.flags.Data, w.backup)
}

// moveStore copies a database with its log.
func moveStore(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"makewhole.db", "makewhole.db-wal", "makewhole.db-shm"} {
		raw, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, fs.ErrNotExist) {
			err = os.Remove(filepath.Join(to, name))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
		} else if err == nil {
			err = os.WriteFile(filepath.Join(to, name), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// restore stops the server and starts it again on the copy; the chain stays.
func (w *restoreWorld) restore() {
	w.t.Helper()
	if err := w.app.Close(); err != nil {
		w.t.Fatal(err)
	}
	moveStore(w.t, w.backup, w.flags.Data)
	w.app = w.open()
}

func (w *restoreWorld) operatorNonce() uint64 {
	w.t.Helper()
	n, err := w.app.Node.Client().NonceAt(w.ctx, w.app.Deployment.Roles.Operator, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// booksFollow runs the jobs until the old store knows what happened.
func (w *restoreWorld) booksFollow(at string) {
	w.t.Helper()
	settlement := w.settlements[0]
	if now := w.settlementNow(settlement).State; now == models.SettlementClosed {
		w.t.Fatalf("the backup is %s already", now)
	}
	w.until("caught up", func() bool { return w.settlementNow(settlement).State == models.SettlementClosed })
	for range 3 {
		w.round()
	}
	w.held("after the restore")
	if n := w.operatorNonce(); n != w.nonce {
		w.t.Errorf("%d more transactions", n-w.nonce)
	}
	for who, had := range w.paidOut {
		if has := w.balance(who); has != had {
			w.t.Errorf("%s had %s and has %s", who, had, has)
		}
	}
	for _, l := range w.linesOf(server.Settlement{ID: settlement}) {
		if l.LeafIndex != nil && l.State != models.AllocationFinal && l.State != models.AllocationCollected {
			w.t.Errorf("line of %s is %s", l.Receiver, l.State)
		}
	}
	if st := w.lastIntent("publish").State; st != models.TxRecovered && st != models.TxFinal {
		w.t.Errorf("publish is %s", st)
	}
	w.keyCatchesUp(at)
	w.held("after the restore")
}

// keyCatchesUp: a backup that knows all intents goes on by itself; one that has
// never heard of the pushes waits for a person.
func (w *restoreWorld) keyCatchesUp(at string) {
	w.t.Helper()
	ops, operator := &outbox.Operator{DB: w.app.DB, Node: w.app.Chain}, w.app.Deployment.Roles.Operator
	next := func() uint64 {
		keys, err := ops.Keys(w.ctx)
		if err != nil || len(keys) != 1 {
			w.t.Fatalf("keys %v, %v", keys, err)
		}
		return uint64(keys[0].NextNonce)
	}
	if at == "publish" {
		if next() == w.nonce {
			w.t.Error("the pushes were taken for explained")
		}
		by := models.Actor{Kind: models.ActorSystem, ID: "operator", Roles: []string{"admin"}}
		if _, err := ops.AdoptNonce(w.ctx, by, int64(w.app.Flags.ChainID), operator, "pushes of before the restore, seen on the chain"); err != nil {
			w.t.Error(err)
		}
	} else if st := w.lastIntent("push").State; st != models.TxRecovered {
		w.t.Errorf("push is %s", st)
	}
	if n := next(); n != w.nonce {
		w.t.Errorf("next nonce %d, the chain counts %d", n, w.nonce)
	}
	history := ""
	err := w.app.DB.Read(w.ctx, func(tx *models.Tx) error {
		in, err := models.ByPublicID[models.TxIntent](tx, w.lastIntent("publish").ID)
		if err != nil {
			return err
		}
		steps, err := tx.History("transaction", in.ID)
		for _, s := range steps {
			history += s.Reason + "\n"
		}
		return err
	})
	if err != nil || at == "publish" && !strings.Contains(history, "payload") && !strings.Contains(history, "settlement") {
		w.t.Errorf("history %q, %v", history, err)
	}
}
