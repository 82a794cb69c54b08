package quorum

import (
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/deployment"
	"makewhole/merkle"
)

// recoverySource is the pool id of the vault.
const recoverySource = "recovery"

func hash32(s string) (common.Hash, bool) {
	raw, err := hexutil.Decode(s)
	return common.BytesToHash(raw), err == nil && len(raw) == common.HashLength
}

// incidentOf reads a public id or what the contracts call the incident.
func incidentOf(s string) (common.Hash, error) {
	if h, ok := hash32(s); ok {
		return h, nil
	}
	if !strings.HasPrefix(s, "inc_") {
		return common.Hash{}, refused("--incident: %q is neither a public id (inc_…) nor 0x and 64 hex digits", s)
	}
	return merkle.IncidentID(s), nil
}

// sourceOf reads the name of a source of money: a pool, or the vault.
func sourceOf(d deployment.Deployment, s string) (common.Hash, error) {
	if h, ok := hash32(s); ok {
		return h, nil
	}
	if _, found := d.Pool(s); !found && s != recoverySource {
		return common.Hash{}, refused("--pool: %q is no pool of the deployment file; allowed are %s, or 0x and 64 hex digits", s, strings.Join(append(poolNames(d), recoverySource), ", "))
	}
	return merkle.PoolID(s), nil
}

// poolOf reads the name or address of a pool.
func poolOf(d deployment.Deployment, s string) (common.Address, error) {
	if common.IsHexAddress(s) {
		return common.HexToAddress(s), nil
	}
	p, found := d.Pool(s)
	if !found {
		return common.Address{}, refused("--pool: %q is no pool of the deployment file; allowed are %s, or an address", s, strings.Join(poolNames(d), ", "))
	}
	return p.Address, nil
}

func poolNames(d deployment.Deployment) (out []string) {
	for _, p := range d.Pools {
		out = append(out, p.PublicID)
	}
	return out
}

// tokenOf reads a symbol or an address; without one the token is that of the pool.
func tokenOf(d deployment.Deployment, s string, pool common.Hash) (common.Address, error) {
	switch {
	case s == "native":
		return common.Address{}, nil
	case common.IsHexAddress(s):
		return common.HexToAddress(s), nil
	case s != "":
		t, found := d.Token(s)
		if !found {
			return common.Address{}, refused("--token: %q is no symbol of the deployment file; allowed are its symbols, an address, or native", s)
		}
		return t.Address, nil
	}
	i := slices.IndexFunc(d.Pools, func(p deployment.Pool) bool { return p.ID == pool })
	if i < 0 {
		return common.Address{}, refused("--token: the deployment file does not say which token this source pays; name a symbol, an address, or native")
	}
	return d.Pools[i].Asset, nil
}

// addressOf reads an address and refuses one whose mixed case is not its checksum.
func addressOf(flag, s string) (common.Address, error) {
	a, err := common.NewMixedcaseAddressFromString(s)
	switch {
	case err != nil:
		return common.Address{}, refused("%s: %q is no address", flag, s)
	case !a.ValidChecksum() && strings.ToLower(s) != s:
		return common.Address{}, refused("%s: %s has a wrong checksum; one of its digits is wrong", flag, s)
	}
	return a.Address(), nil
}
