package metrics_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"makewhole/jobs"
	"makewhole/metrics"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/states"
	"makewhole/test/dbtest"
)

func newMetrics(t *testing.T, db *models.DB) *metrics.Metrics {
	t.Helper()
	m, err := metrics.New(metrics.Config{DB: db, Now: dbtest.NewClock().Now, Version: "1", Nodes: func() uint64 { return 3 }, Sources: func(context.Context) (map[string]bool, error) {
		return map[string]bool{"dir-1": false, "url-1": true}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	m.Request("GET", "/v1/protocols")(200)
	m.Alarms(map[string]int{outbox.AlarmFunds: 2})
	return m
}

func scrape(t *testing.T, m *metrics.Metrics) (string, map[string]*dto.MetricFamily) {
	t.Helper()
	text, err := m.Render(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text), families
}

// Over a store that is full of everything each metric is there, is named as
// Prometheus wants it, and its labels come from closed sets, so that nobody can
// make series.
func TestEverythingInTheStoreIsShown(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		text, families := scrape(t, newMetrics(t, db))
		problems, err := promlint.New(strings.NewReader(text)).Lint()
		if err != nil || len(problems) > 0 {
			t.Errorf("%v, %v", problems, err)
		}
		for name := range maps.Keys(shown(t)) {
			if families[name] == nil {
				t.Errorf("%s is not shown", name)
			}
		}
		for name, f := range families {
			for _, m := range f.Metric {
				for _, l := range m.Label {
					if !closed(t, l.GetName(), l.GetValue()) {
						t.Errorf("%s has %s=%q", name, l.GetName(), l.GetValue())
					}
				}
			}
			if len(f.Metric) > 64 {
				t.Errorf("%s has %d series", name, len(f.Metric))
			}
		}
	})
}

// shown are the names of docs/alerts.md's files: what a rule or a picture asks
// for must exist.
func shown(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, file := range []string{"../docs/monitoring/alerts.yml", "../docs/monitoring/dashboard.json"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b(makewhole|http_server)_[a-z_]+\b`).FindAllString(string(raw), -1) {
			names[regexp.MustCompile(`_(bucket|count|sum)$`).ReplaceAllString(name, "")] = true
		}
	}
	if len(names) < 12 {
		t.Fatalf("only %v", names)
	}
	return names
}

// closed tells whether a label may have a value.
func closed(t *testing.T, label, value string) bool {
	t.Helper()
	switch label {
	case "state":
		for _, m := range states.All() {
			if slices.Contains(m.States(), value) {
				return true
			}
		}
		return false
	case "kind":
		_, known := states.ByName(value)
		return known
	case "code":
		return slices.Contains(outbox.AlarmCodes(), value)
	case "feed":
		return slices.Contains([]string{"logs", "transactions", "traces", "accesses", "reads", "status"}, value)
	case "severity":
		return slices.Contains([]string{"P1", "P2", "P3", "P4"}, value)
	case "level":
		return slices.Contains([]string{"INFO", "WARN", "ERROR"}, value)
	}
	return slices.Contains([]string{"job", "reader", "source", "chain_id", "address", "version", "quantile", "le", "http_request_method", "http_route", "http_response_status_code"}, label)
}

// A method that somebody invents is one series, whatever it is.
func TestRequestsAndLinesAreCounted(t *testing.T) {
	t.Parallel()
	m := newMetrics(t, dbtest.New(t))
	for _, method := range []string{"BREW", "WHEN", "GET"} {
		m.Request(method, "")(404)
	}
	log := slog.New(m.Log(slog.NewTextHandler(io.Discard, nil))).With("a", 1).WithGroup("g")
	log.Info("one")
	log.Error("two")
	log.Log(t.Context(), slog.LevelError+4, "three")
	log.Debug("not logged")
	text, _ := scrape(t, m)
	for _, want := range []string{
		`http_server_request_duration_seconds_count{http_request_method="_OTHER",http_response_status_code="404",http_route=""} 2`,
		`http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404",http_route=""} 1`,
		`makewhole_log_records_total{level="ERROR"} 2`, `makewhole_log_records_total{level="INFO"} 1`, `makewhole_log_records_total{level="WARN"} 0`,
		`makewhole_outbox_alarms{code="funds"} 2`, `makewhole_node_disagreements_total 3`, `makewhole_store_up 1`, `makewhole_frozen 0`,
		`makewhole_report_source_failing{source="dir-1"} 0`, `makewhole_report_source_failing{source="url-1"} 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// What the newest block of a watched chain lacks, how far its monitors are behind,
// and what nobody has decided about.
func TestWatchedChainsAreShown(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			return errors.Join(tx.NoteGap(5, 8, common.Hash{8}, "logs", tx.Now), models.Insert(tx, &models.WatchedChain{
				ChainID: 5, Since: 1, Number: 9, Hash: models.H(common.Hash{9}), Highest: 9, Head: 12, WatchedAt: tx.Now,
				Status: `{"feeds": {"traces": "not offered"}, "monitors": {"a/1": ["no traces"], "b/2": ["no traces"]}}`,
			}))
		})
		if err != nil {
			t.Fatal(err)
		}
		text, _ := scrape(t, newMetrics(t, db))
		for _, want := range []string{
			`makewhole_watch_blocks_behind{chain_id="5"} 3`, `makewhole_watch_gaps{chain_id="5"} 1`, `makewhole_watch_blind{chain_id="5",feed="traces"} 1`,
			`makewhole_watch_blind_monitors{chain_id="5"} 2`, `makewhole_findings_open{severity="P1"} 0`, `makewhole_watch_last_block_timestamp_seconds{chain_id="5"} `,
		} {
			if !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	})
}

// A store that is away is a metric, not a failed scrape; half of what it holds is
// never shown.
func TestAStoreThatIsAway(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	m := newMetrics(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	text, err := m.Render(ctx)
	if err != nil || !strings.Contains(string(text), "makewhole_store_up 0\n") || strings.Contains(string(text), "makewhole_frozen ") {
		t.Errorf("%v\n%s", err, text)
	}
	if _, err := metrics.New(metrics.Config{}); err == nil {
		t.Error("metrics of nothing")
	}
	if err := errors.Join(db.Close()); err != nil {
		t.Error(err)
	}
}

// Each alert has a section that says what to do, each job of an alert exists, and
// the dashboard is JSON.
func TestAlertsHaveRunbooks(t *testing.T) {
	t.Parallel()
	rules, err := os.ReadFile("../docs/monitoring/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../docs/alerts.md")
	if err != nil {
		t.Fatal(err)
	}
	alerts := regexp.MustCompile(`- alert: (\w+)`).FindAllStringSubmatch(string(rules), -1)
	if len(alerts) < 12 {
		t.Fatalf("only %d alerts", len(alerts))
	}
	for _, a := range alerts {
		if !strings.Contains(string(page), "\n## "+a[1]+"\n") || !strings.Contains(string(rules), "runbook_url: docs/alerts.md#"+strings.ToLower(a[1])+"\n") {
			t.Errorf("%s has no runbook", a[1])
		}
	}
	for _, j := range regexp.MustCompile(`\{job="([a-z-]+)"\}`).FindAllStringSubmatch(string(rules), -1) {
		if _, known := jobs.Schedules[j[1]]; !known && j[1] != "makewhole" {
			t.Errorf("no job %s", j[1])
		}
	}
	var dashboard struct{ Panels []struct{ Title string } }
	raw, err := os.ReadFile("../docs/monitoring/dashboard.json")
	if err == nil {
		err = json.Unmarshal(raw, &dashboard)
	}
	if err != nil || len(dashboard.Panels) < 8 {
		t.Errorf("%d panels, %v", len(dashboard.Panels), err)
	}
}
