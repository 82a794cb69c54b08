// Package ends proves that an incident can always end: it puts the tables of
// package states together and searches everything that can happen to one
// incident with one claim, its line in a settlement, its holds, its sweep, its
// snapshot set and money that comes back.
//
// It knows, for each act of the services, which edges of which tables move in
// one transaction, and which condition across records the service has beyond the
// tables: guards as data (one file for each room that takes them). Tests hold the
// data against the tables (every edge is used or excused, none is made up) and
// against the sources of the rooms (each act is where it says, each list of states
// is the one of the code, each move of the code is here), and search the product
// breadth first: from every combination that can be reached, steps that staff, a
// job or the chain surely take must lead to an end. A step that is only hoped for,
// like an act of a wallet, leads into combinations and out of none.
//
// A second, small product (closing.go) has what keeps an incident from being closed beyond
// that: exclusions that are not final, and recovered money without a receiver. A third
// (preview.go) has what keeps a preview from being approved: objections.
//
// It must not know rows, amounts or transactions, and nothing of the program
// imports it: amounts are what the histories of package rounds are played for. A
// freeze is left out: it stops steps, moves nothing, and two persons clear it. One
// record of each kind stands for all of them, since an incident waits for the
// slowest; snapshots and sets of snapshots have one table, so the set stands for
// both.
//
// Start reading at Step (model.go), then a file of steps, then search.go.
package ends
