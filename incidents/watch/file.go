package watch

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents/monitor"
	"makewhole/internal/strictjson"
	"makewhole/states"
)

// Format is what a file of watched modules says it is.
const Format = "makewhole.watch/1"

// MaxFile bounds a file of watched modules, in bytes.
const MaxFile = 4 << 20

// File names the modules that a server watches on one chain (docs/desk.md).
type File struct {
	Format   string   `json:"format"`
	Chain    uint64   `json:"chain"`
	Start    uint64   `json:"start,omitempty"`    // first block of a chain that was never watched; 0 = the head
	Backfill uint64   `json:"backfill,omitempty"` // most old blocks read again after a start; 0 = 1,000
	Modules  []Module `json:"modules"`
}

// Module is one covered module: contracts by name, and its monitors.
type Module struct {
	Name     string            `json:"name"`
	Targets  map[string]string `json:"targets"`
	Monitors []Binding         `json:"monitors"`
}

// Binding is one monitor of a module: a detector that comes along, with what is
// different about it here, or a whole file of its own.
type Binding struct {
	Builtin    string                      `json:"builtin,omitempty"`
	Severity   string                      `json:"severity,omitempty"`
	Targets    map[string]string           `json:"targets,omitempty"`    // beside those of the module
	Parameters map[string]string           `json:"parameters,omitempty"` // of the detector
	Reads      map[string]monitor.ReadSpec `json:"reads,omitempty"`      // of the detector: other views of the module
	File       *monitor.File               `json:"file,omitempty"`
}

// bound is a monitor as it is to run.
type bound struct {
	module string
	file   *monitor.File
}

// ReadFile parses and checks a file of watched modules; each error says where.
func ReadFile(data []byte) (*File, error) {
	f := &File{}
	if err := strictjson.Decode(data, f, strictjson.Options{MaxBytes: MaxFile, MaxDepth: 64, NoNulls: true}); err != nil {
		return nil, err
	}
	switch {
	case f.Format != Format:
		return nil, fmt.Errorf("/format: want %s", Format)
	case f.Chain == 0 || f.Chain > 1<<62:
		return nil, fmt.Errorf("/chain: want a chain id")
	case len(f.Modules) == 0:
		return nil, fmt.Errorf("/modules: want at least one")
	case f.Backfill > 1_000_000:
		return nil, fmt.Errorf("/backfill: want at most 1000000 blocks")
	}
	_, err := f.bind()
	return f, err
}

// Load makes the monitors of a file, ready to judge.
func (f *File) Load() ([]*monitor.Monitor, error) {
	monitors, err := f.bind()
	if err != nil {
		return nil, err
	}
	out := make([]*monitor.Monitor, len(monitors))
	for i, b := range monitors {
		if out[i], err = monitor.Load(b.file); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// bind makes the monitors of a file, each loaded once to be sure of it.
func (f *File) bind() ([]bound, error) {
	var out []bound
	names := map[string]bool{}
	for i, m := range f.Modules {
		at := fmt.Sprintf("/modules/%d", i)
		if names[m.Name] || m.Name == "" {
			return nil, fmt.Errorf("%s/name: want a name that no other module has", at)
		}
		names[m.Name] = true
		for j := range m.Monitors {
			place := fmt.Sprintf("%s/monitors/%d", at, j)
			mf, err := m.monitor(&m.Monitors[j], f.Chain)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", place, err)
			}
			if slices.ContainsFunc(out, func(b bound) bool { return b.file.ID == mf.ID }) {
				return nil, fmt.Errorf("%s: another monitor is called %s", place, mf.ID)
			}
			out = append(out, bound{m.Name, mf})
		}
	}
	return out, nil
}

// monitor makes one monitor of a module.
func (m *Module) monitor(b *Binding, chain uint64) (*monitor.File, error) {
	f := b.File
	if (b.Builtin == "") == (f == nil) {
		return nil, fmt.Errorf("want exactly one of builtin and file")
	}
	if f == nil {
		var err error
		if f, err = m.builtin(b, chain); err != nil {
			return nil, err
		}
	} else if b.Severity != "" || len(b.Targets)+len(b.Parameters)+len(b.Reads) > 0 {
		return nil, fmt.Errorf("targets, parameters, reads and severity of a file stand in the file")
	}
	if f.Chain != chain {
		return nil, fmt.Errorf("/file/chain: want %d", chain)
	}
	_, err := monitor.Load(f)
	return f, err
}

// builtin is a detector that comes along, bound to the contracts of the module.
func (m *Module) builtin(b *Binding, chain uint64) (*monitor.File, error) {
	data, err := monitor.BuiltinFile(b.Builtin)
	if err != nil {
		return nil, err
	}
	f, err := monitor.Parse(data)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(b.Targets)) {
		if _, ok := f.Targets[name]; !ok {
			return nil, fmt.Errorf("/targets/%s: the detector has the targets %v", name, slices.Sorted(maps.Keys(f.Targets)))
		}
	}
	contracts := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(f.Targets)) {
		a, ok := b.Targets[name]
		if !ok {
			a, ok = m.Targets[name]
		}
		if !ok {
			return nil, fmt.Errorf("/targets: the detector wants a contract called %s", name)
		}
		contracts[name] = a
	}
	if f, err = monitor.Bind(f, chain, contracts); err != nil {
		return nil, err
	}
	f.ID = m.Name + "-" + f.ID
	return f, b.change(f)
}

// change replaces what is different here; what the detector does not have is
// refused, since it would seem to count.
func (b *Binding) change(f *monitor.File) error {
	f.Parameters, f.Reads = maps.Clone(f.Parameters), maps.Clone(f.Reads)
	for _, name := range slices.Sorted(maps.Keys(b.Parameters)) {
		if _, ok := f.Parameters[name]; !ok {
			return fmt.Errorf("/parameters/%s: the detector has the parameters %v", name, slices.Sorted(maps.Keys(f.Parameters)))
		}
		f.Parameters[name] = b.Parameters[name]
	}
	for _, name := range slices.Sorted(maps.Keys(b.Reads)) {
		if _, ok := f.Reads[name]; !ok {
			return fmt.Errorf("/reads/%s: the detector has the reads %v", name, slices.Sorted(maps.Keys(f.Reads)))
		}
		f.Reads[name] = b.Reads[name]
	}
	if b.Severity != "" {
		f.Severity = b.Severity
	}
	return nil
}

// content is the file of a monitor as a row keeps it, at a version.
func content(f *monitor.File, version int) ([]byte, common.Hash, error) {
	plain := *f
	plain.Version, plain.State = version, states.MonitorDraft
	text, err := json.Marshal(&plain)
	return text, Digest(text), err
}
