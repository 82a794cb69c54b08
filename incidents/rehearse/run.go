package rehearse

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"makewhole/drill"
	"makewhole/incidents/monitor"
)

// Options of a run.
type Options struct {
	DefaultMonitors bool // detectors that come along, and nothing else
	Unguarded       bool // nothing is stopped
}

// grave are the severities that find an attack; weaker ones are signs.
var grave = []string{"P1", "P2"}

// Run plays a drill: once with nobody looking, for what the attack takes, and once
// with the desk.
func Run(ctx context.Context, d *drill.Drill, opt Options) (*Report, error) {
	alone, err := played(ctx, d, false, false, opt.DefaultMonitors)
	if err != nil {
		return nil, err
	}
	p, err := played(ctx, d, true, !opt.Unguarded, opt.DefaultMonitors)
	if err != nil {
		return nil, err
	}
	r := &Report{Drill: d.Name, Title: d.Title, Kind: d.Kind, DefaultMonitors: opt.DefaultMonitors, Guarded: !opt.Unguarded,
		Blocks: p.blocks, Findings: p.found, Monitors: p.bind.bound, Blind: p.bind.blind}
	r.modules(d, alone, p)
	r.judge(d, alone, p)
	r.afterFirst(d, alone)
	r.expectations(d, alone, p)
	return r, nil
}

func played(ctx context.Context, d *drill.Drill, desk, guard, defaults bool) (*play, error) {
	p, err := start(ctx, d, desk, guard, defaults)
	if err != nil {
		return nil, err
	}
	return p, errors.Join(p.run(ctx), p.world.Close())
}

// lost adds up what attacks took from a module.
func (p *play) lost(module string) *big.Int {
	out := new(big.Int)
	p.each(module, func(_ int64, amount *big.Int) { out.Add(out, amount) })
	return out
}

func (p *play) each(module string, fn func(block int64, amount *big.Int)) {
	for _, b := range p.blocks {
		for _, t := range b.Transactions {
			for _, l := range t.lost {
				if l.module == module {
					fn(b.Number, l.amount)
				}
			}
		}
	}
}

func (r *Report) modules(d *drill.Drill, alone, p *play) {
	for _, m := range d.Modules {
		row := ModuleRow{Module: m.Name, PausedAt: p.paused[m.Name], unguarded: alone.lost(m.Name), lost: p.lost(m.Name)}
		row.Unguarded, row.Lost = row.unguarded.String(), row.lost.String()
		row.Saved = new(big.Int).Sub(row.unguarded, row.lost).String()
		r.Modules = append(r.Modules, row)
	}
}

// judge says when the attack was found, and why not.
func (r *Report) judge(d *drill.Drill, alone, p *play) {
	attacked := map[string]bool{}
	last := int64(0)
	for _, m := range r.Modules {
		if m.unguarded.Sign() <= 0 {
			continue
		}
		attacked[m.Module] = true
		alone.each(m.Module, func(b int64, amount *big.Int) {
			if amount.Sign() > 0 && (r.FirstHarm == 0 || b < r.FirstHarm) {
				r.FirstHarm = b
			}
			last = max(last, b)
		})
	}
	for _, t := range p.found {
		if d.Kind == drill.KindBenign {
			if t.Severity == "P1" {
				r.FalseP1++
			}
			if t.Acts {
				r.FalseActs++
			}
			continue
		}
		if attacked[t.Module] && slices.Contains(grave, t.Severity) && (r.FirstFound == 0 || t.First < r.FirstFound) {
			r.FirstFound, r.By = t.First, t.Monitor
		}
	}
	if d.Kind == drill.KindBenign || r.FirstHarm == 0 {
		return
	}
	if r.FirstFound == 0 || r.FirstFound > last {
		r.Missed = r.cause(attacked, p)
		return
	}
	lead := r.FirstHarm - r.FirstFound
	r.Lead = &lead
	for _, m := range r.Modules {
		if attacked[m.Module] {
			r.Avoided = append(r.Avoided, avoided(alone, m, r.FirstFound))
		}
	}
}

// delays is how many delays of a response are compared, from none.
const delays = 11

// avoided is the share of the loss that a response avoids which stops everything so
// many blocks after the block of the first finding.
func avoided(alone *play, m ModuleRow, found int64) Avoidance {
	out := Avoidance{Module: m.Module}
	for delay := range int64(delays) {
		lost := new(big.Int)
		alone.each(m.Module, func(b int64, amount *big.Int) {
			if b <= found+delay {
				lost.Add(lost, amount)
			}
		})
		kept := new(big.Int).Sub(m.unguarded, lost)
		kept.Mul(kept, big.NewInt(1000)).Quo(kept, m.unguarded)
		out.Thousandth = append(out.Thousandth, int(min(1000, max(0, kept.Int64()))))
	}
	return out
}

// afterFirst is the mean over attacked modules that can be stopped.
func (r *Report) afterFirst(d *drill.Drill, alone *play) {
	sum, count := 0, 0
	for i, m := range r.Modules {
		first := new(big.Int)
		alone.each(m.Module, func(_ int64, amount *big.Int) {
			if first.Sign() <= 0 {
				first.Add(first, amount)
			}
		})
		later := new(big.Int).Sub(m.unguarded, first)
		if d.Modules[i].Pauser == nil || m.unguarded.Sign() <= 0 || later.Sign() <= 0 {
			continue
		}
		saved := new(big.Int).Sub(m.unguarded, m.lost)
		saved.Mul(saved, big.NewInt(1000)).Quo(saved, later)
		sum, count = sum+int(min(1000, max(0, saved.Int64()))), count+1
	}
	if count > 0 {
		mean := sum / count
		r.AfterFirst = &mean
	}
}

// cause is why an attack was missed: what was only weakly seen, and who was blind.
func (r *Report) cause(attacked map[string]bool, p *play) string {
	var signs, blind []string
	for _, t := range p.found {
		if attacked[t.Module] {
			signs = append(signs, fmt.Sprintf("%s (%s, block %d)", t.Monitor, t.Severity, t.First))
		}
	}
	for _, b := range r.Blind {
		if attacked[b.Module] {
			blind = append(blind, b.Detector+": "+b.Why)
		}
	}
	out := fmt.Sprintf("%d monitors were bound and none of them found anything grave in time", len(r.Monitors))
	if len(signs) > 0 {
		out += "; seen were " + strings.Join(signs, ", ")
	}
	if len(blind) > 0 {
		out += "; blind were " + strings.Join(blind, "; ")
	}
	return out
}

// unseen notes a monitor that was bound and lacked something when it ran.
func (b *binder) unseen(r *monitor.Result) {
	entry := b.of[r.Monitor]
	entry.Why = "when it ran: " + r.Blind[0]
	if !slices.ContainsFunc(b.blind, func(x Blind) bool { return x.Module == entry.Module && x.Detector == entry.Detector }) {
		b.blind = append(b.blind, entry)
	}
}
