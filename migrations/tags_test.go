package migrations_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"makewhole/models"
)

// tagWords is everything a gorm tag may say here. GORM ignores what it does not
// know, so a misspelled word is a rule that silently is not there.
var tagWords = map[string]bool{
	"primaryKey": true, "autoIncrement": true, "not null": true, "index": true, "uniqueIndex": true,
}

var indexWords = map[string]bool{"priority": true, "where": true}

// rowStructs parses models/rows_*.go: every struct there is a row.
func rowStructs(t *testing.T) map[string]*ast.StructType {
	t.Helper()
	paths, err := filepath.Glob("../models/rows_*.go")
	if err != nil || len(paths) < 6 {
		t.Fatalf("%d row files, %v", len(paths), err)
	}
	out := map[string]*ast.StructType{}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if st, ok := spec.Type.(*ast.StructType); ok {
					out[spec.Name.Name] = st
				}
			}
			return true
		})
	}
	return out
}

func TestTagsSayOnlyWhatGORMKnows(t *testing.T) {
	t.Parallel()
	for name, st := range rowStructs(t) {
		for _, field := range st.Fields.List {
			if field.Tag == nil {
				continue
			}
			raw, err := strconv.Unquote(field.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(`^gorm:"[^"]+"$`).MatchString(raw) {
				t.Errorf("%s.%s: tag %s", name, field.Names[0], raw)
			}
			for _, complaint := range badTag(reflect.StructTag(raw).Get("gorm")) {
				t.Errorf("%s.%s: %s", name, field.Names[0], complaint)
			}
		}
	}
}

func badTag(tag string) []string {
	var bad []string
	for part := range strings.SplitSeq(tag, ";") {
		word, rest, _ := strings.Cut(part, ":")
		if !tagWords[word] {
			bad = append(bad, fmt.Sprintf("unknown word %q", word))
		}
		options := strings.Split(rest, ",")
		for _, option := range options[1:] {
			key, _, _ := strings.Cut(option, ":")
			if !indexWords[key] {
				bad = append(bad, fmt.Sprintf("unknown index option %q", key))
			}
		}
		if strings.HasSuffix(word, "ndex") && options[0] == "" {
			bad = append(bad, "index without a name")
		}
	}
	return bad
}

func TestBadTagsAreFound(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"unique_index:x", "notnull", "not null;DEFAULT:1", "index", "uniqueIndex:x,wher:y", "size:10"} {
		if len(badTag(tag)) == 0 {
			t.Errorf("%q passed", tag)
		}
	}
}

func TestEveryRowIsListed(t *testing.T) {
	t.Parallel()
	var listed, parsed []string
	for _, row := range models.All() {
		listed = append(listed, reflect.TypeOf(row).Elem().Name())
	}
	for name := range rowStructs(t) {
		parsed = append(parsed, name)
	}
	slices.Sort(listed)
	slices.Sort(parsed)
	if !slices.Equal(listed, parsed) {
		t.Errorf("models.All() and rows_*.go differ:\n%v\n%v", listed, parsed)
	}
}
