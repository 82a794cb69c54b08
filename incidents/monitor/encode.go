package monitor

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

// targets are the contracts of a monitor by name.
type targets map[string]common.Address

// address reads the name of a target or an address.
func (t targets) address(text string) (common.Address, error) {
	if a, ok := t[text]; ok {
		return a, nil
	}
	a, err := parseAddress(text)
	if err != nil && !strings.HasPrefix(text, "0x") {
		return a, fmt.Errorf("%q is no target and no address", text)
	}
	return a, err
}

// word is text as one word by its ABI type.
func (t targets) word(typ abi.Type, text string) (w common.Hash, err error) {
	switch typ.T {
	case abi.AddressTy:
		a, err := t.address(text)
		return common.BytesToHash(a[:]), err
	case abi.BoolTy:
		if text != "true" && text != "false" {
			return w, fmt.Errorf("want true or false")
		}
		if text == "true" {
			w[31] = 1
		}
		return w, nil
	case abi.FixedBytesTy:
		raw, err := parseHex(text, typ.Size)
		copy(w[:], raw)
		return w, err
	case abi.UintTy, abi.IntTy:
		return integer(typ, text)
	default:
		return w, fmt.Errorf("type %s takes only an empty value: [] or 0x", typ)
	}
}

func integer(typ abi.Type, text string) (w common.Hash, err error) {
	v, err := ParseInt(text)
	if err != nil {
		return w, err
	}
	mag := v.mag
	if v.neg {
		mag.Neg(&mag)
	}
	w = mag.Bytes32()
	back, ok := decodeWord(typ, w)
	if !ok || back != v {
		return w, fmt.Errorf("%s does not fit into %s", text, typ)
	}
	return w, nil
}

// pack encodes arguments; those of variable length can only be empty.
func (t targets) pack(args abi.Arguments, texts []string) ([]byte, error) {
	if len(args) != len(texts) {
		return nil, fmt.Errorf("%d values for %d arguments", len(texts), len(args))
	}
	head := 0
	for _, a := range args {
		head += headSize(a.Type)
	}
	var out, tail []byte
	for i, a := range args {
		if dynamic(a.Type) {
			if texts[i] != "[]" && texts[i] != "0x" || a.Type.T == abi.ArrayTy {
				return nil, fmt.Errorf("argument %s: type %s takes only an empty value: [] or 0x", a.Name, a.Type)
			}
			var offset [32]byte
			binary.BigEndian.PutUint64(offset[24:], uint64(head+len(tail)))
			out, tail = append(out, offset[:]...), append(tail, make([]byte, 32)...)
			continue
		}
		w, err := t.word(a.Type, texts[i])
		if err != nil {
			return nil, fmt.Errorf("argument %s: %w", a.Name, err)
		}
		out = append(out, w[:]...)
	}
	return append(out, tail...), nil
}

// named puts values by argument name into the order of the arguments. What is
// not named is zero or empty.
func named(args abi.Arguments, values map[string]string) ([]string, error) {
	out := make([]string, len(args))
	left := len(values)
	for i, a := range args {
		text, ok := values[a.Name]
		if ok {
			left--
		} else {
			text = zeroText(a.Type)
		}
		out[i] = text
	}
	if left > 0 {
		return nil, fmt.Errorf("a value names no argument")
	}
	return out, nil
}

func zeroText(t abi.Type) string {
	switch t.T {
	case abi.BoolTy:
		return "false"
	case abi.AddressTy, abi.FixedBytesTy:
		size := 20
		if t.T == abi.FixedBytesTy {
			size = t.Size
		}
		return "0x" + strings.Repeat("00", size)
	case abi.UintTy, abi.IntTy:
		return "0"
	default:
		return "0x"
	}
}
