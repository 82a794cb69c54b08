package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"makewhole/models"
)

// Timeouts and limits of the HTTP server.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 60 * time.Second
	writeTimeout    = 120 * time.Second
	operatorTimeout = 11 * time.Minute // a job by hand may take long
	idleTimeout     = 90 * time.Second
	headerBytes     = 16 << 10
	shutdownTimeout = 10 * time.Second
)

// Server is the HTTP face of the services. Make it with New.
type Server struct {
	cfg     Config
	db      *models.DB
	now     func() time.Time
	log     *slog.Logger
	limits  *limiter
	cross   *http.CrossOriginProtection
	panics  atomic.Int64
	bundles bundles
	bodies  *bodyBudget
	stall   time.Duration // a body that does not come on is given up
	routes  []route
	openapi document
	public  http.Handler
	admin   http.Handler
	socket  http.Handler
}

// New checks the configuration and builds all handlers. It panics when a route
// has no policy, which is a mistake of the programmer.
func New(cfg Config) (*Server, error) {
	if err := cfg.validate(); err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	s := &Server{
		cfg: cfg, db: cfg.DB, now: cfg.Now, log: cfg.Log,
		limits: newLimiter(cfg.LimitScale), cross: http.NewCrossOriginProtection(), bodies: newBodyBudget(bodiesAll, bodiesEach), stall: stallTime,
	}
	return s, s.build()
}

// engine is a gin engine with everything that holds for all routes.
func (s *Server) engine(l listener) (*gin.Engine, error) {
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	if err := e.SetTrustedProxies(s.cfg.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	e.Use(s.begin(l), s.observed, s.logged, s.recovered, headers, s.sameOrigin)
	e.NoRoute(func(c *gin.Context) { s.writeGin(c, errNoRoute) })
	e.NoMethod(s.methodNotAllowed)
	return e, nil
}

// PublicHandler serves claimants and anyone else.
func (s *Server) PublicHandler() http.Handler { return s.public }

// AdminHandler serves staff.
func (s *Server) AdminHandler() http.Handler { return s.admin }

// SocketHandler serves commands of the operator's own account through the
// admin socket: callers are the program itself with the role admin, and bearer
// tokens of staff count as on the admin listener.
func (s *Server) SocketHandler() http.Handler { return s.socket }

// Panics counts recovered panics.
func (s *Server) Panics() int64 { return s.panics.Load() }

// Serve answers on the listeners that are not nil until ctx ends, then lets
// running requests finish for at most ten seconds.
func (s *Server) Serve(ctx context.Context, public, admin, socket net.Listener) error {
	type pair struct {
		ln    net.Listener
		h     http.Handler
		write time.Duration
	}
	var servers []*http.Server
	failed := make(chan error, 3)
	for _, p := range []pair{{public, s.public, writeTimeout}, {admin, s.admin, operatorTimeout}, {socket, s.socket, operatorTimeout}} {
		if p.ln == nil {
			continue
		}
		srv := s.httpServer(p.h, p.write)
		servers = append(servers, srv)
		go func() { failed <- srv.Serve(p.ln) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	return errors.Join(ignoreClosed(err), s.shutdown(ctx, servers))
}

func (s *Server) httpServer(h http.Handler, write time.Duration) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: write,
		IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}

func (s *Server) shutdown(ctx context.Context, servers []*http.Server) error {
	bound, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	errs := make(chan error, len(servers))
	for _, srv := range servers {
		go func() { errs <- srv.Shutdown(bound) }()
	}
	var all error
	for range servers {
		all = errors.Join(all, <-errs)
	}
	for _, srv := range servers {
		_ = srv.Close() // what is still open after the bound is cut off
	}
	return all
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
