package oracles

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// releaseFlag names the switch that two people set to let a doubtful total pass.
func releaseFlag(digest common.Hash) string { return "oracle.release:" + digest.Hex() }

func released(tx *models.Tx, digest common.Hash) (bool, error) {
	f, err := tx.FlagNamed(releaseFlag(digest))
	return f.Value == "on", err
}

// mayRelease refuses the person who gave the first word and who gains by the
// loss; first reports that no word counts yet, also because whoever gave it is not
// active in such a role any more.
func mayRelease(tx *models.Tx, by models.Actor, snap *models.Snapshot, word string) (first bool, err error) {
	inc, err := models.ByID[models.Incident](tx, snap.IncidentID)
	if err != nil {
		return false, err
	}
	stands, err := tx.PersonStanding(word, priceRoles)
	if err != nil {
		return false, err
	}
	facts := models.Facts{Incident: &inc}
	if stands {
		facts.Persons = []string{word}
	}
	if err := tx.MayDecide(by, "snapshot.release", facts); err != nil {
		return false, fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	return !stands, nil
}

// Release lets a snapshot pass whose total is above what the protocol held
// before (R15). The first person's approval is stored, the second's takes effect;
// Recheck then counts the quorum.
func (s *Service) Release(ctx context.Context, by models.Actor, snapshotID, reason string) (done bool, err error) {
	if by.Kind != models.ActorStaff || !by.Has(priceRoles) || by.Person == "" {
		return false, fmt.Errorf("%w: released by a senior or a treasurer", ErrForbidden)
	}
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		snap, err := models.ByPublicID[models.Snapshot](tx, snapshotID)
		if err != nil {
			return err
		}
		f, err := tx.FlagNamed(releaseFlag(snap.Digest.Hash))
		if err != nil {
			return err
		}
		if f.Value == "on" {
			done = true
			return nil
		}
		first, err := mayRelease(tx, by, &snap, f.SetBy)
		if err != nil {
			return err
		}
		if first {
			f.Value, f.SetBy, f.Reason = "asked", by.Person, reason
		} else {
			f.Value, f.ClearedBy, done = "on", by.Person, true
		}
		if err := tx.SetFlag(f); err != nil {
			return err
		}
		tx.Result(snap)
		return tx.Audit(by, "snapshot.release", snap.PublicID, map[string]any{"reason": reason, "done": done})
	})
	return done, err
}
