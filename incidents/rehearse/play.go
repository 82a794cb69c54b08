package rehearse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/drill"
	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/states"
)

// play is one run of a drill.
type play struct {
	drill  *drill.Drill
	world  *drill.World
	judge  *watch.Judge // nil: nobody looks
	bind   *binder
	may    *authority
	guard  bool
	blocks []*Block          // of the chain as it is, from number 1
	paused map[string]int64  // modules, by the block of their pause
	asked  map[string]bool   // responses on their way
	found  []*Thread         // in the order in which they were first seen
	wrong  []string          // what the drill did not expect of its transactions
	names  map[string]string // modules by address
}

// start opens a world, and the desk beside it if there is one.
func start(ctx context.Context, d *drill.Drill, desk, guard, defaults bool) (*play, error) {
	world, err := drill.Open(ctx, d)
	if err != nil {
		return nil, err
	}
	p := &play{drill: d, world: world, guard: guard, paused: map[string]int64{}, asked: map[string]bool{}, names: map[string]string{}}
	if desk {
		err = p.watch(ctx, defaults)
	}
	if err != nil {
		return nil, errors.Join(err, world.Close())
	}
	return p, nil
}

// watch binds monitors and takes in the last block of the set-up.
func (p *play) watch(ctx context.Context, defaults bool) error {
	node := p.world.Node()
	p.bind = &binder{world: p.world, chain: node.ChainID().Uint64(), of: map[string]Blind{}}
	for i := range p.drill.Modules {
		m := &p.drill.Modules[i]
		p.names[p.bind.mustHex(m.Targets["module"])] = m.Name
		var own map[string]bool
		var err error
		if !defaults {
			if own, err = p.bind.ownMonitors(m); err != nil {
				return err
			}
		}
		if err = p.bind.builtins(ctx, m, own); err != nil {
			return err
		}
	}
	engine, err := monitor.NewEngine(p.bind.chain, p.bind.monitors)
	if err != nil {
		return err
	}
	// The connection belongs to the chain of the world, and ends with it.
	client, err := chain.NewClient(ctx, chain.Config{ChainID: p.bind.chain, Now: node.Now}, node.RPC())
	if err != nil {
		return err
	}
	p.may = newAuthority(p.bind.monitors)
	p.judge = &watch.Judge{Node: &faulty{Client: client, play: p}, Engine: engine}
	return p.judge.Look(ctx, p)
}

// faulty is a node from which the faults of a drill take something.
type faulty struct {
	*chain.Client
	play *play
}

// AskAtBlock answers what no fault takes away.
func (f *faulty) AskAtBlock(ctx context.Context, what string, qs []chain.Question) []chain.Reply {
	traces, state := f.play.faulted(drill.FaultTraces), f.play.faulted(drill.FaultState)
	out := f.Client.AskAtBlock(ctx, what, qs)
	for i, q := range qs {
		if tracing := strings.HasPrefix(q.Method, "debug_"); tracing && traces || !tracing && state {
			out[i] = chain.Reply{Err: fmt.Errorf("%w: a fault of the drill", chain.ErrNotOffered)}
		}
	}
	return out
}

func (p *play) faulted(kind string) bool {
	n := int64(len(p.blocks))
	return slices.ContainsFunc(p.drill.Faults, func(f drill.Fault) bool { return f.Kind == kind && f.From <= n && n <= f.To })
}

// run plays the timeline to its end.
func (p *play) run(ctx context.Context) error {
	for {
		made, err := p.world.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range made {
			if err := p.take(ctx, &made[i]); err != nil {
				return err
			}
		}
		if p.judge == nil {
			continue
		}
		if err := p.judge.Look(ctx, p); err != nil {
			return err
		}
	}
}

// take notes what a block did, before anybody looks at it.
func (p *play) take(ctx context.Context, b *drill.Block) error {
	p.blocks = p.blocks[:b.Number-1]
	for module, at := range p.paused {
		if at >= b.Number {
			delete(p.paused, module)
		}
	}
	out := &Block{Number: b.Number, Seconds: int64(b.Time), Replaced: b.Replaced, Transactions: []Transaction{}, Findings: []Seen{}}
	p.blocks = append(p.blocks, out)
	for i := range b.Played {
		t := &b.Played[i]
		row := Transaction{Label: t.Label, Name: t.Name, Failed: t.Failed}
		if t.Label == drill.LabelResponse {
			delete(p.asked, t.Module)
			if row.Module = t.Module; !t.Failed {
				p.paused[t.Module] = b.Number
			}
		}
		p.judgeOutcome(b, t)
		if err := p.losses(ctx, b, t, &row); err != nil {
			return err
		}
		out.Transactions = append(out.Transactions, row)
	}
	return nil
}

// losses measures what an attack took from each module.
func (p *play) losses(ctx context.Context, b *drill.Block, t *drill.Played, row *Transaction) error {
	if t.Failed || t.Label != drill.LabelAttack && t.Label != drill.LabelCopycat {
		return nil
	}
	for i := range p.drill.Modules {
		m := &p.drill.Modules[i]
		lost, err := p.world.Loss(ctx, m, b, t)
		if err != nil {
			return fmt.Errorf("loss of %s: %w", m.Name, err)
		}
		if lost.Sign() != 0 {
			row.Lost = append(row.Lost, Lost{m.Name, lost.String()})
			row.lost = append(row.lost, moved{m.Name, lost})
		}
	}
	return nil
}

// moved is what a transaction took from a module, in base units.
type moved struct {
	module string
	amount *big.Int
}

// judgeOutcome holds how a transaction ended against what the drill says. A response
// may undo attacks, and stop those who use a module that it stopped.
func (p *play) judgeOutcome(b *drill.Block, t *drill.Played) {
	must := t.Reverts == drill.RevertsYes
	switch {
	case t.Reverts == drill.RevertsMay, t.Failed == must:
		return
	case p.guard && !must && (t.Label != drill.LabelBenign || p.stopped(t.To)):
		return
	}
	what := "was reverted"
	if !t.Failed {
		what = "went through, and should have been reverted"
	}
	p.wrong = append(p.wrong, fmt.Sprintf("block %d: transaction %d (%s %s) %s", b.Number, t.Index, t.Label, t.Name, what))
}

func (p *play) stopped(to *common.Address) bool {
	if to == nil {
		return false
	}
	for name := range p.paused {
		i := slices.IndexFunc(p.drill.Modules, func(m drill.Module) bool { return m.Name == name })
		if a, err := p.world.Address(p.drill.Modules[i].Targets["module"]); err == nil && a == *to {
			return true
		}
	}
	return false
}

// Back is told by the judge that blocks were replaced.
func (p *play) Back(above uint64) {
	n := int64(above) - int64(p.world.Zero())
	p.may.back(n)
	for _, t := range p.found {
		t.back(n)
	}
}

// Block is told by the judge what a block showed.
func (p *play) Block(o *monitor.Observation, results []monitor.Result) error {
	n := int64(o.Number) - int64(p.world.Zero())
	if n < 1 {
		return nil // the set-up
	}
	b := p.blocks[n-1]
	for i := range results {
		r := &results[i]
		if len(r.Blind) > 0 {
			b.Blind++
			p.bind.unseen(r)
		}
		for j := range r.Findings {
			p.finding(b, &r.Findings[j])
		}
	}
	return nil
}

func (p *play) finding(b *Block, f *monitor.Finding) {
	module := p.names[f.Module.Hex()]
	t := p.thread(f, module)
	t.see(b.Number, f)
	b.Findings = append(b.Findings, Seen{Monitor: f.Monitor, Module: module, Severity: f.Severity, Damage: string(f.Damage)})
	if !p.may.mayStop(module, b.Number, f) {
		return
	}
	t.Acts = true
	i := slices.IndexFunc(p.drill.Modules, func(m drill.Module) bool { return m.Name == module })
	m := &p.drill.Modules[i]
	_, stopped := p.paused[module]
	if !p.guard || m.Pauser == nil || stopped || p.asked[module] || p.faulted(drill.FaultResponse) {
		return
	}
	p.asked[module] = true
	p.world.Respond(response(m))
}

// thread is the one of a monitor about one thing: its key does not hold the block.
func (p *play) thread(f *monitor.Finding, module string) *Thread {
	for _, t := range p.found {
		if t.key == f.Dedup && t.Monitor == f.Monitor {
			return t
		}
	}
	t := &Thread{Monitor: f.Monitor, Module: module, key: f.Dedup, State: states.FindingOpen}
	p.found = append(p.found, t)
	return t
}
