package monitor

import (
	"strings"
	"testing"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"
)

var names = []variable{field("a", intType), field("b", intType), field("gone", types.BoolType), field("who", addressType), field("hash", wordType)}

func testScope(t *testing.T) *scope {
	t.Helper()
	sc := newScope()
	for name, v := range map[string]ref.Val{"a": NewInt(7), "b": NewInt(-2), "who": Account(common.HexToAddress("0xa1")), "hash": Word(common.HexToHash("0xa1"))} {
		sc.set(sc.place(name), v, "")
	}
	sc.set(sc.place("gone"), nil, "the node did not answer")
	return sc
}

// TestConditions: exact integers, three values, and what is not known decides
// only where it must.
func TestConditions(t *testing.T) {
	t.Parallel()
	sc := testScope(t)
	for text, want := range map[string]string{
		"a + b == 5": "true", "a / b == -3": "true", "a % b == 1": "true", "a > b && a >= 7 && b < 0 && b <= -2": "true",
		"abs(b) == 2 && max(a, b) == a && min(a, b) == b && -a == -7":                                                 "true",
		`big("115792089237316195423570985008687907853269984665640564039457584007913129639935") > 9223372036854775807`: "true",
		`who == address("0x00000000000000000000000000000000000000A1")`:                                                "true",
		"account(hash) == who && number(hash) == 161":                                                                 "true",
		"who in [address(\"0x00000000000000000000000000000000000000a1\")]":                                            "true",
		"a == 7 ? b == -2 : gone":          "true",
		"mulDiv(a, 1000000, 7) == 1000000": "true",
		"gone && a == 8":                   "false",
		"gone || a == 7":                   "true",
		"gone || a == 8":                   "not known: the node did not answer",
		"gone && a == 7":                   "not known: the node did not answer",
		"!gone":                            "not known: the node did not answer",
		"a / (b + 2) > 1":                  "not known: division by zero",
		`a * big("115792089237316195423570985008687907853269984665640564039457584007913129639935") > 0`:           "not known: the result does not fit into 256 bits",
		`a + big("115792089237316195423570985008687907853269984665640564039457584007913129639935") > 0 || a == 7`: "true",
	} {
		p, err := compile(text, names, types.BoolType)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := ""
		if v, err := p.eval(sc); err != nil {
			got = err.Error()
		} else {
			got = map[bool]string{true: "true", false: "false"}[v == types.True]
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

// TestConditionsRefused: what cannot be right is refused when it is loaded, with
// the place.
func TestConditionsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a +":                      "1:4: Syntax error",
		"a > 1.5":                  "1:3: found no matching overload",
		"a == who":                 "1:3: found no matching overload",
		"who == hash":              "1:5: found no matching overload",
		"a == \"7\"":               "1:3: found no matching overload",
		"a + b":                    "of type int256, want bool",
		"c > 1":                    "1:1: undeclared reference to c; known here: a, b, gone, hash, who",
		"a\n > who":                "2:2: found no matching overload",
		"big(\"1e9\") > a":         "1:4: want an integer in decimal digits",
		"big(a) > a":               "1:4: big takes one text in quotes",
		"address(\"0x1\")==who":    "1:8: want 0x and 40 hexadecimal digits",
		"[1, 2].exists(x, x > a)":  "undeclared reference",
		"size([a]) > 1":            "undeclared reference",
		"who.matches(\"a\")":       "undeclared reference",
		"at(a, b) > 1":             "found no matching overload",
		"a > 99999999999999999999": "1:5: invalid int literal",
		strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100) + " > 1": "recursion",
		strings.Repeat("a == 1 && ", 500) + "a == 1":                       "size exceeds limit",
	} {
		_, err := compile(text, names, types.BoolType)
		if err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), "'", ""), want) {
			t.Errorf("%.40s: got %v, want %s", text, err, want)
		}
	}
}

// TestTopics: signatures hash to what the standards publish.
func TestTopics(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Transfer(address indexed from, address indexed to, uint256 value)":       "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
		"Upgraded(address indexed implementation)":                                "0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b",
		"AdminChanged(address previousAdmin, address newAdmin)":                   "0x7e644d79422f17c01e4894b5f4f588d331ebfa28653d42ae832dc59e38c9798f",
		"Initialized(uint64 version)":                                             "0xc7f505b2f371ae2175ee4913f4499e1f2633a7b5936321eed1cdaeb6115181d2",
		"RoleGranted(bytes32 indexed role, address indexed a, address indexed b)": "0x2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d",
		"ChangedThreshold(uint threshold)":                                        "0x610f7ff2b304ae8903c3de74c60c6ab1f7d6226b3f52c5161905bb5ad4039c93",
		"CallScheduled(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, uint256 delay)": "0x4cf4410cc57040e44862ef0f45f3dd5a5e02db8eb8add648d4b0e236f1d07dca",
	} {
		s, err := parseSignature(text)
		if err != nil || s.topic() != common.HexToHash(want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"", "f", "f(", "f(uint7)", "f(uint256 a, uint256 a)", "f((uint256))", "f(uint256 a b)", "f(float)", "1f()", "f(uint512)", "f(uint0)"} {
		if _, err := parseSignature(text); err == nil {
			t.Errorf("%q is taken for a signature", text)
		}
	}
}

// TestWordsOfTypes: a word that no contract writes for its type is no value.
func TestWordsOfTypes(t *testing.T) {
	t.Parallel()
	minus := "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
	for _, c := range []struct{ typ, word, want string }{
		{"uint8", "0xff", "255"}, {"uint8", "0x100", ""}, {"int8", "0x7f", "127"}, {"int8", "0x80", ""}, {"int8", minus, "-1"},
		{"int8", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80", "-128"}, {"int256", minus, "-1"}, {"int16", "0xffff", ""},
		{"uint256", minus, "115792089237316195423570985008687907853269984665640564039457584007913129639935"},
		{"address", "0x0000000000000000000000010000000000000000000000000000000000000000", ""}, {"bool", "0x2", ""}, {"bool", "0x1", "true"},
		{"bytes4", "0x1", ""},
	} {
		typ, err := parseType(c.typ)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := decodeWord(typ, common.HexToHash(c.word))
		got := ""
		switch x := v.(type) {
		case Int:
			got = x.String()
		case types.Bool:
			got = map[bool]string{true: "true", false: "false"}[bool(x)]
		}
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s %s: got %q, %v, want %q", c.typ, c.word, got, ok, c.want)
		}
	}
}
