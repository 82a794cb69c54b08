package rehearse

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"makewhole/drill"
	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/internal/strictjson"
)

// own binds what a drill brings along for a module: monitors as a file of watched
// modules has them, and invariants. It says which detectors that come along it binds
// itself.
func (b *binder) ownMonitors(m *drill.Module) (builtin map[string]bool, err error) {
	builtin = map[string]bool{}
	f := watch.Module{Name: m.Name, Targets: map[string]string{}}
	for name, ref := range m.Targets {
		f.Targets[name] = b.mustHex(ref)
	}
	for i, raw := range m.Monitors {
		text, err := b.resolved(raw)
		var binding watch.Binding
		if err == nil {
			err = strictjson.Decode(text, &binding, strictjson.Options{MaxBytes: drill.MaxFile, MaxDepth: 64, NoNulls: true})
		}
		if err != nil {
			return nil, fmt.Errorf("%w: module %s, monitor %d: %w", drill.ErrRefused, m.Name, i, err)
		}
		builtin[binding.Builtin] = true
		f.Monitors = append(f.Monitors, binding)
	}
	if len(f.Monitors) > 0 {
		file := watch.File{Format: watch.Format, Chain: b.chain, Modules: []watch.Module{f}}
		loaded, err := file.Load()
		if err != nil {
			return nil, fmt.Errorf("%w: module %s: %w", drill.ErrRefused, m.Name, err)
		}
		for _, l := range loaded {
			if err := b.add(m.Name, strings.TrimPrefix(l.File.ID, m.Name+"-"), l.File); err != nil {
				return nil, err
			}
		}
	}
	for i := range m.Invariants {
		if err := b.invariant(m, &m.Invariants[i]); err != nil {
			return nil, fmt.Errorf("%w: module %s, invariant %s: %w", drill.ErrRefused, m.Name, m.Invariants[i].Name, err)
		}
	}
	return builtin, nil
}

// invariant makes a monitor of an invariant: it is broken or not, and broken is harm.
func (b *binder) invariant(m *drill.Module, v *drill.Invariant) error {
	f := &monitor.File{Format: monitor.Format, Version: 1, Title: "Invariant " + v.Name, About: v.Left + " " + v.Op + " " + v.Right + " in every healthy block",
		Severity: "P1", Class: "invariant", Owner: "drill", Chain: b.chain, Module: "module",
		Targets: map[string]string{"module": b.mustHex(m.Targets["module"])}, Reads: map[string]monitor.ReadSpec{}, For: "block"}
	left := m.Views[v.Left]
	spec, err := b.own(m, f, &left)
	if err != nil {
		return err
	}
	f.Reads["left"] = spec
	right, reads := "", map[string]string{"left": "5"}
	if view, ok := m.Views[v.Right]; ok {
		if f.Reads["right"], err = b.own(m, f, &view); err != nil {
			return err
		}
		right, reads["right"] = "right.block", "5"
	} else {
		n, err := drill.Amount(v.Right)
		if err != nil {
			return err
		}
		right, reads["left"] = fmt.Sprintf("big(%q)", n.String()), n.String()
	}
	f.When = fmt.Sprintf("!(left.block %s %s)", v.Op, right)
	f.Damage = f.When
	f.Examples = []monitor.Example{
		{Name: "it holds", Blocks: []monitor.ExampleBlock{{Reads: reads}}},
		{Name: "it is broken", Fires: true, Blocks: []monitor.ExampleBlock{{Reads: broken(reads, v.Op)}}},
	}
	return b.add(m.Name, v.Name, f)
}

// broken are readings one step to the wrong side.
func broken(reads map[string]string, op string) map[string]string {
	left, _ := new(big.Int).SetString(reads["left"], 10)
	step := int64(1)
	if op == ">=" {
		step = -1
	}
	out := map[string]string{"left": left.Add(left, big.NewInt(step)).String()}
	if r, ok := reads["right"]; ok {
		out["right"] = r
	}
	return out
}

// resolved is JSON in which references of the drill are addresses.
func (b *binder) resolved(raw json.RawMessage) (json.RawMessage, error) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, err
	}
	v, err := b.walk(v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

func (b *binder) walk(v any) (any, error) {
	var err error
	switch x := v.(type) {
	case string:
		if strings.HasPrefix(x, "$actor.") || strings.HasPrefix(x, "$contract.") {
			a, err := b.world.Address(x)
			return a.Hex(), err
		}
	case []any:
		for i := range x {
			if x[i], err = b.walk(x[i]); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for k := range x {
			if x[k], err = b.walk(x[k]); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}
