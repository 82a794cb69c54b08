package main

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
)

// sampled keeps every mutant in Go and n of those in Solidity: the ones whose names hash
// lowest together with the sources and tests of the folder of contracts, so that every
// change there draws others.
func sampled(contracts string, all []mutant, n int) ([]mutant, error) {
	tree := sha256.New()
	for _, pattern := range []string{"src/*.sol", "*_test.go"} {
		files, err := filepath.Glob(filepath.Join(contracts, pattern)) // sorted
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			sum := sha256.Sum256(text)
			tree.Write(sum[:])
		}
	}
	rank := func(m mutant) []byte {
		sum := sha256.Sum256(append([]byte(m.File+"\x00"), tree.Sum(nil)...))
		return sum[:]
	}
	var solidity []mutant
	for _, m := range all {
		if m.Contract != "" {
			solidity = append(solidity, m)
		}
	}
	slices.SortFunc(solidity, func(a, b mutant) int { return bytes.Compare(rank(a), rank(b)) })
	kept := map[string]bool{}
	for _, m := range solidity[:min(n, len(solidity))] {
		kept[m.File] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(m mutant) bool { return m.Contract != "" && !kept[m.File] }), nil
}
