package rollout

import "errors"

// Errors callers decide on.
var (
	// ErrPlan means that a plan cannot be read or breaks a rule of the contracts.
	ErrPlan = errors.New("the plan is refused")
	// ErrJournal means that the journal does not fit the plan, the chain or itself.
	ErrJournal = errors.New("the journal is refused")
	// ErrUnderWay means that a key has a transaction under way that is not ours.
	ErrUnderWay = errors.New("the key has another transaction under way")
	// ErrFunds means that a key cannot pay for its steps.
	ErrFunds = errors.New("the balance is too small")
	// ErrKey means that a key is none that the plan names.
	ErrKey = errors.New("the key is not named in the plan")
	// ErrWaiting means that what is left waits for somebody else, or for time to pass.
	ErrWaiting = errors.New("steps are left")
	// ErrTwice means that contracts of one step exist twice.
	ErrTwice = errors.New("a contract of the plan exists twice")
)
