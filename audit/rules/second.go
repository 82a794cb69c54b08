package rules

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/books"
	"makewhole/audit/bundle"
	"makewhole/models"
)

// scriptTime bounds one run of the script.
const scriptTime = 10 * time.Minute

// script is the second implementation at hand.
type script struct{ audit.Script }

// ready finds the program and loads the script once; the error says what is
// missing, in one line.
func (s *script) ready(ctx context.Context) error {
	if s.Node == "" {
		s.Node = "node"
	}
	node, err := exec.LookPath(s.Node)
	if err != nil {
		return fmt.Errorf("%s is not installed", s.Node)
	}
	s.Node = node
	if _, err := os.Stat(filepath.Join(s.Dir, "bundle.mjs")); s.Dir == "" || err != nil {
		return fmt.Errorf("no bundle.mjs in %q; name the directory of the second verifier", s.Dir)
	}
	out, code, err := s.run(ctx)
	switch {
	case err != nil:
		return err
	case code == 2 && strings.HasPrefix(out, "usage:"):
		return nil
	case strings.Contains(out, "ERR_MODULE_NOT_FOUND"):
		return fmt.Errorf("the packages of %s are not installed: npm ci", filepath.Dir(s.Dir))
	}
	return fmt.Errorf("the second verifier does not start: %s", firstLine(out))
}

// run starts the script and returns what it printed and its exit code.
func (s *script) run(ctx context.Context, args ...string) (string, int, error) {
	ctx, cancel := context.WithTimeout(ctx, scriptTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.Node, append([]string{filepath.Join(s.Dir, "bundle.mjs")}, args...)...) //nolint:gosec // the operator names it
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return string(out), exit.ExitCode(), nil
	}
	return string(out), 0, err
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// defaultSample is how many settlements a run hands to the script.
const defaultSample = 3

// independent lets a second program, with its own arithmetic, tree and reader,
// check the bundles of a sample: what V3 to V5 say of them, it must say too.
func independent(r *audit.Run) error {
	at := script{r.Script}
	if err := at.ready(r.Ctx); err != nil {
		if r.Independent {
			return audit.Unchecked(err.Error())
		}
		return audit.Skipped(err.Error())
	}
	ids, err := signedSettlements(r)
	if err != nil {
		return err
	}
	r.Result.Note = fmt.Sprintf("seed %d, %d of %d signed settlements", r.Seed, min(len(ids), sampleSize(r)), len(ids))
	dir, err := os.MkdirTemp("", "makewhole-verify-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, id := range sample(r, ids) {
		if err := askScript(r, at, dir, id); err != nil {
			return err
		}
	}
	return nil
}

// signedSettlements lists the ids that have a bundle.
func signedSettlements(r *audit.Run) (ids []int64, err error) {
	return ids, r.EachSettlement(func(s *models.Settlement) error {
		if slices.Contains(books.SignedOn, s.State) {
			ids = append(ids, s.ID)
		}
		return nil
	})
}

func sampleSize(r *audit.Run) int {
	if r.Sample > 0 {
		return r.Sample
	}
	return defaultSample
}

// sample draws ids without repeating one; a seed always draws the same.
func sample(r *audit.Run, ids []int64) []int64 {
	rand.New(rand.NewPCG(r.Seed, 0)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] }) //nolint:gosec // repeatable on purpose
	ids = ids[:min(len(ids), sampleSize(r))]
	slices.Sort(ids)
	return ids
}

// askScript writes one bundle and compares the script's verdict with the row.
func askScript(r *audit.Run, at script, dir string, id int64) error {
	s, err := models.ByID[models.Settlement](r.Tx, id)
	if err != nil {
		return err
	}
	r.Checked()
	files := bundle.Bundle{}
	if err := files.Collect(r.Tx, &s); err != nil {
		r.Violation(s.PublicID, "its bundle cannot be made: %v", err)
		return nil //nolint:nilerr // what is stored does not make a bundle
	}
	to := filepath.Join(dir, "bundle")
	if err := files.Write(to); err != nil {
		return err
	}
	out, code, err := at.run(r.Ctx, to)
	if err != nil {
		return audit.Unchecked(fmt.Sprintf("the second verifier: %v", err))
	}
	if code != 0 {
		r.Violation(s.PublicID, "the second verifier refuses it: %s", firstLine(out))
		return nil
	}
	var verdict struct {
		OK           bool        `json:"ok"`
		SettlementID common.Hash `json:"settlement_id"`
		Total        string      `json:"total"`
	}
	if err := json.Unmarshal([]byte(out), &verdict); err != nil {
		return audit.Unchecked(fmt.Sprintf("the second verifier answered %q", firstLine(out)))
	}
	if !verdict.OK || verdict.SettlementID != s.ChainRef.Hash || verdict.Total != s.Paid.String() {
		r.Violation(s.PublicID, "the second verifier has %s of %s, stored are %s of %s", verdict.Total, verdict.SettlementID, s.Paid, s.ChainRef)
	}
	return nil
}
