package server

import (
	"testing"

	"makewhole/metrics"
)

// Metrics and profiles are for those who watch the server, never for the public,
// and a path that does not exist makes no series of its own.
func TestMetricsAndProfiles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ask("", "GET", "/v1/nothing/"+staffPrefix, nil).problem(404, "not-found")
	b.ask("staff:auditor", "GET", "/v1/admin/metrics", nil).want(200).
		has("makewhole_store_up 1\n", `http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404",http_route=""} 1`).
		hasNot("/v1/nothing", staffPrefix)
	b.ask("", "GET", "/v1/admin/metrics", nil).problem(401, "unauthorized")
	b.ask("staff:admin", "GET", "/v1/admin/profiles/goroutine", nil).want(200)
	b.ask("staff:auditor", "GET", "/v1/admin/profiles/goroutine", nil).problem(403, "forbidden")
	b.ask("staff:admin", "GET", "/v1/admin/profiles/cmdline", nil).problem(400, "invalid-request")
	b.s = b.server(func(c *Config) { c.Metrics = nil })
	b.ask("staff:auditor", "GET", "/v1/admin/metrics", nil).problem(503, "unavailable")
	if metricsMedia != metrics.MediaType {
		t.Errorf("served as %q, written as %q", metricsMedia, metrics.MediaType)
	}
}
