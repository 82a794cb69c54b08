package monitor

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

var word = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_]*$`)

// signature is one function or event with names.
type signature struct {
	name      string
	arguments abi.Arguments
	output    *abi.Type // of a view
	hash      common.Hash
}

// parseSignature reads Transfer(address indexed from, uint256 value), and for
// a view: balanceOf(address) returns (uint256). Arguments without a name are
// called arg0, arg1, …
func parseSignature(text string) (*signature, error) {
	head, returns, view := strings.Cut(text, " returns ")
	name, rest, ok := strings.Cut(strings.TrimSpace(head), "(")
	list, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed || !word.MatchString(name) || strings.ContainsAny(list, "()") {
		return nil, fmt.Errorf("want a signature as name(type name, …); tuples are not supported")
	}
	s := &signature{name: name}
	for i, part := range splitList(list) {
		arg, err := parseArgument(part, i)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.arguments, func(a abi.Argument) bool { return a.Name == arg.Name }) {
			return nil, fmt.Errorf("two arguments are called %s", arg.Name)
		}
		s.arguments = append(s.arguments, arg)
	}
	s.hash = crypto.Keccak256Hash([]byte(s.canonical()))
	if !view {
		return s, nil
	}
	t, err := parseType(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(returns), "("), ")"))
	if err != nil || celTypeOf(t) == nil {
		return nil, fmt.Errorf("want one returned value of a type of at most 32 bytes")
	}
	s.output = &t
	return s, nil
}

func splitList(list string) []string {
	if strings.TrimSpace(list) == "" {
		return nil
	}
	return strings.Split(list, ",")
}

func parseArgument(text string, i int) (abi.Argument, error) {
	parts := strings.Fields(text)
	if len(parts) == 0 {
		return abi.Argument{}, fmt.Errorf("argument %d is empty", i)
	}
	t, err := parseType(parts[0])
	if err != nil {
		return abi.Argument{}, err
	}
	arg := abi.Argument{Name: fmt.Sprintf("arg%d", i), Type: t}
	parts = parts[1:]
	if len(parts) > 0 && parts[0] == "indexed" {
		arg.Indexed, parts = true, parts[1:]
	}
	if len(parts) == 1 && word.MatchString(parts[0]) {
		arg.Name, parts = parts[0], nil
	}
	if len(parts) > 0 {
		return abi.Argument{}, fmt.Errorf("argument %d: want type, indexed if so, name", i)
	}
	return arg, nil
}

var elementary = regexp.MustCompile(`^(address|bool|string|bytes([1-9]|[12][0-9]|3[0-2])?|u?int([0-9]+)?)(\[[0-9]*\])*$`)

func parseType(text string) (abi.Type, error) {
	if text == "uint" || text == "int" {
		text += "256"
	}
	if !elementary.MatchString(text) {
		return abi.Type{}, fmt.Errorf("%q is no elementary type of Solidity", text)
	}
	t, err := abi.NewType(text, "", nil)
	if err == nil && (t.T == abi.UintTy || t.T == abi.IntTy) && (t.Size%8 != 0 || t.Size < 8 || t.Size > 256) {
		err = fmt.Errorf("%q is no type of Solidity", text)
	}
	return t, err
}

// canonical is the text that is hashed.
func (s *signature) canonical() string {
	names := make([]string, len(s.arguments))
	for i, a := range s.arguments {
		names[i] = a.Type.String()
	}
	return s.name + "(" + strings.Join(names, ",") + ")"
}

// text is the canonical one with what is indexed, which decides how rows decode.
func (s *signature) text() string {
	out := s.canonical()
	for _, a := range s.arguments {
		if a.Indexed {
			out += "!"
		} else {
			out += "."
		}
	}
	return out
}

func (s *signature) topic() common.Hash { return s.hash }
func (s *signature) selector() [4]byte  { return [4]byte(s.hash[:4]) }

// celTypeOf is the type of a condition for an ABI type, nil for one of variable
// length.
func celTypeOf(t abi.Type) *types.Type {
	switch t.T {
	case abi.UintTy, abi.IntTy:
		return intType
	case abi.AddressTy:
		return addressType
	case abi.BoolTy:
		return types.BoolType
	case abi.FixedBytesTy:
		return wordType
	default:
		return nil
	}
}

// decodeWord is the value of a word by its ABI type; false if no contract writes
// such a word for that type.
func decodeWord(t abi.Type, w common.Hash) (ref.Val, bool) {
	switch t.T {
	case abi.AddressTy:
		return Account(common.BytesToAddress(w[12:])), zero(w[:12])
	case abi.BoolTy:
		return types.Bool(w[31] == 1), zero(w[:31]) && w[31] < 2
	case abi.FixedBytesTy:
		return Word(w), zero(w[t.Size:])
	case abi.UintTy:
		return Unsigned(w), zero(w[:32-t.Size/8])
	default:
		return decodeSigned(w, t.Size)
	}
}

func decodeSigned(w common.Hash, bits int) (ref.Val, bool) {
	v := Unsigned(w)
	fill := byte(0)
	if w[0]&0x80 != 0 {
		v.mag.Neg(&v.mag)
		v.neg, fill = true, 0xff
	}
	for _, b := range w[:32-bits/8] {
		if b != fill {
			return nil, false
		}
	}
	return v, bits == 256 || (w[32-bits/8]&0x80 != 0) == v.neg
}

func zero(b []byte) bool { return !slices.ContainsFunc(b, func(c byte) bool { return c != 0 }) }

// headSize is how many bytes of the head an argument takes.
func headSize(t abi.Type) int {
	if t.T == abi.ArrayTy && !dynamic(t) {
		return t.Size * headSize(*t.Elem)
	}
	return 32
}

func dynamic(t abi.Type) bool {
	switch t.T {
	case abi.StringTy, abi.BytesTy, abi.SliceTy:
		return true
	case abi.ArrayTy:
		return dynamic(*t.Elem)
	default:
		return false
	}
}
