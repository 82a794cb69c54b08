-- The outbox, sending keys and what was read from chains.
-- +goose Up
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
	CONSTRAINT tx_intents_state_enum CHECK (state IN ('proposed', 'approved', 'signed', 'broadcast', 'mined', 'final', 'replaced', 'dropped', 'reverted', 'abandoned')),
	CONSTRAINT tx_intents_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_nonce_check CHECK (nonce IS NULL OR nonce >= 0),
	CONSTRAINT tx_intents_gas_check CHECK (gas_limit >= 0),
	CONSTRAINT tx_intents_idem_check CHECK (idem_key <> ''),
	CONSTRAINT tx_intents_mined_check CHECK (state NOT IN ('mined', 'final') OR (tx_hash IS NOT NULL AND block_number IS NOT NULL AND block_hash IS NOT NULL))
);
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

CREATE TABLE tx_attempts (
	id integer PRIMARY KEY AUTOINCREMENT,
	intent_id integer NOT NULL,
	n integer NOT NULL,
	tip_cap text NOT NULL,
	fee_cap text NOT NULL,
	raw blob NOT NULL,
	hash text NOT NULL,
	first_sent_at datetime,
	sent_count integer NOT NULL,
	last_error text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT tx_attempts_tip_cap_amount CHECK (length(tip_cap) = 78 AND tip_cap NOT GLOB '*[^0-9]*' AND tip_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_attempts_fee_cap_amount CHECK (length(fee_cap) = 78 AND fee_cap NOT GLOB '*[^0-9]*' AND fee_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_attempts_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_attempts_raw_check CHECK (length(raw) > 0),
	CONSTRAINT tx_attempts_n_check CHECK (n >= 1 AND sent_count >= 0),
	CONSTRAINT tx_attempts_intent_id_fk FOREIGN KEY (intent_id) REFERENCES tx_intents (id)
);
CREATE UNIQUE INDEX tx_attempts_hash_key ON tx_attempts (hash);
CREATE UNIQUE INDEX tx_attempts_n_key ON tx_attempts (intent_id, n);
-- +goose StatementBegin
CREATE TRIGGER tx_attempts_no_delete BEFORE DELETE ON tx_attempts
BEGIN SELECT RAISE(ABORT, 'tx_attempts_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tx_attempts_only_sending BEFORE UPDATE ON tx_attempts
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.intent_id IS DISTINCT FROM OLD.intent_id OR NEW.n IS DISTINCT FROM OLD.n OR NEW.tip_cap IS DISTINCT FROM OLD.tip_cap OR NEW.fee_cap IS DISTINCT FROM OLD.fee_cap OR NEW.raw IS DISTINCT FROM OLD.raw OR NEW.hash IS DISTINCT FROM OLD.hash OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'tx_attempts_only_sending'); END;
-- +goose StatementEnd

CREATE TABLE key_states (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	address text NOT NULL,
	next_nonce integer NOT NULL,
	lease_owner text NOT NULL,
	lease_until datetime,
	epoch integer NOT NULL,
	paused text NOT NULL,
	CONSTRAINT key_states_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT key_states_nonce_check CHECK (next_nonce >= 0)
);
CREATE UNIQUE INDEX key_states_address_key ON key_states (chain_id, address);
-- +goose StatementBegin
CREATE TRIGGER key_states_no_delete BEFORE DELETE ON key_states
BEGIN SELECT RAISE(ABORT, 'key_states_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER key_states_epoch_monotone BEFORE UPDATE ON key_states
WHEN NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'key_states_epoch_monotone'); END;
-- +goose StatementEnd

CREATE TABLE chain_cursors (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	name text NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	final integer NOT NULL,
	updated_at datetime NOT NULL,
	CONSTRAINT chain_cursors_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_cursors_block_check CHECK (number >= 0 AND final >= 0)
);
CREATE UNIQUE INDEX chain_cursors_name_key ON chain_cursors (chain_id, name);
-- +goose StatementBegin
CREATE TRIGGER chain_cursors_no_delete BEFORE DELETE ON chain_cursors
BEGIN SELECT RAISE(ABORT, 'chain_cursors_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER chain_cursors_monotone BEFORE UPDATE ON chain_cursors
WHEN NEW.final < OLD.final
BEGIN SELECT RAISE(ABORT, 'chain_cursors_monotone'); END;
-- +goose StatementEnd

CREATE TABLE chain_events (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	block_number integer NOT NULL,
	block_hash text NOT NULL,
	block_time datetime NOT NULL,
	tx_hash text NOT NULL,
	log_index integer NOT NULL,
	contract text NOT NULL,
	name text NOT NULL,
	payload text NOT NULL,
	applied_at datetime,
	CONSTRAINT chain_events_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_events_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_events_contract_hex CHECK (length(contract) = 42 AND substr(contract, 1, 2) = '0x' AND substr(contract, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE UNIQUE INDEX chain_events_log_key ON chain_events (chain_id, block_hash, log_index);
CREATE INDEX chain_events_chain_id_block_number_idx ON chain_events (chain_id, block_number);
CREATE INDEX chain_events_applied_at_idx ON chain_events (applied_at);
-- +goose StatementBegin
CREATE TRIGGER chain_events_no_delete BEFORE DELETE ON chain_events
BEGIN SELECT RAISE(ABORT, 'chain_events_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER chain_events_only_applied BEFORE UPDATE ON chain_events
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.chain_id IS DISTINCT FROM OLD.chain_id OR NEW.block_number IS DISTINCT FROM OLD.block_number OR NEW.block_hash IS DISTINCT FROM OLD.block_hash OR NEW.block_time IS DISTINCT FROM OLD.block_time OR NEW.tx_hash IS DISTINCT FROM OLD.tx_hash OR NEW.log_index IS DISTINCT FROM OLD.log_index OR NEW.contract IS DISTINCT FROM OLD.contract OR NEW.name IS DISTINCT FROM OLD.name OR NEW.payload IS DISTINCT FROM OLD.payload
BEGIN SELECT RAISE(ABORT, 'chain_events_only_applied'); END;
-- +goose StatementEnd
