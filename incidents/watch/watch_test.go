package watch_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/dbtest"
)

// each runs a test over both engines.
func each(t *testing.T, backfill int, fn func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) { fn(newWorld(t, db, clock, backfill)) })
}

// A real payment is found by its log, by its call frames and by a window; what is
// small stays quiet, and no block counts twice.
func TestFindsARealPayment(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		w.round()
		w.pay(1, 900)
		w.mine(1)
		w.pay(2, 800)
		w.mine(1)
		w.round()
		for _, name := range []string{"large-payment", "many-payments", "paying-call"} {
			if fs := w.findings(name); len(fs) > 0 {
				w.Fatalf("%s is not quiet: %+v", name, fs)
			}
		}
		tx := w.pay(1, 1500)
		w.mine(1)
		if got := w.round(); got != "1 blocks watched" {
			w.Error(got)
		}
		f := w.only("large-payment", states.FindingOpen)
		if f.TxHash == nil || f.TxHash.Hash != tx || f.Damage != "yes" || f.Level != "count" || f.Number != w.head() || f.Sightings != 1 {
			w.Errorf("%+v", f)
		}
		if f.BlockTime.IsZero() || f.SeenAt.After(f.ObservedAt) || f.ObservedAt.After(f.DecidedAt) || f.DecidedAt.After(f.CreatedAt) {
			w.Errorf("stamps %v %v %v %v %v", f.BlockTime, f.SeenAt, f.ObservedAt, f.DecidedAt, f.CreatedAt)
		}
		if f := w.only("paying-call", states.FindingOpen); f.TxHash.Hash != tx {
			w.Errorf("%+v", f)
		}
		w.only("many-payments", states.FindingOpen) // 900 + 800 + 1500
		before := w.at()
		if got := w.round(); got != "" || w.at().Number != before.Number {
			w.Errorf("%q after nothing happened", got)
		}
		w.mine(2)
		w.round()
		if f := w.only("many-payments", states.FindingOpen); f.Sightings != 3 || f.LastNumber != w.head() {
			w.Errorf("%+v", f)
		}
		w.linked(w.only("many-payments", states.FindingOpen))
		if at := w.at(); at.Number != w.head() || at.Highest != at.Number {
			w.Errorf("%+v", at)
		}
	})
}

// linked checks the hashes of the sightings of a finding.
func (w *world) linked(f models.Finding) {
	w.Helper()
	var m models.Monitor
	w.read(func(tx *models.Tx) (err error) {
		m, err = models.ByID[models.Monitor](tx, f.MonitorID)
		return err
	})
	prev := common.Hash{}
	for _, s := range w.sightings(f) {
		e := watch.Evidence{Prev: prev, Key: s.Key.Hash, Chain: f.ChainID, Number: uint64(s.Number), Block: s.Hash.Hash, Monitor: watch.Digest(m.Content), Damage: s.Damage}
		if f.TxHash != nil {
			e.Tx = f.TxHash.Hash
		}
		if err := json.Unmarshal([]byte(s.Shown), &e.Values); err != nil {
			w.Fatal(err)
		}
		if hash, err := e.Hash(); err != nil || hash != s.Evidence.Hash || s.Prev.Hash != prev {
			w.Errorf("sighting %d: %s, want %s; %v", s.ID, s.Evidence.Hash, hash, err)
		}
		prev = s.Evidence.Hash
	}
}

// A payment that a reorganisation moves to another block is the same finding; one
// that is dropped is retracted, and comes back with the payment. So at every depth
// and with a watcher that forgets everything after each round.
func TestFollowsReorganisations(t *testing.T) {
	t.Parallel()
	for depth := 1; depth <= 6; depth++ {
		t.Run(fmt.Sprint(depth), func(t *testing.T) {
			t.Parallel()
			db := dbtest.NewClock()
			w := newWorld(t, dbtest.Open(t, db.Now), db, 50)
			w.round()
			tx := w.pay(1, 2000)
			w.mine(1)
			w.mine(depth - 1)
			w.round()
			first := w.only("large-payment", states.FindingOpen)
			w.reorg(depth, false)
			if depth%2 == 0 {
				w.Watcher = w.watcher(50)
			}
			if got := w.round(); !strings.Contains(got, fmt.Sprintf("%d had been replaced", depth)) {
				t.Error(got)
			}
			moved := w.only("large-payment", states.FindingOpen)
			if moved.ID != first.ID || moved.Hash == first.Hash || moved.TxHash.Hash != tx || moved.Sightings != 2 {
				t.Errorf("%+v, then %+v", first, moved)
			}
			w.history(moved, "find")
			w.canonical()

			w.reorg(depth+1, true)
			w.round()
			gone := w.only("large-payment", states.FindingRetracted)
			if gone.ID != first.ID {
				t.Errorf("%+v", gone)
			}
			w.canonical()
			w.nonce[1]--
			w.pay(1, 2000)
			w.mine(1)
			w.Watcher = w.watcher(50)
			w.round()
			w.history(w.only("large-payment", states.FindingOpen), "find", "retract", "reinstate")
			w.linked(w.only("large-payment", states.FindingOpen))
			w.canonical()
		})
	}
}

func (w *world) reorg(depth int, drop bool) {
	w.Helper()
	if err := w.node.Reorg(depth, drop); err != nil {
		w.Fatal(err)
	}
}

func (w *world) history(f models.Finding, want ...string) {
	w.Helper()
	w.read(func(tx *models.Tx) error {
		steps, err := tx.History(states.Finding.Name, f.ID)
		var got []string
		for _, s := range steps {
			got = append(got, s.Event)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			w.Errorf("history %v, want %v", got, want)
		}
		return err
	})
}

// canonical holds the stored blocks against the node's.
func (w *world) canonical() {
	w.Helper()
	at := w.at()
	if at.Number != w.head() {
		w.Errorf("stands at %d, head %d", at.Number, w.head())
	}
	for n := at.Since; n <= at.Number; n++ {
		h, err := w.client.HeaderAt(w.Context(), uint64(n))
		if err != nil {
			w.Fatal(err)
		}
		w.read(func(tx *models.Tx) error {
			b, err := tx.WatchedBlockAt(31337, n)
			if err == nil && (b.Hash.Hash != h.Hash() || b.Parent.Hash != h.ParentHash) {
				w.Errorf("block %d is %s, the node has %s", n, b.Hash, h.Hash())
			}
			return err
		})
	}
}

// What a watcher finds that is made anew for every round, and by two in turn, is
// what one finds that lives on: windows are filled again, nothing is told twice.
func TestForgetsNothingInARestart(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		other := w.watcher(50)
		w.round()
		for i := range 9 {
			w.pay(1, 600+int64(i))
			w.mine(1)
			switch i % 3 {
			case 0:
				w.Watcher = w.watcher(50)
			case 1:
				w.Watcher, other = other, w.Watcher
			}
			w.round()
		}
		f := w.only("many-payments", states.FindingOpen)
		if f.Sightings != 5 || f.Number != w.head()-4 { // 5 payments of 600 and more are 3,010; six blocks hold six
			w.Errorf("%+v, head %d", f, w.head())
		}
		w.linked(f)
		if ss := w.sightings(f); len(ss) != 5 {
			w.Errorf("%d sightings", len(ss))
		}
	})
}

// One of three nodes may be behind, silent or a liar in everything it says: what
// is found is the same, and who lies is named.
func TestOneBadNodeOfThree(t *testing.T) {
	t.Parallel()
	lies := map[string]func(string, json.RawMessage) string{
		"lagging": func(m string, _ json.RawMessage) string {
			switch m {
			case "eth_blockNumber":
				return `"0x3"`
			case "eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getBlockByHash", "debug_traceBlockByHash":
				return `null`
			}
			return ""
		},
		"receipts": func(m string, honest json.RawMessage) string {
			if m == "eth_getBlockReceipts" {
				return strings.ReplaceAll(string(honest), `"logs":[{`, `"logs":[],"was":[{`)
			}
			return ""
		},
		"state": func(m string, _ json.RawMessage) string {
			switch m {
			case "eth_getBalance":
				return `"0x1"`
			case "eth_call", "eth_getStorageAt":
				return `"0x0000000000000000000000000000000000000000000000000000000000000007"`
			}
			return ""
		},
		"traces": func(m string, honest json.RawMessage) string {
			if m == "debug_traceBlockByHash" {
				return strings.ReplaceAll(string(honest), `"value":"0x7d0"`, `"value":"0x1"`)
			}
			return ""
		},
		"transactions": func(m string, honest json.RawMessage) string {
			if m == "eth_getBlockByHash" {
				return strings.ReplaceAll(string(honest), `"value":"0x0"`, `"value":"0x1"`)
			}
			return ""
		},
	}
	for name, lie := range lies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := dbtest.NewClock()
			w := newWorld(t, dbtest.Open(t, clock.Now), clock, 50)
			w.round()
			w.fronts[1].tell(lie)
			w.pay(1, 2000)
			w.mine(1)
			w.round()
			if f := w.only("large-payment", states.FindingOpen); f.Damage != "yes" {
				t.Errorf("%+v", f)
			}
			w.only("paying-call", states.FindingOpen)
			if w.fronts[1].lies.Load() == 0 {
				t.Error("nobody lied")
			}
			if got := w.client.Disagreements(); name != "lagging" && got == 0 {
				t.Error("the liar is not named")
			}
			if gaps := w.gaps(); len(gaps) > 0 {
				t.Errorf("%+v", gaps)
			}
		})
	}
}

// When too few nodes speak the head is unknown and nothing is taken in; a head
// below the one that was reached changes nothing.
func TestUnknownIsNoProgress(t *testing.T) {
	t.Parallel()
	clock := dbtest.NewClock()
	w := newWorld(t, dbtest.Open(t, clock.Now), clock, 50)
	w.round()
	w.pay(1, 2000)
	w.mine(1)
	before := w.at()
	for _, f := range w.fronts[:2] {
		f.tell(func(m string, _ json.RawMessage) string {
			if m == "eth_blockNumber" {
				return `"0x5"`
			}
			return ""
		})
	}
	if _, err := w.RunOnce(t.Context()); !errors.Is(err, watch.ErrBehind) {
		t.Errorf("two lagging nodes: %v", err)
	}
	for _, f := range w.fronts[:2] {
		f.tell(func(string, json.RawMessage) string { return `error {"code":-32603,"message":"down"}` })
	}
	if _, err := w.RunOnce(t.Context()); err == nil {
		t.Error("one node alone is followed")
	}
	if w.at() != before || len(w.findings("large-payment")) > 0 {
		t.Errorf("%+v, was %+v", w.at(), before)
	}
	for _, f := range w.fronts {
		f.heal()
	}
	clock.Advance(time.Minute)
	w.round()
	w.only("large-payment", states.FindingOpen)
}

// A feed that no node offers makes monitors blind, for good and in sight; the
// others go on.
func TestBlindWithoutTraces(t *testing.T) {
	t.Parallel()
	clock := dbtest.NewClock()
	w := newWorld(t, dbtest.Open(t, clock.Now), clock, 50)
	for _, f := range w.fronts {
		f.tell(func(m string, _ json.RawMessage) string {
			if m == "debug_traceBlockByHash" {
				return `error {"code":-32601,"message":"the method debug_traceBlockByHash does not exist/is not available"}`
			}
			return ""
		})
	}
	w.round()
	w.pay(1, 2000)
	w.mine(1)
	w.round()
	w.only("large-payment", states.FindingOpen)
	if fs := w.findings("paying-call"); len(fs) > 0 {
		t.Errorf("%+v", fs)
	}
	var s watch.Status
	if err := json.Unmarshal([]byte(w.at().Status), &s); err != nil {
		t.Fatal(err)
	}
	if s.Feeds["traces"] == "" || len(s.Monitors["paying-call/1"]) == 0 || len(s.Monitors["large-payment/1"]) > 0 || len(w.gaps()) > 0 {
		t.Errorf("%+v, gaps %v", s, w.gaps())
	}
}

// Data that a node could give are waited for; then the block is a gap, the head
// goes on, and when the data come the monitors judge the block after all.
func TestGapIsFilled(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		w.round()
		tx := w.pay(1, 2000)
		w.mine(1)
		for _, f := range w.fronts {
			f.tell(func(m string, _ json.RawMessage) string {
				if m == "eth_getBlockReceipts" {
					return `error {"code":-32000,"message":"header not found"}`
				}
				return ""
			})
		}
		before := w.at()
		for range 2 {
			if _, err := w.RunOnce(w.Context()); !errors.Is(err, watch.ErrMissing) || w.at().Number != before.Number {
				w.Fatalf("%v, %+v", err, w.at())
			}
		}
		w.round()
		if gaps := w.gaps(); len(gaps) != 1 || gaps[0].Number != w.head() || w.at().Number != w.head() || len(w.findings("large-payment")) > 0 {
			w.Fatalf("gaps %+v", gaps)
		}
		w.clock.Advance(2 * time.Minute)
		w.round()
		if gaps := w.gaps(); len(gaps) != 1 || gaps[0].Attempts != 1 {
			w.Fatalf("gaps %+v", gaps)
		}
		for _, f := range w.fronts {
			f.heal()
		}
		w.mine(1)
		w.clock.Advance(time.Hour)
		w.round()
		if gaps := w.gaps(); len(gaps) > 0 {
			w.Fatalf("gaps %+v", gaps)
		}
		if f := w.only("large-payment", states.FindingOpen); f.TxHash.Hash != tx || f.Number != w.head()-1 {
			w.Errorf("%+v", f)
		}
		w.round()
		w.only("large-payment", states.FindingOpen)
	})
}

// A finding that was retracted is reinstated by a sighting that is on record, when
// its block is judged again.
func TestABlockComesBack(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		w.round()
		w.pay(1, 2000)
		w.mine(1)
		w.round()
		f := w.only("large-payment", states.FindingOpen)
		w.write(func(tx *models.Tx) error {
			if err := tx.NoteGap(31337, f.Number, f.Hash.Hash, "logs", tx.Now); err != nil {
				return err
			}
			return models.Move(tx, states.Finding, &f, "retract", models.JobActor(states.JobWatch), "its block was replaced")
		})
		w.clock.Advance(time.Minute)
		w.round()
		if f := w.only("large-payment", states.FindingOpen); f.Sightings != 1 || len(w.sightings(f)) != 1 || len(w.gaps()) > 0 {
			w.Errorf("%+v", f)
		}
	})
}
