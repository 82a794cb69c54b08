-- Two more ends of a transaction, and what may be spent on fees. SQLite cannot
-- change a CHECK, so the table is written again; rows that point at it are
-- looked at when the transaction ends.
-- +goose Up
PRAGMA defer_foreign_keys = ON;
CREATE TABLE tx_intents_before AS SELECT * FROM tx_intents;
DROP TRIGGER tx_intents_no_delete;
DROP TRIGGER tx_intents_version_step;
DELETE FROM tx_intents;
DROP TABLE tx_intents;
CREATE TABLE tx_intents (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	idem_key text NOT NULL,
	kind text NOT NULL,
	ref_machine text NOT NULL,
	ref_id integer NOT NULL,
	chain_id integer NOT NULL,
	sender text NOT NULL,
	"to" text NOT NULL,
	value text NOT NULL,
	data blob NOT NULL,
	gas_limit integer NOT NULL,
	nonce integer,
	state text NOT NULL,
	blocked text NOT NULL,
	request text NOT NULL,
	not_before datetime,
	tx_hash text,
	block_number integer,
	block_hash text,
	gas_used integer,
	created_at datetime NOT NULL,
	CONSTRAINT tx_intents_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT tx_intents_version_check CHECK (version >= 0),
	CONSTRAINT tx_intents_sender_hex CHECK (length(sender) = 42 AND substr(sender, 1, 2) = '0x' AND substr(sender, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_to_hex CHECK (length("to") = 42 AND substr("to", 1, 2) = '0x' AND substr("to", 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_value_amount CHECK (length(value) = 78 AND value NOT GLOB '*[^0-9]*' AND value <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_intents_state_enum CHECK (state IN ('proposed', 'approved', 'signed', 'broadcast', 'mined', 'final', 'unproven', 'recovered', 'replaced', 'dropped', 'reverted', 'abandoned')),
	CONSTRAINT tx_intents_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_nonce_check CHECK (nonce IS NULL OR nonce >= 0),
	CONSTRAINT tx_intents_gas_check CHECK (gas_limit >= 0),
	CONSTRAINT tx_intents_idem_check CHECK (idem_key <> ''),
	CONSTRAINT tx_intents_mined_check CHECK (state NOT IN ('mined', 'final', 'unproven') OR (tx_hash IS NOT NULL AND block_number IS NOT NULL AND block_hash IS NOT NULL))
);
INSERT INTO tx_intents SELECT * FROM tx_intents_before;
DROP TABLE tx_intents_before;
CREATE UNIQUE INDEX tx_intents_public_id_key ON tx_intents (public_id);
CREATE UNIQUE INDEX tx_intents_idem_key_key ON tx_intents (idem_key);
CREATE UNIQUE INDEX tx_intents_nonce_key ON tx_intents (chain_id, sender, nonce);
CREATE INDEX tx_intents_state_idx ON tx_intents (state);
CREATE INDEX tx_intents_ref_machine_ref_id_idx ON tx_intents (ref_machine, ref_id);
-- +goose StatementBegin
CREATE TRIGGER tx_intents_no_delete BEFORE DELETE ON tx_intents
BEGIN SELECT RAISE(ABORT, 'tx_intents_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tx_intents_version_step BEFORE UPDATE ON tx_intents
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'tx_intents_version_step'); END;
-- +goose StatementEnd


CREATE TABLE fee_budgets (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	ref_machine text NOT NULL,
	ref_id integer NOT NULL,
	day integer NOT NULL,
	amount text NOT NULL,
	reason text NOT NULL,
	set_by text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT fee_budgets_ref_machine_enum CHECK (ref_machine IN ('settlement', 'key')),
	CONSTRAINT fee_budgets_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT fee_budgets_day_check CHECK (day >= 0),
	CONSTRAINT fee_budgets_reason_check CHECK (reason <> '' AND set_by <> '')
);
CREATE INDEX fee_budgets_ref_idx ON fee_budgets (chain_id, ref_machine, ref_id, day);
-- +goose StatementBegin
CREATE TRIGGER fee_budgets_no_update BEFORE UPDATE ON fee_budgets
BEGIN SELECT RAISE(ABORT, 'fee_budgets_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fee_budgets_no_delete BEFORE DELETE ON fee_budgets
BEGIN SELECT RAISE(ABORT, 'fee_budgets_no_delete'); END;
-- +goose StatementEnd
