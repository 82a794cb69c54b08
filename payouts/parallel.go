package payouts

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"makewhole/money"
)

// chunkRows is how many rows one core works on at a time.
const chunkRows = 1 << 13

// sumChunks calls work for consecutive parts of [0, n) on all cores and adds up
// what the parts return. Every part is computed from its own rows alone, so the
// result does not depend on the number of cores.
func sumChunks(n int, work func(lo, hi int) (money.Amount, error)) (money.Amount, error) {
	chunks := (n + chunkRows - 1) / chunkRows
	parts, errs := make([]money.Amount, chunks), make([]error, chunks)
	var next atomic.Int64
	run := func() {
		for c := int(next.Add(1)) - 1; c < chunks; c = int(next.Add(1)) - 1 {
			parts[c], errs[c] = work(c*chunkRows, min((c+1)*chunkRows, n))
		}
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), chunks) - 1 {
		wg.Go(run)
	}
	run()
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return money.Zero, err
	}
	return money.Sum(parts...)
}
