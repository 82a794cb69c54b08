package server

import (
	"reflect"
	"strings"
	"testing"

	"makewhole/oracles/measure"
)

// TestSpecNamesTheMethods: a spec can be entered with every method that can be
// measured.
func TestSpecNamesTheMethods(t *testing.T) {
	t.Parallel()
	var names []string
	for _, m := range measure.Methods {
		names = append(names, m.Name)
	}
	field, _ := reflect.TypeOf(SpecIn{}).FieldByName("Method")
	if got, want := field.Tag.Get("enum"), strings.Join(names, ","); got != want {
		t.Errorf("the form offers %q, want %q", got, want)
	}
}
