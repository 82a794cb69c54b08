-- An announcement of money that is expected back may be withdrawn before a deposit meets
-- it. SQLite cannot change a CHECK, so the table is written again.
-- +goose Up
CREATE TABLE recoveries_before AS SELECT * FROM recoveries;
DROP TABLE recoveries;
CREATE TABLE recoveries (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	asset_id integer NOT NULL,
	source text NOT NULL,
	state text NOT NULL,
	amount text NOT NULL,
	"from" text NOT NULL,
	tx_hash text,
	block_number integer,
	block_hash text,
	log_index integer,
	note text NOT NULL,
	hold_until datetime,
	created_at datetime NOT NULL,
	CONSTRAINT recoveries_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT recoveries_version_check CHECK (version >= 0),
	CONSTRAINT recoveries_source_enum CHECK (source IN ('attacker', 'whitehat', 'issuer', 'court', 'salvage', 'protocol')),
	CONSTRAINT recoveries_state_enum CHECK (state IN ('expected', 'received', 'final', 'contested', 'released', 'withdrawn')),
	CONSTRAINT recoveries_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT recoveries_from_hex CHECK (length("from") = 42 AND substr("from", 1, 2) = '0x' AND substr("from", 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_event_check CHECK ((tx_hash IS NULL) = (log_index IS NULL)),
	CONSTRAINT recoveries_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT recoveries_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
INSERT INTO recoveries (id, public_id, version, incident_id, asset_id, source, state, amount, "from", tx_hash, block_number, block_hash, log_index, note, hold_until, created_at)
	SELECT id, public_id, version, incident_id, asset_id, source, state, amount, "from", tx_hash, block_number, block_hash, log_index, note, hold_until, created_at FROM recoveries_before;
DROP TABLE recoveries_before;
CREATE UNIQUE INDEX recoveries_public_id_key ON recoveries (public_id);
CREATE UNIQUE INDEX recoveries_event_key ON recoveries (tx_hash, log_index);
CREATE INDEX recoveries_incident_id_idx ON recoveries (incident_id);
-- +goose StatementBegin
CREATE TRIGGER recoveries_no_delete BEFORE DELETE ON recoveries
BEGIN SELECT RAISE(ABORT, 'recoveries_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER recoveries_version_step BEFORE UPDATE ON recoveries
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'recoveries_version_step'); END;
-- +goose StatementEnd
