package server

import (
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
	"makewhole/money"
)

// Address is 0x and 40 hex digits; mixed case must be the EIP-55 checksum.
type Address struct{ common.Address }

// Schema describes an address.
func (Address) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Pattern: "^0x[0-9a-fA-F]{40}$", MinLength: size(42), MaxLength: size(42),
		Description: "Address; mixed case must be a valid EIP-55 checksum.",
	}
}

// UnmarshalText reads an address from a body, a path or a query.
func (a *Address) UnmarshalText(b []byte) (err error) {
	a.Address, err = ParseAddress(string(b))
	return err
}

// UnmarshalJSON refuses anything but a plain JSON string.
func (a *Address) UnmarshalJSON(b []byte) error { return plainJSON(b, a.UnmarshalText) }

// anAddress is an Address that a query may leave out: at is nil then.
type anAddress struct{ at *common.Address }

// Schema describes an address.
func (anAddress) Schema(r huma.Registry) *huma.Schema { return Address{}.Schema(r) }

// UnmarshalText reads an address from a query.
func (a *anAddress) UnmarshalText(b []byte) error {
	at, err := ParseAddress(string(b))
	a.at = &at
	return err
}

var errAddress = errors.New("not an address")

// ParseAddress is the only reader of addresses from outside: exactly 0x and 40
// ASCII hex digits, and where both cases occur the checksum of EIP-55.
func ParseAddress(s string) (common.Address, error) {
	var a common.Address
	if len(s) != 42 || s[:2] != "0x" {
		return a, errAddress
	}
	if _, err := hex.Decode(a[:], []byte(s[2:])); err != nil {
		return a, errAddress
	}
	digits := s[2:]
	if digits != strings.ToLower(digits) && digits != strings.ToUpper(digits) && a.Hex() != s {
		return common.Address{}, errAddress
	}
	return a, nil
}

// IntentKind is the name of a kind of intent; package intents has the table.
type IntentKind string

// Schema lists the kinds.
func (IntentKind) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: "What it may call, and by which rules."}
	for _, name := range intents.Names(nil) {
		s.Enum = append(s.Enum, name)
	}
	return s
}

// Hash is 0x and 64 hex digits.
type Hash struct{ common.Hash }

// Schema describes a hash.
func (Hash) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^0x[0-9a-fA-F]{64}$", MinLength: size(66), MaxLength: size(66)}
}

// UnmarshalText reads a hash.
func (h *Hash) UnmarshalText(b []byte) error {
	if len(b) != 66 || string(b[:2]) != "0x" {
		return errors.New("not a hash")
	}
	_, err := hex.Decode(h.Hash[:], b[2:])
	return err
}

// UnmarshalJSON refuses anything but a plain JSON string.
func (h *Hash) UnmarshalJSON(b []byte) error { return plainJSON(b, h.UnmarshalText) }

// Amount is a decimal string of base units.
type Amount struct{ money.Amount }

// Schema describes an amount.
func (Amount) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Pattern: "^(0|[1-9][0-9]{0,77})$", MinLength: size(1), MaxLength: size(money.MaxDigits),
		Description: "Base units of the token, as a canonical decimal string up to 2^256-1.",
	}
}

// Signature is 0x and hex digits.
type Signature []byte

// Schema describes a signature.
func (Signature) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^0x([0-9a-fA-F]{2})+$", MinLength: size(4), MaxLength: size(2 + 2*8192)}
}

// UnmarshalText reads a signature.
func (s *Signature) UnmarshalText(b []byte) error {
	if len(b) < 4 || string(b[:2]) != "0x" {
		return errors.New("not a signature")
	}
	out := make([]byte, hex.DecodedLen(len(b)-2))
	_, err := hex.Decode(out, b[2:])
	*s = out
	return err
}

// UnmarshalJSON refuses anything but a plain JSON string.
func (s *Signature) UnmarshalJSON(b []byte) error { return plainJSON(b, s.UnmarshalText) }

// plainJSON hands the inside of a JSON string without escapes to read.
func plainJSON(b []byte, read func([]byte) error) error {
	if len(b) < 2 || b[0] != '"' || b[len(b)-1] != '"' || strings.ContainsRune(string(b), '\\') {
		return errors.New("not a plain string")
	}
	return read(b[1 : len(b)-1])
}

func size(n int) *int { return &n }

// Count is a natural number up to 2^63-1 as a decimal string, like every
// integer of a signed document.
type Count uint64

// Schema describes a count.
func (Count) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^(0|[1-9][0-9]{0,18})$", MinLength: size(1), MaxLength: size(19)}
}

// UnmarshalText reads a canonical decimal number.
func (c *Count) UnmarshalText(b []byte) error {
	n, err := strconv.ParseUint(string(b), 10, 63)
	if err != nil || strconv.FormatUint(n, 10) != string(b) {
		return errors.New("not a count")
	}
	*c = Count(n)
	return nil
}

// UnmarshalJSON refuses anything but a plain JSON string.
func (c *Count) UnmarshalJSON(b []byte) error { return plainJSON(b, c.UnmarshalText) }
