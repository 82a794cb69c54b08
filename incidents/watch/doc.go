// Package watch follows chains at every head, gathers one observation a block for
// the monitors and keeps what they find.
//
// The story in the order it happens: a file names the modules that are watched and
// the monitors bound to them (file.go, register.go). A Watcher walks from the last
// block it took in to the head by parent hashes, and back to where another branch
// begins (follow.go). Of each block it gathers what the monitors ask for at that
// block's hash (gather.go, trace.go); what no node could give is named as blind,
// and what one could have given is a gap that is tried again (gaps.go). Monitors
// judge, and block and findings are stored in one transaction (record.go). Engines
// that were lost are made again from old blocks (rebuild.go). People give their
// verdict on findings and decide which monitors are live (service.go).
//
// It knows observations, rows of watched chains and findings. It must not know how
// a condition is judged (incidents/monitor), what is done about a finding, or HTTP.
//
// The invariants it protects:
//   - a block is taken in only after its parent; one that a branch replaced takes
//     what was found in it back;
//   - a head below the one that was reached is a node that lags, and changes nothing;
//   - what was not seen is blind or a gap, never quiet;
//   - one block gives one sighting of a finding, however often it is looked at.
//
// Start reading at follow.go, then gather.go.
package watch
