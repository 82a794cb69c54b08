package chaintest

import (
	"errors"
	"math/rand/v2"
	"sync"
)

// Fault is what the line to the node does to one call.
type Fault int

// Possible faults.
const (
	Fine        Fault = iota
	LoseRequest       // the node never sees it, the caller gets an error
	LoseReply         // the node does it, the caller gets an error
	Stale             // the answer is from a block ago
)

// ErrLine is the transport error of a lost request or reply.
var ErrLine = errors.New("chaintest: connection reset")

// Faults loses calls at random, from a seed, and counts what it did.
type Faults struct {
	PerMille int // of calls that meet a fault

	mu     sync.Mutex
	rnd    *rand.Rand
	Counts map[Fault]int
}

// NewFaults returns a line with a seed.
func NewFaults(seed uint64, perMille int) *Faults {
	rnd := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test must be repeatable from its seed
	return &Faults{PerMille: perMille, rnd: rnd, Counts: map[Fault]int{}}
}

// Line is for Chain.Line.
func (f *Faults) Line(string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	kind := Fine
	if f.rnd.IntN(1000) < f.PerMille {
		kind = []Fault{LoseRequest, LoseReply, Stale}[f.rnd.IntN(3)]
	}
	f.Counts[kind]++
	return kind
}
