package app

import (
	"context"
	"fmt"
	"os"

	"makewhole/incidents/watch"
)

// openWatcher brings the monitors in line with the file of watched modules.
func (a *App) openWatcher(ctx context.Context) error {
	if a.Flags.Watch == "" {
		return nil
	}
	text, err := os.ReadFile(a.Flags.Watch)
	if err != nil {
		return fmt.Errorf("--watch: %w", err)
	}
	f, err := watch.ReadFile(text)
	if err != nil {
		return fmt.Errorf("--watch: %s: %w", a.Flags.Watch, err)
	}
	if f.Chain != a.Flags.ChainID {
		return fmt.Errorf("--watch: %s is about chain %d, this server is on %d", a.Flags.Watch, f.Chain, a.Flags.ChainID)
	}
	begun, err := watch.Register(ctx, a.DB, f)
	if err != nil {
		return fmt.Errorf("--watch: %w", err)
	}
	if begun > 0 {
		a.Log.Info("monitors begin in shadow", "monitors", begun)
	}
	a.Watcher, err = watch.New(watch.Config{DB: a.DB, Node: a.Chain, Now: a.Now, Log: a.Log, Start: f.Start, Backfill: f.Backfill})
	return err
}
