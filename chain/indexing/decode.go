package indexing

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
)

// Kind says which of our contracts an address is.
type Kind string

// Kinds of contracts.
const (
	KindPool        Kind = "pool"
	KindVault       Kind = "vault"
	KindDistributor Kind = "distributor"
	KindOracle      Kind = "oracle"
)

var parsers = map[Kind]func(types.Log) (any, error){
	KindPool:        contracts.ParsePoolLog,
	KindVault:       contracts.ParseVaultLog,
	KindDistributor: contracts.ParseDistributorLog,
	KindOracle:      contracts.ParseOracleLog,
}

// sources are the contracts whose events those are.
var sources = map[Kind]*bind.MetaData{
	KindPool:        &contracts.CapitalPoolMetaData,
	KindVault:       &contracts.RecoveryVaultMetaData,
	KindDistributor: &contracts.PayoutDistributorMetaData,
	KindOracle:      &contracts.LossOracleMetaData,
}

// eventIDs are the first topics of the events of each kind of contract.
var eventIDs = sync.OnceValue(func() map[Kind][]common.Hash {
	out := map[Kind][]common.Hash{}
	for kind, meta := range sources {
		parsed, err := meta.ParseABI()
		if err != nil {
			panic("bindings: " + err.Error()) // generated together
		}
		for _, e := range parsed.Events {
			out[kind] = append(out[kind], e.ID)
		}
	}
	return out
})

// Event is a decoded log. Name is the name of the event's struct in package
// contracts, Payload that struct as JSON: names in snake_case, integers and
// amounts as decimal strings, hashes, addresses and bytes as lower-case hex.
type Event struct {
	Name    string
	Payload string
}

// Decode reads a log of a contract of ours; ok is false for an event that
// nobody here needs (roles, pauses).
func Decode(kind Kind, l types.Log) (ev Event, ok bool, err error) {
	parse, known := parsers[kind]
	if !known {
		return Event{}, false, fmt.Errorf("decode event: no contract of kind %q", kind)
	}
	v, err := parse(l)
	if errors.Is(err, contracts.ErrUnknownEvent) {
		return Event{}, false, nil
	}
	if err != nil {
		return Event{}, false, fmt.Errorf("decode event: %w", err)
	}
	tree, err := contracts.Plain(reflect.ValueOf(v))
	if err != nil {
		return Event{}, false, fmt.Errorf("decode event %T: %w", v, err)
	}
	raw, err := json.Marshal(tree)
	return Event{Name: reflect.TypeOf(v).Name(), Payload: string(raw)}, true, err
}
