-- The entitlement file of a settlement in parts: ten million lines are more than
-- one value may hold, and nobody who asks for a state should read all of them.
-- +goose Up
CREATE TABLE entitlement_parts (
	settlement_id bigint NOT NULL,
	idx bigint NOT NULL,
	data bytea NOT NULL,
	PRIMARY KEY (settlement_id, idx),
	CONSTRAINT entitlement_parts_idx_check CHECK (idx >= 0),
	CONSTRAINT entitlement_parts_data_check CHECK (length(data) > 0),
	CONSTRAINT entitlement_parts_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
ALTER TABLE entitlement_parts ALTER COLUMN data SET STORAGE EXTERNAL; -- ids and addresses do not compress
INSERT INTO entitlement_parts (settlement_id, idx, data)
	SELECT id, 0, entitlement_file FROM settlements WHERE length(entitlement_file) > 0;
CREATE TRIGGER entitlement_parts_no_update BEFORE UPDATE ON entitlement_parts FOR EACH ROW EXECUTE FUNCTION refuse('entitlement_parts_no_update');
CREATE TRIGGER entitlement_parts_no_delete BEFORE DELETE ON entitlement_parts FOR EACH ROW EXECUTE FUNCTION refuse('entitlement_parts_no_delete');
CREATE TRIGGER entitlement_parts_no_truncate BEFORE TRUNCATE ON entitlement_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse('entitlement_parts_no_truncate');

DROP TRIGGER settlements_content_fixed ON settlements;
ALTER TABLE settlements DROP COLUMN entitlement_file;
CREATE TRIGGER settlements_content_fixed BEFORE UPDATE ON settlements FOR EACH ROW
	WHEN (OLD.state NOT IN ('draft', 'objections') AND (NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.pool_id IS DISTINCT FROM OLD.pool_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.snapshot_set_digest IS DISTINCT FROM OLD.snapshot_set_digest OR NEW.available IS DISTINCT FROM OLD.available OR NEW.paid IS DISTINCT FROM OLD.paid OR NEW.held IS DISTINCT FROM OLD.held OR NEW.dust IS DISTINCT FROM OLD.dust OR NEW.unattributed IS DISTINCT FROM OLD.unattributed OR NEW.cumulative_total IS DISTINCT FROM OLD.cumulative_total OR NEW.input_hash IS DISTINCT FROM OLD.input_hash OR NEW.payout_root IS DISTINCT FROM OLD.payout_root OR NEW.leaf_count IS DISTINCT FROM OLD.leaf_count OR NEW.chain_ref IS DISTINCT FROM OLD.chain_ref OR NEW.content_hash IS DISTINCT FROM OLD.content_hash)) EXECUTE FUNCTION refuse('settlements_content_fixed');
