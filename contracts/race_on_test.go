//go:build race

package contracts_test

// underRace: one goroutine plays a history, so that the race detector finds
// nothing and costs twenty times as much; the fuzzer is short then.
const underRace = true
