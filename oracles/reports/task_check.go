package reports

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
)

// Check holds the hashes of a task against their contents.
func (t Task) Check() error {
	hash, err := t.Spec.Hash()
	switch {
	case err != nil:
		return err
	case hash != t.SpecHash:
		return fmt.Errorf("%w: spec_hash", ErrTask)
	case merkle.IncidentID(t.IncidentID) != t.ChainRef:
		return fmt.Errorf("%w: chain_ref", ErrTask)
	case t.Config.Digest() != t.ConfigDigest:
		return fmt.Errorf("%w: config_digest", ErrTask)
	}
	if err := t.Config.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrTask, err)
	}
	lines := t.Spec.Lines()
	if len(lines) != len(t.Lines) {
		return fmt.Errorf("%w: lines", ErrTask)
	}
	for i, l := range t.Lines {
		if l.Line != lines[i] {
			return fmt.Errorf("%w: line %d", ErrTask, i)
		}
	}
	return nil
}

// CheckSet computes the message of a set again from the task.
func (t Task) CheckSet(set PreparedSet) error {
	var heads []common.Hash
	for _, l := range t.Lines {
		if l.Accepted == (common.Hash{}) {
			return errors.New("a line has no accepted snapshot")
		}
		heads = append(heads, l.Accepted)
	}
	slices.SortFunc(heads, func(a, b common.Hash) int { return bytes.Compare(a[:], b[:]) })
	m := set.Message
	switch {
	case !slices.Equal(heads, set.Snapshots) || SnapshotsHash(set.Snapshots) != m.SnapshotsHash:
		return errors.New("snapshots of the set are not those of the lines")
	case m.ConfigDigest != t.ConfigDigest || m.IncidentID != t.ChainRef || m.SpecHash != t.SpecHash || m.Revision == 0:
		return errors.New("set is of another task")
	case m.Numeraire != t.Spec.Numeraire.Address || PricesHash(set.Prices) != m.PricesHash:
		return errors.New("numeraire or prices do not hash")
	}
	return t.checkPrices(set.Prices)
}

// checkPrices wants a price for each lost asset that is not the numéraire. Further
// prices are those of payout tokens, which the spec does not name; no asset has
// two and the numéraire none.
func (t Task) checkPrices(prices []Price) error {
	priced := map[models.SpecAsset]bool{t.Spec.Numeraire: true}
	for _, p := range prices {
		a := models.SpecAsset{ChainID: p.ChainID, Address: p.Asset}
		if priced[a] || p.Num.IsZero() || p.Den.IsZero() {
			return errors.New("an asset has two prices, or none above zero")
		}
		priced[a] = true
	}
	for _, l := range t.Lines {
		if !priced[l.Line.Asset] {
			return errors.New("an asset has no price")
		}
	}
	return nil
}
