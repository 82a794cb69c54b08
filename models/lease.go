package models

import (
	"fmt"
	"time"
)

// The rules of a key's lease are pure, so that models and simulations can drive
// them through every order of events; q_chain.go runs them on the stored row.

// Lease gives the key to owner until wall+ttl, or answers ErrLeaseHeld while
// somebody else has it. The epoch grows unless it is the one the caller holds
// already (0 = none), so that a restarted process fences its own former self.
func (k KeyState) Lease(owner string, epoch int64, wall time.Time, ttl time.Duration) (KeyState, error) {
	held := k.LeaseUntil != nil && k.LeaseUntil.After(wall)
	if held && k.LeaseOwner != owner {
		return k, fmt.Errorf("%w: %s until %s", ErrLeaseHeld, k.LeaseOwner, k.LeaseUntil.Format(time.RFC3339))
	}
	if !held || k.Epoch != epoch {
		k.Epoch++
	}
	until := wall.Add(ttl)
	k.LeaseOwner, k.LeaseUntil = owner, &until
	return k, nil
}

// Holds reports that owner has the lease in this epoch until after t.
func (k KeyState) Holds(owner string, epoch int64, t time.Time) bool {
	return k.LeaseOwner == owner && k.Epoch == epoch && k.LeaseUntil != nil && k.LeaseUntil.After(t)
}

// Fence refuses a write of somebody whose lease was taken over: ErrFenced.
func (k KeyState) Fence(epoch int64) error {
	if k.Epoch != epoch {
		return fmt.Errorf("%w: key %s epoch %d, now %d", ErrFenced, k.Address, epoch, k.Epoch)
	}
	return nil
}

// TakeNonce uses up nonce n, which a transaction was signed with. ErrVersion
// when the key has moved on since.
func (k *KeyState) TakeNonce(n uint64) error {
	if uint64(k.NextNonce) != n || k.Paused != "" {
		return fmt.Errorf("%w: key %s moved on", ErrVersion, k.Address)
	}
	k.NextNonce++
	return nil
}
