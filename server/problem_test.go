package server

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/incidents"
	"makewhole/models"
	"makewhole/service"
)

// TestEveryExportedErrorHasAStatus reads the sources: an exported Err… of the
// rooms below must stand in the table of problem.go, or among the errors that no
// client causes.
func TestEveryExportedErrorHasAStatus(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	file, err := parser.ParseFile(token.NewFileSet(), "problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok {
				named[pkg.Name+"."+sel.Sel.Name] = true
			}
		}
		return true
	})
	total := 0
	for _, room := range []string{"claims", "claims/covers", "oracles", "incidents", "models", "money"} {
		for _, name := range exportedErrors(t, "../"+room) {
			total++
			if !named[path.Base(room)+"."+name] {
				t.Errorf("%s.%s has no row in problem.go", room, name)
			}
		}
	}
	if total < 35 {
		t.Errorf("only %d errors were found", total)
	}
}

func exportedErrors(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %v", dir, err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					if strings.HasPrefix(id.Name, "Err") {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

func TestTheTableIsInOrder(t *testing.T) {
	t.Parallel()
	slugs := map[string]kind{}
	for _, k := range kinds {
		if old, ok := slugs[k.slug]; ok && (old.status != k.status || old.title != k.title) {
			t.Errorf("%s has two meanings", k.slug)
		}
		slugs[k.slug] = k
		got := problemOf(fmt.Errorf("outer: %w", fmt.Errorf("inner: %w", k.target)))
		if got.Status != k.status || got.Type != problemPrefix+k.slug {
			t.Errorf("%v is answered with %d %s, the row says %d %s", k.target, got.Status, got.Type, k.status, k.slug)
		}
	}
	for _, err := range internals {
		if got := problemOf(err); got.Status != 500 || got.Detail != "" || got.Errors != nil {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

// TestRulesAreExplained: a refusal says which rule, and nothing of the store.
func TestRulesAreExplained(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]string{
		fmt.Errorf("pool x: %w: the filing window is over", service.ErrWindow):                         "the filing window is over",
		fmt.Errorf("%w: %w", incidents.ErrConflict, &models.DuplicateError{Constraint: "modules_key"}): "",
		fmt.Errorf("%w: insert: %w", service.ErrConflict, models.ErrDuplicate):                         "",
		fmt.Errorf("%w: %w", incidents.ErrForbidden, models.ErrForbidden):                              "",
		fmt.Errorf("read /home/x: %w: row 7", service.ErrInvariant):                                    "",
		service.ErrConflict: "",
	} {
		if got := problemOf(err).Detail; got != want {
			t.Errorf("%v: detail %q, want %q", err, got, want)
		}
	}
	b := newBench(t)
	w := b.world()
	b.ask("bob", "POST", "/v1/claims", with(b.filing(w, "bob", "bob"), "cover_id", w.cover)).problem(422, "not-covered").
		has("the account was not insured at occurred_from").hasNot(w.cover, addr("bob").Hex())
}

// TestDocsListEveryKind: the table of docs/api.md is the table of the code.
func TestDocsListEveryKind(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kinds {
		if row := fmt.Sprintf("| %d | `%s` |", k.status, k.slug); !strings.Contains(string(doc), row) {
			t.Errorf("docs/api.md lacks %s", row)
		}
	}
}

// An error of the store stays one, whatever a service says about it.
func TestErrorsOfOursAreNotTheCallers(t *testing.T) {
	t.Parallel()
	for _, own := range []error{models.ErrUnavailable, models.ErrReadOnly, models.ErrBusy, models.ErrCommitUnknown, models.ErrLocked} {
		for _, k := range kinds {
			if k.status >= 500 {
				continue
			}
			for _, err := range []error{errors.Join(k.target, own), errors.Join(own, k.target), fmt.Errorf("%w: %w", k.target, own)} {
				if p := problemOf(err); p.Status != 503 {
					t.Errorf("%v is told as %d %s", err, p.Status, p.Type)
				}
			}
		}
	}
}
