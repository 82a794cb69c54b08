package service

import (
	"fmt"
	"strings"
	"time"

	"makewhole/models"
)

// StaffOnly refuses everybody but staff with one of the roles, which are joined by
// "|".
func StaffOnly(by models.Actor, roles string) error {
	if by.Kind != models.ActorStaff || !by.Has(roles) {
		return fmt.Errorf("%w: needs %s", ErrForbidden, strings.ReplaceAll(roles, "|", " or "))
	}
	return nil
}

// Created inserts a row with its audit entry.
func Created[T any](tx *models.Tx, by models.Actor, action string, row *T, publicID string) (T, error) {
	if err := models.Insert(tx, row); err != nil {
		return *row, err
	}
	return *row, tx.Audit(by, action, publicID, nil)
}

// Passed reports whether a moment is set and not after now.
func Passed(t *time.Time, now time.Time) bool { return t != nil && !now.Before(*t) }

// Seconds is a duration of whole seconds, as terms and settings state them.
func Seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

// StatementMax is how many bytes a reason, a note or an answer may have.
const StatementMax = 10_000

// InsertChunk is how many rows one bulk insert takes.
const InsertChunk = 5000

// FirstDifference is the first comparison that tells two things apart.
func FirstDifference(cmps ...int) int {
	for _, c := range cmps {
		if c != 0 {
			return c
		}
	}
	return 0
}

// RefuseFrozen returns ErrFrozen with the reason while settlement is frozen.
func RefuseFrozen(tx *models.Tx) error {
	frozen, reason, err := tx.Frozen()
	if err != nil {
		return err
	}
	if frozen {
		return fmt.Errorf("%w: %s", ErrFrozen, reason)
	}
	return nil
}
