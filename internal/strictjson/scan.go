package strictjson

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner walks the bytes and the Go type side by side. A nil type means that
// only the rules of JSON itself apply below this point.
type scanner struct {
	data  []byte
	pos   int
	opt   Options
	try   bool // run custom decoders on their own value
	path  []step
	depth int
}

// step is one part of the pointer: a key, or an index when key is empty.
type step struct {
	key   string
	index int
	array bool
}

func scan(data []byte, t reflect.Type, opt Options, try bool) error {
	opt = opt.withDefaults()
	s := &scanner{data: data, opt: opt, try: try}
	if len(data) > opt.MaxBytes {
		return s.fail(ErrTooLarge)
	}
	if err := s.value(t); err != nil {
		return err
	}
	if s.space(); s.pos != len(data) {
		s.path = nil
		return s.fail(ErrTrailing)
	}
	return nil
}

func (s *scanner) fail(kind error) *Error {
	return &Error{Pointer: s.pointer(), Reason: kind.Error(), kind: kind}
}

var escapePointer = strings.NewReplacer("~", "~0", "/", "~1")

// pointer never repeats an unknown key in full: keys come from the input.
func (s *scanner) pointer() string {
	var b strings.Builder
	for _, p := range s.path {
		b.WriteByte('/')
		if p.array {
			b.WriteString(strconv.Itoa(p.index))
			continue
		}
		key := p.key
		if len(key) > 64 {
			key = "…"
		}
		b.WriteString(escapePointer.Replace(key))
	}
	return b.String()
}

func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the next byte after white space, 0 at the end.
func (s *scanner) peek() byte {
	if s.space(); s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

func (s *scanner) value(t reflect.Type) error {
	first := s.peek()
	start := s.pos
	sh := shapeOf(t)
	var err error
	switch {
	case first == '{':
		err = s.nested(func() error { return s.object(sh) })
	case first == '[':
		err = s.nested(func() error { return s.array(sh) })
	case first == '"':
		_, err = s.str()
	case first == '-' || first >= '0' && first <= '9':
		err = s.number()
	case first == 'n':
		if err = s.word("null"); err == nil && (!sh.nullable || s.opt.NoNulls) {
			return s.fail(ErrNull)
		}
	case first == 't':
		err = s.word("true")
	case first == 'f':
		err = s.word("false")
	default:
		return s.fail(ErrSyntax)
	}
	if err == nil && s.try && sh.custom != nil && first != 'n' {
		return s.tryCustom(sh.custom, s.data[start:s.pos])
	}
	return err
}

func (s *scanner) tryCustom(t reflect.Type, raw []byte) error {
	if err := json.Unmarshal(raw, reflect.New(t).Interface()); err != nil {
		e := s.fail(ErrType)
		e.cause = err
		return e
	}
	return nil
}

func (s *scanner) nested(body func() error) error {
	if s.depth++; s.depth > s.opt.MaxDepth {
		return s.fail(ErrDepth)
	}
	s.pos++ // the bracket
	s.path = append(s.path, step{})
	err := body()
	s.path = s.path[:len(s.path)-1]
	s.depth--
	return err
}

func (s *scanner) object(sh shape) error {
	var seen keySet
	here := &s.path[len(s.path)-1]
	if s.peek() == '}' {
		s.pos++
		return nil
	}
	for {
		if s.peek() != '"' {
			return s.failAbove(ErrSyntax)
		}
		key, err := s.str()
		if err != nil {
			return err
		}
		here.key = key
		if !seen.add(key) {
			return s.fail(ErrDuplicate)
		}
		t, known := sh.field(key)
		if !known {
			return s.fail(ErrUnknown)
		}
		if s.peek() != ':' {
			return s.fail(ErrSyntax)
		}
		s.pos++
		if err := s.value(t); err != nil {
			return err
		}
		here = &s.path[len(s.path)-1] // the stack may have moved
		if done, err := s.next('}'); done || err != nil {
			return err
		}
	}
}

func (s *scanner) array(sh shape) error {
	s.path[len(s.path)-1].array = true
	if s.peek() == ']' {
		s.pos++
		return nil
	}
	for i := 0; ; i++ {
		s.path[len(s.path)-1].index = i
		if err := s.value(sh.elem); err != nil {
			return err
		}
		if done, err := s.next(']'); done || err != nil {
			return err
		}
	}
}

// next reads the comma or the closing bracket after an element.
func (s *scanner) next(closing byte) (done bool, err error) {
	switch s.peek() {
	case closing:
		s.pos++
		return true, nil
	case ',':
		s.pos++
		return false, nil
	default:
		return true, s.failAbove(ErrSyntax)
	}
}

// failAbove reports the container, not its last element.
func (s *scanner) failAbove(kind error) error {
	s.path = s.path[:len(s.path)-1]
	err := s.fail(kind)
	s.path = append(s.path, step{})
	return err
}

func (s *scanner) word(w string) error {
	if !strings.HasPrefix(string(s.data[s.pos:min(s.pos+len(w), len(s.data))]), w) {
		return s.fail(ErrSyntax)
	}
	s.pos += len(w)
	return nil
}

// number follows the grammar of RFC 8259: no leading zero, no plus sign.
func (s *scanner) number() error {
	if s.opt.NoNumbers {
		return s.fail(ErrNumber)
	}
	start := s.pos
	if s.at('-') {
		s.pos++
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits(start) {
		return s.numberError(start)
	}
	if s.at('.') {
		if s.pos++; !s.digits(start) {
			return s.numberError(start)
		}
	}
	if s.at('e') || s.at('E') {
		if s.pos++; s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits(start) {
			return s.numberError(start)
		}
	}
	return nil
}

func (s *scanner) numberError(start int) error {
	if s.pos-start > s.opt.MaxNumber {
		return s.fail(ErrTooLong)
	}
	return s.fail(ErrSyntax)
}

func (s *scanner) at(c byte) bool { return s.pos < len(s.data) && s.data[s.pos] == c }

// digits reads one or more digits and stops early when the number is too long.
func (s *scanner) digits(start int) bool {
	from := s.pos
	for s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '9' {
		if s.pos++; s.pos-start > s.opt.MaxNumber {
			return false
		}
	}
	return s.pos > from
}

// str reads a string and returns it unescaped.
func (s *scanner) str() (string, error) {
	s.pos++ // the quote
	start, escaped := s.pos, false
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == '"':
			raw := s.data[start:s.pos]
			s.pos++
			return s.unescape(raw, escaped)
		case c < 0x20:
			return "", s.fail(ErrSyntax)
		case c == '\\':
			escaped = true
			s.pos += 2
		default:
			s.pos++
		}
		if s.pos-start > s.opt.MaxString {
			return "", s.fail(ErrTooLong)
		}
	}
	return "", s.fail(ErrSyntax)
}

func (s *scanner) unescape(raw []byte, escaped bool) (string, error) {
	if !utf8.Valid(raw) {
		return "", s.fail(ErrSyntax)
	}
	if !escaped {
		return string(raw), nil
	}
	if loneSurrogate(raw) {
		return "", s.fail(ErrSyntax)
	}
	var out string
	if err := json.Unmarshal(append(append([]byte{'"'}, raw...), '"'), &out); err != nil {
		return "", s.fail(ErrSyntax)
	}
	return out, nil
}

// loneSurrogate finds \ud800–\udfff escapes that are no pair; encoding/json
// would replace them silently.
func loneSurrogate(raw []byte) bool {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		hi, ok := surrogate(raw[i:])
		if i++; !ok {
			continue
		}
		lo, second := surrogate(raw[i+5:])
		if hi >= 0xdc00 || !second || lo < 0xdc00 {
			return true
		}
		i += 10
	}
	return false
}

func surrogate(b []byte) (uint64, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	return n, err == nil && n >= 0xd800 && n <= 0xdfff
}

// keySet stays a short list for ordinary objects and becomes a map for large
// ones, so that neither many small nor one huge object is slow.
type keySet struct {
	few  []string
	many map[string]struct{}
}

func (k *keySet) add(key string) bool {
	if k.many != nil {
		_, dup := k.many[key]
		k.many[key] = struct{}{}
		return !dup
	}
	for _, have := range k.few {
		if have == key {
			return false
		}
	}
	if k.few = append(k.few, key); len(k.few) > 24 {
		k.many = make(map[string]struct{}, 64)
		for _, have := range k.few {
			k.many[have] = struct{}{}
		}
	}
	return true
}
