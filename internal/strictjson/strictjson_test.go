package strictjson

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"makewhole/money"
)

type inner struct {
	Amount money.Amount  `json:"amount"`
	Maybe  *money.Amount `json:"maybe"`
	N      uint8         `json:"n"`
}

type lent struct {
	Lent string `json:"lent"`
}

type outer struct {
	lent
	Kind  string            `json:"kind"`
	Items []inner           `json:"items"`
	Tags  map[string]string `json:"tags"`
	Raw   json.RawMessage   `json:"raw"`
	Any   any               `json:"any"`
	Skip  string            `json:"-"`
	Plain string
}

func TestDecodeReadsWhatIsExact(t *testing.T) {
	t.Parallel()
	var got outer
	in := ` {"kind":"a\u00e9\ud83d\ude00","items":[{"amount":"12","n":7},{"maybe":null}],"tags":{"x":"y"},"raw":{"z":[1,-2.5e+3]},"any":null,"Plain":"p"} `
	if err := Decode([]byte(in), &got, Options{}); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "aé😀" || got.Items[0].Amount != money.FromUint64(12) || got.Items[0].N != 7 || got.Plain != "p" {
		t.Fatalf("got %+v", got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("9", 1_000_000)
	for _, c := range []struct {
		in      string
		kind    error
		pointer string
	}{
		{``, ErrSyntax, ""},
		{`{}{}`, ErrTrailing, ""},
		{`{} x`, ErrTrailing, ""},
		{`{"kind":"a","kind":"b"}`, ErrDuplicate, "/kind"},
		{`{"kind":"a","k\u0069nd":"b"}`, ErrDuplicate, "/kind"},
		{`{"tags":{"a":"1","a":"1"}}`, ErrDuplicate, "/tags/a"},
		{`{"raw":{"a":1,"a":1}}`, ErrDuplicate, "/raw/a"},
		{`{"KIND":"a"}`, ErrUnknown, "/KIND"},
		{`{"Skip":"a"}`, ErrUnknown, "/Skip"},
		{`{"items":[{"amount":"1"},{"amount":"1","x/y~":1}]}`, ErrUnknown, "/items/1/x~1y~0"},
		{`{"kind":null}`, ErrNull, "/kind"},
		{`{"items":null}`, ErrNull, "/items"},
		{`{"items":[{"amount":null}]}`, ErrNull, "/items/0/amount"},
		{`{"items":[{"amount":"01"}]}`, ErrType, "/items/0/amount"},
		{`{"items":[{},{"maybe":"+1"}]}`, ErrType, "/items/1/maybe"},
		{`{"items":[{"amount":1}]}`, ErrType, "/items/0/amount"},
		{`{"items":[{"n":256}]}`, ErrType, "/items/n"},
		{`{"items":{}}`, ErrType, "/items"},
		{`{"kind":"` + long + `"}`, ErrTooLong, "/kind"},
		{`{"items":[{"n":` + long[:50] + `}]}`, ErrTooLong, "/items/0/n"},
		{`{"raw":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}`, ErrDepth, "/raw" + strings.Repeat("/0", 15)},
		{`{"kind":"\ud800"}`, ErrSyntax, "/kind"},
		{`{"kind":"\udc00\ud800"}`, ErrSyntax, "/kind"},
		{"{\"kind\":\"\xff\"}", ErrSyntax, "/kind"},
		{"{\"kind\":\"\n\"}", ErrSyntax, "/kind"},
		{`{"kind":"\x"}`, ErrSyntax, "/kind"},
		{`{"raw":01}`, ErrSyntax, ""},
		{`{"raw":+1}`, ErrSyntax, "/raw"},
		{`{"raw":1.}`, ErrSyntax, "/raw"},
		{`{"raw":NaN}`, ErrSyntax, "/raw"},
		{`{"raw":nul}`, ErrSyntax, "/raw"},
		{`{"raw":[1,]}`, ErrSyntax, "/raw/1"},
		{`{"kind":"a",}`, ErrSyntax, ""},
		{`{'kind':"a"}`, ErrSyntax, ""},
		{`{"kind" "a"}`, ErrSyntax, "/kind"},
		{`{"kind":"a"`, ErrSyntax, ""},
		{`[`, ErrSyntax, "/0"},
	} {
		err := Decode([]byte(c.in), new(outer), Options{MaxString: 4096})
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, c.kind) || e.Pointer != c.pointer {
			t.Errorf("%.60s: %v, want %v at %q", c.in, err, c.kind, c.pointer)
		}
		if e != nil && len(e.Error()) > 200 {
			t.Errorf("%.60s: the answer repeats the input", c.in)
		}
	}
}

func TestDecodeLimits(t *testing.T) {
	t.Parallel()
	if err := Decode([]byte(`{"kind":"aaaaaaaaaaaaaaaa"}`), new(outer), Options{MaxBytes: 20}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("size: %v", err)
	}
	if err := scan([]byte(`{"a":1}`), nil, Options{NoNumbers: true}, false); !errors.Is(err, ErrNumber) {
		t.Errorf("number: %v", err)
	}
	if err := Decode([]byte(`{"any":null}`), new(outer), Options{NoNulls: true}); !errors.Is(err, ErrNull) {
		t.Errorf("null: %v", err)
	}
	if err := Decode([]byte(`{}`), outer{}, Options{}); err == nil {
		t.Error("decoded into a value")
	}
}

// A million digits must not be read, let alone converted.
func TestLongDigitsAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	in := []byte(`{"kind":"` + strings.Repeat("9", 1_000_000) + `"}`)
	best := time.Hour
	for range 5 {
		start := time.Now()
		if err := Decode(in, new(outer), Options{MaxString: 256}); !errors.Is(err, ErrTooLong) {
			t.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	if best > time.Millisecond {
		t.Errorf("took %v", best)
	}
}

func TestManyKeysStayFast(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteByte('{')
	for i := range 50_000 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"k` + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + json.Number(itoa(i)).String() + `":1`)
	}
	in := b.String()
	if err := scan([]byte(in+`}`), nil, Options{MaxBytes: 4 << 20}, false); err != nil {
		t.Fatal(err)
	}
	if err := scan([]byte(in+`,"ka0":1}`), nil, Options{MaxBytes: 4 << 20}, false); !errors.Is(err, ErrDuplicate) {
		t.Fatal(err)
	}
}

func itoa(i int) string { b, _ := json.Marshal(i); return string(b) }

// FuzzCheck compares the scanner with the standard decoder: what we accept it
// accepts with the same meaning, and what only we refuse has one of our reasons.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5e-7,"x\n",true,null]}`, `[`, `{"a":1,"a":2}`, `"\ud800"`, `-0`, `01`, ` {} `, "\"\xc3\x28\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		err := scan(data, nil, Options{MaxBytes: 1 << 16, MaxDepth: 8, MaxString: 64, MaxNumber: 20}, false)
		valid := json.Valid(data)
		if err == nil && !valid {
			t.Fatalf("accepted what is not JSON: %q", data)
		}
		if err != nil && valid && errors.Is(err, ErrSyntax) && utf8.Valid(data) && !strings.Contains(strings.ToLower(string(data)), `\ud`) {
			t.Fatalf("refused JSON %q: %v", data, err)
		}
		var a, b any
		if Decode(data, &a, Options{}) == nil {
			if json.Unmarshal(data, &b) != nil || !reflect.DeepEqual(a, b) {
				t.Fatalf("%q reads as %v and %v", data, a, b)
			}
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	in := []byte(`{"items":[` + strings.Repeat(`{"amount":"123456789","n":1},`, 9999) + `{"n":1}]}`)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if err := Decode(in, new(outer), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
