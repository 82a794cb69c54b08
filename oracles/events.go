package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/reports"
	"makewhole/states"
)

// eventBatch is how many events one transaction applies.
const eventBatch = 200

// events is what each final event of LossOracle does to the rows here, by the
// name under which package chain stores it. An event that is consumed and has no
// entry is an error.
var events = map[string]func(*models.Tx, *models.ChainEvent, event) error{
	"SnapshotRegistered":    applyRegistered,
	"SnapshotSetRegistered": applyRegistered,
	"SnapshotChallenged":    applyChallenged,
	"ChallengeDecided":      applyDecided,
	"SnapshotSuperseded":    applySuperseded,
	"SnapshotStruck":        applyStruck,
	"SetSealed":             applySealed,
	"ConfigActivated":       applyConfig,
	"ConfigRetired":         applyRetired,
}

var eventNames = slices.Sorted(maps.Keys(events))

// event holds the fields of all of them; each has only its own.
type event struct {
	Digest       reports.WireHash    `json:"digest"`
	By           string              `json:"by"` // a hash in SnapshotSuperseded, an address in ChallengeDecided
	FinalAt      reports.WireUint    `json:"final_at"`
	Verdict      reports.WireUint    `json:"verdict"`
	SetDigest    reports.WireHash    `json:"set_digest"`
	Config       *reports.WireConfig `json:"config"`
	ConfigDigest reports.WireHash    `json:"config_digest"`
	Compromised  bool                `json:"compromised"`
}

// ApplyEvents mirrors what the oracle contract did, from final events only, and
// then lets the clock act: windows that have passed make snapshots and sets
// final, and sets whose members are registered go to the contract. It returns
// how many events it applied.
func (s *Service) ApplyEvents(ctx context.Context) (int, error) {
	now, err := s.chainTime(ctx)
	if err != nil {
		return 0, err
	}
	applied := 0
	for {
		n := 0
		err := s.DB.Tx(ctx, func(tx *models.Tx) error {
			var err error
			n, err = applyBatch(tx)
			return err
		})
		if err != nil {
			return applied, err
		}
		if applied += n; n < eventBatch {
			break
		}
	}
	return applied, s.tick(ctx, now)
}

func applyBatch(tx *models.Tx) (int, error) {
	pending, err := tx.PendingEvents(eventBatch, eventNames...)
	if err != nil {
		return 0, err
	}
	for i := range pending {
		if err := apply(tx, &pending[i]); err != nil {
			return 0, fmt.Errorf("apply %s of transaction %s: %w", pending[i].Name, pending[i].TxHash, err)
		}
		if err := tx.MarkApplied(&pending[i]); err != nil {
			return 0, err
		}
	}
	return len(pending), nil
}

func apply(tx *models.Tx, row *models.ChainEvent) error {
	handle, known := events[row.Name]
	if !known {
		return fmt.Errorf("%w: %s", errEvent, row.Name)
	}
	var e event
	if err := json.Unmarshal([]byte(row.Payload), &e); err != nil {
		return err
	}
	return handle(tx, row, e)
}

// errEvent means that an event is consumed and nobody knows what it does.
var errEvent = errors.New("oracles: no entry for an event")

func applyChallenged(tx *models.Tx, _ *models.ChainEvent, e event) error {
	return onSubject(tx, e.Digest, func(s *subject) error { return s.note(tx, "challenged") })
}

func applyDecided(tx *models.Tx, _ *models.ChainEvent, e event) error {
	return onSubject(tx, e.Digest, func(s *subject) error {
		if e.Verdict == 1 {
			return s.move(tx, "uphold_challenge", "challenge upheld")
		}
		return s.note(tx, "")
	})
}

func applySuperseded(tx *models.Tx, _ *models.ChainEvent, e event) error {
	return onSubject(tx, e.Digest, func(s *subject) error { return s.move(tx, "supersede", "later revision registered") })
}

func applyStruck(tx *models.Tx, _ *models.ChainEvent, e event) error {
	return onSubject(tx, e.Digest, func(s *subject) error { return s.move(tx, "strike", "struck by the guardian") })
}

// subject is a snapshot or a set; the contract treats them alike.
type subject struct {
	snapshot *models.Snapshot
	set      *models.SnapshotSet
}

// onSubject calls fn with the row of a digest. A digest nobody reported here is
// no error: somebody may use the contract without this server.
func onSubject(tx *models.Tx, digest reports.WireHash, fn func(*subject) error) error {
	snap, err := tx.SnapshotByDigest(common.Hash(digest))
	if err == nil {
		return fn(&subject{snapshot: &snap})
	}
	if !errors.Is(err, models.ErrNotFound) {
		return err
	}
	set, err := tx.SetByDigest(common.Hash(digest))
	if err == nil {
		return fn(&subject{set: &set})
	}
	if !errors.Is(err, models.ErrNotFound) {
		return err
	}
	return tx.Audit(contract, "oracle.unknown_digest", common.Hash(digest).Hex(), nil)
}

func (s *subject) state() string {
	if s.snapshot != nil {
		return s.snapshot.State
	}
	return s.set.State
}

func (s *subject) move(tx *models.Tx, event, reason string) error {
	if s.snapshot != nil {
		s.snapshot.Reason = ""
		if event == "supersede" || event == "strike" || event == "uphold_challenge" {
			if err := dropSets(tx, s.snapshot); err != nil {
				return err
			}
		}
		return models.Move(tx, snapshotMachine, s.snapshot, event, contract, reason, "reason", "registered_at", "final_at")
	}
	return models.Move(tx, setMachine, s.set, event, contract, reason, "registered_at")
}

// dropSets ends the sets that rest on a snapshot which no longer stands and were
// not registered: the contract would refuse them, and the next set takes their
// revision.
func dropSets(tx *models.Tx, gone *models.Snapshot) error {
	rows, err := tx.IncidentSets(gone.IncidentID)
	if err != nil {
		return err
	}
	for i := range rows {
		if !slices.Contains([]string{models.SnapshotCollecting, models.SnapshotQuorum}, rows[i].State) {
			continue
		}
		members, err := DecodeDigests(rows[i].Members)
		if err != nil {
			return err
		}
		if !slices.Contains(members, gone.Digest.Hash) {
			continue
		}
		if err := (&subject{set: &rows[i]}).move(tx, "supersede", "one of its snapshots no longer stands"); err != nil {
			return err
		}
	}
	return nil
}

// note writes why a snapshot waits. Sets have no such column: whether one is
// contested is asked of the contract when its window ends.
func (s *subject) note(tx *models.Tx, reason string) error {
	if s.snapshot == nil || s.snapshot.Reason == reason {
		return nil
	}
	s.snapshot.Reason = reason
	return models.Update(tx, s.snapshot, "reason")
}

// applyRegistered starts the challenge window. The contract decided which quorum
// came first: rivals of the same revision lose.
func applyRegistered(tx *models.Tx, row *models.ChainEvent, e event) error {
	return onSubject(tx, e.Digest, func(s *subject) error {
		switch s.state() {
		case models.SnapshotCollecting, models.SnapshotQuorum:
		case models.SnapshotRejected, models.SnapshotSuperseded, models.SnapshotExpired:
			return tx.Freeze("the contract registered a digest that was refused here: "+common.Hash(e.Digest).Hex(), contract)
		default:
			return nil
		}
		at, final := row.BlockTime.UTC(), time.Unix(int64(e.FinalAt), 0).UTC()
		if s.snapshot != nil {
			s.snapshot.RegisteredAt, s.snapshot.FinalAt = &at, &final
		} else {
			s.set.RegisteredAt = &at
		}
		if err := s.move(tx, "register", "registered on chain"); err != nil {
			return err
		}
		if err := s.move(tx, "open_window", ""); err != nil {
			return err
		}
		return s.endRivals(tx)
	})
}

// endRivals supersedes other candidates of the revision that was registered.
func (s *subject) endRivals(tx *models.Tx) error {
	open := []string{models.SnapshotCollecting, models.SnapshotQuorum}
	if s.snapshot != nil {
		rows, err := tx.SnapshotLine(s.snapshot.IncidentID, s.snapshot.SourceChainID, s.snapshot.AssetID)
		for i := range rows {
			if r := &rows[i]; r.ID != s.snapshot.ID && r.Revision <= s.snapshot.Revision && slices.Contains(open, r.State) {
				if err := (&subject{snapshot: r}).move(tx, "supersede", "another digest was registered"); err != nil {
					return err
				}
			}
		}
		return err
	}
	rows, err := tx.IncidentSets(s.set.IncidentID)
	for i := range rows {
		if r := &rows[i]; r.ID != s.set.ID && r.Revision <= s.set.Revision && slices.Contains(open, r.State) {
			if err := (&subject{set: r}).move(tx, "supersede", "another set was registered"); err != nil {
				return err
			}
		}
	}
	return err
}

// applySealed seals a set and its members. The contract seals only what is
// final; the clock here may be behind, so what is still open becomes final
// first.
func applySealed(tx *models.Tx, _ *models.ChainEvent, e event) error {
	digest := common.Hash(e.SetDigest)
	return onSubject(tx, e.SetDigest, func(s *subject) error {
		if s.set == nil {
			return fmt.Errorf("sealed digest %s is no set", digest)
		}
		members, err := DecodeDigests(s.set.Members)
		if err != nil {
			return err
		}
		if err := s.seal(tx); err != nil {
			return err
		}
		for _, m := range members {
			if err := onSubject(tx, reports.WireHash(m), func(s *subject) error { return s.seal(tx) }); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *subject) seal(tx *models.Tx) error {
	if s.state() == models.SnapshotSealed {
		return nil
	}
	if s.state() == models.SnapshotChallengeable {
		if err := s.move(tx, "pass_window", "the contract sealed it"); err != nil {
			return err
		}
	}
	return s.move(tx, "seal", "a settlement rests on it")
}

func applyConfig(tx *models.Tx, row *models.ChainEvent, e event) error {
	w := e.Config
	if w == nil {
		return errors.New("event has no config")
	}
	c := contracts.OracleConfig{
		ChainID: uint64(row.ChainID), Oracle: row.Contract.Address, Count: uint64(w.Count),
		F: uint8(w.F), Threshold: uint8(w.Threshold),
		ChallengeWindow: uint64(w.ChallengeWindow), MaxAge: uint64(w.MaxAge), MaxClockSkew: uint64(w.MaxClockSkew),
		MaxDeviationBps: uint16(w.MaxDeviationBps),
	}
	for _, a := range w.Signers {
		c.Signers = append(c.Signers, common.Address(a))
	}
	_, err := registerConfig(tx, contract, c)
	return err
}

func applyRetired(tx *models.Tx, _ *models.ChainEvent, e event) error {
	digest, compromised := common.Hash(e.ConfigDigest), e.Compromised
	row, err := tx.OracleConfigFor(digest)
	if errors.Is(err, models.ErrNotFound) {
		return nil // retired before this server knew it
	}
	if err != nil {
		return err
	}
	state := states.OracleConfigRetired
	if compromised {
		state = states.OracleConfigCompromised
	}
	return retire(tx, contract, row, state)
}
