package server

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// scenario is one request with everything that must and must not follow.
type scenario struct {
	name    string
	who     string // "" nobody, "alice" a wallet, "staff:senior"
	method  string
	path    string
	body    any
	headers []string
	status  int
	slug    string // kind of problem, empty for an answer
	has     []string
	hasNot  []string
	changes map[string]int // rows; what is not named must not change
}

func (b *bench) run(cases ...scenario) {
	b.Helper()
	for _, c := range cases {
		if c.who != "" && !strings.HasPrefix(c.who, "staff:") {
			b.signIn(c.who)
		}
		before := b.rows()
		a := b.ask(c.who, c.method, c.path, c.body, c.headers...)
		outer := b.T
		b.Run(c.name, func(t *testing.T) {
			a.bench = &bench{T: t, db: b.db, s: b.s}
			if c.slug != "" {
				a.problem(c.status, c.slug)
			} else {
				a.want(c.status)
			}
			a.has(c.has...).hasNot(c.hasNot...)
			a.changed(before, c.changes)
		})
		b.T = outer
	}
}

// with returns a copy of a body with some fields changed.
func with(body map[string]any, pairs ...any) map[string]any {
	out := map[string]any{}
	for k, v := range body {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

// A1: another wallet's claim does not exist, whatever the method.
func TestA1AnotherWalletsClaimDoesNotExist(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	c := b.file(w, "alice", "alice")
	var e Evidence
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/evidence?name=note.txt", "It was there.", "Content-Type", "text/plain").want(201).into(&e)
	secretOnes := []string{"It is gone", addr("alice").Hex(), "submitted"}
	b.run(
		scenario{name: "show", who: "bob", method: "GET", path: "/v1/claims/" + c.ID, status: 404, slug: "not-found", hasNot: secretOnes},
		scenario{name: "withdraw", who: "bob", method: "POST", path: "/v1/claims/" + c.ID + "/withdraw", body: map[string]any{"version": c.Version}, status: 404, slug: "not-found", changes: map[string]int{"keys": 1}},
		scenario{name: "appeal", who: "bob", method: "POST", path: "/v1/claims/" + c.ID + "/appeal", body: map[string]any{"version": c.Version, "text": "mine"}, status: 404, slug: "not-found", changes: map[string]int{"keys": 1}},
		scenario{name: "attach", who: "bob", method: "POST", path: "/v1/claims/" + c.ID + "/evidence?name=x.txt", body: "text", headers: []string{"Content-Type", "text/plain"}, status: 404, slug: "not-found", changes: map[string]int{"keys": 1}},
		scenario{name: "evidence", who: "bob", method: "GET", path: "/v1/evidence/" + e.ID, status: 404, slug: "not-found"},
		scenario{name: "cover", who: "bob", method: "GET", path: "/v1/covers/" + w.cover, status: 404, slug: "not-found"},
		scenario{name: "list", who: "bob", method: "GET", path: "/v1/claims", status: 200, has: []string{`"items":[]`}},
		scenario{name: "unknown id", who: "bob", method: "GET", path: "/v1/claims/clm_aaaaaaaaaaaaaaaaaaaaaaaaaa", status: 404, slug: "not-found"},
		scenario{name: "own", who: "alice", method: "GET", path: "/v1/evidence/" + e.ID, status: 200, has: []string{"It was there."}},
	)
	if len(c.ID) != len("clm_")+26 {
		t.Errorf("id %s is not 128 random bits", c.ID)
	}
}

// A2: what the client may not set is not in the request.
func TestA2MassAssignment(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	good := b.filing(w, "alice", "alice")
	for _, field := range []string{"status", "state", "approved", "approvedLoss", "claimant", "id", "version", "verified_loss", "Requested"} {
		b.run(scenario{
			name: field, who: "alice", method: "POST", path: "/v1/claims", body: with(good, field, "approved"), status: 400, slug: "invalid-request",
		})
	}
}

// A3: a wallet has no business on the admin listener, and the admin routes do
// not exist on the public one.
func TestA3WalletOnAdminRoute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	b.run(
		scenario{name: "admin listener", who: "alice", method: "GET", path: "/v1/admin/claims", status: 403, slug: "forbidden"},
		scenario{name: "nobody", method: "GET", path: "/v1/admin/claims", status: 401, slug: "unauthorized"},
	)
	for _, path := range []string{"/v1/admin/claims", "/v1/admin/staff", "/v1/admin/me", "/v1/local/jobs"} {
		r := httptest.NewRequestWithContext(t.Context(), "GET", path, nil)
		r.Header.Set("Authorization", "Bearer "+b.token("staff:admin"))
		rec := httptest.NewRecorder()
		b.s.PublicHandler().ServeHTTP(rec, r)
		if rec.Code != 404 {
			t.Errorf("%s on the public listener: %d", path, rec.Code)
		}
	}
	// a cookie of a wallet means nothing to the admin listener
	b.ask("", "GET", "/v1/admin/me", nil, "Cookie", cookieName+"="+b.signIn("alice")).problem(401, "unauthorized")
}

// A4: one key, one act. Concurrency is in idempotency_test.go.
func TestA4IdempotencyKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	good := b.filing(w, "alice", "alice")
	k := "0123456789abcdef"
	for name, bad := range map[string]string{"missing": "", "short": "short", "long": strings.Repeat("a", 65), "spaces": "0123456789 abcdef", "half quoted": `"0123456789abcdef`} {
		b.run(scenario{name: name, who: "alice", method: "POST", path: "/v1/claims", body: good, headers: []string{"Idempotency-Key", bad}, status: 400, slug: "idempotency-key-missing"})
	}
	first := b.ask("alice", "POST", "/v1/claims", good, "Idempotency-Key", k).want(201)
	if first.header.Get("Idempotent-Replayed") != "" {
		t.Error("the first answer says that it is a repetition")
	}
	before := b.rows()
	again := b.ask("alice", "POST", "/v1/claims", good, "Idempotency-Key", `"`+k+`"`).want(201) // quoted is the same key
	if again.body != first.body || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("repetition: %v %s", again.header, again.body)
	}
	b.ask("alice", "POST", "/v1/claims", with(good, "requested", "1"), "Idempotency-Key", k).problem(422, "idempotency-key-reused")
	b.changed(before, nil)
	// the same key of another wallet is another key
	b.ask("bob", "POST", "/v1/claims", good, "Idempotency-Key", k).want(422).hasNot("idempotency-key-reused")
}

// A5: 50 MB of JSON are refused before they are read.
func TestA5HugeBody(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	huge := `{"statement":"` + strings.Repeat("a", 50<<20) + `"}`
	start := time.Now()
	b.run(scenario{name: "announced", who: "alice", method: "POST", path: "/v1/claims", body: huge, status: 413, slug: "too-large"})
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	r := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/claims", &endless{left: 50 << 20}) // no Content-Length
	r.ContentLength = -1
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", newKey())
	r.Header.Set("Authorization", "Bearer "+b.signIn("alice"))
	body := r.Body
	b.send(b.s, r).problem(413, "too-large")
	if left := body.(interface{ Left() int }).Left(); left < 49<<20 {
		t.Errorf("%d bytes of the body were read", 50<<20-left)
	}
	limit := with(b.filing(w, "alice", "alice"), "statement", strings.Repeat("a", 9000))
	b.ask("alice", "POST", "/v1/claims", limit).want(201)
}

// endless is a body that counts what was read of it.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	n := min(len(p), e.left)
	for i := range n {
		p[i] = 'a'
	}
	e.left -= n
	return n, nil
}
func (e *endless) Close() error { return nil }
func (e *endless) Left() int    { return e.left }

// A6: a bomb is not unpacked.
func TestA6CompressedBody(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world()
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	for range 100 {
		_, err := zip.Write(make([]byte, 1<<20))
		b.must(err)
	}
	b.must(zip.Close())
	for _, enc := range []string{"gzip", "br", "deflate", "GZIP", "gzip, gzip"} {
		b.run(scenario{
			name: enc, who: "alice", method: "POST", path: "/v1/claims", body: bomb.Bytes(), headers: []string{"Content-Encoding", enc},
			status: 415, slug: "unsupported-media-type",
		})
	}
	b.run(scenario{name: "not said", who: "alice", method: "POST", path: "/v1/claims", body: bomb.Bytes()[:1000], status: 400, slug: "invalid-request"})
}

// A7: two readers can never see two messages in the same bytes.
func TestA7StrictJSON(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	raw, err := json.Marshal(b.filing(w, "alice", "alice"))
	b.must(err)
	good := string(raw)
	cut := strings.TrimSuffix(good, "}")
	for name, body := range map[string]string{
		"duplicate key":   cut + `,"requested":"1"}`,
		"escaped key":     cut + `,"\u0072equested":"1"}`,
		"other case":      strings.Replace(good, `"requested"`, `"REQUESTED"`, 1),
		"both cases":      cut + `,"REQUESTED":"1"}`,
		"trailing data":   good + "{}",
		"trailing word":   good + "x",
		"NaN":             strings.Replace(good, `"100000000"`, "NaN", 1),
		"number":          strings.Replace(good, `"100000000"`, "100000000", 1),
		"null":            strings.Replace(good, `"100000000"`, "null", 1),
		"deep":            `{"statement":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`,
		"lone surrogate":  strings.Replace(good, "It is gone.", `\ud800`, 1),
		"invalid UTF-8":   strings.Replace(good, "It is gone.", "\xff\xfe", 1),
		"array":           "[" + good + "]",
		"empty":           " ",
		"comment":         "// x\n" + good,
		"missing field":   strings.Replace(good, `"cover_id"`, `"statement2"`, 1),
		"nested unknown":  strings.Replace(good, `"nonce"`, `"Nonce"`, 1),
		"byte order mark": "\ufeff" + good,
	} {
		b.run(scenario{name: name, who: "alice", method: "POST", path: "/v1/claims", body: body, status: 400, slug: "invalid-request"})
	}
	for _, media := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/cbor"} {
		b.run(scenario{
			name: "media " + media, who: "alice", method: "POST", path: "/v1/claims", body: good, headers: []string{"Content-Type", media},
			status: 415, slug: "unsupported-media-type",
		})
	}
	b.ask("alice", "POST", "/v1/claims", good, "Content-Type", "application/json; charset=utf-8").want(201)
}

// A8: amounts are bounded before they are parsed.
func TestA8Amounts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	good := b.filing(w, "alice", "alice")
	for name, amount := range map[string]string{
		"hex": "0x10", "leading zero": "01", "plus": "+1", "minus": "-1", "exponent": "1e18", "space": " 1", "underscore": "1_000", "point": "1.0",
		"79 digits": strings.Repeat("9", 79), "2^256": "115792089237316195423570985008687907853269984665640564039457584007913129639936",
		"60000 digits": strings.Repeat("9", 60000), "empty": "", "full width": "１２", "letters": "ten",
	} {
		start := time.Now()
		b.run(scenario{
			name: name, who: "alice", method: "POST", path: "/v1/claims", body: with(good, "requested", amount), status: 400, slug: "invalid-request",
			has: []string{`"/requested"`}, hasNot: []string{"9999999999", "0x10", "1e18", "１２"},
		})
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	// a million digits on an ordinary route are too large a body; on the route
	// of reports they are read as text, never as a number
	million := strings.Repeat("9", 1_000_000)
	b.run(scenario{name: "million digits", who: "alice", method: "POST", path: "/v1/claims", body: with(good, "requested", million), status: 413, slug: "too-large"})
	report := `{"kind":"loss_snapshot","message":{"revision":"` + million + `"},"signature":"0x00"}`
	start := time.Now()
	b.run(scenario{name: "million digits in a report", method: "POST", path: "/v1/oracles/reports", body: report, status: 400, slug: "report-refused", hasNot: []string{"9999"}})
	if took := time.Since(start); took > 2*time.Second { // big.Int needs longer than that for a million digits
		t.Errorf("a million digits took %v", took)
	}
}

// A9: one spelling of an address.
func TestA9Addresses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	good := b.filing(w, "alice", "alice")
	right := addr("alice").Hex()
	wrongCase := strings.ToLower(right[:20]) + right[20:]
	if wrongCase == right {
		wrongCase = right[:20] + strings.ToLower(right[20:])
	}
	bad := map[string]string{
		"short": right[:41], "long": right + "0", "no 0x": right[2:], "0X": "0X" + right[2:], "checksum": wrongCase,
		"full width": "0x" + strings.Repeat("０", 40), "letter O": "0xO" + right[3:], "zero bytes": "", "spaces": " " + right[:41], "ens": "alice.eth",
	}
	for name, a := range bad {
		b.run(
			scenario{name: name, who: "alice", method: "POST", path: "/v1/claims", body: with(good, "affected", a), status: 400, slug: "invalid-request", has: []string{`"/affected"`}},
			scenario{name: name + " in a query", method: "GET", path: "/v1/payouts?receiver=" + escape(a), status: 400, slug: "invalid-request"},
		)
		if _, err := ParseAddress(a); err == nil {
			t.Errorf("%s: %q is an address", name, a)
		}
	}
	for _, a := range []string{right, strings.ToLower(right), "0x" + strings.ToUpper(right[2:])} {
		if got, err := ParseAddress(a); err != nil || got != common.HexToAddress(right) {
			t.Errorf("%q: %v %v", a, got, err)
		}
	}
}

func escape(s string) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&out, "%%%02X", c)
	}
	return out.String()
}

// A10: a header does not change who pays for a request.
func TestA10ForwardedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	get := func(s *Server, remote, forwarded string) answer {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/v1/pools", nil)
		r.RemoteAddr = remote + ":4000"
		r.Header.Set("X-Forwarded-For", forwarded)
		r.Header.Set("X-Real-Ip", forwarded)
		return b.send(s, r)
	}
	tight := func(c *Config) { c.LimitScale = 0.01 } // 4 reads
	flood := func(s *Server, remote func(int) string, forwarded func(int) string) (refused int) {
		for i := range 20 {
			if a := get(s, remote(i), forwarded(i)); a.status == 429 {
				a.problem(429, "too-many-requests")
				if a.header.Get("Retry-After") == "" {
					t.Error("no Retry-After")
				}
				refused++
			}
		}
		return refused
	}
	same := func(string) func(int) string { return func(int) string { return "192.0.2.1" } }
	rotate := func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }
	if n := flood(b.server(tight), same(""), rotate); n != 16 {
		t.Errorf("rotating X-Forwarded-For: %d of 20 refused, want 16", n)
	}
	proxied := b.server(func(c *Config) { tight(c); c.TrustedProxies = []string{"192.0.2.0/24"} })
	if n := flood(proxied, same(""), rotate); n != 0 {
		t.Errorf("behind a configured proxy: %d of 20 refused", n)
	}
	if n := flood(b.server(tight), func(i int) string { return fmt.Sprintf("[2001:db8:0:1::%x]", i+1) }, rotate); n != 16 {
		t.Errorf("rotating inside one IPv6 /64: %d of 20 refused, want 16", n)
	}
}

// A14: pages are bounded, and there is nothing to inject into.
func TestA14Pagination(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for i := range 5 {
		b.ask("staff:senior", "POST", "/v1/admin/protocols", map[string]any{"slug": fmt.Sprintf("protocol-%d", i), "name": "P"}).want(201)
	}
	for _, query := range []string{
		"limit=1000000000", "limit=201", "limit=0", "limit=-1", "limit=1e3", "limit=99999999999999999999", "offset=1000000", "sort=id;drop", "order=name",
		"cursor=1", "cursor=%27%20OR%201=1", "cursor=" + strings.Repeat("A", 65), "page=3", "limit=1&limit=2", "limit=%zz", "cursor=" + sealCursor("pools", 1),
	} {
		b.run(scenario{name: query, method: "GET", path: "/v1/protocols?" + query, status: 400, slug: "invalid-request"})
	}
	seen := map[string]bool{}
	next := ""
	for pages := 0; ; pages++ {
		var page Page[Protocol]
		b.ask("", "GET", "/v1/protocols?limit=2&cursor="+next, nil).want(200).into(&page)
		for _, p := range page.Items {
			if seen[p.ID] {
				t.Errorf("%s twice", p.ID)
			}
			seen[p.ID] = true
		}
		if next = page.NextCursor; next == "" {
			if pages != 2 || len(page.Items) != 1 {
				t.Errorf("last page is number %d with %d items", pages+1, len(page.Items))
			}
			break
		}
		if len(page.Items) != 2 {
			t.Fatalf("a page of %d", len(page.Items))
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d of 5 protocols", len(seen))
	}
	var whole Page[Protocol]
	b.ask("", "GET", "/v1/protocols?limit=200", nil).want(200).into(&whole)
	if len(whole.Items) != 5 || whole.NextCursor != "" {
		t.Errorf("one page: %d items, cursor %q", len(whole.Items), whole.NextCursor)
	}
}
