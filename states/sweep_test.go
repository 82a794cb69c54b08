package states

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// eachSource parses every Go file of the module that is no test, generated
// bindings aside, outside of this package. Path is relative to the root.
func eachSource(t *testing.T, fn func(path string, set *token.FileSet, f *ast.File)) {
	t.Helper()
	const root = ".."
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
		if d.IsDir() {
			if rel == "states" || d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") || strings.HasSuffix(rel, "_gen.go") {
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		fn(rel, set, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Fatalf("only %d files", files)
	}
}

// words are the string literals below a node, in order; nested lists are part of
// their parent, function bodies are not.
func words(n ast.Node) (out []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if w, ok := word(n); ok {
			out = append(out, w)
		}
		return true
	})
	return out
}

func word(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	w, err := strconv.Unquote(lit.Value)
	return w, err == nil
}

// listed are the words of a node that is a list of values: a literal, a group of
// constants, the cases of a switch, a chain of comparisons, the arguments of a
// call.
func listed(n ast.Node) (out []string) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				out = append(out, words(kv.Key)...)
				e = kv.Value
			}
			if w, ok := word(e); ok {
				out = append(out, w)
			}
		}
	case *ast.GenDecl:
		for _, s := range n.Specs {
			if v, ok := s.(*ast.ValueSpec); ok && n.Tok == token.CONST {
				for _, e := range v.Values {
					out = append(out, words(e)...)
				}
			}
		}
	case *ast.SwitchStmt:
		for _, c := range n.Body.List {
			for _, e := range c.(*ast.CaseClause).List {
				out = append(out, words(e)...)
			}
		}
	case *ast.BinaryExpr:
		if n.Op == token.LOR || n.Op == token.LAND {
			out = words(n)
		}
	case *ast.CallExpr:
		for _, e := range n.Args {
			if w, ok := word(e); ok {
				out = append(out, w)
			}
		}
	}
	return out
}

// ofOne finds a machine that two or more different words are states of.
func ofOne(list []string) (machine string, found []string) {
	for _, m := range All() {
		found = nil
		for _, w := range list {
			if slices.Contains(m.States(), w) && !slices.Contains(found, w) {
				found = append(found, w)
			}
		}
		if len(found) > 1 {
			return m.Name, found
		}
	}
	return "", nil
}

// notStates are lists whose words happen to be names of states and mean
// something else.
var notStates = map[string]string{}

// A list of states anywhere else is a second table.
func TestNoStateListElsewhere(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	eachSource(t, func(path string, set *token.FileSet, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			machine, found := ofOne(listed(n))
			if found == nil {
				return true
			}
			at := path + " " + strings.Join(found, ",")
			used[at] = true
			if notStates[at] == "" {
				t.Errorf("%s:%d: states of %s as strings: %v; take them from package states", path, set.Position(n.Pos()).Line, machine, found)
			}
			return true
		})
	})
	for at := range notStates {
		if !used[at] {
			t.Errorf("%q is excused and not there", at)
		}
	}
}

// A list in a tag cannot name constants: it must be the whole table, or the
// whole list of roles.
func TestTagsListWholeTables(t *testing.T) {
	t.Parallel()
	lists := 0
	eachSource(t, func(path string, set *token.FileSet, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || field.Tag == nil {
				return true
			}
			tag, _ := word(field.Tag)
			list := strings.Split(strings.Trim(reflect.StructTag(tag).Get("enum"), ","), ",")
			if why := wholeList(list); why != "" {
				t.Errorf("%s:%d: %s", path, set.Position(field.Pos()).Line, why)
			}
			if _, found := ofOne(list); found != nil {
				lists++
			}
			return true
		})
	})
	if lists < 5 {
		t.Errorf("only %d lists of states in tags", lists)
	}
}

// wholeList says what is wrong with a list in a tag: it shares words with tables
// and is none of them.
func wholeList(list []string) string {
	list = slices.Sorted(slices.Values(list))
	if _, found := ofOne(list); found != nil {
		for _, m := range All() {
			if slices.Equal(list, slices.Sorted(slices.Values(m.States()))) {
				return ""
			}
		}
		return "the list " + strings.Join(list, ",") + " is no whole state table"
	}
	roles := 0
	for _, w := range list {
		if slices.Contains(StaffRoles(), w) {
			roles++
		}
	}
	approvers := slices.Sorted(strings.SplitSeq(ByApprovers, "|"))
	if roles > 1 && !slices.Equal(list, StaffRoles()) && !slices.Equal(list, approvers) {
		return "the list " + strings.Join(list, ",") + " is not the roles of the staff"
	}
	return ""
}

// asking are the functions whose last argument is a role or the name of an
// actor.
var asking = []string{"Has", "StaffOnly", "StaffWithRole", "JobActor", "SystemActor", "ChainActor"}

// Roles and actors are named by constants: a role as a string is a rule that the
// tables do not know.
func TestNoRoleStringsElsewhere(t *testing.T) {
	t.Parallel()
	joined := regexp.MustCompile(`^(` + strings.Join(append(StaffRoles(), Kinds()...), "|") + `)(\|(` + strings.Join(append(StaffRoles(), Kinds()...), "|") + `))+$`)
	eachSource(t, func(path string, set *token.FileSet, f *ast.File) {
		if strings.HasPrefix(path, "test/") {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if w, ok := word(n); ok && joined.MatchString(w) {
				t.Errorf("%s:%d: roles %q as a string", path, set.Position(n.Pos()).Line, w)
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			}
			if w, ok := word(call.Args[len(call.Args)-1]); ok && slices.Contains(asking, name) {
				t.Errorf("%s:%d: %s(%q) names a role or an actor by a string", path, set.Position(n.Pos()).Line, name, w)
			}
			return true
		})
	})
}

var stateInSQL = regexp.MustCompile(`\b(?:state|containment)\s*(?:=|<>|!=)\s*'(\w*)'`)

// SQL must spell states out, as partial indexes do; each is a state of some
// machine.
func TestStatesInSQLExist(t *testing.T) {
	t.Parallel()
	known := []string{}
	for _, m := range All() {
		known = append(known, m.States()...)
	}
	seen := 0
	eachSource(t, func(path string, set *token.FileSet, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			w, _ := word(n)
			for _, m := range stateInSQL.FindAllStringSubmatch(w, -1) {
				seen++
				if !slices.Contains(known, m[1]) {
					t.Errorf("%s:%d: no machine has a state %q", path, set.Position(n.Pos()).Line, m[1])
				}
			}
			return true
		})
	})
	if seen < 10 {
		t.Errorf("only %d states in SQL", seen)
	}
}

// The sweep knows a list when it sees one.
func TestSweepSeesLists(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]bool{
		`var x = []string{"draft", "submitted"}`:                            true,
		`var x = map[string]bool{"signed": true, "publishing": true}`:       true,
		`const ( a = "paid"; b = "partially_paid" )`:                        true,
		`func f(s string) { switch s { case "mined": case "broadcast": } }`: true,
		`func f(s string) bool { return s == "mined" || s == "reverted" }`:  true,
		`func f() { g("settled", "recovering") }`:                           true,
		`var x = []string{"draft", "mined"}`:                                false,
		`var x = []string{"draft", "draft"}`:                                false,
		`func f() { g("settled"); g("recovering") }`:                        false,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\n"+src, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := false
		ast.Inspect(f, func(n ast.Node) bool {
			_, found := ofOne(listed(n))
			got = got || found != nil
			return true
		})
		if got != want {
			t.Errorf("%s: a list %v", src, got)
		}
	}
	for list, bad := range map[string]bool{
		"draft,submitted": true, "proposed,approved,withdrawn": false, "admin,senior": true, "treasurer,senior": false, "in,out": false,
		"none,requested,contained,released": false, "none,requested,contained": true,
	} {
		if why := wholeList(strings.Split(list, ",")); (why != "") != bad {
			t.Errorf("%s: %q", list, why)
		}
	}
}
