package migrations

import (
	"context"
	"database/sql"
)

// UpTo stops at a version, to load data of that version.
func UpTo(ctx context.Context, driver string, db *sql.DB, version int64) error {
	p, err := provider(ctx, driver, db)
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}
