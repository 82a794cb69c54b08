package rollout

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/outbox/keys"
)

const (
	hour = 60 * 60
	day  = 24 * hour
	// widest is the end of the contracts' seconds, 40 bits.
	widest = 1<<40 - 1
)

// publicID is how pools are named in the API.
var publicID = regexp.MustCompile(`^pol_[a-z0-9]{1,32}$`)

// Validate holds a plan against the rules of the contracts and of good sense.
// It names every fault, with a pointer into the file.
func (p Plan) Validate() error {
	v := &faults{}
	v.when(p.Version != PlanVersion, "/version", "want %d", PlanVersion)
	v.when(p.ChainID == 0, "/chain_id", "want the id of a chain")
	p.people(v)
	p.committee(v)
	p.delays(v)
	p.tokens(v)
	p.pools(v)
	if len(v.found) == 0 {
		return nil
	}
	return fmt.Errorf("%w:\n%w", ErrPlan, errors.Join(v.found...))
}

type faults struct{ found []error }

func (v *faults) when(wrong bool, pointer, format string, args ...any) {
	if wrong {
		v.found = append(v.found, fmt.Errorf("  %s: %s", pointer, fmt.Sprintf(format, args...)))
	}
}

// people checks who holds roles: somebody, not two roles of one contract, and
// nobody whose key everybody has.
func (p Plan) people(v *faults) {
	r := p.Roles
	type holder struct {
		pointer string
		at      common.Address
	}
	operator, guardian := holder{"/roles/operator", r.Operator}, holder{"/roles/guardian", r.Guardian}
	arbiter, admin := holder{"/roles/arbiter", r.Arbiter}, holder{"/roles/oracle_admin", r.OracleAdmin}
	treasurer, fund := holder{"/roles/treasurer", r.Treasurer}, holder{"/roles/victims_fund", r.VictimsFund}
	deployer := holder{"/deployer", p.Deployer}
	for _, h := range []holder{deployer, operator, guardian, admin, treasurer, fund} {
		v.when(h.at == common.Address{}, h.pointer, "nobody is named")
	}
	for _, h := range []holder{deployer, operator, guardian, arbiter, admin, treasurer, fund} {
		v.when(keys.CheckDevAddress(h.at, p.ChainID) != nil, h.pointer, "%s is a published development key", h.at)
	}
	for _, contract := range [][]holder{{guardian, admin, arbiter}, {operator, guardian, treasurer}} {
		for i, a := range contract {
			for _, b := range contract[i+1:] {
				v.when(a.at == b.at && a.at != common.Address{}, b.pointer, "holds %s already; one address holds one role of a contract", a.pointer)
			}
		}
	}
}

func (p Plan) committee(v *faults) {
	d := p.Deployment()
	if err := d.OracleConfig().Validate(); err != nil {
		v.when(true, "/committee", "%v", err)
	}
	for i, s := range p.Committee.Signers {
		v.when(keys.CheckDevAddress(s, p.ChainID) != nil, fmt.Sprintf("/committee/signers/%d", i), "%s is a published development key", s)
	}
	v.when(p.Committee.MaxDeviationBps > 10_000, "/committee/max_deviation_bps", "at most 10000")
	v.when(p.Committee.MaxAgeSeconds == 0, "/committee/max_age_seconds", "no snapshot would be young enough")
}

// delays checks the least times that others need to look and object (Delays.sol).
func (p Plan) delays(v *faults) {
	l, dev := p.Limits, keys.IsDevChain(p.ChainID)
	for _, d := range []struct {
		pointer     string
		have, least uint64
	}{
		{"/committee/challenge_window_seconds", p.Committee.ChallengeWindowSeconds, hour},
		{"/limits/guardian_seconds", l.GuardianSeconds, day},
		{"/limits/arbiter_seconds", l.ArbiterSeconds, day},
		{"/limits/config_delay_seconds", l.ConfigDelaySeconds, day},
		{"/limits/activation_delay_seconds", l.ActivationDelaySeconds, hour},
		{"/limits/liveness_delay_seconds", l.LivenessDelaySeconds, day},
		{"/limits/cap_delay_seconds", l.CapDelaySeconds, day},
		{"/limits/exit_lag_seconds", l.ExitLagSeconds, day},
		{"/limits/max_observation_lag_seconds", l.MaxObservationLagSeconds, 0},
		{"/limits/time_to_freeze_seconds", l.TimeToFreezeSeconds, 0},
	} {
		v.when(d.have < d.least && !dev, d.pointer, "%d is below the least of %d seconds", d.have, d.least)
		v.when(d.have > widest, d.pointer, "above 40 bits")
	}
	v.when(l.ClaimPeriodSeconds < 365*day, "/limits/claim_period_seconds", "%d is below the least of %d seconds", l.ClaimPeriodSeconds, 365*day)
	v.when(l.ClaimPeriodSeconds > widest, "/limits/claim_period_seconds", "above 40 bits")
	v.when(l.MinBond.IsZero(), "/limits/min_bond", "objections would be free, whatever their rates")
	lag := l.MaxObservationLagSeconds + l.TimeToFreezeSeconds
	v.when(l.MaxObservationLagSeconds <= widest && l.TimeToFreezeSeconds <= widest && l.ExitLagSeconds < lag,
		"/limits/exit_lag_seconds", "below max_observation_lag_seconds + time_to_freeze_seconds, %d", lag)
}

func (p Plan) tokens(v *faults) {
	symbols, places := map[string]bool{}, map[common.Address]bool{}
	for i, t := range p.Tokens {
		at := fmt.Sprintf("/tokens/%d", i)
		v.when(t.Kind != NativeToken && t.Kind != ExistingToken && t.Kind != TestToken, at+"/kind", "want native, existing or test")
		v.when(t.Symbol == "" || len(t.Symbol) > 32, at+"/symbol", "want 1 to 32 bytes")
		v.when(symbols[t.Symbol], at+"/symbol", "another token has it")
		v.when(t.Name == "" || len(t.Name) > 64, at+"/name", "want 1 to 64 bytes")
		v.when(t.Decimals > 36, at+"/decimals", "at most 36")
		named := t.Address != nil && *t.Address != common.Address{}
		v.when(t.Kind == ExistingToken && !named, at+"/address", "name the contract")
		v.when(t.Kind != ExistingToken && t.Address != nil, at+"/address", "only an existing token has one")
		if t.Kind != TestToken {
			var a common.Address
			if named {
				a = *t.Address
			}
			v.when(places[a], at, "another token is the same")
			places[a] = true
		}
		symbols[t.Symbol] = true
	}
}

func (p Plan) pools(v *faults) {
	ids := map[string]bool{}
	for i, pool := range p.Pools {
		at := fmt.Sprintf("/pools/%d", i)
		v.when(!publicID.MatchString(pool.PublicID), at+"/public_id", "want pol_ and 1 to 32 of a-z and 0-9")
		v.when(ids[pool.PublicID], at+"/public_id", "another pool has it")
		_, known := p.token(pool.Token)
		v.when(!known, at+"/token", "no token of the plan has this symbol")
		ids[pool.PublicID] = true
	}
}
