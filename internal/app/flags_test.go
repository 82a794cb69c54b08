package app

import (
	"testing"

	"makewhole/distributions"
)

func TestDistributionFlags(t *testing.T) {
	t.Parallel()
	addr := "0x00000000000000000000000000000000000000A1"
	for name, c := range map[string]struct {
		f  Flags
		ok bool
	}{
		"nothing":        {Flags{}, true},
		"keys":           {Flags{DistributionFlags: DistributionFlags{Pusher: []string{addr}}}, true},
		"no key":         {Flags{DistributionFlags: DistributionFlags{Pusher: []string{"me"}}}, false},
		"all of it":      {Flags{DistributionFlags: DistributionFlags{PushShare: 10_001}}, false},
		"unlimited":      {Flags{DistributionFlags: DistributionFlags{AutoPush: distributions.AutoPush}}, false},
		"unlimited, dev": {Flags{ChainFlags: ChainFlags{Dev: true}, DistributionFlags: DistributionFlags{AutoPush: distributions.AutoPush}}, true},
		"limited":        {Flags{DistributionFlags: DistributionFlags{AutoPush: distributions.AutoPush, AutoPushMax: "7"}}, true},
		"limit in coins": {Flags{DistributionFlags: DistributionFlags{AutoPush: distributions.AutoPush, AutoPushMax: "0.1"}}, false},
		"plan, no limit": {Flags{DistributionFlags: DistributionFlags{AutoPush: distributions.AutoPlan}}, true},
	} {
		if _, err := c.f.distribution(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
