// Package payouts is the money mathematics of Makewhole: who gets how much, to
// the last unit, from numbers alone.
//
// It knows eligible losses, water-filling over tranches, fixed denominators,
// layers and limits, the order in which recovered money returns, and the
// canonical public entitlement file that anybody can run again. It must not
// know claims, rows, clocks or nodes: its inputs are plain values, and the same
// values give the same result in any order on any machine.
//
// The invariant it protects is conservation: every function that divides money
// returns parts that add up to what came in (lines + held + carried + dust +
// unattributed = M), no line exceeds its entitlement, and all of it is checked
// inside; a broken sum is ErrInvariant and nothing is paid. Division rounds
// down for the receiver, from the exact fraction, never from a rounded ratio.
//
// Start reading at WaterFill in waterfill.go, then Recovery in recovery.go,
// then File.Compute in compute.go, which is what the settlement job, the
// committee member and the verifier all run. format.go defines the file.
package payouts
