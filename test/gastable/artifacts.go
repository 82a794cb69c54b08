package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
)

//go:embed artifacts/*.json
var artifacts embed.FS

// artifact is bytecode that contracts/peers/build.mjs has compiled or copied:
// somebody else's distributor, or a variant of ours without one thing.
type artifact struct {
	Name string `json:"-"`
	// Contract is set for variants: which contract of ours it replaces.
	Contract string          `json:"contract"`
	Why      string          `json:"why"`
	Input    string          `json:"input"`
	Compiler string          `json:"compiler"`
	ABI      json.RawMessage `json:"abi"`
	Bytecode string          `json:"bytecode"`
}

func loadArtifact(name string) (artifact, error) {
	raw, err := artifacts.ReadFile(path.Join("artifacts", name+".json"))
	if err != nil {
		return artifact{}, fmt.Errorf("read artefact: %w", err)
	}
	a := artifact{Name: name}
	if err := json.Unmarshal(raw, &a); err != nil {
		return artifact{}, fmt.Errorf("read artefact %s: %w", name, err)
	}
	return a, nil
}

func (a artifact) code() []byte { return common.FromHex(a.Bytecode) }

// variant is a deployment with this artefact in place of ours.
func (a artifact) variant() variant {
	v := variant{code: map[string][]byte{a.Contract: a.code()}}
	if a.Name == "without-signatures" {
		v.unsigned = 3
	}
	return v
}

// pack encodes a call of a peer; "" is its constructor.
func (s *session) pack(a artifact, method string, args ...any) []byte {
	parsed, err := abi.JSON(strings.NewReader(string(a.ABI)))
	if err != nil {
		s.fail(err)
		return nil
	}
	data, err := parsed.Pack(method, args...)
	if err != nil {
		s.fail(err)
	}
	return data
}

// variants lists everything of ours that lacks something, by name.
func variants() ([]artifact, error) {
	files, err := fs.Glob(artifacts, "artifacts/without-*.json")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []artifact
	for _, f := range files {
		a, err := loadArtifact(strings.TrimSuffix(path.Base(f), ".json"))
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
