package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// byOthers are methods that encoders, databases, the runtime and libraries call.
var byOthers = []string{"main", "init", "String", "Error", "Unwrap", "Is", "As", "Format", "MarshalJSON", "UnmarshalJSON",
	"MarshalText", "UnmarshalText", "Value", "Scan", "GormDataType", "GormDBDataType", "TableName", "ServeHTTP", "Write", "Read", "Close",
	"EstimateCallCost", "EstimateSize", "ResolveName", "ConvertToNative", "ConvertToType", // CEL
	"Resolve", "ContentType", "GetStatus", // huma
	"BindVarTo", "DataTypeOf", "DefaultValueOf", "QuoteTo", "Begin", // GORM and database/sql
	"Describe", "ReadHashes", "Sha3", "ClientVersion", "IncreaseTime"} // Prometheus, tlog, JSON-RPC

// onlyTested are functions that stand beside what they explain, and rooms that tests
// alone use.
var onlyTested = map[string]string{
	"AdminHandler": "tests serve without a port", "PublicHandler": "tests serve without a port", "SocketHandler": "tests serve without a port",
	"Panics": "tests want none", "StructHash": "other implementations state it beside the digest", "Wrap": "makes what Verdict reads",
	"OfChunk": "gas that was measured is held against it", "IDOf": "PayoutLine.Row points to it", "Quiet": "what a blind result is not",
	"StaffRoles": "closed sets are held against it", "Reachable": "machines are checked with it", "Without": "machines are checked with it",
	"chain/chaintest": "a chain for tests", "outbox/outboxtest": "a sender's backend for tests", "states/ends": "the search for endings",
}

// TestNothingIsOnlyTested: a function that tests alone call is no part of the
// product. Names are compared, not types, so that one of two functions of a name may
// be forgotten; the harness in test/ counts as a caller.
func TestNothingIsOnlyTested(t *testing.T) {
	t.Parallel()
	declared, used, files := map[string]string{}, map[string]bool{}, 0
	eachFile(t, func(_, file string, _ []string) {
		files++
		if err := names(file, declared, used); err != nil {
			t.Fatal(err)
		}
	})
	if files < 300 {
		t.Fatalf("only %d files read", files)
	}
	var dead []string
	for name, at := range declared {
		if !used[name] && !slices.Contains(byOthers, name) && onlyTested[name] == "" && onlyTested[filepath.ToSlash(filepath.Dir(at))] == "" {
			dead = append(dead, at+": "+name)
		}
	}
	slices.Sort(dead)
	for name := range onlyTested {
		if used[name] {
			t.Errorf("%s is called: it needs no entry", name)
		}
	}
	for _, d := range dead {
		t.Errorf("%s is called by tests only", d)
	}
}

// names adds the functions that a file declares, except generated ones and those of
// the harness, and every name that it uses.
func names(path string, declared map[string]string, used map[string]bool) error {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	rel := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
	mine := !strings.HasSuffix(rel, "_gen.go") && !strings.HasPrefix(rel, "test/")
	own := map[*ast.Ident]bool{}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			own[fn.Name] = true
			if mine {
				declared[fn.Name.Name] = rel
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !own[id] {
			used[id.Name] = true
		}
		return true
	})
	return nil
}
