package jobs

import "context"

// Tick is what cron calls.
func (s *Scheduler) Tick(ctx context.Context, name string) { s.tick(ctx, name) }
