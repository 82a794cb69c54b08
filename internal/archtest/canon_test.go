package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// code is what docs/model.md explains, as comments cite it.
	code = regexp.MustCompile(`\b[ACDGILMPSU][0-9]{1,2}\b`)
	// rule is a code of the pages on reports and on verification.
	rule = regexp.MustCompile(`\b[RV][0-9]{1,2}\b`)
	// formula names one or several: "formula 3", "formulas 6 to 8".
	formula = regexp.MustCompile(`(?i)\bformulas? ([0-9]+)(?: (?:to|and) ([0-9]+))?`)
	page    = regexp.MustCompile(`\b([a-zA-Z0-9_/-]+\.md)(#[a-z0-9-]+)?\b`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	section = regexp.MustCompile(`§\s?[0-9]`)
)

// eachText reads every file of the repository in which people write about it.
func eachText(t *testing.T, fn func(path, text string)) {
	t.Helper()
	read := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := strings.TrimPrefix(filepath.ToSlash(path), root+"/")
		if d.IsDir() {
			if d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root && d.Name() != ".ci" {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".sol", ".md", ".sh", ".mjs", ".sql"}, filepath.Ext(rel)) && d.Name() != "Makefile" || strings.HasSuffix(rel, "_gen.go") {
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		fn(rel, string(body))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < 300 {
		t.Fatalf("only %d files read", read)
	}
}

// headings are the headings of a page, and their anchors.
func headings(t *testing.T, path string) (titles, anchors []string) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range heading.FindAllStringSubmatch(string(body), -1) {
		titles = append(titles, m[1])
		anchor := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		anchors = append(anchors, "#"+strings.ReplaceAll(anchor, " ", "-"))
	}
	return titles, anchors
}

// comments are the comments of a Go file; of another file, everything.
func comments(t *testing.T, path, text string) string {
	t.Helper()
	if filepath.Ext(path) != ".go" {
		return text
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, group := range f.Comments {
		out.WriteString(group.Text())
		out.WriteString("\n")
	}
	return out.String()
}

// Every code that a comment cites has a heading in docs/model.md, or a place in
// the page of its rules; every code there is cited by somebody.
func TestCitedCodesAreExplained(t *testing.T) {
	t.Parallel()
	titles, _ := headings(t, "docs/model.md")
	rules := ""
	for _, p := range []string{"docs/verification.md", "docs/loss-snapshots.md"} {
		body, err := os.ReadFile(filepath.Join(root, p))
		if err != nil {
			t.Fatal(err)
		}
		rules += string(body)
	}
	cited := map[string]bool{}
	eachText(t, func(path, text string) {
		if filepath.Ext(path) != ".go" && filepath.Ext(path) != ".sol" {
			return
		}
		said := comments(t, path, text)
		for _, c := range code.FindAllString(said, -1) {
			cited[c] = true
			if !slices.Contains(titles, c) {
				t.Errorf("%s cites %s, which docs/model.md does not explain", path, c)
			}
		}
		for _, m := range formula.FindAllStringSubmatch(said, -1) {
			for _, n := range m[1:] {
				if n != "" && !slices.Contains(titles, "Formula "+n) {
					t.Errorf("%s cites formula %s, which docs/model.md does not state", path, n)
				}
			}
		}
		for _, r := range rule.FindAllString(said, -1) {
			if !regexp.MustCompile(`\b`+r+`\b`).MatchString(rules) && r != "V99" {
				t.Errorf("%s cites %s, which no page explains", path, r)
			}
		}
	})
	for _, title := range titles {
		series := strings.HasPrefix(title, "L") || strings.HasPrefix(title, "I") // complete, cited or not
		if code.MatchString(title) && !cited[title] && !series {
			t.Errorf("docs/model.md explains %s, which nobody cites", title)
		}
	}
	if len(cited) < 40 {
		t.Errorf("only %d codes are cited", len(cited))
	}
}

// notOurs are names of pages that are no page of this repository.
var notOurs = map[string]string{
	"README.md": "of any directory",
	"report.md": "what makewhole drill --all writes",
}

// Every page that is named is there, with the heading that is named, and nobody
// cites a paragraph of a page.
func TestCitedPagesExist(t *testing.T) {
	t.Parallel()
	pages := 0
	eachText(t, func(path, text string) {
		for _, m := range page.FindAllStringSubmatch(text, -1) {
			if notOurs[filepath.Base(m[1])] != "" {
				continue
			}
			pages++
			found := ""
			for _, at := range []string{m[1], filepath.Join("docs", m[1]), filepath.Join(filepath.Dir(path), m[1])} {
				if _, err := os.Stat(filepath.Join(root, at)); err == nil {
					found = at
					break
				}
			}
			if found == "" {
				t.Errorf("%s cites %s, which is not here", path, m[1])
				continue
			}
			if _, anchors := headings(t, found); m[2] != "" && !slices.Contains(anchors, m[2]) {
				t.Errorf("%s cites %s%s, and the page has no such heading", path, m[1], m[2])
			}
		}
		if !strings.HasPrefix(path, "demo/") && !strings.HasPrefix(path, "internal/archtest/") && section.MatchString(comments(t, path, text)) {
			t.Errorf("%s cites a paragraph", path)
		}
	})
	if pages < 30 {
		t.Errorf("only %d pages are cited", pages)
	}
}

var goFile = regexp.MustCompile(`\b[a-z][a-z0-9_]*\.go\b`)

// A package comment tells the story by its files; each of them is there.
func TestStoriesNameTheirFiles(t *testing.T) {
	t.Parallel()
	named := 0
	eachText(t, func(path, text string) {
		if filepath.Base(path) != "doc.go" {
			return
		}
		for _, file := range goFile.FindAllString(text, -1) {
			named++
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(path), file)); err != nil {
				t.Errorf("%s names %s, which is not beside it", path, file)
			}
		}
	})
	if named < 60 {
		t.Errorf("only %d files are named", named)
	}
}
