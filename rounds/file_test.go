package rounds_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"makewhole/payouts"
	"makewhole/rounds"
)

func text(t interface{ Fatalf(string, ...any) }, s *rounds.State) string {
	var out bytes.Buffer
	if err := rounds.WriteState(&out, s); err != nil {
		t.Fatalf("write: %v", err)
	}
	return out.String()
}

// TestStateRoundTrip: what is written is read as the same state, and leads to
// the same round.
func TestStateRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawState(t)
		written := text(t, s)
		read, err := rounds.ReadState([]byte(written))
		if err != nil {
			t.Fatalf("read: %v\n%s", err, written)
		}
		if again := text(t, read); again != written {
			t.Fatalf("written again as\n%s\ninstead of\n%s", again, written)
		}
		want, wrong := rounds.Compute(s)
		got, err := rounds.Compute(read)
		if (err == nil) != (wrong == nil) || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v, %v: another round", err, wrong)
		}
	})
}

// TestStateRefusesDamage: a file with one byte changed, added or left out is
// refused or is another state with its own spelling.
func TestStateRefusesDamage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		written := []byte(text(t, drawState(t)))
		d := damageAt{
			At: rapid.IntRange(0, len(written)-1).Draw(t, "at"), How: rapid.IntRange(0, 2).Draw(t, "how"), Byte: rapid.SampledFrom(wrongBytes).Draw(t, "byte"),
		}
		onlySpelling(t, d.to(written))
	})
}

var wrongBytes = []byte("0129,\n-. A0x\r\x00\x7f+=")

// damageAt changes one byte (0), leaves it out (1) or puts another before it (2).
type damageAt struct {
	At   int  `json:"at"`
	How  int  `json:"how"`
	Byte byte `json:"byte"`
}

func (d damageAt) to(raw []byte) []byte {
	switch out := bytes.Clone(raw); d.How {
	case 0:
		out[d.At] = d.Byte
		return out
	case 1:
		return slices.Delete(out, d.At, d.At+1)
	default:
		return slices.Insert(out, d.At, d.Byte)
	}
}

// onlySpelling holds that bytes are refused or are what their state is written as.
func onlySpelling(t interface{ Fatalf(string, ...any) }, raw []byte) {
	s, err := rounds.ReadState(raw)
	if err != nil {
		if !errors.Is(err, payouts.ErrInput) {
			t.Fatalf("refused with %v", err)
		}
		return
	}
	if again := text(t, s); again != string(raw) {
		t.Fatalf("accepted\n%q\nwritten as\n%q", raw, again)
	}
}

func FuzzReadState(f *testing.F) {
	f.Add([]byte(text(f, mixed())))
	f.Add([]byte(text(f, &rounds.State{})))
	for seed := range 20 {
		f.Add([]byte(text(f, rapid.Custom(drawState).Example(seed))))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { onlySpelling(t, raw) })
}

// laterRows are the last tables of mixed.
const laterRows = "recovered,bounty,gross,bps,cap,given\n0,bty_1,300,1000,25,5\n0,bty_2,0,10000,9,0\n\nescheat,payee,amount\n0,bty_1,3\n0,inc_1,2\n"

// unreadable are changes to the text of mixed after which it is no accounts file.
var unreadable = map[string][2]string{
	"another format":         {"accounts/4", "accounts/5"},
	"a table too many":       {"accounts/4", "accounts/3"},
	"empty later tables":     {laterRows, "recovered,bounty,gross,bps,cap,given\n\nescheat,payee,amount\n"},
	"no later table":         {"\n" + laterRows, ""},
	"more than the whole":    {",1000,25,", ",10001,25,"},
	"a bounty of nothing":    {"\n0,bty_2,0,", "\n1,bty_2,0,"},
	"payees out of place":    {"\n0,inc_1,2\n", "\n1,inc_1,2\n"},
	"no table before it":     {"\nescheat,pool,holders\n0,1,3\n", ""},
	"revised by nobody":      {"\n8,0,5,2\n", "\n10,0,5,2\n"},
	"an unknown asset there": {"\n8,0,5,2\n", "\n8,1,5,2\n"},
	"another flag":           {"last=0", "last=2"},
	"another key":            {"last=0", "Last=0"},
	"no empty line":          {"last=0\n\n", "last=0\n"},
	"two empty lines":        {"last=0\n\n", "last=0\n\n\n"},
	"a column renamed":       {"asset,num,den", "asset,den,num"},
	"an upper-case id":       {"08,1,1", "31337:0X08,1,1"},
	"no id":                  {"31337:0x0000000000000000000000000000000000000008,1,1", ",1,1"},
	"a leading zero":         {"08,1,1", "08,01,1"},
	"a sign":                 {"08,1,1", "08,+1,1"},
	"a fraction":             {"08,1,1", "08,1.0,1"},
	"an amount too large":    {"08,1,1", "08,1" + strings.Repeat("0", 78) + ",1"},
	"a cell too many":        {"08,1,1", "08,1,1,1"},
	"a cell too few":         {"08,1,1", "08,1"},
	"CRLF":                   {"08,1,1\n", "08,1,1\r\n"},
	"an unknown asset":       {"pol_a,0,", "pol_a,1,"},
	"a rule of no wording":   {"prd_a,water-fill/1,", "prd_a,recovery/1,"},
	"a rule with a space":    {"prd_a,water-fill/1,", "prd_a,water-fill/1 ,"},
	"layers out of order":    {"\n0,0,0\n1,1,0\n", "\n1,1,0\n0,0,0\n"},
	"an unknown pool":        {"\n0,0,0\n1,1,0\n", "\n0,0,0\n1,2,0\n"},
	"an unknown hold":        {"acc_6,1,0", "acc_6,3,0"},
	"a flag of 2":            {"acc_6,1,0", "acc_6,1,2"},
	"an unknown account":     {"8,r9,1,0,0,9,9", "10,r9,1,0,0,9,9"},
	"rights out of order":    {"8,r9,1,0,0,9,9", "0,r9,1,0,0,9,9"},
	"a class too high":       {"8,r9,1,0,0,9,9", "8,r9,1,256,0,9,9"},
	"an unknown product":     {"8,r9,1,0,0,9,9", "8,r9,2,0,0,9,9"},
	"an unknown kind":        {"\n1,1,0,0,9,", "\n1,5,0,0,9,"},
	"unattributed of nobody": {"unattributed,amount\n", "unattributed,amount\n1,5\n"},
	"a number with a zero":   {"acc_6,1,0", "acc_6,01,0"},
	"outside before a loss":  {"9,0,0,5\n9,0,1,3\n", "9,0,1,3\n9,0,0,5\n"},
	"more behind the end":    {"account,kind,pool", "x\n\naccount,kind,pool"},
}

func TestReadStateRefuses(t *testing.T) {
	good := text(t, mixed())
	for name, change := range unreadable {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("%s: the file has no %q", name, change[0])
		} else if _, err := rounds.ReadState([]byte(bad)); !errors.Is(err, payouts.ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for end := range len(good) {
		if _, err := rounds.ReadState([]byte(good[:end])); err == nil && !strings.HasSuffix(good[:end], "\n") {
			t.Fatalf("accepted the first %d bytes", end)
		}
	}
	if _, err := rounds.ReadState([]byte(good + "\n")); err == nil {
		t.Error("accepted an empty line behind the end")
	}
}

// TestWriteStateRefuses: what could not be read again is not written.
func TestWriteStateRefuses(t *testing.T) {
	for name, change := range map[string]func(*rounds.State){
		"an id with a comma":   func(s *rounds.State) { s.Accounts[0].ID = "a,b" },
		"an empty id":          func(s *rounds.State) { s.Assets[0].ID = "" },
		"a long id":            func(s *rounds.State) { s.Pools[0].ID = strings.Repeat("p", 97) },
		"a rule with a comma":  func(s *rounds.State) { s.Products[0].Rule = "water-fill/1,5" },
		"a rule of no wording": func(s *rounds.State) { s.Products[0].Rule = "recovery/1" },
		"a negative position":  func(s *rounds.State) { s.Pools[0].Asset = -1 },
		"an unknown asset":     func(s *rounds.State) { s.Accounts[0].Losses[0].Asset = 1 },
		"an unknown pool":      func(s *rounds.State) { s.Products[0].Layers[0].Pool = 2 },
		"an unknown product":   func(s *rounds.State) { s.Accounts[0].Rights[0].Product = 2 },
		"an unknown kind":      func(s *rounds.State) { s.Accounts[0].Entries[0].Kind = 5 },
		"an unknown hold":      func(s *rounds.State) { s.Accounts[0].Hold = 3 },
		"too many losses":      func(s *rounds.State) { s.Unattributed = append(s.Unattributed, n(1), n(1)) },
	} {
		s := mixed()
		change(s)
		if err := rounds.WriteState(&bytes.Buffer{}, s); !errors.Is(err, payouts.ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
