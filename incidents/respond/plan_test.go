package respond

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

const (
	vaultAt   = "0x00000000000000000000000000000000000000a1"
	managerAt = "0x00000000000000000000000000000000000000a2"
)

const good = `{"format": "makewhole.plan/1", "name": "stop-vault", "version": 1, "chain": 31337, "module": "` + vaultAt + `",
 "about": "stops withdrawals for an hour",
 "monitors": [{"monitor": "vault-d08-solvency", "invariant": true}, {"monitor": "vault-d11-reentrancy"}],
 "steps": [
  {"name": "hour", "adapter": "pause_for", "target": "` + vaultAt + `", "arguments": {"seconds": "3600"}, "authority": "R2"},
  {"name": "close", "adapter": "access_manager", "target": "` + managerAt + `", "arguments": {"closes": "` + vaultAt + `"}, "authority": "R3"},
  {"name": "reserve", "adapter": "aave_reserve", "target": "` + managerAt + `", "arguments": {"asset": "` + vaultAt + `"}, "authority": "R3",
   "contained": {"view": "getPaused(address) returns (bool)", "of": "0x00000000000000000000000000000000000000a3", "with": ["asset"], "is": "true"}}]}`

func TestReadsAPlan(t *testing.T) {
	t.Parallel()
	p, err := ReadPlan([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	arg := strings.Repeat("0", 62) + "a1"
	yes := strings.Repeat("0", 63) + "1"
	for name, want := range map[string]struct{ to, call, of, read string }{
		"hour":    {vaultAt, "f3f449c7" + strings.Repeat("0", 60) + "0e10", vaultAt, "b187bd26"},
		"close":   {managerAt, "167bd395" + arg + yes, managerAt, "a166aa89" + arg},
		"reserve": {managerAt, "48d9fba9" + arg + yes, "0x00000000000000000000000000000000000000a3", "fd3da4ca" + arg},
	} {
		s, ok := p.Step(name)
		if !ok {
			t.Fatal(name)
		}
		to, call := s.Call()
		if to != common.HexToAddress(want.to) || hex.EncodeToString(call) != want.call {
			t.Errorf("%s calls %s with %x", name, to, call)
		}
		r := s.ReadBack()
		if r.To != common.HexToAddress(want.of) || !strings.HasPrefix(hex.EncodeToString(r.Data), want.read) && name != "reserve" || !strings.HasSuffix(hex.EncodeToString(r.Data), want.read[8:]) {
			t.Errorf("%s is read from %s with %x", name, r.To, r.Data)
		}
		for answer, shown := range map[string]bool{yes: true, strings.Repeat("0", 64): false} {
			if got, err := r.Shows(common.FromHex(answer)); err != nil || got != shown {
				t.Errorf("%s: %s shows %v, %v", name, answer, got, err)
			}
		}
		for _, odd := range []string{"", "01", yes + yes} {
			if _, err := r.Shows(common.FromHex(odd)); err == nil {
				t.Errorf("%s: %q is an answer", name, odd)
			}
		}
	}
	if _, ok := p.Step("other"); ok || p.ModuleAt() != common.HexToAddress(vaultAt) {
		t.Error("a step that is not there, or another module")
	}
}

// Each refusal names the place and the reason.
func TestRefusesBadPlans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, from, to, where string }{
		{"format", "makewhole.plan/1", "makewhole.plan/2", "/format: want makewhole.plan/1"},
		{"unknown key", `"version": 1`, `"version": 1, "wallet": "x"`, "wallet"},
		{"name", "stop-vault", "Stop", "/name: want"},
		{"version", `"version": 1`, `"version": 0`, "/version: want"},
		{"chain", `31337`, `0`, "/chain: want"},
		{"about", "stops withdrawals for an hour", "", "/about: want"},
		{"module", `"module": "` + vaultAt, `"module": "` + "0x0000000000000000000000000000000000000000", "/module: want an address that is not zero"},
		{"monitor", `{"monitor": "vault-d11-reentrancy"}`, `{"monitor": "vault-d08-solvency"}`, "/monitors/1/monitor: vault-d08-solvency is named twice"},
		{"adapter", `"pause_for"`, `"transfer"`, "/steps/0/adapter: want one of pausable, pause_for"},
		{"unpause", `"pause_for"`, `"unpause"`, "/steps/0/adapter: want one of"},
		{"class below the adapter's", `"authority": "R3"}`, `"authority": "R2"}`, "/steps/1/authority: a step by access_manager is at least R3"},
		{"class of people", `"authority": "R2"`, `"authority": "R4"`, "/steps/0/authority: a response is at most R3"},
		{"class", `"authority": "R2"`, `"authority": "R9"`, "/steps/0/authority: "},
		{"capitals", `"target": "` + vaultAt, `"target": "0x52908400098527886e0F7030069857D2E4169EE7`, "/steps/0/target: its capitals are wrong"},
		{"too long", `"3600"`, `"259201"`, "/steps/0/arguments/seconds: want 60 to 259200 seconds"},
		{"not canonical", `"3600"`, `"03600"`, "/steps/0/arguments/seconds"},
		{"missing", `{"seconds": "3600"}`, `{}`, "/steps/0/arguments/seconds: is missing"},
		{"flag of one's own", `{"closes": "` + vaultAt + `"}`, `{"closes": "` + vaultAt + `", "closed": "false"}`, "/steps/1/arguments/closed: access_manager takes no such argument"},
		{"same name", `"name": "close"`, `"name": "hour"`, "/steps/1/name: hour is named twice"},
		{"view", "getPaused(address) returns (bool)", "getPaused(address)", "/steps/2/contained/view: want name(types)"},
		{"view's arguments", `"with": ["asset"]`, `"with": []`, "/steps/2/contained/with: getPaused takes 1 values"},
		{"view's value", `"with": ["asset"]`, `"with": ["market"]`, "/steps/2/contained/with/0: want an address"},
		{"view's contract", `"of": "0x00000000000000000000000000000000000000a3"`, `"of": "module"`, "/steps/2/contained/of: want an address"},
		{"answer", `"is": "true"`, `"is": "1"`, "/steps/2/contained/is: want true or false"},
		{"answer's type", "returns (bool)", "returns (string)", "/steps/2/contained/is"},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if text == good {
			t.Errorf("%s: the file is not changed", c.name)
		}
		if _, err := ReadPlan([]byte(text)); err == nil || !strings.Contains(err.Error(), c.where) {
			t.Errorf("%s: %v, want %q", c.name, err, c.where)
		}
	}
	var p map[string]any
	if err := json.Unmarshal([]byte(good), &p); err != nil {
		t.Fatal(err)
	}
	steps := p["steps"].([]any)
	delete(steps[2].(map[string]any), "contained")
	text, _ := json.Marshal(p)
	if _, err := ReadPlan(text); err == nil || !strings.Contains(err.Error(), "/steps/2/contained: aave_reserve has no reading of its own") {
		t.Errorf("without a reading: %v", err)
	}
	p["steps"] = []any{steps[0], func() any {
		s := map[string]any{}
		b, _ := json.Marshal(steps[0])
		_ = json.Unmarshal(b, &s)
		s["name"] = "again"
		return s
	}()}
	text, _ = json.Marshal(p)
	if _, err := ReadPlan(text); err == nil || !strings.Contains(err.Error(), "/steps/1: makes the same call as step hour") {
		t.Errorf("one call twice: %v", err)
	}
}

func FuzzReadPlan(f *testing.F) {
	f.Add([]byte(good))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadPlan(data)
		if err != nil {
			return
		}
		for i := range p.Steps {
			if _, call := p.Steps[i].Call(); len(call) < 4 {
				t.Errorf("step %d calls nothing", i)
			}
		}
	})
}

// The selectors are those of the contracts in the field, and of no call that lifts a
// pause: a flag of a call is true.
func TestPausersPause(t *testing.T) {
	t.Parallel()
	for method, want := range map[string]string{
		"pause": "8456cb59", "pauseFor": "f3f449c7", "setTargetClosed": "167bd395", "setReservePause": "48d9fba9", "setPoolPause": "7641f3d9",
	} {
		if got := hex.EncodeToString(contracts.Pausers().Methods[method].ID); got != want {
			t.Errorf("%s has selector %s, want %s", method, got, want)
		}
	}
	for _, a := range Adapters {
		args := map[string]string{}
		for _, x := range a.Arguments {
			args[x.name] = map[string]string{"address": vaultAt, "seconds": "60"}[x.kind]
		}
		call, err := a.call(args)
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			continue
		}
		m, err := contracts.Pausers().MethodById(call[:4])
		if err != nil || m.RawName != a.Method {
			t.Fatalf("%s: %v", a.Name, err)
		}
		values, err := m.Inputs.Unpack(call[4:])
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if flag, ok := v.(bool); ok && !flag {
				t.Errorf("%s lifts a pause", a.Name)
			}
		}
	}
}
