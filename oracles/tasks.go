package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"makewhole/models"
	"makewhole/oracles/reports"
)

// Task reads what members have to do for an incident (public id).
func (s *Service) Task(ctx context.Context, incidentID string) (reports.Task, error) {
	var t reports.Task
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return err
		}
		t, err = s.task(tx, inc)
		return err
	})
	return t, err
}

func (s *Service) task(tx *models.Tx, inc models.Incident) (reports.Task, error) {
	t := reports.Task{IncidentID: inc.PublicID, ChainRef: inc.ChainRef.Hash, SpecHash: inc.SpecHash.Hash}
	if inc.Spec == "" {
		return t, fmt.Errorf("incident has no spec: %w", models.ErrState)
	}
	var err error
	if t.Spec, err = models.ParseIncidentSpec([]byte(inc.Spec)); err != nil {
		return t, err
	}
	if t.Config, err = s.configFor(tx, inc); err != nil {
		return t, err
	}
	t.ConfigDigest = t.Config.Digest()
	for _, line := range t.Spec.Lines() {
		one, err := taskLine(tx, inc, t, line)
		if err != nil {
			return t, err
		}
		t.Lines = append(t.Lines, one)
	}
	set, err := s.prepareSet(tx, inc)
	if err == nil {
		t.Set = &set
	} else if !errors.Is(err, ErrNotReady) {
		return t, err
	}
	return t, nil
}

// taskLine is the place of the next snapshot: the accepted one while it stands,
// otherwise the revision after the last one the contract knows.
func taskLine(tx *models.Tx, inc models.Incident, t reports.Task, line models.SpecLine) (reports.TaskLine, error) {
	out := reports.TaskLine{Line: line, Place: reports.Place{ConfigDigest: t.ConfigDigest, IncidentID: t.ChainRef, Revision: 1, Attempt: 1}}
	asset, err := tx.AssetFor(int64(line.Asset.ChainID), line.Asset.Address)
	if err != nil {
		return out, err
	}
	rows, err := tx.SnapshotLine(inc.ID, int64(line.SourceChainID), asset.ID)
	if err != nil {
		return out, err
	}
	last := snapshotLine(rows)
	head, standing := headOf(rows, int64(line.SourceChainID), asset.ID)
	if standing && head.Digest.Hash == last.Head {
		var w reports.WireSnapshot
		if err := json.Unmarshal([]byte(head.Message), &w); err != nil {
			return out, fmt.Errorf("message of snapshot %s: %w", head.PublicID, err)
		}
		m, err := w.Message()
		out.Accepted = last.Head
		out.Place = reports.Place{
			ConfigDigest: m.ConfigDigest, IncidentID: m.IncidentID, Revision: m.Revision, Attempt: m.Attempt,
			PrevSnapshot: m.PrevSnapshot, ValidUntil: m.ValidUntil,
		}
		return out, err
	}
	out.Place.Revision, out.Place.PrevSnapshot = last.Revision+1, last.Head
	return out, placeAttempt(&out.Place, &inc, rows, tx.Now)
}

// placeAttempt is the attempt after the last one that was refused or is over, with
// the end that its candidates have already.
func placeAttempt(p *reports.Place, inc *models.Incident, rows []models.Snapshot, now time.Time) error {
	p.ValidUntil = nextEnd(inc, now)
	open := map[uint64]uint64{} // ends by attempt
	for i := range rows {
		r := &rows[i]
		if uint64(r.Revision) != p.Revision {
			continue
		}
		end, err := endOf(r.Message)
		switch {
		case err != nil:
			return err
		case r.State == models.SnapshotCollecting && int64(end) >= now.Unix():
			open[uint64(r.Attempt)] = max(open[uint64(r.Attempt)], end)
		case uint64(r.Attempt) >= p.Attempt:
			p.Attempt = uint64(r.Attempt) + 1
		}
	}
	if end, ok := open[p.Attempt]; ok {
		p.ValidUntil = end
	}
	return nil
}
