package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum"

	"makewhole/chain"
	"makewhole/intents"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
	"makewhole/states"
)

// prepare gives nonces to approved intents: simulate, sign, and store nonce and
// signed bytes in one transaction. Nothing is sent here.
func (s *Sender) prepare(ctx context.Context, k *keyRound) error {
	if err := s.refuse(ctx, k); err != nil {
		return err
	}
	ready := s.mayGo(k)
	if len(ready) == 0 {
		return nil
	}
	ok, bid, budget, err := s.mayStart(ctx, k, ready)
	if err != nil || !ok {
		k.Waiting += len(ready)
		return err
	}
	if ready, err = s.settleDone(ctx, k, ready); err != nil || len(ready) == 0 {
		return err
	}
	made, blocked, err := s.signReady(ctx, k, ready, bid, budget, s.slots(k.open))
	if err != nil {
		return err
	}
	k.Waiting += len(ready) - len(made) - len(blocked)
	if err := s.at("signed"); err != nil {
		return err
	}
	if len(made)+len(blocked) > 0 {
		if err := s.storeNew(ctx, k, made, blocked); err != nil {
			return err
		}
	}
	k.Signed += len(made)
	k.alarmBlocked(blocked)
	return s.at("stored")
}

func (k *keyRound) alarmBlocked(rows []models.TxIntent) {
	for _, b := range rows {
		if b.Blocked != "" {
			k.alarm(AlarmBlocked, b.PublicID, "%s: %s", b.Kind, b.Blocked)
		}
	}
}

// refuse writes down why intents wait that their kinds do not allow.
func (s *Sender) refuse(ctx context.Context, k *keyRound) error {
	if len(k.refused) == 0 {
		return nil
	}
	k.alarmBlocked(k.refused)
	return s.storeNew(ctx, k, nil, k.refused)
}

func (s *Sender) slots(opens []*open) int {
	states := make([]string, len(opens))
	for i, o := range opens {
		states[i] = o.row.State
	}
	return lifecycle.Slots(s.Window, states)
}

// mayGo leaves out what a person must release first.
func (s *Sender) mayGo(k *keyRound) []models.TxIntent {
	for _, r := range k.ready {
		switch why := k.held(&r); {
		case why == "":
			continue
		case k.unverified[r.ID]:
			k.alarm(AlarmBlocked, r.PublicID, "%s: %s", r.Kind, why)
		default:
			k.alarm(AlarmFrozen, r.PublicID, "%s", why)
		}
		k.Waiting++
	}
	return k.released()
}

// held says what a ready intent must wait for, empty for nothing.
func (w *work) held(r *models.TxIntent) string {
	switch {
	case w.frozen && waits(r):
		return "settlement is frozen: " + w.why
	case w.unverified[r.ID]:
		return "its settlement was not verified before publication"
	}
	return ""
}

func (w *work) released() []models.TxIntent {
	var out []models.TxIntent
	for _, r := range w.ready {
		if w.held(&r) == "" {
			out = append(out, r)
		}
	}
	return out
}

// mayStart checks what concerns all new transactions of the key: pause, a
// stranger on the key, the fee cap, and the money for fees.
func (s *Sender) mayStart(ctx context.Context, k *keyRound, ready []models.TxIntent) (bool, chain.Fees, money.Amount, error) {
	addr := k.signer.Address()
	if k.key.Paused != "" {
		k.alarm(AlarmPaused, addr.Hex(), "%d intents wait: %s", len(ready), k.key.Paused)
		return false, chain.Fees{}, money.Zero, nil
	}
	known, err := s.scouted(ctx, k)
	if err != nil {
		return false, chain.Fees{}, money.Zero, err
	}
	if most := max(known.mined, known.pending); most > uint64(k.key.NextNonce) {
		k.alarm(AlarmForeign, addr.Hex(), "the chain knows %d transactions of the key, we know %d: waiting until they are final", most, k.key.NextNonce)
		return false, chain.Fees{}, money.Zero, nil
	}
	bid, err := s.Fees.First(k.market)
	if errors.Is(err, lifecycle.ErrFeeCap) {
		k.alarm(AlarmFeeCap, addr.Hex(), "%v", err)
		return false, chain.Fees{}, money.Zero, nil
	}
	if err != nil {
		return false, chain.Fees{}, money.Zero, err
	}
	budget, err := free(k, known.balance)
	return err == nil, bid, budget, err
}

// free is the key's balance less what open transactions may still take.
func free(k *keyRound, balance money.Amount) (money.Amount, error) {
	for _, o := range k.open {
		if !o.waits() {
			continue
		}
		most, err := lifecycle.Cost(o.newest().gas, o.newest().fees.Cap, o.row.Value.Amount)
		if err != nil {
			return money.Zero, err
		}
		balance = balance.SubFloor(most)
	}
	return balance, nil
}

// signReady simulates and signs up to slots intents with the next nonces.
// Intents that cannot work come back with a reason instead.
func (s *Sender) signReady(ctx context.Context, k *keyRound, ready []models.TxIntent, bid chain.Fees, budget money.Amount, slots int) (made []fresh, blocked []models.TxIntent, err error) {
	d := draft{k: k, bid: bid, budget: budget, slots: slots, nonce: uint64(k.key.NextNonce)}
	for len(ready) > 0 && d.open() && ctx.Err() == nil {
		part := ready[:min(len(ready), d.slots)]
		ready = ready[len(part):]
		sims, err := s.simulations(ctx, k, part)
		if err != nil {
			return nil, nil, err
		}
		for _, row := range part {
			if err := s.take(ctx, &d, row, sims[row.ID]); err != nil {
				return nil, nil, err
			}
		}
	}
	calls := make([]func(context.Context) error, len(d.made))
	for i := range d.made {
		calls[i] = func(ctx context.Context) error { return s.sign(ctx, k.signer, &d.made[i]) }
	}
	return d.made, d.blocked, s.together(ctx, calls...)
}

// draft is the choice of what gets the next nonces.
type draft struct {
	k      *keyRound
	bid    chain.Fees
	budget money.Amount // wei the key has for values and fees
	slots  int          // nonces left
	nonce  uint64       // next
	broke  bool         // the key cannot pay for the next one

	made    []fresh
	blocked []models.TxIntent
}

func (d *draft) open() bool { return d.slots > 0 && !d.broke }

// take gives one intent the next nonce, or a reason why it must wait.
func (s *Sender) take(ctx context.Context, d *draft, row models.TxIntent, sim simulation) error {
	if d.broke || !lifecycle.Step(lifecycle.Prepare, lifecycle.View{State: row.State, Slots: d.slots}).Sign {
		return nil
	}
	plain := build(s.ChainID, d.nonce, sim.payload, d.bid)
	if sim.err == nil {
		sim.err = checkLimits(plain)
	}
	if sim.err != nil {
		d.block(row, reasonFor(&row, sim.err))
		return nil
	}
	most, err := lifecycle.Cost(sim.gas, d.bid.Cap, sim.value)
	if err != nil || d.budget.Less(most) {
		d.k.alarm(AlarmFunds, d.k.signer.Address().Hex(), "%s needs %s wei, %s are free", row.PublicID, most, d.budget)
		d.broke = true
		return nil
	}
	if err := d.k.money(s).spend(ctx, &row, most.SubFloor(sim.value)); errors.Is(err, ErrBudget) {
		d.k.alarm(AlarmBudget, row.PublicID, "%v", err)
		d.block(row, brief(err.Error(), 300))
		return nil
	} else if err != nil {
		return err
	}
	d.made = append(d.made, fresh{row: row, nonce: d.nonce, n: 1, fees: d.bid, plain: plain})
	d.budget, d.nonce, d.slots = d.budget.SubFloor(most), d.nonce+1, d.slots-1
	return nil
}

// block leaves an intent for later; without a reason its moment has not come.
func (d *draft) block(row models.TxIntent, why string) {
	row.Blocked = why
	d.blocked = append(d.blocked, row)
}

// simulate runs the call on the head and settles its gas limit. A limit that the
// intent names is tried by running the call once; when the call fails with it,
// the node is asked for another one, or for the reason.
func (s *Sender) simulate(ctx context.Context, row *models.TxIntent) (payload, error) {
	p := payloadOf(row, uint64(row.GasLimit))
	if len(p.data) > maxTxBytes {
		return p, fmt.Errorf("%w: %d bytes of data", ErrTooLarge, len(p.data))
	}
	msg := ethereum.CallMsg{From: row.Sender.Address, To: &p.to, Value: p.value.Big(), Data: p.data, Gas: p.gas}
	if p.gas > 0 {
		err := s.Node.DryRun(ctx, msg)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, chain.ErrReverted) {
			return p, fmt.Errorf("simulate %s: %w", row.PublicID, err)
		}
		msg.Gas = 0
	}
	gas, err := s.Node.EstimateGas(ctx, msg)
	if err != nil {
		return p, fmt.Errorf("simulate %s: %w", row.PublicID, err)
	}
	p.gas = withHeadroom(gas)
	return p, nil
}

// reasonFor says why an intent cannot go out, nothing where its contract only says that
// the moment has not come.
func reasonFor(row *models.TxIntent, err error) string {
	kind, unknown := intents.Of(row.Kind)
	if unknown == nil && slices.Contains(kind.Awaits, chain.RevertName(err)) {
		return ""
	}
	return explain(err)
}

func explain(err error) string {
	var r *chain.RevertError
	if !errors.As(err, &r) {
		return err.Error()
	}
	if name := chain.ExplainRevert(r.Data); name != "" {
		return "reverts: " + name
	}
	return "reverts: " + r.Text
}

// awaitFactor is how many times rarer than a blocked intent one is tried whose moment has
// not come.
const awaitFactor = 10

// storeNew is the one transaction before the first broadcast: nonce, bytes and
// hash of every new transaction, and the reasons of those that must wait.
func (s *Sender) storeNew(ctx context.Context, k *keyRound, made []fresh, blocked []models.TxIntent) error {
	var fresh []*open
	var next int64
	err := s.fencedTx(ctx, k, func(tx *models.Tx, key *models.KeyState) (err error) {
		for _, row := range blocked {
			again := tx.Now.Add(s.RetryAfter)
			if row.Blocked == "" {
				again = tx.Now.Add(awaitFactor * s.RetryAfter)
			}
			row.NotBefore = &again
			if err := models.Update(tx, &row, "blocked", "not_before"); err != nil {
				return err
			}
		}
		for _, f := range made {
			if err := key.TakeNonce(f.nonce); err != nil {
				return err
			}
		}
		if next = key.NextNonce; len(made) == 0 {
			return nil
		}
		if fresh, err = s.storeFirst(tx, made); err != nil {
			return err
		}
		return models.Update(tx, key, "next_nonce")
	})
	if err != nil {
		return fmt.Errorf("store signed transactions: %w", err)
	}
	k.open, k.key.NextNonce = append(k.open, fresh...), next
	return nil
}

// errFrozenMeanwhile ends a round whose settlement was stopped while it signed.
var errFrozenMeanwhile = errors.New("settlement was frozen meanwhile, what was signed for it is forgotten")

// storeFirst writes the first version of each new nonce and its intent's step,
// and returns what is open by that. A requeued intent has attempts of an earlier
// nonce, and goes on counting.
func (s *Sender) storeFirst(tx *models.Tx, made []fresh) ([]*open, error) {
	ids := make([]int64, len(made))
	settles := false
	for i, f := range made {
		ids[i], settles = f.row.ID, settles || waits(&f.row)
	}
	frozen, _, err := tx.Frozen()
	if err != nil {
		return nil, err
	}
	if frozen && settles {
		return nil, errFrozenMeanwhile
	}
	old, err := tx.Attempts(ids...)
	if err != nil {
		return nil, err
	}
	attempts := make([]models.TxAttempt, len(made))
	steps := make([]models.Step[models.TxIntent], len(made))
	for i, f := range made {
		if before := old[f.row.ID]; len(before) > 0 {
			f.n = before[len(before)-1].N + 1
		}
		row, nonce := f.row, int64(f.nonce)
		row.Nonce, row.Blocked = &nonce, ""
		attempts[i] = f.attempt()
		steps[i] = models.Step[models.TxIntent]{
			Was: &made[i].row, Row: &row, Cols: []string{"nonce", "blocked"},
			Events: []models.Event{{Name: states.EventSign, Reason: fmt.Sprintf("nonce %d, %s", nonce, f.hash.Hex())}},
		}
	}
	if err := models.InsertBatch(tx, attempts); err != nil {
		return nil, err
	}
	if err := models.MoveAll(tx, transaction, steps, s.actor()); err != nil {
		return nil, err
	}
	rows, versions := make([]models.TxIntent, len(made)), make(map[int64][]models.TxAttempt, len(made))
	for i, st := range steps {
		rows[i], versions[st.Row.ID] = *st.Row, attempts[i:i+1]
	}
	return opened(rows, versions)
}
