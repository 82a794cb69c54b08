package contracts_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The committed variants are made from the sources as they are: each named
// replacement fits exactly once and the hash of the result is the one that the
// compiler was given. Otherwise run node contracts/peers/build.mjs.
func TestVariantsAreMadeFromTheseSources(t *testing.T) {
	t.Parallel()
	var all []struct {
		Kind, Name, Contract, Why string
		Edits                     []struct{ File, Old, New string }
	}
	readJSON(t, "peers/variants.json", &all)
	folders := map[string]string{"without": "../test/gastable/artifacts", "broken": "testdata/broken"}
	for _, v := range all {
		sources := map[string]string{}
		closure(t, "src/"+v.Contract+".sol", sources)
		for _, e := range v.Edits {
			if n := strings.Count(sources[e.File], e.Old); n != 1 {
				t.Errorf("%s: the text is %d times in %s, not once:\n%s", v.Name, n, e.File, e.Old)
			}
			sources[e.File] = strings.Replace(sources[e.File], e.Old, e.New, 1)
		}
		h := sha256.New()
		for _, n := range slices.Sorted(maps.Keys(sources)) {
			h.Write([]byte(n + "\x00" + sources[n] + "\x00"))
		}
		var a struct{ Input, Contract, Why string }
		readJSON(t, filepath.Join(folders[v.Kind], v.Name+".json"), &a)
		if a.Input != hex.EncodeToString(h.Sum(nil)) || a.Contract != v.Contract || a.Why != v.Why {
			t.Errorf("%s is stale: run node contracts/peers/build.mjs", v.Name)
		}
	}
}

var imported = regexp.MustCompile(` from "\./(\w+)\.sol"`)

// closure reads a source and the sources of ours that it imports.
func closure(t *testing.T, name string, into map[string]string) {
	t.Helper()
	if _, known := into[name]; known {
		return
	}
	raw, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	into[name] = string(raw)
	for _, m := range imported.FindAllStringSubmatch(string(raw), -1) {
		closure(t, "src/"+m[1]+".sol", into)
	}
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
