-- What is covered, by which pools, for whom.
-- +goose Up
CREATE TABLE assets (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	address text NOT NULL,
	symbol text NOT NULL,
	decimals integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT assets_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT assets_decimals_check CHECK (decimals BETWEEN 0 AND 255),
	CONSTRAINT assets_chain_check CHECK (chain_id >= 0)
);
CREATE UNIQUE INDEX assets_chain_address_key ON assets (chain_id, address);
-- +goose StatementBegin
CREATE TRIGGER assets_no_delete BEFORE DELETE ON assets
BEGIN SELECT RAISE(ABORT, 'assets_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE protocols (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	slug text NOT NULL,
	name text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT protocols_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT protocols_version_check CHECK (version >= 0),
	CONSTRAINT protocols_slug_check CHECK (slug <> '' AND slug = lower(slug))
);
CREATE UNIQUE INDEX protocols_public_id_key ON protocols (public_id);
CREATE UNIQUE INDEX protocols_slug_key ON protocols (slug);
-- +goose StatementBegin
CREATE TRIGGER protocols_no_delete BEFORE DELETE ON protocols
BEGIN SELECT RAISE(ABORT, 'protocols_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER protocols_version_step BEFORE UPDATE ON protocols
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'protocols_version_step'); END;
-- +goose StatementEnd

CREATE TABLE modules (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	chain_id integer NOT NULL,
	address text NOT NULL,
	role text NOT NULL,
	pause_kind text NOT NULL,
	containment text NOT NULL,
	contained_at datetime,
	method_view text NOT NULL,
	created_at datetime NOT NULL,
	value_asset_id integer NOT NULL,
	CONSTRAINT modules_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT modules_version_check CHECK (version >= 0),
	CONSTRAINT modules_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT modules_pause_kind_enum CHECK (pause_kind IN ('none', 'pausable', 'pausable_until', 'access_manager', 'guardian')),
	CONSTRAINT modules_containment_enum CHECK (containment IN ('none', 'requested', 'contained', 'released')),
	CONSTRAINT modules_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id)
);
CREATE UNIQUE INDEX modules_public_id_key ON modules (public_id);
CREATE UNIQUE INDEX modules_chain_address_key ON modules (chain_id, address);
CREATE INDEX modules_protocol_id_idx ON modules (protocol_id);
-- +goose StatementBegin
CREATE TRIGGER modules_no_delete BEFORE DELETE ON modules
BEGIN SELECT RAISE(ABORT, 'modules_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER modules_version_step BEFORE UPDATE ON modules
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'modules_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER modules_value_asset_insert BEFORE INSERT ON modules
WHEN NEW.value_asset_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.value_asset_id)
BEGIN SELECT RAISE(ABORT, 'modules_value_asset_insert'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER modules_value_asset_update BEFORE UPDATE ON modules
WHEN NEW.value_asset_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.value_asset_id)
BEGIN SELECT RAISE(ABORT, 'modules_value_asset_update'); END;
-- +goose StatementEnd

CREATE TABLE products (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	name text NOT NULL,
	limit_asset_id integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT products_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT products_version_check CHECK (version >= 0),
	CONSTRAINT products_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id),
	CONSTRAINT products_limit_asset_id_fk FOREIGN KEY (limit_asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX products_public_id_key ON products (public_id);
CREATE INDEX products_protocol_id_idx ON products (protocol_id);
-- +goose StatementBegin
CREATE TRIGGER products_no_delete BEFORE DELETE ON products
BEGIN SELECT RAISE(ABORT, 'products_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER products_version_step BEFORE UPDATE ON products
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'products_version_step'); END;
-- +goose StatementEnd

CREATE TABLE wordings (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	product_id integer NOT NULL,
	number integer NOT NULL,
	terms text NOT NULL,
	terms_hash text NOT NULL,
	text text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT wordings_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT wordings_terms_hash_hex CHECK (length(terms_hash) = 66 AND substr(terms_hash, 1, 2) = '0x' AND substr(terms_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT wordings_number_check CHECK (number >= 1),
	CONSTRAINT wordings_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE UNIQUE INDEX wordings_public_id_key ON wordings (public_id);
CREATE UNIQUE INDEX wordings_number_key ON wordings (product_id, number);
-- +goose StatementBegin
CREATE TRIGGER wordings_no_update BEFORE UPDATE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER wordings_no_delete BEFORE DELETE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE pools (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	kind text NOT NULL,
	name text NOT NULL,
	asset_id integer NOT NULL,
	contract text NOT NULL,
	distributor text NOT NULL,
	oracle text NOT NULL,
	observed_free text NOT NULL,
	observed_block integer NOT NULL,
	observed_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT pools_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT pools_version_check CHECK (version >= 0),
	CONSTRAINT pools_kind_enum CHECK (kind IN ('capital', 'vault')),
	CONSTRAINT pools_contract_hex CHECK (length(contract) = 42 AND substr(contract, 1, 2) = '0x' AND substr(contract, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_distributor_hex CHECK (length(distributor) = 42 AND substr(distributor, 1, 2) = '0x' AND substr(distributor, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_oracle_hex CHECK (length(oracle) = 42 AND substr(oracle, 1, 2) = '0x' AND substr(oracle, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_observed_free_amount CHECK (length(observed_free) = 78 AND observed_free NOT GLOB '*[^0-9]*' AND observed_free <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT pools_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX pools_public_id_key ON pools (public_id);
CREATE UNIQUE INDEX pools_contract_asset_key ON pools (contract, asset_id);
-- +goose StatementBegin
CREATE TRIGGER pools_no_delete BEFORE DELETE ON pools
BEGIN SELECT RAISE(ABORT, 'pools_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pools_version_step BEFORE UPDATE ON pools
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'pools_version_step'); END;
-- +goose StatementEnd

CREATE TABLE layers (
	id integer PRIMARY KEY AUTOINCREMENT,
	product_id integer NOT NULL,
	pool_id integer NOT NULL,
	position integer NOT NULL,
	incident_cap text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT layers_incident_cap_amount CHECK (length(incident_cap) = 78 AND incident_cap NOT GLOB '*[^0-9]*' AND incident_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT layers_position_check CHECK (position >= 1),
	CONSTRAINT layers_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT layers_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE UNIQUE INDEX layers_position_key ON layers (product_id, position);
CREATE UNIQUE INDEX layers_pool_key ON layers (product_id, pool_id);
-- +goose StatementBegin
CREATE TRIGGER layers_no_delete BEFORE DELETE ON layers
BEGIN SELECT RAISE(ABORT, 'layers_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE covers (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	product_id integer NOT NULL,
	wording_id integer NOT NULL,
	kind text NOT NULL,
	holder text NOT NULL,
	"limit" text NOT NULL,
	active_from datetime NOT NULL,
	active_to datetime NOT NULL,
	terms_hash text NOT NULL,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT covers_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT covers_version_check CHECK (version >= 0),
	CONSTRAINT covers_kind_enum CHECK (kind IN ('individual', 'blanket')),
	CONSTRAINT covers_holder_hex CHECK (length(holder) = 42 AND substr(holder, 1, 2) = '0x' AND substr(holder, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT covers_limit_amount CHECK (length("limit") = 78 AND "limit" NOT GLOB '*[^0-9]*' AND "limit" <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT covers_terms_hash_hex CHECK (length(terms_hash) = 66 AND substr(terms_hash, 1, 2) = '0x' AND substr(terms_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT covers_state_enum CHECK (state IN ('active', 'cancelled')),
	CONSTRAINT covers_period_check CHECK (active_from < active_to),
	CONSTRAINT covers_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT covers_wording_id_fk FOREIGN KEY (wording_id) REFERENCES wordings (id)
);
CREATE UNIQUE INDEX covers_public_id_key ON covers (public_id);
CREATE INDEX covers_product_id_idx ON covers (product_id);
CREATE INDEX covers_holder_idx ON covers (holder);
-- +goose StatementBegin
CREATE TRIGGER covers_no_delete BEFORE DELETE ON covers
BEGIN SELECT RAISE(ABORT, 'covers_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER covers_version_step BEFORE UPDATE ON covers
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'covers_version_step'); END;
-- +goose StatementEnd

CREATE TABLE cover_accounts (
	id integer PRIMARY KEY AUTOINCREMENT,
	cover_id integer NOT NULL,
	account text NOT NULL,
	insured_from datetime NOT NULL,
	insured_to datetime,
	CONSTRAINT cover_accounts_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_accounts_interval_check CHECK (insured_to IS NULL OR insured_from <= insured_to),
	CONSTRAINT cover_accounts_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE UNIQUE INDEX cover_accounts_interval_key ON cover_accounts (cover_id, account, insured_from);
CREATE UNIQUE INDEX cover_accounts_open_key ON cover_accounts (cover_id, account) WHERE insured_to IS NULL;
CREATE INDEX cover_accounts_account_idx ON cover_accounts (account);
-- +goose StatementBegin
CREATE TRIGGER cover_accounts_no_delete BEFORE DELETE ON cover_accounts
BEGIN SELECT RAISE(ABORT, 'cover_accounts_no_delete'); END;
-- +goose StatementEnd
