package measure

import (
	"errors"
	"testing"

	"makewhole/models"
)

// TestMethodsAreWhole: whatever a spec may name can be measured, and nothing else.
func TestMethodsAreWhole(t *testing.T) {
	t.Parallel()
	for i := range Methods {
		m := &Methods[i]
		if m.measure == nil || m.evidence == nil || models.SpecForms[m.Name] == nil {
			t.Errorf("%s is not whole", m.Name)
		}
		if found, err := MethodNamed(m.Name); err != nil || found != m {
			t.Errorf("%s is not found, or appears twice: %v", m.Name, err)
		}
	}
	for name := range models.SpecForms {
		if _, err := MethodNamed(name); err != nil {
			t.Errorf("a spec may name %s, which nobody can measure: %v", name, err)
		}
	}
	if _, err := MethodNamed("view-flows/3"); !errors.Is(err, models.ErrSpec) {
		t.Errorf("unknown method: %v", err)
	}
}
