//go:build torture

package app

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// The environment of a tortured process. A point is "name" or "name#k", the
// k-th time that it is passed.
const (
	envKill   = "MAKEWHOLE_CRASH"        // die by SIGKILL at this point
	envStop   = "MAKEWHOLE_STOP"         // stop by SIGSTOP at this point
	envRecord = "MAKEWHOLE_CRASH_RECORD" // append every point passed to this file
	envLease  = "MAKEWHOLE_LEASE"        // of jobs and keys
)

// init arms the crash points, so that every command of the real program can be
// killed.
func init() {
	p := &points{seen: map[string]int{}, kill: os.Getenv(envKill), stop: os.Getenv(envStop), record: os.Getenv(envRecord)}
	if p.kill+p.stop+p.record != "" {
		torture.sender = func(at string) error { p.pass("sender " + at); return nil }
		torture.store = p.pass
	}
	if text := os.Getenv(envLease); text != "" {
		lease, err := time.ParseDuration(text)
		if err != nil {
			panic(err)
		}
		torture.lease = lease
	}
}

// SetClock makes the programs that are opened from now on follow another clock,
// such as that of a development chain in another process.
func SetClock(now func() time.Time) { torture.now = now }

// points are the places at which this process may end.
type points struct {
	kill, stop, record string

	mu   sync.Mutex
	seen map[string]int
}

func (p *points) pass(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[name]++
	if p.record != "" {
		p.write(name)
	}
	at := name + "#" + strconv.Itoa(p.seen[name])
	if named(p.kill) == at {
		die(syscall.SIGKILL)
	}
	if named(p.stop) == at {
		die(syscall.SIGSTOP)
	}
}

func named(point string) string {
	if strings.Contains(point, "#") {
		return point
	}
	return point + "#1"
}

func (p *points) write(name string) {
	f, err := os.OpenFile(p.record, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	_, err = fmt.Fprintln(f, name)
	if err = errors.Join(err, f.Close()); err != nil {
		panic(err)
	}
}

// die sends the signal to this very process: no deferred function runs, nothing
// is flushed. A stopped process goes on from here.
func die(sig syscall.Signal) {
	if err := syscall.Kill(os.Getpid(), sig); err != nil {
		panic(err)
	}
	if sig == syscall.SIGKILL {
		select {} // until the kernel is done with us
	}
}
