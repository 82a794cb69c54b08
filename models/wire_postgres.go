package models

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/bits"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/money"
)

// The binary forms of PostgreSQL's types, as COPY and results carry them. Rows
// go through here a million at a time: the generic path of the driver takes ten
// times as long for an amount.

// pgEpoch is where timestamptz counts from, in microseconds.
var pgEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

// numericGroup is four base-10000 digits of a numeric: what one division yields.
const numericGroup = 10_000_000_000_000_000

// appendField appends one COPY field: its length and its bytes. v points to the
// field of a row.
func appendField(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case *string:
		return append(appendSize(b, len(*x)), *x...), nil
	case *[]byte:
		return append(appendSize(b, len(*x)), *x...), nil
	case *int64:
		return binary.BigEndian.AppendUint64(appendSize(b, 8), uint64(*x)), nil
	case *bool:
		if *x {
			return append(appendSize(b, 1), 1), nil
		}
		return append(appendSize(b, 1), 0), nil
	case *Amount:
		return appendNumeric(b, x.Amount), nil
	case *Address:
		return appendHex(b, x.Address[:]), nil
	case *Hash:
		return appendHex(b, x.Hash[:]), nil
	case *time.Time:
		return binary.BigEndian.AppendUint64(appendSize(b, 8), uint64(x.UnixMicro()-pgEpoch)), nil
	}
	return appendNullable(b, v)
}

// appendNullable appends a pointer field; nil is NULL.
func appendNullable(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case **string:
		return appendPointer(b, *x)
	case **int64:
		return appendPointer(b, *x)
	case **Amount:
		return appendPointer(b, *x)
	case **Address:
		return appendPointer(b, *x)
	case **Hash:
		return appendPointer(b, *x)
	case **time.Time:
		return appendPointer(b, *x)
	}
	return nil, fmt.Errorf("no binary form of %T", v)
}

func appendPointer[T any](b []byte, p *T) ([]byte, error) {
	if p == nil {
		return appendSize(b, -1), nil
	}
	return appendField(b, p)
}

func appendSize(b []byte, n int) []byte { return binary.BigEndian.AppendUint32(b, uint32(int32(n))) }

func appendHex(b, raw []byte) []byte {
	b = append(appendSize(b, 2+2*len(raw)), '0', 'x')
	return hex.AppendEncode(b, raw)
}

// appendNumeric writes an amount as base-10000 digits, the highest first.
func appendNumeric(b []byte, a money.Amount) []byte {
	var digits [20]uint16 // lowest first; 2^256 has 78 decimal digits
	n, u := 0, a.Uint256()
	for !u.IsZero() {
		var rest uint64
		for i := 3; i >= 0; i-- {
			u[i], rest = bits.Div64(rest, u[i], numericGroup)
		}
		for range 4 {
			digits[n], rest = uint16(rest%10_000), rest/10_000
			n++
		}
	}
	for n > 0 && digits[n-1] == 0 {
		n--
	}
	b = appendSize(b, 8+2*n)
	b = binary.BigEndian.AppendUint16(b, uint16(n))
	b = binary.BigEndian.AppendUint16(b, uint16(int16(max(0, n-1)))) // weight of the first digit
	b = binary.BigEndian.AppendUint32(b, 0)                          // positive, no digits after the point
	for n--; n >= 0; n-- {
		b = binary.BigEndian.AppendUint16(b, digits[n])
	}
	return b
}

// readNumeric is the way back. It refuses negative numbers and fractions.
func readNumeric(raw []byte) (money.Amount, error) {
	if len(raw) < 8 || len(raw)%2 != 0 || len(raw) != 8+2*int(binary.BigEndian.Uint16(raw)) {
		return money.Zero, fmt.Errorf("%w: numeric of %d bytes", money.ErrFormat, len(raw))
	}
	digits := (len(raw) - 8) / 2
	places := int(int16(binary.BigEndian.Uint16(raw[2:]))) + 1 // before the point
	if binary.BigEndian.Uint16(raw[4:]) != 0 || digits > 0 && digits > places || places > 20 {
		return money.Zero, fmt.Errorf("%w: numeric is no amount", money.ErrFormat)
	}
	if digits == 0 {
		return money.Zero, nil
	}
	var v uint256.Int
	for i := 0; i < places; i += 4 {
		group, scale := uint64(0), uint64(1)
		for j := i; j < min(i+4, places); j++ {
			digit := uint64(0)
			if j < digits {
				digit = uint64(binary.BigEndian.Uint16(raw[8+2*j:]))
			}
			group, scale = group*10_000+digit, scale*10_000
		}
		if _, over := v.MulOverflow(&v, uint256.NewInt(scale)); over {
			return money.Zero, money.ErrOverflow
		}
		if _, over := v.AddOverflow(&v, uint256.NewInt(group)); over {
			return money.Zero, money.ErrOverflow
		}
	}
	return money.FromUint256(v), nil
}

// readField sets the variable that into points to from the binary form of a
// result column. nil is NULL, which only a pointer takes.
func readField(raw []byte, into any) error {
	if raw == nil {
		return readNull(into)
	}
	var err error
	switch x := into.(type) {
	case *string:
		*x = string(raw)
	case *int64:
		if len(raw) != 8 {
			return fmt.Errorf("integer of %d bytes", len(raw))
		}
		*x = int64(binary.BigEndian.Uint64(raw))
	case *bool:
		*x = len(raw) == 1 && raw[0] == 1
	case *Amount:
		x.Amount, err = readNumeric(raw)
	case *Address:
		err = readHex(raw, x.Address[:])
	case *Hash:
		err = readHex(raw, x.Hash[:])
	case *[]byte:
		*x = common.CopyBytes(raw)
	case *time.Time:
		if len(raw) != 8 {
			return fmt.Errorf("time of %d bytes", len(raw))
		}
		*x = time.UnixMicro(int64(binary.BigEndian.Uint64(raw)) + pgEpoch).UTC()
	default:
		return readNullable(raw, into)
	}
	return err
}

// readNull sets a pointer to nil.
func readNull(into any) error {
	switch x := into.(type) {
	case **string:
		*x = nil
	case **int64:
		*x = nil
	case **Amount:
		*x = nil
	case **Address:
		*x = nil
	case **Hash:
		*x = nil
	case **time.Time:
		*x = nil
	default:
		return fmt.Errorf("unexpected NULL for %T", into)
	}
	return nil
}

// readNullable reads a column that may be NULL and is not.
func readNullable(raw []byte, into any) error {
	switch x := into.(type) {
	case **string:
		return readPointer(raw, x)
	case **int64:
		return readPointer(raw, x)
	case **Amount:
		return readPointer(raw, x)
	case **Address:
		return readPointer(raw, x)
	case **Hash:
		return readPointer(raw, x)
	case **time.Time:
		return readPointer(raw, x)
	}
	return fmt.Errorf("no binary form of %T", into)
}

func readPointer[T any](raw []byte, into **T) error {
	*into = new(T)
	return readField(raw, *into)
}

func readHex(raw, dst []byte) error {
	if len(raw) != 2+2*len(dst) || raw[0] != '0' || raw[1] != 'x' {
		return fmt.Errorf("read %d bytes of hex: wrong form", len(dst))
	}
	_, err := hex.Decode(dst, raw[2:])
	return err
}
