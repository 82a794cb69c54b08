-- The author of an objection may take it back.
-- SQLite cannot change a CHECK, so the table is written again.
-- +goose Up
CREATE TABLE objections_before AS SELECT * FROM objections;
DROP TABLE objections;
CREATE TABLE objections (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	settlement_id integer NOT NULL,
	author text NOT NULL,
	text text NOT NULL,
	answer text NOT NULL,
	answered_by integer,
	answered_at datetime,
	created_at datetime NOT NULL,
	state text NOT NULL,
	due_at datetime NOT NULL,
	assigned_to integer,
	CONSTRAINT objections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT objections_version_check CHECK (version >= 0),
	CONSTRAINT objections_author_hex CHECK (length(author) = 42 AND substr(author, 1, 2) = '0x' AND substr(author, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT objections_answer_check CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
	CONSTRAINT objections_answered_check CHECK (state <> 'answered' OR answered_at IS NOT NULL),
	CONSTRAINT objections_state_enum CHECK (state IN ('open', 'senior', 'second_senior', 'unanswered', 'answered', 'withdrawn')),
	CONSTRAINT objections_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT objections_answered_by_fk FOREIGN KEY (answered_by) REFERENCES staff (id),
	CONSTRAINT objections_assigned_to_fk FOREIGN KEY (assigned_to) REFERENCES staff (id)
);
INSERT INTO objections (id, public_id, version, settlement_id, author, text, answer, answered_by, answered_at, created_at, state, due_at, assigned_to)
	SELECT id, public_id, version, settlement_id, author, text, answer, answered_by, answered_at, created_at, state, due_at, assigned_to FROM objections_before;
DROP TABLE objections_before;
CREATE UNIQUE INDEX objections_public_id_key ON objections (public_id);
CREATE INDEX objections_settlement_id_idx ON objections (settlement_id);
CREATE INDEX objections_state_idx ON objections (state);
-- +goose StatementBegin
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections
BEGIN SELECT RAISE(ABORT, 'objections_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objections_version_step BEFORE UPDATE ON objections
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'objections_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objections_content_fixed BEFORE UPDATE ON objections
WHEN NEW.settlement_id <> OLD.settlement_id OR NEW.author <> OLD.author OR NEW.text <> OLD.text OR (OLD.state IN ('answered', 'withdrawn') AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'objections_content_fixed'); END;
-- +goose StatementEnd
