-- Two records of one drain are merged: two persons with evidence say which goes on, and
-- what of the losses of the other adds to its own. SQLite cannot change a CHECK, so the
-- tables are written again; rows that point at incidents are looked at when the
-- transaction ends.
-- +goose Up
PRAGMA defer_foreign_keys = ON;
CREATE TABLE incidents_before AS SELECT * FROM incidents;
DROP TRIGGER incidents_no_delete;
DROP TRIGGER incidents_version_step;
DELETE FROM incidents;
DROP TABLE incidents;
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
	merged_into_id integer,
	CONSTRAINT incidents_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT incidents_version_check CHECK (version >= 0),
	CONSTRAINT incidents_chain_ref_hex CHECK (length(chain_ref) = 66 AND substr(chain_ref, 1, 2) = '0x' AND substr(chain_ref, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_state_enum CHECK (state IN ('suspected', 'reported', 'under_review', 'confirmed', 'rejected', 'snapshotting', 'claims_open', 'claims_closed', 'settling', 'settled', 'recovering', 'closed', 'retracted', 'disputed', 'merged', 'reopened')),
	CONSTRAINT incidents_spec_hash_hex CHECK (length(spec_hash) = 66 AND substr(spec_hash, 1, 2) = '0x' AND substr(spec_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_occurred_check CHECK (occurred_from IS NULL OR occurred_to IS NULL OR occurred_from <= occurred_to),
	CONSTRAINT incidents_window_check CHECK (claims_open_at IS NULL OR claims_close_at IS NULL OR claims_open_at <= claims_close_at),
	CONSTRAINT incidents_confirmed_check CHECK (confirmed_at IS NOT NULL OR state IN ('suspected', 'reported', 'under_review', 'rejected', 'retracted', 'disputed', 'merged', 'reopened')),
	CONSTRAINT incidents_merged_check CHECK (state <> 'merged' OR merged_into_id IS NOT NULL),
	CONSTRAINT incidents_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id),
	CONSTRAINT incidents_merged_into_id_fk FOREIGN KEY (merged_into_id) REFERENCES incidents (id)
);
INSERT INTO incidents (id, public_id, version, protocol_id, chain_ref, title, state, spec, spec_hash, occurred_from, occurred_to, observed_at, reported_at, confirmed_at, claims_open_at, claims_close_at, bar_at, config_digest, numeraire_id, settled_ratio_at, created_at)
	SELECT id, public_id, version, protocol_id, chain_ref, title, state, spec, spec_hash, occurred_from, occurred_to, observed_at, reported_at, confirmed_at, claims_open_at, claims_close_at, bar_at, config_digest, numeraire_id, settled_ratio_at, created_at FROM incidents_before;
DROP TABLE incidents_before;
CREATE UNIQUE INDEX incidents_public_id_key ON incidents (public_id);
CREATE UNIQUE INDEX incidents_chain_ref_key ON incidents (chain_ref);
CREATE INDEX incidents_protocol_id_idx ON incidents (protocol_id);
CREATE INDEX incidents_state_idx ON incidents (state);
CREATE INDEX incidents_merged_into_id_idx ON incidents (merged_into_id);
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
-- +goose StatementBegin
CREATE TRIGGER incidents_merged_fixed BEFORE UPDATE ON incidents
WHEN OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NOT OLD.merged_into_id
BEGIN SELECT RAISE(ABORT, 'incidents_merged_fixed'); END;
-- +goose StatementEnd

CREATE TABLE corrections_before AS SELECT * FROM corrections;
DROP TABLE corrections;
CREATE TABLE corrections (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	kind text NOT NULL,
	account text NOT NULL,
	claim_id integer,
	exclusion text NOT NULL,
	receiver text,
	reason_code text NOT NULL,
	reason text NOT NULL,
	evidence text NOT NULL,
	entered_by integer NOT NULL,
	confirmed_by integer,
	confirmed_at datetime,
	contest_until datetime,
	objection text NOT NULL,
	answer text NOT NULL,
	answered_by integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	asset_id integer,
	amount text,
	direction text NOT NULL,
	into_id integer,
	positions text NOT NULL,
	stated text NOT NULL,
	CONSTRAINT corrections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT corrections_version_check CHECK (version >= 0),
	CONSTRAINT corrections_kind_enum CHECK (kind IN ('reinstatement', 'exclusion', 'receiver', 'revision', 'merge')),
	CONSTRAINT corrections_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_exclusion_enum CHECK (exclusion IN ('', 'attacker', 'insider')),
	CONSTRAINT corrections_content_check CHECK (claim_id IS NOT NULL OR exclusion <> '' OR receiver IS NOT NULL OR kind IN ('revision', 'merge')),
	CONSTRAINT corrections_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT corrections_direction_enum CHECK (direction IN ('', 'raise', 'lower')),
	CONSTRAINT corrections_revision_check CHECK (kind <> 'revision' OR (asset_id IS NOT NULL AND amount IS NOT NULL AND direction <> '')),
	CONSTRAINT corrections_positions_enum CHECK (positions IN ('', 'same', 'different')),
	CONSTRAINT corrections_merge_check CHECK (kind <> 'merge' OR (into_id IS NOT NULL AND positions <> '')),
	CONSTRAINT corrections_reason_check CHECK (reason_code <> '' AND reason <> ''),
	CONSTRAINT corrections_evidence_check CHECK (evidence <> ''),
	CONSTRAINT corrections_state_enum CHECK (state IN ('proposed', 'contestable', 'contested', 'standing', 'refused', 'lifted')),
	CONSTRAINT corrections_confirmed_check CHECK (state IN ('proposed', 'refused') OR (confirmed_by IS NOT NULL AND confirmed_by <> entered_by AND confirmed_at IS NOT NULL)),
	CONSTRAINT corrections_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT corrections_into_id_fk FOREIGN KEY (into_id) REFERENCES incidents (id),
	CONSTRAINT corrections_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT corrections_claim_id_fk FOREIGN KEY (claim_id) REFERENCES claims (id),
	CONSTRAINT corrections_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT corrections_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id),
	CONSTRAINT corrections_answered_by_fk FOREIGN KEY (answered_by) REFERENCES staff (id)
);
INSERT INTO corrections (id, public_id, version, incident_id, kind, account, claim_id, exclusion, receiver, reason_code, reason, evidence, entered_by, confirmed_by, confirmed_at, contest_until, objection, answer, answered_by, state, created_at, asset_id, amount, direction, positions, stated)
	SELECT id, public_id, version, incident_id, kind, account, claim_id, exclusion, receiver, reason_code, reason, evidence, entered_by, confirmed_by, confirmed_at, contest_until, objection, answer, answered_by, state, created_at, asset_id, amount, direction, '', '' FROM corrections_before;
DROP TABLE corrections_before;
CREATE UNIQUE INDEX corrections_public_id_key ON corrections (public_id);
CREATE UNIQUE INDEX corrections_account_key ON corrections (incident_id, kind, account) WHERE claim_id IS NULL AND (state = 'proposed' OR state = 'contestable' OR state = 'contested');
CREATE UNIQUE INDEX corrections_claim_key ON corrections (claim_id) WHERE state = 'proposed';
CREATE INDEX corrections_incident_id_idx ON corrections (incident_id);
CREATE INDEX corrections_state_idx ON corrections (state);
-- +goose StatementBegin
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER corrections_version_step BEFORE UPDATE ON corrections
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'corrections_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER corrections_content_fixed BEFORE UPDATE ON corrections
WHEN NEW.kind IS NOT OLD.kind OR NEW.incident_id IS NOT OLD.incident_id OR NEW.account IS NOT OLD.account OR NEW.claim_id IS NOT OLD.claim_id
	OR NEW.exclusion IS NOT OLD.exclusion OR NEW.receiver IS NOT OLD.receiver OR NEW.reason_code IS NOT OLD.reason_code
	OR NEW.reason IS NOT OLD.reason OR NEW.asset_id IS NOT OLD.asset_id OR NEW.amount IS NOT OLD.amount
	OR NEW.direction IS NOT OLD.direction OR NEW.into_id IS NOT OLD.into_id OR NEW.positions IS NOT OLD.positions OR NEW.stated IS NOT OLD.stated OR NEW.evidence IS NOT OLD.evidence OR NEW.entered_by IS NOT OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'corrections_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE merged_losses (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	from_id integer NOT NULL,
	asset_id integer NOT NULL,
	account text NOT NULL,
	loss text NOT NULL,
	value_before text NOT NULL,
	value_average text,
	insured text,
	created_at datetime NOT NULL,
	CONSTRAINT merged_losses_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT merged_losses_loss_amount CHECK (length(loss) = 78 AND loss NOT GLOB '*[^0-9]*' AND loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_value_before_amount CHECK (length(value_before) = 78 AND value_before NOT GLOB '*[^0-9]*' AND value_before <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_value_average_amount CHECK (length(value_average) = 78 AND value_average NOT GLOB '*[^0-9]*' AND value_average <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_insured_amount CHECK (length(insured) = 78 AND insured NOT GLOB '*[^0-9]*' AND insured <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT merged_losses_from_id_fk FOREIGN KEY (from_id) REFERENCES incidents (id),
	CONSTRAINT merged_losses_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX merged_losses_account_key ON merged_losses (incident_id, from_id, asset_id, account);
-- +goose StatementBegin
CREATE TRIGGER merged_losses_no_update BEFORE UPDATE ON merged_losses
BEGIN SELECT RAISE(ABORT, 'merged_losses_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER merged_losses_no_delete BEFORE DELETE ON merged_losses
BEGIN SELECT RAISE(ABORT, 'merged_losses_no_delete'); END;
-- +goose StatementEnd
