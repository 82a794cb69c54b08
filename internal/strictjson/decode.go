package strictjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// What can be wrong; errors.Is finds them in an *Error.
var (
	ErrTooLarge  = errors.New("input is too large")
	ErrDepth     = errors.New("input is nested too deeply")
	ErrTooLong   = errors.New("value is too long")
	ErrSyntax    = errors.New("input is not JSON")
	ErrTrailing  = errors.New("input has data after the value")
	ErrDuplicate = errors.New("key appears twice")
	ErrUnknown   = errors.New("key is not known")
	ErrNull      = errors.New("null is not allowed here")
	ErrNumber    = errors.New("number must be written as a string")
	ErrType      = errors.New("value has the wrong type or form")
)

// Error says where the input is wrong (RFC 6901 pointer, "" for the whole) and
// why. It unwraps to one of the sentinels and to the cause of a custom decoder.
type Error struct {
	Pointer string
	Reason  string
	kind    error
	cause   error
}

func (e *Error) Error() string {
	if e.Pointer == "" {
		return e.Reason
	}
	return e.Pointer + ": " + e.Reason
}

func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

// Options bound the input; a zero field means the default in brackets.
type Options struct {
	MaxBytes  int  // whole input [1 MiB]
	MaxDepth  int  // nested arrays and objects [16]
	MaxString int  // bytes between the quotes of any string, keys included [64 KiB]
	MaxNumber int  // bytes of a number [40]
	NoNumbers bool // refuse JSON numbers altogether: integers come as strings
	NoNulls   bool // refuse null everywhere: what is absent is left out
}

func (o Options) withDefaults() Options {
	set := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	set(&o.MaxBytes, 1<<20)
	set(&o.MaxDepth, 16)
	set(&o.MaxString, 64<<10)
	set(&o.MaxNumber, 40)
	return o
}

// Decode reads exactly one JSON value into v, a non-nil pointer. On error v is
// unspecified.
func Decode(data []byte, v any, opt Options) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return fmt.Errorf("strictjson: decode into %T, want a pointer", v)
	}
	if err := scan(data, rv.Type().Elem(), opt, false); err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return explain(data, rv.Type().Elem(), opt, err)
	}
	return nil
}

// explain finds the place of a decoding error by a second scan that tries every
// custom decoder alone; it runs only for input that is refused anyway.
func explain(data []byte, t reflect.Type, opt Options, cause error) error {
	if err := scan(data, t, opt, true); err != nil {
		return err
	}
	var typed *json.UnmarshalTypeError
	if errors.As(cause, &typed) {
		pointer := ""
		if typed.Field != "" {
			pointer = "/" + strings.ReplaceAll(typed.Field, ".", "/")
		}
		return &Error{Pointer: pointer, Reason: "want " + jsonName(typed.Type), kind: ErrType}
	}
	return &Error{Reason: ErrType.Error(), kind: ErrType, cause: cause}
}

// jsonName is the JSON word for a Go type.
func jsonName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "an array"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "an integer of " + strconv.Itoa(t.Bits()) + " bits"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a natural number of " + strconv.Itoa(t.Bits()) + " bits"
	default:
		return "another type"
	}
}
