package sim

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/settlements"
	"makewhole/states"
)

// The production tables.
var (
	txTable      = states.Transaction
	settleTable  = settlements.SettlementMachine
	lineTable    = settlements.AllocationMachine
	openStates   = []string{models.TxSigned, models.TxBroadcast, models.TxMined}
	endedStates  = []string{models.TxReplaced, models.TxReverted, models.TxAbandoned}
	errCommit    = errors.New("sim: the connection broke at the commit")
	errUnbalance = errors.New("sim: postings differ")
)

// intent is a row of the outbox; the table's row with what it does.
type intent struct {
	models.TxIntent
	act   act
	steps int64 // rows of its history
}

// try is a row of the attempts with its bytes.
type try struct {
	models.TxAttempt
	tx *transaction
}

// line is an allocation.
type line struct {
	state string
	value int64
}

// books are all tables.
type books struct {
	intents  []*intent // by id - 1; never changed in place
	byKey    map[string]int64
	tries    map[int64][]try
	keys     []models.KeyState
	fence    []int64 // highest epoch that wrote under a key's lease
	batch    string  // state of the settlement
	lines    []line
	cursor   uint64
	seen     uint64           // highest final height
	postings map[string]int64 // by reference
	adopted  map[uint64]bool  // nonces a person took over
}

func (b *books) clone() *books {
	c := *b
	c.intents, c.keys, c.fence, c.lines = slices.Clone(b.intents), slices.Clone(b.keys), slices.Clone(b.fence), slices.Clone(b.lines)
	c.byKey, c.postings, c.adopted = maps.Clone(b.byKey), maps.Clone(b.postings), maps.Clone(b.adopted)
	c.tries = make(map[int64][]try, len(b.tries))
	for k, v := range b.tries {
		c.tries[k] = slices.Clone(v)
	}
	return &c
}

// store commits whole transactions.
type store struct {
	w      *world
	disk   *books
	unsync *books // with protections off: what a crash goes back to
	writes int
}

// txn is one transaction. Its writes wait for the commit.
type txn struct {
	*books
	now    time.Time
	writes []func(*books)
	base   map[int64]int64 // versions after the writes of this transaction
}

// write runs a transaction of a process: the process may die before it, at the
// commit (nothing is kept), or right after it; or hear of an error though
// everything was kept.
func (s *store) write(p *proc, fn func(t *txn) error) error {
	p.pause()
	t := &txn{books: s.disk, now: s.w.now, base: map[int64]int64{}}
	if err := fn(t); err != nil {
		return err
	}
	if s.w.luck("commit lost") {
		return errCommit
	}
	s.commit(t)
	if s.w.luck("commit unknown") {
		return errCommit
	}
	p.pause()
	return nil
}

func (s *store) commit(t *txn) {
	if s.w.o.Break.Unsynced && s.writes%4 == 0 {
		s.unsync = s.disk.clone()
	}
	s.writes++
	for _, w := range t.writes {
		w(s.disk)
	}
}

// lose is what a crash of the machine does to writes that were not synced.
func (s *store) lose() {
	if s.unsync != nil {
		s.disk, s.unsync = s.unsync, nil
	}
}

// read takes a look at what is committed.
func (s *store) read(p *proc) *books {
	p.pause()
	return s.disk
}

func (t *txn) stage(w func(*books)) { t.writes = append(t.writes, w) }

// update writes an intent, compare-and-set on its version.
func (t *txn) update(row *intent, blind bool) error {
	have := t.intents[row.ID-1].Version
	if v, ok := t.base[row.ID]; ok {
		have = v
	}
	if have != row.Version && !blind {
		return fmt.Errorf("intent %d: %w", row.ID, models.ErrVersion)
	}
	row.Version++
	t.base[row.ID] = row.Version
	c := *row
	t.stage(func(b *books) { b.intents[c.ID-1] = &c })
	return nil
}

// move takes one step of the production table.
func (t *txn) move(row *intent, event string, blind bool) error {
	edge, err := txTable.Next(row.State, event)
	if err != nil {
		return err
	}
	row.State = edge.To
	row.steps++
	return t.update(row, blind)
}

// enqueue is idempotent on the key.
func (t *txn) enqueue(key string, a act) bool {
	if _, ok := t.byKey[key]; ok {
		return false
	}
	t.stage(func(b *books) {
		if _, ok := b.byKey[key]; ok {
			return
		}
		row := &intent{act: a, steps: 1}
		row.ID, row.IdemKey, row.State, row.Version = int64(len(b.intents)+1), key, models.TxApproved, 1
		row.Kind, row.RefMachine = a.kind, "settlement"
		b.intents = append(b.intents, row)
		b.byKey[key] = row.ID
	})
	return true
}

// insertTry stores signed bytes.
func (t *txn) insertTry(id int64, a try) {
	t.stage(func(b *books) { b.tries[id] = append(b.tries[id], a) })
}

// saveKey writes a key's row under a lease.
func (t *txn) saveKey(i int, k models.KeyState) {
	t.stage(func(b *books) { b.keys[i] = k })
}

// post books a payment once, whoever asks.
func (t *txn) post(ref string, value int64) error {
	if old, ok := t.postings[ref]; ok && old != value {
		return fmt.Errorf("%s: %d and %d: %w", ref, old, value, errUnbalance)
	}
	t.stage(func(b *books) { b.postings[ref] = value })
	return nil
}

// moveBatch takes a step of the settlement's table.
func (t *txn) moveBatch(event string) error {
	edge, err := settleTable.Next(t.batch, event)
	if err != nil {
		return err
	}
	t.stage(func(b *books) { b.batch = edge.To })
	return nil
}

// open lists intents with a live nonce, lowest first, with the attempts of that
// nonce.
func (b *books) open(key int) []*view {
	var out []*view
	for _, row := range b.intents {
		if keyOf(row) != key || !slices.Contains(openStates, row.State) {
			continue
		}
		v := &view{intent: *row}
		for _, a := range b.tries[row.ID] {
			if a.tx.nonce == uint64(*row.Nonce) {
				v.tries = append(v.tries, a)
			}
		}
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b *view) int { return int(*a.Nonce - *b.Nonce) })
	return out
}

// view is an open intent as a process read it.
type view struct {
	intent
	tries []try
}

func (v *view) newest() *try  { return &v.tries[len(v.tries)-1] }
func (v *view) nonce() uint64 { return uint64(*v.Nonce) }

// cancels reports that an attempt gives the nonce up.
func cancels(t *transaction) bool { return t.act.kind == "cancel" }

// keyOf spreads the intents over the keys.
func keyOf(row *intent) int { return int(row.GasLimit) }

func stored(b *books, h common.Hash) bool {
	for _, list := range b.tries {
		for _, a := range list {
			if a.tx.hash == h {
				return true
			}
		}
	}
	return false
}
