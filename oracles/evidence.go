package oracles

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rlp"
)

// Manifest lists evidence files, ascending bytewise by path, one per line:
// hex(sha256), two spaces, size in decimal, two spaces, path, LF.
func Manifest(files map[string][]byte) []byte {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%x  %d  %s\n", sha256.Sum256(files[path]), len(files[path]), path)
	}
	return []byte(b.String())
}

// EvidenceHash is keccak256 of the manifest: evidenceHash of a snapshot.
func EvidenceHash(files map[string][]byte) common.Hash { return crypto.Keccak256Hash(Manifest(files)) }

var pathForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._/-]{0,199}$`)

// CheckManifest reads a manifest strictly and returns path → sha256. Paths
// outside the folder of the bundle are refused.
func CheckManifest(manifest []byte) (map[string][32]byte, error) {
	out := map[string][32]byte{}
	last := ""
	for line := range strings.Lines(string(manifest)) {
		sum, path, ok := parseManifestLine(line)
		if !ok || path <= last || len(out) >= manifestLines {
			return nil, errors.New("manifest: wrong form or order")
		}
		out[path], last = sum, path
	}
	return out, nil
}

func parseManifestLine(line string) (sum [32]byte, path string, ok bool) {
	hex, rest, ok1 := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
	size, path, ok2 := strings.Cut(rest, "  ")
	n, err := strconv.ParseUint(size, 10, 63)
	if !ok1 || !ok2 || err != nil || strconv.FormatUint(n, 10) != size || !strings.HasSuffix(line, "\n") {
		return sum, "", false
	}
	if !pathForm.MatchString(path) || strings.Contains(path, "..") || len(hex) != 64 || strings.ToLower(hex) != hex {
		return sum, "", false
	}
	return sum, path, readHex(sum[:], []byte("0x"+hex))
}

type accountLine struct {
	Module   wireAddress `json:"module"`
	Account  wireAddress `json:"account"`
	Before   wireAmount  `json:"before"`
	In       wireAmount  `json:"in"`
	Out      wireAmount  `json:"out"`
	LateIn   wireAmount  `json:"late_in"`
	LateOut  wireAmount  `json:"late_out"`
	After    wireAmount  `json:"after"`
	Loss     wireAmount  `json:"loss"`
	Average  *wireAmount `json:"average,omitempty"` // with positions
	Insured  *wireAmount `json:"insured,omitempty"`
	Excluded string      `json:"excluded"`
}

type moduleLine struct {
	Module       wireAddress `json:"module"`
	Before       wireAmount  `json:"before"`
	After        wireAmount  `json:"after"`
	Drop         wireAmount  `json:"drop"`
	Leaves       wireAmount  `json:"leaves"`
	Unattributed wireAmount  `json:"unattributed"`
}

type leafLine struct {
	Index wireUint `json:"index"`
	wireLeaf
}

// encodeLeaves writes the evidence file of the leaves.
func encodeLeaves(leaves []Leaf) ([]byte, error) {
	lines := make([]leafLine, len(leaves))
	for i, l := range leaves {
		lines[i] = leafLine{wireUint(i), wireOfLeaf(l)}
	}
	return ndjson(lines)
}

// evidence writes the files that follow from the spec and the chain alone: no
// clock, no provider, no version of this program.
func (b *builder) evidence() (map[string][]byte, error) {
	files := map[string][]byte{}
	var err error
	if files["spec.json"], err = b.Spec.Canonical(); err != nil {
		return nil, err
	}
	if files[leavesFile], err = encodeLeaves(b.built.Leaves); err != nil {
		return nil, err
	}
	return files, b.method.evidence(b, files)
}

// chainEvidence is what was looked at on the chain: accounts, modules, headers.
func chainEvidence(b *builder, files map[string][]byte) (err error) {
	accounts := make([]accountLine, len(b.built.Accounts))
	for i, a := range b.built.Accounts {
		accounts[i] = accountLine{
			Module: wireAddress(a.Module), Account: wireAddress(a.Account), Before: wireAmount{a.Before}, In: wireAmount{a.In}, Out: wireAmount{a.Out},
			LateIn: wireAmount{a.LateIn}, LateOut: wireAmount{a.LateOut}, After: wireAmount{a.After}, Loss: wireAmount{a.Loss}, Excluded: a.Excluded,
		}
		if b.method.Positions {
			accounts[i].Average, accounts[i].Insured = &wireAmount{a.Average}, &wireAmount{a.Insured}
		}
	}
	if files["accounts.ndjson"], err = ndjson(accounts); err != nil {
		return err
	}
	modules := make([]moduleLine, len(b.built.Modules))
	for i, m := range b.built.Modules {
		modules[i] = moduleLine{
			wireAddress(m.Address), wireAmount{m.Before}, wireAmount{m.After}, wireAmount{m.Drop}, wireAmount{m.Leaves}, wireAmount{m.Unattributed},
		}
	}
	if files["modules.ndjson"], err = ndjson(modules); err != nil {
		return err
	}
	for _, h := range b.headers {
		raw, err := rlp.EncodeToBytes(h)
		if err != nil {
			return err
		}
		files[fmt.Sprintf("headers/%d-%s.rlp", b.Line.SourceChainID, h.Number)] = raw
	}
	return nil
}

// ndjson writes one JSON value per line.
func ndjson[T any](rows []T) ([]byte, error) {
	var out []byte
	for _, r := range rows {
		line, err := json.Marshal(r)
		if err != nil {
			return nil, err
		}
		out = append(append(out, line...), '\n')
	}
	if out == nil {
		out = []byte{}
	}
	return out, nil
}
