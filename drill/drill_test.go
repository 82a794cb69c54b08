package drill_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"makewhole/drill"
)

// till is a contract whose constructor takes an address: it runs STOP.
const till = `{"abi": [{"type": "constructor", "inputs": [{"name": "owner", "type": "address"}]}], "bytecode": "0x6001600c60003960016000f300"}`

const sound = `{
"format": "makewhole.drill/1", "name": "small", "title": "Small", "about": "a test", "kind": "attack",
"actors": {"alice": {"ether": "5"}, "mallory": {}},
"setup": [{"from": "$actor.alice", "deploy": "till", "args": ["$actor.alice"]},
 {"from": "$actor.alice", "to": "$contract.till", "value": "2 ether"}],
"modules": [{"name": "till", "targets": {"module": "$contract.till"},
 "views": {"held": {"balance": "module"}},
 "pauser": {"by": "$actor.alice", "to": "$contract.till", "call": "pause()"},
 "invariants": [{"name": "never-empty", "left": "held", "op": ">=", "right": "1 ether"}]}],
"timeline": [{"wait": "1h", "transactions": [{"label": "attack", "name": "a", "from": "$actor.mallory", "to": "$contract.till", "call": "f(uint256,bytes)", "args": [1, "0x00"]}]},
 {"reorg": {"depth": 1, "again": ["a"]}}],
"faults": [{"kind": "no-state", "from": 1, "to": 2}],
"expect": {"detectors": [{"name": "d01-net-outflow", "by": 2}], "paused": ["till"], "loss": {"till": {"unguarded": "0"}}}
}`

func read(text string) (*drill.Drill, error) {
	return drill.Read(fstest.MapFS{
		drill.File:  {Data: []byte(text)},
		"till.json": {Data: []byte(till)},
		"bare.json": {Data: []byte(`{"abi": [], "bytecode": "0x60__$lib$__"}`)},
	})
}

// Every refusal names the place and the line; what is refused is one change away from
// a sound drill.
func TestBadDrillsAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := read(sound); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{`drill/1`, `drill/2`, "line 2, /format"},
		{`"small"`, `"Small one"`, "line 2, /name"},
		{`"title": "Small"`, `"title": " "`, "line 2, /title"},
		{`"a test"`, `""`, "line 2, /about"},
		{`"kind": "attack"`, `"kind": "odd"`, "line 2, /kind"},
		{`"kind": "attack"`, `"kind": "benign"`, "line 10, /timeline/0/transactions/0/label"},
		{`"mallory": {}`, `"Mallory": {}`, "line 3, /actors/Mallory"},
		{`"ether": "5"`, `"ether": "five"`, "line 3, /actors/alice/ether"},
		{`"ether": "5"`, `"ether": "5 gwei"`, "line 3, /actors/alice/ether"},
		{`"ether": "5"`, `"ether": "10000"`, "line 3, /actors"},
		{`"ether": "5"`, `"gold": "5"`, "line 3, /actors/alice/gold: key is not known"},
		{`"deploy": "till"`, `"deploy": "nowhere"`, "line 4, /setup/0/artifact"},
		{`"deploy": "till"`, `"deploy": "till", "artifact": "../till.json"`, "line 4, /setup/0/artifact"},
		{`"deploy": "till"`, `"deploy": "till", "artifact": "bare.json"`, "line 4, /setup/0/artifact: bare.json: want the bytecode"},
		{`"deploy": "till"`, `"deploy": "till", "to": "$actor.alice"`, "line 4, /setup/0"},
		{`"args": ["$actor.alice"]`, `"args": []`, "line 4, /setup/0/args: the constructor: want 1 arguments"},
		{`"args": ["$actor.alice"]`, `"args": ["$actor.bob"]`, "line 4, /setup/0/args: the constructor: argument 1 (address): there is no actor"},
		{`"args": ["$actor.alice"]`, `"args": ["0x12"]`, "line 4, /setup/0/args"},
		{`{"from": "$actor.alice", "to"`, `{"from": "alice", "to"`, "line 5, /setup/1/from"},
		{`{"from": "$actor.alice", "to"`, `{"label": "benign", "from": "$actor.alice", "to"`, "line 5, /setup/1"},
		{`"value": "2 ether"`, `"value": "-2 ether"`, "line 5, /setup/1/value"},
		{`"value": "2 ether"`, `"value": "2.5"`, "line 5, /setup/1/value"},
		{`"value": "2 ether"`, `"gas": 16000001`, "line 5, /setup/1/gas"},
		{`"value": "2 ether"`, `"args": [1]`, "line 5, /setup/1/args"},
		{`"value": "2 ether"`, `"data": "0xz"`, "line 5, /setup/1/data"},
		{`"to": "$contract.till", "value"`, `"to": "$contract.tell", "value"`, "line 5, /setup/1/to: no contract called"},
		{`"targets": {"module": "$contract.till"}`, `"targets": {}`, "line 6, /modules/0/targets"},
		{`"targets": {"module": "$contract.till"}`, `"targets": {"module": "$contract.till", "asset": "$x"}`, "line 6, /modules/0/targets/asset"},
		{`"balance": "module"`, `"balance": "vault"`, "line 7, /modules/0/views/held"},
		{`"balance": "module"`, `"balance": "module", "code": "module"`, "line 7, /modules/0/views/held"},
		{`"call": "pause()"`, `"call": "pause("`, "line 8, /modules/0/pauser/call"},
		{`"call": "pause()"`, `"call": ""`, "line 8, /modules/0/pauser/call"},
		{`"op": ">="`, `"op": ">"`, "line 9, /modules/0/invariants/0/op"},
		{`"left": "held"`, `"left": "owed"`, "line 9, /modules/0/invariants/0/left"},
		{`"right": "1 ether"`, `"right": "owed"`, "line 9, /modules/0/invariants/0/right"},
		{`"wait": "1h"`, `"wait": "soon"`, "line 10, /timeline/0/wait"},
		{`"wait": "1h"`, `"repeat": 3`, "line 10, /timeline/0/transactions/0: what is repeated"},
		{`"wait": "1h"`, `"repeat": -3`, "line 10, /timeline/0/repeat"},
		{`"label": "attack"`, `"label": "theft"`, "line 10, /timeline/0/transactions/0/label"},
		{`"name": "a"`, `"reverts": "perhaps"`, "line 10, /timeline/0/transactions/0/reverts"},
		{`"name": "a"`, `"name": "response"`, "line 10, /timeline/0/transactions/0/name"},
		{`f(uint256,bytes)`, `f(uint257,bytes)`, "line 10, /timeline/0/transactions/0/call"},
		{`[1, "0x00"]`, `["$time+x", "0x00"]`, "line 10, /timeline/0/transactions/0/args: argument 1"},
		{`[1, "0x00"]`, `[1, {"call": "g()", "encode": "()"}]`, "line 10, /timeline/0/transactions/0/args: argument 2"},
		{`"depth": 1`, `"depth": 2`, "line 11, /timeline/1/reorg/depth"},
		{`"again": ["a"]`, `"again": ["b"]`, "line 11, /timeline/1/reorg/again/0"},
		{`{"reorg"`, `{"repeat": 2, "reorg"`, "line 11, /timeline/1/reorg"},
		{`"no-state"`, `"no-luck"`, "line 12, /faults/0/kind"},
		{`"to": 2}]`, `"to": 3}]`, "line 12, /faults/0"},
		{`"by": 2`, `"by": 3`, "line 13, /expect/detectors/0/by"},
		{`"by": 2`, `"module": "x", "by": 2`, "line 13, /expect/detectors/0/module"},
		{`"paused": ["till"]`, `"paused": ["x"]`, "line 13, /expect/paused/0"},
		{`"paused": ["till"]`, `"most": "P5"`, "line 13, /expect/most"},
		{`"unguarded": "0"`, `"unguarded": "much"`, "line 13, /expect/loss/till/unguarded"},
		{`"loss": {"till"`, `"loss": {"x"`, "line 13, /expect/loss/x"},
		{`"about"`, `"about": "twice", "about"`, "line 2, /about"},
		{`"timeline": [`, `"timeline": [`, ""},
	} {
		text := strings.Replace(sound, c.from, c.to, 1)
		if text == sound && c.want != "" {
			t.Errorf("%s is not in the drill", c.from)
			continue
		}
		_, err := read(text)
		var at *drill.Error
		if c.want == "" && err == nil {
			continue
		}
		if !errors.As(err, &at) || !errors.Is(err, drill.ErrRefused) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.to, err, c.want)
		}
	}
	if _, err := drill.Read(fstest.MapFS{}); !errors.Is(err, drill.ErrRefused) {
		t.Errorf("an empty folder: %v", err)
	}
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"15": "15", "0x10": "16", "0.5 ether": "500000000000000000", "2 gwei": "2000000000", "-7": "-7", "3 wei": "3"} {
		if v, err := drill.Amount(text); err != nil || v.String() != want {
			t.Errorf("%s: %v, %v", text, v, err)
		}
	}
	for _, text := range []string{"", "1.", "1.5", "0.0000000001 gwei", "1 dollar", "+1", "1_0", "ether", "0xg", "1e3"} {
		if v, err := drill.Amount(text); err == nil {
			t.Errorf("%q: %v", text, v)
		}
	}
}

// Every bundled drill can be read, is in the folder of its name, and has its sources.
func TestBundledDrillsAreSound(t *testing.T) {
	t.Parallel()
	names := drill.Bundled()
	for _, name := range names {
		folder, err := drill.BundledFolder(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := drill.Read(folder)
		if err != nil || d.Name != name {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
		files, _ := fs.Glob(folder, "*.json")
		for _, f := range files {
			data, _ := fs.ReadFile(folder, f)
			if !json.Valid(data) {
				t.Errorf("%s/%s is no JSON", name, f)
			}
		}
	}
	if len(names) < 2 {
		t.Errorf("only %v come along", names)
	}
	for _, name := range []string{"no-such", "..", "a/b", ""} {
		if _, err := drill.BundledFolder(name); err == nil {
			t.Errorf("%q is a bundled drill", name)
		}
	}
}
