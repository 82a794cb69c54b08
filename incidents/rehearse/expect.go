package rehearse

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"makewhole/drill"
)

// expectations holds what came of a drill against what it says.
func (r *Report) expectations(d *drill.Drill, alone, p *play) {
	e := &d.Expect
	r.hold("every transaction ends as the drill says, unguarded", strings.Join(alone.wrong, "; "))
	r.hold("every transaction ends as the drill says, with the desk", strings.Join(p.wrong, "; "))
	for _, x := range e.Detectors {
		r.hold(fmt.Sprintf("%s fires by block %d", x.Name, x.By), p.fires(x))
	}
	for _, name := range e.Not {
		r.hold(name+" does not fire", p.silent(name))
	}
	if e.Most != "" {
		r.hold("nothing graver than "+e.Most, p.most(e.Most))
	}
	if d.Kind == drill.KindBenign {
		r.hold("no module is stopped, nor would be", p.harmless())
	}
	if e.Retracted {
		r.hold("a finding is retracted and found again under one key", p.reinstated())
	}
	for _, m := range r.Modules {
		r.losses(m, e.Loss[m.Module])
	}
	if r.Guarded {
		for _, name := range e.Paused {
			why := ""
			if p.paused[name] == 0 {
				why = "it was not stopped"
			}
			r.hold(name+" is stopped", why)
		}
	}
	r.Held = !slices.ContainsFunc(r.Expectations, func(x Expectation) bool { return !x.Held })
}

func (r *Report) hold(text, why string) {
	r.Expectations = append(r.Expectations, Expectation{text, why == "", why})
}

func (r *Report) losses(m ModuleRow, want drill.Loss) {
	if want.Unguarded != "" {
		v, why := amount(want.Unguarded), ""
		if v.Cmp(m.unguarded) != 0 {
			why = "it loses " + m.Unguarded
		}
		r.hold(fmt.Sprintf("unguarded, %s loses %s", m.Module, v), why)
	}
	if want.Most != "" && r.Guarded {
		v, why := amount(want.Most), ""
		if m.lost.Cmp(v) > 0 {
			why = "it loses " + m.Lost
		}
		r.hold(fmt.Sprintf("with the desk, %s loses at most %s", m.Module, v), why)
	}
}

// amount was checked when the drill was read.
func amount(text string) *big.Int {
	v, err := drill.Amount(text)
	if err != nil {
		return new(big.Int)
	}
	return v
}

// named says whether a monitor of a drill is the detector: MODULE-NAME or its own name.
func named(t *Thread, detector string) bool {
	return t.Monitor == detector || t.Monitor == t.Module+"-"+detector
}

func (p *play) fires(x drill.Detector) string {
	first := int64(0)
	for _, t := range p.found {
		if named(t, x.Name) && (x.Module == "" || x.Module == t.Module) && (first == 0 || t.First < first) {
			first = t.First
		}
	}
	switch {
	case first > x.By:
		return fmt.Sprintf("it fires in block %d", first)
	case first > 0:
		return ""
	}
	for _, b := range p.bind.blind {
		if b.Detector == x.Name {
			return "it is blind: " + b.Why
		}
	}
	return "it does not fire"
}

func (p *play) silent(name string) string {
	for _, t := range p.found {
		if named(t, name) {
			return fmt.Sprintf("it fires in block %d", t.First)
		}
	}
	return ""
}

func (p *play) most(severity string) string {
	var out []string
	for _, t := range p.found {
		if severity == "none" || t.Severity < severity {
			out = append(out, fmt.Sprintf("%s is %s in block %d", t.Monitor, t.Severity, t.First))
		}
	}
	return strings.Join(out, "; ")
}

func (p *play) harmless() string {
	for _, t := range p.found {
		if t.Acts {
			return fmt.Sprintf("%s would stop %s in block %d", t.Monitor, t.Module, t.First)
		}
	}
	return ""
}

func (p *play) reinstated() string {
	for _, t := range p.found {
		if t.State == StateReinstated {
			return ""
		}
	}
	return "none is"
}
