-- Corrections of decisions: two persons who had no part in it say with evidence what a
-- decision on a claim should have been, amount 0 for a denial, under a clause of the
-- wording.
-- +goose Up
ALTER TABLE corrections ADD COLUMN clause text NOT NULL DEFAULT '';
ALTER TABLE corrections ALTER COLUMN clause DROP DEFAULT;
ALTER TABLE corrections DROP CONSTRAINT corrections_kind_enum;
ALTER TABLE corrections ADD CONSTRAINT corrections_kind_enum CHECK (kind IN ('reinstatement', 'exclusion', 'receiver', 'revision', 'merge', 'decision'));
ALTER TABLE corrections ADD CONSTRAINT corrections_decision_check CHECK (kind <> 'decision' OR (claim_id IS NOT NULL AND asset_id IS NOT NULL AND amount IS NOT NULL AND clause <> ''));
DROP TRIGGER corrections_content_fixed ON corrections;
CREATE TRIGGER corrections_content_fixed BEFORE UPDATE ON corrections FOR EACH ROW
	WHEN (NEW.kind <> OLD.kind OR NEW.incident_id <> OLD.incident_id OR NEW.account <> OLD.account OR NEW.claim_id IS DISTINCT FROM OLD.claim_id
		OR NEW.exclusion <> OLD.exclusion OR NEW.receiver IS DISTINCT FROM OLD.receiver OR NEW.reason_code <> OLD.reason_code
		OR NEW.reason <> OLD.reason OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.amount IS DISTINCT FROM OLD.amount
		OR NEW.direction <> OLD.direction OR NEW.into_id IS DISTINCT FROM OLD.into_id OR NEW.positions <> OLD.positions
		OR NEW.stated <> OLD.stated OR NEW.clause <> OLD.clause OR NEW.evidence <> OLD.evidence OR NEW.entered_by <> OLD.entered_by) EXECUTE FUNCTION refuse('corrections_content_fixed');
