-- A round is computed from the loss accounts of an incident: the state it follows
-- from is kept beside the entitlement file of each of its settlements. Money that
-- is a pool's by subrogation is booked by account: what returned to the pool on
-- it, and what it became. A settlement of swept money is marked as such: its
-- source is the escheat of its incident.
-- +goose Up
CREATE TABLE account_parts (
	settlement_id bigint NOT NULL,
	idx bigint NOT NULL,
	data bytea NOT NULL,
	PRIMARY KEY (settlement_id, idx),
	CONSTRAINT account_parts_idx_check CHECK (idx >= 0),
	CONSTRAINT account_parts_data_check CHECK (length(data) > 0),
	CONSTRAINT account_parts_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TABLE subrogations (
	settlement_id bigint NOT NULL,
	pool_id bigint NOT NULL,
	affected text NOT NULL,
	kind text NOT NULL,
	amount numeric(78,0) NOT NULL,
	PRIMARY KEY (settlement_id, pool_id, affected, kind),
	CONSTRAINT subrogations_affected_hex CHECK (affected ~ '^0x[0-9a-f]{40}$'),
	CONSTRAINT subrogations_kind_enum CHECK (kind IN ('returned', 'cover', 'holders')),
	CONSTRAINT subrogations_amount_amount CHECK (amount >= 0 AND amount <= 115792089237316195423570985008687907853269984665640564039457584007913129639935),
	CONSTRAINT subrogations_amount_positive_check CHECK (amount > 0),
	CONSTRAINT subrogations_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT subrogations_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE TABLE escheat_settlements (
	settlement_id bigint NOT NULL PRIMARY KEY,
	CONSTRAINT escheat_settlements_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TRIGGER account_parts_no_update BEFORE UPDATE ON account_parts FOR EACH ROW EXECUTE FUNCTION refuse('account_parts_no_update');
CREATE TRIGGER account_parts_no_delete BEFORE DELETE ON account_parts FOR EACH ROW EXECUTE FUNCTION refuse('account_parts_no_delete');
CREATE TRIGGER account_parts_no_truncate BEFORE TRUNCATE ON account_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse('account_parts_no_truncate');
CREATE TRIGGER subrogations_no_update BEFORE UPDATE ON subrogations FOR EACH ROW EXECUTE FUNCTION refuse('subrogations_no_update');
CREATE TRIGGER subrogations_no_delete BEFORE DELETE ON subrogations FOR EACH ROW EXECUTE FUNCTION refuse('subrogations_no_delete');
CREATE TRIGGER subrogations_no_truncate BEFORE TRUNCATE ON subrogations FOR EACH STATEMENT EXECUTE FUNCTION refuse('subrogations_no_truncate');
CREATE TRIGGER escheat_settlements_no_update BEFORE UPDATE ON escheat_settlements FOR EACH ROW EXECUTE FUNCTION refuse('escheat_settlements_no_update');
CREATE TRIGGER escheat_settlements_no_delete BEFORE DELETE ON escheat_settlements FOR EACH ROW EXECUTE FUNCTION refuse('escheat_settlements_no_delete');
CREATE TRIGGER escheat_settlements_no_truncate BEFORE TRUNCATE ON escheat_settlements FOR EACH STATEMENT EXECUTE FUNCTION refuse('escheat_settlements_no_truncate');
