-- Two persons decide about roles, after a delay: what was asked waits beside what
-- counts (next_*). Who wrote what a later act confirms is remembered (authors). A
-- seat whose holder is not active any more is given again, so that a settlement may
-- have two approvals of one role; the rules say which count.
-- +goose Up
ALTER TABLE staff ADD COLUMN next_roles text CONSTRAINT staff_next_roles_check CHECK (next_roles NOT GLOB '*[^a-z,]*');
ALTER TABLE staff ADD COLUMN next_asked_by text;
ALTER TABLE staff ADD COLUMN next_agreed_by text;
ALTER TABLE staff ADD COLUMN next_from datetime;

CREATE TABLE authors (
	id integer PRIMARY KEY AUTOINCREMENT,
	subject text NOT NULL,
	staff_id integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT authors_subject_check CHECK (subject <> ''),
	CONSTRAINT authors_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE UNIQUE INDEX authors_subject_key ON authors (subject, staff_id);
-- +goose StatementBegin
CREATE TRIGGER authors_no_update BEFORE UPDATE ON authors
BEGIN SELECT RAISE(ABORT, 'authors_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER authors_no_delete BEFORE DELETE ON authors
BEGIN SELECT RAISE(ABORT, 'authors_no_delete'); END;
-- +goose StatementEnd

DROP INDEX settlement_approvals_role_key;
CREATE INDEX settlement_approvals_role_idx ON settlement_approvals (settlement_id, content_hash, role);
