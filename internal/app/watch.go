package app

import (
	"context"
	"fmt"
	"os"

	"makewhole/incidents/watch"
)

// openWatcher brings the monitors in line with the file of watched modules, where
// there is one. Monitors that people wrote are watched without it, too.
func (a *App) openWatcher(ctx context.Context) error {
	f := &watch.File{}
	if a.Flags.Watch != "" {
		var err error
		if f, err = a.watchedModules(); err != nil {
			return fmt.Errorf("--watch: %w", err)
		}
		begun, err := watch.Register(ctx, a.DB, f)
		if err != nil {
			return fmt.Errorf("--watch: %w", err)
		}
		if begun > 0 {
			a.Log.Info("monitors begin in shadow", "monitors", begun)
		}
	}
	var err error
	a.Watcher, err = watch.New(watch.Config{DB: a.DB, Node: a.Chain, Now: a.Now, Log: a.Log, Start: f.Start, Backfill: f.Backfill})
	return err
}

func (a *App) watchedModules() (*watch.File, error) {
	text, err := os.ReadFile(a.Flags.Watch)
	if err != nil {
		return nil, err
	}
	f, err := watch.ReadFile(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.Flags.Watch, err)
	}
	if f.Chain != a.Flags.ChainID {
		return nil, fmt.Errorf("%s is about chain %d, this server is on %d", a.Flags.Watch, f.Chain, a.Flags.ChainID)
	}
	return f, nil
}
