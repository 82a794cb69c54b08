package app

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/distributions"
	"makewhole/money"
)

// DistributionFlags say how active settlements are pushed.
type DistributionFlags struct {
	Pusher      []string `help:"Addresses of sending keys that share the pushes in turn; default the operator's." placeholder:"ADDRESS"`
	PusherKey   []string `help:"Further keys that this process sends with, spelled like --operator-key and with the same passphrase; name their addresses with --pusher." name:"pusher-key" placeholder:"KEY"`
	PushShare   uint64   `help:"Most that pushing may cost of an amount, in hundredths of a per cent." default:"200" name:"push-share"`
	AutoPush    string   `help:"What the settle job does with active settlements: plan (a treasurer approves) or push (up to --auto-push-max)." enum:",plan,push" default:"" name:"auto-push"`
	AutoPushMax string   `help:"Most that one plan may cost at its capped price, in wei, to be pushed without a person; needed off development chains." name:"auto-push-max" placeholder:"WEI"`
}

// distribution reads the flags; pushing without a person needs a limit wherever
// gas costs something.
func (f Flags) distribution() (distributions.Distribution, error) {
	d := distributions.Distribution{ShareBps: f.PushShare, Auto: f.AutoPush, MaxFee: Gwei(f.MaxFee)}
	for _, raw := range f.Pusher {
		if !common.IsHexAddress(raw) {
			return d, fmt.Errorf("--pusher: %q is no address", raw)
		}
		d.Pushers = append(d.Pushers, common.HexToAddress(raw))
	}
	if f.PushShare > 10_000 {
		return d, errors.New("--push-share: more than 10000, all of the amount")
	}
	if f.AutoPush != distributions.AutoPush {
		return d, nil
	}
	if f.AutoPushMax == "" {
		if !f.Dev {
			return d, errors.New("--auto-push=push needs --auto-push-max")
		}
		d.MaxBill = money.Max
		return d, nil
	}
	limit, err := money.Parse(f.AutoPushMax)
	if err != nil {
		return d, fmt.Errorf("--auto-push-max: %w", err)
	}
	d.MaxBill = limit
	return d, nil
}
