//go:build !race

package contracts_test

const underRace = false
