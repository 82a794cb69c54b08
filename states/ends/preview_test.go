package ends

import (
	"strings"
	"testing"

	"makewhole/states"
)

// TestEveryPreviewCanEnd is law L4 for objections: nobody who objects, and nobody who is
// silent, keeps a preview from being approved for ever.
func TestEveryPreviewCanEnd(t *testing.T) {
	t.Parallel()
	r := Explore(Previews()).All()
	t.Log(r)
	if r.Stuck != "" || r.Worlds < 20 || r.Ends < 5 {
		t.Errorf("%d combinations, %d ends, stuck: %s", r.Worlds, r.Ends, r.Stuck)
	}
}

// TestPreviewsNeedTheirSilences takes each edge of the table of objections away: those
// that silence takes are needed, and where one is missing the objection waits for ever;
// nobody may count on those of people.
func TestPreviewsNeedTheirSilences(t *testing.T) {
	t.Parallel()
	g := Explore(Previews())
	for _, e := range states.Objection.Edges {
		r := g.WithoutEdge(states.Objection.Name, e)
		switch needed := e.Role == states.ByJob; {
		case needed && (!strings.Contains(r.Stuck, "objection open") || len(r.Way) != 3):
			t.Errorf("without %s of %s: stuck %q, way %v", e.Event, e.From, r.Stuck, r.Way)
		case !needed && r.Stuck != "":
			t.Errorf("without %s of %s: %s", e.Event, e.From, r)
		}
	}
}
