// Package states holds every state of every record, the one table of steps that
// each life has, and who may take a step.
//
// It knows the names of states, events, staff roles and actors, and which edge
// leads where: one file a machine, with the story of its states. SQL CHECK
// lists, the enumerations of the API and docs/states.md are compared with these
// tables by tests, and a second list in another package fails one.
//
// It must not know rows, transactions, amounts or the chain: it imports nothing
// of this module, so that every room can read a table without importing the room
// that owns the record. What an edge does, and the conditions it has beyond its
// role, belong to the room that takes it.
//
// Start reading at machine.go, then at the life you are after; all.go lists them.
package states
