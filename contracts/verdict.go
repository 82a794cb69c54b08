package contracts

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

// Who gave a signature that counts.
const (
	SignedByKey      = "key"      // of an account, whatever code it delegates to
	SignedByContract = "contract" // EIP-1271
	SignedByDelegate = "delegate" // EIP-1271 by the code that an account delegates to, EIP-7702
	SignedByFactory  = "factory"  // a wallet that is not deployed yet, EIP-6492
)

// Verdict is what is to be said of a signature: who gave it, or why it does not
// count. It is about the signature; a node that does not answer gives none.
type Verdict struct {
	By  string // empty when it does not count
	Why string // the rest of a sentence about the signature
}

// Signed reports whether the signature counts.
func (v Verdict) Signed() bool { return v.By != "" }

// Refused is a verdict against a signature.
func Refused(why string) Verdict { return Verdict{Why: why} }

// DelegateOf returns the address whose code an account runs (EIP-7702), by the code
// of the account.
func DelegateOf(code []byte) (common.Address, bool) {
	rest, ok := bytes.CutPrefix(code, []byte{0xef, 0x01, 0x00})
	return common.BytesToAddress(rest), ok && len(rest) == common.AddressLength
}

// wrapSuffix ends a signature of a wallet that may not be deployed, EIP-6492.
var wrapSuffix = bytes.Repeat([]byte{0x64, 0x92}, 16)

// Wrapped is a signature with what deploys its wallet, EIP-6492.
type Wrapped struct {
	Factory   common.Address
	Call      []byte // to the factory
	Signature []byte // for the wallet
}

// ErrWrapped means a signature that has the ending of EIP-6492 and not its form.
var ErrWrapped = errors.New("contracts: not the form of EIP-6492")

var wrappedForm = func() abi.Arguments {
	kind := func(name string) abi.Argument {
		t, err := abi.NewType(name, "", nil)
		if err != nil {
			panic(err)
		}
		return abi.Argument{Type: t}
	}
	return abi.Arguments{kind("address"), kind("bytes"), kind("bytes")}
}()

// Wrap is the signature of a wallet that its factory deploys.
func (w Wrapped) Wrap() ([]byte, error) {
	raw, err := wrappedForm.Pack(w.Factory, w.Call, w.Signature)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWrapped, err)
	}
	return append(raw, wrapSuffix...), nil
}

// Unwrap reads a signature by EIP-6492; ok is false for any other.
func Unwrap(sig []byte) (w Wrapped, ok bool, err error) {
	raw, ok := bytes.CutSuffix(sig, wrapSuffix)
	if !ok {
		return w, false, nil
	}
	parts, err := wrappedForm.Unpack(raw)
	if err != nil {
		return w, true, fmt.Errorf("%w: %w", ErrWrapped, err)
	}
	w.Factory, _ = parts[0].(common.Address)
	w.Call, _ = parts[1].([]byte)
	w.Signature, _ = parts[2].([]byte)
	return w, true, nil
}
