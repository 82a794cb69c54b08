package app

import "time"

// torture is what builds with the tag torture set: crash points, a clock that
// follows a development chain, short leases. Nothing else can set it, so other
// binaries have no such switch.
var torture = struct {
	sender func(point string) error
	store  func(point string)
	now    func() time.Time
	lease  time.Duration // zero keeps the defaults
}{now: time.Now}
