package csvtable

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

const (
	one   = "0x1111111111111111111111111111111111111111"
	two   = "0x2222222222222222222222222222222222222222"
	mixed = "0xde709f2102306220921060314715629080e2fb77"
)

var lost = Query{Account: "account", Weights: []string{"lost"}}

func readText(text string, f Format, q Query) ([]*Accounts, error) {
	return Read(context.Background(), strings.NewReader(text), "in.csv", f, q)
}

// describe writes a table as text: account=weight in account order.
func describe(t *Accounts) string {
	var out []string
	for i := range t.Len() {
		out = append(out, fmt.Sprintf("%s=%v", t.AppendAccount(nil, i), t.Weight(i)))
	}
	return strings.Join(out, " ")
}

// One file in the ways in which people's programs write it.
func TestOneMeaningOfManySpellings(t *testing.T) {
	t.Parallel()
	want := one + "=100 " + two + "=200"
	for name, c := range map[string]struct {
		text   string
		format Format
	}{
		"plain":               {"account,lost\n" + one + ",100\n" + two + ",200\n", Format{}},
		"no last end of line": {"account,lost\n" + one + ",100\n" + two + ",200", Format{}},
		"CRLF":                {"account,lost\r\n" + one + ",100\r\n" + two + ",200\r\n", Format{}},
		"byte order mark":     {"\uFEFFaccount,lost\n" + one + ",100\n" + two + ",200\n", Format{}},
		"mark and quotes":     {"\uFEFF\"account\",\"lost\"\r\n\"" + one + "\",\"100\"\r\n\"" + two + "\",\"200\"\r\n", Format{}},
		"blank last line":     {"account,lost\n" + one + ",100\n" + two + ",200\n\n", Format{}},
		"blank last lines":    {"account,lost\r\n" + one + ",100\r\n" + two + ",200\r\n\r\n\r\n", Format{}},
		"quoted delimiter":    {"account,who,lost\n" + one + ",\"Doe, Jane\",100\n" + two + ",x,200\n", Format{}},
		"quoted end of line":  {"account,who,lost\n" + one + ",\"Doe\r\n\nJane\",100\n" + two + ",x,200\n", Format{}},
		"quoted quotes":       {"account,who,lost\n" + one + ",\"\"\"Jane\"\" Doe\",100\n" + two + ",x,200\n", Format{}},
		"semicolons":          {"account;lost\n" + one + ";100\n" + two + ";200\n", Format{Delimiter: ';'}},
		"tabs":                {"account\tlost\n" + one + "\t100\n" + two + "\t200\n", Format{Delimiter: '\t'}},
		"other order":         {"lost,account\n200," + two + "\n100," + one + "\n", Format{}},
		"unused repeated":     {"x,account,lost,x\n,\"" + one + "\",100,\n," + two + ",200,\n", Format{}},
		"decimals":            {"account,lost\n" + one + ",0.00000000000000010\n" + two + ",0.000000000000000200\n", Format{Decimals: 18}},
		"decimal comma":       {"account;lost\n" + one + ";0,1\n" + two + ";0,200\n", Format{Delimiter: ';', Decimals: 3, DecimalMark: ','}},
		"added up":            {"account,lost\n" + one + ",40\n" + two + ",200\n" + one + ",60\n", Format{SumRepeated: true}},
		"signed":              {"account,lost\n" + one + ",140\n" + two + ",+200\n" + one + ",-40\n", Format{SumRepeated: true, Signed: true}},
		"below zero between":  {"account,lost\n" + one + ",-40\n" + two + ",200\n" + one + ",140\n", Format{SumRepeated: true, Signed: true}},
	} {
		got, err := readText(c.text, c.format, lost)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if describe(got[0]) != want || got[0].Sum != money.FromUint64(300) {
			t.Errorf("%s: %s, sum %v", name, describe(got[0]), got[0].Sum)
		}
	}
}

func TestRefusedWithThePlace(t *testing.T) {
	t.Parallel()
	over := new(big.Int).Lsh(big.NewInt(1), 256).String()
	most := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)).String()
	sum, signed := Format{SumRepeated: true}, Format{SumRepeated: true, Signed: true}
	for name, c := range map[string]struct {
		text   string
		format Format
		want   string
	}{
		"empty file":            {"", Format{}, "in.csv:1:1: the file is empty"},
		"UTF-16":                {"\xff\xfea\x00c\x00", Format{}, "in.csv:1:1: the file is UTF-16"},
		"UTF-16 big endian":     {"\xfe\xff\x00a\x00c", Format{}, "in.csv:1:1: the file is UTF-16"},
		"UTF-16 without a mark": {"a\x00c\x00", Format{}, "in.csv:1:1: a NUL byte"},
		"Latin-1":               {"account,who,lost\n" + one + ",M\xfcller,1\n", Format{}, "in.csv:2:44: not UTF-8"},
		"CR alone":              {"account,lost\r" + one + ",1\r", Format{}, "CR alone"},
		"no account column":     {"address,lost\n", Format{}, `in.csv:1:1: no column "account"`},
		"another delimiter":     {"account;lost\n", Format{}, `say so if that holds for ';'`},
		"case of a column":      {"Account,lost\n", Format{}, `in.csv:1:1: no column "account"`},
		"column twice":          {"account,lost,lost\n", Format{}, `in.csv:1:14: column "lost" stands twice`},
		"account column twice":  {"\uFEFFaccount,account,lost\n", Format{}, `in.csv:1:12: column "account" stands twice`},
		"missing cell":          {"account,lost\n" + one + "\n", Format{}, "in.csv:2:1: 1 cells, the header has 2"},
		"extra cell":            {"account,lost\n" + one + ",1,2\n", Format{}, "in.csv:2:1: 3 cells"},
		"ungrouped comma":       {"account,lost\n" + one + ",1,000\n", Format{Thousands: ','}, "in.csv:2:1: 3 cells"},
		"line between":          {"account,lost\n" + one + ",1\n\n" + two + ",1\n", Format{}, "in.csv:3:1: an empty line"},
		"line before":           {"\naccount,lost\n", Format{}, "in.csv:1:1: an empty line"},
		"quote inside":          {"account,lost\n" + one + ",1\"2\n", Format{}, "in.csv:2:45: quotes"},
		"text after a quote":    {"account,lost\n" + one + ",\"1\"2\n", Format{}, "in.csv:2:46: quotes"},
		"open quote":            {"account,lost\n" + one + ",1\n" + two + ",\"1\n\n", Format{}, "in.csv:3:1: quotes"},
		"open quote, long":      {"account,lost\n" + one + ",\"1\n" + strings.Repeat(two+",1\n", 9999), Format{}, "in.csv:2:65536: record longer"},
		"long line":             {"account,lost\n" + one + "," + strings.Repeat("9", 1<<20) + "\n", Format{}, "in.csv:2:65536: record longer"},
		"after a quoted line":   {"account,who,lost\n" + one + ",\"a\nb\",1\n" + two + ",,x\n", Format{}, `in.csv:4:45: "x"`},
		"checksum":              {"account,lost\n0xDe709f2102306220921060314715629080e2fb77,1\n", Format{}, `in.csv:2:1: "0xDe709f2102306220921060314715629080e2fb77": wrong EIP-55`},
		"short address":         {"account,lost\n0x12,1\n", Format{}, `in.csv:2:1: "0x12": no address`},
		"zero address":          {"lost,account\n1,0x0000000000000000000000000000000000000000\n", Format{}, "in.csv:2:3: the zero address"},
		"sign":                  {"account,lost\n" + one + ",-1\n", Format{}, `in.csv:2:44: "-1"`},
		"point":                 {"account,lost\n" + one + ",1.0\n", Format{}, `in.csv:2:44: "1.0"`},
		"too many places":       {"account,lost\n" + one + ",1.0000\n", Format{Decimals: 3}, `in.csv:2:44: "1.0000": 4 decimal places, at most 3`},
		"other mark":            {"account,lost\n" + one + ",\"1,5\"\n", Format{Decimals: 3}, `in.csv:2:44: "1,5"`},
		"exponent":              {"account,lost\n" + one + ",1e3\n", Format{Decimals: 18}, `in.csv:2:44: "1e3"`},
		"groups of two":         {"account,lost\n" + one + ",\"1,00,000\"\n", Format{Thousands: ','}, `in.csv:2:44: "1,00,000": a thousands separator`},
		"thousands not said":    {"account,lost\n" + one + ",\"1,000\"\n", Format{}, `in.csv:2:44: "1,000"`},
		"overflow":              {"account,lost\n" + one + "," + over + "\n", Format{}, "in.csv:2:44: "},
		"decimal overflow":      {"account,lost\n" + one + "," + most + "\n", Format{Decimals: 1}, "in.csv:2:44: "},
		"sum overflow":          {"account,lost\n" + one + "," + most + "\n" + two + ",1\n", Format{}, "in.csv:3:44: sum of the weights"},
		"twice":                 {"lost,account\n1," + two + "\n1," + one + "\n1," + two + "\n", Format{}, "in.csv:4:3: account " + two + " stands already in line 2"},
		"twice by case":         {"account,lost\n" + mixed + ",1\n0x" + strings.ToUpper(mixed[2:]) + ",1\n", Format{}, "in.csv:3:1: account"},
		"below zero":            {"account,lost\n" + one + ",1\n" + two + ",5\n" + one + ",-3\n", signed, "in.csv:2:1: account " + one + " comes to -2"},
		"sign, only added up":   {"account,lost\n" + one + ",1\n" + one + ",-1\n", sum, `in.csv:3:44: "-1"`},
	} {
		_, err := readText(c.text, c.format, lost)
		var place *Error
		if !errors.As(err, &place) || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 400 {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestFormatRefusesContradictions(t *testing.T) {
	t.Parallel()
	for _, f := range []Format{
		{Delimiter: '|'}, {DecimalMark: ','}, {Decimals: 18, DecimalMark: ';'}, {Thousands: '1'}, {Decimals: 78},
		{Decimals: 18, Thousands: '.'}, {Decimals: 18, DecimalMark: ',', Thousands: ','},
	} {
		if err := f.Validate(); !errors.Is(err, ErrFormat) {
			t.Errorf("%+v: %v", f, err)
		}
		if _, err := NewReader(strings.NewReader("a\n"), "", f); !errors.Is(err, ErrFormat) {
			t.Errorf("%+v read: %v", f, err)
		}
	}
	for _, c := range []Characters{{Delimiter: "pipe"}, {Thousands: "1"}, {DecimalMark: "dot"}, {Delimiter: ";;"}} {
		if _, err := c.Apply(Format{Decimals: 2}); !errors.Is(err, ErrFormat) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	f, err := Characters{"tab", "comma", "point"}.Apply(Format{Decimals: 6})
	if err != nil || f != (Format{Delimiter: '\t', Decimals: 6, DecimalMark: ',', Thousands: '.'}) {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestParseTable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text   string
		format Format
		want   string // empty: refused
	}{
		{"0.583995852983105190", Format{Decimals: 18}, "583995852983105190"},
		{"101.147317898662417170", Format{Decimals: 18}, "101147317898662417170"},
		{"7", Format{Decimals: 6}, "7000000"},
		{"0", Format{Decimals: 18}, "0"},
		{"-0.5", Format{Decimals: 1, Signed: true}, "-5"},
		{"-0", Format{Signed: true}, "0"},
		{"+3", Format{Signed: true}, "3"},
		{"1,234,567.25", Format{Decimals: 2, Thousands: ','}, "123456725"},
		{"1.234.567,25", Format{Decimals: 2, DecimalMark: ',', Thousands: '.'}, "123456725"},
		{"-1_000", Format{Signed: true, Thousands: '_'}, "-1000"},
		{"12 345", Format{Thousands: ' '}, "12345"},
		{"12345", Format{Thousands: '\''}, "12345"},
		{"1.", Format{Decimals: 2}, ""}, {".5", Format{Decimals: 2}, ""}, {"1.2.3", Format{Decimals: 2}, ""}, {"", Format{Decimals: 2}, ""},
		{"01", Format{Decimals: 2}, ""}, {"1.2345,6", Format{Decimals: 6, Thousands: ','}, ""}, {",123", Format{Thousands: ','}, ""},
		{"1,", Format{Thousands: ','}, ""}, {"0,123", Format{Thousands: ','}, ""}, {"--1", Format{Signed: true}, ""}, {"-", Format{Signed: true}, ""},
		{"1-", Format{Signed: true}, ""}, {"(5)", Format{Signed: true}, ""}, {"−5", Format{Signed: true}, ""}, {" 1", Format{Decimals: 2}, ""},
		{"0x10", Format{Decimals: 2}, ""}, {"Infinity", Format{Decimals: 2}, ""}, {strings.Repeat("1", 1000), Format{Decimals: 2}, ""},
	} {
		got, err := c.format.Parse(c.text)
		if (err == nil) != (c.want != "") || err == nil && got.String() != c.want {
			t.Errorf("%q as %+v: %v, %v, want %q", c.text, c.format, got, err, c.want)
		}
	}
}

func TestSignedAddAgainstBig(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (Signed, *big.Int) {
			n := new(big.Int).SetUint64(rapid.Uint64().Draw(t, name))
			n.Lsh(n, rapid.UintRange(0, 190).Draw(t, name+" shift"))
			a, _ := money.FromBig(n)
			s := Signed{a, rapid.Bool().Draw(t, name+" sign") && !a.IsZero()}
			if s.Negative {
				n.Neg(n)
			}
			return s, n
		}
		a, x := draw("a")
		b, y := draw("b")
		if got, err := a.Add(b); err != nil || got.String() != new(big.Int).Add(x, y).String() {
			t.Fatalf("%v + %v = %v, %v", a, b, got, err)
		}
	})
}

func TestTokens(t *testing.T) {
	t.Parallel()
	const usdc = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
	q := Query{Account: "account", Weights: []string{"lost"}, Token: "token"}
	got, err := readText("token,account,lost\nUSDC.e,"+two+",5\n"+usdc+","+one+",1\nUSDC.e,"+one+",7\n"+strings.ToLower(usdc)+","+two+",2\n", Format{}, q)
	if err != nil || len(got) != 2 || got[0].Token != usdc || got[1].Token != "USDC.e" {
		t.Fatalf("%+v, %v", got, err)
	}
	if describe(got[0]) != one+"=1 "+two+"=2" || describe(got[1]) != one+"=7 "+two+"=5" {
		t.Errorf("%s; %s", describe(got[0]), describe(got[1]))
	}
	for text, want := range map[string]string{
		"USDC," + one + ",1\nusdc," + two + ",1\n":            `in.csv:3:1: token "usdc" was written "USDC" before`,
		"../x," + one + ",1\n":                                `in.csv:2:1: "../x": no name`,
		"," + one + ",1\n":                                    `in.csv:2:1: "": no name`,
		"0x12," + one + ",1\n":                                `in.csv:2:1: "0x12": no address`,
		"A," + one + ",1\nB," + one + ",1\nA," + one + ",2\n": "in.csv:4:3: account " + one + " stands already in line 2",
	} {
		if _, err := readText("token,account,lost\n"+text, Format{}, q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestExcludedAndFurtherColumns(t *testing.T) {
	t.Parallel()
	const dead = "0x000000000000000000000000000000000000dEaD"
	account, _ := ParseAccount(dead)
	q := Query{Account: "who", Weights: []string{"a", "b"}, Extra: []string{"cap"},
		Excluded: map[[20]byte]string{account: "burn", {}: "burn"}, Denominators: map[string]money.Amount{"": money.FromUint64(1005)}}
	text := "who,a,b,cap\n" + two + ",1,2,9\n" + dead + ",900,0,7\n" + one + ",90,10,8\n0x0000000000000000000000000000000000000000,0,3,0\n"
	got, err := readText(text, Format{}, q)
	if err != nil {
		t.Fatal(err)
	}
	a := got[0]
	if describe(a) != one+"=100 "+two+"=3" || a.Sum != money.FromUint64(103) || a.Total() != money.FromUint64(1006) || a.Extra(0, 0) != money.FromUint64(8) {
		t.Errorf("%s, %v of %v", describe(a), a.Sum, a.Total())
	}
	if len(a.Excluded) != 2 || a.Excluded[1] != (Exclusion{"burn", account, money.FromUint64(900), 3}) || a.Over == nil || a.Over.Line != 5 || a.Over.Column != 44 {
		t.Errorf("%+v, over %+v", a.Excluded, a.Over)
	}
	q.Excluded = nil
	text = "who,a,b,cap\n" + two + ",1,2,9\n" + two + ",1,2,8\n"
	if _, err := readText(text, Format{SumRepeated: true}, q); err == nil || !strings.Contains(err.Error(), "in.csv:3:1: line 2 of this account says 9 where this one says 8") {
		t.Errorf("two caps: %v", err)
	}
	if _, err := readText("who,a,b,cap\n"+two+",1,2,-9\n", Format{Signed: true}, q); err == nil || !strings.Contains(err.Error(), `in.csv:2:48: "-9"`) {
		t.Errorf("negative cap: %v", err)
	}
	q.Weights = []string{"a", "b", "a"}
	if _, err := readText(text, Format{}, q); err == nil || !strings.Contains(err.Error(), `in.csv:1:5: column "a" is added up twice`) {
		t.Errorf("column used twice: %v", err)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0x0000000000000000000000000000000000000000": "zero address",
		"0x0000000000000000000000000000000000000001": "precompiled contract",
		"0x0000000000000000000000000000000000000012": "",
		"0x000000000000000000000000000000000000dEaD": "burn address",
		"0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE": "placeholder of the native coin",
		one: "",
	} {
		if a, err := ParseAccount(text); err != nil || Unreachable(a) != want {
			t.Errorf("%s: %q, %v", text, Unreachable(a), err)
		}
	}
}

// TestOrderDoesNotMatter reads many rows, repeated and signed, in several orders.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	want, rows := map[string]int64{}, []string{}
	for range 40_000 {
		account, n := fmt.Sprintf("0x%040x", 20+rng.IntN(25_000)), rng.Int64N(1000)
		want[account] += n
		rows = append(rows, fmt.Sprintf("%s,%d,1", account, n))
	}
	for account, n := range want {
		if n > 0 {
			take := rng.Int64N(n + 1)
			want[account] -= take
			rows = append(rows, fmt.Sprintf("%s,-%d,1", account, take))
		}
	}
	var first string
	for range 3 {
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		q := Query{Account: "account", Weights: []string{"lost"}, Extra: []string{"cap"}}
		got, err := readText("account,lost,cap\n"+strings.Join(rows, "\n"), Format{SumRepeated: true, Signed: true}, q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got[0].Len() {
			if a := strings.ToLower(string(got[0].AppendAccount(nil, i))); got[0].Weight(i) != money.FromUint64(uint64(want[a])) {
				t.Fatalf("%s has %v, want %d", a, got[0].Weight(i), want[a])
			}
		}
		if text := describe(got[0]); first == "" {
			first = text
		} else if text != first || got[0].Len() != len(want) {
			t.Fatal("the order of the rows matters")
		}
	}
}

// broken fails after some bytes, as a disk does.
type broken struct{ io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = errors.New("disk")
	}
	return n, err
}

func TestAFailingDiskIsNoEndOfFile(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "account,lost\n", "account,lost\n" + one + ",100\n", "account,lost\n" + one + ",10"} {
		_, err := Read(context.Background(), broken{strings.NewReader(text)}, "in.csv", Format{}, lost)
		var place *Error
		if err == nil || errors.As(err, &place) || !strings.Contains(err.Error(), "disk") {
			t.Errorf("%q: %v", text, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, strings.NewReader("account,lost\n"), "in.csv", Format{}, lost); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// FuzzRead: never a panic, every refusal has a place, and what is read is in
// order, adds up, and reads the same after it was written again.
func FuzzRead(f *testing.F) {
	f.Add("account,lost\n"+one+",1\n", uint8(0))
	f.Add("lost,account\n\"7\","+mixed+"\r\n1,0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", uint8(1))
	f.Add("account;lost\n"+one+";-1.5\n"+one+";2,000.25\n\n", uint8(255))
	f.Fuzz(func(t *testing.T, text string, options uint8) {
		format := Format{SumRepeated: options&1 != 0, Signed: options&2 != 0}
		if options&4 != 0 {
			format.Delimiter = ';'
		}
		if options&8 != 0 {
			format.Decimals, format.Thousands = 6, ','
		}
		got, err := readText(text, format, lost)
		if err != nil {
			var place *Error
			if !errors.As(err, &place) || place.Line == 0 || place.Column == 0 {
				t.Fatalf("refused without a place: %v", err)
			}
			return
		}
		var sum money.Amount
		again := "account,lost\n"
		for i := range got[0].Len() {
			if sum, err = sum.Add(got[0].Weight(i)); err != nil {
				t.Fatal(err)
			}
			again += fmt.Sprintf("%s,%v\n", got[0].AppendAccount(nil, i), got[0].Weight(i))
			a := got[0].Account(i)
			if b := got[0].Account(max(0, i-1)); i > 0 && bytes.Compare(b[:], a[:]) >= 0 {
				t.Fatal("accounts are not in ascending order")
			}
		}
		second, err := readText(again, Format{}, lost)
		if err != nil || sum != got[0].Sum || describe(second[0]) != describe(got[0]) {
			t.Fatalf("sum %v, want %v; again %v", got[0].Sum, sum, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString("account,lost\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "0x%040x,%d\n", uint64(i+100)*0x9e3779b97f4a7c15, i)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readText(text.String(), Format{}, lost); err != nil {
			b.Fatal(err)
		}
	}
}
