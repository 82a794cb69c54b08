package outbox

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"

	"makewhole/contracts"
	"makewhole/models"
)

// permitTerm refuses a call that carries what a committee has signed once its end
// has passed: the contract would refuse it, and the fee would be lost. An error
// wraps contracts.ErrTerm.
func permitTerm(row *models.TxIntent, now time.Time) error {
	until, carries := signedUntil(row.Data)
	if !carries || int64(until) >= now.Unix() {
		return nil
	}
	return fmt.Errorf("%w: what the committee signed counted until %s", contracts.ErrTerm, time.Unix(int64(until), 0).UTC().Format(time.RFC3339))
}

// signedUntil is the end of the signed message in a call; false where there is
// none.
func signedUntil(data []byte) (uint64, bool) {
	if len(data) < 4 {
		return 0, false
	}
	for _, a := range abis() {
		m, err := a.MethodById(data[:4])
		if err != nil || untilOf[m.RawName] == nil {
			continue
		}
		args, err := m.Inputs.Unpack(data[4:])
		if err != nil {
			return 0, false
		}
		return untilOf[m.RawName](args), true
	}
	return 0, false
}

// untilOf are the calls that carry a signed message, by name. A publication of an
// announced order carries the order too.
var untilOf = map[string]func(args []any) uint64{
	"submit":         func(args []any) uint64 { return as[contracts.MessagesLossSnapshot](args[0]).ValidUntil },
	"submitSet":      func(args []any) uint64 { return as[contracts.MessagesSnapshotSet](args[0]).ValidUntil },
	"announce":       func(args []any) uint64 { return as[contracts.MessagesPayoutOrder](args[0]).ValidUntil },
	"publish":        func(args []any) uint64 { return as[contracts.MessagesPayoutOrder](args[0]).ValidUntil },
	"cancelByQuorum": func(args []any) uint64 { return as[contracts.MessagesCancelOrder](args[1]).ValidUntil },
	"recoverRole":    func(args []any) uint64 { return as[contracts.MessagesRecoverRole](args[0]).ValidUntil },
	"orderEarmark":   func(args []any) uint64 { return as[contracts.PoolOrdersPoolOrder](args[0]).ValidUntil },
}

// as gives an unpacked struct the type of the bindings.
func as[T any](v any) T { return *abi.ConvertType(v, new(T)).(*T) }
