-- Staff, wallet sign-in and idempotency keys.
-- +goose Up
CREATE TABLE staff (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	person text NOT NULL,
	name text NOT NULL,
	roles text NOT NULL,
	token_hash text NOT NULL,
	wallet text,
	disabled_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT staff_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT staff_version_check CHECK (version >= 0),
	CONSTRAINT staff_token_hash_hex CHECK (length(token_hash) = 66 AND substr(token_hash, 1, 2) = '0x' AND substr(token_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT staff_wallet_hex CHECK (length(wallet) = 42 AND substr(wallet, 1, 2) = '0x' AND substr(wallet, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT staff_person_check CHECK (person <> ''),
	CONSTRAINT staff_roles_check CHECK (roles NOT GLOB '*[^a-z,]*')
);
CREATE UNIQUE INDEX staff_public_id_key ON staff (public_id);
CREATE UNIQUE INDEX staff_token_hash_key ON staff (token_hash);
-- +goose StatementBegin
CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff
BEGIN SELECT RAISE(ABORT, 'staff_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER staff_version_step BEFORE UPDATE ON staff
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'staff_version_step'); END;
-- +goose StatementEnd

CREATE TABLE login_nonces (
	id integer PRIMARY KEY AUTOINCREMENT,
	nonce text NOT NULL,
	address text NOT NULL,
	text text NOT NULL,
	expires_at datetime NOT NULL,
	used_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT login_nonces_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE UNIQUE INDEX login_nonces_nonce_key ON login_nonces (nonce);
CREATE INDEX login_nonces_expires_at_idx ON login_nonces (expires_at);

CREATE TABLE sessions (
	id integer PRIMARY KEY AUTOINCREMENT,
	token_hash text NOT NULL,
	address text NOT NULL,
	contract numeric NOT NULL,
	last_seen_at datetime NOT NULL,
	expires_at datetime NOT NULL,
	revoked_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT sessions_token_hash_hex CHECK (length(token_hash) = 66 AND substr(token_hash, 1, 2) = '0x' AND substr(token_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT sessions_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT sessions_contract_bool CHECK (contract IN (0, 1))
);
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE INDEX sessions_address_idx ON sessions (address);

CREATE TABLE idempotency_keys (
	id integer PRIMARY KEY AUTOINCREMENT,
	actor text NOT NULL,
	route text NOT NULL,
	"key" text NOT NULL,
	fingerprint text NOT NULL,
	status text NOT NULL,
	code integer NOT NULL,
	body blob NOT NULL,
	created_at datetime NOT NULL,
	done_at datetime,
	CONSTRAINT idempotency_keys_fingerprint_hex CHECK (length(fingerprint) = 66 AND substr(fingerprint, 1, 2) = '0x' AND substr(fingerprint, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT idempotency_keys_status_enum CHECK (status IN ('started', 'done')),
	CONSTRAINT idempotency_keys_done_check CHECK ((status = 'done') = (done_at IS NOT NULL)),
	CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255)
);
CREATE UNIQUE INDEX idempotency_keys_actor_route_key ON idempotency_keys (actor, route, "key");
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
