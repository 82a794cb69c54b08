package server

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"

	"github.com/gin-gonic/gin"

	"makewhole/models"
)

// Metrics counts what this process does and shows what stands in the store;
// *metrics.Metrics satisfies it.
type Metrics interface {
	Request(method, route string) (done func(status int))
	Render(ctx context.Context) ([]byte, error)
}

// metricsMedia is the Prometheus text format.
const metricsMedia = "text/plain; version=0.0.4; charset=utf-8"

// observed times every request; done runs after a panic was answered too.
func (s *Server) observed(c *gin.Context) {
	if s.cfg.Metrics == nil {
		return
	}
	done := s.cfg.Metrics.Request(c.Request.Method, c.FullPath())
	defer func() { done(c.Writer.Status()) }()
	c.Next()
}

// getMetrics is for a collector that signs in as an auditor.
func (s *Server) getMetrics(ctx context.Context, _ caller, _ *struct{}) (File, error) {
	if s.cfg.Metrics == nil {
		return File{}, errUnavailable
	}
	text, err := s.cfg.Metrics.Render(ctx)
	return File{MediaType: metricsMedia, Data: text}, err
}

type profileIn struct {
	Name string `path:"name" enum:"allocs,block,goroutine,heap,mutex,threadcreate" doc:"Which profile: allocs (all allocations so far), block and mutex (waiting, where switched on), goroutine, heap (live memory), threadcreate."`
}

// getProfile is a snapshot of this process for go tool pprof.
func (s *Server) getProfile(_ context.Context, _ caller, in *profileIn) (File, error) {
	profile := pprof.Lookup(in.Name)
	if profile == nil {
		return File{}, models.ErrNotFound
	}
	var out bytes.Buffer
	if err := profile.WriteTo(&out, 0); err != nil {
		return File{}, fmt.Errorf("profile %s: %w", in.Name, err)
	}
	return File{MediaType: "application/octet-stream", Name: in.Name + ".pprof", Data: out.Bytes()}, nil
}
