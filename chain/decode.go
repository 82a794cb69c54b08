package chain

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Event is a decoded log: the Solidity event's name and its arguments as JSON,
// names in snake_case, integers as decimal strings, bytes and addresses as
// lower-case hex.
type Event struct {
	Name    string
	Payload string
}

// EventDecoder decodes logs by the events of some contracts.
type EventDecoder struct{ events map[common.Hash]abi.Event }

// NewEventDecoder takes the events of all given contracts. Two contracts may
// declare the same event alike.
func NewEventDecoder(abis ...abi.ABI) *EventDecoder {
	d := &EventDecoder{events: map[common.Hash]abi.Event{}}
	for _, a := range abis {
		for _, e := range a.Events {
			if !e.Anonymous {
				d.events[e.ID] = e
			}
		}
	}
	return d
}

// Decode reads one log; ok is false for an event it does not know.
func (d *EventDecoder) Decode(l types.Log) (ev Event, ok bool, err error) {
	if len(l.Topics) == 0 {
		return Event{}, false, nil
	}
	def, ok := d.events[l.Topics[0]]
	if !ok {
		return Event{}, false, nil
	}
	args := map[string]any{}
	if err := def.Inputs.UnpackIntoMap(args, l.Data); err != nil && len(l.Data) > 0 {
		return Event{}, true, fmt.Errorf("decode event %s: %w", def.Name, err)
	}
	var indexed abi.Arguments
	for _, in := range def.Inputs {
		if in.Indexed {
			indexed = append(indexed, in)
		}
	}
	if err := abi.ParseTopicsIntoMap(args, indexed, l.Topics[1:]); err != nil {
		return Event{}, true, fmt.Errorf("decode event %s: %w", def.Name, err)
	}
	payload := make(map[string]any, len(args))
	for name, v := range args {
		if payload[snake(name)], err = plain(v); err != nil {
			return Event{}, true, fmt.Errorf("decode event %s: %s: %w", def.Name, name, err)
		}
	}
	raw, err := json.Marshal(payload)
	return Event{Name: def.Name, Payload: string(raw)}, true, err
}

// plain turns an ABI value into its JSON form.
func plain(v any) (any, error) {
	switch x := v.(type) {
	case *big.Int:
		return x.String(), nil
	case common.Address:
		return "0x" + hex.EncodeToString(x[:]), nil
	case []byte:
		return "0x" + hex.EncodeToString(x), nil
	case string, bool:
		return x, nil
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(rv.Uint(), 10), nil
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(rv.Int(), 10), nil
	case reflect.Array, reflect.Slice:
		return plainList(rv)
	case reflect.Struct:
		return plainTuple(rv)
	}
	return nil, fmt.Errorf("cannot write a %T", v)
}

func plainList(rv reflect.Value) (any, error) {
	if rv.Type().Elem().Kind() == reflect.Uint8 {
		b := make([]byte, rv.Len())
		reflect.Copy(reflect.ValueOf(b), rv)
		return "0x" + hex.EncodeToString(b), nil
	}
	out := make([]any, rv.Len())
	for i := range out {
		v, err := plain(rv.Index(i).Interface())
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func plainTuple(rv reflect.Value) (any, error) {
	out := make(map[string]any, rv.NumField())
	for i := range rv.NumField() {
		v, err := plain(rv.Field(i).Interface())
		if err != nil {
			return nil, err
		}
		out[snake(rv.Type().Field(i).Name)] = v
	}
	return out, nil
}

// snake turns settlementId into settlement_id.
func snake(s string) string {
	var b strings.Builder
	for i, r := range strings.TrimLeft(s, "_") {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
