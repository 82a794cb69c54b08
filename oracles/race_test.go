//go:build race

package oracles_test

// raceEnabled turns time limits off under the race detector.
const raceEnabled = true
