package settlements

import (
	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// payee is who a source pays a line to: its receiver, or, of a parked one, the
// distributor itself. A leaf that names the distributor can be neither pushed nor
// redeemed, so that its money is swept after the deadline and lies in escheat under
// its owner's name. Out of escheat such a line is not paid: it
// waits there (heldInEscheat).
func (in *state) payee(src *source, entitlement int64, receiver common.Address) common.Address {
	if in.parked[entitlement] {
		return src.pool.Distributor.Address
	}
	return receiver
}

// heldInEscheat reports whether a line of escheat waits until its owner has shown a
// receiver.
func (in *state) heldInEscheat(src *source, entitlement int64) bool {
	return src.escheat && in.parked[entitlement]
}

// Parked reports whether a line is paid to nobody: its owner has shown no receiver,
// and its money goes to escheat with the sweep.
func Parked(a *models.Allocation, pool *models.Pool) bool {
	return a.Receiver == pool.Distributor
}
