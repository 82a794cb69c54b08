package rounds_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

var update = flag.Bool("update", false, "rewrite contracts/vectors/rounds.json")

const (
	vectorsPath = "../contracts/vectors/rounds.json"
	histories   = 300
	plain       = 20_000 // seeds of histories without bounties
	rewarded    = 60     // histories with bounties
)

// vectors are what another implementation of rounds is held against.
type vectors struct {
	States   []vector     `json:"states"`
	Refused  []string     `json:"refused"` // canonical, but they contradict themselves
	Accounts string       `json:"accounts"`
	Files    []vectorFile `json:"files"`   // entitlement files of Accounts
	Damages  []damage     `json:"damages"` // of Accounts
	Changes  [][2]string  `json:"changes"` // of Accounts, first place only; then it is no accounts file
	// FileChanges are changes of the first of Files, which is right; then it is no
	// entitlement file.
	FileChanges [][2]string `json:"file_changes"`
}

// damage is one wrong byte, and whether the text is still an accounts file.
type damage struct {
	damageAt
	Readable bool `json:"readable"`
}

// vector is an accounts file with its round.
type vector struct {
	Accounts    string             `json:"accounts"`
	Settlements []vectorSettlement `json:"settlements"`
	Levels      [][4]string        `json:"levels"`   // pool, class, numerator, denominator
	Protocol    string             `json:"protocol"` // in points
}

type vectorSettlement struct {
	Source  string    `json:"source"`
	Sums    [7]string `json:"sums"`              // available, paid, held, carried, protocol, reserved, free
	Lines   []string  `json:"lines,omitempty"`   // account,kind,pool,amount,state
	Returns []string  `json:"returns,omitempty"` // account,pool,amount
	Holders []string  `json:"holders,omitempty"` // pool,amount
	Payees  []string  `json:"payees,omitempty"`  // id,amount
}

type vectorFile struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Good bool   `json:"good"`
}

func vectorOf(s *rounds.State) (vector, error) {
	result, err := rounds.Compute(s)
	if err != nil {
		return vector{}, err
	}
	v := vector{Protocol: result.Protocol.String(), Levels: [][4]string{}}
	for _, l := range result.Levels {
		v.Levels = append(v.Levels, [4]string{fmt.Sprint(l.Pool), fmt.Sprint(l.Class), l.Num.String(), l.Den.String()})
	}
	for i := range result.Settlements {
		v.Settlements = append(v.Settlements, settlementVector(&result.Settlements[i]))
	}
	return v, nil
}

func settlementVector(st *rounds.Settlement) vectorSettlement {
	out := vectorSettlement{Source: st.SourceName()}
	for i, x := range []money.Amount{st.Available, st.Paid, st.Held, st.Carried, st.Protocol, st.Reserved, st.Free} {
		out.Sums[i] = x.String()
	}
	for _, l := range st.Lines {
		out.Lines = append(out.Lines, fmt.Sprintf("%d,%d,%d,%s,%d", l.Account, l.Kind, l.Pool, l.Amount, l.State))
	}
	for _, r := range st.Returns {
		out.Returns = append(out.Returns, fmt.Sprintf("%d,%d,%s", r.Account, r.Pool, r.Amount))
	}
	for _, h := range st.Holders {
		out.Holders = append(out.Holders, fmt.Sprintf("%d,%s", h.Pool, h.Amount))
	}
	for _, p := range st.Payees {
		out.Payees = append(out.Payees, p.ID+","+p.Amount.String())
	}
	return out
}

// TestVectors holds the committed rounds against this package; the JavaScript
// verifier is held against the same file. With -update it draws them again.
func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	raw, err := os.ReadFile(vectorsPath)
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i, want := range all.States {
		s, err := rounds.ReadState([]byte(want.Accounts))
		if err != nil {
			t.Fatalf("state %d: %v", i, err)
		}
		got, err := vectorOf(s)
		got.Accounts = want.Accounts
		if a, b := asJSON(t, got), asJSON(t, want); err != nil || a != b {
			t.Fatalf("state %d: %v\n%s\ninstead of\n%s", i, err, a, b)
		}
		count(seen, s, &want)
	}
	for _, kind := range vectorKinds {
		if seen[kind] < 5 {
			t.Errorf("only %d states have %s", seen[kind], kind)
		}
	}
	if len(all.States) < 300 || len(raw) > 1_500_000 {
		t.Errorf("%d states, %d bytes", len(all.States), len(raw))
	}
	checkRefused(t, &all)
	checkFiles(t, &all)
	checkDamages(t, &all)
}

func checkRefused(t *testing.T, all *vectors) {
	t.Helper()
	if len(all.Refused) < len(contradictions) {
		t.Errorf("%d contradictions", len(all.Refused))
	}
	for i, accounts := range all.Refused {
		s, err := rounds.ReadState([]byte(accounts))
		if err != nil {
			t.Fatalf("contradiction %d cannot be read: %v", i, err)
		}
		if _, err := rounds.Compute(s); err == nil {
			t.Errorf("contradiction %d is accepted", i)
		}
	}
}

func checkFiles(t *testing.T, all *vectors) {
	t.Helper()
	s, err := rounds.ReadState([]byte(all.Accounts))
	if err != nil {
		t.Fatal(err)
	}
	good := 0
	for _, v := range all.Files {
		f, err := payouts.ReadFile(strings.NewReader(v.Text))
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		if err := rounds.Check(s, &f); (err == nil) != v.Good {
			t.Errorf("%s: %v", v.Name, err)
		}
		if v.Good {
			good++
		}
	}
	if good < 4 || len(all.Files) < 30 {
		t.Errorf("%d good files of %d", good, len(all.Files))
	}
}

func checkDamages(t *testing.T, all *vectors) {
	t.Helper()
	readable := 0
	for _, d := range all.Damages {
		if _, err := rounds.ReadState(d.to([]byte(all.Accounts))); (err == nil) != d.Readable {
			t.Errorf("damage %+v: %v", d, err)
		}
		if d.Readable {
			readable++
		}
	}
	if readable < 100 || readable > len(all.Damages)-100 {
		t.Errorf("%d of %d damages can be read", readable, len(all.Damages))
	}
	for _, c := range all.FileChanges {
		bad := strings.Replace(all.Files[0].Text, c[0], c[1], 1)
		if _, err := payouts.ReadFile(strings.NewReader(bad)); err == nil || bad == all.Files[0].Text {
			t.Errorf("entitlement file: %q instead of %q: %v", c[1], c[0], err)
		}
	}
	for _, c := range all.Changes {
		if _, err := rounds.ReadState([]byte(strings.Replace(all.Accounts, c[0], c[1], 1))); err == nil {
			t.Errorf("%q instead of %q is accepted", c[1], c[0])
		}
	}
	if len(all.Changes) != len(unreadable) || len(all.FileChanges) != len(fileChanges) {
		t.Errorf("%d changes of %d, %d of %d", len(all.Changes), len(unreadable), len(all.FileChanges), len(fileChanges))
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// writeVectors draws histories with fixed seeds, one a line: the first ones, and
// then those that show a kind that few others show.
func writeVectors(t *testing.T) {
	t.Helper()
	var out bytes.Buffer
	out.WriteString(`{"states":[` + "\n")
	for i, s := range []*rounds.State{mixed(), revised(), lapsed(), crumbs(), smallOfTwoPools(11), smallOfTwoPools(51), heldElsewhere(true), heldElsewhere(false), paidToExcluded(), sweptOfExcluded(), overdrawn()} {
		v := mustVector(t, s)
		if i > 0 {
			out.WriteString(",\n")
		}
		out.WriteString(asJSON(t, v))
	}
	seen := map[string]int{}
	for seed := range uint64(plain + 2_000) {
		s := seeded(seed)
		v := mustVector(t, s)
		if seed < histories || seed >= plain && seed < plain+rewarded || slices.Contains(telling, seed) || rare(seen, s, &v) {
			count(seen, s, &v)
			out.WriteString(",\n" + asJSON(t, v))
		}
	}
	var refused []string
	for _, name := range slices.Sorted(maps.Keys(contradictions)) {
		s := mixed()
		contradictions[name](s)
		refused = append(refused, text(t, s))
	}
	last := vectors{Refused: refused, Accounts: text(t, mixed()), Files: fileVectors(t), FileChanges: fileChanges}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1_500 {
		d := damage{damageAt: damageAt{At: random.IntN(len(last.Accounts)), How: random.IntN(3), Byte: wrongBytes[random.IntN(len(wrongBytes))]}}
		_, err := rounds.ReadState(d.to([]byte(last.Accounts)))
		d.Readable = err == nil
		last.Damages = append(last.Damages, d)
	}
	for _, name := range slices.Sorted(maps.Keys(unreadable)) {
		last.Changes = append(last.Changes, unreadable[name])
	}
	rest, _ := strings.CutPrefix(asJSON(t, last), `{"states":null,`)
	fmt.Fprintf(&out, "\n],\n%s\n", rest)
	if err := os.WriteFile(vectorsPath, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// seeded is the history of a seed; those from plain on have bounties.
func seeded(seed uint64) *rounds.State {
	random := rand.New(rand.NewPCG(seed, 1))
	upTo := func(most int) int { return random.IntN(most + 1) }
	if seed < plain {
		return playState(upTo)
	}
	return playRewarded(upTo)
}

// telling are histories in which an implementation went wrong that others did
// not show: it forgot what returned before, what waits, what a pool gave above its
// target, or the bound of what is free.
var telling = []uint64{1184, 1449, 1542, 1725, 2124, 4410, 6476, 6759, 6818, 9197, 9939}

func mustVector(t *testing.T, s *rounds.State) vector {
	t.Helper()
	v, err := vectorOf(s)
	if err != nil {
		t.Fatalf("%v\n%s", err, text(t, s))
	}
	v.Accounts = text(t, s)
	return v
}

// rare reports whether a state shows a kind that fewer than ten others show.
func rare(seen map[string]int, s *rounds.State, v *vector) bool {
	here := map[string]int{}
	count(here, s, v)
	for kind := range here {
		if seen[kind] < 10 {
			return true
		}
	}
	return false
}

// fileVectors are the honest files of mixed, and every lie that can be written.
func fileVectors(t *testing.T) (out []vectorFile) {
	t.Helper()
	add := func(name string, f *payouts.File, good bool) {
		var text bytes.Buffer
		if err := payouts.WriteFile(&text, *f); err == nil && f.Rule == payouts.RuleTargets {
			out = append(out, vectorFile{Name: name, Text: text.String(), Good: good})
		}
	}
	honest := filesOf(t, mixed())
	for _, source := range slices.Sorted(maps.Keys(honest)) {
		add(source, honest[source], true)
	}
	waiting := filesOf(t, mixed())["escheat:0"]
	owner(t, waiting).Held = true
	add("escheat:0, an owner's row waits", waiting, true)
	all := lies(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := filesOf(t, mixed())[all[name].source]
		all[name].tell(f)
		add(name, f, false)
	}
	return out
}

var fileChanges = [][2]string{
	{"rule=targets/1", "rule=targets/2"}, {"source=escheat:0", "source=escheat:00"}, {"source=escheat:0", "source=vault:0"}, {"source=escheat:0\n", ""},
	{"accounts=0x", "accounts=0X"}, {"accounts=0x", "accounts="}, {"source=escheat:0\n", "source=escheat:0\nmin_pay=0\n"},
	{"chain=31337", "chain=18446744073709551616"}, {"sequence=1", "sequence=01"},
	{",0,0,0,0x", ",0,1,1,0x"}, {",0,0,0,0x", ",1,0,0,0x"}, {",0,0,0,0x", ",0,2,0,0x"}, {",0,0,0,0x", ",0,0,0x"},
	{",escheat,", ",victim,"}, {",escheat,acc_2,", ",escheat,,"}, {"row_", "ROW_"}, {",weight,", ",shares,"},
}

// contradictions make a state that no round follows from.
var contradictions = map[string]func(*rounds.State){
	"a price of zero":        func(s *rounds.State) { s.Assets[0].Num = n(0) },
	"a price over zero":      func(s *rounds.State) { s.Assets[0].Den = n(0) },
	"spent above the pledge": func(s *rounds.State) { s.Pools[0].Spent = n(201) },
	"spent above collected":  func(s *rounds.State) { s.Recovered[0].Spent = n(346) },
	"less without a limit":   func(s *rounds.State) { s.Accounts[0].Rights[0].Unlimited = n(79) },
	"layers in a circle": func(s *rounds.State) {
		s.Products[0].Layers = []rounds.Layer{{Pool: 0}, {Pool: 1}}
		s.Products[1].Layers = []rounds.Layer{{Pool: 1}, {Pool: 0}}
	},
	"two rules in one pool": func(s *rounds.State) {
		s.Products[1].Rule, s.Products[1].Layers = rounds.RuleProRata, []rounds.Layer{{Pool: 0}}
	},
	"losses above 2^256": func(s *rounds.State) {
		s.Accounts[0].Losses[0].Amount, s.Accounts[1].Losses[0].Amount = money.Max, money.Max
	},
	"an asset recovered twice": func(s *rounds.State) { s.Recovered = append(s.Recovered, rounds.Recovered{}) },
	"a pool twice":             func(s *rounds.State) { s.Recovered[0].Pools = append(s.Recovered[0].Pools, rounds.Subrogated{}) },
	"a pool twice in escheat":  func(s *rounds.State) { s.Escheat[0].Holders = []rounds.PoolAmount{{Amount: n(1)}, {Amount: n(1)}} },
	"a bounty twice":           func(s *rounds.State) { s.Recovered[0].Bounties[1].ID = "bty_1" },
	"a bounty on too much":     func(s *rounds.State) { s.Recovered[0].Bounties[0].Gross = n(346) },
	"bounties above spent":     func(s *rounds.State) { s.Recovered[0].Bounties[1].Given = n(20) },
	"a payee twice":            func(s *rounds.State) { s.Escheat[0].Payees[1].ID = "bty_1" },
	"escheat twice":            func(s *rounds.State) { s.Escheat = append(s.Escheat, rounds.Escheat{}) },
	"revised twice":            func(s *rounds.State) { s.Accounts[0].Revised = []rounds.Revision{{Raised: n(1)}, {Raised: n(1)}} },
	"raised above the loss":    func(s *rounds.State) { s.Accounts[0].Revised = []rounds.Revision{{Raised: money.Max}} },
	"lost twice":               func(s *rounds.State) { s.Accounts[0].Losses = append(s.Accounts[0].Losses, lost(1)...) },
	"a value above 2^256": func(s *rounds.State) {
		s.Assets[0].Num, s.Accounts[0].Losses[0].Amount = n(2), money.Max
	},
}

// vectorKinds are what the states must show.
var vectorKinds = []string{
	"several pools", "several layers", "several products", "a cap of a layer", "a limit", "two classes", "a held right", "pro-rata/1", "prices",
	"recovered in two assets", "subrogated money", "shares of holders", "returns", "a cover from recovered money", "a pool of another asset",
	"bounties", "lines of bounties", "swept bounties", "swept lines", "swept shares", "repaid lines", "lapsed lines", "escheat lines", "owner lines", "carried lines", "held lines", "excluded", "disputed",
	"no receiver", "outside", "unattributed", "open settlements", "the last round", "the protocol's part", "a level below 1", "large amounts",
}

func count(seen map[string]int, s *rounds.State, v *vector) {
	is := func(kind string, yes bool) {
		if yes {
			seen[kind]++
		}
	}
	is("several pools", len(s.Pools) > 1)
	is("several products", len(s.Products) > 1)
	is("several layers", slices.ContainsFunc(s.Products, func(p rounds.Product) bool { return len(p.Layers) > 1 }))
	is("a cap of a layer", slices.ContainsFunc(s.Products, func(p rounds.Product) bool {
		return slices.ContainsFunc(p.Layers, func(l rounds.Layer) bool { return !l.Cap.IsZero() })
	}))
	is("a limit", slices.ContainsFunc(s.Products, func(p rounds.Product) bool { return !p.Limit.IsZero() }))
	is("pro-rata/1", slices.ContainsFunc(s.Products, func(p rounds.Product) bool { return p.Rule == rounds.RuleProRata }))
	is("prices", slices.ContainsFunc(s.Assets, func(a rounds.Asset) bool { return a.Den.Cmp(n(1)) > 0 }))
	is("a pool of another asset", slices.ContainsFunc(s.Pools, func(p rounds.Pool) bool { return p.Asset > 0 }))
	is("recovered in two assets", len(slices.DeleteFunc(slices.Clone(s.Recovered), func(r rounds.Recovered) bool { return r.Collected.IsZero() })) > 1)
	is("subrogated money", slices.ContainsFunc(s.Recovered, func(r rounds.Recovered) bool { return len(r.Pools) > 0 }))
	is("swept shares", slices.ContainsFunc(s.Escheat, func(e rounds.Escheat) bool { return len(e.Holders) > 0 }))
	is("bounties", slices.ContainsFunc(s.Recovered, func(r rounds.Recovered) bool { return len(r.Bounties) > 0 }))
	is("swept bounties", slices.ContainsFunc(s.Escheat, func(e rounds.Escheat) bool { return len(e.Payees) > 0 }))
	is("open settlements", slices.ContainsFunc(s.Pools, func(p rounds.Pool) bool { return p.Open }) ||
		slices.ContainsFunc(s.Recovered, func(r rounds.Recovered) bool { return r.Open }))
	is("unattributed", len(s.Unattributed) > 0)
	is("the last round", s.Last)
	is("large amounts", slices.ContainsFunc(s.Pools, func(p rounds.Pool) bool { return p.Pledge.Cmp(n(1_000_000)) > 0 }))
	countAccounts(is, s)
	countLines(is, v)
}

func countAccounts(is func(string, bool), s *rounds.State) {
	of := func(kind string, yes func(*rounds.Account) bool) {
		is(kind, slices.ContainsFunc(s.Accounts, func(a rounds.Account) bool { return yes(&a) }))
	}
	entry := func(kind string, yes func(rounds.Entry) bool) {
		of(kind, func(a *rounds.Account) bool { return slices.ContainsFunc(a.Entries, yes) })
	}
	of("excluded", func(a *rounds.Account) bool { return a.Excluded })
	of("disputed", func(a *rounds.Account) bool { return a.Hold == rounds.HoldDisputed })
	of("no receiver", func(a *rounds.Account) bool { return a.Hold == rounds.HoldReceiver })
	of("outside", func(a *rounds.Account) bool { return len(a.Outside) > 0 })
	of("a held right", func(a *rounds.Account) bool {
		return slices.ContainsFunc(a.Rights, func(r rounds.Right) bool { return r.Held })
	})
	of("two classes", func(a *rounds.Account) bool {
		return slices.ContainsFunc(a.Rights, func(r rounds.Right) bool { return r.Class > 0 })
	})
	entry("swept lines", func(e rounds.Entry) bool { return e.Swept })
	entry("repaid lines", func(e rounds.Entry) bool { return !e.Repaid.IsZero() })
	entry("lapsed lines", func(e rounds.Entry) bool { return e.Lapsed })
	entry("a cover from recovered money", func(e rounds.Entry) bool { return e.Vault })
}

func countLines(is func(string, bool), v *vector) {
	kinds := map[string]bool{}
	for _, st := range v.Settlements {
		for _, l := range st.Lines {
			cells := strings.Split(l, ",")
			kinds["kind "+cells[1]], kinds["state "+cells[4]] = true, true
		}
		kinds["holders"] = kinds["holders"] || len(st.Holders) > 0
		kinds["lines of bounties"] = kinds["lines of bounties"] || len(st.Payees) > 0 && strings.HasPrefix(st.Source, "recovered")
		kinds["returns"] = kinds["returns"] || len(st.Returns) > 0
		kinds["protocol"] = kinds["protocol"] || st.Sums[4] != "0"
	}
	is("escheat lines", kinds["kind 3"])
	is("owner lines", kinds["kind 4"])
	is("held lines", kinds["state 1"])
	is("carried lines", kinds["state 2"])
	is("shares of holders", kinds["holders"])
	is("returns", kinds["returns"])
	is("lines of bounties", kinds["lines of bounties"])
	is("the protocol's part", kinds["protocol"])
	is("a level below 1", slices.ContainsFunc(v.Levels, func(l [4]string) bool { return l[2] != l[3] }))
}
