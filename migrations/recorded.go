package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path"

	"github.com/pressly/goose/v3"
)

// checkRecorded compares what the database says was applied with this program.
func checkRecorded(ctx context.Context, driver string, db *sql.DB, p *goose.Provider) error {
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("%w: version %d, program %d", ErrNewer, current, target)
	}
	if current == 0 {
		return nil
	}
	rows, err := db.QueryContext(ctx, "SELECT name, hash FROM migration_hashes ORDER BY name")
	if err != nil {
		return err
	}
	defer rows.Close()
	known := Sums()
	for rows.Next() {
		var name, hash string
		if err := rows.Scan(&name, &hash); err != nil {
			return err
		}
		if known[driver+"/"+name] != hash {
			return fmt.Errorf("%w: %s/%s", ErrChanged, driver, name)
		}
	}
	return rows.Err()
}

// recordHashes stores the hash of each applied file; a file applied just before
// a crash is recorded by the next run.
func recordHashes(ctx context.Context, driver string, db *sql.DB) error {
	names, err := fs.Glob(files, driver+"/*.sql")
	if err != nil {
		return err
	}
	insert := "INSERT INTO migration_hashes (name, hash) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
	if driver == "postgres" {
		insert = "INSERT INTO migration_hashes (name, hash) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"
	}
	for _, name := range names {
		body, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, insert, path.Base(name), Sum(body)); err != nil {
			return err
		}
	}
	return nil
}
