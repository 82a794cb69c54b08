-- Incidents, loss snapshots and the oracle committee.
-- +goose Up
CREATE TABLE incidents (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	chain_ref text NOT NULL,
	title text NOT NULL,
	state text NOT NULL,
	spec text NOT NULL,
	spec_hash text NOT NULL,
	occurred_from datetime,
	occurred_to datetime,
	observed_at datetime,
	reported_at datetime,
	confirmed_at datetime,
	claims_open_at datetime,
	claims_close_at datetime,
	bar_at datetime,
	config_digest text NOT NULL,
	numeraire_id integer NOT NULL,
	settled_ratio_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT incidents_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT incidents_version_check CHECK (version >= 0),
	CONSTRAINT incidents_chain_ref_hex CHECK (length(chain_ref) = 66 AND substr(chain_ref, 1, 2) = '0x' AND substr(chain_ref, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_state_enum CHECK (state IN ('suspected', 'reported', 'under_review', 'confirmed', 'rejected', 'snapshotting', 'claims_open', 'claims_closed', 'settling', 'settled', 'recovering', 'closed', 'retracted', 'disputed', 'reopened')),
	CONSTRAINT incidents_spec_hash_hex CHECK (length(spec_hash) = 66 AND substr(spec_hash, 1, 2) = '0x' AND substr(spec_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_occurred_check CHECK (occurred_from IS NULL OR occurred_to IS NULL OR occurred_from <= occurred_to),
	CONSTRAINT incidents_window_check CHECK (claims_open_at IS NULL OR claims_close_at IS NULL OR claims_open_at <= claims_close_at),
	CONSTRAINT incidents_confirmed_check CHECK (confirmed_at IS NOT NULL OR state IN ('suspected', 'reported', 'under_review', 'rejected', 'retracted', 'disputed', 'reopened')),
	CONSTRAINT incidents_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id)
);
CREATE UNIQUE INDEX incidents_public_id_key ON incidents (public_id);
CREATE UNIQUE INDEX incidents_chain_ref_key ON incidents (chain_ref);
CREATE INDEX incidents_protocol_id_idx ON incidents (protocol_id);
CREATE INDEX incidents_state_idx ON incidents (state);
-- +goose StatementBegin
CREATE TRIGGER incidents_no_delete BEFORE DELETE ON incidents
BEGIN SELECT RAISE(ABORT, 'incidents_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER incidents_version_step BEFORE UPDATE ON incidents
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'incidents_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER incidents_numeraire_insert BEFORE INSERT ON incidents
WHEN NEW.numeraire_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.numeraire_id)
BEGIN SELECT RAISE(ABORT, 'incidents_numeraire_insert'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER incidents_numeraire_update BEFORE UPDATE ON incidents
WHEN NEW.numeraire_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.numeraire_id)
BEGIN SELECT RAISE(ABORT, 'incidents_numeraire_update'); END;
-- +goose StatementEnd

CREATE TABLE incident_modules (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	module_id integer NOT NULL,
	from_block integer NOT NULL,
	from_hash text NOT NULL,
	to_block integer NOT NULL,
	to_hash text NOT NULL,
	live numeric NOT NULL,
	CONSTRAINT incident_modules_from_hash_hex CHECK (length(from_hash) = 66 AND substr(from_hash, 1, 2) = '0x' AND substr(from_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incident_modules_to_hash_hex CHECK (length(to_hash) = 66 AND substr(to_hash, 1, 2) = '0x' AND substr(to_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incident_modules_live_bool CHECK (live IN (0, 1)),
	CONSTRAINT incident_modules_blocks_check CHECK (from_block >= 0 AND from_block <= to_block),
	CONSTRAINT incident_modules_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT incident_modules_module_id_fk FOREIGN KEY (module_id) REFERENCES modules (id)
);
CREATE UNIQUE INDEX incident_modules_from_key ON incident_modules (incident_id, module_id, from_block);
CREATE INDEX incident_modules_module_id_idx ON incident_modules (module_id);
-- +goose StatementBegin
CREATE TRIGGER incident_modules_no_delete BEFORE DELETE ON incident_modules
BEGIN SELECT RAISE(ABORT, 'incident_modules_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER incident_modules_overlap_insert BEFORE INSERT ON incident_modules
WHEN NEW.live AND EXISTS (SELECT 1 FROM incident_modules m WHERE m.module_id = NEW.module_id AND m.live AND m.from_block <= NEW.to_block AND NEW.from_block <= m.to_block)
BEGIN SELECT RAISE(ABORT, 'incident_modules_overlap_insert'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER incident_modules_overlap_update BEFORE UPDATE ON incident_modules
WHEN NEW.live AND EXISTS (SELECT 1 FROM incident_modules m WHERE m.module_id = NEW.module_id AND m.live AND m.id <> NEW.id AND m.from_block <= NEW.to_block AND NEW.from_block <= m.to_block)
BEGIN SELECT RAISE(ABORT, 'incident_modules_overlap_update'); END;
-- +goose StatementEnd

CREATE TABLE exclusions (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	account text NOT NULL,
	kind text NOT NULL,
	reason text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT exclusions_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT exclusions_kind_enum CHECK (kind IN ('attacker', 'module', 'insider', 'reserve', 'disputed')),
	CONSTRAINT exclusions_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id)
);
CREATE UNIQUE INDEX exclusions_account_key ON exclusions (incident_id, account, kind);

CREATE TABLE oracle_configs (
	id integer PRIMARY KEY AUTOINCREMENT,
	digest text NOT NULL,
	chain_id integer NOT NULL,
	oracle text NOT NULL,
	count integer NOT NULL,
	signers text NOT NULL,
	f integer NOT NULL,
	threshold integer NOT NULL,
	challenge_window integer NOT NULL,
	max_age integer NOT NULL,
	max_clock_skew integer NOT NULL,
	max_deviation_bps integer NOT NULL,
	state text NOT NULL,
	retired_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT oracle_configs_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_configs_oracle_hex CHECK (length(oracle) = 42 AND substr(oracle, 1, 2) = '0x' AND substr(oracle, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_configs_state_enum CHECK (state IN ('active', 'retired', 'compromised')),
	CONSTRAINT oracle_configs_threshold_check CHECK (f >= 0 AND count >= 1 AND threshold BETWEEN 1 AND 31),
	CONSTRAINT oracle_configs_windows_check CHECK (challenge_window >= 0 AND max_age >= 0 AND max_clock_skew >= 0 AND max_deviation_bps >= 0)
);
CREATE UNIQUE INDEX oracle_configs_digest_key ON oracle_configs (digest);
-- +goose StatementBegin
CREATE TRIGGER oracle_configs_no_delete BEFORE DELETE ON oracle_configs
BEGIN SELECT RAISE(ABORT, 'oracle_configs_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE snapshots (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	digest text NOT NULL,
	config_digest text NOT NULL,
	source_chain_id integer NOT NULL,
	asset_id integer NOT NULL,
	revision integer NOT NULL,
	attempt integer NOT NULL,
	prev_snapshot text NOT NULL,
	message text NOT NULL,
	total_loss text NOT NULL,
	unattributed text NOT NULL,
	leaf_count integer NOT NULL,
	loss_root text NOT NULL,
	state text NOT NULL,
	reason text NOT NULL,
	registered_at datetime,
	final_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT snapshots_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT snapshots_version_check CHECK (version >= 0),
	CONSTRAINT snapshots_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_prev_snapshot_hex CHECK (length(prev_snapshot) = 66 AND substr(prev_snapshot, 1, 2) = '0x' AND substr(prev_snapshot, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_total_loss_amount CHECK (length(total_loss) = 78 AND total_loss NOT GLOB '*[^0-9]*' AND total_loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshots_unattributed_amount CHECK (length(unattributed) = 78 AND unattributed NOT GLOB '*[^0-9]*' AND unattributed <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshots_loss_root_hex CHECK (length(loss_root) = 66 AND substr(loss_root, 1, 2) = '0x' AND substr(loss_root, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_state_enum CHECK (state IN ('collecting', 'quorum', 'registered', 'challengeable', 'final', 'sealed', 'rejected', 'superseded', 'struck', 'expired')),
	CONSTRAINT snapshots_leaves_check CHECK (leaf_count >= 0 AND revision >= 0 AND attempt >= 0),
	CONSTRAINT snapshots_registered_check CHECK (state NOT IN ('registered', 'challengeable', 'final', 'sealed') OR registered_at IS NOT NULL),
	CONSTRAINT snapshots_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT snapshots_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT snapshots_config_digest_fk FOREIGN KEY (config_digest) REFERENCES oracle_configs (digest)
);
CREATE UNIQUE INDEX snapshots_public_id_key ON snapshots (public_id);
CREATE UNIQUE INDEX snapshots_digest_key ON snapshots (digest);
CREATE UNIQUE INDEX snapshots_accepted_key ON snapshots (incident_id, source_chain_id, asset_id, revision, attempt) WHERE state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired';
CREATE INDEX snapshots_incident_id_idx ON snapshots (incident_id);
-- +goose StatementBegin
CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots
BEGIN SELECT RAISE(ABORT, 'snapshots_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshots_version_step BEFORE UPDATE ON snapshots
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'snapshots_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshots_content_fixed BEFORE UPDATE ON snapshots
WHEN NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.config_digest IS DISTINCT FROM OLD.config_digest OR NEW.source_chain_id IS DISTINCT FROM OLD.source_chain_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.revision IS DISTINCT FROM OLD.revision OR NEW.attempt IS DISTINCT FROM OLD.attempt OR NEW.prev_snapshot IS DISTINCT FROM OLD.prev_snapshot OR NEW.message IS DISTINCT FROM OLD.message OR NEW.total_loss IS DISTINCT FROM OLD.total_loss OR NEW.unattributed IS DISTINCT FROM OLD.unattributed OR NEW.leaf_count IS DISTINCT FROM OLD.leaf_count OR NEW.loss_root IS DISTINCT FROM OLD.loss_root OR OLD.state = 'sealed'
BEGIN SELECT RAISE(ABORT, 'snapshots_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE snapshot_leaves (
	snapshot_id integer NOT NULL,
	idx integer NOT NULL,
	account text NOT NULL,
	loss text NOT NULL,
	value_before text NOT NULL,
	CONSTRAINT snapshot_leaves_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_leaves_loss_amount CHECK (length(loss) = 78 AND loss NOT GLOB '*[^0-9]*' AND loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshot_leaves_value_before_amount CHECK (length(value_before) = 78 AND value_before NOT GLOB '*[^0-9]*' AND value_before <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	PRIMARY KEY (snapshot_id, idx),
	CONSTRAINT snapshot_leaves_idx_check CHECK (idx >= 0),
	CONSTRAINT snapshot_leaves_snapshot_id_fk FOREIGN KEY (snapshot_id) REFERENCES snapshots (id)
);
CREATE UNIQUE INDEX snapshot_leaves_account_key ON snapshot_leaves (snapshot_id, account);
CREATE INDEX snapshot_leaves_account_idx ON snapshot_leaves (account);
-- +goose StatementBegin
CREATE TRIGGER snapshot_leaves_no_update BEFORE UPDATE ON snapshot_leaves
BEGIN SELECT RAISE(ABORT, 'snapshot_leaves_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshot_leaves_no_delete BEFORE DELETE ON snapshot_leaves
BEGIN SELECT RAISE(ABORT, 'snapshot_leaves_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE snapshot_sets (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	digest text NOT NULL,
	config_digest text NOT NULL,
	revision integer NOT NULL,
	message text NOT NULL,
	members text NOT NULL,
	prices text NOT NULL,
	state text NOT NULL,
	registered_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT snapshot_sets_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT snapshot_sets_version_check CHECK (version >= 0),
	CONSTRAINT snapshot_sets_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_sets_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_sets_state_enum CHECK (state IN ('collecting', 'quorum', 'registered', 'challengeable', 'final', 'sealed', 'rejected', 'superseded', 'struck', 'expired')),
	CONSTRAINT snapshot_sets_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT snapshot_sets_config_digest_fk FOREIGN KEY (config_digest) REFERENCES oracle_configs (digest)
);
CREATE UNIQUE INDEX snapshot_sets_public_id_key ON snapshot_sets (public_id);
CREATE UNIQUE INDEX snapshot_sets_digest_key ON snapshot_sets (digest);
CREATE UNIQUE INDEX snapshot_sets_accepted_key ON snapshot_sets (incident_id, revision) WHERE state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired';
-- +goose StatementBegin
CREATE TRIGGER snapshot_sets_no_delete BEFORE DELETE ON snapshot_sets
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshot_sets_version_step BEFORE UPDATE ON snapshot_sets
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshot_sets_content_fixed BEFORE UPDATE ON snapshot_sets
WHEN NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.config_digest IS DISTINCT FROM OLD.config_digest OR NEW.revision IS DISTINCT FROM OLD.revision OR NEW.message IS DISTINCT FROM OLD.message OR NEW.members IS DISTINCT FROM OLD.members OR NEW.prices IS DISTINCT FROM OLD.prices OR OLD.state = 'sealed'
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE price_entries (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	asset_id integer NOT NULL,
	num text NOT NULL,
	den text NOT NULL,
	reason text NOT NULL,
	entered_by integer NOT NULL,
	confirmed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT price_entries_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT price_entries_version_check CHECK (version >= 0),
	CONSTRAINT price_entries_num_amount CHECK (length(num) = 78 AND num NOT GLOB '*[^0-9]*' AND num <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT price_entries_den_amount CHECK (length(den) = 78 AND den NOT GLOB '*[^0-9]*' AND den <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT price_entries_two_persons_check CHECK (confirmed_by IS NULL OR confirmed_by <> entered_by),
	CONSTRAINT price_entries_den_check CHECK (den <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT price_entries_reason_check CHECK (reason <> ''),
	CONSTRAINT price_entries_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT price_entries_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT price_entries_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT price_entries_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX price_entries_public_id_key ON price_entries (public_id);
CREATE UNIQUE INDEX price_entries_confirmed_key ON price_entries (incident_id, asset_id) WHERE confirmed_by IS NOT NULL;
-- +goose StatementBegin
CREATE TRIGGER price_entries_no_delete BEFORE DELETE ON price_entries
BEGIN SELECT RAISE(ABORT, 'price_entries_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER price_entries_version_step BEFORE UPDATE ON price_entries
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'price_entries_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER price_entries_persons_insert BEFORE INSERT ON price_entries
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT person FROM staff WHERE id = NEW.entered_by)
BEGIN SELECT RAISE(ABORT, 'price_entries_persons_insert'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER price_entries_persons_update BEFORE UPDATE ON price_entries
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT person FROM staff WHERE id = NEW.entered_by)
BEGIN SELECT RAISE(ABORT, 'price_entries_persons_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER price_entries_content_fixed BEFORE UPDATE ON price_entries
WHEN OLD.confirmed_by IS NOT NULL OR NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.num IS DISTINCT FROM OLD.num OR NEW.den IS DISTINCT FROM OLD.den OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.entered_by IS DISTINCT FROM OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'price_entries_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE oracle_reports (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	kind text NOT NULL,
	subject_id integer NOT NULL,
	slot text NOT NULL,
	digest text NOT NULL,
	signer text NOT NULL,
	signature text NOT NULL,
	source text NOT NULL,
	received_at datetime NOT NULL,
	CONSTRAINT oracle_reports_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT oracle_reports_kind_enum CHECK (kind IN ('loss_snapshot', 'snapshot_set', 'payout_order')),
	CONSTRAINT oracle_reports_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_reports_signer_hex CHECK (length(signer) = 42 AND substr(signer, 1, 2) = '0x' AND substr(signer, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_reports_signature_check CHECK (length(signature) = 132 AND substr(signature, 1, 2) = '0x' AND substr(signature, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE UNIQUE INDEX oracle_reports_public_id_key ON oracle_reports (public_id);
CREATE UNIQUE INDEX oracle_reports_signature_key ON oracle_reports (kind, signer, digest);
CREATE INDEX oracle_reports_kind_subject_id_idx ON oracle_reports (kind, subject_id);
CREATE INDEX oracle_reports_signer_slot_idx ON oracle_reports (signer, slot);
-- +goose StatementBegin
CREATE TRIGGER oracle_reports_no_update BEFORE UPDATE ON oracle_reports
BEGIN SELECT RAISE(ABORT, 'oracle_reports_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER oracle_reports_no_delete BEFORE DELETE ON oracle_reports
BEGIN SELECT RAISE(ABORT, 'oracle_reports_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE signer_suspensions (
	id integer PRIMARY KEY AUTOINCREMENT,
	signer text NOT NULL,
	slot text NOT NULL,
	digest_a text NOT NULL,
	digest_b text NOT NULL,
	created_at datetime NOT NULL,
	lifted_at datetime,
	CONSTRAINT signer_suspensions_signer_hex CHECK (length(signer) = 42 AND substr(signer, 1, 2) = '0x' AND substr(signer, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digest_a_hex CHECK (length(digest_a) = 66 AND substr(digest_a, 1, 2) = '0x' AND substr(digest_a, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digest_b_hex CHECK (length(digest_b) = 66 AND substr(digest_b, 1, 2) = '0x' AND substr(digest_b, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digests_check CHECK (digest_a <> digest_b)
);
CREATE UNIQUE INDEX signer_suspensions_slot_key ON signer_suspensions (signer, slot);
-- +goose StatementBegin
CREATE TRIGGER signer_suspensions_no_delete BEFORE DELETE ON signer_suspensions
BEGIN SELECT RAISE(ABORT, 'signer_suspensions_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER signer_suspensions_only_lift BEFORE UPDATE ON signer_suspensions
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.signer IS DISTINCT FROM OLD.signer OR NEW.slot IS DISTINCT FROM OLD.slot OR NEW.digest_a IS DISTINCT FROM OLD.digest_a OR NEW.digest_b IS DISTINCT FROM OLD.digest_b OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'signer_suspensions_only_lift'); END;
-- +goose StatementEnd
