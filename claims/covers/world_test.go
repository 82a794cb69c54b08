package covers_test

import (
	"testing"

	"makewhole/claims/covers"
	"makewhole/test/roomtest"
)

// world adds to the shared world what only the tests of this package do.
type world struct{ *roomtest.World }

var (
	n         = roomtest.N
	addr      = roomtest.Addr
	wallet    = roomtest.Wallet
	ctx       = roomtest.Ctx
	terms     = roomtest.Terms
	lost      = roomtest.Lost
	wantErr   = roomtest.WantErr
	wantField = roomtest.WantField
)

func each(t *testing.T, ts covers.Terms, fn func(w *world)) {
	t.Helper()
	roomtest.Each(t, ts, func(w *roomtest.World) { fn(&world{w}) })
}

func must[T any](t testing.TB) func(T, error) T { return roomtest.Must[T](t) }
