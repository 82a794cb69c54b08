package claims

import "makewhole/states"

// CoverMachine is the state table of a cover.
var CoverMachine = states.Cover

const (
	CoverActive    = states.CoverActive
	CoverCancelled = states.CoverCancelled
)
