package distributions

import "errors"

// What only distributions refuse; what every room refuses is in package service.
var (
	// ErrStale means a distribution plan that prices, payments or time have
	// overtaken: make a new one.
	ErrStale = errors.New("distributions: the plan is stale")
)
