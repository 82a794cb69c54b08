-- When a cover was written down, by the clock of the store: a cover counts for a
-- loss only if it was recorded before the loss began, so NULL never counts.
-- +goose Up
ALTER TABLE covers ADD COLUMN recorded_at timestamptz;
DROP TRIGGER covers_version_step ON covers;
UPDATE covers SET recorded_at = created_at;
CREATE TRIGGER covers_version_step BEFORE UPDATE ON covers FOR EACH ROW
	WHEN (NEW.version <> OLD.version + 1) EXECUTE FUNCTION refuse('covers_version_step');
CREATE TRIGGER covers_recorded_fixed BEFORE UPDATE ON covers FOR EACH ROW
	WHEN (NEW.recorded_at IS DISTINCT FROM OLD.recorded_at) EXECUTE FUNCTION refuse('covers_recorded_fixed');
