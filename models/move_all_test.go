package models_test

import (
	"errors"
	"fmt"
	"testing"

	"makewhole/internal/dbtest"
	"makewhole/models"
)

// TestMoveAllIsMoveForEach: the same states, versions, history and audit, on
// every engine.
func TestMoveAllIsMoveForEach(t *testing.T) {
	t.Parallel()
	m := models.Machine{Name: "transaction", Edges: []models.Edge{
		{From: models.TxApproved, Event: "drop", To: models.TxDropped},
	}}
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var rows []models.TxIntent
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			rows = nil
			for i := range 4 {
				row, err := tx.Enqueue(models.TxIntent{IdemKey: fmt.Sprint("k", i), Kind: "x", RefMachine: "pool", ChainID: 1, State: models.TxApproved})
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		by := models.JobActor("test")
		stale := rows[0]
		err = db.Tx(t.Context(), func(tx *models.Tx) error {
			a, b, one := rows[0], rows[1], rows[2]
			a.Blocked, b.Blocked, one.Blocked = "same", "same", "same"
			steps := []models.Step[models.TxIntent]{
				{Row: &a, Event: "drop", Reason: "why", Cols: []string{"blocked"}}, {Row: &b, Event: "drop", Reason: "why", Cols: []string{"blocked"}},
			}
			if err := models.MoveAll(tx, m, steps, by); err != nil {
				return err
			}
			return models.Move(tx, m, &one, "drop", by, "why", "blocked")
		})
		if err != nil {
			t.Fatal(err)
		}
		var seen []string
		err = db.Read(t.Context(), func(tx *models.Tx) error {
			for _, r := range rows[:3] {
				now, err := models.ByID[models.TxIntent](tx, r.ID)
				if err != nil {
					return err
				}
				steps, err := tx.History("transaction", r.ID)
				if err != nil {
					return err
				}
				last := steps[len(steps)-1]
				seen = append(seen, fmt.Sprint(now.State, now.Version-r.Version, now.Blocked, len(steps), last.From, last.Event, last.To, last.Actor, last.Reason))
			}
			return nil
		})
		if err != nil || seen[0] != seen[2] || seen[1] != seen[2] {
			t.Errorf("%q, %v", seen, err)
		}
		for name, steps := range map[string][]models.Step[models.TxIntent]{
			"a stale row":           {{Row: &rows[3], Event: "drop"}, {Row: &stale, Event: "drop"}},
			"an unknown event":      {{Row: &rows[3], Event: "fly"}},
			"two steps of one row":  {{Row: &rows[3], Event: "drop"}, {Row: &rows[3], Event: "drop"}},
			"a row that is unknown": {{Row: &models.TxIntent{ID: 999, State: models.TxApproved}, Event: "drop"}},
		} {
			err := db.Tx(t.Context(), func(tx *models.Tx) error { return models.MoveAll(tx, m, steps, by) })
			if !errors.Is(err, models.ErrState) && !errors.Is(err, models.ErrVersion) && !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
			rows[3].State = models.TxApproved
		}
	})
}
