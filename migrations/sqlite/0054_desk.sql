-- The incident desk: monitors as versioned rows, chains that are watched at every
-- head with their newest blocks and gaps, and what monitors found.
-- +goose Up
CREATE TABLE monitors (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	module text NOT NULL,
	name text NOT NULL,
	number integer NOT NULL,
	content blob NOT NULL,
	content_hash text NOT NULL,
	state text NOT NULL,
	written_by integer,
	asked_by integer,
	armed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT monitors_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT monitors_version_check CHECK (version >= 0),
	CONSTRAINT monitors_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT monitors_name_check CHECK (name <> '' AND module <> ''),
	CONSTRAINT monitors_number_check CHECK (number >= 1),
	CONSTRAINT monitors_state_enum CHECK (state IN ('draft', 'shadow', 'live', 'retired')),
	CONSTRAINT monitors_armed_check CHECK (state <> 'live' OR (asked_by IS NOT NULL AND armed_by IS NOT NULL AND asked_by <> armed_by)),
	CONSTRAINT monitors_written_by_fk FOREIGN KEY (written_by) REFERENCES staff (id),
	CONSTRAINT monitors_asked_by_fk FOREIGN KEY (asked_by) REFERENCES staff (id),
	CONSTRAINT monitors_armed_by_fk FOREIGN KEY (armed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX monitors_public_id_key ON monitors (public_id);
CREATE UNIQUE INDEX monitors_number_key ON monitors (chain_id, name, number);
CREATE INDEX monitors_state_idx ON monitors (chain_id, state);
-- +goose StatementBegin
CREATE TRIGGER monitors_no_delete BEFORE DELETE ON monitors
BEGIN SELECT RAISE(ABORT, 'monitors_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER monitors_version_step BEFORE UPDATE ON monitors
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'monitors_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER monitors_content_fixed BEFORE UPDATE ON monitors
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.module IS NOT OLD.module OR NEW.name IS NOT OLD.name OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.written_by IS NOT OLD.written_by
BEGIN SELECT RAISE(ABORT, 'monitors_content_fixed'); END;
-- +goose StatementEnd
CREATE TABLE watched_chains (
	id integer PRIMARY KEY AUTOINCREMENT,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	since integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	highest integer NOT NULL,
	head integer NOT NULL,
	safe integer NOT NULL,
	final integer NOT NULL,
	status text NOT NULL,
	watched_at datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT watched_chains_version_check CHECK (version >= 0),
	CONSTRAINT watched_chains_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_chains_block_check CHECK (since >= 0 AND number >= 0 AND number <= highest AND safe >= 0 AND final >= 0)
);
CREATE UNIQUE INDEX watched_chains_chain_id_key ON watched_chains (chain_id);
-- +goose StatementBegin
CREATE TRIGGER watched_chains_no_delete BEFORE DELETE ON watched_chains
BEGIN SELECT RAISE(ABORT, 'watched_chains_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER watched_chains_version_step BEFORE UPDATE ON watched_chains
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'watched_chains_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER watched_chains_monotone BEFORE UPDATE ON watched_chains
WHEN NEW.highest < OLD.highest OR NEW.final < OLD.final
BEGIN SELECT RAISE(ABORT, 'watched_chains_monotone'); END;
-- +goose StatementEnd
CREATE TABLE watched_blocks (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	parent text NOT NULL,
	time integer NOT NULL,
	canonical numeric NOT NULL,
	CONSTRAINT watched_blocks_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_blocks_parent_hex CHECK (length(parent) = 66 AND substr(parent, 1, 2) = '0x' AND substr(parent, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_blocks_canonical_bool CHECK (canonical IN (0, 1)),
	CONSTRAINT watched_blocks_number_check CHECK (number >= 0)
);
CREATE UNIQUE INDEX watched_blocks_hash_key ON watched_blocks (chain_id, hash);
CREATE UNIQUE INDEX watched_blocks_number_key ON watched_blocks (chain_id, number) WHERE canonical;
CREATE TABLE watch_gaps (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	missing text NOT NULL,
	attempts integer NOT NULL,
	next_at datetime NOT NULL,
	ended text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT watch_gaps_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watch_gaps_missing_check CHECK (missing <> '' AND attempts >= 0),
	CONSTRAINT watch_gaps_ended_enum CHECK (ended IN ('', 'filled', 'gone', 'given_up'))
);
CREATE UNIQUE INDEX watch_gaps_hash_key ON watch_gaps (chain_id, hash);
CREATE INDEX watch_gaps_open_idx ON watch_gaps (chain_id, number) WHERE ended = '';
-- +goose StatementBegin
CREATE TRIGGER watch_gaps_no_delete BEFORE DELETE ON watch_gaps
BEGIN SELECT RAISE(ABORT, 'watch_gaps_no_delete'); END;
-- +goose StatementEnd
CREATE TABLE findings (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	monitor_id integer NOT NULL,
	dedup text NOT NULL,
	module text NOT NULL,
	tx_hash text,
	cluster text NOT NULL,
	severity text NOT NULL,
	class text NOT NULL,
	damage text NOT NULL,
	level text NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	last_number integer NOT NULL,
	sightings integer NOT NULL,
	state text NOT NULL,
	incident_id integer,
	verdict text NOT NULL,
	verdict_by integer,
	block_time datetime NOT NULL,
	seen_at datetime NOT NULL,
	observed_at datetime NOT NULL,
	decided_at datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT findings_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT findings_version_check CHECK (version >= 0),
	CONSTRAINT findings_dedup_hex CHECK (length(dedup) = 66 AND substr(dedup, 1, 2) = '0x' AND substr(dedup, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_module_hex CHECK (length(module) = 42 AND substr(module, 1, 2) = '0x' AND substr(module, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_severity_enum CHECK (severity IN ('P1', 'P2', 'P3', 'P4')),
	CONSTRAINT findings_damage_enum CHECK (damage IN ('yes', 'no', 'unknown', 'not stated')),
	CONSTRAINT findings_level_enum CHECK (level IN ('count', 'alert', 'act')),
	CONSTRAINT findings_class_check CHECK (class <> ''),
	CONSTRAINT findings_sightings_check CHECK (sightings >= 1 AND last_number >= number),
	CONSTRAINT findings_state_enum CHECK (state IN ('open', 'retracted', 'dismissed', 'attached')),
	CONSTRAINT findings_dismissed_check CHECK (state <> 'dismissed' OR (verdict <> '' AND verdict_by IS NOT NULL)),
	CONSTRAINT findings_attached_check CHECK (state <> 'attached' OR incident_id IS NOT NULL),
	CONSTRAINT findings_monitor_id_fk FOREIGN KEY (monitor_id) REFERENCES monitors (id),
	CONSTRAINT findings_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT findings_verdict_by_fk FOREIGN KEY (verdict_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX findings_public_id_key ON findings (public_id);
CREATE UNIQUE INDEX findings_open_key ON findings (monitor_id, dedup) WHERE state = 'open';
CREATE INDEX findings_dedup_idx ON findings (monitor_id, dedup);
CREATE INDEX findings_chain_id_idx ON findings (chain_id, state);
-- +goose StatementBegin
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_version_step BEFORE UPDATE ON findings
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'findings_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_content_fixed BEFORE UPDATE ON findings
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.monitor_id IS NOT OLD.monitor_id OR NEW.dedup IS NOT OLD.dedup OR NEW.module IS NOT OLD.module OR NEW.tx_hash IS NOT OLD.tx_hash OR NEW.cluster IS NOT OLD.cluster OR NEW.severity IS NOT OLD.severity OR NEW.class IS NOT OLD.class OR NEW.block_time IS NOT OLD.block_time OR NEW.seen_at IS NOT OLD.seen_at OR NEW.observed_at IS NOT OLD.observed_at OR NEW.decided_at IS NOT OLD.decided_at OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'findings_content_fixed'); END;
-- +goose StatementEnd
CREATE TABLE finding_sightings (
	id integer PRIMARY KEY AUTOINCREMENT,
	finding_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	key text NOT NULL,
	canonical numeric NOT NULL,
	damage text NOT NULL,
	shown text NOT NULL,
	prev text NOT NULL,
	evidence text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT finding_sightings_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_key_hex CHECK (length(key) = 66 AND substr(key, 1, 2) = '0x' AND substr(key, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_prev_hex CHECK (length(prev) = 66 AND substr(prev, 1, 2) = '0x' AND substr(prev, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_evidence_hex CHECK (length(evidence) = 66 AND substr(evidence, 1, 2) = '0x' AND substr(evidence, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_canonical_bool CHECK (canonical IN (0, 1)),
	CONSTRAINT finding_sightings_damage_enum CHECK (damage IN ('yes', 'no', 'unknown', 'not stated')),
	CONSTRAINT finding_sightings_finding_id_fk FOREIGN KEY (finding_id) REFERENCES findings (id)
);
CREATE UNIQUE INDEX finding_sightings_key_key ON finding_sightings (finding_id, key);
CREATE INDEX finding_sightings_hash_idx ON finding_sightings (hash);
-- +goose StatementBegin
CREATE TRIGGER finding_sightings_no_delete BEFORE DELETE ON finding_sightings
BEGIN SELECT RAISE(ABORT, 'finding_sightings_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER finding_sightings_content_fixed BEFORE UPDATE ON finding_sightings
WHEN NEW.finding_id IS NOT OLD.finding_id OR NEW.number IS NOT OLD.number OR NEW.hash IS NOT OLD.hash OR NEW.key IS NOT OLD.key OR NEW.damage IS NOT OLD.damage OR NEW.shown IS NOT OLD.shown OR NEW.prev IS NOT OLD.prev OR NEW.evidence IS NOT OLD.evidence OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'finding_sightings_content_fixed'); END;
-- +goose StatementEnd
