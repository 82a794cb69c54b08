// Package monitor decides, for one block, what is suspicious: pure functions of
// one observation and of what the observations before it left behind.
//
// It knows what an observation of a block is and what a node could not show,
// monitors as versioned data (format makewhole.monitor/1), the language of their
// conditions (CEL over exact integers of 256 bits), windows over past blocks and
// how to take them back when a block is replaced, the static cost of a monitor,
// findings with keys that survive a replaced block, and the detectors that come
// with the program. It must not know nodes, databases, clocks, who is told and
// what is done about a finding.
//
// The invariants it protects:
//   - what is not known is unknown, never false: a monitor that lacks data, or
//     whose arithmetic fails, is blind for that block and says why;
//   - integers are exact, an overflow is an error and never wraps;
//   - after Rewind the engine is as if the blocks above had never been;
//   - a condition has no loop, and what it may cost is known before it runs.
//
// Start reading at Observation, then File, then Engine.Step.
package monitor
