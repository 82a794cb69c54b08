package respond

import (
	"bytes"
	"fmt"
	"math/big"
	"regexp"
	"strconv"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// Reading is how the chain shows that a step worked: a view, and the answer that
// means "paused".
type Reading struct {
	View string   `json:"view"`           // name(types) returns (type)
	Of   string   `json:"of"`             // "target", or an address
	With []string `json:"with,omitempty"` // values, or names of the step's arguments
	Is   string   `json:"is"`
}

// ReadBack is a reading that is ready to be asked.
type ReadBack struct {
	To   common.Address
	Data []byte
	Want common.Hash
}

// Shows reports whether an answer of the view means "paused". One that is no
// single word is an error.
func (r ReadBack) Shows(answer []byte) (bool, error) {
	if len(answer) != 32 {
		return false, fmt.Errorf("%d bytes instead of one word", len(answer))
	}
	return bytes.Equal(answer, r.Want[:]), nil
}

var viewForm = regexp.MustCompile(`^([A-Za-z_]\w*\([a-z0-9,]*\)) returns \(([a-z0-9]+)\)$`)

// load packs a reading; errors begin with the place inside of it.
func (r *Reading) load(target common.Address, arguments map[string]string) (out ReadBack, err error) {
	m := viewForm.FindStringSubmatch(r.View)
	if m == nil {
		return out, fmt.Errorf("/view: want name(types) returns (type)")
	}
	view, err := abi.ParseSelector(m[1])
	if err != nil {
		return out, fmt.Errorf("/view: %w", err)
	}
	if out.To = target; r.Of != ofTarget {
		if out.To, err = addressOf(r.Of); err != nil {
			return out, fmt.Errorf("/of: %w, or %q", err, ofTarget)
		}
	}
	if len(r.With) != len(view.Inputs) {
		return out, fmt.Errorf("/with: %s takes %d values", view.Name, len(view.Inputs))
	}
	method := abi.NewMethod(view.Name, view.Name, abi.Function, "view", false, false, nil, nil)
	for i, in := range view.Inputs {
		text := r.With[i]
		if named, ok := arguments[text]; ok {
			text = named
		}
		w, err := word(in.Type, text)
		if err != nil {
			return out, fmt.Errorf("/with/%d: %w", i, err)
		}
		out.Data = append(out.Data, w[:]...)
		t, err := abi.NewType(in.Type, "", nil)
		if err != nil {
			return out, fmt.Errorf("/view: %w", err)
		}
		method.Inputs = append(method.Inputs, abi.Argument{Type: t})
	}
	method = abi.NewMethod(view.Name, view.Name, abi.Function, "view", false, false, method.Inputs, nil)
	out.Data = append(bytes.Clone(method.ID), out.Data...)
	if out.Want, err = word(m[2], r.Is); err != nil {
		return out, fmt.Errorf("/is: %w", err)
	}
	return out, nil
}

// word writes a value of a type as the one word that it takes in a call.
func word(kind, text string) (common.Hash, error) {
	switch kind {
	case "bool":
		switch text {
		case "true":
			return common.BigToHash(common.Big1), nil
		case "false":
			return common.Hash{}, nil
		}
		return common.Hash{}, fmt.Errorf("want true or false")
	case "address":
		a, err := addressOf(text)
		return common.BytesToHash(a[:]), err
	case "bytes32":
		b, err := hexutil.Decode(text)
		if err != nil || len(b) != 32 {
			return common.Hash{}, fmt.Errorf("want 32 bytes, 0x…")
		}
		return common.BytesToHash(b), nil
	}
	return number(kind, text)
}

var unsigned = regexp.MustCompile(`^uint(\d+)$`)

func number(kind, text string) (common.Hash, error) {
	m := unsigned.FindStringSubmatch(kind)
	if m == nil {
		return common.Hash{}, fmt.Errorf("%q is no type of a value here: bool, address, bytes32, uint8 to uint256", kind)
	}
	bits, err := strconv.Atoi(m[1])
	if err != nil || bits == 0 || bits > 256 || bits%8 != 0 || strconv.Itoa(bits) != m[1] {
		return common.Hash{}, fmt.Errorf("%q is no type", kind)
	}
	n, ok := new(big.Int).SetString(text, 10)
	if !ok || n.String() != text || n.Sign() < 0 || n.BitLen() > bits {
		return common.Hash{}, fmt.Errorf("want a %s", kind)
	}
	return common.BigToHash(n), nil
}
