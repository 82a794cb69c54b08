package respond

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Adapter is one kind of pauser: its call, what a plan must say for it, and where
// it stands in the table of authority.
type Adapter struct {
	Name      string
	Method    string     // of contracts.Pausers
	Arguments []argument // that the plan names, in the order of the call; a flag "paused" follows by itself
	Least     Class      // of the steps that use it
	Reading   *Reading   // how the pause is read back; nil: the plan says so
	About     string
}

type argument struct {
	name string
	kind string // address or seconds
}

// Bounds of a pause that ends by itself, in seconds.
const (
	leastPause = 60
	mostPause  = 72 * 3600
)

// Of and With of an adapter's reading: the step's target, and its arguments.
const ofTarget = "target"

// Adapters is the table. ERC-7265 has no call that pauses: markAsNotOperational
// cannot be taken back, so no response makes it.
var Adapters = []Adapter{
	{
		Name: "pausable", Method: "pause", Least: R3, Reading: &Reading{View: "paused() returns (bool)", Of: ofTarget, Is: "true"},
		About: "OpenZeppelin Pausable; it ends when people end it",
	},
	{
		Name: "pause_for", Method: "pauseFor", Arguments: []argument{{"seconds", "seconds"}}, Least: R2,
		Reading: &Reading{View: "isPaused() returns (bool)", Of: ofTarget, Is: "true"},
		About:   "a pause that ends by itself after 1 minute to 72 hours (PausableUntil)",
	},
	{
		Name: "access_manager", Method: "setTargetClosed", Arguments: []argument{{"closes", "address"}}, Least: R3,
		Reading: &Reading{View: "isTargetClosed(address) returns (bool)", Of: ofTarget, With: []string{"closes"}, Is: "true"},
		About:   "OpenZeppelin AccessManager closes one contract",
	},
	{
		Name: "aave_reserve", Method: "setReservePause", Arguments: []argument{{"asset", "address"}}, Least: R3,
		About: "Aave: one reserve; read back from the data provider",
	},
	{Name: "aave_pool", Method: "setPoolPause", Least: R3, About: "Aave: all reserves of a pool"},
	{
		Name: "compound_mint", Method: "_setMintPaused", Arguments: []argument{{"market", "address"}}, Least: R3,
		Reading: &Reading{View: "mintGuardianPaused(address) returns (bool)", Of: ofTarget, With: []string{"market"}, Is: "true"},
		About:   "Compound guardian: supplying one market",
	},
	{
		Name: "compound_borrow", Method: "_setBorrowPaused", Arguments: []argument{{"market", "address"}}, Least: R3,
		Reading: &Reading{View: "borrowGuardianPaused(address) returns (bool)", Of: ofTarget, With: []string{"market"}, Is: "true"},
		About:   "Compound guardian: borrowing of one market",
	},
	{
		Name: "compound_transfer", Method: "_setTransferPaused", Least: R3,
		Reading: &Reading{View: "transferGuardianPaused() returns (bool)", Of: ofTarget, Is: "true"}, About: "Compound guardian: transfers of all markets",
	},
	{
		Name: "compound_seize", Method: "_setSeizePaused", Least: R3,
		Reading: &Reading{View: "seizeGuardianPaused() returns (bool)", Of: ofTarget, Is: "true"}, About: "Compound guardian: liquidations of all markets",
	},
}

// adapterOf finds an adapter by its name.
func adapterOf(name string) (*Adapter, error) {
	i := slices.IndexFunc(Adapters, func(a Adapter) bool { return a.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("want one of %s", strings.Join(adapterNames(), ", "))
	}
	return &Adapters[i], nil
}

func adapterNames() []string {
	out := make([]string, len(Adapters))
	for i, a := range Adapters {
		out[i] = a.Name
	}
	return out
}

// call packs the call of a step. It refuses arguments that are missing, too many,
// or out of bounds; the errors say which.
func (a *Adapter) call(arguments map[string]string) ([]byte, error) {
	for name := range arguments {
		if !slices.ContainsFunc(a.Arguments, func(x argument) bool { return x.name == name }) {
			return nil, fmt.Errorf("/%s: %s takes no such argument", name, a.Name)
		}
	}
	var args []any
	for _, x := range a.Arguments {
		text, ok := arguments[x.name]
		if !ok {
			return nil, fmt.Errorf("/%s: is missing", x.name)
		}
		v, err := x.parse(text)
		if err != nil {
			return nil, fmt.Errorf("/%s: %w", x.name, err)
		}
		args = append(args, v)
	}
	if m := contracts.Pausers().Methods[a.Method]; len(m.Inputs) > len(args) {
		args = append(args, true)
	}
	return contracts.Pausers().Pack(a.Method, args...)
}

func (x argument) parse(text string) (any, error) {
	if x.kind == "address" {
		return addressOf(text)
	}
	n, ok := new(big.Int).SetString(text, 10)
	if !ok || n.String() != text || n.Cmp(big.NewInt(leastPause)) < 0 || n.Cmp(big.NewInt(mostPause)) > 0 {
		return nil, fmt.Errorf("want %d to %d seconds", leastPause, mostPause)
	}
	return n, nil
}

// addressOf reads an address that is not zero; capitals must be right where there
// are any.
func addressOf(text string) (common.Address, error) {
	if !strings.HasPrefix(text, "0x") || !common.IsHexAddress(text) {
		return common.Address{}, fmt.Errorf("want an address")
	}
	a := common.HexToAddress(text)
	if a == (common.Address{}) {
		return a, fmt.Errorf("want an address that is not zero")
	}
	if text != strings.ToLower(text) && text != a.Hex() {
		return a, fmt.Errorf("its capitals are wrong (EIP-55)")
	}
	return a, nil
}
