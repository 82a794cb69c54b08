package monitor

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// maxExpression bounds one expression, in bytes.
const maxExpression = 4096

// variable is a name of an expression: a constant, or a place of a scope.
type variable struct {
	name  string
	typ   *types.Type
	value ref.Val // of a constant
}

// scope holds what the names of a monitor mean at this moment. A missing value
// is unknown, for the reason beside it.
type scope struct {
	places map[string]int
	values []ref.Val
	why    []string
}

func newScope() *scope { return &scope{places: map[string]int{}} }

func (s *scope) place(name string) int {
	i, ok := s.places[name]
	if !ok {
		i = len(s.values)
		s.places[name] = i
		s.values, s.why = append(s.values, nil), append(s.why, "")
	}
	return i
}

func (s *scope) set(i int, v ref.Val, why string) { s.values[i], s.why[i] = v, why }

// ResolveName implements cel.Activation.
func (s *scope) ResolveName(name string) (any, bool) {
	i, ok := s.places[name]
	if !ok {
		return nil, false
	}
	if v := s.values[i]; v != nil {
		return v, true
	}
	return types.NewUnknown(int64(i)+1, nil), true
}

// Parent implements cel.Activation.
func (s *scope) Parent() cel.Activation { return nil }

// program is one expression, checked and ready.
type program struct {
	run  cel.Program
	typ  *types.Type
	cost uint64 // at most so many steps
}

// errBlind is a value that is not known.
var errBlind = errors.New("not known")

// eval is the value, or errBlind with what it lacks.
func (p *program) eval(s *scope) (ref.Val, error) {
	v, _, err := p.run.Eval(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBlind, err)
	}
	unknown, ok := v.(*types.Unknown)
	if !ok {
		return v, nil
	}
	var why []string
	for _, id := range unknown.IDs() {
		if i := int(id) - 1; i >= 0 && i < len(s.why) && s.why[i] != "" && !slices.Contains(why, s.why[i]) {
			why = append(why, s.why[i])
		}
	}
	slices.Sort(why)
	return nil, fmt.Errorf("%w: %s", errBlind, strings.Join(why, "; "))
}

// language is CEL with its logic and equality alone, and arithmetic over Int.
var language = sync.OnceValue(func() *cel.Env {
	keep := env.NewLibrarySubset().SetDisableMacros(true)
	for _, op := range []string{operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Conditional,
		operators.Equals, operators.NotEquals, operators.In} {
		keep.AddIncludedFunctions(env.NewFunction(op))
	}
	options := append([]cel.EnvOption{cel.StdLib(cel.StdLibSubset(keep)), cel.ParserExpressionSizeLimit(maxExpression),
		cel.ParserRecursionLimit(64)}, arithmetic()...)
	e, err := cel.NewCustomEnv(options...)
	if err != nil {
		panic("condition language: " + err.Error())
	}
	return e
})

func arithmetic() []cel.EnvOption {
	two := func(id, op string, f func(a, b Int) (Int, error)) cel.EnvOption {
		return cel.Function(op, cel.Overload(id, []*cel.Type{intType, intType}, intType, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
			return result(f(a.(Int), b.(Int)))
		})))
	}
	order := func(id, op string, f func(cmp int) bool) cel.EnvOption {
		return cel.Function(op, cel.Overload(id, []*cel.Type{intType, intType}, types.BoolType, cel.BinaryBinding(func(a, b ref.Val) ref.Val {
			return types.Bool(f(a.(Int).Cmp(b.(Int))))
		})))
	}
	one := func(name, id string, from, to *types.Type, f func(v ref.Val) ref.Val) cel.EnvOption {
		return cel.Function(name, cel.Overload(id, []*cel.Type{from}, to, cel.UnaryBinding(f)))
	}
	return []cel.EnvOption{
		two("add_int256", operators.Add, Int.Add), two("subtract_int256", operators.Subtract, Int.Sub),
		two("multiply_int256", operators.Multiply, Int.Mul), two("divide_int256", operators.Divide, Int.Quo),
		two("modulo_int256", operators.Modulo, Int.Rem),
		two("max_int256", "max", func(a, b Int) (Int, error) { return pick(a, b, a.Cmp(b) >= 0), nil }),
		two("min_int256", "min", func(a, b Int) (Int, error) { return pick(a, b, a.Cmp(b) <= 0), nil }),
		order("less_int256", operators.Less, func(c int) bool { return c < 0 }),
		order("less_equals_int256", operators.LessEquals, func(c int) bool { return c <= 0 }),
		order("greater_int256", operators.Greater, func(c int) bool { return c > 0 }),
		order("greater_equals_int256", operators.GreaterEquals, func(c int) bool { return c >= 0 }),
		one(operators.Negate, "negate_int256", intType, intType, func(v ref.Val) ref.Val { return v.(Int).Neg() }),
		one("abs", "abs_int256", intType, intType, absolute),
		one("number", "number_word", wordType, intType, func(v ref.Val) ref.Val { return Unsigned(v.(Fixed).bytes) }),
		one("account", "account_word", wordType, addressType, func(v ref.Val) ref.Val { return Account(v.(Fixed).Address()) }),
		cel.Function("mulDiv", cel.Overload("mul_div_int256", []*cel.Type{intType, intType, intType}, intType,
			cel.FunctionBinding(func(args ...ref.Val) ref.Val {
				return result(args[0].(Int).MulDiv(args[1].(Int), args[2].(Int)))
			}))),
		cel.Function("at", cel.Overload("at_window_key", []*cel.Type{types.NewOpaqueType("window", key), key}, intType,
			cel.BinaryBinding(func(w, k ref.Val) ref.Val { return w.(*windowValue).at(k) }))),
	}
}

var key = types.NewTypeParamType("K")

func absolute(v ref.Val) ref.Val {
	a := v.(Int)
	return newInt(false, &a.mag)
}

func pick(a, b Int, first bool) Int {
	if first {
		return a
	}
	return b
}

func result(v Int, err error) ref.Val {
	if err != nil {
		return types.WrapErr(err)
	}
	return v
}

// compile checks text over the given names and wants the type, if one is given.
func compile(text string, names []variable, want *types.Type) (*program, error) {
	e, a, err := check(text, names)
	if err != nil {
		return nil, err
	}
	if want != nil && !a.OutputType().IsExactType(want) {
		return nil, fmt.Errorf("the expression is of type %s, want %s", a.OutputType(), want)
	}
	estimate, err := e.EstimateCost(a, flat{})
	if err != nil {
		return nil, err
	}
	run, err := e.Program(a)
	if err != nil {
		return nil, err
	}
	return &program{run, a.OutputType(), estimate.Max}, nil
}

func check(text string, names []variable) (*cel.Env, *cel.Ast, error) {
	parsed, issues := language().Parse(text)
	if issues.Err() != nil {
		return nil, nil, explain(issues)
	}
	constants, err := literals(parsed.NativeRep())
	if err != nil {
		return nil, nil, err
	}
	var options []cel.EnvOption
	for _, n := range slices.Concat(names, constants) {
		if n.value != nil {
			options = append(options, cel.Constant(n.name, n.typ, n.value))
		} else {
			options = append(options, cel.Variable(n.name, n.typ))
		}
	}
	e, err := language().Extend(options...)
	if err != nil {
		return nil, nil, err
	}
	checked, issues := e.Check(parsed)
	if issues.Err() != nil {
		return nil, nil, fmt.Errorf("%w%s", explain(issues), known(issues, names))
	}
	return e, checked, nil
}

// explain gives the first place of each error, in one line.
func explain(issues *cel.Issues) error {
	var out []string
	for _, e := range issues.Errors() {
		text := strings.NewReplacer(" (in container '')", "", "_", "", "'", "").Replace(e.Message)
		if !strings.Contains(e.Message, "overload") {
			text = strings.ReplaceAll(e.Message, " (in container '')", "")
		}
		out = append(out, fmt.Sprintf("%d:%d: %s", e.Location.Line(), e.Location.Column()+1, strings.ReplaceAll(text, "\n", " ")))
	}
	return errors.New(strings.Join(out, "; "))
}

// known lists the names there are, for who misspelled one.
func known(issues *cel.Issues, names []variable) string {
	if !strings.Contains(issues.String(), "undeclared reference") {
		return ""
	}
	have := map[string]bool{}
	for _, n := range names {
		have[n.name] = true
	}
	return "; known here: " + strings.Join(slices.Sorted(maps.Keys(have)), ", ")
}

// literals turns every integer and each big(…), address(…) and word(…) into a
// constant of our types, so that no value of 64 bits remains.
func literals(a *ast.AST) (out []variable, err error) {
	fac := ast.NewExprFactory()
	constant := func(e ast.Expr, typ *types.Type, v ref.Val) {
		name := fmt.Sprintf("_%d", e.ID())
		out = append(out, variable{name, typ, v})
		e.SetKindCase(fac.NewIdent(e.ID(), name))
	}
	ast.PostOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.LiteralKind:
			if n, ok := e.AsLiteral().(types.Int); ok {
				constant(e, intType, NewInt(int64(n)))
			}
		case ast.CallKind:
			typ, v, bad := textLiteral(e.AsCall())
			if bad != nil && err == nil {
				at := a.SourceInfo().GetStartLocation(e.ID())
				err = fmt.Errorf("%d:%d: %w", at.Line(), at.Column()+1, bad)
			}
			if typ != nil {
				constant(e, typ, v)
			}
		default:
		}
	}))
	return out, err
}

// textLiteral reads big("1"), address("0x…") and word("0x…").
func textLiteral(call ast.CallExpr) (*types.Type, ref.Val, error) {
	args := call.Args()
	name := call.FunctionName()
	if name != "big" && name != "address" && name != "word" {
		return nil, nil, nil
	}
	if len(args) != 1 || args[0].Kind() != ast.LiteralKind {
		return nil, nil, fmt.Errorf("%s takes one text in quotes", name)
	}
	text, ok := args[0].AsLiteral().(types.String)
	if !ok {
		return nil, nil, fmt.Errorf("%s takes one text in quotes", name)
	}
	switch name {
	case "big":
		v, err := ParseInt(string(text))
		return intType, v, err
	case "address":
		a, err := parseAddress(string(text))
		return addressType, Account(a), err
	default:
		w, err := parseWord(string(text))
		return wordType, Word(w), err
	}
}

// flat says that every value and every function of ours costs one step.
type flat struct{}

// EstimateSize implements checker.CostEstimator.
func (flat) EstimateSize(checker.AstNode) *checker.SizeEstimate {
	return &checker.SizeEstimate{Min: 1, Max: 1}
}

// EstimateCallCost implements checker.CostEstimator.
func (flat) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}
