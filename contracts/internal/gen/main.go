// Command gen writes bindings_gen.go from the committed artefacts, in the style
// of abigen --v2. It needs no Solidity compiler and no network.
//
// It knows the artefact files and go-ethereum's generator and nothing of what
// the contracts do; what it writes follows from the artefacts alone, so CI can
// prove the bindings current. Start reading at run.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/accounts/abi/abigen"
)

type artefact struct {
	Name     string          `json:"name"`
	ABI      json.RawMessage `json:"abi"`
	Bytecode string          `json:"bytecode"`
}

func main() {
	if err := run("artifacts", "bindings_gen.go"); err != nil {
		log.Fatal(err)
	}
}

func run(dir, out string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return fmt.Errorf("list artefacts: %w", err)
	}
	var names, abis, codes []string
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("read artefact: %w", err)
		}
		var a artefact
		if err := json.Unmarshal(raw, &a); err != nil {
			return fmt.Errorf("parse %s: %w", file, err)
		}
		bound, err := withoutDomain(a.ABI)
		if err != nil {
			return fmt.Errorf("parse ABI of %s: %w", file, err)
		}
		names = append(names, a.Name)
		abis = append(abis, bound)
		codes = append(codes, a.Bytecode)
	}
	code, err := abigen.BindV2(names, abis, codes, "contracts", map[string]string{}, map[string]string{})
	if err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	return os.WriteFile(out, []byte(code), 0o644) //nolint:gosec // source code
}

// withoutDomain drops eip712Domain(): abigen names its result type after the
// method alone, so two contracts that have it cannot share a package, and Go
// states the domains itself.
func withoutDomain(raw json.RawMessage) (string, error) {
	var all, kept []json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return "", err
	}
	for _, entry := range all {
		var head struct {
			Name string `json:"name"`
		}
		if err := json.Unmarshal(entry, &head); err != nil {
			return "", err
		}
		if head.Name != "eip712Domain" {
			kept = append(kept, entry)
		}
	}
	out, err := json.Marshal(kept)
	return string(out), err
}
