package app

import (
	"context"
	"io"
	"log/slog"
	"time"

	"makewhole/metrics"
	"makewhole/outbox"
)

// LogFlags say what the log looks like.
type LogFlags struct {
	LogFormat string     `help:"Form of the log's lines: ${enum}." enum:"text,json" default:"text"`
	LogLevel  slog.Level `help:"Least level of what is logged: debug, info, warn or error." default:"info"`
}

func (f LogFlags) logger(to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: f.LogLevel}
	if f.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}

// openMetrics counts from here on what goes to the log.
func (a *App) openMetrics(context.Context) (err error) {
	a.Metrics, err = metrics.New(metrics.Config{
		DB: a.DB, Now: func() time.Time { return a.Now() }, Version: Version(),
		Nodes: func() uint64 {
			if a.Chain == nil {
				return 0
			}
			return a.Chain.Disagreements()
		},
		Sources: a.failingSources,
	})
	if err == nil {
		a.Log = slog.New(a.Metrics.Log(a.Log.Handler()))
	}
	return err
}

// failingSources says of each source of reports whether its last pull failed.
func (a *App) failingSources(ctx context.Context) (map[string]bool, error) {
	if a.Oracles == nil {
		return nil, nil
	}
	sources, err := a.Oracles.SourcesHealth(ctx)
	out := make(map[string]bool, len(sources))
	for _, s := range sources {
		out[s.Name] = s.LastError != ""
	}
	return out, err
}

// alarmed shows what alarms the sender as metrics.
func (a *App) alarmed(alarms []outbox.Alarm) {
	counts := map[string]int{}
	for _, code := range outbox.AlarmCodes() {
		counts[code] = 0
	}
	for _, alarm := range alarms {
		counts[alarm.Code]++
	}
	a.Metrics.Alarms(counts)
}
