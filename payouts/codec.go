package payouts

import (
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"

	"makewhole/money"
)

// field is one key or column: how its cell is written from T and read into it.
// The tables below are the format; reader and writer only walk them.
type field[T any] struct {
	name string
	put  func([]byte, *T) ([]byte, error) // appends the cell
	set  func(*T, string) error
}

var (
	errID      = errors.New("want an id of [a-z0-9_.-], 1 to 64 characters")
	errAddress = errors.New("want 0x and 40 lower-case hex digits")
	errFlag    = errors.New("want 0 or 1")
	errNumber  = errors.New("want a canonical decimal number")
	errPart    = errors.New("want cover or recovery")
	errAnyPart = errors.New("want cover, recovery, share, escheat, bounty or protocol")
	errHash    = errors.New("want 0x and 64 lower-case hex digits")
	errSource  = errors.New("want pool:N, recovered:N or escheat:N")
	errCap     = errors.New("want the most the account may have of the pool")
	errPools   = errors.New("want ascending public ids joined by commas")
)

// headerFields lists the keys of a rule in order; of an unknown one those that
// every rule has.
func headerFields(rule Rule) []field[File] {
	fields := []field[File]{
		idField("incident", func(f *File) *string { return &f.Incident }),
		idField("settlement", func(f *File) *string { return &f.Settlement }),
		idField("pool", func(f *File) *string { return &f.Pool }),
		uintField("chain", func(f *File) *uint64 { return &f.ChainID }),
		addressField("distributor", func(f *File) *[20]byte { return &f.Distributor }),
		addressField("token", func(f *File) *[20]byte { return &f.Token }),
		uintField("sequence", func(f *File) *uint64 { return &f.Sequence }),
		ruleField(),
	}
	if r, err := RuleNamed(rule); err == nil {
		fields = append(fields, r.keys()...)
	}
	return fields
}

// rowFields lists the columns of the first table.
func rowFields(f *File) ([]field[Row], error) {
	r, err := RuleNamed(f.Rule)
	if err != nil {
		return nil, err
	}
	return r.columns(f), nil
}

// shareFields lists the columns of the second table.
func shareFields() []field[ShareRow] {
	return []field[ShareRow]{
		idField("id", func(r *ShareRow) *string { return &r.ID }),
		idField("pool", func(r *ShareRow) *string { return &r.Pool }),
		amountField("shares", func(r *ShareRow) *money.Amount { return &r.Shares }),
		amountField("already", func(r *ShareRow) *money.Amount { return &r.Already }),
		flagField("held", func(r *ShareRow) *bool { return &r.Held }),
		addressField("receiver", func(r *ShareRow) *[20]byte { return &r.Receiver }),
	}
}

func idField[T any](name string, at func(*T) *string) field[T] {
	check := func(s string) error {
		if !validID(s) {
			return errID
		}
		return nil
	}
	return field[T]{name,
		func(b []byte, t *T) ([]byte, error) { return append(b, *at(t)...), check(*at(t)) },
		func(t *T, s string) error {
			*at(t) = strings.Clone(s)
			return check(s)
		}}
}

func amountField[T any](name string, at func(*T) *money.Amount) field[T] {
	return field[T]{name,
		func(b []byte, t *T) ([]byte, error) { return at(t).Append(b), nil },
		func(t *T, s string) (err error) {
			*at(t), err = money.Parse(s)
			return err
		}}
}

func uintField(name string, at func(*File) *uint64) field[File] {
	return field[File]{name,
		func(b []byte, f *File) ([]byte, error) { return strconv.AppendUint(b, *at(f), 10), nil },
		func(f *File, s string) (err error) {
			*at(f), err = parseUint(s, 64)
			return err
		}}
}

func parseUint(s string, bits int) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, bits)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return 0, errNumber
	}
	return n, nil
}

func flagField[T any](name string, at func(*T) *bool) field[T] {
	return field[T]{name,
		func(b []byte, t *T) ([]byte, error) {
			if *at(t) {
				return append(b, '1'), nil
			}
			return append(b, '0'), nil
		},
		func(t *T, s string) error {
			if s != "0" && s != "1" {
				return errFlag
			}
			*at(t) = s == "1"
			return nil
		}}
}

func addressField[T any](name string, at func(*T) *[20]byte) field[T] {
	return field[T]{name,
		func(b []byte, t *T) ([]byte, error) { return hex.AppendEncode(append(b, "0x"...), at(t)[:]), nil },
		func(t *T, s string) error {
			if len(s) != 42 || s[:2] != "0x" || strings.ToLower(s) != s {
				return errAddress
			}
			if _, err := hex.Decode(at(t)[:], []byte(s[2:])); err != nil {
				return errAddress
			}
			return nil
		}}
}

func ruleField() field[File] {
	known := func(name Rule) error {
		if _, err := RuleNamed(name); err != nil {
			return errors.New("want " + names(func(*RuleSpec) bool { return true }))
		}
		return nil
	}
	return field[File]{"rule",
		func(b []byte, f *File) ([]byte, error) { return append(b, f.Rule...), known(f.Rule) },
		func(f *File, s string) error {
			f.Rule = Rule(strings.Clone(s))
			return known(f.Rule)
		}}
}

func poolsField() field[File] {
	check := func(pools []string) error {
		for i, p := range pools {
			if !validID(p) || i > 0 && p <= pools[i-1] || i >= MaxPools {
				return errPools
			}
		}
		return nil
	}
	return field[File]{"pools",
		func(b []byte, f *File) ([]byte, error) {
			return append(b, strings.Join(f.Pools, ",")...), check(f.Pools)
		},
		func(f *File, s string) error {
			if s != "" {
				f.Pools = strings.Split(strings.Clone(s), ",")
			}
			return check(f.Pools)
		}}
}

func partField() field[Row] { return partOf(errPart, PartCover, PartRecovery) }

func partOf(wrong error, parts ...Part) field[Row] {
	known := func(p Part) error {
		if !slices.Contains(parts, p) {
			return wrong
		}
		return nil
	}
	return field[Row]{"part",
		func(b []byte, r *Row) ([]byte, error) { return append(b, r.Part...), known(r.Part) },
		func(r *Row, s string) error {
			i := slices.Index(parts, Part(s)) // the constant, so that the line can be let go
			if i < 0 {
				return wrong
			}
			r.Part = parts[i]
			return nil
		}}
}

func classField() field[Row] {
	return field[Row]{"class",
		func(b []byte, r *Row) ([]byte, error) { return strconv.AppendUint(b, uint64(r.Class), 10), nil },
		func(r *Row, s string) error {
			n, err := parseUint(s, 8)
			r.Class = uint8(n)
			return err
		}}
}

// requiredCap is the cap of water-fill/2, which every row has.
func requiredCap() field[Row] {
	return field[Row]{"cap",
		func(b []byte, r *Row) ([]byte, error) {
			if r.Cap == nil {
				return b, errCap
			}
			return r.Cap.Append(b), nil
		},
		func(r *Row, s string) error {
			limit, err := money.Parse(s)
			r.Cap = &limit
			return err
		}}
}

func capField() field[Row] {
	return field[Row]{"cap",
		func(b []byte, r *Row) ([]byte, error) {
			if r.Cap == nil {
				return b, nil
			}
			return r.Cap.Append(b), nil
		},
		func(r *Row, s string) error {
			if s == "" {
				return nil
			}
			limit, err := money.Parse(s)
			r.Cap = &limit
			return err
		}}
}
