-- Covers that were written elsewhere come by two persons with a proof: one
-- proposes, another confirms, and only then the cover exists. An account that is
-- not the holder is named with its signature. What several covers of one account
-- could each owe alone is kept, so that their shares can be made again when one
-- of them ends.
-- +goose Up
ALTER TABLE cover_accounts ADD COLUMN consent text CONSTRAINT cover_accounts_consent_check CHECK (consent <> '');

CREATE TABLE cover_imports (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	product_id integer NOT NULL,
	content text NOT NULL,
	content_hash text NOT NULL,
	proof_kind text NOT NULL,
	proof text NOT NULL,
	written_at datetime NOT NULL,
	entered_by integer NOT NULL,
	cover_id integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_imports_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT cover_imports_version_check CHECK (version >= 0),
	CONSTRAINT cover_imports_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_imports_content_check CHECK (content <> ''),
	CONSTRAINT cover_imports_proof_check CHECK (proof <> ''),
	CONSTRAINT cover_imports_proof_kind_enum CHECK (proof_kind IN ('chain_transaction', 'signed_certificate')),
	CONSTRAINT cover_imports_state_enum CHECK (state IN ('proposed', 'confirmed', 'refused')),
	CONSTRAINT cover_imports_confirmed_check CHECK (state <> 'confirmed' OR cover_id IS NOT NULL),
	CONSTRAINT cover_imports_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT cover_imports_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT cover_imports_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE UNIQUE INDEX cover_imports_public_id_key ON cover_imports (public_id);
CREATE UNIQUE INDEX cover_imports_content_hash_key ON cover_imports (content_hash) WHERE state <> 'refused';
CREATE INDEX cover_imports_product_id_idx ON cover_imports (product_id);
-- +goose StatementBegin
CREATE TRIGGER cover_imports_no_delete BEFORE DELETE ON cover_imports
BEGIN SELECT RAISE(ABORT, 'cover_imports_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cover_imports_version_step BEFORE UPDATE ON cover_imports
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'cover_imports_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cover_imports_content_fixed BEFORE UPDATE ON cover_imports
WHEN NEW.content IS NOT OLD.content OR NEW.proof IS NOT OLD.proof OR NEW.written_at IS NOT OLD.written_at OR NEW.entered_by IS NOT OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'cover_imports_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE cover_shares (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	affected text NOT NULL,
	cover_id integer NOT NULL,
	owed text NOT NULL,
	alone text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_shares_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_shares_owed_amount CHECK (length(owed) = 78 AND owed NOT GLOB '*[^0-9]*' AND owed <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_shares_alone_amount CHECK (length(alone) = 78 AND alone NOT GLOB '*[^0-9]*' AND alone <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_shares_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT cover_shares_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE UNIQUE INDEX cover_shares_cover_key ON cover_shares (incident_id, affected, cover_id);
-- +goose StatementBegin
CREATE TRIGGER cover_shares_no_update BEFORE UPDATE ON cover_shares
BEGIN SELECT RAISE(ABORT, 'cover_shares_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cover_shares_no_delete BEFORE DELETE ON cover_shares
BEGIN SELECT RAISE(ABORT, 'cover_shares_no_delete'); END;
-- +goose StatementEnd
