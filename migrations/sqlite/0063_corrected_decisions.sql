-- Corrections of decisions: two persons who had no part in it say with evidence what a
-- decision on a claim should have been, amount 0 for a denial, under a clause of the
-- wording. SQLite cannot change a CHECK, so the table is written again.
-- +goose Up
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
	clause text NOT NULL,
	CONSTRAINT corrections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT corrections_version_check CHECK (version >= 0),
	CONSTRAINT corrections_kind_enum CHECK (kind IN ('reinstatement', 'exclusion', 'receiver', 'revision', 'merge', 'decision')),
	CONSTRAINT corrections_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_exclusion_enum CHECK (exclusion IN ('', 'attacker', 'insider')),
	CONSTRAINT corrections_content_check CHECK (claim_id IS NOT NULL OR exclusion <> '' OR receiver IS NOT NULL OR kind IN ('revision', 'merge')),
	CONSTRAINT corrections_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT corrections_direction_enum CHECK (direction IN ('', 'raise', 'lower')),
	CONSTRAINT corrections_revision_check CHECK (kind <> 'revision' OR (asset_id IS NOT NULL AND amount IS NOT NULL AND direction <> '')),
	CONSTRAINT corrections_positions_enum CHECK (positions IN ('', 'same', 'different')),
	CONSTRAINT corrections_merge_check CHECK (kind <> 'merge' OR (into_id IS NOT NULL AND positions <> '')),
	CONSTRAINT corrections_decision_check CHECK (kind <> 'decision' OR (claim_id IS NOT NULL AND asset_id IS NOT NULL AND amount IS NOT NULL AND clause <> '')),
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
INSERT INTO corrections (id, public_id, version, incident_id, kind, account, claim_id, exclusion, receiver, reason_code, reason, evidence, entered_by, confirmed_by, confirmed_at, contest_until, objection, answer, answered_by, state, created_at, asset_id, amount, direction, into_id, positions, stated, clause)
	SELECT id, public_id, version, incident_id, kind, account, claim_id, exclusion, receiver, reason_code, reason, evidence, entered_by, confirmed_by, confirmed_at, contest_until, objection, answer, answered_by, state, created_at, asset_id, amount, direction, into_id, positions, stated, '' FROM corrections_before;
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
	OR NEW.direction IS NOT OLD.direction OR NEW.into_id IS NOT OLD.into_id OR NEW.positions IS NOT OLD.positions OR NEW.stated IS NOT OLD.stated
	OR NEW.clause IS NOT OLD.clause OR NEW.evidence IS NOT OLD.evidence OR NEW.entered_by IS NOT OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'corrections_content_fixed'); END;
-- +goose StatementEnd
