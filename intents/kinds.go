package intents

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"makewhole/states"
)

// ErrUnknown means a kind that is not in the table.
var ErrUnknown = errors.New("unknown kind of intent")

// Contract names one of our contracts by its Solidity name.
type Contract string

// Contracts that intents call.
const (
	LossOracle        Contract = "LossOracle"
	PayoutDistributor Contract = "PayoutDistributor"
	CapitalPool       Contract = "CapitalPool"
	Pauser            Contract = "Pauser" // a contract of others, by the call that a response makes
	AnyContract       Contract = ""       // development chains only
)

// OfPool is what an intent serves that is about a pool and no incident.
const OfPool = "pool"

// Effect is what an intent does in the world.
type Effect string

// Effects.
const (
	Registers Effect = "registers" // a fact that a committee signed
	Reserves  Effect = "reserves"  // money stays where it is, for a purpose or free again
	Pays      Effect = "pays"      // money leaves, or is on its way to leave
	Pauses    Effect = "pauses"    // a module stops; nothing moves
)

// Budget is what the fees of an intent are held against.
type Budget string

// Budgets.
const (
	OfKey        Budget = "key"        // of the sending key's day
	OfSettlement Budget = "settlement" // of the settlement it serves, and of the key's day
)

// Freeze is what a freeze of settlement does to an intent that has no nonce yet.
// One that has goes on: its nonce would stop everything behind it.
type Freeze string

// Freezes.
const (
	GoesOn Freeze = "goes on"
	Waits  Freeze = "waits"
)

// Need is what must be true before an intent is signed, besides approval.
type Need string

// Needs.
const (
	Nothing      Need = ""
	Verification Need = "verification" // the settlement's verification passed for what it says now
)

// Kind is one kind of intent. Roles are as models.Actor.Has reads them: staff
// roles or kinds of actor, joined by "|".
type Kind struct {
	Name     string
	Effect   Effect
	Machine  string // whose row it serves; empty for any
	Contract Contract
	Methods  []string // of the contract; none with AnyContract
	Coins    bool     // whether it may carry a value

	DecidedBy string   // who takes the decision that writes the row
	Approvals []string // who must have agreed before the row is there, besides DecidedBy
	Approver  string   // who lets a proposed one go, and queues one again that ended without effect

	Budget Budget
	Freeze Freeze
	Needs  Need
	// Ending is what goes on without the intent when it failed for good; empty
	// when nothing does, so that one that was dropped can be queued again.
	Ending string
	// Once kinds are never queued again: who decided them decides anew.
	Once bool
	// Awaits are the errors of the contract that mean "not yet": the call is tried again
	// later, and nobody is alarmed.
	Awaits []string
	// Anyone kinds make calls that everybody may make: it is no alarm that somebody did.
	Anyone bool
	// Last kinds go out when nothing else is ready.
	Last bool
	// Development kinds leave on development chains only.
	Development bool
}

// Kinds is the table.
var Kinds = []Kind{
	{
		Name: "submit_snapshot", Effect: Registers, Machine: states.Snapshot.Name, Contract: LossOracle, Methods: []string{"submit"},
		DecidedBy: states.OracleCommittee, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn,
	},
	{
		Name: "submit_set", Effect: Registers, Machine: states.SnapshotSet.Name, Contract: LossOracle, Methods: []string{"submitSet"},
		DecidedBy: states.OracleCommittee, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn,
	},
	{
		Name: "earmark", Effect: Reserves, Machine: states.Incident.Name, Contract: CapitalPool, Methods: []string{"earmark"},
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn,
	},
	{
		Name: "release", Effect: Reserves, Machine: states.Incident.Name, Contract: CapitalPool, Methods: []string{"beginRelease"},
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn,
	},
	{
		Name: "end_release", Effect: Reserves, Machine: states.Incident.Name, Contract: CapitalPool, Methods: []string{"endRelease"},
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn,
	},
	{
		Name: "publish", Effect: Pays, Machine: states.Settlement.Name, Contract: PayoutDistributor, Methods: []string{"publish"},
		DecidedBy: states.ByJob, Approvals: []string{states.RoleTreasurer, states.RoleSenior, states.OracleCommittee}, Approver: states.ByTreasurer,
		Budget: OfSettlement, Freeze: Waits, Needs: Verification,
	},
	{
		Name: "push", Effect: Pays, Machine: states.Settlement.Name, Contract: PayoutDistributor, Methods: []string{"push"},
		DecidedBy: states.ByPolicy, Approver: states.ByTreasurer,
		Budget: OfSettlement, Freeze: Waits, Ending: "the lines are open again: another plan pushes them, or their receivers redeem",
	},
	{
		Name: "sweep", Effect: Pays, Machine: states.Settlement.Name, Contract: PayoutDistributor, Methods: []string{"sweep"},
		DecidedBy: states.BySweeper, Approver: states.ByTreasurer, Budget: OfSettlement, Freeze: Waits,
	},
	{
		Name: "return_money", Effect: Reserves, Machine: states.Settlement.Name, Contract: PayoutDistributor, Methods: []string{"returnMoney"},
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn, Anyone: true,
	},
	{
		Name: "settle_exit", Effect: Pays, Machine: OfPool, Contract: CapitalPool, Methods: []string{"settleExit"},
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: Waits, Anyone: true, Last: true,
		Awaits: []string{"PoolFrozen", "ExitNotReady", "DistributorBusy"},
		Ending: "its holder or anybody else settles it, or its window ends and the shares are as before",
	},
	{
		Name: "pause", Effect: Pauses, Machine: states.Response.Name, Contract: Pauser,
		Methods: []string{
			"pause", "pauseFor", "setTargetClosed", "setReservePause", "setPoolPause",
			"_setMintPaused", "_setBorrowPaused", "_setTransferPaused", "_setSeizePaused",
		},
		DecidedBy: states.ByReviewer + "|" + states.ByJob, Approver: states.ByTreasurer, Budget: OfKey, Freeze: GoesOn, Once: true,
		Ending: "the desk decides again: the response can be let go again, or is resumed when what called it is found again",
	},
	{
		Name: "trial", Effect: Pays, Contract: AnyContract, Coins: true,
		DecidedBy: states.ByJob, Approver: states.ByTreasurer, Budget: OfSettlement, Freeze: Waits,
		Ending: "nobody waits for it", Development: true,
	},
}

// Of finds a kind by its name. Another name is ErrUnknown, with those that exist.
func Of(name string) (Kind, error) {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, fmt.Errorf("%w: %q, want one of %s", ErrUnknown, name, strings.Join(Names(nil), ", "))
	}
	return Kinds[i], nil
}

// Names lists the kinds that fit, all of them without a condition, in the
// table's order.
func Names(fits func(Kind) bool) []string {
	var out []string
	for _, k := range Kinds {
		if fits == nil || fits(k) {
			out = append(out, k.Name)
		}
	}
	return out
}

// Behind are the kinds that come after all others: those that go last, and in a freeze of
// settlement those that wait for its end.
func Behind(frozen bool) []string {
	return Names(func(k Kind) bool { return k.Last || frozen && k.Freeze == Waits })
}
