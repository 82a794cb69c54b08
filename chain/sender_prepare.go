package chain

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"

	"makewhole/models"
	"makewhole/money"
)

// settlementMachine names the intents that stop while settlement is frozen.
const settlementMachine = "settlement"

// publishKind names the intents that bring a settlement on chain: they are
// signed only for a content that was verified.
const publishKind = "publish"

// prepare gives nonces to approved intents: simulate, sign, and store nonce and
// signed bytes in one transaction. Nothing is sent here.
func (s *Sender) prepare(ctx context.Context, k *keyRound) error {
	ready, err := s.ready(ctx, k)
	if err != nil || len(ready) == 0 {
		return err
	}
	ok, bid, budget, err := s.mayStart(ctx, k, ready)
	if err != nil || !ok {
		k.Waiting += len(ready)
		return err
	}
	if ready, err = s.settleDone(ctx, k, ready); err != nil || len(ready) == 0 {
		return err
	}
	states := make([]string, len(k.open))
	for i, o := range k.open {
		states[i] = o.row.State
	}
	made, blocked, err := s.signReady(ctx, k, ready, bid, budget, Slots(s.Window, states))
	if err != nil {
		return err
	}
	k.Waiting += len(ready) - len(made) - len(blocked)
	if err := s.at("signed"); err != nil {
		return err
	}
	if err := s.storeNew(ctx, k, made, blocked); err != nil {
		return err
	}
	k.Signed += len(made)
	for _, b := range blocked {
		k.alarm(AlarmBlocked, b.PublicID, "%s: %s", b.Kind, b.Blocked)
	}
	if err := s.at("stored"); err != nil {
		return err
	}
	return s.reload(ctx, k)
}

// ready lists what may be signed now: twice the window, so that blocked intents
// do not stop the others.
func (s *Sender) ready(ctx context.Context, k *keyRound) ([]models.TxIntent, error) {
	var rows []models.TxIntent
	var frozen bool
	var why string
	unverified := map[int64]bool{}
	err := s.DB.Read(ctx, func(tx *models.Tx) (err error) {
		if frozen, why, err = tx.Frozen(); err != nil {
			return err
		}
		if rows, err = tx.ReadyIntents(int64(s.ChainID), k.signer.Address(), 2*s.Window); err != nil {
			return err
		}
		for _, r := range rows {
			if r.Kind != publishKind || r.RefMachine != settlementMachine {
				continue
			}
			verified, err := tx.PublicationVerified(r.RefID)
			if err != nil {
				return err
			}
			unverified[r.ID] = !verified
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	free := rows[:0]
	for _, r := range rows {
		switch {
		case frozen && r.RefMachine == settlementMachine:
			k.alarm(AlarmFrozen, r.PublicID, "settlement is frozen: %s", why)
			k.Waiting++
		case unverified[r.ID]:
			k.alarm(AlarmBlocked, r.PublicID, "%s: its settlement was not verified before publication", r.Kind)
			k.Waiting++
		default:
			free = append(free, r)
		}
	}
	return free, nil
}

// mayStart checks what concerns all new transactions of the key: pause, a
// stranger on the key, the fee cap, and the money for fees.
func (s *Sender) mayStart(ctx context.Context, k *keyRound, ready []models.TxIntent) (bool, Fees, money.Amount, error) {
	addr := k.signer.Address()
	if k.key.Paused != "" {
		k.alarm(AlarmPaused, addr.Hex(), "%d intents wait: %s", len(ready), k.key.Paused)
		return false, Fees{}, money.Zero, nil
	}
	mined, err := s.Node.NonceAt(ctx, addr, nil)
	if err != nil {
		return false, Fees{}, money.Zero, fmt.Errorf("read nonce: %w", err)
	}
	pending, err := s.Node.PendingNonceAt(ctx, addr)
	if err != nil {
		return false, Fees{}, money.Zero, fmt.Errorf("read pending nonce: %w", err)
	}
	if most := max(mined, pending); most > uint64(k.key.NextNonce) {
		k.alarm(AlarmForeign, addr.Hex(), "the chain knows %d transactions of the key, we know %d: waiting until they are final", most, k.key.NextNonce)
		return false, Fees{}, money.Zero, nil
	}
	bid, err := s.Fees.First(k.market)
	if errors.Is(err, ErrFeeCap) {
		k.alarm(AlarmFeeCap, addr.Hex(), "%v", err)
		return false, Fees{}, money.Zero, nil
	}
	if err != nil {
		return false, Fees{}, money.Zero, err
	}
	budget, err := s.budget(ctx, k)
	return err == nil, bid, budget, err
}

// budget is the key's balance less what open transactions may still take.
func (s *Sender) budget(ctx context.Context, k *keyRound) (money.Amount, error) {
	left, err := s.Node.NativeBalance(ctx, k.signer.Address(), nil)
	if err != nil {
		return money.Zero, fmt.Errorf("read balance: %w", err)
	}
	for _, o := range k.open {
		if !o.waits() {
			continue
		}
		most, err := cost(o.newest().gas, o.newest().fees.Cap, o.row.Value.Amount)
		if err != nil {
			return money.Zero, err
		}
		left = left.SubFloor(most)
	}
	return left, nil
}

// signReady simulates and signs up to slots intents with the next nonces.
// Intents that cannot work come back with a reason instead.
func (s *Sender) signReady(ctx context.Context, k *keyRound, ready []models.TxIntent, bid Fees, budget money.Amount, slots int) (made []fresh, blocked []models.TxIntent, err error) {
	nonce := uint64(k.key.NextNonce)
	for _, row := range ready {
		if !Step(Prepare, View{State: row.State, Slots: slots - len(made)}).Sign || ctx.Err() != nil {
			break
		}
		p, err := s.simulate(ctx, &row)
		var f *fresh
		if err == nil {
			most, costErr := cost(p.gas, bid.Cap, p.value)
			if costErr != nil || budget.Less(most) {
				k.alarm(AlarmFunds, k.signer.Address().Hex(), "%s needs %s wei, %s are free", row.PublicID, most, budget)
				break
			}
			if err = k.money(s).spend(ctx, &row, most.SubFloor(p.value)); errors.Is(err, ErrBudget) {
				k.alarm(AlarmBudget, row.PublicID, "%v", err)
				row.Blocked = cut(err.Error(), 300)
				blocked = append(blocked, row)
				continue
			}
			if err != nil {
				return nil, nil, err
			}
			if f, err = s.sign(ctx, k, row, nonce, 1, p, bid, ""); err == nil {
				budget = budget.SubFloor(most)
			}
		}
		switch {
		case errors.Is(err, ErrReverted) || errors.Is(err, ErrTooLarge):
			row.Blocked = explain(err)
			blocked = append(blocked, row)
		case err != nil:
			return nil, nil, err
		default:
			made = append(made, *f)
			nonce++
		}
	}
	return made, blocked, nil
}

// simulate runs the call on the head and settles its gas limit.
func (s *Sender) simulate(ctx context.Context, row *models.TxIntent) (payload, error) {
	p := payloadOf(row, uint64(row.GasLimit))
	if len(p.data) > maxTxBytes {
		return p, fmt.Errorf("%w: %d bytes of data", ErrTooLarge, len(p.data))
	}
	gas, err := s.Node.EstimateGas(ctx, ethereum.CallMsg{
		From: row.Sender.Address, To: &p.to, Value: p.value.Big(), Data: p.data, Gas: p.gas,
	})
	if err != nil {
		return p, fmt.Errorf("simulate %s: %w", row.PublicID, err)
	}
	if p.gas == 0 {
		p.gas = withHeadroom(gas)
	}
	return p, nil
}

func explain(err error) string {
	var r *RevertError
	if !errors.As(err, &r) {
		return err.Error()
	}
	if name := ExplainRevert(r.Data); name != "" {
		return "reverts: " + name
	}
	return "reverts: " + r.Text
}

// storeNew is the one transaction before the first broadcast: nonce, bytes and
// hash of every new transaction, and the reasons of those that must wait.
func (s *Sender) storeNew(ctx context.Context, k *keyRound, made []fresh, blocked []models.TxIntent) error {
	err := s.fencedTx(ctx, k, func(tx *models.Tx, key *models.KeyState) error {
		for _, row := range blocked {
			again := tx.Now.Add(s.RetryAfter)
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
		if err := s.storeFirst(tx, made); err != nil {
			return err
		}
		if len(made) == 0 {
			return nil
		}
		return models.Update(tx, key, "next_nonce")
	})
	if err != nil {
		return fmt.Errorf("store signed transactions: %w", err)
	}
	return nil
}

// storeFirst writes the first version of each new nonce and its intent's step.
// A requeued intent has attempts of an earlier nonce, and goes on counting.
func (s *Sender) storeFirst(tx *models.Tx, made []fresh) error {
	ids := make([]int64, len(made))
	for i, f := range made {
		ids[i] = f.row.ID
	}
	old, err := tx.Attempts(ids...)
	if err != nil {
		return err
	}
	attempts := make([]models.TxAttempt, len(made))
	steps := make([]models.Step[models.TxIntent], len(made))
	for i, f := range made {
		f.n = 1
		if before := old[f.row.ID]; len(before) > 0 {
			f.n = before[len(before)-1].N + 1
		}
		row, nonce := f.row, int64(f.nonce)
		row.Nonce, row.Blocked = &nonce, ""
		attempts[i] = f.attempt()
		steps[i] = models.Step[models.TxIntent]{
			Row: &row, Event: evSign, Reason: fmt.Sprintf("nonce %d, %s", nonce, f.hash.Hex()), Cols: []string{"nonce", "blocked"},
		}
	}
	if err := models.InsertBatch(tx, attempts); err != nil {
		return err
	}
	return models.MoveAll(tx, transaction, steps, s.actor())
}
