package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"makewhole/models"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

func httptestRequest(t *testing.T, method, path string) *http.Request {
	t.Helper()
	return httptest.NewRequestWithContext(t.Context(), method, path, nil)
}

func recordOn(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func TestHeadOptionsAndUnknownMethods(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	head := b.ask("", "HEAD", "/v1/protocols", nil).want(200)
	if head.body != "" || head.header.Get("Content-Type") != "application/json" {
		t.Errorf("HEAD: %q %v", head.body, head.header)
	}
	options := b.ask("", "OPTIONS", "/v1/claims", nil).want(204)
	if got := options.header.Get("Allow"); !strings.Contains(got, "GET") || !strings.Contains(got, "POST") || !strings.Contains(got, "HEAD") {
		t.Errorf("Allow %q", got)
	}
	if options.header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("CORS is on")
	}
	a := b.ask("", "DELETE", "/v1/protocols", nil).problem(405, "method-not-allowed")
	if !strings.Contains(a.header.Get("Allow"), "GET") {
		t.Error("405 without Allow")
	}
	b.ask("", "GET", "/v1/nothing", nil).problem(404, "not-found")
	b.ask("", "GET", "/v1/protocols/", nil).problem(404, "not-found")
	b.ask("", "GET", "/debug/pprof/", nil).problem(404, "not-found")
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, path := range []string{"/v1/protocols", "/v1/nothing", "/openapi.json", "/docs", "/healthz"} {
		h := b.ask("", "GET", path, nil, "Origin", "https://evil.example").header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Access-Control-Allow-Origin": "",
			"Strict-Transport-Security": "max-age=31536000",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if h.Get("X-Request-Id") == "" {
			t.Errorf("%s: no request id", path)
		}
	}
}

// A16: another site cannot act with our cookie.
func TestCrossSiteRequestsWithTheCookie(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	cookie := cookieName + "=" + b.signIn("alice")
	for name, headers := range map[string][]string{
		"fetch metadata": {"Sec-Fetch-Site", "cross-site"}, "same site": {"Sec-Fetch-Site", "same-site"}, "origin": {"Origin", "https://evil.example"}, "null origin": {"Origin", "null"},
	} {
		a := b.ask("", "POST", "/v1/auth/logout", nil, append([]string{"Cookie", cookie}, headers...)...)
		if a.status != 403 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	b.ask("", "GET", "/v1/auth/me", nil, "Cookie", cookie, "Sec-Fetch-Site", "cross-site").want(200)
	b.ask("", "POST", "/v1/auth/logout", nil, "Cookie", cookie, "Sec-Fetch-Site", "same-origin").want(200)
}

func TestPanicBecomesAnAnswerThatSaysNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	e, err := b.s.engine(onPublic)
	b.must(err)
	e.GET("/boom", func(*gin.Context) { panic("secret of the house") })
	rec := recordOn(e, httptestRequest(t, "GET", "/boom"))
	if rec.Code != 500 || strings.Contains(rec.Body.String(), "secret") || !strings.Contains(rec.Body.String(), problemPrefix+"internal") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
	if log := b.logs.String(); !strings.Contains(log, "secret of the house") || !strings.Contains(log, rec.Header().Get("X-Request-Id")) {
		t.Error("the log lacks the panic or its id")
	}
	if b.s.Panics() != 1 {
		t.Errorf("%d panics counted", b.s.Panics())
	}
}

func TestInternalErrorsSayNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	p := b.s.fail(context.WithValue(t.Context(), requestKey{}, &request{id: "rq"}), errors.New("SELECT * FROM /secret/path"))
	body, _ := json.Marshal(p)
	if p.Status != 500 || strings.Contains(string(body), "SELECT") || p.Instance != "urn:makewhole:request:rq" {
		t.Errorf("%s", body)
	}
	if !strings.Contains(b.logs.String(), "SELECT") || !strings.Contains(b.logs.String(), "urn:makewhole:request:rq") {
		t.Error("the log lacks the cause or the instance")
	}
}

func TestAccessLogHasNoSecrets(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.file(w, "alice", "alice")
	b.ask("", "GET", "/v1/payouts?receiver="+addr("alice").Hex(), nil).want(200)
	log := b.logs.String()
	for role, token := range b.tokens {
		if strings.Contains(log, token) {
			t.Errorf("token of %s", role)
		}
	}
	for _, bad := range []string{b.sess["alice"], "It is gone", "?receiver", "test-key-"} {
		if strings.Contains(log, bad) {
			t.Errorf("the log has %q", bad)
		}
	}
	for _, want := range []string{`"route":"/v1/claims"`, `"caller":"wallet:` + strings.ToLower(addr("alice").Hex()), `"route":"/v1/admin/protocols"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}

// TestServe goes through real listeners: public and admin on TCP, the socket on
// a file, and a stop that lets a running request finish.
func TestServe(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	listen := func(network, address string) net.Listener {
		ln, err := net.Listen(network, address)
		b.must(err)
		return ln
	}
	public, admin := listen("tcp", "127.0.0.1:0"), listen("tcp", "127.0.0.1:0")
	socket := listen("unix", filepath.Join(t.TempDir(), "admin.sock"))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.s.Serve(ctx, public, admin, socket) }()
	get := func(c *http.Client, url string) (int, string) {
		resp, err := c.Get(url)
		b.must(err)
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		b.must(err)
		return resp.StatusCode, string(body)
	}
	plain := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if code, _ := get(plain, "http://"+public.Addr().String()+"/v1/protocols"); code != 200 {
		t.Errorf("public: %d", code)
	}
	if code, _ := get(plain, "http://"+public.Addr().String()+"/v1/admin/me"); code != 404 {
		t.Errorf("admin route on the public listener: %d", code)
	}
	if code, _ := get(plain, "http://"+admin.Addr().String()+"/v1/admin/me"); code != 401 {
		t.Errorf("admin: %d", code)
	}
	local := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket.Addr().String())
	}}}
	if code, body := get(local, "http://socket/v1/admin/me"); code != 200 || !strings.Contains(body, "operator") {
		t.Errorf("socket: %d %s", code, body)
	}
	resp, err := plain.Head("http://" + public.Addr().String() + "/v1/protocols")
	b.must(err)
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("HEAD: %d", resp.StatusCode)
	}
	stop()
	b.must(<-done)
	if _, err := plain.Get("http://" + public.Addr().String() + "/healthz"); err == nil {
		t.Error("the listener is still open")
	}
}

func TestHeadersThatAreTooLong(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ts := httptest.NewUnstartedServer(b.s.PublicHandler())
	ts.Config.MaxHeaderBytes = b.s.httpServer(nil, writeTimeout).MaxHeaderBytes
	ts.Start()
	defer ts.Close()
	r, err := http.NewRequestWithContext(t.Context(), "GET", ts.URL+"/v1/protocols", nil)
	b.must(err)
	r.Header.Set("X-Long", strings.Repeat("a", 64<<10))
	resp, err := ts.Client().Do(r)
	b.must(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("status %d", resp.StatusCode)
	}
}

func TestRunAJobByHand(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ask("staff:admin", "POST", "/v1/admin/jobs/settle/run", nil).want(200).has("1 draft")
	b.ask("staff:admin", "POST", "/v1/admin/jobs/broken/run", nil).problem(500, "job-failed").has(`"detail":"job broken: no disk"`)
	b.ask("staff:admin", "POST", "/v1/admin/jobs/busy/run", nil).problem(409, "not-due").has(ProblemJobBusy).hasNot("host/7")
	b.ask("staff:admin", "POST", "/v1/admin/jobs/nothing/run", nil).problem(404, "not-found")
	b.ask("staff:auditor", "GET", "/v1/admin/jobs", nil).want(200).has(`"name":"settle"`)
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error {
		done := tx.Now
		for i, summary := range []string{"1 draft", "nothing to do"} {
			tick := tx.Now.Add(time.Duration(i) * time.Minute)
			if err := models.Insert(tx, &models.JobRun{Job: "settle", Tick: tick, Epoch: int64(i + 1), StartedAt: tick, FinishedAt: &done, Summary: summary}); err != nil {
				return err
			}
		}
		return models.Insert(tx, &models.JobRun{Job: "broken", Tick: tx.Now, Epoch: 9, StartedAt: tx.Now, Error: "no disk"})
	}))
	var runs List[JobRun]
	b.ask("staff:auditor", "GET", "/v1/admin/jobs/settle/runs", nil).want(200).into(&runs)
	if len(runs.Items) != 2 || runs.Items[0].Summary != "nothing to do" || runs.Items[1].Summary != "1 draft" || runs.Items[0].FinishedAt == nil {
		t.Errorf("%+v", runs.Items)
	}
	b.ask("staff:auditor", "GET", "/v1/admin/jobs/settle/runs?limit=1", nil).want(200).has("nothing to do").hasNot("1 draft")
	b.ask("staff:auditor", "GET", "/v1/admin/jobs/broken/runs", nil).want(200).has(`"error":"no disk"`).hasNot("finished_at")
	b.ask("staff:auditor", "GET", "/v1/admin/jobs/nothing/runs", nil).problem(404, "not-found")
	b.s = b.server(func(c *Config) { c.Jobs = nil })
	b.ask("staff:admin", "POST", "/v1/admin/jobs/settle/run", nil).problem(503, "unavailable")
}

func TestFreezeNeedsTwoPeopleToEnd(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ask("staff:auditor", "POST", "/v1/admin/freeze", map[string]any{"reason": "V3 differs"}).want(200).has(`"frozen":true`, "V3 differs")
	why := map[string]any{"reason": "the backup was restored"}
	b.ask("staff:senior", "POST", "/v1/admin/freeze/clear", map[string]any{"reason": ""}).problem(400, "invalid-request")
	b.ask("staff:senior", "POST", "/v1/admin/freeze/clear", why).want(200).has(`"frozen":true`, `"cleared_by":"`, `"set_by":"staff:`)
	b.ask("staff:senior", "POST", "/v1/admin/freeze/clear", why).problem(403, "forbidden")
	b.ask("staff:treasurer", "POST", "/v1/admin/freeze/clear", why).want(200).has(`"frozen":false`)
}

func TestEvidenceIsHandedOutAsAnAttachment(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	c := b.file(w, "alice", "alice")
	up := func(name string, data []byte) answer {
		return b.ask("alice", "POST", "/v1/claims/"+c.ID+"/evidence?name="+escape(name), data, "Content-Type", "application/octet-stream")
	}
	var e Evidence
	up("../../e\u202evil\x00.html", []byte("plain words")).want(201).into(&e)
	a := b.ask("alice", "GET", "/v1/evidence/"+e.ID, nil).want(200)
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"} {
		if a.header.Get(name) != want {
			t.Errorf("%s is %q", name, a.header.Get(name))
		}
	}
	if d := a.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; filename=") || strings.ContainsAny(d, "/\x00\u202e") {
		t.Errorf("disposition %q", d)
	}
	b.ask("staff:underwriter", "GET", "/v1/admin/evidence/"+e.ID, nil).want(200).has("plain words")
	up("x.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)).problem(415, "evidence-type")
	up("x.html", []byte(`<!doctype html><script>alert(1)</script>`)).problem(415, "evidence-type")
	up("x.bin", bytes.Repeat([]byte("a"), 10<<20+1)).problem(413, "too-large")
	for i := range 19 {
		up(fmt.Sprintf("%d.txt", i), fmt.Appendf(nil, "file %d", i)).want(201)
	}
	up("21.txt", []byte("one too many")).problem(413, "evidence-too-large").has("20 files")
}
