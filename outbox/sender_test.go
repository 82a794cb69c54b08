package outbox_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/chaintest"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/test/dbtest"
)

func TestPaysOnceAndRecordsTheReceipt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(3)
	w.enqueue(3) // the same keys again change nothing
	w.finish()
	w.judge(3)
	for i := range 3 {
		row := w.intent(i)
		if row.TxHash == nil || row.BlockHash == nil || row.GasUsed == nil || *row.GasUsed != 21_000 || *row.Nonce != int64(i) {
			t.Errorf("payout %d has no complete receipt: %+v", i, row)
		}
	}
	var events []string
	for _, h := range w.detail(0).History {
		events = append(events, h.Event)
	}
	if want := []string{"enqueue", "sign", "send", "mine", "finalize"}; !slices.Equal(events, want) {
		t.Errorf("history %v, want %v", events, want)
	}
}

// lyingNode serves receipts of a block that is not canonical.
type lyingNode struct {
	*chaintest.Chain
	off bool
}

func (l *lyingNode) Receipts(_ context.Context, hashes []common.Hash) ([]*types.Receipt, error) {
	out := make([]*types.Receipt, len(hashes))
	for i, h := range hashes {
		out[i] = &types.Receipt{TxHash: h, Status: 1, BlockNumber: big.NewInt(1), BlockHash: common.Hash{0xbd}}
	}
	if l.off {
		return l.Chain.Receipts(context.Background(), hashes)
	}
	return out, nil
}

func TestReceiptOfANonCanonicalBlockIsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := &lyingNode{Chain: w.chain}
	w.node = l
	w.restart()
	w.chain.Mine(20)
	w.enqueue(1)
	for range 3 {
		w.round()
	}
	if st := w.intent(0).State; st != models.TxBroadcast {
		t.Errorf("intent is %s on the word of a lying node", st)
	}
	l.off = true
	w.finish()
	w.judge(1)
}

// TestEveryEngine runs the life of a payout on SQLite and PostgreSQL.
func TestEveryEngine(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		w := newWorldOn(t, db, clock)
		w.enqueue(20)
		w.tick()
		w.chain.SetPrice(50, 2)
		for range 8 {
			w.tick()
		}
		if err := w.chain.Reorg(2, false); err != nil {
			t.Fatal(err)
		}
		w.finish()
		w.judge(20)
	})
}

func TestLegacyChain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chain.Legacy = true
	w.enqueue(4)
	w.finish()
	w.judge(4)
}

func TestWindowBoundsNoncesThatAreNotMined(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.window = 4
	w.restart()
	w.enqueue(10)
	for range 3 {
		w.round() // no block comes
	}
	if n := w.count(models.TxBroadcast); n != 4 {
		t.Errorf("%d transactions are out, want 4", n)
	}
	w.finish()
	w.judge(10)
}

// TestCrashBetweenAnyTwoSteps stops the sender at every crash point of a story
// with a replacement and a reorg, and goes on with a new sender.
func TestCrashBetweenAnyTwoSteps(t *testing.T) {
	t.Parallel()
	points := map[string]bool{}
	steps := 0
	story(t, func(p string) error {
		steps++
		points[p] = true
		return nil
	})
	want := []string{"looked", "leased", "judged", "confirmed", "replacements signed", "replacements stored", "signed", "stored", "before send", "after send", "recorded"}
	for _, p := range want {
		if !points[p] {
			t.Errorf("the story never passes %q", p)
		}
	}
	for at := range steps {
		n := 0
		story(t, func(string) error {
			n++
			if n-1 == at {
				return errCrash
			}
			return nil
		})
	}
	t.Logf("%d crash points", steps)
}

// TestCrashTwice crashes at two random points of the story.
func TestCrashTwice(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		first, second, n := rnd.IntN(40), rnd.IntN(40), 0
		story(t, func(string) error {
			n++
			if n == first || n == first+second {
				return errCrash
			}
			return nil
		})
	}
}

// story pays four receivers: the first transactions are priced out and must be
// replaced, then a reorg loses a block, another one gives it back.
func story(t *testing.T, hook func(string) error) {
	t.Helper()
	w := newWorld(t)
	w.hook = hook
	w.window = 3
	w.restart()
	w.enqueue(4)
	w.tick()
	w.round()
	w.chain.SetPrice(50, 2) // above the first bids' cap
	for range 8 {
		w.tick()
	}
	if err := w.chain.Reorg(2, false); err != nil {
		t.Fatal(err)
	}
	w.tick()
	if err := w.chain.Reorg(1, true); err != nil {
		t.Fatal(err)
	}
	w.tick()
	w.finish()
	w.judge(4)
}

// TestRandomFaults throws crashes, lost requests and replies, stale answers,
// reorgs and evictions at the sender. MAKEWHOLE_SEEDS sets how many seeds run.
func TestRandomFaults(t *testing.T) {
	t.Parallel()
	seeds := uint64(3)
	if s := os.Getenv("MAKEWHOLE_SEEDS"); s != "" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		seeds = n
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			t.Parallel()
			inject(t, seed, 150)
		})
	}
}

func inject(t *testing.T, seed uint64, payouts int) {
	w := newWorld(t)
	rnd := rand.New(rand.NewPCG(seed, 2))
	faults := chaintest.NewFaults(seed, 80)
	w.chain.Line = faults.Line
	crashes, reorgs, drops, rounds := 0, 0, 0, 0
	w.hook = func(string) error {
		if rnd.IntN(100) < 2 {
			crashes++
			return errCrash
		}
		return nil
	}
	w.enqueue(payouts)
	for ; rounds < 600 && w.count(models.TxFinal) < payouts; rounds++ {
		if rnd.IntN(100) < 15 && w.chain.Reorg(1+rnd.IntN(3), rnd.IntN(2) == 0) == nil {
			reorgs++
		}
		if rnd.IntN(100) < 6 {
			w.chain.Drop()
			drops++
		}
		if rnd.IntN(100) < 10 {
			w.chain.SetPrice(5+rnd.Uint64N(60), 1+rnd.Uint64N(3))
		}
		w.chain.SetRoom(1 + rnd.IntN(3))
		w.tick()
	}
	w.finish()
	w.judge(payouts)
	for _, k := range []chaintest.Fault{chaintest.LoseRequest, chaintest.LoseReply, chaintest.Stale} {
		if faults.Counts[k] == 0 {
			t.Errorf("fault %d never happened", k)
		}
	}
	if crashes == 0 || reorgs == 0 || drops == 0 {
		t.Errorf("%d crashes, %d reorgs, %d drops: something never happened", crashes, reorgs, drops)
	}
	t.Logf("seed %d: %d payouts in %d rounds, %d crashes, %d reorgs, %d drops, faults %v", seed, payouts, rounds, crashes, reorgs, drops, faults.Counts)
}

func hasAlarm(r outbox.Report, code string) bool {
	return slices.ContainsFunc(r.Alarms, func(a outbox.Alarm) bool { return a.Code == code })
}

func TestRevertBlocksWithoutRetryStorm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chain.SetReverts(receiver(0), true)
	w.enqueue(2)
	if r := w.tick(); !hasAlarm(r, outbox.AlarmBlocked) || r.Signed != 1 {
		t.Errorf("report %+v, want one blocked and one signed", r)
	}
	if row := w.intent(0); row.State != models.TxApproved || row.Blocked != "reverts: execution reverted" || row.Nonce != nil {
		t.Errorf("blocked intent: %+v", row)
	}
	calls := 0
	w.chain.Line = func(method string) chaintest.Fault {
		if method == "estimate" {
			calls++
		}
		return chaintest.Fine
	}
	for range 3 {
		w.round()
	}
	if calls != 0 {
		t.Errorf("%d simulations within the minute", calls)
	}
	w.chain.SetReverts(receiver(0), false)
	w.finish()
	w.judge(2)
}

func TestForeignUseOfANonceStopsForAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(2)
	w.round() // both are out
	w.chain.Drop()
	w.chain.Include(foreign(t, w, 0))
	for w.chain.Final() < 1 {
		w.chain.Mine(1)
	}
	w.finish()
	row := w.intent(0)
	if row.State != models.TxReplaced || row.Blocked == "" {
		t.Fatalf("intent whose nonce was taken: state %s, blocked %q", row.State, row.Blocked)
	}
	if got := w.chain.Balance(receiver(0)); !got.IsZero() {
		t.Errorf("receiver got %s, nobody paid it", got)
	}
	ops := &outbox.Operator{DB: w.db}
	if _, err := ops.Requeue(context.Background(), treasurer(), row.PublicID, "key was used by hand"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	w.judge(2)
	if *w.intent(0).Nonce != 2 {
		t.Errorf("requeued with nonce %d, want 2", *w.intent(0).Nonce)
	}
}

func TestStrangerOnTheKeyStopsSigning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.finish()
	w.chain.Include(foreign(t, w, 1))
	err := w.db.Tx(context.Background(), func(tx *models.Tx) error {
		_, err := tx.Enqueue(w.payout(1))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := w.tick(); !hasAlarm(r, outbox.AlarmForeign) || r.Signed != 0 {
		t.Errorf("report %+v, want an alarm and nothing signed", r)
	}
	ops := &outbox.Operator{DB: w.db, Node: w.chain}
	ctx := context.Background()
	if _, err := ops.AdoptNonce(ctx, treasurer(), chaintest.ID, w.key.Address(), "test transfer"); err == nil {
		t.Error("adopted a nonce that is not final")
	}
	w.chain.Mine(10)
	if _, err := ops.AdoptNonce(ctx, treasurer(), chaintest.ID, w.key.Address(), "test transfer"); err != nil {
		t.Fatal(err)
	}
	w.finish()
	w.judge(2)
}

func TestFeeCapHoldsBackAndResumes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.maxFee = money.FromUint64(20e9)
	w.restart()
	w.chain.SetPrice(500, 1)
	w.enqueue(1)
	if r := w.tick(); !hasAlarm(r, outbox.AlarmFeeCap) || r.Signed != 0 || r.Waiting != 1 {
		t.Errorf("report %+v, want a fee alarm and one waiting", r)
	}
	w.chain.SetPrice(10, 1)
	w.finish()
	w.judge(1)
}

func TestPoorKeyWaitsForFunds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.chain.Fund(w.key.Address(), money.FromUint64(1e15))
	w.enqueue(1)
	if r := w.tick(); !hasAlarm(r, outbox.AlarmFunds) || r.Signed != 0 {
		t.Errorf("report %+v, want a funds alarm", r)
	}
	w.chain.Fund(w.key.Address(), money.FromUint64(1e18))
	w.finish()
	w.judge(1)
}

func TestBrokenFinalityFreezes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.finish()
	w.chain.Mine(10)
	w.round()
	if err := w.chain.BreakFinality(9); err != nil {
		t.Fatal(err)
	}
	r, err := w.sender.RunOnce(context.Background())
	if err == nil || !hasAlarm(r, outbox.AlarmFinality) {
		t.Fatalf("round on a broken chain: %v, %+v", err, r)
	}
	err = w.db.Read(context.Background(), func(tx *models.Tx) error {
		if on, _, err := tx.Frozen(); err != nil || !on {
			t.Errorf("frozen %v, %v", on, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFrozenSettlementWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(1)
	w.registered()
	w.put(w.call("submit_snapshot", 1))
	w.freeze("verify found a difference")
	if r := w.tick(); !hasAlarm(r, outbox.AlarmFrozen) || r.Signed != 1 || r.Waiting != 1 {
		t.Errorf("report %+v, want the snapshot signed and the settlement waiting", r)
	}
}

// TestLimitsAreKnownBeforeSigning: more gas than a block takes (EIP-7825) or
// more bytes than a pool takes never get a nonce.
func TestLimitsAreKnownBeforeSigning(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*models.TxIntent){
		"gas":   func(in *models.TxIntent) { in.GasLimit = 1<<24 + 1 },
		"bytes": func(in *models.TxIntent) { in.Data = make([]byte, 128<<10-60) },
		"data":  func(in *models.TxIntent) { in.Data = make([]byte, 1<<20) },
	} {
		w := newWorld(t)
		in := w.payout(0)
		change(&in)
		w.put(in)
		if r := w.tick(); r.Signed != 0 || !hasAlarm(r, outbox.AlarmBlocked) {
			t.Errorf("%s: report %+v", name, r)
		}
		if row := w.intent(0); row.Nonce != nil || !strings.HasPrefix(row.Blocked, outbox.ErrTooLarge.Error()) {
			t.Errorf("%s: nonce %v, blocked %q", name, row.Nonce, row.Blocked)
		}
	}
}

// TestStopDuringSendFinishesAndHandsOver is SIGTERM: what was sent is recorded,
// nothing new starts, and another process goes on at once.
func TestStopDuringSendFinishesAndHandsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.enqueue(5)
	ctx, cancel := context.WithCancel(t.Context())
	sends := 0
	w.hook = func(p string) error {
		if p == "after send" {
			if sends++; sends == 2 {
				cancel()
			}
		}
		return nil
	}
	if _, err := w.sender.RunOnce(ctx); err != nil {
		t.Fatal(err)
	}
	if n := w.count(models.TxBroadcast); n != 2 || sends != 2 {
		t.Errorf("%d sent, %d recorded, want 2", sends, n)
	}
	if err := w.sender.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	other, err := outbox.NewSender(outbox.SenderConfig{
		DB: w.db, Node: w.chain, ChainID: chaintest.ID, Signers: []outbox.Signer{w.key}, Owner: "next", Now: w.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.sender, w.hook = other, nil
	if r := w.tick(); hasAlarm(r, outbox.AlarmLeaseHeld) || r.Sent != 5 {
		t.Errorf("the next process could not go on: %+v", r)
	}
	w.finish()
	w.judge(5)
}
