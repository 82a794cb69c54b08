-- When a cover was written down, by the clock of the store: a cover counts for a
-- loss only if it was recorded before the loss began, so NULL never counts.
-- +goose Up
ALTER TABLE covers ADD COLUMN recorded_at datetime;
DROP TRIGGER covers_version_step;
UPDATE covers SET recorded_at = created_at;
-- +goose StatementBegin
CREATE TRIGGER covers_version_step BEFORE UPDATE ON covers
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'covers_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER covers_recorded_fixed BEFORE UPDATE ON covers
WHEN NEW.recorded_at IS DISTINCT FROM OLD.recorded_at
BEGIN SELECT RAISE(ABORT, 'covers_recorded_fixed'); END;
-- +goose StatementEnd
