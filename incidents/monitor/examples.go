package monitor

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Block times of examples, in seconds: where the first one stands, and how far
// one is from the next, unless an example says otherwise.
const (
	firstTime = 1_700_000_000
	blockTime = 12
	maxRepeat = 2_000
	maxBlocks = 20_000 // of all examples of a monitor
)

// Outcome is how one example went.
type Outcome struct {
	Name string
	OK   bool
	Want string
	Got  string
}

// RunExamples plays every example of the monitor, each from nothing, and compares
// what the monitor says about the last block.
func (m *Monitor) RunExamples() ([]Outcome, error) {
	var out []Outcome
	for i, e := range m.File.Examples {
		blocks, bad := m.observations(fmt.Sprintf("/examples/%d", i), e)
		if bad != nil {
			return nil, bad
		}
		engine, err := NewEngine(m.File.Chain, []*Monitor{m})
		if err != nil {
			return nil, err
		}
		var last Result
		for _, o := range blocks {
			results, err := engine.Step(o)
			if err != nil {
				return nil, err
			}
			last = results[0]
		}
		want := map[bool]string{true: "fires", false: "quiet"}[e.Fires]
		if e.Blind {
			want = "blind"
		}
		got := last.word()
		out = append(out, Outcome{e.Name, strings.HasPrefix(got, want), want, got})
	}
	return out, nil
}

// word is the result in words. A finding of a monitor that is blind besides is a
// finding.
func (r *Result) word() string {
	switch {
	case len(r.Findings) > 0:
		return "fires"
	case len(r.Blind) > 0:
		return "blind: " + strings.Join(r.Blind, "; ")
	default:
		return "quiet"
	}
}

// observations builds the blocks of an example.
func (m *Monitor) observations(at string, e Example) ([]*Observation, *Error) {
	if strings.TrimSpace(e.Name) == "" {
		return nil, refuse(at+"/name", "say what happens")
	}
	if len(e.Blocks) == 0 || e.Repeat < 0 || e.Repeat > maxRepeat {
		return nil, refuse(at, "want blocks, and repeat at most %d", maxRepeat)
	}
	b := &exampleChain{m: m, time: firstTime - blockTime, values: map[string]common.Hash{}}
	var out []*Observation
	for i, block := range e.Blocks {
		times := 1
		if i == 0 {
			times = max(1, e.Repeat)
		}
		for n := range times {
			o, err := b.block(n, fmt.Sprintf("%s/blocks/%d", at, i), block)
			if err != nil {
				return nil, err
			}
			out = append(out, o)
			block.Time = 0
		}
	}
	return out, nil
}

// exampleChain is what the blocks of an example build on.
type exampleChain struct {
	m      *Monitor
	number uint64
	time   uint64
	parent common.Hash
	values map[string]common.Hash // of reads
}

func (b *exampleChain) block(turn int, at string, e ExampleBlock) (*Observation, *Error) {
	if e.Time == 0 {
		e.Time = b.time + blockTime
	}
	if e.Time <= b.time && b.number > 0 {
		return nil, refuse(at+"/time", "time goes on from block to block")
	}
	b.number, b.time = b.number+1, e.Time
	o := &Observation{Chain: b.m.File.Chain, Number: b.number, Hash: exampleHash("block", b.number), Parent: b.parent, Time: e.Time,
		Reads: map[Read]Pair{}, Blind: map[Feed]string{}}
	b.parent = o.Hash
	for i := range e.Transactions {
		if err := b.transaction(fmt.Sprintf("%s/transactions/%d", at, i), &e.Transactions[i], o); err != nil {
			return nil, err
		}
	}
	feeds := []Feed{FeedLogs, FeedTransactions, FeedTraces, FeedAccesses, FeedReads, FeedSignals}
	for _, feed := range slices.Sorted(maps.Keys(e.Blind)) {
		if !slices.Contains(feeds, Feed(feed)) {
			return nil, refuse(at+"/blind/"+feed, "want one of %v", feeds)
		}
		o.Blind[Feed(feed)] = e.Blind[feed]
	}
	for i, s := range e.Signals {
		n, err := ParseInt(s.OneIn)
		if err != nil {
			return nil, refuse(fmt.Sprintf("%s/signals/%d/one_in", at, i), "%v", err)
		}
		o.Signals = append(o.Signals, Signal{s.Monitor, n, b.m.Module})
	}
	return o, b.reads(turn, at+"/reads", e.Reads, o)
}

func exampleHash(what string, n uint64) common.Hash {
	return crypto.Keccak256Hash([]byte(what), binary.BigEndian.AppendUint64(nil, n))
}

// reads sets the values of a block. One that is not given keeps its value; one
// that was never given is not known.
func (b *exampleChain) reads(turn int, at string, given map[string]string, o *Observation) *Error {
	left := len(given)
	for i := range b.m.reads {
		r := &b.m.reads[i]
		var pair Pair
		if old, ok := b.values[r.name]; ok {
			pair = Pair{&old, &old}
		}
		for _, part := range []struct {
			key string
			to  **common.Hash
		}{{r.name, &pair.Block}, {r.name + ".parent", &pair.Parent}} {
			text, ok := given[part.key]
			if !ok {
				continue
			}
			left--
			turns := strings.Split(text, " | ")
			w, err := b.m.readWord(r, turns[turn%len(turns)])
			if err != nil {
				return refuse(at+"/"+part.key, "%v", err)
			}
			*part.to = &w
			if part.key == r.name && pair.Parent == nil {
				pair.Parent = &w
			}
		}
		if pair.Block != nil {
			b.values[r.name] = *pair.Block
		}
		o.Reads[r.read] = pair
	}
	if left > 0 {
		return refuse(at, "a value names no read")
	}
	return nil
}

func (m *Monitor) readWord(r *namedRead, text string) (w common.Hash, err error) {
	spec := m.File.Reads[r.name]
	switch r.read.Kind {
	case ReadTry:
		if text == "true" {
			w[31] = 1
		} else if text != "false" {
			err = fmt.Errorf("want true or false")
		}
		return w, err
	case ReadView:
		sig, err := parseSignature(spec.View)
		if err != nil {
			return w, err
		}
		return m.targets.word(*sig.output, text)
	case ReadBalance:
		v, err := ParseInt(text)
		if err == nil && v.neg {
			err = fmt.Errorf("a balance is not negative")
		}
		return v.mag.Bytes32(), err
	default:
		if a, ok := m.targets[text]; ok {
			return common.BytesToHash(a[:]), nil
		}
		return parseWord(text)
	}
}

func (b *exampleChain) transaction(at string, e *ExampleTransaction, o *Observation) *Error {
	from, err := b.m.targets.address(e.From)
	if err != nil {
		return refuse(at+"/from", "%v", err)
	}
	t := Transaction{Hash: exampleHash("transaction", o.Number<<32+uint64(len(o.Transactions))), From: from, Failed: e.Failed}
	for i := range e.Events {
		l, err := b.m.log(&e.Events[i])
		if err != nil {
			return refuse(fmt.Sprintf("%s/events/%d", at, i), "%v", err)
		}
		l.Tx = t.Hash
		o.Logs = append(o.Logs, l)
	}
	if e.Call != nil {
		root, bad := b.m.frame(at+"/call", e.Call, from)
		if bad != nil {
			return bad
		}
		t.Root = root
	}
	o.Transactions = append(o.Transactions, t)
	return nil
}

func (m *Monitor) log(e *ExampleEvent) (l Log, err error) {
	text := e.Event
	if s, ok := m.File.Sources[text]; ok && s.Event != "" {
		text = s.Event
	}
	sig, err := parseSignature(text)
	if err != nil {
		return l, err
	}
	if l.Address, err = m.targets.address(e.Of); err != nil {
		return l, err
	}
	values, err := named(sig.arguments, e.Values)
	if err != nil {
		return l, err
	}
	l.Topics = []common.Hash{sig.topic()}
	var plain []string
	for i, a := range sig.arguments {
		if !a.Indexed {
			plain = append(plain, values[i])
			continue
		}
		w := crypto.Keccak256Hash()
		if !dynamic(a.Type) {
			if w, err = m.targets.word(a.Type, values[i]); err != nil {
				return l, fmt.Errorf("argument %s: %w", a.Name, err)
			}
		}
		l.Topics = append(l.Topics, w)
	}
	l.Data, err = m.targets.pack(sig.arguments.NonIndexed(), plain)
	return l, err
}

func (m *Monitor) frame(at string, e *ExampleCall, caller common.Address) (*Frame, *Error) {
	f := &Frame{Kind: Kind(e.Kind), From: caller, Failed: e.Failed}
	if f.Kind == "" {
		f.Kind = KindCall
	}
	kinds := []Kind{KindCall, KindCallCode, KindDelegateCall, KindStaticCall, KindCreate, KindCreate2}
	if !slices.Contains(kinds, f.Kind) {
		return nil, refuse(at+"/kind", "want one of %v", kinds)
	}
	for _, step := range []struct {
		at string
		do func() error
	}{
		{"/to", func() (err error) { f.To, err = m.targets.address(e.To); return err }},
		{"/call", func() (err error) { f.Input, err = m.input(e); return err }},
		{"/code", func() (err error) { f.Output, err = m.code(e.Code); return err }},
		{"/reads", func() (err error) { f.Reads, err = slots(e.Reads); return err }},
		{"/late", func() (err error) { f.Late, err = slots(e.Late); return err }},
		{"/value", func() (err error) {
			if e.Value == "" {
				return nil
			}
			v, err := ParseInt(e.Value)
			f.Value = v.mag
			return err
		}},
	} {
		if err := step.do(); err != nil {
			return nil, refuse(at+step.at, "%v", err)
		}
	}
	for i := range e.Calls {
		inner, err := m.frame(fmt.Sprintf("%s/calls/%d", at, i), &e.Calls[i], f.contract())
		if err != nil {
			return nil, err
		}
		f.Calls = append(f.Calls, inner)
	}
	return f, nil
}

func slots(texts []string) (out []common.Hash, err error) {
	for _, t := range texts {
		w, err := parseWord(t)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (m *Monitor) input(e *ExampleCall) ([]byte, error) {
	text := e.Call
	if s, ok := m.File.Sources[text]; ok && s.Call != "" && s.Call != "*" {
		text = s.Call
	}
	if text == "" {
		return nil, nil
	}
	sig, err := parseSignature(text)
	if err != nil {
		return nil, err
	}
	values, err := named(sig.arguments, e.Values)
	if err != nil {
		return nil, err
	}
	data, err := m.targets.pack(sig.arguments, values)
	selector := sig.selector()
	return append(selector[:], data...), err
}

// code is hexadecimal digits in which {name} stands for the address of a target.
func (m *Monitor) code(text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	for name, a := range m.targets {
		text = strings.ReplaceAll(text, "{"+name+"}", hex.EncodeToString(a[:]))
	}
	return parseHex(text, -1)
}
