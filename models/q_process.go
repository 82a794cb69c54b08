package models

import "strings"

// ForgetProcess gives up what processes hold whose names begin with prefix and
// that are known to be gone: leases of jobs and sending keys, and the keys of
// requests, which had no effect, because an effect and its answer commit
// together.
func (tx *Tx) ForgetProcess(prefix string) error {
	works, err := list[Work](tx, query{cond: "lease_until IS NOT NULL"})
	if err != nil {
		return err
	}
	for i := range works {
		if w := &works[i]; strings.HasPrefix(w.LeaseOwner, prefix) {
			w.LeaseUntil = nil
			if err := Update(tx, w, "lease_until"); err != nil {
				return err
			}
		}
	}
	keys, err := list[KeyState](tx, query{cond: "lease_until IS NOT NULL"})
	if err != nil {
		return err
	}
	for i := range keys {
		if k := &keys[i]; strings.HasPrefix(k.LeaseOwner, prefix) {
			k.LeaseUntil = nil
			if err := Update(tx, k, "lease_until"); err != nil {
				return err
			}
		}
	}
	started, err := list[IdempotencyKey](tx, query{cond: "status = 'started' AND owner IS NOT NULL"})
	if err != nil {
		return err
	}
	for _, k := range started {
		if strings.HasPrefix(*k.Owner, prefix) {
			if err := tx.DropKey(k); err != nil {
				return err
			}
		}
	}
	return nil
}
