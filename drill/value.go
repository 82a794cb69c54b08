package drill

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
)

// names resolves what a drill refers to.
type names interface {
	address(ref string) (common.Address, error)
	now() uint64 // of the block in which a transaction will be
}

// addressOf is a reference ($actor.x, $contract.x) or an address in hex.
func addressOf(n names, text string) (common.Address, error) {
	if strings.HasPrefix(text, "$") {
		return n.address(text)
	}
	if len(text) != 42 || !common.IsHexAddress(text) {
		return common.Address{}, errors.New("want $actor.NAME, $contract.NAME or an address of 40 hex digits behind 0x")
	}
	a := common.HexToAddress(text)
	if plain := text[2:]; plain != strings.ToLower(plain) && plain != strings.ToUpper(plain) && a.Hex() != text {
		return a, errors.New("the address has wrong capitals (EIP-55)")
	}
	return a, nil
}

// units of amounts, in their smallest part.
var units = map[string]int64{"wei": 0, "gwei": 9, "ether": 18}

// Amount reads an integer, with a unit behind it or none: 15, "0.5 ether".
func Amount(text string) (*big.Int, error) {
	number, unit, has := strings.Cut(text, " ")
	places, ok := units[unit]
	if has && !ok {
		return nil, errors.New("want wei, gwei or ether behind an amount, or nothing")
	}
	if !has && strings.HasPrefix(number, "0x") {
		if v, ok := new(big.Int).SetString(number[2:], 16); ok {
			return v, nil
		}
	}
	whole, part, point := strings.Cut(number, ".")
	if int64(len(part)) > places || point && part == "" {
		return nil, errors.New("want an integer of the smallest unit")
	}
	digits := whole + part + strings.Repeat("0", int(places)-len(part))
	v, ok := new(big.Int).SetString(digits, 10)
	if !ok || strings.HasPrefix(digits, "+") || strings.Contains(digits, "_") || whole == "" {
		return nil, errors.New("want an integer, in decimals or as 0x…, with wei, gwei or ether behind it or nothing")
	}
	return v, nil
}

// unsigned is an amount that a word holds.
func unsigned(text string) (*big.Int, error) {
	v, err := Amount(text)
	if err == nil && (v.Sign() < 0 || v.BitLen() > 256) {
		err = errors.New("want 0 to 2^256-1")
	}
	return v, err
}

// span is a time as people write it: 90s, 12h, 7d.
func span(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		d, err = time.ParseDuration(days + "h")
		d *= 24
	}
	if err != nil || d < 0 || d%time.Second != 0 || d > 365*24*time.Hour {
		return 0, errors.New("want whole seconds, at most a year: 90s, 12h, 7d")
	}
	return d, nil
}

// function parses name(types).
func function(signature string) (name string, args abi.Arguments, err error) {
	s, err := abi.ParseSelector(signature)
	if err != nil {
		return "", nil, fmt.Errorf("want a signature like transfer(address,uint256): %w", err)
	}
	for _, in := range s.Inputs {
		t, err := abi.NewType(in.Type, "", in.Components)
		if err == nil && !exists(&t) {
			err = errors.New("there is no type " + in.Type)
		}
		if err != nil {
			return "", nil, fmt.Errorf("want a signature like transfer(address,uint256): %w", err)
		}
		args = append(args, abi.Argument{Name: in.Name, Type: t})
	}
	return s.Name, args, nil
}

// exists says whether Solidity has a type: whole bytes, at most 32 of them.
func exists(t *abi.Type) bool {
	switch t.T {
	case abi.IntTy, abi.UintTy:
		return t.Size%8 == 0 && 8 <= t.Size && t.Size <= 256
	case abi.FixedBytesTy:
		return 1 <= t.Size && t.Size <= 32
	case abi.SliceTy, abi.ArrayTy:
		return exists(t.Elem)
	case abi.TupleTy:
		return !slices.ContainsFunc(t.TupleElems, func(e *abi.Type) bool { return !exists(e) })
	default:
		return true
	}
}

// calldata encodes a call of a function by its signature.
func calldata(n names, signature string, values []json.RawMessage) ([]byte, error) {
	name, args, err := function(signature)
	if err != nil {
		return nil, err
	}
	body, err := encode(n, args, values)
	if err != nil {
		return nil, err
	}
	types := make([]string, len(args))
	for i, a := range args {
		types[i] = a.Type.String()
	}
	selector := crypto.Keccak256([]byte(name + "(" + strings.Join(types, ",") + ")"))[:4]
	return append(selector, body...), nil
}

func encode(n names, args abi.Arguments, values []json.RawMessage) ([]byte, error) {
	if len(args) != len(values) {
		return nil, fmt.Errorf("want %d arguments, not %d", len(args), len(values))
	}
	native := make([]any, len(args))
	for i, a := range args {
		v, err := value(n, a.Type, values[i])
		if err != nil {
			return nil, fmt.Errorf("argument %d (%s): %w", i+1, a.Type.String(), err)
		}
		native[i] = v.Interface()
	}
	return args.Pack(native...)
}

// value makes a Go value of an ABI type.
func value(n names, t abi.Type, raw json.RawMessage) (reflect.Value, error) {
	var none reflect.Value
	switch t.T {
	case abi.SliceTy, abi.ArrayTy, abi.TupleTy:
		return several(n, t, raw)
	case abi.BoolTy:
		var v bool
		if json.Unmarshal(raw, &v) != nil {
			return none, errors.New("want true or false")
		}
		return reflect.ValueOf(v), nil
	case abi.BytesTy, abi.FixedBytesTy:
		return octets(n, t, raw)
	}
	text, err := textOf(raw)
	if err != nil {
		return none, err
	}
	switch t.T {
	case abi.AddressTy:
		a, err := addressOf(n, text)
		return reflect.ValueOf(a), err
	case abi.StringTy:
		return reflect.ValueOf(text), nil
	case abi.IntTy, abi.UintTy:
		return integer(n, t, text)
	default:
		return none, errors.New("arguments of this type are not known")
	}
}

// textOf is a string, or a number as it is written.
func textOf(raw json.RawMessage) (string, error) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s, nil
	}
	var number json.Number
	if json.Unmarshal(raw, &number) != nil {
		return "", errors.New("want a string or a number")
	}
	return number.String(), nil
}

// integer is an amount, or the time of the block: $time, $time+3600.
func integer(n names, t abi.Type, text string) (reflect.Value, error) {
	offset, isTime := strings.CutPrefix(text, "$time")
	if isTime {
		text = strings.TrimPrefix(offset, "+")
		if text == "" {
			text = "0"
		}
	}
	v, err := Amount(text)
	if err != nil {
		return reflect.Value{}, err
	}
	if isTime {
		v = new(big.Int).Add(v, new(big.Int).SetUint64(n.now()))
	}
	bits := t.Size
	if t.T == abi.IntTy {
		bits--
	}
	if t.T == abi.UintTy && v.Sign() < 0 || v.BitLen() > bits {
		return reflect.Value{}, errors.New("the value does not fit")
	}
	out := reflect.New(t.GetType()).Elem()
	switch out.Kind() {
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		out.SetUint(v.Uint64())
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		out.SetInt(v.Int64())
	default:
		out.Set(reflect.ValueOf(v))
	}
	return out, nil
}

// octets is hex, or what is encoded: {"call": "f(types)", "args": […]}, or without a
// selector {"encode": "(types)", "args": […]}.
func octets(n names, t abi.Type, raw json.RawMessage) (reflect.Value, error) {
	data, err := encoded(n, raw)
	if err != nil {
		return reflect.Value{}, err
	}
	if t.T == abi.BytesTy {
		return reflect.ValueOf(data), nil
	}
	if len(data) != t.Size {
		return reflect.Value{}, fmt.Errorf("want %d bytes, not %d", t.Size, len(data))
	}
	out := reflect.New(t.GetType()).Elem()
	reflect.Copy(out, reflect.ValueOf(data))
	return out, nil
}

func encoded(n names, raw json.RawMessage) ([]byte, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		text, err := textOf(raw)
		if err != nil {
			return nil, err
		}
		data, err := hexutil.Decode(text)
		if err != nil && text != "0x" {
			return nil, errors.New("want bytes as hex behind 0x")
		}
		return data, nil
	}
	var in struct {
		Call   string            `json:"call"`
		Encode string            `json:"encode"`
		Args   []json.RawMessage `json:"args"`
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if dec.Decode(&in) != nil || (in.Call == "") == (in.Encode == "") {
		return nil, errors.New("want args and exactly one of call and encode")
	}
	if in.Call != "" {
		return calldata(n, in.Call, in.Args)
	}
	_, args, err := function("f" + in.Encode)
	if err != nil {
		return nil, err
	}
	return encode(n, args, in.Args)
}

// several is an array, or a tuple as an array of its fields.
func several(n names, t abi.Type, raw json.RawMessage) (reflect.Value, error) {
	var none reflect.Value
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return none, errors.New("want an array")
	}
	out := reflect.New(t.GetType()).Elem()
	want := len(parts)
	switch t.T {
	case abi.SliceTy:
		out = reflect.MakeSlice(t.GetType(), len(parts), len(parts))
	case abi.ArrayTy:
		want = t.Size
	default:
		want = len(t.TupleElems)
	}
	if len(parts) != want {
		return none, fmt.Errorf("want %d values, not %d", want, len(parts))
	}
	for i, part := range parts {
		elem, to := t.Elem, out
		if t.T == abi.TupleTy {
			elem, to = t.TupleElems[i], out.Field(i)
		} else {
			to = out.Index(i)
		}
		v, err := value(n, *elem, part)
		if err != nil {
			return none, fmt.Errorf("value %d: %w", i+1, err)
		}
		to.Set(v)
	}
	return out, nil
}

// artifact is a compiled contract.
type artifact struct {
	constructor abi.Arguments
	code        []byte
}

// readArtifact takes what solc and the tools around it write: abi and bytecode, the
// code as hex or as an object with the member object.
func readArtifact(data []byte) (*artifact, error) {
	var in struct {
		ABI      json.RawMessage `json:"abi"`
		Bytecode json.RawMessage `json:"bytecode"`
		EVM      struct {
			Bytecode json.RawMessage `json:"bytecode"`
		} `json:"evm"`
	}
	if err := json.Unmarshal(data, &in); err != nil || len(in.ABI) == 0 {
		return nil, errors.New("want an artifact: JSON with abi and bytecode")
	}
	parsed, err := abi.JSON(bytes.NewReader(in.ABI))
	if err != nil {
		return nil, fmt.Errorf("the abi of an artifact: %w", err)
	}
	code := in.Bytecode
	if len(code) == 0 {
		code = in.EVM.Bytecode
	}
	var object struct {
		Object string `json:"object"`
	}
	text := ""
	if json.Unmarshal(code, &text) != nil && json.Unmarshal(code, &object) == nil {
		text = object.Object
	}
	out, err := hexutil.Decode("0x" + strings.TrimPrefix(text, "0x"))
	if err != nil || len(out) == 0 {
		return nil, errors.New("want the bytecode of an artifact as hex, with its libraries linked")
	}
	return &artifact{parsed.Constructor.Inputs, out}, nil
}
