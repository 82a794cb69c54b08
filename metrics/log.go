package metrics

import (
	"context"
	"log/slog"
)

// Log counts the lines that go to next by their level.
func (m *Metrics) Log(next slog.Handler) slog.Handler { return counted{next, m} }

type counted struct {
	slog.Handler
	m *Metrics
}

func (h counted) Handle(ctx context.Context, r slog.Record) error {
	level := slog.LevelInfo
	switch {
	case r.Level >= slog.LevelError:
		level = slog.LevelError
	case r.Level >= slog.LevelWarn:
		level = slog.LevelWarn
	}
	h.m.logged.WithLabelValues(level.String()).Inc()
	return h.Handler.Handle(ctx, r)
}

func (h counted) WithAttrs(a []slog.Attr) slog.Handler { return counted{h.Handler.WithAttrs(a), h.m} }

func (h counted) WithGroup(name string) slog.Handler { return counted{h.Handler.WithGroup(name), h.m} }
