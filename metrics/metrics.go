package metrics

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/common/expfmt"

	"makewhole/models"
)

// MediaType is what Render writes: the Prometheus text format 0.0.4.
const MediaType = "text/plain; version=0.0.4; charset=utf-8"

// otherMethod stands for a method that HTTP does not define, as the semantic
// conventions have it.
const otherMethod = "_OTHER"

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace}

// Config is what a Metrics shows.
type Config struct {
	DB      *models.DB
	Now     func() time.Time // business time, of which ages are measured
	Version string
	Nodes   func() uint64 // how often nodes contradicted each other since the start; nil: not watched

	// Sources says of each source of reports whether its last pull failed; nil:
	// none is pulled.
	Sources func(context.Context) (failing map[string]bool, err error)
}

// Metrics holds the metrics of one process. Make it with New.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	logged   *prometheus.CounterVec
	alarms   *prometheus.GaugeVec
	store    *store
	asked    sync.Mutex // one reading of the store at a time
}

// New registers everything; DB and Now are required.
func New(cfg Config) (*Metrics, error) {
	if cfg.DB == nil || cfg.Now == nil {
		return nil, errors.New("metrics: DB and Now are required")
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "http_server_request_duration_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{0.005, 0.025, 0.1, 0.5, 2.5, 10, 60},
		}, []string{"http_request_method", "http_route", "http_response_status_code"}),
		logged: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "makewhole_log_records_total", Help: "Lines of the log by level; each error is something that an operator must look at.",
		}, []string{"level"}),
		alarms: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "makewhole_outbox_alarms", Help: "What alarmed this process's sender in its last run, by code.",
		}, []string{"code"}),
		store: &store{db: cfg.DB, now: cfg.Now, sources: cfg.Sources},
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "makewhole_build_info", Help: "1, with the version of this program.", ConstLabels: prometheus.Labels{"version": cfg.Version},
	})
	build.Set(1)
	for _, level := range []slog.Level{slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		m.logged.WithLabelValues(level.String())
	}
	all := []prometheus.Collector{collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), m.requests, m.logged, m.alarms, build}
	if cfg.Nodes != nil {
		all = append(all, prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "makewhole_node_disagreements_total", Help: "Answers about final blocks in which nodes contradicted each other.",
		}, func() float64 { return float64(cfg.Nodes()) }))
	}
	for _, c := range all {
		if err := m.registry.Register(c); err != nil {
			return nil, fmt.Errorf("metrics: %w", err)
		}
	}
	return m, nil
}

// Request begins to time a request; done ends it with the status of the answer.
// A route that does not exist is the empty one.
func (m *Metrics) Request(method, route string) (done func(status int)) {
	if !slices.Contains(methods, method) {
		method = otherMethod
	}
	var code string
	timer := prometheus.NewTimer(prometheus.ObserverFunc(func(seconds float64) {
		m.requests.WithLabelValues(method, route, code).Observe(seconds)
	}))
	return func(status int) {
		code = strconv.Itoa(status)
		timer.ObserveDuration()
	}
}

// Alarms says how often each code alarmed the sender in its last run. Codes that
// are quiet are to be given too, with zero.
func (m *Metrics) Alarms(codes map[string]int) {
	for code, n := range codes {
		m.alarms.WithLabelValues(code).Set(float64(n))
	}
}

// Render reads the store and writes all metrics in MediaType. A store that does
// not answer is a metric too, not an error.
func (m *Metrics) Render(ctx context.Context) ([]byte, error) {
	m.asked.Lock()
	defer m.asked.Unlock()
	fresh := prometheus.NewRegistry()
	if err := fresh.Register(m.store.read(ctx)); err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	families, err := prometheus.Gatherers{m.registry, fresh}.Gather()
	if err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	var out bytes.Buffer
	w := expfmt.NewEncoder(&out, expfmt.NewFormat(expfmt.TypeTextPlain))
	for _, f := range families {
		if err := w.Encode(f); err != nil {
			return nil, fmt.Errorf("metrics: %w", err)
		}
	}
	return out.Bytes(), nil
}
