package server

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// playedRoutes are the answers that the tests of this package got over HTTP, by
// operation.
type playedRoutes struct {
	sync.Mutex
	routes   map[string][]int // the statuses that the document lists
	statuses map[string]map[int]bool
}

var played = playedRoutes{routes: map[string][]int{}, statuses: map[string]map[int]bool{}}

// note remembers an answer of the operation that a path of a listener belongs to, and
// returns that operation, "" for none.
func (p *playedRoutes) note(s *Server, public bool, method, path string, status int) (operation string) {
	p.Lock()
	defer p.Unlock()
	best, words := "", -1
	for _, r := range s.routes {
		name := r.method + " " + r.path
		if p.routes[name] == nil {
			p.routes[name] = s.listed(r)
		}
		if n := fits(r.path, path); r.method == method && n > words && public == (r.on == onPublic) {
			best, words = name, n
		}
	}
	if best == "" {
		return ""
	}
	if p.statuses[best] == nil {
		p.statuses[best] = map[int]bool{}
	}
	p.statuses[best][status] = true
	return best
}

// listed are the statuses that the document lists for a route.
func (s *Server) listed(r route) (out []int) {
	for text := range operationOf(s.openapi.api.Paths[r.path], r.method).Responses {
		if status, err := strconv.Atoi(text); err == nil {
			out = append(out, status)
		}
	}
	slices.Sort(out)
	return out
}

// fits counts the words that a path shares with a template, -1 when it is none
// of it.
func fits(template, path string) (words int) {
	want, have := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return -1
	}
	for i := range want {
		switch {
		case want[i] == have[i]:
			words++
		case !strings.HasPrefix(want[i], "{"):
			return -1
		}
	}
	return words
}

// TestMain plays all tests and then wants every status that the document lists for
// an operation, its success among them: an operation that can never succeed is found,
// though its service works, and so is a status that is only written down.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	whole := true
	for _, name := range []string{"test.run", "test.skip", "test.list"} {
		whole = whole && flag.Lookup(name).Value.String() == ""
	}
	if code == 0 && whole && !testing.Short() {
		code = played.judge()
	}
	os.Exit(code)
}

func (p *playedRoutes) judge() (code int) {
	excused := maps.Clone(unseen)
	for _, name := range slices.Sorted(maps.Keys(p.routes)) {
		for _, status := range p.routes[name] {
			at := fmt.Sprint(status, " ", name)
			why := excused[at]
			delete(excused, at)
			switch seen := p.statuses[name][status]; {
			case !seen && why == "":
				fmt.Println("no test of this package has seen", at)
				code = 1
			case seen && why != "":
				fmt.Println("it was seen:", at, "though", why)
				code = 1
			}
		}
	}
	for at := range excused {
		fmt.Println("excused, and not in the document:", at)
		code = 1
	}
	return code
}

// unseen are statuses of the document that no test of this package gets over HTTP,
// and why. The list may only shrink.
var unseen = map[string]string{}
