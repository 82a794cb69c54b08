package rehearse

import (
	"slices"

	"makewhole/drill"
	"makewhole/incidents/monitor"
)

// together is how many blocks a broken statement and damage may lie apart to count as
// one thing: an hour.
const together = 300

// authority decides what grave findings may do by themselves. A machine may stop a
// module when a statement about state is broken that cannot be false in a healthy
// system (monitors of the first severity that give no rate of false alarms, one_in) and
// damage is seen: by the same finding, or by another grave one about the module within
// the hour. Everything else is told to people.
type authority struct {
	exact map[string]bool // monitors
	seen  map[string]*sign
}

// sign is what was seen of one module, by the newest block.
type sign struct{ broken, damage int64 }

func newAuthority(monitors []*monitor.Monitor) *authority {
	a := &authority{exact: map[string]bool{}, seen: map[string]*sign{}}
	for _, m := range monitors {
		a.exact[m.File.ID] = m.File.OneIn == "" && m.File.Severity == monitor.Severities()[0]
	}
	return a
}

// mayStop takes a finding about a module in, and says whether the module may be
// stopped now.
func (a *authority) mayStop(module string, block int64, f *monitor.Finding) bool {
	if !slices.Contains(grave, f.Severity) {
		return false
	}
	s := a.seen[module]
	if s == nil {
		s = &sign{-together, -together}
		a.seen[module] = s
	}
	if a.exact[f.Monitor] {
		s.broken = block
	}
	if f.Level() == monitor.LevelAct {
		s.damage = block
	}
	return s.broken > block-together && s.damage > block-together && (a.exact[f.Monitor] || f.Level() == monitor.LevelAct)
}

// response is the call that a module names to stop it.
func response(m *drill.Module) drill.Response {
	return drill.Response{Module: m.Name, Pauser: *m.Pauser}
}

// back forgets what only replaced blocks showed.
func (a *authority) back(above int64) {
	for _, s := range a.seen {
		if s.broken > above {
			s.broken = -together
		}
		if s.damage > above {
			s.damage = -together
		}
	}
}
