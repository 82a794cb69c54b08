package monitor

import (
	"bytes"
	"fmt"
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"github.com/ethereum/go-ethereum/common"
)

// row is one thing that happened in a block: values in the order of the fields
// of its source, nil for one that is not known.
type row struct {
	tx     common.Hash
	values []ref.Val
}

// source gives rows of a block.
type source struct {
	name   string
	id     string // the same for sources that give the same rows
	fields []variable
	places []int
	feeds  []Feed
	rows   func(*view) ([]row, error)
}

// enter makes a row the one that expressions speak of.
func (s *source) enter(sc *scope, r *row) {
	for i, at := range s.places {
		why := ""
		if r.values[i] == nil {
			why = s.name + "." + s.fields[i].name + " was not observed"
		}
		sc.set(at, r.values[i], why)
	}
}

// blind says which feed of the source is missing, "" for none.
func blind(feeds []Feed, o *Observation) string {
	for _, f := range feeds {
		if why, ok := o.Blind[f]; ok {
			return fmt.Sprintf("no %s: %s", f, why)
		}
	}
	return ""
}

func field(name string, t *types.Type) variable { return variable{name: name, typ: t} }

func texts(signatures []*signature) (out []string) {
	for _, s := range signatures {
		out = append(out, s.text())
	}
	return out
}

// argument is where a value of at most 32 bytes stands.
type argument struct {
	arg    variable
	topic  int // from 1; 0: in the data
	offset int
	decode func(common.Hash) (ref.Val, bool)
}

// layout finds the arguments that a condition can name, and how long the head of
// the data is.
func (s *signature) layout(events bool) (out []argument, topics, head int) {
	topics = 1
	for _, a := range s.arguments {
		at := argument{arg: field(a.Name, celTypeOf(a.Type)), decode: func(w common.Hash) (ref.Val, bool) { return decodeWord(a.Type, w) }}
		if events && a.Indexed {
			at.topic = topics
			topics++
		} else {
			at.offset = head
			head += headSize(a.Type)
		}
		if at.arg.typ != nil {
			out = append(out, at)
		}
	}
	return out, topics, head
}

func (a *argument) read(topics []common.Hash, data []byte) (ref.Val, bool) {
	if a.topic > 0 {
		return a.decode(topics[a.topic])
	}
	return a.decode(common.BytesToHash(data[a.offset : a.offset+32]))
}

// eventSource gives the logs of one signature; more signatures give no fields.
func eventSource(name string, signatures []*signature, of []common.Address) *source {
	s := &source{name: name, id: fmt.Sprint("event ", texts(signatures), of), feeds: []Feed{FeedLogs}}
	args, topics, head := signatures[0].layout(true)
	if len(signatures) > 1 {
		args = nil
	}
	for _, a := range args {
		s.fields = append(s.fields, a.arg)
	}
	s.fields = append(s.fields, field("address", addressType), field("origin", addressType), field("topic", wordType))
	read := func(v *view, l *Log) (row, error) {
		r := row{tx: l.Tx}
		if len(signatures) == 1 && (len(l.Topics) != topics || len(l.Data) < head) {
			return r, fmt.Errorf("a log of %s does not decode as %s", l.Address.Hex(), signatures[0].canonical())
		}
		for _, a := range args {
			val, ok := a.read(l.Topics, l.Data)
			if !ok {
				return r, fmt.Errorf("a log of %s has a bad value of %s", l.Address.Hex(), a.arg.name)
			}
			r.values = append(r.values, val)
		}
		r.values = append(r.values, Account(l.Address), v.origin(l.Tx), Word(l.Topics[0]))
		return r, nil
	}
	s.rows = func(v *view) (out []row, err error) {
		for _, l := range v.logsOf(signatures, of) {
			if len(of) == 0 && len(signatures) == 1 && len(l.Topics) != topics {
				continue // other fields are indexed: another event of the same name
			}
			r, err := read(v, l)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
		return out, nil
	}
	return s
}

// callSource gives frames; without a signature, all of them.
func callSource(name string, sig *signature, of []common.Address) *source {
	s := &source{name: name, id: fmt.Sprint("call * ", of), feeds: []Feed{FeedTraces}}
	var args []argument
	if sig != nil {
		args, _, _ = sig.layout(false)
		s.id = fmt.Sprint("call ", sig.text(), of)
	}
	for _, a := range args {
		s.fields = append(s.fields, a.arg)
	}
	s.fields = append(s.fields, field("caller", addressType), field("callee", addressType), field("origin", addressType),
		field("wei", intType), field("depth", intType), field("open", intType), field("static", types.BoolType),
		field("stale", types.BoolType), field("failed", types.BoolType), field("shape", wordType))
	s.rows = func(v *view) (out []row, err error) {
		for _, f := range v.framesTo(of) {
			if f.Kind == KindCreate || f.Kind == KindCreate2 || sig != nil && !hasSelector(f.Input, sig.selector()) {
				continue
			}
			r := row{tx: f.tx}
			for _, a := range args {
				r.values = append(r.values, calldata(f.Input[4:], &a))
			}
			out = append(out, f.describe(r, v.o))
		}
		return out, nil
	}
	return s
}

func hasSelector(input []byte, want [4]byte) bool {
	return len(input) >= 4 && bytes.Equal(input[:4], want[:])
}

// calldata is nil where a sender left the argument out or wrote what no contract
// takes.
func calldata(data []byte, a *argument) ref.Val {
	if len(data) < a.offset+32 {
		return nil
	}
	if v, ok := a.read(nil, data); ok {
		return v
	}
	return nil
}

func (f *seenFrame) describe(r row, o *Observation) row {
	var stale ref.Val
	if _, none := o.Blind[FeedAccesses]; !none {
		stale = types.Bool(f.stale)
	}
	r.values = append(r.values, Account(f.From), Account(f.To), Account(f.origin), newInt(false, &f.Value),
		NewInt(int64(f.depth)), NewInt(int64(f.open)), types.Bool(f.static), stale, types.Bool(f.failed), Word(f.shape))
	return r
}

// createSource gives new contracts; mentions says whether their code holds the
// address of a target.
func createSource(name string, target common.Address) *source {
	s := &source{name: name, id: "create " + target.Hex(), feeds: []Feed{FeedTraces}, fields: []variable{field("creator", addressType),
		field("address", addressType), field("origin", addressType), field("mentions", types.BoolType)}}
	s.rows = func(v *view) (out []row, err error) {
		for _, f := range v.creations() {
			if !f.failed {
				out = append(out, row{f.tx, []ref.Val{Account(f.From), Account(f.To), Account(f.origin),
					types.Bool(pushes(f.Output, target) || pushes(f.Input, target))}})
			}
		}
		return out, nil
	}
	return s
}

// pushes says whether code holds PUSH20 of the account.
func pushes(code []byte, a common.Address) bool {
	return bytes.Contains(code, append([]byte{0x73}, a[:]...))
}

// flashSource gives assets that went out and came back whole to their lender
// within a transaction, and how much of the asset went through the module in it.
func flashSource(name string, module, asset common.Address) *source {
	transfer, _ := parseSignature("Transfer(address indexed from, address indexed to, uint256 value)")
	all := eventSource("", []*signature{transfer}, nil)
	s := &source{name: name, id: "flash " + module.Hex() + asset.Hex(), feeds: []Feed{FeedLogs}, fields: []variable{field("token", addressType), field("lender", addressType),
		field("borrower", addressType), field("amount", intType), field("moved", intType)}}
	s.rows = func(v *view) (out []row, err error) {
		rows, err := v.rowsOf(all)
		for len(rows) > 0 && err == nil {
			n := slices.IndexFunc(rows, func(r row) bool { return r.tx != rows[0].tx })
			if n < 0 {
				n = len(rows)
			}
			loan, moved, bad := flash(rows[:n], Account(module), Account(asset))
			if err = bad; loan != nil {
				out = append(out, row{loan.tx, []ref.Val{loan.values[3], loan.values[0], loan.values[1], loan.values[2], moved}})
			}
			rows = rows[n:]
		}
		return out, err
	}
	return s
}

// flash finds the largest loan among the transfers of one transaction.
func flash(rows []row, module, asset Fixed) (loan *row, moved Int, err error) {
	for i := range rows {
		from, to, amount, token := rows[i].values[0], rows[i].values[1], rows[i].values[2].(Int), rows[i].values[3]
		if token == ref.Val(asset) && from != to && (from == ref.Val(module) || to == ref.Val(module)) {
			if moved, err = moved.Add(amount); err != nil {
				return nil, moved, err
			}
		}
		back := slices.ContainsFunc(rows[i+1:], func(r row) bool {
			return r.values[3] == token && r.values[0] == to && r.values[1] == from && r.values[2].(Int).Cmp(amount) >= 0
		})
		if back && from != to && !amount.mag.IsZero() && (loan == nil || amount.Cmp(loan.values[2].(Int)) > 0) {
			loan = &rows[i]
		}
	}
	return loan, moved, nil
}

// signalSource gives findings of other monitors about the module.
func signalSource(name string, module common.Address) *source {
	s := &source{name: name, id: "signal " + module.Hex(), feeds: []Feed{FeedSignals}, fields: []variable{field("monitor", wordType), field("one_in", intType)}}
	s.rows = func(v *view) (out []row, err error) {
		for _, g := range v.signals {
			if g.Module == module {
				out = append(out, row{values: []ref.Val{Word(nameWord(g.Monitor)), g.OneIn}})
			}
		}
		return out, nil
	}
	return s
}
