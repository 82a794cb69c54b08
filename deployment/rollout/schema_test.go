package rollout_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"makewhole/deployment"
	"makewhole/deployment/rollout"
)

var update = flag.Bool("update", false, "write the schemas below docs")

// The published schemas are those of the Go types.
func TestPublishedSchemas(t *testing.T) {
	t.Parallel()
	for name, v := range map[string]any{"deploy-plan.schema.json": rollout.Plan{}, "deployment.schema.json": deployment.Deployment{}} {
		title := map[string]string{"deploy-plan.schema.json": "makewhole plan", "deployment.schema.json": "makewhole deployment"}[name]
		want, err := deployment.Schema(v, title)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("../../docs", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is not the schema of the type (%v); go test ./deployment/rollout -run Schemas -update", name, err)
		}
		if strings.Contains(string(want), `"description": ""`) {
			t.Errorf("%s: a field without a description", name)
		}
		checkPatterns(t, want, v)
	}
}

// checkPatterns holds what the Go type writes against the schema: every key is
// described, every string has the form.
func checkPatterns(t *testing.T, schema []byte, v any) {
	t.Helper()
	var s, written map[string]any
	if err := json.Unmarshal(schema, &s); err != nil {
		t.Fatal(err)
	}
	p := wider(devPlan())
	raw, err := json.Marshal(p)
	if _, isPlan := v.(rollout.Plan); !isPlan {
		raw, err = json.Marshal(p.Deployment())
	}
	if err == nil {
		err = json.Unmarshal(raw, &written)
	}
	if err != nil {
		t.Fatal(err)
	}
	holds(t, "", s, written)
}

func holds(t *testing.T, at string, schema map[string]any, value any) {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		properties := schema["properties"].(map[string]any)
		for _, name := range schema["required"].([]any) {
			if _, there := v[name.(string)]; !there {
				t.Errorf("%s/%s is required and not written", at, name)
			}
		}
		for name, part := range v {
			sub, known := properties[name].(map[string]any)
			if !known {
				t.Errorf("%s/%s is written and not described", at, name)
				continue
			}
			holds(t, at+"/"+name, sub, part)
		}
	case []any:
		for _, part := range v {
			holds(t, at+"/0", schema["items"].(map[string]any), part)
		}
	case string:
		if pattern, ok := schema["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v) {
			t.Errorf("%s: %q has not the form %s", at, v, pattern)
		}
	case float64:
		if schema["type"] != "integer" {
			t.Errorf("%s: a number where the schema has %v", at, schema["type"])
		}
	}
}

// The plan that the documentation shows is a good one.
func TestPlanOfTheDocumentation(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/deployment.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "```json\n")
	text, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("no plan")
	}
	p, err := rollout.ParsePlan([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if q, err := rollout.ParsePlan(again); err != nil || q.Hash() != p.Hash() {
		t.Errorf("written and read again: %v", err)
	}
}

// Each rule of a plan refuses what breaks it, with the place.
func TestPlansThatAreRefused(t *testing.T) {
	t.Parallel()
	good, err := json.Marshal(realPlan())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rollout.ParsePlan(good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, place string }{
		{`"version":1`, `"version":2`, "/version"},
		{`"chain_id":5`, `"chain_id":0`, "/chain_id"},
		{`"chain_id":5,`, ``, "/chain_id: is missing"},
		{`"f":1,`, ``, "/committee/f: is missing"},
		{`"f":1,`, `"f":1,"g":2,`, "/committee/g"},
		{`"f":1,`, `"f":1,"f":1,`, "/committee/f"},
		{`"f":1,`, `"f":null,`, "/committee/f"},
		{`"f":1,`, `"f":-1,`, "/committee/f"},
		{`"threshold":3`, `"threshold":2`, "/committee"},
		{`"challenge_window_seconds":3600`, `"challenge_window_seconds":3599`, "/committee/challenge_window_seconds"},
		{`"guardian_seconds":86400`, `"guardian_seconds":86399`, "/limits/guardian_seconds"},
		{`"arbiter_seconds":86400`, `"arbiter_seconds":86399`, "/limits/arbiter_seconds"},
		{`"config_delay_seconds":86400`, `"config_delay_seconds":0`, "/limits/config_delay_seconds"},
		{`"activation_delay_seconds":3600`, `"activation_delay_seconds":3599`, "/limits/activation_delay_seconds"},
		{`"liveness_delay_seconds":604800`, `"liveness_delay_seconds":1`, "/limits/liveness_delay_seconds"},
		{`"liveness_delay_seconds":604800`, `"liveness_delay_seconds":1099511627776`, "/limits/liveness_delay_seconds"},
		{`"claim_period_seconds":31536000`, `"claim_period_seconds":31535999`, "/limits/claim_period_seconds"},
		{`"min_bond":"100000000000000000"`, `"min_bond":"0"`, "/limits/min_bond"},
		{`"cap_delay_seconds":86400`, `"cap_delay_seconds":86399`, "/limits/cap_delay_seconds"},
		{`"exit_lag_seconds":259200`, `"exit_lag_seconds":259199`, "/limits/exit_lag_seconds"},
		{`"max_deviation_bps":1000`, `"max_deviation_bps":10001`, "/committee/max_deviation_bps"},
		{`"per_day":"5000000"`, `"per_day":"0"`, "/tokens/0/per_day"},
		{`"per_day":"5000000"`, `"per_day":5000000`, "/tokens/0/per_day"},
		{`"per_day":"5000000"`, `"per_day":"unlimited"`, "/tokens/0/per_day"},
		{`"kind":"test"`, `"kind":"toy"`, "/tokens/0/kind"},
		{`"kind":"test"`, `"kind":"existing"`, "/tokens/0/address"},
		{`"kind":"test"`, `"kind":"native"`, "/tokens/1: another token is the same"},
		{`"symbol":"ETH"`, `"symbol":"tUSD"`, "/tokens/1/symbol"},
		{`"public_id":"pol_dollar"`, `"public_id":"dollar"`, "/pools/0/public_id"},
		{`"token":"tUSD"`, `"token":"USDT"`, "/pools/0/token"},
		{`"guardian":"0x0000000000000000000000000000000000000003"`, `"guardian":"0x0000000000000000000000000000000000000002"`, "/roles/guardian"},
		{`"guardian":"0x0000000000000000000000000000000000000003"`, `"guardian":"0x0000000000000000000000000000000000000000"`, "/roles/guardian"},
		{`"guardian":"0x0000000000000000000000000000000000000003"`, `"guardian":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"`, "/roles/guardian"},
		{`"0x0000000000000000000000000000000000000010"`, `"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"`, "/committee/signers/0"},
		{`"0x0000000000000000000000000000000000000010"`, `"0x0000000000000000000000000000000000000011"`, "/committee"},
	} {
		text := strings.Replace(string(good), c.from, c.to, 1)
		if text == string(good) {
			t.Errorf("%s is not in the plan", c.from)
		}
		if _, err := rollout.ParsePlan([]byte(text)); !errors.Is(err, rollout.ErrPlan) || !strings.Contains(err.Error(), c.place) {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}
