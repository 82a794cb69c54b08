-- Revisions of losses: two persons with evidence raise or lower what an account lost
-- of an asset, after a settlement has sealed the snapshot set. What the covers of the
-- account owe follows, so the amounts of its shares may change; the audit log has
-- what they were.
-- +goose Up
ALTER TABLE corrections ADD COLUMN asset_id bigint;
ALTER TABLE corrections ADD COLUMN amount numeric(78,0);
ALTER TABLE corrections ADD COLUMN direction text NOT NULL DEFAULT '';
ALTER TABLE corrections ALTER COLUMN direction DROP DEFAULT;
ALTER TABLE corrections DROP CONSTRAINT corrections_kind_enum;
ALTER TABLE corrections ADD CONSTRAINT corrections_kind_enum CHECK (kind IN ('reinstatement', 'exclusion', 'receiver', 'revision'));
ALTER TABLE corrections DROP CONSTRAINT corrections_content_check;
ALTER TABLE corrections ADD CONSTRAINT corrections_content_check CHECK (claim_id IS NOT NULL OR exclusion <> '' OR receiver IS NOT NULL OR kind = 'revision');
ALTER TABLE corrections ADD CONSTRAINT corrections_amount_amount CHECK (amount >= 0 AND amount <= 115792089237316195423570985008687907853269984665640564039457584007913129639935);
ALTER TABLE corrections ADD CONSTRAINT corrections_direction_enum CHECK (direction IN ('', 'raise', 'lower'));
ALTER TABLE corrections ADD CONSTRAINT corrections_revision_check CHECK (kind <> 'revision' OR (asset_id IS NOT NULL AND amount IS NOT NULL AND direction <> ''));
ALTER TABLE corrections ADD CONSTRAINT corrections_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id);
DROP TRIGGER corrections_content_fixed ON corrections;
CREATE TRIGGER corrections_content_fixed BEFORE UPDATE ON corrections FOR EACH ROW
	WHEN (NEW.kind <> OLD.kind OR NEW.incident_id <> OLD.incident_id OR NEW.account <> OLD.account OR NEW.claim_id IS DISTINCT FROM OLD.claim_id
		OR NEW.exclusion <> OLD.exclusion OR NEW.receiver IS DISTINCT FROM OLD.receiver OR NEW.reason_code <> OLD.reason_code
		OR NEW.reason <> OLD.reason OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.amount IS DISTINCT FROM OLD.amount
		OR NEW.direction <> OLD.direction OR NEW.evidence <> OLD.evidence OR NEW.entered_by <> OLD.entered_by) EXECUTE FUNCTION refuse('corrections_content_fixed');

DROP TRIGGER cover_shares_no_update ON cover_shares;
CREATE TRIGGER cover_shares_only_amounts BEFORE UPDATE ON cover_shares FOR EACH ROW
	WHEN (NEW.id <> OLD.id OR NEW.incident_id <> OLD.incident_id OR NEW.affected <> OLD.affected OR NEW.cover_id <> OLD.cover_id OR NEW.created_at <> OLD.created_at)
	EXECUTE FUNCTION refuse('cover_shares_only_amounts');
