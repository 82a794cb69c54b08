package chain

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/money"
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

// DecodeEvent reads a log of a contract of ours; ok is false for an event that
// nobody here needs (roles, pauses).
func DecodeEvent(kind Kind, l types.Log) (ev Event, ok bool, err error) {
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
	tree, err := plain(reflect.ValueOf(v))
	if err != nil {
		return Event{}, false, fmt.Errorf("decode event %T: %w", v, err)
	}
	raw, err := json.Marshal(tree)
	return Event{Name: reflect.TypeOf(v).Name(), Payload: string(raw)}, true, err
}

// plain turns a Go value into its JSON form.
func plain(rv reflect.Value) (any, error) {
	switch x := rv.Interface().(type) {
	case common.Address:
		return "0x" + hex.EncodeToString(x[:]), nil
	case common.Hash:
		return x.Hex(), nil
	case money.Amount:
		return x.String(), nil
	case contracts.Mask:
		return x.Big().String(), nil
	case *big.Int:
		return x.String(), nil
	}
	switch rv.Kind() {
	case reflect.String:
		return rv.String(), nil
	case reflect.Bool:
		return rv.Bool(), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(rv.Uint(), 10), nil
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(rv.Int(), 10), nil
	case reflect.Array, reflect.Slice:
		return plainList(rv)
	case reflect.Struct:
		return plainStruct(rv)
	default:
		return nil, fmt.Errorf("cannot write a %s", rv.Type())
	}
}

func plainList(rv reflect.Value) (any, error) {
	if rv.Type().Elem().Kind() == reflect.Uint8 {
		b := make([]byte, rv.Len())
		reflect.Copy(reflect.ValueOf(b), rv)
		return "0x" + hex.EncodeToString(b), nil
	}
	out := make([]any, rv.Len())
	for i := range out {
		v, err := plain(rv.Index(i))
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func plainStruct(rv reflect.Value) (any, error) {
	out := make(map[string]any, rv.NumField())
	for i := range rv.NumField() {
		v, err := plain(rv.Field(i))
		if err != nil {
			return nil, err
		}
		out[snake(rv.Type().Field(i).Name)] = v
	}
	return out, nil
}

// snake turns SettlementID and settlementId into settlement_id.
func snake(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		if i > 0 && unicode.IsUpper(r) && (!unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
