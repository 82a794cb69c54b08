package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const foreign = "https://app.example.org"

func fromPage(t *testing.T, h http.Handler, method, path, origin string, headers ...string) http.Header {
	t.Helper()
	r := httptestRequest(t, method, path)
	r.Header.Set("Origin", origin)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return recordOn(h, r).Header()
}

// TestCrossOrigin: pages of the named origins may call the public listener, those
// of others and the staff's listener are as closed as without the setting.
func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	open := b.server(func(c *Config) { c.Origins = []string{foreign} })
	const allowed = "Access-Control-Allow-Origin"
	if got := fromPage(t, open.PublicHandler(), "GET", "/v1/incidents", foreign); got.Get(allowed) != foreign || got.Get("Access-Control-Allow-Credentials") != "" ||
		!strings.Contains(got.Get("Access-Control-Expose-Headers"), "Retry-After") || !strings.Contains(got.Get("Vary"), "Origin") {
		t.Errorf("%v", got)
	}
	ask := []string{"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type,idempotency-key"}
	if got := fromPage(t, open.PublicHandler(), "OPTIONS", "/v1/claims", foreign, ask...); got.Get(allowed) != foreign || !strings.Contains(got.Get("Access-Control-Allow-Headers"), "idempotency-key") {
		t.Errorf("%v", got)
	}
	for name, got := range map[string]http.Header{
		"another origin":    fromPage(t, open.PublicHandler(), "GET", "/v1/incidents", "https://evil.example"),
		"its prefix":        fromPage(t, open.PublicHandler(), "GET", "/v1/incidents", foreign+".evil.example"),
		"another scheme":    fromPage(t, open.PublicHandler(), "GET", "/v1/incidents", "http://app.example.org"),
		"null":              fromPage(t, open.PublicHandler(), "OPTIONS", "/v1/claims", "null", ask...),
		"the staff":         fromPage(t, open.AdminHandler(), "GET", "/v1/admin/me", foreign),
		"without a setting": fromPage(t, b.s.PublicHandler(), "GET", "/v1/incidents", foreign),
	} {
		if got.Get(allowed) != "" {
			t.Errorf("%s is let in: %v", name, got)
		}
	}
	// a plain OPTIONS is answered as before
	if got := fromPage(t, open.PublicHandler(), "OPTIONS", "/v1/claims", foreign); !strings.Contains(got.Get("Allow"), "POST") {
		t.Errorf("%v", got)
	}
}

func TestOriginsAreSites(t *testing.T) {
	t.Parallel()
	for origin, good := range map[string]bool{
		foreign: true, "http://127.0.0.1:3000": true,
		"*": false, "null": false, "https://*": false, "https://*.example.org": false, "example.org": false, foreign + "/": false, "ftp://example.org": false, "https://u@example.org": false, "": false,
	} {
		if err := checkOrigin(origin); (err == nil) != good {
			t.Errorf("%q: %v", origin, err)
		}
	}
}

// TestRateLimitHeaders: a caller sees what is left before it is refused.
func TestRateLimitHeaders(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s := b.server(func(c *Config) { c.LimitScale = 0.01 }) // reads: 4 at once, one a second
	var left []string
	status := 0
	for range 5 {
		w := httptest.NewRecorder()
		s.PublicHandler().ServeHTTP(w, httptestRequest(t, "GET", "/v1/incidents"))
		left, status = append(left, w.Header().Get("RateLimit")), w.Code
		if got := w.Header().Get("RateLimit-Policy"); got != `"read";q=4;w=4` {
			t.Errorf("policy %s", got)
		}
	}
	want := `"read";r=3;t=1 "read";r=2;t=1 "read";r=1;t=1 "read";r=0;t=1 "read";r=0;t=1`
	if got := strings.Join(left, " "); got != want || status != http.StatusTooManyRequests {
		t.Errorf("%s, then %d", got, status)
	}
}
