package monitor

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/states"
)

// windowed has a window of each operation and shows all of them in every block.
const windowed = `{
 "format": "makewhole.monitor/1", "id": "windowed", "version": 1, "title": "all windows", "about": "a test", "state": "live",
 "severity": "P3", "class": "test", "owner": "desk", "chain": 1, "module": "module", "budget": 100000,
 "targets": {"module": "0x00000000000000000000000000000000000000a1"},
 "sources": {"paid": {"event": "Paid(address indexed who, int256 amount)", "of": ["module"]}},
 "reads": {"held": {"balance": "module"}},
 "windows": [
  {"name": "total", "op": "sum", "of": "paid", "value": "paid.amount", "over": "100s", "partial": true},
  {"name": "strict", "op": "sum", "of": "paid", "value": "paid.amount", "where": "paid.amount > 3", "over": "5 blocks"},
  {"name": "smallest", "op": "min", "of": "paid", "value": "paid.amount", "over": "100s", "partial": true},
  {"name": "greatest", "op": "max", "of": "paid", "value": "paid.amount", "over": "3 blocks", "partial": true},
  {"name": "receivers", "op": "distinct", "of": "paid", "value": "paid.who", "over": "100s", "partial": true},
  {"name": "oldest", "op": "first", "of": "block", "value": "held.block", "over": "100s", "partial": true},
  {"name": "newest", "op": "last", "of": "paid", "value": "paid.amount", "over": "4 blocks", "partial": true},
  {"name": "by_who", "op": "sum", "of": "paid", "value": "paid.amount", "by": "paid.who", "over": "100s", "partial": true},
  {"name": "level", "op": "leaky", "of": "block", "value": "held.block", "capacity": "50", "over": "100s", "partial": true},
  {"name": "drift", "op": "cusum", "of": "block", "value": "held.block", "mean": "20", "sigma": "3", "slack": "500", "over": "1 blocks", "partial": true}],
 "for": "block", "when": "block.number > 0 && at(by_who, module) >= 0", "damage": "held.block > 50",
 "examples": [{"name": "a", "fires": true, "blocks": [{"reads": {"held": "1"}}]},
  {"name": "b", "fires": false, "blocks": [{"transactions": [{"from": "module", "events": [{"event": "paid", "of": "module", "values": {"who": "module", "amount": "-5"}}]}]}]}]}`

// load reads a monitor with changes made to its text.
func load(t testing.TB, text string, changes ...string) *Monitor {
	t.Helper()
	m, err := ReadFile([]byte(strings.NewReplacer(changes...).Replace(text)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func newEngine(t testing.TB, monitors ...*Monitor) *Engine {
	t.Helper()
	e, err := NewEngine(1, monitors)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// payment is one event of the test world.
type payment struct{ who, amount int64 }

type testBlock struct {
	o    *Observation
	paid []payment
	held int64
}

var module = common.HexToAddress("0xa1")

func makeBlock(parent *Observation, fork int, dt uint64, held int64, paid []payment) testBlock {
	o := &Observation{Chain: 1, Number: 1, Time: 1_700_000_000 + dt, Reads: map[Read]Pair{}, Blind: map[Feed]string{}}
	if parent != nil {
		o.Number, o.Parent, o.Time = parent.Number+1, parent.Hash, parent.Time+dt
	}
	o.Hash = exampleHash(fmt.Sprint("fork ", fork), o.Number)
	sig, _ := parseSignature("Paid(address indexed who, int256 amount)")
	for i, p := range paid {
		who := common.BigToHash(big.NewInt(p.who))
		data, _ := integer(sig.arguments[1].Type, fmt.Sprint(p.amount))
		o.Logs = append(o.Logs, Log{Address: module, Topics: []common.Hash{sig.topic(), who}, Data: data[:], Tx: exampleHash("tx", uint64(i))})
	}
	w := common.BigToHash(big.NewInt(held))
	o.Reads[Read{Kind: ReadBalance, Address: module}] = Pair{&w, &w}
	return testBlock{o, paid, held}
}

// naive computes windows from the whole chain.
func naive(chain []testBlock) map[string]string {
	head := chain[len(chain)-1].o
	within := func(b testBlock, seconds, blocks uint64) bool {
		return seconds > 0 && b.o.Time+seconds > head.Time || blocks > 0 && b.o.Number+blocks > head.Number
	}
	out := map[string]string{}
	var total, strict int64
	who := map[int64]bool{}
	var small, great, newest []int64
	level, drift, last := int64(0), int64(0), uint64(0)
	for _, b := range chain {
		if last > 0 {
			level = max(0, level-50*int64(b.o.Time-last))
		}
		level, last = level+100*b.held, b.o.Time
		step := (b.held - 20) * 1000
		quo := step / 3
		if step%3 < 0 {
			quo--
		}
		drift = max(0, drift+quo-500)
		if within(b, 100, 0) && out["oldest"] == "" {
			out["oldest"] = fmt.Sprint(b.held)
		}
		for _, p := range b.paid {
			if within(b, 100, 0) {
				total, small, who[p.who] = total+p.amount, append(small, p.amount), true
			}
			if within(b, 0, 5) && p.amount > 3 {
				strict += p.amount
			}
			if within(b, 0, 3) {
				great = append(great, p.amount)
			}
			if within(b, 0, 4) {
				newest = append(newest, p.amount)
			}
		}
	}
	out["total"], out["receivers"] = fmt.Sprint(total), fmt.Sprint(len(who))
	out["level"], out["drift"] = fmt.Sprint((level+99)/100), fmt.Sprint(drift)
	if head.Number >= 5 {
		out["strict"] = fmt.Sprint(strict)
	}
	if len(small) > 0 {
		out["smallest"] = fmt.Sprint(slices.Min(small))
	}
	if len(great) > 0 {
		out["greatest"] = fmt.Sprint(slices.Max(great))
	}
	if len(newest) > 0 {
		out["newest"] = fmt.Sprint(newest[len(newest)-1])
	}
	return out
}

// TestWindowsAgainstNaive: over random blocks and reorganisations each window is
// what a computation from the whole chain gives, and an engine that took blocks
// back is as one that never had them.
func TestWindowsAgainstNaive(t *testing.T) {
	t.Parallel()
	m := load(t, windowed)
	reorgs := 0
	rapid.Check(t, func(rt *rapid.T) {
		e := newEngine(t, m)
		var chain []testBlock
		for n := range rapid.IntRange(5, 40).Draw(rt, "blocks") {
			if len(chain) > 2 && rapid.IntRange(0, 4).Draw(rt, "reorg") == 0 {
				depth := rapid.IntRange(1, min(6, len(chain)-1)).Draw(rt, "depth")
				chain = chain[:len(chain)-depth]
				if err := e.Rewind(chain[len(chain)-1].o.Number); err != nil {
					rt.Fatal(err)
				}
				reorgs++
			}
			var paid []payment
			for range rapid.IntRange(0, 3).Draw(rt, "payments") {
				paid = append(paid, payment{rapid.Int64Range(1, 4).Draw(rt, "who"), rapid.Int64Range(-5, 20).Draw(rt, "amount")})
			}
			var parent *Observation
			if len(chain) > 0 {
				parent = chain[len(chain)-1].o
			}
			b := makeBlock(parent, n, rapid.Uint64Range(1, 40).Draw(rt, "seconds"), rapid.Int64Range(0, 60).Draw(rt, "held"), paid)
			chain = append(chain, b)
			results, err := e.Step(b.o)
			if err != nil {
				rt.Fatal(err)
			}
			got := results[0].Findings[0].Values
			for name, want := range naive(chain) {
				if got[name] != want {
					rt.Fatalf("block %d: %s is %q, want %q", b.o.Number, name, got[name], want)
				}
			}
			for _, name := range []string{"strict", "smallest", "greatest", "newest"} {
				if _, known := naive(chain)[name]; !known && got[name] != "" {
					rt.Fatalf("block %d: %s is %q, want it unknown", b.o.Number, name, got[name])
				}
			}
		}
		fresh := newEngine(t, m)
		var last []Result
		for _, b := range chain {
			last, _ = fresh.Step(b.o)
		}
		w, v := e.runners[0].windows[7], fresh.runners[0].windows[7]
		for _, k := range []int64{1, 2, 3, 4} {
			key := Account(common.BigToAddress(big.NewInt(k)))
			a, _ := w.result(w.groups[key])
			b, _ := v.result(v.groups[key])
			if a != b {
				rt.Fatalf("by account %d: %v after the reorganisations, %v without", k, a, b)
			}
		}
		if len(last) != 1 {
			rt.Fatal("no result")
		}
	})
	if reorgs == 0 {
		t.Error("no reorganisation was played")
	}
}

// TestLongChainForgets: a window holds what counts and what can be taken back,
// and nothing else.
func TestLongChainForgets(t *testing.T) {
	t.Parallel()
	e := newEngine(t, load(t, windowed))
	var parent *Observation
	for n := range 1_000 {
		b := makeBlock(parent, 0, 10, 1, []payment{{int64(n), 1}})
		if _, err := e.Step(b.o); err != nil {
			t.Fatal(err)
		}
		parent = b.o
	}
	for _, w := range e.runners[0].windows {
		if len(w.order) > Depth+12 || len(w.groups) > Depth+12 || len(w.holes) > 0 {
			t.Errorf("%s holds %d rows, %d keys, %d holes", w.spec.Name, len(w.order), len(w.groups), len(w.holes))
		}
	}
	if err := e.Rewind(1_000 - Depth - 1); !errors.Is(err, ErrDeep) {
		t.Errorf("too deep: %v", err)
	}
	if err := e.Rewind(1_000 - Depth); err != nil {
		t.Errorf("as deep as promised: %v", err)
	}
}

// TestOrderOfBlocks: what does not follow is refused and changes nothing; what
// was left out is unknown, not quiet.
func TestOrderOfBlocks(t *testing.T) {
	t.Parallel()
	e := newEngine(t, load(t, windowed))
	one := makeBlock(nil, 0, 0, 1, nil)
	two := makeBlock(one.o, 0, 1, 1, nil)
	other := makeBlock(makeBlock(nil, 1, 0, 1, nil).o, 1, 1, 1, nil)
	wrong := makeBlock(two.o, 0, 1, 1, nil)
	wrong.o.Chain = 2
	for _, c := range []struct {
		o    *Observation
		want error
	}{{one.o, nil}, {two.o, nil}, {two.o, ErrOrder}, {one.o, ErrOrder}, {wrong.o, ErrChain}} {
		if _, err := e.Step(c.o); !errors.Is(err, c.want) {
			t.Errorf("block %d: %v, want %v", c.o.Number, err, c.want)
		}
	}
	if err := e.Rewind(1); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Step(other.o); !errors.Is(err, ErrFork) {
		t.Errorf("a block of another parent: %v", err)
	}
	far := makeBlock(two.o, 0, 1, 1, nil)
	far.o.Number = 9
	results, err := e.Step(far.o)
	if err != nil || len(results[0].Findings) > 0 || !strings.Contains(strings.Join(results[0].Blind, ""), "blocks were not observed") {
		t.Errorf("after a gap: %+v, %v", results, err)
	}
}

// TestBlindIsNotQuiet: every way of not knowing shows.
func TestBlindIsNotQuiet(t *testing.T) {
	t.Parallel()
	quiet := []string{`"block.number > 0 && at(by_who, module) >= 0"`, `"total > 1000"`}
	for name, c := range map[string]struct {
		do   func(*Observation)
		want string
	}{
		"no logs":        {func(o *Observation) { o.Blind[FeedLogs] = "timed out" }, "no logs: timed out"},
		"a bad log":      {func(o *Observation) { o.Logs[0].Data = o.Logs[0].Data[:31] }, "does not decode"},
		"topics missing": {func(o *Observation) { o.Logs[0].Topics = o.Logs[0].Topics[:1] }, "does not decode"},
		"a bad address":  {func(o *Observation) { o.Logs[0].Topics[1][0] = 1 }, "bad value of who"},
		"overflow": {func(o *Observation) {
			o.Logs[0].Data[0] = 0x7f
			for range 3 {
				o.Logs = append(o.Logs, o.Logs[0])
			}
		}, "does not fit into 256 bits"},
	} {
		e := newEngine(t, load(t, windowed, quiet[0], quiet[1], `"fires": true`, `"fires": false`, `"fires": false`, `"fires": true`))
		b := makeBlock(nil, 0, 0, 1, []payment{{1, 1}})
		c.do(b.o)
		results, err := e.Step(b.o)
		if err != nil || len(results[0].Findings) > 0 || results[0].Quiet() || !strings.Contains(strings.Join(results[0].Blind, ";"), c.want) {
			t.Errorf("%s: %+v, %v", name, results, err)
		}
		// The hole stays as long as the window sees it, and no longer.
		next := makeBlock(b.o, 0, 50, 1, nil)
		later := makeBlock(next.o, 0, 60, 1, nil)
		for _, o := range []*Observation{next.o, later.o} {
			if results, err = e.Step(o); err != nil || results[0].Quiet() != (o == later.o) {
				t.Errorf("%s, block %d: %+v, %v", name, o.Number, results, err)
			}
		}
	}
}

// TestReadsNotKnown: a read that failed is unknown with its reason.
func TestReadsNotKnown(t *testing.T) {
	t.Parallel()
	m := load(t, windowed, `"block.number > 0 && at(by_who, module) >= 0"`, `"held.block > 5"`, `{"held": "1"}`, `{"held": "6"}`,
		`"blocks": [{"transactions"`, `"blocks": [{"reads": {"held": "0"}, "transactions"`)
	for name, do := range map[string]func(*Observation){
		"no feed": func(o *Observation) { o.Blind[FeedReads] = "timed out" },
		"absent":  func(o *Observation) { o.Reads = nil },
		"half":    func(o *Observation) { o.Reads[m.Reads()[0]] = Pair{} },
	} {
		b := makeBlock(nil, 0, 0, 99, nil)
		do(b.o)
		results, err := newEngine(t, m).Step(b.o)
		if err != nil || len(results[0].Findings) > 0 || len(results[0].Blind) != 1 {
			t.Errorf("%s: %+v, %v", name, results, err)
		}
	}
}

// TestKeysOfFindings: the same transaction in another block is the same event,
// and another finding.
func TestKeysOfFindings(t *testing.T) {
	t.Parallel()
	m := load(t, windowed, `"for": "block", "when": "block.number > 0 && at(by_who, module) >= 0"`, `"for": "paid", "when": "paid.amount > 0"`, `"fires": true, "blocks": [{"reads"`,
		`"fires": false, "blocks": [{"reads"`, `"fires": false, "blocks": [{"trans`, `"fires": true, "blocks": [{"trans`, `"amount": "-5"`, `"amount": "5"`)
	e := newEngine(t, m)
	one := makeBlock(nil, 0, 0, 60, nil)
	first := makeBlock(one.o, 0, 5, 60, []payment{{1, 2}, {1, 3}})
	again := makeBlock(one.o, 1, 9, 40, []payment{{1, 2}})
	step := func(o *Observation) []Finding {
		results, err := e.Step(o)
		if err != nil {
			t.Fatal(err)
		}
		return results[0].Findings
	}
	step(one.o)
	a := step(first.o)
	if len(a) != 2 || a[0].Dedup == a[1].Dedup {
		t.Fatalf("two transactions give %+v", a)
	}
	if err := e.Rewind(1); err != nil {
		t.Fatal(err)
	}
	b := step(again.o)
	if len(b) != 1 || b[0].Dedup != a[0].Dedup || b[0].Key == a[0].Key {
		t.Errorf("in another block: %+v, before %+v", b, a[0])
	}
	if a[0].Level() != LevelAct || b[0].Level() != LevelAlert {
		t.Errorf("with damage %s, without %s", a[0].Level(), b[0].Level())
	}
	a[0].State = states.MonitorShadow
	if a[0].Level() != LevelCount {
		t.Errorf("in shadow %s", a[0].Level())
	}
}

// TestDamageNotKnown: an anomaly whose damage is not known is not acted on.
func TestDamageNotKnown(t *testing.T) {
	t.Parallel()
	for damage, want := range map[string]Damage{`"gone.block > 0"`: DamageUnknown, `"held.block > 50"`: DamageYes, `"held.block > 500"`: DamageNo} {
		m := load(t, windowed, `"held.block > 50"`, damage, `"reads": {"held": {"balance": "module"}}`,
			`"reads": {"held": {"balance": "module"}, "gone": {"view": "f() returns (uint256)", "of": "module"}}`)
		results, err := newEngine(t, m).Step(makeBlock(nil, 0, 0, 60, nil).o)
		if err != nil || results[0].Findings[0].Damage != want || (want == DamageYes) != (results[0].Findings[0].Level() == LevelAct) {
			t.Errorf("%s: %+v, %v", damage, results, err)
		}
	}
}

// TestSignalsOfOthers: what monitors find in a block counts for the one that
// weighs them, in whatever order they are given.
func TestSignalsOfOthers(t *testing.T) {
	t.Parallel()
	data, err := BuiltinFile("d22-stage-product")
	if err != nil {
		t.Fatal(err)
	}
	all := []*Monitor{load(t, string(data))}
	for _, id := range []string{"one", "two", "three"} {
		all = append(all, load(t, windowed, `"id": "windowed"`, `"id": "`+id+`", "one_in": "1000"`))
	}
	for n, want := range map[int]bool{3: false, 4: true} {
		results, err := newEngine(t, all[:n]...).Step(makeBlock(nil, 0, 0, 1, nil).o)
		i := slices.IndexFunc(results, func(r Result) bool { return r.Monitor == "d22-stage-product" })
		if err != nil || (len(results[i].Findings) == 1) != want {
			t.Errorf("%d others: %+v, %v", n-1, results[i], err)
		}
	}
}

// TestMonitorsOfAnEngine: one version twice, and another chain, are refused; a
// new version may run beside the old one.
func TestMonitorsOfAnEngine(t *testing.T) {
	t.Parallel()
	one, two := load(t, windowed), load(t, windowed, `"version": 1`, `"version": 2`)
	if _, err := NewEngine(1, []*Monitor{one, one}); err == nil {
		t.Error("one version runs twice")
	}
	if _, err := NewEngine(2, []*Monitor{one}); !errors.Is(err, ErrChain) {
		t.Errorf("another chain: %v", err)
	}
	results, err := newEngine(t, one, two).Step(makeBlock(nil, 0, 0, 60, nil).o)
	if err != nil || len(results) != 2 || results[0].Findings[0].Dedup != results[1].Findings[0].Dedup || results[0].Findings[0].Key == results[1].Findings[0].Key {
		t.Errorf("two versions: %+v, %v", results, err)
	}
}

// TestFilesRefused: a wrong file names line, place and reason.
func TestFilesRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, new, want string }{
		{`"format": "makewhole.monitor/1"`, `"format": "x"`, "line 2, /format: want makewhole.monitor/1"},
		{`"id": "windowed"`, `"id": "A"`, "line 2, /id"},
		{`"state": "live"`, `"state": "armed"`, "line 2, /state: want one of"},
		{`"severity": "P3"`, `"severity": "high"`, "line 3, /severity: want one of P1, P2, P3, P4"},
		{`"owner": "desk"`, `"owner": " "`, "line 3, /owner"},
		{`"module": "module", "b`, `"module": "vault", "b`, "line 3, /module: want the name of a target"},
		{`"0x00000000000000000000000000000000000000a1"`, `"0xa1"`, "line 4, /targets/module: want 0x and 40"},
		{`"0x00000000000000000000000000000000000000a1"`, `"0x00000000000000000000000000000000000000aAaAaAaA"`, "line 4, /targets/module"},
		{`int256 amount`, `int257 amount`, "line 5, /sources/paid/event"},
		{`int256 amount`, `int256 origin`, "line 5, /sources/paid/event: an argument cannot be called origin"},
		{`"of": ["module"]}}`, `"of": ["vault"]}}`, "line 5, /sources/paid/of/0: vault is no target"},
		{`"event": "Paid`, `"call": "f()", "event": "Paid`, "line 5, /sources/paid: want exactly one"},
		{`"held": {"balance": "module"}`, `"held": {"balance": "vault"}`, "line 6, /reads/held: want one target"},
		{`"held": {"balance": "module"}`, `"paid": {"balance": "module"}`, "line 6, /reads/paid: the name is taken by /sources/paid"},
		{`"held": {"balance": "module"}`, `"block": {"balance": "module"}`, "line 6, /reads/block: the name block is taken by the language"},
		{`"where": "paid.amount > 3"`, `"where": "paid.amont > 3"`, "line 9, /windows/1/where: 1:1: undeclared reference"},
		{`"op": "min"`, `"op": "average"`, "line 10, /windows/2/op: want one of count, cusum"},
		{`"over": "3 blocks"`, `"over": "3"`, "line 11, /windows/3/over: want a time"},
		{`"op": "distinct"`, `"op": "count"`, "line 12, /windows/4/value: count does not use it"},
		{`"capacity": "50", `, ``, "line 16, /windows/8: leaky needs capacity"},
		{`"for": "block"`, `"for": "held"`, "line 18, /for"},
		{`"block.number > 0 && at(by_who, module) >= 0"`, `"total"`, "line 18, /when: the expression is of type int256, want bool"},
		{`"block.number > 0 && at(by_who, module) >= 0"`, `"at(by_who, total) > 0"`, "line 18, /when: 1:3: found no matching overload"},
		{`"budget": 100000`, `"budget": 100`, "line 3, /budget: the monitor may take"},
		{`"fires": true`, `"fires": false`, "line 19, /examples: want at least one that fires"},
		{`"who": "module", "amount"`, `"whom": "module", "amount"`, "line 20, /examples/1/blocks/0/transactions/0/events/0: a value names no argument"},
		{`{"held": "1"}`, `{"hold": "1"}`, "line 19, /examples/0/blocks/0/reads: a value names no read"},
		{`"owner": "desk",`, `"owner": "desk", "ownr": "desk",`, "line 3, /ownr: key is not known"},
		{`"owner": "desk",`, `"owner": "desk", "owner": "desk",`, "/owner: key appears twice"},
		{`"owner": "desk",`, `"owner": "desk"`, "line 3, the file: input is not JSON"},
		{`"version": 1,`, `"version": "1",`, "line 2, /version: want an integer"},
	} {
		text := strings.Replace(windowed, c.old, c.new, 1)
		if text == windowed {
			t.Fatalf("%s is not in the file", c.old)
		}
		_, err := ReadFile([]byte(text))
		if err == nil || !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.new, err, c.want)
		}
	}
}

// TestExamplesAreBounded: a file cannot ask for more work than its size warrants.
func TestExamplesAreBounded(t *testing.T) {
	t.Parallel()
	again := strings.Repeat(`{"name": "c", "fires": true, "repeat": 2000, "blocks": [{"reads": {"held": "1"}}]},`, 11)
	_, err := ReadFile([]byte(strings.Replace(windowed, `"examples": [`, `"examples": [`+again, 1)))
	if err == nil || !strings.Contains(err.Error(), "at most 20000 blocks") {
		t.Errorf("22,000 blocks: %v", err)
	}
}

// TestBind: a detector watches what it is told to, all of it and nothing else.
func TestBind(t *testing.T) {
	t.Parallel()
	data, err := BuiltinFile("d01-net-outflow")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	mine := map[string]string{"module": "0x00000000000000000000000000000000000000b1", "asset": "0x00000000000000000000000000000000000000b2"}
	bound, err := Bind(f, 5, mine)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(bound)
	if err != nil || m.Module != common.HexToAddress("0xb1") || m.Reads()[0].Address != common.HexToAddress("0xb2") || m.File.Chain != 5 || f.Chain != 1 {
		t.Errorf("bound: %+v, %v", m, err)
	}
	for _, outcome := range must(m.RunExamples()) {
		if !outcome.OK {
			t.Errorf("%+v", outcome)
		}
	}
	less := maps.Clone(mine)
	delete(less, "asset")
	if _, err := Bind(f, 5, less); !errors.Is(err, ErrRefused) {
		t.Errorf("a target is missing: %v", err)
	}
	if _, err := BuiltinFile("d99"); err == nil {
		t.Error("there is a d99")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestStepDoesNotKeepTheObservation: two engines may share one observation.
func TestStepDoesNotKeepTheObservation(t *testing.T) {
	t.Parallel()
	b := makeBlock(nil, 0, 0, 60, []payment{{1, 2}})
	before, _ := json.Marshal(b.o.Logs)
	one, errOne := newEngine(t, load(t, windowed)).Step(b.o)
	two, errTwo := newEngine(t, load(t, windowed)).Step(b.o)
	after, _ := json.Marshal(b.o.Logs)
	if errOne != nil || errTwo != nil || !reflect.DeepEqual(one, two) || string(before) != string(after) {
		t.Errorf("%+v and %+v", one, two)
	}
}

// FuzzReadFile: no file makes the reader or an engine fail otherwise than by
// refusing it.
func FuzzReadFile(f *testing.F) {
	f.Add([]byte(windowed))
	for _, name := range Builtin() {
		f.Add(must(BuiltinFile(name)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadFile(data)
		if err != nil {
			if !errors.Is(err, ErrRefused) {
				t.Fatal(err)
			}
			return
		}
		if _, err := m.RunExamples(); err != nil {
			t.Fatal(err)
		}
	})
}
