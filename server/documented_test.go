package server

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// documented holds an answer against the document: its status is listed for the
// operation, and its body has the form that stands there.
func (b *bench) documented(s *Server, operation string, w *httptest.ResponseRecorder) {
	b.Helper()
	if problem := undocumented(s.openapi.api, operation, w); problem != "" {
		b.Errorf("%s: the answer is not the documented one: %s: %s", operation, problem, w.Body.String())
	}
}

func undocumented(api *huma.OpenAPI, operation string, w *httptest.ResponseRecorder) string {
	method, path, _ := strings.Cut(operation, " ")
	op := operationOf(api.Paths[path], method)
	res := op.Responses[strconv.Itoa(w.Code)]
	if res == nil {
		return fmt.Sprintf("status %d is not listed", w.Code)
	}
	media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	content := res.Content[media]
	if content == nil || content.Schema == nil {
		if w.Body.Len() == 0 || !strings.HasSuffix(media, "json") {
			return ""
		}
		return media + " is not listed"
	}
	if !strings.HasSuffix(media, "json") {
		return ""
	}
	var body any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
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
