package service_test

import (
	"errors"
	"testing"

	"makewhole/service"
)

// A fault of ours must not be found to be the refusal that stands behind it.
func TestAFaultIsNoRefusal(t *testing.T) {
	t.Parallel()
	fault := errors.New("the store broke")
	if err := service.Or(fault, service.ErrConflict); !errors.Is(err, fault) || errors.Is(err, service.ErrConflict) {
		t.Errorf("a fault: %v", err)
	}
	if err := service.Or(nil, service.ErrConflict); !errors.Is(err, service.ErrConflict) {
		t.Errorf("no fault: %v", err)
	}
	if err := service.OrUnchanged(fault); errors.Is(err, service.ErrUnchanged) {
		t.Errorf("a fault is nothing to do: %v", err)
	}
}
