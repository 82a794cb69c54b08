package respond

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/strictjson"
)

// Format is what a file of a plan says it is.
const Format = "makewhole.plan/1"

// Bounds of a plan.
const (
	MaxFile  = 64 << 10 // bytes
	maxSteps = 16
)

// Plan is what is done about findings of one module (docs/desk.md).
type Plan struct {
	Format   string    `json:"format"`
	Name     string    `json:"name"`
	Version  int       `json:"version"`
	Chain    uint64    `json:"chain"`
	Module   string    `json:"module"` // the covered module that the findings are about
	About    string    `json:"about"`
	Monitors []Trigger `json:"monitors"`
	Steps    []Step    `json:"steps"`

	module common.Address
}

// Trigger is a monitor whose findings call the plan.
type Trigger struct {
	Monitor string `json:"monitor"`
	// Invariant says that what the monitor states cannot be false in a healthy
	// module (solvency, supply, code), so that one sight of it is proof.
	Invariant bool `json:"invariant,omitempty"`
}

// Step is one pause.
type Step struct {
	Name      string            `json:"name"`
	Adapter   string            `json:"adapter"`
	Target    string            `json:"target"` // the contract that is called
	Arguments map[string]string `json:"arguments,omitempty"`
	Authority Class             `json:"authority"`
	Contained *Reading          `json:"contained,omitempty"` // left out: as the adapter reads it

	to   common.Address
	call []byte
	read ReadBack
}

// ModuleAt is the address of the module.
func (p *Plan) ModuleAt() common.Address { return p.module }

// Step finds a step by its name.
func (p *Plan) Step(name string) (*Step, bool) {
	i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.Name == name })
	if i < 0 {
		return nil, false
	}
	return &p.Steps[i], true
}

// Call is what a step calls.
func (s *Step) Call() (common.Address, []byte) { return s.to, slices.Clone(s.call) }

// ReadBack is how the chain shows that a step worked.
func (s *Step) ReadBack() ReadBack { return s.read }

var named = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)

// ReadPlan parses and checks a plan; each error says where and why.
func ReadPlan(data []byte) (*Plan, error) {
	p := &Plan{}
	if err := strictjson.Decode(data, p, strictjson.Options{MaxBytes: MaxFile, MaxDepth: 16, NoNulls: true}); err != nil {
		return nil, err
	}
	var err error
	switch {
	case p.Format != Format:
		return nil, fmt.Errorf("/format: want %s", Format)
	case !named.MatchString(p.Name):
		return nil, fmt.Errorf("/name: want 1 to 63 of a to z, 0 to 9 and -, a letter first")
	case p.Version < 1 || p.Version > 1_000_000:
		return nil, fmt.Errorf("/version: want 1 to 1000000")
	case p.Chain == 0 || p.Chain > 1<<62:
		return nil, fmt.Errorf("/chain: want a chain id")
	case p.About == "" || len(p.About) > 2000:
		return nil, fmt.Errorf("/about: want 1 to 2000 bytes")
	}
	if p.module, err = addressOf(p.Module); err != nil {
		return nil, fmt.Errorf("/module: %w", err)
	}
	if err := p.loadMonitors(); err != nil {
		return nil, err
	}
	return p, p.loadSteps()
}

func (p *Plan) loadMonitors() error {
	if len(p.Monitors) == 0 || len(p.Monitors) > 64 {
		return fmt.Errorf("/monitors: want 1 to 64")
	}
	for i, m := range p.Monitors {
		switch {
		case !named.MatchString(m.Monitor):
			return fmt.Errorf("/monitors/%d/monitor: want the id of a monitor", i)
		case slices.ContainsFunc(p.Monitors[:i], func(o Trigger) bool { return o.Monitor == m.Monitor }):
			return fmt.Errorf("/monitors/%d/monitor: %s is named twice", i, m.Monitor)
		}
	}
	return nil
}

func (p *Plan) loadSteps() error {
	if len(p.Steps) == 0 || len(p.Steps) > maxSteps {
		return fmt.Errorf("/steps: want 1 to %d", maxSteps)
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		if err := s.load(); err != nil {
			return fmt.Errorf("/steps/%d%w", i, err)
		}
		for _, o := range p.Steps[:i] {
			if o.Name == s.Name {
				return fmt.Errorf("/steps/%d/name: %s is named twice", i, s.Name)
			}
			if o.to == s.to && slices.Equal(o.call, s.call) {
				return fmt.Errorf("/steps/%d: makes the same call as step %s", i, o.Name)
			}
		}
	}
	return nil
}

// load checks a step and packs its call and its reading.
func (s *Step) load() error {
	if !named.MatchString(s.Name) {
		return fmt.Errorf("/name: want 1 to 63 of a to z, 0 to 9 and -, a letter first")
	}
	a, err := adapterOf(s.Adapter)
	if err != nil {
		return fmt.Errorf("/adapter: %w", err)
	}
	switch {
	case s.Authority < a.Least:
		return fmt.Errorf("/authority: a step by %s is at least %s", a.Name, a.Least)
	case s.Authority > R3:
		return fmt.Errorf("/authority: a response is at most %s", R3)
	}
	if s.to, err = addressOf(s.Target); err != nil {
		return fmt.Errorf("/target: %w", err)
	}
	if s.call, err = a.call(s.Arguments); err != nil {
		return fmt.Errorf("/arguments%w", err)
	}
	reading := s.Contained
	if reading == nil {
		reading = a.Reading
	}
	if reading == nil {
		return fmt.Errorf("/contained: %s has no reading of its own, say how the pause is read back", a.Name)
	}
	if s.read, err = reading.load(s.to, s.Arguments); err != nil {
		return fmt.Errorf("/contained%w", err)
	}
	return nil
}
