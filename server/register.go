package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/models"
)

// builder registers routes on the listeners they belong to.
type builder struct {
	s    *Server
	apis map[listener][]huma.API // an admin route is served on the socket too
}

// body is what huma renders.
type body[O any] struct{ Body O }

// read registers a GET that is answered from one consistent snapshot.
func read[I, O any](b *builder, p policy, path, summary string, h func(tx *models.Tx, c caller, in *I) (O, error)) {
	ask(b, p, path, summary, func(ctx context.Context, c caller, in *I) (out O, err error) {
		err = b.s.db.Read(ctx, func(tx *models.Tx) error {
			out, err = h(tx, c, in)
			return err
		})
		return out, err
	})
}

// ask registers a GET that needs more than the database.
func ask[I, O any](b *builder, p policy, path, summary string, h func(ctx context.Context, c caller, in *I) (O, error)) {
	r := route{policy: p, method: http.MethodGet, path: path, summary: summary, status: http.StatusOK}
	register(b, r, nil, func(ctx context.Context, in *I) (*body[O], error) {
		out, err := h(ctx, requestOf(ctx).caller, in)
		if err != nil {
			return nil, b.s.huma(ctx, err)
		}
		return &body[O]{Body: out}, nil
	})
}

// File is an answer that is not JSON.
type File struct {
	MediaType string
	Name      string // of the attachment; empty = shown in place
	Data      []byte
}

type fileOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// file registers a GET of bytes.
func file[I any](b *builder, p policy, path, summary, media string, h func(ctx context.Context, c caller, in *I) (File, error)) {
	r := route{policy: p, method: http.MethodGet, path: path, summary: summary, status: http.StatusOK}
	shown := map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
		media: {Schema: fileSchema(media)},
	}}}
	register(b, r, shown, func(ctx context.Context, in *I) (*fileOut, error) {
		f, err := h(ctx, requestOf(ctx).caller, in)
		if err != nil {
			return nil, b.s.huma(ctx, err)
		}
		return &fileOut{Type: f.MediaType, Disposition: disposition(f.Name), Policy: "sandbox; default-src 'none'", Body: f.Data}, nil
	})
}

// fileSchema is the form of a file: any value where it is JSON, bytes otherwise.
func fileSchema(media string) *huma.Schema {
	if media == "application/json" {
		return &huma.Schema{}
	}
	return &huma.Schema{Type: huma.TypeString, Format: "binary"}
}

// disposition always says attachment. Names were chosen by anybody: only
// plain characters survive.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, name)
	if plain == "" {
		return "attachment"
	}
	return `attachment; filename="` + plain + `"`
}

// written is an answer rendered before huma sees it, so that the bytes that are
// stored for a repeated request are the bytes that were sent.
type written struct {
	Status   int
	Type     string `header:"Content-Type"`
	Replayed string `header:"Idempotent-Replayed"`
	Cookie   string `header:"Set-Cookie"`
	Body     []byte
}

// write registers an act: act calls one service method, view renders what the
// method reported. With keyRequired both happen in the method's transaction.
func write[I, R, O any](b *builder, method string, status int, p policy, path, summary string,
	act func(ctx context.Context, c caller, in *I) (R, error), view func(tx *models.Tx, r R) (O, error),
) {
	r := route{policy: p, method: method, path: path, summary: summary, status: status}
	register(b, r, b.jsonResponse(r, reflect.TypeFor[O]()), func(ctx context.Context, in *I) (*written, error) {
		do := func(ctx context.Context) (any, error) { return act(ctx, requestOf(ctx).caller, in) }
		show := func(tx *models.Tx, result any) (rendered, error) {
			row, ok := result.(R)
			if !ok {
				return rendered{}, fmt.Errorf("%s: service reported %T", r.id(), result)
			}
			out, err := view(tx, row)
			if err != nil {
				return rendered{}, err
			}
			return render(out)
		}
		out, err := b.s.perform(ctx, r, in, do, show)
		if err != nil {
			return nil, b.s.huma(ctx, err)
		}
		return out, nil
	})
}

// rendered is an answer and what of it may be kept for a repeated request.
type rendered struct{ answer, kept []byte }

// secretive is an answer with a secret that is told once: the store keeps the
// answer without it.
type secretive interface{ withoutSecret() any }

func render(out any) (s rendered, err error) {
	if s.answer, err = json.Marshal(out); err != nil {
		return s, err
	}
	s.kept = s.answer
	if secret, ok := out.(secretive); ok {
		s.kept, err = json.Marshal(secret.withoutSecret())
	}
	return s, err
}

// post registers a POST that makes something.
func post[I, R, O any](b *builder, p policy, path, summary string,
	act func(context.Context, caller, *I) (R, error), view func(*models.Tx, R) (O, error),
) {
	write(b, http.MethodPost, http.StatusCreated, p, path, summary, act, view)
}

// do registers a POST that changes something that exists.
func do[I, R, O any](b *builder, p policy, path, summary string,
	act func(context.Context, caller, *I) (R, error), view func(*models.Tx, R) (O, error),
) {
	write(b, http.MethodPost, http.StatusOK, p, path, summary, act, view)
}

// put registers a PUT, which is idempotent by itself.
func put[I, R, O any](b *builder, p policy, path, summary string,
	act func(context.Context, caller, *I) (R, error), view func(*models.Tx, R) (O, error),
) {
	write(b, http.MethodPut, http.StatusOK, p, path, summary, act, view)
}

// jsonResponse documents an answer that huma does not render itself.
func (b *builder) jsonResponse(r route, t reflect.Type) map[string]*huma.Response {
	schema := b.s.openapi.api.Components.Schemas.Schema(t, true, r.id()+"Response")
	return map[string]*huma.Response{strconv.Itoa(r.status): {
		Description: http.StatusText(r.status),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}}
}

// register is the only way a route comes into being.
func register[I, O any](b *builder, r route, responses map[string]*huma.Response, h func(context.Context, *I) (*O, error)) {
	r.check()
	r.reads = r.method != http.MethodGet && hasBody(reflect.TypeFor[I]())
	for i, api := range b.apis[r.on] {
		op := b.operation(r, responses)
		op.Hidden = i > 0
		huma.Register(api, op, h)
	}
	b.onlyListed(r)
	b.s.routes = append(b.s.routes, r)
}

func hasBody(in reflect.Type) bool {
	_, body := in.FieldByName("Body")
	_, raw := in.FieldByName("RawBody")
	return body || raw
}

// onlyListed takes from the document what huma adds by itself: a route without a body
// is never 422.
func (b *builder) onlyListed(r route) {
	item := b.s.openapi.api.Paths[r.path]
	for _, op := range []*huma.Operation{item.Get, item.Post, item.Put} {
		if op == nil || op.Method != r.method {
			continue
		}
		for text := range op.Responses {
			if status, err := strconv.Atoi(text); err == nil && status != r.status && status >= http.StatusBadRequest && !slices.Contains(r.refusals(), status) {
				delete(op.Responses, text)
			}
		}
	}
}

func (b *builder) operation(r route, responses map[string]*huma.Response) huma.Operation {
	op := huma.Operation{
		OperationID: r.id(), Method: r.method, Path: r.path, Summary: r.summary, Tags: []string{r.tag()},
		DefaultStatus: r.status, MaxBodyBytes: r.limit() + 1, SkipValidateBody: r.raw != "", BodyReadTimeout: 30*time.Second + time.Duration(r.limit()>>20)*time.Second,
		Middlewares: huma.Middlewares{b.s.guard(r)}, Responses: responses,
	}
	op.Errors = r.refusals()
	switch r.who.kind {
	case "wallet":
		op.Security = []map[string][]string{{"wallet": {}}}
		op.Description = "For a signed-in wallet."
	case "staff":
		op.Security = []map[string][]string{{"staff": {}}}
		op.Description = "Staff only, on the " + r.on.String() + " listener. Roles: " + strings.Join(r.who.roles, ", ") + "."
	}
	if r.key == keyRequired {
		op.Parameters = []*huma.Param{{
			Name: "Idempotency-Key", In: "header", Required: true, Description: "Names this act; repeating the request with the same key returns the first answer.",
			Schema: &huma.Schema{Type: huma.TypeString, Pattern: keyForm.String()},
		}}
	}
	return op
}

// tag groups operations by the first word of their path.
func (r route) tag() string {
	rest := strings.TrimPrefix(strings.TrimPrefix(r.path, "/v1/"), "admin/")
	word, _, _ := strings.Cut(rest, "/")
	if r.on != onPublic {
		return "admin: " + word
	}
	return word
}

// huma turns an error into the form huma sends.
func (s *Server) huma(ctx context.Context, err error) error {
	p := s.fail(ctx, err)
	if p.retryAfter > 0 {
		return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {strconv.Itoa(p.retryAfter)}})
	}
	return p
}
