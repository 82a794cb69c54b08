package payouts

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"makewhole/money"
)

const targetsText = `makewhole-entitlements/1
incident=inc_1
settlement=stl_1
pool=pol_1
chain=31337
distributor=0x1111111111111111111111111111111111111111
token=0x2222222222222222222222222222222222222222
sequence=2
rule=targets/1
available=100
accounts=0x00000000000000000000000000000000000000000000000000000000000000ff
source=recovered:0

id,part,account,target,already,weight,held,carried,receiver
a,cover,0x3333333333333333333333333333333333333333,50,20,0,0,0,0x4444444444444444444444444444444444444444
b,recovery,0x3333333333333333333333333333333333333333,7,0,0,1,0,0x0000000000000000000000000000000000000000
c,escheat,0x5555555555555555555555555555555555555555,3,0,0,0,1,0x0000000000000000000000000000000000000000
d,share,pol_1,12,2,9,0,0,0x6666666666666666666666666666666666666666
e,cover,0x5555555555555555555555555555555555555555,4,4,0,0,0,0x0000000000000000000000000000000000000000
`

func TestTargetsFile(t *testing.T) {
	f, err := ReadFile(strings.NewReader(targetsText))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := WriteFile(&again, f); err != nil || again.String() != targetsText {
		t.Fatalf("%v, written as\n%s", err, again.String())
	}
	c, err := f.Compute()
	if err != nil {
		t.Fatal(err)
	}
	n := money.FromUint64
	if c.Paid != n(40) || c.Held != n(7) || c.Carried != n(3) || c.Reserved != n(50) || c.LeafCount != 2 {
		t.Errorf("paid %s, held %s, carried %s, reserved %s, %d leaves", c.Paid, c.Held, c.Carried, c.Reserved, c.LeafCount)
	}
}

func TestTargetsFileRefuses(t *testing.T) {
	for name, change := range map[string][2]string{
		"an upper-case hash":        {"ff\nsource", "FF\nsource"},
		"a short hash":              {"0x00000000", "0x000000"},
		"a hash without 0x":         {"accounts=0x", "accounts=00"},
		"an unknown source":         {"source=recovered:0", "source=vault:0"},
		"a source with a zero":      {"source=recovered:0", "source=recovered:00"},
		"a source without position": {"source=recovered:0", "source=recovered:"},
		"a far source":              {"source=recovered:0", "source=recovered:1000000"},
		"a part of another rule":    {"d,share,", "d,protocol,"},
		"no account":                {"d,share,pol_1", "d,share,"},
		"held and carried":          {",7,0,0,1,0,", ",7,0,0,1,1,"},
		"a weight of a cover":       {"50,20,0,0,0", "50,20,1,0,0"},
		"a missing column":          {"weight,held", "held"},
		"a missing key":             {"source=recovered:0\n", ""},
		"min_pay":                   {"source=recovered:0\n", "source=recovered:0\nmin_pay=0\n"},
	} {
		text := strings.Replace(targetsText, change[0], change[1], 1)
		if _, err := ReadFile(strings.NewReader(text)); text == targetsText || !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, change := range map[string][2]string{
		"more than its target":         {",50,20,", ",50,51,"},
		"more than there is":           {"available=100", "available=49"},
		"paid without a receiver":      {"4,4,0,0,0,0x00", "5,4,0,0,0,0x00"},
		"a target that leaves nothing": {",50,20,", ",101,20,"},
	} {
		text := strings.Replace(targetsText, change[0], change[1], 1)
		f, err := ReadFile(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := f.Compute(); text == targetsText || !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
