package models

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

func goodSpec() IncidentSpec {
	a := common.HexToAddress("0x0000000000000000000000000000000000000a01")
	b := common.HexToAddress("0x0000000000000000000000000000000000000b02")
	m := SpecModule{
		ChainID: 31337, Address: b, Asset: common.HexToAddress("0xc0"), DeployedBlock: 1, FromBlock: 5, ToBlock: 9,
		FromHash: common.Hash{1}, ToHash: common.Hash{2}, View: "assetsOf(address)", Flows: VaultFlows(),
	}
	second := m
	second.Address = a
	return IncidentSpec{
		Format: SpecFormat, Method: MethodViewFlows, Numeraire: SpecAsset{31337, m.Asset}, Modules: []SpecModule{m, second},
		Exclusions:   []SpecExclusion{{common.HexToAddress("0xe2"), "attacker"}, {common.HexToAddress("0xe1"), "insider"}},
		OccurredFrom: 100, OccurredTo: 200,
	}
}

func TestSpecHasOneForm(t *testing.T) {
	t.Parallel()
	s := goodSpec()
	raw, err := s.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(s.Modules)
	slices.Reverse(s.Exclusions)
	h1, _ := s.Hash()
	again, err := ParseIncidentSpec(raw)
	if err != nil {
		t.Fatal(err)
	}
	if h2, _ := again.Hash(); h1 != h2 {
		t.Fatal("order changes the hash")
	}
	for _, bad := range []string{
		" " + string(raw), string(raw) + "\n", strings.Replace(string(raw), `"100"`, `"0100"`, 1),
		strings.Replace(string(raw), `{"`, `{"x":1,"`, 1), strings.Replace(string(raw), "0b02", "0B02", 1),
	} {
		if _, err := ParseIncidentSpec([]byte(bad)); !errors.Is(err, ErrSpec) {
			t.Errorf("accepted %.40s: %v", bad, err)
		}
	}
	if lines := again.Lines(); len(lines) != 1 || lines[0].SourceChainID != 31337 {
		t.Errorf("lines %v", lines)
	}
	if len(again.Excluded(common.HexToAddress("0xc0"))) != 6 {
		t.Errorf("excluded %v", again.Excluded(common.HexToAddress("0xc0")))
	}
	for kind, keeps := range map[string]bool{"disputed": true, "reserve": true, "insider": false} {
		again.Exclusions[0].Kind = kind
		if _, out := again.Excluded(common.Address{})[again.Exclusions[0].Account]; out == keeps {
			t.Errorf("%s: keeps its leaf %v", kind, !out)
		}
	}
}

func TestSpecRefuses(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*IncidentSpec){
		"format":            func(s *IncidentSpec) { s.Format = "x" },
		"method":            func(s *IncidentSpec) { s.Method = "x" },
		"times":             func(s *IncidentSpec) { s.OccurredFrom = 201 },
		"numeraire":         func(s *IncidentSpec) { s.Numeraire.ChainID = 0 },
		"no modules":        func(s *IncidentSpec) { s.Modules = nil },
		"twice":             func(s *IncidentSpec) { s.Modules[0] = s.Modules[1] },
		"intervals differ":  func(s *IncidentSpec) { s.Modules[0].ToBlock++ },
		"from after to":     func(s *IncidentSpec) { s.Modules[0].FromBlock = 10 },
		"deployed later":    func(s *IncidentSpec) { s.Modules[0].DeployedBlock = 6 },
		"no hash":           func(s *IncidentSpec) { s.Modules[0].ToHash = common.Hash{} },
		"view":              func(s *IncidentSpec) { s.Modules[0].View = "assetsOf(uint256)" },
		"holdings":          func(s *IncidentSpec) { s.Modules[0].Holdings = "total" },
		"no flows":          func(s *IncidentSpec) { s.Modules[0].Flows = nil },
		"direction":         func(s *IncidentSpec) { s.Modules[0].Flows[0].Direction = "sideways" },
		"excluded twice":    func(s *IncidentSpec) { s.Exclusions[0] = s.Exclusions[1] },
		"exclusion kind":    func(s *IncidentSpec) { s.Exclusions[0].Kind = "friend" },
		"sources for views": func(s *IncidentSpec) { s.Sources = []SpecSource{{}} },
		"no sources":        func(s *IncidentSpec) { s.Method, s.Modules = MethodOffchain, nil },
		"same asset twice": func(s *IncidentSpec) {
			src := SpecSource{Asset: s.Numeraire, SHA256: common.Hash{1}, Account: "a", Columns: []string{"b"}, Total: money.FromUint64(1)}
			s.Method, s.Modules, s.Sources = MethodOffchain, nil, []SpecSource{src, src}
		},
	} {
		s := goodSpec()
		spoil(&s)
		if err := s.Validate(); !errors.Is(err, ErrSpec) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSpecReading(t *testing.T) {
	t.Parallel()
	with := func(r *SpecReading) IncidentSpec {
		s := goodSpec()
		src := SpecSource{Asset: s.Numeraire, SHA256: common.Hash{1}, Account: "a", Columns: []string{"b"}, Total: money.FromUint64(1), Reading: r}
		s.Method, s.Modules, s.Sources = MethodOffchain, nil, []SpecSource{src}
		return s
	}
	hashes := map[common.Hash]bool{}
	for _, r := range []*SpecReading{
		nil, {Decimals: 18}, {Delimiter: "tab"}, {Delimiter: "semicolon", Decimals: 6, DecimalMark: "comma", Thousands: "point"},
		{Thousands: "comma"}, {SumRepeated: true}, {Signed: true},
	} {
		raw, err := with(r).Canonical()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseIncidentSpec(raw)
		if err != nil || !reflect.DeepEqual(again.Sources[0].Reading, r) || strings.Contains(string(raw), "reading") != (r != nil) {
			t.Errorf("%+v: %s, %v", r, raw, err)
		}
		hash, _ := again.Hash()
		hashes[hash] = true
	}
	if len(hashes) != 7 {
		t.Errorf("%d hashes of 7 readings", len(hashes))
	}
	for _, r := range []*SpecReading{
		{}, {Delimiter: "comma"}, {Delimiter: ";"}, {Decimals: 78}, {DecimalMark: "comma"}, {Decimals: 2, DecimalMark: "point"},
		{Decimals: 2, Thousands: "point"}, {Decimals: 2, DecimalMark: "comma", Thousands: "comma"}, {Thousands: "dash"},
	} {
		if err := with(r).Validate(); !errors.Is(err, ErrSpec) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

// TestSpecWaitingPeriod: only the method that averages positions has a period, it
// must, and the bytes of other specs are what they were.
func TestSpecWaitingPeriod(t *testing.T) {
	t.Parallel()
	with := func(method string, period uint64) IncidentSpec {
		s := goodSpec()
		s.Method, s.WaitingPeriod = method, period
		return s
	}
	s := with(MethodViewPositions, 100)
	raw, err := s.Canonical()
	if err != nil || !strings.Contains(string(raw), `"waiting_period":"100"`) {
		t.Fatalf("%s, %v", raw, err)
	}
	if again, err := ParseIncidentSpec(raw); err != nil || again.WaitingPeriod != 100 || s.MethodHash() == goodSpec().MethodHash() {
		t.Errorf("%+v, %v", again, err)
	}
	if plain, err := goodSpec().Canonical(); err != nil || strings.Contains(string(plain), "waiting") {
		t.Errorf("%s, %v", plain, err)
	}
	for _, bad := range []IncidentSpec{
		with(MethodViewFlows, 1), with(MethodViewPositions, 0), with(MethodViewPositions, s.OccurredFrom+1), with(MethodOffchain, 1),
	} {
		if err := bad.Validate(); !errors.Is(err, ErrSpec) {
			t.Errorf("%s with a period of %d: %v", bad.Method, bad.WaitingPeriod, err)
		}
	}
	if _, err := ParseIncidentSpec([]byte(strings.Replace(string(raw), `"100"`, `"0"`, 1))); !errors.Is(err, ErrSpec) {
		t.Errorf("a period of zero is not the same as none: %v", err)
	}
}
