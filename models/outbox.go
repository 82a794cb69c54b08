package models

import (
	"errors"
	"fmt"

	"makewhole/intents"
	"makewhole/states"
)

// Enqueue writes something that must happen on chain into the transaction that
// decided it. IdemKey is unique for ever: a second call returns the row of the
// first and changes nothing. State is proposed unless the caller says approved.
// A kind that package intents does not know, or that serves another machine, is
// an error that names what is allowed.
func (tx *Tx) Enqueue(in TxIntent) (TxIntent, error) {
	if in.IdemKey == "" {
		return in, errors.New("enqueue: no idempotency key")
	}
	kind, err := intents.Of(in.Kind)
	if err != nil {
		return in, fmt.Errorf("enqueue %s: %w", in.IdemKey, err)
	}
	if kind.Machine != "" && in.RefMachine != kind.Machine {
		return in, fmt.Errorf("enqueue %s: %w: a %s serves a %s, not a %q", in.IdemKey, intents.ErrUnknown, kind.Name, kind.Machine, in.RefMachine)
	}
	old, err := one[TxIntent](tx, "idem_key = ?", in.IdemKey)
	if !errors.Is(err, ErrNotFound) {
		return old, err
	}
	if in.PublicID == "" {
		in.PublicID = NewID("txn")
	}
	event := "propose"
	switch in.State {
	case "", TxProposed:
	case TxApproved:
		event = "enqueue"
	default:
		return in, fmt.Errorf("enqueue as %s: %w", in.State, ErrState)
	}
	err = Start(tx, states.Transaction, &in, event, SystemActor(states.SystemOutbox), in.Kind)
	return in, err
}
