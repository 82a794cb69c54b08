package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// witness is an answer that is read on its way.
type witness struct {
	http.ResponseWriter
	code int
	body bytes.Buffer
}

func (w *witness) WriteHeader(code int) {
	w.code = code
	w.ResponseWriter.WriteHeader(code)
}

func (w *witness) Write(p []byte) (int, error) {
	w.body.Write(p)
	return w.ResponseWriter.Write(p)
}

func (w *witness) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// documented holds every answer of a listener against the document: its status is
// listed for the operation, and its body has the form that stands there.
func (b *bench) documented(s *Server, public bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := &witness{ResponseWriter: w, code: http.StatusOK}
		next.ServeHTTP(got, r)
		op := played.note(s, public, r.Method, r.URL.Path, got.code)
		if op == "" {
			return
		}
		if problem := undocumented(s.openapi.api, op, got); problem != "" {
			b.Errorf("%s: the answer is not the documented one: %s: %s", op, problem, got.body.String())
		}
	})
}

func undocumented(api *huma.OpenAPI, operation string, w *witness) string {
	method, path, _ := strings.Cut(operation, " ")
	op := operationOf(api.Paths[path], method)
	res := op.Responses[strconv.Itoa(w.code)]
	if res == nil {
		return fmt.Sprintf("status %d is not listed", w.code)
	}
	media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	content := res.Content[media]
	if content == nil || content.Schema == nil {
		if w.body.Len() == 0 || !strings.HasSuffix(media, "json") {
			return ""
		}
		return media + " is not listed"
	}
	if !strings.HasSuffix(media, "json") {
		return ""
	}
	var body any
	if err := json.Unmarshal(w.body.Bytes(), &body); err != nil {
		return err.Error()
	}
	var found huma.ValidateResult
	huma.Validate(api.Components.Schemas, content.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, body, &found)
	if len(found.Errors) > 0 {
		return fmt.Sprint(found.Errors)
	}
	return ""
}

func operationOf(p *huma.PathItem, method string) *huma.Operation {
	switch method {
	case "GET":
		return p.Get
	case "POST":
		return p.Post
	case "PUT":
		return p.Put
	case "DELETE":
		return p.Delete
	}
	return nil
}
