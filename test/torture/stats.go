package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// stats counts what really happened, by name.
type stats struct {
	mu sync.Mutex
	n  map[string]int
}

func newStats() *stats { return &stats{n: map[string]int{}} }

func (s *stats) add(kind string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n[kind] += n
}

func (s *stats) one(kind string) { s.add(kind, 1) }

func (s *stats) of(kind string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n[kind]
}

// never lists the kinds that did not happen.
func (s *stats) never(kinds ...string) (out []string) {
	for _, k := range kinds {
		if s.of(k) == 0 {
			out = append(out, k)
		}
	}
	return out
}

func (s *stats) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(s.n)) {
		parts = append(parts, fmt.Sprintf("%s %d", k, s.n[k]))
	}
	return strings.Join(parts, ", ")
}
