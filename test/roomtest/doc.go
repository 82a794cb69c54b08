// Package roomtest is the world in which claims, settlements and distributions
// are tested: the three services over a fresh store of each engine, a catalog, a
// small staff, a chain without blocks, and the steps that lead from a loss to a
// payment.
//
// It knows the exported methods of the three rooms, and writes itself only what
// other programs write: incidents, snapshots and chain events. It must not know
// the inside of any room, and no program imports it.
//
// Start reading at world.go (the world) and steps.go (what happens in it).
package roomtest
