package models

import (
	"errors"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
)

// ErrLeaseHeld says that another process owns the nonces of a key.
var ErrLeaseHeld = errors.New("another process holds the key's lease")

// openStates are those in which an intent has a nonce that the chain may still
// use for one of its attempts.
var openStates = []string{TxSigned, TxBroadcast, TxMined}

// IntentFilter narrows a list of intents; zero fields do not narrow.
type IntentFilter struct {
	ChainID int64
	State   string
	Kind    string
	Sender  *common.Address
	Blocked bool // only those that carry a reason
}

// Intents lists the outbox by id.
func (tx *Tx) Intents(f IntentFilter, p Page) ([]TxIntent, error) {
	w := where{}
	w.and(f.ChainID != 0, "chain_id = ?", f.ChainID)
	w.and(f.State != "", "state = ?", f.State)
	w.and(f.Kind != "", "kind = ?", f.Kind)
	if f.Sender != nil {
		w.and(true, "sender = ?", Addr(*f.Sender))
	}
	w.and(f.Blocked, "blocked <> ''")
	return page[TxIntent](tx, p, w.cond(), w.args...)
}

// IntentByKey reads the intent with an idempotency key.
func (tx *Tx) IntentByKey(key string) (TxIntent, error) {
	return one[TxIntent](tx, "idem_key = ?", key)
}

// IntentsOf lists what was enqueued for one business row, oldest first.
func (tx *Tx) IntentsOf(refMachine string, refID int64) ([]TxIntent, error) {
	return list[TxIntent](tx, query{cond: "ref_machine = ? AND ref_id = ?", args: []any{refMachine, refID}})
}

// OpenIntents are the intents of a key whose nonce is assigned and not yet
// settled by a final block, lowest nonce first.
func (tx *Tx) OpenIntents(chainID int64, sender common.Address) ([]TxIntent, error) {
	return list[TxIntent](tx, query{
		cond: "chain_id = ? AND sender = ? AND (state = 'signed' OR state = 'broadcast' OR state = 'mined')", // as the partial index says it
		args: []any{chainID, Addr(sender)}, order: "nonce",
	})
}

// DoubtfulIntents are those of a key that ended without proof, oldest first.
func (tx *Tx) DoubtfulIntents(chainID int64, sender common.Address, limit int) ([]TxIntent, error) {
	return list[TxIntent](tx, query{
		cond: "chain_id = ? AND sender = ? AND (state = 'unproven' OR state = 'replaced')", // as the partial index says it
		args: []any{chainID, Addr(sender)}, order: "id", limit: limit,
	})
}

// Which narrows intents by their kinds, and by whether they were blocked when they were
// last tried; zero is all.
type Which struct {
	Only, Not      []string
	Fresh, Blocked bool
}

func (w Which) cond() where {
	out := where{}
	out.and(len(w.Only) > 0, "kind IN ?", w.Only)
	out.and(len(w.Not) > 0, "kind NOT IN ?", w.Not)
	out.and(w.Fresh, "blocked = ''")
	out.and(w.Blocked, "blocked <> ''")
	return out
}

// ReadyIntents are approved intents of a key that may be signed now, oldest
// first.
func (tx *Tx) ReadyIntents(chainID int64, sender common.Address, limit int, w Which) ([]TxIntent, error) {
	c := w.cond()
	c.and(true, "chain_id = ? AND sender = ? AND state = ? AND (not_before IS NULL OR not_before <= ?)", chainID, Addr(sender), TxApproved, tx.Now)
	return list[TxIntent](tx, query{cond: c.cond(), args: c.args, order: "id", limit: limit})
}

// poolCapital is the kind of pools that are a CapitalPool; the others stand for
// a vault.
const poolCapital = "capital"

// ContractAt is one of our contracts on a chain, by the name of its source. Of a
// contract of others it is the one call that a response may make: who sends what for
// which response.
type ContractAt struct {
	Address  common.Address
	Contract intents.Contract
	Sender   common.Address
	Call     string
	Serves   int64 // responses.id
}

// ContractsOn lists the contracts that intents of a chain may call: those of the
// pools, the oracles of the committees, and what queued responses pause. One address
// may stand for several.
func (tx *Tx) ContractsOn(chainID int64) ([]ContractAt, error) {
	var out []ContractAt
	add := func(a Address, c intents.Contract) {
		if at := (ContractAt{Address: a.Address, Contract: c}); a.Address != (common.Address{}) && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	pools, err := tx.PoolsOnChain(chainID)
	if err != nil {
		return nil, err
	}
	for _, p := range pools {
		if p.Kind == poolCapital {
			add(p.Contract, intents.CapitalPool)
		}
		add(p.Distributor, intents.PayoutDistributor)
		add(p.Oracle, intents.LossOracle)
	}
	configs, err := list[OracleConfig](tx, query{cond: "chain_id = ?", args: []any{chainID}})
	for _, c := range configs {
		add(c.Oracle, intents.LossOracle)
	}
	if err != nil {
		return nil, err
	}
	pausers, err := tx.pausersOn(chainID)
	return append(out, pausers...), err
}

// WaitingSenders are the addresses with approved or open intents on a chain.
func (tx *Tx) WaitingSenders(chainID int64) ([]common.Address, error) {
	var out []Address
	states := append([]string{TxApproved}, openStates...)
	err := tx.db.Model(new(TxIntent)).Where("chain_id = ? AND state IN ?", chainID, states).
		Distinct().Order("sender").Pluck("sender", &out).Error
	addrs := make([]common.Address, len(out))
	for i := range out {
		addrs[i] = out[i].Address
	}
	return addrs, wrap("list senders", tx.owner.translate(err))
}

// Attempts returns the signed versions of the given intents, by n.
func (tx *Tx) Attempts(intentIDs ...int64) (map[int64][]TxAttempt, error) {
	out := make(map[int64][]TxAttempt, len(intentIDs))
	for ids := range slices.Chunk(intentIDs, chunk) {
		rows, err := list[TxAttempt](tx, query{cond: "intent_id IN ?", args: []any{ids}, order: "intent_id, n"})
		if err != nil {
			return nil, err
		}
		for _, a := range rows {
			out[a.IntentID] = append(out[a.IntentID], a)
		}
	}
	return out, nil
}

// TxDetail is all there is to know about one intent.
type TxDetail struct {
	Intent   TxIntent
	Attempts []TxAttempt
	History  []Transition
}

// TxDetailOf reads an intent with its attempts and history.
func (tx *Tx) TxDetailOf(publicID string) (d TxDetail, err error) {
	if d.Intent, err = ByPublicID[TxIntent](tx, publicID); err != nil {
		return d, err
	}
	attempts, err := tx.Attempts(d.Intent.ID)
	if err != nil {
		return d, err
	}
	d.Attempts = attempts[d.Intent.ID]
	d.History, err = tx.History("transaction", d.Intent.ID)
	return d, err
}

// KeyFor reads the state of a sending key.
func (tx *Tx) KeyFor(chainID int64, addr common.Address) (KeyState, error) {
	return one[KeyState](tx, "chain_id = ? AND address = ?", chainID, Addr(addr))
}

// Keys lists all sending keys.
func (tx *Tx) Keys() ([]KeyState, error) { return list[KeyState](tx, query{}) }

// EnsureKey records a key with its first nonce, read from the chain once in
// the key's life. A key on record keeps its nonce.
func (tx *Tx) EnsureKey(chainID int64, addr common.Address, nonce uint64) (KeyState, error) {
	row := KeyState{ChainID: chainID, Address: Addr(addr), NextNonce: int64(nonce)}
	return upsert(tx, row, []string{"chain_id", "address"}, "chain_id = ? AND address = ?", chainID, Addr(addr))
}

// LeaseKey makes owner the only one who may assign nonces of a key, for ttl of
// database time, by the rule of KeyState.Lease.
func (tx *Tx) LeaseKey(chainID int64, addr common.Address, owner string, epoch int64, ttl time.Duration) (KeyState, error) {
	wall, err := tx.WallTime()
	if err != nil {
		return KeyState{}, err
	}
	if err := tx.lock("key_states", "chain_id = ? AND address = ?", chainID, Addr(addr)); err != nil {
		return KeyState{}, err
	}
	k, err := tx.KeyFor(chainID, addr)
	if err != nil {
		return k, err
	}
	if k, err = k.Lease(owner, epoch, wall, ttl); err != nil {
		return k, err
	}
	err = Update(tx, &k, "lease_owner", "lease_until", "epoch")
	return k, err
}

// FencedKey returns the key's row if its epoch is still the caller's, and
// holds the row until the transaction ends.
func (tx *Tx) FencedKey(id, epoch int64) (KeyState, error) {
	k, err := LockByID[KeyState](tx, id)
	if err != nil {
		return k, err
	}
	return k, k.Fence(epoch)
}

// ReleaseKey gives a lease back early.
func (tx *Tx) ReleaseKey(id, epoch int64) error {
	k, err := tx.FencedKey(id, epoch)
	if err != nil {
		return err
	}
	k.LeaseOwner, k.LeaseUntil = "", nil
	return Update(tx, &k, "lease_owner", "lease_until")
}

// CursorFor reads a cursor.
func (tx *Tx) CursorFor(chainID int64, name string) (ChainCursor, error) {
	return one[ChainCursor](tx, "chain_id = ? AND name = ?", chainID, name)
}

// AdvanceCursor records a cursor, or moves it forward; it never moves back.
func (tx *Tx) AdvanceCursor(c ChainCursor) error {
	old, err := tx.CursorFor(c.ChainID, c.Name)
	if errors.Is(err, ErrNotFound) {
		return Insert(tx, &c)
	}
	if err != nil || c.Number < old.Number {
		return err
	}
	c.ID, c.Final = old.ID, max(old.Final, c.Final)
	return Update(tx, &c, "number", "hash", "final")
}

// AddEvent stores a final log once; added is false when it is there already.
func (tx *Tx) AddEvent(ev ChainEvent) (added bool, err error) {
	_, err = one[ChainEvent](tx, "chain_id = ? AND block_hash = ? AND log_index = ?", ev.ChainID, ev.BlockHash, ev.LogIndex)
	if !errors.Is(err, ErrNotFound) {
		return false, err
	}
	return true, Insert(tx, &ev)
}

// PendingEvents are stored events with one of the names that the business has
// not applied yet, in chain order.
func (tx *Tx) PendingEvents(limit int, names ...string) ([]ChainEvent, error) {
	return list[ChainEvent](tx, query{
		cond: "applied_at IS NULL AND name IN ?", args: []any{names},
		order: "chain_id, block_number, log_index", limit: limit,
	})
}

// AppliedEvents are the final events of a contract with one of the names that the
// business has applied, in chain order.
func (tx *Tx) AppliedEvents(chainID int64, contract common.Address, names ...string) ([]ChainEvent, error) {
	return list[ChainEvent](tx, query{
		cond: "chain_id = ? AND contract = ? AND name IN ? AND applied_at IS NOT NULL",
		args: []any{chainID, Addr(contract), names}, order: "block_number, log_index",
	})
}

// MarkApplied records that the business consumed an event.
func (tx *Tx) MarkApplied(ev *ChainEvent) error {
	now := tx.Now
	ev.AppliedAt = &now
	return Update(tx, ev, "applied_at")
}

// PoolsOnChain are the pools and vaults whose asset is on a chain.
func (tx *Tx) PoolsOnChain(chainID int64) ([]Pool, error) {
	return list[Pool](tx, query{
		cond: "asset_id IN (SELECT id FROM assets WHERE chain_id = ?)", args: []any{chainID},
	})
}
