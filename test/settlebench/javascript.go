package settlebench

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"makewhole/merkle"
)

// JavaScript is one tree of the same number of (address, amount) leaves built by
// @openzeppelin/merkle-tree and by us, both from values in memory to the root.
// The leaves and layouts differ (ours hash the settlement and an index too, and
// keep index order), so the roots do as well; both trees serve proofs that
// OpenZeppelin's MerkleProof.verify accepts.
type JavaScript struct {
	Leaves  int     `json:"leaves"`
	Seconds float64 `json:"seconds"`
	Ours    float64 `json:"ours_s"`
	Ratio   float64 `json:"ratio"`
}

// script reads the values from its input, builds the tree and prints seconds and
// root.
const script = `
import { StandardMerkleTree } from '@openzeppelin/merkle-tree';
let text = '';
for await (const chunk of process.stdin) text += chunk;
const values = text.trimEnd().split('\n').map((line) => line.split(','));
const start = performance.now();
const root = StandardMerkleTree.of(values, ['address', 'uint256']).root;
console.log((performance.now() - start) / 1000, root);
`

// IsNoNode reports whether an error says that node is not installed.
func IsNoNode(err error) bool { return errors.Is(err, exec.ErrNotFound) }

// MeasureJavaScript builds both trees; folder is where node finds the package.
func MeasureJavaScript(ctx context.Context, folder string, n int) (*JavaScript, error) {
	entries := make([]merkle.Entry, n)
	var input strings.Builder
	next := eachClaim(n)
	for i := range entries {
		c := next()
		entries[i] = merkle.Entry{Account: c.receiver, Amount: c.owed}
		fmt.Fprintf(&input, "%s,%s\n", c.receiver.Hex(), c.owed)
	}
	cmd := exec.CommandContext(ctx, "node", "--input-type=module", "-e", script)
	cmd.Dir, cmd.Stdin = folder, strings.NewReader(input.String())
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			return nil, fmt.Errorf("node: %w: %s", err, failed.Stderr)
		}
		return nil, fmt.Errorf("node: %w", err)
	}
	seconds, _, _ := strings.Cut(string(out), " ")
	js := &JavaScript{Leaves: n}
	if js.Seconds, err = strconv.ParseFloat(seconds, 64); err != nil {
		return nil, fmt.Errorf("node printed no time: %w", err)
	}
	start := time.Now()
	merkle.BuildPayouts(merkle.Hash{1}, entries)
	js.Ours = time.Since(start).Seconds()
	js.Ratio = js.Seconds / js.Ours
	return js, nil
}
