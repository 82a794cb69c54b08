package measure

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/money"
)

// errFlow means that a flow of the spec cannot be read from logs.
var errFlow = errors.New("bad flow")

// flow is a compiled SpecFlow.
type flow struct {
	spec  models.SpecFlow
	event abi.Event
}

// compileFlows parses the events of a module.
func compileFlows(specs []models.SpecFlow) ([]flow, error) {
	out := make([]flow, len(specs))
	for i, s := range specs {
		event, err := parseEvent(s.Event)
		if err != nil {
			return nil, err
		}
		if err := checkParameters(event, s); err != nil {
			return nil, err
		}
		out[i] = flow{s, event}
	}
	return out, nil
}

// parseEvent reads "Name(type [indexed] name, …)". Only static elementary types
// are needed for flows, and anything else is refused.
func parseEvent(text string) (abi.Event, error) {
	name, rest, ok := strings.Cut(text, "(")
	if !ok || !strings.HasSuffix(rest, ")") {
		return abi.Event{}, fmt.Errorf("%w: %q is no event", errFlow, text)
	}
	var args abi.Arguments
	for param := range strings.SplitSeq(strings.TrimSuffix(rest, ")"), ",") {
		words := strings.Fields(param)
		indexed := len(words) == 3 && words[1] == "indexed"
		if len(words) != 2 && !indexed {
			return abi.Event{}, fmt.Errorf("%w: parameter %q", errFlow, param)
		}
		typ, err := abi.NewType(words[0], "", nil)
		if err != nil || typ.T != abi.AddressTy && typ.T != abi.UintTy && typ.T != abi.IntTy && typ.T != abi.BoolTy && typ.T != abi.FixedBytesTy {
			return abi.Event{}, fmt.Errorf("%w: type %q", errFlow, words[0])
		}
		args = append(args, abi.Argument{Name: words[len(words)-1], Type: typ, Indexed: indexed})
	}
	return abi.NewEvent(name, name, false, args), nil
}

func checkParameters(event abi.Event, s models.SpecFlow) error {
	kind := map[string]byte{}
	for _, in := range event.Inputs {
		if _, twice := kind[in.Name]; twice {
			return fmt.Errorf("%w: parameter %s appears twice", errFlow, in.Name)
		}
		kind[in.Name] = in.Type.T
	}
	if t, ok := kind[s.Account]; !ok || t != abi.AddressTy {
		return fmt.Errorf("%w: %s has no address %s", errFlow, event.Name, s.Account)
	}
	if t, ok := kind[s.Amount]; !ok || t != abi.UintTy {
		return fmt.Errorf("%w: %s has no amount %s", errFlow, event.Name, s.Amount)
	}
	return nil
}

// movement is one flow that a log states.
type movement struct {
	account common.Address
	amount  money.Amount
	in      bool
	convert string
	block   common.Hash
	number  uint64
	index   uint // of the log in its block
}

// movements reads all flows of one log. A log of another event says nothing.
func movements(flows []flow, l types.Log) ([]movement, error) {
	var out []movement
	for _, f := range flows {
		if len(l.Topics) == 0 || l.Topics[0] != f.event.ID {
			continue
		}
		values := map[string]any{}
		if err := f.event.Inputs.UnpackIntoMap(values, l.Data); err != nil {
			return nil, fmt.Errorf("%w: %s in transaction %s: %w", errFlow, f.event.Name, l.TxHash, err)
		}
		var indexed abi.Arguments
		for _, in := range f.event.Inputs {
			if in.Indexed {
				indexed = append(indexed, in)
			}
		}
		if err := abi.ParseTopicsIntoMap(values, indexed, l.Topics[1:]); err != nil {
			return nil, fmt.Errorf("%w: %s in transaction %s: %w", errFlow, f.event.Name, l.TxHash, err)
		}
		account, ok := values[f.spec.Account].(common.Address)
		amount, err := amountOf(values[f.spec.Amount])
		if !ok || err != nil {
			return nil, fmt.Errorf("%w: %s in transaction %s", errFlow, f.event.Name, l.TxHash)
		}
		out = append(out, movement{
			account: account, amount: amount, in: f.spec.Direction == "in", convert: f.spec.Convert, block: l.BlockHash, number: l.BlockNumber, index: l.Index,
		})
	}
	return out, nil
}

// amountOf accepts every width of unsigned integer the decoder returns.
func amountOf(v any) (money.Amount, error) {
	switch n := v.(type) {
	case *big.Int:
		return money.FromBig(n)
	case uint64:
		return money.FromUint64(n), nil
	case uint32:
		return money.FromUint64(uint64(n)), nil
	case uint16:
		return money.FromUint64(uint64(n)), nil
	case uint8:
		return money.FromUint64(uint64(n)), nil
	}
	return money.Zero, errFlow
}
