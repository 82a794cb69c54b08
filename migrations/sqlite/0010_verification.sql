-- What verification has looked at.
-- +goose Up
CREATE TABLE publication_checks (
	id integer PRIMARY KEY AUTOINCREMENT,
	settlement_id integer NOT NULL,
	content_hash text NOT NULL,
	rules text NOT NULL,
	checked integer NOT NULL,
	block_number integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT publication_checks_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT publication_checks_rules_check CHECK (rules <> '' AND checked > 0 AND block_number >= 0),
	CONSTRAINT publication_checks_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE INDEX publication_checks_settlement_id_idx ON publication_checks (settlement_id);
-- +goose StatementBegin
CREATE TRIGGER publication_checks_no_update BEFORE UPDATE ON publication_checks
BEGIN SELECT RAISE(ABORT, 'publication_checks_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER publication_checks_no_delete BEFORE DELETE ON publication_checks
BEGIN SELECT RAISE(ABORT, 'publication_checks_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE verify_marks (
	id integer PRIMARY KEY AUTOINCREMENT,
	stream text NOT NULL,
	last_id integer NOT NULL,
	seen_id integer NOT NULL,
	row_count integer NOT NULL,
	hash text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT verify_marks_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT verify_marks_stream_check CHECK (stream <> '' AND last_id >= 0 AND seen_id >= last_id AND row_count >= 0)
);
CREATE INDEX verify_marks_stream_last_id_idx ON verify_marks (stream, last_id);
-- +goose StatementBegin
CREATE TRIGGER verify_marks_no_update BEFORE UPDATE ON verify_marks
BEGIN SELECT RAISE(ABORT, 'verify_marks_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER verify_marks_no_delete BEFORE DELETE ON verify_marks
BEGIN SELECT RAISE(ABORT, 'verify_marks_no_delete'); END;
-- +goose StatementEnd
