package server

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// firstLoad bounds what a browser fetches, compressed, before every page works; the
// verifier is fetched by whoever verifies.
const (
	firstLoad    = 150 << 10
	verifierLoad = 150 << 10
)

// TestPagesAreServed: every address of a page gives the document under the strict
// policy, and only these do.
func TestPagesAreServed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	paths, err := consolePaths()
	b.must(err)
	if len(paths) < 5 {
		t.Fatalf("only %d pages", len(paths))
	}
	for _, path := range paths {
		path = strings.NewReplacer(":id", "inc_1", ":address", "0x1").Replace(path)
		a := b.ask("", "GET", path, nil).want(200).has(`<div id="app">`)
		for header, want := range map[string]string{"Content-Security-Policy": consolePolicy, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html; charset=utf-8"} {
			if got := a.header.Get(header); got != want {
				t.Errorf("%s: %s is %q", path, header, got)
			}
		}
		a.hasNot("http:", "https:", "<style", "style=", "onclick", "onload", "<script>")
	}
	for _, path := range []string{"/v1", "/v1/nothing", "/v1/incidents/inc_none", "/incidents", "/incidents/a/b", "/assets/none.js", "/assets/", "/index.html", "/web/routes.json"} {
		b.ask("", "GET", path, nil).problem(404, "not-found")
	}
	b.ask("", "POST", "/pools", nil).problem(405, "method-not-allowed")
	for path, want := range map[string]int{"/pools": http.StatusNotFound, "/": http.StatusFound, "/assets/": http.StatusNotFound} {
		w := httptest.NewRecorder()
		b.s.AdminHandler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("the admin listener answers %s with %d", path, w.Code)
		}
	}
}

func TestPolicyOfPagesIsStrict(t *testing.T) {
	t.Parallel()
	for _, loose := range []string{"unsafe", "*", "http", "data:", "blob:", "nonce"} {
		if strings.Contains(consolePolicy, loose) {
			t.Errorf("the policy has %q", loose)
		}
	}
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(consolePolicy, want) {
			t.Errorf("the policy lacks %q", want)
		}
	}
}

// TestBuiltFilesAreServed: what the document names is there, under its type, kept for
// ever, and the same compressed as not; and all of it is small.
func TestBuiltFilesAreServed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	index := b.ask("", "GET", "/", nil).want(200)
	named := regexp.MustCompile(`(?:src|href)="(/assets/[^"]+)"`).FindAllSubmatch([]byte(index.body), -1)
	if len(named) < 3 {
		t.Fatalf("the document names %d files", len(named))
	}
	for _, m := range named {
		b.ask("", "GET", string(m[1]), nil).want(200)
	}
	pages, verifier := len(compress([]byte(index.body))), 0
	files, err := fs.ReadDir(built, "web/dist/assets")
	b.must(err)
	for _, f := range files {
		plain, packed := fetchBoth(b, "/assets/"+f.Name())
		if strings.HasPrefix(f.Name(), "worker-") {
			verifier += packed
			continue
		}
		pages += packed
		if strings.Contains(plain, "eval(") {
			t.Errorf("%s evaluates text", f.Name())
		}
	}
	if pages > firstLoad || verifier > verifierLoad || verifier == 0 {
		t.Errorf("%d bytes of pages, at most %d; %d of the verifier, at most %d", pages, firstLoad, verifier, verifierLoad)
	}
}

// fetchBoth asks for a file plain and compressed, and gives the plain bytes and the
// compressed size.
func fetchBoth(b *bench, path string) (plain string, packed int) {
	b.Helper()
	a := b.ask("", "GET", path, nil).want(200)
	if keep := a.header.Get("Cache-Control"); !strings.Contains(keep, "immutable") {
		b.Errorf("%s is kept %q", path, keep)
	}
	z := b.ask("", "GET", path, nil, "Accept-Encoding", "br, gzip").want(200)
	r, err := gzip.NewReader(strings.NewReader(z.body))
	b.must(err)
	back, err := io.ReadAll(r)
	b.must(err)
	if z.header.Get("Content-Encoding") != "gzip" || string(back) != a.body || z.header.Get("Content-Type") != a.header.Get("Content-Type") {
		b.Errorf("%s is another file when compressed", path)
	}
	return a.body, len(z.body)
}

func TestGzipIsAsked(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		"gzip": true, "gzip, deflate, br": true, "br;q=1.0, gzip;q=0.8": true, "GZIP": true, "gzip; q=0.001": true,
		"": false, "br": false, "gzip;q=0": false, "gzip; q=0.000": false, "xgzip": false, "identity": false,
	} {
		r := &http.Request{Header: http.Header{"Accept-Encoding": {header}}}
		if got := takesGzip(r); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}
