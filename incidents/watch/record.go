package watch

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/incidents/monitor"
	"makewhole/models"
	"makewhole/states"
)

// stamps are when a block was learned of, observed and judged.
type stamps struct{ seen, observed, decided time.Time }

// take judges one block and stores it with what was found.
func (w *Watcher) take(ctx context.Context, at *models.WatchedChain, h *types.Header, seen time.Time) error {
	if err := w.ready(ctx, at); err != nil {
		return err
	}
	g, err := w.observe(ctx, h)
	if err != nil {
		return err
	}
	if len(g.missing) > 0 && w.tried[g.Hash]+1 < tries {
		w.tried[g.Hash]++
		return fmt.Errorf("%w: block %d: %w", ErrMissing, g.Number, errors.Join(g.missing...))
	}
	when := stamps{seen: seen, observed: w.Now()}
	results, err := w.engine.Step(g.Observation)
	if err != nil {
		w.engine = nil
		return fmt.Errorf("judge block %d: %w", g.Number, err)
	}
	when.decided = w.Now()
	next := *at
	err = w.DB.Tx(ctx, func(tx *models.Tx) error {
		next = *at
		return w.record(tx, &next, g, results, when)
	})
	if err != nil {
		w.engine = nil // it has seen a block that was not stored
		return err
	}
	*at = next
	delete(w.tried, g.Hash)
	w.keep(g)
	return nil
}

// observe gathers a block, with what the block before it showed.
func (w *Watcher) observe(ctx context.Context, h *types.Header) (*gathered, error) {
	before := w.before
	if w.beforeN != h.ParentHash {
		before = nil
	}
	return gather(ctx, w.Node, h, w.engine.Feeds(), w.engine.Reads(), before)
}

// keep remembers the values of a block for the next one.
func (w *Watcher) keep(g *gathered) {
	w.before, w.beforeN = valuesOf(g), g.Hash
}

// record is the transaction of one block.
func (w *Watcher) record(tx *models.Tx, at *models.WatchedChain, g *gathered, results []monitor.Result, when stamps) error {
	n := int64(g.Number)
	block := models.WatchedBlock{ChainID: at.ChainID, Number: n, Hash: models.H(g.Hash), Parent: models.H(g.Parent), Time: int64(g.Time)}
	if err := tx.TakeBlock(block); err != nil {
		return err
	}
	if err := w.findings(tx, g, results, when); err != nil {
		return err
	}
	if len(g.missing) > 0 {
		text := errors.Join(g.missing...).Error()
		if err := tx.NoteGap(at.ChainID, n, g.Hash, text, tx.Now.Add(firstRetry)); err != nil {
			return err
		}
	}
	status, err := statusOf(g, results)
	if err != nil {
		return err
	}
	at.Number, at.Hash, at.Highest, at.Status, at.WatchedAt = n, models.H(g.Hash), max(at.Highest, n), status, tx.Now
	at.Head = max(at.Head, n)
	if err := models.Update(tx, at, "number", "hash", "highest", "head", "status", "watched_at"); err != nil || n < at.Highest {
		return err
	}
	return retract(tx, at.ChainID)
}

// retract takes back what only replaced blocks showed, once the branch that took
// their place is as long.
func retract(tx *models.Tx, chainID int64) error {
	lost, err := tx.LostFindings(chainID)
	if err != nil {
		return err
	}
	for i := range lost {
		reason := fmt.Sprintf("block %d (%s) was replaced", lost[i].Number, lost[i].Hash.Hex())
		if err := models.Move(tx, states.Finding, &lost[i], "retract", models.JobActor(states.JobWatch), reason); err != nil {
			return err
		}
	}
	return nil
}

// Status is what the newest block was blind to.
type Status struct {
	Feeds    map[string]string   `json:"feeds"`    // feed → why
	Monitors map[string][]string `json:"monitors"` // name/version → why
}

func statusOf(g *gathered, results []monitor.Result) (string, error) {
	s := Status{map[string]string{}, map[string][]string{}}
	for feed, why := range g.Blind {
		s.Feeds[string(feed)] = why
	}
	for _, r := range results {
		if len(r.Blind) > 0 {
			s.Monitors[keyOf(r.Monitor, r.Version)] = r.Blind
		}
	}
	text, err := json.Marshal(s)
	return string(text), err
}

func keyOf(name string, version int) string { return fmt.Sprintf("%s/%d", name, version) }

// findings stores what the monitors found in one block.
func (w *Watcher) findings(tx *models.Tx, g *gathered, results []monitor.Result, when stamps) error {
	for _, r := range results {
		m, known := w.running[keyOf(r.Monitor, r.Version)]
		if !known && len(r.Findings) > 0 {
			return fmt.Errorf("monitor %s has no row", keyOf(r.Monitor, r.Version))
		}
		for i := range r.Findings {
			if err := sight(tx, &m, &r.Findings[i], g.Observation, when); err != nil {
				return fmt.Errorf("finding of %s: %w", m.Name, err)
			}
		}
	}
	return nil
}

// sight adds one sighting to the finding that it belongs to, or begins one.
func sight(tx *models.Tx, m *models.Monitor, f *monitor.Finding, o *monitor.Observation, when stamps) error {
	row, err := tx.FindingOf(m.ID, f.Dedup)
	switch {
	case errors.Is(err, models.ErrNotFound), err == nil && !belongs(&row, f):
		row = newFinding(m, f, o, when)
		if err := models.Start(tx, states.Finding, &row, "find", models.JobActor(states.JobWatch), m.Name); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		had, err := tx.HasSighting(row.ID, f.Key)
		if err != nil {
			return err
		}
		if had {
			return again(tx, &row, o)
		}
	}
	return addSighting(tx, m, &row, f, o)
}

// again is a sighting that there is: its block may have come back to the chain.
func again(tx *models.Tx, row *models.Finding, o *monitor.Observation) error {
	if row.State != states.FindingRetracted {
		return nil
	}
	return models.Move(tx, states.Finding, row, "reinstate", models.JobActor(states.JobWatch), "block "+o.Hash.Hex()+" is back")
}

// belongs says whether a sighting is one of a finding that there is.
func belongs(row *models.Finding, f *monitor.Finding) bool {
	return row.State != states.FindingDismissed || f.Tx != (common.Hash{}) || int64(f.Number) <= row.LastNumber+monitor.OneEpisode
}

func newFinding(m *models.Monitor, f *monitor.Finding, o *monitor.Observation, when stamps) models.Finding {
	row := models.Finding{
		PublicID: models.NewID("fnd"), ChainID: m.ChainID, MonitorID: m.ID, Dedup: models.H(f.Dedup), Module: models.Addr(f.Module), Cluster: f.Cluster,
		Severity: f.Severity, Class: f.Class, Damage: string(f.Damage), Level: string(f.Level()), Number: int64(f.Number), Hash: models.H(f.Block),
		LastNumber: int64(f.Number), Sightings: 1, BlockTime: time.Unix(int64(o.Time), 0).UTC(), SeenAt: when.seen, ObservedAt: when.observed, DecidedAt: when.decided,
	}
	if f.Tx != (common.Hash{}) {
		hash := models.H(f.Tx)
		row.TxHash = &hash
	}
	return row
}

// addSighting writes a sighting and what the finding is with it.
func addSighting(tx *models.Tx, m *models.Monitor, row *models.Finding, f *monitor.Finding, o *monitor.Observation) error {
	s, err := newSighting(tx, m, row, f, o)
	if err != nil {
		return err
	}
	if err := models.Insert(tx, &s); err != nil {
		return err
	}
	first, last, err := tx.SightingSpan(row.ID)
	if err != nil {
		return err
	}
	if s.Prev.Hash != (common.Hash{}) {
		row.Sightings++
	}
	row.Number, row.Hash, row.LastNumber = first.Number, first.Hash, last.Number
	if row.Damage = worse(row.Damage, s.Damage); f.Level() == monitor.LevelAct {
		row.Level = string(monitor.LevelAct)
	}
	cols := []string{"sightings", "number", "hash", "last_number", "damage", "level"}
	if row.State == states.FindingRetracted {
		return models.Move(tx, states.Finding, row, "reinstate", models.JobActor(states.JobWatch), "seen in block "+o.Hash.Hex(), cols...)
	}
	return models.Update(tx, row, cols...)
}

// worse is the graver of two damages.
func worse(a, b string) string {
	for _, d := range []monitor.Damage{monitor.DamageYes, monitor.DamageUnknown} {
		if a == string(d) || b == string(d) {
			return string(d)
		}
	}
	return a
}

// Evidence is what the hash of a sighting is of, as JSON with these keys in this
// order.
type Evidence struct {
	Prev    common.Hash       `json:"prev"`
	Key     common.Hash       `json:"key"`
	Chain   int64             `json:"chain"`
	Number  uint64            `json:"number"`
	Block   common.Hash       `json:"block"`
	Tx      common.Hash       `json:"tx"`
	Monitor common.Hash       `json:"monitor"` // sha256 of its file
	Damage  string            `json:"damage"`
	Values  map[string]string `json:"values"`
}

// Hash is sha256 of the JSON.
func (e Evidence) Hash() (common.Hash, error) {
	text, err := json.Marshal(e)
	return common.Hash(sha256.Sum256(text)), err
}

// newSighting links a sighting to the one before it.
func newSighting(tx *models.Tx, m *models.Monitor, row *models.Finding, f *monitor.Finding, o *monitor.Observation) (models.FindingSighting, error) {
	last, err := tx.LastSighting(row.ID)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return last, err
	}
	shown, err := json.Marshal(f.Values)
	if err != nil {
		return last, err
	}
	e := Evidence{
		Prev: last.Evidence.Hash, Key: f.Key, Chain: m.ChainID, Number: f.Number, Block: o.Hash, Tx: f.Tx, Monitor: m.ContentHash.Hash,
		Damage: string(f.Damage), Values: f.Values,
	}
	hash, err := e.Hash()
	return models.FindingSighting{
		FindingID: row.ID, Number: int64(f.Number), Hash: models.H(o.Hash), Key: models.H(f.Key), Canonical: true, Damage: string(f.Damage),
		Shown: string(shown), Prev: models.H(e.Prev), Evidence: models.H(hash),
	}, err
}
