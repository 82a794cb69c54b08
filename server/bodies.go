package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Bodies are held in memory while they are read and judged. Their bytes are one
// budget, in all and for each client network.
const (
	bodiesAll  = 2 * bodyReport
	bodiesEach = 64 << 20

	// Each stallBytes of a body must come within stallTime: 32 KiB a second.
	stallBytes = 256 << 10
	stallTime  = 8 * time.Second
)

// bodyBudget counts the bytes of bodies in flight.
type bodyBudget struct {
	all, each int64

	mu    sync.Mutex
	total int64
	by    map[string]int64
}

func newBodyBudget(all, each int64) *bodyBudget {
	return &bodyBudget{all: all, each: each, by: map[string]int64{}}
}

// take reserves n bytes for a network until leave is called. A body larger than
// the share of one network is let in when it is the only one of its network.
func (b *bodyBudget) take(network string, n int64) (leave func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if held := b.by[network]; held > 0 && held+n > b.each || b.total+n > b.all {
		return nil, errCrowded
	}
	b.total += n
	b.by[network] += n
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.total -= n
		if b.by[network] -= n; b.by[network] == 0 {
			delete(b.by, network)
		}
	}, nil
}

// watchedBody reads the body of a request: the client's failures are told as such, and
// one that does not come on is given up.
type watchedBody struct {
	io.ReadCloser
	stall *time.Timer
	got   int
	every time.Duration
}

// watch begins to read a body. When nothing comes within every, the read that
// waits ends with a timeout.
func watch(ctx context.Context, w http.ResponseWriter, from io.ReadCloser, every time.Duration) *watchedBody {
	past := time.Unix(1, 0)
	stall := time.AfterFunc(every, func() { _ = http.NewResponseController(w).SetReadDeadline(past) }) // a recorder has none
	context.AfterFunc(ctx, func() { stall.Stop() })
	return &watchedBody{ReadCloser: from, stall: stall, every: every}
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.got += n; b.got >= stallBytes {
		b.got = 0
		b.stall.Reset(b.every)
	}
	if err != nil {
		b.stall.Stop()
	}
	var tooLarge *http.MaxBytesError
	var slow net.Error
	if err == nil || errors.Is(err, io.EOF) || errors.As(err, &tooLarge) || errors.As(err, &slow) && slow.Timeout() {
		return n, err //nolint:wrapcheck // a reader passes on what it reads
	}
	return n, fmt.Errorf("%w: %w", errBroken, err)
}
