package models

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"makewhole/money"
)

// Amount stores a money.Amount exactly on both engines: numeric(78,0) on
// PostgreSQL, text zero-padded to 78 digits on SQLite, so that text order is
// number order. NULL and floating point are refused when read.
type Amount struct{ money.Amount }

// Amt wraps a money.Amount for a row.
func Amt(a money.Amount) Amount { return Amount{a} }

// GormDataType names the logical type.
func (Amount) GormDataType() string { return "amount" }

// GormDBDataType names the column type of the engine.
func (Amount) GormDBDataType(db *gorm.DB, _ *schema.Field) string {
	if db.Name() == "postgres" {
		return "numeric(78,0)"
	}
	return "text"
}

// Value writes 78 decimal digits, which both engines accept.
func (a Amount) Value() (driver.Value, error) { return a.Padded(), nil }

// Scan reads decimal digits, padded or not.
func (a *Amount) Scan(src any) error {
	s, err := text(src)
	if err != nil {
		return fmt.Errorf("scan amount: %w", err)
	}
	if short := strings.TrimLeft(s, "0"); short != "" || s == "" {
		a.Amount, err = money.Parse(short)
		return err
	}
	a.Amount = money.Zero
	return nil
}

// Address stores 20 bytes as 0x and 40 lower-case hex digits.
type Address struct{ common.Address }

// Addr wraps a common.Address for a row.
func Addr(a common.Address) Address { return Address{a} }

// GormDataType names the column type.
func (Address) GormDataType() string { return "text" }

// Value writes the lower-case form.
func (a Address) Value() (driver.Value, error) {
	return "0x" + hex.EncodeToString(a.Address[:]), nil
}

// Scan refuses anything but 20 bytes of hex.
func (a *Address) Scan(src any) error { return scanHex(src, a.Address[:]) }

// Hash stores 32 bytes as 0x and 64 lower-case hex digits.
type Hash struct{ common.Hash }

// H wraps a common.Hash for a row.
func H(h common.Hash) Hash { return Hash{h} }

// GormDataType names the column type.
func (Hash) GormDataType() string { return "text" }

// Value writes the lower-case form.
func (h Hash) Value() (driver.Value, error) { return "0x" + hex.EncodeToString(h.Hash[:]), nil }

// Scan refuses anything but 32 bytes of hex.
func (h *Hash) Scan(src any) error { return scanHex(src, h.Hash[:]) }

func scanHex(src any, dst []byte) error {
	s, err := text(src)
	if err != nil {
		return err
	}
	raw, ok := strings.CutPrefix(s, "0x")
	if !ok || len(raw) != 2*len(dst) {
		return fmt.Errorf("scan %d bytes of hex: wrong form", len(dst))
	}
	_, err = hex.Decode(dst, []byte(raw))
	return err
}

func text(src any) (string, error) {
	switch v := src.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	case nil:
		return "", errors.New("unexpected NULL")
	default:
		return "", fmt.Errorf("unexpected %T", src)
	}
}

var idAlphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID returns prefix_ and 128 random bits in lower-case base32.
func NewID(prefix string) string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err) // crypto/rand never fails on supported systems
	}
	return prefix + "_" + idAlphabet.EncodeToString(b[:])
}
