-- An announcement of money that is expected back may be withdrawn before a deposit meets
-- it.
-- +goose Up
ALTER TABLE recoveries DROP CONSTRAINT recoveries_state_enum;
ALTER TABLE recoveries ADD CONSTRAINT recoveries_state_enum CHECK (state IN ('expected', 'received', 'final', 'contested', 'released', 'withdrawn'));
