-- An order names the state of the distributor that it follows and its last second; both
-- are of what two persons approved.
-- +goose Up
ALTER TABLE settlements ADD COLUMN follows text CONSTRAINT settlements_follows_hex CHECK (length(follows) = 66 AND substr(follows, 1, 2) = '0x' AND substr(follows, 3) NOT GLOB '*[^0-9a-f]*');
ALTER TABLE settlements ADD COLUMN valid_until datetime;
-- +goose StatementBegin
CREATE TRIGGER settlements_order_fixed BEFORE UPDATE ON settlements
WHEN OLD.state NOT IN ('draft', 'objections') AND (NEW.follows IS DISTINCT FROM OLD.follows OR NEW.valid_until IS DISTINCT FROM OLD.valid_until OR NEW.order_digest IS DISTINCT FROM OLD.order_digest)
BEGIN SELECT RAISE(ABORT, 'settlements_order_fixed'); END;
-- +goose StatementEnd
