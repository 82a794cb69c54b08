package rounds

import "makewhole/money"

// Source says where the money of a settlement lies.
type Source uint8

// The sources.
const (
	FromPool Source = iota
	FromVault
	FromEscheat
)

// Result is one round.
type Result struct {
	Settlements []Settlement // one a source, empty ones too: pools, vaults, escheat in the order of the state
	Levels      []Level      // by pool and class, in the order they were served
	Accounts    []Position   // in the order of the state
	Protocol    money.Amount // in value: cumulative, above all losses
}

// Level is the exact λ = Num/Den of one class of one pool.
type Level struct {
	Pool     int
	Class    uint8
	Num, Den money.Amount
}

// Settlement is what one source pays in this round, in base units of its asset.
// Available = Paid + Held + Carried + Holders + Payees + Protocol + Reserved + Free.
type Settlement struct {
	Source    Source
	Index     int // into Pools, Recovered or Escheat
	Asset     int
	Available money.Amount // not spent before
	Lines     []Line
	Returns   []Return      // vault: what returns to pools on accounts; it becomes lines, holders' parts, or waits
	Holders   []PoolAmount  // vault: parts of the shareholders of record; escheat: what was swept from them
	Payees    []PayeeAmount // vault: bounties; escheat: what was swept from bounties and the protocol
	Protocol  money.Amount  // vault: part of the protocol's receiver
	Paid      money.Amount  // Σ lines that are paid
	Held      money.Amount  // Σ held lines
	Carried   money.Amount  // Σ lines below the smallest payment
	Reserved  money.Amount  // vault, escheat: everything else that is not free
	Free      money.Amount  // pool: what no target needs
}

// Line is one line of a settlement.
type Line struct {
	Account int
	Kind    Kind
	Pool    int // of a CoverLine: whose it is, whoever pays it
	Amount  money.Amount
	State   LineState
}

// LineState says whether a line is paid.
type LineState uint8

// The states of a line.
const (
	Payable LineState = iota
	HeldLine
	CarriedLine
)

func (s LineState) String() string {
	return [...]string{"paid", "held", "carried"}[s]
}

// Return is recovered money that is a pool's for what it paid on an account.
type Return struct {
	Account, Pool int
	Amount        money.Amount
}

// PoolAmount is an amount that belongs to a pool.
type PoolAmount struct {
	Pool   int
	Amount money.Amount
}

// Position is where an account stands after the round, in value; divide by
// Values.Den for the numéraire.
type Position struct {
	Loss, Outside           money.Amount
	Covers, Recovered       money.Amount // lines given so far and payable in this round
	Escheat                 money.Amount // lines of escheat, and swept lines that it owes
	GivenBack               money.Amount // to pools, of what was recovered for the account
	Attributed              money.Amount
	CoverTarget, HeldTarget money.Amount
	RecoveryTarget          money.Amount
	Residual, Receivable    money.Amount // max(0, loss − received) and max(0, received − loss)
}
