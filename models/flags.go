package models

import (
	"errors"
	"fmt"

	"makewhole/states"
)

const frozenFlag = "frozen"

// Frozen reports whether settlement is frozen, and why.
func (tx *Tx) Frozen() (bool, string, error) {
	f, err := one[Flag](tx, "name = ?", frozenFlag)
	if errors.Is(err, ErrNotFound) {
		return false, "", nil
	}
	return f.Value == "on", f.Reason, err
}

// Freeze stops settlement until two people clear it. Freezing again keeps the
// first reason and forgets a clearance under way.
func (tx *Tx) Freeze(reason string, by Actor) error {
	row := Flag{Name: frozenFlag, Value: "off"}
	f, err := upsert(tx, row, []string{"name"}, "name = ?", frozenFlag)
	if err != nil {
		return err
	}
	if f.Value != "on" {
		f.Value, f.Reason, f.SetBy = "on", reason, by.String()
	}
	f.ClearedBy = ""
	if err := Update(tx, &f, "value", "reason", "set_by", "cleared_by"); err != nil {
		return err
	}
	return tx.Audit(by, "settlement.freeze", frozenFlag, map[string]any{"reason": reason})
}

// ErrReason says that an act needs a reason.
var ErrReason = errors.New("a reason of 1 to 2000 characters is needed")

// ClearFreeze takes one person's approval, with a reason, that settlement may go on.
// It returns true when a second, different person has said so and the flag is
// off. Whoever froze settlement may be one of the two. The first word counts while
// its giver is active in such a role.
func (tx *Tx) ClearFreeze(by Actor, reason string) (cleared bool, err error) {
	if by.Kind != ActorStaff || by.Person == "" {
		return false, fmt.Errorf("clear freeze: %w: staff only", ErrForbidden)
	}
	if reason == "" || len(reason) > 2000 {
		return false, fmt.Errorf("clear freeze: %w", ErrReason)
	}
	f, err := one[Flag](tx, "name = ? AND value = 'on'", frozenFlag)
	if err != nil {
		return false, err
	}
	first := f.ClearedBy
	stands, err := tx.PersonStanding(first, states.ByStopper)
	if err != nil {
		return false, err
	}
	facts := Facts{}
	if stands {
		facts.Persons = []string{first}
	}
	if err := tx.MayDecide(by, "freeze.clear", facts); err != nil {
		return false, fmt.Errorf("clear freeze: %w", err)
	}
	if stands {
		f.Value, cleared = "off", true
	} else {
		f.ClearedBy = by.Person
	}
	if err := Update(tx, &f, "value", "cleared_by"); err != nil {
		return false, err
	}
	return cleared, tx.Audit(by, "settlement.unfreeze", frozenFlag, map[string]any{
		"cleared": cleared, "reason": reason, "first": first, "frozen_because": f.Reason,
	})
}

// FreezeFlag is the whole switch: why, by whom, and who has agreed to go on.
func (tx *Tx) FreezeFlag() (Flag, error) { return tx.FlagNamed(frozenFlag) }
