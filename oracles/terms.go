package oracles

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/oracles/reports"
)

// What members sign has an end, on which they must agree before they sign. Ends lie
// on a grid that begins when the incident was confirmed, so that members who ask
// apart are told the same, and a candidate that others have signed keeps its own.
const (
	termStep  = 60 * 24 * time.Hour // between two ends of the grid
	termLeast = 20 * 24 * time.Hour // from a task to the end that it names
	// termLate is how long after its end the chain may still tell of a message that it
	// took in time.
	termLate = 24 * time.Hour
)

// nextEnd is the first end of the incident's grid that is far enough ahead, in Unix
// seconds: 20 to 80 days, within contracts.MaxTerm.
func nextEnd(inc *models.Incident, now time.Time) uint64 {
	from := inc.CreatedAt
	if inc.ConfirmedAt != nil {
		from = *inc.ConfirmedAt
	}
	steps := (now.Add(termLeast).Sub(from) + termStep - 1) / termStep
	return uint64(max(0, from.Add(max(1, steps)*termStep).Unix()))
}

// endOf reads the end of a stored message, of a snapshot or a set.
func endOf(message string) (uint64, error) {
	var m struct {
		ValidUntil reports.WireUint `json:"valid_until"`
	}
	if err := json.Unmarshal([]byte(message), &m); err != nil {
		return 0, fmt.Errorf("end of a stored message: %w", err)
	}
	return uint64(m.ValidUntil), nil
}

func ended(message string, now time.Time) (bool, error) {
	end, err := endOf(message)
	return int64(end) < now.Unix(), err
}

// setEnd is the end that a candidate of the same set has already, when it is not
// over, and the next one of the grid otherwise.
func setEnd(inc *models.Incident, rows []models.SnapshotSet, revision uint64, snapshots common.Hash, now time.Time) (uint64, error) {
	for i := range rows {
		r := &rows[i]
		if uint64(r.Revision) != revision || r.State != models.SnapshotCollecting {
			continue
		}
		var w reports.WireSet
		if err := json.Unmarshal([]byte(r.Message), &w); err != nil {
			return 0, fmt.Errorf("message of set %s: %w", r.PublicID, err)
		}
		if common.Hash(w.SnapshotsHash) == snapshots && int64(w.ValidUntil) >= now.Unix() {
			return uint64(w.ValidUntil), nil
		}
	}
	return nextEnd(inc, now), nil
}

// expireEnded ends what a quorum signed and the contract never took, a day after
// its end: the next candidate takes its revision.
func expireEnded(tx *models.Tx, now time.Time) error {
	late := now.Add(-termLate)
	snaps, err := tx.SnapshotsIn(models.SnapshotQuorum)
	if err != nil {
		return err
	}
	for i := range snaps {
		over, err := ended(snaps[i].Message, late)
		if err != nil {
			return err
		}
		if !over {
			continue
		}
		snaps[i].Reason = "term"
		if err := models.Move(tx, snapshotMachine, &snaps[i], "expire", committee, overReason, "reason"); err != nil {
			return err
		}
	}
	sets, err := tx.SetsIn(models.SnapshotCollecting, models.SnapshotQuorum)
	if err != nil {
		return err
	}
	for i := range sets {
		over, err := ended(sets[i].Message, late)
		if err != nil {
			return err
		}
		if !over {
			continue
		}
		if err := models.Move(tx, setMachine, &sets[i], "expire", committee, overReason); err != nil {
			return err
		}
	}
	return nil
}

const overReason = "the end of the signed message has passed"
