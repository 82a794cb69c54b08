package rehearse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/drill"
	"makewhole/incidents/monitor"
	"makewhole/states"
)

// stranger has no code, no money and no role anywhere.
const stranger = "0x00000000000000000000000000000000005742A9"

// Blind is a detector that could not be bound to a module.
type Blind struct {
	Module   string `json:"module"`
	Detector string `json:"detector"`
	Why      string `json:"why"`
}

// views says which view of a module a detector reads under which name. What a drill
// does not name is tried as the detector's file has it.
var views = map[string]map[string]string{
	"d04-tvl-drop":       {"assets": "assets"},
	"d08-solvency":       {"assets": "assets", "liabilities": "liabilities"},
	"d10-mint-lock":      {"minted": "minted", "locked": "locked"},
	"d14-oracle-move":    {"spot": "price", "average": "average_price"},
	"d15-share-price":    {"assets": "assets", "shares": "shares"},
	"d17-silent-slots":   {"owner": "owner", "implementation": "implementation", "admin": "admin"},
	"d19-zero-root":      {"accepted": "accepts_zero"},
	"d19-zero-threshold": {"weight": "threshold"},
	"d24-voting-power":   {"supply": "votes"},
	"d26-silence":        {"updated": "updated"},
	"d27-paid-over-owed": {"paid": "paid", "owed": "owed"},
}

// events says which event of a module a detector reads; without it the detector
// would take every payment for an unexplained one.
var events = map[string]map[string]string{
	"d09-conservation": {"came_in": "deposit", "went_out": "withdrawal"},
	"d15-share-price":  {"harvest": "harvest"},
}

// needed are the events without which a detector is not bound.
var needed = []string{"d09-conservation"}

// instead says which other view of the module stands for one that it does not name and
// does not have: without an average, a price is compared with itself.
var instead = map[string]map[string]string{"d14-oracle-move": {"average": "price"}}

// nobody may stand for these targets where a module has none: then nothing is ever
// scheduled, and every change is unplanned.
var nobody = []string{"timelock", "stranger"}

// binder makes the monitors of one drill.
type binder struct {
	world    *drill.World
	chain    uint64
	monitors []*monitor.Monitor
	bound    []string
	blind    []Blind
	of       map[string]Blind // module and detector of a monitor
}

// builtins binds every detector that can be bound to a module, with the parameters
// it comes with.
func (b *binder) builtins(ctx context.Context, m *drill.Module, except map[string]bool) error {
	for _, name := range monitor.Builtin() {
		if except[name] {
			continue
		}
		data, err := monitor.BuiltinFile(name)
		if err != nil {
			return err
		}
		f, err := monitor.Parse(data)
		if err != nil {
			return err
		}
		why, err := b.fit(ctx, m, name, f)
		if err != nil {
			return err
		}
		if why != "" {
			b.blind = append(b.blind, Blind{m.Name, name, why})
			continue
		}
		if err := b.add(m.Name, name, f); err != nil {
			return err
		}
	}
	return nil
}

// add loads a monitor of a module as a live one.
func (b *binder) add(module, name string, f *monitor.File) error {
	id := module + "-" + name
	f.ID, f.State = id, states.MonitorLive
	b.of[id] = Blind{Module: module, Detector: name}
	loaded, err := monitor.Load(f)
	if err != nil {
		return fmt.Errorf("monitor %s: %w", id, err)
	}
	b.monitors, b.bound = append(b.monitors, loaded), append(b.bound, id)
	return nil
}

// fit binds targets, events and reads of a detector, or says why it cannot be bound.
func (b *binder) fit(ctx context.Context, m *drill.Module, name string, f *monitor.File) (why string, err error) {
	if why = b.targets(m, f); why != "" {
		return why, nil
	}
	f.Sources, f.Reads = maps.Clone(f.Sources), maps.Clone(f.Reads)
	for _, source := range slices.Sorted(maps.Keys(events[name])) {
		event := events[name][source]
		text, ok := m.Events[event]
		if !ok && slices.Contains(needed, name) {
			return fmt.Sprintf("the module names no event %s", event), nil
		}
		if ok {
			spec := f.Sources[source]
			spec.Event = text
			f.Sources[source] = spec
		}
	}
	for _, read := range slices.Sorted(maps.Keys(f.Reads)) {
		spec, err := b.read(ctx, m, name, read, f)
		var no missing
		if errors.As(err, &no) {
			return string(no), nil
		}
		if err != nil {
			return "", err
		}
		f.Reads[read] = spec
	}
	return "", nil
}

// targets binds the contracts of a detector.
func (b *binder) targets(m *drill.Module, f *monitor.File) string {
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(f.Targets)) {
		ref, ok := m.Targets[name]
		switch {
		case ok:
		case slices.Contains(nobody, name):
			ref = stranger
		case name == "asset": // native money: no contract
			ref = stranger
		default:
			return fmt.Sprintf("the module names no %s", name)
		}
		a, err := b.world.Address(ref)
		if err != nil {
			return err.Error()
		}
		out[name] = a.Hex()
	}
	if _, usesToken := f.Sources["loan"]; usesToken && m.Targets["asset"] == "" {
		return "the asset is native money, and loans of it leave no Transfer events"
	}
	f.Chain, f.Targets = b.chain, out
	return ""
}

// missing is why a read cannot be bound.
type missing string

func (m missing) Error() string { return string(m) }

// read is what a detector reads of this module.
func (b *binder) read(ctx context.Context, m *drill.Module, detector, name string, f *monitor.File) (monitor.ReadSpec, error) {
	spec := f.Reads[name]
	if v, named := m.Views[views[detector][name]]; named {
		out, err := b.own(m, f, &v)
		if spec.Slot != "" { // where the detector compares words
			out.View = strings.Replace(out.View, "returns (address)", "returns (bytes32)", 1)
		}
		return out, err
	}
	if name == "held" {
		if m.Targets["asset"] == "" {
			return monitor.ReadSpec{Balance: "module"}, nil
		}
		f.Targets["asset"] = b.mustHex(m.Targets["asset"])
		return monitor.ReadSpec{View: "balanceOf(address) returns (uint256)", Of: "asset", With: []string{"module"}}, nil
	}
	if spec.Chain != 0 {
		return spec, missing(fmt.Sprintf("%s is read on another chain, and the drill has one", name))
	}
	if spec.View == "" {
		return spec, nil
	}
	answers, err := b.answers(ctx, f.Targets[spec.Of], spec)
	if v, named := m.Views[instead[detector][name]]; err == nil && !answers && named {
		return b.own(m, f, &v)
	}
	if err == nil && !answers {
		err = missing(fmt.Sprintf("%s has no %s, and the module names no other view for it", spec.Of, strings.SplitN(spec.View, " ", 2)[0]))
	}
	return spec, err
}

func (b *binder) mustHex(ref string) string {
	a, _ := b.world.Address(ref) // checked when the drill was read
	return a.Hex()
}

// own is a view that a module names, with its targets among those of the detector.
func (b *binder) own(m *drill.Module, f *monitor.File, v *drill.View) (monitor.ReadSpec, error) {
	for _, name := range []string{v.Of, v.Code, v.Balance} {
		if name != "" {
			f.Targets[name] = b.mustHex(m.Targets[name])
		}
	}
	spec := monitor.ReadSpec{Slot: v.Slot, Code: v.Code, Balance: v.Balance, View: v.View, Try: v.Try, Of: v.Of}
	for _, text := range append([]string{v.From}, v.With...) {
		if strings.HasPrefix(text, "$") {
			a, err := b.world.Address(text)
			if err != nil {
				return spec, err
			}
			text = a.Hex()
		}
		spec.With = append(spec.With, text)
	}
	spec.From, spec.With = spec.With[0], spec.With[1:]
	if a, ok := m.Targets[spec.From]; ok {
		f.Targets[spec.From] = b.mustHex(a)
	}
	for _, text := range spec.With {
		if a, ok := m.Targets[text]; ok {
			f.Targets[text] = b.mustHex(a)
		}
	}
	return spec, nil
}

// answers says whether a contract has a view of no or plain arguments.
func (b *binder) answers(ctx context.Context, contract string, spec monitor.ReadSpec) (bool, error) {
	signature := strings.SplitN(spec.View, " ", 2)[0]
	data := crypto.Keccak256([]byte(signature))[:4]
	for range spec.With {
		data = append(data, make([]byte, 32)...)
	}
	to := common.HexToAddress(contract)
	out, err := b.world.Node().Client().CallContract(ctx, ethereum.CallMsg{To: &to, Data: data}, nil)
	if err != nil && ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil && len(out) >= 32, nil // any other error is a call that reverts
}
