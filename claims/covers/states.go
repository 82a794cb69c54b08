package covers

import "makewhole/states"

// Machine is the state table of a cover.
var Machine = states.Cover

// States of a cover.
const (
	Active    = states.CoverActive
	Cancelled = states.CoverCancelled
)
