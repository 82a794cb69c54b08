-- Public halves of the keys that sign the audit log. A key signs the tree heads
-- from one size on, until the next key.
-- +goose Up
CREATE TABLE audit_keys (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_key text NOT NULL,
	from_size integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT audit_keys_public_key_check CHECK (public_key <> '' AND from_size >= 0)
);
CREATE UNIQUE INDEX audit_keys_public_key_key ON audit_keys (public_key);
CREATE UNIQUE INDEX audit_keys_from_size_key ON audit_keys (from_size);
-- +goose StatementBegin
CREATE TRIGGER audit_keys_no_update BEFORE UPDATE ON audit_keys
BEGIN SELECT RAISE(ABORT, 'audit_keys_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_keys_no_delete BEFORE DELETE ON audit_keys
BEGIN SELECT RAISE(ABORT, 'audit_keys_no_delete'); END;
-- +goose StatementEnd
