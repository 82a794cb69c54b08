package reports

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

// LeavesFile is the evidence file that lists the leaves.
const LeavesFile = "leaves.ndjson"

type leafLine struct {
	Index WireUint `json:"index"`
	wireLeaf
}

// EncodeLeaves writes the evidence file of the leaves.
func EncodeLeaves(leaves []Leaf) ([]byte, error) {
	lines := make([]leafLine, len(leaves))
	for i, l := range leaves {
		lines[i] = leafLine{WireUint(i), wireOfLeaf(l)}
	}
	return NDJSON(lines)
}

// NDJSON writes one JSON value per line.
func NDJSON[T any](rows []T) ([]byte, error) {
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
