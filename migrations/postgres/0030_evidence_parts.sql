-- The bytes of evidence files, in parts, under their hash: a backup of the
-- database is whole, and every server has every file.
-- +goose Up
CREATE TABLE evidence_parts (
	sha256 text NOT NULL,
	n bigint NOT NULL,
	data bytea NOT NULL,
	CONSTRAINT evidence_parts_sha256_hex CHECK (sha256 ~ '^0x[0-9a-f]{64}$'),
	PRIMARY KEY (sha256, n),
	CONSTRAINT evidence_parts_n_check CHECK (n >= 0),
	CONSTRAINT evidence_parts_data_check CHECK (length(data) > 0)
);
CREATE TRIGGER evidence_parts_no_update BEFORE UPDATE ON evidence_parts FOR EACH ROW EXECUTE FUNCTION refuse('evidence_parts_no_update');
CREATE TRIGGER evidence_parts_no_delete BEFORE DELETE ON evidence_parts FOR EACH ROW EXECUTE FUNCTION refuse('evidence_parts_no_delete');
CREATE TRIGGER evidence_parts_no_truncate BEFORE TRUNCATE ON evidence_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse('evidence_parts_no_truncate');
