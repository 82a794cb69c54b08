package contracts

import (
	"encoding/hex"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// Plain turns a value of a binding, as an event or an error carries it, into what
// is written as JSON: structs are maps with names in snake_case; integers, amounts
// and masks decimal strings; hashes, addresses and bytes lower-case hex with 0x.
func Plain(rv reflect.Value) (any, error) {
	switch x := rv.Interface().(type) {
	case common.Address:
		return "0x" + hex.EncodeToString(x[:]), nil
	case common.Hash:
		return x.Hex(), nil
	case money.Amount:
		return x.String(), nil
	case Mask:
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
		v, err := Plain(rv.Index(i))
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
		v, err := Plain(rv.Field(i))
		if err != nil {
			return nil, err
		}
		out[SnakeCase(rv.Type().Field(i).Name)] = v
	}
	return out, nil
}

// SnakeCase turns SettlementID and settlementId into settlement_id.
func SnakeCase(s string) string {
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
