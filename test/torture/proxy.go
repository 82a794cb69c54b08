package main

import (
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
)

// proxy stands between the processes and PostgreSQL and cuts connections where
// it hurts: at COMMIT, before the server saw it or before the client sees the
// answer.
type proxy struct {
	ln     net.Listener
	target string
	stats  *stats

	mu    sync.Mutex
	rnd   *rand.Rand
	cuts  int // per mille of commits
	conns map[net.Conn]bool
	wg    sync.WaitGroup
}

func newProxy(target string, rnd *rand.Rand, s *stats) (*proxy, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{ln: ln, target: target, stats: s, rnd: rnd, conns: map[net.Conn]bool{}}
	p.wg.Go(p.accept)
	return p, nil
}

func (p *proxy) port() int { return p.ln.Addr().(*net.TCPAddr).Port }

// cut sets how many commits in a thousand lose their connection.
func (p *proxy) cut(perMille int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cuts = perMille
}

func (p *proxy) close() error {
	err := p.ln.Close()
	p.mu.Lock()
	for c := range p.conns {
		_ = c.Close()
	}
	p.mu.Unlock()
	p.wg.Wait()
	return err
}

func (p *proxy) accept() {
	for {
		client, err := p.ln.Accept()
		if err != nil {
			return
		}
		p.wg.Go(func() { p.serve(client) })
	}
}

func (p *proxy) serve(client net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil { // PostgreSQL is down
		_ = client.Close()
		return
	}
	p.hold(client, server)
	defer p.drop(client, server)
	var mute atomic.Bool
	answered := make(chan struct{})
	p.wg.Go(func() {
		defer close(answered)
		answers(client, server, &mute)
	})
	if p.forward(server, client, &mute) == errMute { //nolint:errorlint // our own
		<-answered // the server has done it
	}
}

// answers passes on what the server says, until nobody is to hear it.
func answers(client io.WriteCloser, server io.Reader, mute *atomic.Bool) {
	defer client.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := server.Read(buf)
		if err != nil || mute.Load() {
			return
		}
		if _, err := client.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (p *proxy) hold(cs ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range cs {
		p.conns[c] = true
	}
}

func (p *proxy) drop(cs ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range cs {
		delete(p.conns, c)
		_ = c.Close()
	}
}

// Ends of a connection on purpose: before COMMIT, and after it without its answer.
var (
	errCut  = errors.New("cut")
	errMute = errors.New("cut after COMMIT")
)

// forward passes on what a client says, message by message, as PostgreSQL's
// protocol 3 frames it: a start-up message without a type, then one type byte
// and a length that counts itself.
func (p *proxy) forward(server io.Writer, client io.Reader, mute *atomic.Bool) error {
	for start := true; ; start = false {
		head := make([]byte, 5)
		if start {
			head = head[:4]
		}
		if _, err := io.ReadFull(client, head); err != nil {
			return err
		}
		size := binary.BigEndian.Uint32(head[len(head)-4:])
		if size < 4 || size > 1<<30 {
			return errors.New("no message of PostgreSQL")
		}
		body := make([]byte, size-4)
		if _, err := io.ReadFull(client, body); err != nil {
			return err
		}
		before, after := false, false
		if !start && head[0] == 'Q' && strings.EqualFold(strings.TrimRight(string(body), "\x00 ;"), "commit") {
			before, after = p.dice()
		}
		if before {
			p.stats.one("connection cut before COMMIT")
			return errCut
		}
		mute.Store(after)
		if _, err := server.Write(append(head, body...)); err != nil {
			return err
		}
		if after {
			p.stats.one("connection cut after COMMIT")
			return errMute
		}
	}
}

func (p *proxy) dice() (before, after bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stats.one("commits through the proxy")
	switch n := p.rnd.IntN(1000); {
	case n < p.cuts/3:
		return true, false
	case n < p.cuts:
		return false, true
	}
	return false, false
}
