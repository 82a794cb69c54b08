package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bindings holds the bytecode that tests deploy.
const bindings = "contracts/bindings_gen.go"

var errNoNode = errors.New("needs Node and contracts/node_modules")

// hasNode reports that contracts can be compiled here.
func hasNode(root string) bool {
	_, err := exec.LookPath("node")
	_, missing := os.Stat(filepath.Join(root, "contracts/node_modules/solc"))
	return err == nil && missing == nil
}

// compile builds the mutated contract from a copy of the sources and returns the
// bindings with its bytecode in place of the true one's.
func (m *mutant) compile(ctx context.Context, root, dir string, sources map[string]string) (map[string]string, error) {
	if !hasNode(root) {
		return nil, errNoNode
	}
	src := filepath.Join(root, "contracts/src")
	mutated := filepath.Join(dir, "src")
	if err := os.CopyFS(mutated, os.DirFS(src)); err != nil {
		return nil, err
	}
	for old, changed := range sources {
		text, err := os.ReadFile(changed)
		if err != nil {
			return nil, err
		}
		name, err := filepath.Rel(src, old)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(mutated, name), text, 0o600); err != nil { //nolint:gosec // a source of the tree, below a folder of ours
			return nil, err
		}
	}
	out := filepath.Join(dir, "artifacts")
	//nolint:gosec // the arguments are paths of this program and a name of a patch in the tree
	cmd := exec.CommandContext(ctx, "node", "build.mjs", "--src", mutated, "--out", out, "--only", m.Contract)
	cmd.Dir = filepath.Join(root, "contracts")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("does not compile: %w\n%s", err, text)
	}
	return m.swap(root, dir, out)
}

// swap replaces the contract's bytecode in the bindings.
func (m *mutant) swap(root, dir, out string) (map[string]string, error) {
	before, err := bytecode(filepath.Join(root, "contracts/artifacts", m.Contract+".json"))
	if err != nil {
		return nil, err
	}
	after, err := bytecode(filepath.Join(out, m.Contract+".json"))
	if err != nil {
		return nil, err
	}
	file := filepath.Join(root, bindings)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if strings.Count(string(text), before) != 1 {
		return nil, fmt.Errorf("the bindings do not hold the artefact of %s once", m.Contract)
	}
	to := filepath.Join(dir, "bindings_gen.go")
	changed := strings.Replace(string(text), before, after, 1)
	return map[string]string{file: to}, os.WriteFile(to, []byte(changed), 0o600) //nolint:gosec // below a folder of ours
}

func bytecode(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var a struct{ Bytecode string }
	err = json.Unmarshal(text, &a)
	return a.Bytecode, err
}
