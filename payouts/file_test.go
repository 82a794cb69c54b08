package payouts

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"makewhole/merkle"
	"makewhole/money"
)

func address(b byte) (a [20]byte) {
	a[0], a[19] = b, b
	return a
}

func header(rule Rule) File {
	return File{Incident: "inc_a", Settlement: "stl_b", Pool: "pol_c", ChainID: 31337, Distributor: address(0xd1),
		Token: address(0x70), Sequence: 1, Rule: rule}
}

// fiveLosses is five losses of 100 with 200 to pay, of which one is undecided, as a file.
func fiveLosses() File {
	f := header(RuleWaterFill)
	f.Available = n(200)
	for i := range 5 {
		f.Rows = append(f.Rows, Row{ID: fmt.Sprintf("clm_%d", i), Part: PartCover, Class: 1, Held: i == 4,
			Receiver: address(byte(50 - i)), Amount: n(100)})
	}
	return f
}

// returned is A and B, who lost 100, of whom the pool paid A 80, when 100 comes back, as a file
// with two shareholders.
func returned() File {
	f := header(RuleRecovery)
	f.Collected, f.TotalAffected, f.Pools = n(100), n(200), []string{"pol_c"}
	f.ProtocolReceiver = address(0xff)
	f.Rows = []Row{
		{ID: "ent_a", Part: PartRecovery, Receiver: address(1), Amount: n(100), Recovery: &RecoveryRow{PoolPaid: []money.Amount{n(80)}}},
		{ID: "ent_b", Part: PartRecovery, Receiver: address(2), Amount: n(100), Recovery: &RecoveryRow{PoolPaid: []money.Amount{n(0)}}},
	}
	f.Shares = []ShareRow{
		{ID: "shr_x", Pool: "pol_c", Shares: n(300), Receiver: address(3)},
		{ID: "shr_y", Pool: "pol_c", Shares: n(100), Receiver: address(1)},
	}
	return f
}

const fiveLossesText = `makewhole-entitlements/1
incident=inc_a
settlement=stl_b
pool=pol_c
chain=31337
distributor=0xd1000000000000000000000000000000000000d1
token=0x7000000000000000000000000000000000000070
sequence=1
rule=water-fill/1
available=200
min_pay=0

id,part,class,e,a,held,receiver
clm_0,cover,1,100,0,0,0x3200000000000000000000000000000000000032
clm_1,cover,1,100,0,0,0x3100000000000000000000000000000000000031
clm_2,cover,1,100,0,0,0x3000000000000000000000000000000000000030
clm_3,cover,1,100,0,0,0x2f0000000000000000000000000000000000002f
clm_4,cover,1,100,0,1,0x2e0000000000000000000000000000000000002e
`

const returnedText = `makewhole-entitlements/1
incident=inc_a
settlement=stl_b
pool=pol_c
chain=31337
distributor=0xd1000000000000000000000000000000000000d1
token=0x7000000000000000000000000000000000000070
sequence=1
rule=recovery/1
collected=100
total_affected=200
total_units=0
residuals_first=0
min_pay=0
protocol_receiver=0xff000000000000000000000000000000000000ff
protocol_already=0
pools=pol_c

id,part,loss,units,elsewhere,already,held,receiver,pool_paid:pol_c
ent_a,recovery,100,0,0,0,0,0x0100000000000000000000000000000000000001,80
ent_b,recovery,100,0,0,0,0,0x0200000000000000000000000000000000000002,0

id,pool,shares,already,held,receiver
shr_x,pol_c,300,0,0,0x0300000000000000000000000000000000000003
shr_y,pol_c,100,0,0,0x0100000000000000000000000000000000000001
`

func text(t rapid.TB, f File) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteFile(&b, f); err != nil {
		t.Fatalf("WriteFile: %v", err)
	}
	return b.String()
}

func TestFileSpelling(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]File{fiveLossesText: fiveLosses(), returnedText: returned()} {
		if got := text(t, f); got != want {
			t.Errorf("written\n%s\nwant\n%s", got, want)
		}
		back, err := ReadFile(strings.NewReader(want))
		if err != nil || !reflect.DeepEqual(back, f) {
			t.Errorf("read back %+v, %v", back, err)
		}
		if hash, err := f.Hash(); err != nil || hash != merkle.Keccak([]byte(want)) {
			t.Errorf("hash %x, %v", hash, err)
		}
	}
}

func TestComputeWaterFill(t *testing.T) {
	t.Parallel()
	f := fiveLosses()
	c, err := f.Compute()
	if err != nil || c.Total() != n(160) || c.Held != n(40) || c.LeafCount != 4 || c.LambdaNum != n(200) || c.LambdaDen != n(500) {
		t.Fatalf("%+v, %v", c, err)
	}
	for i, want := range []string{"clm_4 -1", "clm_3 0", "clm_2 1", "clm_1 2", "clm_0 3"} { // by receiver
		if got := fmt.Sprint(c.Lines[i].ID, " ", c.Lines[i].Index); got != want || c.Lines[i].Amount != n(40) {
			t.Errorf("line %d is %s with %v, want %s", i, got, c.Lines[i].Amount, want)
		}
	}
	id := f.SettlementID()
	leaves := c.Leaves(id)
	if len(leaves) != 4 || leaves[2] != merkle.PayoutLeaf(id, 2, address(49), n(40)) || c.Root(id) != merkle.Build(leaves).Root() {
		t.Error("leaves or root differ")
	}
}

// TestVector fixes the numbers that the independent verifier asserts, too.
func TestVector(t *testing.T) {
	t.Parallel()
	for _, v := range []struct {
		f                      File
		hash, settlement, root string
	}{
		{fiveLosses(), "99c35c330430dcc717ca325ce20b022fa5b893df9fb1c0491b76a512597e5b70", "3b442952bd77e3c38de952a27bd6aa5c5e06053f8c9a697f0885757d6c2d35b4", "ab7f5fc40cbdcfd670db3b5e982f219208409c29a64051cfbb9d710e3a52b4f6"},
		{returned(), "13af79cb916b3058f400f8a741029b3f9ac771ddb5cbafdeb0e5625d9d223e1d", "3b442952bd77e3c38de952a27bd6aa5c5e06053f8c9a697f0885757d6c2d35b4", "f697713ee238f0d7d29de7f3c01e48171a684957ede6b690a4ff36a6be869aca"},
	} {
		hash, err := v.f.Hash()
		if err != nil {
			t.Fatal(err)
		}
		c, err := v.f.Compute()
		if err != nil {
			t.Fatal(err)
		}
		id := v.f.SettlementID()
		root := c.Root(id)
		got := fmt.Sprintf("%x %x %x", hash, id, root)
		if got != v.hash+" "+v.settlement+" "+v.root {
			t.Errorf("%s: %s", v.f.Rule, got)
		}
	}
}

func TestComputeRecovery(t *testing.T) {
	t.Parallel()
	f := returned()
	c, err := f.Compute()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range c.Lines {
		got = append(got, fmt.Sprintf("%s %s %v %d", l.ID, l.Part, l.Amount, l.Index))
	}
	want := "ent_a recovery 20 0;shr_y share 7 1;ent_b recovery 50 2;shr_x share 22 3;protocol protocol 0 -1"
	if strings.Join(got, ";") != want || c.Dust != n(1) || c.Total() != n(99) || c.Available != n(100) {
		t.Errorf("%s, dust %v, total %v", strings.Join(got, ";"), c.Dust, c.Total())
	}
	for i := range f.Rows { // the second tranche: 20 more come back
		f.Rows[i].Already = []money.Amount{n(20), n(50)}[i]
		f.Shares[i].Already = []money.Amount{n(22), n(7)}[i]
	}
	f.Collected, f.Sequence = n(120), 2
	if c, err = f.Compute(); err != nil || c.Available != n(21) || c.Total() != n(21) || !c.Dust.IsZero() {
		t.Errorf("second tranche: %+v, %v", c, err) // pool 40 so far: 30 and 10; B 60
	}
	f.Shares, f.ProtocolReceiver = nil, [20]byte{}
	f.Collected, f.TotalAffected = n(300), n(200)
	if c, err = f.Compute(); err != nil || c.Total() != n(50) || c.Reserved != n(300-70-50) {
		t.Errorf("without shareholders and protocol receiver: %+v, %v", c, err)
	}
}

func TestComputeProRata(t *testing.T) {
	t.Parallel()
	limit := n(10)
	f := header(RuleProRata)
	f.Available, f.Denominator, f.MinPay = n(1000), n(100), n(25)
	f.Rows = []Row{
		{ID: "a", Part: PartRecovery, Receiver: address(9), Amount: n(33)},
		{ID: "b", Part: PartRecovery, Receiver: address(8), Amount: n(30), Cap: &limit},
		{ID: "c", Part: PartRecovery, Receiver: address(9), Amount: n(0)},
		{ID: "d", Part: PartRecovery, Held: true, Amount: n(7)},
	}
	c, err := f.Compute()
	if err != nil || c.Total() != n(330) || c.Carried != n(10) || c.Capped != n(290) || c.Held != n(70) || c.Unattributed != n(300) {
		t.Fatalf("%+v, %v", c, err)
	}
	back, err := ReadFile(strings.NewReader(text(t, f)))
	if err != nil || !reflect.DeepEqual(back, f) {
		t.Errorf("read back %+v, %v", back, err)
	}
	f.Denominator = n(69)
	if _, err := f.Compute(); !errors.Is(err, ErrInput) {
		t.Errorf("denominator below the weights: %v", err)
	}
}

func TestComputeRefusals(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*File){
		"paid without receiver": func(f *File) { f.Rows[0].Receiver = [20]byte{} },
		"duplicate id":          func(f *File) { f.Rows[1].ID = f.Rows[0].ID },
		"rows out of order":     func(f *File) { f.Rows[0], f.Rows[1] = f.Rows[1], f.Rows[0] },
		"unknown rule":          func(f *File) { f.Rule = "water-fill/2" },
		"shares in a tranche":   func(f *File) { f.Shares = returned().Shares },
	} {
		f := fiveLosses()
		change(&f)
		if c, err := f.Compute(); err == nil {
			t.Errorf("%s: computed %+v", name, c)
		}
	}
	for name, change := range map[string]func(*File){
		"share of an unknown pool": func(f *File) { f.Shares[0].Pool = "pol_z" },
		"share id taken":           func(f *File) { f.Shares[0].ID = "ent_b" },
		"amounts per pool":         func(f *File) { f.Pools = append(f.Pools, "pol_d") },
		"shareholder got too much": func(f *File) { f.Shares[0].Already = n(29) },
		"given above collected":    func(f *File) { f.ProtocolAlready = n(101) },
		"given above the range":    func(f *File) { f.Shares[0].Already, f.Shares[1].Already = money.Max, n(1) },
	} {
		f := returned()
		change(&f)
		if c, err := f.Compute(); err == nil {
			t.Errorf("%s: computed %+v", name, c)
		}
	}
}

func TestReadFileRefusesWithThePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		old, new     string
		line, column int
	}{
		{"makewhole-entitlements/1", "makewhole-entitlements/2", 1, 1},
		{"incident=inc_a", "incident=Inc_a", 2, 10},
		{"incident=inc_a\n", "", 2, 1},
		{"pool=pol_c", "pool=protocol", 4, 6},
		{"chain=31337", "chain=031337", 5, 7},
		{"chain=31337", "chain=18446744073709551616", 5, 7},
		{"0xd1", "0xD1", 6, 13},
		{"distributor=0xd1", "distributor=0xg1", 6, 13},
		{"token=0x70", "token=0x7", 7, 7},
		{"rule=water-fill/1", "rule=water-fill/9", 9, 6},
		{"available=200", "available=0200", 10, 11},
		{"available=200", "available=2e2", 10, 11},
		{"available=200", "available=-200", 10, 11},
		{"available=200", "available=" + strings.Repeat("9", 78), 10, 11},
		{"available=200", "available=" + strings.Repeat("9", 100_000), 10, MaxLine},
		{"min_pay=0\n", "min_pay=0\r\n", 11, 10},
		{"min_pay=0\n\n", "min_pay=0\n", 12, 1},
		{"id,part,class", "id,class,part", 13, 1},
		{"clm_0,cover", "clm_0,share", 14, 7},
		{"clm_0,cover,1,", "clm_0,cover,256,", 14, 13},
		{"clm_0,cover,1,100,0,0", "clm_0,cover,1,100,0,2", 14, 21},
		{"clm_0,cover,1,100,0", "clm_0,cover,1, 100,0", 14, 15},
		{"0032\n", "0032,\n", 14, 65},
		{"clm_1,cover,1,100", "clm_1,cover,1", 15, 61},
		{"clm_2", "clm_1", 16, 1},
		{"clm_2", "clm_0", 16, 1},
		{"clm_4", "protocol", 18, 1},
		{"002e\n", "002e", 18, 65},
		{"002e\n", "002e\n\n", 19, 1},
		{"clm_3", "clm_\u00e9", 17, 5},
	} {
		bad := strings.Replace(fiveLossesText, c.old, c.new, 1)
		if bad == fiveLossesText {
			t.Fatalf("%q is not in the file", c.old)
		}
		_, err := ReadFile(strings.NewReader(bad))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || !errors.Is(err, ErrFile) || syntax.Line != c.line || syntax.Column != c.column {
			t.Errorf("%q for %q: %v, want line %d, column %d", c.new, c.old, err, c.line, c.column)
		}
	}
	for old, change := range map[string]string{
		"pools=pol_c": "pools=pol_c,pol_b", "\nid,pool": "id,pool", "shr_x,pol_c": "shr_x,pol_d",
		"shr_y": "shr_x", "ent_b": "shr_x", "pool_paid:pol_c": "pool_paid:pol_d", "0001\n\n": "0001\n\n\n",
	} {
		bad := strings.Replace(returnedText, old, change, 1)
		if _, err := ReadFile(strings.NewReader(bad)); !errors.Is(err, ErrFile) && bad != returnedText {
			t.Errorf("%q for %q: %v", change, old, err)
		}
	}
}

// anyFile draws files of every rule.
func anyFile(t *rapid.T) File {
	f := header(rapid.SampledFrom([]Rule{RuleWaterFill, RuleProRata, RuleRecovery}).Draw(t, "rule"))
	f.ChainID, f.Sequence = rapid.Uint64().Draw(t, "chain"), rapid.Uint64().Draw(t, "sequence")
	amount := anyAmount(256)
	f.MinPay = amount.Draw(t, "min pay")
	if f.Rule == RuleRecovery {
		f.Collected, f.TotalAffected, f.TotalUnits = amount.Draw(t, "collected"), amount.Draw(t, "total"), amount.Draw(t, "units")
		f.ResidualsFirst, f.ProtocolReceiver = rapid.Bool().Draw(t, "first"), address(rapid.Byte().Draw(t, "protocol"))
		for p := range rapid.IntRange(0, 3).Draw(t, "pools") {
			f.Pools = append(f.Pools, fmt.Sprintf("pol_%d", p))
		}
	} else {
		f.Available = amount.Draw(t, "available")
	}
	if f.Rule == RuleProRata {
		f.Denominator = amount.Draw(t, "denominator")
	}
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9_.-]{1,20}`), 0, 12, rapid.ID[string]).Draw(t, "ids")
	for _, id := range ids {
		if f.Rule == RuleRecovery && len(f.Pools) > 0 && rapid.Bool().Draw(t, "share") {
			f.Shares = append(f.Shares, ShareRow{ID: id, Pool: rapid.SampledFrom(f.Pools).Draw(t, "pool"), Shares: amount.Draw(t, "shares"),
				Already: amount.Draw(t, "already"), Held: rapid.Bool().Draw(t, "held"), Receiver: address(rapid.Byte().Draw(t, "receiver"))})
			continue
		}
		f.Rows = append(f.Rows, anyRow(t, &f, id))
	}
	f.Sort()
	return f
}

func anyRow(t *rapid.T, f *File, id string) Row {
	amount := anyAmount(256)
	r := newRow(f)
	r.ID, r.Held, r.Receiver = id, rapid.Bool().Draw(t, "held"), address(rapid.Byte().Draw(t, "receiver"))
	r.Part, r.Amount = rapid.SampledFrom([]Part{PartCover, PartRecovery}).Draw(t, "part"), amount.Draw(t, "amount")
	switch f.Rule {
	case RuleWaterFill:
		r.Class, r.Already = rapid.Byte().Draw(t, "class"), amount.Draw(t, "already")
	case RuleProRata:
		if rapid.Bool().Draw(t, "capped") {
			limit := amount.Draw(t, "cap")
			r.Cap = &limit
		}
	default:
		r.Already, r.Recovery.Units, r.Recovery.Elsewhere = amount.Draw(t, "already"), amount.Draw(t, "units"), amount.Draw(t, "elsewhere")
		for p := range r.Recovery.PoolPaid {
			r.Recovery.PoolPaid[p] = amount.Draw(t, "paid")
		}
	}
	return r
}

func TestFileRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		written := text(t, f)
		back, err := ReadFile(strings.NewReader(written))
		if err != nil || !reflect.DeepEqual(back, f) {
			t.Fatalf("read back %+v, want %+v, %v", back, f, err)
		}
		c, err := f.Compute()
		if err != nil {
			return // contradictory numbers are refused, which other tests cover
		}
		checkComputed(t, c)
	})
}

// checkComputed re-adds a computed settlement from its lines alone.
func checkComputed(t *rapid.T, c Computed) {
	var paid, held, carried money.Amount
	next := 0
	for i, l := range c.Lines {
		if i > 0 {
			p := c.Lines[i-1]
			if order := bytes.Compare(p.Receiver[:], l.Receiver[:]); order > 0 || order == 0 && p.ID >= l.ID {
				t.Fatalf("line %d is out of order", i)
			}
		}
		switch {
		case l.Index >= 0:
			if l.Index != next || l.Held || l.Carried || l.Amount.IsZero() || l.Receiver == [20]byte{} {
				t.Fatalf("leaf of line %d: %+v", i, l)
			}
			next++
			paid, _ = paid.Add(l.Amount)
		case l.Held:
			held, _ = held.Add(l.Amount)
		case l.Carried:
			carried, _ = carried.Add(l.Amount)
		case !l.Amount.IsZero():
			t.Fatalf("line %d has money and no place", i)
		}
	}
	if next != c.LeafCount || len(c.Entries()) != next || paid != c.Paid || held != c.Held || carried != c.Carried {
		t.Fatalf("sums of %+v", c)
	}
	sum, err := money.Sum(c.Paid, c.Held, c.Carried, c.Capped, c.Reserved, c.Dust, c.Unattributed)
	if err != nil || sum != c.Available {
		t.Fatalf("parts are %v of %v", sum, c.Available)
	}
}

func TestWriteFileRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*File){
		"id":       func(f *File) { f.Rows[0].ID = "A" },
		"part":     func(f *File) { f.Rows[0].Part = PartShare },
		"incident": func(f *File) { f.Incident = "" },
		"long id":  func(f *File) { f.Rows[0].ID = strings.Repeat("a", 65) },
		"order":    func(f *File) { f.Rows[0].ID = "zzz" },
	} {
		f := fiveLosses()
		change(&f)
		if err := WriteFile(&bytes.Buffer{}, f); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f := returned()
	f.Pools = []string{"pol_c", "pol_c"}
	if err := WriteFile(&bytes.Buffer{}, f); !errors.Is(err, ErrFile) {
		t.Errorf("pools twice: %v", err)
	}
}

// TestFlippedBytes: a file with any byte changed is refused or is another file
// with another hash, never the same settlement in another spelling.
func TestFlippedBytes(t *testing.T) {
	t.Parallel()
	for _, original := range []string{fiveLossesText, returnedText} {
		for i := range original {
			for _, bit := range []byte{1, 2, 4, 8, 16, 32, 64, 128} {
				changed := []byte(original)
				changed[i] ^= bit
				f, err := ReadFile(bytes.NewReader(changed))
				if err != nil {
					continue
				}
				if again := text(t, f); again != string(changed) {
					t.Fatalf("byte %d: two spellings\n%s", i, changed)
				}
			}
		}
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add([]byte(fiveLossesText))
	f.Add([]byte(returnedText))
	f.Fuzz(func(t *testing.T, in []byte) {
		file, err := ReadFile(bytes.NewReader(in))
		if err != nil {
			return
		}
		if got := text(t, file); got != string(in) {
			t.Fatalf("two spellings: %s", hex.Dump(in))
		}
		_, _ = file.Compute()
	})
}
