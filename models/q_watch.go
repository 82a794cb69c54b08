package models

import (
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Monitors lists one page of monitors, of one chain or all for 0, in one state or
// all for "".
func (tx *Tx) Monitors(chainID int64, state string, p Page) ([]Monitor, error) {
	w := where{}
	w.and(chainID != 0, "chain_id = ?", chainID)
	w.and(state != "", "state = ?", state)
	return page[Monitor](tx, p, w.cond(), w.args...)
}

// RunningMonitors are those of a chain in shadow or live, oldest first.
func (tx *Tx) RunningMonitors(chainID int64) ([]Monitor, error) {
	return list[Monitor](tx, query{cond: "chain_id = ? AND (state = 'shadow' OR state = 'live')", args: []any{chainID}, order: "id"})
}

// NewestMonitor is the newest version of a monitor, or ErrNotFound.
func (tx *Tx) NewestMonitor(chainID int64, name string) (Monitor, error) {
	rows, err := list[Monitor](tx, query{cond: "chain_id = ? AND name = ?", args: []any{chainID, name}, order: "number DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("newest monitor", ErrNotFound)
	}
	if err != nil {
		return Monitor{}, err
	}
	return rows[0], nil
}

// WatchedChainOf is how far a chain was watched, or ErrNotFound.
func (tx *Tx) WatchedChainOf(chainID int64) (WatchedChain, error) {
	return one[WatchedChain](tx, "chain_id = ?", chainID)
}

// WatchedChains lists the chains that were ever watched.
func (tx *Tx) WatchedChains() ([]WatchedChain, error) {
	return list[WatchedChain](tx, query{cond: "1 = 1", order: "chain_id"})
}

// WatchedBlockAt is the block of the watched chain at a height, or ErrNotFound.
func (tx *Tx) WatchedBlockAt(chainID, number int64) (WatchedBlock, error) {
	return one[WatchedBlock](tx, "chain_id = ? AND number = ? AND canonical", chainID, number)
}

// TakeBlock makes a block part of the watched chain; one that was replaced before
// may come back.
func (tx *Tx) TakeBlock(b WatchedBlock) error {
	had, err := one[WatchedBlock](tx, "chain_id = ? AND hash = ?", b.ChainID, b.Hash)
	switch {
	case errors.Is(err, ErrNotFound):
		b.Canonical = true
		return Insert(tx, &b)
	case err != nil:
		return err
	}
	had.Canonical = true
	if err := Update(tx, &had, "canonical"); err != nil {
		return err
	}
	_, err = tx.exec("return sightings", `UPDATE finding_sightings SET canonical = (1 = 1) WHERE hash = ?`, b.Hash)
	return err
}

// ReplaceBlocks takes the blocks above a height out of the watched chain, with
// what was seen in them, and ends their gaps. It returns how many blocks.
func (tx *Tx) ReplaceBlocks(chainID, above int64) (int64, error) {
	const these = `SELECT hash FROM watched_blocks WHERE chain_id = ? AND number > ? AND canonical`
	if _, err := tx.exec("withdraw sightings", `UPDATE finding_sightings SET canonical = (1 = 0) WHERE hash IN (`+these+`)`, chainID, above); err != nil {
		return 0, err
	}
	if _, err := tx.exec("end gaps", `UPDATE watch_gaps SET ended = 'gone' WHERE chain_id = ? AND ended = '' AND hash IN (`+these+`)`, chainID, chainID, above); err != nil {
		return 0, err
	}
	return tx.exec("replace blocks", `UPDATE watched_blocks SET canonical = (1 = 0) WHERE chain_id = ? AND number > ? AND canonical`, chainID, above)
}

// ForgetBlocks deletes the watched blocks below a height.
func (tx *Tx) ForgetBlocks(chainID, below int64) (int64, error) {
	return tx.exec("forget blocks", `DELETE FROM watched_blocks WHERE chain_id = ? AND number < ?`, chainID, below)
}

// OpenGaps are the gaps of a chain that nobody has filled yet, lowest block first.
func (tx *Tx) OpenGaps(chainID int64) ([]WatchGap, error) {
	return list[WatchGap](tx, query{cond: "chain_id = ? AND ended = ''", args: []any{chainID}, order: "number"})
}

// NoteGap writes a gap, or opens that of a block that came back.
func (tx *Tx) NoteGap(chainID, number int64, hash common.Hash, missing string, next time.Time) error {
	g, err := one[WatchGap](tx, "chain_id = ? AND hash = ?", chainID, H(hash))
	if errors.Is(err, ErrNotFound) {
		return Insert(tx, &WatchGap{ChainID: chainID, Number: number, Hash: H(hash), Missing: missing, NextAt: next})
	}
	if err != nil {
		return err
	}
	g.Missing, g.NextAt, g.Ended = missing, next, ""
	return Update(tx, &g, "missing", "next_at", "ended")
}

// FindingOf is the newest finding of a monitor about one thing, or ErrNotFound.
func (tx *Tx) FindingOf(monitorID int64, dedup common.Hash) (Finding, error) {
	rows, err := list[Finding](tx, query{cond: "monitor_id = ? AND dedup = ?", args: []any{monitorID, H(dedup)}, order: "id DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("newest finding", ErrNotFound)
	}
	if err != nil {
		return Finding{}, err
	}
	return rows[0], nil
}

// LastSighting is the newest sighting of a finding, or ErrNotFound.
func (tx *Tx) LastSighting(findingID int64) (FindingSighting, error) {
	rows, err := list[FindingSighting](tx, query{cond: "finding_id = ?", args: []any{findingID}, order: "id DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("newest sighting", ErrNotFound)
	}
	if err != nil {
		return FindingSighting{}, err
	}
	return rows[0], nil
}

// HasSighting reports whether a finding was seen in a block before, by the key of
// the sighting.
func (tx *Tx) HasSighting(findingID int64, key common.Hash) (bool, error) {
	n, err := count[FindingSighting](tx, "finding_id = ? AND key = ?", findingID, H(key))
	return n > 0, err
}

const lostFinding = `chain_id = ? AND state IN ('open', 'attached') AND NOT EXISTS
	(SELECT 1 FROM finding_sightings s WHERE s.finding_id = findings.id AND s.canonical)`

// LostFindings are the open and attached findings of a chain that no block of it
// shows any more.
func (tx *Tx) LostFindings(chainID int64) ([]Finding, error) {
	return list[Finding](tx, query{cond: lostFinding, args: []any{chainID}, order: "id"})
}

// FindingFilter narrows a list of findings; zero fields do not narrow.
type FindingFilter struct {
	ChainID   int64
	State     string
	Severity  string
	Level     string
	MonitorID int64
}

// Findings lists one page of findings.
func (tx *Tx) Findings(f FindingFilter, p Page) ([]Finding, error) {
	w := where{}
	w.and(f.ChainID != 0, "chain_id = ?", f.ChainID)
	w.and(f.State != "", "state = ?", f.State)
	w.and(f.Severity != "", "severity = ?", f.Severity)
	w.and(f.Level != "", "level = ?", f.Level)
	w.and(f.MonitorID != 0, "monitor_id = ?", f.MonitorID)
	return page[Finding](tx, p, w.cond(), w.args...)
}

// OpenFindings counts the open findings of all chains with a severity.
func (tx *Tx) OpenFindings(severity string) (int64, error) {
	return count[Finding](tx, "state = 'open' AND severity = ?", severity)
}

// SightingSpan is the first and the last block of the chain in which a finding was
// seen, or ErrNotFound.
func (tx *Tx) SightingSpan(findingID int64) (first, last FindingSighting, err error) {
	for order, to := range map[string]*FindingSighting{"number, id": &first, "number DESC, id DESC": &last} {
		rows, err := list[FindingSighting](tx, query{cond: "finding_id = ? AND canonical", args: []any{findingID}, order: order, limit: 1})
		if err == nil && len(rows) == 0 {
			err = wrap("sightings", ErrNotFound)
		}
		if err != nil {
			return first, last, err
		}
		*to = rows[0]
	}
	return first, last, nil
}
