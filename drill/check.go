package drill

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// Bounds of a drill.
const (
	maxActors  = 200
	maxBlocks  = 2000 // of a timeline
	maxTxs     = 200  // in one block
	maxModules = 16
	maxGas     = 16_000_000
)

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,47}$`)

// checker holds a drill against itself: what it accepts can be played, though a
// transaction may still do what nobody expected.
type checker struct {
	d         *Drill
	folder    fs.FS
	contracts map[string]bool // deployed so far
	labelled  map[string]bool // names of transactions
	blocks    int64
}

func (c *checker) now() uint64 { return 1 << 31 }

// address stands for what is not deployed yet.
func (c *checker) address(ref string) (common.Address, error) {
	kind, name, _ := strings.Cut(strings.TrimPrefix(ref, "$"), ".")
	switch _, actor := c.d.Actors[name]; {
	case kind == "actor" && actor, kind == "contract" && c.contracts[name]:
		return common.Address{1}, nil
	case kind == "actor":
		return common.Address{}, fmt.Errorf("there is no actor called %q", name)
	case kind == "contract":
		return common.Address{}, fmt.Errorf("no contract called %q was deployed up to here", name)
	}
	return common.Address{}, errors.New("want $actor.NAME or $contract.NAME")
}

func (c *checker) all() *Error {
	c.contracts, c.labelled, c.d.artifacts = map[string]bool{}, map[string]bool{}, map[string]*artifact{}
	for _, step := range []func() *Error{c.header, c.actors, c.setup, c.modules, c.timeline, c.faults, c.expectations} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) header() *Error {
	d := c.d
	switch {
	case d.Format != Format:
		return refuse("/format", "want %s", Format)
	case !nameForm.MatchString(d.Name):
		return refuse("/name", "want a name of a-z, 0-9, - and _, a letter first")
	case strings.TrimSpace(d.Title) == "" || len(d.Title) > 200:
		return refuse("/title", "want 1 to 200 characters")
	case strings.TrimSpace(d.About) == "":
		return refuse("/about", "say what happens and what it is like")
	case d.Kind != KindAttack && d.Kind != KindBenign:
		return refuse("/kind", "want attack or benign")
	}
	return nil
}

func (c *checker) actors() *Error {
	if len(c.d.Actors) == 0 || len(c.d.Actors) > maxActors {
		return refuse("/actors", "want 1 to %d", maxActors)
	}
	for _, name := range slices.Sorted(maps.Keys(c.d.Actors)) {
		at := "/actors/" + name
		if !nameForm.MatchString(name) {
			return refuse(at, "want a name of a-z, 0-9, - and _, a letter first")
		}
		if e := c.d.Actors[name].Ether; e != "" {
			if _, err := etherOf(e); err != nil {
				return refuse(at+"/ether", "%v", err)
			}
		}
	}
	if _, err := purses(c.d.Actors); err != nil {
		return refuse("/actors", "%v", err)
	}
	return nil
}

// etherOf is an amount of native money in ether, as wei.
func etherOf(text string) (*big.Int, error) {
	if text == "" {
		return new(big.Int), nil
	}
	if strings.Contains(text, " ") {
		return nil, errors.New("want a number of ether")
	}
	return unsigned(text + " ether")
}

func (c *checker) setup() *Error {
	for i := range c.d.Setup {
		at := fmt.Sprintf("/setup/%d", i)
		t := &c.d.Setup[i]
		if t.Label != "" || t.Reverts != "" {
			return refuse(at, "label and reverts are of transactions of the timeline")
		}
		if err := c.transaction(at, t); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) transaction(at string, t *Transaction) *Error {
	if t.Name != "" {
		if !nameForm.MatchString(t.Name) || c.labelled[t.Name] || t.Name == LabelResponse {
			return refuse(at+"/name", "want a name of a-z, 0-9, - and _ that no other transaction has")
		}
		c.labelled[t.Name] = true
	}
	if name, ok := strings.CutPrefix(t.From, "$actor."); !ok || !has(c.d.Actors, name) {
		return refuse(at+"/from", "want $actor.NAME of an actor")
	}
	if t.Gas > maxGas {
		return refuse(at+"/gas", "want at most %d", maxGas)
	}
	if t.Value != "" {
		if _, err := unsigned(t.Value); err != nil {
			return refuse(at+"/value", "%v", err)
		}
	}
	if t.Deploy != "" {
		return c.deployment(at, t)
	}
	switch {
	case t.To == "":
		return refuse(at, "want deploy or to")
	case t.Artifact != "":
		return refuse(at+"/artifact", "only a deploy has one")
	case t.Call != "" && t.Data != "":
		return refuse(at, "want call or data, not both")
	case t.Call == "" && len(t.Args) > 0:
		return refuse(at+"/args", "want the call that they are for")
	}
	if _, err := addressOf(c, t.To); err != nil {
		return refuse(at+"/to", "%v", err)
	}
	return c.input(at, t)
}

func (c *checker) input(at string, t *Transaction) *Error {
	switch {
	case t.Call != "":
		if _, _, err := function(t.Call); err != nil {
			return refuse(at+"/call", "%v", err)
		}
		if _, err := calldata(c, t.Call, t.Args); err != nil {
			return refuse(at+"/args", "%v", err)
		}
	case t.Data != "":
		if _, err := encoded(c, []byte(`"`+t.Data+`"`)); err != nil {
			return refuse(at+"/data", "%v", err)
		}
	}
	return nil
}

func (c *checker) deployment(at string, t *Transaction) *Error {
	if !nameForm.MatchString(t.Deploy) || c.contracts[t.Deploy] {
		return refuse(at+"/deploy", "want a name of a-z, 0-9, - and _ that no other contract has")
	}
	if t.To != "" || t.Call != "" || t.Data != "" {
		return refuse(at, "a deploy has neither to nor call nor data")
	}
	file := t.file()
	if file != path.Base(file) || !strings.HasSuffix(file, ".json") || file == File {
		return refuse(at+"/artifact", "want the name of a JSON file of the folder")
	}
	if c.d.artifacts[file] == nil {
		data, err := fs.ReadFile(c.folder, file)
		if err != nil || len(data) > MaxFile {
			return refuse(at+"/artifact", "the folder has no readable file %s of at most %d bytes", file, MaxFile)
		}
		a, err := readArtifact(data)
		if err != nil {
			return refuse(at+"/artifact", "%s: %v", file, err)
		}
		c.d.artifacts[file] = a
	}
	if _, err := encode(c, c.d.artifacts[file].constructor, t.Args); err != nil {
		return refuse(at+"/args", "the constructor: %v", err)
	}
	c.contracts[t.Deploy] = true
	return nil
}

// file is the artifact of a deploy: what it says, or its name.
func (t *Transaction) file() string {
	if t.Artifact != "" {
		return t.Artifact
	}
	return t.Deploy + ".json"
}

func has[V any](m map[string]V, name string) bool {
	_, ok := m[name]
	return ok
}

func (c *checker) modules() *Error {
	if len(c.d.Modules) == 0 || len(c.d.Modules) > maxModules {
		return refuse("/modules", "want 1 to %d", maxModules)
	}
	names := map[string]bool{}
	for i := range c.d.Modules {
		at, m := fmt.Sprintf("/modules/%d", i), &c.d.Modules[i]
		if !nameForm.MatchString(m.Name) || names[m.Name] {
			return refuse(at+"/name", "want a name of a-z, 0-9, - and _ that no other module has")
		}
		names[m.Name] = true
		for _, step := range []func(string, *Module) *Error{c.targets, c.views, c.pauser, c.invariants, c.money} {
			if err := step(at, m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *checker) targets(at string, m *Module) *Error {
	if m.Targets["module"] == "" {
		return refuse(at+"/targets", "want the contract of the module as module")
	}
	for _, name := range slices.Sorted(maps.Keys(m.Targets)) {
		if _, err := addressOf(c, m.Targets[name]); err != nil {
			return refuse(at+"/targets/"+name, "%v", err)
		}
	}
	return nil
}

func (c *checker) views(at string, m *Module) *Error {
	for _, name := range slices.Sorted(maps.Keys(m.Views)) {
		v, place := m.Views[name], at+"/views/"+name
		given := 0
		for _, text := range []string{v.Slot, v.Code, v.Balance, v.View, v.Try} {
			if text != "" {
				given++
			}
		}
		if given != 1 {
			return refuse(place, "want exactly one of slot, code, balance, view and try")
		}
		of := v.Of + v.Code + v.Balance
		if !has(m.Targets, of) {
			return refuse(place, "want the name of a target of the module: as of, or behind code or balance")
		}
	}
	return nil
}

func (c *checker) pauser(at string, m *Module) *Error {
	p := m.Pauser
	if p == nil {
		return nil
	}
	if p.Call == "" {
		return refuse(at+"/pauser/call", "want the call that stops the module")
	}
	return c.transaction(at+"/pauser", &Transaction{From: p.By, To: p.To, Call: p.Call, Args: p.Args})
}

func (c *checker) invariants(at string, m *Module) *Error {
	for i, v := range m.Invariants {
		place := fmt.Sprintf("%s/invariants/%d", at, i)
		_, err := Amount(v.Right)
		switch {
		case !nameForm.MatchString(v.Name):
			return refuse(place+"/name", "want a name of a-z, 0-9, - and _, a letter first")
		case !has(m.Views, v.Left):
			return refuse(place+"/left", "want the name of a view of the module")
		case !has(m.Views, v.Right) && err != nil:
			return refuse(place+"/right", "want the name of a view of the module, or an integer")
		case !slices.Contains([]string{">=", "<=", "=="}, v.Op):
			return refuse(place+"/op", "want >=, <= or ==")
		}
	}
	return nil
}

func (c *checker) money(at string, m *Module) *Error {
	for i, v := range m.Money {
		place := fmt.Sprintf("%s/money/%d", at, i)
		if _, err := addressOf(c, v.Of); err != nil {
			return refuse(place+"/of", "%v", err)
		}
		if v.Asset != "" {
			if _, err := addressOf(c, v.Asset); err != nil {
				return refuse(place+"/asset", "%v", err)
			}
		}
	}
	return nil
}
