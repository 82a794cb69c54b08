package outbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/intents"
	"makewhole/models"
	"makewhole/outbox/keys"
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
	out[intents.Pauser] = contracts.Pausers()
	return out
})

// permit refuses, before anything is signed, what the kind of an intent does not
// allow: another contract than its own, another method, coins, a machine it does
// not serve. known are our contracts on the chain, and what responses may pause. The
// error is ErrKind or intents.ErrUnknown.
func permit(row *models.TxIntent, known []models.ContractAt, chainID uint64) error {
	kind, err := intents.Of(row.Kind)
	switch {
	case err != nil:
		return err
	case kind.Development && !keys.IsDevChain(chainID):
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
	if kind.Contract == intents.Pauser {
		return permitPause(kind, row, known)
	}
	if !slices.Contains(known, models.ContractAt{Address: row.To.Address, Contract: kind.Contract}) {
		return fmt.Errorf("%w: a %s calls a %s that a pool or a committee names, %s is none", ErrKind, kind.Name, kind.Contract, row.To.Hex())
	}
	return nil
}

// permitPause demands that the call is to the byte the one of the response that it
// serves, by its key, and that no flag of it lifts a pause.
func permitPause(kind intents.Kind, row *models.TxIntent, known []models.ContractAt) error {
	m, err := abis()[kind.Contract].MethodById(row.Data[:4])
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKind, err)
	}
	values, err := m.Inputs.Unpack(row.Data[4:])
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKind, err)
	}
	if slices.Contains(values, any(false)) {
		return fmt.Errorf("%w: a %s sets no flag of %s to false", ErrKind, kind.Name, m.RawName)
	}
	if !slices.Contains(known, models.ContractAt{
		Address: row.To.Address, Contract: kind.Contract, Sender: row.Sender.Address, Call: string(row.Data), Serves: row.RefID,
	}) {
		return fmt.Errorf("%w: a %s makes the call of a queued response of an accepted plan by its key, this is none", ErrKind, kind.Name)
	}
	return nil
}

// permitKey refuses what the responder's key may not sign: everything but pauses.
func permitKey(row *models.TxIntent, responder common.Address) error {
	kind, err := intents.Of(row.Kind)
	if err == nil && responder != (common.Address{}) && row.Sender.Address == responder && kind.Effect != intents.Pauses {
		err = fmt.Errorf("%w: the responder's key sends no %s", ErrKind, kind.Name)
	}
	return err
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

// anyone reports that an intent's call is one that everybody may make.
func anyone(row *models.TxIntent) bool {
	kind, err := intents.Of(row.Kind)
	return err == nil && kind.Anyone
}
