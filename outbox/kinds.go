package outbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"

	"makewhole/contracts"
	"makewhole/intents"
	"makewhole/models"
)

// ErrKind means an intent that its kind does not allow. It is never signed.
var ErrKind = errors.New("its kind may not do that")

// abis are the contracts that kinds name.
var abis = sync.OnceValue(func() map[intents.Contract]*abi.ABI {
	out := map[intents.Contract]*abi.ABI{}
	for name, meta := range map[intents.Contract]*bind.MetaData{
		intents.LossOracle:        &contracts.LossOracleMetaData,
		intents.PayoutDistributor: &contracts.PayoutDistributorMetaData,
		intents.CapitalPool:       &contracts.CapitalPoolMetaData,
	} {
		a, err := meta.ParseABI()
		if err != nil {
			panic("bindings: " + err.Error()) // generated together
		}
		out[name] = a
	}
	return out
})

// permit refuses, before anything is signed, what the kind of an intent does not
// allow: another contract than its own, another method, coins, a machine it does
// not serve. known are our contracts on the chain. The error is ErrKind or
// intents.ErrUnknown.
func permit(row *models.TxIntent, known []models.ContractAt, chainID uint64) error {
	kind, err := intents.Of(row.Kind)
	switch {
	case err != nil:
		return err
	case kind.Development && !IsDevChain(chainID):
		return fmt.Errorf("%w: a %s leaves on development chains only, this is chain %d", ErrKind, kind.Name, chainID)
	case kind.Machine != "" && row.RefMachine != kind.Machine:
		return fmt.Errorf("%w: a %s serves a %s, not a %q", ErrKind, kind.Name, kind.Machine, row.RefMachine)
	case !kind.Coins && !row.Value.IsZero():
		return fmt.Errorf("%w: a %s carries no coins, this has %s wei", ErrKind, kind.Name, row.Value)
	case kind.Contract == intents.AnyContract:
		return nil
	}
	if err := permitMethod(kind, row.Data); err != nil {
		return err
	}
	if !slices.Contains(known, models.ContractAt{Address: row.To.Address, Contract: kind.Contract}) {
		return fmt.Errorf("%w: a %s calls a %s that a pool or a committee names, %s is none", ErrKind, kind.Name, kind.Contract, row.To.Hex())
	}
	return nil
}

// permitMethod looks at the selector and at whether the arguments decode.
func permitMethod(kind intents.Kind, data []byte) error {
	want := fmt.Sprintf("a %s calls %s of %s", kind.Name, strings.Join(kind.Methods, " or "), kind.Contract)
	if len(data) < 4 {
		return fmt.Errorf("%w: %s, this calls nothing", ErrKind, want)
	}
	m, err := abis()[kind.Contract].MethodById(data[:4])
	if err != nil || !slices.Contains(kind.Methods, m.RawName) {
		return fmt.Errorf("%w: %s, this has selector %#x", ErrKind, want, data[:4])
	}
	if _, err := m.Inputs.Unpack(data[4:]); err != nil {
		return fmt.Errorf("%w: the arguments of %s do not decode: %w", ErrKind, m.RawName, err)
	}
	return nil
}

// waits reports that a freeze of settlement stops an intent. One of an unknown
// kind is stopped too, and never signed.
func waits(row *models.TxIntent) bool {
	kind, err := intents.Of(row.Kind)
	return err != nil || kind.Freeze == intents.Waits
}

// needsVerification reports that an intent is signed only for what was verified.
func needsVerification(row *models.TxIntent) bool {
	kind, err := intents.Of(row.Kind)
	return err == nil && kind.Needs == intents.Verification
}

// ofSettlement reports that the fees of an intent count against the settlement
// it serves.
func ofSettlement(row *models.TxIntent) bool {
	kind, err := intents.Of(row.Kind)
	return err == nil && kind.Budget == intents.OfSettlement && row.RefMachine == models.BudgetSettlement
}
