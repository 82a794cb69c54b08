-- Switches, history, the audit log and the due-work table.
-- +goose Up
CREATE TABLE migration_hashes (
	name text NOT NULL PRIMARY KEY,
	hash text NOT NULL
);

CREATE TABLE flags (
	name text NOT NULL PRIMARY KEY,
	value text NOT NULL,
	reason text NOT NULL,
	set_by text NOT NULL,
	cleared_by text NOT NULL,
	updated_at datetime NOT NULL
);

CREATE TABLE transitions (
	id integer PRIMARY KEY AUTOINCREMENT,
	machine text NOT NULL,
	subject_id integer NOT NULL,
	"from" text NOT NULL,
	event text NOT NULL,
	"to" text NOT NULL,
	actor text NOT NULL,
	reason text NOT NULL,
	request_id text NOT NULL,
	at datetime NOT NULL,
	CONSTRAINT transitions_machine_check CHECK (machine <> '' AND actor <> '')
);
CREATE INDEX transitions_machine_subject_id_idx ON transitions (machine, subject_id);
-- +goose StatementBegin
CREATE TRIGGER transitions_no_update BEFORE UPDATE ON transitions
BEGIN SELECT RAISE(ABORT, 'transitions_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER transitions_no_delete BEFORE DELETE ON transitions
BEGIN SELECT RAISE(ABORT, 'transitions_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE audit_entries (
	id integer PRIMARY KEY AUTOINCREMENT,
	body blob NOT NULL,
	leaf_hash text NOT NULL,
	tree_index integer,
	at datetime NOT NULL,
	CONSTRAINT audit_entries_leaf_hash_hex CHECK (length(leaf_hash) = 66 AND substr(leaf_hash, 1, 2) = '0x' AND substr(leaf_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_entries_body_check CHECK (length(body) > 0),
	CONSTRAINT audit_entries_tree_index_check CHECK (tree_index IS NULL OR tree_index >= 0)
);
CREATE UNIQUE INDEX audit_entries_tree_index_key ON audit_entries (tree_index);
-- +goose StatementBegin
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_only_tree_index BEFORE UPDATE ON audit_entries
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.body IS DISTINCT FROM OLD.body OR NEW.leaf_hash IS DISTINCT FROM OLD.leaf_hash OR NEW.at IS DISTINCT FROM OLD.at OR OLD.tree_index IS NOT NULL OR NEW.tree_index IS NULL
BEGIN SELECT RAISE(ABORT, 'audit_entries_only_tree_index'); END;
-- +goose StatementEnd

CREATE TABLE audit_hashes (
	idx integer NOT NULL PRIMARY KEY,
	hash text NOT NULL,
	CONSTRAINT audit_hashes_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_hashes_idx_check CHECK (idx >= 0)
);
-- +goose StatementBegin
CREATE TRIGGER audit_hashes_no_update BEFORE UPDATE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'audit_hashes_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_hashes_no_delete BEFORE DELETE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'audit_hashes_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE audit_checkpoints (
	id integer PRIMARY KEY AUTOINCREMENT,
	tree_size integer NOT NULL,
	root_hash text NOT NULL,
	note text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT audit_checkpoints_root_hash_hex CHECK (length(root_hash) = 66 AND substr(root_hash, 1, 2) = '0x' AND substr(root_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_checkpoints_size_check CHECK (tree_size >= 0)
);
CREATE UNIQUE INDEX audit_checkpoints_tree_size_key ON audit_checkpoints (tree_size);
-- +goose StatementBegin
CREATE TRIGGER audit_checkpoints_no_update BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'audit_checkpoints_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_checkpoints_no_delete BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'audit_checkpoints_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE works (
	id integer PRIMARY KEY AUTOINCREMENT,
	job text NOT NULL,
	next_run_at datetime NOT NULL,
	lease_owner text NOT NULL,
	lease_until datetime,
	epoch integer NOT NULL,
	last_run_at datetime,
	last_ok_at datetime,
	last_error text NOT NULL,
	runs integer NOT NULL,
	failures integer NOT NULL,
	CONSTRAINT works_epoch_check CHECK (epoch >= 0)
);
CREATE UNIQUE INDEX works_job_key ON works (job);
-- +goose StatementBegin
CREATE TRIGGER works_epoch_monotone BEFORE UPDATE ON works
WHEN NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'works_epoch_monotone'); END;
-- +goose StatementEnd

CREATE TABLE job_runs (
	id integer PRIMARY KEY AUTOINCREMENT,
	job text NOT NULL,
	tick datetime NOT NULL,
	epoch integer NOT NULL,
	started_at datetime NOT NULL,
	finished_at datetime,
	error text NOT NULL,
	summary text NOT NULL
);
CREATE UNIQUE INDEX job_runs_tick_key ON job_runs (job, tick);
CREATE INDEX job_runs_job_epoch_idx ON job_runs (job, epoch);
