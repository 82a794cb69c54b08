package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
	"makewhole/test/dbtest"
)

// errCrash is what an injected crash returns.
var errCrash = errors.New("crash")

// world is a store, a fake chain and one sending key.
type world struct {
	t      testing.TB
	db     *models.DB
	clock  *dbtest.Clock
	chain  *chaintest.Chain
	node   outbox.Node // what the sender sees; the chain unless a test lies
	key    outbox.Signer
	hook   func(string) error
	window int
	wit    outbox.Witness
	budget outbox.BudgetPolicy
	maxFee money.Amount
	sender *outbox.Sender
}

func newWorld(t testing.TB) *world {
	t.Helper()
	clock := dbtest.NewClock()
	return newWorldOn(t, dbtest.Open(t, clock.Now), clock)
}

func newWorldOn(t testing.TB, db *models.DB, clock *dbtest.Clock) *world {
	t.Helper()
	w := &world{t: t, clock: clock, db: db, chain: chaintest.NewChain(), maxFee: money.FromUint64(1000e9)}
	w.node = w.chain
	key, err := keys.NewDevSigner(0, chaintest.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.key = key
	w.chain.Fund(key.Address(), money.MustParse("1000000000000000000000"))
	w.hire()
	w.restart()
	return w
}

// hire puts the people of these tests on record, once in a store.
func (w *world) hire() {
	w.t.Helper()
	err := w.db.Tx(w.t.Context(), func(tx *models.Tx) error {
		have, err := tx.AllStaff()
		if err != nil || len(have) > 0 {
			return err
		}
		for _, who := range cast {
			row := models.Staff{PublicID: who.ID, Person: who.Person, Roles: strings.Join(who.Roles, ","), TokenHash: models.H(crypto.Keccak256Hash([]byte(who.ID)))}
			if err := models.Insert(tx, &row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// cast are the people of these tests, by id.
var cast = []models.Actor{
	{ID: "stf_treasurer", Person: "tess", Roles: []string{"treasurer"}}, {ID: "stf_ann", Person: "ann", Roles: []string{"senior"}},
	{ID: "stf_bob", Person: "bob", Roles: []string{"senior"}},
}

// colleague is one of the cast.
func colleague(id string) models.Actor {
	i := slices.IndexFunc(cast, func(a models.Actor) bool { return a.ID == id })
	who := cast[i]
	who.Kind, who.StaffID = models.ActorStaff, int64(i+1)
	return who
}

// restart forgets everything that is not in the store, as a crash does.
func (w *world) restart() {
	s, err := outbox.NewSender(outbox.SenderConfig{
		DB: w.db, Node: w.node, ChainID: chaintest.ID, Signers: []outbox.Signer{w.key}, Owner: "test",
		Now: w.clock.Now, Fees: lifecycle.FeePolicy{MaxCap: w.maxFee}, Window: w.window, Parallel: 1, RetryAfter: time.Minute, Witness: w.wit, Budget: w.budget,
		Hook: func(p string) error {
			if w.hook == nil {
				return nil
			}
			return w.hook(p)
		},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.sender = s
}

// Receiver i gets (i+1)·10^15 wei, so that every payout is told from every other.
func receiver(i int) common.Address { return common.BigToAddress(big.NewInt(1_000_000 + int64(i))) }
func amountOf(i int) money.Amount   { return money.FromUint64(uint64(i+1) * 1e15) }
func idemKey(i int) string          { return fmt.Sprintf("payout:%d", i) }

func (w *world) payout(i int) models.TxIntent {
	return models.TxIntent{
		IdemKey: idemKey(i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: chaintest.ID,
		Sender: models.Addr(w.key.Address()), To: models.Addr(receiver(i)), Value: models.Amt(amountOf(i)), State: models.TxApproved,
	}
}

// enqueue writes n approved payouts.
func (w *world) enqueue(n int) {
	w.t.Helper()
	ins := make([]models.TxIntent, n)
	for i := range ins {
		ins[i] = w.payout(i)
	}
	w.put(ins...)
}

// put writes intents.
func (w *world) put(ins ...models.TxIntent) {
	w.t.Helper()
	err := w.db.Tx(context.Background(), func(tx *models.Tx) error {
		for _, in := range ins {
			if _, err := tx.Enqueue(in); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// round runs the sender once and lets a block pass. A crash restarts it.
func (w *world) round() outbox.Report {
	w.t.Helper()
	r, err := w.sender.RunOnce(context.Background())
	switch {
	case errors.Is(err, errCrash):
		w.restart()
	case err != nil && !errors.Is(err, chaintest.ErrLine):
		w.t.Fatalf("round: %v", err)
	}
	return r
}

func (w *world) tick() outbox.Report {
	w.t.Helper()
	r := w.round()
	w.chain.Mine(1)
	w.clock.Advance(12 * time.Second)
	return r
}

// finish heals everything and runs until the outbox is idle.
func (w *world) finish() {
	w.t.Helper()
	w.hook, w.chain.Line = nil, nil
	for range 400 {
		if w.tick().Idle() && w.count(models.TxApproved) == 0 {
			return
		}
	}
	w.t.Fatalf("outbox is not idle after 400 rounds: %v", w.states())
}

// intent reads payout i.
func (w *world) intent(i int) models.TxIntent {
	w.t.Helper()
	var row models.TxIntent
	err := w.db.Read(context.Background(), func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey(idemKey(i))
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return row
}

func (w *world) detail(i int) models.TxDetail {
	w.t.Helper()
	d, err := (&outbox.Operator{DB: w.db}).Inspect(context.Background(), w.intent(i).PublicID)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// states counts all intents by state.
func (w *world) states() map[string]int {
	w.t.Helper()
	out := map[string]int{}
	err := w.db.Read(context.Background(), func(tx *models.Tx) error {
		for p := (models.Page{}); ; {
			rows, err := tx.Intents(models.IntentFilter{}, p)
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, r := range rows {
				out[r.State]++
				p.After = r.ID
			}
		}
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *world) count(state string) int { return w.states()[state] }

// judge compares the receivers' coins with what n payouts owe them, and the
// store's word with the chain's.
func (w *world) judge(n int) {
	w.t.Helper()
	twice, lost := 0, 0
	for i := range n {
		got, want := w.chain.Balance(receiver(i)), amountOf(i)
		switch {
		case want.Less(got):
			twice++
		case got.Less(want):
			lost++
		}
	}
	if twice != 0 || lost != 0 {
		w.t.Errorf("%d payouts: %d paid twice, %d lost; states %v", n, twice, lost, w.states())
	}
	if final := w.count(models.TxFinal); final != n {
		w.t.Errorf("%d of %d intents are final: %v", final, n, w.states())
	}
}
