-- A range of rows is marked once: two verifications at once stored the same
-- marks twice, and every later one then missed rows. Of marks of one range the
-- first stays where marks are a chain, the last where they are single facts.
-- +goose Up
DROP TRIGGER verify_marks_no_delete;
DELETE FROM verify_marks WHERE stream NOT IN ('settlement', 'blocks') AND row_count > 0
	AND EXISTS (SELECT 1 FROM verify_marks AS m WHERE m.stream = verify_marks.stream AND m.last_id = verify_marks.last_id AND m.id < verify_marks.id);
DELETE FROM verify_marks WHERE stream IN ('settlement', 'blocks')
	AND EXISTS (SELECT 1 FROM verify_marks AS m WHERE m.stream = verify_marks.stream AND m.last_id = verify_marks.last_id AND m.id > verify_marks.id);
CREATE UNIQUE INDEX verify_marks_range_key ON verify_marks (stream, last_id) WHERE row_count > 0;
-- +goose StatementBegin
CREATE TRIGGER verify_marks_no_delete BEFORE DELETE ON verify_marks WHEN old.stream NOT IN ('settlement', 'blocks')
BEGIN SELECT RAISE(ABORT, 'verify_marks_no_delete'); END;
-- +goose StatementEnd
