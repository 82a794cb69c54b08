-- A round is computed from the loss accounts of an incident: the state it follows
-- from is kept beside the entitlement file of each of its settlements. Money that
-- is a pool's by subrogation is booked by account: what returned to the pool on
-- it, and what it became. A settlement of swept money is marked as such: its
-- source is the escheat of its incident.
-- +goose Up
CREATE TABLE account_parts (
	settlement_id integer NOT NULL,
	idx integer NOT NULL,
	data blob NOT NULL,
	PRIMARY KEY (settlement_id, idx),
	CONSTRAINT account_parts_idx_check CHECK (idx >= 0),
	CONSTRAINT account_parts_data_check CHECK (length(data) > 0),
	CONSTRAINT account_parts_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TABLE subrogations (
	settlement_id integer NOT NULL,
	pool_id integer NOT NULL,
	affected text NOT NULL,
	kind text NOT NULL,
	amount text NOT NULL,
	PRIMARY KEY (settlement_id, pool_id, affected, kind),
	CONSTRAINT subrogations_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT subrogations_kind_enum CHECK (kind IN ('returned', 'cover', 'holders')),
	CONSTRAINT subrogations_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT subrogations_amount_positive_check CHECK (amount <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT subrogations_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT subrogations_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE TABLE escheat_settlements (
	settlement_id integer NOT NULL PRIMARY KEY,
	CONSTRAINT escheat_settlements_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
-- +goose StatementBegin
CREATE TRIGGER account_parts_no_update BEFORE UPDATE ON account_parts
BEGIN SELECT RAISE(ABORT, 'account_parts_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_parts_no_delete BEFORE DELETE ON account_parts
BEGIN SELECT RAISE(ABORT, 'account_parts_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER subrogations_no_update BEFORE UPDATE ON subrogations
BEGIN SELECT RAISE(ABORT, 'subrogations_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER subrogations_no_delete BEFORE DELETE ON subrogations
BEGIN SELECT RAISE(ABORT, 'subrogations_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER escheat_settlements_no_update BEFORE UPDATE ON escheat_settlements
BEGIN SELECT RAISE(ABORT, 'escheat_settlements_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER escheat_settlements_no_delete BEFORE DELETE ON escheat_settlements
BEGIN SELECT RAISE(ABORT, 'escheat_settlements_no_delete'); END;
-- +goose StatementEnd
