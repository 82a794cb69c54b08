-- An order names the state of the distributor that it follows and its last second; both
-- are of what two persons approved.
-- +goose Up
ALTER TABLE settlements ADD COLUMN follows text;
ALTER TABLE settlements ADD COLUMN valid_until timestamptz;
ALTER TABLE settlements ADD CONSTRAINT settlements_follows_hex CHECK (follows ~ '^0x[0-9a-f]{64}$');
CREATE TRIGGER settlements_order_fixed BEFORE UPDATE ON settlements FOR EACH ROW
	WHEN (OLD.state NOT IN ('draft', 'objections') AND (NEW.follows IS DISTINCT FROM OLD.follows OR NEW.valid_until IS DISTINCT FROM OLD.valid_until OR NEW.order_digest IS DISTINCT FROM OLD.order_digest)) EXECUTE FUNCTION refuse('settlements_order_fixed');
