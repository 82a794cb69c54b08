package outboxtest

import (
	"context"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"

	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
)

// Backend is a chain under test control.
type Backend interface {
	Node() outbox.Node
	ChainID() uint64
	Mine(n int)
	// Reorg replaces the last depth blocks by others. keep gives their
	// transactions back to the pool, otherwise they are forgotten.
	Reorg(t *testing.T, depth int, keep bool)
	// Drop evicts the pool.
	Drop()
	Balance(t *testing.T, a common.Address) money.Amount
}

// Store is the database of one case and its clock.
type Store struct {
	DB      *models.DB
	Now     func() time.Time
	Advance func(time.Duration)
}

// suite is one case.
type suite struct {
	t *testing.T
	Backend
	Store
	key    outbox.Signer
	sender *outbox.Sender
}

// Conform runs the sender's story on a backend whose development account 1 has
// coins. Every case gets a fresh chain and a fresh store.
func Conform(t *testing.T, backend func(*testing.T) Backend, store func(*testing.T) Store) {
	t.Helper()
	ConformKey(t, func(t *testing.T, chainID uint64) outbox.Signer {
		t.Helper()
		key, err := keys.NewDevSigner(1, chainID)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}, backend, store)
}

// ConformKey is Conform with development account 1 held by another signer.
func ConformKey(t *testing.T, key func(*testing.T, uint64) outbox.Signer, backend func(*testing.T) Backend, store func(*testing.T) Store) {
	t.Helper()
	cases := map[string]func(*suite){
		"pays once":            (*suite).paysOnce,
		"reorg gives back":     func(s *suite) { s.reorg(true) },
		"reorg loses":          func(s *suite) { s.reorg(false) },
		"pool drops":           (*suite).poolDrops,
		"replaces":             (*suite).replaces,
		"cancels":              (*suite).cancels,
		"foreign nonce":        (*suite).foreignNonce,
		"knows its own repeat": (*suite).repeats,
	}
	for name, run := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &suite{t: t, Backend: backend(t), Store: store(t)}
			s.key = key(t, s.ChainID())
			s.restart()
			run(s)
		})
	}
}

func (s *suite) restart() {
	sender, err := outbox.NewSender(outbox.SenderConfig{
		DB: s.DB, Node: s.Node(), ChainID: s.ChainID(), Signers: []outbox.Signer{s.key}, Owner: "conform",
		Now: s.Now, Fees: lifecycle.FeePolicy{MaxCap: money.FromUint64(1000 * params.GWei)},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.sender = sender
}

func to(i int) common.Address { return common.BigToAddress(big.NewInt(0xBEEF0000 + int64(i))) }

// pay is what receiver i gets, in wei.
func pay(i int) money.Amount { return money.FromUint64(uint64(i+1) * 1e12) }

func (s *suite) enqueue(n int) {
	s.t.Helper()
	err := s.DB.Tx(s.t.Context(), func(tx *models.Tx) error {
		for i := range n {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: fmt.Sprint("pay:", i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: int64(s.ChainID()),
				Sender: models.Addr(s.key.Address()), To: models.Addr(to(i)), Value: models.Amt(pay(i)), State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *suite) round() outbox.Report {
	s.t.Helper()
	r, err := s.sender.RunOnce(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// finish runs until everything is final.
func (s *suite) finish() {
	s.t.Helper()
	for range 120 {
		if r := s.round(); r.Idle() {
			return
		}
		s.Mine(1)
		s.Advance(12 * time.Second)
	}
	s.t.Fatal("outbox is not idle")
}

// judge compares coins on the chain with what n receivers are owed.
func (s *suite) judge(n int) {
	s.t.Helper()
	for i := range n {
		if got := s.Balance(s.t, to(i)); got != pay(i) {
			s.t.Errorf("receiver %d got %s, want %s", i, got, pay(i))
		}
		if st := s.intent(i).State; st != models.TxFinal {
			s.t.Errorf("intent %d is %s", i, st)
		}
	}
}

func (s *suite) intent(i int) (row models.TxIntent) {
	s.t.Helper()
	err := s.DB.Read(s.t.Context(), func(tx *models.Tx) (err error) {
		row, err = tx.IntentByKey(fmt.Sprint("pay:", i))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return row
}

func (s *suite) paysOnce() {
	s.enqueue(20) // more than one window
	s.finish()
	s.judge(20)
}

func (s *suite) reorg(keep bool) {
	s.Mine(2)
	s.enqueue(3)
	s.round()
	s.Mine(1)
	if r := s.round(); r.Mined != 3 {
		s.t.Fatalf("%d of 3 mined", r.Mined)
	}
	s.Reorg(s.t, 1, keep)
	if r := s.round(); r.Reorged != 3 {
		s.t.Errorf("%d of 3 went back to broadcast", r.Reorged)
	}
	s.finish()
	s.judge(3)
}

func (s *suite) poolDrops() {
	s.enqueue(3)
	s.round()
	s.Drop()
	s.Mine(1)
	s.finish()
	s.judge(3)
}

func (s *suite) replaces() {
	s.enqueue(2)
	s.round()
	s.Advance(2 * time.Minute)
	if r := s.round(); r.Replaced != 1 || len(r.Alarms) != 0 {
		s.t.Errorf("report %+v, want the lowest nonce replaced and accepted", r)
	}
	s.finish()
	s.judge(2)
}

func (s *suite) cancels() {
	s.enqueue(2)
	s.round()
	staff := models.Actor{Kind: models.ActorStaff, ID: "stf_t", Person: "t", Roles: []string{"treasurer"}}
	if _, err := (&outbox.Operator{DB: s.DB}).Cancel(s.t.Context(), staff, s.intent(0).PublicID, "wrong"); err != nil {
		s.t.Fatal(err)
	}
	s.finish()
	if st := s.intent(0).State; st != models.TxAbandoned {
		s.t.Errorf("cancelled intent is %s", st)
	}
	if got := s.Balance(s.t, to(0)); !got.IsZero() {
		s.t.Errorf("cancelled payout paid %s", got)
	}
	if got := s.Balance(s.t, to(1)); got != pay(1) {
		s.t.Errorf("the payout behind it got %s", got)
	}
}

// foreignNonce: our transaction is lost and somebody else uses its nonce.
func (s *suite) foreignNonce() {
	s.enqueue(1)
	s.round()
	s.Drop()
	self := s.key.Address()
	tx, err := s.key.SignTx(s.t.Context(), types.NewTx(&types.LegacyTx{
		GasPrice: big.NewInt(100 * params.GWei), Gas: 21_000, To: &self, Value: new(big.Int),
	}), s.ChainID())
	if err != nil {
		s.t.Fatal(err)
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.Node().SendRaw(context.Background(), raw); err != nil {
		s.t.Fatal(err)
	}
	s.Mine(1)
	s.finish()
	if row := s.intent(0); row.State != models.TxReplaced || row.Blocked == "" {
		s.t.Errorf("intent is %s, blocked %q", row.State, row.Blocked)
	}
	if got := s.Balance(s.t, to(0)); !got.IsZero() {
		s.t.Errorf("receiver got %s", got)
	}
}

// repeats: a restarted sender sends the same bytes again and takes the pool's
// "already known" for what it is.
func (s *suite) repeats() {
	s.enqueue(1)
	s.round()
	s.restart()
	if r := s.round(); r.Sent != 1 || len(r.Alarms) != 0 {
		s.t.Errorf("report %+v, want one rebroadcast without alarm", r)
	}
	s.finish()
	s.judge(1)
}
