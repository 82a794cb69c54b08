package jobs

import (
	"context"
	"fmt"

	"makewhole/models"
)

// walAlarm is the size of SQLite's log that says a reader is stuck.
const walAlarm = 256 << 20

// tidy empties SQLite's write-ahead log as far as readers allow and forgets
// what nobody asks for any more: ended sessions, expired sign-in texts and
// idempotency keys that are too old to be repeated.
func (s Services) tidy(ctx context.Context) (string, error) {
	var logins, keys int64
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		if logins, err = tx.DropLogins(); err != nil {
			return err
		}
		keys, err = tx.DropKeys()
		return err
	})
	if err != nil {
		return "", err
	}
	sum := count{}
	sum.add(int(logins), "sign-ins forgotten")
	sum.add(int(keys), "keys forgotten")
	left, err := s.DB.Checkpoint(ctx)
	if err == nil && left > walAlarm {
		err = fmt.Errorf("the write-ahead log still has %d MiB: a reader does not end", left>>20)
	}
	return sum.String(), err
}
