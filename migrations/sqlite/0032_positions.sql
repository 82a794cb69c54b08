-- What an account held on average over the waiting period, and what of its loss is
-- insured by the positions: of methods that measure them, otherwise NULL and the
-- whole loss counts. evidence_manifest is the text that evidence_hash of the
-- message is the hash of; it binds the positions to what members signed.
-- +goose Up
ALTER TABLE snapshot_leaves ADD COLUMN value_average text CONSTRAINT snapshot_leaves_value_average_amount CHECK (length(value_average) = 78 AND value_average NOT GLOB '*[^0-9]*' AND value_average <= '115792089237316195423570985008687907853269984665640564039457584007913129639935');
ALTER TABLE snapshot_leaves ADD COLUMN insured text CONSTRAINT snapshot_leaves_insured_amount CHECK (length(insured) = 78 AND insured NOT GLOB '*[^0-9]*' AND insured <= '115792089237316195423570985008687907853269984665640564039457584007913129639935');
ALTER TABLE snapshots ADD COLUMN evidence_manifest text CONSTRAINT snapshots_evidence_manifest_check CHECK (evidence_manifest <> '');
-- +goose StatementBegin
CREATE TRIGGER snapshots_manifest_fixed BEFORE UPDATE ON snapshots
WHEN OLD.evidence_manifest IS NOT NULL AND NEW.evidence_manifest IS DISTINCT FROM OLD.evidence_manifest
BEGIN SELECT RAISE(ABORT, 'snapshots_manifest_fixed'); END;
-- +goose StatementEnd
