//go:build nodevnet

package devnet

import (
	"errors"
	"testing"
)

func TestStartSaysThatTheChainIsLeftOut(t *testing.T) {
	t.Parallel()
	if _, err := Start(t.Context(), Config{}); !errors.Is(err, ErrLeftOut) {
		t.Errorf("answered %v", err)
	}
}
