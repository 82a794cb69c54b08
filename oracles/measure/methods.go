package measure

import (
	"context"
	"fmt"
	"slices"

	"makewhole/models"
)

// Method is one way of measuring losses: what it measures from and how.
type Method struct {
	Name string // as specs name it; snapshots carry its hash
	// FromFile says that a member needs the file that the spec names, otherwise a
	// node of the line's chain.
	FromFile bool
	// Positions says that leaves state what accounts held before, and a report
	// the manifest of its evidence.
	Positions bool

	measure func(context.Context, *builder) error
	// evidence adds what the method looked at to the files that every snapshot has.
	evidence func(*builder, map[string][]byte) error
}

// Methods are the measuring methods. A changed method is a new one. Which form a
// spec of each must have is in models.SpecForms.
var Methods = []Method{
	{Name: models.MethodViewFlows, measure: fromChain, evidence: chainEvidence},
	{Name: models.MethodViewPositions, Positions: true, measure: fromChain, evidence: chainEvidence},
	{Name: models.MethodOffchain, FromFile: true, measure: fromFile, evidence: noEvidence},
}

// MethodNamed finds a method, or returns an error that wraps models.ErrSpec.
func MethodNamed(name string) (*Method, error) {
	i := slices.IndexFunc(Methods, func(m Method) bool { return m.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("%w: unknown method", models.ErrSpec)
	}
	return &Methods[i], nil
}

func noEvidence(*builder, map[string][]byte) error { return nil }
