package settlements

import "errors"

// What only settlements refuse; what every room refuses is in package service.
var (
	// ErrNothingToSettle means a draft would pay nobody anything new.
	ErrNothingToSettle = errors.New("settlements: nothing to settle")
	// ErrUnverified says that the verification before publication has not passed.
	ErrUnverified = errors.New("the verification before publication has not passed")
)
