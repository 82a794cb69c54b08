package monitor

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"
)

// Fixed is an account (type address of the condition language) or 32 bytes
// (type word): a hash, a storage slot, a bytesN. The two never compare.
type Fixed struct {
	account bool
	bytes   [32]byte // an account in the last 20
}

var (
	addressType = types.NewOpaqueType("address")
	wordType    = types.NewOpaqueType("word")
)

// Account is a as a value.
func Account(a common.Address) Fixed {
	f := Fixed{account: true}
	copy(f.bytes[12:], a[:])
	return f
}

// Word is w as a value.
func Word(w [32]byte) Fixed { return Fixed{bytes: w} }

// Address is the account, or the last 20 bytes of a word.
func (f Fixed) Address() common.Address { return common.BytesToAddress(f.bytes[12:]) }

func (f Fixed) String() string {
	if f.account {
		return f.Address().Hex()
	}
	return common.Hash(f.bytes).Hex()
}

// parseAddress reads 0x and 40 hexadecimal digits; mixed case must be a right
// checksum (EIP-55).
func parseAddress(text string) (common.Address, error) {
	raw, err := parseHex(text, 20)
	if err != nil {
		return common.Address{}, err
	}
	a := common.BytesToAddress(raw)
	digits := text[2:]
	if digits != strings.ToLower(digits) && digits != strings.ToUpper(digits) && a.Hex() != text {
		return a, fmt.Errorf("the capitals of this address are wrong (EIP-55)")
	}
	return a, nil
}

func parseWord(text string) (common.Hash, error) {
	raw, err := parseHex(text, 32)
	return common.BytesToHash(raw), err
}

func parseHex(text string, size int) ([]byte, error) {
	digits, ok := strings.CutPrefix(text, "0x")
	raw, err := hex.DecodeString(digits)
	if !ok || err != nil || size >= 0 && len(raw) != size {
		if size < 0 {
			return nil, fmt.Errorf("want 0x and hexadecimal digits")
		}
		return nil, fmt.Errorf("want 0x and %d hexadecimal digits", 2*size)
	}
	return raw, nil
}

// ConvertToNative implements ref.Val.
func (f Fixed) ConvertToNative(t reflect.Type) (any, error) {
	return nil, fmt.Errorf("%s is not %v", f.celType(), t)
}

// ConvertToType implements ref.Val.
func (f Fixed) ConvertToType(t ref.Type) ref.Val { return convert(f, f.celType(), t) }

// Equal implements ref.Val.
func (f Fixed) Equal(other ref.Val) ref.Val { return types.Bool(ref.Val(f) == other) }

// Type implements ref.Val.
func (f Fixed) Type() ref.Type { return f.celType() }

// Value implements ref.Val.
func (f Fixed) Value() any { return f }

func (f Fixed) celType() *types.Type {
	if f.account {
		return addressType
	}
	return wordType
}
