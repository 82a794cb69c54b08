package monitor

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed builtin/*.json
var builtin embed.FS

// Builtin lists the names of the detectors that come with the program.
func Builtin() []string {
	files, err := builtin.ReadDir("builtin")
	if err != nil {
		panic("built-in monitors: " + err.Error())
	}
	var out []string
	for _, f := range files {
		out = append(out, strings.TrimSuffix(f.Name(), ".json"))
	}
	return out
}

// BuiltinFile is the file of one detector, with addresses that stand for yours.
func BuiltinFile(name string) ([]byte, error) {
	data, err := builtin.ReadFile("builtin/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("there is no built-in monitor %s; there are %s", name, strings.Join(Builtin(), ", "))
	}
	return data, nil
}

// Bind gives a copy of a monitor that watches other contracts. Every target of
// the monitor is named, and nothing else.
func Bind(f *File, chain uint64, contracts map[string]string) (*File, error) {
	want, have := slices.Sorted(maps.Keys(f.Targets)), slices.Sorted(maps.Keys(contracts))
	if !slices.Equal(want, have) {
		return nil, fmt.Errorf("%w: monitor %s has the targets %s", ErrRefused, f.ID, strings.Join(want, ", "))
	}
	out := *f
	out.Chain, out.Targets = chain, maps.Clone(contracts)
	return &out, nil
}
