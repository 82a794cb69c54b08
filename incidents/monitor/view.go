package monitor

import (
	"slices"

	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// view is an observation with the indexes that all monitors share, made once a
// block.
type view struct {
	o       *Observation
	logs    map[common.Hash]map[common.Address][]*Log // by first topic and contract
	inOrder map[common.Hash][]*Log
	origins map[common.Hash]common.Address
	frames  []seenFrame
	to      map[common.Address][]*seenFrame
	signals []Signal
	rows    map[string]found // by what is asked for, so that monitors share it
}

// found is what a source gave.
type found struct {
	rows []row
	err  error
}

func (v *view) rowsOf(s *source) ([]row, error) {
	f, ok := v.rows[s.id]
	if !ok {
		f.rows, f.err = s.rows(v)
		v.rows[s.id] = f
	}
	return f.rows, f.err
}

// seenFrame is a frame with where it stands.
type seenFrame struct {
	*Frame
	tx     common.Hash
	origin common.Address
	depth  int
	open   int  // frames of the same contract that may write and wait for it, over a foreign one
	static bool // it, or a frame above it, may not write
	failed bool // it, or a frame above it, was undone
	stale  bool // it read a slot that a waiting frame of its contract writes afterwards
	shape  common.Hash
}

func newView(o *Observation) *view {
	v := &view{o: o, logs: map[common.Hash]map[common.Address][]*Log{}, inOrder: map[common.Hash][]*Log{},
		origins: map[common.Hash]common.Address{}, to: map[common.Address][]*seenFrame{}, signals: slices.Clone(o.Signals),
		rows: map[string]found{}}
	for i := range o.Logs {
		l := &o.Logs[i]
		if len(l.Topics) == 0 {
			continue
		}
		if v.logs[l.Topics[0]] == nil {
			v.logs[l.Topics[0]] = map[common.Address][]*Log{}
		}
		v.logs[l.Topics[0]][l.Address] = append(v.logs[l.Topics[0]][l.Address], l)
		v.inOrder[l.Topics[0]] = append(v.inOrder[l.Topics[0]], l)
	}
	for i := range o.Transactions {
		t := &o.Transactions[i]
		v.origins[t.Hash] = t.From
		if t.Root != nil {
			v.walk(t, t.Root, nil, t.Failed)
		}
	}
	for i := range v.frames {
		f := &v.frames[i]
		v.to[f.To] = append(v.to[f.To], f)
	}
	return v
}

func (v *view) origin(tx common.Hash) ref.Val {
	if a, ok := v.origins[tx]; ok {
		return Account(a)
	}
	return nil
}

// contract is whose storage a frame works on.
func (f *Frame) contract() common.Address {
	if f.Kind == KindDelegateCall || f.Kind == KindCallCode {
		return f.From
	}
	return f.To
}

// walk lists the frames in the order in which they were entered; above are those
// that wait for it, the outermost first.
func (v *view) walk(t *Transaction, f *Frame, above []seenFrame, failed bool) {
	s := seenFrame{Frame: f, tx: t.Hash, origin: t.From, depth: len(above), static: f.Kind == KindStaticCall, failed: failed || f.Failed}
	own, foreign := f.contract(), false
	for i := len(above) - 1; i >= 0; i-- {
		outer := &above[i]
		s.static = s.static || outer.static
		if outer.contract() != own {
			foreign = true
		} else if foreign && !outer.static {
			s.open++
			s.stale = s.stale || slices.ContainsFunc(f.Reads, func(slot common.Hash) bool { return slices.Contains(outer.Late, slot) })
		}
	}
	s.shape = shapeOf(f)
	v.frames = append(v.frames, s)
	for _, inner := range f.Calls {
		v.walk(t, inner, append(above, s), s.failed)
	}
}

// shapeOf is a hash of the call data in which everything that can be an address
// counts as the same: copies of an attack change only the recipient.
func shapeOf(f *Frame) common.Hash {
	if len(f.Input) < 4 {
		return common.Hash{}
	}
	data := slices.Clone(f.Input)
	for i := 4; i+32 <= len(data); i += 32 {
		if zero(data[i:i+12]) && !zero(data[i+12:i+24]) { // a number below 2^64 is no address
			clear(data[i+12 : i+32])
		}
	}
	return crypto.Keccak256Hash(data)
}

func (v *view) logsOf(signatures []*signature, of []common.Address) (out []*Log) {
	for _, s := range signatures {
		if len(of) == 0 {
			out = append(out, v.inOrder[s.topic()]...)
			continue
		}
		byContract := v.logs[s.topic()]
		for _, a := range of {
			out = append(out, byContract[a]...)
		}
	}
	return out
}

func (v *view) framesTo(of []common.Address) (out []*seenFrame) {
	if len(of) == 0 {
		for i := range v.frames {
			out = append(out, &v.frames[i])
		}
		return out
	}
	for _, a := range of {
		out = append(out, v.to[a]...)
	}
	return out
}

func (v *view) creations() (out []*seenFrame) {
	for i := range v.frames {
		if k := v.frames[i].Kind; k == KindCreate || k == KindCreate2 {
			out = append(out, &v.frames[i])
		}
	}
	return out
}

// nameWord is how a name is compared.
func nameWord(name string) common.Hash { return crypto.Keccak256Hash([]byte(name)) }
