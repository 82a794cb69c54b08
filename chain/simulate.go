package chain

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/contracts"
)

// RevertError is a simulation that ended in a revert, with the data the
// contract returned. It unwraps to ErrReverted.
type RevertError struct {
	Data []byte
	Text string // of the node
}

func (e *RevertError) Error() string { return "call reverts: " + e.Text }

// Unwrap makes errors.Is(err, ErrReverted) true.
func (e *RevertError) Unwrap() error { return ErrReverted }

// EstimateGas simulates a call on the head. A call that would fail returns a
// *RevertError; every other error is about the node.
func (c *Client) EstimateGas(ctx context.Context, msg ethereum.CallMsg) (uint64, error) {
	gas, err := read(ctx, c, func(ctx context.Context, e *ethclient.Client) (uint64, error) {
		return e.EstimateGas(ctx, msg)
	})
	return gas, AsRevert(err)
}

// DryRun simulates a call on the head once, with its own gas limit; an estimate
// runs it several times to find one. A call that fails returns a *RevertError;
// every other error is about the node.
func (c *Client) DryRun(ctx context.Context, msg ethereum.CallMsg) error {
	return AsRevert(c.do(ctx, func(ctx context.Context, e *ethclient.Client) error {
		_, err := e.CallContract(ctx, msg, nil)
		return err
	}))
}

// AsRevert recognises the error objects of failed executions.
func AsRevert(err error) error {
	var answer rpc.Error
	if !errors.As(err, &answer) {
		return err
	}
	text := strings.ToLower(answer.Error())
	failed := answer.ErrorCode() == 3
	for _, s := range []string{"revert", "out of gas", "gas required exceeds", "invalid opcode", "stack ", "invalid jump"} {
		failed = failed || strings.Contains(text, s)
	}
	if !failed {
		return err
	}
	out := &RevertError{Text: cut(answer.Error(), 200)}
	var data rpc.DataError
	if errors.As(err, &data) {
		if s, ok := data.ErrorData().(string); ok && len(s) <= 8<<10 {
			out.Data, _ = hexutil.Decode(s)
		}
	}
	return out
}

// SendErrors are the outcomes of a broadcast that no endpoint took, one an
// endpoint.
type SendErrors []error

// Outcomes lists them.
func (es SendErrors) Outcomes() []error { return es }

// Unwrap makes errors.Is look at each.
func (es SendErrors) Unwrap() []error { return es }

func (es SendErrors) Error() string { return errors.Join(es...).Error() }

// SendRaw hands signed bytes to every endpoint. It returns nil when one took
// them, which it says by their hash, otherwise SendErrors.
func (c *Client) SendRaw(ctx context.Context, raw []byte) error {
	errs := make([]error, len(c.endpoints))
	var wg sync.WaitGroup
	for i, e := range c.endpoints {
		wg.Go(func() {
			var hash common.Hash
			errs[i] = c.ask(ctx, e, func(ctx context.Context, n *ethclient.Client) error {
				return n.Client().CallContext(ctx, &hash, "eth_sendRawTransaction", hexutil.Encode(raw))
			})
			if want := crypto.Keccak256Hash(raw); errs[i] == nil && hash != want {
				errs[i] = fmt.Errorf("%w: %s took %s as %s", ErrAnswer, e.name, want, hash)
			}
			if unavailable(errs[i]) {
				errs[i] = fmt.Errorf("%w: %s: %w", ErrNoNode, e.name, hideURL(errs[i]))
			}
		})
	}
	wg.Wait()
	if slices.Contains(errs, nil) {
		return nil
	}
	return SendErrors(errs)
}

// ExplainRevert names a revert: Error(string), Panic(uint256), or a custom error
// of our contracts with its arguments. It returns "" when there is no data.
func ExplainRevert(data []byte) string {
	if reason, err := abi.UnpackRevert(data); err == nil {
		return cut(reason, 200)
	}
	if len(data) < 4 {
		return ""
	}
	if e, ok := contracts.RevertReason(data); ok {
		return cut(errorText(reflect.ValueOf(e)), 200)
	}
	return "error " + hexutil.Encode(data[:4])
}

// errorText writes a generated error struct as Name(field: value, …), without
// the contract's name the binding puts in front.
func errorText(rv reflect.Value) string {
	rv = reflect.Indirect(rv)
	var parts []string
	for i := range rv.NumField() {
		if v, err := contracts.Plain(rv.Field(i)); err == nil {
			parts = append(parts, fmt.Sprintf("%s: %v", contracts.SnakeCase(rv.Type().Field(i).Name), v))
		}
	}
	return errorName(rv) + "(" + strings.Join(parts, ", ") + ")"
}

// RevertName is the name of the custom error of our contracts with which a call reverted;
// empty where err is none.
func RevertName(err error) string {
	var revert *RevertError
	if errors.As(err, &revert) {
		if e, ok := contracts.RevertReason(revert.Data); ok {
			return errorName(reflect.Indirect(reflect.ValueOf(e)))
		}
	}
	return ""
}

func errorName(rv reflect.Value) string {
	name := rv.Type().Name()
	for _, contract := range []string{"CapitalPool", "RecoveryVault", "LossOracle", "PayoutDistributor", "PayoutLimits", "Challenges", "LastResort", "Reports"} {
		name = strings.TrimPrefix(name, contract)
	}
	return name
}

func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n] + "…"
}
