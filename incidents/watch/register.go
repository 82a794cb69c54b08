package watch

import (
	"context"
	"errors"
	"fmt"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Register brings the rows of monitors in line with a file. A monitor that is new
// or was changed is a new version in shadow; the versions before it, and monitors
// that the file does not name any more, are retired unless two persons made them
// live. It returns how many began. All servers of a store must have the same file.
func Register(ctx context.Context, db *models.DB, f *File) (begun int, err error) {
	monitors, err := f.bind()
	if err != nil {
		return 0, err
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		begun = 0
		named := map[string]bool{}
		for _, b := range monitors {
			named[b.file.ID] = true
			fresh, err := register(tx, b)
			if err != nil {
				return fmt.Errorf("monitor %s: %w", b.file.ID, err)
			}
			begun += fresh
		}
		rows, err := tx.RunningMonitors(int64(f.Chain))
		if err != nil {
			return err
		}
		for i := range rows {
			if r := &rows[i]; !named[r.Name] && r.WrittenBy == nil && r.State == states.MonitorShadow {
				if err := models.Move(tx, states.Monitor, r, "retire", byFile(), "the file of watched modules does not name it"); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return begun, err
}

func byFile() models.Actor { return models.SystemActor(states.SystemWatchFile) }

// register begins a version of a monitor unless the newest one is the same.
func register(tx *models.Tx, b bound) (int, error) {
	number := 1
	last, err := tx.NewestMonitor(int64(b.file.Chain), b.file.ID)
	switch {
	case err == nil:
		if last.WrittenBy != nil {
			return 0, fmt.Errorf("a person wrote a monitor of this name: %w", service.ErrConflict)
		}
		_, same, err := content(b.file, int(last.Number))
		if err != nil || same == last.ContentHash.Hash && last.State != states.MonitorRetired {
			return 0, err
		}
		number = int(last.Number) + 1
	case !errors.Is(err, models.ErrNotFound):
		return 0, err
	}
	text, hash, err := content(b.file, number)
	if err != nil {
		return 0, err
	}
	row := models.Monitor{
		PublicID: models.NewID("mon"), ChainID: int64(b.file.Chain), Module: b.module, Name: b.file.ID, Number: int64(number),
		Content: text, ContentHash: models.H(hash),
	}
	if err := models.Start(tx, states.Monitor, &row, "write", byFile(), "named by the file of watched modules"); err != nil {
		return 0, err
	}
	if err := models.Move(tx, states.Monitor, &row, "watch", byFile(), "starts in shadow"); err != nil {
		return 0, err
	}
	if number > 1 && last.State == states.MonitorShadow {
		return 1, models.Move(tx, states.Monitor, &last, "retire", byFile(), fmt.Sprintf("version %d takes its place", number))
	}
	return 1, nil
}
