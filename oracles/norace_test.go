//go:build !race

package oracles_test

const raceEnabled = false
