package models_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"makewhole/models"
	"makewhole/test/dbtest"
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
				row, err := tx.Enqueue(models.TxIntent{IdemKey: fmt.Sprint("k", i), Kind: "trial", RefMachine: "pool", ChainID: 1, State: models.TxApproved})
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
				{Row: &a, Events: []models.Event{{Name: "drop", Reason: "why"}}, Cols: []string{"blocked"}}, {Row: &b, Events: []models.Event{{Name: "drop", Reason: "why"}}, Cols: []string{"blocked"}},
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
			"a stale row":           {{Row: &rows[3], Events: []models.Event{{Name: "drop"}}}, {Row: &stale, Events: []models.Event{{Name: "drop"}}}},
			"an unknown event":      {{Row: &rows[3], Events: []models.Event{{Name: "fly"}}}},
			"two steps of one row":  {{Row: &rows[3], Events: []models.Event{{Name: "drop"}}}, {Row: &rows[3], Events: []models.Event{{Name: "drop"}}}},
			"a row that is unknown": {{Row: &models.TxIntent{ID: 999, State: models.TxApproved}, Events: []models.Event{{Name: "drop"}}}},
		} {
			err := db.Tx(t.Context(), func(tx *models.Tx) error { return models.MoveAll(tx, m, steps, by) })
			if !errors.Is(err, models.ErrState) && !errors.Is(err, models.ErrVersion) && !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
			rows[3].State = models.TxApproved
		}
	})
}

// TestMoveAllTakesSeveralTransitionsAtOnce: one write and one version, a history
// row and an audit entry for each transition, whose hashes chain and end with
// the row as it is stored.
func TestMoveAllTakesSeveralTransitionsAtOnce(t *testing.T) {
	t.Parallel()
	m := models.Machine{Name: "transaction", Edges: []models.Edge{
		{From: models.TxApproved, Event: "sign", To: models.TxSigned}, {From: models.TxSigned, Event: "send", To: models.TxBroadcast},
	}}
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		err := db.Tx(t.Context(), func(tx *models.Tx) error {
			was, err := tx.Enqueue(models.TxIntent{IdemKey: "k", Kind: "trial", RefMachine: "pool", ChainID: 1, State: models.TxApproved})
			if err != nil {
				return err
			}
			row, nonce := was, int64(7)
			row.Nonce, row.Kind = &nonce, "not written"
			step := models.Step[models.TxIntent]{Was: &was, Row: &row, Events: []models.Event{{Name: "sign", Reason: "first"}, {Name: "send", Reason: "second"}}, Cols: []string{"nonce"}}
			if err := models.MoveAll(tx, m, []models.Step[models.TxIntent]{step}, models.JobActor("test")); err != nil {
				return err
			}
			now, err := models.ByID[models.TxIntent](tx, was.ID)
			if err != nil {
				return err
			}
			if now.State != models.TxBroadcast || now.Version != was.Version+1 || now.Version != row.Version || now.Kind != "trial" || *now.Nonce != 7 {
				t.Errorf("stored %+v", now)
			}
			history, err := tx.History("transaction", was.ID)
			if err != nil {
				return err
			}
			if len(history) != 3 || history[1].To != models.TxSigned || history[2].From != models.TxSigned || history[2].To != models.TxBroadcast ||
				history[1].Reason != "first" || history[2].Reason != "second" {
				t.Errorf("history %+v", history)
			}
			sum, err := models.RowDigest(&now)
			if err != nil {
				return err
			}
			last := ""
			for i, e := range entries(t, tx) {
				var d struct{ Before, After string }
				if err := json.Unmarshal([]byte(e.Details), &d); err != nil {
					return err
				}
				if i > 0 && d.Before != last {
					t.Errorf("entry %d begins with %s, the one before ended with %s", i, d.Before, last)
				}
				last = d.After
			}
			if last != hex.EncodeToString(sum[:]) {
				t.Errorf("the last hash is %s, the stored row's %x", last, sum)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
