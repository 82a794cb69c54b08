package server

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// playedRoutes are the answers that the tests of this package got over HTTP, by
// operation.
type playedRoutes struct {
	sync.Mutex
	routes  map[string]bool
	success map[string]bool
}

var played = playedRoutes{routes: map[string]bool{}, success: map[string]bool{}}

// note remembers an answer of the operation that a path belongs to, and returns
// that operation, "" for none.
func (p *playedRoutes) note(s *Server, method, path string, status int) (operation string) {
	p.Lock()
	defer p.Unlock()
	best, words := "", -1
	for _, r := range s.routes {
		name := r.method + " " + r.path
		p.routes[name] = true
		if n := fits(r.path, path); r.method == method && n > words {
			best, words = name, n
		}
	}
	if best != "" && status >= 200 && status < 300 {
		p.success[best] = true
	}
	return best
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

// TestMain plays all tests and then wants a success of every operation: one that
// can never succeed is found, though its service works.
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
	for _, name := range slices.Sorted(maps.Keys(p.routes)) {
		switch why := unplayed[name]; {
		case !p.success[name] && why == "":
			fmt.Println("no test of this package has a success of", name)
			code = 1
		case p.success[name] && why != "":
			fmt.Println("there is a success of", name, "though", why)
			code = 1
		}
	}
	return code
}

const (
	needsNode      = "it needs a node behind the outbox"
	needsPublished = "it needs a settlement that is on the chain"
)

// unplayed are operations whose success no test of this package plays, and why.
// The bundle's routes are played by demo.
var unplayed = map[string]string{
	"POST /v1/admin/keys/{address}/adopt-nonce":         needsNode,
	"GET /v1/settlements/{id}/accounts":                 "it needs a round; settlements plays it without HTTP",
	"POST /v1/admin/incidents/{id}/escheat-settlements": "it needs money of owners that was swept; settlements plays it without HTTP",
	"GET /v1/settlements/{id}/bundle":                   needsPublished,
	"GET /v1/settlements/{id}/bundle/file":              needsPublished,
	"POST /v1/admin/settlements/{id}/sweep":             needsPublished,
	"POST /v1/admin/settlements/{id}/void":              needsPublished,
	"GET /v1/incidents/{id}/snapshot-sets/next":         "it needs a snapshot without its set",
}
