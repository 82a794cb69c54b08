package server

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/states"
)

var update = flag.Bool("update", false, "write openapi_gen.json")

const openapiFile = "openapi_gen.json"

// TestOpenAPIIsCommitted compares the document that is served with the file
// that is reviewed: go generate ./server renews it.
// openapi is the document, which every server can render.
func (b *bench) openapi() []byte {
	data, err := b.s.OpenAPI()
	b.must(err)
	return data
}

func TestOpenAPIIsCommitted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	got := b.openapi()
	if *update {
		b.must(os.WriteFile(openapiFile, got, 0o644))
	}
	want, err := os.ReadFile(openapiFile)
	b.must(err)
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run go generate ./server", openapiFile)
	}
}

func TestOpenAPIDescribesEveryRoute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Parameters  []struct {
				Name     string `json:"name"`
				Required bool   `json:"required"`
			} `json:"parameters"`
			Responses map[string]any `json:"responses"`
			Security  []any          `json:"security"`
		} `json:"paths"`
		Components struct {
			Schemas map[string]any `json:"schemas"`
		} `json:"components"`
	}
	b.must(json.Unmarshal(b.openapi(), &doc))
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("version %s", doc.OpenAPI)
	}
	ids := map[string]bool{}
	for _, r := range b.s.routes {
		op, ok := doc.Paths[r.path][strings.ToLower(r.method)]
		if !ok || ids[op.OperationID] {
			t.Errorf("%s %s is not described, or its id is not its own", r.method, r.path)
		}
		ids[op.OperationID] = true
		if (r.who.kind == "anyone") != (len(op.Security) == 0) {
			t.Errorf("%s %s: security %v", r.method, r.path, op.Security)
		}
		key := false
		for _, p := range op.Parameters {
			key = key || p.Name == "Idempotency-Key" && p.Required
		}
		if key != (r.key == keyRequired) {
			t.Errorf("%s %s: Idempotency-Key described: %v", r.method, r.path, key)
		}
		if len(op.Responses) < 2 {
			t.Errorf("%s %s has %d answers", r.method, r.path, len(op.Responses))
		}
	}
	// every reference leads somewhere
	for _, part := range strings.Split(string(b.openapi()), `"$ref": "#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if doc.Components.Schemas[name] == nil {
			t.Errorf("no schema %s", name)
		}
	}
}

// TestOpenAPIStatesAreTheTables: every list of states that the document offers
// is the whole table of its machine, and those that callers filter and show by
// are there.
func TestOpenAPIStatesAreTheTables(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var doc any
	b.must(json.Unmarshal(b.openapi(), &doc))
	found := map[string]int{}
	eachEnum(doc, func(list []string) {
		slices.Sort(list)
		list = slices.DeleteFunc(list, func(w string) bool { return w == "pending" }) // of an answer to a report that is not in the table yet
		shares := ""
		for _, m := range states.All() {
			common := 0
			for _, s := range m.States() {
				if slices.Contains(list, s) {
					common++
				}
			}
			if slices.Equal(list, slices.Sorted(slices.Values(m.States()))) {
				found[m.Name]++
				return
			}
			if common > 1 {
				shares = m.Name
			}
		}
		if shares != "" {
			t.Errorf("the list %v is not the table of %s", list, shares)
		}
		if slices.Equal(list, states.StaffRoles()) {
			found["roles"]++
		}
	})
	for _, name := range []string{"incident", "module", "claim", "cover", "distribution_plan", "transaction", "oracle_config", "roles"} {
		if found[name] == 0 {
			t.Errorf("the document never lists %s", name)
		}
	}
}

// eachEnum calls fn for every list of allowed values below a node.
func eachEnum(node any, fn func([]string)) {
	switch node := node.(type) {
	case []any:
		for _, v := range node {
			eachEnum(v, fn)
		}
	case map[string]any:
		for k, v := range node {
			if list, ok := v.([]any); ok && k == "enum" {
				var out []string
				for _, w := range list {
					out = append(out, fmt.Sprint(w))
				}
				fn(out)
				continue
			}
			eachEnum(v, fn)
		}
	}
}

// TestDocsWorkOffline: the page loads nothing but its own files.
func TestDocsWorkOffline(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for path, media := range map[string]string{
		"/docs": "text/html; charset=utf-8", "/docs/docs.js": "text/javascript; charset=utf-8", "/docs/docs.css": "text/css; charset=utf-8",
		"/openapi.json": "application/openapi+json", "/openapi.yaml": "application/openapi+yaml",
	} {
		a := b.ask("", "GET", path, nil).want(200)
		if got := a.header.Get("Content-Type"); got != media {
			t.Errorf("%s is %s", path, got)
		}
		if strings.HasPrefix(path, "/docs") {
			a.hasNot("http://", "https://", "//cdn", "innerHTML", "eval(", "style=", "onclick")
		}
	}
	b.ask("", "GET", "/openapi.yaml", nil).has("openapi: 3.1.0")
}

// openWords are properties whose name sounds like a closed set and that are none,
// and why.
var openWords = map[string]string{
	"Module.role":       "the protocol's own words",
	"ModuleInBody.role": "the protocol's own words",
	"SpecFlow.event":    "the signature of an event of the protocol",
	"Report.source":     "api, or pull: and the name that the operator gave a source",
	"Problem.code":      "codes of the acceptance rules, which grow with the rules",
}

// TestClosedSetsAreClosed: what has a few values says which, in the document and
// so in the error of a wrong one.
func TestClosedSetsAreClosed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sounds := regexp.MustCompile(`(^|_)(state|kind|rule|role|decision|reason_code|held_reason|source|method|why|verdict|code|event|format|direction|phase|part|door)s?$`)
	used := map[string]bool{}
	for name, schema := range b.s.openapi.api.Components.Schemas.Map() {
		for field, p := range schema.Properties {
			at := name + "." + field
			if p.Type != huma.TypeString || !sounds.MatchString(field) || len(p.Enum) > 0 {
				continue
			}
			if used[at] = true; openWords[at] == "" {
				t.Errorf("%s is any string", at)
			}
		}
	}
	for at := range openWords {
		if !used[at] {
			t.Errorf("%s is excused and not there, or closed", at)
		}
	}
}
