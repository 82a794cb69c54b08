package server

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// request is what the middlewares know of one request. It travels in the
// context for the request id; handlers get the caller as a parameter.
type request struct {
	id       string
	listener listener // of the connection
	start    time.Time
	caller   caller
	key      string       // Idempotency-Key, checked
	cookie   *http.Cookie // to set
	problem  string       // slug, for the log
	left     *balance     // of the smallest bucket that it was counted in
}

type requestKey struct{}

func requestOf(ctx context.Context) *request {
	req, _ := ctx.Value(requestKey{}).(*request)
	return req
}

var idLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// secret returns prefix and n random bytes in lower-case base32.
func secret(prefix string, n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return prefix + idLetters.EncodeToString(b)
}

// begin gives the request its id.
func (s *Server) begin(l listener) gin.HandlerFunc {
	return func(c *gin.Context) {
		req := &request{id: secret("", 16), listener: l, start: s.now()}
		c.Request = c.Request.WithContext(context.WithValue(c.Request.Context(), requestKey{}, req))
		c.Header("X-Request-Id", req.id)
		c.Next()
	}
}

// logged writes one line per request: the route, never the raw path with its
// query, no header and no body, so that no secret can reach the log.
func (s *Server) logged(c *gin.Context) {
	c.Next()
	req := requestOf(c.Request.Context())
	level := slog.LevelInfo
	if c.Writer.Status() >= http.StatusInternalServerError && req.problem != slugCrowded {
		level = slog.LevelError
	}
	s.log.LogAttrs(c.Request.Context(), level, "request",
		slog.String("id", req.id), slog.String("method", c.Request.Method), slog.String("route", c.FullPath()),
		slog.Int("status", c.Writer.Status()), slog.String("problem", req.problem), slog.Int("bytes", c.Writer.Size()),
		slog.Int64("ms", s.now().Sub(req.start).Milliseconds()), slog.String("caller", req.caller.name()),
		slog.String("network", network(c.ClientIP())), slog.String("listener", req.listener.String()))
}

// recovered turns a panic into a 500 that says nothing; the log has the stack.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(v)
		}
		req := requestOf(c.Request.Context())
		s.log.Error("panic", slog.String("id", req.id), slog.String("panic", fmt.Sprint(v)), slog.String("stack", string(debug.Stack())))
		s.panics.Add(1)
		if !c.Writer.Written() {
			s.writeGin(c, errors.New("panic"))
		}
		c.Abort()
	}()
	c.Next()
}

// writeGin answers with a problem outside of huma.
func (s *Server) writeGin(c *gin.Context, err error) {
	p := s.fail(c.Request.Context(), err)
	if p.retryAfter > 0 {
		c.Header("Retry-After", fmt.Sprint(p.retryAfter))
	}
	body, _ := json.Marshal(p) // strings and integers always marshal
	c.Data(p.Status, problemType, body)
	c.Abort()
}

// headers every answer carries. Pages that need more say so themselves.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Strict-Transport-Security", "max-age=31536000")
	h.Set("Cache-Control", "no-store")
	c.Next()
}

// sameOrigin refuses state-changing requests of other sites that would carry
// our cookie. Requests with a bearer token come from no browser page, and their
// cookie counts for nothing.
func (s *Server) sameOrigin(c *gin.Context) {
	token, _ := bearer(c.Request)
	if _, err := c.Request.Cookie(cookieName); err == nil && token == "" {
		if err := s.cross.Check(c.Request); err != nil {
			s.writeGin(c, errForbidden)
			return
		}
	}
	c.Next()
}

// methodNotAllowed answers 405, and OPTIONS with the methods there are.
func (s *Server) methodNotAllowed(c *gin.Context) {
	allow := c.Writer.Header().Get("Allow")
	if strings.Contains(allow, http.MethodGet) {
		allow += ", " + http.MethodHead
	}
	c.Writer.Header().Set("Allow", allow+", "+http.MethodOptions)
	if c.Request.Method == http.MethodOptions {
		c.Status(http.StatusNoContent)
		c.Writer.WriteHeaderNow()
		return
	}
	s.writeGin(c, errMethod)
}

// heads serves HEAD as GET without its body.
func heads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		get := r.Clone(r.Context())
		get.Method = http.MethodGet
		next.ServeHTTP(bodiless{w}, get)
	})
}

type bodiless struct{ http.ResponseWriter }

func (b bodiless) Write(p []byte) (int, error) { return len(p), nil }

// Unwrap keeps deadlines and flushing reachable.
func (b bodiless) Unwrap() http.ResponseWriter { return b.ResponseWriter }
