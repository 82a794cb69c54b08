package jobs

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// ErrSchedule says that a schedule cannot be used.
var ErrSchedule = errors.New("bad schedule")

const horizon = 400 * 24 * time.Hour

// ParseSchedule reads a cron spec and refuses what the library would accept and
// later regret: time zones (UTC only, daylight saving skips or doubles ticks),
// specs that never fire within 400 days, and specs that restrict both day of
// month and day of week, which cron joins by "or".
func ParseSchedule(spec string, now time.Time) (s cron.Schedule, err error) {
	defer func() {
		if p := recover(); p != nil { // the library panics on "TZ="
			s, err = nil, fmt.Errorf("%w: %q", ErrSchedule, spec)
		}
	}()
	if strings.Contains(spec, "TZ=") {
		return nil, fmt.Errorf("%w: %q names a time zone, schedules are UTC", ErrSchedule, spec)
	}
	if f := strings.Fields(spec); len(f) == 5 && restricts(f[2]) && restricts(f[4]) {
		return nil, fmt.Errorf("%w: %q restricts day of month and day of week", ErrSchedule, spec)
	}
	if strings.HasPrefix(spec, "@every -") {
		return nil, fmt.Errorf("%w: %q goes back in time", ErrSchedule, spec)
	}
	s, err = cron.ParseStandard(spec)
	if err != nil {
		return nil, fmt.Errorf("%w: %q: %w", ErrSchedule, spec, err)
	}
	if next := s.Next(now); next.IsZero() || next.Sub(now) > horizon {
		return nil, fmt.Errorf("%w: %q does not fire within 400 days", ErrSchedule, spec)
	}
	return s, nil
}

func restricts(field string) bool { return field != "*" && field != "?" }
