package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"makewhole/server"
)

// callerOf is a caller of a handler, with a count of its requests.
func callerOf(t *testing.T, h http.HandlerFunc) (Client, *int) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	calls := new(int)
	return Client{Context: t.Context(), Base: s.URL, Token: "secret", HTTP: s.Client(), Calls: calls}, calls
}

func TestListReadsEveryPage(t *testing.T) {
	t.Parallel()
	c, calls := callerOf(t, func(w http.ResponseWriter, r *http.Request) {
		page := server.Page[int]{Items: []int{1, 2}, NextCursor: "a b"}
		if r.FormValue("cursor") == "a b" {
			page = server.Page[int]{Items: []int{3}}
		}
		if r.FormValue("state") != "open" || r.FormValue("limit") != "200" {
			t.Errorf("asked for %s", r.URL)
		}
		if err := json.NewEncoder(w).Encode(page); err != nil {
			t.Error(err)
		}
	})
	all, err := List[int](c, "/v1/things?state=open")
	if err != nil || fmt.Sprint(all) != "[1 2 3]" || *calls != 2 {
		t.Errorf("%v in %d calls, %v", all, *calls, err)
	}
}

// Two acts have two keys, one that is repeated keeps its own; all are signed.
func TestActsCarryTheirKeys(t *testing.T) {
	t.Parallel()
	var keys []string
	c, _ := callerOf(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Authorization") != "Bearer secret" {
			t.Errorf("%v, %v", r.Header, err)
		}
		keys = append(keys, r.Header.Get("Idempotency-Key"))
		fmt.Fprintf(w, "%q", r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
	})
	for i, want := range []string{`POST application/json {"a":1}`, `POST application/json {"a":1}`, `POST application/json {"a":1}`, `POST application/json {}`, `POST application/octet-stream xyz`, `PUT application/json 7`} {
		got, err := []func() (string, error){
			func() (string, error) { return Post[string](c, "/v1/a", map[string]int{"a": 1}) },
			func() (string, error) { return Post[string](c, "/v1/a", map[string]int{"a": 1}) },
			func() (string, error) { return PostKey[string](c, "k", "/v1/a", map[string]int{"a": 1}) },
			func() (string, error) { return PostRaw[string](c, "/v1/a", []byte("{}")) },
			func() (string, error) { return Upload[string](c, "/v1/a", []byte("xyz")) },
			func() (string, error) { return Put[string](c, "/v1/a", 7) },
		}[i]()
		if err != nil || got != want {
			t.Errorf("%q, want %q: %v", got, want, err)
		}
	}
	if keys[0] == "" || keys[0] == keys[1] || keys[2] != "k" || keys[3] == "" || keys[4] == "" || keys[5] != "" {
		t.Errorf("keys %q", keys)
	}
}

func TestRefusalsAreErrors(t *testing.T) {
	t.Parallel()
	answer, status := "", 0
	c, _ := callerOf(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	})
	status, answer = 422, `{"status":422,"title":"Not valid","detail":"look","errors":[{"pointer":"/a","detail":"too large"}]}`
	_, err := Get[int](c, "/v1/a")
	var refused *Error
	if !errors.As(err, &refused) || !RefusedAs(err, 422) || RefusedAs(err, 409) || err.Error() != "GET /v1/a: 422 Not valid (look); /a too large" {
		t.Errorf("%v", err)
	}
	status, answer = 502, "<html>"
	if _, err = Get[int](c, "/v1/a"); !RefusedAs(err, 502) || !strings.Contains(err.Error(), "Bad Gateway") {
		t.Errorf("%v", err)
	}
	status, answer = 200, "<html>"
	if _, err = Get[int](c, "/v1/a"); err == nil || RefusedAs(err, 200) {
		t.Errorf("no JSON: %v", err)
	}
}
