package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func report(t *testing.T, from string, body io.Reader, length int64) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/oracles/reports", body)
	r.RemoteAddr, r.ContentLength = from, length
	r.Header.Set("Content-Type", "application/json")
	return r
}

// TestBytesInFlight: anyone may send reports of any size up to the limit, but no
// network may fill the memory, nor keep others out.
func TestBytesInFlight(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	hold := func(from string, length int64) (end func()) {
		read, write := io.Pipe()
		done := make(chan struct{})
		go func() {
			defer close(done)
			b.send(b.s, report(t, from, read, length)).problem(400, "report-refused")
		}()
		_, err := write.Write([]byte("{")) // returns when the server has begun to read
		b.must(err)
		return func() {
			b.must(write.Close())
			<-done
		}
	}
	refused := func(from string, length int64) {
		t.Helper()
		a := b.send(b.s, report(t, from, strings.NewReader("{}"), length)).problem(503, "crowded")
		if a.header.Get("Retry-After") == "" {
			t.Error("503 without Retry-After")
		}
	}
	first := hold("192.0.2.1:1", -1) // of unknown length: as the largest
	refused("192.0.2.1:2", 1<<20)
	refused("192.0.2.1:2", -1)
	second := hold("192.0.2.2:1", -1) // another network still has its share
	refused("192.0.2.3:1", 2)         // now nobody has
	second()
	b.send(b.s, report(t, "192.0.2.3:1", strings.NewReader("{}"), 2)).problem(400, "report-refused")
	first()
	third := hold("192.0.2.1:3", bodiesEach-1)
	b.send(b.s, report(t, "192.0.2.1:4", strings.NewReader("{"), 1)).problem(400, "report-refused")
	refused("192.0.2.1:4", 2)
	third()
	if log := b.logs.String(); strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("the clients' faults are errors in the log: %s", log)
	}
	if b.s.bodies.total != 0 || len(b.s.bodies.by) != 0 {
		t.Errorf("%d bytes of %v are still held", b.s.bodies.total, b.s.bodies.by)
	}
}

// raw sends bytes to a real listener and returns the answer's status and problem.
func raw(t *testing.T, addr, head, rest string, end bool) (status int, text string) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "POST /v1/oracles/reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s\r\n\r\n%s", head, rest); err != nil {
		t.Fatal(err)
	}
	if end {
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// TestBrokenBodies: what a client breaks is the client's, and one that drips is
// given up; none of it is an error of ours in the log.
func TestBrokenBodies(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.s.stall = 50 * time.Millisecond
	srv := httptest.NewServer(b.s.PublicHandler())
	t.Cleanup(srv.Close)
	addr := srv.Listener.Addr().String()
	for name, c := range map[string]struct {
		head, rest string
		end        bool
		status     int
		slug       string
	}{
		"broke off":         {"Content-Length: 100", "{", true, 400, "broken-body"},
		"chunk broke off":   {"Transfer-Encoding: chunked", "5\r\n{", true, 400, "broken-body"},
		"no chunk":          {"Transfer-Encoding: chunked", "zz\r\n{", true, 400, "broken-body"},
		"nothing comes":     {"Content-Length: 100", "", false, 408, "timeout"},
		"nothing more":      {"Content-Length: 100", "{", false, 408, "timeout"},
		"no end of a chunk": {"Transfer-Encoding: chunked", "5\r\n{", false, 408, "timeout"},
		"whole":             {"Content-Length: 2", "{}", false, 400, "report-refused"},
	} {
		status, text := raw(t, addr, c.head, c.rest, c.end)
		if status != c.status || !strings.Contains(text, problemPrefix+c.slug) {
			t.Errorf("%s: %d %s, want %d %s", name, status, text, c.status, c.slug)
		}
	}
	if b.s.bodies.total != 0 {
		t.Errorf("%d bytes are still held", b.s.bodies.total)
	}
	if log := b.logs.String(); strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("the clients' faults are errors in the log: %s", log)
	}
}

// TestWatchedBody passes on what is not the client's breaking.
func TestWatchedBody(t *testing.T) {
	t.Parallel()
	rec := httptest.NewRecorder()
	read := func(from io.Reader) error {
		_, err := io.Copy(io.Discard, watch(t.Context(), rec, io.NopCloser(from), time.Minute))
		return err
	}
	if err := read(strings.NewReader(strings.Repeat("x", 3*stallBytes))); err != nil {
		t.Error(err)
	}
	var tooLarge *http.MaxBytesError
	if err := read(http.MaxBytesReader(rec, io.NopCloser(strings.NewReader("xx")), 1)); !errors.As(err, &tooLarge) || errors.Is(err, errBroken) {
		t.Errorf("too large is %v", err)
	}
	if err := read(io.MultiReader(strings.NewReader("x"), errReader{})); !errors.Is(err, errBroken) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("broken is %v", err)
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
