package monitor

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestBuiltin: each detector that comes along is loaded, fires where its file
// says so, stays quiet where it says so, and says that it is blind where data is
// missing. None of the numbers 1 to 29 is left out.
func TestBuiltin(t *testing.T) {
	t.Parallel()
	have := map[string]bool{}
	for _, name := range Builtin() {
		have[strings.SplitN(name, "-", 2)[0]] = true
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := BuiltinFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := ReadFile(data)
			if err != nil {
				t.Fatal(err)
			}
			if m.File.ID != name {
				t.Errorf("its id is %s", m.File.ID)
			}
			outcomes, err := m.RunExamples()
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range outcomes {
				if !o.OK {
					t.Errorf("%s: want %s, got %s", o.Name, o.Want, o.Got)
				}
			}
		})
	}
	for n := 1; n <= 29; n++ {
		if d := fmt.Sprintf("d%02d", n); !have[d] {
			t.Errorf("there is no detector %s", d)
		}
	}
}

// TestDocsListDetectors: the page describes each of them, with its severity.
func TestDocsListDetectors(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/monitors.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Builtin() {
		f, err := Parse(must(BuiltinFile(name)))
		if err != nil {
			t.Fatal(err)
		}
		if row := "| `" + name + "` | " + f.Severity + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/monitors.md has no row %s", row)
		}
	}
}

// TestDocsShowAMonitor: the file that the page shows is loaded and does what it
// says.
func TestDocsShowAMonitor(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/monitors.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "```json\n")
	text, _, _ = strings.Cut(text, "```")
	outcomes, err := load(t, text).RunExamples()
	if err != nil || len(outcomes) != 2 || !outcomes[0].OK || !outcomes[1].OK {
		t.Errorf("%+v, %v", outcomes, err)
	}
}
