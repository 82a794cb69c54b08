package server

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"makewhole/models"
	"makewhole/money"
)

//go:embed web/docs.html web/docs.js web/docs.css
var web embed.FS

// document is the OpenAPI description of every listener in one. It is rendered
// when it is first asked for: that costs more than all routes together.
type document struct {
	api        *huma.OpenAPI
	json, yaml func() ([]byte, error)
}

const apiIntro = `Makewhole records incidents, claims and settlements, and lets anyone verify them.

Amounts are decimal strings of base units with their token. Times are RFC 3339 in UTC. Lists are paged by an opaque
cursor. Errors are problem documents (RFC 9457). Operations tagged "admin" answer on the admin listener only.`

func (s *Server) newDocument() *huma.OpenAPI {
	schemas := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	schemas.RegisterTypeAlias(reflect.TypeFor[money.Amount](), reflect.TypeFor[Amount]()) // in what other rooms declare
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: "Makewhole API", Version: "1", Description: apiIntro, License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}},
		Components: &huma.Components{
			Schemas: schemas,
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"wallet": {Type: "http", Scheme: "bearer", Description: "Session token of a wallet (mwc_…), also accepted as the cookie " + cookieName + "."},
				"staff":  {Type: "http", Scheme: "bearer", Description: "API token of a person of the staff (mws_…)."},
			},
		},
	}
}

// api puts huma on an engine. All listeners share one document.
func (s *Server) api(e *gin.Engine) huma.API {
	cfg := huma.Config{
		OpenAPI: s.openapi.api, Formats: map[string]huma.Format{"application/json": jsonFormat, "json": jsonFormat},
		DefaultFormat: "application/json", RejectUnknownQueryParameters: true,
	}
	return humagin.New(e, cfg)
}

// build makes the engines, the routes and the document.
func (s *Server) build() error {
	s.openapi.api = s.newDocument()
	engines := map[listener]*gin.Engine{}
	apis := map[listener]huma.API{}
	for _, l := range []listener{onPublic, onAdmin, onSocket} {
		e, err := s.engine(l)
		if err != nil {
			return fmt.Errorf("server: %w", err)
		}
		engines[l], apis[l] = e, s.api(e)
	}
	b := &builder{s: s, apis: map[listener][]huma.API{
		onPublic: {apis[onPublic]},
		onAdmin:  {apis[onAdmin], apis[onSocket]},
		onSocket: {apis[onSocket]},
	}}
	routes(b)
	closeSets(s.openapi.api.Components.Schemas)
	s.openapi.json, s.openapi.yaml = sync.OnceValues(s.openapi.asJSON), sync.OnceValues(s.openapi.api.YAML)
	for l, e := range engines {
		if err := s.pages(e, l); err != nil {
			return err
		}
	}
	s.public, s.admin, s.socket = crossOrigin(s.cfg.Origins, heads(engines[onPublic])), heads(engines[onAdmin]), heads(engines[onSocket])
	return nil
}

func (d *document) asJSON() ([]byte, error) {
	out, err := json.MarshalIndent(d.api, "", "  ")
	return append(out, '\n'), err
}

// OpenAPI is the document that is served, as JSON.
func (s *Server) OpenAPI() ([]byte, error) { return s.openapi.json() }

// ready says whether this process can do its work: 503 with the names of the
// jobs that fail, without their reasons, which are for staff.
func (s *Server) ready(c *gin.Context) {
	failing, err := s.failingJobs(c.Request.Context())
	switch {
	case err != nil:
		c.String(http.StatusServiceUnavailable, "the store does not answer\n")
	case len(failing) > 0:
		c.String(http.StatusServiceUnavailable, "%d jobs fail: %s\n", len(failing), strings.Join(failing, ", "))
	default:
		c.String(http.StatusOK, "ok\n")
	}
}

func (s *Server) failingJobs(ctx context.Context) (out []string, err error) {
	if s.cfg.Jobs == nil {
		return nil, s.db.Read(ctx, func(*models.Tx) error { return nil })
	}
	works, err := s.cfg.Jobs.List(ctx)
	for _, w := range works {
		if w.LastError != "" {
			out = append(out, w.Job)
		}
	}
	return out, err
}

// described answers with one form of the document.
func (s *Server) described(media string, form func() ([]byte, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		data, err := form()
		if err != nil {
			s.writeGin(c, fmt.Errorf("server: openapi: %w", err))
			return
		}
		c.Data(http.StatusOK, media, data)
	}
}

// pages are the answers that are no resources: the document, a page that renders it
// without the network, liveness, and on the public listener the pages for people.
func (s *Server) pages(e *gin.Engine, l listener) error {
	e.GET("/openapi.json", s.described("application/openapi+json", s.openapi.json))
	e.GET("/openapi.yaml", s.described("application/openapi+yaml", s.openapi.yaml))
	e.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", s.ready)
	for path, file := range map[string]struct{ name, media string }{
		"/docs":          {"docs.html", "text/html; charset=utf-8"},
		"/docs/docs.js":  {"docs.js", "text/javascript; charset=utf-8"},
		"/docs/docs.css": {"docs.css", "text/css; charset=utf-8"},
	} {
		data, err := web.ReadFile("web/" + file.name)
		if err != nil {
			panic("server: embedded page is missing: " + file.name)
		}
		e.GET(path, func(c *gin.Context) {
			c.Header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
			c.Data(http.StatusOK, file.media, data)
		})
	}
	if l == onPublic {
		return s.console(e)
	}
	e.GET("/", func(c *gin.Context) { c.Redirect(http.StatusFound, "/docs") })
	return nil
}
