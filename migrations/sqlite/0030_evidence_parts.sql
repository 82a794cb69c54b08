-- The bytes of evidence files, in parts, under their hash: a backup of the
-- database is whole, and every server has every file.
-- +goose Up
CREATE TABLE evidence_parts (
	sha256 text NOT NULL,
	n integer NOT NULL,
	data blob NOT NULL,
	CONSTRAINT evidence_parts_sha256_hex CHECK (length(sha256) = 66 AND substr(sha256, 1, 2) = '0x' AND substr(sha256, 3) NOT GLOB '*[^0-9a-f]*'),
	PRIMARY KEY (sha256, n),
	CONSTRAINT evidence_parts_n_check CHECK (n >= 0),
	CONSTRAINT evidence_parts_data_check CHECK (length(data) > 0)
);
-- +goose StatementBegin
CREATE TRIGGER evidence_parts_no_update BEFORE UPDATE ON evidence_parts
BEGIN SELECT RAISE(ABORT, 'evidence_parts_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_parts_no_delete BEFORE DELETE ON evidence_parts
BEGIN SELECT RAISE(ABORT, 'evidence_parts_no_delete'); END;
-- +goose StatementEnd
